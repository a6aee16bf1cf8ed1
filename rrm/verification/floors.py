"""The floor below which no site may be left."""

from __future__ import annotations

from rrm.model.language import msg
from rrm.model.rule_pack import ItemKind
from rrm.model.verdict import Check
from rrm.verification.attainable import due_in_reach
from rrm.verification.filed import FiledRun
from rrm.verification.replay import Replay
from rrm.verification.tally import Tally
from rrm.verification.tolerance import RELATIVE
from rrm.verification.worth import CELL_ROUNDING

SMALLEST_PART = 1e-3
"""Of a unit that need not be whole, such as a litre of a m3: plans are written in these, and each
hand-over may be up to one short of what was meant."""


def floor_kept(replay: Replay) -> Check:
    """Every site that can be reached at all gets the least share of what it is due.

    Σ people x quantity / what is due of it (of water over all its days)  >=  least share x Σ people
    of the needs that something can come for
    """
    tally = Tally("floor_kept", msg("No site is left with less than the floor"))
    least = replay.run.scenario.settings.least_share
    if least <= 0:
        return tally.check()
    served = served_by_site(replay.run)
    for site_id, most in due_in_reach(replay).items():
        value, rounding = served.get(site_id, (0.0, 0.0))
        tally.see(
            value + rounding + RELATIVE * max(1.0, most) >= least * most,
            msg(
                "{site}: {share} % of what it is due, {least} % is the floor",
                site=site_id, share=100 * value / most, least=100 * least,
            ),
        )  # fmt: skip
    return tally.check()


def served_by_site(run: FiledRun) -> dict[str, tuple[float, float]]:
    """People served at each site, once for each need, and how far rounding may move them."""
    found: dict[str, tuple[float, float]] = {}
    for key, _, quantity in run.received:
        demand = run.demand_of.get(key)
        if demand is None or demand.quantity <= 0:
            continue
        item, days = run.item(demand.item), 1
        if item.kind is ItemKind.WATER:
            days = max(1, run.last_day(demand) - demand.from_day + 1)
        each = demand.people / (demand.quantity * days)
        part = CELL_ROUNDING if item.whole else CELL_ROUNDING + SMALLEST_PART
        people, rounding = found.get(demand.site_id, (0.0, 0.0))
        found[demand.site_id] = (people + each * quantity, rounding + each * part)
    return found
