"""Access: sites that nothing reaches for some days, what was reported closed, how one moves."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.export.closed_places import ClosedPeriod, closed_periods
from rrm.export.facts import Facts
from rrm.export.sections.movement_rules import MovementRule, movement_rules
from rrm.export.sections.plan_days import days_in_words
from rrm.export.table import Cell, Column, Name, Table
from rrm.model.language import Message, Text, msg
from rrm.model.scenario import Certainty, Closure


@dataclass(frozen=True, slots=True)
class AccessSection:
    """Closed sites, and the reported closures of links behind them.

    doubts: what a closure means that isn't certain, where one was reported. rules: convoys,
    curfews and departures that nobody comes home from, where there are any.
    """

    title: Message
    intro: Message
    table: Table | None
    empty: Message
    closures_title: Message
    closures: Table | None
    doubts: Message | None
    rules: tuple[MovementRule, ...]


def access_section(facts: Facts) -> AccessSection:
    """Closed periods of sites, then all reported closures."""
    periods = closed_periods(facts.run)
    columns = (
        Column(msg("Site")),
        Column(msg("Closed to"), is_short=True),
        Column(msg("Days"), is_short=True),
        Column(msg("Opens"), is_short=True),
        Column(msg("Why")),
    )
    closures = facts.scenario.closures
    return AccessSection(
        title=msg("Where nothing gets through"),
        intro=msg(
            "A site is closed on a day when no vehicle of the plan can reach it from any "
            "warehouse (goods) or water source (water)."
        ),
        table=Table(columns, tuple(_row(p, facts) for p in periods)) if periods else None,
        empty=msg("Every site can be reached on every day."),
        closures_title=msg("Closures reported, link by link"),
        closures=_closures_table(closures, facts) if closures else None,
        doubts=_DOUBTS if any(c.certainty is not Certainty.CERTAIN for c in closures) else None,
        rules=movement_rules(facts),
    )


_DOUBTS = msg(
    "A closure that is not certain leaves the way open: a trip over it bears its risk, and costs "
    "more by the chance of driving in vain."
)


def _row(period: ClosedPeriod, facts: Facts) -> tuple[Cell, ...]:
    settings = facts.scenario.settings
    opens = (
        msg("not within the plan")
        if period.lasts
        else msg("{day}", day=settings.date_of(period.to_day + 1))
    )
    return (
        Name(facts.names.place(period.site_id)),
        _CARRIES[period.carries],
        days_in_words(period.from_day, period.to_day, facts),
        opens,
        period.reason,
    )


_CARRIES = {
    "goods": msg("goods"),
    "water": msg("water tankers"),
    "both": msg("goods and water tankers"),
}

CERTAINTIES = {
    Certainty.CERTAIN: msg("certain"),
    Certainty.PROBABLE: msg("probable"),
    Certainty.POSSIBLE: msg("possible"),
}


def _closures_table(closures: tuple[Closure, ...], facts: Facts) -> Table:
    columns = (
        Column(msg("Between")),
        Column(msg("Closed from"), is_short=True),
        Column(msg("Closed until"), is_short=True),
        Column(msg("Closed to")),
        Column(msg("Reason")),
        Column(msg("How sure")),
    )
    return Table(columns, tuple(_closure_row(closure, facts) for closure in closures))


def _closure_row(closure: Closure, facts: Facts) -> tuple[Cell, ...]:
    names = facts.names
    classes = tuple(names.vehicle_class(code) for code in closure.classes)
    return (
        msg(
            "{one} and {other}",
            one=names.place(closure.from_node),
            other=names.place(closure.to_node),
        ),
        closure.start or msg("before the plan"),
        closure.end or msg("further notice"),
        msg("{classes}", classes=classes) if classes else msg("all vehicles"),
        _reason(closure),
        CERTAINTIES[closure.certainty],
    )


def _reason(closure: Closure) -> Text:
    return Text.of({"en": closure.reason, "fr": closure.reason_fr or closure.reason})
