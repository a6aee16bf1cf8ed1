"""Distribution teams: how many households they can serve in a day."""

from __future__ import annotations

from rrm.model.language import msg
from rrm.model.verdict import Check
from rrm.verification.replay import Replay
from rrm.verification.tally import Tally
from rrm.verification.tolerance import exceeds

Crowd = tuple[str, str, str, int]
"""Depot, site, group, day."""


def teams_suffice(replay: Replay) -> Check:
    """Households served in a day from a depot are no more than its teams can serve.

    A site's group counts the households of the item that reaches most of them: quantity x
    households of the demand / quantity of the demand, variants together with what is due. A
    scenario without any team is not limited.
    """
    tally = Tally("teams_suffice", msg("Teams serve no more households than they can"))
    if not replay.run.scenario.teams:
        return tally.check()
    served: dict[tuple[str, int], float] = {}
    for (depot_id, _, _, day), households in _crowds(replay).items():
        served[depot_id, day] = served.get((depot_id, day), 0.0) + households
    for (depot_id, day), households in sorted(served.items()):
        limit = _households_a_day(replay, depot_id, day)
        tally.see(
            not exceeds(households, limit),
            msg(
                "{depot}, day {day}: {households} households served, its teams can serve {limit}",
                depot=depot_id, day=day, households=households, limit=limit,
            ),
        )  # fmt: skip
    return tally.check()


def _crowds(replay: Replay) -> dict[Crowd, float]:
    run = replay.run
    handed: dict[tuple[Crowd, str], float] = {}
    for row in run.deliveries:
        if not run.is_water(row.item):
            key = ((row.origin, row.site_id, row.group, row.day), row.for_item)
            handed[key] = handed.get(key, 0.0) + row.quantity * run.takes(row)
    largest: dict[Crowd, float] = {}
    for (crowd, item), quantity in handed.items():
        demand = run.demand_of.get((crowd[1], crowd[2], item))
        if demand is not None and demand.quantity > 0:
            households = quantity * demand.households / demand.quantity
            largest[crowd] = max(largest.get(crowd, 0.0), households)
    return largest


def _households_a_day(replay: Replay, depot_id: str, day: int) -> int:
    return sum(
        team.households_per_day
        for team in replay.run.scenario.teams
        if team.depot_id == depot_id and team.from_day <= day <= (team.to_day or day)
    )
