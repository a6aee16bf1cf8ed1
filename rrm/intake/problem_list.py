"""Problems as they are found, with the many of one kind told once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rrm.model.language import msg_plural
from rrm.model.problem import Problem

SHOWN_OF_A_KIND = 20


class ProblemList:
    """Collects problems; of one kind in one column the first twenty are kept, the rest counted.

    A table of a million rows with one wrong column must not become a million messages.
    """

    def __init__(self) -> None:
        self._kept: list[Problem] = []
        self._of_a_kind: dict[tuple[object, ...], int] = {}
        self._last: dict[tuple[object, ...], Problem] = {}

    def add(self, problem: Problem) -> None:
        """Keeps a problem, or counts it where enough of its kind are kept."""
        place = problem.place
        kind = (problem.code, place.file, place.column if place.line is None else None)
        count = self._of_a_kind.get(kind, 0) + 1
        self._of_a_kind[kind] = count
        self._last[kind] = problem
        if count <= SHOWN_OF_A_KIND:
            self._kept.append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Adds several."""
        for problem in problems:
            self.add(problem)

    def __bool__(self) -> bool:
        return bool(self._kept)

    @property
    def has_errors(self) -> bool:
        """Whether any of them stops the run."""
        return any(problem.is_error for problem in self._kept)

    def all(self) -> tuple[Problem, ...]:
        """Those kept in the order found, then one for each kind that had more."""
        more = tuple(
            _and_more(self._last[kind], count - SHOWN_OF_A_KIND)
            for kind, count in self._of_a_kind.items()
            if count > SHOWN_OF_A_KIND
        )
        return (*self._kept, *more)


def few_of_a_kind(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The same problems, of each kind in one column the first twenty, the rest counted."""
    told = ProblemList()
    told.extend(problems)
    return told.all()


def _and_more(last: Problem, count: int) -> Problem:
    found = msg_plural("the same once more", "the same {n} times more, up to here", n=count)
    return replace(last, found=found)
