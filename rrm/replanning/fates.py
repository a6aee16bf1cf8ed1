"""What has become of each line of a waybill by a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rrm.model.receipt import Receipt, Receipts
from rrm.model.waybill import Waybill, WaybillLine, Waybills


class Stage(StrEnum):
    """How far a line of a waybill has come.

    told: a receipt says what became of it, whenever it was to leave. assumed: it was to arrive by
    now, and no receipt has come. on_the_way: it has left and is to arrive later. to_come: it
    leaves later.
    """

    TOLD = "told"
    ASSUMED = "assumed"
    ON_THE_WAY = "on_the_way"
    TO_COME = "to_come"


@dataclass(frozen=True, slots=True)
class Fate:
    """A line of a waybill with what is known of it; quantities in the item's unit.

    missing: what a receipt leaves untold; it counts neither as received nor as back in stock.
    """

    waybill: Waybill
    line: WaybillLine
    stage: Stage
    receipt: Receipt | None

    @property
    def has_left(self) -> bool:
        """Whether it was loaded and sent."""
        return self.stage is not Stage.TO_COME

    @property
    def is_out(self) -> bool:
        """Whether it was sent and nobody has said yet what became of it."""
        return self.stage in (Stage.ASSUMED, Stage.ON_THE_WAY)

    @property
    def received(self) -> float:
        """In good order, by a receipt."""
        return self.receipt.received if self.receipt is not None else 0.0

    @property
    def damaged(self) -> float:
        """Arrived and of no use, by a receipt."""
        return self.receipt.damaged if self.receipt is not None else 0.0

    @property
    def lost(self) -> float:
        """Lost on the way, by a receipt."""
        return self.receipt.lost if self.receipt is not None else 0.0

    @property
    def returned(self) -> float:
        """Back where it was loaded, by a receipt."""
        return self.receipt.returned if self.receipt is not None else 0.0

    @property
    def missing(self) -> float:
        """What its receipt doesn't account for."""
        return self.line.loaded - self.receipt.accounted if self.receipt is not None else 0.0

    @property
    def out(self) -> float:
        """Sent, and not told of."""
        return self.line.loaded if self.is_out else 0.0

    @property
    def counted(self) -> float:
        """What counts as brought: what was received, or what is out, by the plan."""
        return self.received + self.out


def fates_of(waybills: Waybills, receipts: Receipts, day: int) -> Iterator[Fate]:
    """Each line of each waybill as it stands at the beginning of a day of the scenario."""
    for waybill in waybills.waybills:
        for line in waybill.lines:
            receipt = receipts.line_of.get((waybill.number, line.item, line.group))
            yield Fate(waybill, line, _stage(waybill, receipt, day), receipt)


def _stage(waybill: Waybill, receipt: Receipt | None, day: int) -> Stage:
    if receipt is not None:
        return Stage.TOLD
    if waybill.day >= day:
        return Stage.TO_COME
    return Stage.ASSUMED if waybill.arrival_day < day else Stage.ON_THE_WAY
