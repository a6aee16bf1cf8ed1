"""Which trips are light enough to share a vehicle, day by day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rrm.allocation.choice import Choice
from rrm.allocation.lanes import Lane, LaneKind
from rrm.allocation.programme import Case
from rrm.allocation.routes.day_group import DayGroup
from rrm.allocation.routes.trips import LightTrip


def day_groups(
    case: Case, lanes: Sequence[Lane], choice: Choice, join_below: float
) -> Iterator[DayGroup]:
    """Light trips by fleet and day of departure, in the order of days.

    join_below: share of the vehicle below which a load is light. Days on which a fleet's light
    trips all go to one site are left out.
    """
    light: dict[tuple[int, int], list[LightTrip]] = {}
    for at in sorted(choice.loads):
        lane = lanes[at]
        if lane.kind == LaneKind.GOODS:
            trips = (_trip(case, lane, at, n, load) for n, load in enumerate(choice.loads[at]))
            found = [trip for trip in trips if _fill(trip) < join_below]
            light.setdefault((lane.day, lane.fleet), []).extend(found)
    for key in sorted(light):
        mine = light[key]
        if len({trip.lane.destination for trip in mine}) > 1:
            of_lanes = dict.fromkeys(trip.at for trip in mine)
            yield DayGroup(
                tuple(mine),
                {at: choice.trips(at) for at in of_lanes},
                {at: lanes[at] for at in of_lanes},
            )


def _trip(case: Case, lane: Lane, at: int, number: int, load: Mapping[int, float]) -> LightTrip:
    items = {j: case.pack.catalogue[case.demands[j].item] for j in load}
    return LightTrip(
        at=at,
        number=number,
        lane=lane,
        load=tuple(sorted(load.items())),
        kg=sum(quantity * items[j].kg for j, quantity in load.items()),
        m3=sum(quantity * items[j].m3 for j, quantity in load.items()),
        worth=sum(quantity * items[j].unit_value for j, quantity in load.items()),
    )


def _fill(trip: LightTrip) -> float:
    """Share of the vehicle that the load takes, by what it takes most of."""
    return max(trip.kg / trip.lane.payload_kg, trip.m3 / trip.lane.volume_m3)
