"""Loading lists: what goes onto a vehicle, stop by stop, and what that is in all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

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
from rrm.export.published import LoadLine, PublishedPlan, TripLine, WaybillSheet, exact_sum
from rrm.export.waybills.wording import (
    KG_DECIMALS,
    M3_DECIMALS,
    crew,
    field,
    load_cells,
    signing_lines,
    sum_cells,
)
from rrm.model.language import msg

ROW_MM = 7.0


def loading_lists_pdf(plan: PublishedPlan, languages: tuple[str, ...]) -> bytes:
    """A loading list for each trip that brings anything, each from a page of its own.

    languages: with several, each label stands in all of them.
    Raises BadInput (RRM-X003) where the libraries of paper are not installed.
    """
    paper = Paper(
        plan.stamp, languages, msg("Loading lists"), Circle.RESTRICTED, approving_role(plan)
    )
    of_trip: dict[str, list[WaybillSheet]] = defaultdict(list)
    for sheet in plan.waybills:
        of_trip[sheet.trip_id].append(sheet)
    for trip in plan.trips:
        if of_trip[trip.trip_id]:
            _sheet(paper, plan.names, trip, of_trip[trip.trip_id]).draw(paper)
    if not plan.waybills:
        draw_empty(paper, msg("Loading lists"), msg("Nothing is sent under this plan."))
    return paper.finished()


def _sheet(
    paper: Paper, names: Names, trip: TripLine, sheets: Sequence[WaybillSheet]
) -> SignedSheet:
    speech, lettering = paper.speech, paper.lettering
    rows = [
        *_rows_by_stop(speech, names, sheets),
        *_rows_by_item(speech, names, sheets),
        _sum(speech, trip, sheets),
    ]
    below = speech.of(_ORDER)
    return SignedSheet(
        _TITLE,
        trip.trip_id,
        lambda _: below,
        lay_out_fields(lettering, _fields(speech, names, trip)),
        lay_out(lettering, _columns(speech), rows, ROW_MM),
        lay_out_signatures(lettering, [speech.of(who) for who in _SIGNERS], signing_lines(speech)),
    )


_TITLE = msg("Loading list")
_ORDER = msg("What is unloaded last is loaded first.")
_SIGNERS = (
    msg("Loaded by: storekeeper"),
    msg("Counted by: logistics"),
    msg("Taken over by: driver"),
)


def _fields(speech: Speech, names: Names, trip: TripLine) -> list[list[Field]]:
    return [
        [
            field(speech, msg("Depot"), speech.of(names.place(trip.depot)), 1.6),
            field(
                speech, msg("Class of vehicle"), speech.of(names.vehicle_class(trip.vehicle_class))
            ),
            field(speech, msg("Leaves"), speech.moment(trip.leaves)),
            field(speech, msg("Back"), speech.moment(trip.back)),
        ],
        list(crew(speech)),
    ]


def _columns(speech: Speech) -> tuple[Column, ...]:
    return (
        Column(speech.of(msg("Item")), 54),
        Column(speech.of(msg("For")), 27),
        Column(speech.of(msg("Unit")), 19),
        Column(speech.of(msg("Quantity")), 22, "end"),
        Column(("kg",), 19, "end"),
        Column(("m³",), 17, "end"),
        Column(speech.of(msg("Loaded")), 16),
        Column(speech.of(msg("Counted")), 16),
    )


def _rows_by_stop(speech: Speech, names: Names, sheets: Sequence[WaybillSheet]) -> Iterator[Row]:
    for sheet in sheets:
        band = msg(
            "Stop {stop} of {stops}: {place}",
            stop=sheet.stop, stops=sheet.stops, place=names.place(sheet.place),
        )  # fmt: skip
        brought = msg(
            "waybill {number}, {kg} kg, {m3} m³",
            number=sheet.number or "–",
            kg=speech.number(sheet.kg, KG_DECIMALS),
            m3=speech.number(sheet.m3, M3_DECIMALS),
        )
        yield Row((Cell(speech.of(band), speech.of(brought), is_bold=True),), is_band=True)
        for line in sheet.lines:
            yield Row((*load_cells(speech, names, line), Cell(), Cell()))


def _rows_by_item(speech: Speech, names: Names, sheets: Sequence[WaybillSheet]) -> Iterator[Row]:
    """What an item comes to on the vehicle, where several lines are of it."""
    of_item: dict[tuple[str, str], list[LoadLine]] = defaultdict(list)
    for sheet in sheets:
        for line in sheet.lines:
            of_item[line.item, line.unit].append(line)
    if all(len(lines) == 1 for lines in of_item.values()):
        return
    yield Row((Cell(speech.of(msg("By item, all stops")), is_bold=True),), is_band=True)
    for (item, unit), lines in of_item.items():
        together = LoadLine(
            item, "", unit,
            exact_sum(line.quantity for line in lines),
            _known(line.kg for line in lines),
            _known(line.m3 for line in lines),
        )  # fmt: skip
        yield Row((*load_cells(speech, names, together), Cell(), Cell()))


def _known(parts: Iterator[float | None]) -> float | None:
    """The sum, None where a part is not known."""
    found = list(parts)
    known = [part for part in found if part is not None]
    return exact_sum(known) if len(known) == len(found) else None


def _sum(speech: Speech, trip: TripLine, sheets: Sequence[WaybillSheet]) -> Row:
    lines = sum(len(sheet.lines) for sheet in sheets)
    return Row((*sum_cells(speech, lines, trip.kg, trip.m3), Cell(), Cell()), is_sum=True)
