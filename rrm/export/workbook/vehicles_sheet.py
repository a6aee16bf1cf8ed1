"""Trips by depot and class of vehicle, and what each fleet does in all."""

from __future__ import annotations

from rrm.export.published import PublishedPlan, TripLine, VehicleTotal, exact_sum
from rrm.export.workbook.column_widths import Words
from rrm.export.workbook.references import Placed
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn, Value
from rrm.model.language import Message, msg

_MEASURES = ("km", "hours", "kg", "m3", "cost")


def vehicles_sheet(plan: PublishedPlan) -> Sheet:
    """A row for each trip, those of one depot and class together, by departure."""
    place = {(one.depot_id, one.vehicle_class): at for at, one in enumerate(_fleets(plan))}
    trips = sorted(
        plan.trips,
        key=lambda trip: (place[trip.depot, trip.vehicle_class], trip.leaves, trip.trip_id),
    )
    return Sheet(
        title=msg("By vehicle"),
        columns=(
            SheetColumn(msg("Warehouse"), key="depot"),
            SheetColumn(msg("Vehicle"), key="class"),
            SheetColumn(msg("Trip"), key="trip"),
            SheetColumn(msg("Departs"), Kind.MOMENT),
            SheetColumn(msg("Returns"), Kind.MOMENT, note=msg("When the vehicle can leave again.")),
            SheetColumn(
                msg("Stops in order"),
                widest=44,
                note=msg("A tanker’s first is where it fills."),
            ),
            *_measures(plan),
            *(
                (SheetColumn(msg("Numbers"), widest=34, note=msg("Of its waybills.")),)
                if plan.stamp
                else ()
            ),
        ),
        rows=[_trip(trip, plan) for trip in trips],
        frozen_columns=3,
        block=(0, 1),
    )


def fleet_sheet(plan: PublishedPlan, trips: Placed, words: Words) -> Sheet:
    """A row for each depot and class; its figures are formulas over the trips.

    words: the workbook's, in which two fleets may be called the same and are then one row.
    """
    equal = {"depot": "$A{row}", "class": "$B{row}"}
    named: dict[tuple[str, str], list[VehicleTotal]] = {}
    for one in _fleets(plan):
        depot = words(plan.names.place(one.depot_id))
        named.setdefault((depot, words(plan.names.vehicle_class(one.vehicle_class))), []).append(
            one
        )
    return Sheet(
        title=msg("Fleet"),
        columns=(
            SheetColumn(msg("Warehouse")),
            SheetColumn(msg("Vehicle")),
            SheetColumn(
                msg("Trips"), Kind.NUMBER, has_total=True, formula=trips.count_where(equal)
            ),
            *_measures(plan, {key: trips.sum_where(key, equal) for key in _MEASURES}),
        ),
        rows=[
            (
                depot,
                vehicle,
                sum(one.trips for one in some),
                *(exact_sum(getattr(one, key) for one in some) for key in _MEASURES),
            )
            for (depot, vehicle), some in named.items()
        ],
        frozen_columns=2,
    )  # fmt: skip


def _fleets(plan: PublishedPlan) -> list[VehicleTotal]:
    """Those of one depot together, else in the order of the plan."""
    depots = [one.depot_id for one in plan.totals.vehicles]
    return sorted(plan.totals.vehicles, key=lambda one: depots.index(one.depot_id))


def _measures(plan: PublishedPlan, formulas: dict[str, str] | None = None) -> list[SheetColumn]:
    """What trips add up to; formulas: of its columns, by key."""
    headings: dict[str, tuple[Message, Message | None]] = {
        "km": (msg("Distance driven, km"), msg("Out and home.")),
        "hours": (msg("Hours"), msg("On the road and at stops, without nights.")),
        "kg": (msg("Weight, kg"), None),
        "m3": (msg("Volume, m³"), None),
        "cost": (msg("Cost, {currency}", currency=plan.currency), msg("Of transport alone.")),
    }
    return [
        SheetColumn(heading, Kind.NUMBER, has_total=True, key=key, note=note,
                    formula=(formulas or {}).get(key, ""))
        for key, (heading, note) in headings.items()
    ]  # fmt: skip


def _trip(trip: TripLine, plan: PublishedPlan) -> tuple[Value, ...]:
    names = plan.names
    return (
        names.place(trip.depot),
        names.vehicle_class(trip.vehicle_class),
        trip.trip_id,
        trip.leaves,
        trip.back,
        msg("{places}", places=tuple(names.place(place) for place in trip.places)),
        *(getattr(trip, key) for key in _MEASURES),
        *((", ".join(trip.waybills),) if plan.stamp else ()),
    )
