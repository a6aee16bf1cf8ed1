"""Parameters and sources: what the plan stands on, line by line."""

from __future__ import annotations

from rrm.export.facts import Facts
from rrm.export.published import PublishedPlan
from rrm.export.sections.foot import engine_version, lineage_in_words
from rrm.export.status_labels import STATUS_LABELS
from rrm.export.workbook.sheet import Sheet, SheetColumn, Value
from rrm.model.language import msg


def sources_sheet(plan: PublishedPlan) -> Sheet:
    """Figures of the rules, then the tables' sources, then inputs and versions."""
    return Sheet(
        title=msg("Parameters & sources"),
        columns=(
            SheetColumn(msg("Kind")),
            SheetColumn(msg("What")),
            SheetColumn(msg("Figure or words"), widest=70),
            SheetColumn(msg("Source"), widest=60),
            SheetColumn(
                msg("How sure"), note=msg("How far the figure was checked against its source.")
            ),
            SheetColumn(msg("Valid for")),
        ),
        rows=[*_figures(plan), *_tables(plan.facts), *_inputs(plan)],
    )


def _figures(plan: PublishedPlan) -> list[tuple[Value, ...]]:
    return [
        (
            msg("figure of the rules"),
            figure.what,
            figure.value.replace("\n", "; ") if isinstance(figure.value, str) else figure.value,
            figure.source,
            STATUS_LABELS.get(figure.status, figure.status),
            figure.valid_for,
        )
        for figure in plan.figures
    ]


def _tables(facts: Facts) -> list[tuple[Value, ...]]:
    rows: list[tuple[Value, ...]] = []
    for table, origin in facts.scenario.settings.sources.items():
        for kind, columns in ((msg("reported"), origin.reported), (msg("made up"), origin.made_up)):
            for column, words in columns.items():
                rows.append((kind, f"{table}: {column}", words, origin.source, None, None))
    return rows


def _inputs(plan: PublishedPlan) -> list[tuple[Value, ...]]:
    run = plan.facts.run
    engine = plan.stamp.engine if plan.stamp else engine_version()
    rows: list[tuple[Value, ...]] = [
        (msg("engine"), "rrm-engine", engine, None, None, None),
        (msg("rules"), lineage_in_words(run), None, None, None, None),
        (msg("seed"), str(run.options.seed), None, None, None, None),
    ]
    rows += [
        (msg("input file"), file.path, file.sha256, "SHA-256", None, None)
        for file in run.loaded.files
    ]
    return rows
