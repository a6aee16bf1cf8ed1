"""How well the answers in a column suit a question, and which option each of them means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from rrm.intake.answer_faults import option_names
from rrm.intake.foreign.conditions import folded
from rrm.intake.foreign.foreign_form import ForeignForm
from rrm.intake.foreign.known_names import KnownNames
from rrm.intake.foreign.likeness import Words
from rrm.intake.validation import is_plain_number
from rrm.model.form import Question, QuestionType

_ANSWERS_LOOKED_AT = 60
_ALIKE_ENOUGH = 0.5
_AHEAD = 0.15
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}")
_TRUTHS = {"yes": "yes", "oui": "yes", "true": "yes", "1": "yes",
           "no": "no", "non": "no", "false": "no", "0": "no"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ColumnAnswers:
    """The different answers of a column with how often each is given, those not known apart."""

    name: str
    counts: Mapping[str, int]

    @property
    def is_empty(self) -> bool:
        """Whether nobody answered."""
        return not self.counts


@dataclass(frozen=True, slots=True)
class Fit:
    """How the answers of a column suit a question.

    share: of the answers, 0 to 1. options: by answer, the option that it means where it is not
    that option's own code. guessed: those of them that are only most alike, to be looked at.
    uncovered: answers that mean no option, with how often.
    """

    share: float
    options: Mapping[str, str] = field(default_factory=dict)
    uncovered: Mapping[str, int] = field(default_factory=dict)
    guessed: frozenset[str] = frozenset()


def column_answers(name: str, texts: Sequence[str], missing: Sequence[str]) -> ColumnAnswers:
    """The answers of a column, the commonest first; those of `missing` are none."""
    unknown = {folded(text) for text in missing} | {""}
    counts = Counter(text.strip() for text in texts)
    known = {text: n for text, n in counts.items() if folded(text) not in unknown}
    return ColumnAnswers(name, dict(sorted(known.items(), key=lambda one: (-one[1], one[0]))))


class AnswerFit:
    """Holds answers against questions.

    words: to tell which option an answer is most like. known: codes that mean an option.
    form: labels of the answers. missing: texts that mean not known.
    """

    def __init__(
        self, words: Words, known: KnownNames, form: ForeignForm, missing: Sequence[str]
    ) -> None:
        self._words, self._known, self._form = words, known, form
        self._missing = {folded(text) for text in missing} | {""}

    def of(self, name: str, question: Question, column: ColumnAnswers) -> Fit:
        """How a column's answers suit a question of that name."""
        answers = dict(list(column.counts.items())[:_ANSWERS_LOOKED_AT])
        match question.type:
            case QuestionType.INTEGER | QuestionType.NUMBER:
                return Fit(_share(answers, lambda text: _is_possible(text, question)))
            case QuestionType.BOOLEAN:
                return self._of_options(name, question, column, answers, {"yes": (), "no": ()})
            case QuestionType.CHOICE | QuestionType.MULTIPLE:
                labels = {
                    option: tuple(words.values()) for option, words in question.choices.items()
                }
                return self._of_options(name, question, column, answers, labels)
            case QuestionType.DATE:
                return Fit(_share(answers, lambda text: _DAY.fullmatch(text) is not None))
            case _:
                return Fit(0.5)

    def _of_options(
        self,
        name: str,
        question: Question,
        column: ColumnAnswers,
        answers: Mapping[str, int],
        labels: Mapping[str, tuple[str, ...]],
    ) -> Fit:
        counts: Counter[str] = Counter()
        for text, count in answers.items():
            several = question.type is QuestionType.MULTIPLE
            for part in option_names(text) if several else [text]:
                if folded(part) not in self._missing:
                    counts[part] += count
        meant: dict[str, str] = {}
        guessed: set[str] = set()
        for text in counts:
            option = self._certain(name, text, labels)
            if option is None and not _is_truth(labels):
                said = self._form.option_labels(column.name, text)
                option = self._most_like(text, said, labels)
                guessed |= {text} if option is not None else set()
            if option is not None:
                meant[text] = option
        uncovered = {text: n for text, n in counts.items() if text not in meant}
        total = counts.total()
        share = 1 - sum(uncovered.values()) / total if total else 0.0
        others = {text: option for text, option in meant.items() if option != text}
        return Fit(share, others, uncovered, frozenset(guessed & set(others)))

    def _certain(self, name: str, answer: str, labels: Mapping[str, tuple[str, ...]]) -> str | None:
        """The option that an answer is by code, by label, or as others code it."""
        plain = folded(answer)
        for option, words in labels.items():
            if plain == folded(option) or any(plain == folded(label) for label in words):
                return option
        known = self._known.option_meant(name, answer)
        if known in labels:
            return known
        return _TRUTHS.get(plain) if _is_truth(labels) else None

    def _most_like(
        self, answer: str, said: Sequence[str], labels: Mapping[str, tuple[str, ...]]
    ) -> str | None:
        """The option most like an answer, where it is ahead of all others."""
        scores = {
            option: max(
                self._words.alike(one, other)
                for one in (answer, *said)
                for other in (option, *words)
            )
            for option, words in labels.items()
        }
        first, *others = sorted(scores, key=lambda option: (-scores[option], option))
        clear = not others or scores[first] - scores[others[0]] >= _AHEAD
        return first if clear and scores[first] >= _ALIKE_ENOUGH else None


def _is_truth(labels: Mapping[str, tuple[str, ...]]) -> bool:
    return set(labels) == set(_TRUTHS.values())


def _is_possible(text: str, question: Question) -> bool:
    plain = text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
    if not is_plain_number(plain):
        return False
    low, high = question.range or (float("-inf"), float("inf"))
    return low <= float(plain) <= high


def _share(answers: Mapping[str, int], suits: Callable[[str], bool]) -> float:
    total = sum(answers.values())
    fitting = sum(count for text, count in answers.items() if suits(text))
    return fitting / total if total else 0.0
