"""A scenario's closures.csv with one report more, all that stands in it left as it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from unicodedata import category

from rrm.intake.csv_records import MAX_CELL, Record, csv_records, separator_of
from rrm.intake.input_folder import InputFolder
from rrm.intake.interviews import WORKBOOK
from rrm.intake.problem_list import ProblemList
from rrm.intake.scenario_folder import MAX_TABLE_BYTES
from rrm.intake.scenario_tables import TABLES
from rrm.intake.source_tree import Tree
from rrm.intake.table import Placed, read_table
from rrm.intake.table_header import Columns, Header, read_header
from rrm.intake.validation import validated
from rrm.intake.wording import did_you_mean, listed, quoted
from rrm.intake.workbook_records import Workbook
from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.scenario import Closure

_SPEC = TABLES["closures"]
_LIST = ";"


def closure_file(folder: Path) -> tuple[Path, bytes | None]:
    """A scenario folder's closures.csv and what stands in it; None where there is no such file.

    Raises BadInput where the closures stand in the scenario's workbook instead, or can't be read.
    """
    inputs = InputFolder(folder.parent)
    book = folder / WORKBOOK
    if book.exists():
        workbook = Workbook(inputs.read(book, MAX_TABLE_BYTES), inputs.shown(book))
        if _SPEC.name in workbook.sheets:
            raise BadInput([_in_workbook(workbook.shown(_SPEC.name))])
    path = folder / f"{_SPEC.name}.csv"
    return path, inputs.read(path, MAX_TABLE_BYTES) if path.exists() else None


def with_closure(data: bytes | None, closure: Closure, shown: str) -> bytes:
    """The file with a closure added as its last row; a new file where there was none.

    Separator, line ends and columns stay; columns that the closure needs and that are missing
    are added. Raises BadInput where the file can't be read, or holds that closure already.
    """
    cells = {name: text for name, text in _cells(closure).items() if text}
    if data is None:
        names = [name for name in _SPEC.columns if name in cells or name in _USUAL]
        return _text([names, [cells.get(name, "") for name in names]], ",", "\n").encode()
    rows = _closures(data, shown)
    _refuse_repeated(closure, rows, shown)
    header, records = _records(data, shown)
    missing = [name for name in _SPEC.columns if name in cells and name not in header.names]
    separator, end = separator_of(data), _line_end(data)
    columns = (*header.columns, *missing)
    new = _text([[cells.get(name or "", "") for name in columns]], separator, end)
    if not missing:
        return _ended(data, end) + new.encode()
    widened = [
        [*_padded(row, header.width), *(missing if at == 0 else [""] * len(missing))]
        for at, (_, row) in enumerate(records)
    ]
    return _text(widened, separator, end).encode() + new.encode()


def reopened(
    data: bytes, link: frozenset[str], from_day: date, shown: str
) -> tuple[bytes, tuple[Closure, ...]]:
    """The file with the closures of a link ended on the day before, and those as they were.

    Closures that hold on `from_day` end on the day before; one that would then end before it
    begins is taken out. Those that are over or begin later stay.
    """
    rows = _closures(data, shown)
    header, records = _records(data, shown)
    ended = {row.place.row: row.value for row in rows if _holds(row.value, link, from_day)}
    if not ended:
        return data, ()
    last = from_day - timedelta(days=1)
    end_at = header.columns.index("end") if "end" in header.columns else header.width
    kept: list[list[str]] = []
    for number, cells in records:
        row = _padded(cells, max(header.width, end_at + 1))
        closure = ended.get(number)
        if number == header.row and end_at == header.width:
            row[end_at] = "end"
        elif closure is not None:
            if closure.start is not None and closure.start > last:
                continue
            row[end_at] = last.isoformat()
        kept.append(row)
    return _text(kept, separator_of(data), _line_end(data)).encode(), tuple(ended.values())


def closure_from(
    texts: Mapping[str, str | Sequence[str]], where: str, classes: Collection[str]
) -> Closure:
    """A closure as it was typed; raises BadInput with all that is wrong in it.

    texts: by column; classes are a list. where: what messages call the place of a text.
    classes: the vehicle classes that there are.
    """
    value, found = validated(
        Closure,
        {name: _tree(text) for name, text in texts.items() if text},
        lambda path: Place(where, column=str(path[0]) if path else None),
    )
    problems = [*found, *_unwritable(texts, where)]
    named = texts.get("classes", ())
    problems += [
        _no_class(name, where, classes)
        for name in ((named,) if isinstance(named, str) else named)
        if name and name not in classes
    ]
    if value is not None and value.start and value.end and value.end < value.start:
        problems.append(
            Problem(
                "RRM-I033",
                Place(where, column="end"),
                msg(
                    "it ends ({end}) before it begins ({start})",
                    end=value.end.isoformat(),
                    start=value.start.isoformat(),
                ),
                msg("the end is the same day as the beginning or later"),
                msg("Correct one of the two."),
            )
        )
    if problems or value is None:
        raise BadInput(problems)
    return value


def _unwritable(texts: Mapping[str, str | Sequence[str]], where: str) -> Iterator[Problem]:
    """Texts that would make of closures.csv a file that can't be read any more."""
    for name, text in texts.items():
        if not isinstance(text, str):
            continue
        place = Place(where, column=name)
        if len(text) > MAX_CELL:
            yield Problem(
                "RRM-I026",
                place,
                msg("a text of {n} characters", n=len(text)),
                msg("at most {n} characters are read", n=MAX_CELL),
                msg("Shorten it."),
            )
        if any(category(sign) in ("Cc", "Cs") and sign not in "\n\t" for sign in text):
            yield Problem(
                "RRM-I003",
                place,
                msg("there is a control character in it, or a sign that is not UTF-8"),
                msg("texts are plain text in UTF-8"),
                msg("Type it again."),
            )


_USUAL = ("from", "to", "start", "end", "classes", "reason", "certainty", "reported_on", "source")


def _in_workbook(shown: str) -> Problem:
    return Problem(
        "RRM-I047",
        Place(shown),
        msg("the closures of this scenario stand in its workbook"),
        msg("reports are added to closures.csv alone"),
        msg("Write the row in that sheet, or move the sheet to closures.csv."),
    )


def _tree(text: str | Sequence[str]) -> Tree:
    return text if isinstance(text, str) else list(text)


def _no_class(name: str, where: str, classes: Collection[str]) -> Problem:
    return Problem(
        "RRM-I031",
        Place(where, column="classes"),
        msg('found "{value}"', value=quoted(name)),
        msg("the pack's vehicle classes: {names}", names=listed(tuple(classes))),
        did_you_mean(name, tuple(classes)),
    )


def _cells(closure: Closure) -> dict[str, str]:
    return {
        "from": closure.from_node,
        "to": closure.to_node,
        "start": "" if closure.start is None else closure.start.isoformat(),
        "end": "" if closure.end is None else closure.end.isoformat(),
        "classes": _LIST.join(closure.classes),
        "reason": closure.reason,
        "reason_fr": closure.reason_fr,
        "certainty": closure.certainty.value,
        "reported_on": "" if closure.reported_on is None else closure.reported_on.isoformat(),
        "source": closure.source,
    }


def _closures(data: bytes, shown: str) -> tuple[Placed[Closure], ...]:
    problems = ProblemList()
    read = read_table(_SPEC, csv_records(data, shown), shown, problems)
    if problems.has_errors:
        raise BadInput(problems.all())
    return tuple(
        Placed(row.value, row.place) for row in read.rows if isinstance(row.value, Closure)
    )


def _records(data: bytes, shown: str) -> tuple[Header, list[Record]]:
    """The header, and all rows as they stand, its own included."""
    records = list(csv_records(data, shown))
    columns = Columns((*_SPEC.columns, "remove"), _SPEC.required)
    header, _ = read_header(iter(records), columns, shown, ProblemList())
    assert header is not None, "the table was read before"
    return header, records


def _refuse_repeated(closure: Closure, rows: tuple[Placed[Closure], ...], shown: str) -> None:
    key = Placed(closure, Place(shown)).key(_SPEC)
    twin = next((row for row in rows if row.key(_SPEC) == key), None)
    if twin is not None:
        raise BadInput(
            [
                Problem(
                    "RRM-I032",
                    twin.place,
                    msg("this link is closed from that day for these classes already"),
                    msg("a link, first day and classes have one closure"),
                    msg("Edit that row, or state another first day."),
                )
            ]
        )


def _holds(closure: Closure, link: frozenset[str], when: date) -> bool:
    return (
        {closure.from_node, closure.to_node} == link
        and (closure.start is None or closure.start <= when)
        and (closure.end is None or when <= closure.end)
    )


def _padded(cells: list[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]


def _ended(data: bytes, end: str) -> bytes:
    return data if data.endswith((b"\n", b"\r")) else data + end.encode()


def _line_end(data: bytes) -> str:
    return "\r\n" if b"\r\n" in data else "\n"


def _text(rows: list[list[str]], separator: str, end: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    return out.getvalue()
