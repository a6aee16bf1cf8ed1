"""What is wrong with an answer, or doubtful about it, in words."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.intake.remedy import date_remedy, number_remedy
from rrm.intake.wording import did_you_mean, listed, quoted
from rrm.model.form import Question, QuestionType
from rrm.model.language import Message, msg
from rrm.model.unit_words import unit_in_words


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault or doubt about a text, to be placed in a row and column."""

    code: str
    found: Message
    allowed: Message
    remedy: Message
    is_error: bool = True


def unreadable(text: str, question: Question) -> Fault:
    """No answer to a question of that type."""
    found = msg('found "{value}"', value=quoted(text))
    match question.type:
        case QuestionType.BOOLEAN:
            remedy = msg("Write yes or no, or leave it empty if it is not known.")
            return Fault("RRM-I018", found, msg("yes or no is needed"), remedy)
        case QuestionType.CHOICE | QuestionType.MULTIPLE:
            return _no_option(text, question)
        case QuestionType.DATE:
            allowed = msg("a date written year-month-day is needed, such as 2022-04-18")
            return Fault("RRM-I017", found, allowed, date_remedy(text))
        case _:
            is_whole = question.type is QuestionType.INTEGER
            remedy = number_remedy(text, is_whole)
            return Fault("RRM-I014", found, _number_needed(question), remedy)


def out_of_range(text: str, question: Question) -> Fault:
    """A number that is not possible at all."""
    found = msg('found "{value}"', value=quoted(text))
    remedy = msg("Correct it, or leave it empty if it is not known.")
    return Fault("RRM-I015", found, _number_needed(question), remedy)


def doubtful(text: str, question: Question) -> Fault:
    """A number that is possible and unusual."""
    low, high = question.doubtful or (0, 0)
    found = msg('found "{value}"', value=quoted(text))
    allowed = msg("usual are {low} to {high}", low=low, high=high)
    return Fault("RRM-I016", found, allowed, msg("The answer is kept; check it."), is_error=False)


def _number_needed(question: Question) -> Message:
    detail: Message | None = None
    if question.range is not None:
        low, high = question.range
        detail = msg("{low} to {high}", low=low, high=high)
        if question.unit:
            unit = unit_in_words(question.unit)
            detail = msg("{unit}, {low} to {high}", unit=unit, low=low, high=high)
    elif question.unit:
        detail = unit_in_words(question.unit)
    if question.type is QuestionType.INTEGER:
        if detail is None:
            return msg("a whole number is needed")
        return msg("a whole number is needed ({detail})", detail=detail)
    if detail is None:
        return msg("a number is needed")
    return msg("a number is needed ({detail})", detail=detail)


def _no_option(text: str, question: Question) -> Fault:
    known = {option.casefold() for option in question.choices}
    several = question.type is QuestionType.MULTIPLE
    named = option_names(text) if several else [text]
    wrong = next((one for one in named if one.casefold() not in known), text)
    remedy = did_you_mean(wrong, question.choices)
    for option, labels in question.choices.items():
        if text.casefold() in (label.casefold() for label in labels.values()):
            remedy = msg('Write "{option}".', option=option)
    found = msg('found "{value}"', value=quoted(wrong))
    allowed = msg("one of these is needed: {names}", names=listed(question.choices))
    return Fault("RRM-I018", found, allowed, remedy)


def option_names(text: str) -> list[str]:
    """The options named in one cell of a multiple choice."""
    return text.replace(";", " ").replace("|", " ").replace(",", " ").split()
