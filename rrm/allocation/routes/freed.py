"""What sharing vehicles frees: trips, vehicle-days, kilometres and money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rrm.allocation.routes.day_group import DayGroup
from rrm.allocation.routes.trips import Tour
from rrm.model.language import Message, msg, msg_plural
from rrm.model.rounding import round_half_up


@dataclass(frozen=True, slots=True)
class Freed:
    """What a plan takes less than with direct trips alone.

    tours: trips that serve several sites. trips: fewer than there were. km: driven less.
    vehicles: by (fleet, day), vehicles at home that would have been away. money: in the budget's
    currency.
    """

    tours: int = 0
    trips: int = 0
    km: float = 0.0
    money: float = 0.0
    vehicles: tuple[tuple[tuple[int, int], int], ...] = ()

    @property
    def vehicle_days(self) -> int:
        """Days of a vehicle, over all fleets."""
        return sum(count for _, count in self.vehicles)

    def __add__(self, other: Freed) -> Freed:
        vehicles = dict(self.vehicles)
        for key, count in other.vehicles:
            vehicles[key] = vehicles.get(key, 0) + count
        return Freed(
            self.tours + other.tours,
            self.trips + other.trips,
            self.km + other.km,
            self.money + other.money,
            tuple(sorted(vehicles.items())),
        )


def freed_by(group: DayGroup, tours: Sequence[Tour]) -> Freed:
    """What the tours of a fleet's departures of a day save."""
    if not tours:
        return Freed()
    before, after = group.spent(), group.spent(tours)
    joined = [trip for tour in tours for trip in tour.trips]
    away = zip(before.vehicles, after.vehicles, strict=True)
    saved = ((day, was - now) for day, (was, now) in enumerate(away, start=tours[0].day))
    return Freed(
        tours=len(tours),
        trips=len(joined) - len(tours),
        km=sum(trip.lane.km for trip in joined)
        - sum(tour.way.row.km + tour.way.row.km_back for tour in tours),
        money=before.money - after.money,
        vehicles=tuple(((tours[0].fleet, day), count) for day, count in saved if count),
    )


def freed_in_words(freed: Freed, currency: str, solver: str = "") -> Message:
    """What sharing vehicles saves, for the notes on a plan that has tours.

    solver: what found some of them, where they are not ours.
    """
    said = msg_plural(
        "{n} trip serves several sites, with loads too light for a vehicle of their own. Saved"
        " against one site a trip: {trips} (trips), {days} (vehicle-days), {money} {currency}.",
        "{n} trips serve several sites, with loads too light for a vehicle of their own. Saved"
        " against one site a trip: {trips} (trips), {days} (vehicle-days), {money} {currency}.",
        n=freed.tours,
        trips=freed.trips,
        days=freed.vehicle_days,
        money=round_half_up(freed.money),
        currency=currency,
    )
    return msg("{said} Found with {solver}.", said=said, solver=solver) if solver else said
