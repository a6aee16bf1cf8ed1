"""What goes along with water: something that holds it where it is brought, and chlorine."""

from __future__ import annotations

from rrm.model.language import msg
from rrm.model.rule_pack import Chlorine, Storage
from rrm.model.verdict import Check
from rrm.verification.replay import Purpose, Replay
from rrm.verification.tally import Tally
from rrm.verification.tolerance import KG_GRAIN, exceeds

LITRES_PER_M3 = 1000
MG_PER_KG = 1_000_000


def water_is_held(replay: Replay) -> Check:
    """No place is brought more water on a day than what stands there can hold.

    That is what its rows say it has, else what the pack takes to be there, with all storage that
    was handed over early enough to be set up; times how often a day it is filled. Places of which
    neither says anything are not looked at.
    """
    tally = Tally("water_is_held", msg("Water is brought only where something holds it"))
    for (site_id, item, day), m3 in sorted(_brought(replay).items()):
        storage = replay.run.item(item).goes_with.storage
        present = None if storage is None else _present(replay, storage, site_id)
        if storage is None or present is None:
            continue
        held = present + _set_up(replay, site_id, day - storage.ready_after_days)
        room = storage.turnover_per_day * held
        tally.see(
            not exceeds(m3, room),
            msg(
                "{site}, day {day}: {m3} m3 of {item} are brought, what is there holds {room}",
                site=site_id, day=day, m3=m3, item=item, room=room,
            ),
        )  # fmt: skip
    return tally.check()


def chlorine_suffices(replay: Replay) -> Check:
    """Tankers take no more chlorine from their depot than it has.

    Each m3 from a source that does not chlorinate takes a dose, on the day on which the tanker
    leaves. Counted with all else of it that leaves the depot, as stocks are: what was held, what
    was expected and has come, and transfers from the day after their arrival.
    """
    tally = Tally("chlorine_suffices", msg("There is chlorine for the water that needs it"))
    used = chlorine_used(replay)
    for depot_id, item in sorted({shelf for shelf, _, _ in used}):
        drawn = [(day, q) for shelf, day, q in used if shelf == (depot_id, item)]
        drawn += _taken_otherwise(replay, depot_id, item)
        there = _there(replay, depot_id, item)
        for day in sorted({day for day, _ in drawn}):
            gone = sum(q for when, q in drawn if when <= day)
            had = sum(q for when, q in there if when <= day)
            tally.see(
                not exceeds(gone, had, KG_GRAIN),
                msg(
                    "{depot}, day {day}: {gone} of {item} are used by then, {had} were there",
                    depot=depot_id, day=day, gone=gone, item=item, had=had,
                ),
            )  # fmt: skip
    return tally.check()


def _brought(replay: Replay) -> dict[tuple[str, str, int], float]:
    found: dict[tuple[str, str, int], float] = {}
    for row in replay.run.deliveries:
        if replay.run.is_water(row.item):
            key = (row.site_id, row.item, row.day)
            found[key] = found.get(key, 0.0) + row.quantity
    return found


def _present(replay: Replay, storage: Storage, site_id: str) -> float | None:
    rows = [site for site in replay.run.scenario.sites if site.site_id == site_id]
    said = [site.storage_m3 for site in rows if site.storage_m3 is not None]
    return max(said) if said else storage.if_not_stated_m3


def _set_up(replay: Replay, site_id: str, day: int) -> float:
    """M3 that was handed over at a place by a day and can hold water."""
    return sum(
        row.quantity * replay.run.item(row.item).holds_m3
        for row in replay.run.deliveries
        if row.site_id == site_id and row.day <= day
    )


def chlorine_used(replay: Replay) -> list[tuple[tuple[str, str], int, float]]:
    """((depot, item), day, units) for each load of water that needs it."""
    sources = {source.source_id: source for source in replay.run.scenario.water_sources}
    found = []
    for row in replay.run.deliveries:
        chlorine = replay.run.item(row.item).goes_with.chlorine
        journey = replay.journey_of.get(row.trip_id)
        if chlorine is None or journey is None or journey.purpose is not Purpose.WATER:
            continue
        said = sources[journey.origin].chlorinated
        if not (chlorine.sources_chlorinate if said is None else said):
            units = row.quantity * _kg_per_m3(chlorine) / replay.run.item(chlorine.item).kg
            found.append(((journey.trip.depot_id, chlorine.item), journey.trip.day, units))
    return found


def _kg_per_m3(chlorine: Chlorine) -> float:
    return chlorine.dose_mg_per_l * LITRES_PER_M3 / MG_PER_KG / chlorine.active_share


def _taken_otherwise(replay: Replay, depot_id: str, item: str) -> list[tuple[int, float]]:
    run = replay.run
    sent = [
        (run.trip_of[row.trip_id].day if row.trip_id in run.trip_of else row.day, row.quantity)
        for row in run.deliveries
        if (row.origin, row.item) == (depot_id, item)
    ]
    moved = [
        (t.day, t.quantity) for t in run.transfers if (t.from_depot, t.item) == (depot_id, item)
    ]
    return [*sent, *moved]


def _there(replay: Replay, depot_id: str, item: str) -> list[tuple[int, float]]:
    scenario, counted = replay.run.scenario, replay.run.pack.entitlements.pipeline_counted
    shelf = (depot_id, item)
    held = [(1, row.quantity) for row in scenario.stock if (row.depot_id, row.item) == shelf]
    due = [
        (max(1, scenario.settings.day_of(row.arrives_on)), row.quantity)
        for row in scenario.pipeline
        if (row.depot_id, row.item) == shelf and row.certainty in counted
    ]
    moved = [
        (row.arrival_day + row.handling_days, row.quantity)
        for row in replay.run.transfers
        if (row.to_depot, row.item) == shelf
    ]
    return [*held, *due, *moved]
