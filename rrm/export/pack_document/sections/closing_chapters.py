"""The end of the document: what the pack changes, its cases, its sources, what is to be decided."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rrm.export.citation import citation, document_key
from rrm.export.pack_document.blocks import (
    Block,
    Cell,
    Code,
    Column,
    Heading,
    Items,
    Line,
    Link,
    Paragraph,
    Piece,
    Section,
    Soft,
    Strong,
    Table,
    cell,
    lines,
)
from rrm.export.pack_document.history import Path
from rrm.export.pack_document.sections.signatures import signature_lines
from rrm.export.pack_document.subject import CitedRule, Subject
from rrm.export.pack_document.words import (
    as_yaml,
    link_to,
    valid_for,
)
from rrm.model.language import Message, Text, msg, msg_plural
from rrm.model.rule_pack import Cited, Indicator
from rrm.scoring import line_in_words


def lineage_chapter(subject: Subject) -> tuple[Section, ...]:
    """What each pack of the lineage changes or removes, the parent's value beside it.

    None for a pack that extends no other.
    """
    history = subject.history
    if not history.has_parents:
        return ()
    blocks: list[Block] = []
    for parent, child in pairwise(history.packs):
        blocks.append(Heading(3, (msg("{pack}, beside {parent}", pack=child, parent=parent),)))
        rows = [*_changed_by(subject, child), *_removed_by(subject, child)]
        added = [path for path, origin in history.origins.items() if origin.brought_by == child]
        if rows:
            columns = (
                Column(msg("Rule")),
                Column(msg("In {pack}", pack=parent), is_wide=True),
                Column(msg("In {pack}", pack=child)),
            )
            blocks.append(Table(columns, tuple(rows)))
        if added:
            blocks.append(Paragraph((msg("Added:"),)))
            blocks.append(Items(tuple((Code(_key_of(path)),) for path in added)))
        if not (rows or added):
            blocks.append(Paragraph((msg("It says the same as the pack it builds on."),)))
    return (Section("lineage", msg("What each pack changes"), tuple(blocks)),)


def _changed_by(subject: Subject, pack: str) -> Iterator[tuple[Cell, ...]]:
    for path, origin in subject.history.origins.items():
        for override in origin.overrides:
            if override.pack == pack:
                yield (
                    cell(Code(_key_of(path))),
                    tuple(_value(one.key, one.old) for one in override.keys),
                    tuple(_value(one.key, one.new) for one in override.keys),
                )


def _value(key: str, value: object) -> Line:
    what: tuple[Piece, ...] = (Code(f"{key}:"), " ") if key else ()
    if value is None or value == "":
        return (*what, Soft(msg("nothing")))
    return (*what, Code(as_yaml(value)))


def _removed_by(subject: Subject, pack: str) -> Iterator[tuple[Cell, ...]]:
    for one in subject.history.removed:
        if one.pack == pack:
            old = one.change.old
            label = old.get("label") if isinstance(old, dict) else None
            severity = old.get("severity") if isinstance(old, dict) else None
            yield (
                cell(Code(_key_of(one.change.path))),
                lines(
                    (Text.of(label),) if isinstance(label, dict) and label else None,
                    (Code(as_yaml(severity or old)[:_LONGEST]),),
                ),
                cell(Strong(msg("removed"))),
            )


def _key_of(path: Path) -> str:
    """A rule as people cite it."""
    return ".".join((path[1], *path[3:])) if path[0] == "sectors" and path[3:] else ".".join(path)


def case_chapter(subject: Subject) -> Section:
    """How many worked cases there are, and which severity lines they show."""
    report = subject.cases
    counted = msg_plural(
        "{n} worked case, with {expectations} expectations.",
        "{n} worked cases, with {expectations} expectations.",
        n=report.cases,
        expectations=len(report.results),
    )
    failed = msg_plural(
        "{n} expectation is not met: the pack is not ready to be signed.",
        "{n} expectations are not met: the pack is not ready to be signed.",
        n=len(report.failed),
    )
    columns = (
        Column(msg("Sector")),
        Column(msg("Severity lines"), is_number=True),
        Column(msg("Shown by a case"), is_number=True),
        Column(msg("Not shown")),
    )
    return Section(
        "cases",
        msg("Worked cases"),
        (
            Paragraph((counted,)),
            *((Paragraph((Strong(failed),), "alarm"),) if report.failed else ()),
            Table(columns, tuple(_lines_shown(subject))),
        ),
    )


def _lines_shown(subject: Subject) -> Iterator[tuple[Cell, ...]]:
    report = subject.cases
    for name, sector in subject.pack.sectors.items():
        own = [line for line in report.lines if line.rule.split(".", maxsplit=1)[0] == name]
        gone = [line for line in own if line not in report.shown]
        yield (
            cell(Text.of(sector.label)),
            cell(len(own)),
            cell(len(own) - len(gone)),
            tuple((Code(f"{line.rule} {line.severity}: {line.text}"),) for line in gone)
            or cell("–"),
        )


def source_chapter(subject: Subject) -> Section:
    """Documents that the rules cite, with how many figures lean on each."""
    documents = subject.pack.sources
    uses = [document_key(one.rule.source, documents) for one in subject.cited]
    columns = (
        Column(msg("Cited as"), is_short=True),
        Column(msg("Title")),
        Column(msg("Year"), is_short=True),
        Column(msg("Licence")),
        Column(msg("Figures"), is_number=True),
    )
    rows = tuple(
        (
            cell(Code(key)),
            lines((document.title,), _address(document.url)),
            cell(str(document.year)) if document.year else cell("–"),
            cell(document.licence) or cell("–"),
            cell(uses.count(key)),
        )
        for key, document in documents.items()
        if key in uses or not subject.extract
    )
    return Section("sources", msg("Sources cited"), (Table(columns, rows),))


def _address(url: str) -> Line | None:
    """A link where it is one to follow; other texts are shown as they are."""
    if not url:
        return None
    return (Link(url, url),) if url.startswith(("https://", "http://")) else (Code(url),)


def decision_chapter(subject: Subject) -> Section:
    """Every proposed figure, with room for what is decided; then the lines to sign."""
    columns = (
        Column("", is_short=True),
        Column(msg("What")),
        Column(msg("Proposed")),
        Column(msg("Source")),
        Column(msg("Decision")),
    )
    rows = tuple(
        (
            cell(number),
            lines((link_to(one.path, _title(subject, one)),), (Code(_key_of(one.path)),)),
            _figure(subject, one),
            lines((citation(one.rule.source, subject.pack.sources),), valid_for(one.rule)),
            lines((msg("☐ as proposed"),), (msg("☐ instead:"),)),
        )
        for number, one in enumerate(subject.proposed, start=1)
    )
    blocks: list[Block] = [
        Paragraph(
            (
                msg(
                    "Nobody has confirmed these figures. Tick what is agreed, or write what is to"
                    " stand instead and on whose word; then change the pack, its source and its"
                    " status."
                ),
            ),
            "lead",
        )
    ]
    if rows:
        blocks.append(Table(columns, rows, "decide"))
    else:
        blocks = [Paragraph((msg("Nothing: no figure of this pack is only proposed."),))]
    whole = msg("the pack as a whole, with its alerts, entitlements and handovers")
    # Who signs for a sector has signed below its chapter.
    signed = () if subject.extract else signature_lines(whole)
    chapter = (*blocks, *signed)
    return Section("decide", msg("To be decided"), chapter, starts_a_page=True)


_TITLES: dict[str, Message] = {
    "severity": msg("How severity is made"),
    "triggers": msg("Alerts and triggers"),
    "modality": msg("Cash or in kind"),
    "access": msg("Vehicles and ways"),
    "lateness": msg("Help that comes late"),
    "river_season": msg("Boats on the river"),
    "wet_season": msg("Rains, slower roads"),
    "places": msg("Positions that are doubted"),
    "routes": msg("Loads that share a vehicle"),
    "verify": msg("Verification"),
    "assess": msg("Rapid assessment"),
    "recent_shock": msg("How recent the shock must be"),
    "duplicates": msg("Likely duplicates"),
    "clock": msg("Colours of the clock"),
    "profile_span": msg("How far a profile may be off"),
}


def _title(subject: Subject, one: CitedRule) -> Message | Text:
    label = getattr(one.rule, "label", None)
    if isinstance(label, dict) and label:
        return Text.of(label)
    return _TITLES.get(one.path[-1]) or Text.of(_key_of(one.path))


def _figure(subject: Subject, one: CitedRule) -> Cell:
    """The figure in short: lines of an indicator in words, else the keys as the pack has them."""
    if isinstance(one.rule, Indicator):
        indicator = subject.compiled.indicators[_key_of(one.path)]
        return tuple(
            (
                Strong(str(line.severity)),
                " ",
                line_in_words(subject.compiled, indicator, line),
            )
            for line in indicator.lines
        )
    return cell(Code("; ".join(_keys(one.rule))))


_NO_FIGURES = ("label", "unit_label", "unit", "source", "status", "valid_for", "because", "reason",
               "labels", "profiles", "entitlements", "classes", "who", "confidence")  # fmt: skip
_LONGEST = 160


def _keys(rule: Cited) -> Iterator[str]:
    """Its keys with a figure; a rule within it that carries a source is listed by itself."""
    given = rule.model_dump(mode="json")
    for name, field in type(rule).model_fields.items():
        value = getattr(rule, name)
        is_said = name not in _NO_FIGURES and value not in (field.default, "", {}, ())
        if not is_said or isinstance(value, Cited):
            continue
        text = f"{name}: {as_yaml(given[name])}"
        yield text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
