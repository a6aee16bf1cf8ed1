"""What to write instead: the last sentence of a problem."""

from __future__ import annotations

import re
from datetime import date

from rrm.intake.slot import Slot
from rrm.intake.wording import did_you_mean
from rrm.model.language import Message, msg

_NUMBER_AND_WORD = re.compile(r"([+-]?[0-9][0-9.,'’\s]*)([^0-9]*)")
_LONGEST_NUMBER = 60
_DAY_MONTH_YEAR = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")
_YEAR_MONTH_DAY = re.compile(r"([0-9]{4})[./-]?([0-9]{1,2})[./-]?([0-9]{1,2})([T ].*)?")


def remedy_for(kind: str, slot: Slot, value: object) -> Message:
    """What to do about a value that its spot does not take.

    kind: the type of error as pydantic names it.
    """
    text = value if isinstance(value, str) else None
    if text == "":
        return msg("Write a value, or remove the key.")
    if text is None:
        return msg("Write it as the example files do.")
    if slot.names and slot.model is None:
        return did_you_mean(text, slot.names)
    if slot.is_of(bool):
        return msg("Write yes or no.")
    if slot.is_of(int, float):
        return number_remedy(text, is_whole=slot.is_of(int))
    if slot.is_of(date):
        return date_remedy(text)
    if kind == "string_too_long":
        return msg("Shorten it.")
    return msg("Correct the value.")


def number_remedy(text: str, is_whole: bool = False) -> Message:
    """How to write a number that was written otherwise: `20 l` is 20, `12,5` is 12.5."""
    candidates = _numbers_meant(text)
    if is_whole:
        candidates = [number for number in candidates if "." not in number]
    if len(candidates) == 1 and candidates[0] != text:
        return msg("Write {number}.", number=candidates[0])
    if len(candidates) == 2:
        return msg(
            "Write {one} or {other}, as it is meant.", one=candidates[0], other=candidates[1]
        )
    if candidates:
        return msg("Correct the number.")
    if is_whole:
        return msg("Write a whole number in digits, such as 20.")
    return msg("Write a number in digits, such as 20 or 12.5.")


def _numbers_meant(text: str) -> list[str]:
    """The plain numbers that a text may stand for: none, one, or two that can't be told apart."""
    if len(text) > _LONGEST_NUMBER:  # no number, and slow to look at
        return []
    match = _NUMBER_AND_WORD.fullmatch(text.strip())
    if match is None:
        return []
    digits = re.sub(r"[\s'’]", "", match[1])
    if re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", digits):
        return [digits]
    if re.fullmatch(r"[+-]?[0-9]{1,3}(,[0-9]{3}){2,}", digits):
        return [digits.replace(",", "")]
    # Nobody begins a number of thousands with a nought: 0,916 is a decimal.
    if re.fullmatch(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}", digits):
        return [digits.replace(",", ""), digits.replace(",", ".")]
    if re.fullmatch(r"[+-]?[0-9]{1,3}(,[0-9]{3})+\.[0-9]+", digits):
        return [digits.replace(",", "")]
    if re.fullmatch(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+", digits):
        return [digits.replace(".", "").replace(",", ".")]
    if re.fullmatch(r"[+-]?[0-9]+,[0-9]+", digits):
        return [digits.replace(",", ".")]
    return []


def date_remedy(text: str) -> Message:
    """How to write a date that was written otherwise, where only one day can be meant."""
    meant = _day_meant(text.strip())
    if meant is not None:
        return msg("Write {date}.", date=meant.isoformat())
    return msg("Write the date as year-month-day, such as 2022-04-18.")


def _day_meant(text: str) -> date | None:
    year_first = _YEAR_MONTH_DAY.fullmatch(text)
    if year_first is not None:
        return _day(int(year_first[1]), int(year_first[2]), int(year_first[3]))
    year_last = _DAY_MONTH_YEAR.fullmatch(text)
    if year_last is not None and int(year_last[1]) > 12:
        return _day(int(year_last[3]), int(year_last[2]), int(year_last[1]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
