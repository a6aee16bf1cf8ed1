"""What lies in depots, batch by batch, while things come in and leave."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from rrm.model.rounding import round_half_up
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Stock
from rrm.replanning.depot_events import KEEPS, Event, day_of_expiry

GRAIN = 1e-6
Batch = tuple[str, str, date]
"""Depot, item, and the last day on which it may be handed out."""


class Shelves:
    """Quantities by batch; what expires first goes out first."""

    def __init__(self, pack: RulePack) -> None:
        self._pack = pack
        self._held: dict[Batch, float] = {}
        self._missing: dict[tuple[str, str], float] = defaultdict(float)

    def put(self, depot: str, item: str, expires_on: date | None, quantity: float) -> None:
        """Something comes in."""
        batch = (depot, item, expires_on or KEEPS)
        self._held[batch] = self._held.get(batch, 0.0) + quantity

    def take(self, event: Event) -> None:
        """Takes what leaves, from parts where the depot puts units together of them.

        The batches are noted with the event. What was not there is noted as missing.
        """
        wanted = -event.quantity
        for batch in self._choices(event):
            taken = min(wanted, self._held[batch])
            if taken > 0:
                self._held[batch] -= taken
                wanted -= taken
                event.taken.append((batch[2], taken))
        if wanted <= GRAIN:
            return
        event.taken.append((KEEPS, wanted))
        known = self._pack.catalogue.get(event.item)
        if known is None or not known.made_of:
            self._missing[event.depot, event.item] += wanted
            return
        for part, number in known.made_of.items():
            needed = -wanted * number
            self.take(Event(event.day, event.depot, part, needed, keeps_until=event.keeps_until))

    def stock(self) -> tuple[Stock, ...]:
        """All batches, in the order in which they first came in."""
        return tuple(
            Stock(
                depot_id=depot,
                item=item,
                quantity=max(0.0, round_half_up(quantity, 6)),
                expires_on=day_of_expiry(last),
            )
            for (depot, item, last), quantity in self._held.items()
        )

    def short(self) -> tuple[Stock, ...]:
        """What was sent and wasn't there."""
        return tuple(
            Stock(depot_id=depot, item=item, quantity=round_half_up(quantity, 6))
            for (depot, item), quantity in self._missing.items()
            if quantity > GRAIN
        )

    def _choices(self, event: Event) -> list[Batch]:
        here = [one for one in self._held if one[:2] == (event.depot, event.item)]
        if event.keeps_until is None:
            return [one for one in here if one[2] == (event.batch or KEEPS)]
        until = event.keeps_until
        # What is said to have been handed out was there, even if past its date.
        return sorted(here, key=lambda one: (one[2] < until, one[2]))
