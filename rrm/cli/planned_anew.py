"""Questions about a stored run that are answered by planning it again."""

from __future__ import annotations

from rrm import journey
from rrm.cli.forced_lines import Reasons
from rrm.model.language import Text, msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.store import StoredRun, stored_plan
from rrm.what_if import (
    Forced,
    Outcome,
    Standing,
    WouldHelp,
    force,
    missed_items,
    structural_reasons,
    would_help,
)

EVERYTHING = ("all", "tout")
"""Instead of an item: each that a site misses."""


def obstacles(stored: StoredRun, site_id: str) -> Reasons:
    """By item that a site misses, what stands in the way; plans nothing."""
    held = Outcome.of(stored_plan(stored))
    items = missed_items(held, site_id)
    if not items:
        return {}
    standing = journey.standing_of(stored)
    return {item: structural_reasons(standing, site_id, item) for item in items}


def brought_anew(
    stored: StoredRun, site_id: str, item: str, time_limit: float, progress: journey.Progress
) -> tuple[Forced, ...]:
    """What bringing all of an item would cost; item: its id or name, or one of EVERYTHING.

    Raises BadInput: RRM-C020 for an item that the site doesn't miss, RRM-C021 for a run that
    holds no plan to start from.
    """
    held, standing = _held(stored), journey.standing_of(stored, time_limit)
    standing = standing.near(stored_plan(stored))
    items = _items(stored, standing, missed_items(held, site_id), item)
    plan = journey.checked_planner(stored)
    return force(standing, held, site_id, items, plan, progress)


def helped(
    stored: StoredRun,
    tries: int,
    units: float,
    amount: float | None,
    time_limit: float,
    progress: journey.Progress,
) -> WouldHelp:
    """What one more of each means would buy. Raises BadInput (RRM-C021) as brought_anew does."""
    held, standing = _held(stored), journey.standing_of(stored, time_limit)
    plan = journey.checked_planner(stored)
    return would_help(standing, held, plan, tries, units, amount, progress)


def _held(stored: StoredRun) -> Outcome:
    plan = stored_plan(stored)
    if plan.status == "infeasible" or not stored.is_accepted:
        raise BadInput(
            [
                Problem(
                    "RRM-C021",
                    Place(str(stored.folder)),
                    msg("this run holds no plan that the check accepted"),
                    msg("what another plan would change is told against such a plan"),
                    msg("Make the run again, with locks that can be kept."),
                )
            ]
        )
    return Outcome.of(plan)


def _items(
    stored: StoredRun, standing: Standing, missed: tuple[str, ...], item: str
) -> tuple[str, ...]:
    """The item of that id, or of that name in either language; else all that are missed."""
    if item.casefold() in EVERYTHING and missed:
        return missed
    for name in missed:
        labels = (words for _, words in Text.of(standing.pack.catalogue[name].label).versions)
        if item.casefold() in (name.casefold(), *(words.casefold() for words in labels)):
            return (name,)
    raise BadInput(
        [
            Problem(
                "RRM-C020",
                Place(str(stored.folder)),
                msg('found "{item}", which the site does not miss', item=item[:100]),
                msg("items that it misses: {items}", items=missed or (msg("none"),)),
                msg("Use one of them, or “all”."),
            )
        ]
    )
