"""The most of an item that could be brought to a site, if nobody else counted."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from rrm.model.language import Message
from rrm.model.rule_pack import Item
from rrm.model.scenario import Priority, Tier
from rrm.what_if.outcome import INFEASIBLE, Outcome, Planner
from rrm.what_if.standing import Standing

GIVEN_UP = "within_tolerance"
"""The reason of a plan that could have brought more: it names nothing that stands in the way."""
GRAIN = 1e-6


@dataclass(frozen=True, slots=True)
class Most:
    """The most that a plan was found to bring, and the most that any could.

    limit: proven; a plan for more is impossible. reason: what stands in the way of more, None
    where no single means does.
    """

    quantity: float
    limit: float
    reason: Message | None

    @property
    def is_proven(self) -> bool:
        """Whether no plan brings more than this one."""
        return self.limit <= self.quantity * (1 + GRAIN) + GRAIN


def most_to(standing: Standing, site_id: str, item: str, plan: Planner) -> Most | None:
    """Planned anew with this one need in mind; None where no checked plan was found."""
    made = plan(for_one_need(standing, site_id, item))
    if made is None or made.status == INFEASIBLE:
        return None
    outcome = Outcome.of(made)
    quantity = brought(standing, outcome, site_id, item)
    limit = _units(standing.pack.catalogue[item], made.tiers[0].bound)
    reasons = [row for row in outcome.missing(site_id, item) if row.reason_code != GIVEN_UP]
    return Most(quantity, max(quantity, limit), reasons[0].reason if reasons else None)


def brought(standing: Standing, outcome: Outcome, site_id: str, item: str) -> float:
    """What of an item that is due to a site is met, all groups together."""
    kind = standing.pack.catalogue[item].kind
    return sum(
        outcome.met(one, kind)
        for one in standing.demands
        if (one.site_id, one.item) == (site_id, item)
    )


def for_one_need(standing: Standing, site_id: str, item: str) -> Standing:
    """The same means and locks, where a unit of this item at this site counts 1, whenever it
    comes, and nothing else counts anything.
    """
    demands = tuple(
        replace(one, weight=1.0 if (one.site_id, one.item) == (site_id, item) else 0.0)
        for one in standing.demands
    )
    lateness = standing.pack.entitlements.lateness.model_copy(
        update={"loss_per_day": 0.0, "loss_per_day_after_due": 0.0}
    )
    entitlements = standing.pack.entitlements.model_copy(update={"lateness": lateness})
    settings = standing.scenario.settings.model_copy(
        update={"priorities": (Priority(tier=Tier.NEEDS_MET),)}
    )
    return replace(
        standing,
        demands=demands,
        pack=standing.pack.model_copy(update={"entitlements": entitlements}),
        scenario=standing.scenario.model_copy(update={"settings": settings}),
    )


def _units(item: Item, bound: float) -> float:
    """A proven limit in units; no part of a whole one can be brought."""
    return math.floor(bound + GRAIN) if item.whole and math.isfinite(bound) else bound
