"""A row that says what became of a line of a waybill."""

from __future__ import annotations

from datetime import date

from rrm.intake.problem_list import ProblemList
from rrm.intake.receipts.cells import day_written, number, shown
from rrm.intake.receipts.headings import FATES
from rrm.intake.receipts.issued import LONGEST_DELAY, Issued
from rrm.intake.receipts.row import Row
from rrm.intake.receipts.waybill_named import line_named, other_place, waybill_named
from rrm.model.language import Message, msg
from rrm.model.problem import Problem
from rrm.model.receipt import Receipt
from rrm.model.waybill import Waybill, WaybillLine

GRAIN = 1e-6
"""Of quantities, which are filed with three decimals."""


def receipt_of(
    row: Row, issued: Issued, today: date | None, problems: ProblemList
) -> Receipt | None:
    """The receipt that a row gives; None where it is not filled in, or anything is wrong in it."""
    if not row.has_any((*FATES, "received_on")):
        return None
    waybill, fault = waybill_named(row, issued)
    if waybill is None:
        problems.extend([fault] if fault is not None else [])
        return None
    line, fault = line_named(row, waybill, issued)
    faults = [fault, other_place(row, waybill, issued)]
    quantities = {name: _quantity(row, name, line, issued, faults) for name in FATES}
    if not row.has_any(FATES):
        faults.append(row.lacks("received"))
    day = day_received(row, waybill.day, issued, today, faults)
    told = [one for one in faults if one is not None]
    problems.extend(told)
    if line is None or day is None or any(one.is_error for one in told):
        return None
    receipt = Receipt(
        waybill=waybill.number, item=line.item, group=line.group, received_on=day, **quantities
    )
    doubts = list(_sums(row, waybill, line, receipt))
    problems.extend(doubts)
    return None if any(one.is_error for one in doubts) else receipt


def day_received(
    row: Row,
    departure: int,
    issued: Issued,
    today: date | None,
    faults: list[Problem | None],
) -> date | None:
    """The day a row gives; faults: receives what is wrong with it (RRM-I242, I243).

    departure: the day of the scenario before which it can't lie. today: nothing can be known of
    later days; where it isn't given, the plan's last day and a month stand in for it.
    """
    if not row.cell("received_on"):
        faults.append(row.lacks("received_on"))
        return None
    leaves = issued.scenario.settings.date_of(departure)
    latest = today or issued.last_day + LONGEST_DELAY
    day, fault = day_written(row.cell("received_on"), (leaves, latest), row.at("received_on"))
    if day is None:
        faults.append(fault)
    elif day < leaves:
        faults.append(_too_early(row, leaves))
    elif day > latest:
        faults.append(_in_the_future(row, latest))
    elif day > issued.last_day:
        faults.append(_after_the_plan(row, issued.last_day))
    return day


def _quantity(
    row: Row, name: str, line: WaybillLine | None, issued: Issued, faults: list[Problem | None]
) -> float:
    cell = row.cell(name)
    if not cell:
        return 0.0
    value, fault = number(cell, row.at(name))
    faults.append(fault)
    if value is None:
        return 0.0
    if value < 0:
        faults.append(_negative(row, name))
    elif line is not None and issued.is_whole(line.item) and value != int(value):
        faults.append(_broken_unit(row, name, line))
    return value


def _sums(row: Row, waybill: Waybill, line: WaybillLine, receipt: Receipt) -> list[Problem]:
    found: list[Problem] = []
    if receipt.accounted > line.loaded + GRAIN:
        return [_too_much(row, line, receipt)]
    if receipt.accounted < line.loaded - GRAIN:
        missing = msg(
            "not accounted for: {n} of {loaded}", n=line.loaded - receipt.accounted,
            loaded=line.loaded,
        )  # fmt: skip
        remedy = msg("They count neither as received nor as back in stock; correct it if known.")
        found.append(_doubt(row, "received", missing, remedy))
    loaded, _ = number(row.cell("loaded") or str(line.loaded), row.at("loaded"))
    if loaded is None or abs(loaded - line.loaded) > GRAIN:
        other = msg(
            "waybill {number} says {loaded}", number=waybill.number, loaded=line.loaded
        )  # fmt: skip
        remedy = msg("The waybill counts; write what stayed in the depot as returned.")
        found.append(_doubt(row, "loaded", shown(row.cell("loaded")), remedy, other))
    return found


def _doubt(
    row: Row, column: str, what: Message, remedy: Message, allowed: Message | None = None
) -> Problem:
    allowed = allowed or msg("what was received, damaged, lost and returned makes up the load")
    return Problem("RRM-I248", row.at(column), what, allowed, remedy, is_error=False)


def _too_much(row: Row, line: WaybillLine, receipt: Receipt) -> Problem:
    return Problem(
        "RRM-I236",
        row.at("received"),
        msg("{n} received, damaged, lost and returned together", n=receipt.accounted),
        msg("{loaded} were loaded: {item}", loaded=line.loaded, item=line.item),
        msg("Count again; what came by another waybill stands in a row with its number."),
    )


def _negative(row: Row, name: str) -> Problem:
    return Problem(
        "RRM-I237",
        row.at(name),
        shown(row.cell(name)),
        msg("quantities are 0 or more"),
        msg("Write the quantity itself; to change an earlier receipt use --correct."),
    )


def _broken_unit(row: Row, name: str, line: WaybillLine) -> Problem:
    return Problem(
        "RRM-I238",
        row.at(name),
        shown(row.cell(name)),
        msg("{item} is handed over in whole units", item=line.item),
        msg("Write a whole number; an open kit counts as damaged."),
    )


def _too_early(row: Row, leaves: date) -> Problem:
    return Problem(
        "RRM-I242",
        row.at("received_on"),
        shown(row.cell("received_on")),
        msg("it leaves on {date} by the plan", date=leaves),
        msg("Correct the date, or the number."),
    )


def _in_the_future(row: Row, latest: date) -> Problem:
    return Problem(
        "RRM-I243",
        row.at("received_on"),
        shown(row.cell("received_on")),
        msg("nothing can be received after {date}", date=latest),
        msg("Correct the date."),
    )


def _after_the_plan(row: Row, last: date) -> Problem:
    return Problem(
        "RRM-I243",
        row.at("received_on"),
        shown(row.cell("received_on")),
        msg("the plan’s last day is {date}", date=last),
        msg("It is kept; correct it if it is a slip."),
        is_error=False,
    )
