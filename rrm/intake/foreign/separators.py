"""What stands between the cells of a foreign CSV file, as its rows prove it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from rrm.intake.hxl_tags import is_tag
from rrm.intake.wording import listed, quoted
from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
"""Separators that may be declared, by name; the sign itself does as well."""

_ROWS_LOOKED_AT = 200
TAGS_WITHIN = 25
"""Rows in which HXL tags are looked for. Source: HXL standard 1.1, identifying tag rows."""

_CHARACTERS_LOOKED_AT = 500_000
_SAID = re.compile(rb"(?:\xef\xbb\xbf)?sep=([,;\t|])\r?\n")


def separator_of(
    data: bytes, shown: str, declared: str | None, header_row: int | None = None
) -> tuple[bytes, str]:
    """The bytes with a line `sep=;` blanked, and the sign between the cells.

    A separator is proven where it divides the row of names and each row after it into as many
    cells, or divides a row of HXL tags. Raises BadInput where several do, or none does.
    """
    said = _SAID.match(data)
    if said is not None:
        # The line stays as a blank one, so that rows are counted as a spreadsheet shows them.
        data = b"\n" + data[said.end() :]
    if declared is not None:
        return data, _known(declared, shown)
    if said is not None:
        return data, said[1].decode("ascii")
    text = data[:_CHARACTERS_LOOKED_AT].decode("utf-8", "ignore").removeprefix("\ufeff")
    is_whole = len(data) <= _CHARACTERS_LOOKED_AT
    first = {sign: _first_rows(text, sign, is_whole, header_row) for sign in SEPARATORS.values()}
    tagged = [sign for sign, rows in first.items() if any(map(_are_tags, rows[:TAGS_WITHIN]))]
    if len(tagged) == 1:
        return data, tagged[0]
    return data, _proven({sign: [len(row) for row in rows] for sign, rows in first.items()}, shown)


def _known(declared: str, shown: str) -> str:
    if declared in SEPARATORS.values():
        return declared
    sign = SEPARATORS.get(declared.strip().casefold())
    if sign is None:
        raise BadInput(
            [
                Problem(
                    "RRM-I071",
                    Place(shown),
                    msg('unknown separator "{name}"', name=quoted(declared)),
                    msg("one of these is needed: {names}", names=listed(SEPARATORS)),
                    msg("Declare one of them, or none where the file proves it."),
                )
            ]
        )
    return sign


def _first_rows(text: str, sign: str, is_whole: bool, header_row: int | None) -> list[list[str]]:
    """The first rows that aren't blank; the last one of a text cut off is left out."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, skipinitialspace=True)
    from_row = islice(_lenient(reader), max(header_row or 1, 1) - 1, None)
    rows = [cells for cells in islice(from_row, _ROWS_LOOKED_AT + 1) if any(cells)]
    return rows[:-1] if len(rows) > _ROWS_LOOKED_AT or not is_whole else rows


def _lenient(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error:  # a cell beyond what is read; reading proper tells it
        return


def _are_tags(cells: list[str]) -> bool:
    given = [cell for cell in cells if cell.strip()]
    return len(given) > 1 and all(map(is_tag, given))


def _proven(widths: dict[str, list[int]], shown: str) -> str:
    dividing = {sign: rows for sign, rows in widths.items() if max(rows, default=1) > 1}
    if not dividing:
        return ","
    even = [sign for sign, rows in dividing.items() if _is_even(rows)]
    if even:
        # A name may hold the odd comma, but no table has names that hold more signs than it has
        # columns, and the same number of them in each row.
        widest, *others = sorted(even, key=lambda sign: -widths[sign][0])
        if all(widths[widest][0] >= 2 * widths[sign][0] for sign in others):
            return widest
    in_header = [sign for sign, rows in dividing.items() if rows[0] > 1]
    if not even and len(in_header) == 1:
        return in_header[0]
    raise BadInput([_not_told(even or list(dividing), shown)])


def _is_even(rows: list[int]) -> bool:
    return rows[0] > 1 and all(width == rows[0] for width in rows)


def _not_told(signs: list[str], shown: str) -> Problem:
    names = [name for name, sign in SEPARATORS.items() if sign in signs]
    return Problem(
        "RRM-I071",
        Place(shown),
        msg("what separates the cells can't be told: {names}", names=listed(names)),
        msg("one separator divides every row into as many cells"),
        msg("Declare the separator, and the row of the column names if it isn't the first."),
    )
