"""Laws of reading tables: what was written is read, and nothing but BadInput comes of the rest."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rrm.intake.assessment import read_assessment
from rrm.intake.csv_records import csv_records
from rrm.intake.problem_list import ProblemList
from rrm.intake.scenario_tables import TABLES
from rrm.intake.table import read_table
from rrm.intake.workbook_records import Workbook
from rrm.intake.yaml_source import read_yaml
from rrm.model.form import Form
from rrm.model.problem import BadInput
from tests.builders import PACK_FILES

FORM = Form.model_validate(read_yaml(PACK_FILES["form.yaml"].encode(), "form.yaml"))
SITES = [("A", "idp"), ("B", "host")]

CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=["C"]) | st.sampled_from('\n,;"\t'), max_size=15
)
ID = st.text("abzAZ09é", min_size=1, max_size=8)
SITE = st.fixed_dictionaries({
    "site_id": ID,
    "name": CELL.map(str.strip).filter(bool),
    "lat": st.floats(-90, 90).map(str),
    "lon": st.integers(-180, 180).map(str),
    "households": st.integers(0, 100_000).map(str),
    "people": st.integers(0, 100_000_000).map(str),
    "group": st.sampled_from(["idp", "refugee", "returnee", "host"]),
    "node": ID,
})  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(SITE, min_size=1, max_size=6, unique_by=lambda site: (site["site_id"], site["group"])),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
    st.permutations((*TABLES["sites"].required, "node")),
)
def test_what_was_written_is_what_is_read(sites, separator, line_end, has_mark, columns):
    text = io.StringIO()
    writer = csv.DictWriter(
        text, columns, delimiter=separator, lineterminator=line_end, quoting=csv.QUOTE_ALL
    )
    writer.writeheader()
    writer.writerows(sites)
    data = text.getvalue().encode("utf-8-sig" if has_mark else "utf-8")
    problems = ProblemList()
    read = read_table(TABLES["sites"], csv_records(data, "sites.csv"), "sites.csv", problems)
    assert problems.all() == ()
    assert [row.place.row for row in read.rows] == list(range(2, len(sites) + 2))
    for row, site in zip(read.rows, sites, strict=True):
        assert {
            name: str(getattr(row.value, name))
            for name in ("site_id", "group", "node", "households")
        } == {name: site[name] for name in ("site_id", "group", "node", "households")}
        assert row.value.name == site["name"]  # type: ignore[attr-defined]
        assert row.value.lat == float(site["lat"])  # type: ignore[attr-defined]


CSV_LIKE = st.lists(
    st.sampled_from(["site_id", "group", "household_size", "#loc+code", "remove", "from", "A", "idp", "5", '"', ",", ";", "\n", "\r", "\t", " ", "é", "\ufeff", "1,5", "yes", "priority_needs/water", "gps", "x" * 50]),
    max_size=40,
).map("".join)  # fmt: skip


def read_everything(data: bytes) -> None:
    for spec in TABLES.values():
        problems = ProblemList()
        with suppress(BadInput):
            read_table(spec, csv_records(data, "t.csv"), "t.csv", problems)
        for problem in problems.all():
            assert problem.text("en") and problem.text("fr")
    problems = ProblemList()
    with suppress(BadInput):
        read_assessment(
            csv_records(data, "a.csv"), FORM, SITES, date(2022, 4, 18), "a.csv", problems
        )
    for problem in problems.all():
        assert problem.text("en") and problem.text("fr")


@settings(deadline=None)
@given(st.binary(max_size=120))
@example(b'"')
@example(b"\xef\xbb\xbf")
@example(b'site_id,group\n"A,idp\n')
def test_any_bytes_are_read_or_refused(data: bytes):
    read_everything(data)


@settings(deadline=None)
@given(CSV_LIKE)
def test_any_text_is_read_or_refused(text: str):
    read_everything(text.encode())


@settings(deadline=None)
@given(st.lists(st.tuples(*[CELL] * 10), max_size=5))
def test_any_answers_are_read_or_refused_and_personal_ones_never_shown(rows):
    names = [name for name in FORM.questions if name != "head_of_household_name"]
    secret = "Fatimata Walet"
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["site_id", "group", "head_of_household_name", *names])
    writer.writerows(["A", "idp", secret, *cells[: len(names)]] for cells in rows)
    problems = ProblemList()
    read = read_assessment(
        csv_records(text.getvalue().encode(), "a.csv"), FORM, SITES, None, "a.csv", problems
    )
    assert len(read) == len(rows)
    for column in read.columns.values():
        assert (column.values[~column.known] == 0).all()
    assert not any(secret in problem.text() for problem in problems.all())


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_for_a_workbook_are_refused(data: bytes):
    with pytest.raises(BadInput):
        Workbook(b"PK\x03\x04" + data, "scenario.xlsx")
