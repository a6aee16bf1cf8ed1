"""Signing sheets on paper: what is handed over, a line for each household, who saw it."""

from __future__ import annotations

from rrm.export.formats import Circle
from rrm.export.names import Names
from rrm.export.paper import (
    Cell,
    Column,
    Field,
    Paper,
    Row,
    SignedSheet,
    Speech,
    approving_role,
    draw_empty,
    lay_out,
    lay_out_fields,
    lay_out_signatures,
)
from rrm.export.published import PublishedPlan
from rrm.export.signing.hand_overs import HandOver, Item, hand_overs
from rrm.model.labels import group_label
from rrm.model.language import Message, msg, msg_plural

ROW_MM = 8.0
LINES_WHERE_UNKNOWN = 20
"""Where shares are handed over in parts, nobody can say how many households come."""


def signing_sheets_pdf(plan: PublishedPlan, languages: tuple[str, ...]) -> bytes:
    """A sheet for each hand-over of goods or cash, by day, each from a page of its own.

    languages: with several, each label stands in all of them.
    Raises BadInput (RRM-X003) where the libraries of paper are not installed.
    """
    paper = Paper(
        plan.stamp, languages, msg("Signing sheets"), Circle.RESTRICTED, approving_role(plan)
    )
    found = tuple(hand_overs(plan))
    for one in found:
        _sheet(paper, plan.names, one).draw(paper)
    if not found:
        nothing = msg("Nothing is handed over under this plan.")
        draw_empty(paper, msg("Signing sheets"), nothing)
    return paper.finished()


def _sheet(paper: Paper, names: Names, hand_over: HandOver) -> SignedSheet:
    speech, lettering = paper.speech, paper.lettering
    which = msg(
        "{place}, {group}, {day} {year}",
        place=names.place(hand_over.site_id), group=group_label(hand_over.group),
        day=hand_over.day, year=str(hand_over.day.year),
    )  # fmt: skip
    below = (*speech.of(which), *speech.of(_NO_NAMES))
    return SignedSheet(
        _TITLE,
        "",
        lambda _: below,
        lay_out_fields(lettering, _fields(speech, names, hand_over)),
        lay_out(
            lettering,
            _columns(speech, names, hand_over),
            [*_bands(speech, names, hand_over), *_lines(speech, hand_over)],
            ROW_MM,
        ),
        lay_out_signatures(
            lettering,
            [speech.of(who) for who in _SIGNERS],
            [(speech.of(msg("Function and date")), 6.0), (speech.of(msg("Signature")), 11.0)],
        ),
    )


_TITLE = msg("Signing sheet")
_NO_NAMES = msg("No names: the number of a card or token is enough. One line a household.")
_SIGNERS = (
    msg("Handed over by"),
    msg("Seen by: committee of the site"),
    msg("Checked by: monitoring"),
)


def _fields(speech: Speech, names: Names, hand_over: HandOver) -> list[list[Field]]:
    numbers = ", ".join(hand_over.waybills)
    by = (
        Field(speech.of(msg("Paid by")), speech.of(names.place(hand_over.agent_id)))
        if hand_over.agent_id
        else Field(speech.of(msg("Waybills")), (numbers or "–",))
    )
    return [
        [
            Field(speech.of(msg("Site")), speech.of(names.place(hand_over.site_id)), 1.4),
            Field(speech.of(msg("Group")), speech.of(group_label(hand_over.group)), 0.8),
            Field(speech.of(msg("Day")), speech.day(hand_over.day), 0.8),
        ],
        [
            by,
            Field(speech.of(msg("Place and hours")), (), 0.7),
        ],
    ]


def _bands(speech: Speech, names: Names, hand_over: HandOver) -> list[Row]:
    return [
        Row((Cell(speech.of(_handed_over(speech, names, place, item))),), is_band=True)
        for place, item in enumerate(hand_over.items, start=1)
    ]


def _handed_over(speech: Speech, names: Names, place: int, item: Item) -> Message:
    one = item.distribution
    what = {
        "place": place,
        "item": names.item(one.item),
        "for_whom": _for_whom(one.households),
    }
    if item.amount is not None:
        return msg(
            "{place}. {item}: {amount} {currency}, {for_whom}",
            amount=speech.number(item.amount, 2), currency=item.currency, **what,
        )  # fmt: skip
    return msg(
        "{place}. {item}: {quantity} {unit}, {for_whom}",
        quantity=speech.number(one.quantity), unit=names.unit(one.item), **what,
    )  # fmt: skip


def _for_whom(households: int) -> Message:
    if not households:
        return msg("in parts of shares")
    return msg_plural("for {n} household", "for {n} households", n=households)


def _columns(speech: Speech, names: Names, hand_over: HandOver) -> tuple[Column, ...]:
    boxes = [
        Column(
            tuple(f"{place}. {text}" for text in speech.of(names.item(item.distribution.item))),
            _BOXES_MM / len(hand_over.items),
        )
        for place, item in enumerate(hand_over.items, start=1)
    ]
    return (
        Column(speech.of(msg("No.")), 12, "end"),
        Column(speech.of(msg("Card or token")), 38),
        *boxes,
        Column(speech.of(msg("Signature or thumb")), 50),
    )


_BOXES_MM = 90.0


def _lines(speech: Speech, hand_over: HandOver) -> list[Row]:
    count = hand_over.households or LINES_WHERE_UNKNOWN
    blanks = tuple(Cell() for _ in (*hand_over.items, *range(2)))
    numbered = [Row((Cell((speech.number(number),)), *blanks)) for number in range(1, count + 1)]
    together = (Cell(), Cell(speech.of(msg("Handed over in all")), is_bold=True), *blanks[1:])
    return [*numbered, Row(together, is_sum=True)]
