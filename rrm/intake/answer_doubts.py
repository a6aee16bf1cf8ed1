"""Doubts about answers, told once a column however many rows they concern."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rrm.intake.answer_faults import Fault
from rrm.model.language import msg, msg_plural
from rrm.model.problem import Place, Problem

ROWS_NAMED = 5
_TOLD_SINGLY = 3


@dataclass(slots=True)
class _OfAKind:
    """What is doubtful in one column: how often, in which rows first."""

    rows: list[tuple[int, Fault]] = field(default_factory=list)
    count: int = 0


class AnswerDoubts:
    """Unusual answers of one table, by column and kind; shown: its name in messages."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self._found: dict[tuple[str, str], _OfAKind] = {}

    def note(self, column: str, row: int, fault: Fault) -> None:
        """Counts one; the first ones are kept with their words."""
        doubts = self._found.setdefault((column, fault.code), _OfAKind())
        doubts.count += 1
        if len(doubts.rows) < ROWS_NAMED:
            doubts.rows.append((row, fault))

    def problems(self) -> Iterator[Problem]:
        """Few of a kind one by one, more of them as one."""
        for (column, _), doubts in self._found.items():
            if doubts.count <= _TOLD_SINGLY:
                for row, fault in doubts.rows:
                    yield placed(fault, self._shown, row, column)
                continue
            first, fault = doubts.rows[0]
            found = msg_plural(
                "{n} answer is unusual, in row {rows}",
                "{n} answers are unusual, the first in rows {rows}",
                n=doubts.count,
                rows=named(row for row, _ in doubts.rows),
            )
            place = Place(self._shown, row=first, column=column)
            remedy = msg("The answers are kept; check them.")
            yield Problem(fault.code, place, found, fault.allowed, remedy, is_error=False)


def placed(fault: Fault, shown: str, row: int, column: str) -> Problem:
    """A fault of a cell as a problem."""
    place = Place(shown, row=row, column=column)
    return Problem(fault.code, place, fault.found, fault.allowed, fault.remedy, fault.is_error)


def named(rows: Iterator[int]) -> str:
    """Row numbers in a sentence, without separators of thousands."""
    return ", ".join(str(row) for row in rows)
