"""Approving the plan of a stored run in the name of a role, and taking that back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rrm.model.approval import Approval, role_words
from rrm.model.language import Message, msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.rule_pack import RulePack
from rrm.store.audit import Act, AuditEntry, open_audit
from rrm.store.reading import StoredRun
from rrm.store.typed_run import stored_inputs
from rrm.store.usable import without_plan

LONGEST_NOTE = 200
_FEWEST_DIGITS = 6
_DIALLED = re.compile(rf"[0-9](?:[\s.\-/()]{{0,2}}[0-9]){{{_FEWEST_DIGITS - 1},}}")
_DATES = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}")


@dataclass(frozen=True, slots=True)
class Said:
    """What became of an approval, or of taking one back.

    entry: in the log; None where nothing was entered, as doubts then tell. approval: that now
    holds, None while the run is a draft.
    """

    entry: AuditEntry | None
    approval: Approval | None
    doubts: tuple[Problem, ...] = ()


def approve_run(
    stored: StoredRun,
    by: str,
    note: str = "",
    *,
    withdraw: bool = False,
    at: datetime | None = None,
) -> Said:
    """Enters in the log of a run that a role approves it, or takes its approval back.

    by: a role of the pack's sharing.yaml, its code or its words in any language. at: when, now by
    default. What is said already is not entered twice (RRM-X033, a doubt). When this returns the
    entry is on disk. Raises BadInput: RRM-X030 no such role, RRM-X031 a note that is too long or
    holds a telephone or an address, RRM-X032 a run that has no plan or a rejected one, and as
    open_audit does.
    """
    _, pack = stored_inputs(stored)
    role = _role(pack, by)
    problems = [*_problems_of_note(note)]
    if role is None:
        problems.append(_no_such_role(pack, by))
    no_plan = without_plan(stored, "RRM-X032", msg("only a plan that was accepted is approved"))
    if no_plan is not None and not withdraw:
        problems.append(no_plan)
    if problems or role is None:
        raise BadInput(problems)
    with open_audit(stored.folder, stored.run_id) as log:
        last = log.audit.approval(stored.run_sha256)
        if (last is None) if withdraw else (last is not None and last.role == role):
            return Said(None, last, (_said_before(stored, last, pack),))
        act = Act.WITHDRAWN if withdraw else Act.APPROVED
        entry = log.add(act, of_sha256=stored.run_sha256, role=role, note=note.strip(), at=at)
        return Said(entry, log.audit.approval(stored.run_sha256))


def _role(pack: RulePack, by: str) -> str | None:
    """The code of a role, written as a code or in words of any language."""
    roles: Mapping[str, Mapping[str, str]] = pack.sharing.roles if pack.sharing is not None else {}
    wanted = _plain(by)
    for code, words in roles.items():
        if wanted in {_plain(code), *(_plain(one) for one in words.values())}:
            return code
    return None


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def _problems_of_note(note: str) -> list[Problem]:
    found: Message | None = None
    if len(note.strip()) > LONGEST_NOTE:
        found = msg("the note has {n} signs", n=len(note.strip()))
    elif "@" in note or _DIALLED.search(_DATES.sub(" ", note)):
        found = msg("the note reads as if it held a telephone number or an address")
    if found is None:
        return []
    return [
        Problem(
            "RRM-X031",
            Place("--note"),
            found,
            msg("a note of at most {n} signs, without anything of a person", n=LONGEST_NOTE),
            msg("Shorten it, or leave it out."),
        )
    ]


def _no_such_role(pack: RulePack, by: str) -> Problem:
    if pack.sharing is None or not pack.sharing.roles:
        return Problem(
            "RRM-X030",
            Place("sharing.yaml"),
            msg("the rule pack of this run names no roles"),
            msg("whoever approves does so in a role that the pack names"),
            msg("Add roles to the sharing.yaml of the pack, and plan again."),
        )
    return Problem(
        "RRM-X030",
        Place("--by"),
        msg("the rule pack names no role “{role}”", role=by[:40]),
        msg("there are {roles}", roles=tuple(pack.sharing.roles)),
        msg("Write one of them. Names of people are not recorded."),
    )


def _said_before(stored: StoredRun, last: Approval | None, pack: RulePack) -> Problem:
    if last is None:
        found = msg("this run is not approved, so that there is nothing to take back")
    else:
        found = msg(
            "this run was approved on {day}, by: {role}",
            day=last.on,
            role=role_words(pack, last.role),
        )
    return Problem(
        "RRM-X033",
        Place(str(stored.folder)),
        found,
        msg("what stands in the log already is not entered twice"),
        msg("Nothing is left to do."),
        is_error=False,
    )
