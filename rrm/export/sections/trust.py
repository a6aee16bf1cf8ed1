"""How far to trust the plan: what is reported, made up, proposed, doubted."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.export.citation import document_key
from rrm.export.facts import Facts
from rrm.export.figures import Figure, figures_behind
from rrm.export.status_labels import STATUS_LABELS
from rrm.export.table import Cell, Column, Table, Verbatim
from rrm.model.language import LANGUAGES, Message, Text, msg, msg_plural
from rrm.model.rule_pack import RulePack, Status
from rrm.model.scenario import Origin


@dataclass(frozen=True, slots=True)
class Trust:
    """Everything that a reader must know before relying on the plan."""

    title: Message
    notes: Text | None
    sources_title: Message
    sources: Table | None
    proposed_title: Message
    proposed_intro: Message
    proposed: Table | None
    checked_title: Message
    checked: Table | None
    references_title: Message
    references: Table | None
    warnings_title: Message
    warnings: tuple[Message, ...]
    doubts_title: Message
    doubts: tuple[Text, ...]
    map_title: Message
    map_licence: Message


def trust_section(facts: Facts) -> Trust:
    """Sources, figures by how far they are checked, warnings, licences."""
    settings = facts.scenario.settings
    figures = figures_behind(facts)
    proposed = [figure for figure in figures if figure.status == Status.PROPOSED]
    checked = [figure for figure in figures if figure.status != Status.PROPOSED]
    doubts = facts.run.loaded.warnings
    return Trust(
        title=msg("How far to trust this"),
        notes=Text.of(settings.notes) if settings.notes else None,
        sources_title=msg("What is reported and what is made up, table by table"),
        sources=_sources_table(settings.sources) if settings.sources else None,
        proposed_title=msg_plural(
            "{n} figure of the rules that nobody has confirmed",
            "{n} figures of the rules that nobody has confirmed",
            n=len(proposed),
        ),
        proposed_intro=msg(
            "The plan depends on these. They are proposals, to be replaced by the country "
            "team's own."
        ),
        proposed=_figures_table(proposed) if proposed else None,
        checked_title=msg_plural(
            "{n} figure of the rules read in a source or quoted from a standard",
            "{n} figures of the rules read in a source or quoted from a standard",
            n=len(checked),
        ),
        checked=_figures_table(checked) if checked else None,
        references_title=msg("Documents that these figures cite"),
        references=_references_table(figures, facts.pack),
        warnings_title=msg("Warnings of this run"),
        # Where nothing is planned, no warning about a plan means anything.
        warnings=() if facts.run.plan.status == "infeasible" else facts.run.plan.warnings,
        doubts_title=msg_plural(
            "{n} doubtful value in the inputs, kept as it is",
            "{n} doubtful values in the inputs, kept as they are",
            n=len(doubts),
        ),
        doubts=tuple(
            Text.of({language: problem.text(language) for language in LANGUAGES})
            for problem in doubts
        ),
        map_title=msg("Map"),
        map_licence=msg(
            "Borders and rivers: Natural Earth, public domain, simplified. They say nothing of "
            "who governs where."
        ),
    )


def _sources_table(sources: dict[str, Origin]) -> Table:
    columns = (
        Column(msg("Table"), is_short=True),
        Column(msg("Reported")),
        Column(msg("Made up")),
        Column(msg("Source")),
        Column(msg("Licence")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            table,
            _columns_in_words(origin.reported),
            _columns_in_words(origin.made_up),
            origin.source,
            origin.licence,
        )
        for table, origin in sources.items()
    ]
    return Table(columns, tuple(rows))


def _columns_in_words(columns: dict[str, str]) -> str:
    """Columns of which the same is said, named together: lat, lon: of the town."""
    by_words: dict[str, list[str]] = {}
    for column, words in columns.items():
        by_words.setdefault(words, []).append(column)
    return "; ".join(f"{', '.join(names)}: {words}" for words, names in by_words.items())


def _figures_table(figures: list[Figure]) -> Table:
    columns = (
        Column(msg("What")),
        Column(msg("Figure")),
        Column(msg("Source")),
        Column(msg("How sure")),
        Column(msg("Valid for")),
    )
    return Table(columns, tuple(_row(figure) for figure in figures))


def _row(figure: Figure) -> tuple[Cell, ...]:
    return (
        figure.what,
        Verbatim(figure.value) if isinstance(figure.value, str) else figure.value,
        figure.source,
        STATUS_LABELS.get(figure.status, figure.status),
        figure.valid_for,
    )


def _references_table(figures: tuple[Figure, ...], pack: RulePack) -> Table | None:
    """The documents behind the keys that sources begin with, in the order of the pack."""
    cited = {document_key(figure.source, pack.sources) for figure in figures}
    columns = (
        Column(msg("Cited as"), is_short=True),
        Column(msg("Title")),
        Column(msg("Year"), is_short=True),
        Column(msg("Address")),
        Column(msg("Licence")),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            key,
            reference.title,
            str(reference.year) if reference.year else None,
            reference.url,
            reference.licence,
        )
        for key, reference in pack.sources.items()
        if key in cited
    ]
    return Table(columns, tuple(rows)) if rows else None
