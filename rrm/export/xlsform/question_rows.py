"""One question of the pack as rows of a form: the question, and a note where it is unusual."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from rrm.export.xlsform.choice_lists import YES_NO, ChoiceLists, Options
from rrm.export.xlsform.names import check_name
from rrm.export.xlsform.rows import SurveyRow, Words
from rrm.export.xlsform.tongues import Tongues
from rrm.export.xlsform.xpath import acceptance, relevance
from rrm.export.xlsform.xpath_numbers import Reference
from rrm.export.xlsform.xpath_text import (
    ALWAYS,
    Said,
    Unsayable,
    all_of,
    any_of,
    number_text,
    written,
)
from rrm.model.form import Question, QuestionType
from rrm.model.language import Message, Text, msg, msg_plural
from rrm.model.problem import Place, Problem
from rrm.model.source_text import SourceText
from rrm.model.unit_words import quantity_in_words
from rrm.rule_language import ExpressionError, parse
from rrm.scoring import names_used

Scope = Mapping[str, Question]
"""The questions that a condition may name, by name."""

OWN_ANSWER = "."
"""The answer just given, in its own constraint."""

_PLAIN_TYPES = {
    QuestionType.INTEGER: "integer",
    QuestionType.NUMBER: "decimal",
    QuestionType.DATE: "date",
    QuestionType.TEXT: "text",
}


class QuestionRows:
    """Makes the rows of questions; `doubts` tells the conditions that a form can't hold."""

    def __init__(
        self,
        tongues: Tongues,
        lists: ChoiceLists,
        path_of: Callable[[str], str],
    ) -> None:
        self._tongues, self._lists, self._path_of = tongues, lists, path_of
        self.doubts: list[Problem] = []

    def rows(
        self, name: str, question: Question, scope: Scope, asked_where: Said = ALWAYS
    ) -> Iterator[SurveyRow]:
        """The question, and after it the note on an unusual answer.

        scope: what its conditions may name. asked_where: a further condition on which it is asked.
        """
        bounds, rule = _range(question), self._acceptance(name, question, scope)
        accepted = written(all_of(bounds, rule))
        yield SurveyRow(
            type=self._type(name, question),
            name=name,
            label=self._tongues.words(question.label, name),
            hint=self._hint(question),
            relevant=condition_cell(all_of(asked_where, self.relevance(question.relevant, scope))),
            constraint=condition_cell(accepted),
            constraint_message=self._message(name, question, scope, bounds, rule),
        )
        yield from self._check(name, question)

    def relevance(self, text: SourceText | None, scope: Scope) -> Said:
        """Where something is asked; always, with a doubt told, where a form can't say it."""
        if text is None:
            return ALWAYS
        return self._said(text, lambda: relevance(text, self._references(scope)))

    def _acceptance(self, name: str, question: Question, scope: Scope) -> Said:
        text = question.constraint
        if text is None:
            return ALWAYS
        own = {name: Reference(OWN_ANSWER, question.type)}
        return self._said(text, lambda: acceptance(text, self._references(scope) | own))

    def _references(self, scope: Scope) -> dict[str, Reference]:
        return {name: Reference(self._path_of(name), one.type) for name, one in scope.items()}

    def _said(self, text: SourceText, say: Callable[[], Said]) -> Said:
        try:
            said = say()
            written(said)
        except (Unsayable, ExpressionError) as error:
            why = error.why if isinstance(error, Unsayable) else error.found
            self.doubts.append(_unsaid(text, why))
            return ALWAYS
        return said

    def _type(self, name: str, question: Question) -> str:
        match question.type:
            case QuestionType.BOOLEAN:
                return f"select_one {self._lists.list_of(YES_NO, 'yes_no')}"
            case QuestionType.CHOICE | QuestionType.MULTIPLE as kind:
                options: Options = tuple(question.choices.items())
                how = "one" if kind is QuestionType.CHOICE else "multiple"
                return f"select_{how} {self._lists.list_of(options, name)}"
            case kind:
                return _PLAIN_TYPES[kind]

    def _hint(self, question: Question) -> Words:
        if question.hint or question.recall_days is None:
            return self._tongues.words(question.hint)
        recall = msg_plural(
            "Over the last {n} day.", "Over the last {n} days.", n=question.recall_days
        )
        return self._tongues.words(recall)

    def _message(
        self, name: str, question: Question, scope: Scope, bounds: Said, rule: Said
    ) -> Words:
        """What is said of an answer that is refused: the range, and the answers it must suit."""
        sentences: list[Message] = []
        if bounds != ALWAYS and question.range is not None:
            sentences.append(_from_to(question.range, question.unit))
        if rule != ALWAYS and question.constraint is not None:
            sentences.append(_must_suit(name, question.constraint, scope))
        if not sentences:
            return ()
        joined = Message(" ".join(f"{{s{at}}}" for at in range(len(sentences))),
                         tuple((f"s{at}", one) for at, one in enumerate(sentences)))  # fmt: skip
        return self._tongues.words(joined)

    def _check(self, name: str, question: Question) -> Iterator[SurveyRow]:
        """A note below an unusual answer: it may be right, so nothing is refused."""
        unusual = self._unusual(name, question)
        if unusual is None or question.doubtful is None:
            return
        low, high = question.doubtful
        said = msg(
            "Unusual: {question}. Most answers lie from {low} to {high}. Ask again; leave it as it"
            " is if it is right.",
            question=Text.of(question.label),
            low=low,
            high=quantity_in_words(high, question.unit),
        )
        yield SurveyRow(
            type="note",
            name=check_name(name),
            label=self._tongues.words(said),
            relevant=written(unusual),
        )

    def _unusual(self, name: str, question: Question) -> Said | None:
        if question.doubtful is None or question.type not in _WITH_BOUNDS:
            return None
        path, (low, high) = self._path_of(name), question.doubtful
        least, most = question.range or (float("-inf"), float("inf"))
        below = [f"{path} < {number_text(low)}"] if low > least else []
        above = [f"{path} > {number_text(high)}"] if high < most else []
        return any_of(*below, *above) if below or above else None


_WITH_BOUNDS = (QuestionType.INTEGER, QuestionType.NUMBER)


def condition_cell(said: Said) -> str:
    """A condition as a cell: empty where it always holds."""
    text = written(said)
    return "" if text == ALWAYS else text


def _range(question: Question) -> Said:
    if question.range is None or question.type not in _WITH_BOUNDS:
        return ALWAYS
    low, high = question.range
    return all_of(f"{OWN_ANSWER} >= {number_text(low)}", f"{OWN_ANSWER} <= {number_text(high)}")


def _from_to(bounds: tuple[float, float], unit: str) -> Message:
    low, high = bounds
    return msg("From {low} to {high}.", low=low, high=quantity_in_words(high, unit))


def _must_suit(name: str, text: SourceText, scope: Scope) -> Message:
    """Which other answers a refused one does not go with."""
    others = [one for one in names_used(parse(text)) if one != name and one in scope]
    if not others:
        return msg("This answer is not possible.")
    labels = tuple(msg('"{words}"', words=Text.of(scope[one].label)) for one in others)
    return msg("It must go with the answer to: {questions}. Check them.", questions=labels)


def _unsaid(text: SourceText, why: Message) -> Problem:
    return Problem(
        "RRM-R122",
        text.place or Place(""),
        msg('the form can\'t hold "{condition}": {why}', condition=str(text), why=why),
        msg("it is left out of the form; answers are still checked by it when they come in"),
        msg("Write it in a simpler way, or tell the teams."),
        is_error=False,
    )
