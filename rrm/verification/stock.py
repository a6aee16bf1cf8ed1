"""Depots: nothing leaves that is not there, and no more than can be handled in a day."""

from __future__ import annotations

from rrm.model.language import msg
from rrm.model.verdict import Check
from rrm.verification.assembly import with_parts
from rrm.verification.replay import Purpose, Replay
from rrm.verification.tally import Tally
from rrm.verification.tolerance import KG_GRAIN, exceeds

Shelf = tuple[str, str]
"""Depot and item."""


def stocks_suffice(replay: Replay) -> Check:
    """What has left a depot by a day never exceeds what it held and received by then.

    Received are expected supplies whose certainty the pack counts, on the day they arrive (those
    due earlier lie there on day 1), and transfers from the day on which they can be sent on. Of
    what is made of parts a depot may send more than it has: then its parts have left.
    """
    tally = Tally("stocks_suffice", msg("No depot sends what it does not have"))
    received = _received(replay)
    sent = with_parts(replay.run, received, _sent(replay))
    for depot_id, item in sorted(sent):
        leaving = sent[depot_id, item]
        for day in sorted(leaving):
            had = sum(q for d, q in received.get((depot_id, item), []) if d <= day)
            gone = sum(q for d, q in leaving.items() if d <= day)
            tally.see(
                not exceeds(gone, had),
                msg(
                    "{depot}, day {day}: {gone} of {item} have left, {had} were there by then",
                    depot=depot_id, day=day, gone=gone, item=item, had=had,
                ),
            )  # fmt: skip
    return tally.check()


def handling_kept(replay: Replay) -> Check:
    """A depot loads and receives no more kilograms on a day than it can handle."""
    tally = Tally("handling_kept", msg("No depot handles more than it can in a day"))
    limits = {d.depot_id: d.handling_capacity for d in replay.run.scenario.depots}
    for (depot_id, day), kg in sorted(_handled(replay).items()):
        limit = limits[depot_id]
        if limit is not None:
            tally.see(
                not exceeds(kg, limit, KG_GRAIN),
                msg(
                    "{depot}, day {day}: {kg} kg handled, it can handle {limit}",
                    depot=depot_id, day=day, kg=kg, limit=limit,
                ),
            )  # fmt: skip
    return tally.check()


def _received(replay: Replay) -> dict[Shelf, list[tuple[int, float]]]:
    scenario, counted = replay.run.scenario, replay.run.pack.entitlements.pipeline_counted
    found: dict[Shelf, list[tuple[int, float]]] = {}
    for held in scenario.stock:
        found.setdefault((held.depot_id, held.item), []).append((1, held.quantity))
    for due in scenario.pipeline:
        if due.certainty in counted:
            day = max(1, scenario.settings.day_of(due.arrives_on))
            found.setdefault((due.depot_id, due.item), []).append((day, due.quantity))
    for moved in replay.run.transfers:
        arrival = (moved.ready_day, moved.quantity)
        found.setdefault((moved.to_depot, moved.item), []).append(arrival)
    return found


def _sent(replay: Replay) -> dict[Shelf, dict[int, float]]:
    run = replay.run
    found: dict[Shelf, dict[int, float]] = {}
    for row in run.deliveries:
        trip = run.trip_of.get(row.trip_id)
        if not run.is_water(row.item):
            by_day = found.setdefault((row.origin, row.item), {})
            day = trip.day if trip is not None else row.day
            by_day[day] = by_day.get(day, 0.0) + row.quantity
    for moved in run.transfers:
        by_day = found.setdefault((moved.from_depot, moved.item), {})
        by_day[moved.day] = by_day.get(moved.day, 0.0) + moved.quantity
    return found


def _handled(replay: Replay) -> dict[tuple[str, int], float]:
    found: dict[tuple[str, int], float] = {}
    for journey in replay.journeys:
        if journey.purpose is not Purpose.WATER:
            key = (journey.trip.depot_id, journey.trip.day)
            found[key] = found.get(key, 0.0) + journey.kg
    for moved in replay.run.transfers:
        key = (moved.to_depot, moved.arrival_day)
        found[key] = found.get(key, 0.0) + moved.quantity * replay.run.item(moved.item).kg
    return found
