"""How good the plan is: what each priority got, what it costs, what the check says."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.cli.figures import at_least_percent, at_most_percent, money, percent, quantity
from rrm.cli.layout import wrapped
from rrm.model.charges import charge_in_words, charges
from rrm.model.labels import TIER_LABELS
from rrm.model.language import Message, msg, msg_plural
from rrm.model.no_plan import no_plan_in_words, way_on_in_words
from rrm.model.plan import TierResult
from rrm.model.rounding import whole
from rrm.model.run import CheckedRun, Run
from rrm.model.scenario import Tier
from rrm.model.verdict import Verdict


def plan_lines(checked: CheckedRun, language: str) -> Iterator[str]:
    """Status, priorities, means used, warnings and verdict."""
    run = checked.run
    yield from wrapped(_status(run).text(language))
    for tier in run.plan.tiers:
        line = msg(
            "{priority}: {result}",
            priority=TIER_LABELS.get(tier.tier, Message("{t}", (("t", tier.tier),))),
            result=tier_in_words(tier, run.loaded.scenario.settings.horizon_days),
        )
        yield from wrapped(line.text(language), indent=2, hanging=2)
    for charge in charges(run.plan.tiers):
        yield from wrapped(charge_in_words(charge).text(language), indent=2, hanging=2)
    yield from wrapped(_means(run).text(language), indent=2, hanging=2)
    for warning in run.plan.warnings if has_any_plan(run) else ():
        yield from wrapped("! " + warning.text(language), hanging=2)
    yield from verdict_lines(checked.verdict, language)


def rejected_lines(checked: CheckedRun, language: str) -> Iterator[str]:
    """What stands before all else where the check rejected the plan."""
    if not checked.is_rejected:
        return
    for said in (
        msg("REJECTED by the independent check: do not use this plan."),
        msg("The run is kept only to look for the fault: `last` does not name it."),
    ):
        yield from wrapped(said.text(language))
    yield ""


def has_any_plan(run: Run) -> bool:
    """Whether anything is planned: where it is not, no warning about a plan means anything."""
    return run.plan.status != "infeasible"


def tier_in_words(tier: TierResult, days: int) -> Message:
    """How well a priority is served, in its own unit, and the proven limit on it."""
    match tier.tier:
        case Tier.SURVIVAL_WATER:
            return _survival_water(tier, days)
        case Tier.NEEDS_MET:
            return msg(
                "at least {share} of the most that any plan could meet (gap {gap} at its turn)",
                share=at_least_percent(tier.value / tier.bound if tier.bound > 0 else 1.0),
                gap=at_most_percent(tier.gap),
            )
        case Tier.EQUITY:
            return msg(
                "gets {share} of what could reach it, were it the only one ({bound} at most)",
                share=percent(tier.value),
                bound=percent(max(tier.bound, tier.value)),
            )
        case Tier.STABILITY:
            return changes_in_words(tier)
        case _ if tier.bound <= 0 < tier.value:
            # Nothing costs less than nothing: such a bound says that the search came to none.
            return msg(
                "{value} (how much less it could be is not known)",
                value=money(tier.value, tier.unit),
            )
        case _:
            return msg(
                "{value} (no plan with one site a trip that does as much costs less than {bound})",
                value=money(tier.value, tier.unit),
                bound=money(min(tier.bound, tier.value), tier.unit),
            )


def changes_in_words(tier: TierResult) -> Message:
    """How many people are handed something otherwise than they were told."""
    if tier.value < 0.5:
        return msg("nobody is handed anything otherwise than planned before")
    return msg_plural(
        "{n} person is handed something otherwise than planned before, each time counted",
        "{n} people are handed something otherwise than planned before, each time counted",
        n=whole(tier.value),
    )


def verdict_lines(verdict: Verdict, language: str) -> Iterator[str]:
    """What the independent check says, with the first offender of each rule that is broken."""
    counted = sum(check.count for check in verdict.checks)
    if verdict.accepted:
        accepted = msg(
            "Independent check: ACCEPTED ({checks} rules, {counted} facts looked at).",
            checks=len(verdict.checks),
            counted=counted,
        )
        yield from wrapped(accepted.text(language))
        return
    rejected = msg("Independent check: REJECTED. Do not use this plan.")
    yield from wrapped(rejected.text(language))
    for check in verdict.checks:
        if check.offences:
            offence = msg_plural(
                "{label}: {n} offence; {offender}",
                "{label}: {n} offences, the first: {offender}",
                n=check.offences,
                label=check.label,
                offender=check.first_offender or msg("not said"),
            )
            yield from wrapped(offence.text(language), indent=2, hanging=2)


def _status(run: Run) -> Message:
    match run.plan.status:
        case "optimal":
            return msg(
                "Every priority is proven to be within {gap} of the best possible.",
                gap=percent(run.options.gap, 1),
            )
        case "infeasible":
            why, takes_over = run.plan.no_plan, run.replans is not None
            return msg(
                "{why}: nothing is planned. {way_on}",
                why=no_plan_in_words(why, run.loaded.scenario, takes_over=takes_over),
                way_on=way_on_in_words(why, run.loaded.scenario, takes_over=takes_over),
            )
        case _:
            return msg("Not proven to be the best plan; how far from it at most:")


def _survival_water(tier: TierResult, days: int) -> Message:
    if tier.value <= 1e-6:
        return msg("nothing short over {days} days", days=days)
    if tier.bound >= tier.value * (1 - 1e-6):
        return msg(
            "{m3} m³ short over {days} days (proven to be the least)",
            m3=quantity(tier.value),
            days=days,
        )
    return msg(
        "{m3} m³ short over {days} days (no plan is less than {bound} m³ short)",
        m3=quantity(tier.value),
        days=days,
        bound=quantity(tier.bound),
    )


def _means(run: Run) -> Message:
    """Trips and payments, and what they cost of the budget."""
    plan, budget = run.plan, run.loaded.scenario.settings.budget
    transfers = sum(payment.amount for payment in plan.payments)
    fees = sum(payment.fee for payment in plan.payments)
    currency = budget.currency if budget else next((p.currency for p in plan.payments), "")
    spent = msg(
        "{trips} trips; {transport} for transport, {transfers} of cash, {fees} of agents' fees",
        trips=len(plan.trips),
        transport=money(sum(trip.cost for trip in plan.trips), currency),
        transfers=money(transfers, currency),
        fees=money(fees, currency),
    )
    if budget is None:
        return msg("Means: {spent}", spent=spent)
    return msg(
        "Means: {spent}; budget {amount}", spent=spent, amount=money(budget.amount, currency)
    )
