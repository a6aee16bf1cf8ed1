"""Batches: what has a date is handed out by then, counted out anew, first expired first out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from rrm.model.language import Message, msg
from rrm.model.plan import Transfer
from rrm.model.scenario import Pipeline, Stock
from rrm.model.verdict import Check
from rrm.verification.alongside import chlorine_used
from rrm.verification.replay import Replay
from rrm.verification.tally import Tally
from rrm.verification.tolerance import exceeds

KEEPS = 10**9
"""The last day of what has no date."""
Shelf = tuple[str, str]
"""Depot and item."""


@dataclass(slots=True)
class _Batch:
    """Units of one item in one depot: there from a day on, to be handed out by a last day."""

    there_from: int
    last_day: int
    left: float


@dataclass(frozen=True, slots=True)
class _Leaving:
    """Units that leave: on which day, for hand-out on which day, and what to say if there are none.

    batch: the last day of the very batch that a transfer moves; None where any that keeps will do.
    """

    day: int
    handed_out: int
    quantity: float
    offence: Message
    batch: int | None = None


@dataclass(frozen=True, slots=True)
class _Shelf:
    batches: list[_Batch] = field(default_factory=list)
    moved: list[_Leaving] = field(default_factory=list)
    handed: list[_Leaving] = field(default_factory=list)


def batches_in_time(replay: Replay) -> Check:
    """Each unit that leaves a depot can be of a batch that is there and keeps until it is used.

    A transfer takes of the batch that its row names, of those units what came last. A delivery
    takes what expires first among what keeps until the day of its hand-out; if that finds nothing
    left, no other way of dealing out the batches would. What is made of parts and is not there is
    put together, of parts that outlast the plan; it has no date. Depots without a dated batch of
    an item are looked at by `stocks_suffice`.
    """
    tally = Tally("batches_in_time", msg("Nothing is handed out after its date of expiry"))
    shelves = _shelves(replay)
    parts_of = {shelf: replay.run.item(shelf[1]).made_of for shelf in shelves}
    for shelf in sorted(shelves, key=lambda one: (not parts_of[one], one)):
        is_dated = _is_dated(shelves[shelf])
        for leaving in _in_order(shelves[shelf]):
            missing = _take(shelves[shelf].batches, leaving)
            if parts_of[shelf] and leaving.batch in (None, KEEPS):
                for part, each in parts_of[shelf].items():
                    made = replace(
                        leaving, handed_out=replay.run.horizon, quantity=missing * each, batch=None
                    )
                    shelves.get((shelf[0], part), _Shelf()).handed.append(made)
                missing = 0.0
            if is_dated:
                tally.see(not exceeds(missing, 0.0), leaving.offence)
    return tally.check()


def _is_dated(shelf: _Shelf) -> bool:
    batches = [batch.last_day for batch in shelf.batches]
    return any(last != KEEPS for last in (*batches, *(one.batch for one in shelf.moved)))


def _in_order(shelf: _Shelf) -> list[_Leaving]:
    """What is bound to a date first; then by day of departure, and of hand-out."""
    bound = [one for one in shelf.moved if one.batch != KEEPS]
    free = [one for one in shelf.moved if one.batch == KEEPS]
    by_day = sorted((*free, *shelf.handed), key=lambda one: (one.day, one.handed_out))
    return [*sorted(bound, key=lambda one: one.day), *by_day]


def _take(batches: list[_Batch], leaving: _Leaving) -> float:
    """Takes the units out; says how many of them no batch has."""
    missing = leaving.quantity
    for batch in _choices(batches, leaving):
        taken = min(missing, batch.left)
        batch.left -= taken
        missing -= taken
    return missing


def _choices(batches: list[_Batch], leaving: _Leaving) -> list[_Batch]:
    there = [batch for batch in batches if batch.there_from <= leaving.day]
    if leaving.batch is not None:
        same = [batch for batch in there if batch.last_day == leaving.batch]
        return sorted(same, key=lambda batch: -batch.there_from)
    keeping = [batch for batch in there if batch.last_day >= leaving.handed_out]
    return sorted(keeping, key=lambda batch: batch.last_day)


def _shelves(replay: Replay) -> dict[Shelf, _Shelf]:
    found: dict[Shelf, _Shelf] = {}
    for shelf, batch in _batches(replay):
        found.setdefault(shelf, _Shelf()).batches.append(batch)
    run = replay.run
    for moved in run.transfers:
        last_day = _last_day(replay, moved)
        left = found.setdefault((moved.from_depot, moved.item), _Shelf())
        offence = msg(
            "{depot} to {other}, day {day}: {quantity} of {item} moved of a batch of which there "
            "is not so much",
            depot=moved.from_depot, other=moved.to_depot, day=moved.day, quantity=moved.quantity,
            item=moved.item,
        )  # fmt: skip
        left.moved.append(_Leaving(moved.day, moved.day, moved.quantity, offence, last_day))
    for row in run.deliveries:
        if run.is_water(row.item):
            continue
        trip = run.trip_of.get(row.trip_id)
        left = found.setdefault((row.origin, row.item), _Shelf())
        offence = msg(
            "{depot} to {site}: {quantity} of {item} handed out on day {day}, the batches that "
            "keep until then are used up",
            depot=row.origin, site=row.site_id, quantity=row.quantity, item=row.item, day=row.day,
        )  # fmt: skip
        day = trip.day if trip is not None else row.day
        left.handed.append(_Leaving(day, row.day, row.quantity, offence))
    for (depot_id, item), day, units in chlorine_used(replay):
        offence = msg(
            "{depot}: {quantity} of {item} taken along on day {day}, the batches that keep until "
            "then are used up",
            depot=depot_id, quantity=units, item=item, day=day,
        )  # fmt: skip
        left = found.setdefault((depot_id, item), _Shelf())
        left.handed.append(_Leaving(day, day, units, offence))
    return found


def _batches(replay: Replay) -> Iterator[tuple[Shelf, _Batch]]:
    scenario, counted = replay.run.scenario, replay.run.pack.entitlements.pipeline_counted
    for held in scenario.stock:
        shelf = (held.depot_id, held.item)
        yield shelf, _Batch(1, _last_day(replay, held), held.quantity)
    for due in scenario.pipeline:
        if due.certainty in counted:
            day = max(1, scenario.settings.day_of(due.arrives_on))
            yield (due.depot_id, due.item), _Batch(day, _last_day(replay, due), due.quantity)
    for moved in replay.run.transfers:
        shelf = (moved.to_depot, moved.item)
        yield shelf, _Batch(moved.ready_day, _last_day(replay, moved), moved.quantity)


def _last_day(replay: Replay, row: Stock | Pipeline | Transfer) -> int:
    if row.expires_on is None:
        return KEEPS
    return replay.run.scenario.settings.day_of(row.expires_on)
