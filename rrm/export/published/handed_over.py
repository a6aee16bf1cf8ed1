"""Distributions and payments: what people get on which day, and from whom."""

from __future__ import annotations

from collections import defaultdict

from rrm.export.facts import Facts
from rrm.export.published.grain import exact_sum
from rrm.export.published.lines import Distribution, NeedLine, PaymentLine, WaybillSheet
from rrm.export.published.needs import Key, whole_households
from rrm.model.plan import Delivery
from rrm.model.rule_pack import ItemKind

_Place = tuple[int, str, str, str]
"""Day, site, group, item."""


def payment_lines(facts: Facts) -> tuple[PaymentLine, ...]:
    """Payments by day, each day in the order of the plan."""
    date_of = facts.scenario.settings.date_of
    return tuple(
        PaymentLine(
            day=date_of(row.day),
            planned_day=row.day,
            site_id=row.site_id,
            group=row.group,
            item=row.item,
            agent_id=row.agent_id,
            households=row.households,
            amount=row.amount,
            fee=row.fee,
            currency=row.currency,
        )
        for row in sorted(facts.run.plan.payments, key=lambda row: row.day)
    )


def distributions(
    facts: Facts, sheets: tuple[WaybillSheet, ...], needs: tuple[NeedLine, ...]
) -> tuple[Distribution, ...]:
    """Hand-overs by day, site, group and item; those in cash by agent, too."""
    found = [*_of_loads(facts, sheets, needs), *_of_payments(facts)]
    return tuple(
        sorted(found, key=lambda one: (one.day, one.site_id, one.group, one.item, one.agent_id))
    )


def _of_loads(
    facts: Facts, sheets: tuple[WaybillSheet, ...], needs: tuple[NeedLine, ...]
) -> list[Distribution]:
    rows: dict[_Place, list[Delivery]] = defaultdict(list)
    for row in facts.run.plan.deliveries:
        rows[row.day, row.site_id, row.group, row.item].append(row)
    numbers = {(sheet.trip_id, sheet.place): sheet.number for sheet in sheets}
    households = _households(rows, needs)
    return [
        Distribution(
            day=facts.scenario.settings.date_of(day),
            site_id=site_id,
            group=group,
            item=item,
            unit=some[0].unit,
            kind=facts.names.kind(item),
            households=households[day, site_id, group, item],
            quantity=exact_sum(row.quantity for row in some),
            waybills=tuple(
                number
                for number in dict.fromkeys(numbers.get((row.trip_id, site_id), "") for row in some)
                if number
            ),
            agent_id="",
        )
        for (day, site_id, group, item), some in rows.items()
    ]


def _of_payments(facts: Facts) -> list[Distribution]:
    paid: dict[tuple[_Place, str], int] = defaultdict(int)
    for row in facts.run.plan.payments:
        paid[(row.day, row.site_id, row.group, row.item), row.agent_id] += row.households
    items = facts.pack.catalogue
    return [
        Distribution(
            day=facts.scenario.settings.date_of(day),
            site_id=site_id,
            group=group,
            item=item,
            unit=items[item].unit if item in items else "",
            kind=ItemKind.CASH,
            households=households,
            quantity=float(households),
            waybills=(),
            agent_id=agent_id,
        )
        for ((day, site_id, group, item), agent_id), households in paid.items()
    ]


def _households(
    rows: dict[_Place, list[Delivery]], needs: tuple[NeedLine, ...]
) -> dict[_Place, int]:
    """By hand-over, the households that it completes: none is counted on two days for one need."""
    need_of = {(need.site_id, need.group, need.item): need for need in needs}
    so_far: dict[Key, list[float]] = defaultdict(list)
    found: dict[_Place, int] = defaultdict(int)
    for place in sorted(rows):
        _, site_id, group, _ = place
        for row in rows[place]:
            need = need_of.get((site_id, group, row.for_item))
            if need is None:
                continue
            if need.kind is ItemKind.WATER:
                found[place] = need.households
                continue
            counted = so_far[site_id, group, row.for_item]
            before = whole_households(need.households, exact_sum(counted), need.needed)
            counted.append(row.counted)
            after = whole_households(need.households, exact_sum(counted), need.needed)
            found[place] += after - before
    return found
