"""Demands, access and means become a plan."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from rrm.allocation.assemble import Rows, assemble
from rrm.allocation.attainable import least_share
from rrm.allocation.choice import Choice, choose
from rrm.allocation.lexicographic import SLACK, Solved, TierOutcome, relative_gap, solve_tiers
from rrm.allocation.policies import RULES, Policy, policy_choice, solved_by_rule, values_of
from rrm.allocation.programme import Case, Programme, RoadKm, lateness_factor, programme
from rrm.allocation.reasons import reason_for
from rrm.allocation.solver import Limits
from rrm.allocation.usage import Usage, usage_of
from rrm.model.access import AccessTable
from rrm.model.demand import Demand
from rrm.model.language import Message, msg, msg_plural
from rrm.model.plan import Plan, TierResult, Unmet
from rrm.model.rounding import round_half_up, whole
from rrm.model.rule_pack import ItemKind, RulePack
from rrm.model.run import Options
from rrm.model.scenario import Scenario, Tier

NODES = 100
"""Branch-and-bound nodes a tier may take: the limit that binds on every machine alike."""

NO_CHOICE = Choice({}, {}, {}, {})
"""Nothing is sent and nothing paid."""

Delivered = dict[tuple[int, int], float]
"""Quantity by (demand, arrival day)."""


def allocate(
    scenario: Scenario,
    pack: RulePack,
    demands: tuple[Demand, ...],
    access: AccessTable,
    road_km: RoadKm,
    options: Options,
    policy: Policy | None = None,
) -> Plan:
    """The plan that serves the priorities in their order, as far as means and access allow.

    road_km: from agents' and markets' nodes to sites' nodes.
    policy: a simple rule to plan by instead, without the solver.
    A plan is always given; its status is `infeasible`, and nothing is delivered, where the
    locks can't all be kept, or a simple rule finds no way to.
    """
    case = Case(scenario, pack, demands, access, road_km)
    p = programme(case)
    if policy is not None:
        return _plan(p, *_by_rule(p, policy, options), policy)
    limits = Limits(options.gap, NODES, options.time_limit, options.seed)
    solved = solve_tiers(p, scenario.settings.priorities, limits)
    choice = choose(p, solved.values) if solved.values is not None else NO_CHOICE
    return _plan(p, solved, choice)


def _by_rule(p: Programme, policy: Policy, options: Options) -> tuple[Solved, Choice]:
    choice = policy_choice(p.case, p.lanes, policy)
    values = None if choice is None else values_of(p, choice)
    priorities = p.case.scenario.settings.priorities
    return solved_by_rule(p, values, priorities, options.gap), choice or NO_CHOICE


def _plan(p: Programme, solved: Solved, choice: Choice, policy: Policy | None = None) -> Plan:
    rows = assemble(p, choice)
    usage = usage_of(p, choice)
    delivered = choice.delivered(p)
    tiers = tuple(_tier(p, choice, delivered, rows, outcome) for outcome in solved.tiers)
    headline = _headline(tiers)
    is_proven = all(
        outcome.is_proven and _is_kept(outcome, tier)
        for outcome, tier in zip(solved.tiers, tiers, strict=True)
    )
    status = "infeasible" if solved.values is None else "optimal" if is_proven else "feasible"
    return Plan(
        status=status,
        gap=relative_gap(headline.value, headline.bound) if headline else 0.0,
        bound=headline.bound if headline else 0.0,
        tiers=tiers,
        deliveries=rows.deliveries,
        transfers=rows.transfers,
        trips=rows.trips,
        payments=rows.payments,
        unmet=tuple(
            _unmet(p, usage, delivered, _locked(policy) if solved.values is None else None)
        ),
        warnings=(*_by_rule_only(policy), *_warnings(p, solved, choice)),
    )


def _is_kept(outcome: TierOutcome, tier: TierResult) -> bool:
    """Whether the plan as loaded is still within a tier's gap and tolerance of its value.

    Loading may leave a unit behind; then the value written is a little worse than the solver's.
    """
    worse = outcome.value - tier.value if outcome.maximise else tier.value - outcome.value
    room = outcome.priority.tolerance + outcome.gap + SLACK
    return worse <= room * max(1.0, abs(outcome.value))


def _headline(tiers: tuple[TierResult, ...]) -> TierResult | None:
    """The tier whose gap is the plan's: needs met, else the last one solved."""
    needs = [tier for tier in tiers if tier.tier == Tier.NEEDS_MET.value]
    return needs[0] if needs else (tiers[-1] if tiers else None)


def _tier(
    p: Programme, choice: Choice, delivered: Delivered, rows: Rows, outcome: TierOutcome
) -> TierResult:
    """A tier's result, its value counted anew from the plan's rows."""
    value = tier_value(p, choice, delivered, rows, outcome.priority.tier)
    return TierResult(
        tier=outcome.priority.tier.value,
        value=round_half_up(value, 6),
        best=round_half_up(outcome.value, 6),
        bound=round_half_up(outcome.bound, 6),
        gap=round_half_up(relative_gap(outcome.value, outcome.bound), 6),
        tolerance=outcome.priority.tolerance,
        unit=outcome.unit,
    )


def tier_value(p: Programme, choice: Choice, delivered: Delivered, rows: Rows, tier: Tier) -> float:
    """What a plan is worth in a tier; see objectives.objective for the definitions."""
    match tier:
        case Tier.SURVIVAL_WATER:
            return sum(
                max(0.0, p.case.demands[j].survival_quantity - delivered.get((j, day), 0.0))
                for j, day in p.shortfalls
            )
        case Tier.NEEDS_MET:
            return sum(_value(p, delivered).values())
        case Tier.EQUITY:
            return least_share(p, _value(p, delivered))
        case Tier.COST:
            return _cost(p, choice, rows)


def _value(p: Programme, delivered: Delivered) -> dict[str, float]:
    """Weighted need met by site."""
    values: dict[str, float] = defaultdict(float)
    for (j, day), quantity in delivered.items():
        demand = p.case.demands[j]
        values[demand.site_id] += quantity * demand.weight * lateness_factor(p.case, demand, day)
    return values


def _cost(p: Programme, choice: Choice, rows: Rows) -> float:
    """Transport, agent fees, and the value of goods expected to be lost."""
    catalogue = p.case.pack.catalogue
    lost = 0.0
    for at, trips in choice.loads.items():
        for trip in trips:
            for j, quantity in trip.items():
                item = catalogue[p.case.demands[j].item]
                lost += p.lanes[at].risk * quantity * item.unit_value
    for at, moved in choice.moves.items():
        for load in moved:
            for name, quantity in load.items():
                lost += p.lanes[at].risk * quantity * catalogue[name].unit_value
    return lost + sum(t.cost for t in rows.trips) + sum(pay.fee for pay in rows.payments)


def _unmet(
    p: Programme, usage: Usage, delivered: Delivered, locked: tuple[Message, Message] | None
) -> Iterator[Unmet]:
    for j, demand in enumerate(p.case.demands):
        short = {
            day: left
            for day in _counted_days(p, j)
            if (left := _missing(p, j, day, delivered)) > 1e-6
        }
        if not short:
            continue
        quantity = sum(short.values())
        share = quantity / (demand.quantity * len(_counted_days(p, j)))
        if locked is not None:
            code, reason, helps = "locks", *locked
        else:
            found = reason_for(p, usage, j, tuple(short))
            code, reason, helps = found.code, found.reason, found.what_would_help
        yield Unmet(
            site_id=demand.site_id,
            group=demand.group,
            item=demand.item,
            unit=demand.unit,
            quantity=round_half_up(quantity, 3),
            households=whole(demand.households * share),
            people=whole(demand.people * share),
            reason_code=code,
            reason=reason,
            what_would_help=helps,
        )


def _counted_days(p: Programme, j: int) -> range:
    """Each day of water stands for itself; anything else is counted once, under day 0."""
    demand = p.case.demands[j]
    if p.case.kind(demand) == ItemKind.WATER:
        return range(demand.from_day, demand.due_day + 1)
    return range(1)


def _missing(p: Programme, j: int, day: int, delivered: Delivered) -> float:
    demand = p.case.demands[j]
    if p.case.kind(demand) == ItemKind.WATER:
        brought = delivered.get((j, day), 0.0)
    else:
        brought = sum(quantity for (k, _), quantity in delivered.items() if k == j)
    return round_half_up(demand.quantity - brought, 6)


def _locked(policy: Policy | None) -> tuple[Message, Message]:
    """Why nothing is brought at all. A simple rule proves nothing of other plans."""
    if policy is not None:
        return (
            msg("The rule “{rule}” finds no plan that keeps all the locks", rule=RULES[policy]),
            msg("A plan by the optimiser, or locks that ask for less."),
        )
    return (
        msg("No plan can keep all the locks"),
        msg("Lower or drop a lock that asks for a least quantity."),
    )


def _by_rule_only(policy: Policy | None) -> Iterator[Message]:
    if policy is not None:
        yield msg(
            "Planned by a simple rule, “{rule}”, not by the optimiser: a better plan may well"
            " exist.",
            rule=RULES[policy],
        )


def _warnings(p: Programme, solved: Solved, choice: Choice) -> Iterator[Message]:
    if any(outcome.hit_time for outcome in solved.tiers):
        yield msg(
            "The time limit stopped the solver: another run may find a different plan. The gap"
            " says how far from the best this one can be."
        )
    if choice.left:
        yield msg_plural(
            "Left behind because no single vehicle had room for it whole: {n} unit.",
            "Left behind because no single vehicle had room for them whole: {n} units.",
            n=math.ceil(sum(choice.left.values())),
        )
    if p.case.scenario.transhipments:
        names = {depot.node: depot.name for depot in p.case.scenario.depots}
        yield msg(
            "Handling where loads change vehicles is not planned with yet: what is moved to"
            " {places} leaves again on the day after it arrives, without cost or limit.",
            places=tuple(names.get(it.node, it.node) for it in p.case.scenario.transhipments),
        )
    if any(p.case.kind(demand) == ItemKind.WATER for demand in p.case.demands):
        yield msg(
            "Water trucking ends with this plan: a lasting source must take over. See the"
            " referrals to the WASH programme."
        )
