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


def test_a_threshold_is_said_with_share_households_and_rule(tmp_path):
    needs = scored(tmp_path, households(*[5] * 30, *[25] * 18))
    assert trace(needs, "wash").sentence.text() == (
        "Water 4 at Example site A (displaced people): 63 % of 48 households: water per person and"
        " day below 7.5 L/person/day (rule wash.water_per_person, needs 25 %)"
    )


def test_what_a_better_class_takes_is_told_once(tmp_path):
    # 12 of 48 are a quarter: one fewer is less than a quarter.
    told = trace(scored(tmp_path, households(*[5] * 12, *[25] * 36)), "wash")
    assert "fewer" not in told.sentence.text()
    assert ": 1 of 48 households asked" in told.smallest_change.text()


def test_the_better_class_is_one_that_the_rules_give(tmp_path):
    # Of meals there is a class 4 and a class 3; of covered area no class 2.
    needs = scored(tmp_path, [asked(1, household_size=5, covered_area_m2=16)])
    assert (
        trace(needs, "shelter_nfi")
        .smallest_change.text()
        .startswith("Shelter and household items 1 instead of 3 ")
    )


@pytest.mark.parametrize("litres", [(5, 5, 5), (5, 25, 25), (25, 25, 25)])
def test_key_informants_who_stand_in_are_never_called_households(tmp_path, litres):
    told = households(*litres, respondent="key_informant")
    said = trace(scored(tmp_path, told), "wash")
    sentences = [said.sentence, *(one.sentence for one in said.rules)]
    if said.smallest_change is not None:
        sentences.append(said.smallest_change)
    words = [one.text() for one in sentences]
    assert all("3 key informants" in one or "of 3 key" in one for one in words)
    assert not any("household" in one for one in words)


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
        " by one rule or another (needs 25 %)"
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


# --- Rules of groups, sites, key informants and rosters


def level_trace(asked, **rules):
    from tests.scoring.levels import pack_of, scored

    needs = scored(asked, pack_of(**rules))
    (trace,) = [one for one in needs.traces if (one.site_id, one.sector) == ("A", "health")]
    return trace


PER_CENT = {4: "at least 10", 3: "at least 5", 1: "otherwise"}


def test_a_group_s_rule_says_its_value_and_among_how_many():
    from tests.scoring.levels import Asked, indicator

    thin = [Asked({}, children=[{"muac": 110.0}] * 3)]
    well = [Asked({}, children=[{"muac": 140.0}]) for _ in range(17)]
    gam = indicator("100 * share_of(children, muac < 125)", "%", PER_CENT, level="group")
    trace = level_trace([*thin, *well], gam=gam)
    assert trace.sentence.text() == (
        "Health 4 at Example site A (displaced people): indicator at least 10 %: 15 % among 20"
        " (children under five) (rule health.gam)"
    )
    assert trace.rules[0].sentence.text() == (
        "indicator at least 10 %: 15 % among 20 (children under five) (rule health.gam gives 4)"
    )


def test_a_group_s_rule_without_need_says_its_value_all_the_same():
    from tests.scoring.levels import Asked, indicator

    well = [Asked({}, children=[{"muac": 140.0}]) for _ in range(17)]
    gam = indicator("100 * share_of(children, muac < 125)", "%", PER_CENT, level="group")
    assert level_trace(well, gam=gam).rules[0].sentence.text() == (
        "indicator: 0 % among 17 (children under five) (rule health.gam gives 1)"
    )


def test_a_rule_over_households_counts_those_that_answered():
    from tests.scoring.levels import Asked, indicator

    asked = [*[Asked({"has_soap": 1.0})] * 3, *[Asked({"has_soap": 0.0})] * 3, Asked({"died": 0.0})]
    soap = indicator("100 * share_of(households, has_soap)", "%", PER_CENT, level="site")
    assert "50 % among 6 households" in level_trace(asked, soap=soap).sentence.text()


def test_key_informants_are_called_that():
    from tests.scoring.levels import Asked, indicator, informant

    asked = [Asked({"died": 0.0}), informant(market_open=0.0), informant(market_open=0.0)]
    closed = {3: "not value", 1: "otherwise"}
    market = indicator("market_open", "", closed, level="key_informant")
    assert "no among 2 key informants (rule health.market)" in (
        level_trace(asked, market=market).sentence.text()
    )


def test_a_roster_s_rule_says_of_whom_it_speaks():
    from tests.scoring.levels import Asked, indicator

    asked = [
        Asked({}, children=[{"muac": 110.0}, {"muac": 140.0}]),
        Asked({}, children=[{"muac": 140.0}]),
    ]
    thin = indicator("muac", "mm", {4: "below 115", 1: "otherwise"}, level="children")
    sentence = level_trace(asked, thin=thin).sentence.text()
    assert (
        "50 % of 2 households: at least one of “Children under five”: indicator below 115 mm"
        in (sentence)
    )


@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("share", "as each household counts with its worst sector"),
        ("jiaf", "its worst critical indicator, or the mean of the worst half of all"),
    ],
)
def test_methods_that_begin_with_households_say_so(tmp_path, method, words):
    pack = changed("severity", "overall: {method: max}", f"overall: {{method: {method}}}")
    needs = scored(tmp_path, households(2, 2), pack=pack)
    assert words in trace(needs, "overall").sentence.text()


def test_a_rule_that_nobody_was_asked_and_that_assumes_no_need_is_not_listed(tmp_path):
    best = changed("wash", "    source: book chapter 2\n",
                   "    missing: {assume: 1}\n    source: book\n")  # fmt: skip
    wash = {"wash": best["wash"] + LADDER}
    needs = scored(tmp_path, households(None, None, shelter_type="none"), pack=wash)
    assert [one.rule for one in trace(needs, "wash").rules] == ["wash.water_source"]


def test_a_class_that_is_assumed_for_all_is_told_as_such(tmp_path):
    worst = changed("wash", "    source: book chapter 2\n",
                    "    missing: worst\n    source: book\n")  # fmt: skip
    needs = scored(tmp_path, households(None, None), pack=worst)
    assert rule(needs, "wash.water_per_person") == (
        "none of 2 households answered (rule wash.water_per_person then assumes 5)"
    )
    assert (
        trace(needs, "wash")
        .sentence.text()
        .startswith(
            "Water 5 at Example site A (displaced people): nobody answered what rule"
            " wash.water_per_person asks, which then assumes class 5"
        )
    )
