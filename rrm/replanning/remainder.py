"""What is left to plan on day N, as a scenario and demands whose past is closed.

The days keep their numbers: day 1 is still the start. Nothing can leave before day N, as no
vehicle and no team is there before; stock is what lies in the depots on day N.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rrm.model.demand import Demand
from rrm.model.language import Message, msg
from rrm.model.plan import Plan
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Budget, Lock, Scenario, Site
from rrm.model.waybill import waybills_of
from rrm.replanning.course import Course, payment_key
from rrm.replanning.demands_left import demands_left
from rrm.replanning.service import teams_from
from rrm.replanning.shares import pack_from
from rrm.replanning.state import StateOnDay, state_on
from rrm.replanning.vehicles_away import vehicles_from

GRAIN = 1e-6


@dataclass(frozen=True, slots=True)
class Remainder:
    """What a new plan is made from, and the plan that it replaces.

    in_force: the rows of the latest plan that have not happened yet, which a plan that changes as
    little as it can is held against; its other fields are those of that plan.
    pack: with the hosts' share that is left to be kept. doubts: what the new plan can't take into
    account, in words.
    """

    day: int
    scenario: Scenario
    pack: RulePack
    demands: tuple[Demand, ...]
    state: StateOnDay
    in_force: Plan
    doubts: tuple[Message, ...]


def remainder_of(course: Course, day: int) -> Remainder:
    """What is left to plan at the beginning of a day, from 1 to the last of the scenario.

    On day 1, with nothing received, it is the scenario and the demands themselves.
    """
    state = state_on(course, day)
    now = course.scenario
    demands = demands_left(course, state.demands, day)
    changes = {
        "stock": state.supplies.stock,
        "pipeline": (*state.supplies.pipeline, *state.supplies.arrivals),
        "vehicles": vehicles_from(now, state.away, day),
        "teams": teams_from(now, state.spoken_for, day),
        "sites": _sites(course, now, state),
        "locks": tuple(_locks(now.locks, state)),
        "settings": now.settings.model_copy(
            update={
                "budget": _budget(now, state),
                "locks": tuple(_locks(now.settings.locks, state)),
                "least_share": 0.0 if state.came else now.settings.least_share,
            }
        ),
    }
    in_force = _in_force(course, day)
    return Remainder(
        day,
        now.model_copy(update=changes),
        pack_from(course.pack, state.came, in_force),
        demands,
        state,
        in_force,
        tuple(_doubts(course, now, state)),
    )


def _budget(now: Scenario, state: StateOnDay) -> Budget | None:
    budget = now.settings.budget
    if budget is None or state.spent.total == 0:
        return budget
    return budget.model_copy(update={"amount": max(0.0, budget.amount - state.spent.total)})


def _locks(locks: tuple[Lock, ...], state: StateOnDay) -> Iterator[Lock]:
    """What locks still ask for: those of days gone by are over, others less what was brought."""
    for lock in locks:
        if lock.day is not None and lock.day < state.day:
            continue
        done = sum(
            one.quantity
            for one in state.came
            if (one.key[0], one.key[2]) == (lock.site_id, lock.item) and lock.day in (None, one.day)
        )
        if done <= GRAIN:
            yield lock
            continue
        least = None if lock.at_least is None else lock.at_least - done
        most = None if lock.at_most is None else max(0.0, lock.at_most - done)
        if least is not None and least <= GRAIN:
            least = None
        if least is not None or most is not None:
            yield lock.model_copy(update={"at_least": least, "at_most": most})


def _sites(course: Course, now: Scenario, state: StateOnDay) -> tuple[Site, ...]:
    """Sites with the room for water that was brought to them, or is on its way."""
    brought = _storage_brought(course, state)
    if not brought:
        return now.sites
    return tuple(
        site.model_copy(update={"storage_m3": _storage_m3(course, now, site.site_id, brought)})
        if site.site_id in brought
        else site
        for site in now.sites
    )


def _storage_brought(course: Course, state: StateOnDay) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for fate in state.fates:
        holds = course.pack.catalogue[fate.line.item].holds_m3
        if holds > 0 and fate.has_left and not fate.waybill.is_transfer and fate.counted > 0:
            found[fate.waybill.place] += holds * fate.counted
    return found


def _storage_m3(
    course: Course, now: Scenario, site_id: str, brought: dict[str, float]
) -> float | None:
    """What a place can hold now; None where enough was taken to be there anyhow."""
    own = now.storage_m3(site_id)
    if own is None:
        kinds = (item.goes_with.storage for item in course.pack.catalogue.values())
        own = next(
            (s.if_not_stated_m3 for s in kinds if s and s.if_not_stated_m3 is not None), None
        )
    return None if own is None else own + brought[site_id]


def _in_force(course: Course, day: int) -> Plan:
    """What the latest plan still had to do from a day on."""
    leg = course.legs[-1]
    plan = leg.plan
    told = {line.waybill for line in course.receipts.lines}
    gone = {one.trip_id for one in waybills_of(leg.run_id, plan).waybills if one.number in told}
    trips = tuple(trip for trip in plan.trips if trip.day >= day and trip.trip_id not in gone)
    ids = {trip.trip_id for trip in trips}
    return Plan(
        status=plan.status,
        gap=plan.gap,
        bound=plan.bound,
        tiers=plan.tiers,
        deliveries=tuple(row for row in plan.deliveries if row.trip_id in ids),
        transfers=tuple(row for row in plan.transfers if row.trip_id in ids),
        trips=trips,
        payments=tuple(
            row
            for row in plan.payments
            if row.day >= day and payment_key(row) not in course.receipts.payment_of
        ),
        unmet=plan.unmet,
        warnings=plan.warnings,
    )


def _doubts(course: Course, now: Scenario, state: StateOnDay) -> Iterator[Message]:
    """What later days have less of, and no table can say."""
    limited = {depot.depot_id for depot in now.depots if depot.handling_capacity is not None}
    if any(depot in limited for depot, _ in state.spoken_for.handled_kg):
        yield msg(
            "Depots also handle what is on its way to them; the plan doesn't count it against what"
            " they can handle a day."
        )
    if state.spoken_for.market_amount and any(
        market.capacity_per_week is not None for market in now.markets
    ):
        yield msg(
            "Cash was paid earlier in the week of day {day}; the plan doesn't count it against what"
            " markets take in that week.",
            day=state.day,
        )
    if course.pack.entitlements.group_parity is not None and state.came:
        yield msg(
            "What groups get is held together from day {day} on, whatever each got before.",
            day=state.day,
        )
    if now.settings.least_share > 0 and state.came:
        yield msg(
            "The floor that every site must get is not asked of the days from {day} on: what each"
            " got before can't be told to it.",
            day=state.day,
        )
    budget = now.settings.budget
    if budget is not None and state.spent.total > budget.amount:
        yield msg(
            "More was spent than the budget has: {spent} of {amount} {currency}.",
            spent=state.spent.total,
            amount=budget.amount,
            currency=budget.currency,
        )
