"""Cases for regular programmes."""

from __future__ import annotations

from rrm.export.published import PublishedPlan, Relief
from rrm.export.sections.handover import UNITS
from rrm.export.workbook.hidden_counts import count_or_sign
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn, Value
from rrm.model.labels import group_label
from rrm.model.language import Message, msg


def referrals_sheet(plan: PublishedPlan) -> Sheet:
    """A row for each referral; caseloads overlap, so they have no total."""
    names = plan.names
    return Sheet(
        title=msg("Referrals"),
        columns=(
            SheetColumn(msg("Programme")),
            SheetColumn(msg("Site")),
            SheetColumn(msg("Group")),
            SheetColumn(
                msg("Caseload"),
                Kind.NUMBER,
                note=msg(
                    "Caseloads of two programmes overlap and must not be added up. Small ones of"
                    " protection are hidden."
                ),
            ),
            SheetColumn(msg("Counted in")),
            SheetColumn(msg("Due"), Kind.DATE),
            SheetColumn(msg("Urgency, days"), Kind.NUMBER),
            SheetColumn(msg("Reason"), widest=60),
            SheetColumn(
                msg("Relief in this plan"),
                widest=44,
                note=msg("What the group is to get, and what receipts tell that it got."),
            ),
            SheetColumn(msg("Case"), note=msg("By which the case is named in handover packs.")),
        ),
        rows=[
            (
                names.programme(case.programme),
                names.place(case.site_id),
                group_label(case.group),
                count_or_sign(case.caseload),
                UNITS.get(case.unit, case.unit),
                case.due,
                case.urgency_days,
                case.reason,
                _relief(case.relief, plan),
                case.case_id,
            )
            for case in plan.referrals
        ],
        frozen_columns=2,
        block=(0,),
    )


def _relief(relief: tuple[Relief, ...], plan: PublishedPlan) -> Value:
    if not relief:
        return None
    return msg("{reliefs}", reliefs=tuple(_one(one, plan) for one in relief))


def _one(one: Relief, plan: PublishedPlan) -> Message:
    item, unit = plan.names.item(one.item), plan.names.unit(one.item)
    if one.received is None:
        return msg("{item}: {planned} {unit} planned", item=item, unit=unit, planned=one.planned)
    return msg(
        "{item}: {planned} {unit} planned, {received} received until {date}",
        item=item,
        unit=unit,
        planned=one.planned,
        received=one.received,
        date=one.until,
    )
