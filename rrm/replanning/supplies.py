"""What depots hold on a day, and what is still to come into them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rrm.model.language import Message, msg
from rrm.model.rounding import round_half_up
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Certainty, Pipeline, Scenario, Stock
from rrm.replanning.course import Course
from rrm.replanning.depot_events import (
    KEEPS,
    Event,
    Returning,
    batches_back,
    chlorine_used,
    day_of_expiry,
    leaving,
    moved_in,
    returning,
)
from rrm.replanning.fates import Fate
from rrm.replanning.shelves import Shelves


@dataclass(frozen=True, slots=True)
class Supplies:
    """What depots hold at the beginning of a day, and what is to come in from then on.

    stock: by depot, item and batch. pipeline: what the scenario expects later, or never said to be
    sure; arrivals: what is moved or returned, on its way into a depot. short: what a depot has sent
    of an item beyond what it is known to have held. used: chlorine that went along with water.
    """

    stock: tuple[Stock, ...]
    pipeline: tuple[Pipeline, ...]
    arrivals: tuple[Pipeline, ...]
    short: tuple[Stock, ...]
    used: tuple[Stock, ...]

    def doubts(self) -> Iterator[Message]:
        """What can't be as the tables say."""
        for one in self.short:
            yield msg(
                "{depot} has sent {n} more of {item} than it is known to have held: its stock is"
                " taken as nothing.",
                depot=one.depot_id, n=one.quantity, item=one.item,
            )  # fmt: skip


def supplies_on(course: Course, fates: tuple[Fate, ...], day: int) -> Supplies:
    """Stock and what is to come in, at the beginning of a day.

    Stock at the start and supplies expected before that day, as far as the pack counts on them,
    less what was sent, with what was moved in and what came back. Supplies that were expected and
    that the pack counts on are taken to have come, since receipts do not tell of them.
    """
    scenario = course.scenario
    shelves = Shelves(course.pack)
    for row in scenario.stock:
        shelves.put(row.depot_id, row.item, row.expires_on, row.quantity)
    pipeline: list[Pipeline] = []
    coming: list[Event] = []
    for line in scenario.pipeline:
        arrives = scenario.settings.day_of(line.arrives_on)
        if day > 1 and arrives < day and line.certainty in _counted(course.pack):
            coming.append(Event(arrives, line.depot_id, line.item, line.quantity, line.expires_on))
        else:
            pipeline.append(line)
    sent = list(leaving(course, fates))
    coming += moved_in(course, fates)
    back = list(returning(course, sent))
    used = list(chlorine_used(course, day))
    _replay(shelves, [*(event for event, _ in sent), *used], coming, back, day)
    late = [one for one in coming if one.day > day]
    late += [_as_returned(one) for one in back if one[0].day > day]
    return Supplies(
        stock=shelves.stock(),
        pipeline=tuple(pipeline),
        arrivals=tuple(_arrivals(scenario, late)),
        short=shelves.short(),
        used=tuple(
            Stock(depot_id=one.depot, item=one.item, quantity=-one.quantity) for one in used
        ),
    )


def _replay(
    shelves: Shelves,
    sent: list[Event],
    coming: list[Event],
    returned: list[Returning],
    day: int,
) -> None:
    """Lets everything before a day happen in its order: on each day first in, then out.

    What is moved or comes back is there on the day from which it can be sent on, that day's too.
    What has left although it was to leave later is taken out at the end.
    """
    for today in range(1, day + 1):
        for event in coming:
            if event.day == today or (today == 1 and event.day < 1):
                shelves.put(event.depot, event.item, event.batch, event.quantity)
        for back, gone in returned:
            if back.day == today:
                for last, quantity in batches_back(back, gone):
                    shelves.put(back.depot, back.item, day_of_expiry(last), quantity)
        for event in sent:
            if event.day == today < day or (today == day and event.day >= day):
                shelves.take(event)


def _as_returned(one: Returning) -> Event:
    """What is on its way back, with the date of the batch of it that expires first."""
    back, gone = one
    first = min((last for last, _ in gone.taken), default=KEEPS)
    return Event(back.day, back.depot, back.item, back.quantity, batch=day_of_expiry(first))


def _arrivals(scenario: Scenario, late: list[Event]) -> Iterator[Pipeline]:
    together: dict[tuple[str, str, int, date | None], float] = defaultdict(float)
    for event in late:
        together[event.depot, event.item, event.day, event.batch] += event.quantity
    for (depot, item, day, batch), quantity in sorted(
        together.items(), key=lambda one: (one[0][2], one[0][:2], one[0][3] or KEEPS)
    ):
        yield Pipeline(
            depot_id=depot,
            item=item,
            quantity=round_half_up(quantity, 6),
            arrives_on=scenario.settings.date_of(day),
            certainty=Certainty.CERTAIN,
            expires_on=batch,
        )


def _counted(pack: RulePack) -> tuple[Certainty, ...]:
    return pack.entitlements.pipeline_counted
