"""The loading list: what goes on each vehicle, for whom, with a column left for what arrived."""

from __future__ import annotations

from datetime import datetime

from rrm.export.departures import Load, LoadedTrip
from rrm.export.facts import Facts
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn, Value
from rrm.model.labels import group_label
from rrm.model.language import msg
from rrm.model.rounding import round_half_up


def loading_sheet(facts: Facts) -> Sheet:
    """A row for each item on each trip.

    Kilometres, hours and cost belong to the trip and stand in its first row only, so that
    they add up.
    """
    return Sheet(
        title=msg("Trips (loading)"),
        columns=(
            SheetColumn(msg("Trip"), width=10),
            SheetColumn(msg("Departs"), Kind.MOMENT, 17),
            SheetColumn(msg("Returns"), Kind.MOMENT, 17),
            SheetColumn(msg("Vehicle"), width=18),
            SheetColumn(msg("Warehouse"), width=20),
            SheetColumn(msg("Loads at"), width=20),
            SheetColumn(msg("Hands over at"), width=26),
            SheetColumn(msg("Group"), width=18),
            SheetColumn(msg("Item"), width=22),
            SheetColumn(msg("Quantity"), Kind.NUMBER, 11),
            SheetColumn(msg("Unit"), width=10),
            SheetColumn(msg("Weight, kg"), Kind.NUMBER, 11, has_total=True),
            SheetColumn(msg("Volume, m³"), Kind.NUMBER, 10, has_total=True),
            SheetColumn(msg("Received"), width=11),
            SheetColumn(msg("Trip, km"), Kind.NUMBER, 10, has_total=True),
            SheetColumn(msg("Trip, hours"), Kind.NUMBER, 10, has_total=True),
            SheetColumn(
                msg("Trip, {currency}", currency=facts.currency), Kind.NUMBER, 13, has_total=True
            ),
        ),
        rows=[row for loaded in facts.trips for row in _rows(loaded, facts)],
    )


def _rows(loaded: LoadedTrip, facts: Facts) -> list[tuple[Value, ...]]:
    trip = loaded.trip
    of_trip = (
        round_half_up(trip.km, 1), round_half_up(trip.hours, 2), round_half_up(trip.cost, 0),
    )  # fmt: skip
    loads: tuple[Load | None, ...] = loaded.loads or (None,)
    return [
        _row(loaded, load, of_trip if first else (None, None, None), facts)
        for load, first in zip(loads, [True, *[False] * (len(loads) - 1)], strict=True)
    ]


def _row(
    loaded: LoadedTrip,
    load: Load | None,
    of_trip: tuple[float | None, float | None, float | None],
    facts: Facts,
) -> tuple[Value, ...]:
    trip, names = loaded.trip, facts.names
    item = facts.pack.catalogue.get(load.item) if load else None
    quantity = load.quantity if load else 0.0
    return (
        trip.trip_id,
        moment(trip.depart),
        moment(trip.return_),
        names.vehicle_class(trip.vehicle_class),
        names.place(trip.depot_id),
        names.place(load.origin) if load else None,
        names.place(load.to) if load else None,
        group_label(load.group) if load and load.group else None,
        names.item(load.item) if load else None,
        round_half_up(quantity, 3) if load else None,
        names.unit(load.item) if load else None,
        round_half_up(quantity * item.kg, 1) if item else None,
        round_half_up(quantity * item.m3, 3) if item else None,
        None,
        *of_trip,
    )


def moment(iso: str) -> datetime | str:
    """An ISO local time as a moment, or the text where it is none."""
    try:
        return datetime.fromisoformat(iso).replace(tzinfo=None)
    except ValueError:
        return iso
