"""The packs that come with the engine compile, and every one of their worked cases holds."""

from functools import cache
from pathlib import Path

import pytest

from rrm.intake import load_cases, load_pack
from rrm.model.form import Respondent
from rrm.model.rule_pack import HOUSEHOLD, Assume, Indicator
from rrm.scoring import CaseResult, CasesReport, compile_pack, run_cases

PACKS = ("sphere", "sahel", "mali")


@cache
def report(pack_id: str) -> CasesReport:
    return run_cases(load_cases(pack_id))


@cache
def results_by_file() -> dict[str, list[CaseResult]]:
    """All cases, each with the pack that it is written for."""
    found: dict[str, list[CaseResult]] = {}
    for result in report(PACKS[-1]).results:
        found.setdefault(result.place.file, []).append(result)
    return found


def explained(results: list[CaseResult]) -> str:
    lines = [
        f"{one.place.file}:{one.place.line} {one.case.name}: {one.expectation.written} is {one.found}"
        for one in results
        if not one.is_met
    ]
    not_shown = [f"no case shows {line.rule} {line.severity}: {line.text}"
                 for line in report(PACKS[-1]).not_shown]  # fmt: skip
    return "\n".join([*lines, *not_shown])


def indicators() -> dict[str, Indicator]:
    pack, _ = load_pack("mali")
    return {
        f"{name}.{key}": indicator
        for name, sector in pack.sectors.items()
        for key, indicator in sector.indicators.items()
    }


def child_pack(home: Path, **files: str) -> Path:
    """A country pack that extends mali, in the folder of a scenario of its own."""
    scenario = home / "scenarios" / "own"
    folder = scenario / "rules" / "own"
    (folder / "tests").mkdir(parents=True)
    (folder / "pack.yaml").write_text("id: own\nversion: 1.0.0\nextends: mali\n", encoding="utf-8")
    for name, text in files.items():
        path = folder / "tests" / "own.yaml" if name == "cases" else folder / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
    return scenario


@pytest.mark.parametrize("pack_id", PACKS)
def test_every_rule_of_a_shipped_pack_compiles(pack_id):
    pack, _ = load_pack(pack_id)
    compiled = compile_pack(pack)
    assert set(compiled.indicators) == {
        f"{name}.{indicator}"
        for name, sector in pack.sectors.items()
        for indicator in sector.indicators
    }


@pytest.mark.parametrize("file", sorted(results_by_file()))
def test_every_case_of_a_shipped_file_holds(file):
    results = results_by_file()[file]
    assert all(result.is_met for result in results), explained(results)


def test_each_pack_has_cases_of_its_own():
    files = results_by_file()
    assert all(any(name.startswith(f"rules/{pack}/tests/") for name in files) for pack in PACKS)


@pytest.mark.parametrize("pack_id", PACKS)
def test_every_severity_line_is_shown_by_a_case(pack_id):
    found = report(pack_id)
    assert not found.not_shown, [(line.rule, line.severity, line.text) for line in found.not_shown]


def test_a_hundred_and_fifty_cases_and_more_are_of_published_standards():
    published = {case.name for one in load_cases("mali") for case in one.cases
                 if case.source.split()[0] not in ("proposal", "handover-practice")}  # fmt: skip
    assert len(published) >= 150


def test_each_case_says_where_its_figures_are_from():
    for one in load_cases("mali"):
        for case in one.cases:
            assert case.source.split()[0] in one.pack.sources, case.name


def test_sectors_stand_in_the_order_of_the_trade():
    pack, _ = load_pack("mali")
    assert list(pack.sectors) == [
        "wash", "shelter_nfi", "food_security", "health_nutrition", "protection", "education",
        "cccm", "markets",
    ]  # fmt: skip


def test_markets_say_how_a_need_is_met_and_are_no_need_themselves():
    pack, _ = load_pack("mali")
    assert pack.sectors["markets"].measures
    assert not pack.sectors["markets"].indicators


def test_what_counts_as_best_where_it_was_not_asked_never_makes_a_sector_known():
    # A critical indicator that assumed its class would give a sector to households never asked.
    for key, indicator in indicators().items():
        if isinstance(indicator.missing, Assume):
            assert not indicator.critical, key
            assert indicator.missing.assume == 1, key


def test_what_holds_for_a_whole_place_decides_no_sector_alone():
    for key, indicator in indicators().items():
        if indicator.level != HOUSEHOLD:
            assert not indicator.critical, key


def test_every_question_that_looks_back_in_words_says_over_how_many_days():
    pack, _ = load_pack("mali")
    rosters = [one for roster in pack.form.rosters.values() for one in roster.questions.items()]
    for name, question in (*pack.form.questions.items(), *rosters):
        if "in the last" in question.label["en"].lower() and question.unit != "day":
            assert question.recall_days is not None, name


def test_no_question_of_the_form_asks_for_a_name_or_a_date_of_birth_that_is_kept():
    pack, _ = load_pack("mali")
    rosters = [one for roster in pack.form.rosters.values() for one in roster.questions.items()]
    kept = [name for name, one in (*pack.form.questions.items(), *rosters) if not one.personal]
    assert not [name for name in kept if "name" in name.split("_") or "birth_date" in name]


def test_the_short_interview_opens_no_optional_part_and_no_list_of_members():
    pack, _ = load_pack("mali")
    opened = {name: str(one.relevant) for name, one in pack.form.questions.items()
              if one.relevant and "long_interview" in one.relevant}  # fmt: skip
    assert {"hdds_groups", "shelter_issues", "services_hindered", "spent_on_food"} <= set(opened)
    assert all(roster.relevant == "members_listed" for roster in pack.form.rosters.values())


def test_key_informants_are_asked_of_places_and_never_of_households_alone():
    pack, _ = load_pack("mali")
    asked = {name for name, one in pack.form.questions.items()
             if one.asked_of == (Respondent.KEY_INFORMANT,)}  # fmt: skip
    assert {
        "water_point_state",
        "market_state",
        "health_facility_state",
        "access_constraints",
    } <= asked
    assert "household_size" not in asked


FCS_28_42 = """\
sector: food_security
measures:
  fcs_level: {value: fcs_level_28_42, source: wfp-ram FCS poor to 28 and borderline to 42}
indicators:
  fcs: {severity: {4: at most 28, 3: at most 42}, source: wfp-ram FCS poor to 28 and borderline to 42}
"""
FCS_28_42_CASES = """\
cases:
  - name: FCS 28, the last poor score
    source: wfp-ram FCS poor to 28
    household: {fcs_staples: 7, fcs_pulses: 4, fcs_vegetables: 2, fcs_fruit: 0, fcs_protein: 0,
      fcs_dairy: 0, fcs_sugar: 0, fcs_oil: 0}
    expect:
      food_security.fcs: {value: 28, severity: 4}
      food_security.fcs_level: 2
      food_security.food_consumption_phase: {value: 4, severity: 4}
  - name: FCS 28.5, the first borderline score
    source: wfp-ram FCS borderline from 28.5
    household: {fcs_staples: 7, fcs_pulses: 4, fcs_vegetables: 2, fcs_fruit: 0, fcs_protein: 0,
      fcs_dairy: 0, fcs_sugar: 0, fcs_oil: 1}
    expect:
      food_security.fcs: {value: 28.5, severity: 3}
      food_security.fcs_level: 1
      food_security.food_consumption_phase: {value: 3, severity: 3}
  - name: FCS 42, the last borderline score
    source: wfp-ram FCS borderline to 42
    household: {fcs_staples: 7, fcs_pulses: 7, fcs_vegetables: 7, fcs_fruit: 0, fcs_protein: 0,
      fcs_dairy: 0, fcs_sugar: 0, fcs_oil: 0}
    expect: {food_security.fcs: {value: 42, severity: 3}, food_security.fcs_level: 1}
  - name: FCS 42.5, the first acceptable score
    source: wfp-ram FCS acceptable from 42.5
    household: {fcs_staples: 7, fcs_pulses: 7, fcs_vegetables: 7, fcs_fruit: 0, fcs_protein: 0,
      fcs_dairy: 0, fcs_sugar: 0, fcs_oil: 1}
    expect: {food_security.fcs: {value: 42.5, severity: 1}, food_security.fcs_level: 0}
"""


def test_two_lines_of_a_country_pack_choose_the_other_cut_offs_of_the_fcs(tmp_path):
    scenario = child_pack(tmp_path, food_security=FCS_28_42, cases=FCS_28_42_CASES)
    found = run_cases(load_cases("own", scenario))
    assert not found.failed, explained(list(found.failed))
    assert found.cases == report("mali").cases + 4


ECMEN = """\
sector: food_security
indicators:
  ecmen:
    label: {en: Spending per person in thousands, fr: Dépenses par personne en milliers}
    unit: 1/person
    value: (spent_on_food + spent_on_other) / household_size
    critical: false
    missing: {assume: 1}
    severity: {3: at most 12, 1: otherwise}
    source: wfp-ram ECMEN, spending per person above the basket; 12 stands for the country's own basket
"""
ECMEN_CASES = """\
cases:
  - name: spending of exactly the basket is not above it
    source: wfp-ram ECMEN
    household: {household_size: 5, spent_on_food: 40, spent_on_other: 20}
    expect: {food_security.ecmen: {value: 12, severity: 3}}
  - name: spending above the basket
    source: wfp-ram ECMEN
    household: {household_size: 5, spent_on_food: 40, spent_on_other: 21}
    expect: {food_security.ecmen: {value: 12.2, severity: 1}}
"""


def test_a_country_with_a_basket_of_its_own_adds_what_a_household_can_afford(tmp_path):
    scenario = child_pack(tmp_path, food_security=ECMEN, cases=ECMEN_CASES)
    found = run_cases(load_cases("own", scenario))
    assert not found.failed, explained(list(found.failed))
