"""Laws of runs side by side: nothing against itself, all turned round, parts that add up."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.comparison import Standing, compare_runs, spending
from rrm.model.plan import Delivery
from rrm.scoring import Kind
from tests.comparison.runs import facts

TURNED = {
    Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED,
    Standing.BETTER: Standing.WORSE, Standing.WORSE: Standing.BETTER,
}  # fmt: skip
SIDES = {"before": "after", "old": "new", "households_more": "households_less",
         "sites_before": "sites_after", "path_before": "path_after",
         "sha256_before": "sha256_after", "why_before": "why_after"}  # fmt: skip
SIDES |= {other: one for one, other in SIDES.items()}
WHOLE = ("before", "after")
"""The two runs themselves."""


def turned(value):
    """A difference with before and after changed about, as plain values; order doesn't matter."""
    return plain(value, turn=True)


def plain(value, turn=False):
    if is_dataclass(value):
        return {
            (SIDES.get(one.name, one.name) if turn else one.name): plain(
                getattr(value, one.name), turn
            )
            for one in fields(value)
        }
    if isinstance(value, Mapping):
        return {str(key): plain(one, turn) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return sorted((plain(one, turn) for one in value), key=repr)
    return TURNED.get(value, value) if turn and isinstance(value, Kind | Standing) else value


def told(difference, turn=False):
    return {
        SIDES.get(one.name, one.name) if turn else one.name: plain(
            getattr(difference, one.name), turn
        )
        for one in fields(difference)
        if one.name not in WHOLE
    }


KEYS = [demand.key for demand in facts("base").demands]


@st.composite
def a_run(draw):
    """The tiny run with other deliveries, of its own items to its own groups."""
    base = facts("base")
    rows = draw(
        st.lists(
            st.tuples(st.sampled_from(KEYS), st.integers(1, 10), st.integers(0, 400)), max_size=12
        )
    )
    deliveries = tuple(
        Delivery(day, site, group, item, "", float(quantity), "D1", "truck_10t", "T1", "needs_met")
        for (site, group, item), day, quantity in rows
    )
    trips = draw(st.lists(st.sampled_from(base.trips), max_size=6))
    unmet = draw(st.lists(st.sampled_from(base.unmet or (None,)), unique=True, max_size=3))
    return replace(
        base, deliveries=deliveries, trips=tuple(trips), unmet=tuple(filter(None, unmet))
    )


@settings(max_examples=40, deadline=None)
@given(a_run())
def test_a_run_against_itself_tells_nothing(run):
    assert compare_runs([run, run]).differences[0].is_nothing


@settings(max_examples=40, deadline=None)
@given(a_run(), a_run())
def test_two_runs_changed_about_turn_every_difference_round(one, other):
    there = compare_runs([one, other]).differences[0]
    back = compare_runs([other, one]).differences[0]
    assert told(there) == told(back, turn=True)


def test_real_runs_changed_about_turn_every_difference_round():
    for name in ("stock", "closed", "rule", "one_site", "locked"):
        there = compare_runs([facts("base"), facts(name)]).differences[0]
        back = compare_runs([facts(name), facts("base")]).differences[0]
        assert told(there) == told(back, turn=True), name


@settings(max_examples=40, deadline=None)
@given(a_run(), a_run())
def test_the_parts_add_up_to_the_totals(one, other):
    found = compare_runs([one, other])
    difference = found.differences[0]
    for item in {key[2] for key in KEYS}:
        parts = [change for change in difference.served if change.item == item]
        whole = [change for change in difference.items if change.item == item]
        coverages = [found.coverage_of(at, item) for at in (0, 1)]
        for figure in ("due", "brought", "households"):
            by = sum(getattr(part, figure).by for part in parts)
            assert abs(by - sum(getattr(change, figure).by for change in whole)) < 1e-3
            before, after = (getattr(coverage, figure) for coverage in coverages)
            assert abs(by - (after - before)) < 1e-3
    spent = [sum(spending(run).values()) for run in (one, other)]
    assert abs(difference.cost.by - (spent[1] - spent[0])) < 1
    trips = sum(use.trips.by for use in difference.vehicles)
    assert trips == len(other.trips) - len(one.trips)
