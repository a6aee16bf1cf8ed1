"""What would lower a severity, in words: how many households, and what each needs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rrm.intake import load_scenario
from rrm.scoring.compiled_pack import compile_pack
from rrm.scoring.household_severity import overall_severity, sector_severities
from rrm.scoring.rule_table import RuleTable
from rrm.scoring.site_scores import score_sites
from rrm.scoring.traces_with_changes import with_smallest_changes
from tests.builders import PACK_FILES, tiny_scenario
from tests.scoring.sites import asked, changed, households

SLEEP = """\
  sleep:
    label: {en: Where people sleep, fr: Lieu}
    value: shelter_type
    severity:
      4: is 'none'
      3: is 'makeshift'
      1: otherwise
    source: book
"""


def sentences(folder: Path, assessment, language: str = "en", **changes: object) -> dict[str, str]:
    """By sector, the sentence on the smallest change at site A."""
    read = load_scenario(tiny_scenario(folder / "tiny", assessment=assessment, **changes))
    needs = score_sites(read.scenario, read.pack, read.assessment)
    pack = compile_pack(read.pack)
    table = RuleTable(pack, read.assessment)
    sectors = sector_severities(pack, table)
    overall = overall_severity(pack, sectors, table.frames)
    site = read.scenario.sites[0]
    rows = np.array([n for n, one in enumerate(read.assessment.site_ids) if one == "A"])
    traces = [trace for trace in needs.traces if trace.site_id == "A"]
    found = with_smallest_changes(
        pack,
        site,
        traces,
        sectors if overall is None else (*sectors, overall),
        rows,
        read.assessment.weights[rows],
        table.column,
    )
    return {
        trace.sector: trace.smallest_change.text(language)
        for trace in found
        if trace.smallest_change is not None
    }


def test_households_litres_each_and_litres_in_all_are_told(tmp_path):
    # Ten people each: of 8 households 4 are below 7.5 litres, one more than may be.
    said = sentences(tmp_path, households(2.5, 5, 6, 7, 25, 25, 25, 25))
    assert said["wash"] == (
        "Water 3 instead of 4 at Example site A (displaced people): 3 of 8 households asked, 23 of"
        " 60 living there, would have to leave class 4: water per person and day raised to 7.5"
        " L/person/day, by 2.5 L/person/day at the most (3 households), 45 L/day in all, 338 L/day"
        " for all living there"
    )


def test_the_households_nearest_to_the_line_change(tmp_path):
    assert (
        "by 0.5 L/person/day at the most (1 household)"
        in (sentences(tmp_path, households(2, 7, 25, 25, 25, 25, 25))["wash"])
    )


def test_a_household_held_by_two_indicators_needs_both(tmp_path):
    wash = {"wash": PACK_FILES["wash.yaml"] + SLEEP}
    said = sentences(tmp_path, households(7, shelter_type="none"), pack=wash)["wash"]
    assert 'where people sleep: "makeshift shelter" instead (1 household)' in said
    assert "water per person and day raised to 7.5 L/person/day" in said
    assert said.endswith("1 of them needs several of these at once")


def test_without_a_better_option_by_name_any_other_does(tmp_path):
    wash = {"wash": PACK_FILES["wash.yaml"] + SLEEP}
    said = sentences(tmp_path, households(25, shelter_type="makeshift"), pack=wash)["wash"]
    assert "Water 1 instead of 3" in said
    assert 'where people sleep: "house" instead (1 household)' in said


def test_whole_values_move_by_whole_steps(tmp_path):
    said = sentences(tmp_path, [asked(1, meals_yesterday=1)])["food_security"]
    assert "meals yesterday raised to 2, by 1 at the most (1 household)" in said
    meals = changed("food_security", "3: below 2", "3: at most 1")
    said = sentences(tmp_path / "other", [asked(1, meals_yesterday=1)], pack=meals)["food_security"]
    assert "meals yesterday raised to 2, by 1 at the most (1 household)" in said


def test_yes_must_become_no_and_a_formula_a_better_class(tmp_path):
    cash = """\
  cash:
    label: {en: Would take cash, fr: Argent}
    value: accepts_cash
    severity: {4: value, 1: otherwise}
    source: book
  big:
    label: {en: Big households, fr: Grands ménages}
    unit: person
    value: household_size
    severity: {4: value > 8 and accepts_cash, 1: otherwise}
    source: book
"""
    wash = {
        "wash": PACK_FILES["wash.yaml"].replace(
            "    source: book chapter 2\n", "    source: book chapter 2\n" + cash
        )
    }
    said = sentences(tmp_path, households(25, accepts_cash="yes"), pack=wash)["wash"]
    assert "would take cash: no instead of yes (1 household)" in said
    assert "big households: better than class 4 (1 household)" in said


def test_who_did_not_answer_and_counts_as_worst_needs_an_answer(tmp_path):
    worst = changed(
        "wash", "    source: book chapter 2\n", "    missing: worst\n    source: book\n"
    )
    said = sentences(tmp_path, households(None, None, 25), pack=worst)["wash"]
    assert "an answer, where none was given (2 households)" in said


def test_class_one_needs_nothing_and_an_alert_alone_gives_nothing_to_count(tmp_path):
    said = sentences(tmp_path, households(25, 25))
    assert "wash" not in said
    assert "shelter_nfi" not in said


@pytest.mark.parametrize(
    ("method", "words"),
    [
        (
            "max",
            "Overall 3 instead of 4 at Example site A (displaced people): every sector of class 4"
            " would have to fall: Shelter and household items from 4 to 3, Water from 4 to 3",
        ),
        ("mean", "it would do, for instance, if sectors fell:"),
        ("geometric", "it would do, for instance, if sectors fell:"),
        ("weighted", "it would do, for instance, if sectors fell:"),
    ],
)
def test_the_overall_class_falls_by_the_pack_s_own_method(tmp_path, method, words):
    severity = changed("severity", "overall: {method: max}", f"overall: {{method: {method}}}")
    answered = households(7, covered_area_m2=15, meals_yesterday=1)
    assert words in sentences(tmp_path, answered, pack=severity)["overall"]


def test_where_households_have_an_overall_class_it_is_they_who_must_leave_it(tmp_path):
    severity = changed("severity", "overall: {method: max}", "overall: {method: share}")
    answered = [one | {"household_id": f"A{n}"} for n, one in enumerate(
        [*households(7, 25, 25, covered_area_m2=100, meals_yesterday=3),
         *households(25, covered_area_m2=15, meals_yesterday=3)])]  # fmt: skip
    said = sentences(tmp_path, answered, pack=severity)["overall"]
    assert said.startswith("Overall ")
    assert "2 of 4 households asked" in said


def test_of_a_mean_no_single_indicator_decides(tmp_path):
    severity = changed(
        "severity",
        "sector: {method: worst_critical, non_critical_cap: 3}",
        "sector: {method: mean}",
    )
    said = sentences(tmp_path, households(2, 2), pack=severity)["wash"]
    assert said.endswith("by the mean of their indicators, which no single one decides")
