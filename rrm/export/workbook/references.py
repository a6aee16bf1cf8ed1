"""How a formula names cells of another sheet: by letters, row numbers and the sheet's name.

Nothing that somebody typed into a table gets into a formula.
"""

from __future__ import annotations

from dataclasses import dataclass

from rrm.export.workbook.sheet import Sheet

QUANTITY_DIGITS = 3
"""Decimals to which sums are rounded in a formula: floats added up drift, figures don't."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A sheet under the name that it got in its workbook."""

    sheet: Sheet
    name: str

    def cells(self, key: str) -> str:
        """The cells of a column below its heading: 'By site'!$E$2:$E$40."""
        letter = column_letter(self._place(key))
        return f"'{self.name}'!${letter}$2:${letter}${len(self.sheet.rows) + 1}"

    def sum_of(self, key: str) -> str:
        """A formula for the sum of a column; empty where the sheet has no rows."""
        return f"=ROUND(SUM({self.cells(key)}),{QUANTITY_DIGITS})" if self.sheet.rows else ""

    def count(self, key: str) -> str:
        """A formula for the number of rows that have anything in a column; empty as above."""
        return f"=COUNTA({self.cells(key)})" if self.sheet.rows else ""

    def sum_where(self, key: str, equal: dict[str, str]) -> str:
        """A formula for the sum of a column over rows whose cells are those of others, letter by
        letter. equal: by key of a column the cell that it equals, as `$A{row}`.
        """
        # SUMIFS would read an item called `>5` as a condition, and = takes Kit for KIT.
        tests = "*".join(f"EXACT({self.cells(of)},{cell})" for of, cell in equal.items())
        return f"=ROUND(SUMPRODUCT({tests}*{self.cells(key)}),{QUANTITY_DIGITS})"

    def count_where(self, equal: dict[str, str]) -> str:
        """A formula for the number of such rows."""
        tests = "*".join(f"EXACT({self.cells(of)},{cell})" for of, cell in equal.items())
        return f"=SUMPRODUCT({tests}*1)"

    def _place(self, key: str) -> int:
        return next(at for at, column in enumerate(self.sheet.columns) if column.key == key)


def column_letter(place: int) -> str:
    """A column's letters, A for the first."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
