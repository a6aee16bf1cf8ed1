"""Numbers as people and spreadsheets write them, read by what their whole column proves.

A comma is a decimal comma or stands between thousands; a point likewise. Most cells can only be
meant one way ("12,5", "0,500", "1.234,5", "1,234,567"); such a cell decides for the others of its
column that could be meant both ways ("1,234"). Where none decides, the question's range does if
it makes one of the two readings impossible; else the column is refused until a person declares
the decimal sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rrm.intake.foreign.changes import Repair
from rrm.intake.validation import is_plain_number
from rrm.model.form import Question, QuestionType

Sign = Literal["point", "comma"]
_SIGNS: tuple[Sign, Sign] = ("point", "comma")

_GROUPS = "[ \u00a0\u2009\u202f'’]"
"""What stands between thousands beside points and commas: spaces, no-break ones too."""

_SPACED = re.compile(rf"([0-9]{{1,3}})((?:{_GROUPS}[0-9]{{3}})+)([.,][0-9]+)?")
_POINT = re.compile(r"[0-9]*\.[0-9]*|[0-9]+")
_COMMA = re.compile(r"[0-9]*,[0-9]+|[0-9]+")
_BY_COMMAS = re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?")
_BY_POINTS = re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?")
_EXPONENT = re.compile(r"([0-9]+(?:[.,][0-9]*)?)[eE]([+-]?[0-9]{1,2})")
_LARGEST_EXPONENT = 15


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """One cell's number under either reading of its marks, None where it is none.

    repairs: what was tidied whatever the marks mean.
    parts_by_points: whether its points can only stand between thousands.
    """

    point: str | None
    comma: str | None
    repairs: tuple[Repair, ...] = ()
    parts_by_points: bool = False

    @property
    def is_undecided(self) -> bool:
        """Whether both readings give a number, and not the same one."""
        return self.point is not None and self.comma is not None and self.point != self.comma

    @property
    def has_lone_point(self) -> bool:
        """Whether its one mark is a point, meant as decimal point or between thousands."""
        return self.is_undecided and "." in (self.point or "")

    def under(self, sign: Sign) -> str | None:
        """The number with that decimal sign."""
        return self.point if sign == "point" else self.comma


def written_number(text: str) -> WrittenNumber | None:
    """The number that a cell may hold; None where it holds none in any reading."""
    body, sign, repairs = _unwrapped(text.strip())
    exponent = _EXPONENT.fullmatch(body)
    if exponent is not None and abs(int(exponent[2])) <= _LARGEST_EXPONENT:
        digits = Decimal(exponent[1].replace(",", "."))
        value = _signed(sign, _plain(digits.scaleb(int(exponent[2]))))
        repairs.append(Repair.SPREADSHEET_NUMBER)
        return WrittenNumber(
            None if "," in exponent[1] else value,
            None if "." in exponent[1] else value,
            tuple(repairs),
        )
    spaced = _SPACED.fullmatch(body)
    if spaced is not None:
        groups = re.sub(_GROUPS, "", spaced[1] + spaced[2])
        fraction = (spaced[3] or "").replace(",", ".")
        repairs.append(Repair.THOUSANDS)
        by_comma = (spaced[3] or "").startswith(",")
        value = sign + groups + fraction
        # A cell that divides its thousands by spaces has no other use for a mark than decimals.
        return WrittenNumber(
            None if by_comma else value,
            value if by_comma or not fraction else None,
            tuple(repairs),
        )
    point, comma = _under_point(body), _under_comma(body)
    if point is None and comma is None:
        return None
    parts_by_points = point is None and "." in body
    return WrittenNumber(
        _signed(sign, point), _signed(sign, comma), tuple(repairs), parts_by_points
    )


def decimal_sign(
    numbers: Iterable[WrittenNumber], question: Question, times: Decimal
) -> Sign | None:
    """The decimal sign that a column's cells prove, None where some of them stay undecided.

    A column without undecided cells needs no sign: "point" is given. Cells that can be meant one
    way only decide for the others; a lone point amid decimal commas stays undecided unless some
    cell shows points between thousands. Then the range decides, where it rules out one reading of
    all undecided cells and allows the other. At last a lone point is the decimal point where no
    comma is in sight, save where whole numbers are asked for: it may stand between thousands.
    """
    seen = list(numbers)
    undecided = [one for one in seen if one.is_undecided]
    if not undecided:
        return "point"
    uses_point = any(one.comma is None for one in seen)
    uses_comma = any(one.point is None for one in seen)
    lone_points = any(one.has_lone_point for one in undecided)
    lone_commas = not all(one.has_lone_point for one in undecided)
    if uses_point and not uses_comma:
        return "point"
    if (
        uses_comma
        and not uses_point
        and (not lone_points or any(one.parts_by_points for one in seen))
    ):
        return "comma"
    possible = [
        sign
        for sign in _SIGNS
        if all(_is_possible(one, sign, question, times) for one in undecided)
    ]
    if len(possible) == 1:
        return possible[0]
    is_plain = not (uses_comma or lone_commas) and question.type is not QuestionType.INTEGER
    return "point" if is_plain else None


def as_read(written: str, number: WrittenNumber, sign: Sign) -> tuple[str, tuple[Repair, ...]]:
    """The plain number with the column's sign, and the repairs that it took; "" where none.

    A cell that is a number under the other sign only keeps that reading: nothing else is possible.
    """
    value = number.under(sign)
    used = sign
    if value is None:
        used = "comma" if sign == "point" else "point"
        value = number.under(used) or ""
    repairs = list(number.repairs)
    if used == "comma" and "," in written:
        repairs.append(Repair.DECIMAL_COMMA)
    between = "." if used == "comma" else ","
    if between in written and Repair.THOUSANDS not in repairs:
        repairs.append(Repair.THOUSANDS)
    return value, tuple(repairs)


def converted(number: str, times: Decimal, is_whole: bool) -> str:
    """A plain number times a factor; whole ones without a point where whole ones are asked for."""
    value = number
    if times != 1:
        value = _plain(Decimal(number) * times)
    if is_whole and "." in value:
        whole, _, fraction = value.partition(".")
        if not fraction.strip("0"):
            value = whole or "0"
    return value


def factor(times: float) -> Decimal:
    """A conversion factor as it was written, free of binary rounding."""
    return Decimal(repr(times))


def _unwrapped(text: str) -> tuple[str, str, list[Repair]]:
    """The digits and marks, the sign before them, and what was taken off or replaced."""
    repairs: list[Repair] = []
    if len(text) > 1 and text[0] in "'’" and (text[1].isdigit() or text[1] in "+-.,"):
        text = text[1:].strip()
        repairs.append(Repair.APOSTROPHE)
    if text[:1] in ("\u2212", "\u2013") and text[1:2].isdigit():
        text = "-" + text[1:]
        repairs.append(Repair.MINUS)
    sign = text[0] if text[:1] in ("-", "+") else ""
    body = text[len(sign) :]
    return body, sign, repairs


def _under_point(body: str) -> str | None:
    if _BY_COMMAS.fullmatch(body):
        return body.replace(",", "")
    return body if _POINT.fullmatch(body) and is_plain_number(body) else None


def _under_comma(body: str) -> str | None:
    if _BY_POINTS.fullmatch(body):
        return body.replace(".", "").replace(",", ".")
    value = body.replace(",", ".")
    return value if _COMMA.fullmatch(body) and is_plain_number(value) else None


def _signed(sign: str, number: str | None) -> str | None:
    return None if number is None else sign.replace("+", "") + number


def _is_possible(number: WrittenNumber, sign: Sign, question: Question, times: Decimal) -> bool:
    """Whether a cell's reading can be an answer at all.

    Whole numbers asked for are evidence against a decimal comma, but a point is what every program
    writes for decimals: it is never read otherwise on that ground.
    """
    text = number.under(sign)
    if text is None:
        return False
    value = Decimal(text) * times
    is_as_written = number.has_lone_point and sign == "point"
    if question.type is QuestionType.INTEGER and not is_as_written and value % 1 != 0:
        return False
    return question.range is None or question.range[0] <= float(value) <= question.range[1]


def _plain(value: Decimal) -> str:
    """Digits and a point, no exponent, no zeros at the end of the decimals."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
