"""Who is due how much of what, and by when."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rrm.model.rule_pack import Covers, Per
from tests.entitlements.world import World, alert, helped, rule
from tests.scoring.sites import tiny

CASH = {"cash_accepted_share": 1.0}
IN_KIND = {"cash_accepted_share": 0.0}


# --- Who


def test_severity_below_the_rule_s_asks_for_nothing():
    assert World(scores={"shelter_nfi": 2}).demand("nfi_kit") is None
    assert World(scores={"shelter_nfi": 3}).demand("nfi_kit") is not None


def test_a_sector_without_a_score_asks_for_nothing():
    assert World(scores={"wash": 5}).demand("nfi_kit") is None


def test_everyone_of_a_displaced_group_is_due_a_kit():
    demand = World(scores={"shelter_nfi": 4}, in_need=90).demand("nfi_kit")
    assert (demand.households, demand.people, demand.quantity) == (60, 360, 60)
    assert "everyone in the group" in demand.reason.text()


def test_of_hosts_those_in_need_are():
    demand = World(group="host", scores={"shelter_nfi": 4}, in_need=90).demand("nfi_kit")
    # 90 of 360 people are a quarter: 15 of 60 households.
    assert (demand.households, demand.people, demand.quantity) == (15, 90, 15)
    assert "those in need" in demand.reason.text()


@pytest.mark.parametrize("covers", [{}, {"idp": Covers.NOBODY}])
def test_a_group_that_the_rule_does_not_cover_is_due_nothing(covers):
    world = World(scores={"shelter_nfi": 5}, entitlements=rule("nfi_kit", covers=covers))
    assert world.demand("nfi_kit") is None


def test_an_empty_group_is_due_nothing():
    assert (
        World(scores={"shelter_nfi": 5, "wash": 5}, households=0, people=0).entitled.demands == ()
    )


@pytest.mark.parametrize(("measures", "is_due"), [(CASH, True), (IN_KIND, False)])
def test_an_entitlement_is_due_only_in_its_modality(measures, is_due):
    demand = World(scores={"food_security": 4}, measures=measures).demand("cash")
    assert (demand is not None) == is_due


# --- What was had already


def test_help_that_was_given_is_taken_off():
    demand = World(scores={"shelter_nfi": 4}, assistance=[helped("nfi_kit", 10)]).demand("nfi_kit")
    assert (demand.households, demand.people, demand.quantity) == (50, 300, 50)
    assert "10 households already helped" in demand.reason.text()


def test_one_household_already_helped_is_one():
    demand = World(scores={"shelter_nfi": 4}, assistance=[helped("nfi_kit", 1)]).demand("nfi_kit")
    assert "; 1 household already helped" in demand.reason.text()


def test_more_help_than_households_leaves_nothing_and_nothing_negative():
    world = World(scores={"shelter_nfi": 4}, assistance=[helped("nfi_kit", 100)])
    assert world.demand("nfi_kit") is None


@pytest.mark.parametrize(
    "elsewhere",
    [helped("nfi_kit", 10, site_id="B"), helped("nfi_kit", 10, group="host"), helped("cash", 10)],
)
def test_help_of_others_or_of_another_kind_is_not(elsewhere):
    demand = World(scores={"shelter_nfi": 4}, assistance=[elsewhere]).demand("nfi_kit")
    assert demand.households == 60


def test_help_that_stands_in_for_another_is_taken_off_too():
    # Rations in kind and a transfer in cash of one sector: no modality gives both.
    rules = {**rule("cash"), "ration": rule("cash", modality=("kind",), item="tarpaulin")["cash"]}
    world = World(
        scores={"food_security": 4}, measures=CASH, entitlements=rules,
        assistance=[helped("ration", 20)],
    )  # fmt: skip
    assert world.demand("cash").households == 40


def test_the_larger_of_two_helps_counts_rather_than_their_sum():
    rules = {**rule("cash"), "ration": rule("cash", modality=("kind",), item="tarpaulin")["cash"]}
    world = World(
        scores={"food_security": 4}, measures=CASH, entitlements=rules,
        assistance=[helped("ration", 20), helped("cash", 15)],
    )  # fmt: skip
    assert world.demand("cash").households == 40


def test_water_is_never_had_already():
    world = World(
        scores={"wash": 4}, measures={"water_short": 10}, assistance=[helped("water", 60)]
    )
    assert world.demand("water").people == 360


# --- A transfer that stands in for a kit where all help is in cash


def either(**changes) -> World:
    """Kits only in kind and partly in cash; a transfer in cash stands in for them."""
    rules = {
        **rule("cash", stands_in_for=("nfi_kit",)),
        "nfi_kit": rule("nfi_kit", modality=("mixed", "kind"))["nfi_kit"],
    }
    return World(**{"measures": CASH, "entitlements": rules, **changes})


def test_shelter_need_alone_calls_for_the_transfer_where_no_kit_comes():
    world = either(scores={"shelter_nfi": 4, "food_security": 1})
    assert world.demand("nfi_kit") is None
    assert world.demand("cash").households == 60
    assert "Shelter and household items severity 4" in world.demand("cash").reason.text()


def test_shelter_need_alone_calls_for_the_kit_where_it_comes():
    for where in ({"markets": {"town": "partial"}}, {"measures": IN_KIND}):
        world = either(scores={"shelter_nfi": 4, "food_security": 1}, **where)
        assert world.demand("nfi_kit").households == 60
        assert world.demand("cash") is None


def test_no_need_of_either_calls_for_no_transfer():
    assert either(scores={"shelter_nfi": 2, "food_security": 2}).demand("cash") is None


def test_of_two_needs_the_larger_one_says_for_how_many():
    scores = {"shelter_nfi": 3, "food_security": 3}
    for shelter, food in ((90, 180), (180, 90)):
        in_need = {"shelter_nfi": shelter, "food_security": food}
        demand = either(group="host", scores=scores, in_need_of=in_need).demand("cash")
        assert (demand.households, demand.people, demand.quantity) == (30, 180, 30)


def test_a_kit_that_was_had_leaves_the_transfer_due_for_food():
    kits, both = [helped("nfi_kit", 20)], [helped("nfi_kit", 20), helped("cash", 50)]
    need = {"shelter_nfi": 4, "food_security": 4}
    assert either(scores=need, assistance=kits).demand("cash").households == 60
    assert either(scores=need, assistance=both).demand("cash").households == 10
    shelter = {"shelter_nfi": 4, "food_security": 1}
    assert either(scores=shelter, assistance=kits).demand("cash").households == 40


classes = st.integers(1, 5)


@given(classes, classes, st.sampled_from(["shelter_nfi", "food_security"]))
def test_a_worse_need_never_makes_the_transfer_count_less(shelter, food, worse):
    scores = {"shelter_nfi": shelter, "food_security": food}
    before = either(scores=scores).demand("cash")
    after = either(scores={**scores, worse: min(5, scores[worse] + 1)}).demand("cash")
    if before is not None:
        assert after.quantity >= before.quantity
        assert need(either(), after) >= need(either(), before) - 1e-6


def test_the_reason_says_why_help_comes_as_it_does():
    demand = World(scores={"food_security": 4}, measures=CASH).demand("cash")
    reason = "; help in cash: market and agent in reach, 100 % accept cash"
    assert demand.reason.text().endswith(reason)
    anyhow = World(scores={"shelter_nfi": 4}, measures=CASH).demand("nfi_kit")
    assert "market" not in anyhow.reason.text()


# --- From when, by when. The scenario starts on 18 April 2022 and looks 10 days ahead.


@pytest.mark.parametrize(
    ("alerts", "days"),
    [
        ([], (1, 10)),
        ([alert(reported_on=date(2022, 4, 10), verified_on=date(2022, 4, 12))], (1, 10)),
        # Verified on day -10, so the 15 days run out on day 5.
        ([alert(reported_on=date(2022, 4, 1), verified_on=date(2022, 4, 7))], (1, 5)),
        # The clock of an alert that nobody verified starts at its report.
        ([alert(reported_on=date(2022, 4, 7), verified_on=None)], (1, 5)),
        # A promise that ran out before the start is due on the first day.
        ([alert(reported_on=date(2022, 3, 1), verified_on=date(2022, 3, 2))], (1, 1)),
        # An alert within the horizon: nothing is due before it is known.
        ([alert(reported_on=date(2022, 4, 22), verified_on=date(2022, 4, 23))], (5, 10)),
        ([alert(reported_on=date(2022, 6, 1), verified_on=None)], (10, 10)),
    ],
)
def test_help_is_due_within_the_days_promised(alerts, days):
    demand = World(scores={"shelter_nfi": 4}, alerts=alerts).demand("nfi_kit")
    assert (demand.from_day, demand.due_day) == days


def test_a_shorter_promise_is_due_earlier():
    reported = alert(reported_on=date(2022, 4, 18), verified_on=date(2022, 4, 18))
    world = World(scores={"shelter_nfi": 4}, alerts=[reported], respond_within_days=3)
    assert world.demand("nfi_kit").due_day == 4


@pytest.mark.parametrize(("days", "last"), [(14, 10), (3, 3), (None, 10)])
def test_water_runs_day_by_day_for_as_long_as_the_rule_says(days, last):
    world = World(
        scores={"wash": 4}, measures={"water_short": 10}, entitlements=rule("water", days=days)
    )
    demand = world.demand("water")
    assert (demand.from_day, demand.due_day) == (1, last)


# --- How much


def test_water_is_the_mean_lack_times_the_people_in_cubic_metres_a_day():
    world = World(scores={"wash": 4}, measures={"water_short": 10, "water_survival_short": 4})
    demand = world.demand("water")
    assert (demand.quantity, demand.survival_quantity, demand.unit) == (3.6, 1.44, "m3")


def test_water_that_nobody_measured_is_the_rule_s_own_amount():
    demand = World(scores={"wash": 4}).demand("water")
    # 15 and 7.5 L a day for 360 people.
    assert (demand.quantity, demand.survival_quantity) == (5.4, 2.7)


def test_survival_water_is_never_more_than_water():
    world = World(scores={"wash": 4}, measures={"water_short": 2, "water_survival_short": 7})
    assert world.demand("water").survival_quantity == world.demand("water").quantity


def test_a_group_that_lacks_no_water_is_due_none():
    assert World(scores={"wash": 4}, measures={"water_short": 0}).demand("water") is None


def test_an_amount_by_person_counts_people():
    world = World(scores={"shelter_nfi": 4}, entitlements=rule("nfi_kit", per=Per.PERSON))
    assert world.demand("nfi_kit").quantity == 360


def test_kits_by_a_measure_are_whole_and_rounded_half_up():
    measured = World(
        scores={"shelter_nfi": 4}, measures={"water_short": 1.225},
        entitlements=rule("nfi_kit", amount="water_short"),
    )  # fmt: skip
    # 1.225 kits for each of 60 households are 73.5.
    assert measured.demand("nfi_kit").quantity == 74


# --- What it counts


def need(world: World, demand) -> float:
    """What a demand counts when it is met on its first day, over all its days."""
    days = demand.due_day - demand.from_day + 1 if demand.item == "water" else 1
    return demand.weight * demand.quantity * days


@pytest.mark.parametrize(("severity", "weight"), [(3, 1), (4, 2), (5, 4)])
def test_a_person_in_need_counts_by_the_severity(severity, weight):
    world = World(scores={"shelter_nfi": severity})
    # Criticality 2 for each of 360 people.
    assert need(world, world.demand("nfi_kit")) == pytest.approx(2 * weight * 360, rel=1e-6)


def test_between_classes_a_person_counts_in_between():
    from rrm.entitlements.demands import severity_weight

    # Half way from class 3 (score 50, weight 1) to class 4 (75, 2).
    assert severity_weight(tiny().pack, 62.5) == 1.5


amounts = st.floats(0.05, 15)
people = st.integers(1, 3000)


@given(amounts, people, st.integers(3, 5), st.integers(1, 30), st.integers(0, 300))
def test_a_demand_counts_its_people_whatever_its_units(amount, members, severity, horizon, had):
    households = max(1, members // 6)
    world = World(
        scores={"wash": severity, "shelter_nfi": severity, "food_security": severity},
        measures={"water_short": amount, **CASH},
        households=households, people=members, horizon_days=horizon,
        assistance=[helped("nfi_kit", had), helped("cash", had)],
    )  # fmt: skip
    rules = world.pack.entitlements
    for demand in world.entitled.demands:
        expected = (
            rules.entitlements[demand.entitlement].criticality
            * rules.severity_weight[severity]
            * demand.people
        )
        assert need(world, demand) == pytest.approx(expected, rel=1e-6)


@given(
    st.integers(1, 5), st.integers(0, 400), st.integers(0, 400), st.integers(0, 60),
    st.floats(0, 1), st.sampled_from(["idp", "refugee", "returnee", "host"]),
)  # fmt: skip
def test_nothing_is_ever_negative_or_beyond_the_group(
    severity, members, in_need, had, share, group
):
    world = World(
        scores={"wash": severity, "shelter_nfi": severity, "food_security": severity},
        in_need=min(in_need, members), group=group, people=members, households=-(-members // 7),
        measures={"water_short": 15 * share, "cash_accepted_share": share},
        assistance=[helped("nfi_kit", had, group=group)],
    )  # fmt: skip
    for demand in world.entitled.demands:
        assert demand.quantity > 0
        assert 0 <= demand.survival_quantity <= demand.quantity
        assert demand.weight >= 0
        assert 0 <= demand.households <= world.households
        assert 0 <= demand.people <= members
        assert 1 <= demand.from_day <= demand.due_day <= world.horizon_days
        assert world.pack.entitlements.entitlements[demand.entitlement].from_severity <= severity
