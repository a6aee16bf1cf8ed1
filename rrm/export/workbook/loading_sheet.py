"""The loading list: what goes on each vehicle, for whom, with a column left for what arrived."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rrm.export.published import LoadLine, PublishedPlan, TripLine, WaybillSheet
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn, Value
from rrm.model.labels import group_label
from rrm.model.language import msg


def loading_sheet(plan: PublishedPlan) -> Sheet:
    """A row for each item on each trip; what a trip costs is no business of those who load."""
    return Sheet(
        title=msg("Trips (loading)"),
        columns=(
            SheetColumn(
                msg("Trip"), note=msg("Filter one trip: the last row adds up what it carries.")
            ),
            # Not as the column of receipts is called, by which a sheet is read as such.
            *((SheetColumn(msg("Number"), note=msg("Of the waybill.")),) if plan.stamp else ()),
            SheetColumn(msg("Departs"), Kind.MOMENT),
            SheetColumn(msg("Returns"), Kind.MOMENT),
            SheetColumn(msg("Vehicle")),
            SheetColumn(msg("Warehouse")),
            SheetColumn(msg("Loads at")),
            SheetColumn(
                msg("Stop"),
                Kind.NUMBER,
                note=msg("Among the stops of the trip; load for the last one first."),
            ),
            SheetColumn(msg("Hands over at")),
            SheetColumn(msg("Group")),
            SheetColumn(msg("Item")),
            SheetColumn(msg("Quantity"), Kind.NUMBER),
            SheetColumn(msg("Unit")),
            SheetColumn(msg("Weight, kg"), Kind.NUMBER, has_total=True, key="kg"),
            SheetColumn(msg("Volume, m³"), Kind.NUMBER, has_total=True, key="m3"),
            SheetColumn(
                msg("Received"),
                narrowest=12,
                note=msg("Left for the pen; what is to be read back goes into the sheet Waybills.")
                if plan.stamp
                else msg("Left for the pen."),
            ),
        ),
        rows=list(_rows(plan)),
        block=(0,),
        frozen_columns=2 if plan.stamp else 1,
    )


def _rows(plan: PublishedPlan) -> Iterator[tuple[Value, ...]]:
    sheets: dict[str, list[WaybillSheet]] = defaultdict(list)
    for sheet in plan.waybills:
        sheets[sheet.trip_id].append(sheet)
    for trip in plan.trips:
        for one in sheets[trip.trip_id]:
            for line in one.lines:
                yield _row(trip, one, line, plan)
        if not sheets[trip.trip_id]:
            yield _row(trip, None, None, plan)


def _row(
    trip: TripLine, sheet: WaybillSheet | None, line: LoadLine | None, plan: PublishedPlan
) -> tuple[Value, ...]:
    names = plan.names
    return (
        trip.trip_id,
        *((sheet.number if sheet else None,) if plan.stamp else ()),
        trip.leaves,
        trip.back,
        names.vehicle_class(trip.vehicle_class),
        names.place(trip.depot),
        names.place(sheet.origin) if sheet else None,
        sheet.stop if sheet else None,
        names.place(sheet.place) if sheet else None,
        group_label(line.group) if line and line.group else None,
        names.item(line.item) if line else None,
        line.quantity if line else None,
        names.unit(line.item) if line else None,
        line.kg if line else None,
        line.m3 if line else None,
        None,
    )
