"""Each day in short: how much leaves, is handed over and paid."""

from __future__ import annotations

from rrm.export.published import PublishedPlan
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn
from rrm.model.language import Message, msg


def day_totals_sheet(plan: PublishedPlan) -> Sheet:
    """A row for each day on which anything leaves, arrives or is paid."""
    return Sheet(
        title=msg("Days in short"),
        columns=(
            # Room for the words before the totals, which stand in all other columns.
            SheetColumn(msg("Day"), Kind.DATE, narrowest=28),
            _number(msg("Trips"), msg("Trips that leave on this day.")),
            _number(msg("Waybills"), msg("One for each stop of these trips.")),
            _number(msg("Weight, kg"), msg("Of what leaves, water included.")),
            _number(msg("Volume, m³"), msg("Of what leaves, water included.")),
            _number(msg("Water by tanker, m³"), msg("What is brought to sites.")),
            _number(
                msg("Distributions"), msg("Groups and items for which anything is handed over.")
            ),
            _number(msg("Households with cash"), msg("Paid on this day.")),
        ),
        rows=[
            (
                one.day, one.trips, one.waybills, one.kg, one.m3, one.water_m3,
                one.distributions, one.households_paid,
            )
            for one in plan.totals.days
        ],
    )  # fmt: skip


def _number(heading: Message, note: Message) -> SheetColumn:
    return SheetColumn(heading, Kind.NUMBER, has_total=True, note=note)
