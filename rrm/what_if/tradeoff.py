"""What it costs others to raise the worst-off site: plans between two ways of putting priorities.

At one end need met counts before the worst-off site, at the other after it. Between them need is
met as far as a floor for the worst-off site allows, at floors evenly spaced: the ε-constraint
method, with the worst-off site as the next priority so that no point is better in it for nothing.
Source: Haimes, Lasdon and Wismer, On a bicriterion formulation of the problems of integrated
system identification and system optimization, 1971; Mavrotas, Effective implementation of the
ε-constraint method, Applied Mathematics and Computation 213, 2009.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf, isfinite

from rrm.model.language import Message, msg
from rrm.model.plan import Plan, TierResult
from rrm.model.rounding import round_half_up
from rrm.model.scenario import Priority, Tier
from rrm.what_if.outcome import INFEASIBLE, Planner
from rrm.what_if.standing import Standing

POINTS = 6
"""Plans that are made unless more are asked for: each takes as long as a run."""
LEAST_POINTS = 2
GRAIN = 1e-6
"""Relative; values nearer than this are the same."""
SHARE_DIGITS = 6
"""Digits of a floor: rounded down, so that a plan on it is not below it."""


class Aim(StrEnum):
    """What a plan on the curve was made for."""

    NEED_FIRST = "need_first"
    FLOOR = "floor"
    WORST_OFF_FIRST = "worst_off_first"


@dataclass(frozen=True, slots=True)
class Point:
    """A plan that passed the independent check.

    floor: for the worst-off site, that it had to keep. need: weighted people served; need_limit:
    that no plan with this floor serves more, as far as is proven. worst_off: the least share of
    what access allows it that any site gets; worst_off_limit: that no plan passes at all, known
    where it came first. thirst_m3: survival water missing, None where that is no priority.
    cost: in `currency`. trips: of vehicles.
    """

    aim: Aim
    floor: float
    need: float
    need_limit: float
    worst_off: float
    worst_off_limit: float
    thirst_m3: float | None
    cost: float
    currency: str
    trips: int

    @property
    def limit_from(self) -> float:
        """From which share for the worst-off site on need_limit holds."""
        return self.worst_off if self.aim is Aim.WORST_OFF_FIRST else self.floor


class Why(StrEnum):
    """Why a plan is not on the curve."""

    DOMINATED = "dominated"
    SAME = "same"
    REJECTED = "rejected"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A plan that is not on the curve. point: None where there was none to look at."""

    aim: Aim
    floor: float
    why: Why
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class TradeOff:
    """The curve, from most need met to the worst-off site best served.

    need_limit: that no plan passes whatever becomes of the worst-off site; worst_off_limit: the
    same the other way round. Both for plans that keep to the priorities before.
    """

    points: tuple[Point, ...]
    dropped: tuple[Dropped, ...]
    need_limit: float
    worst_off_limit: float

    @property
    def is_flat(self) -> bool:
        """Whether one plan is best in both: then nothing has to be traded."""
        return len(self.points) < LEAST_POINTS


def trade_off(
    standing: Standing,
    plan: Planner,
    points: int = POINTS,
    told: Callable[[Message], None] = lambda _: None,
) -> TradeOff:
    """The curve between total need met and the worst-off site, and what each point costs.

    points: plans to make, two at least. A floor that the scenario has already is kept everywhere.
    """
    made: list[Point | Dropped] = []

    def add(aim: Aim, share: float) -> Point | Dropped:
        told(msg("Planning a point of the curve, {at} of {n}", at=len(made) + 1, n=points))
        made.append(_point(standing, plan, aim, share))
        return made[-1]

    first, last = add(Aim.NEED_FIRST, 0.0), add(Aim.WORST_OFF_FIRST, 0.0)
    if isinstance(first, Point) and isinstance(last, Point):
        for share in _floors(first.worst_off, last.worst_off, points - LEAST_POINTS):
            add(Aim.FLOOR, share)
    return _curve(made)


def _floors(low: float, high: float, count: int) -> Iterator[float]:
    """Floors evenly spaced between two shares, the two left out; none where they don't differ."""
    if high - low <= GRAIN:
        return
    for at in range(1, count + 1):
        share = low + (high - low) * at / (count + 1)
        yield round_half_up(share, SHARE_DIGITS)


def _point(standing: Standing, plan: Planner, aim: Aim, share: float) -> Point | Dropped:
    made = plan(_aimed(standing, aim, share))
    if made is None:
        return Dropped(aim, share, Why.REJECTED)
    if made.status == INFEASIBLE:
        return Dropped(aim, share, Why.IMPOSSIBLE)
    return _read(made, aim, share)


def _aimed(standing: Standing, aim: Aim, share: float) -> Standing:
    """The case with the priorities in the order of an aim, nothing given up for those after."""
    settings = standing.scenario.settings
    priorities = tuple(_priorities(settings.priorities, aim))
    scenario = standing.scenario.model_copy(
        update={"settings": settings.model_copy(update={"priorities": priorities})}
    )
    return replace(standing.with_means(scenario), worst_off_at_least=share)


def _priorities(given: tuple[Priority, ...], aim: Aim) -> Iterator[Priority]:
    """Those before the two keep their place; cost, which is told too, comes last."""
    pair = [Priority(tier=Tier.NEEDS_MET), Priority(tier=Tier.EQUITY)]
    if aim is Aim.WORST_OFF_FIRST:
        pair.reverse()
    traded = {one.tier for one in pair}
    places = [at for at, one in enumerate(given) if one.tier in traded]
    at = min(places, default=len(given))
    others = [one for one in given[at:] if one.tier not in traded]
    yield from (one.model_copy(update={"tolerance": 0.0}) for one in given[:at])
    yield from pair
    yield from others
    if not any(one.tier is Tier.COST for one in given):
        yield Priority(tier=Tier.COST)


def _read(made: Plan, aim: Aim, share: float) -> Point:
    tiers = {tier.tier: tier for tier in made.tiers}
    need, worst = tiers[Tier.NEEDS_MET.value], tiers[Tier.EQUITY.value]
    cost, water = tiers[Tier.COST.value], tiers.get(Tier.SURVIVAL_WATER.value)
    came_first = aim is Aim.WORST_OFF_FIRST
    return Point(
        aim=aim,
        floor=share,
        need=need.value,
        need_limit=_limit(need),
        worst_off=worst.value,
        worst_off_limit=min(1.0, _limit(worst)) if came_first else 1.0,
        thirst_m3=water.value if water is not None else None,
        cost=cost.value,
        currency=cost.unit,
        trips=len(made.trips),
    )


def _limit(tier: TierResult) -> float:
    return max(tier.bound, tier.value) if isfinite(tier.bound) else inf


def _curve(made: list[Point | Dropped]) -> TradeOff:
    found = [one for one in made if isinstance(one, Point)]
    dropped = [one for one in made if isinstance(one, Dropped)]
    kept: list[Point] = []
    for point in sorted(found, key=lambda one: (one.worst_off, -one.need, one.cost)):
        why = _beaten(point, found)
        if why is None and any(_same(point, other) for other in kept):
            why = Why.SAME
        if why is None:
            kept.append(point)
        else:
            dropped.append(Dropped(point.aim, point.floor, why, point))
    need_limit = max((one.need_limit for one in found if one.aim is Aim.NEED_FIRST), default=inf)
    limits = [one.worst_off_limit for one in found if one.aim is Aim.WORST_OFF_FIRST]
    tidy = tuple(replace(one, need_limit=min(one.need_limit, need_limit)) for one in kept)
    return TradeOff(tidy, tuple(dropped), need_limit, min(limits, default=1.0))


def _beaten(point: Point, others: list[Point]) -> Why | None:
    """Whether another plan is as good in both and better in one; cost settles nothing."""
    for other in others:
        as_good = not _less(other.need, point.need) and not _less(other.worst_off, point.worst_off)
        better = _less(point.need, other.need) or _less(point.worst_off, other.worst_off)
        if as_good and better:
            return Why.DOMINATED
    return None


def _same(point: Point, other: Point) -> bool:
    return not (
        _less(point.need, other.need)
        or _less(other.need, point.need)
        or _less(point.worst_off, other.worst_off)
        or _less(other.worst_off, point.worst_off)
    )


def _less(value: float, other: float) -> bool:
    return value < other - GRAIN * max(1.0, abs(other))
