"""How hard a scenario turned out to be: what it has against what it asks for, measured."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from rrm.bench.due import Due
from rrm.bench.serving import cost_of_everything, is_tanker, kind_of, transfers_due
from rrm.bench.sizing import households_to_serve, tanker_m3_a_day
from rrm.model.access import AccessTable
from rrm.model.needs import OVERALL
from rrm.model.rule_pack import ItemKind, RulePack
from rrm.model.scenario import Group, Scenario

REFERENCE_TRUCK_KG, REFERENCE_TRUCK_M3 = 10_000.0, 28.0
"""The truck that loads are told in."""


@dataclass(frozen=True, slots=True)
class Hardness:
    """Shares measured on a scenario; each is what there is, over what everybody is due.

    people: at the site with the fewest, in the middle and with the most.
    severities: share of the site-groups in overall class 1..5. groups: share of people by group.
    stock, arriving: by item, on day 1 and later; uncertain: of what arrives, the share that the
    pack doesn't plan with.
    water_yield, tankers: of all water due a day, what sources give, and what the tankers carry to
    the sites nearest to them; water_in_reach: what is due at sites that a tanker can serve at all.
    budget: over the cost of everything; cash, markets: what agents pay and markets take in over all
    days, over all transfers.
    fleet: vehicle-days there are, over those that bringing all goods by the cheapest way takes;
    teams: households that can be served, over all that are due goods.
    closed: share of sites shut off from some vehicle class on some days, and open to it on others;
    unreached: share of the sites due goods that no vehicle ever reaches.
    loads: goods due at a site, in trucks of 10 t and 28 m3: least, 10 %, median, 90 %, most.
    """

    sites: int
    people: tuple[int, int, int]
    severities: tuple[float, ...]
    groups: dict[str, float]
    stock: dict[str, float]
    arriving: dict[str, float]
    uncertain: float
    water_yield: float
    tankers: float
    water_in_reach: float
    budget: float
    cash: float
    markets: float
    fleet: float
    teams: float
    closed: float
    unreached: float
    loads: tuple[float, ...]


def hardness(scenario: Scenario, pack: RulePack, due: Due) -> Hardness:
    """Measures a scenario; it plans nothing."""
    all_water = fsum(one.m3_a_day for one in due.water.values())
    ways = (*due.goods_ways.values(), *due.water_ways.values())
    everything = cost_of_everything(scenario, pack, due.road_km, due.demands, ways)
    transfers = transfers_due(scenario, pack, due.road_km, due.demands)
    budget = scenario.settings.budget
    days = scenario.settings.horizon_days
    return Hardness(
        sites=len(scenario.site_ids),
        people=_people(scenario),
        severities=_severities(due),
        groups=_groups(scenario),
        stock=_goods_share(scenario, pack, due, "stock"),
        arriving=_goods_share(scenario, pack, due, "pipeline"),
        uncertain=_uncertain(scenario, pack),
        water_yield=_share(fsum(one.m3_per_day for one in scenario.water_sources), all_water),
        tankers=_share(_tanker_m3(scenario, pack, due), all_water),
        water_in_reach=_share(
            fsum(due.water[site_id].m3_a_day for site_id in due.water_ways), all_water
        ),
        budget=_share(budget.amount if budget else 0.0, everything),
        cash=_share(days * fsum(a.liquidity_per_day for a in scenario.cash_agents), transfers),
        markets=_share(
            days / 7 * fsum(m.capacity_per_week or 0.0 for m in scenario.markets), transfers
        ),
        fleet=_share(
            _vehicle_days(scenario, pack),
            fsum(way.vehicle_days for way in due.goods_ways.values()),
        ),
        teams=_share(_team_days(scenario), households_to_serve(pack, due)),
        closed=_share(len(_closed_sites(scenario, due.table)), len(scenario.site_ids)),
        unreached=_share(len(due.goods.keys() - due.goods_ways.keys()), len(due.goods)),
        loads=_loads(due),
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _people(scenario: Scenario) -> tuple[int, int, int]:
    by_site: dict[str, int] = defaultdict(int)
    for site in scenario.sites:
        by_site[site.site_id] += site.people
    ordered = sorted(by_site.values())
    return ordered[0], ordered[len(ordered) // 2], ordered[-1]


def _severities(due: Due) -> tuple[float, ...]:
    found = Counter(one.severity for one in due.needs.scores if one.sector == OVERALL)
    return tuple(_share(found[severity], found.total()) for severity in range(1, 6))


def _groups(scenario: Scenario) -> dict[str, float]:
    people = sum(site.people for site in scenario.sites)
    return {
        group.value: _share(sum(s.people for s in scenario.sites if s.group is group), people)
        for group in Group
    }


def _goods_share(scenario: Scenario, pack: RulePack, due: Due, table: str) -> dict[str, float]:
    asked: dict[str, float] = defaultdict(float)
    for demand in due.demands:
        if kind_of(pack, demand) is ItemKind.GOODS:
            asked[demand.item] += demand.quantity
    rows = scenario.stock if table == "stock" else scenario.pipeline
    return {
        item: _share(fsum(row.quantity for row in rows if row.item == item), asked[item])
        for item in sorted(asked)
    }


def _uncertain(scenario: Scenario, pack: RulePack) -> float:
    counted = pack.entitlements.pipeline_counted
    doubtful = [row.quantity for row in scenario.pipeline if row.certainty not in counted]
    return _share(fsum(doubtful), fsum(row.quantity for row in scenario.pipeline))


def _tanker_m3(scenario: Scenario, pack: RulePack, due: Due) -> float:
    carried = tanker_m3_a_day(due.water_ways.values(), pack, due)
    tankers = [one for one in scenario.vehicles if is_tanker(pack, one)]
    return fsum(one.count * carried.get(one.depot_id, 0.0) for one in tankers)


def _vehicle_days(scenario: Scenario, pack: RulePack) -> float:
    days = scenario.settings.horizon_days
    return fsum(
        one.count * (min(days, one.to_day or days) - one.from_day + 1)
        for one in scenario.vehicles
        if not is_tanker(pack, one)
    )


def _team_days(scenario: Scenario) -> float:
    days = scenario.settings.horizon_days
    return fsum(team.households_per_day * (min(days, team.to_day or days) - team.from_day + 1)
                for team in scenario.teams)  # fmt: skip


def _closed_sites(scenario: Scenario, table: AccessTable) -> set[str]:
    """Sites that a closure hides, for a time, from a class that reaches them at another time."""
    sites = set(scenario.site_ids)
    sources = {source.source_id for source in scenario.water_sources}
    stationed = {(one.depot_id, one.vehicle_class) for one in scenario.vehicles}
    states: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in table.rows:
        is_ours = row.origin in sources or (row.origin, row.vehicle_class) in stationed
        if row.destination in sites and is_ours:
            states[row.origin, row.destination, row.vehicle_class].add(row.reason_code)
    return {key[1] for key, codes in states.items() if {"open", "closed"} <= codes}


def _loads(due: Due) -> tuple[float, ...]:
    trucks = sorted(
        max(load.kg / REFERENCE_TRUCK_KG, load.m3 / REFERENCE_TRUCK_M3)
        for load in due.goods.values()
    )
    return tuple(_at(trucks, share) for share in (0.0, 0.1, 0.5, 0.9, 1.0))


def _at(ordered: Sequence[float], share: float) -> float:
    """The value that this share of the others lie below; 0 where there is none."""
    return ordered[int(share * (len(ordered) - 1))] if ordered else 0.0
