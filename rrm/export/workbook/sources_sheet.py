"""Parameters and sources: what the plan stands on, line by line."""

from __future__ import annotations

from rrm.export.facts import Facts
from rrm.export.figures import figures_behind
from rrm.export.sections.foot import engine_version, lineage_in_words
from rrm.export.status_labels import STATUS_LABELS
from rrm.export.workbook.sheet import Sheet, SheetColumn, Value
from rrm.model.language import msg


def sources_sheet(facts: Facts) -> Sheet:
    """Figures of the rules, then the tables' sources, then inputs and versions."""
    return Sheet(
        title=msg("Parameters & sources"),
        columns=(
            SheetColumn(msg("Kind")),
            SheetColumn(msg("What")),
            SheetColumn(msg("Figure or words"), widest=70),
            SheetColumn(msg("Source"), widest=60),
            SheetColumn(msg("How sure")),
            SheetColumn(msg("Valid for")),
        ),
        rows=[*_figures(facts), *_tables(facts), *_inputs(facts)],
    )


def _figures(facts: Facts) -> list[tuple[Value, ...]]:
    return [
        (
            msg("figure of the rules"),
            figure.what,
            figure.value.replace("\n", "; ") if isinstance(figure.value, str) else figure.value,
            figure.source,
            STATUS_LABELS.get(figure.status, figure.status),
            figure.valid_for,
        )
        for figure in figures_behind(facts)
    ]


def _tables(facts: Facts) -> list[tuple[Value, ...]]:
    rows: list[tuple[Value, ...]] = []
    for table, origin in facts.scenario.settings.sources.items():
        for kind, columns in ((msg("reported"), origin.reported), (msg("made up"), origin.made_up)):
            for column, words in columns.items():
                rows.append((kind, f"{table}: {column}", words, origin.source, None, None))
    return rows


def _inputs(facts: Facts) -> list[tuple[Value, ...]]:
    run = facts.run
    rows: list[tuple[Value, ...]] = [
        (msg("engine"), "rrm-engine", engine_version(), None, None, None),
        (msg("rules"), lineage_in_words(run), None, None, None, None),
        (msg("seed"), str(run.options.seed), None, None, None, None),
    ]
    rows += [
        (msg("input file"), file.path, file.sha256, "SHA-256", None, None)
        for file in run.loaded.files
    ]
    return rows
