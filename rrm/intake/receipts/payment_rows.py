"""A row that says how many households an agent has paid of those planned."""

from __future__ import annotations

from datetime import date

from rrm.intake.problem_list import ProblemList
from rrm.intake.receipts.cells import shown, whole_number
from rrm.intake.receipts.issued import Issued
from rrm.intake.receipts.row import Row
from rrm.intake.receipts.waybill_rows import day_received
from rrm.intake.wording import listed
from rrm.model.language import msg
from rrm.model.plan import Payment
from rrm.model.problem import Problem
from rrm.model.receipt import PaymentReceipt

_NAMED_BY = ("site_id", "group", "item", "agent_id")


def payment_receipt_of(
    row: Row, issued: Issued, today: date | None, problems: ProblemList
) -> PaymentReceipt | None:
    """The payment that a row tells of; None where it is not filled in, or anything is wrong."""
    if not row.has_any(("households_paid", "received_on")):
        return None
    payment = _payment_named(row, issued, problems)
    faults: list[Problem | None] = []
    day = None
    if payment is not None:
        day = day_received(row, 1, issued, today, faults)
    households = _households(row, payment, faults)
    told = [one for one in faults if one is not None]
    problems.extend(told)
    if payment is None or day is None or households is None:
        return None
    if any(one.is_error for one in told):
        return None
    return PaymentReceipt(
        payment.day, payment.site_id, payment.group, payment.item, payment.agent_id, households,
        day,
    )  # fmt: skip


def _payment_named(row: Row, issued: Issued, problems: ProblemList) -> Payment | None:
    """The one planned payment that agrees with all that the row says of it (RRM-I245)."""
    exact = _exactly(row, issued)
    if exact is not None:
        return exact
    given = {name: row.cell(name).casefold() for name in _NAMED_BY if row.cell(name)}
    agreeing = [
        payment
        for payment in issued.payments
        if all(getattr(payment, name).casefold() == cell for name, cell in given.items())
    ]
    if row.cell("day"):
        day, fault = whole_number(row.cell("day"), row.at("day"))
        if fault is not None:
            problems.add(fault)
            return None
        on_day = [payment for payment in agreeing if payment.day == day]
    else:
        on_day = agreeing
    if len(on_day) == 1:
        return on_day[0]
    column = "day" if agreeing else next(iter(given), "site_id")
    if len(on_day) > 1:
        what = msg("{n} planned payments are like this", n=len(on_day))
    else:
        what = shown(row.cell(column))
    problems.add(
        Problem(
            "RRM-I245",
            row.at(column),
            what,
            msg(
                "day, site_id, group, item and agent_id name one payment of cash.csv; days there: "
                "{days}",
                days=listed(str(day) for day in sorted({payment.day for payment in agreeing})),
            ),
            msg("Begin from a template: rrm receive RUN --template receipts.csv."),
        )
    )
    return None


def _exactly(row: Row, issued: Issued) -> Payment | None:
    """The payment that a row as the template writes it names."""
    day = row.cell("day")
    if not day.isascii() or not day.isdigit() or len(day) > 3:
        return None
    site, group, item, agent = (row.cell(name) for name in _NAMED_BY)
    return issued.payment_of.get((int(day), site, group, item, agent))


def _households(row: Row, payment: Payment | None, faults: list[Problem | None]) -> int | None:
    if not row.cell("households_paid"):
        faults.append(row.lacks("households_paid"))
        return None
    households, fault = whole_number(row.cell("households_paid"), row.at("households_paid"))
    faults.append(fault)
    if households is None:
        return None
    if households < 0:
        faults.append(
            Problem(
                "RRM-I237",
                row.at("households_paid"),
                shown(row.cell("households_paid")),
                msg("quantities are 0 or more"),
                msg("Write the quantity itself; to change an earlier receipt use --correct."),
            )
        )
    elif payment is not None and households > payment.households:
        faults.append(
            Problem(
                "RRM-I246",
                row.at("households_paid"),
                shown(row.cell("households_paid")),
                msg("{n} households were to be paid there that day", n=payment.households),
                msg("Count again; households of another day stand in a row of their own."),
            )
        )
    return households
