"""Filled forms as KoboToolbox exports them, in the variants that people choose from.

Source: exports of KoboToolbox as its manual and its public formpack library describe them. With
labels, headers and answers are both in that language; a repeat is a sheet (a file, in CSV) of its
own whose rows lead to their interview by `_parent_index` and `_submission__uuid`.
"""

from __future__ import annotations

import csv
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from tests.export.xlsform.filled import Entry, Record, SeenForm

Cell = str | int | float | date | None


@dataclass(frozen=True)
class Variant:
    """How an export is asked for.

    language: of headers and answers, as the form names it; None for XML names.
    groups: whether names of groups stand before those of questions, with `mark` between.
    several: how a multiple choice is told: in one column, a column an option, or both.
    typed: whether numbers and days are such in the workbook, rather than text.
    """

    file: Literal["xlsx", "csv"] = "xlsx"
    separator: str = ";"
    language: str | None = None
    groups: bool = False
    mark: str = "/"
    several: Literal["one", "many", "both"] = "both"
    typed: bool = True


def export(form: SeenForm, records: Sequence[Record], variant: Variant, folder: Path) -> list[Path]:
    """The files of an export, the one with the interviews first."""
    submissions = [_Submission(number, form) for number in range(1, len(records) + 1)]
    main = _household_table(form, records, submissions, variant)
    tables = {form.form_id[:31]: main}
    for name, entries in form.repeats.items():
        tables[name] = _repeat_table(name, entries, form, records, submissions, variant)
    if variant.file == "xlsx":
        return [_workbook(tables, folder / "export.xlsx")]
    return [_csv(rows, folder / f"{name}.csv", variant.separator) for name, rows in tables.items()]


class _Submission:
    """What the server adds to an interview."""

    def __init__(self, number: int, form: SeenForm) -> None:
        self.index = number
        self.id = 41_000_000 + number
        self.uuid = str(uuid.uuid5(uuid.NAMESPACE_OID, f"{form.form_id}-{number}"))
        self.time = datetime(2022, 4, 18, 9, number % 60).isoformat()
        self.version = form.version


Rows = list[list[Cell]]


def _household_table(
    form: SeenForm, records: Sequence[Record], submissions: Sequence[_Submission], variant: Variant
) -> Rows:
    header = [*_headers(form.entries, variant)]
    server = ("_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status",
              "_submitted_by", "__version__", "_tags", "_index")  # fmt: skip
    rows: Rows = [[*header, *server]]
    for record, sent in zip(records, submissions, strict=True):
        added = [sent.id, sent.uuid, sent.time, None, None, "submitted_via_web", None,
                 sent.version, None, sent.index]  # fmt: skip
        rows.append([*_cells(form.entries, record.answers, variant), *added])
    return rows


def _repeat_table(
    name: str,
    entries: tuple[Entry, ...],
    form: SeenForm,
    records: Sequence[Record],
    submissions: Sequence[_Submission],
    variant: Variant,
) -> Rows:
    server = ("_index", "_parent_table_name", "_parent_index", "_submission__id",
              "_submission__uuid", "_submission__submission_time",
              "_submission__validation_status", "_submission__status")  # fmt: skip
    rows: Rows = [[*_headers(entries, variant), *server]]
    for record, sent in zip(records, submissions, strict=True):
        for answers in record.rows.get(name, ()):
            added = [len(rows), form.form_id[:31], sent.index, sent.id, sent.uuid, sent.time,
                     None, "submitted_via_web"]  # fmt: skip
            rows.append([*_cells(entries, answers, variant), *added])
    return rows


def _headers(entries: Sequence[Entry], variant: Variant) -> Iterator[str]:
    for entry in entries:
        name = _header(entry, variant)
        if entry.type != "select all that apply":
            yield name
            continue
        if variant.several in ("one", "both"):
            yield name
        if variant.several in ("many", "both"):
            for option, labels in entry.choices:
                yield f"{name}{variant.mark}{_said(option, labels, variant)}"


def _header(entry: Entry, variant: Variant) -> str:
    own = _said(entry.name, entry.labels, variant)
    if not variant.groups:
        return own
    return variant.mark.join((*(_said(*group, variant) for group in entry.groups), own))


def _said(name: str, labels: object, variant: Variant) -> str:
    """A name, or its label; what has no label goes by its name."""
    words = labels.get(variant.language) if isinstance(labels, dict) and variant.language else None
    return str(words or name)


def _cells(entries: Sequence[Entry], answers: object, variant: Variant) -> Iterator[Cell]:
    assert isinstance(answers, dict)
    for entry in entries:
        answer = answers[entry.name]
        if entry.type == "select all that apply":
            yield from _several(entry, answer, variant)
        elif entry.type == "select one" and answer:
            yield _said(answer, dict(entry.choices)[answer], variant)
        else:
            yield _typed(entry, answer, variant)


def _several(entry: Entry, answer: str, variant: Variant) -> Iterator[Cell]:
    chosen = answer.split()
    if variant.several in ("one", "both"):
        labels = dict(entry.choices)
        yield " ".join(_said(one, labels[one], variant) for one in chosen) or None
    if variant.several in ("many", "both"):
        for option, _ in entry.choices:
            yield (1 if option in chosen else 0) if chosen else None


def _typed(entry: Entry, answer: str, variant: Variant) -> Cell:
    if not answer or not variant.typed or variant.file == "csv":
        return answer or None
    match entry.type:
        case "integer":
            return int(answer)
        case "decimal":
            return float(answer)
        case "date" | "today":
            return date.fromisoformat(answer)
        case _:
            return answer


def _workbook(tables: dict[str, Rows], path: Path) -> Path:
    from xlsxwriter import Workbook

    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with Workbook(str(path), options) as workbook:
        days = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in tables.items():
            page = workbook.add_worksheet(name)
            for at, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if isinstance(cell, date):
                        page.write_datetime(at, place, datetime(*cell.timetuple()[:3]), days)
                    elif isinstance(cell, int | float):
                        page.write_number(at, place, cell)
                    elif cell is not None:
                        page.write_string(at, place, cell)
    return path


def _csv(rows: Rows, path: Path, separator: str) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL)
        writer.writerows([["" if cell is None else cell for cell in row] for row in rows])
    return path
