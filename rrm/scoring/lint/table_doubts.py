"""Decision tables: rows and columns that no answers reach, cells that go up and down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rrm.model.language import Message, msg
from rrm.model.problem import Place, Problem
from rrm.rule_language import Call
from rrm.scoring.compiled_pack import CompiledIndicator, CompiledMeasure
from rrm.scoring.compiled_table import Axis
from rrm.scoring.lint.every_case import Cases

Floats = NDArray[np.float64]
Rule = CompiledMeasure | CompiledIndicator


def heads_in_vain(rule: Rule, cases: Cases) -> Iterator[Problem]:
    """Rows and columns that no case reaches."""
    table, tree = rule.table, cases.space.pack.rule(rule.key).tree
    if table is None or not isinstance(tree, Call):
        return
    for axis, at in zip((table.rows, table.columns), tree.arguments, strict=False):
        column = cases.column(at, rule.rule.unanswered)
        reached = set(column.values[column.known].astype(int).tolist())
        for number, (head, place) in enumerate(zip(axis.heads, axis.places, strict=True)):
            if number not in reached:
                yield Problem(
                    "RRM-R216",
                    place,
                    msg('no answers lead to "{head}"', head=head.text),
                    msg("a row or column of a table takes some of what can be answered"),
                    msg("Correct the head, or remove it with its cells."),
                    is_error=False,
                )


def uneven_cells(rule: Rule) -> Iterator[Problem]:
    """Cells that go up and down as a number rises, or up in one row and down in another.

    At most one doubt for the rows and one for the columns; none where the table says why.
    """
    if rule.table is None:
        return
    cells = np.array(rule.table.cells)
    found = [
        one
        for axis, across, lines in (
            (rule.table.columns, rule.table.rows, cells),
            (rule.table.rows, rule.table.columns, cells.T),
        )
        if (one := _uneven(axis, across, lines)) is not None
    ]
    if rule.rule.table is None or not rule.rule.table.uneven_because:
        yield from found
    elif not found:
        yield Problem(
            "RRM-R218",
            rule.rule.place,
            msg("`uneven_because` gives a reason for nothing"),
            msg("the cells go one way in each row and column"),
            msg("Remove it."),
            is_error=False,
        )


@dataclass(frozen=True, slots=True)
class _Way:
    """How the cells of one row or column go as the number across it rises."""

    head: str
    place: Place
    cells: tuple[float, ...]

    @property
    def rises(self) -> bool:
        return any(one < other for one, other in zip(self.cells, self.cells[1:], strict=False))

    @property
    def falls(self) -> bool:
        return any(one > other for one, other in zip(self.cells, self.cells[1:], strict=False))


def _uneven(axis: Axis, across: Axis, lines: Floats) -> Problem | None:
    """The first doubt about the cells along an axis; lines: those of each head across it."""
    order = _rising(axis)
    ways = [
        _Way(head.text, place, tuple(map(float, cells[order])))
        for head, place, cells in zip(across.heads, across.places, lines, strict=True)
    ]
    for way in ways:
        if way.rises and way.falls:
            return _doubt(
                way, axis, msg("as one number rises a household gets worse or better off")
            )
    rising = [way for way in ways if way.rises]
    falling = [way for way in ways if way.falls]
    if rising and falling:
        few, many = sorted((rising, falling), key=len)
        return _doubt(few[0], axis, msg('"{head}" goes the other way', head=many[0].head))
    return None


def _rising(axis: Axis) -> list[int]:
    """Heads over numbers, the lowest first; heads of options have no order."""
    heads = [(at, head.bands) for at, head in enumerate(axis.heads) if len(head.bands) == 1]
    return [at for at, bands in sorted(heads, key=lambda one: (one[1][0].low, one[1][0].high))]


def _doubt(way: _Way, axis: Axis, allowed: Message) -> Problem:
    return Problem(
        "RRM-R217",
        way.place,
        msg(
            'as "{name}" rises the cells of "{head}" are {cells}',
            name=" ".join(axis.of.split()),
            head=way.head,
            cells=way.cells,
        ),
        allowed,
        msg("Correct the cell, or say in `uneven_because` why it is so."),
        is_error=False,
    )
