"""The plan beside what was really planned or done at the time."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.export.arrivals import households_reached
from rrm.export.facts import Facts
from rrm.export.sections.plan_days import days_in_words
from rrm.export.table import Cell, Column, Name, Table
from rrm.model.labels import group_label
from rrm.model.language import Message, Text, msg
from rrm.model.scenario import ReportedPlan


@dataclass(frozen=True, slots=True)
class ReportedSection:
    """Reported figures beside the engine's, and who had been helped before the start."""

    title: Message
    intro: Message
    table: Table | None
    empty: Message
    helped_title: Message
    helped: Table | None


def reported_section(facts: Facts) -> ReportedSection:
    """One row for each figure that the scenario cites."""
    reported = facts.scenario.settings.reported_plan
    return ReportedSection(
        title=msg("Beside what was really planned"),
        intro=msg(
            "Households reached are distinct households that get goods or cash; of two items for "
            "one group the one that reaches more counts. Both figures of the plan are for the "
            "same sites as the reported one, all groups together."
        ),
        table=_table(reported, facts) if reported else None,
        empty=msg("The scenario cites no figure of a real plan."),
        helped_title=msg("Already helped before the plan starts"),
        helped=_helped(facts),
    )


def _table(reported: tuple[ReportedPlan, ...], facts: Facts) -> Table:
    columns = (
        Column(msg("What was reported")),
        Column(msg("Period"), is_short=True),
        Column(msg("Households, reported"), is_number=True),
        Column(msg("This plan, in that period"), is_number=True),
        Column(msg("This plan, from its start to the end of the period"), is_number=True),
        Column(msg("Source")),
    )
    return Table(columns, tuple(_row(plan, facts) for plan in reported))


def _row(plan: ReportedPlan, facts: Facts) -> tuple[Cell, ...]:
    settings = facts.scenario.settings
    sites = frozenset(plan.site_ids or facts.scenario.site_ids)
    first, last = settings.day_of(plan.from_date), settings.day_of(plan.to_date)
    by_end = households_reached(facts.lines, last, sites)
    return (
        Text.of(plan.label),
        days_in_words(first, last, facts),
        plan.households,
        by_end - households_reached(facts.lines, first - 1, sites),
        by_end,
        plan.source,
    )


def _helped(facts: Facts) -> Table | None:
    columns = (
        Column(msg("Site and group")),
        Column(msg("Help")),
        Column(msg("Households"), is_number=True),
        Column(msg("Given on"), is_short=True),
        Column(msg("Source")),
    )
    rows: list[tuple[Cell, ...]] = []
    for help_given in facts.scenario.assistance:
        entitlement = facts.pack.entitlements.entitlements.get(help_given.entitlement)
        rows.append(
            (
                Name(facts.names.place(help_given.site_id), group_label(help_given.group)),
                Text.of(entitlement.label) if entitlement else help_given.entitlement,
                help_given.households,
                help_given.given_on,
                help_given.source,
            )
        )
    return Table(columns, tuple(rows)) if rows else None
