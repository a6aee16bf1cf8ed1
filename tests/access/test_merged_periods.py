from datetime import date

from rrm.access import merged_periods
from rrm.model.scenario import Curfew, Escort
from tests.access.builders import closed, link, rows, scenario, site, table, vehicle


def days(found):
    return [(row.period_start, row.period_end) for row in found]


def on_mondays(case):
    """The same scenario with a convoy on Mondays; day 1 is one."""
    settings = case.settings.model_copy(update={"escorts": (Escort(weekdays=("monday",)),)})
    return case.model_copy(update={"settings": settings})


def test_periods_that_change_nothing_for_a_journey_are_told_as_one():
    far = closed("c", "d", start=date(2022, 4, 20), end=date(2022, 4, 21))
    case = scenario([link("a", "b"), link("b", "c"), link("c", "d")], [far])
    assert days(rows(case)) == [(1, 2), (3, 4), (5, 10)]
    assert days(merged_periods(rows(case))) == [(1, 10)]


def test_convoys_that_a_journey_does_not_need_do_not_cut_it():
    case = on_mondays(scenario([link("a", "b"), link("b", "c", escort=True)]))
    assert len(rows(case)) > 1
    assert days(merged_periods(rows(case))) == [(1, 10)]


def test_what_differs_stays_apart():
    shut = closed("a", "b", start=date(2022, 4, 20), end=date(2022, 4, 21), certainty="possible")
    assert days(merged_periods(rows(scenario([link("a", "b")], [shut])))) == [
        (1, 2), (3, 4), (5, 10),
    ]  # fmt: skip


def test_a_refusal_for_the_same_reason_is_one():
    far = closed("a", "d", start=date(2022, 4, 20), end=date(2022, 4, 21))
    case = scenario([link("a", "b"), link("a", "d")], [far, closed("a", "b")])
    assert days(merged_periods(rows(case))) == [(1, 10)]


def test_shorter_days_are_no_other_way():
    case = scenario([link("a", "b")])
    curfew = Curfew(from_hour=18, to_hour=6, start=date(2022, 4, 20))
    settings = case.settings.model_copy(update={"curfews": (curfew,)})
    case = case.model_copy(update={"settings": settings})
    assert days(rows(case)) == [(1, 2), (3, 10)]
    assert days(merged_periods(rows(case))) == [(1, 10)]


def test_journeys_keep_their_order_and_apart():
    shut = closed("a", "c", start=date(2022, 4, 20))
    case = scenario(
        [link("a", "b"), link("a", "c")], [shut],
        sites=(site("S", "b"), site("T", "c")), vehicles=(vehicle(),),
    )  # fmt: skip
    found = merged_periods(table(case).rows)
    assert [(row.destination, *days([row])[0]) for row in found] == [
        ("S", 1, 10), ("T", 1, 2), ("T", 3, 10),
    ]  # fmt: skip
