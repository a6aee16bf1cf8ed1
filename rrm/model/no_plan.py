"""Why there is no plan, in words: none is possible, or none was found."""

from __future__ import annotations

from rrm.model.language import Message, msg, msg_plural
from rrm.model.plan import NoPlan
from rrm.model.scenario import Scenario


def asked_in_words(scenario: Scenario, *, takes_over: bool) -> Message:
    """What every plan must keep, and may be the reason that there is none: locks and floor.

    takes_over: whether there is a plan in force, so that a limit on changes counts.
    """
    settings = scenario.settings
    has_locks, has_floor = bool(scenario.locks), settings.least_share > 0
    if has_locks and has_floor:
        asked = msg("all the locks and the floor")
    elif has_floor:
        asked = msg("the floor")
    else:
        asked = msg("all the locks")
    most = settings.most_changes
    if most is None or not takes_over:
        return asked
    if not has_locks and not has_floor:
        return msg_plural(
            "the limit of {n} hand-over changed at most",
            "the limit of {n} hand-overs changed at most",
            n=most,
        )
    return msg_plural(
        "{asked} with {n} hand-over changed at most",
        "{asked} with {n} hand-overs changed at most",
        n=most,
        asked=asked,
    )


def no_plan_in_words(no_plan: str, scenario: Scenario, *, takes_over: bool) -> Message:
    """That no plan is possible, or that none was found: no sentence yet, so that it can go on.

    no_plan: as Plan.no_plan; whatever is not proven is told as not found. takes_over: as of
    asked_in_words.
    """
    asked = asked_in_words(scenario, takes_over=takes_over)
    if no_plan == NoPlan.IMPOSSIBLE:
        return msg("No plan keeps {asked}", asked=asked)
    return msg("No plan was found that keeps {asked}, which does not prove that there is none",
               asked=asked)  # fmt: skip


def way_on_in_words(no_plan: str, scenario: Scenario, *, takes_over: bool) -> Message:
    """What to do where there is no plan; arguments as of no_plan_in_words."""
    if takes_over and scenario.settings.most_changes is not None:
        return msg("Allow more changes (`most_changes`), or let locks and the floor ask for less.")
    if no_plan == NoPlan.IMPOSSIBLE:
        return msg(
            "`rrm explain RUN --conflict` tells which lock or floor to lower, and by how little."
        )
    return msg(
        "Give it more time (`--time-limit`) or memory; `rrm explain RUN --conflict` tells whether"
        " all can be kept, and what to lower where not."
    )
