"""Waybills: one for what a trip brings to a stop, under its number and QR code."""

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
from rrm.export.published import PublishedPlan, WaybillSheet
from rrm.export.waybills.wording import crew, field, load_cells, signing_lines, sum_cells
from rrm.model.language import msg

ROW_MM = 8.0
"""Of a line: high enough to write a figure in."""


def waybills_pdf(plan: PublishedPlan, languages: tuple[str, ...]) -> bytes:
    """All waybills of a plan in the order of its trips, each from a page of its own.

    languages: with several, each label stands in all of them.
    Raises BadInput (RRM-X003) where the libraries of paper are not installed.
    """
    paper = Paper(plan.stamp, languages, msg("Waybills"), Circle.RESTRICTED, approving_role(plan))
    for sheet in plan.waybills:
        _sheet(paper, plan.names, sheet).draw(paper)
    if not plan.waybills:
        draw_empty(paper, msg("Waybills"), msg("Nothing is sent under this plan."))
    return paper.finished()


def _sheet(paper: Paper, names: Names, sheet: WaybillSheet) -> SignedSheet:
    speech, lettering = paper.speech, paper.lettering
    return SignedSheet(
        _TITLE,
        sheet.number,
        lambda page: _below(speech, names, sheet, page),
        lay_out_fields(lettering, _fields(speech, names, sheet)),
        lay_out(lettering, _columns(speech), _rows(speech, names, sheet), ROW_MM),
        lay_out_signatures(lettering, [speech.of(who) for who in _SIGNERS], signing_lines(speech)),
        closing=lay_out_fields(lettering, [[field(speech, _REMARKS)]]),
        qr=True,
    )


def _below(speech: Speech, names: Names, sheet: WaybillSheet, page: int) -> tuple[str, ...]:
    """Under the number; after the first page also where it goes, as boxes are not there."""
    stop = msg("Trip {trip}, stop {stop} of {stops}", trip=sheet.trip_id, stop=sheet.stop,
               stops=sheet.stops)  # fmt: skip
    if page == 1:
        return speech.of(stop)
    way = msg("From {origin} to {place}", origin=names.place(sheet.origin),
              place=names.place(sheet.place))  # fmt: skip
    return (*speech.of(stop), *speech.of(way))


_TITLE = msg("Waybill")
_REMARKS = msg("Remarks; of what is damaged or lost: how, where, seen by whom")
_SIGNERS = (
    msg("Sent by: storekeeper"),
    msg("Carried by: driver"),
    msg("Received by: consignee"),
)


def _fields(speech: Speech, names: Names, sheet: WaybillSheet) -> list[list[Field]]:
    return [
        [
            field(speech, msg("From"), speech.of(names.place(sheet.origin))),
            field(speech, msg("To"), speech.of(names.place(sheet.place))),
        ],
        [
            field(speech, msg("Leaves"), speech.moment(sheet.leaves)),
            field(speech, msg("Arrives"), speech.day(sheet.arrives), 0.8),
            field(
                speech, msg("Class of vehicle"), speech.of(names.vehicle_class(sheet.vehicle_class))
            ),
            field(speech, msg("Based at"), speech.of(names.place(sheet.depot))),
        ],
        list(crew(speech)),
    ]


def _columns(speech: Speech) -> tuple[Column, ...]:
    return (
        Column(speech.of(msg("No.")), 7, "end"),
        Column(speech.of(msg("Item")), 38),
        Column(speech.of(msg("For")), 27),
        Column(speech.of(msg("Unit")), 13),
        Column(speech.of(msg("Quantity")), 16, "end"),
        Column(("kg",), 15, "end"),
        Column(("m³",), 14, "end"),
        *(Column(speech.of(heading), 15) for heading in _BY_HAND),
    )


_BY_HAND = (msg("Loaded"), msg("Received"), msg("Damaged"), msg("Lost"))


def _rows(speech: Speech, names: Names, sheet: WaybillSheet) -> list[Row]:
    blank = tuple(Cell() for _ in _BY_HAND)
    lines = [
        Row((Cell((str(number),)), *load_cells(speech, names, line), *blank))
        for number, line in enumerate(sheet.lines, start=1)
    ]
    summed = sum_cells(speech, len(sheet.lines), sheet.kg, sheet.m3)
    return [*lines, Row((Cell(), *summed, *blank), is_sum=True)]
