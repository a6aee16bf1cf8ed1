"""Water: what a source yields, and the rounds that a tanker can make in a day."""

from __future__ import annotations

from rrm.model.language import msg
from rrm.model.verdict import Check
from rrm.verification.positioning import is_positioned, positioning
from rrm.verification.replay import Journey, Purpose, Replay
from rrm.verification.tally import Tally
from rrm.verification.tolerance import exceeds


def yields_kept(replay: Replay) -> Check:
    """No more is drawn from a source on a day than it yields."""
    tally = Tally("yields_kept", msg("No source gives more than it yields in a day"))
    yields = {s.source_id: s.m3_per_day for s in replay.run.scenario.water_sources}
    drawn: dict[tuple[str, int], float] = {}
    for row in replay.run.deliveries:
        if row.origin in yields and replay.run.is_water(row.item):
            drawn[row.origin, row.day] = drawn.get((row.origin, row.day), 0.0) + row.quantity
    for (source_id, day), m3 in sorted(drawn.items()):
        tally.see(
            not exceeds(m3, yields[source_id]),
            msg(
                "{source}, day {day}: {m3} m3 drawn, it yields {limit}",
                source=source_id, day=day, m3=m3, limit=yields[source_id],
            ),
        )  # fmt: skip
    return tally.check()


def tankers_drive_to_source(replay: Replay) -> Check:
    """A tanker's day holds the drive from its depot to the source, and home from it.

    Both are in the hours of its first round. So at any moment no more tankers are on rounds from
    a source than rounds with these drives have begun, and that many fit into a day:
    floor((hours a day - there - home) / (filling + out + discharging + back)).
    """
    tally = Tally(
        "tankers_drive_to_source", msg("Tankers drive to their source and home within the day")
    )
    for (depot_id, _, day, source_id), rounds in _rounds(replay).items():
        for latest in rounds:
            moment = latest.trip.depart
            begun = [j for j in rounds if j.trip.depart <= moment]
            out = sum(1 for j in begun if moment < j.trip.return_)
            positioned = sum(1 for j in begun if is_positioned(replay, j))
            tally.see(
                out <= positioned,
                msg(
                    "trip {trip}, day {day}: {out} tankers on rounds from {source}, "
                    "{positioned} have driven there from {depot}",
                    trip=latest.trip.trip_id, day=day, out=out, source=source_id,
                    positioned=positioned, depot=depot_id,
                )
                if positioning(replay, latest) is not None
                else msg(
                    "trip {trip}, day {day}: no way from {depot} to {source} and home",
                    trip=latest.trip.trip_id, day=day, depot=depot_id, source=source_id,
                ),
            )  # fmt: skip
    return tally.check()


def _rounds(replay: Replay) -> dict[tuple[str, str, int, str], list[Journey]]:
    found: dict[tuple[str, str, int, str], list[Journey]] = {}
    for journey in replay.journeys:
        if journey.purpose is Purpose.WATER:
            key = (*journey.fleet, journey.trip.day, journey.origin)
            found.setdefault(key, []).append(journey)
    return dict(sorted(found.items()))
