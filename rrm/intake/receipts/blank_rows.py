"""Rows of receipts still to be filled in: what a template and the planner's workbook hold."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.intake.receipts.issued import Issued
from rrm.model.receipt import Receipts

LINE_COLUMNS = (
    "waybill", "day", "site_id", "site_name", "item", "group", "unit", "loaded", "received",
    "damaged", "lost", "returned", "received_on",
)  # fmt: skip
"""Columns of a table of waybill lines, in their order."""

PAYMENT_COLUMNS = (
    "day", "site_id", "site_name", "group", "item", "agent_id", "households_planned",
    "households_paid", "received_on",
)  # fmt: skip
"""Columns of a table of payments, in their order."""

Cells = dict[str, object]
"""A row: its cells by column; what is left out is blank."""


def blank_line_rows(issued: Issued, recorded: Receipts, *, whole: bool) -> Iterator[Cells]:
    """A row for each line of each waybill, in the order of the trips.

    recorded: what has come back. whole: those lines too, filled in as they are recorded.
    """
    depots = {depot.depot_id: depot.name for depot in issued.scenario.depots}
    names = _site_names(issued)
    for waybill in issued.waybills.waybills:
        places = depots if waybill.is_transfer else names
        for line in waybill.lines:
            receipt = recorded.line_of.get((waybill.number, line.item, line.group))
            if receipt is not None and not whole:
                continue
            cells: Cells = {
                "waybill": waybill.number,
                "day": waybill.day,
                "site_id": waybill.place,
                "site_name": places.get(waybill.place, ""),
                "item": line.item,
                "group": str(line.group),
                "unit": line.unit,
                "loaded": line.loaded,
            }
            if receipt is not None:
                cells |= {
                    "received": receipt.received,
                    "damaged": receipt.damaged,
                    "lost": receipt.lost,
                    "returned": receipt.returned,
                    "received_on": receipt.received_on.isoformat(),
                }
            yield cells


def blank_payment_rows(issued: Issued, recorded: Receipts, *, whole: bool) -> Iterator[Cells]:
    """A row for each planned payment; recorded, whole: as of blank_line_rows."""
    names = _site_names(issued)
    for key, payment in issued.payment_of.items():
        made = recorded.payment_of.get(key)
        if made is not None and not whole:
            continue
        cells: Cells = {
            "day": payment.day,
            "site_id": payment.site_id,
            "site_name": names.get(payment.site_id, ""),
            "group": str(payment.group),
            "item": payment.item,
            "agent_id": payment.agent_id,
            "households_planned": payment.households,
        }
        if made is not None:
            cells |= {
                "households_paid": made.households,
                "received_on": made.paid_on.isoformat(),
            }
        yield cells


def _site_names(issued: Issued) -> dict[str, str]:
    # Of a site with several groups, the name of the first row of the table.
    return {site.site_id: site.name for site in reversed(issued.scenario.sites)}
