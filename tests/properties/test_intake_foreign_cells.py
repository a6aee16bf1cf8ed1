"""Laws of foreign tables: every dialect leads back to the same answers, and nothing is guessed."""

from __future__ import annotations

import csv
import io
import math
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.intake.answers import Answers
from rrm.intake.foreign.source_tables import SourceTable
from rrm.model.form import Question
from tests.intake.foreign.reading import (
    DATE,
    MISSING,
    NEEDS,
    NUMBER,
    SHELTER,
    TRUTH,
    WHOLE,
    Opened,
    opened,
    read,
    read_options,
)

QUESTIONS = {
    "size": WHOLE, "litres": NUMBER, "arrived": DATE, "cash": TRUTH, "shelter": SHELTER,
    "needs": NEEDS,
}  # fmt: skip


@dataclass(frozen=True)
class Dialect:
    """How a program writes a table."""

    separator: str
    codec: str
    decimal: str
    thousands: str
    order: str
    language: str | None
    truths: tuple[str, str]
    joint: str | None


DIALECTS = st.builds(
    Dialect,
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.sampled_from(".,"),
    st.sampled_from(["", " ", "\u00a0", "\u202f", "mark"]),
    st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y-%m-%dT10:00:00+02:00"]),
    st.sampled_from([None, "en", "fr"]),
    st.sampled_from(
        [("yes", "no"), ("Oui", "Non"), ("1", "0"), ("TRUE", "FALSE"), ("vrai", "faux")]
    ),
    st.sampled_from([" ", "; ", ";", ", ", " | ", None]),
).filter(lambda one: one.codec != "cp1252" or one.thousands != "\u202f")

AMOUNT = st.decimals(0, 2_000_000, places=2, allow_nan=False).map(
    lambda value: f"{value.normalize():f}"
)
ANSWERS = st.fixed_dictionaries({
    "size": st.integers(0, 2000).map(str) | st.just(""),
    "litres": AMOUNT | st.just(""),
    "arrived": st.dates(date(1990, 1, 1), date(2040, 1, 1)).map(date.isoformat) | st.just(""),
    "cash": st.sampled_from(["yes", "no", ""]),
    "shelter": st.sampled_from([*SHELTER.choices, ""]),
    "needs": st.sets(st.sampled_from(list(NEEDS.choices))).map(
        lambda some: " ".join(one for one in NEEDS.choices if one in some)
    ),
})  # fmt: skip

PROOF = {
    "size": "1001", "litres": "1234.5", "arrived": "2022-04-25", "cash": "yes", "shelter": "none",
    "needs": "water",
}  # fmt: skip
"""Answers that tell one dialect from another: decimals, a thousand and one, a day above 12."""


def _number(text: str, dialect: Dialect) -> str:
    whole, _, fraction = text.partition(".")
    mark = "." if dialect.decimal == "," else ","
    sign = mark if dialect.thousands == "mark" else dialect.thousands
    grouped = f"{int(whole):,}".replace(",", sign)
    return grouped + (dialect.decimal + fraction if fraction else "")


def _label(question: Question, option: str, dialect: Dialect) -> str:
    return question.choices[option][dialect.language] if dialect.language else option


def _written(row: dict[str, str], dialect: Dialect) -> dict[str, str]:
    cells = {name: text for name, text in row.items() if name != "needs"}
    # A point in a whole number is never taken for a sign between thousands without a declaration.
    has_points = dialect.thousands == "mark" and dialect.decimal == ","
    cells["size"] = _number(row["size"], dialect) if row["size"] and not has_points else row["size"]
    cells["litres"] = _number(row["litres"], dialect) if row["litres"] else ""
    if row["arrived"]:
        cells["arrived"] = date.fromisoformat(row["arrived"]).strftime(dialect.order)
    if row["cash"]:
        cells["cash"] = dialect.truths[row["cash"] == "no"]
    if row["shelter"]:
        cells["shelter"] = _label(SHELTER, row["shelter"], dialect)
    chosen = row["needs"].split()
    if dialect.joint is not None:
        cells["needs"] = dialect.joint.join(_label(NEEDS, one, dialect) for one in chosen)
        return cells
    for option in NEEDS.choices:
        truth = dialect.truths[option not in chosen] if chosen else ""
        cells[f"needs/{_label(NEEDS, option, dialect)}"] = truth
    return cells


def _file(rows: list[dict[str, str]], dialect: Dialect) -> bytes:
    cells = [_written(row, dialect) for row in rows]
    text = io.StringIO()
    writer = csv.DictWriter(text, ["numéro", *cells[0]], delimiter=dialect.separator)
    writer.writeheader()
    writer.writerows({"numéro": number, **row} for number, row in enumerate(cells, 1))
    return text.getvalue().encode(dialect.codec)


def _opened(data: bytes, name: str = "export.csv") -> Opened:
    with tempfile.TemporaryDirectory() as folder:
        return opened(Path(folder) / name, data)


def _columns(table: SourceTable) -> dict[str, tuple[str, ...]]:
    return dict(zip(table.header, table.columns, strict=True))


@settings(deadline=None, max_examples=150)
@given(st.lists(ANSWERS, max_size=6), DIALECTS)
def test_every_dialect_leads_back_to_the_same_answers(answers, dialect):
    rows = [PROOF, *answers]
    columns = _columns(_opened(_file(rows, dialect)).table)
    for name, question in QUESTIONS.items():
        if name in columns:
            outcome = read(question, *columns[name], column=name)
        else:
            prefix = f"{name}/"
            outcome = read_options(
                {
                    one.removeprefix(prefix): columns[one]
                    for one in columns
                    if one.startswith(prefix)
                }
            )
        assert (outcome.texts, outcome.errors) == (tuple(row[name] for row in rows), [])


UNDECIDED = st.from_regex(r"[1-9][0-9]{0,2},[0-9]{3}", fullmatch=True)


@given(st.lists(UNDECIDED, min_size=1, max_size=5), st.lists(st.sampled_from(["", "7", "12", "-"])))
def test_numbers_that_can_be_meant_two_ways_are_never_read(undecided, others):
    outcome = read(NUMBER, *undecided, *others)
    assert outcome.texts[: len(undecided)] == ("",) * len(undecided)
    assert outcome.errors == ["RRM-I072"]


LOW = st.integers(1, 12)
UNDECIDED_DAYS = st.tuples(LOW, LOW, st.integers(1990, 2040)).filter(lambda one: one[0] != one[1])


@given(st.lists(UNDECIDED_DAYS, min_size=1, max_size=5), st.sampled_from("/-."))
def test_dates_that_can_be_meant_two_ways_are_never_read(days, sign):
    outcome = read(DATE, *(sign.join(map(str, day)) for day in days), "2022-04-25")
    assert outcome.texts == (*("",) * len(days), "2022-04-25")
    assert outcome.errors == ["RRM-I073"]


ANY_CELL = (
    st.text(max_size=12)
    | st.from_regex(r"[-+'’]?[0-9]{1,4}([.,  ][0-9]{1,3}){0,3}([eE][0-9]{1,3})?", fullmatch=True)
    | st.from_regex(
        r"[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{2,4}( [0-9]{2}:[0-9]{2})?", fullmatch=True
    )
    | st.lists(
        st.sampled_from(["water", "food", "Eau de boisson", "river, pond or canal", "n/a", "x"]),
        max_size=4,
    ).map(" ".join)
    | st.sampled_from(["Oui", "TRUE", "none", "en plein air", "99", "-999", "-", "1.0"])
)


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(list(QUESTIONS.values())), st.lists(ANY_CELL, min_size=1, max_size=8))
def test_whatever_is_read_otherwise_than_the_assessment_would_is_told(question, cells):
    outcome = read(question, *cells)
    strict, after = Answers(question, MISSING), Answers(question, ())
    before = strict.values_of(cells)
    values = after.values_of(list(outcome.texts))
    for cell, text, old, new in zip(cells, outcome.texts, before, values, strict=True):
        assert text not in after.faults or not after.faults[text].is_error
        is_same = old == new or (math.isnan(old) and math.isnan(new))
        was_refused = cell in strict.faults and strict.faults[cell].is_error
        if not is_same or (was_refused and text == ""):
            assert outcome.changes or outcome.problems
        if was_refused and text == "" and cell.strip():
            assert outcome.errors or any("not known" in one for one in outcome.changed)


@settings(deadline=None, max_examples=300)
@given(
    st.binary(max_size=200)
    | st.text(st.sampled_from('ab1,;\t|"\n#é+\ufeff='), max_size=80).map(str.encode),
    st.sampled_from(["a.csv", "a.xlsx", "a.txt", "a.TSV"]),
)
def test_no_file_leads_to_more_than_problems(data, name):
    found = _opened(data, name)
    for table in found.tables:
        assert len(table.header) == len(table.tags) == len(table.columns)
        assert all(len(column) == len(table.numbers) for column in table.columns)
