"""Conditions of a mapping on the cells of a table: yes, no, or not known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rrm.intake.foreign.linked_tables import Frame
from rrm.intake.foreign.mapping import Bounds, Condition, Conditions
from rrm.intake.validation import is_plain_number


def holds(conditions: Conditions, frame: Frame, missing: Iterable[str]) -> list[bool | None]:
    """For each row whether all conditions hold; None where that is not known.

    missing: texts that mean not known. An answer that is listed counts even if it is one of
    those. One condition that fails settles the row, whatever else is not known.
    Raises KeyError for a column that the table has not.
    """
    unknown = {text.strip().casefold() for text in missing} | {""}
    verdicts: list[bool | None] = [True] * len(frame)
    for name, condition in conditions.items():
        found = _one(condition, frame.cells(name).texts, unknown)
        verdicts = [_both(one, other) for one, other in zip(verdicts, found, strict=True)]
    return verdicts


def any_holds(
    alternatives: Sequence[Conditions], frame: Frame, missing: Iterable[str]
) -> list[bool | None]:
    """For each row whether one of several sets of conditions holds; yes where there are none."""
    if not alternatives:
        return [True] * len(frame)
    columns = [holds(one, frame, missing) for one in alternatives]
    return [_any(row) for row in zip(*columns, strict=True)]


def _any(verdicts: Sequence[bool | None]) -> bool | None:
    if any(verdicts):
        return True
    return None if None in verdicts else False


def same_answer(written: str, listed: str) -> bool:
    """Whether a cell gives an answer: case and spaces around it don't count, nor does 1.0 for 1."""
    return folded(written) == folded(listed)


def folded(text: str) -> str:
    """A cell's text as it is compared."""
    plain = " ".join(text.split()).casefold()
    return plain.rstrip("0").rstrip(".") if _has_idle_zeros(plain) else plain


def _has_idle_zeros(text: str) -> bool:
    whole, point, decimals = text.partition(".")
    return bool(point) and whole.lstrip("-").isdecimal() and not decimals.strip("0")


def _one(condition: Condition, texts: Sequence[str], unknown: set[str]) -> list[bool | None]:
    meaning: dict[str, bool | None] = {}
    for text in texts:
        if text not in meaning:
            meaning[text] = _meets(condition, text, unknown)
    return [meaning[text] for text in texts]


def _meets(condition: Condition, text: str, unknown: set[str]) -> bool | None:
    plain = text.strip()
    if not isinstance(condition, Bounds):
        if any(same_answer(plain, listed) for listed in condition):
            return True
        return None if plain.casefold() in unknown else False
    if plain.casefold() in unknown or not is_plain_number(plain):
        return None if condition.known is None else not condition.known
    return condition.known is not False and _within(condition, float(plain))


def _within(bounds: Bounds, value: float) -> bool:
    return (
        (bounds.below is None or value < bounds.below)
        and (bounds.at_most is None or value <= bounds.at_most)
        and (bounds.above is None or value > bounds.above)
        and (bounds.at_least is None or value >= bounds.at_least)
    )


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True
