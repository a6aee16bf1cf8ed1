"""Laws of re-planning: nothing comes from nowhere, and nothing is forgotten."""

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.model.receipt import PaymentReceipt, Receipt
from rrm.model.rule_pack import ItemKind
from rrm.replanning import against_plan, remainder_of, state_on
from tests.replanning.courses import all_back, course, issued
from tests.verification.small_run import small_plan

DAYS = st.integers(1, 11)
FEW = settings(max_examples=60, deadline=None)


@st.composite
def receipts(draw):
    """Of some lines and payments, any fate that they can have."""
    found = []
    start = course().scenario.settings
    for waybill in issued().waybills:
        for line in waybill.lines:
            if not draw(st.booleans()):
                continue
            parts = sorted(draw(st.lists(st.integers(0, 100), min_size=4, max_size=4)))
            cuts = [round(line.loaded * part / 100, 1) for part in parts]
            if line.unit != "m3":
                cuts = [int(cut) for cut in cuts]
            fates = [round(b - a, 1) for a, b in zip([0, *cuts], cuts, strict=False)]
            day = start.date_of(waybill.day + draw(st.integers(0, 4)))
            found.append(Receipt(waybill.number, line.item, line.group, *map(float, fates), day))
    for payment in small_plan().payments:
        if draw(st.booleans()):
            found.append(
                PaymentReceipt(
                    payment.day, payment.site_id, payment.group, payment.item, payment.agent_id,
                    draw(st.integers(0, payment.households)), start.date_of(payment.day),
                )
            )  # fmt: skip
    return tuple(found)


@FEW
@given(receipts(), DAYS)
def test_every_unit_is_somewhere(told, day):
    """Stock and supplies = received, damaged, lost, untold, out, moved or on its way, on hand."""
    went = course(*told)
    state = state_on(went, day)
    counted, calendar = went.pack.entitlements.pipeline_counted, went.scenario.settings
    there, accounted = defaultdict(float), defaultdict(float)
    for row in went.scenario.stock:
        there[row.item] += row.quantity
    for line in went.scenario.pipeline:
        if day > 1 and line.certainty in counted and calendar.day_of(line.arrives_on) < day:
            there[line.item] += line.quantity
    for row in (*state.supplies.short,):
        there[row.item] += row.quantity
    for row in (*state.supplies.stock, *state.supplies.arrivals, *state.supplies.used):
        accounted[row.item] += row.quantity
    for fate in state.fates:
        item = fate.line.item
        if fate.has_left and went.pack.catalogue[item].kind is ItemKind.GOODS:
            accounted[item] += fate.damaged + fate.lost + fate.missing
            if not fate.waybill.is_transfer:
                accounted[item] += fate.received + fate.out
    for item in there | accounted:
        assert there[item] == pytest.approx(accounted[item], abs=1e-6), item


@FEW
@given(DAYS)
def test_with_all_back_as_planned_what_is_left_is_what_the_plan_still_brings_and_cannot(day):
    went = course(*all_back())
    # A receipt of what leaves on that day or later would be one from the future.
    told = [
        one for one in all_back()
        if (one.day if isinstance(one, PaymentReceipt) else _departure(one)) < day
    ]  # fmt: skip
    went = course(*told)
    plan, state = small_plan(), state_on(went, day)
    departs = {trip.trip_id: trip.day for trip in plan.trips}
    for one in state.demands:
        demand = one.demand
        rows = [d for d in plan.deliveries if (d.site_id, d.group, d.item) == demand.key]
        paid = [p for p in plan.payments if (p.site_id, p.group, p.item) == demand.key]
        if demand.item == "water":
            days = range(max(day, demand.from_day), demand.due_day + 1)
            by_day = [sum(d.quantity for d in rows if d.day == when) for when in days]
            later = sum(by_day)
            unmet = sum(demand.quantity - brought for brought in by_day)
        else:
            later = sum(d.quantity for d in rows if departs[d.trip_id] >= day)
            later += sum(p.households for p in paid if p.day >= day)
            unmet = sum(u.quantity for u in plan.unmet
                        if (u.site_id, u.group, u.item) == demand.key)  # fmt: skip
        assert one.lacking == pytest.approx(later + unmet)


def _departure(receipt):
    return issued().by_number[receipt.waybill].day


def test_on_day_one_with_nothing_received_it_is_the_scenario_itself():
    rest = remainder_of(course(), 1)
    assert rest.scenario == course().scenario
    assert rest.demands == course().demands
    assert rest.pack == course().pack
    assert rest.state.spent.total == 0
    assert rest.in_force.trips == small_plan().trips
    assert rest.doubts == rest.state.assumed == ()


@FEW
@given(receipts(), DAYS)
def test_nobody_lacks_more_than_is_due_and_what_is_lacking_is_planned_for(told, day):
    went = course(*told)
    rest = remainder_of(went, day)
    left = {demand.key: demand for demand in rest.demands}
    for one in rest.state.demands:
        demand = one.demand
        if demand.item == "water":
            continue
        assert 0 <= one.lacking <= demand.quantity
        kept = left.get(demand.key)
        assert (kept.quantity if kept else 0) == pytest.approx(one.lacking, abs=1e-6)


@FEW
@given(receipts(), DAYS)
def test_a_receipt_less_never_leaves_less_to_bring(told, day):
    """Receipts tell at most what was planned, so that knowing more never lowers what is lacking."""
    known, unknown = state_on(course(*told), day), state_on(course(), day)
    told_of = {one.waybill for one in told if isinstance(one, Receipt)}
    early = any(issued().by_number[number].day >= day for number in told_of)
    early |= any(isinstance(one, PaymentReceipt) and one.day >= day for one in told)
    if early:
        return
    for more, less in zip(known.demands, unknown.demands, strict=True):
        assert more.lacking >= less.lacking - 1e-6


@FEW
@given(receipts(), DAYS)
def test_vehicles_are_all_there_once_each_is_home(told, day):
    went = course(*told)
    rest = remainder_of(went, day)
    counts = defaultdict(int)
    for row in went.scenario.vehicles:
        if row.to_day is None or row.to_day >= day:
            counts[row.depot_id, row.vehicle_class] += row.count
    found = defaultdict(int)
    for row in rest.scenario.vehicles:
        found[row.depot_id, row.vehicle_class] += row.count
    for fleet, count in counts.items():
        assert found[fleet] <= count
        away = sum((one.depot_id, one.vehicle_class) == fleet for one in rest.state.away)
        assert count - found[fleet] <= away


@FEW
@given(receipts(), st.integers(1, 10))
def test_tallies_add_up_to_what_was_planned(told, day):
    went = course(*told)
    against = against_plan(issued(), small_plan().payments, went.receipts, day)
    for one in (*against.items, *against.sites, *against.moved):
        parts = one.received + one.damaged + one.lost + one.returned + one.missing + one.out
        assert parts == pytest.approx(one.left)
        assert one.left <= one.planned + 1e-9
    planned = sum(one.planned for one in (*against.items, *against.moved))
    assert planned == pytest.approx(
        sum(line.loaded for one in issued().waybills for line in one.lines)
    )
