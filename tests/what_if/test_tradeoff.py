"""The curve between need met and the worst-off site: points that no plan beats, none left out."""

from __future__ import annotations

from itertools import combinations

import pytest

from rrm.model.plan import Plan
from rrm.model.run import Options
from rrm.what_if import Aim, Point, Standing, TradeOff, Why, trade_off
from rrm.what_if.tradeoff_words import left_out_words, trade_off_words
from tests.allocation.tight_worlds import Tight, case_of

# Eight kits for sixteen: A counts ten times as much as B.
WORLD = Tight(
    asked={("A", "idp", "kit"): (8.0, 1.0), ("B", "idp", "kit"): (8.0, 0.1)},
    stock={("D", "kit"): 8.0},
    trucks=(3, 0),
    days=1,
)


def standing_of(world: Tight) -> Standing:
    case = case_of(world)
    return Standing(
        case.scenario, case.pack, case.demands, case.access, dict(case.road_km), Options(gap=0.0)
    )


def curve_of(world: Tight, points: int) -> TradeOff:
    return trade_off(standing_of(world), lambda standing: standing.plan(), points)


def test_the_ends_are_need_first_and_the_worst_off_first() -> None:
    first, last = curve_of(WORLD, 2).points
    assert (first.aim, first.worst_off, first.need) == (Aim.NEED_FIRST, 0.0, pytest.approx(8.0))
    assert last.aim is Aim.WORST_OFF_FIRST
    assert (last.worst_off, last.need) == (pytest.approx(0.5), pytest.approx(4.4))


def test_each_kit_that_moves_is_a_point_of_the_curve() -> None:
    points = curve_of(WORLD, 5).points
    # A kit more at B is an eighth of what could reach it, and costs 0.9 of need.
    assert [point.worst_off for point in points] == pytest.approx([0, 0.125, 0.25, 0.375, 0.5])
    assert [point.need for point in points] == pytest.approx([8, 7.1, 6.2, 5.3, 4.4])


def test_no_point_beats_another_and_limits_are_never_passed() -> None:
    curve = curve_of(WORLD, 6)
    for one, other in combinations(curve.points, 2):
        assert one.worst_off < other.worst_off
        assert one.need > other.need
    for point in curve.points:
        assert point.worst_off >= point.floor - 1e-6
        assert point.need <= point.need_limit + 1e-6 <= curve.need_limit + 2e-6
        assert point.worst_off <= curve.worst_off_limit + 1e-6


def test_a_point_met_twice_is_shown_once_and_that_is_said() -> None:
    curve = curve_of(WORLD, 9)
    assert len(curve.points) == 5
    assert {one.why for one in curve.dropped} == {Why.SAME}
    assert len(list(left_out_words(curve))) == len(curve.dropped) == 4


def test_a_plan_that_another_beats_in_both_is_dropped() -> None:
    standing, made = standing_of(WORLD), list[Plan]()

    def clumsy(asked: Standing) -> Plan:
        """The second plan asked for forgets to bring anything; the others are right."""
        made.append(asked.plan())
        if len(made) == 3:
            return _worth(made[-1], need=1.0, worst=0.01)
        return made[-1]

    curve = trade_off(standing, clumsy, 3)
    assert [one.why for one in curve.dropped] == [Why.DOMINATED]
    assert curve.dropped[0].aim is Aim.FLOOR


def _worth(plan: Plan, need: float, worst: float) -> Plan:
    from dataclasses import replace

    values = {"needs_met": need, "equity": worst}
    tiers = tuple(replace(one, value=values.get(one.tier, one.value)) for one in plan.tiers)
    return replace(plan, tiers=tiers)


def test_a_plan_that_the_check_rejects_is_no_point() -> None:
    curve = trade_off(standing_of(WORLD), lambda _: None, 4)
    assert curve.points == ()
    assert [one.why for one in curve.dropped] == [Why.REJECTED, Why.REJECTED]
    assert "no curve" in next(trade_off_words(curve)).text("en")


def test_where_one_plan_is_best_in_both_there_is_nothing_to_trade() -> None:
    plenty = Tight(asked=WORLD.asked, stock={("D", "kit"): 16.0}, trucks=(4, 0), days=1)
    curve = curve_of(plenty, 6)
    assert curve.is_flat
    assert [point.worst_off for point in curve.points] == [1.0]


def test_a_floor_of_the_scenario_is_kept_at_every_point() -> None:
    standing = standing_of(WORLD)
    settings = standing.scenario.settings.model_copy(update={"least_share": 0.25})
    asked = standing.with_means(standing.scenario.model_copy(update={"settings": settings}))
    points: tuple[Point, ...] = trade_off(asked, lambda one: one.plan(), 3).points
    assert [point.worst_off for point in points] == pytest.approx([0.25, 0.375, 0.5])


def test_the_price_is_told_in_both_languages() -> None:
    curve = curve_of(WORLD, 2)
    said = " ".join(one.text("en") for one in trade_off_words(curve))
    assert "45" in said  # (8 - 4.4) / 8
