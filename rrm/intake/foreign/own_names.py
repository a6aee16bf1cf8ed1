"""Which question of our form a column's header names: by name or label, with groups before it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rrm.model.form import Question, QuestionType

_SIGNS = "/."
_LONGEST = 1_000
_BREAKS = 40
"""Letters of a header, and signs within it, beyond which it is no name of ours."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a column holds: the answers to a question, or to one option of a multiple choice."""

    question: str
    option: str | None = None


class OwnNames:
    """The headers that an export of these questions may have.

    A header is a question's name or its label in any language, groups before it
    (`water/water_source`, `water.water_source`), for an option's column the option after it.
    A label that two questions share names neither.
    """

    def __init__(self, questions: Mapping[str, Question]) -> None:
        self._questions = questions
        self._names = {_folded(name): name for name in questions}
        self._labels = _once(
            (label, name) for name, one in questions.items() for label in one.label.values()
        )
        self._options = {
            name: _once(
                (word, option)
                for option, labels in one.choices.items()
                for word in (option, *labels.values())
            )
            for name, one in questions.items()
            if one.type is QuestionType.MULTIPLE
        }

    def asked(self, header: str) -> Asked | None:
        """What a header names; None where it names nothing of this form."""
        if len(header) > _LONGEST:
            return None
        for tail in _tails(header):
            whole = self._question(tail)
            if whole is not None:
                return Asked(whole)
            option = self._option(tail)
            if option is not None:
                return option
        return None

    def _question(self, text: str) -> str | None:
        return self._names.get(_folded(text)) or self._labels.get(_spoken(text))

    def _option(self, text: str) -> Asked | None:
        for at in _breaks(text):
            name = self._question(text[:at])
            if name is None or name not in self._options:
                continue
            option = self._options[name].get(_spoken(text[at + 1 :]))
            if option is not None:
                return Asked(name, option)
        return None


def _tails(header: str) -> Iterator[str]:
    """The header, then what is left of it without its first group, its first two, …"""
    yield header
    for at in _breaks(header):
        yield header[at + 1 :]


def _breaks(text: str) -> list[int]:
    found = [at for at, sign in enumerate(text) if sign in _SIGNS]
    return found[-_BREAKS:]


def _once(pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    """Names by what is said of them, where only one is said so."""
    by_word: dict[str, set[str]] = {}
    for word, name in pairs:
        by_word.setdefault(_spoken(word), set()).add(name)
    return {word: min(names) for word, names in by_word.items() if len(names) == 1}


def _folded(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name.strip()).casefold()


def _spoken(text: str) -> str:
    """A label as it is compared: without markup, kinds of space and apostrophe, and case."""
    plain = re.sub(r"<[^<>]{0,200}>", " ", unicodedata.normalize("NFKC", text))
    plain = plain.replace("\u2019", "'").replace("\u2018", "'").strip(" *:")
    return " ".join(plain.split()).casefold()
