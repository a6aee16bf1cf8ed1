"""One sector: its indicators class by class, its measures, and the lines to sign."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.export.citation import citation
from rrm.export.pack_document.blocks import (
    Block,
    Card,
    Cell,
    Code,
    Column,
    Facts,
    Grade,
    Heading,
    Line,
    Link,
    Paragraph,
    Piece,
    Section,
    Soft,
    Table,
    Tag,
    cell,
    joined,
    lines,
)
from rrm.export.pack_document.history import Path
from rrm.export.pack_document.sections.decision_table import decision_table
from rrm.export.pack_document.sections.severity_chapter import missing_in_words
from rrm.export.pack_document.sections.signatures import signature_lines
from rrm.export.pack_document.subject import Subject
from rrm.export.pack_document.words import (
    anchor_of,
    as_yaml,
    named,
    origin_lines,
    other_settings,
    status_tag,
    valid_for,
    where_from,
)
from rrm.model.language import Message, Text, msg, msg_plural
from rrm.model.rule_pack import (
    GROUP,
    HOUSEHOLD,
    KEY_INFORMANT,
    SITE,
    Combine,
    Indicator,
    Measure,
    Sector,
    Status,
    Unanswered,
)
from rrm.model.unit_words import unit_in_words
from rrm.rule_language import Condition, Expression
from rrm.rule_language import Line as SeverityLine
from rrm.scoring import CompiledIndicator, label_of_name, line_in_words, names_used

_TOLD = (
    "unit",
    "value",
    "table",
    "level",
    "unanswered",
    "severity",
    "critical",
    "missing",
    "because",
)


def sector_chapter(subject: Subject, name: str) -> Section:
    """The chapter of a sector."""
    sector = subject.pack.sectors[name]
    indicators = [
        one for one in subject.compiled.indicators.values() if one.sector == sector.sector
    ]
    return Section(
        anchor_of(("sectors", name)),
        Text.of(sector.label),
        (
            Paragraph((_counted(subject, indicators),), "lead"),
            *([_overview(subject, name, indicators)] if indicators else []),
            *(_card(subject, name, one) for one in indicators),
            *_measures(subject, name, sector),
            *signature_lines(Text.of(sector.label)),
        ),
        starts_a_page=True,
    )


def _counted(subject: Subject, indicators: list[CompiledIndicator]) -> Message:
    critical = sum(one.rule.critical for one in indicators)
    proposed = sum(one.rule.status is Status.PROPOSED for one in indicators)
    return msg(
        "{counted}, {critical} of them critical: each alone may set the class of the sector."
        " Proposed and to be decided: {proposed}.",
        counted=msg_plural("{n} indicator", "{n} indicators", n=len(indicators)),
        critical=critical,
        proposed=proposed,
    )


def _overview(subject: Subject, sector: str, indicators: list[CompiledIndicator]) -> Block:
    columns = [
        Column(msg("Indicator")),
        Column(msg("Weight in the sector")),
        Column(msg("Classes given"), is_short=True),
        Column(msg("Status")),
    ]
    has_parents = subject.history.has_parents
    if has_parents:
        columns.append(Column(msg("Last word"), is_short=True))
    rows = []
    for one in indicators:
        path = _path(sector, one)
        row: list[Cell] = [
            cell(Link(Text.of(one.rule.label), f"#{anchor_of(path)}")),
            cell(_weight(subject, one.rule)),
            cell(*_grades(subject, one)),
            cell(status_tag(one.rule.status)),
        ]
        if has_parents:
            row.append(cell(subject.history.origin(path).last_word))
        rows.append(tuple(row))
    return Table(tuple(columns), tuple(rows))


def _grades(subject: Subject, indicator: CompiledIndicator) -> Iterator[Piece]:
    for number, line in enumerate(indicator.lines):
        if number:
            yield " "
        yield Grade(line.severity, subject.severity(line.severity))


def _weight(subject: Subject, rule: Indicator) -> Tag:
    if rule.critical:
        return Tag(msg("critical"), "critical")
    cap = subject.pack.severity.sector.non_critical_cap
    return Tag(msg("up to class {cap}", cap=cap), "capped")


def _path(sector: str, indicator: CompiledIndicator) -> Path:
    return ("sectors", sector, "indicators", indicator.key.split(".", maxsplit=1)[1])


def _card(subject: Subject, sector: str, indicator: CompiledIndicator) -> Card:
    rule, path = indicator.rule, _path(sector, indicator)
    because = Text.of(rule.because)
    tags: list[Piece] = [_weight(subject, rule), " ", status_tag(rule.status)]
    blocks: list[Block] = [
        Heading(4, (Text.of(rule.label or indicator.key),)),
        Paragraph((Code(indicator.key), " ", *tags)),
        *(
            [Paragraph((msg("Why it is need: {because}", because=because),))]
            if rule.because
            else []
        ),
        *([] if rule.reads_classes else [_lines(subject, indicator, path)]),
        *decision_table(subject, indicator),
        Facts(tuple(_facts(subject, indicator, path))),
    ]
    look = "proposed" if rule.status is Status.PROPOSED else ""
    return Card(tuple(blocks), look, anchor_of(path))


def _lines(subject: Subject, indicator: CompiledIndicator, path: Path) -> Table:
    shown = {(line.severity, line.rule) for line in subject.cases.shown}
    columns = (
        Column(msg("Class"), is_short=True),
        Column(msg("A household is in it when the value is")),
        Column(msg("Case"), is_short=True),
    )
    rows = [
        (
            cell(Grade(line.severity, subject.severity(line.severity))),
            lines(
                (line_in_words(subject.compiled, indicator, line),),
                (Code(line.text),) if isinstance(line.test, Condition) else None,
                *_line_before(subject, path, line),
            ),
            cell("✓" if (line.severity, indicator.key) in shown else "–"),
        )
        for line in indicator.lines
    ]
    rows.extend(_lines_gone(subject, indicator, path))
    return Table(columns, tuple(rows), "lines")


def _line_before(subject: Subject, path: Path, line: SeverityLine) -> Iterator[Line]:
    """What the parent's line was, for each pack of the lineage that changed it."""
    for override in subject.history.origin(path).overrides:
        change = override.was(f"severity.{line.severity}")
        if change is not None:
            tag = Tag(msg("changed by {pack}", pack=override.pack), "changed")
            if change.old is None:
                yield tag, " ", Soft(msg("no line in {pack}", pack=override.parent))
            else:
                was = Soft(msg("was, in {pack}:", pack=override.parent))
                yield tag, " ", was, " ", Code(as_yaml(change.old))


def _lines_gone(
    subject: Subject, indicator: CompiledIndicator, path: Path
) -> Iterator[tuple[Cell, Cell, Cell]]:
    """Lines that a pack of the lineage took away."""
    here = {line.severity for line in indicator.lines}
    for override in subject.history.origin(path).overrides:
        for change in override.keys:
            first, _, level = change.key.partition(".")
            if first == "severity" and level.isdecimal() and int(level) not in here:
                yield (
                    cell(Grade(int(level), subject.severity(int(level)))),
                    lines(
                        (
                            Tag(msg("removed by {pack}", pack=override.pack), "changed"),
                            " ",
                            Soft(msg("was, in {pack}:", pack=override.parent)),
                            " ",
                            Code(as_yaml(change.old)),
                        )
                    ),
                    cell("–"),
                )


def _facts(
    subject: Subject, indicator: CompiledIndicator, path: Path
) -> Iterator[tuple[Message, Cell]]:
    rule = indicator.rule
    yield msg("Value"), _value(subject, rule, indicator.tree)
    unit: Line = (unit_in_words(rule.unit), " · ") if rule.unit else ()
    yield msg("Unit and level"), ((*unit, level_in_words(subject, rule.level)),)
    yield msg("Not answered"), lines((missing_in_words(rule.missing),), _unanswered(rule))
    if rule.level == KEY_INFORMANT:
        yield msg("Of several informants"), cell(_COMBINE.get(rule.combine, str(rule.combine)))
    others = other_settings(rule, (*_TOLD, "combine"))
    if others:
        yield msg("Also"), others
    source: Line = (citation(rule.source, subject.pack.sources),)
    yield msg("Source"), lines(source, valid_for(rule), *origin_lines(subject, path))


_COMBINE: dict[Combine, Message] = {
    Combine.WORST: msg("the worst class counts"),
    Combine.MEDIAN: msg("the class in the middle counts, of two the worse"),
}


def _value(subject: Subject, rule: Measure | Indicator, tree: Expression) -> Cell:
    """The formula as written, then the words of each name in it; a name alone, only once."""
    names = tuple(_names(subject, tree))
    if rule.table is not None:
        return lines((msg("read off the table where row and column meet"),), *names)
    written = as_yaml(str(rule.value))
    return names if names_used(tree) == (written,) else lines((Code(written),), *names)


def _names(subject: Subject, tree: Expression) -> Iterator[Line]:
    for name in names_used(tree):
        words = label_of_name(subject.compiled, name)
        label = Text.of(words) if words else _NAMES.get(name)
        yield (Code(name), " ", label) if label is not None else (Code(name),)


_NAMES: dict[str, Message] = {"households": msg("the households of the group")}
"""Names of formulas that no pack has words for."""


def level_in_words(subject: Subject, level: str) -> Message | Text:
    """What a rule is a value of."""
    roster = subject.pack.form.rosters.get(level)
    if roster is not None:
        return msg("each row of the roster: {roster}", roster=Text.of(roster.label))
    return _LEVELS.get(level) or Text.of(level)


_LEVELS: dict[str, Message] = {
    HOUSEHOLD: msg("each household interviewed"),
    GROUP: msg("each group at a site, from all its households"),
    SITE: msg("each site, from all its groups"),
    KEY_INFORMANT: msg("each key informant; it holds for every household of the group"),
}


def _unanswered(rule: Measure | Indicator) -> Line | None:
    match rule.unanswered:
        case Unanswered.KNOWN_ONLY:
            return (msg("made of the parts that were answered"),)
        case Unanswered.ZERO:
            return (msg("a part not answered counts as 0, or as no"),)
        case _:
            return None


def _measures(subject: Subject, name: str, sector: Sector) -> Iterator[Block]:
    if not sector.measures:
        return
    yield Heading(3, (msg("Measures"),))
    yield Paragraph(
        (
            msg(
                "Values without a severity: their mean at a site and group sizes what is due, or"
                " opens a handover."
            ),
        ),
        "lead",
    )
    columns = (
        Column(msg("Measure")),
        Column(msg("How it is worked out"), is_wide=True),
        Column(msg("Used by")),
        Column(msg("Source and status")),
    )
    rows = tuple(_measure(subject, name, key, measure) for key, measure in sector.measures.items())
    yield Table(columns, rows)
    for key, measure in sector.measures.items():
        if measure.table is not None:
            yield Heading(4, (Text.of(measure.label or key),))
            yield from decision_table(subject, subject.compiled.measures[f"{name}.{key}"])


def _measure(subject: Subject, sector: str, name: str, measure: Measure) -> tuple[Cell, ...]:
    path = ("sectors", sector, "measures", name)
    tree = subject.compiled.measures[f"{sector}.{name}"].tree
    unit: Line | None = (msg("in {unit}", unit=unit_in_words(measure.unit)),)
    level = (level_in_words(subject, measure.level),)
    return (
        named(measure.label, f"{sector}.{name}", path),
        lines(
            *_value(subject, measure, tree),
            unit if measure.unit not in ("", "-") else None,
            level if measure.level != HOUSEHOLD else None,
            _unanswered(measure),
            *other_settings(measure, ("unit", "value", "table", "level", "unanswered")),
        ),
        _users(subject, sector, name),
        where_from(subject, measure, path),
    )


def _users(subject: Subject, sector: str, name: str) -> Cell:
    """What a measure is for: entitlements, handovers, the modality, other rules."""
    pack = subject.pack
    spoken = (name, f"{sector}.{name}")
    entitled = [
        Text.of(one.label)
        for one in pack.entitlements.entitlements.values()
        if one.amount in spoken or one.survival_amount in spoken
    ]
    handed = [Text.of(one.label) for one in pack.referrals.values() if one.measure in spoken]
    rules = subject.users.get(f"{sector}.{name}", ())
    return lines(
        (msg("Entitlement: {label}", label=tuple(entitled)),) if entitled else None,
        (msg("Handover: {label}", label=tuple(handed)),) if handed else None,
        (msg("Cash or in kind"),) if set(spoken) & set(pack.modality.measures) else None,
        joined((Code(key),) for key in rules),
    )
