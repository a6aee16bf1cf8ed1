"""Cells that mean "not known": by the form, as declared, by their wording, or by suspicion.

Numbers such as 99 or -999 are common codes for "don't know" and "refused", and common answers
too. Undeclared ones are never taken for missing: they are told, as an error where the question's
range makes them impossible answers, as a doubt where they stand out among the others.
Source of the codes: those met in WFP, REACH and national questionnaires (7, 8 and 9 repeated).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rrm.intake.personal_columns import looks_personal
from rrm.intake.validation import is_plain_number
from rrm.intake.wording import quoted
from rrm.model.form import Question, QuestionType
from rrm.model.language import Message, msg, msg_plural
from rrm.model.problem import Place, Problem

_SAYS_NOTHING = frozenset(
    {
        "n/a", "na", "n.a.", "n.a", "#n/a", "nan", "null", "nil", "<na>",
        "-", "--", "---", "\u2013", "\u2014", ".", "?", "n/d", "nd", "n.d.",
    }
)  # fmt: skip
"""Words and signs that answer no question, unless an option of it is called so."""

_CODES = frozenset(
    sign * float(code)
    for sign in (1, -1)
    for code in (77, 88, 98, 97, 99, 777, 888, 988, 998, 999, 7777, 8888, 9998, 9999, 99999)
)
_TIMES_THE_REST = 3
_AT_LEAST = 2
_OTHERS_AT_LEAST = 5


@dataclass(frozen=True, slots=True)
class Seen:
    """One of the different texts of a column: the row where it stands first, and how often."""

    row: int
    count: int


@dataclass(frozen=True, slots=True)
class MissingWords:
    """The texts of one column that mean `not known`, folded.

    by_form: the form's list. declared: for this column. by_wording: what says nothing.
    numbers, declared_numbers: those that are numbers, however many zeros a cell adds.
    """

    by_form: frozenset[str]
    declared: frozenset[str]
    by_wording: frozenset[str]
    numbers: frozenset[float]
    declared_numbers: frozenset[float]

    def hold(self, text: str) -> bool:
        """Whether a cell's text means `not known` for any of the three reasons."""
        folded = text.strip().casefold()
        return (
            not folded
            or folded in self.by_form
            or folded in self.declared
            or folded in self.by_wording
        )


def missing_words(
    question: Question, by_form: Iterable[str], declared: Iterable[str]
) -> MissingWords:
    """The texts that mean `not known` in a column; a text's own words are left alone."""
    known = {option.casefold() for option in question.choices} | {
        label.casefold() for labels in question.choices.values() for label in labels.values()
    }
    is_text = question.type is QuestionType.TEXT
    form, own = _folded(by_form), _folded(declared)
    return MissingWords(
        form,
        own,
        frozenset() if is_text else _SAYS_NOTHING - known,
        _numbers(form | own),
        _numbers(own),
    )


def is_code(text: str) -> bool:
    """Whether a cell looks like a code for `not known`, such as 99 or -999."""
    return is_plain_number(text) and float(text) in _CODES


def codes_outside(codes: Mapping[str, Seen], question: Question, place: Place) -> list[Problem]:
    """An error for each code, as it is written, that is no possible answer."""
    return [
        Problem(
            "RRM-I074",
            Place(place.file, row=seen.row, column=place.column),
            _holds(text, seen.count, place),
            _not_an_answer(question),
            _declare(text, place),
        )
        for text, seen in codes.items()
    ]


def codes_standing_out(
    numbers: Sequence[tuple[str, float, Seen]], question: Question, times: float, place: Place
) -> list[Problem]:
    """A doubt for each code that is a possible answer, repeated, and far above all the others.

    numbers: the different numbers of a column: text as written, value, where and how often; times:
    what brings a value to the form's unit. Far: three times the largest of the others; repeated:
    at least twice, among at least five others. A negative code stands out where no other number is
    negative.
    """
    others = [(value, seen.count) for _, value, seen in numbers if value not in _CODES]
    if sum(count for _, count in others) < _OTHERS_AT_LEAST or _is_personal(place):
        return []
    low, high = min(others)[0], max(others)[0]
    found: list[Problem] = []
    for text, value, seen in numbers:
        is_far = value < 0 <= low or value >= _TIMES_THE_REST * max(high, 1.0)
        is_code = value in _CODES and not _is_outside(value * times, question)
        if not is_code or not is_far or seen.count < _AT_LEAST:
            continue
        found.append(
            Problem(
                "RRM-I074",
                Place(place.file, row=seen.row, column=place.column),
                _holds(text, seen.count, place),
                msg("the other numbers lie between {low} and {high}", low=low, high=high),
                msg(
                    "They are kept as answers; if they mean that it is not known, declare "
                    "`missing: [{code}]` for this column in the mapping, or add --missing {code} "
                    "to the command for all columns.",
                    code=quoted(text),
                ),
                is_error=False,
            )
        )
    return found


def _is_outside(value: float, question: Question) -> bool:
    """Whether a number is no possible answer: it is told as an error then."""
    bounds = question.range
    return bounds is not None and not bounds[0] <= value <= bounds[1]


def _holds(text: str, n: int, place: Place) -> Message:
    if _is_personal(place):
        return msg_plural("{n} cell holds a number", "{n} cells hold the same number", n=n)
    return msg_plural(
        '{n} cell holds "{code}"', '{n} cells hold "{code}", the first here', n=n, code=quoted(text)
    )


def _is_personal(place: Place) -> bool:
    return looks_personal(str(place.column or ""))


def _not_an_answer(question: Question) -> Message:
    if question.range is not None and question.type in (QuestionType.INTEGER, QuestionType.NUMBER):
        low, high = question.range
        return msg(
            "possible are {low} to {high}; it looks like a code for not known", low=low, high=high
        )
    return msg("that is no answer to the question; it looks like a code for not known")


def _declare(text: str, place: Place) -> Message:
    if _is_personal(place):
        return msg("Declare what means not known in this column, or correct it.")
    return msg(
        "Declare `missing: [{code}]` for this column in the mapping, add --missing {code} to the "
        "command for all columns, or correct it.",
        code=quoted(text),
    )


def _numbers(texts: Iterable[str]) -> frozenset[float]:
    return frozenset(float(text) for text in texts if is_plain_number(text))


def _folded(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(text.strip().casefold() for text in texts)
