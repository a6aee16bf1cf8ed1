"""How alike groups are helped: the share of their need that arrives."""

from __future__ import annotations

from itertools import permutations

from rrm.model.demand import Demand
from rrm.model.language import msg
from rrm.model.rule_pack import ItemKind
from rrm.model.verdict import Check
from rrm.verification.filed import FiledRun
from rrm.verification.replay import Replay
from rrm.verification.tally import Tally
from rrm.verification.tolerance import exceeds

Key = tuple[str, str, str]
Side = tuple[str, str]
"""Where groups are compared, and the group."""
SHARE_GRAIN = 1e-4
"""A ten-thousandth of what a group is due: what rounding of a thousandth of each unit explains."""


def groups_alike(replay: Replay) -> Check:
    """No group is brought a larger share of its need than another there by more than the pack says.

    Share: weight x quantity of what arrives, of weight x quantity (x days, of water) of what is
    due and in reach. Give or take one whole unit of the heavier kind. In reach is what any depot
    has or surely expects, itself, in parts or as a variant, with an open way by access.csv from a
    depot while it is due; water with an open way from a source; cash with an agent near by road.
    """
    tally = Tally("groups_alike", msg("Groups get alike shares of their need"))
    parity = replay.run.pack.entitlements.group_parity
    if parity is None:
        return tally.check()
    sides: dict[Side, list[Demand]] = {}
    for demand in replay.run.demands:
        if demand.weight > 0 and demand.quantity > 0 and _in_reach(replay, demand):
            where = "" if parity.over == "plan" else demand.site_id
            sides.setdefault((where, demand.group), []).append(demand)
    arrived = _arrived(replay.run)
    for one, other in permutations(sorted(sides), 2):
        if one[0] != other[0]:
            continue
        more, less = (_share(replay.run, sides[side], arrived) for side in (one, other))
        unit = max(_one_unit(replay.run, sides[side]) for side in (one, other))
        tally.see(
            not exceeds(more - less, parity.at_most + unit, SHARE_GRAIN),
            msg(
                "{site}: {group} is brought {more} % of its need, {other} {less} %",
                site=one[0] or msg("all sites"), group=one[1], more=100 * more, other=other[1],
                less=100 * less,
            ),
        )  # fmt: skip
    return tally.check()


def _share(run: FiledRun, demands: list[Demand], arrived: dict[Key, float]) -> float:
    due = sum(demand.weight * demand.quantity * _days(run, demand) for demand in demands)
    return sum(demand.weight * arrived.get(demand.key, 0.0) for demand in demands) / due


def _one_unit(run: FiledRun, demands: list[Demand]) -> float:
    due = sum(demand.weight * demand.quantity * _days(run, demand) for demand in demands)
    return max((d.weight for d in demands if run.item(d.item).whole), default=0.0) / due


def _days(run: FiledRun, demand: Demand) -> int:
    # The last day is never beyond the plan's.
    return run.last_day(demand) - demand.from_day + 1 if run.is_water(demand.item) else 1


def _arrived(run: FiledRun) -> dict[Key, float]:
    found: dict[Key, float] = {}
    for key, _, quantity in run.received:
        found[key] = found.get(key, 0.0) + quantity
    return found


def _in_reach(replay: Replay, demand: Demand) -> bool:
    run = replay.run
    kind = run.item(demand.item).kind
    if kind is ItemKind.CASH:
        reach, node = run.pack.modality.agent_reach_km, replay.site_node(demand.site_id)
        return any(
            node in replay.network.kilometres_from(agent.node, reach)
            for agent in run.scenario.cash_agents
        )
    if kind is ItemKind.WATER:
        origins = {source.source_id for source in run.scenario.water_sources}
        return _way_opens(run, demand, origins, "water")
    origins = {depot.depot_id for depot in run.scenario.depots}
    given = (demand.item, *(variant.item for variant in run.item(demand.item).variants))
    is_there = any(_is_there(run, item) for item in given)
    return is_there and _way_opens(run, demand, origins, "goods")


def _is_there(run: FiledRun, item: str) -> bool:
    parts = run.item(item).made_of
    return _is_had(run, item) or (bool(parts) and all(_is_had(run, part) for part in parts))


def _is_had(run: FiledRun, item: str) -> bool:
    counted, day_of = run.pack.entitlements.pipeline_counted, run.scenario.settings.day_of
    return any(row.item == item and row.quantity > 0 for row in run.scenario.stock) or any(
        row.item == item
        and row.quantity > 0
        and row.certainty in counted
        and day_of(row.arrives_on) <= run.horizon
        for row in run.scenario.pipeline
    )


def _way_opens(run: FiledRun, demand: Demand, origins: set[str], carries: str) -> bool:
    classes, last = run.pack.access.classes, run.last_day(demand)
    return any(
        row.open
        and row.origin in origins
        and row.vehicle_class in classes
        and classes[row.vehicle_class].carries == carries
        and row.period_start <= last
        and row.period_end >= demand.from_day
        for row in run.access.to(demand.site_id)
    )
