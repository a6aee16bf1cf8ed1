"""Why a solve ended before it was done, in words."""

from __future__ import annotations

from rrm.allocation.apart import Stop
from rrm.allocation.lexicographic import Solved
from rrm.model.language import Message, msg

ENDED: dict[Stop, Message] = {
    Stop.ASKED: msg("The solver was stopped on request before it was done."),
    Stop.TIME: msg("The time limit stopped the solver: another run may find a different plan."),
    Stop.MEMORY: msg("The solver ran out of memory before it was done."),
    Stop.KILLED: msg(
        "The solver’s process was ended from outside before it was done, as happens where a"
        " machine runs out of memory."
    ),
}
KEPT = msg("The best plan found until then is kept. The gap says how far from the best it can be.")
NONE_FOUND = msg("It had found no plan until then; that does not prove that there is none.")


def stop_of(solved: Solved) -> Stop | None:
    """Why a solve ended early; None where it came to its end."""
    is_late = any(outcome.hit_time for outcome in solved.tiers)
    return solved.stop or (Stop.TIME if is_late else None)


def stop_in_words(solved: Solved) -> Message | None:
    """Why a solve ended early, and what is left of it; None where it came to its end."""
    stop = stop_of(solved)
    if stop is None:
        return None
    why = ENDED.get(stop) or msg("The solver failed: {error}.", error=solved.words)
    left = NONE_FOUND if solved.values is None else KEPT
    return msg("{why} {left}", why=why, left=left)
