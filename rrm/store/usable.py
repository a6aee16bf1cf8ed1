"""Runs that nobody may go by: without a plan, or with one that the check rejected."""

from __future__ import annotations

from rrm.model.language import Message, msg
from rrm.model.problem import Place, Problem
from rrm.store.reading import StoredRun


def without_plan(stored: StoredRun, code: str, allowed: Message) -> Problem | None:
    """Tells that a run has no plan that was accepted; None where it has one.

    code, allowed: of the problem, as what is asked of the run tells.
    """
    if stored.is_accepted and stored.about.get("status") != "infeasible":
        return None
    return Problem(
        code,
        Place(str(stored.folder)),
        msg("the independent check rejected the plan of this run")
        if stored.is_rejected
        else msg("this run has no plan"),
        allowed,
        msg("Take another run."),
    )
