"""The small run as it goes: its plan, and whatever comes back of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from rrm.model.receipt import PaymentReceipt, Receipt, Receipts
from rrm.model.waybill import Waybills, waybills_of
from rrm.replanning import Course, Leg
from tests.verification.small_run import small_plan, small_run

RUN = "20220418T080000Z-0efb5d16"


@cache
def issued() -> Waybills:
    """The waybills of the small run."""
    return waybills_of(RUN, small_plan())


def course(*receipts: Receipt | PaymentReceipt, **changes: Any) -> Course:
    """The small run with what came back; fields given replace its own."""
    run = small_run()
    lines = tuple(one for one in receipts if isinstance(one, Receipt))
    payments = tuple(one for one in receipts if isinstance(one, PaymentReceipt))
    made: dict[str, Any] = {
        "scenario": run.loaded.scenario,
        "pack": run.loaded.pack,
        "demands": run.entitled.demands,
        "legs": (Leg(RUN, small_plan()),),
        "receipts": Receipts(lines, payments),
    }
    return Course(**{**made, **changes})


def back(trip: str, item: str, received: float | None = None, on: date | None = None,
         **fates: float) -> Receipt:  # fmt: skip
    """What came back of a trip's item: all of it as planned, unless said otherwise."""
    [waybill] = [one for one in issued().waybills if one.trip_id == trip]
    [line] = [one for one in waybill.lines if one.item == item]
    day = on or small_run().loaded.scenario.settings.date_of(waybill.arrival_day)
    whole = Receipt(waybill.number, item, line.group, line.loaded, 0.0, 0.0, 0.0, day)
    return whole if received is None else replace(whole, received=received, **fates)


def all_back() -> tuple[Receipt | PaymentReceipt, ...]:
    """Receipts of everything, equal to the plan."""
    settings = small_run().loaded.scenario.settings
    lines = [back(one.trip_id, line.item) for one in issued().waybills for line in one.lines]
    paid = [
        PaymentReceipt(
            p.day, p.site_id, p.group, p.item, p.agent_id, p.households, settings.date_of(p.day)
        )
        for p in small_plan().payments
    ]
    return (*lines, *paid)
