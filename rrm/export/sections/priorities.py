"""What each priority got, and what it gave up for the others."""

from __future__ import annotations

import math
from dataclasses import dataclass

from rrm.export.facts import Facts
from rrm.export.quantity import at_most_percent, money, percent, with_decimal
from rrm.export.table import Cell, Column, Table
from rrm.model.charges import charge_in_words, charges
from rrm.model.labels import TIER_LABELS
from rrm.model.language import Message, msg, msg_plural
from rrm.model.plan import TierResult
from rrm.model.rounding import whole
from rrm.model.scenario import Tier


@dataclass(frozen=True, slots=True)
class PrioritySentence:
    """One priority in plain words. charged: what it took of each priority before it."""

    label: Message
    reached: Message
    given_up: Message | None
    charged: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Priorities:
    """Priorities in the order of the scenario, in words and as a table."""

    title: Message
    intro: Message
    sentences: tuple[PrioritySentence, ...]
    table_title: Message
    table: Table
    empty: Message


def priorities_section(facts: Facts) -> Priorities:
    """The trade-off between priorities, as the solver settled it."""
    tiers = facts.run.plan.tiers
    return Priorities(
        title=msg("What each priority cost"),
        intro=msg(
            "Priorities are served one after the other. A later one may take from an earlier "
            "one no more than the scenario tolerates."
        ),
        sentences=tuple(
            PrioritySentence(
                _label(tier),
                reached_in_words(tier),
                given_up_in_words(tier) if tier is not tiers[-1] else None,
                tuple(charge_in_words(one) for one in charges(tiers) if one.by == tier.tier),
            )
            for tier in tiers
        ),
        table_title=msg("The figures behind"),
        table=_table(tiers),
        empty=msg("No priority was solved."),
    )


def reached_in_words(tier: TierResult) -> Message:
    """How well a priority is served, in the words of its own unit."""
    if tier.tier == Tier.SURVIVAL_WATER:
        return _survival_water(tier)
    if tier.tier == Tier.NEEDS_MET:
        return msg(
            "{share} of the most need that any plan could meet with these means is met.",
            share=percent(tier.value / tier.bound if tier.bound > 0 else 1.0, 1),
        )
    if tier.tier == Tier.EQUITY:
        return msg(
            "The site that fares worst gets {share} of what it could get were it the only one; "
            "at most {bound} was possible without taking more from the priorities before.",
            share=percent(tier.value, 1),
            bound=percent(max(tier.bound, tier.value), 1),
        )
    if tier.tier == Tier.STABILITY:
        return msg_plural(
            "{n} person is handed something on a day otherwise than planned before, each time"
            " counted.",
            "{n} people are handed something on a day otherwise than planned before, each time"
            " counted.",
            n=whole(tier.value),
        )
    return msg(
        "{value} for transport, agents' fees and goods expected to be lost on the road; "
        "a plan that does as much could not cost less than {bound}.",
        value=money(tier.value, tier.unit),
        bound=money(min(tier.bound, tier.value), tier.unit),
    )


def given_up_in_words(tier: TierResult) -> Message:
    """What later priorities took from this one."""
    cost = cost_of_later(tier)
    if tier.tier == Tier.SURVIVAL_WATER and cost > 0:
        return msg(
            "Later priorities cost {m3} m³ more of it.", m3=with_decimal(tier.value - tier.best)
        )
    if cost <= 1e-9:
        return msg("Later priorities cost nothing of it.")
    return msg(
        "Later priorities cost {cost} of it, where {tolerance} is tolerated.",
        cost=percent(cost, 1),
        tolerance=percent(tier.tolerance, 1),
    )


def cost_of_later(tier: TierResult) -> float:
    """The part of its own best that a priority gave up, 0..1; 0 where it had nothing."""
    lower_is_better = tier.tier in (Tier.SURVIVAL_WATER, Tier.COST, Tier.STABILITY)
    lost = tier.value - tier.best if lower_is_better else tier.best - tier.value
    scale = max(abs(tier.best), 1e-9)
    return max(0.0, lost / scale) if abs(lost) > 1e-6 * max(1.0, scale) else 0.0


def _survival_water(tier: TierResult) -> Message:
    if tier.value <= 1e-6:
        return msg("Nobody who is to get water by tanker falls below the survival line.")
    if tier.bound >= tier.value * (1 - 1e-6):
        return msg(
            "{m3} m³ are missing to the survival line over all days and sites; with these means "
            "no plan can miss less.",
            m3=with_decimal(tier.value),
        )
    return msg(
        "{m3} m³ are missing to the survival line over all days and sites; with these means "
        "no plan can miss less than {bound} m³.",
        m3=with_decimal(tier.value),
        bound=with_decimal(tier.bound),
    )


def _label(tier: TierResult) -> Message:
    return TIER_LABELS.get(tier.tier, msg("{tier}", tier=tier.tier))


def _table(tiers: tuple[TierResult, ...]) -> Table:
    columns = (
        Column(msg("Priority")),
        Column(msg("Counted in")),
        Column(msg("This plan"), is_number=True),
        Column(msg("At its own turn"), is_number=True),
        Column(msg("Proven limit"), is_number=True),
        Column(msg("Gap"), is_number=True),
        Column(msg("May give up"), is_number=True),
    )
    return Table(columns, tuple(_row(tier) for tier in tiers))


def _row(tier: TierResult) -> tuple[Cell, ...]:
    return (
        _label(tier),
        UNITS.get(tier.unit, tier.unit),
        _figure(tier.value),
        _figure(tier.best),
        _figure(tier.bound) if math.isfinite(tier.bound) else None,
        at_most_percent(tier.gap) if math.isfinite(tier.gap) else None,
        percent(tier.tolerance, 1),
    )


UNITS = {
    "m3": msg("m³ missing"),
    "weighted people": msg("people, weighted by severity, item and lateness"),
    "share": msg("share of what the site could get"),
}


def _figure(value: float) -> float:
    return with_decimal(value) if abs(value) >= 10 else value
