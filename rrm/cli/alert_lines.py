"""Alerts for the terminal: what each calls for, by when, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rrm.cli.layout import WIDTH, columns, cut, left, right, wrapped
from rrm.cli.paint import by_severity
from rrm.cli.plain import plain
from rrm.model.alert_decision import (
    CLOCK_LABELS,
    DECISION_LABELS,
    AlertDecision,
    Clock,
    Decision,
    most_urgent_first,
)
from rrm.model.language import Message, Text, format_date, format_number, msg, msg_plural
from rrm.model.run import Loaded

if TYPE_CHECKING:
    from rrm.cli.story import Row, Story

_AS_SEVERITY = {Clock.OVERDUE: 5, Clock.RED: 4, Clock.AMBER: 3}
"""Clocks in the colours of severities."""

Cells = tuple[str, str, str, str, str]
LONGEST_NAME = 80


def alert_lines(
    loaded: Loaded,
    alerts: Sequence[AlertDecision],
    language: str,
    coloured: bool = False,
    most: int | None = None,
) -> Iterator[str]:
    """A line an alert: clock, place, what to do, by when, days left.

    most: alerts at most; the last line then says how many there are more.
    """
    if not alerts:
        yield msg("No alert is in the table.").text(language)
        return
    ordered = most_urgent_first(alerts)
    shown = ordered[:most]
    header = tuple(one.text(language) for one in _HEADER)
    rows = [_cells(loaded, one, language, LONGEST_NAME) for one in shown]
    widths = [max(columns(row[at]) for row in (header, *rows)) for at in range(len(header))]
    widths[1] = min(widths[1], WIDTH - sum(widths) + widths[1] - len(widths) + 1)
    rows = [_cells(loaded, one, language, widths[1]) for one in shown]
    yield _line(header, widths)
    for one, row in zip(shown, rows, strict=True):
        line = _line(row, widths)
        clock = by_severity(line[: len(row[0])], _AS_SEVERITY.get(one.clock, 0), coloured)
        yield clock + line[len(row[0]) :]
    if len(shown) < len(ordered):
        yield msg("… and {n} more, in alerts.csv.", n=len(ordered) - len(shown)).text(language)
    if any(one.is_planned_if_capacity for one in shown):
        yield from wrapped(_IF_CAPACITY.text(language), indent=3)


def alert_json(alert: AlertDecision) -> dict[str, object]:
    """The same as data."""
    return {
        "alert_id": alert.alert_id,
        "site_id": alert.site_id,
        "shock": alert.shock,
        "state": alert.state.value,
        "decision": alert.decision.value,
        "clock": alert.clock.value,
        "deadline": None if alert.deadline is None else alert.deadline.isoformat(),
        "days_left": alert.days_left,
        "respond_by": alert.respond_by.isoformat(),
        "households": alert.households,
        "households_from": alert.households_from.value,
        "duplicate_of": alert.duplicate_of,
        "clause": _both(alert.clause),
        "next_step": _both(alert.next_step),
        "who": _both(alert.who),
    }


def alert_story(story: Story) -> Iterator[str]:
    """A site's alerts in full: the decision, the clause behind it, who acts and what comes next."""
    language = story.language
    for row in story.rows("alerts.csv"):
        profile = story.pack.triggers.profiles.get(row["shock"])
        title = msg(
            "Alert {alert} ({shock}): {decision}{by}",
            alert=row["alert_id"],
            shock=Text.of(profile.label) if profile is not None else row["shock"],
            decision=DECISION_LABELS[Decision(row["decision"])],
            by=_by(row),
        )
        yield from wrapped(title.text(language))
        for sentence in (
            # A clause may end with a short month's point: 7 avr.
            msg("Why: {clause}.", clause=_in(row, "clause", language).removesuffix(".")),
            msg("Who: {who}. {next}", who=_in(row, "who", language),
                next=_in(row, "next_step", language)),
        ):  # fmt: skip
            yield from wrapped(sentence.text(language), indent=2, hanging=2)


_HEADER = (
    msg("Clock"), msg("Site, alert"), msg("What to do"), msg("By"), msg("Days left"),
)  # fmt: skip
_IF_CAPACITY = msg(
    "If capacity: help is not promised; what people are due stays in the plan as far as means"
    " allow."
)


def _cells(loaded: Loaded, alert: AlertDecision, language: str, width: int) -> Cells:
    """A row; the site gives way so that site and alert take `width` columns at most."""
    name = plain(loaded.scenario.site_name(alert.site_id))
    alert_id = plain(alert.alert_id)
    what: Message = DECISION_LABELS[alert.decision]
    if alert.is_planned_if_capacity:
        what = msg("{decision}, if capacity", decision=what)
    return (
        "–" if alert.clock is Clock.NONE else CLOCK_LABELS[alert.clock].text(language),
        f"{cut(name, max(4, min(30, width - columns(alert_id) - 2)))}, {alert_id}",
        what.text(language),
        "–" if alert.deadline is None else format_date(alert.deadline, language),
        "–" if alert.days_left is None else format_number(alert.days_left, language),
    )


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [left(cell, width) for cell, width in zip(row[:4], widths[:4], strict=True)]
    return " ".join((*cells, right(row[4], widths[4]))).rstrip()


def _by(row: Row) -> Message:
    if not row["deadline"]:
        return Message("")
    days = int(row["days_left"])
    by = msg(" by {day}", day=date.fromisoformat(row["deadline"]))
    if days < 0:
        return msg_plural("{by}, overdue by {n} day", "{by}, overdue by {n} days", n=-days, by=by)
    return msg_plural("{by}, {n} day left", "{by}, {n} days left", n=days, by=by)


def _in(row: Row, column: str, language: str) -> str:
    return row.get(f"{column}_{language}") or row[column]


def _both(words: Message | Text) -> dict[str, str]:
    return {"en": words.text("en"), "fr": words.text("fr")}
