"""What goes along with water: room to hold it where it is brought, and chlorine from the depot.

Symbols as in programme.py; S[i] is the storage of place i in m³, r what it holds a day for each m³.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rrm.allocation.lanes import LaneKind
from rrm.allocation.means import supply_by
from rrm.allocation.programme import Case, Programme
from rrm.allocation.solver import Row, Variable
from rrm.entitlements import present_m3
from rrm.model.language import Message, msg
from rrm.model.rule_pack import ItemKind, Storage


@dataclass(frozen=True, slots=True)
class Dose:
    """Chlorine that a cubic metre takes: the item, and units of it."""

    item: str
    units: float


def storage_of(case: Case, site_id: str, water: str) -> tuple[Storage, float] | None:
    """What must hold an item of water at a place, and m³ that are there; None where enough is."""
    storage = case.pack.catalogue[water].goes_with.storage
    present = None if storage is None else present_m3(case.scenario, storage, site_id)
    return None if storage is None or present is None else (storage, present)


def dose_of(case: Case, source_id: str, water: str) -> Dose | None:
    """Chlorine for water from a source; None where it comes with it."""
    chlorine = case.pack.catalogue[water].goes_with.chlorine
    if chlorine is None:
        return None
    sources = case.scenario.water_sources
    said = next(one.chlorinated for one in sources if one.source_id == source_id)
    if chlorine.sources_chlorinate if said is None else said:
        return None
    return Dose(chlorine.item, chlorine.kg_per_m3 / case.pack.catalogue[chlorine.item].kg)


def water_is_held(p: Programme) -> Iterator[Row]:
    """No more water is brought to a place on a day than it can hold; what holds it stays.

    Σ_{j at i, l: t} x[l,j]  <=  r (S[i] + Σ_{l: arrived and set up by t} holds[k] x[l,k])
    """
    water: dict[tuple[str, str, int], list[Variable]] = defaultdict(list)
    tanks: dict[str, list[tuple[int, Variable, float]]] = defaultdict(list)
    for (at, j), load in p.loads.items():
        lane, demand = p.lanes[at], p.case.demands[j]
        holds = p.case.pack.catalogue[demand.item].holds_m3
        if lane.kind == LaneKind.WATER:
            water[demand.site_id, demand.item, lane.day].append(load)
        elif holds > 0:
            tanks[demand.site_id].append((lane.arrival_day, load, holds))
    for (site_id, item, day), brought in water.items():
        found = storage_of(p.case, site_id, item)
        if found is None:
            continue
        storage, present = found
        each = storage.turnover_per_day
        held = [
            (load, -each * holds)
            for arrived, load, holds in tanks[site_id]
            if arrived + storage.ready_after_days <= day
        ]
        terms = [*((load, 1.0) for load in brought), *held]
        yield Row(("held", site_id, item, day), terms, at_most=each * present)


def chlorine_is_there(p: Programme) -> Iterator[Row]:
    """Chlorine for the water that a depot's tankers fill by a day was in that depot by then.

    Σ_{s<=t} (dose x[water, s] + out[d,k,s])  <=  stock[d,k] + Σ_{s<=t} arrivals + Σ_{s<t} moved in
    """
    flows: dict[tuple[str, str], list[tuple[int, Variable, float]]] = defaultdict(list)
    for (at, j), load in p.loads.items():
        lane, item = p.lanes[at], p.case.demands[j].item
        if lane.kind != LaneKind.WATER:
            continue
        dose = dose_of(p.case, lane.origin, item)
        if dose is not None:
            depot = p.case.scenario.vehicles[lane.fleet].depot_id
            flows[depot, dose.item].append((lane.day, load, dose.units))
    shelves = _chlorine_shelves(p.case)
    for (at, j), load in p.loads.items():
        lane, shelf = p.lanes[at], (p.lanes[at].origin, p.case.demands[j].item)
        if shelf in shelves:
            flows[shelf].append((lane.day, load, 1.0))
    for (at, name), move in p.moves.items():
        lane = p.lanes[at]
        if (lane.origin, name) in shelves:
            flows[lane.origin, name].append((lane.day, move, 1.0))
        if (lane.destination, name) in shelves:
            flows[lane.destination, name].append((lane.ready_day, move, -1.0))
    for (depot, name), found in flows.items():
        for day in sorted({when for when, _, sign in found if sign > 0}):
            terms = [(variable, sign) for when, variable, sign in found if when <= day]
            there = supply_by(p, depot, name, day)
            yield Row(("chlorine", depot, name, day), terms, at_most=there)


def _chlorine_shelves(case: Case) -> frozenset[tuple[str, str]]:
    """Depots whose tankers take chlorine along, and the chlorine."""
    doses = {
        dose_of(case, source.source_id, demand.item)
        for demand in case.demands
        for source in case.scenario.water_sources
        if case.kind(demand) == ItemKind.WATER
    }
    depots = {
        vehicle.depot_id
        for vehicle in case.scenario.vehicles
        if (rules := case.pack.access.classes.get(vehicle.vehicle_class)) is not None
        and rules.carries == "water"
    }
    return frozenset((depot, dose.item) for dose in doses if dose for depot in depots)


PLACES_NAMED = 20
"""Places that a sentence names; of more, only how many there are."""


def taken_for_granted(case: Case) -> Iterator[Message]:
    """What a plan with water relies on that nobody has said: storage there, chlorine at sources."""
    asked = {d.site_id: d.item for d in case.demands if case.kind(d) == ItemKind.WATER}
    places = tuple(
        case.scenario.site_name(site_id)
        for site_id, water in asked.items()
        if case.pack.catalogue[water].goes_with.storage is not None
        and storage_of(case, site_id, water) is None
    )
    if len(places) > PLACES_NAMED:
        yield msg(
            "It is taken for granted that enough is there to hold the water brought to {n} places:"
            " nobody has said what they have (storage_m3 in sites).",
            n=len(places),
        )
    elif places:
        yield msg(
            "It is taken for granted that enough is there to hold the water brought to {places}:"
            " nobody has said what they have (storage_m3 in sites).",
            places=places,
        )
    chlorines = [case.pack.catalogue[water].goes_with.chlorine for water in asked.values()]
    if any(chlorine is not None and chlorine.sources_chlorinate for chlorine in chlorines):
        unsaid = tuple(s.source_id for s in case.scenario.water_sources if s.chlorinated is None)
        if unsaid:
            yield msg(
                "It is taken for granted that these water points chlorinate: {sources}. Nobody has"
                " said so (chlorinated in water_sources).",
                sources=unsaid,
            )
