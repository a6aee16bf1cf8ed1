"""The floor below which no site may be left."""

from __future__ import annotations

from rrm.model.language import msg
from rrm.model.verdict import Check
from rrm.verification.attainable import attainable_values
from rrm.verification.filed import FiledRun
from rrm.verification.replay import Replay
from rrm.verification.tally import Tally
from rrm.verification.tiers import CELL_ROUNDING, lateness_factor
from rrm.verification.tolerance import RELATIVE

SMALLEST_PART = 1e-3
"""Of a unit that need not be whole, such as a litre of a m3: plans are written in these, and each
hand-over may be up to one short of what was meant."""


def floor_kept(replay: Replay) -> Check:
    """Every site that can be reached at all gets the least share of what access allows it.

    Σ quantity x weight x lateness factor  >=  least share x the same, were it the only site.
    """
    tally = Tally("floor_kept", msg("No site is left with less than the floor"))
    least = replay.run.scenario.settings.least_share
    if least <= 0:
        return tally.check()
    brought = value_by_site(replay.run)
    for site_id, most in attainable_values(replay).items():
        value, rounding = brought.get(site_id, (0.0, 0.0))
        tally.see(
            value + rounding + RELATIVE * max(1.0, most) >= least * most,
            msg(
                "{site}: {share} % of what could reach it, {least} % is the floor",
                site=site_id, share=100 * value / most, least=100 * least,
            ),
        )  # fmt: skip
    return tally.check()


def value_by_site(run: FiledRun) -> dict[str, tuple[float, float]]:
    """Weighted needs met at each site, and how far rounding may move them."""
    found: dict[str, tuple[float, float]] = {}
    for key, day, quantity in run.received:
        demand = run.demand_of.get(key)
        if demand is not None:
            factor = lateness_factor(run, demand, day)
            part = 0.0 if run.item(demand.item).whole else SMALLEST_PART * demand.weight
            value, rounding = found.get(demand.site_id, (0.0, 0.0))
            found[demand.site_id] = (
                value + demand.weight * quantity * factor,
                rounding + (CELL_ROUNDING * (demand.weight + quantity) + part) * factor,
            )
    return found
