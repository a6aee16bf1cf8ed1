"""What stands above the chapters: which pack this is, and how the document is to be read."""

from __future__ import annotations

from rrm.export.language_names import language_name
from rrm.export.pack_document.blocks import (
    Block,
    Cell,
    Code,
    Facts,
    Items,
    Line,
    Paragraph,
    Strong,
    Tag,
    cell,
)
from rrm.export.pack_document.subject import Subject
from rrm.export.pack_document.words import status_tag
from rrm.model.language import Message, msg, msg_plural
from rrm.model.rule_pack import Status


def head_blocks(subject: Subject) -> tuple[Block, ...]:
    """Version, lineage, fingerprint, what is to be decided, and what the marks mean."""
    pack = subject.pack
    facts: list[tuple[Message, Cell]] = [
        (msg("Pack"), cell(Code(pack.id), " ", pack.version)),
        (msg("Builds on"), _lineage(subject)),
        (msg("Languages"), cell(_languages(pack.languages))),
        (msg("Fingerprint of its files"), cell(Code(subject.fingerprint))),
    ]
    return (
        Facts(tuple(fact for fact in facts if fact[1])),
        *_extract(subject),
        Paragraph((Strong(_to_decide(len(subject.proposed))),), "alarm"),
        Paragraph((_FOR_WHOM,), "lead"),
        Items(
            (
                (status_tag(Status.READ), " ", msg("seen in the source named")),
                (
                    status_tag(Status.STANDARD),
                    " ",
                    msg("a well-known standard; look it up before relying on it alone"),
                ),
                (
                    status_tag(Status.PROPOSED),
                    " ",
                    msg("no agreed figure was found: the sector decides on it"),
                ),
                *_unmarked(subject),
            )
        ),
    )


def _extract(subject: Subject) -> tuple[Block, ...]:
    """That this is a part of the document, and of what."""
    if not subject.extract:
        return ()
    told = msg(
        "An extract for {sectors}: alerts, entitlements, handovers, vehicles and the questionnaire"
        " stand in the whole document.",
        sectors=tuple(subject.sector(name) for name in subject.extract),
    )
    return (Paragraph((Strong(told),)),)


_FOR_WHOM = msg(
    "For those who answer for a sector: what the pack counts as need, on which figures, from"
    " which source. What is signed is the pack with the version and fingerprint above; a pack"
    " that was changed since has another fingerprint."
)


def _unmarked(subject: Subject) -> tuple[Line, ...]:
    """What it means that a rule names no pack."""
    history = subject.history
    if not history.has_parents:
        return ()
    told = msg(
        "Rules without such a mark are those of the pack {pack}, unchanged.", pack=history.packs[0]
    )
    return ((Tag(msg("changed by {pack}", pack=history.packs[-1]), "changed"), " ", told),)


def _languages(codes: tuple[str, ...]) -> Message:
    return msg("{languages}", languages=tuple(language_name(code) for code in codes))


def _lineage(subject: Subject) -> Cell:
    parents = subject.pack.lineage[:-1]
    return cell(", ".join(f"{pack} {version}" for pack, version in parents)) if parents else ()


def _to_decide(n: int) -> Message:
    if n == 0:
        return msg("Every figure of this pack is read in a source or a quoted standard.")
    return msg_plural(
        "{n} figure is proposed and waits for a decision; it is listed at the end.",
        "{n} figures are proposed and wait for a decision; they are listed at the end.",
        n=n,
    )
