"""What leaves the organisation: no count below the minimum, and nothing from which one follows."""

from dataclasses import fields, is_dataclass, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.export.formats import FORMATS, Circle
from rrm.export.names import Names
from rrm.export.published import PeopleByGrade, Stamp
from rrm.export.sharing import SharedPlan, shared_plan, stamp_words
from rrm.export.sharing.cases import tells_of_few
from rrm.export.sharing.counts import shared_counts
from rrm.export.small_cells import Cell, Shown
from rrm.model.language import Message, msg
from tests.export.published.test_published_plan import published
from tests.export.sharing.few import DUE, RULES, plan_of
from tests.properties.test_export_small_cells import could_be

GROUPS = ("idp", "refugee", "returnee", "host")


def leaves(value, path=()):
    """Everything that a value holds, with the fields that lead there; names and marks apart."""
    if isinstance(value, Names | Stamp):
        return
    if is_dataclass(value) and not isinstance(value, Message | Shown):
        for one in fields(value):
            yield from leaves(getattr(value, one.name), (*path, one.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from leaves(one, path)
    else:
        yield path, value


def shown_counts(plan):
    return [value.count for _, value in leaves(plan)
            if isinstance(value, Shown) and value.count is not None]  # fmt: skip


@st.composite
def worlds(draw):
    count = st.one_of(st.integers(0, 8), st.integers(0, 40))
    groups, cases = [], []
    for at in range(draw(st.integers(1, 5))):
        commune = f"ML08010{draw(st.integers(0, 2))}"
        for group in draw(st.lists(st.sampled_from(GROUPS), unique=True, min_size=1, max_size=3)):
            households = draw(count)
            groups.append((commune, f"s{at}", group, households, draw(st.integers(0, households))))
            if draw(st.booleans()):
                cases.append(
                    (draw(st.sampled_from(("wash", "ICLA"))), f"s{at}", group, draw(count))
                )
    return plan_of(groups, cases)


@settings(max_examples=40, deadline=None)
@given(worlds())
def test_no_count_below_the_minimum_is_shown(plan):
    shared = shared_plan(plan, RULES)
    assert [count for count in shown_counts(shared) if 0 < count < 5] == []
    for case in shared.cases:
        assert [one for one in case.relief if one.planned is not None and 0 < one.planned < 5] == []


@settings(max_examples=15, deadline=None)
@given(worlds())
def test_no_small_count_can_be_worked_out_from_what_is_shown(plan):
    counts = shared_counts(plan, RULES)
    tables = [
        *(("people", table, counts.hides_communes) for table in counts.people.values()),
        *(("item nfi_kit", table, counts.hides_communes)
          for table in counts.items["nfi_kit"].values()),
        *((" ".join(name), table, counts.hides_cases) for name, table in counts.cases.items()),
    ]  # fmt: skip
    for subject, table, hides in tables:
        cells = [Cell(*key, count) for key, count in table.items()]
        hidden = hides.by_subject[subject] | hides.everywhere
        for key, count in table.items():
            if key in hidden:
                most = could_be(cells, hidden, key, 1)
                assert most >= 5 if 0 < count < 5 else most > count


@settings(max_examples=15, deadline=None)
@given(worlds())
def test_what_is_hidden_of_a_group_in_one_table_is_hidden_in_all(plan):
    shared = shared_plan(plan, RULES)
    hidden = {(one.adm3, one.group) for one in shared.communes if one.people.count is None}
    for one in shared.communes:
        counts = (one.households, one.people, one.people_in_need, one.reached)
        assert len({count.count is None for count in counts}) == 1
    for one in shared.activities:
        assert ((one.adm3, one.group) in hidden) == (one.targeted.count is None)
        assert ((one.adm3, one.group) in hidden) == (one.reached.count is None)
    for case in shared.cases:
        if (case.adm3, case.group) in hidden:
            assert all(one.planned is None for one in case.relief)


LARGE = [("ML080101", "s1", "idp", 60, 30), ("ML080102", "s2", "idp", 40, 40),
         ("ML080101", "s1", "host", 90, 0), ("ML080102", "s2", "host", 70, 7)]  # fmt: skip


def test_nothing_is_hidden_where_all_are_many_and_zero_is_shown():
    shared = shared_plan(plan_of(LARGE, [("wash", "s1", "idp", 60)]), RULES)
    assert shared.hidden == 0
    assert [one.reached.count for one in shared.communes] == [0, 30, 7, 40]
    assert shared.totals.households.count == 260 and shared.totals.items[0].delivered == 77
    assert shared.cases[0].caseload.count == 60 and shared.cases[0].evidence is not None


def test_one_small_group_takes_its_neighbours_along_and_all_hidden_ones_read_alike():
    few = [(*LARGE[0][:3], 3, 3), *LARGE[1:]]
    shared = shared_plan(plan_of(few), RULES)
    hidden = [one for one in shared.communes if one.households.count is None]
    assert len(hidden) == 4 and shared.hidden > 0
    assert {one.households.text("en") for one in hidden} == {"–"}
    assert {one.severity for one in hidden} == {0}


def test_where_a_commune_has_one_site_a_case_is_hidden_with_the_commune():
    few = [(*LARGE[0][:3], 3, 3), *LARGE[1:]]
    shared = shared_plan(plan_of(few, [("wash", site, group, 50) for _, site, group, *_ in few]),
                         RULES)  # fmt: skip
    assert {case.caseload.count for case in shared.cases} == {None}
    assert {case.evidence for case in shared.cases} == {None}


def test_relief_at_one_site_does_not_give_away_that_at_another_of_the_commune():
    groups = [("ML080101", "s1", "idp", 60, 47), ("ML080101", "s2", "idp", 40, 3),
              ("ML080102", "s3", "idp", 80, 60)]  # fmt: skip
    shared = shared_plan(plan_of(groups, [("wash", "s1", "idp", 60), ("wash", "s3", "idp", 80)]),
                         RULES)  # fmt: skip
    assert [case.relief[0].planned for case in shared.cases] == [None, 60]


def test_what_does_not_come_for_few_households_is_told_without_figures():
    plan = plan_of(LARGE)
    line = published().unmet[0]
    unmet = (replace(line, item="nfi_kit", households=3, reason_code="no_access", quantity=3.0),
             replace(line, item="nfi_kit", households=90, reason_code="out_of_stock"))  # fmt: skip
    shared = shared_plan(replace(plan, unmet=unmet), RULES)
    assert [(one.households.count, one.quantity) for one in shared.unmet] == [(None, None)] * 2
    assert shared.totals.items[0].delivered is None


def test_a_shared_plan_has_no_place_day_vehicle_or_depot():
    plan = published()
    shared = shared_plan(replace(plan, sites=tuple(
        replace(line, lat=15.123457, lon=0.987654) for line in plan.sites)), RULES)  # fmt: skip
    told = repr(shared)
    for secret in ("15.123457", "0.987654", "Town depot", "Rear depot", "pickup", "T01",
                   "Y34T-", "C1", "Town", "Well"):  # fmt: skip
        assert secret not in told, secret
    days = {path[-1] for path, value in leaves(shared) if isinstance(value, date)}
    assert days <= {"first_day", "last_day", "due"}


def test_reasons_say_nothing_that_the_plan_said_in_its_own_words():
    line = replace(published().unmet[0], reason=msg("depot Rear is empty"),
                   would_help=msg("a truck from Rear"), households=50)  # fmt: skip
    shared = shared_plan(replace(published(), unmet=(line,)), RULES)
    assert "Rear" not in repr(shared.unmet) + repr(shared.asked)


def test_confidence_is_not_told_where_a_grade_is_of_few_people():
    plan = plan_of(LARGE)
    stamp = replace(plan.stamp, confidence=(PeopleByGrade("A", 900), PeopleByGrade("D", 4)))
    shared = shared_plan(replace(plan, stamp=stamp), RULES)
    assert shared.stamp.confidence == ()
    words = stamp_words(shared.stamp, Circle.SHARED, RULES)
    assert "4" not in words.confidence.text("en") and "passed on" in words.circle.text("en")


def test_a_sentence_tells_of_few_where_its_figures_do():
    def said(share, n):
        return msg("{a}", a=(msg("{share} % of {n}", share=share, n=n),))

    assert tells_of_few(said(50, 4), 5) and tells_of_few(said(10, 30), 5)
    assert tells_of_few(said(90, 30), 5)
    assert not tells_of_few(said(50, 30), 5) and not tells_of_few(said(0, 30), 5)


def test_the_same_plan_hides_the_same():
    plan = plan_of([(*LARGE[0][:3], 3, 3), *LARGE[1:]], [("wash", "s1", "idp", 4)])
    assert shared_plan(plan, RULES) == shared_plan(plan, RULES)
    assert shared_plan(plan, RULES).cases[0].due == DUE


def test_nothing_is_shared_without_a_stamp():
    with pytest.raises(ValueError, match="stamp"):
        shared_plan(replace(published(), stamp=None), RULES)


def test_every_shared_document_is_made_from_a_shared_plan_alone():
    shared = shared_plan(plan_of(LARGE, [("wash", "s1", "idp", 60)]), RULES)
    assert isinstance(shared, SharedPlan)
    makers = [one for form in FORMATS.values() for one in form.documents]
    for maker in (one for one in makers if one.circle is Circle.SHARED and not one.lacking):
        assert maker.make(shared, ("en",)), maker.document
