"""Laws of rosters: what belongs to whom hangs on ids alone, never on the order of rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.intake.assessment import read_assessment
from rrm.intake.csv_records import csv_records
from rrm.intake.interviews import TableSource
from rrm.intake.problem_list import ProblemList
from rrm.intake.yaml_source import read_yaml
from rrm.model.form import Assessment, Form
from rrm.model.problem import BadInput
from tests.intake.rosters import FORM as FORM_TEXT

FORM = Form.model_validate(read_yaml(FORM_TEXT.encode(), "form.yaml"))
SITES = [("A", "idp"), ("B", "host")]
Household = tuple[str, str, int]
Member = tuple[str, str, int]


def csv_of(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()


def read(households: list[Household], members: bytes, problems: ProblemList) -> Assessment:
    group_of = dict(SITES)
    rows = [(site, group_of[site], name, size) for site, name, size in households]
    table = csv_of(["site_id", "group", "household_id", "household_size"], rows)
    source = TableSource("members.csv", lambda: csv_records(members, "members.csv"))
    return read_assessment(
        csv_records(table, "a.csv"), FORM, SITES, None, "a.csv", problems, {"members": source}
    )


def who_has_whom(assessment: Assessment) -> dict[tuple[str, float], list[float]]:
    """Ages by household, told by its site and its size."""
    rows = assessment.rosters["members"]
    size = assessment.columns["household_size"].values
    found: dict[tuple[str, float], list[float]] = {}
    for household, age in zip(rows.households, rows.columns["age_years"].values, strict=True):
        key = (assessment.site_ids[household], float(size[household]))
        found.setdefault(key, []).append(float(age))
    return {key: sorted(ages) for key, ages in found.items()}


@st.composite
def households_with_members(draw: st.DrawFn) -> tuple[list[Household], list[Member]]:
    """Households told apart by site and id, each of its own size, and members of some of them."""
    keys = draw(
        st.lists(
            st.tuples(st.sampled_from("AB"), st.text("ab19é", min_size=1, max_size=3)),
            min_size=1,
            max_size=8,
            unique=True,
        )
    )
    households = [(site, name, size) for size, (site, name) in enumerate(keys, 1)]
    members = draw(st.lists(st.tuples(st.sampled_from(keys), st.integers(0, 100)), max_size=20))
    return households, [(site, name, age) for (site, name), age in members]


@settings(deadline=None)
@given(households_with_members(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_of_households_changes_nothing(data, random):
    households, members = data
    columns = ["site_id", "household_id", "age_years"]
    before = who_has_whom(read(households, csv_of(columns, members), ProblemList()))
    shuffled, moved = list(members), list(households)
    random.shuffle(shuffled)
    random.shuffle(moved)
    assert who_has_whom(read(moved, csv_of(columns, shuffled), ProblemList())) == before
    sizes = {(site, name): float(size) for site, name, size in households}
    expected: dict[tuple[str, float], list[float]] = {}
    for site, name, age in sorted(members, key=lambda member: member[2]):
        expected.setdefault((site, sizes[site, name]), []).append(float(age))
    assert before == expected


@settings(deadline=None)
@given(households_with_members())
def test_rows_of_a_household_stand_together_and_as_they_stood(data):
    households, members = data
    problems = ProblemList()
    read_rows = read(
        households,
        csv_of(
            ["household_id", "site_id", "age_years"],
            [(name, site, age) for site, name, age in members],
        ),
        problems,
    ).rosters["members"]
    assert not problems.has_errors
    assert (read_rows.households[1:] >= read_rows.households[:-1]).all()
    positions = {(site, name): at for at, (site, name, _) in enumerate(households)}
    expected = sorted(
        ((positions[site, name], number, age) for number, (site, name, age) in enumerate(members)),
    )
    assert read_rows.households.tolist() == [at for at, _, _ in expected]
    assert read_rows.columns["age_years"].values.tolist() == [age for _, _, age in expected]


@settings(deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(
                ["household_id", "site_id", "age_years", "works", "A", "B", "a1", "", "7", "-1",
                 "field", "Fatimata", '"', "member_name", "works/field"]
            ),
            max_size=4,
        ).map(",".join),
        max_size=6,
    ).map("\n".join)
)  # fmt: skip
def test_any_text_for_a_roster_is_read_or_refused(text: str):
    problems = ProblemList()
    with suppress(BadInput):
        read([("A", "a1", 1), ("B", "a1", 2), ("B", "b", 3)], text.encode(), problems)
    for problem in problems.all():
        assert problem.text("en") and problem.text("fr")
