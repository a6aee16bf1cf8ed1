"""The simple rules by which help can be shared out, and the order in which each serves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from rrm.allocation.policies.openings import Openings
from rrm.allocation.policies.turn import Turn
from rrm.allocation.programme import Case
from rrm.model.demand import Demand
from rrm.model.language import msg
from rrm.model.rule_pack import ItemKind


class Policy(StrEnum):
    """A rule that plans without weighing one use of a means against another.

    severity_greedy: survival water first, then the worst need. first_come: sites as their alerts
    were reported, then as the table has them. proportional: everyone the same share of what there
    is. nothing: only what locks ask for.
    """

    SEVERITY_GREEDY = "severity_greedy"
    FIRST_COME = "first_come"
    PROPORTIONAL = "proportional"
    NOTHING = "nothing"


RULES = {
    Policy.SEVERITY_GREEDY: msg("the worst need first"),
    Policy.FIRST_COME: msg("first come, first served"),
    Policy.PROPORTIONAL: msg("the same share for everyone"),
    Policy.NOTHING: msg("nothing"),
}
"""Each policy in words."""


def turns(openings: Openings, policy: Policy) -> list[Turn]:
    """Every demand's turn in the order of a policy; of water one a day.

    For proportional, where turns go round, the order in which equals are served.
    """
    match policy:
        case Policy.SEVERITY_GREEDY:
            return _worst_first(openings)
        case Policy.FIRST_COME:
            return _reported_first(openings)
        case Policy.PROPORTIONAL:
            return sorted(_turns(openings), key=lambda turn: (turn.first, turn.j))
        case Policy.NOTHING:
            return []


def need_weight(case: Case, demand: Demand) -> float:
    """What a demand counts for a person, met at once: severity weight times criticality.

    weight x quantity (x days, for water) / people; nothing where nobody is counted.
    """
    days = demand.due_day - demand.from_day + 1 if case.kind(demand) == ItemKind.WATER else 1
    return demand.weight * demand.quantity * days / demand.people if demand.people else 0.0


def _worst_first(openings: Openings) -> list[Turn]:
    case = openings.case
    weights = [need_weight(case, demand) for demand in case.demands]

    def order(turn: Turn) -> tuple[float, int, int]:
        return (-weights[turn.j], turn.first, turn.j)

    everything = sorted(_turns(openings), key=order)
    survival = [
        Turn(turn.j, turn.first, turn.last, case.demands[turn.j].survival_quantity)
        for turn in everything
        if case.demands[turn.j].survival_quantity > 0
    ]
    return [*survival, *everything]


def _reported_first(openings: Openings) -> list[Turn]:
    scenario = openings.case.scenario
    reported: dict[str, date] = {}
    for alert in scenario.alerts:
        known = reported.get(alert.site_id, date.max)
        reported[alert.site_id] = min(known, alert.reported_on)
    listed = {site_id: at for at, site_id in enumerate(scenario.site_ids)}
    demands = openings.case.demands

    def order(turn: Turn) -> tuple[date, int, int, int]:
        site_id = demands[turn.j].site_id
        return (reported.get(site_id, date.max), listed[site_id], turn.j, turn.first)

    return sorted(_turns(openings), key=order)


def _turns(openings: Openings) -> Iterator[Turn]:
    """Of every demand; days on which its help no longer counts are left out.

    Variants come in the turn of what they are given for, storage before the water that it holds.
    """
    for j, demand in enumerate(openings.case.demands):
        if demand.meets or (openings.items[j].holds_m3 > 0 and demand.weight == 0):
            continue
        if openings.case.kind(demand) == ItemKind.WATER:
            for day in range(demand.from_day, openings.last_days[j] + 1):
                yield Turn(j, day, day, demand.quantity)
        elif openings.last_days[j] >= demand.from_day:
            yield Turn(j, demand.from_day, openings.last_days[j], demand.quantity)
