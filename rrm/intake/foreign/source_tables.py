"""Foreign files as tables of cells: CSV in any dialect, workbooks, with or without HXL tags."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path

from rrm.intake.csv_records import Record, csv_records
from rrm.intake.foreign.changes import Change
from rrm.intake.foreign.encodings import damaged_accents, utf8_bytes
from rrm.intake.foreign.hxl_tables import tag_row
from rrm.intake.foreign.separators import TAGS_WITHIN, separator_of
from rrm.intake.input_folder import InputFolder
from rrm.intake.problem_list import ProblemList
from rrm.intake.table import row_width_problem
from rrm.intake.table_header import Header
from rrm.intake.wording import listed, quoted
from rrm.intake.workbook_records import Workbook
from rrm.model.language import msg, msg_plural
from rrm.model.problem import BadInput, Place, Problem

MAX_FILE_BYTES = 400_000_000
MAX_CELLS = 60_000_000
"""Cells of all tables of one reading; beyond it memory would run out before a message is made."""

_TEXTS = (".csv", ".tsv", ".txt")


@dataclass(frozen=True, slots=True)
class SourceTable:
    """One table as it was found.

    name: the sheet's name, or the file's stem. shown: in messages, export.xlsx!roster.
    header: names as written, trimmed, group prefixes kept; "" where a column has none.
    tags: HXL tags by position, "" where there are none.
    numbers: of the rows, as a spreadsheet shows them.
    columns: the cells as written, by column, each as long as `numbers`.
    """

    name: str
    shown: str
    header: tuple[str, ...]
    tags: tuple[str, ...]
    numbers: tuple[int, ...]
    columns: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Declared:
    """What a person declares of the files, where they don't prove it.

    encoding, separator: see encodings.ENCODINGS and separators.SEPARATORS; for text files.
    header_row: the row of the column names as a spreadsheet shows it, from 1.
    """

    encoding: str | None = None
    separator: str | None = None
    header_row: int | None = None


def read_source_tables(
    paths: Sequence[Path], declared: Declared, problems: ProblemList, changes: list[Change]
) -> tuple[SourceTable, ...]:
    """The tables of the files: one a text file, one a sheet that holds anything.

    problems: receives what is wrong with a file, a header or a row; a faulty row is left out, a
    faulty table too. changes: receives what letters were read otherwise than as UTF-8.
    """
    tables: list[SourceTable] = []
    for path in paths:
        try:
            sources = list(_sources(path, declared, problems, changes))
        except BadInput as bad:
            problems.extend(bad.problems)
            continue
        for source in sources:
            budget = MAX_CELLS - sum(len(one.numbers) * len(one.columns) for one in tables)
            try:
                table = _table(source, declared.header_row, problems, budget)
            except BadInput as bad:
                problems.extend(bad.problems)
                continue
            if table is not None:
                tables.append(table)
    return tuple(tables)


@dataclass(frozen=True, slots=True)
class _Source:
    """A sheet or text file before its rows are read."""

    name: str
    shown: str
    is_text: bool
    records: Callable[[], Iterator[Record]]
    formulas: Callable[[], Sequence[int]] = tuple


def _sources(
    path: Path, declared: Declared, problems: ProblemList, changes: list[Change]
) -> Iterator[_Source]:
    folder = InputFolder(path.parent)
    shown = path.name
    kind = path.suffix.lower()
    if kind not in (*_TEXTS, ".xlsx", ".xlsm"):
        raise BadInput([_other_kind(shown)])
    data = folder.read(path, MAX_FILE_BYTES)
    if kind not in _TEXTS:
        book = Workbook(data, shown)
        for sheet in book.sheets:
            records = partial(book.records, sheet)
            formulas = partial(book.formulas_without_value, sheet)
            yield _Source(sheet, book.shown(sheet), False, records, formulas)
        return
    data = utf8_bytes(data, shown, declared.encoding, changes)
    doubt = damaged_accents(data, shown)
    if doubt is not None:
        problems.add(doubt)
    data, sign = separator_of(data, shown, declared.separator, declared.header_row)
    yield _Source(path.stem, shown, True, partial(csv_records, data, shown, sign))


def _table(
    source: _Source, header_row: int | None, problems: ProblemList, budget: int
) -> SourceTable | None:
    """A table from its rows; None where it has none, or no header."""
    shown, records = source.shown, source.records()
    top = list(_until(records, max(TAGS_WITHIN, header_row or 0) + 1))
    if not top:
        return None
    names, tags, below = _header(top, header_row, shown)
    width = len(names)
    numbers: list[int] = []
    short: list[int] = []
    rows: list[list[str]] = []
    for row, cells in chain(below, records):
        kept = _fitted(cells, width, row, shown, problems)
        if kept is None:
            continue
        if len(cells) < width and source.is_text:
            short.append(row)
        numbers.append(row)
        rows.append(kept)
        if len(rows) * width > budget:
            raise BadInput([_too_many_cells(shown)])
    if short:
        problems.add(_short_rows(short, width, shown))
    columns = tuple(zip(*rows, strict=True)) if rows else ((),) * width
    twice = _named_twice(names, columns)
    if twice:
        problems.add(_second_columns(twice, shown))
    formulas = source.formulas()
    if formulas:
        problems.add(_formulas_without_value(formulas, shown))
    return SourceTable(source.name, shown, names, tags, tuple(numbers), columns)


def _until(records: Iterator[Record], last: int) -> Iterator[Record]:
    """The first rows, one beyond the last of them included."""
    for row, cells in records:
        yield row, cells
        if row >= last:
            return


def _header(
    top: list[Record], header_row: int | None, shown: str
) -> tuple[tuple[str, ...], tuple[str, ...], list[Record]]:
    """Names, tags and the rows below them, among the first rows of a table."""
    tagged = tag_row(top, shown)
    if header_row is not None:
        at = next((index for index, (row, _) in enumerate(top) if row == header_row), None)
        if at is None:
            raise BadInput([_no_such_row(shown, header_row)])
    elif tagged is not None:
        at = max(0, tagged[0] - 1)
    else:
        at = 0
        _check_title(top, shown)
    # A table whose first row holds the tags is named by them.
    names = list(map(_name, top[at][1]))
    tags: tuple[str, ...] = ()
    below = top[at + 1 :]
    if tagged is not None and tagged[0] >= at:
        tags = tagged[1]
        below = top[tagged[0] + 1 :]
    width = max(_said(names), _said(tags))
    padded = (*names, *("" for _ in range(width)))[:width]
    return padded, (*tags, *("" for _ in range(width)))[:width], below


def _name(cell: str) -> str:
    return " ".join(cell.replace("\ufeff", "").split())


def _said(cells: Sequence[str]) -> int:
    return max((index for index, cell in enumerate(cells, 1) if cell.strip()), default=0)


def _fitted(
    cells: list[str], width: int, row: int, shown: str, problems: ProblemList
) -> list[str] | None:
    """A row as wide as the header, blanks added at its end; None where it says too much."""
    said = _said(cells)
    if said == 0:
        return None
    if said > width:
        problem = row_width_problem(Header((None,) * width, 1), row, cells, shown)
        if problem is not None:
            problems.add(problem)
        return None
    return cells[:width] + [""] * (width - len(cells))


def _check_title(top: list[Record], shown: str) -> None:
    """Refuses a first row that names one column where the rows below it fill several."""
    first, others = top[0], top[1:]
    filled = [_said(cells) for _, cells in islice(others, 5)]
    if _said(first[1]) > 1 or not filled or min(filled) < 2:
        return
    found = msg_plural(
        "the first row names one column, the next has {n} cell",
        "the first row names one column, the next has {n} cells",
        n=filled[0],
    )
    allowed = msg("the names of the columns stand in the first row, or the row is declared")
    remedy = msg("Declare the row of the column names, or remove what stands above it.")
    place = Place(shown, row=first[0])
    raise BadInput([Problem("RRM-I078", place, found, allowed, remedy)])


def _named_twice(names: Sequence[str], columns: Sequence[Sequence[str]]) -> list[str]:
    """Names that a later column has too, which says something that the first does not."""
    first: dict[str, int] = {}
    found: dict[str, None] = {}
    for at, name in enumerate(names):
        earlier = first.setdefault(name, at)
        if name and earlier != at and any(columns[at]) and columns[at] != columns[earlier]:
            found[name] = None
    return list(found)


def _second_columns(names: list[str], shown: str) -> Problem:
    return Problem(
        "RRM-I023",
        Place(shown, column=quoted(names[0])),
        msg_plural(
            "{n} name stands over several columns that differ: {names}",
            "{n} names stand over several columns that differ: {names}",
            n=len(names),
            names=listed(names),
        ),
        msg("each column has a name of its own"),
        msg("The first of them is used, the others are left out; rename those that are needed."),
        is_error=False,
    )


def _formulas_without_value(rows: Sequence[int], shown: str) -> Problem:
    return Problem(
        "RRM-I078",
        Place(shown, row=rows[0]),
        msg_plural(
            "{n} cell holds a formula without the value computed for it",
            "{n} cells hold formulas without the values computed for them, the first here",
            n=len(rows),
        ),
        msg("a formula counts as the value last computed for it"),
        msg("They count as empty; open the workbook in a spreadsheet program and save it again."),
        is_error=False,
    )


def _short_rows(rows: list[int], width: int, shown: str) -> Problem:
    return Problem(
        "RRM-I078",
        Place(shown, row=rows[0]),
        msg_plural("{n} row ends early", "{n} rows end early, the first here", n=len(rows)),
        msg("the header has {n} columns, each row needs as many cells", n=width),
        msg("The cells that are missing count as empty; check that none was lost."),
        is_error=False,
    )


def _no_such_row(shown: str, row: int) -> Problem:
    return Problem(
        "RRM-I078",
        Place(shown, row=row),
        msg("the row declared for the column names is blank or isn't there"),
        msg("the names of the columns stand in the first row, or the row is declared"),
        msg("Declare the row as the spreadsheet shows it."),
    )


def _too_many_cells(shown: str) -> Problem:
    return Problem(
        "RRM-I025",
        Place(shown),
        msg("more than {n} cells", n=MAX_CELLS),
        msg("at most {n} cells are read", n=MAX_CELLS),
        msg("Split the table, or remove what does not belong in it."),
    )


def _other_kind(shown: str) -> Problem:
    return Problem(
        "RRM-I030",
        Place(shown),
        msg("this kind of file is not read"),
        msg("CSV files and XLSX workbooks are read"),
        msg("Export the data again as CSV or XLSX."),
    )
