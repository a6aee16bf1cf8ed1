"""Handover: what regular programmes are to take over."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.export.facts import Facts
from rrm.export.table import Cell, Column, Name, Table
from rrm.model.demand import Referral
from rrm.model.labels import group_label
from rrm.model.language import Message, Text, msg, msg_plural


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme's cases."""

    name: Text
    total: Message
    table: Table


@dataclass(frozen=True, slots=True)
class Handover:
    """Referrals by programme, or that there are none."""

    title: Message
    intro: Message
    programmes: tuple[Programme, ...]
    empty: Message


UNITS = {"people": msg("people"), "households": msg("households")}


def handover_section(facts: Facts) -> Handover:
    """Programmes in the order of their first referral; within one, the most urgent first."""
    by_programme: dict[str, list[Referral]] = {}
    for referral in facts.run.entitled.referrals:
        by_programme.setdefault(referral.programme, []).append(referral)
    return Handover(
        title=msg("Handover to regular programmes"),
        intro=msg(
            "The rapid response stops here. Caseloads of two programmes overlap and must not "
            "be added up."
        ),
        programmes=tuple(_programme(code, cases, facts) for code, cases in by_programme.items()),
        empty=msg("Nothing is referred."),
    )


def _programme(code: str, cases: list[Referral], facts: Facts) -> Programme:
    columns = (
        Column(msg("Site and group")),
        Column(msg("Caseload"), is_number=True),
        Column(msg("Counted in")),
        Column(msg("Due"), is_short=True),
        Column(msg("Reason")),
    )
    ordered = sorted(cases, key=lambda r: (r.due_on, -r.caseload, r.site_id, r.group))
    return Programme(
        name=facts.names.programme(code),
        total=msg_plural(
            "{n} referral, the first due on {day}",
            "{n} referrals, the first due on {day}",
            n=len(cases),
            day=ordered[0].due_on,
        ),
        table=Table(columns, tuple(_row(case, facts) for case in ordered)),
    )


def _row(case: Referral, facts: Facts) -> tuple[Cell, ...]:
    return (
        Name(facts.names.place(case.site_id), group_label(case.group)),
        case.caseload,
        UNITS.get(case.unit, case.unit),
        case.due_on,
        case.reason,
    )
