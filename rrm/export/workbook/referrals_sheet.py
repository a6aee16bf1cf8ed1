"""Cases for regular programmes."""

from __future__ import annotations

from rrm.export.facts import Facts
from rrm.export.sections.handover import UNITS
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn
from rrm.model.labels import group_label
from rrm.model.language import msg


def referrals_sheet(facts: Facts) -> Sheet:
    """A row for each referral; caseloads overlap, so they have no total."""
    names = facts.names
    return Sheet(
        title=msg("Referrals"),
        columns=(
            SheetColumn(msg("Programme")),
            SheetColumn(msg("Site")),
            SheetColumn(msg("Group")),
            SheetColumn(msg("Caseload"), Kind.NUMBER),
            SheetColumn(msg("Counted in")),
            SheetColumn(msg("Due"), Kind.DATE),
            SheetColumn(msg("Urgency, days"), Kind.NUMBER),
            SheetColumn(msg("Reason"), widest=90),
        ),
        rows=[
            (
                names.programme(case.programme),
                names.place(case.site_id),
                group_label(case.group),
                case.caseload,
                UNITS.get(case.unit, case.unit),
                case.due_on,
                case.urgency,
                case.reason,
            )
            for case in facts.run.entitled.referrals
        ],
        frozen_columns=2,
    )
