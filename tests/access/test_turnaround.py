import pytest

from rrm.access import turnaround
from rrm.model.access import Access
from tests.access.builders import vehicle_class


def trip(out, back=None, hours_per_day=10.0, **rules):
    access = Access(
        "D", "S", "truck", 1, 1, hours=out, hours_back=out if back is None else back, km=0,
        cost=0, risk=0, open=True, reason_code="open", reason=None,
    )  # fmt: skip
    return turnaround(access, vehicle_class(**rules), hours_per_day)


def test_a_trip_is_loading_out_unloading_and_back():
    assert trip(2, 3, load_hours=0.5, unload_hours=1.5).hours == 7


def test_as_many_whole_trips_as_fit_in_a_day():
    assert (trip(1.5).days, trip(1.5).trips_per_day) == (1, 2)
    assert trip(1.51).trips_per_day == 1


def test_hours_that_add_up_to_the_day_but_for_rounding_fit_it():
    tenth = trip(0.1, load_hours=0.05, unload_hours=0.05, hours_per_day=0.9)
    assert tenth.trips_per_day == 3
    assert trip(0.1 + 0.2, load_hours=0.2, unload_hours=0.1, hours_per_day=0.9).days == 1


def test_a_longer_trip_takes_days_and_is_not_repeated():
    overnight = trip(7)
    assert (overnight.days, overnight.trips_per_day) == (2, 0)
    assert trip(9.1).days == 3


@pytest.mark.parametrize(("out", "arrival_offset"), [(0, 0), (9, 0), (9.1, 1), (19, 1), (19.1, 2)])
def test_arrival_counts_loading_and_the_way_out(out, arrival_offset):
    assert trip(out).arrival_offset == arrival_offset


def test_a_trip_that_takes_no_time_is_counted_as_a_minute():
    assert trip(0, load_hours=0, unload_hours=0).trips_per_day == 600


def test_days_beyond_what_the_class_may_be_away_are_told_not_hidden():
    assert trip(20, max_trip_days=1).days == 5
