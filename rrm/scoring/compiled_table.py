"""A decision table made ready: heads that leave no gap and share nothing, a cell for every pair."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rrm.model.language import Message, msg, msg_plural
from rrm.model.problem import Place
from rrm.model.rule_pack import DecisionTable, Words
from rrm.model.source_text import SourceText
from rrm.rule_language import (
    Choice,
    Condition,
    Expression,
    ExpressionError,
    Head,
    Kind,
    Line,
    Name,
    Number,
    Operation,
    Scope,
    Truth,
    check_can_be_sorted,
    kind_of,
    nearest,
    numbers_to_try,
    parse_head,
    place_of_value,
    read_off_tree,
    resolved,
)

MOST_ROWS, MOST_COLUMNS = 40, 20
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
Report = Callable[[ExpressionError, SourceText], None]
"""Takes what is wrong in a text."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The rows or the columns of a table.

    of: what they sort, as written. tree: the same, resolved. heads: in order; places: where they
    were written. words: what some of them mean, by head. at: an expression for the number of the
    head, from 0.
    """

    of: SourceText
    tree: Expression
    kind: Kind
    heads: tuple[Head, ...]
    places: tuple[Place, ...]
    words: Mapping[str, Words]
    at: Expression


@dataclass(frozen=True, slots=True)
class CompiledTable:
    """A table whose rows and columns are known; cells: row by row."""

    rows: Axis
    columns: Axis
    cells: tuple[tuple[float, ...], ...]
    cell_places: tuple[tuple[Place, ...], ...]

    @property
    def tree(self) -> Expression:
        """The cell as an expression."""
        return read_off_tree(self.rows.at, self.columns.at, self.cells)

    def lines(self) -> tuple[Line, ...]:
        """The severity lines of a table of classes: one for each class that stands in it."""
        classes = sorted({int(cell) for row in self.cells for cell in row}, reverse=True)
        return tuple(self._line(one) for one in classes)

    def _line(self, severity: int) -> Line:
        value = Name("value", 0, "value")
        test = Condition(Operation("=", (value, Number(float(severity), 0)), 0))
        place = next(self.cell_places[row][column] for row, column in self.cells_of(severity))
        return Line(severity, test, self._written(severity), place)

    def cells_of(self, severity: int) -> Iterator[tuple[int, int]]:
        """Row and column of each cell of a class."""
        for row, cells in enumerate(self.cells):
            for column, cell in enumerate(cells):
                if cell == severity:
                    yield row, column

    def _written(self, severity: int) -> str:
        """Which cells have a class, in the words of the heads: `surface_water: camp; …`."""
        said = []
        for row, found in itertools.groupby(self.cells_of(severity), key=lambda cell: cell[0]):
            columns = [column for _, column in found]
            head = self.rows.heads[row].text
            if len(columns) == len(self.columns.heads):
                said.append(head)
            else:
                said.append(
                    f"{head}: {' | '.join(self.columns.heads[one].text for one in columns)}"
                )
        return "; ".join(said)


def compiled_table(
    table: DecisionTable,
    trees: Sequence[Expression],
    scope: Scope,
    are_classes: bool,
    report: Report,
) -> CompiledTable | None:
    """A table checked against what its names stand for; None where it has a fault.

    trees: of the rows' and the columns' expression. are_classes: whether cells are classes 1..5.
    report: takes each fault of an expression, head or cell.
    """
    row_tree, column_tree = trees
    rows = _axis(
        _Written(table.rows, tuple(table.cells), table.words.rows), row_tree, scope, report
    )
    columns = _axis(
        _Written(table.columns, table.heads, table.words.columns), column_tree, scope, report
    )
    cells = _cells(table, are_classes, report)
    if rows is None or columns is None or cells is None:
        return None
    places = tuple(tuple(one.place for one in row) for row in table.cells.values())
    return CompiledTable(rows, columns, cells, places)


@dataclass(frozen=True, slots=True)
class _Written:
    """Rows or columns as their author wrote them."""

    of: SourceText
    heads: tuple[SourceText, ...]
    words: Mapping[SourceText, Words]


def _axis(written: _Written, tree: Expression, scope: Scope, report: Report) -> Axis | None:
    try:
        kind = kind_of(tree, scope)
        check_can_be_sorted(kind, tree.offset)
    except ExpressionError as error:
        report(error, written.of)
        return None
    heads = _heads(written.heads, kind, report)
    if heads is None:
        return None
    faults = [
        *_shared(heads, written.heads),
        *_left_out(heads, kind, written.of),
        *_words_for_nothing(heads, written.words),
    ]
    for fault, text in faults:
        report(fault, text)
    if faults:
        return None
    tree = resolved(tree, scope)
    places = tuple(one.place for one in written.heads)
    words = {_plain(head): words for head, words in written.words.items()}
    return Axis(written.of, tree, kind, heads, places, words, place_of_value(tree, heads))


def _words_for_nothing(
    heads: tuple[Head, ...], words: Mapping[SourceText, Words]
) -> Iterator[tuple[ExpressionError, SourceText]]:
    known = tuple(head.text for head in heads)
    for text in words:
        if _plain(text) not in known:
            yield (
                ExpressionError(
                    "RRM-R003",
                    0,
                    msg('found the head "{head}"', head=_plain(text)),
                    msg("the table has no such head"),
                    nearest(_plain(text), known),
                ),
                text,
            )


def _plain(text: str) -> str:
    return " ".join(text.split())


def _heads(written: tuple[SourceText, ...], kind: Kind, report: Report) -> tuple[Head, ...] | None:
    heads = []
    for text in written:
        try:
            heads.append(parse_head(text, kind))
        except ExpressionError as error:
            report(error, text)
    return tuple(heads) if len(heads) == len(written) else None


def _shared(
    heads: tuple[Head, ...], written: tuple[SourceText, ...]
) -> Iterator[tuple[ExpressionError, SourceText]]:
    """Heads that take what another takes too."""
    placed = list(zip(heads, written, strict=True))
    for (one, _), (other, text) in itertools.combinations(placed, 2):
        both = _in_both(one, other)
        if both is not None:
            yield _two_heads_for(both, one, other), text


def _two_heads_for(value: str | float, one: Head, other: Head) -> ExpressionError:
    return ExpressionError(
        "RRM-R018",
        0,
        msg(
            '"{value}" stands under "{one}" and under "{other}"',
            value=value,
            one=one.text,
            other=other.text,
        ),
        msg("each value stands under one head"),
        msg("Let the heads meet, and name each option once."),
    )


def _in_both(one: Head, other: Head) -> str | float | None:
    """Something that stands under both heads."""
    if one.text == other.text or (one.says is not None and one.says == other.says):
        return one.text
    options = [option for option in one.options if option in other.options]
    if options:
        return options[0]
    numbers = numbers_to_try((one, other), -math.inf, math.inf, is_whole=False)
    return next((at for at in numbers if one.takes(at) and other.takes(at)), None)


def _left_out(
    heads: tuple[Head, ...], kind: Kind, of: SourceText
) -> Iterator[tuple[ExpressionError, SourceText]]:
    """Options, or yes or no, that stand under no head; of numbers see table_gaps."""
    if any(head.is_rest for head in heads):
        return
    match kind:
        case Choice(options=options):
            named = {option for head in heads for option in head.options}
            lacking = [msg('"{words}"', words=one) for one in options if one not in named]
        case Truth():
            said = {head.says for head in heads}
            lacking = [
                word for word, says in ((msg("yes"), True), (msg("no"), False)) if says not in said
            ]
        case _:
            lacking = []
    if lacking:
        yield no_head_for(lacking), of


def no_head_for(values: Sequence[Message]) -> ExpressionError:
    """Values that stand under no head."""
    return ExpressionError(
        "RRM-R019",
        0,
        msg("no head takes {values}", values=tuple(values)),
        msg("every answer finds a row and a column"),
        msg("Add a head for it, or `otherwise` for all the rest."),
    )


def _cells(
    table: DecisionTable, are_classes: bool, report: Report
) -> tuple[tuple[float, ...], ...] | None:
    """The numbers of the cells; None where one is none, or a row has too few or too many."""
    if not _has_a_size(table, report):
        return None
    found: list[tuple[float, ...]] = []
    for head, row in table.cells.items():
        if len(row) != len(table.heads):
            report(_wrong_count(head, len(row), len(table.heads)), head)
        numbers = [_number(cell, are_classes) for cell in row]
        for cell, number in zip(row, numbers, strict=True):
            if number is None:
                report(_no_cell(cell, are_classes), cell)
        known = tuple(number for number in numbers if number is not None)
        if len(known) == len(table.heads):
            found.append(known)
    return tuple(found) if len(found) == len(table.cells) else None


def _has_a_size(table: DecisionTable, report: Report) -> bool:
    for what, n, most, text in (
        (msg("rows"), len(table.cells), MOST_ROWS, table.rows),
        (msg("columns"), len(table.heads), MOST_COLUMNS, table.columns),
    ):
        if not 0 < n <= most:
            report(
                ExpressionError(
                    "RRM-R022",
                    0,
                    msg("a table of {n} {what}", n=n, what=what),
                    msg("from 1 to {most} are read", most=most),
                    msg("Write it as several measures with tables of their own.")
                    if n
                    else msg("Write its heads and cells."),
                ),
                text,
            )
            return False
    return True


def _number(text: str, is_class: bool) -> float | None:
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text)
    return None if is_class and number not in (1, 2, 3, 4, 5) else number


def _no_cell(cell: str, is_class: bool) -> ExpressionError:
    return ExpressionError(
        "RRM-R021",
        0,
        msg('found the cell "{cell}"', cell=cell[:40]),
        msg("without `severity` lines the cells are classes from 1 to 5")
        if is_class
        else msg("cells are numbers"),
        msg("Correct the cell, or add the lines that judge its value.")
        if is_class
        else msg("Correct the cell."),
    )


def _wrong_count(head: str, n: int, needed: int) -> ExpressionError:
    return ExpressionError(
        "RRM-R020",
        0,
        msg_plural(
            'the row "{head}" has {n} cell',
            'the row "{head}" has {n} cells',
            n=n,
            head=_plain(head),
        ),
        msg_plural("there is {n} head of a column", "there are {n} heads of columns", n=needed),
        msg("Write a cell below each head."),
    )
