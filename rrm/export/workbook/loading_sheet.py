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
    """A row for each item on each trip; what a trip costs is no business of those who load."""
    return Sheet(
        title=msg("Trips (loading)"),
        columns=(
            SheetColumn(msg("Trip")),
            SheetColumn(msg("Departs"), Kind.MOMENT),
            SheetColumn(msg("Returns"), Kind.MOMENT),
            SheetColumn(msg("Vehicle")),
            SheetColumn(msg("Warehouse")),
            SheetColumn(msg("Loads at")),
            SheetColumn(msg("Stop"), Kind.NUMBER),
            SheetColumn(msg("Hands over at")),
            SheetColumn(msg("Group")),
            SheetColumn(msg("Item")),
            SheetColumn(msg("Quantity"), Kind.NUMBER),
            SheetColumn(msg("Unit")),
            SheetColumn(msg("Weight, kg"), Kind.NUMBER, has_total=True),
            SheetColumn(msg("Volume, m³"), Kind.NUMBER, has_total=True),
            SheetColumn(msg("Received"), narrowest=12),
        ),
        rows=[
            _row(loaded, load, facts) for loaded in facts.trips for load in loaded.loads or (None,)
        ],
    )


def _row(loaded: LoadedTrip, load: Load | None, facts: Facts) -> tuple[Value, ...]:
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
        _stop(loaded, load) if load else None,
        names.place(load.to) if load else None,
        group_label(load.group) if load and load.group else None,
        names.item(load.item) if load else None,
        round_half_up(quantity, 3) if load else None,
        names.unit(load.item) if load else None,
        round_half_up(quantity * item.kg, 1) if item else None,
        round_half_up(quantity * item.m3, 3) if item else None,
        None,
    )


def _stop(loaded: LoadedTrip, load: Load) -> int | None:
    """Which stop of the trip a load is for; what is loaded last is unloaded first."""
    served = [stop for stop in loaded.trip.stops if stop != load.origin]
    return served.index(load.to) + 1 if load.to in served else None


def moment(iso: str) -> datetime | str:
    """An ISO local time as a moment, or the text where it is none."""
    try:
        return datetime.fromisoformat(iso).replace(tzinfo=None)
    except ValueError:
        return iso
