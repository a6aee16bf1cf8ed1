"""Figures of a comparison in words, with no more digits than they deserve."""

from __future__ import annotations

import json
from math import ceil, isfinite

from rrm.comparison.change import Change
from rrm.model.language import Message, msg, msg_plural
from rrm.model.rounding import round_half_up, whole

Words = Message | str
_NOTHING = "–"


def plain(value: float) -> Message:
    """One decimal below a hundred, whole above; a dash where there is no number."""
    if not isfinite(value):
        return Message(_NOTHING)
    # A zero added takes the minus from a nought.
    return Message("{n}", (("n", round_half_up(value, 1 if abs(value) < 100 else 0) + 0.0),))


def percent(share: float) -> Message:
    """A share 0..1; what is not all never reads 100 %, and what is not nothing never 0 %."""
    if not isfinite(share):
        return Message(_NOTHING)
    value = round_half_up(100 * share, 1)
    if value >= 100 and share < 1 - 1e-9:
        value = 99.9
    if value <= 0 and share > 1e-9:
        value = 0.1
    return msg("{n} %", n=value)


def at_most_percent(share: float) -> Message:
    """A share that must not be understated, rounded up to a tenth of a per cent."""
    if not isfinite(share):
        return Message(_NOTHING)
    return msg("{n} %", n=ceil(round_half_up(1000 * share, 6)) / 10)


def money(amount: float, currency: str) -> Message:
    """An amount, in millions where it has them."""
    if not isfinite(amount):
        return Message(_NOTHING)
    if abs(amount) < 1e6:
        return msg("{n} {currency}", n=whole(amount), currency=currency)
    return msg("{n} million {currency}", n=round_half_up(amount / 1e6, 1), currency=currency)


def signed(words: Message, by: float) -> Message:
    """A difference with a plus where it is one; the minus stands in the number itself."""
    is_more = by > 0 and dict(words.values).get("n") != 0
    return Message("+{n}", (("n", words),)) if is_more else words


def from_to(before: object, after: object) -> Message:
    """Old and new, with an arrow between them."""
    return Message("{before} → {after}", (("before", before), ("after", after)))


def in_days(day: Change) -> Message | None:
    """The mean day before and after; None where the two read the same."""
    before, after = (round_half_up(value, 1) for value in (day.before, day.after))
    if before == after:
        return None
    moved = from_to(before, after)
    if after < before:
        return msg("earlier, on day {moved} on average", moved=moved)
    return msg("later, on day {moved} on average", moved=moved)


def households(count: float) -> Message:
    """Households, whole."""
    return msg_plural("{n} household", "{n} households", n=whole(count))


def as_written(value: object) -> str:
    """A plain value much as a file has it, on one line; a dash for nothing."""
    if value is None or value in ("", []):
        return _NOTHING
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return ";".join(as_written(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {as_written(one)}" for key, one in value.items())
    if isinstance(value, str):
        return " ".join(value.split())
    return json.dumps(value, ensure_ascii=False)
