"""Demands, access and means become a plan."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from rrm.allocation.alongside import taken_for_granted
from rrm.allocation.assemble import Rows, assemble
from rrm.allocation.attainable import attainable_value, least_share
from rrm.allocation.choice import QUANTUM, Choice, choose
from rrm.allocation.large import is_large, planned_in_parts
from rrm.allocation.lexicographic import (
    SLACK,
    InForce,
    Solved,
    TierOutcome,
    relative_gap,
)
from rrm.allocation.plan_in_force import choice_in_force, keeps_all
from rrm.allocation.policies import (
    RULES,
    Policy,
    keeps_floor,
    policy_choice,
    policy_plan,
    solved_by_rule,
    values_of,
)
from rrm.allocation.programme import Case, Programme, RoadKm, lateness_factor, programme
from rrm.allocation.reasons import reason_for
from rrm.allocation.routes import Freed, Joined, freed_in_words, join_trips
from rrm.allocation.solver import Limits, Variable
from rrm.allocation.stability import changed_hand_overs, priorities_of, size_of_changes
from rrm.allocation.stop_words import stop_in_words, stop_of
from rrm.allocation.usage import Usage, usage_of
from rrm.allocation.variants import with_variants
from rrm.allocation.watched import Watch, solve_watched
from rrm.allocation.with_room import solved_with_room
from rrm.model.access import AccessTable
from rrm.model.demand import Demand
from rrm.model.hand_over import NOTICED, hand_overs
from rrm.model.language import Message, msg, msg_plural
from rrm.model.no_plan import no_plan_in_words, way_on_in_words
from rrm.model.plan import NoPlan, Plan, TierResult, Unmet
from rrm.model.rounding import round_half_up, whole
from rrm.model.rule_pack import ItemKind, RulePack
from rrm.model.run import Options
from rrm.model.scenario import Priority, Scenario, Tier

NODES = 100
"""Branch-and-bound nodes a tier may take: the limit that binds on every machine alike."""

NO_CHOICE = Choice({}, {}, {}, {})
"""Nothing is sent and nothing paid."""

Kept = tuple[Choice, dict[Variable, float]]
"""The plan in force as decisions, and as values of the programme's variables."""

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
    in_force: Plan | None = None,
    *,
    stands: bool = False,
    watch: Watch | None = None,
    worst_off_at_least: float = 0.0,
) -> Plan:
    """The plan that serves the priorities in their order, as far as means and access allow.

    road_km: from agents' and markets' nodes to sites' nodes.
    policy: a simple rule to plan by instead, without the solver.
    in_force: what an earlier plan still has to do, of which as little as can be is changed; simple
    rules don't look at it. stands: nothing that it was made from has changed since, so that it is
    kept as it is if it can be.
    worst_off_at_least: share of what access allows it that the worst-off site must get.
    watch: who is told where the solve stands; what stops it then leaves the best plan found.
    A plan is always given; its status is `infeasible`, and nothing is delivered, where the
    locks and the floor can't all be kept (with the limit on changes of a plan in force), a
    simple rule finds no way to, or none was found before the solve was stopped.
    """
    told = None if in_force is None else hand_overs(in_force.deliveries, in_force.payments)
    due = with_variants(pack, demands)
    case = Case(
        scenario, pack, due, access, road_km,
        in_force=told, worst_off_at_least=worst_off_at_least,
    )  # fmt: skip
    p = programme(case)
    if policy is not None:
        return _plan(p, *_by_rule(p, policy, options), policy)
    limits = Limits(options.gap, NODES, options.time_limit, options.seed)
    kept = _kept_choice(p, in_force)
    if is_large(p):
        return _large_plan_in_force(p, priorities_of(case), limits, kept, stands=stands)

    def solve(p: Programme, seconds: float) -> tuple[Solved, Choice]:
        kept, start = _kept_choice(p, in_force), None
        if in_force is not None:
            start = InForce(None if kept is None else kept[1], stands)
        within = replace(limits, seconds=seconds)
        solved = solve_watched(p, priorities_of(case), within, start, _first_plan(p), watch)
        return solved, _choice(p, solved, kept)

    found = solved_with_room(p, solve, limits.seconds, limits.gap)
    p, solved, choice = found.p, found.solved, found.choice
    if choice is None:
        solved, choice = _known_plan(p, in_force, solved, limits.gap)
    made = _plan(p, solved, choice, joined=join_trips(case, p.lanes, choice, options.seed))
    if solved.values is not None and _changes_too_much(p, made):
        # Loading left a unit behind where no change was left to be made.
        return _plan(p, Solved(None, (), is_open=True), NO_CHOICE)
    return made


def _known_plan(
    p: Programme, in_force: Plan | None, solved: Solved, gap: float
) -> tuple[Solved, Choice]:
    """Where no plan was found whose loads fit: that in force, or what the simplest rule does."""
    known = _kept_choice(p, in_force)
    if known is None:
        choice = policy_choice(p.case, p.lanes, Policy.SEVERITY_GREEDY)
        values = None if choice is None else values_of(p, choice)
        if choice is not None and values is not None and keeps_all(p, values):
            known = choice, values
    if known is None:
        return replace(solved, values=None, tiers=(), is_open=True), NO_CHOICE
    by_rule = solved_by_rule(p, known[1], priorities_of(p.case), gap)
    return replace(by_rule, stop=solved.stop, words=solved.words), known[0]


def _first_plan(p: Programme) -> dict[Variable, float] | None:
    """What the simplest good rule would do, to start from, where that keeps every law."""
    values = policy_plan(p, Policy.SEVERITY_GREEDY)
    return values if values is not None and keeps_all(p, values) else None


def _large_plan(p: Programme, priorities: tuple[Priority, ...], limits: Limits) -> Plan:
    large = planned_in_parts(p, priorities, limits)
    if large.choice is None:
        return _plan(p, Solved(None, (), is_open=True), NO_CHOICE)
    made = _plan(
        p,
        large.solved,
        large.choice,
        joined=join_trips(p.case, p.lanes, large.choice, limits.seed),
    )
    return replace(made, warnings=(*large.warnings, *made.warnings))


def _large_plan_in_force(
    p: Programme, priorities: tuple[Priority, ...], limits: Limits, kept: Kept | None, *,
    stands: bool,
) -> Plan:  # fmt: skip
    """A large case made anew; the plan in force where it stands, or where too much would change."""
    made = None if stands and kept is not None else _large_plan(p, priorities, limits)
    if made is not None and not _changes_too_much(p, made):
        return made
    if kept is None:
        return _plan(p, Solved(None, (), is_open=True), NO_CHOICE)
    choice, values = kept
    joined = join_trips(p.case, p.lanes, choice, limits.seed)
    return _plan(p, solved_by_rule(p, values, priorities, limits.gap), choice, joined=joined)


def _kept_choice(p: Programme, in_force: Plan | None) -> Kept | None:
    """None where it can't be kept as it is."""
    choice = None if in_force is None else choice_in_force(p, in_force)
    if choice is None:
        return None
    values = values_of(p, choice)
    return (choice, values) if keeps_all(p, values) else None


def _choice(p: Programme, solved: Solved, kept: Kept | None) -> Choice:
    """What was solved as decisions; where it is the plan in force, with the same loads."""
    if solved.values is None:
        return NO_CHOICE
    if kept is not None:
        decided = (p.trips, p.loads, p.moves, p.payments)
        if all(
            abs(solved.values[one] - kept[1][one]) <= SLACK for of in decided for one in of.values()
        ):
            return kept[0]
    return choose(p, solved.values)


def _changes_too_much(p: Programme, made: Plan) -> bool:
    most = p.case.scenario.settings.most_changes
    if p.case.in_force is None or most is None:
        return False
    return len(changed_hand_overs(p, made.deliveries, made.payments)) > most


def _by_rule(p: Programme, policy: Policy, options: Options) -> tuple[Solved, Choice]:
    choice = policy_choice(p.case, p.lanes, policy)
    values = None if choice is None else values_of(p, choice)
    if values is not None and not keeps_floor(p, values):
        choice = values = None
    priorities = priorities_of(p.case)
    return solved_by_rule(p, values, priorities, options.gap), choice or NO_CHOICE


def _plan(
    p: Programme,
    solved: Solved,
    choice: Choice,
    policy: Policy | None = None,
    joined: Joined | None = None,
) -> Plan:
    """joined: the choice with light loads sharing vehicles, where they may."""
    joined = joined or Joined(choice, (), Freed())
    rows = assemble(p, joined.direct, joined.tours)
    usage = usage_of(p, choice)
    delivered = choice.delivered(p.lanes)
    tiers = tuple(_tier(p, joined, delivered, rows, outcome) for outcome in solved.tiers)
    headline = _headline(tiers)
    is_proven = all(
        outcome.is_proven and _is_kept(p, choice, outcome, tier)
        for outcome, tier in zip(solved.tiers, tiers, strict=True)
    )
    no_plan = _no_plan(solved, policy)
    status = "infeasible" if no_plan else "optimal" if is_proven else "feasible"
    return Plan(
        status=status,
        gap=relative_gap(headline.value, headline.bound) if headline else 0.0,
        bound=headline.bound if headline else 0.0,
        tiers=tiers,
        deliveries=rows.deliveries,
        transfers=rows.transfers,
        trips=rows.trips,
        payments=rows.payments,
        unmet=tuple(_unmet(p, usage, delivered, _not_planned(p, solved, policy))),
        warnings=(*_by_rule_only(policy), *_warnings(p, solved, choice), *_shared(p, joined)),
        stopped=stop_of(solved) or "",
        no_plan=no_plan,
    )


def _no_plan(solved: Solved, policy: Policy | None) -> str:
    """Why there is no plan; empty where there is one. A simple rule proves nothing of others."""
    if solved.values is not None:
        return ""
    is_open = solved.is_open or policy is not None
    return NoPlan.NOT_FOUND.value if is_open else NoPlan.IMPOSSIBLE.value


def _is_kept(p: Programme, choice: Choice, outcome: TierOutcome, tier: TierResult) -> bool:
    """Whether the plan as loaded is still within a tier's gap and tolerance of its value.

    Loading may leave a unit behind; then the value written is a little worse than the solver's.
    What is less than can be written, and of changes what nobody would notice, is left open too.
    """
    worse = outcome.value - tier.value if outcome.maximise else tier.value - outcome.value
    room = outcome.priority.tolerance + outcome.gap + SLACK
    noise = _less_than_written(p, choice, outcome.priority.tier)
    if outcome.priority.tier == Tier.STABILITY and p.held is not None:
        noise = NOTICED * max(p.held.people.values(), default=0.0)
    return worse <= room * max(1.0, abs(outcome.value)) + noise


def _less_than_written(p: Programme, choice: Choice, tier: Tier) -> float:
    """What a tier may lose because loads are written in whole units and quanta, not finer."""
    finer = [
        p.case.demands[j]
        for trips in choice.loads.values()
        for j in {j for trip in trips for j in trip}
        if not p.case.pack.catalogue[p.case.demands[j].item].whole
    ]
    match tier:
        case Tier.SURVIVAL_WATER:
            return QUANTUM * len(finer)
        case Tier.NEEDS_MET:
            return QUANTUM * sum(demand.weight for demand in finer)
        case Tier.EQUITY:
            lost: dict[str, float] = defaultdict(float)
            for demand in finer:
                lost[demand.site_id] += QUANTUM * demand.weight
            most = attainable_value(p)
            return max((much / most[site] for site, much in lost.items()), default=0.0)
        case _:
            return 0.0


def _headline(tiers: tuple[TierResult, ...]) -> TierResult | None:
    """The tier whose gap is the plan's: needs met, else the last one solved."""
    needs = [tier for tier in tiers if tier.tier == Tier.NEEDS_MET.value]
    others = [tier for tier in tiers if tier.tier != Tier.STABILITY.value]
    return next(iter((*needs, *others[-1:], *tiers)), None)


def _tier(
    p: Programme, joined: Joined, delivered: Delivered, rows: Rows, outcome: TierOutcome
) -> TierResult:
    """A tier's result, its value counted anew from the plan's rows.

    The bound on cost is of plans with one site a trip; where tours pass it, their cost is one too.
    That on changes counts those that nobody would notice.
    """
    value = tier_value(p, joined, delivered, rows, outcome.priority.tier)
    is_passed = outcome.priority.tier == Tier.STABILITY or (
        bool(joined.tours) and outcome.priority.tier == Tier.COST
    )
    bound = min(outcome.bound, value) if is_passed else outcome.bound
    gap = relative_gap(outcome.value, outcome.bound)
    if gap > 0 and not outcome.maximise and outcome.bound <= 0:
        gap = math.inf  # of nothing it is no share
    return TierResult(
        tier=outcome.priority.tier.value,
        value=round_half_up(value, 6),
        best=round_half_up(outcome.value, 6),
        bound=round_half_up(bound, 6),
        gap=round_half_up(gap, 6),
        tolerance=outcome.priority.tolerance,
        unit=outcome.unit,
        charged=tuple((to.value, round_half_up(much, 6)) for to, much in outcome.charged),
    )


def tier_value(p: Programme, joined: Joined, delivered: Delivered, rows: Rows, tier: Tier) -> float:
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
            return _cost(p, joined, rows)
        case Tier.STABILITY:
            return size_of_changes(p, rows.deliveries, rows.payments)


def _value(p: Programme, delivered: Delivered) -> dict[str, float]:
    """Weighted need met by site."""
    values: dict[str, float] = defaultdict(float)
    for (j, day), quantity in delivered.items():
        demand = p.case.demands[j]
        values[demand.site_id] += quantity * demand.weight * lateness_factor(p.case, demand, day)
    return values


def _cost(p: Programme, joined: Joined, rows: Rows) -> float:
    """Transport, agent fees, and the value of goods expected to be lost."""
    catalogue, choice = p.case.pack.catalogue, joined.direct
    lost = sum(tour.lost for tour in joined.tours)
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
    p: Programme,
    usage: Usage,
    delivered: Delivered,
    not_planned: tuple[str, Message, Message] | None,
) -> Iterator[Unmet]:
    for j, demand in enumerate(p.case.demands):
        if demand.meets:  # told with what it is given for
            continue
        short = {
            day: left
            for day in _counted_days(p, j)
            if (left := _missing(p, j, day, delivered)) > 1e-6
        }
        if not short:
            continue
        quantity = sum(short.values())
        share = quantity / (demand.quantity * len(_counted_days(p, j)))
        if not_planned is not None:
            code, reason, helps = not_planned
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
        brought = sum(
            quantity * p.case.demands[k].counts
            for (k, _), quantity in delivered.items()
            if p.case.demands[k].need == demand.key
        )
    return round_half_up(demand.quantity - brought, 6)


def _not_planned(
    p: Programme, solved: Solved, policy: Policy | None
) -> tuple[str, Message, Message] | None:
    """Why nothing is brought at all, as code and words, and what would help; None with a plan."""
    no_plan, scenario = _no_plan(solved, policy), p.case.scenario
    if not no_plan:
        return None
    if policy is not None:
        return (
            "no_plan_found",
            msg(
                "The rule “{rule}” finds no plan that keeps all locks and the floor",
                rule=RULES[policy],
            ),
            msg("A plan by the optimiser, or locks and a floor that ask for less."),
        )
    takes_over = p.case.in_force is not None
    why = no_plan_in_words(no_plan, scenario, takes_over=takes_over)
    way_on = way_on_in_words(no_plan, scenario, takes_over=takes_over)
    if no_plan == NoPlan.IMPOSSIBLE:
        return "locks", why, way_on
    return "no_plan_found", stop_in_words(solved) or why, way_on


def _by_rule_only(policy: Policy | None) -> Iterator[Message]:
    if policy is not None:
        yield msg(
            "Planned by a simple rule, “{rule}”, not by the optimiser: a better plan may well"
            " exist.",
            rule=RULES[policy],
        )


def _shared(p: Programme, joined: Joined) -> Iterator[Message]:
    """What vehicles that serve several sites save."""
    if joined.tours:
        budget = p.case.scenario.settings.budget
        yield freed_in_words(joined.freed, budget.currency if budget else "", joined.solver)


def _warnings(p: Programme, solved: Solved, choice: Choice) -> Iterator[Message]:
    stopped = stop_in_words(solved)
    if stopped is not None:
        yield stopped
    if choice.left:
        yield msg_plural(
            "Left behind because no single vehicle had room for it whole: {n} unit.",
            "Left behind because no single vehicle had room for them whole: {n} units.",
            n=math.ceil(sum(choice.left.values())),
        )
    yield from taken_for_granted(p.case)
    if any(p.case.kind(demand) == ItemKind.WATER for demand in p.case.demands):
        yield msg(
            "Water trucking ends with this plan: a lasting source must take over. See the"
            " referrals to the WASH programme."
        )
