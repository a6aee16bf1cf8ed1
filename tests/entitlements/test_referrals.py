"""What is handed to regular programmes: whom it counts, and by when."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rrm.intake import load_pack
from tests.entitlements.world import World
from tests.scoring.sites import tiny

SHELTER = tiny().pack.referrals["shelter"]


def referral(**changes: object):
    return {"shelter": SHELTER.model_copy(update=changes)}


def handed_over(**changes: object):
    (only,) = World(**changes).entitled.referrals
    return only.caseload, only.unit


def test_severity_opens_a_handover():
    assert World(scores={"shelter_nfi": 3}).entitled.referrals == ()
    assert len(World(scores={"shelter_nfi": 4}).entitled.referrals) == 1


@pytest.mark.parametrize(("unit", "caseload"), [("people", 90), ("households", 15)])
def test_without_a_measure_those_in_need_are_handed_over(unit, caseload):
    # 90 of 360 people, so 15 of 60 households.
    rules = referral(unit=unit)
    assert handed_over(scores={"shelter_nfi": 4}, in_need=90, referrals=rules) == (caseload, unit)


def test_a_count_in_each_household_counts_people():
    rules = referral(measure="children_out", unit="people")
    found = handed_over(
        scores={"shelter_nfi": 4}, measures={"children_out": 1.75}, in_need=300, referrals=rules
    )
    # 1.75 children for each of 60 households, and not the 300 people in need.
    assert found == (105, "people")


def test_a_share_of_households_counts_households():
    rules = referral(measure="no_latrine", unit="households")
    found = handed_over(scores={"shelter_nfi": 4}, measures={"no_latrine": 0.55}, referrals=rules)
    assert found == (33, "households")


def test_a_measure_of_which_nobody_was_asked_leaves_households_in_need_and_says_so():
    rules = referral(measure="children_out", unit="people")
    world = World(scores={"shelter_nfi": 4}, in_need=90, referrals=rules)
    (only,) = world.entitled.referrals
    assert (only.caseload, only.unit) == (15, "households")
    assert "not counted yet, households in need stand in" in only.reason.text()


@pytest.mark.parametrize(("mean", "is_open"), [(0.2, True), (0.19, False), (None, False)])
def test_a_measure_must_reach_what_the_rule_asks(mean, is_open):
    rules = referral(measure="damaged", measure_at_least=0.2, from_severity=1)
    measures = {} if mean is None else {"damaged": mean}
    world = World(scores={"shelter_nfi": 1}, measures=measures, referrals=rules)
    assert bool(world.entitled.referrals) == is_open


def test_nobody_is_handed_over_as_a_case_of_none():
    rules = referral(measure="damaged")
    world = World(scores={"shelter_nfi": 5}, measures={"damaged": 0.0}, referrals=rules)
    assert world.entitled.referrals == ()


def test_urgency_is_in_days_and_gives_the_date():
    (only,) = World(scores={"shelter_nfi": 4}).entitled.referrals
    assert (only.urgency, only.due_on) == (30, date(2022, 5, 18))


@given(st.floats(0, 9), st.integers(1, 400), st.sampled_from(["people", "households"]))
def test_a_caseload_is_never_larger_than_the_group(mean, members, unit):
    households = -(-members // 7)
    world = World(
        scores={"shelter_nfi": 4}, measures={"counted": mean}, people=members,
        households=households, referrals=referral(measure="counted", unit=unit),
    )  # fmt: skip
    for one in world.entitled.referrals:
        assert 0 < one.caseload <= (members if unit == "people" else households)


@pytest.mark.parametrize("pack_id", ["sphere", "mali"])
def test_shipped_rules_count_children_as_people_and_shares_as_households(pack_id):
    pack, _ = load_pack(pack_id)
    units = {
        name: measure.unit
        for sector in pack.sectors.values()
        for name, measure in sector.measures.items()
    }
    counted = {
        name: (units[rule.measure], rule.unit)
        for name, rule in pack.referrals.items()
        if rule.measure is not None
    }
    assert counted["education"] == ("person", "people")
    assert counted["nutrition"] == ("person", "people")
    assert set(counted.values()) == {("person", "people"), ("", "households")}
