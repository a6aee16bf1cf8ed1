"""Batches: units of an item that came together and may be handed out by the same last day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Pipeline, Scenario, Settings, Stock

KEEPS = 1_000_000
"""The last day of what has no date."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Units of an item in a depot.

    there_from: the day from which they can be sent. last_day: on which they may be handed out,
    counted as days of the scenario, also beyond its end; KEEPS of what has no date.
    """

    depot_id: str
    item: str
    there_from: int
    last_day: int
    quantity: float


def batches(scenario: Scenario, pack: RulePack) -> tuple[Batch, ...]:
    """Stock, and expected supplies that are sure enough, without what expires before it is there.

    What was due before the start is there on day 1.
    """
    settings, counted = scenario.settings, pack.entitlements.pipeline_counted
    found = [
        Batch(row.depot_id, row.item, 1, last_day(settings, row.expires_on), row.quantity)
        for row in scenario.stock
    ]
    found += [
        Batch(
            row.depot_id,
            row.item,
            max(1, settings.day_of(row.arrives_on)),
            last_day(settings, row.expires_on),
            row.quantity,
        )
        for row in scenario.pipeline
        if row.certainty in counted
    ]
    return tuple(batch for batch in found if batch.there_from <= batch.last_day)


def within_plan(found: Iterable[Batch], horizon: int) -> tuple[Batch, ...]:
    """The same, with all that outlasts the plan as one: it keeps until the plan's last day."""
    return tuple(replace(batch, last_day=min(batch.last_day, horizon)) for batch in found)


def dated_items(scenario: Scenario, pack: RulePack) -> frozenset[str]:
    """Items whose batches must be told apart, as some expire before the plan ends.

    With those that a depot puts together of them, and all their parts.
    """
    settings, catalogue = scenario.settings, pack.catalogue
    rows: tuple[Stock | Pipeline, ...] = (*scenario.stock, *scenario.pipeline)
    dated = {
        row.item
        for row in rows
        if row.quantity > 0 and last_day(settings, row.expires_on) < settings.horizon_days
    }
    for name, item in catalogue.items():
        if item.made_of and dated & {name, *item.made_of}:
            dated |= {name, *item.made_of}
    return frozenset(dated & catalogue.keys())


def latest_days(scenario: Scenario) -> dict[str, int]:
    """By item, the last day on which anything that depots hold or expect may be handed out."""
    found: dict[str, int] = {}
    rows: tuple[Stock | Pipeline, ...] = (*scenario.stock, *scenario.pipeline)
    for row in rows:
        if row.quantity <= 0:
            continue
        keeps = last_day(scenario.settings, row.expires_on)
        found[row.item] = max(found.get(row.item, keeps), keeps)
    return found


def last_day(settings: Settings, expires_on: date | None) -> int:
    """The last day on which a batch may be handed out, as a day of the scenario."""
    return KEEPS if expires_on is None else settings.day_of(expires_on)


def expiry_date(settings: Settings, last: int) -> date | None:
    """The date that a batch is told by; None of what has none."""
    return None if last >= KEEPS else settings.date_of(last)
