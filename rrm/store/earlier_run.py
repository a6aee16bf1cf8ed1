"""What a run takes over from an earlier one: needs with their reasons, referrals, alerts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rrm.model.alert_decision import AlertDecision, AlertState, Clock, Decision, HouseholdsFrom
from rrm.model.demand import Referral
from rrm.model.language import LANGUAGES, Message, Text
from rrm.model.needs import FiredRule, Needs, Trace
from rrm.model.problem import BadInput, raise_errors
from rrm.store.reading import StoredRun
from rrm.store.typed_cells import TypedCells, TypedRow, unreadable_file
from rrm.store.typed_run import score_row


@dataclass(frozen=True, slots=True)
class TakenOver:
    """Scores, traces, referrals and alerts of a stored run, as model values."""

    needs: Needs
    referrals: tuple[Referral, ...]
    alerts: tuple[AlertDecision, ...]


def taken_over(stored: StoredRun) -> TakenOver:
    """Raises BadInput as run_facts does (RRM-T014, RRM-T015)."""
    cells = TypedCells(stored)
    scores = cells.rows("needs.csv", score_row)
    together = cells.rows("needs_together.csv", score_row)
    referrals = cells.rows("referrals.csv", _referral)
    alerts = cells.rows("alerts.csv", _alert)
    raise_errors(cells.problems)
    try:
        traces = tuple(_trace(told) for told in stored.traces)
    except (KeyError, TypeError, ValueError):
        raise BadInput([unreadable_file(stored, "traces.json")]) from None
    return TakenOver(Needs(scores, traces, together=together), referrals, alerts)


def _referral(row: TypedRow) -> Referral:
    return Referral(
        row.text("site_id"), row.text("group"), row.text("programme"), row.whole("caseload"),
        row.text("unit"), row.whole("urgency"), row.said("reason"), row.date("due_on"),
    )  # fmt: skip


def _alert(row: TypedRow) -> AlertDecision:
    deadline = row.date_or_none("deadline")
    return AlertDecision(
        alert_id=row.text("alert_id"),
        site_id=row.text("site_id"),
        shock=row.text("shock"),
        state=row.one_of("state", AlertState),
        decision=row.one_of("decision", Decision),
        clause=row.said("clause"),
        next_step=row.said("next_step"),
        who=row.said("who"),
        deadline=deadline,
        days_left=row.whole_or_none("days_left"),
        clock=row.one_of("clock", Clock),
        respond_by=row.date("respond_by"),
        households=row.whole("households"),
        households_from=row.one_of("households_from", HouseholdsFrom),
        duplicate_of=row.text("duplicate_of"),
    )


def _trace(told: Mapping[str, Any]) -> Trace:
    change = told["smallest_change"]
    return Trace(
        str(told["site_id"]),
        str(told["group"]),
        str(told["sector"]),
        int(told["severity"]),
        _said(told["sentence"]),
        tuple(_fired(rule) for rule in told["rules"]),
        None if change is None else _said(change),
    )


def _fired(told: Mapping[str, Any]) -> FiredRule:
    return FiredRule(
        rule=str(told["rule"]),
        sentence=_said(told["sentence"]),
        severity=int(told["severity"]),
        share_reaching=float(told["share_reaching"]),
        needed=float(told["needed"]),
        line=str(told["line"]),
        households=int(told["households"]),
        shares=tuple(float(share) for share in told["shares"]),
        source=str(told["source"]),
        status=str(told["status"]),
    )


def _said(told: Mapping[str, str]) -> Message:
    words = {code: str(told[code]) for code in LANGUAGES}
    return Message("{said}", (("said", Text.of(words)),))
