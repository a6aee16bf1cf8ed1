"""The clauses by which an alert is decided: what each asks, and what it says where it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from rrm.model.alert_decision import Decision, HouseholdsFrom
from rrm.model.language import Message, msg, msg_plural
from rrm.model.rule_pack import TriggerRules
from rrm.model.scenario import Alert, OtherActor
from rrm.scoring.interviews import Interviews

HOURS_A_DAY = 24


@dataclass(frozen=True, slots=True)
class AlertVerdict:
    """A decision with the clause behind it.

    from_on: the day from which the time to the deadline runs; None without a deadline.
    """

    decision: Decision
    clause: Message
    next_step: Message
    from_on: date | None = None
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class AlertCase:
    """An alert with what the tables say around it.

    today: the scenario's start. twin: the alert that it is likely one with.
    """

    alert: Alert
    rules: TriggerRules
    today: date
    households: int
    households_from: HouseholdsFrom
    interviews: Interviews | None
    twin: Alert | None

    @property
    def is_verified(self) -> bool:
        """Whether it was verified by today; a day that lies ahead is only an intention."""
        return self.alert.verified_on is not None and self.alert.verified_on <= self.today

    @property
    def days_since_shock(self) -> int | None:
        """Days from the shock until today; None where nobody wrote its day down."""
        return None if self.alert.occurred_on is None else self.days_ago(self.alert.occurred_on)

    @property
    def assessed_on(self) -> date | None:
        """The last day that anybody is known to have assessed the site, since the shock."""
        days = [self.alert.assessed_on, self.interviews.last_on if self.interviews else None]
        known = [day for day in days if day is not None]
        return max(known, default=None)

    def days_ago(self, day: date) -> int:
        """Days from a day until today."""
        return (self.today - day).days


def respond_by(alert: Alert, rules: TriggerRules) -> date:
    """By when first help is promised: so many days after verification, else after the report.

    Demands at the alert's site are due on the same day (rrm.entitlements).
    """
    since = alert.verified_on or alert.reported_on
    return since + timedelta(days=rules.respond_within_days)


def likely_duplicate(case: AlertCase) -> AlertVerdict | None:
    """That an alert is likely one with another; None where it stands for itself."""
    if case.twin is None or case.rules.duplicates is None:
        return None
    return AlertVerdict(
        Decision.LIKELY_DUPLICATE,
        msg_plural(
            "likely one with {other}: same site, same shock, within {n} day",
            "likely one with {other}: same site, same shock, within {n} days",
            n=case.rules.duplicates.within_days,
            other=case.twin.alert_id,
        ),
        msg(
            "Compare the two and merge them if they are one; nobody is counted twice meanwhile,"
            " as needs are counted by site."
        ),
    )


def to_verify(case: AlertCase) -> AlertVerdict | None:
    """That something is to be found out first, within the pack's hours after the report."""
    clause = _not_verified(case)
    if clause is None:
        return None
    verify = case.rules.verify
    reported = case.alert.reported_on
    deadline = None
    if verify is not None:
        deadline = reported + timedelta(days=ceil(verify.within_hours / HOURS_A_DAY))
    return AlertVerdict(
        Decision.VERIFY, clause, _how_to_verify(case), None if deadline is None else reported,
        deadline,
    )  # fmt: skip


def _not_verified(case: AlertCase) -> Message | None:
    """What is missing before anything may be decided; None where nothing is."""
    alert, rules = case.alert, case.rules
    if alert.verified_on is None or not case.is_verified:
        return msg(
            "reported on {day} and not verified yet; {households}",
            day=alert.reported_on,
            households=_households(case),
        )
    if _has_too_few_sources(case):
        return msg_plural(
            "confirmed by {n} source, {needed} are needed",
            "confirmed by {n} sources, {needed} are needed",
            n=alert.confirmed_by or 0,
            needed=_sources_needed(case),
        )
    if alert.occurred_on is None and rules.recent_shock is not None and not alert.exception:
        return _unknown_shock_day(case, rules.recent_shock.days_at_most)
    return None


def _sources_needed(case: AlertCase) -> int | None:
    return case.rules.verify.sources_at_least if case.rules.verify is not None else None


def _has_too_few_sources(case: AlertCase) -> bool:
    needed, told = _sources_needed(case), case.alert.confirmed_by
    return needed is not None and told is not None and told < needed


def _unknown_shock_day(case: AlertCase, most: int) -> Message | None:
    """A shock whose day nobody wrote down; what is known already decides where it was reported."""
    if case.alert.unassisted or case.days_ago(case.alert.reported_on) > most:
        return None
    return msg(
        "verified on {day}, but the day of the shock isn't known; at most {most} days may lie"
        " between",
        day=case.alert.verified_on,
        most=most,
    )


def _how_to_verify(case: AlertCase) -> Message:
    if case.is_verified and not _has_too_few_sources(case):
        return msg("Ask when it happened, and write the day into the table of alerts.")
    if not case.is_verified and why_not_assessed(case) is None:
        return msg(
            "Somebody has assessed the site since: if that verified the alert, write the day into"
            " the table of alerts."
        )
    needed = _sources_needed(case)
    if needed is None:
        return msg(
            "Ask whether it is true, how many people there are, and if they are still there."
        )
    return msg_plural(
        "Ask {n} source whether it is true, how many people there are, and if they are still"
        " there.",
        "Ask {n} independent sources whether it is true, how many people there are, and if they"
        " are still there.",
        n=needed,
    )


def held_back(case: AlertCase) -> AlertVerdict | None:
    """The first trigger that holds an alert back; an exception passes over all of them."""
    return _too_late(case) or _left_to_others(case) or _below_threshold(case)


def _too_late(case: AlertCase) -> AlertVerdict | None:
    rule = case.rules.recent_shock
    if rule is None or case.alert.unassisted:
        return None
    days = case.days_since_shock
    if days is None:
        days = case.days_ago(case.alert.reported_on)
    if days <= rule.days_at_most:
        return None
    return AlertVerdict(
        Decision.TOO_LATE,
        msg(
            "the shock lies {days} days back, {most} at most are asked; planned if capacity allows",
            days=days,
            most=rule.days_at_most,
        ),
        msg(
            "Hand it over to regular programmes. Where no help could come before for lack of"
            " access, say so in the column “unassisted”: it then goes ahead."
        ),
    )


def _left_to_others(case: AlertCase) -> AlertVerdict | None:
    if case.alert.other_actor is not OtherActor.YES:
        return None
    return AlertVerdict(
        Decision.OTHER_ACTOR,
        msg("another actor helps already; planned if capacity allows"),
        msg("Agree who brings what, and write what they gave into the table assistance."),
    )


def _below_threshold(case: AlertCase) -> AlertVerdict | None:
    needed = case.rules.households_at_least
    if case.households >= needed:
        return None
    return AlertVerdict(
        Decision.BELOW_THRESHOLD,
        msg(
            "{households}, below the {needed} that call for a response; planned if capacity allows",
            households=_households(case),
            needed=needed,
        ),
        msg(
            "Decide whether capacity is free. A reason in the column “exception” lets it go ahead."
        ),
    )


def to_assess(case: AlertCase) -> AlertVerdict | None:
    """That a team is to go, within the pack's days after verification; None where one was there."""
    why = why_not_assessed(case)
    if why is None:
        return None
    rule, since = case.rules.assess, case.alert.verified_on
    deadline = None
    if rule is not None and since is not None:
        deadline = since + timedelta(days=rule.within_days)
    return AlertVerdict(
        Decision.ASSESS,
        _and(_called_for(case), why),
        msg(
            "Send a team for a multisector assessment; until then the profile of the shock counts."
        ),
        None if deadline is None else since,
        deadline,
    )


def why_not_assessed(case: AlertCase) -> Message | None:
    """Why a site counts as not assessed; None where it is."""
    day, alert = case.assessed_on, case.alert
    if day is None and case.interviews is None:
        return msg("nobody has assessed the site")
    rule = case.rules.assess
    oldest = rule.counts_for_days if rule is not None else None
    if day is None:
        return None if oldest is None else msg("assessed, but on what day isn't known")
    if alert.occurred_on is not None and day < alert.occurred_on:
        return msg(
            "assessed on {day}, before the shock of {shock}", day=day, shock=alert.occurred_on
        )
    if oldest is not None and case.days_ago(day) > oldest:
        return msg(
            "assessed {days} days ago, {most} at most count", days=case.days_ago(day), most=oldest
        )
    return None


def to_respond(case: AlertCase) -> AlertVerdict:
    """That first help is due, within the pack's days after verification."""
    since = case.alert.verified_on or case.alert.reported_on
    within = case.rules.respond_within_days
    clause = _and(
        _called_for(case),
        msg_plural(
            "first help within {n} day of {since}",
            "first help within {n} days of {since}",
            n=within,
            since=since,
        ),
    )
    return AlertVerdict(
        Decision.RESPOND,
        clause,
        msg("Bring what is planned; hand over what remains to regular programmes."),
        since,
        respond_by(case.alert, case.rules),
    )


def _called_for(case: AlertCase) -> Message:
    """Why an alert goes ahead: its exception, else its households and the days since the shock."""
    alert, needed = case.alert, case.rules.households_at_least
    if alert.exception:
        return msg(
            "{households} ({needed} are needed), goes ahead as an exception: {reason}",
            households=_households(case),
            needed=needed,
            reason=alert.exception,
        )
    said = msg("{households} ({needed} are needed)", households=_households(case), needed=needed)
    if case.days_since_shock is None:
        return said
    return msg_plural(
        "{said}, {n} day after the shock",
        "{said}, {n} days after the shock",
        n=case.days_since_shock,
        said=said,
    )


def _households(case: AlertCase) -> Message:
    if case.households_from is HouseholdsFrom.ALERT:
        return msg_plural("{n} household", "{n} households", n=case.households)
    return msg_plural(
        "{n} household by the table of sites",
        "{n} households by the table of sites",
        n=case.households,
    )


def _and(one: Message, other: Message) -> Message:
    return msg("{sentence}; {more}", sentence=one, more=other)
