"""A comparison told: parts of sentences and tables, for a terminal or a page alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rrm.model.language import Message, Text

Words = Message | Text | str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; `depth` 1 says more about the one of depth 0 before it."""

    words: Words
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the first column names, the others are figures."""

    header: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One question with its answer. A part without sentences and rows has nothing to tell."""

    title: Message
    sentences: tuple[Sentence, ...] = ()
    grid: Grid = field(default_factory=lambda: Grid((), ()))

    @property
    def is_empty(self) -> bool:
        """Whether it tells nothing."""
        return not (self.sentences or self.grid.rows)

    @property
    def entries(self) -> tuple[tuple[Sentence, ...], ...]:
        """Sentences of depth 0, each with those that say more about it."""
        return tuple(self._entries())

    def _entries(self) -> Iterator[tuple[Sentence, ...]]:
        together: list[Sentence] = []
        for sentence in self.sentences:
            if not sentence.depth and together:
                yield tuple(together)
                together = []
            together.append(sentence)
        if together:
            yield tuple(together)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A run against the baseline. lead: what to know first."""

    title: Message
    lead: tuple[Message, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """All of a comparison: the runs, their figures side by side, a chapter for each other run."""

    runs: Part
    glance: Part
    chapters: tuple[Chapter, ...]
