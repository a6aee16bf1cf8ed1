"""Why what could go does not: it expires, it is lost, or the way is too dangerous."""

from __future__ import annotations

from collections.abc import Sequence

from rrm.allocation.batches import KEEPS, latest_days
from rrm.allocation.lanes import is_below
from rrm.allocation.programme import Programme
from rrm.allocation.reason import Reason
from rrm.entitlements import agents_in_reach
from rrm.model.access import Access
from rrm.model.demand import Demand
from rrm.model.language import Text, msg
from rrm.model.rule_pack import ItemKind


def limited(p: Programme, demand: Demand, rows: Sequence[Access]) -> Reason | None:
    """Why no lane brings a demand although ways are open; None where that is not why.

    rows: of the access table, that lead there from where the demand could be met.
    """
    if demand.last_day is not None and demand.last_day < demand.from_day:
        return lost(demand)
    ways = [row for row in rows if row.open]
    if not ways:
        return None
    cap = p.case.pack.access.risk_cap
    is_water = p.case.kind(demand) == ItemKind.WATER
    limit = None if cap is None else cap.water if is_water else cap.goods
    if not any(is_below(row.risk, limit) for row in ways):
        return _too_risky(ways, limit or 0.0)
    if demand.last_day is not None:
        return lost(demand)
    if not is_water and latest_days(p.case.scenario).get(demand.item, KEEPS) < p.case.horizon[-1]:
        return expired(p, demand)
    return None


def money_limited(p: Programme, demand: Demand) -> Reason | None:
    """Why no agent pays although some are in reach; None where none is."""
    reach, cap = p.case.pack.modality.agent_reach_km, p.case.pack.access.risk_cap
    node = p.case.scenario.site_node(demand.site_id)
    if not agents_in_reach(p.case.scenario, p.case.road_km, node, reach):
        return None
    if demand.last_day is not None and demand.last_day < demand.from_day:
        return lost(demand)
    if cap is not None and cap.cash is not None:
        return Reason(
            "too_risky",
            msg(
                "On each day the ways by road from payment agents are closed, or riskier than the"
                " {limit} % allowed with money",
                limit=100 * cap.cash,
            ),
            msg("A payment agent on the spot, a safe way, or help in kind."),
        )
    return lost(demand) if demand.last_day is not None else None


def expired(p: Programme, demand: Demand) -> Reason:
    """Nothing is left that keeps until it could be handed out."""
    item = Text.of(p.case.pack.catalogue[demand.item].label)
    return Reason(
        "expired",
        msg("What is left expires before it could be handed out ({item})", item=item),
        msg("Batches that keep longer, or a faster way there ({item}).", item=item),
    )


def lost(demand: Demand) -> Reason:
    """Nothing can come before the help is lost."""
    last = demand.last_day or 0
    if last < demand.from_day:
        return Reason(
            "lost",
            msg("It was due so long ago that it is lost: nothing is brought any more"),
            msg("Another kind of help, for what people need by now."),
        )
    return Reason(
        "lost",
        msg("It is lost after day {day}, and no trip can arrive by then", day=last),
        msg("Stock or vehicles nearer to the place."),
    )


def _too_risky(ways: Sequence[Access], limit: float) -> Reason:
    return Reason(
        "too_risky",
        msg(
            "The way there is open, but too dangerous: a risk of {risk} % at least, {limit} % are"
            " allowed",
            risk=100 * min(row.risk for row in ways),
            limit=100 * limit,
        ),
        msg("A safer way, even if it is longer, or a passage agreed with those who hold it."),
    )
