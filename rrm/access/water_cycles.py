"""Water by tanker: how often one comes in a day, what it brings, and where the source ends it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import ceil, floor

from rrm.access.turnaround import cycles_a_day, filling_hours
from rrm.access.water_due import litres_due
from rrm.model.access import Access, AccessTable
from rrm.model.language import Message, Text, msg
from rrm.model.rule_pack import ItemKind, RulePack
from rrm.model.scenario import Scenario, Vehicle, WaterSource

_LITRES_PER_M3 = 1000
_HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Served:
    """People who get so many litres a day each."""

    litres: float
    people: int


@dataclass(frozen=True, slots=True)
class WaterCycle:
    """One tanker's day between a source and a site, in days on which nothing changes.

    period_start, period_end: days of the scenario, both included. depot_id: its base.
    tankers: how many of its kind are there. tank_m3: what one brings at a time, by volume and
    payload.
    filling_hours, hours, discharging_hours, hours_back: the parts of a cycle; cycle_hours: their
    sum; 0 where the way is closed. positioning_hours: from the base to the source and home.
    working_hours: of the day, by driver, daylight and curfew.
    cycles_per_day, m3_per_day: of one tanker; 0 where it can't work there, for the reason given.
    tankers_at_most: how many there need be for the source's yield to be the limit.
    served: people for whom one tanker's water is enough; served_by_source: all its yield.
    """

    source_id: str
    site_id: str
    vehicle_class: str
    depot_id: str
    period_start: int
    period_end: int
    tankers: int
    tank_m3: float
    filling_hours: float
    hours: float
    discharging_hours: float
    hours_back: float
    cycle_hours: float
    positioning_hours: float
    working_hours: float
    cycles_per_day: int
    m3_per_day: float
    tankers_at_most: int
    served: tuple[Served, ...]
    served_by_source: tuple[Served, ...]
    reason: Message | None


def water_cycles(
    scenario: Scenario, pack: RulePack, table: AccessTable, site_id: str | None = None
) -> tuple[WaterCycle, ...]:
    """The cycles of each kind of tanker from each source to each site, period by period.

    On the days on which such tankers are there. site_id: to this site only.
    cycle = filling + way out + discharging + way back; cycles a day are whole, in what the day
    leaves after the drive from the base to the source and home. Water lost on the way isn't
    counted off.
    Source: cycle and trips a day as in water trucking practice (Oxfam, UNHCR).
    """
    planner = _Planner(scenario, pack, table)
    tankers = _tankers(scenario, pack)
    return tuple(
        cycle
        for source in scenario.water_sources
        for place in (scenario.site_ids if site_id is None else (site_id,))
        for tanker in tankers
        for cycle in _merged(planner.cycles(source, place, tanker))
    )


class _Planner:
    def __init__(self, scenario: Scenario, pack: RulePack, table: AccessTable) -> None:
        self._pack = pack
        self._table = table
        self._names = {place.node_id: place.name for place in scenario.locations}
        self._litres = litres_due(pack)

    def cycles(self, source: WaterSource, site_id: str, tanker: Vehicle) -> Iterator[WaterCycle]:
        """One a period."""
        bases = self._table.between(tanker.depot_id, source.source_id, tanker.vehicle_class)
        for base in bases:
            for row in self._table.between(source.source_id, site_id, tanker.vehicle_class):
                first = max(base.period_start, row.period_start, tanker.from_day)
                last = min(base.period_end, row.period_end, tanker.to_day or row.period_end)
                if first <= last:
                    cycle = self._cycle(source, tanker, base, row)
                    yield replace(cycle, period_start=first, period_end=last)

    def _cycle(self, source: WaterSource, tanker: Vehicle, base: Access, row: Access) -> WaterCycle:
        rules = self._pack.access.classes[tanker.vehicle_class]
        is_open = base.open and row.open
        filling = filling_hours(rules, tanker.volume_m3, source)
        cycle = filling + row.hours + rules.unload_hours + row.hours_back if is_open else 0.0
        positioning = base.hours + base.hours_back
        working = min(tanker.hours_per_day, base.day_hours, row.day_hours)
        cycles = cycles_a_day(cycle, positioning, working) if is_open else 0
        tank = self._tank_m3(tanker)
        m3 = min(cycles * tank, source.m3_per_day)
        found = WaterCycle(
            source_id=source.source_id,
            site_id=row.destination,
            vehicle_class=tanker.vehicle_class,
            depot_id=tanker.depot_id,
            period_start=row.period_start,
            period_end=row.period_end,
            tankers=tanker.count,
            tank_m3=tank,
            filling_hours=filling,
            hours=row.hours,
            discharging_hours=rules.unload_hours,
            hours_back=row.hours_back,
            cycle_hours=cycle,
            positioning_hours=positioning,
            working_hours=working,
            cycles_per_day=cycles,
            m3_per_day=m3,
            tankers_at_most=ceil(source.m3_per_day / (cycles * tank) - _HAIR) if cycles else 0,
            served=self._served(m3),
            served_by_source=self._served(source.m3_per_day if cycles else 0.0),
            reason=None,
        )
        return found if cycles else replace(found, reason=self._reason(found, source, base, row))

    def _tank_m3(self, tanker: Vehicle) -> float:
        """What fits, and what it may carry, of water as the pack's catalogue has it."""
        water = (item for item in self._pack.catalogue.values() if item.kind is ItemKind.WATER)
        item = next(water, None)
        if item is None or not item.kg or not item.m3:
            return tanker.volume_m3
        return min(tanker.volume_m3, tanker.payload_kg * item.m3 / item.kg)

    def _served(self, m3: float) -> tuple[Served, ...]:
        return tuple(
            Served(litres, floor(m3 * _LITRES_PER_M3 / litres + _HAIR)) for litres in self._litres
        )

    def _reason(
        self, cycle: WaterCycle, source: WaterSource, base: Access, row: Access
    ) -> Message | None:
        """Why no cycle fits: the way to the site, the way from the base, the hours of the day."""
        for way in (row, base):
            if not way.open:
                return way.reason
        return msg(
            "A cycle takes {cycle} h and the drive from the base to {place} and home {drive} h; "
            "the {vehicle} works {hours_per_day} h a day.",
            cycle=cycle.cycle_hours,
            place=self._names.get(source.node, source.node),
            drive=cycle.positioning_hours,
            vehicle=Text.of(self._pack.access.classes[cycle.vehicle_class].label),
            hours_per_day=cycle.working_hours,
        )


def _tankers(scenario: Scenario, pack: RulePack) -> tuple[Vehicle, ...]:
    """The tankers, those that differ in nothing but cost as one row."""
    kinds: dict[Vehicle, int] = {}
    for vehicle in scenario.vehicles:
        rules = pack.access.classes.get(vehicle.vehicle_class)
        if rules is not None and rules.carries == "water" and vehicle.count > 0:
            costless = {"count": 0, "cost_per_km": 0.0, "hire_cost_per_day": 0.0}
            kind = vehicle.model_copy(update=costless)
            kinds[kind] = kinds.get(kind, 0) + vehicle.count
    return tuple(kind.model_copy(update={"count": count}) for kind, count in kinds.items())


def _merged(cycles: Iterable[WaterCycle]) -> list[WaterCycle]:
    """Adjoining periods with the same cycle as one."""
    found: list[WaterCycle] = []
    for cycle in cycles:
        last = found[-1] if found else None
        if last is not None and last.period_end == cycle.period_start - 1:
            longer = replace(last, period_end=cycle.period_end)
            if replace(cycle, period_start=last.period_start) == longer:
                found[-1] = longer
                continue
        found.append(cycle)
    return found
