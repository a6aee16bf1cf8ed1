"""What comes into each depot and leaves it, day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from rrm.export.facts import Facts
from rrm.export.published.grain import QUANTITY, exact_sum, published
from rrm.export.published.lines import StockLine
from rrm.model.rule_pack import ItemKind

Shelf = tuple[str, str]
"""Depot and item."""


@dataclass(slots=True)
class _Moves:
    """What moves on a shelf, by day."""

    arrives: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    moved_in: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    moved_out: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    leaves: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    assembled: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))

    @property
    def days(self) -> set[int]:
        """Days on which anything moves."""
        return {
            *self.arrives, *self.moved_in, *self.moved_out, *self.leaves, *self.assembled,
        }  # fmt: skip

    def change(self, day: int, *, with_assembly: bool = True) -> float:
        """By how much there is more at the end of a day than at its beginning."""
        return exact_sum(
            (
                *self.arrives.get(day, ()),
                *self.moved_in.get(day, ()),
                *(self.assembled.get(day, ()) if with_assembly else ()),
                *(-quantity for quantity in self.moved_out.get(day, ())),
                *(-quantity for quantity in self.leaves.get(day, ())),
            )
        )


def stock_lines(facts: Facts) -> tuple[StockLine, ...]:
    """Depots in the order of the scenario, items by code, days in order.

    Nothing is below 0 in a plan that the check accepted: what is moved here counts from the day on
    which it can be sent on, and a unit that is lacking is put together of its parts.
    """
    first_day = facts.run.replans.day if facts.run.replans else 1
    opening = _opening(facts)
    moves = _moves(facts, first_day)
    _put_together(facts, opening, moves)
    place = {depot.depot_id: at for at, depot in enumerate(facts.scenario.depots)}
    shelves = sorted({*opening, *moves}, key=lambda shelf: (place[shelf[0]], shelf[1]))
    return tuple(
        line
        for shelf in shelves
        for line in _lines(facts, shelf, opening.get(shelf, 0.0), moves[shelf], first_day)
    )


def _lines(
    facts: Facts, shelf: Shelf, opening: float, moves: _Moves, first_day: int
) -> Iterator[StockLine]:
    depot_id, item = shelf
    known = facts.pack.catalogue.get(item)
    for day in sorted({first_day, *moves.days}):
        closing = exact_sum((opening, moves.change(day)))
        yield StockLine(
            day=facts.scenario.settings.date_of(day),
            depot_id=depot_id,
            item=item,
            unit=known.unit if known else "",
            opening=opening,
            arrives=exact_sum(moves.arrives.get(day, ())),
            moved_in=exact_sum(moves.moved_in.get(day, ())),
            assembled=exact_sum(moves.assembled.get(day, ())),
            moved_out=exact_sum(moves.moved_out.get(day, ())),
            leaves=exact_sum(moves.leaves.get(day, ())),
            closing=closing,
        )
        opening = closing


def _opening(facts: Facts) -> dict[Shelf, float]:
    held: dict[Shelf, list[float]] = defaultdict(list)
    depots = {depot.depot_id for depot in facts.scenario.depots}
    for one in facts.scenario.stock:
        if one.quantity > 0 and one.depot_id in depots:
            held[one.depot_id, one.item].append(published(one.quantity, QUANTITY))
    return {shelf: exact_sum(quantities) for shelf, quantities in held.items()}


def _moves(facts: Facts, first_day: int) -> dict[Shelf, _Moves]:
    """By shelf; supplies that were due earlier come on the first day, as the plan takes them."""
    scenario, plan = facts.scenario, facts.run.plan
    depots = {depot.depot_id for depot in scenario.depots}
    leaves_on = {trip.trip_id: trip.day for trip in plan.trips}
    moves: dict[Shelf, _Moves] = defaultdict(_Moves)
    for due in scenario.pipeline:
        day = max(first_day, scenario.settings.day_of(due.arrives_on))
        is_counted = due.certainty in facts.pack.entitlements.pipeline_counted
        if is_counted and day <= scenario.settings.horizon_days and due.depot_id in depots:
            arriving = published(due.quantity, QUANTITY)
            moves[due.depot_id, due.item].arrives[day].append(arriving)
    for row in plan.deliveries:
        if row.origin in depots and facts.names.kind(row.item) is not ItemKind.WATER:
            day = leaves_on.get(row.trip_id, row.day)
            moves[row.origin, row.item].leaves[day].append(row.quantity)
    for moved in plan.transfers:
        if moved.from_depot in depots:
            moves[moved.from_depot, moved.item].moved_out[moved.day].append(moved.quantity)
        if moved.to_depot in depots:
            moves[moved.to_depot, moved.item].moved_in[moved.ready_day].append(moved.quantity)
    return moves


def _put_together(facts: Facts, opening: dict[Shelf, float], moves: dict[Shelf, _Moves]) -> None:
    """Adds units put together of parts: what is sent beyond what there is, as late as can be."""
    for depot_id, item in sorted(moves):
        known = facts.pack.catalogue.get(item)
        if known is None or not known.made_of:
            continue
        shelf = moves[depot_id, item]
        held = opening.get((depot_id, item), 0.0)
        for day in sorted(shelf.days):
            held = exact_sum((held, shelf.change(day, with_assembly=False)))
            if held < 0:
                shelf.assembled[day].append(-held)
                for part, each in sorted(known.made_of.items()):
                    taken = published(-held * each, QUANTITY)
                    moves[depot_id, part].assembled[day].append(-taken)
                held = 0.0
