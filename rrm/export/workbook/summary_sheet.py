"""The first sheet, on one page: what plan this is, in words, in figures, and item by item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rrm.export.arrivals import households_reached_by_kind
from rrm.export.published import ItemTotal, PublishedPlan, exact_sum
from rrm.export.sections.five_sentences import five_sentences, people_left
from rrm.export.sections.head import (
    check_tile,
    confidence_tile,
    gap_in_words,
    status_in_words,
)
from rrm.export.workbook.page_fit import row_height
from rrm.export.workbook.references import Placed
from rrm.export.workbook.sheet import Kind, Value
from rrm.export.workbook.sheet_writer import SheetWriter
from rrm.export.workbook.stamp_lines import people_by_grade, standing
from rrm.export.workbook.text_width import lines_of
from rrm.model.language import Message, Text, msg
from rrm.model.rule_pack import ItemKind

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class SummedUp:
    """The sheets that formulas of the summary add up."""

    needs: Placed
    sites: Placed
    trips: Placed
    cash: Placed
    water: Placed


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the summary: what it is about, and its value with the kind of it.

    formula: what gives the value, where it is the sum of another sheet.
    """

    about: Message
    value: Value
    kind: Kind = Kind.TEXT
    formula: str = ""


def which_plan(plan: PublishedPlan) -> Iterator[Fact]:
    """What tells this plan from others, and whether it may be carried out."""
    settings, stamp = plan.facts.scenario.settings, plan.stamp
    yield Fact(msg("Scenario"), Text.of(settings.title or settings.id))
    yield Fact(msg("First day"), settings.start, Kind.DATE)
    yield Fact(msg("Last day"), settings.date_of(settings.horizon_days), Kind.DATE)
    yield Fact(msg("Standing"), standing(plan))
    if stamp is None:
        return
    yield Fact(
        msg("Run and waybills"),
        msg("{run}; its waybills begin with {code}", run=stamp.run_id, code=stamp.run_code),
    )
    yield Fact(msg("Made on what was known on"), stamp.time_of_data, Kind.DATE)
    yield Fact(msg("Rules and engine"), msg("{pack}; engine {engine}", pack=stamp.pack,
                                            engine=stamp.engine))  # fmt: skip
    if stamp.takes_over is not None:
        yield Fact(
            msg("Takes over from"),
            msg(
                "{run}, from day {day} on; what left before goes by its papers",
                run=stamp.takes_over.run_id,
                day=stamp.takes_over.from_day,
            ),
        )
    if stamp.received_until is not None:
        yield Fact(msg("Receipts tell until"), stamp.received_until, Kind.DATE)


def how_good(plan: PublishedPlan) -> Iterator[Fact]:
    """How good the plan is, whether it was checked, and on what data it stands."""
    facts = plan.facts
    yield Fact(msg("Plan"), gap_in_words(facts.run.plan.gap))
    yield Fact(msg("Search"), status_in_words(facts.run))
    yield Fact(msg("Independent check"), check_tile(facts).fact)
    yield Fact(msg("Confidence in the data"), confidence_tile(facts).fact)
    if plan.stamp is not None:
        yield Fact(msg("People by confidence"), people_by_grade(plan.stamp))


def main_figures(plan: PublishedPlan, summed: SummedUp) -> Iterator[Fact]:
    """Figures in the order that a coordinator asks."""
    totals, facts, number = plan.totals, plan.facts, Kind.NUMBER
    needs, trips, cash = summed.needs, summed.trips, summed.cash
    reached = households_reached_by_kind
    yield Fact(msg("Sites"), totals.sites, number)
    yield Fact(msg("Households"), totals.households, number, needs.sum_of("households"))
    yield Fact(msg("People"), totals.people, number, needs.sum_of("people"))
    yield Fact(msg("People in need"), totals.people_in_need, number, needs.sum_of("in_need"))
    yield Fact(
        msg("Households reached"), totals.households_reached, number, needs.sum_of("reached")
    )
    yield Fact(msg("Households with goods"), reached(facts.lines, ItemKind.GOODS), number)
    yield Fact(msg("Households with cash"), reached(facts.lines, ItemKind.CASH), number)
    yield Fact(msg("Water by tanker, m³"), totals.water_m3, number, summed.water.sum_of("m3"))
    yield Fact(
        msg("Person-days at or above the survival line"), totals.water_person_days_held, number
    )
    yield Fact(msg("Person-days that water is wanted for"), totals.water_person_days, number)
    yield Fact(msg("People left without something"), people_left(facts.run.plan.unmet), number)
    yield Fact(msg("Trips"), totals.trips, number, trips.count("trip"))
    yield Fact(msg("Waybills"), totals.waybills, number)
    yield Fact(msg("Distributions"), totals.distributions, number)
    yield Fact(msg("Distance driven, km"), totals.km, number, trips.sum_of("km"))
    yield Fact(msg("Weight, kg"), totals.kg, number, trips.sum_of("kg"))
    yield Fact(msg("Volume, m³"), totals.m3, number, trips.sum_of("m3"))
    one_currency = len({payment.currency for payment in plan.payments}) <= 1
    for money in totals.money:
        currency, adds_up = money.currency, one_currency and bool(money.households)
        if currency == plan.currency:
            cost = msg("Cost of transport, {currency}", currency=currency)
            yield Fact(cost, money.cost, number, trips.sum_of("cost"))
        if money.households:
            paid = msg("Paid out, {currency}", currency=currency)
            fees = msg("Agents’ fees, {currency}", currency=currency)
            yield Fact(paid, money.paid, number, cash.sum_of("amount") if adds_up else "")
            yield Fact(fees, money.fees, number, cash.sum_of("fee") if adds_up else "")


def write_summary(
    writer: SheetWriter, page: Worksheet, plan: PublishedPlan, summed: SummedUp
) -> None:
    """Writes all of it; sums are formulas over the other sheets."""
    for column, pixels in enumerate(_COLUMNS):
        page.set_column_pixels(column, column, pixels)
    row = _facts(writer, page, 0, which_plan(plan))
    sentences = (Fact(about, said) for about, said in five_sentences(plan.facts).sentences)
    row = _facts(writer, page, row + 1, sentences)
    row = _facts(writer, page, row + 1, how_good(plan))
    row = _figures(writer, page, row + 1, tuple(main_figures(plan, summed)))
    row = _sums_by_item(writer, page, row + 1, plan, summed.sites)
    writer.set_up_print(page, on_one_page=row < _LEGIBLE_ON_ONE_PAGE)


_COLUMNS = (330, 110, 110, 110, 190, 320)
"""Pixels. The last one gives room to sentences, which run over all but the first."""

_LEGIBLE_ON_ONE_PAGE = 48
"""Rows; more would be printed at less than six and a half points."""

_LAST = len(_COLUMNS) - 1
_SIDES = 10

_LEFT = (0, 1, 2)
_RIGHT = (3, 5, _LAST)
"""Of figures that stand side by side: columns of the label, the value and its last."""


def _facts(writer: SheetWriter, page: Worksheet, row: int, facts: Iterable[Fact]) -> int:
    for fact in facts:
        _label_and_value(writer, page, row, fact, (0, 1, _LAST))
        if fact.kind is Kind.TEXT:
            width = sum(_COLUMNS[1:]) - _SIDES
            page.set_row_pixels(row, row_height(lines_of(writer.words(fact.value), width)))
        row += 1
    return row


def _figures(writer: SheetWriter, page: Worksheet, row: int, facts: Sequence[Fact]) -> int:
    """Figures in two columns, the second going on where the first ends."""
    half = (len(facts) + 1) // 2
    for at in range(half):
        pair = facts[at::half]
        for fact, columns in zip(pair, (_LEFT, _RIGHT), strict=False):
            _label_and_value(writer, page, row + at, fact, columns)
        page.set_row_pixels(row + at, row_height(max(
            lines_of(writer.words(fact.about), _width(columns), bold=True)
            for fact, columns in zip(pair, (_LEFT, _RIGHT), strict=False)
        )))  # fmt: skip
    return row + half


def _width(columns: tuple[int, int, int]) -> int:
    label, value, _ = columns
    return sum(_COLUMNS[label:value]) - _SIDES


def _label_and_value(
    writer: SheetWriter, page: Worksheet, row: int, fact: Fact, columns: tuple[int, int, int]
) -> None:
    label, value, last = columns
    if value - label > 1:
        page.merge_range(row, label, row, value - 1, "", writer.style(Kind.TEXT))
    writer.text(page, row, label, fact.about, bold=True, flush=True)
    if last > value:
        page.merge_range(row, value, row, last, "", writer.style(Kind.TEXT))
    if fact.formula and isinstance(fact.value, int | float):
        writer.computed(page, row, value, fact.formula, fact.value, flush=True)
    else:
        writer.cell(page, row, value, fact.value, fact.kind, flush=True)


def _sums_by_item(
    writer: SheetWriter, page: Worksheet, row: int, plan: PublishedPlan, sites: Placed
) -> int:
    number = Kind.NUMBER
    for column, (heading, kind) in enumerate(
        (
            (msg("Item"), Kind.TEXT), (msg("Unit"), Kind.TEXT), (msg("Entitled to"), number),
            (msg("Delivered"), number), (msg("Missing"), number),
        )
    ):  # fmt: skip
        writer.heading(page, row, column, heading, kind, flush=True)
    by_item: dict[str, list[ItemTotal]] = {}
    for total in plan.totals.items:
        if total.lines:
            by_item.setdefault(writer.words(plan.names.item(total.item)), []).append(total)
    for item, some in by_item.items():
        row += 1
        writer.text(page, row, 0, item, flush=True)
        page.set_row_pixels(row, row_height(lines_of(item, _COLUMNS[0] - _SIDES)))
        writer.cell(page, row, 1, plan.names.unit(some[0].item), Kind.TEXT, flush=True)
        sums = {
            "needed": exact_sum(one.needed for one in some),
            "delivered": exact_sum(one.delivered for one in some),
            "missing": exact_sum(one.unmet for one in some),
        }
        for column, (key, value) in enumerate(sums.items(), start=2):
            formula = sites.sum_where(key, {"item": "$A{row}"})
            writer.computed(page, row, column, formula, value)
    return row + 1
