"""The kinds that a value may be of, and what a name stands for where an expression stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rrm.model.form import Question, QuestionType
from rrm.model.language import Message, Text, msg
from rrm.model.near_name import near_name
from rrm.rule_language.expression import Name
from rrm.rule_language.tokens import ExpressionError
from rrm.rule_language.units import Unit


@dataclass(frozen=True, slots=True)
class Numeric:
    """A number; unit None is a bare number as written, which takes its neighbour's unit."""

    unit: Unit | None


@dataclass(frozen=True, slots=True)
class Truth:
    """Yes or no."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a question's options; labels: their words, in the same order."""

    options: tuple[str, ...]
    labels: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Several:
    """Any number of a question's options."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Literal:
    """Text in quotes."""

    text: str


Kind = Numeric | Truth | Choice | Several | Literal
Resolve = Callable[[Name], Kind]


class Scope:
    """What names stand for where an expression stands; by itself it has nothing to sum up over.

    row_unit: what a row counts as, of a scope that is summed up over.
    """

    row_unit = Unit()

    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve

    def kind(self, name: Name) -> Kind:
        """The kind of what a name stands for; raises ExpressionError where it has no meaning."""
        return self._resolve(name)

    def key(self, name: Name) -> str:
        """What a name stands for, as its values are looked up; the name itself by default."""
        return name.name

    def frame(self, name: Name) -> Scope:
        """The scope of the rows that are summed up over; raises ExpressionError for none."""
        raise ExpressionError(
            "RRM-R012",
            name.offset,
            msg('nothing is called "{name}" here', name=name.name),
            msg("there are no rows to sum up over"),
            msg("Ask for it of each household, or remove it."),
        )

    def recall_days(self, name: Name) -> int:
        """How many days a question looks back; raises ExpressionError where it doesn't say."""
        raise no_recall_period(name)


def no_recall_period(name: Name) -> ExpressionError:
    """A name whose recall period is asked for and not stated."""
    return ExpressionError(
        "RRM-R013",
        name.offset,
        msg('"{name}" states no recall period', name=name.name),
        msg("a question that looks back says over how many days"),
        msg("Write `recall_days` beside the question in form.yaml."),
    )


def kind_of_question(question: Question) -> Kind:
    """The kind of a question's answers; a date is a number of days, text can't be used."""
    match question.type:
        case QuestionType.INTEGER | QuestionType.NUMBER:
            return Numeric(Unit.parse(question.unit))
        case QuestionType.BOOLEAN:
            return Truth()
        case QuestionType.CHOICE:
            return Choice(tuple(question.choices), tuple(map(Text.of, question.choices.values())))
        case QuestionType.MULTIPLE:
            return Several(tuple(question.choices))
        case QuestionType.DATE:
            return Numeric(Unit.parse("day"))
        case _:
            return Literal("")


def kind_name(kind: Kind) -> Message:
    """A kind in words."""
    match kind:
        case Numeric():
            return msg("a number")
        case Truth():
            return msg("a condition")
        case Choice():
            return msg("a choice")
        case Several():
            return msg("a question with several answers")
        case Literal():
            return msg("text")


def nearest(word: str, known: Mapping[str, object] | tuple[str, ...]) -> Message:
    """A remedy naming the nearest valid word, or all of them when they are few."""
    close = near_name(word, known)
    if close is not None:
        return msg('Did you mean "{name}"?', name=close)
    if len(known) <= 12:
        return msg("Use one of: {names}.", names=sorted(known))
    return msg("Use a name that the form or the pack defines.")
