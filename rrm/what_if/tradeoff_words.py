"""A trade-off in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from rrm.model.language import Message, msg
from rrm.model.rounding import round_half_up, whole
from rrm.what_if.tradeoff import Aim, Dropped, Point, TradeOff, Why

LITTLE_WATER = 1e-3


def trade_off_words(curve: TradeOff) -> Iterator[Message]:
    """What there is to choose: the two ends, what one end costs at the other, and the limits."""
    if not curve.points:
        yield msg("No plan was made that passed the check: there is no curve.")
        return
    first, last = curve.points[0], curve.points[-1]
    if curve.is_flat:
        yield msg(
            "One plan is best in both: the worst-off site gets {share} of what could reach it, and"
            " nobody has to give anything up for that.",
            share=_percent(first.worst_off),
        )
    else:
        yield msg(
            "Where need met comes first, the worst-off site gets {low} of what could reach it;"
            " where it comes first itself, {high}.",
            low=_percent(first.worst_off),
            high=_percent(last.worst_off),
        )
        yield _price(first, last)
    yield from _thirst(curve.points)
    if isfinite(curve.worst_off_limit) and curve.worst_off_limit < 1:
        yield msg(
            "No plan gives the worst-off site more than {limit}, as far as is proven.",
            limit=_percent(curve.worst_off_limit),
        )


def made_for_words(aim: Aim, floor: float) -> Message:
    """What a plan was made for."""
    match aim:
        case Aim.NEED_FIRST:
            return msg("need first")
        case Aim.WORST_OFF_FIRST:
            return msg("worst-off first")
        case Aim.FLOOR:
            return msg("floor {share}", share=_percent(floor))


def left_out_words(curve: TradeOff) -> Iterator[Message]:
    """The plans that are not on the curve, each with why."""
    return (_left_out(one) for one in curve.dropped)


def _left_out(one: Dropped) -> Message:
    plan = made_for_words(one.aim, one.floor)
    match one.why:
        case Why.DOMINATED:
            return msg(
                "{plan}: another plan is as good in both and better in one; dropped.", plan=plan
            )
        case Why.SAME:
            return msg("{plan}: the same as a plan that is shown; dropped.", plan=plan)
        case Why.REJECTED:
            return msg("{plan}: the plan did not pass the independent check; dropped.", plan=plan)
        case Why.IMPOSSIBLE:
            return msg("{plan}: no plan was found.", plan=plan)


def _price(first: Point, last: Point) -> Message:
    lost = (first.need - last.need) / first.need if first.need > 0 else 0.0
    dearer = whole(abs(last.cost - first.cost))
    words = {"share": _percent(lost), "amount": dearer, "currency": first.currency}
    if dearer == 0:
        return msg("That costs the others {share} of the need met.", **words)
    if last.cost > first.cost:
        return msg(
            "That costs the others {share} of the need met, and {amount} {currency} more.", **words
        )
    return msg(
        "That costs the others {share} of the need met; it is {amount} {currency} cheaper.", **words
    )


def _thirst(points: tuple[Point, ...]) -> Iterator[Message]:
    missing = [point.thirst_m3 for point in points if point.thirst_m3 is not None]
    if missing and max(missing) - min(missing) > LITTLE_WATER:
        yield msg(
            "Survival water is not the same everywhere: from {low} to {high} m³ are missing.",
            low=round_half_up(min(missing), 1),
            high=round_half_up(max(missing), 1),
        )


def _percent(share: float) -> Message:
    return msg("{number}\N{NO-BREAK SPACE}%", number=round_half_up(100 * share, 1))
