"""Proposals: which column of a file nobody has seen before answers which question, and why.

A column is known by the question's own name, by a name that others give the question, or by the
words in its name and label; its answers must suit. Among all that come in question the pairs are
made together, so that a column that suits two questions goes where it does most good.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rrm.intake.foreign.answer_fit import AnswerFit, ColumnAnswers, Fit, column_answers
from rrm.intake.foreign.best_pairs import best_pairs
from rrm.intake.foreign.column_cells import may_be_a_person
from rrm.intake.foreign.foreign_form import ForeignForm
from rrm.intake.foreign.known_names import KnownNames
from rrm.intake.foreign.likeness import Word, Words, words_in
from rrm.intake.foreign.mapping import ForAllColumns, Grade
from rrm.intake.foreign.own_columns import is_technical
from rrm.intake.foreign.own_names import OwnNames
from rrm.intake.foreign.source_tables import SourceTable
from rrm.intake.personal_columns import looks_personal
from rrm.intake.validation import is_plain_number
from rrm.model.form import Question, QuestionType, Respondent
from rrm.model.language import Message, msg

_SAME_NAME = 3.0
_KNOWN_NAME = 2.0
_NAMES_COUNT = 0.65
_LIKELY = 0.62
_DOUBTFUL = 0.42
_SUITS = 0.3
_BY_ANSWERS_ALONE = 0.45
_OPTIONS_ALONE = 3
_OPTIONS_AT_LEAST = 2
_OPTIONS_SHARE = 0.5
_ORDER_COUNTS = 0.02
_ABOUT_OTHERS_COUNTS = 0.6
_NARROW = 10
_CODES_COUNT = 0.75
_WIDE_COUNTS = 0.5
_NEARLY = 0.1
_KEPT_THOUGH_TECHNICAL = ("today", "start")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A column proposed for a question.

    fit: how its answers suit. reading: what is declared of how they are written, by key of a
    recipe. options: by option the column that says whether it was chosen, where the question has
    no column of its own; `column` then names what these have in common.
    """

    question: str
    column: str
    grade: Grade
    why: Message
    score: float
    fit: Fit
    reading: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that it reads."""
        return tuple(self.options.values()) or (self.column,)


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: float
    why: Message
    fit: Fit


class Proposer:
    """Proposes columns for questions.

    known: what questions are called elsewhere. form: the file's own form, where it is at hand.
    missing: texts that mean not known. declared: how answers are written, by a person's word.
    """

    def __init__(
        self,
        questions: Mapping[str, Question],
        known: KnownNames,
        form: ForeignForm,
        missing: Sequence[str],
        declared: ForAllColumns | None = None,
    ) -> None:
        self._declared = declared or ForAllColumns()
        self._questions = {
            name: one
            for name, one in questions.items()
            if not one.personal and Respondent.HOUSEHOLD in one.asked_of
        }
        self._known, self._form, self._missing = known, form, missing
        texts = [_said(name, one) for name, one in self._questions.items()]
        self._words = Words(known.meanings, texts)
        self._fit = AnswerFit(self._words, known, form, missing)
        self._own = OwnNames(questions)
        self._reach = {
            name: _reach(self._words.of(text))
            for name, text in zip(self._questions, texts, strict=True)
        }

    def propose(self, table: SourceTable) -> list[Proposal]:
        """The best pairs in one table, in the order of the questions."""
        candidates: dict[tuple[str, str], _Candidate] = {}
        columns = set(table.header)
        for header, texts in zip(table.header, table.columns, strict=True):
            if not header or not _may_answer(header) or _is_option(header, columns):
                continue
            answers = column_answers(header, texts, self._missing)
            for name, found in self._of_column(header, answers):
                candidates.setdefault((name, header), found)
        pairs = best_pairs(self._in_order(candidates, table.header))
        made = {
            name: replace(
                _proposal(
                    name,
                    pairs[name],
                    candidates[name, pairs[name]],
                    self._suits_others(name, pairs, candidates),
                ),
                reading=self._declared.for_answers(self._questions[name].type),
            )
            for name in pairs
        }
        for name, question in self._questions.items():
            if name not in made and question.type is QuestionType.MULTIPLE:
                one = self._by_option_columns(name, question, table.header)
                if one is not None:
                    made[name] = one
        return [made[name] for name in self._questions if name in made]

    def _by_option_columns(
        self, name: str, question: Question, header: Sequence[str]
    ) -> Proposal | None:
        """Columns of the options, where the question itself has none: `needs/food`, `needs/water`.

        Their own part before the sign says which question it is, if it bears the name; else it is
        a guess from the options.
        """
        offered = option_groups(question, [one for one in header if _may_answer(one)])
        if not offered:
            return None
        asked = {whole: whole.rpartition("/")[2].casefold() == name.casefold() for whole in offered}
        whole = max(offered, key=lambda one: (asked[one], len(offered[one])))
        share = len(offered[whole]) / len(question.choices)
        if not asked[whole] and share < _OPTIONS_SHARE:
            return None
        return Proposal(
            name,
            whole,
            Grade.CERTAIN if asked[whole] else Grade.DOUBTFUL,
            msg("columns of {n} of its options", n=len(offered[whole])),
            _SAME_NAME if asked[whole] else _BY_ANSWERS_ALONE,
            Fit(share),
            options=offered[whole],
        )

    def _suits_others(
        self,
        name: str,
        pairs: Mapping[str, str],
        candidates: Mapping[tuple[str, str], _Candidate],
    ) -> bool:
        """Whether a question that has no column is nearly as likely to be meant by this one's."""
        column = pairs[name]
        least = candidates[name, column].score - _NEARLY
        return any(
            (other, column) in candidates and candidates[other, column].score >= least
            for other in self._questions
            if other not in pairs
        )

    def _in_order(
        self, candidates: Mapping[tuple[str, str], _Candidate], header: Sequence[str]
    ) -> dict[tuple[str, str], float]:
        """Scores, where equal ones are told apart by their order: forms ask alike in like order."""
        asked = {name: at / len(self._questions) for at, name in enumerate(self._questions)}
        written = {name: at / len(header) for at, name in enumerate(header)}
        return {
            (name, column): one.score - _ORDER_COUNTS * (asked[name] - written[column]) ** 2
            for (name, column), one in candidates.items()
        }

    def _of_column(self, header: str, answers: ColumnAnswers) -> Iterable[tuple[str, _Candidate]]:
        labels = self._form.labels_of(header)
        reach = _reach(self._words.of(" ".join((header, *labels))))
        asked = self._own.asked(header)
        for name, question in self._questions.items():
            if asked is not None and asked.question == name and asked.option is None:
                fit = self._fit.of(name, question, answers)
                yield name, _Candidate(_SAME_NAME + fit.share, msg("it bears the name"), fit)
                continue
            source = self._known.source_of(name, header)
            if source is not None:
                fit = self._fit.of(name, question, answers)
                why = msg("named so by {source}", source=source)
                yield name, _Candidate(_KNOWN_NAME + fit.share, why, fit)
                continue
            found = self._alike(name, question, header, labels, answers, reach)
            if found is not None:
                yield name, found

    def _alike(
        self,
        name: str,
        question: Question,
        header: str,
        labels: Sequence[str],
        answers: ColumnAnswers,
        reach: tuple[frozenset[str], frozenset[str]],
    ) -> _Candidate | None:
        if answers.is_empty or question.type is QuestionType.TEXT:
            return None
        own_words, own_beginnings = self._reach[name]
        words, beginnings = reach
        if not (own_beginnings & words or own_words & beginnings):
            return _by_answers_alone(question, answers)
        alike = self._names_alike(name, question, header, labels)
        if alike < _SUITS:
            return _by_answers_alone(question, answers)
        fit = self._fit.of(name, question, answers)
        score = _NAMES_COUNT * alike + (1 - _NAMES_COUNT) * fit.share * _says(question)
        if self._is_about_others(name, question, header):
            score *= _ABOUT_OTHERS_COUNTS
        if fit.share < _SUITS:
            # Answers in codes of their own say nothing: the name must then say the more.
            score = alike if fit.options or _are_codes(question, answers) else 0.0
            score = min(score, _LIKELY) * _CODES_COUNT
        if score < _DOUBTFUL:
            return None
        shared = self._words.shared(_said(name, question), " ".join((header, *labels)))
        why = msg(
            "words in common: {words}; {share} % of its answers suit",
            words=", ".join(shared[:4]),
            share=int(100 * fit.share),
        )
        return _Candidate(score, why, fit)

    def _is_about_others(self, name: str, question: Question, header: str) -> bool:
        others = set(self._known.about_others)
        own = set(words_in(_said(name, question)))
        return bool(others & set(words_in(header)) - own)

    def _names_alike(
        self, name: str, question: Question, header: str, labels: Sequence[str]
    ) -> float:
        """The name against the name, labels against labels, and all that is said against all."""
        last = header.rpartition("/")[2]
        said = [name, *question.label.values()]
        best = max(self._words.alike(one, last) for one in said)
        for label in labels:
            best = max(best, *(self._words.alike(one, label) for one in said))
        whole = self._words.alike(_said(name, question), " ".join((last, *labels)))
        return max(best, whole)


def _are_codes(question: Question, answers: ColumnAnswers) -> bool:
    """Whether options are given as a few numbers, whose meaning only the file's own form tells."""
    numbers = all(map(is_plain_number, answers.counts))
    has_options = question.type in (QuestionType.CHOICE, QuestionType.BOOLEAN)
    return has_options and numbers and len(answers.counts) <= len(question.choices) + 2


def _says(question: Question) -> float:
    """How much it says that answers suit: almost any number suits a wide range."""
    if question.type not in (QuestionType.INTEGER, QuestionType.NUMBER):
        return 1.0
    low, high = question.range or (float("-inf"), float("inf"))
    return 1.0 if high - low <= _NARROW else _WIDE_COUNTS


def _is_option(header: str, columns: set[str]) -> bool:
    """Whether a column holds one option of a multiple choice that has a column itself."""
    return any(header[:at] in columns for at, sign in enumerate(header) if sign in "/.")


def option_groups(question: Question, header: Sequence[str]) -> dict[str, dict[str, str]]:
    """By what stands before the last `/` or `.`, options of a question with their columns.

    Only where at least two options have one, and the question itself has none there.
    """
    codes = {option.casefold(): option for option in question.choices}
    found: dict[str, dict[str, str]] = {}
    for column in header:
        at = max(column.rfind("/"), column.rfind("."))
        option = codes.get(column[at + 1 :].casefold())
        if at > 0 and option is not None:
            found.setdefault(column[:at], {}).setdefault(option, column)
    return {
        whole: columns
        for whole, columns in found.items()
        if len(columns) >= _OPTIONS_AT_LEAST and whole not in header
    }


def _may_answer(header: str) -> bool:
    """Not a column of a person, nor of the tool, nor one option of a multiple choice."""
    if looks_personal(header):
        return False
    return not is_technical(header) or header in _KEPT_THOUGH_TECHNICAL


def _said(name: str, question: Question) -> str:
    return " ".join((name, *question.label.values()))


def _reach(words: Iterable[Word]) -> tuple[frozenset[str], frozenset[str]]:
    """Words and their meanings; and all beginnings by which they may be shortened beside them."""
    listed = frozenset(text for word in words for text in (word.written, word.meaning))
    beginnings = {word[:length] for word in listed for length in range(3, len(word) + 1)}
    bare = {re.sub(r"(?<=.)[aeiou]", "", word) for word in listed}
    return listed, frozenset(beginnings | listed | bare)


def _by_answers_alone(question: Question, answers: ColumnAnswers) -> _Candidate | None:
    """A choice whose options the answers are, code for code, whatever the column is called."""
    if question.type is not QuestionType.CHOICE:
        return None
    codes = {option.casefold() for option in question.choices}
    given = {text.casefold(): count for text, count in answers.counts.items()}
    same = codes & set(given)
    share = sum(given[one] for one in same) / sum(given.values())
    needed = 0.5 if len(same) >= 0.75 * len(codes) else 1 - _SUITS
    if len(same) < _OPTIONS_ALONE or share < needed:
        return None
    others = {text: n for text, n in answers.counts.items() if text.casefold() not in same}
    why = msg("{n} of its answers are the options' own codes", n=len(same))
    return _Candidate(_BY_ANSWERS_ALONE, why, Fit(share, {}, others))


def _proposal(name: str, column: str, found: _Candidate, suits_others: bool) -> Proposal:
    if found.score >= _KNOWN_NAME:
        suits = found.score % 1 >= _SUITS or found.fit.share >= _SUITS
        grade = Grade.CERTAIN if suits else Grade.DOUBTFUL
    else:
        is_likely = found.score >= _LIKELY and not suits_others
        grade = Grade.LIKELY if is_likely else Grade.DOUBTFUL
    return Proposal(name, column, grade, found.why, found.score, _without_persons(found.fit))


def _without_persons(fit: Fit) -> Fit:
    """What suits, without the answers that may be a name or a telephone: a mapping shows none."""
    return replace(
        fit,
        # How often an answer with a meaning stands there isn't known here: only telephones go.
        options={text: one for text, one in fit.options.items() if not may_be_a_person(text, 2)},
        uncovered={text: n for text, n in fit.uncovered.items() if not may_be_a_person(text, n)},
    )
