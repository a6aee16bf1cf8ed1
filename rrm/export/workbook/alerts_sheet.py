"""Alerts with what each calls for, by whom and by when."""

from __future__ import annotations

from rrm.export.published import PublishedPlan
from rrm.export.sections.alerts_section import decision_in_words, shock_label
from rrm.export.workbook.sheet import Kind, Sheet, SheetColumn
from rrm.model.alert_decision import CLOCK_LABELS, most_urgent_first
from rrm.model.language import msg


def alerts_sheet(plan: PublishedPlan) -> Sheet:
    """A row for each alert, the most urgent first."""
    facts = plan.facts
    return Sheet(
        title=msg("Alerts"),
        columns=(
            SheetColumn(msg("Site")),
            SheetColumn(msg("Alert")),
            SheetColumn(msg("Shock")),
            SheetColumn(msg("Households"), Kind.NUMBER),
            SheetColumn(msg("What to do"), widest=24),
            SheetColumn(msg("By"), Kind.DATE),
            SheetColumn(msg("Days left"), Kind.NUMBER),
            SheetColumn(msg("Clock")),
            SheetColumn(msg("Help due by"), Kind.DATE),
            SheetColumn(msg("Why"), widest=60),
            SheetColumn(msg("Who acts"), widest=30),
            SheetColumn(msg("Next step"), widest=60),
        ),
        rows=[
            (
                facts.names.place(alert.site_id),
                alert.alert_id,
                shock_label(alert, facts),
                alert.households,
                decision_in_words(alert),
                alert.deadline,
                alert.days_left,
                CLOCK_LABELS[alert.clock],
                alert.respond_by,
                alert.clause,
                alert.who,
                alert.next_step,
            )
            for alert in most_urgent_first(facts.run.alerts)
        ],
        frozen_columns=2,
    )
