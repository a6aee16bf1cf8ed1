"""How alike two names are, by the words in them: English or French, whole or shortened."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_COUNTER = re.compile(r"(?<=[a-zA-Z])[0-9]+(?![a-zA-Z0-9])")
_LONE_LETTER = re.compile(r"^([b-z]) (?=[a-z]{2})")
_IDLE = frozenset(
    {
        "a", "an", "and", "any", "are", "as", "at", "au", "aux", "avec", "because", "been", "by",
        "c", "ce", "ces", "cette", "d", "dans", "de", "des", "did", "do", "does", "du", "en",
        "est", "et", "for", "from", "had", "has", "have", "here", "how", "if", "ils", "in", "is",
        "it", "l", "la", "le", "les", "leur", "of", "on", "or", "ou", "par", "pas", "pour", "q",
        "que", "quel", "quelle", "qui", "s", "sa", "ses", "son", "sont", "sur", "t", "that",
        "the", "their", "there", "this", "to", "un", "une", "use", "used", "usually", "votre",
        "was", "were", "what", "which", "who", "with", "y", "you", "your", "qu", "il", "elle",
        "dernier", "derniers", "last", "days", "jours", "other", "autre",
    }
)  # fmt: skip
"""Words that tell no question from another."""

_SHORTENED = 3
_PART = 3
_LONGEST_WORD = 40
_LOOKED_AT = 400
"""Characters of a name, and letters of a word, beyond which nothing more is said, only paid."""
_SHORTENED_COUNTS = 0.8


@dataclass(frozen=True, slots=True)
class Word:
    """A word as written, and the word that stands for its meaning."""

    written: str
    meaning: str


class Words:
    """Names taken apart into words, each weighing the more the fewer names have its meaning.

    meanings: by word, the word that stands for its meaning.
    names: all those to be told apart.
    """

    def __init__(self, meanings: Mapping[str, str], names: Iterable[str]) -> None:
        self._meanings = meanings
        self._remembered: dict[str, tuple[Word, ...]] = {}
        listed = [frozenset(word.meaning for word in self.of(name)) for name in names]
        self._count = max(1, len(listed))
        self._having = Counter(meaning for meanings_in in listed for meaning in meanings_in)

    def of(self, name: str) -> tuple[Word, ...]:
        """The words of a name or label, each meaning once, in their order.

        A word that is none of ours and is made of several of ours is taken apart: watersource.
        """
        name = name[:_LOOKED_AT]
        found = self._remembered.get(name)
        if found is None:
            parts = [part for word in words_in(name) for part in self._parts(word)]
            by_meaning = {self._meanings.get(part, part): part for part in reversed(parts)}
            found = tuple(Word(part, meaning) for meaning, part in reversed(by_meaning.items()))
            self._remembered[name] = found
        return found

    def alike(self, one: str, other: str) -> float:
        """From 0, nothing in common, to 1, the same meanings; shared weight over weight of both.

        Formula: Dice's coefficient with the weights ln(1 + names / names that have it).
        """
        mine, theirs = self.of(one), self.of(other)
        shared = sum(self._shared(word, theirs) for word in mine)
        total = sum(self._weight(word) for word in (*mine, *theirs))
        return min(1.0, 2 * shared / total) if total else 0.0

    def shared(self, one: str, other: str) -> tuple[str, ...]:
        """Words of the second name that the first has too, the weightiest first."""
        mine = self.of(one)
        found = [word for word in self.of(other) if self._shared(word, mine) > 0]
        found.sort(key=lambda word: (-self._weight(word), word.written))
        return tuple(word.written for word in found)

    def _shared(self, word: Word, others: Sequence[Word]) -> float:
        if any(word.meaning == other.meaning for other in others):
            return self._weight(word)
        shortened = any(
            _shortens(word.written, other.written) or _shortens(other.written, word.written)
            for other in others
        )
        return self._weight(word) * _SHORTENED_COUNTS if shortened else 0.0

    def _weight(self, word: Word) -> float:
        return log(1 + self._count / (1 + self._having[word.meaning]))

    def _parts(self, word: str) -> tuple[str, ...]:
        if word in self._meanings or len(word) < 2 * _PART:
            return (word,)
        return _made_of(word, self._meanings) or (word,)


@lru_cache(maxsize=20_000)
def words_in(name: str) -> tuple[str, ...]:
    """The words of a name or label: without accents, case, signs and words that say nothing.

    A number that is part of a word tells repetitions apart and says nothing: stress1, stress2.
    """
    parted = _CAMEL.sub(" ", _COUNTER.sub("", name.replace("\u2019", " ")))
    plain = unicodedata.normalize("NFKD", parted).encode("ascii", "ignore").decode().casefold()
    # A single letter before a word belongs to it: rCSI.
    joined = _LONE_LETTER.sub(r"\1", plain)
    parts = (word[:_LONGEST_WORD] for word in re.split(r"[^a-z0-9]+", joined))
    found = [word for word in parts if word and word not in _IDLE]
    return tuple(dict.fromkeys(found))


def _made_of(word: str, known: Mapping[str, str]) -> tuple[str, ...]:
    """Known words that together make a word, the longest first; none where there are none."""
    for end in range(len(word), 1, -1):
        head = word[:end]
        if head not in known:
            continue
        if end == len(word):
            return (head,)
        rest = _made_of(word[end:], known)
        if rest:
            return (head, *rest)
    return ()


def _shortens(short: str, word: str) -> bool:
    """Whether a word is another's beginning, or the other without its vowels (qlty)."""
    if len(short) < _SHORTENED or len(word) <= len(short):
        return False
    return word.startswith(short) or re.sub(r"(?<=.)[aeiou]", "", word) == short
