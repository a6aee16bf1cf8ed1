"""Rows to CSV, byte by byte the same."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

Row = Mapping[str, object]


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """One table of the scenario: UTF-8, comma, line feeds; what a row lacks stays empty."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)


def number(value: float) -> str:
    """A number as people write it: no exponent, no trailing zeros, at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def degrees(value: float) -> str:
    """A coordinate to 5 decimals, about a metre."""
    return f"{value:.5f}"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return number(value)
    return str(value)
