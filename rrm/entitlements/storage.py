"""Storage that goes along with water: what a place lacks to hold what tankers are to bring."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator

from rrm.model.demand import Demand
from rrm.model.language import Message, Text, msg
from rrm.model.rule_pack import ItemKind, RulePack, Storage
from rrm.model.scenario import Scenario

NOISE = 1e-9
"""Share of a unit by which sums of floats may pass it."""


def storage_demands(
    scenario: Scenario, pack: RulePack, demands: Iterable[Demand]
) -> Iterator[Demand]:
    """What each place needs brought so that it can hold a day's water, all its groups together.

    Storage has no weight of its own: it counts by the water that it lets in. It stands with the
    group that is due most water, and is nobody's share: no household is counted for it.
    A place of which nothing is said, by scenario or pack, is taken to have enough.
    """
    by_place: dict[tuple[str, str], list[Demand]] = defaultdict(list)
    for demand in demands:
        if pack.catalogue[demand.item].kind == ItemKind.WATER:
            by_place[demand.site_id, demand.item].append(demand)
    for (site_id, water), asked in by_place.items():
        storage = pack.catalogue[water].goes_with.storage
        present = None if storage is None else present_m3(scenario, storage, site_id)
        if storage is not None and present is not None:
            lacking = _units_lacking(pack, storage, present, asked)
            if lacking > 0:
                yield _demand(pack, storage, present, asked, lacking)


def present_m3(scenario: Scenario, storage: Storage, site_id: str) -> float | None:
    """What a place has of its own to hold water; None where enough is taken to be there."""
    said = scenario.storage_m3(site_id)
    return storage.if_not_stated_m3 if said is None else said


def _units_lacking(pack: RulePack, storage: Storage, present: float, asked: list[Demand]) -> int:
    a_day = sum(demand.quantity for demand in asked)
    lacking_m3 = a_day / storage.turnover_per_day - present
    return math.ceil(lacking_m3 / pack.catalogue[storage.item].holds_m3 - NOISE)


def _demand(
    pack: RulePack, storage: Storage, present: float, asked: list[Demand], units: int
) -> Demand:
    item, largest = pack.catalogue[storage.item], max(asked, key=lambda one: one.quantity)
    return Demand(
        site_id=largest.site_id,
        group=largest.group,
        entitlement=largest.entitlement,
        item=storage.item,
        unit=item.unit,
        quantity=float(units),
        survival_quantity=0.0,
        from_day=min(demand.from_day for demand in asked),
        due_day=max(demand.due_day for demand in asked),
        weight=0.0,
        households=0,
        people=0,
        reason=_reason(pack, storage, present, asked),
    )


def _reason(pack: RulePack, storage: Storage, present: float, asked: list[Demand]) -> Message:
    return msg(
        "{label}: to hold the {m3} m³ of water a day that tankers are to bring; the place has"
        " room for {present} m³",
        label=Text.of(pack.catalogue[storage.item].label),
        m3=sum(demand.quantity for demand in asked),
        present=present * storage.turnover_per_day,
    )
