"""Where loads change vehicles: how long it takes, how much a day, and what it costs."""

from __future__ import annotations

from math import ceil

from rrm.model.language import msg
from rrm.model.scenario import Transhipment
from rrm.model.verdict import Check
from rrm.verification.replay import Journey, Purpose, Replay
from rrm.verification.tally import Tally
from rrm.verification.tolerance import GRAIN, KG_GRAIN, exceeds

KG_A_TONNE = 1000.0


def change_at(replay: Replay, depot_id: str) -> Transhipment | None:
    """How loads change vehicles at a depot; None where nothing is said of it."""
    node = replay.depot_node(depot_id)
    found = [row for row in replay.run.scenario.transhipments if row.node == node]
    return found[-1] if found else None


def changes_take_their_time(replay: Replay) -> Check:
    """What is moved to a depot can be sent on only once it has been handled there.

    On the next day at the soonest, else after as many of the pack's working days as the handling
    takes hours, rounded up.
    """
    tally = Tally("changes_take_their_time", msg("Loads that change vehicles take their time"))
    rules = replay.run.pack.access
    working = max(rules.day_ends - rules.day_starts, 1.0)
    for moved in replay.run.transfers:
        change = change_at(replay, moved.to_depot)
        hours = change.handling_hours if change is not None else 0.0
        least = max(1, ceil((hours - GRAIN) / working))
        tally.see(
            moved.handling_days >= least,
            msg(
                "{depot}: trip {trip} arrives on day {day} and its load goes on after {filed} "
                "days, handling takes {least}",
                depot=moved.to_depot, trip=moved.trip_id, day=moved.arrival_day,
                filed=moved.handling_days, least=least,
            ),
        )  # fmt: skip
    return tally.check()


def changes_kept_to_a_day(replay: Replay) -> Check:
    """No more arrives by transfer on a day than can change vehicles there, by weight."""
    tally = Tally("changes_kept_to_a_day", msg("No more changes vehicles than can in a day"))
    arrived: dict[tuple[str, int], float] = {}
    for moved in replay.run.transfers:
        key = (moved.to_depot, moved.arrival_day)
        kg = moved.quantity * replay.run.item(moved.item).kg
        arrived[key] = arrived.get(key, 0.0) + kg
    for (depot_id, day), kg in sorted(arrived.items()):
        change = change_at(replay, depot_id)
        if change is not None and change.kg_per_day is not None:
            tally.see(
                not exceeds(kg, change.kg_per_day, KG_GRAIN),
                msg(
                    "{depot}, day {day}: {kg} kg arrive, {limit} can change vehicles a day",
                    depot=depot_id, day=day, kg=kg, limit=change.kg_per_day,
                ),
            )  # fmt: skip
    return tally.check()


def handling_cost(replay: Replay, journey: Journey) -> float:
    """What handling costs of a load that is moved to where it changes vehicles."""
    if journey.purpose is not Purpose.TRANSFER:
        return 0.0
    change = change_at(replay, journey.destination)
    return change.cost_per_t * journey.kg / KG_A_TONNE if change is not None else 0.0
