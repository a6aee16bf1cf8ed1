"""All means together, less what is taken so far."""

from __future__ import annotations

from collections import defaultdict

from rrm.allocation.choice import Choice
from rrm.allocation.lanes import LaneKind
from rrm.allocation.policies.along import Along
from rrm.allocation.policies.journeys import Journeys
from rrm.allocation.policies.openings import Openings
from rrm.allocation.policies.owed import Owed
from rrm.allocation.policies.payers import Payers
from rrm.allocation.policies.purse import Purse
from rrm.allocation.policies.stores import Stores
from rrm.allocation.policies.teams import Teams
from rrm.allocation.policies.units import whole_units
from rrm.allocation.programme import place_of
from rrm.model.rule_pack import Item


class MeansLeft:
    """Every means that the programme's constraints speak of, and what is done with it.

    Whatever is taken through `deliver`, `move` and `pay` keeps every constraint that limits from
    above; those that ask for a least (locks) are for the caller to serve first.
    """

    def __init__(self, openings: Openings) -> None:
        case = openings.case
        self.openings = openings
        self.purse = Purse(case)
        self.stores = Stores(case)
        self.journeys = Journeys(openings, self.purse)
        self.teams = Teams(case)
        self.payers = Payers(case, self.purse)
        self.owed = Owed(openings)
        self.along = Along(openings, self.stores)
        self._yields = {s.source_id: s.m3_per_day for s in case.scenario.water_sources}
        self._drawn: dict[tuple[str, int], float] = defaultdict(float)
        self._tried: dict[tuple[str, str, str], int] = {}

    def units(self, at: int, j: int, with_stock: bool = True) -> float:
        """Units of demand j that everything but vehicles and money lets lane `at` bring.

        with_stock: whether they must lie at the lane's depot.
        """
        lane, item = self.openings.lanes[at], self.openings.items[j]
        if lane.kind == LaneKind.WATER:
            left = self._yields[lane.origin] - self._drawn[lane.origin, lane.day]
            left = min(left, self.along.room(j, lane.day), self.along.chlorinated(lane, j))
        else:
            left = self.stores.units_handled(lane.origin, lane.day, item.kg)
            demand = self.openings.case.demands[j]
            if with_stock:
                free = self.stores.free(lane.origin, demand.item, lane.day, lane.arrival_day)
                left = min(left, free)
            left = min(left, self.teams.units(place_of(lane, demand), demand))
        return whole_units(min(left, self.owed.units(j, lane.arrival_day)), item)

    def deliver(self, at: int, j: int, units: float, *, start: bool, one_trip: bool) -> float:
        """Brings up to so many units, within what `units` says, on lane `at`; says how much.

        start, one_trip: as Journeys.load has them.
        """
        lane, item = self.openings.lanes[at], self.openings.items[j]
        loaded = self.journeys.load(at, j, item, units, start=start, one_trip=one_trip)
        if loaded <= 0:
            return 0.0
        if lane.kind == LaneKind.WATER:
            self._drawn[lane.origin, lane.day] += loaded
            self.along.bring_water(lane, j, loaded)
        else:
            demand = self.openings.case.demands[j]
            self.stores.send(lane.origin, demand.item, lane.day, loaded, item.kg, lane.arrival_day)
            self.teams.hand_out(place_of(lane, demand), demand, loaded)
            self.along.bring_goods(lane, j, loaded)
        self.owed.bring(j, lane.arrival_day, loaded)
        return loaded

    def movable(self, at: int, name: str, item: Item, until: int) -> float:
        """Units of an item that stock and handling let transfer lane `at` take.

        until: the day on which they are handed out.
        """
        lane = self.openings.lanes[at]
        return whole_units(
            min(
                self.stores.free(lane.origin, name, lane.day, until),
                self.stores.units_handled(lane.origin, lane.day, item.kg),
                self.stores.units_handled(lane.destination, lane.arrival_day, item.kg),
                self.stores.units_changed(lane.destination, lane.arrival_day, item.kg),
            ),
            item,
        )

    def handling(self, at: int, item: Item, units: float) -> float:
        """What it costs that so many units change vehicles where transfer lane `at` goes."""
        return self.openings.lanes[at].handling_per_kg * units * item.kg

    def first_transfer(self, origin: str, hub: str, name: str, item: Item) -> int | None:
        """The transfer of an item from one depot to another that arrives first.

        Means only ever shrink: what was tried in vain isn't tried again.
        """
        lanes = self.openings.transfers.get((origin, hub), ())
        key = (origin, hub, name)
        for number in range(self._tried.get(key, 0), len(lanes)):
            self._tried[key] = number
            ready_day = self.openings.lanes[lanes[number]].ready_day
            units = self.movable(lanes[number], name, item, ready_day)
            if units > 0 and whole_units(self.journeys.room(lanes[number], item, units), item) > 0:
                return lanes[number]
        self._tried[key] = len(lanes)
        return None

    def move(
        self, at: int, name: str, item: Item, units: float, until: int, *, start: bool = True
    ) -> float:
        """Moves up to so many units, within what `movable` says, on transfer lane `at`.

        until: as for movable. start: as Journeys.load has it. What it costs to handle them must be
        in the purse.
        """
        lane = self.openings.lanes[at]
        moved = self.journeys.load(at, name, item, units, start=start, one_trip=False)
        if moved > 0:
            taken = self.stores.send(lane.origin, name, lane.day, moved, item.kg, until)
            self.stores.receive(lane, name, taken, item.kg)
            self.purse.pay(self.handling(at, item, moved))
        return moved

    def pay(self, j: int, agent: str, day: int, most: float) -> float:
        """Pays up to so many households of demand j through an agent on a day; says how many."""
        market, item = self.openings.markets[j], self.openings.items[j]
        site_id = self.openings.case.demands[j].site_id
        if not self.openings.money_ways.may_go(agent, site_id, day):
            return 0.0
        able = self.payers.transfers(agent, market, day, item.unit_value)
        households = int(whole_units(min(most, able, self.owed.units(j, day)), item))
        if households > 0:
            self.payers.pay(j, agent, market, day, item.unit_value, households)
            self.owed.bring(j, day, households)
        return float(households)

    def choice(self) -> Choice:
        """What has been decided, as the programme's decisions are written."""
        loads: dict[int, tuple[dict[int, float], ...]] = {}
        moves: dict[int, tuple[dict[str, float], ...]] = {}
        for at, trips in sorted(self.journeys.trips.items()):
            if self.openings.lanes[at].kind == LaneKind.TRANSFER:
                moves[at] = tuple({str(key): q for key, q in one.load.items()} for one in trips)
            else:
                loads[at] = tuple({int(key): q for key, q in one.load.items()} for one in trips)
        return Choice(loads, moves, dict(sorted(self.payers.payments.items())), {})
