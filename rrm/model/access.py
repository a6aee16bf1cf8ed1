"""Who can be reached from where, by what, on which days - or why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rrm.model.language import Message


@dataclass(frozen=True, slots=True)
class Access:
    """One row of access.csv: one origin, destination, vehicle class and period.

    destination: a site, or for transfers between warehouses a depot.
    period_start, period_end: days of the scenario, both included, with the same open links.
    hours, km, risk: of the fastest way there; hours_back, km_back: of the fastest way home; 0
    where closed.
    cost: of a trip there and back, at the dearest cost_per_km of that class at that origin, hire
    of the vehicle not counted. open: on the day of departure; whether the vehicle is home before
    the way closes is told by rrm.access.caught_away.
    path, path_back: nodes in the order travelled.
    reason: in words why closed, or which reports leave an open way in doubt.
    reason_code: open, closed, no_escort, load_limit, no_surface, season, unconnected, too_long.
    doubt: chance that a closure that isn't certain stands in the way, out or home.
    extra_cost: tolls and escort of a trip, in the budget's currency.
    escorted: whether the trip leaves with a convoy. day_starts: hour at which vehicles leave;
    day_hours: how long they may be on the move.
    """

    origin: str
    destination: str
    vehicle_class: str
    period_start: int
    period_end: int
    hours: float
    hours_back: float
    km: float
    cost: float
    risk: float
    open: bool
    reason_code: str
    reason: Message | None
    path: tuple[str, ...] = ()
    path_back: tuple[str, ...] = ()
    km_back: float = 0.0
    doubt: float = 0.0
    extra_cost: float = 0.0
    escorted: bool = False
    day_starts: float = 0.0
    day_hours: float = 24.0

    def trip_cost(self, cost_per_km: float) -> float:
        """Of a trip there and back at so much a km, the chance of driving in vain included.

        (km out + km home) x cost_per_km x (1 + doubt) + tolls and escort; one vain drive at most.
        """
        return (self.km + self.km_back) * cost_per_km * (1 + self.doubt) + self.extra_cost


@dataclass(frozen=True, slots=True)
class Turnaround:
    """A trip out and home: how long, over how many days, and when it arrives.

    hours: loading, driving out, unloading, driving back.
    days: calendar days the vehicle is away, 1 for a day trip.
    arrival_offset: days from departure to arrival, 0 for the same day.
    trips_per_day: round trips one vehicle can make in a day, 0 unless days is 1.
    """

    hours: float
    days: int
    arrival_offset: int
    trips_per_day: int


@dataclass(frozen=True, slots=True)
class AccessTable:
    """All access rows, with a look-up by day."""

    rows: tuple[Access, ...]
    _index: dict[tuple[str, str, str], tuple[Access, ...]] = field(
        init=False, repr=False, compare=False, hash=False
    )

    def __post_init__(self) -> None:
        index: dict[tuple[str, str, str], list[Access]] = {}
        for row in self.rows:
            index.setdefault((row.origin, row.destination, row.vehicle_class), []).append(row)
        frozen = {key: tuple(rows) for key, rows in index.items()}
        object.__setattr__(self, "_index", frozen)

    def between(self, origin: str, destination: str, vehicle_class: str) -> tuple[Access, ...]:
        """The rows of all periods, in their order; empty if never asked."""
        return self._index.get((origin, destination, vehicle_class), ())

    def on(self, origin: str, destination: str, vehicle_class: str, day: int) -> Access | None:
        """The row that holds on a day of the scenario."""
        for row in self.between(origin, destination, vehicle_class):
            if row.period_start <= day <= row.period_end:
                return row
        return None

    def to(self, destination: str) -> Iterator[Access]:
        """Every row that leads to a destination."""
        return (row for row in self.rows if row.destination == destination)
