"""The sentences that say why: what a coordinator reads beside a severity."""

import pytest

from tests.builders import PACK_FILES, row
from tests.scoring.sites import asked, changed, households, scored

LADDER = """\
  water_source:
    label: {en: Where people sleep, fr: Lieu}
    value: shelter_type
    severity:
      4: is 'none'
      3: is 'makeshift'
      1: otherwise
    source: book
"""


def trace(needs, sector, site_id="A"):
    return next(t for t in needs.traces if (t.site_id, t.sector) == (site_id, sector))


def rule(needs, key):
    """The sentence of one rule at site A."""
    found = [one for t in needs.traces if t.site_id == "A" for one in t.rules if one.rule == key]
    return found[0].sentence.text()


def test_a_threshold_is_said_with_share_households_rule_and_what_a_better_class_takes(tmp_path):
    needs = scored(tmp_path, households(*[5] * 30, *[25] * 18))
    assert trace(needs, "wash").sentence.text() == (
        "Water 4 at Example site A (displaced people): 63 % of 48 households: water per person and"
        " day below 7.5 L/person/day (rule wash.water_per_person, needs 25 %);"
        " 3 would take 19 households fewer in class 4 or worse"
    )


def test_the_households_fewer_are_just_enough(tmp_path):
    # 12 of 48 are a quarter: one fewer is less than a quarter.
    needs = scored(tmp_path, households(*[5] * 12, *[25] * 36))
    assert "3 would take 1 household fewer" in trace(needs, "wash").sentence.text()


def test_the_better_class_is_one_that_the_rules_give(tmp_path):
    # Of meals there is a class 4 and a class 3; of covered area no class 2.
    needs = scored(tmp_path, [asked(1, household_size=5, covered_area_m2=16)])
    assert "; 1 would take 1 household fewer in class 3 or worse" in (
        trace(needs, "shelter_nfi").sentence.text()
    )


def test_options_are_called_by_their_labels(tmp_path):
    wash = {"wash": PACK_FILES["wash.yaml"] + LADDER}
    answered = [asked(1, shelter_type="none"), asked(2, shelter_type="makeshift"),
                asked(3, shelter_type="house")]  # fmt: skip
    needs = scored(tmp_path, answered, pack=wash)
    assert rule(needs, "wash.water_source") == (
        '33 % of 3 households: where people sleep is "in the open"'
        " (rule wash.water_source gives 4, needs 25 %)"
    )
    needs = scored(tmp_path / "other", answered[1:], pack=wash)
    assert 'where people sleep is "in the open" or "makeshift shelter"' in (
        rule(needs, "wash.water_source")
    )


def test_a_rule_that_finds_no_need_says_of_what_it_found_too_little(tmp_path):
    needs = scored(tmp_path, households(19, 25, 25, 25, 25))
    assert rule(needs, "wash.water_per_person") == (
        "fewer than 25 % of 5 households (20 %): water per person and day below 20 L/person/day"
        " (rule wash.water_per_person gives 1)"
    )
    assert trace(needs, "wash").sentence.text() == (
        "Water 1 at Example site A (displaced people): fewer than 25 % of 5 households (20 %) are"
        " in class 2 or worse"
    )


@pytest.mark.parametrize(
    ("of", "said"),
    [(201, "24.9 %"), (20_001, "24.99 %")],
)
def test_a_share_just_short_is_never_rounded_to_what_it_falls_short_of(of, said):
    from rrm.scoring.traces import _percent

    assert f"{_percent((of // 4) / of, 0.25):g} %" == said


def test_a_condition_is_said_by_its_class_and_the_pack_s_reason(tmp_path):
    wash = PACK_FILES["wash.yaml"].replace("2: below 20", "2: value < 20 or shelter_type = 'none'")
    wash = wash.replace("5: below 3", "5: value < 3 and household_size > 1")
    reason = "    because: {en: people go thirsty, fr: soif}\n    source: book chapter 2\n"
    wash = wash.replace("    source: book chapter 2\n", reason)
    needs = scored(tmp_path, households(2, 2), pack={"wash": wash})
    assert "water per person and day in class 5 or worse – people go thirsty" in (
        rule(needs, "wash.water_per_person")
    )


YES = """\
  cash:
    label: {en: Would take cash, fr: Argent}
    value: accepts_cash
    critical: false
    severity: {4: value, 1: otherwise}
    source: book
"""


def test_yes_is_said_as_yes_and_a_cap_as_the_most_it_gives(tmp_path):
    wash = {"wash": PACK_FILES["wash.yaml"] + YES}
    needs = scored(tmp_path, households(25, 25, accepts_cash="yes"), pack=wash)
    assert rule(needs, "wash.cash") == (
        "100 % of 2 households: would take cash: yes (rule wash.cash gives 3 at most, needs 25 %)"
    )


def test_where_no_rule_decides_alone_the_trace_says_so(tmp_path):
    wash = {"wash": PACK_FILES["wash.yaml"] + LADDER}
    # One of five lacks water, another sleeps in the open: each a fifth, together two fifths.
    few = [*households(5, shelter_type="house"), *households(25, shelter_type="none"),
           *households(25, 25, 25, shelter_type="house")]  # fmt: skip
    numbered = [one | {"household_id": f"A{number}"} for number, one in enumerate(few)]
    sentence = trace(scored(tmp_path, numbered, pack=wash), "wash").sentence.text()
    assert sentence == (
        "Water 4 at Example site A (displaced people): 40 % of 5 households are in class 4 or worse"
        " by one rule or another (needs 25 %); 3 would take 1 household fewer in class 4 or worse"
    )


def test_what_the_other_rules_add_is_told(tmp_path):
    wash = {"wash": PACK_FILES["wash.yaml"] + LADDER}
    both = [*households(5, 25, shelter_type="none"), *households(25, 25, shelter_type="house")]
    numbered = [one | {"household_id": f"A{number}"} for number, one in enumerate(both)]
    needs = scored(tmp_path, numbered, pack=wash)
    assert trace(needs, "wash").rules[0].rule == "wash.water_source"
    needs = scored(tmp_path / "more", [*numbered, *[
        one | {"household_id": f"B{number}"} for number, one in
        enumerate(households(5, 5, shelter_type="house"))]], pack=wash)  # fmt: skip
    assert "all rules together put 67 % of 6 in class 4 or worse" in (
        trace(needs, "wash").sentence.text()
    )


def test_households_that_a_rule_assumes_are_counted_as_such(tmp_path):
    worst = changed(
        "wash", "    source: book chapter 2\n", "    missing: worst\n    source: book\n"
    )
    needs = scored(tmp_path, households(2, None, 25), pack=worst)
    assert rule(needs, "wash.water_per_person").endswith(
        "; 1 of them did not answer and counts as the rule assumes"
    )


def test_the_deciding_rule_stands_first(tmp_path):
    wash = {"wash": PACK_FILES["wash.yaml"] + LADDER}
    needs = scored(tmp_path, households(10, 10, shelter_type="none"), pack=wash)
    assert [one.rule for one in trace(needs, "wash").rules] == [
        "wash.water_source",
        "wash.water_per_person",
    ]


@pytest.mark.parametrize(
    ("method", "words"),
    [
        (
            "max",
            "Overall 4 at Example site A (displaced people), that of the worst sector: Water 4",
        ),
        (
            "mean",
            "the mean of the sectors: Food security 1, Shelter and household items 1, Water 4",
        ),
        ("geometric", "the geometric mean of the sectors: Food security 1, "),
        ("weighted", "the weighted mean of the sectors: Food security 1, "),
    ],
)
def test_the_method_of_the_overall_class_is_said_in_words(tmp_path, method, words):
    severity = changed("severity", "overall: {method: max}", f"overall: {{method: {method}}}")
    answered = households(5, covered_area_m2=100, meals_yesterday=3)
    needs = scored(tmp_path, answered, pack=severity)
    assert words in trace(needs, "overall").sentence.text()


def test_an_alert_alone_names_its_profile(tmp_path):
    alerts = [row("alerts"), row("alerts", alert_id="alert-2", site_id="B", shock="flood")]
    needs = scored(tmp_path, households(5), alerts=alerts)
    assert trace(needs, "wash", "B").sentence.text() == (
        "Water 3 at Example site B (host community): not assessed; assumed from the profile"
        ' "Flood" (rule triggers.flood, confidence D)'
    )


def test_a_label_loses_its_capital_within_a_sentence_and_an_abbreviation_keeps_it():
    from rrm.scoring.line_words import within_sentence

    words = {"en": "NFI score card", "fr": "Score AME"}
    assert within_sentence(words).text("en") == "NFI score card"
    assert within_sentence(words).text("fr") == "score AME"
