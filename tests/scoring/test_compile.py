"""What a pack's author is told about a faulty rule: what, where exactly, and the nearest name."""

import pytest

from rrm.intake import load_pack
from rrm.model.problem import BadInput, Problem
from rrm.scoring import compile_pack
from tests.builders import PACK_FILES, tiny_pack


def problems(folder, **files: str) -> tuple[Problem, ...]:
    """The problems of the tiny pack with these files changed."""
    tiny_pack(folder / "rules", **files)
    pack, _ = load_pack("tiny", folder)
    with pytest.raises(BadInput) as caught:
        compile_pack(pack)
    return caught.value.problems


def wash(old: str, new: str) -> str:
    """wash.yaml with one piece of its text replaced."""
    assert PACK_FILES["wash.yaml"].count(old) == 1
    return PACK_FILES["wash.yaml"].replace(old, new)


def position(text: str, word: str) -> tuple[int, int]:
    """Line and column of a word in a file, from 1."""
    before = text[: text.index(word)]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def place_of(problem: Problem) -> tuple[str, int | None, str | int | None]:
    return problem.place.file, problem.place.line, problem.place.column


def test_a_misspelt_name_is_told_with_its_place_and_the_nearest_name(tmp_path):
    text = wash("water_litres_per_day / household_size", "water_litres_per_day / houshold_size")
    (problem,) = problems(tmp_path, wash=text)
    assert problem.code == "RRM-R003"
    assert place_of(problem) == ("rules/tiny/wash.yaml", *position(text, "houshold_size"))
    assert problem.remedy.text() == 'Did you mean "household_size"?'


def test_a_rule_that_leans_on_a_faulty_one_is_not_told_as_well(tmp_path):
    # Both measures of wash.yaml use water_per_person.
    assert len(problems(tmp_path, wash=wash("/ household_size", "/ houshold_size"))) == 1


def test_a_misspelt_name_in_a_severity_line_is_told_at_the_line(tmp_path):
    text = wash("below 20", "value < 20 or shelter_tipe = 'none'")
    (problem,) = problems(tmp_path, wash=text)
    assert place_of(problem) == ("rules/tiny/wash.yaml", *position(text, "shelter_tipe"))
    assert "shelter_type" in problem.remedy.text()


def test_a_unit_that_the_expression_does_not_give_is_refused(tmp_path):
    text = wash("/ household_size", "* household_size")
    (problem,) = [one for one in problems(tmp_path, wash=text) if one.code == "RRM-R005"]
    assert problem.place.line == position(text, "water_litres_per_day *")[0]
    assert "L*person/day" in problem.found.text()
    assert "L/day/person" in problem.allowed.text()


def test_numbers_of_different_units_are_not_added(tmp_path):
    text = wash("max(0, 15 - water_per_person)", "max(0, household_size - water_per_person)")
    (problem,) = problems(tmp_path, wash=text)
    assert problem.code == "RRM-R005"
    assert place_of(problem) == ("rules/tiny/wash.yaml", *position(text, "water_per_person)"))


def test_a_rule_that_depends_on_itself_is_refused(tmp_path):
    text = wash("water_litres_per_day / household_size", "water_short + water_survival_short")
    found = problems(tmp_path, wash=text)
    assert {problem.code for problem in found} == {"RRM-R008"}
    assert all("circle" in problem.remedy.text() for problem in found)


def test_an_unknown_function_is_told_with_the_nearest(tmp_path):
    text = wash("max(0, 15 - water_per_person)", "maxi(0, 15 - water_per_person)")
    (problem,) = problems(tmp_path, wash=text)
    assert place_of(problem) == ("rules/tiny/wash.yaml", *position(text, "maxi"))
    assert problem.remedy.text() == 'Did you mean "max"?'


def test_a_line_below_otherwise_is_refused(tmp_path):
    text = wash("2: below 20\n      1: otherwise", "2: otherwise\n      1: below 20")
    found = problems(tmp_path, wash=text)
    assert {problem.code for problem in found} == {"RRM-R009"}
    assert "lines stand below `otherwise`" in {problem.found.text() for problem in found}


def test_lines_without_otherwise_are_refused(tmp_path):
    (problem,) = problems(tmp_path, wash=wash("1: otherwise", "1: at least 20"))
    assert problem.code == "RRM-R009"
    assert problem.remedy.text() == "End the severity lines with `1: otherwise`."


def test_an_option_that_the_question_has_not_is_refused(tmp_path):
    text = PACK_FILES["shelter_nfi.yaml"].replace(
        "value: covered_area_m2 / household_size\n    severity: {5: below 1, 4: below 2, 3: below 3.5, 1: otherwise}",
        "value: shelter_type\n    severity: {5: is 'open', 3: is 'maxihift', 1: otherwise}",
    ).replace("    unit: m2/person\n", "")  # fmt: skip
    found = problems(tmp_path, shelter_nfi=text)
    assert [problem.code for problem in found] == ["RRM-R003", "RRM-R003"]
    assert found[1].place.line == position(text, "maxihift")[0]
    assert "makeshift" in found[1].remedy.text()


def test_a_name_that_two_sectors_use_must_say_which(tmp_path):
    food = PACK_FILES["food_security.yaml"].replace("  meals:\n", "  water_per_person:\n")
    short, survival_short = problems(tmp_path, food_security=food)
    assert "several rules" in short.found.text()
    assert "wash.water_per_person" in short.remedy.text()
    assert survival_short.code == short.code


def test_all_problems_are_told_at_once(tmp_path):
    text = wash("below 3\n", "bellow 3\n").replace("below 20", "at mostt 20")
    food = PACK_FILES["food_security.yaml"].replace("value: meals_yesterday", "value: meals + nope")
    found = problems(tmp_path, wash=text, food_security=food)
    assert [(problem.place.file, problem.place.line) for problem in found] == [
        ("rules/tiny/food_security.yaml", position(food, "meals + nope")[0]),
        ("rules/tiny/wash.yaml", position(text, "bellow")[0]),
        ("rules/tiny/wash.yaml", position(text, "at mostt")[0]),
    ]


@pytest.mark.parametrize(
    ("unit", "counted", "is_refused"),
    [
        ("person", "people", False),
        ("person", "households", True),
        ('""', "households", False),
        ('""', "people", True),
        ("kit", "households", True),
    ],
)
def test_a_referral_counts_what_its_measure_counts(tmp_path, unit, counted, is_refused):
    measure = (
        "\n  counted:\n    label: {en: Counted, fr: Compté}\n"
        f"    unit: {unit}\n    value: 1\n    source: book\nindicators:"
    )
    files = {
        "shelter_nfi": PACK_FILES["shelter_nfi.yaml"].replace("\nindicators:", measure),
        "referrals": PACK_FILES["referrals.yaml"].replace(
            "unit: households", f"unit: {counted}\n    measure: counted"
        ),
    }
    if not is_refused:
        tiny_pack(tmp_path / "rules", **files)
        compile_pack(load_pack("tiny", tmp_path)[0])
        return
    (problem,) = problems(tmp_path, **files)
    assert problem.code == "RRM-R010"
    assert place_of(problem)[:2] == (
        "rules/tiny/referrals.yaml", position(files["referrals"], "measure: counted")[0],
    )  # fmt: skip
