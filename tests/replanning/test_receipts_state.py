"""The state on day N, by examples that can be followed by hand."""

from datetime import date

import pytest

from rrm.model.plan import Plan
from rrm.model.receipt import PaymentReceipt
from rrm.model.scenario import Lock, Pipeline
from rrm.replanning import Leg, Stage, remainder_of, state_on
from tests.replanning.courses import RUN, all_back, back, course
from tests.verification.small_run import small_plan


def demand(state, site, item):
    [found] = [one for one in state.demands if one.demand.key[0::2] == (site, item)]
    return found


def held(state, depot, item):
    return sum(s.quantity for s in state.supplies.stock if (s.depot_id, s.item) == (depot, item))


def left(remainder, site, item):
    return next((d for d in remainder.demands if (d.site_id, d.item) == (site, item)), None)


def test_what_was_received_counts_and_what_was_damaged_or_lost_does_not():
    state = state_on(course(back("T01", "nfi_kit", 40, damaged=3, lost=2)), 2)
    kits = demand(state, "A", "nfi_kit")
    assert (kits.received, kits.lacking) == (40, 20)


def test_what_left_without_a_receipt_counts_as_planned_and_that_is_said():
    state = state_on(course(), 2)
    kits = demand(state, "A", "nfi_kit")
    assert (kits.received, kits.assumed, kits.lacking) == (0, 45, 15)
    told = " ".join(one.text() for one in state.assumed)
    assert "taken as received" in told


def test_what_leaves_on_the_day_itself_has_not_left():
    state = state_on(course(), 3)
    assert demand(state, "B", "nfi_kit").lacking == 40
    assert {f.stage for f in state.fates if f.waybill.trip_id == "T03"} == {Stage.TO_COME}


def test_what_is_returned_is_back_in_the_depot_once_the_vehicle_is_home():
    whole = held(state_on(course(back("T01", "nfi_kit")), 2), "D1", "nfi_kit")
    some_back = course(back("T01", "nfi_kit", 40, returned=5))
    assert held(state_on(some_back, 2), "D1", "nfi_kit") == whole + 5


def test_what_is_returned_later_is_on_its_way_until_then():
    late = course(back("T01", "nfi_kit", 40, returned=5, on=date(2022, 4, 20)))
    [coming] = [one for one in state_on(late, 3).supplies.arrivals if one.quantity == 5]
    assert (coming.depot_id, coming.arrives_on) == ("D1", date(2022, 4, 21))


def test_stock_that_is_moved_is_there_from_the_day_after_it_arrives():
    # D2 sends 40 kits to D1 on day 1; they arrive that day.
    before, after = state_on(course(), 1), state_on(course(), 2)
    assert held(after, "D2", "nfi_kit") == held(before, "D2", "nfi_kit") - 40
    assert held(after, "D1", "nfi_kit") == held(before, "D1", "nfi_kit") - 45 + 40


def test_stock_that_was_moved_and_lost_is_nowhere():
    lost = course(back("T02", "nfi_kit", 30, lost=10))
    whole = held(state_on(course(), 2), "D1", "nfi_kit")
    assert held(state_on(lost, 2), "D1", "nfi_kit") == whole - 10


def test_a_vehicle_on_a_long_trip_is_free_on_the_day_after_it_is_home():
    # T02 leaves D2 on day 1 and is home on day 2.
    [away] = state_on(course(), 2).away
    assert (away.depot_id, away.free_from) == ("D2", 3)
    assert state_on(course(), 3).away == ()


def test_a_vehicle_away_stands_in_a_row_of_its_own():
    rows = [v for v in remainder_of(course(), 2).scenario.vehicles if v.depot_id == "D2"]
    counts = {row.from_day: row.count for row in rows}
    assert counts[3] >= 1
    before = [v for v in course().scenario.vehicles if v.depot_id == "D2"]
    assert sum(row.count for row in rows) == sum(row.count for row in before)


def test_trips_that_left_and_payments_made_are_spent():
    spent = state_on(course(), 3).spent
    plan = small_plan()
    assert spent.transport == pytest.approx(sum(t.cost for t in plan.trips if t.day < 3), abs=0.01)
    assert spent.transfers == 20 * 60_000
    assert spent.fees == pytest.approx(20 * 60_000 * 0.02)


def test_a_payment_costs_and_counts_what_was_really_paid():
    paid = PaymentReceipt(2, "B", "host", "cash_transfer", "C1", 12, date(2022, 4, 19))
    state = state_on(course(paid), 3)
    assert state.spent.transfers == 12 * 60_000
    assert demand(state, "B", "cash_transfer").lacking == 28


def test_the_budget_left_is_what_was_not_spent():
    budget = course().scenario.settings.budget
    rest = remainder_of(course(), 3)
    assert rest.scenario.settings.budget.amount == pytest.approx(
        budget.amount - rest.state.spent.total
    )


def test_water_of_days_gone_by_is_over_and_later_days_are_still_due():
    water = left(remainder_of(course(), 4), "A", "water")
    assert (water.from_day, water.due_day, water.quantity) == (4, 10, 5.4)


def test_a_demand_that_has_all_it_is_due_is_left_out():
    assert left(remainder_of(course(), 2), "A", "tarpaulin") is None


def test_households_follow_what_is_lacking():
    kits = left(remainder_of(course(back("T01", "nfi_kit", 40, lost=5)), 2), "A", "nfi_kit")
    assert (kits.quantity, kits.households, kits.people) == (20, 20, 120)
    assert kits.weight == course().demands[1].weight


def test_cash_cannot_be_paid_on_days_gone_by():
    cash = left(remainder_of(course(), 3), "B", "cash_transfer")
    assert cash.from_day == 3
    assert cash.weight < course().demands[4].weight


def test_nothing_can_leave_before_the_day():
    scenario = remainder_of(course(), 4).scenario
    assert all(row.from_day >= 4 for row in scenario.vehicles)
    assert all(row.from_day >= 4 for row in scenario.teams)


def test_teams_are_not_counted_twice_for_what_is_on_its_way():
    slow = small_plan()
    late = tuple(one if one.trip_id != "T01" else _arriving(one, 3) for one in slow.deliveries)
    plan = _with(slow, deliveries=late)
    rest = remainder_of(course(legs=(Leg(RUN, plan),)), 2)
    assert rest.state.spoken_for.team_households == {("D1", 3): 45}
    whole = sum(team.households_per_day for team in course().scenario.teams)

    def capacity(day):
        return sum(
            team.households_per_day
            for team in rest.scenario.teams
            if team.depot_id == "D1" and team.from_day <= day <= (team.to_day or 99)
        )

    assert (capacity(2), capacity(3), capacity(4)) == (whole, whole - 45, whole)


def _arriving(delivery, day):
    from dataclasses import replace

    return replace(delivery, day=day)


def _with(plan: Plan, **changes) -> Plan:
    from dataclasses import replace

    return replace(plan, **changes)


@pytest.mark.parametrize(
    ("lock", "least", "most"),
    [
        (Lock(site_id="A", item="nfi_kit", at_least=50), 5, None),
        (Lock(site_id="A", item="nfi_kit", at_most=50), None, 5),
        (Lock(site_id="A", item="nfi_kit", at_most=30), None, 0),
        (Lock(site_id="B", item="nfi_kit", day=3, at_least=40), 40, None),
    ],
)
def test_locks_ask_for_what_is_left_of_them(lock, least, most):
    scenario = course().scenario.model_copy(update={"locks": (lock,)})
    [kept] = remainder_of(course(scenario=scenario), 2).scenario.locks
    assert (kept.at_least, kept.at_most) == (least, most)


def test_locks_that_are_kept_or_over_are_gone():
    locks = (
        Lock(site_id="A", item="nfi_kit", at_least=40),
        Lock(site_id="A", item="nfi_kit", day=1, at_least=60),
    )
    scenario = course().scenario.model_copy(update={"locks": locks})
    assert remainder_of(course(scenario=scenario), 2).scenario.locks == ()


def test_a_receipt_of_what_was_to_leave_later_counts_as_left():
    early = course(back("T05", "nfi_kit", on=date(2022, 4, 22)))
    state = state_on(early, 4)
    assert held(state, "D1", "tarpaulin") == held(state_on(course(), 4), "D1", "tarpaulin")
    assert demand(state, "A", "nfi_kit").lacking == 5
    assert "T05" not in {trip.trip_id for trip in remainder_of(early, 4).in_force.trips}


def test_the_plan_in_force_is_what_has_not_happened_yet():
    in_force = remainder_of(course(), 3).in_force
    assert {trip.trip_id for trip in in_force.trips} == {"T03", "T04", "T05", "T09", "T10"}
    assert [row.day for row in in_force.payments] == [3]
    assert in_force.transfers == ()


def test_plans_follow_one_another_each_in_force_from_its_day():
    second = Leg("20220420T080000Z-ffffffff", small_plan(), from_day=3)
    both = course(legs=(Leg(RUN, small_plan()), second))
    once, twice = state_on(course(), 6), state_on(both, 6)
    assert [one.lacking for one in once.demands] == [one.lacking for one in twice.demands]
    numbers = {fate.waybill.number[:4] for fate in twice.fates if fate.waybill.day >= 3}
    assert len(numbers) == 1


def test_a_late_receipt_of_an_earlier_plan_still_counts():
    second = Leg("20220419T080000Z-ffffffff", small_plan(), from_day=2)
    late = course(back("T01", "nfi_kit", 30, lost=15), legs=(Leg(RUN, small_plan()), second))
    assert demand(state_on(late, 3), "A", "nfi_kit").lacking == 30


def test_with_everything_back_as_planned_nothing_is_assumed():
    state = state_on(course(*all_back()), 11)
    assert not [one for one in state.fates if one.is_out]
    assert "received" not in " ".join(one.text() for one in state.assumed)


def test_a_supply_that_became_known_later_counts_once_it_was_due():
    before = held(state_on(course(), 3), "D1", "tarpaulin")
    extra = Pipeline(depot_id="D1", item="tarpaulin", quantity=7, arrives_on=date(2022, 4, 19))
    now = course().scenario
    now = now.model_copy(update={"pipeline": (*now.pipeline, extra)})
    assert held(state_on(course(scenario=now), 3), "D1", "tarpaulin") == before + 7


def test_more_sent_than_was_known_to_be_there_is_said():
    empty = course().scenario.model_copy(update={"stock": (), "pipeline": ()})
    state = state_on(course(scenario=empty), 2)
    assert any("more of nfi_kit" in one.text() for one in state.assumed)
    assert all(row.quantity >= 0 for row in state.supplies.stock)
