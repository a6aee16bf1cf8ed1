"""What the past takes of later days: teams, handling and markets that are spoken for already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rrm.model.demand import Demand
from rrm.model.rounding import round_half_up
from rrm.model.rule_pack import ItemKind
from rrm.model.scenario import Scenario, Team
from rrm.replanning.course import Course, payment_key
from rrm.replanning.demands_left import DemandOnDay
from rrm.replanning.fates import Fate, Stage

DAYS_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class SpokenFor:
    """What is left of later days is less than the tables say, by this.

    team_households: by depot and day, households that teams are to serve with what is on its way.
    handled_kg: by depot and day, what is on its way into a depot. market_amount: by site and week
    from 0, what was paid in the week of the day itself.
    """

    team_households: Mapping[tuple[str, int], float]
    handled_kg: Mapping[tuple[str, int], float]
    market_amount: Mapping[tuple[str, int], float]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Households of a group that have been brought something, by the item that reached most."""

    site_id: str
    group: str
    households: float


def spoken_for(course: Course, fates: tuple[Fate, ...], day: int) -> SpokenFor:
    """What is on its way on a day, or was paid in its week, by whom it keeps busy."""
    catalogue = course.pack.catalogue
    demands = {demand.key: demand for demand in course.demands}
    crowds: dict[tuple[str, str, str, int], float] = defaultdict(float)
    handled: dict[tuple[str, int], float] = defaultdict(float)
    for fate in fates:
        if fate.stage is not Stage.ON_THE_WAY:
            continue
        waybill = fate.waybill
        if waybill.is_transfer:
            kg = fate.line.loaded * catalogue[fate.line.item].kg
            handled[waybill.place, waybill.arrival_day] += kg
        elif catalogue[fate.line.item].kind is ItemKind.GOODS:
            at = (waybill.origin, waybill.place, fate.line.group, waybill.arrival_day)
            households = sum(_households(course, fate, demands))
            crowds[at] = max(crowds[at], households)
    served: dict[tuple[str, int], float] = defaultdict(float)
    for (depot, _, _, when), households in crowds.items():
        served[depot, when] += households
    paid: dict[tuple[str, int], float] = defaultdict(float)
    for payment in course.payments:
        made = course.receipts.payment_of.get(payment_key(payment))
        if payment.day < day and _week(payment.day) == _week(day):
            share = 1.0 if made is None else made.households / payment.households
            paid[payment.site_id, _week(day)] += payment.amount * share
    return SpokenFor(dict(served), dict(handled), dict(paid))


def covered(course: Course, standing: tuple[DemandOnDay, ...]) -> tuple[Coverage, ...]:
    """Households by site and group that goods or cash have reached, or are on their way to."""
    most: dict[tuple[str, str], float] = {}
    for one in standing:
        demand = one.demand
        if course.pack.catalogue[demand.item].kind is not ItemKind.WATER and demand.quantity > 0:
            key = (demand.site_id, demand.group)
            share = min(1.0, one.counted / demand.quantity)
            most[key] = max(most.get(key, 0.0), demand.households * share)
    return tuple(
        Coverage(site, group, round_half_up(households, 3))
        for (site, group), households in most.items()
    )


def teams_from(scenario: Scenario, taken: SpokenFor, day: int) -> tuple[Team, ...]:
    """The teams' table from a day on, without what they are to hand out of loads on their way.

    A team that is busy for a part of a day has a row for that day, and further rows, told by a
    number behind its id, for the days after it.
    """
    left = dict(taken.team_households)
    return tuple(row for team in scenario.teams for row in _team_rows(scenario, team, left, day))


def _team_rows(
    scenario: Scenario, team: Team, left: dict[tuple[str, int], float], day: int
) -> Iterator[Team]:
    if team.to_day is not None and team.to_day < day:
        return
    first, last = max(team.from_day, day), team.to_day or scenario.settings.horizon_days
    busy: dict[int, int] = {}
    for (depot, when), households in sorted(left.items()):
        if depot == team.depot_id and first <= when <= last and households > 0:
            taken = min(float(team.households_per_day), households)
            left[depot, when] = households - taken
            # Whole households: one that is begun keeps a team busy.
            busy[when] = max(0, int(team.households_per_day - taken))
    start, number = first, 0
    for when in sorted(busy):
        if start < when:
            yield _row(team, number, start, when - 1, team.households_per_day)
            number += 1
        yield _row(team, number, when, when, busy[when])
        start, number = when + 1, number + 1
    if start <= last or not busy:
        yield _row(team, number, start, team.to_day, team.households_per_day)


def _row(team: Team, number: int, first: int, last: int | None, households: int) -> Team:
    name = team.team_id if number == 0 else f"{team.team_id[:74]}.{number + 1}"
    return team.model_copy(
        update={
            "team_id": name,
            "from_day": first,
            "to_day": last,
            "households_per_day": households,
        }
    )


def _households(
    course: Course, fate: Fate, demands: Mapping[tuple[str, str, str], Demand]
) -> Iterator[float]:
    key = (fate.waybill.number, fate.line.item, fate.line.group)
    for row in course.deliveries_of.get(key, ()):
        demand = demands.get((row.site_id, row.group, row.for_item))
        if demand is not None and demand.quantity > 0:
            yield row.counted * demand.households / demand.quantity


def _week(day: int) -> int:
    return (day - 1) // DAYS_A_WEEK
