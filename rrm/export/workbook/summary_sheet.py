"""The first sheet, on one page: what plan this is, in words, in figures, and item by item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rrm.export.arrivals import households_reached_by_kind
from rrm.export.facts import Facts
from rrm.export.sections.five_sentences import five_sentences, people_left
from rrm.export.sections.head import (
    check_tile,
    confidence_tile,
    gap_in_words,
    status_in_words,
)
from rrm.export.workbook.page_fit import row_height
from rrm.export.workbook.sheet import Kind, Sheet, Value, sum_of_column
from rrm.export.workbook.sheet_writer import SheetWriter, column_letter
from rrm.export.workbook.sites_sheet import (
    DELIVERED_COLUMN,
    ITEM_COLUMN,
    MISSING_COLUMN,
    NEEDED_COLUMN,
    UNIT_COLUMN,
)
from rrm.export.workbook.text_width import lines_of
from rrm.model.language import Message, Text, msg
from rrm.model.rounding import round_half_up
from rrm.model.rule_pack import ItemKind

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the summary: what it is about, and its value with the kind of it."""

    about: Message
    value: Value
    kind: Kind = Kind.TEXT


def which_plan(facts: Facts) -> tuple[Fact, ...]:
    """What tells this plan from others."""
    settings = facts.scenario.settings
    return (
        Fact(msg("Scenario"), Text.of(settings.title or settings.id)),
        Fact(msg("First day"), settings.start, Kind.DATE),
        Fact(msg("Last day"), settings.date_of(settings.horizon_days), Kind.DATE),
    )


def main_figures(facts: Facts) -> tuple[Fact, ...]:
    """How good the plan is, and its figures in the order that a coordinator asks."""
    plan, sites, number = facts.run.plan, facts.scenario.sites, Kind.NUMBER
    return (
        Fact(msg("Plan"), gap_in_words(plan.gap)),
        Fact(msg("Search"), status_in_words(facts.run)),
        Fact(msg("Independent check"), check_tile(facts).fact),
        Fact(msg("Confidence in the data"), confidence_tile(facts).fact),
        Fact(msg("Sites"), len(facts.scenario.site_ids), number),
        Fact(msg("Households"), sum(site.households for site in sites), number),
        Fact(msg("People"), sum(site.people for site in sites), number),
        Fact(msg("People in need"), sum(s.people_in_need for s in facts.ranked), number),
        Fact(
            msg("Households with goods"),
            households_reached_by_kind(facts.lines, ItemKind.GOODS),
            number,
        ),
        Fact(
            msg("Households with cash"),
            households_reached_by_kind(facts.lines, ItemKind.CASH),
            number,
        ),
        Fact(
            msg("Water by tanker, m³"),
            round_half_up(sum(window.delivered_m3 for window in facts.water), 2),
            number,
        ),
        Fact(
            msg("Person-days at or above the survival line"),
            sum(window.person_days_at_survival for window in facts.water),
            number,
        ),
        Fact(
            msg("Person-days that water is wanted for"),
            sum(window.person_days for window in facts.water),
            number,
        ),
        Fact(msg("People left without something"), people_left(plan.unmet), number),
        Fact(msg("Trips"), len(plan.trips), number),
        Fact(msg("Distance driven, km"), round_half_up(sum(t.km for t in plan.trips)), number),
        Fact(
            msg("Cost of transport, {currency}", currency=facts.currency),
            round_half_up(sum(trip.cost for trip in plan.trips)),
            number,
        ),
    )


def write_summary(
    writer: SheetWriter, page: Worksheet, facts: Facts, sites: Sheet, sites_name: str
) -> None:
    """Writes all of it; the sums by item are formulas over the sheet by site."""
    for column, pixels in enumerate(_COLUMNS):
        page.set_column_pixels(column, column, pixels)
    row = _facts(writer, page, 0, which_plan(facts))
    row = _sentences(writer, page, row + 1, facts)
    row = _facts(writer, page, row + 1, main_figures(facts))
    _sums_by_item(writer, page, row + 1, sites, sites_name)
    writer.set_up_print(page, on_one_page=True)


_COLUMNS = (330, 110, 110, 110, 110, 400)
"""Pixels. The last one gives room to sentences, which run over all but the first."""

_LAST = len(_COLUMNS) - 1
_SIDES = 10


def _facts(writer: SheetWriter, page: Worksheet, row: int, facts: tuple[Fact, ...]) -> int:
    for fact in facts:
        _label_and_value(writer, page, row, fact)
        row += 1
    return row


def _sentences(writer: SheetWriter, page: Worksheet, row: int, facts: Facts) -> int:
    for question, sentence in five_sentences(facts).sentences:
        _label_and_value(writer, page, row, Fact(question, sentence))
        row += 1
    return row


def _label_and_value(writer: SheetWriter, page: Worksheet, row: int, fact: Fact) -> None:
    writer.text(page, row, 0, fact.about, bold=True, flush=True)
    page.merge_range(row, 1, row, _LAST, "", writer.style(Kind.TEXT))
    writer.cell(page, row, 1, fact.value, fact.kind, flush=True)
    if fact.kind is Kind.TEXT:
        width = sum(_COLUMNS[1:]) - _SIDES
        page.set_row_pixels(row, row_height(lines_of(writer.words(fact.value), width)))


def _sums_by_item(
    writer: SheetWriter, page: Worksheet, row: int, sites: Sheet, sites_name: str
) -> None:
    for column, place in enumerate(
        (ITEM_COLUMN, UNIT_COLUMN, NEEDED_COLUMN, DELIVERED_COLUMN, MISSING_COLUMN)
    ):
        about = sites.columns[place]
        writer.heading(page, row, column, about.heading, about.kind, flush=True)
    by_item: dict[str, list[tuple[Value, ...]]] = {}
    for values in sites.rows:
        by_item.setdefault(writer.words(values[ITEM_COLUMN]), []).append(values)
    for item, lines in by_item.items():
        row += 1
        writer.text(page, row, 0, item, flush=True)
        page.set_row_pixels(row, row_height(lines_of(item, _COLUMNS[0] - _SIDES)))
        writer.cell(page, row, 1, lines[0][UNIT_COLUMN], Kind.TEXT, flush=True)
        for column, place in enumerate((NEEDED_COLUMN, DELIVERED_COLUMN, MISSING_COLUMN), 2):
            value = round_half_up(sum_of_column(lines, place), 3)
            page.write_formula(
                row, column, _sum_if(sites_name, len(sites.rows), place, row),
                writer.style(Kind.NUMBER, value.is_integer()), value,
            )  # fmt: skip


def _sum_if(sheet: str, rows: int, place: int, row: int) -> str:
    # SUMIFS would read an item called `>5` as a condition; an equation reads it as text.
    def column(at: int) -> str:
        letter = column_letter(at)
        return f"'{sheet}'!${letter}$2:${letter}${rows + 1}"

    return f"=SUMPRODUCT(({column(ITEM_COLUMN)}=$A{row + 1})*{column(place)})"
