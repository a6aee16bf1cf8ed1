"""What each alert calls for: verify, assess, respond, or what holds it back, and by when.

The clauses are asked in this order, and the first that holds decides:

1. likely one with another alert          → compare and merge
2. not verified, or a date is missing     → verify
3. the shock lies too far back            → regular programmes, unless there is an exception
4. somebody else helps already            → agree with them, unless there is an exception
5. below the threshold in households      → if capacity allows, unless there is an exception
6. not assessed                           → assess
7. otherwise                              → respond

Source: the cycle of rapid response mechanisms (Mali, Niger, Burkina Faso) as the pack cites it.
"""

from __future__ import annotations

from datetime import date

from rrm.model.alert_decision import (
    AlertDecision,
    AlertState,
    Clock,
    Decision,
    HouseholdsFrom,
)
from rrm.model.form import Assessment
from rrm.model.language import Message, Text, msg
from rrm.model.rule_pack import ClockColours, RulePack, TriggerRules
from rrm.model.scenario import Scenario
from rrm.scoring.alert_clauses import (
    AlertCase,
    AlertVerdict,
    held_back,
    likely_duplicate,
    respond_by,
    to_assess,
    to_respond,
    to_verify,
    why_not_assessed,
)
from rrm.scoring.alert_duplicates import likely_duplicates
from rrm.scoring.interviews import interviews_by_site


def decide_alerts(
    scenario: Scenario, pack: RulePack, assessment: Assessment
) -> tuple[AlertDecision, ...]:
    """What every alert calls for on the scenario's first day, in the order of the table.

    Deterministic and from the tables alone; nothing is dropped: an alert that is held back says
    by which clause, and what would let it go ahead.
    """
    if not scenario.alerts:
        return ()
    asked = interviews_by_site(assessment)
    living: dict[str, int] = {}
    for site in scenario.sites:
        living[site.site_id] = living.get(site.site_id, 0) + site.households
    twins = likely_duplicates(scenario.alerts, pack.triggers.duplicates)
    return tuple(
        _decided(
            AlertCase(
                alert,
                pack.triggers,
                scenario.settings.start,
                living.get(alert.site_id, 0) if alert.households is None else alert.households,
                HouseholdsFrom.SITES if alert.households is None else HouseholdsFrom.ALERT,
                asked.get(alert.site_id),
                twins.get(alert.alert_id),
            )
        )
        for alert in scenario.alerts
    )


def _decided(case: AlertCase) -> AlertDecision:
    alert = case.alert
    found = (
        likely_duplicate(case)
        or to_verify(case)
        or (None if alert.exception else held_back(case))
        or to_assess(case)
        or to_respond(case)
    )
    return AlertDecision(
        alert_id=alert.alert_id,
        site_id=alert.site_id,
        shock=alert.shock,
        state=_state(case),
        decision=found.decision,
        clause=found.clause,
        next_step=found.next_step,
        who=_who(case.rules, found.decision),
        deadline=found.deadline,
        days_left=None if found.deadline is None else (found.deadline - case.today).days,
        clock=_clock(found, case.today, case.rules.clock),
        respond_by=respond_by(alert, case.rules),
        households=case.households,
        households_from=case.households_from,
        duplicate_of=case.twin.alert_id if case.twin is not None else "",
    )


def _state(case: AlertCase) -> AlertState:
    if why_not_assessed(case) is None:
        return AlertState.ASSESSED
    return AlertState.VERIFIED if case.is_verified else AlertState.ALERT


def _who(rules: TriggerRules, decision: Decision) -> Text | Message:
    words = rules.who.get(decision)
    return Text.of(words) if words else msg("not said in the rule pack")


def _clock(found: AlertVerdict, today: date, colours: ClockColours | None) -> Clock:
    """Red and amber by the share of the time used; overdue once the deadline has passed."""
    if found.deadline is None or found.from_on is None:
        return Clock.NONE
    if today > found.deadline:
        return Clock.OVERDUE
    if colours is None:
        return Clock.GREEN
    whole = (found.deadline - found.from_on).days
    used = (today - found.from_on).days / whole if whole > 0 else 1.0
    if used >= colours.red_from:
        return Clock.RED
    return Clock.AMBER if used >= colours.amber_from else Clock.GREEN
