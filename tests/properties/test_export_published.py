"""Laws of what is published: every document adds up to the same, however the plan looks."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from itertools import cycle

from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.export import published_plan, stamp_of
from rrm.export.published import exact_sum
from rrm.model.rounding import round_half_up
from rrm.model.run import CheckedRun
from rrm.model.verdict import Verdict
from tests.verification.small_run import small_run

RUN = "20220418T080000Z-0efb5d16"
SMALL = small_run()
QUANTITIES = st.floats(0, 5000, allow_nan=False).filter(lambda quantity: quantity > 0.001)


FIGURES = st.lists(QUANTITIES, min_size=5, max_size=60)
"""Taken in turn for every figure of the plan, so that a failing case is short."""


def run_of(figures):
    """The small run with these quantities on its trips, and these amounts paid."""
    plan, turn = SMALL.plan, cycle(figures)
    plan = replace(
        plan,
        deliveries=tuple(replace(row, quantity=next(turn)) for row in plan.deliveries),
        transfers=tuple(replace(row, quantity=next(turn)) for row in plan.transfers),
        payments=tuple(
            replace(row, amount=next(turn), fee=next(turn), households=int(next(turn)) + 1)
            for row in plan.payments
        ),
        trips=tuple(replace(trip, km=next(turn), cost=next(turn)) for trip in plan.trips),
    )
    return replace(SMALL, plan=plan)


def published(run):
    checked = CheckedRun(run, Verdict(()))
    return published_plan(checked, stamp_of(checked, RUN, "1"))


def exact(value: float) -> Decimal:
    return Decimal(repr(value))


@settings(max_examples=40, deadline=None)
@given(FIGURES)
def test_waybills_distributions_and_needs_add_up_to_one_total(figures):
    plan = published(run_of(figures))
    loaded, handed, delivered = (defaultdict(Decimal) for _ in range(3))
    for sheet in plan.waybills:
        for line in sheet.lines:
            loaded[line.item] += exact(line.quantity)
    for one in plan.distributions:
        handed[one.item] += exact(one.quantity)
    for need in plan.needs:
        delivered[need.item] += exact(need.delivered)
    for item in plan.totals.items:
        assert handed[item.item] == exact(item.handed_over)
        assert delivered[item.item] == exact(item.delivered)
        if item.kind != "cash":
            assert loaded[item.item] == exact(item.handed_over) + exact(item.moved)


@settings(max_examples=40, deadline=None)
@given(FIGURES)
def test_trips_days_and_classes_weigh_the_same(figures):
    plan = published(run_of(figures))
    total = exact(plan.totals.kg)
    assert sum(exact(sheet.kg) for sheet in plan.waybills) == total
    assert sum(exact(trip.kg) for trip in plan.trips) == total
    assert sum(exact(one.kg) for one in plan.totals.vehicles) == total
    assert sum(exact(one.kg) for one in plan.totals.days) == total
    assert sum(exact(one.water_m3) for one in plan.totals.days) == exact(plan.totals.water_m3)


@settings(max_examples=40, deadline=None)
@given(FIGURES)
def test_what_leaves_the_shelves_is_what_is_loaded(figures):
    plan = published(run_of(figures))
    left, out = defaultdict(Decimal), defaultdict(Decimal)
    for line in plan.stock:
        left[line.item] += exact(line.leaves) + exact(line.moved_out)
        assert exact(line.closing) == (
            exact(line.opening) + exact(line.arrives) + exact(line.moved_in)
            + exact(line.assembled) - exact(line.moved_out) - exact(line.leaves)
        )  # fmt: skip
    for sheet in plan.waybills:
        for line in sheet.lines if not sheet.is_water else ():
            out[line.item] += exact(line.quantity)
    assert {item: left[item] for item in out} == out


@settings(max_examples=40, deadline=None)
@given(FIGURES)
def test_a_plan_read_back_from_its_folder_is_published_alike(figures):
    run = run_of(figures)

    def stored(rows, *names):
        return tuple(
            replace(row, **{name: round_half_up(getattr(row, name), 6) for name in names})
            for row in rows
        )

    plan = replace(
        run.plan,
        deliveries=tuple(
            replace(row, quantity=round_half_up(row.quantity, 6), meets=row.for_item,
                    counts_as=round_half_up(row.counted, 6))
            for row in run.plan.deliveries
        ),
        transfers=stored(run.plan.transfers, "quantity"),
        payments=stored(run.plan.payments, "amount", "fee"),
        trips=stored(run.plan.trips, "km", "hours", "load_kg", "load_m3", "cost", "risk"),
        unmet=stored(run.plan.unmet, "quantity"),
    )  # fmt: skip
    assert published(replace(run, plan=plan)) == published(run)


@settings(max_examples=30, deadline=None)
@given(FIGURES, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_total(figures, chance):
    run = run_of(figures)
    deliveries = list(run.plan.deliveries)
    chance.shuffle(deliveries)
    shuffled = replace(run, plan=replace(run.plan, deliveries=tuple(deliveries)))
    totals, others = published(run).totals, published(shuffled).totals
    assert replace(totals, households_reached=0) == replace(others, households_reached=0)


@given(st.lists(st.floats(-1e9, 1e9).map(lambda value: round_half_up(value, 3))))
def test_a_sum_is_that_of_pencil_and_paper(figures):
    assert exact_sum(figures) == float(sum((exact(one) for one in figures), Decimal(0)))
    assert exact_sum(reversed(figures)) == exact_sum(figures)
