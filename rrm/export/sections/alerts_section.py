"""Alerts: what each calls for, by when, who acts, and the clause that decided."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.export.facts import Facts
from rrm.export.table import Cell, Column, Name, Table
from rrm.model.alert_decision import (
    CLOCK_LABELS,
    DECISION_LABELS,
    AlertDecision,
    Clock,
    most_urgent_first,
)
from rrm.model.language import Message, Text, msg, msg_plural


@dataclass(frozen=True, slots=True)
class AlertsSection:
    """All alerts, the most urgent first, or that there is none."""

    title: Message
    intro: Message
    table: Table | None
    empty: Message


def alerts_section(facts: Facts) -> AlertsSection:
    """A row an alert."""
    columns = (
        Column(msg("Site and alert")),
        Column(msg("What to do"), is_short=True),
        Column(msg("By"), is_short=True),
        Column(msg("Clock")),
        Column(msg("Why")),
        Column(msg("Who acts")),
        Column(msg("Next step")),
    )
    rows = tuple(_row(alert, facts) for alert in most_urgent_first(facts.run.alerts))
    return AlertsSection(
        title=msg("What each alert calls for"),
        intro=msg(
            "On the first day of the plan, the most urgent first. An alert that is held back is "
            "not dropped: needs are counted by site, and what people are due there stays in the "
            "plan if capacity allows."
        ),
        table=Table(columns, rows) if rows else None,
        empty=msg("No alert is in the table."),
    )


def shock_label(alert: AlertDecision, facts: Facts) -> Text:
    """The kind of shock as the rule pack calls it."""
    profile = facts.pack.triggers.profiles.get(alert.shock)
    return Text.of(profile.label if profile is not None else alert.shock)


def clock_in_words(alert: AlertDecision) -> Message:
    """How much time is left, or how long it has been over."""
    label, days = CLOCK_LABELS[alert.clock], alert.days_left
    if alert.clock is Clock.NONE or days is None:
        return label
    if days < 0:
        return msg_plural(
            "{label}, {n}\N{NO-BREAK SPACE}day",
            "{label}, {n}\N{NO-BREAK SPACE}days",
            n=-days,
            label=label,
        )
    return msg_plural(
        "{label}, {n}\N{NO-BREAK SPACE}day left",
        "{label}, {n}\N{NO-BREAK SPACE}days left",
        n=days,
        label=label,
    )


def decision_in_words(alert: AlertDecision) -> Message:
    """What to do; where help is not promised, that it depends on capacity."""
    label = DECISION_LABELS[alert.decision]
    return msg("{decision}, if capacity", decision=label) if alert.is_planned_if_capacity else label


def _row(alert: AlertDecision, facts: Facts) -> tuple[Cell, ...]:
    about = msg("{alert}, {shock}", alert=alert.alert_id, shock=shock_label(alert, facts))
    return (
        Name(facts.names.place(alert.site_id), about),
        decision_in_words(alert),
        alert.deadline,
        clock_in_words(alert),
        alert.clause,
        alert.who,
        alert.next_step,
    )
