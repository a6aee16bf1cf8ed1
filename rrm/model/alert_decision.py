"""What is to be done about an alert, by whom and by when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rrm.model.language import Message, Text, msg


class AlertState(StrEnum):
    """How far an alert has come, as far as the tables say."""

    ALERT = "alert"
    VERIFIED = "verified"
    ASSESSED = "assessed"


class Decision(StrEnum):
    """What an alert calls for next.

    The last four stop nothing by themselves: needs are counted by site, and what is due there
    stays in the plan if capacity allows.
    """

    VERIFY = "verify"
    ASSESS = "assess"
    RESPOND = "respond"
    BELOW_THRESHOLD = "below_threshold_if_capacity"
    TOO_LATE = "too_late"
    OTHER_ACTOR = "other_actor"
    LIKELY_DUPLICATE = "likely_duplicate"


class Clock(StrEnum):
    """How much of the time to the deadline is used; none where nothing is promised."""

    OVERDUE = "overdue"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    NONE = "none"


class HouseholdsFrom(StrEnum):
    """Which table says how many households an alert is about."""

    ALERT = "alert"
    SITES = "sites"


DECISION_LABELS: dict[Decision, Message] = {
    Decision.VERIFY: msg("verify"),
    Decision.ASSESS: msg("assess"),
    Decision.RESPOND: msg("respond"),
    Decision.BELOW_THRESHOLD: msg("below threshold"),
    Decision.TOO_LATE: msg("too long ago"),
    Decision.OTHER_ACTOR: msg("others help"),
    Decision.LIKELY_DUPLICATE: msg("likely the same"),
}
"""Decisions in a word or two."""

CLOCK_LABELS: dict[Clock, Message] = {
    Clock.OVERDUE: msg("overdue"),
    Clock.RED: msg("urgent"),
    Clock.AMBER: msg("soon"),
    Clock.GREEN: msg("in time"),
    Clock.NONE: msg("no deadline"),
}
"""Clock colours in words, which say the same without colour."""


@dataclass(frozen=True, slots=True)
class AlertDecision:
    """One row of alerts.csv.

    households: those of the alert, else all groups of its site; households_from says which.
    clause: the rule that decided, with its numbers. who: who acts, as the pack says.
    deadline: of the next step; None where the decision promises nothing. days_left: from the
    scenario's start, negative when it has passed.
    respond_by: by when the pack promises first help; demands at the site are due by it.
    duplicate_of: the alert that it is likely one with, or blank.
    """

    alert_id: str
    site_id: str
    shock: str
    state: AlertState
    decision: Decision
    clause: Message
    next_step: Message
    who: Text | Message
    deadline: date | None
    days_left: int | None
    clock: Clock
    respond_by: date
    households: int
    households_from: HouseholdsFrom
    duplicate_of: str = ""

    @property
    def is_planned_if_capacity(self) -> bool:
        """Whether help is not promised, and only planned as far as means allow."""
        return self.decision in (Decision.BELOW_THRESHOLD, Decision.TOO_LATE, Decision.OTHER_ACTOR)


def most_urgent_first(decisions: Iterable[AlertDecision]) -> tuple[AlertDecision, ...]:
    """Alerts by clock, the worst first; then by days left, then the larger, then by id."""
    order = list(Clock)

    def urgency(one: AlertDecision) -> tuple[int, int, int, str]:
        left = one.days_left if one.days_left is not None else 0
        return (order.index(one.clock), left, -one.households, one.alert_id)

    return tuple(sorted(decisions, key=urgency))
