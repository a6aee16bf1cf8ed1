"""Answers to what-ifs hold in random worlds, by trying every plan of the world that they speak of."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from rrm.model.run import Options
from rrm.model.scenario import Lock, Priority
from rrm.what_if import (
    AdditionKind,
    Change,
    ConflictAnswer,
    Forced,
    Outcome,
    Relaxation,
    Standing,
    TierGain,
    Tried,
    explain_conflict,
    force,
    missed_items,
    would_help,
)
from tests.allocation.every_plan import best_tiers
from tests.allocation.random_worlds import random_world
from tests.allocation.worlds import (
    World,
    access_of,
    demands_of,
    pack_for,
    road_km_of,
    scenario_of,
)
from tests.what_if.cases import plan

MORE_KITS, MORE_MONEY = 2.0, 100.0
FORCED_AT_ONCE, FORCED_AT_LENGTH = range(50), range(50, 1050)
HELPED_AT_ONCE, HELPED_AT_LENGTH = range(30), range(30, 430)
KEPT_AT_ONCE, KEPT_AT_LENGTH = range(70), range(70, 2070)


def to_the_letter(number: int) -> World:
    world = random_world(number)
    tiers = tuple(Priority(tier=priority.tier) for priority in world.priorities)
    return replace(world, priorities=tiers)


def standing_of(world: World) -> Standing:
    return Standing(
        scenario_of(world), pack_for(world), demands_of(world), access_of(world),
        road_km_of(world), Options(gap=0.0),
    )  # fmt: skip


def same(told: Iterable[TierGain], expected: tuple[float, ...] | None) -> bool:
    """Water is told in whole litres."""
    return [gain.after for gain in told] == pytest.approx(expected, rel=1e-5, abs=1e-3)


# ---- forced ----------------------------------------------------------------------------------


def with_lock(world: World, asked: Forced, quantity: float) -> World:
    lock = Lock(
        site_id=asked.site_id, item=asked.item, at_least=quantity, variants_count=True
    )  # fmt: skip
    return replace(world, locks=(*world.locks, lock))


def forced_answers(numbers: Iterable[int]) -> Iterator[tuple[int, World, Forced]]:
    """Of every need that the best plan leaves open."""
    for number in numbers:
        world = to_the_letter(number)
        standing = standing_of(world)
        made = standing.plan()
        if made.status == "infeasible":
            continue
        held = Outcome.of(made)
        for place in world.places:
            for answer in force(standing, held, place.name, missed_items(held, place.name), plan):
                yield number, world, answer


def check_forced(numbers: Iterable[int]) -> Counter[str]:
    """What was answered: planned anew in full or in part, or impossible."""
    found = Counter[str]()
    for number, world, answer in forced_answers(numbers):
        said = (number, answer.site_id, answer.item)
        step = 1.0 if answer.item == "cash" else 0.05
        if answer.fixed is None:
            assert answer.is_impossible, said
            assert best_tiers(with_lock(world, answer, answer.brought + step)) is None, said
            found["impossible"] += 1
            continue
        quantity = answer.due if answer.most is None else answer.most.quantity
        if answer.item == "water":
            quantity *= 0.999
        assert same(answer.tiers, best_tiers(with_lock(world, answer, quantity))), said
        if answer.most is not None:
            assert best_tiers(with_lock(world, answer, answer.most.quantity + step)) is None, said
        found["all" if answer.is_all else "a part"] += 1
    return found


def test_what_a_forced_plan_costs_is_what_the_best_plan_with_the_lock_costs() -> None:
    found = check_forced(FORCED_AT_ONCE)
    assert found["all"] >= 10
    assert found["a part"] >= 1
    assert found["impossible"] >= 10


@pytest.mark.slow
def test_so_it_is_in_a_thousand_worlds() -> None:
    assert check_forced(FORCED_AT_LENGTH)["a part"] >= 20


# ---- would help ------------------------------------------------------------------------------


def richer(world: World, tried: Tried) -> World | None:
    """The world with an addition written into it; None where brute force can't tell."""
    addition = tried.addition
    if addition.kind == AdditionKind.STOCK:
        column = "light" if addition.item == "light" else "stock"
        return replace(world, **{column: getattr(world, column) + int(MORE_KITS)})
    if addition.kind == AdditionKind.MONEY:
        assert world.budget is not None
        return replace(world, budget=world.budget + MORE_MONEY)
    return None


def two_of(standing: Standing, item: str) -> Standing:
    """With two vehicles of a class."""
    vehicles = tuple(
        row.model_copy(update={"count": 2}) if row.vehicle_class == item else row
        for row in standing.scenario.vehicles
    )
    return standing.with_means(standing.scenario.model_copy(update={"vehicles": vehicles}))


def check_helped(numbers: Iterable[int]) -> Counter[str]:
    """By kind, how often an addition was found to help."""
    helped = Counter[str]()
    for number in numbers:
        world = to_the_letter(number)
        standing = standing_of(world)
        made = standing.plan()
        if made.status == "infeasible":
            continue
        held = Outcome.of(made)
        asked = would_help(standing, held, plan, tries=5, units=MORE_KITS, amount=MORE_MONEY)
        for tried in asked.tried:
            said = (number, tried.addition.key)
            other = richer(world, tried)
            if other is not None:
                expected = best_tiers(other)
            elif tried.addition.kind == AdditionKind.VEHICLE:
                again = two_of(standing, tried.addition.item).plan()
                expected = tuple(tier.value for tier in again.tiers)
            else:
                continue
            # Where shares are of more than before, the plan in force may be the better one.
            before = tuple(tier.value for tier in held.tiers)
            assert same(tried.tiers, expected if tried.is_better_plan else before), said
            assert tried.helps or same(tried.tiers, before) or not tried.is_better_plan, said
            helped[tried.addition.kind.value] += tried.helps
    return helped


def test_what_would_help_is_worth_what_the_best_plan_with_it_is() -> None:
    helped = check_helped(HELPED_AT_ONCE)
    assert helped["vehicle"] >= 2
    assert helped["stock"] >= 2


@pytest.mark.slow
def test_so_it_is_in_hundreds_of_worlds() -> None:
    helped = check_helped(HELPED_AT_LENGTH)
    assert min(helped[kind] for kind in ("vehicle", "stock", "money")) >= 20


# ---- conflicts -------------------------------------------------------------------------------


def can_be_kept(world: World, locks: Iterable[Lock], share: float = 0.0) -> bool:
    return best_tiers(replace(world, locks=tuple(locks), least_share=share)) is not None


def asked_alone(change: Change, to: float) -> Lock:
    """The side of a lock that is to give way, asking for so much."""
    assert change.lock is not None
    side = "at_least" if change.lock.at_least is not None else "at_most"
    return change.lock.model_copy(update={side: to})


def collided(numbers: Iterable[int]) -> Iterator[tuple[int, World, ConflictAnswer]]:
    for number in numbers:
        world = replace(to_the_letter(number), least_share=0.0)
        if best_tiers(world) is None:
            yield number, world, explain_conflict(standing_of(world), plan)


def check_conflicts(numbers: Iterable[int]) -> Counter[str]:
    """How many collisions of one lock, of more, and ways out there were."""
    found = Counter[str]()
    for number, world, answer in collided(numbers):
        assert answer.can_be_kept is False, number
        for collision in answer.collisions:
            locks = [claim.lock for claim in collision.conflict.claims if claim.lock is not None]
            assert not can_be_kept(world, locks), number
            for left_out in locks:
                fewer = [lock for lock in locks if lock != left_out]
                assert not fewer or can_be_kept(world, fewer), number
            found["of one" if len(locks) == 1 else "of more"] += 1
        for way in answer.relaxations:
            assert way.is_least and way.is_planned, number
            if len(way.changes) == 1 and is_whole(way):
                assert_is_nearest(world, way.changes[0], number)
                found["alone"] += 1
            elif all(lock.item != "water" for lock in world.locks):
                assert_is_least_of_all(world, way, number)
                found["together"] += 1
    return found


def is_whole(way: Relaxation) -> bool:
    (change,) = way.changes
    return change.lock is not None and change.lock.item != "water"


def sides(locks: Iterable[Lock]) -> list[Lock]:
    """Each lock's two sides, a lock each."""
    found = []
    for lock in locks:
        if lock.at_least:
            found.append(lock.model_copy(update={"at_most": None}))
        if lock.at_most is not None:
            found.append(lock.model_copy(update={"at_least": None}))
    return found


def assert_is_nearest(world: World, change: Change, number: int) -> None:
    """It can be kept once the side asks for what is told, and not with a unit less given up."""
    # Two locks that ask for the same are one thing asked.
    others = [side for side in sides(world.locks) if side != change.lock]
    assert can_be_kept(world, [*others, asked_alone(change, change.to)]), number
    nearer = change.to + (1.0 if change.to < change.asked else -1.0)
    assert not can_be_kept(world, [*others, asked_alone(change, nearer)]), number


def assert_is_least_of_all(world: World, way: Relaxation, number: int) -> None:
    """No other quantities for the locks of a world give up a smaller share of what each asks."""
    least = min(
        sum(given_up)
        for given_up, locks in every_yielding(sides(world.locks))
        if can_be_kept(world, locks)
    )
    prices = sum(abs(one.to - one.asked) / max(one.asked, 1e-2) for one in way.changes)
    assert prices == pytest.approx(least), number


def every_yielding(locks: list[Lock]) -> Iterator[tuple[tuple[float, ...], list[Lock]]]:
    """All ways in which locks may ask for less, or let more through, with the share given up."""
    ranges = []
    for lock in locks:
        if lock.at_least is not None:
            asked, column, to = lock.at_least, "at_least", range(int(lock.at_least) + 1)
        else:
            asked, column, to = lock.at_most or 0.0, "at_most", range(int(lock.at_most or 0), 5)
        ranges.append(
            [(abs(n - asked) / max(asked, 1e-2), lock.model_copy(update={column: n})) for n in to]
        )
    for chosen in itertools.product(*ranges):
        yield tuple(share for share, _ in chosen), [lock for _, lock in chosen]


def test_conflicts_are_irreducible_and_ways_out_are_the_cheapest_there_are() -> None:
    found = check_conflicts(KEPT_AT_ONCE)
    assert found["of one"] >= 5
    assert found["alone"] >= 5


@pytest.mark.slow
def test_so_they_are_in_thousands_of_worlds() -> None:
    found = check_conflicts(KEPT_AT_LENGTH)
    assert min(found[kind] for kind in ("of one", "of more", "alone", "together")) >= 3


def check_floors(numbers: Iterable[int]) -> int:
    """How many floors, of six tenths, were too high."""
    too_high = 0
    for number in numbers:
        world = replace(to_the_letter(number), locks=(), least_share=0.6)
        answer = explain_conflict(standing_of(world), plan)
        assert answer.can_be_kept == can_be_kept(world, (), 0.6), number
        for way in answer.relaxations:
            (change,) = way.changes
            assert change.lock is None
            assert can_be_kept(world, (), change.to), number
            # Told to a hundredth of a per cent.
            assert not can_be_kept(world, (), change.to + 2e-4), number
            too_high += 1
    return too_high


def test_a_floor_is_lowered_no_further_than_the_best_plan_for_the_worst_off_reaches() -> None:
    assert check_floors(range(30)) >= 5


@pytest.mark.slow
def test_so_it_is_in_hundreds_of_worlds_with_a_floor() -> None:
    assert check_floors(range(30, 530)) >= 50
