"""What our questions are called elsewhere: read from the data beside the mappings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from functools import cached_property
from typing import TypeVar

from rrm.intake.input_folder import InputFolder
from rrm.intake.shipped import shipped_folder
from rrm.intake.source_tree import place_of
from rrm.intake.validation import validated
from rrm.intake.yaml_source import MAX_BYTES, read_yaml
from rrm.model.frozen import Frozen
from rrm.model.problem import BadInput, Place

_FILE = "known_names.yaml"
T = TypeVar("T")


class KnownNames(Frozen):
    """known_names.yaml.

    names: by question and source, names of columns. words: groups of words with one meaning.
    about_others: words of columns that are about something else than what is asked.
    missing: answers that mean not known. answers: by question or pattern and source, the option
    that a code means.
    """

    names: dict[str, dict[str, tuple[str, ...]]] = {}
    words: tuple[tuple[str, ...], ...] = ()
    about_others: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    answers: dict[str, dict[str, dict[str, str]]] = {}

    def without(self, sources: Iterable[str]) -> KnownNames:
        """The same as if those sources had never been looked at."""
        gone = set(sources)
        # Made anew rather than copied: a copy would keep what was worked out of the old names.
        return KnownNames(
            names={question: _kept(named, gone) for question, named in self.names.items()},
            words=self.words,
            about_others=self.about_others,
            missing=self.missing,
            answers={one: _kept(codes, gone) for one, codes in self.answers.items()},
        )

    @cached_property
    def meanings(self) -> dict[str, str]:
        """By word, the first word of its group."""
        found: dict[str, str] = {}
        for group in self.words:
            for word in group:
                found.setdefault(word, group[0])
        return found

    @cached_property
    def _called(self) -> dict[str, dict[str, str]]:
        return {
            question: {name.casefold(): source for source, names in named.items() for name in names}
            for question, named in self.names.items()
        }

    def source_of(self, question: str, column: str) -> str | None:
        """Who calls this question so, if anybody does; groups before the name don't count."""
        named = self._called.get(question, {})
        plain = column.strip().casefold()
        return named.get(plain) or named.get(plain.rpartition("/")[2])

    def option_meant(self, question: str, answer: str) -> str | None:
        """The option of a question that a code stands for elsewhere."""
        plain = answer.strip().casefold()
        for pattern, by_source in self.answers.items():
            if not fnmatchcase(question, pattern):
                continue
            for codes in by_source.values():
                if plain in codes:
                    return codes[plain]
        return None


def known_names() -> KnownNames:
    """The names that come with the engine; none where the file is not there.

    Raises BadInput where the file can't be read.
    """
    path = shipped_folder("rules") / "mappings" / _FILE
    if not path.is_file():
        return KnownNames()
    folder = InputFolder(path.parent, "mappings/")
    shown = folder.shown(path)
    tree = read_yaml(folder.read(path, MAX_BYTES), shown)
    value, problems = validated(KnownNames, tree, lambda at: place_of(tree, at, Place(shown)))
    if value is None:
        raise BadInput(problems)
    return value


def _kept(by_source: Mapping[str, T], gone: set[str]) -> dict[str, T]:
    return {source: one for source, one in by_source.items() if source not in gone}
