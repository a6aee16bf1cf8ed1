"""What is on each trip, and whether its vehicle can carry it."""

from __future__ import annotations

from rrm.model.language import Message, msg
from rrm.model.plan import Delivery, Transfer
from rrm.model.rule_pack import ItemKind
from rrm.model.verdict import Check
from rrm.verification.replay import Purpose, Replay
from rrm.verification.tally import Tally
from rrm.verification.tolerance import KG_GRAIN, agree, exceeds


def deliveries_travel(replay: Replay) -> Check:
    """Everything handed over came on a trip that left from its origin and stopped at its site."""
    tally = Tally("deliveries_travel", msg("Every delivery came on a trip that goes there"))
    for row in replay.run.deliveries:
        journey = replay.journey_of.get(row.trip_id)
        holds = journey is not None and (
            journey.origin == row.origin
            and row.site_id in journey.stops
            and journey.trip.vehicle_class == row.vehicle_class
            and journey.purpose is not Purpose.TRANSFER
        )
        tally.see(
            holds,
            msg(
                "{site}, day {day}: {item} from {origin} on trip {trip}, "
                "which is no such trip by {vehicle}",
                site=row.site_id, day=row.day, item=row.item, origin=row.origin,
                trip=row.trip_id, vehicle=row.vehicle_class,
            ),
        )  # fmt: skip
    return tally.check()


def transfers_travel(replay: Replay) -> Check:
    """Everything moved between depots came on a trip from the one to the other."""
    tally = Tally("transfers_travel", msg("Every transfer came on a trip that goes there"))
    for row in replay.run.transfers:
        journey = replay.journey_of.get(row.trip_id)
        holds = journey is not None and (
            (journey.origin, journey.destination) == (row.from_depot, row.to_depot)
            and journey.trip.vehicle_class == row.vehicle_class
            and journey.trip.day == row.day
            and journey.purpose is Purpose.TRANSFER
        )
        tally.see(
            holds,
            msg(
                "{start} to {end}, day {day}: {item} on trip {trip}, "
                "which is no such trip by {vehicle}",
                start=row.from_depot, end=row.to_depot, day=row.day, item=row.item,
                trip=row.trip_id, vehicle=row.vehicle_class,
            ),
        )  # fmt: skip
    return tally.check()


def trips_carry_something(replay: Replay) -> Check:
    """No vehicle drives empty, and none takes deliveries and a transfer on one trip.

    Nor does it stop where it brings nothing.
    """
    tally = Tally("trips_carry_something", msg("Every trip carries something"))
    run = replay.run
    for trip in run.trips:
        delivers, transfers = trip.trip_id in run.deliveries_of, trip.trip_id in run.transfers_of
        tally.see(
            delivers != transfers,
            msg("trip {trip} to {stop} carries nothing", trip=trip.trip_id, stop=trip.stops[-1])
            if not delivers
            else msg("trip {trip} both delivers and transfers", trip=trip.trip_id),
        )
        served = {row.site_id for row in run.deliveries_of.get(trip.trip_id, ())}
        for stop in trip.stops if delivers and len(trip.stops) > 1 else ():
            tally.see(
                stop in served or not replay.is_site(stop),
                msg("trip {trip} to {stop} carries nothing", trip=trip.trip_id, stop=stop),
            )
    return tally.check()


def classes_carry_their_kind(replay: Replay) -> Check:
    """Water goes by tanker, goods by anything else."""
    tally = Tally("classes_carry_their_kind", msg("Water goes by tanker, goods do not"))
    run = replay.run
    rows: tuple[Delivery | Transfer, ...] = (*run.deliveries, *run.transfers)
    for row in rows:
        rules = run.pack.access.classes.get(row.vehicle_class)
        needed = "water" if run.item(row.item).kind is ItemKind.WATER else "goods"
        tally.see(
            rules is not None and rules.carries == needed,
            msg(
                "trip {trip}: {item} by {vehicle}",
                trip=row.trip_id, item=row.item, vehicle=row.vehicle_class,
            ),
        )  # fmt: skip
    return tally.check()


def loads_as_filed(replay: Replay) -> Check:
    """load_kg and load_m3 of a trip are what the catalogue says of the items on it."""
    tally = Tally("loads_as_filed", msg("Filed loads are those of the items on board"))
    for journey in replay.journeys:
        trip = journey.trip
        holds = agree(trip.load_kg, journey.kg, KG_GRAIN) and agree(trip.load_m3, journey.m3)
        tally.see(
            holds,
            msg(
                "trip {trip}: {kg} kg and {m3} m3 on board, filed are {filed_kg} and {filed_m3}",
                trip=trip.trip_id, kg=journey.kg, m3=journey.m3, filed_kg=trip.load_kg,
                filed_m3=trip.load_m3,
            ),
        )  # fmt: skip
    return tally.check()


def payloads_kept(replay: Replay) -> Check:
    """No trip carries more kilograms than a vehicle of its depot and class that day."""
    tally = Tally("payloads_kept", msg("No vehicle carries more kilograms than it may"))
    for journey in replay.journeys:
        rows = replay.vehicles(journey.fleet, journey.trip.day)
        if rows:
            limit = max(row.payload_kg for row in rows)
            tally.see(
                not exceeds(journey.kg, limit, KG_GRAIN),
                _overload(msg("kg"), journey.trip.trip_id, journey.kg, limit),
            )
    return tally.check()


def volumes_kept(replay: Replay) -> Check:
    """No trip carries more m3 than a vehicle of its depot and class, or its tank, holds."""
    tally = Tally("volumes_kept", msg("No vehicle carries more m3 than it holds"))
    for journey in replay.journeys:
        rows = replay.vehicles(journey.fleet, journey.trip.day)
        if rows:
            limit = max(row.volume_m3 for row in rows)
            tally.see(
                not exceeds(journey.m3, limit),
                _overload(msg("m3"), journey.trip.trip_id, journey.m3, limit),
            )
    return tally.check()


def _overload(unit: Message, trip_id: str, found: float, limit: float) -> Message:
    return msg(
        "trip {trip}: {found} {unit} on board, a vehicle takes {limit}",
        trip=trip_id, found=found, unit=unit, limit=limit,
    )  # fmt: skip
