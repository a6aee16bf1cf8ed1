"""From interviews to need scores: the tiny scenario, with what a test changes."""

import numpy as np
import pytest

from rrm.scoring import score_sites
from rrm.scoring.confidence import confidence_grade
from tests.builders import PACK_FILES, row
from tests.scoring.sites import asked, assessment_of, changed, households, scored, tiny

FLOOD_AT_B = [row("alerts"), row("alerts", alert_id="alert-2", site_id="B", shock="flood")]


def test_a_quarter_of_the_households_makes_the_class(tmp_path):
    score = scored(tmp_path, households(2, 25, 25, 25)).score("A", "idp", "wash")
    assert score.severity == 5


def test_less_than_a_quarter_does_not(tmp_path):
    score = scored(tmp_path, households(2, 25, 25, 25, 25)).score("A", "idp", "wash")
    assert score.severity == 1


def test_worse_classes_count_towards_a_class(tmp_path):
    score = scored(tmp_path, households(2, 7, 10, 25, 25, 25, 25, 25)).score("A", "idp", "wash")
    assert score.severity == 4


def test_people_in_need_are_the_share_in_class_3_or_worse(tmp_path):
    # Two of five households, of 360 people.
    score = scored(tmp_path, households(14, 15, 2, 25, 25)).score("A", "idp", "wash")
    assert (score.severity, score.people_in_need) == (3, 144)


def test_sampling_weights_shift_the_share(tmp_path):
    first, *others = households(2, 25, 25, 25)
    score = scored(tmp_path, [first | {"weight": 0.5}, *others]).score("A", "idp", "wash")
    assert score.severity == 1


def test_the_overall_class_is_the_worst_sector_s(tmp_path):
    needs = scored(tmp_path, [asked(1, household_size=5, water_litres_per_day=200,
                                    covered_area_m2=9, meals_yesterday=3)])  # fmt: skip
    classes = {name: needs.score("A", "idp", name).severity
               for name in ("wash", "shelter_nfi", "food_security", "overall")}  # fmt: skip
    assert classes == {"wash": 1, "shelter_nfi": 4, "food_security": 1, "overall": 4}


def test_people_in_need_of_anything_are_counted_once(tmp_path):
    # One household lacks water, another food: half of each sector, everybody overall.
    needs = scored(
        tmp_path,
        [
            asked(
                1, household_size=5, water_litres_per_day=20, meals_yesterday=3, covered_area_m2=20
            ),
            asked(
                2, household_size=5, water_litres_per_day=200, meals_yesterday=0, covered_area_m2=20
            ),
        ],
    )
    assert needs.score("A", "idp", "wash").people_in_need == 180
    assert needs.score("A", "idp", "food_security").people_in_need == 180
    assert needs.score("A", "idp").people_in_need == 360


# --- Ranks


def test_ranks_are_a_permutation_and_lie_in_their_interval(tmp_path):
    needs = scored(
        tmp_path,
        [*households(2, 9, 25), *households(9, 14, 30, site_id="B", group="host")],
        alerts=FLOOD_AT_B,
    )
    for sector in ("overall", "wash", "shelter_nfi", "food_security"):
        found = [score for score in needs.scores if score.sector == sector]
        assert sorted(score.rank for score in found) == [1, 2]
        assert all(score.rank_low <= score.rank <= score.rank_high for score in found)


def test_the_same_answers_rank_the_larger_group_first(tmp_path):
    sites = [row("sites", people=100), row("sites", site_id="B", people=300, node="east")]
    same = [*households(5, 9), *households(5, 9, site_id="B")]
    needs = scored(tmp_path, same, sites=sites, assistance=[])
    assert [needs.score(site, "idp", "wash").rank for site in "AB"] == [2, 1]


def test_the_same_answers_and_people_rank_in_the_order_of_the_table(tmp_path):
    sites = [row("sites", site_id="B", node="east"), row("sites")]
    same = [*households(5, 9), *households(5, 9, site_id="B")]
    needs = scored(tmp_path, same, sites=sites)
    assert [needs.score(site, "idp", "wash").rank for site in "AB"] == [2, 1]


def test_few_answers_make_a_wide_interval():
    few = [("A", {"household_size": 10, "water_litres_per_day": 10 * one}) for one in (2, 25)]
    sure = [("B", {"household_size": 10, "water_litres_per_day": 130}) for _ in range(40)]
    needs = score_sites(tiny().scenario, tiny().pack, assessment_of([*few, *sure]))
    assert needs.score("A", "idp", "wash").rank_low == 1
    assert needs.score("A", "idp", "wash").rank_high == 2


# --- Confidence


@pytest.mark.parametrize(
    ("answered", "interviews", "age", "by_households", "grade"),
    [
        (0.8, 30, 15, True, "A"),
        (0.79, 30, 15, True, "B"),
        (0.8, 29, 15, True, "B"),
        (0.8, 30, 16, True, "B"),
        (0.8, 30, 15, False, "C"),
        (0.6, 15, 30, True, "B"),
        (0.59, 15, 30, True, "C"),
        (0.6, 14, 30, True, "C"),
        (0.6, 15, 31, True, "C"),
        (0.3, 3, 60, False, "C"),
        (0.29, 3, 60, False, "D"),
        (0.3, 2, 60, False, "D"),
        (0.3, 3, 61, False, "D"),
        (1.0, 100, None, True, "D"),
    ],
)
def test_a_grade_needs_all_its_bounds(answered, interviews, age, by_households, grade):
    rules = tiny().pack.severity
    assert confidence_grade(rules, answered, interviews, age, by_households) == grade


def without_answers(first: int, end: int) -> list:
    return [asked(number) for number in range(first, end)]


def test_a_sample_is_as_large_as_its_answers_are_many(tmp_path):
    # 29 of 35 households answered: enough of them, but one short of the 30 for an A.
    needs = scored(tmp_path, [*households(*[9.0] * 29), *without_answers(29, 35)])
    assert needs.score("A", "idp", "wash").answered_share == pytest.approx(29 / 35, abs=1e-6)
    assert needs.score("A", "idp", "wash").confidence == "B"


def test_key_informants_alone_reach_c_at_best():
    answers = [("A", {"household_size": 10, "water_litres_per_day": 50})] * 40
    needs = score_sites(
        tiny().scenario, tiny().pack, assessment_of(answers, respondent="key_informant")
    )
    assert needs.score("A", "idp", "wash").confidence == "C"


def test_an_old_assessment_loses_its_grade(tmp_path):
    def grade(day: str) -> str:
        answered = [one | {"interviewed_on": day} for one in households(*[9.0] * 30)]
        return scored(tmp_path / day, answered).score("A", "idp", "wash").confidence

    # The scenario starts on 18 April; an A may be 15 days old.
    assert [grade("2022-04-03"), grade("2022-04-02")] == ["A", "B"]


# --- Alerts


def test_a_site_of_which_only_an_alert_tells_is_scored_from_the_shock_s_profile(tmp_path):
    share = changed(
        "triggers", "food_security: 2}", "food_security: 2}\n    share_in_need: {host: 0.3}"
    )
    needs = scored(tmp_path, households(9), pack=share, alerts=FLOOD_AT_B)
    found = {
        name: needs.score("B", "host", name) for name in ("wash", "shelter_nfi", "food_security")
    }
    assert [score.severity for score in found.values()] == [3, 4, 2]
    # Three hosts in ten of 240; class 2 is no need.
    assert [score.people_in_need for score in found.values()] == [72, 72, 0]
    assert {score.confidence for score in found.values()} == {"D"}
    assert {(score.severity_low, score.severity_high) for score in found.values()} == {(1, 5)}
    assert needs.score("B", "host").people_in_need == 72


def test_a_site_without_an_alert_is_scored_from_the_default_profile(tmp_path):
    needs = scored(tmp_path, households(9), alerts=[row("alerts")])
    assert needs.score("B", "host", "wash").severity == 4


def test_a_survey_of_one_sector_where_no_alert_tells_scores_that_sector_alone(tmp_path):
    litres = households(20, 25, site_id="B", group="host")
    needs = scored(tmp_path, litres)
    at_b = {one.sector: one for one in needs.scores if one.site_id == "B"}
    assert list(at_b) == ["overall", "wash"]
    assert (at_b["overall"].severity, at_b["overall"].people_in_need) == (1, 0)
    whole = {one.sector: one.people_in_need for one in needs.together if one.site_id == "B"}
    assert whole == {"overall": 0, "wash": 0}
    assert [one.sector for one in needs.traces if one.site_id == "B"] == ["overall", "wash"]


def test_a_survey_of_one_sector_answers_little_of_the_whole(tmp_path):
    needs = scored(tmp_path, households(20, 25, site_id="B", group="host"))
    assert needs.score("B", "host", "wash").answered_share == 1
    assert needs.score("B", "host").answered_share == pytest.approx(1 / 3, abs=1e-6)


def test_a_sector_that_was_not_asked_falls_back_to_the_profile(tmp_path):
    needs = scored(tmp_path, households(25, 25, 25))
    wash, shelter = needs.score("A", "idp", "wash"), needs.score("A", "idp", "shelter_nfi")
    assert (wash.severity, wash.answered_share, wash.confidence) == (1, 1, "C")
    assert (shelter.severity, shelter.answered_share, shelter.confidence) == (4, 0, "D")
    overall = needs.score("A", "idp")
    assert overall.severity == 4
    assert overall.answered_share == pytest.approx(1 / 3, abs=1e-6)
    assert overall.confidence == "C"


def test_interviews_without_a_single_answer_are_no_assessment(tmp_path):
    needs = scored(tmp_path, without_answers(0, 5))
    score = needs.score("A", "idp", "wash")
    assert (score.severity, score.confidence, score.answered_share) == (4, "D", 0)


# --- What was not answered


def missing(policy: str) -> dict[str, str]:
    return changed(
        "wash", "    source: book chapter 2\n", f"    missing: {policy}\n    source: book\n"
    )


@pytest.mark.parametrize(
    ("policy", "severity", "people_in_need"),
    # Two of four households told that they have enough, two did not answer.
    [("unknown", 1, 0), ("worst", 5, 180), ("{assume: 3}", 3, 180), ("{assume: 1}", 1, 0)],
)
def test_a_missing_answer_counts_as_the_rule_says(tmp_path, policy, severity, people_in_need):
    needs = scored(tmp_path, households(25, 25, None, None), pack=missing(policy))
    score = needs.score("A", "idp", "wash")
    assert (score.severity, score.people_in_need) == (severity, people_in_need)


@pytest.mark.parametrize("policy", ["unknown", "worst", "{assume: 3}"])
def test_what_a_rule_assumes_is_no_answer(tmp_path, policy):
    needs = scored(tmp_path, households(25, 25, None, None), pack=missing(policy))
    assert needs.score("A", "idp", "wash").answered_share == 0.5


def test_unknown_households_widen_the_bounds(tmp_path):
    score = scored(tmp_path, households(9, 9, None, None)).score("A", "idp", "wash")
    assert (score.severity_low, score.severity, score.severity_high) == (3, 3, 5)


NON_CRITICAL = """\
  water_kept:
    label: {en: Meals, fr: Repas}
    value: meals_yesterday
    critical: false
    severity: {5: below 1, 1: otherwise}
    source: book
"""


def test_a_non_critical_indicator_raises_a_household_to_the_cap_and_no_further(tmp_path):
    wash = {"wash": PACK_FILES["wash.yaml"] + NON_CRITICAL}
    capped = scored(tmp_path, households(25, meals_yesterday=0), pack=wash)
    assert capped.score("A", "idp", "wash").severity == 3


def test_a_non_critical_indicator_alone_tells_nothing(tmp_path):
    wash = {"wash": PACK_FILES["wash.yaml"] + NON_CRITICAL}
    needs = scored(tmp_path, [asked(1, meals_yesterday=0)], pack=wash)
    assert needs.score("A", "idp", "wash").confidence == "D"


# --- Measures


def test_a_measure_is_the_mean_of_those_who_answered(tmp_path):
    needs = scored(tmp_path, households(5, 25, None))
    assert needs.measure("A", "idp", "water_short") == 5
    assert needs.measure("B", "host", "water_short") is None


def test_many_households_are_drawn_as_widely_as_each_of_them_would_be():
    import numpy as np

    from rrm.scoring import resampling

    random = np.random.default_rng(3)
    positions = random.integers(0, 6, (resampling.MANY + 1, 2)).astype(float)
    weights = random.uniform(0.5, 2.0, len(positions))
    stream = np.random.default_rng(5)
    normal = resampling.drawn_scores(positions, weights, 4000, stream)
    # The last household is not known, so that leaving it out changes nothing but the method.
    positions[-1] = 0
    one_by_one = resampling.drawn_scores(positions[:-1], weights[:-1], 4000, stream)
    assert np.allclose(normal.mean(axis=0), one_by_one.mean(axis=0), atol=0.3)
    spread = np.cov(one_by_one.T)
    assert np.allclose(np.cov(normal.T), spread, atol=0.05 * spread.max())


def test_a_share_short_of_its_bound_by_rounding_alone_reaches_it():
    rules = tiny().pack.severity
    bound = rules.confidence["C"].answered_share
    just_short = float(np.nextafter(bound, 0))
    assert confidence_grade(rules, just_short, 500, 0, True) != "D"
