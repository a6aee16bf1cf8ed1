"""Options as foreign tables write them: codes, or labels in any of the form's languages.

Capitals, accents, spaces, hyphens and underscores make no difference. A text that is the code of
one option and the label of another is read as what the rest of its column is made of.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rrm.intake.validation import is_plain_number

_DIVIDERS = (re.compile(r"[;|\n]"), re.compile(r","))
_MAX_WORDS = 300


@dataclass(frozen=True, slots=True)
class OptionWords:
    """What names which option: folded codes, folded labels, what is declared, what is no answer.

    labels: several options where a label is not unique. values: declared, folded answer to the
    form's option, "" for not known. nothing: folded words for not known.
    """

    codes: Mapping[str, str]
    labels: Mapping[str, frozenset[str]]
    values: Mapping[str, str]
    nothing: frozenset[str] = frozenset()
    prefers_labels: bool | None = None
    longest: int = field(default=1)

    def options_of(self, text: str) -> frozenset[str]:
        """The options that a text may stand for: none, one, or several that can't be told apart.

        "" among them stands for `not known`.
        """
        folded = folded_words(text)
        if folded in self.values:
            return frozenset({self.values[folded]})
        by_code = self.codes.get(folded) or self.codes.get(_whole(folded))
        by_label = self.labels.get(folded, frozenset())
        if by_code is None:
            if not by_label and folded in self.nothing:
                return frozenset({""})
            return by_label
        if by_label <= {by_code} or self.prefers_labels is False:
            return frozenset({by_code})
        return by_label if self.prefers_labels else by_label | {by_code}


def option_words(
    choices: Mapping[str, Mapping[str, str]], values: Mapping[str, str], nothing: Iterable[str]
) -> OptionWords:
    """The words of a question's options.

    choices: labels by language, by option. values: declared, an answer to the form's option.
    """
    codes: dict[str, str | None] = {}
    labels: dict[str, set[str]] = {}
    for option, names in choices.items():
        folded = folded_words(option)
        codes[folded] = option if folded not in codes else None
        for label in names.values():
            labels.setdefault(folded_words(label), set()).add(option)
    texts = (*codes, *labels, *(folded_words(one) for one in values))
    return OptionWords(
        {code: option for code, option in codes.items() if option is not None},
        {label: frozenset(options) for label, options in labels.items()},
        {folded_words(written): option for written, option in values.items()},
        frozenset(folded_words(one) for one in nothing) - {""},
        longest=max((len(text.split(" ")) for text in texts), default=1),
    )


def settled(words: OptionWords, texts: Iterable[str]) -> OptionWords:
    """The same words, knowing whether a column is made of codes or of labels where it shows."""
    shows_codes = shows_labels = False
    for text in texts:
        folded = folded_words(text)
        by_code, by_label = words.codes.get(folded), words.labels.get(folded, frozenset())
        shows_codes |= by_code is not None and not by_label
        shows_labels |= by_code is None and bool(by_label)
    if shows_codes == shows_labels:
        return words
    return OptionWords(
        words.codes, words.labels, words.values, words.nothing, shows_labels, words.longest
    )


def parts(text: str, words: OptionWords) -> list[frozenset[str]] | None:
    """The options named together in one cell, each as what it may stand for; None where unread.

    Options are divided by semicolons, bars or line breaks; else by commas; else by spaces. Labels
    may hold commas and spaces themselves: neighbouring pieces are put together into them, and a
    cell is read where that can be done in one way only.
    """
    whole = words.options_of(text)
    if whole:
        return [whole]
    for divider in _DIVIDERS:
        pieces = [piece.strip() for piece in divider.split(text) if piece.strip()]
        if len(pieces) > 1:
            found = _divided(pieces, ", " if divider is _DIVIDERS[1] else "; ", words)
            if found is not None:
                return found
    return _divided(text.split(), " ", words)


def folded_words(text: str) -> str:
    """A text without regard to capitals, accents, apostrophes' shapes, hyphens and spaces.

    The minus sign of a number is no hyphen.
    """
    if is_plain_number(text.strip()):
        return text.strip()
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(one for one in plain if not unicodedata.combining(one))
    return " ".join(re.sub(r"[\s_\-\u2010-\u2015]+", " ", bare.replace("’", "'")).split())


def _divided(pieces: Sequence[str], joint: str, words: OptionWords) -> list[frozenset[str]] | None:
    """The one way of joining neighbouring pieces into words of options; None without any.

    Several ways with different options give one part that stands for all of them.
    """
    if len(pieces) > _MAX_WORDS:
        return None
    # ways[n]: the first two different ways of reading the first n pieces.
    ways: list[list[list[frozenset[str]]]] = [[[]]]
    for end in range(1, len(pieces) + 1):
        found: list[list[frozenset[str]]] = []
        for start in range(max(0, end - words.longest - 1), end):
            if not ways[start]:
                continue
            options = words.options_of(joint.join(pieces[start:end]))
            if options:
                found += [[*way, options] for way in ways[start]]
        ways.append(_different(found))
    if not ways[-1]:
        return None
    if len(ways[-1]) > 1:
        return [frozenset().union(*(part for way in ways[-1] for part in way))]
    return ways[-1][0]


def _different(ways: list[list[frozenset[str]]]) -> list[list[frozenset[str]]]:
    first: dict[frozenset[frozenset[str]], list[frozenset[str]]] = {}
    for way in ways:
        first.setdefault(frozenset(way), way)
        if len(first) == 2:
            break
    return list(first.values())


def _whole(folded: str) -> str:
    """A code of digits as a spreadsheet may write it: 3.0 for 3."""
    if is_plain_number(folded) and folded.endswith(".0"):
        return folded.removesuffix(".0")
    return folded
