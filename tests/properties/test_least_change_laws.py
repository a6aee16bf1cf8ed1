"""Laws of least change: nothing changed changes nothing, and the limit is never passed."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.model.scenario import Tier
from rrm.replanning import changes_between
from tests.allocation.test_least_change import made
from tests.properties.test_allocation_laws import worlds

FEW = settings(max_examples=25, deadline=None)


@st.composite
def surprises(draw, world):
    """The same world with less or more of something, or a road closed."""
    places = list(world.places)
    at = draw(st.integers(0, len(places) - 1))
    places[at] = replace(places[at], closed=draw(st.sampled_from([(), (1,), (2,), (1, 2)])))
    stock = max(0, world.stock + draw(st.integers(-2, 2)))
    return replace(world, places=tuple(places), stock=stock)


@FEW
@given(worlds(), st.booleans(), st.sampled_from([0.0, 0.005, 0.1]))
def test_with_nothing_changed_nothing_changes(world, stands, gap):
    plan = made(world)
    again = made(world, plan, stands=stands, gap=gap)
    assert (again.trips, again.deliveries, again.payments) == (
        plan.trips, plan.deliveries, plan.payments,
    )  # fmt: skip


@FEW
@given(st.data(), worlds(), st.integers(0, 4))
def test_the_limit_on_changes_is_never_passed(data, world, most):
    plan = made(world)
    near = made(data.draw(surprises(world)), plan, most_changes=most)
    changes = changes_between(plan, near).changes
    assert near.status == "infeasible" or len(changes) <= most


@FEW
@given(st.data(), worlds())
def test_staying_near_costs_no_priority_anything(data, world):
    plan, then = made(world), data.draw(surprises(world))
    anew, near = made(then), made(then, plan)
    for one, other in zip(anew.tiers, near.tiers, strict=False):
        assert abs(one.value - other.value) <= 2e-5 * max(1.0, abs(one.value)), one.tier
    size = next(tier.value for tier in near.tiers if tier.tier == Tier.STABILITY)
    assert size <= _size(plan, anew, then) + 1e-3


def _size(plan, anew, world):
    from tests.allocation.worlds import demands_of

    people = {one.key: one.people / one.quantity for one in demands_of(world)}
    return sum(
        abs(one.after - one.before) * people.get((one.site_id, one.group, one.item), 0.0)
        for one in changes_between(plan, anew).changes
    )
