"""The XLSForm behind a foreign file: what its questions and options are called in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rrm.intake.input_folder import InputFolder
from rrm.intake.workbook_records import Workbook
from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem

_MAX_BYTES = 50_000_000
_SURVEY, _CHOICES = "survey", "choices"


@dataclass(frozen=True, slots=True)
class ForeignForm:
    """Labels by question, and by question the labels of its options, in whatever languages."""

    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    def labels_of(self, column: str) -> tuple[str, ...]:
        """What a column's question is called; groups before the name don't count."""
        return self.labels.get(column) or self.labels.get(column.rpartition("/")[2], ())

    def option_labels(self, column: str, answer: str) -> tuple[str, ...]:
        """What an answer is called."""
        options = self.options.get(column) or self.options.get(column.rpartition("/")[2], {})
        return options.get(answer.strip(), ())


def read_foreign_form(path: Path) -> ForeignForm:
    """The labels of an XLSForm; raises BadInput where it is none."""
    full = path.resolve()
    folder = InputFolder(full.parent)
    shown = folder.shown(full)
    book = Workbook(folder.read(full, _MAX_BYTES), shown)
    if _SURVEY not in book.sheets:
        raise BadInput([_no_form(shown)])
    lists: dict[str, dict[str, tuple[str, ...]]] = {}
    if _CHOICES in book.sheets:
        for row in _rows(book, _CHOICES):
            options = lists.setdefault(row.get("list_name") or row.get("list name", ""), {})
            options[row.get("name", "")] = _labels(row)
    labels: dict[str, tuple[str, ...]] = {}
    options_of: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in _rows(book, _SURVEY):
        name = row.get("name", "")
        if name and name not in labels:
            labels[name] = _labels(row)
            kind, _, list_name = row.get("type", "").partition(" ")
            if kind.startswith("select"):
                options_of[name] = lists.get(list_name.split(" ")[0], {})
    return ForeignForm(labels, options_of)


def _rows(book: Workbook, sheet: str) -> Iterator[dict[str, str]]:
    """A sheet's rows by column, names and cells trimmed."""
    records = book.records(sheet)
    _, header = next(records, (0, []))
    names = [name.strip().casefold() for name in header]
    for _, cells in records:
        yield {
            name: cell.strip()
            for name, cell in zip(names, cells, strict=False)
            if name and cell.strip()
        }


def _labels(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(text for name, text in row.items() if name.split("::")[0] == "label")


def _no_form(shown: str) -> Problem:
    return Problem(
        "RRM-I090",
        Place(shown),
        msg('there is no sheet "survey"'),
        msg("an XLSForm is needed, with the sheets survey and choices"),
        msg("Download the form from the collection tool as XLSForm."),
    )
