"""What the coordinator has decided beforehand."""

from __future__ import annotations

from rrm.model.language import msg
from rrm.model.scenario import Lock
from rrm.model.verdict import Check
from rrm.verification.replay import Replay
from rrm.verification.tally import Tally
from rrm.verification.tolerance import exceeds


def locks_kept(replay: Replay) -> Check:
    """A site receives of an item no less and no more than a lock says, on its day or in all.

    All groups of the site together; of cash, households paid. What is handed over for the item
    counts where the lock says so.
    """
    tally = Tally("locks_kept", msg("What the coordinator fixed is kept"))
    scenario = replay.run.scenario
    for lock in dict.fromkeys((*scenario.settings.locks, *scenario.locks)):
        received = _received(replay, lock)
        too_little = lock.at_least is not None and exceeds(lock.at_least, received)
        too_much = lock.at_most is not None and exceeds(received, lock.at_most)
        tally.see(
            not too_little and not too_much,
            msg(
                "{site}, {when}: {received} of {item}, fixed at {limit} or {direction}",
                site=lock.site_id, received=received, item=lock.item,
                limit=lock.at_least if too_little else lock.at_most,
                direction=msg("more") if too_little else msg("less"),
                when=msg("in all") if lock.day is None else msg("day {day}", day=lock.day),
            ),
        )  # fmt: skip
    return tally.check()


def _received(replay: Replay, lock: Lock) -> float:
    received = 0.0
    for handed, counted in zip(replay.run.handed, replay.run.received, strict=True):
        (site_id, _, item), day, quantity = handed
        (_, _, due), _, counts = counted
        if site_id != lock.site_id or lock.day not in (None, day):
            continue
        if lock.variants_count and due == lock.item:
            received += counts
        elif item == lock.item:
            received += quantity
    return received
