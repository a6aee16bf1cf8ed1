"""The head of a report: what plan this is, how good, whether checked, on what data."""

from __future__ import annotations

import math
from dataclasses import dataclass

from rrm.export.facts import Facts
from rrm.export.quantity import at_most_percent
from rrm.export.table import Cell, Column, Table
from rrm.model.labels import TIER_LABELS
from rrm.model.language import Message, Text, msg, msg_plural
from rrm.model.no_plan import no_plan_in_words, way_on_in_words
from rrm.model.plan import NoPlan, Plan, TierResult
from rrm.model.run import Run
from rrm.model.scenario import Tier
from rrm.model.verdict import Check

GRADES = ("A", "B", "C", "D")

# Below this the bound and the plan differ by the solver's own tolerance only.
_NO_GAP = 1e-6


@dataclass(frozen=True, slots=True)
class Tile:
    """One fact of the head: what it is about, the fact, what it means, and whether it warns."""

    about: Message
    fact: Message
    meaning: Message
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The head's content."""

    kicker: Message
    draft: Message
    restricted: Message
    title: Text
    period: Message
    tiles: tuple[Tile, ...]
    checks_title: Message
    checks: Table
    print_hint: Message


def head(facts: Facts) -> Head:
    """What plan this is, how good it is, whether it was checked, how sure the data are."""
    settings = facts.scenario.settings
    last = settings.date_of(settings.horizon_days)
    return Head(
        kicker=msg("Rapid response plan"),
        draft=msg("Draft"),
        restricted=msg("Restricted: it tells where help will be on which day"),
        title=Text.of(settings.title or settings.id),
        period=msg_plural(
            "{first} to {last} {year}, {n} day, planned on what was known on {first}",
            "{first} to {last} {year}, {n} days, planned on what was known on {first}",
            n=settings.horizon_days,
            first=settings.start,
            last=last,
            year=str(last.year),
        ),
        tiles=(_plan_tile(facts), check_tile(facts), confidence_tile(facts)),
        checks_title=msg("What the independent check looked at"),
        checks=_checks_table(facts.verdict.checks),
        print_hint=msg("Draft: to be approved by the coordinator before anything leaves."),
    )


def gap_in_words(gap: float) -> Message:
    """How far a better plan could be away, as the solver proved it."""
    if not math.isfinite(gap) or gap >= 1:
        return msg("Nothing is proven of how much better a plan could be")
    if gap <= _NO_GAP:
        return msg("Proven to be the best possible")
    return msg("Proven to be within {share} of the best possible", share=at_most_percent(gap))


def status_in_words(run: Run) -> Message:
    """How the search for the plan ended."""
    status, scenario, takes_over = run.plan.status, run.loaded.scenario, run.replans is not None
    match status:
        case "optimal":
            return msg("Solved to the precision asked.")
        case "feasible":
            return msg("The search was stopped before it reached the precision asked.")
        case "infeasible":
            why = run.plan.no_plan
            return msg(
                "{why}. {way_on}",
                why=no_plan_in_words(why, scenario, takes_over=takes_over),
                way_on=way_on_in_words(why, scenario, takes_over=takes_over),
            )
    return msg("{status}", status=status)


def _plan_tile(facts: Facts) -> Tile:
    plan = facts.run.plan
    if plan.status == "infeasible":
        is_proven = plan.no_plan == NoPlan.IMPOSSIBLE
        fact = msg("No plan is possible") if is_proven else msg("No plan was found")
        return Tile(msg("Plan"), fact, status_in_words(facts.run), True)
    meaning = status_in_words(facts.run)
    headline = _headline(plan)
    if headline is not None:
        meaning = msg(
            "{status} That is for the priority “{priority}”. Gaps of the others: {gaps}.",
            status=meaning,
            priority=_priority(headline),
            gaps=tuple(
                msg("{priority} {gap}", priority=_priority(tier), gap=_gap(tier.gap))
                for tier in plan.tiers
                if tier is not headline
            ),
        )
    return Tile(msg("Plan"), gap_in_words(plan.gap), meaning, plan.status != "optimal")


def _headline(plan: Plan) -> TierResult | None:
    """The priority whose gap is the plan's, where there are others beside it."""
    if len(plan.tiers) < 2:
        return None
    needs_met = [tier for tier in plan.tiers if tier.tier == Tier.NEEDS_MET]
    return needs_met[0] if needs_met else plan.tiers[-1]


def _priority(tier: TierResult) -> Message:
    return TIER_LABELS.get(tier.tier, msg("{tier}", tier=tier.tier))


def _gap(gap: float) -> Message:
    return at_most_percent(gap) if math.isfinite(gap) else msg("unknown")


def check_tile(facts: Facts) -> Tile:
    """The verdict of the independent check."""
    checks = facts.verdict.checks
    broken = [check for check in checks if check.offences]
    about = msg("Independent check")
    if not checks:
        return Tile(about, msg("Not checked"), msg("Do not use this plan before a check."), True)
    if broken:
        fact = msg_plural(
            "{n} of {all} checks fails", "{n} of {all} checks fail", n=len(broken), all=len(checks)
        )
        labels = tuple(check.label for check in broken)
        return Tile(about, fact, msg("Do not use this plan: {checks}.", checks=labels), True)
    return Tile(
        about,
        msg_plural("{n} check, it holds", "{n} checks, all hold", n=len(checks)),
        msg("A second program, which shares no code with the planner, has read the plan again."),
    )


def confidence_tile(facts: Facts) -> Tile:
    """How far the assessments behind the plan can be trusted."""
    scores = facts.ranked
    about = msg("Confidence in the data")
    counts = {grade: sum(s.confidence == grade for s in scores) for grade in GRADES}
    if not scores:
        return Tile(about, msg("No need was scored"), msg("No site was assessed."), True)
    fact = tuple(
        msg("{grade}: {count}", grade=grade, count=count) for grade, count in counts.items()
    )
    return Tile(
        about,
        msg("{grades}", grades=fact),
        msg(
            "Groups by grade. A: many households asked of late; "
            "D: nobody asked, only the alert is known."
        ),
        is_warning=counts["D"] > 0,
    )


def _checks_table(checks: tuple[Check, ...]) -> Table:
    columns = (
        Column(msg("Check")),
        Column(msg("Looked at"), is_number=True),
        Column(msg("Broken"), is_number=True),
        Column(msg("First break")),
    )
    rows: list[tuple[Cell, ...]] = [
        (check.label, check.count, check.offences, check.first_offender) for check in checks
    ]
    return Table(columns, tuple(rows))
