"""What bringing all that a site misses of an item would cost the others: planned again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from rrm.model.language import Message, msg
from rrm.model.rounding import round_half_up
from rrm.model.rule_pack import ItemKind
from rrm.model.scenario import Lock
from rrm.what_if.gains import TierGain, tier_gains
from rrm.what_if.most import Most, brought, most_to
from rrm.what_if.moved import Moved, moved
from rrm.what_if.outcome import INFEASIBLE, Outcome, Planner, due_in_all
from rrm.what_if.standing import Standing
from rrm.what_if.structural import Structural, structural_reasons

LEAST = 1e-3
"""Units below which there is nothing to force: a litre of water."""


@dataclass(frozen=True, slots=True)
class Forced:
    """An item that a site misses, brought by a lock.

    due, brought: in the item's unit, of water over all its days; brought by the plan in force.
    structural: what stands in the way whatever others give up.
    most: the most that could be brought, where all of it can't; None where that was not asked.
    fixed: the quantity that the plan made anew had to bring; None where there is no such plan.
    tiers: what that does to each priority. moved: who gets more, less or later.
    """

    site_id: str
    item: str
    due: float
    brought: float
    structural: tuple[Structural, ...]
    most: Most | None = None
    fixed: float | None = None
    tiers: tuple[TierGain, ...] = ()
    moved: tuple[Moved, ...] = ()

    @property
    def missing(self) -> float:
        """What is due and does not come."""
        return max(0.0, self.due - self.brought)

    @property
    def is_impossible(self) -> bool:
        """Whether no plan brings more than the one in force, as far as is proven."""
        if any(one.is_whole for one in self.structural):
            return True
        return (
            self.most is not None
            and self.most.is_proven
            and self.most.limit <= self.brought + LEAST
        )

    @property
    def is_all(self) -> bool:
        """Whether a plan was found that brings everything."""
        return self.fixed is not None and self.fixed >= self.due * (1 - 2 * LEAST)


def missed_items(held: Outcome, site_id: str) -> tuple[str, ...]:
    """What a site misses, in the order of the plan's list, each item once."""
    return tuple(dict.fromkeys(row.item for row in held.unmet if row.site_id == site_id))


def force(
    standing: Standing,
    held: Outcome,
    site_id: str,
    items: Iterable[str],
    plan: Planner,
    progress: Callable[[Message], None] = lambda _: None,
) -> tuple[Forced, ...]:
    """Each item by itself: locked in full, and where that can't be, as much as possible.

    held: the plan in force, which the answer is told against; with standing.near(it), plans change
    as little else of it as they can. Nothing is planned where a means lacks altogether. Up to three
    plans an item.
    """
    return tuple(_force(standing, held, site_id, item, plan, progress) for item in items)


def locked(standing: Standing, site_id: str, item: str, at_least: float) -> Standing:
    """The same with a lock that a site is to receive so much of an item, over the whole time.

    What may be handed over for it counts, as it does in what a plan brings of it.
    """
    lock = Lock(site_id=site_id, item=item, at_least=at_least, variants_count=True)
    scenario = standing.scenario
    return standing.with_means(scenario.model_copy(update={"locks": (*scenario.locks, lock)}))


def _force(
    standing: Standing,
    held: Outcome,
    site_id: str,
    item: str,
    plan: Planner,
    progress: Callable[[Message], None],
) -> Forced:
    kind = standing.pack.catalogue[item].kind
    due = sum(
        due_in_all(one, kind)
        for one in standing.demands
        if (one.site_id, one.item) == (site_id, item)
    )
    now = brought(standing, held, site_id, item)
    reasons = structural_reasons(standing, site_id, item)
    asked = Forced(site_id, item, due, now, reasons)
    if any(one.is_whole for one in reasons) or asked.missing < LEAST:
        return asked
    progress(msg("Planning anew with all of it for this site"))
    made = _planned(standing, held, asked, _least(kind, due), plan)
    if made is not None:
        return made
    progress(msg("Looking for the most that could be brought"))
    most = most_to(replace(standing, in_force=None), site_id, item, plan)
    asked = Forced(site_id, item, due, now, reasons, most)
    if most is None or most.quantity <= now + LEAST:
        return asked
    progress(msg("Planning anew with as much as possible for this site"))
    return _planned(standing, held, asked, _least(kind, most.quantity), plan) or asked


def _least(kind: ItemKind, quantity: float) -> float:
    """What a lock asks for: water all but a thousandth, as tankers are filled to the litre."""
    if kind is ItemKind.WATER:
        return round_half_up(quantity * (1 - LEAST), 3)
    return round_half_up(quantity, 6)


def _planned(
    standing: Standing, held: Outcome, asked: Forced, quantity: float, plan: Planner
) -> Forced | None:
    made = plan(locked(standing, asked.site_id, asked.item, quantity))
    if made is None or made.status == INFEASIBLE:
        return None
    outcome = Outcome.of(made)
    return Forced(
        asked.site_id,
        asked.item,
        asked.due,
        asked.brought,
        asked.structural,
        asked.most,
        brought(standing, outcome, asked.site_id, asked.item),
        tier_gains(held, outcome),
        moved(standing.demands, standing.pack.catalogue, held, outcome),
    )
