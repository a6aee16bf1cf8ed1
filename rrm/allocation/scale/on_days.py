"""Decisions carried out: nothing is sent that the means of its day don't allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rrm.allocation.choice import Choice
from rrm.allocation.lanes import Lane
from rrm.allocation.policies import Planner
from rrm.allocation.programme import Case
from rrm.allocation.scale.sending import Sending


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided: water, goods, and payments: demand, agent, day, households."""

    water: Sequence[Sending]
    goods: Sequence[Sending]
    payments: Sequence[tuple[int, str, int, float]]


def on_days(case: Case, lanes: tuple[Lane, ...], decided: Decided) -> Choice | None:
    """A plan from decisions; what is left of the means serves the worst need.

    What can't be paid on its day is paid as soon as can be.

    Loads become whole units and trips are loaded one by one, by which a little may be left
    behind. None where locks can't be kept.
    """
    planner = Planner(case, lanes)
    numbers = {lane.name: at for at, lane in enumerate(lanes)}
    for sending in (*decided.water, *sorted(decided.goods, key=_turn)):
        at = numbers[sending.lane.name]
        if sending.moves:
            planner.move((at,), sending.vehicles, sending.moves)
        else:
            planner.send((at,), sending.vehicles, sending.loads)
    for j, agent, day, households in decided.payments:
        planner.pay(j, agent, range(day, case.horizon[-1] + 1), households)
    planner.serve_the_rest()
    return planner.choice()


def _turn(sending: Sending) -> tuple[int, float]:
    """Day after day; what is moved to another depot first, then what meets most need."""
    days = max(1, sending.vehicles) * sending.lane.days
    return (sending.lane.day, float("-inf") if sending.moves else -sending.need / days)
