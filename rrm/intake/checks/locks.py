"""Locks that say nothing, that contradict themselves or each other, or that give no reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from rrm.intake.checks.draft import Draft
from rrm.intake.table import Placed
from rrm.intake.wording import quoted
from rrm.intake.written_lock import WrittenLock
from rrm.model.language import Message, msg
from rrm.model.problem import Problem

PlacedLock = Placed[WrittenLock]


def doubtful_locks(draft: Draft) -> Iterator[Problem]:
    """Every fault of every lock: what no plan could keep, whatever the means, is told here."""
    for lock in draft.rows(WrittenLock):
        yield from _quantities(lock)
        yield from _reason(lock)
    yield from _days_and_total(draft.rows(WrittenLock))


def _quantities(lock: PlacedLock) -> Iterator[Problem]:
    value = lock.value
    if not value.given and not value.never:
        yield Problem(
            "RRM-I012",
            lock.at("at_least"),
            msg("the lock gives no quantity"),
            msg("at_least, at_most, both, exactly or never is needed"),
            msg("Write a quantity, or yes under never."),
        )
    low, high, exactly = value.at_least, value.at_most, value.exactly
    if low is not None and high is not None and low > high:
        yield Problem(
            "RRM-I033",
            lock.at("at_most"),
            msg("at most {high}, but at least {low}", high=high, low=low),
            msg("at_most is the same as at_least or more"),
            msg("Correct one of the two."),
        )
    if exactly is not None and low is not None and low > exactly:
        found = msg("exactly {exactly}, but at least {low}", exactly=exactly, low=low)
        yield _contradiction(lock, "exactly", found)
    if exactly is not None and high is not None and high < exactly:
        found = msg("exactly {exactly}, but at most {high}", exactly=exactly, high=high)
        yield _contradiction(lock, "exactly", found)
    if value.never:
        for column, quantity in value.given.items():
            if quantity > 0:
                found = msg("never, but {column} {quantity}", column=column, quantity=quantity)
                yield _contradiction(lock, "never", found)


def _contradiction(lock: PlacedLock, column: str, found: Message) -> Problem:
    return Problem(
        "RRM-I250",
        lock.at(column),
        found,
        msg("exactly and never stand alone, or beside what agrees with them"),
        msg("Keep what is meant, empty the other cells."),
    )


def _reason(lock: PlacedLock) -> Iterator[Problem]:
    if not lock.value.reason.strip():
        yield Problem(
            "RRM-I252",
            lock.at("reason"),
            msg(
                "the lock of {item} at {site} gives no reason",
                item=quoted(lock.value.item),
                site=quoted(lock.value.site_id),
            ),
            msg("whoever reads the plan is told why it was fixed"),
            msg("Write who decided it and why, as an office or a role."),
            is_error=False,
        )


def _days_and_total(locks: Iterable[PlacedLock]) -> Iterator[Problem]:
    """What single days are to bring at least adds up to no more than all days may."""
    by_help: dict[tuple[str, str], list[PlacedLock]] = defaultdict(list)
    for lock in locks:
        by_help[lock.value.site_id, lock.value.item].append(lock)
    for together in by_help.values():
        least = sum(
            lock.value.meant().at_least or 0.0 for lock in together if lock.value.day is not None
        )
        for lock in together:
            most = lock.value.meant().at_most
            if lock.value.day is None and most is not None and least > most:
                yield Problem(
                    "RRM-I251",
                    lock.at("item"),
                    msg(
                        "{most} at most in all, but locks of single days add up to {least}",
                        most=most,
                        least=least,
                    ),
                    msg("the days together fit into what all days may have"),
                    msg("Correct one of these locks."),
                )
