"""The first sheet: what plan this is, its main figures, and sums by item from the other sheets."""

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
from rrm.export.workbook.sheet import Kind, Sheet, Value, sum_of_column
from rrm.export.workbook.sheet_writer import SheetWriter, column_letter
from rrm.export.workbook.sites_sheet import (
    DELIVERED_COLUMN,
    ITEM_COLUMN,
    MISSING_COLUMN,
    NEEDED_COLUMN,
    UNIT_COLUMN,
)
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


def summary_facts(facts: Facts) -> tuple[Fact, ...]:
    """The main figures, in the order that a coordinator asks."""
    settings, plan, sites = facts.scenario.settings, facts.run.plan, facts.scenario.sites
    number, day = Kind.NUMBER, Kind.DATE
    return (
        Fact(msg("Scenario"), Text.of(settings.title or settings.id)),
        Fact(msg("First day"), settings.start, day),
        Fact(msg("Last day"), settings.date_of(settings.horizon_days), day),
        Fact(msg("Plan"), gap_in_words(plan.gap)),
        Fact(msg("Search"), status_in_words(plan.status)),
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
        Fact(
            msg("Cost of transport, {currency}", currency=facts.currency),
            round_half_up(sum(trip.cost for trip in plan.trips)),
            number,
        ),
    )


def write_summary(
    writer: SheetWriter, page: Worksheet, facts: Facts, sites: Sheet, sites_name: str
) -> None:
    """Writes facts, sums by item as formulas over the sheet by site, and the five sentences."""
    page.set_column(0, 0, 42)
    page.set_column(1, 3, 18)
    page.set_column(4, 4, 12)
    row = 0
    for fact in summary_facts(facts):
        writer.text(page, row, 0, fact.about, bold=True)
        if fact.kind is Kind.TEXT:
            page.merge_range(row, 1, row, 4, "", writer.style(Kind.TEXT))
        writer.cell(page, row, 1, fact.value, fact.kind)
        row += 1
    row = _sums_by_item(writer, page, row + 1, sites, sites_name)
    for question, sentence in five_sentences(facts).sentences:
        row += 1
        writer.text(page, row, 0, question, bold=True)
        page.merge_range(row, 1, row, 4, "", writer.style(Kind.TEXT))
        writer.text(page, row, 1, sentence)
        # Merged cells do not grow by themselves.
        page.set_row(row, 15 * (1 + len(writer.words(sentence)) // 62))
    writer.set_up_print(page, repeat_header=False)


def _sums_by_item(
    writer: SheetWriter, page: Worksheet, row: int, sites: Sheet, sites_name: str
) -> int:
    headings = (msg("Item"), msg("Entitled to"), msg("Delivered"), msg("Missing"), msg("Unit"))
    bold = writer.style(Kind.TEXT, bold=True, top=True)
    for column, heading in enumerate(headings):
        page.write_string(row, column, writer.words(heading), bold)
    by_item: dict[str, list[tuple[Value, ...]]] = {}
    for values in sites.rows:
        by_item.setdefault(writer.words(values[ITEM_COLUMN]), []).append(values)
    for item, lines in by_item.items():
        row += 1
        writer.text(page, row, 0, item)
        for column, place in enumerate((NEEDED_COLUMN, DELIVERED_COLUMN, MISSING_COLUMN), 1):
            value = round_half_up(sum_of_column(lines, place), 3)
            page.write_formula(
                row, column, _sum_if(sites_name, len(sites.rows), place, row),
                writer.style(Kind.NUMBER, value.is_integer()), value,
            )  # fmt: skip
        writer.cell(page, row, 4, lines[0][UNIT_COLUMN], Kind.TEXT)
    return row


def _sum_if(sheet: str, rows: int, place: int, row: int) -> str:
    # SUMIFS would read an item called `>5` as a condition; an equation reads it as text.
    def column(at: int) -> str:
        letter = column_letter(at)
        return f"'{sheet}'!${letter}$2:${letter}${rows + 1}"

    return f"=SUMPRODUCT(({column(ITEM_COLUMN)}=$A{row + 1})*{column(place)})"
