"""What each demand has been brought by a day, and what it still lacks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import floor

from rrm.model.demand import Demand
from rrm.model.rounding import round_half_up, whole
from rrm.model.rule_pack import ItemKind, Lateness, RulePack
from rrm.replanning.course import Course, payment_key
from rrm.replanning.fates import Fate, Stage

GRAIN = 1e-6
Key = tuple[str, str, str]
"""Site, group, item: the key of a demand."""


@dataclass(frozen=True, slots=True)
class DemandOnDay:
    """A demand as it stands at the beginning of a day, in its item's unit.

    received: in good order, or paid, by a receipt. assumed: to have come by now by the plan, and
    not told of; for cash paid. on_the_way: sent, and to come later. lacking: not brought by any of
    these; of water, over the days that are left.
    """

    demand: Demand
    received: float
    assumed: float
    on_the_way: float
    lacking: float

    @property
    def counted(self) -> float:
        """What counts as brought."""
        return self.received + self.assumed + self.on_the_way


@dataclass(frozen=True, slots=True)
class Brought:
    """A quantity that counts for a demand, in the demand's unit, and the day it comes."""

    key: Key
    day: int
    stage: Stage
    quantity: float


def brought(course: Course, fates: tuple[Fate, ...], day: int) -> Iterator[Brought]:
    """What was received, or is out by the plan, and what was paid before a day.

    What is damaged, lost, returned or not accounted for counts for nobody. A line that serves two
    demands fills the first one first.
    """
    for fate in fates:
        if not fate.has_left or fate.waybill.is_transfer:
            continue
        left = fate.counted
        key = (fate.waybill.number, fate.line.item, fate.line.group)
        for row in course.deliveries_of.get(key, ()):
            taken = min(left, row.quantity)
            left -= taken
            if taken > 0:
                quantity = row.counted * taken / row.quantity
                yield Brought((row.site_id, row.group, row.for_item), row.day, fate.stage, quantity)
    for payment in course.payments:
        made = course.receipts.payment_of.get(payment_key(payment))
        key_of = (payment.site_id, payment.group, payment.item)
        if made is not None:
            yield Brought(key_of, payment.day, Stage.TOLD, float(made.households))
        elif payment.day < day:
            yield Brought(key_of, payment.day, Stage.ASSUMED, float(payment.households))


def demands_on(course: Course, came: tuple[Brought, ...], day: int) -> tuple[DemandOnDay, ...]:
    """Every demand of the course at the beginning of a day."""
    by_key: dict[Key, list[Brought]] = defaultdict(list)
    for one in came:
        by_key[one.key].append(one)
    return tuple(
        _on_day(course, demand, by_key.get(demand.key, []), day) for demand in course.demands
    )


def demands_left(course: Course, standing: tuple[DemandOnDay, ...], day: int) -> tuple[Demand, ...]:
    """What is still to be planned for from a day on; what has all it is due is left out.

    Goods keep their days and weight, as no vehicle leaves before that day. Water that was not
    brought is over. Cash could be paid on days gone by, so that it begins on that day, at the
    weight that is left of it then; the loss of later days is taken of that.
    """
    found = (_left(course.pack, one, day) for one in standing)
    return tuple(demand for demand in found if demand is not None)


def weight_left(rules: Lateness, demand: Demand, day: int) -> float:
    """The share of a demand's weight that is left on a day.

    1 - a (day - first day) - b max(0, day - due day), never below the least that the pack leaves.
    """
    late = max(0, day - demand.due_day)
    waited = max(0, day - demand.from_day)
    lost = rules.loss_per_day * waited + rules.loss_per_day_after_due * late
    return max(rules.least_left, 1.0 - lost)


def _on_day(course: Course, demand: Demand, came: list[Brought], day: int) -> DemandOnDay:
    by_stage = {
        stage: round_half_up(sum(one.quantity for one in came if one.stage is stage), 6)
        for stage in (Stage.TOLD, Stage.ASSUMED, Stage.ON_THE_WAY)
    }
    if course.pack.catalogue[demand.item].kind is ItemKind.WATER:
        days = range(max(demand.from_day, day), demand.due_day + 1)
        later = sum(one.quantity for one in came if one.day >= day)
        lacking = demand.quantity * len(days) - later
    else:
        lacking = demand.quantity - sum(by_stage.values())
    return DemandOnDay(
        demand,
        by_stage[Stage.TOLD],
        by_stage[Stage.ASSUMED],
        by_stage[Stage.ON_THE_WAY],
        max(0.0, round_half_up(lacking, 6)),
    )


def _left(pack: RulePack, standing: DemandOnDay, day: int) -> Demand | None:
    demand = standing.demand
    kind = pack.catalogue[demand.item].kind
    if kind is ItemKind.WATER:
        if demand.due_day < day:
            return None
        return replace(demand, from_day=max(demand.from_day, day))
    if standing.lacking <= GRAIN:
        return None
    if standing.counted > 0:
        share = standing.lacking / demand.quantity
        demand = replace(
            demand,
            quantity=standing.lacking,
            # Rounded down: what is left never takes more of the teams' time than it did.
            households=floor(demand.households * share + GRAIN),
            people=whole(demand.people * share),
        )
    if kind is ItemKind.CASH and demand.from_day < day:
        left = weight_left(pack.entitlements.lateness, demand, day)
        demand = replace(
            demand, from_day=day, due_day=max(demand.due_day, day), weight=demand.weight * left
        )
    return demand
