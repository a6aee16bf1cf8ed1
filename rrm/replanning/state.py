"""The state of a response at the beginning of day N: the facts that a new plan starts from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rrm.model.language import Message, msg_plural
from rrm.replanning.course import Course
from rrm.replanning.demands_left import Brought, DemandOnDay, brought, demands_on
from rrm.replanning.fates import Fate, Stage, fates_of
from rrm.replanning.service import Coverage, SpokenFor, covered, spoken_for
from rrm.replanning.spending import Spent, spent_before
from rrm.replanning.supplies import Supplies, supplies_on
from rrm.replanning.vehicles_away import VehicleAway, vehicles_away


@dataclass(frozen=True, slots=True)
class StateOnDay:
    """Everything known, or taken for known, when a day begins.

    fates: every line of every waybill in force. came: what counts for demands, with the day it
    comes. demands: what each lacks. supplies: stock and what is to come into depots. away:
    vehicles. spent: of the budget. covered: households reached. spoken_for: what the past takes of
    later days. assumed: in words, what is taken for known without a receipt.
    """

    day: int
    fates: tuple[Fate, ...]
    came: tuple[Brought, ...]
    demands: tuple[DemandOnDay, ...]
    supplies: Supplies
    away: tuple[VehicleAway, ...]
    spent: Spent
    covered: tuple[Coverage, ...]
    spoken_for: SpokenFor
    assumed: tuple[Message, ...]


def state_on(course: Course, day: int) -> StateOnDay:
    """The state at the beginning of a day of the scenario, from 1 to the day after its last."""
    fates = tuple(fates_of(course.waybills, course.receipts, day))
    came = tuple(brought(course, fates, day))
    demands = demands_on(course, came, day)
    supplies = supplies_on(course, fates, day)
    return StateOnDay(
        day=day,
        fates=fates,
        came=came,
        demands=demands,
        supplies=supplies,
        away=vehicles_away(course, day),
        spent=spent_before(course, day),
        covered=covered(course, demands),
        spoken_for=spoken_for(course, fates, day),
        assumed=(*_assumed(course, fates, day), *supplies.doubts()),
    )


def _assumed(course: Course, fates: tuple[Fate, ...], day: int) -> Iterator[Message]:
    """What is taken for known without a receipt, in words."""
    untold = {fate.waybill.number for fate in fates if fate.stage is Stage.ASSUMED}
    if untold:
        yield msg_plural(
            "{n} waybill was to arrive before day {day} and nobody has told of it, or not of all"
            " its lines: what is not told of is taken as received.",
            "{n} waybills were to arrive before day {day} and nobody has told of them, or not of"
            " all their lines: what is not told of is taken as received.",
            n=len(untold), day=day,
        )  # fmt: skip
    under_way = {fate.waybill.number for fate in fates if fate.stage is Stage.ON_THE_WAY}
    if under_way:
        yield msg_plural(
            "{n} waybill is on its way on day {day}: it is taken to arrive as planned.",
            "{n} waybills are on their way on day {day}: they are taken to arrive as planned.",
            n=len(under_way), day=day,
        )  # fmt: skip
    settings, counted = course.scenario.settings, course.pack.entitlements.pipeline_counted
    past = [
        line for line in course.scenario.pipeline if 1 <= settings.day_of(line.arrives_on) < day
    ]
    came = sum(line.certainty in counted for line in past)
    if came:
        yield msg_plural(
            "{n} expected supply was due before day {day}: it is taken to have come.",
            "{n} expected supplies were due before day {day}: they are taken to have come.",
            n=came, day=day,
        )  # fmt: skip
    if len(past) > came:
        yield msg_plural(
            "{n} uncertain supply was due before day {day}: it is taken not to have come.",
            "{n} uncertain supplies were due before day {day}: they are taken not to have come.",
            n=len(past) - came, day=day,
        )  # fmt: skip
    missing = sum(fate.missing > 1e-6 for fate in fates)
    if missing:
        yield msg_plural(
            "{n} line of a waybill is not accounted for in full: the rest counts as gone.",
            "{n} lines of waybills are not accounted for in full: the rest counts as gone.",
            n=missing,
        )  # fmt: skip
