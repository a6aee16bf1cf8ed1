"""The worst-off site: the least of what could reach any site that does reach it."""

from __future__ import annotations

from rrm.verification.attainable import attainable_values
from rrm.verification.filed import FiledRun
from rrm.verification.replay import Replay
from rrm.verification.worth import CELL_ROUNDING, lateness_factor


def worst_off_share(replay: Replay) -> tuple[float, float]:
    """The least share of its yardstick that any site gets, and how far rounding may move it.

    min over sites of  Σ quantity x weight x lateness factor / the same, were it the only site; 1
    where nothing can reach any.
    """
    brought = weighted_by_site(replay.run)
    shares = [(1.0, 0.0)]
    for site_id, most in attainable_values(replay).items():
        value, rounding = brought.get(site_id, (0.0, 0.0))
        shares.append((value / most, rounding / most))
    return min(shares)[0], max(rounding for _, rounding in shares)


def weighted_by_site(run: FiledRun) -> dict[str, tuple[float, float]]:
    """Weighted needs met at each site, and how far the rounding of cells may move them."""
    found: dict[str, tuple[float, float]] = {}
    for key, day, quantity in run.received:
        demand = run.demand_of.get(key)
        if demand is not None:
            factor = lateness_factor(run, demand, day)
            value, rounding = found.get(demand.site_id, (0.0, 0.0))
            found[demand.site_id] = (
                value + demand.weight * quantity * factor,
                rounding + CELL_ROUNDING * (demand.weight + quantity) * factor,
            )
    return found
