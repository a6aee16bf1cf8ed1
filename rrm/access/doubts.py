"""Which reports leave an open way in doubt, in words."""

from __future__ import annotations

from collections.abc import Iterable

from rrm.access.causes import Circumstances, window_days
from rrm.access.closure_windows import ClosureWindow
from rrm.access.periods import Period
from rrm.model.language import Message, msg
from rrm.model.scenario import Certainty

_HOW_SURE = {Certainty.PROBABLE: msg("probable"), Certainty.POSSIBLE: msg("possible")}


def doubts_told(about: Circumstances, taken: Iterable[int], period: Period) -> Message | None:
    """The uncertain closures of links taken, as a sentence; None where there are none.

    taken: positions of the links out and home. The closures are those that are for the class.
    """
    doubted = {at for at, _ in period.doubts}.intersection(taken)
    found = [
        window
        for window in about.windows
        if window.certainty in _HOW_SURE
        and window.overlaps(period.first_day, period.last_day)
        and not window.routes.isdisjoint(doubted)
    ]
    if not found:
        return None
    return msg("Open, but {closures}.", closures=tuple(_told(about, window) for window in found))


def _told(about: Circumstances, window: ClosureWindow) -> Message:
    days, certainty = window_days(window, about.on_day), _HOW_SURE[window.certainty]
    if not window.reason:
        return msg(
            "{link} may be closed {days} ({certainty})",
            link=window.subject, days=days, certainty=certainty,
        )  # fmt: skip
    return msg(
        "{link} may be closed {days} ({certainty}: {reason})",
        link=window.subject, days=days, certainty=certainty, reason=window.reason,
    )  # fmt: skip
