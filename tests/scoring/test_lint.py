"""Doubts about rules that compile: what can never hold, and what nobody uses."""

import pytest

from rrm.intake import load_pack
from rrm.scoring import compile_pack, pack_doubts
from tests.builders import PACK_FILES, tiny_pack

WATER = "severity:\n      5: below 3\n      4: below 7.5\n      3: below 15\n      2: below 20\n      1: otherwise\n"

OF_THE_TINY_PACK = ("RRM-R205", "RRM-R206", "RRM-R213", "RRM-R214")
"""Questions and measures that are not used, reasons and sources that are short, as in any pack made
up for tests."""


def doubts(folder, **files: str):
    tiny_pack(folder / "rules", **files)
    pack, _ = load_pack("tiny", folder)
    return pack_doubts(compile_pack(pack))


def of_lines(folder, lines: str, value: str = "water_litres_per_day / household_size"):
    """Doubts about the severity lines of water_per_person; one line a text, worst on top."""
    text = PACK_FILES["wash.yaml"]
    assert text.count(WATER) == 1
    indented = "".join(f"      {line}\n" for line in lines.split("; "))
    text = text.replace(WATER, f"severity:\n{indented}").replace(
        "value: water_litres_per_day / household_size", f"value: {value}"
    )
    if value in ("household_size", "shelter_type"):
        unit = "person" if value == "household_size" else '""'
        text = text.replace(
            "unit: L/person/day\n    value: " + value, f"unit: {unit}\n    value: {value}"
        )
        text = text[: text.index("measures:")] + text[text.index("indicators:") :]
        entitlements = PACK_FILES["entitlements.yaml"].replace("water_short", '"1"')
        entitlements = entitlements.replace("water_survival_short", '"1"')
        found = doubts(folder, wash=text, entitlements=entitlements)
    else:
        found = doubts(folder, wash=text)
    return [one for one in found if one.code not in OF_THE_TINY_PACK]


def test_a_division_by_0_is_told(tmp_path):
    wash = PACK_FILES["wash.yaml"].replace(
        "household_size\n    severity", "household_size / 0\n    severity"
    )
    found = [one for one in doubts(tmp_path, wash=wash) if one.code == "RRM-R215"]
    assert [one.found.text() for one in found] == ['"wash.water_per_person" divides by 0']
    assert not [one for one in doubts(tmp_path / "as it was") if one.code == "RRM-R215"]


@pytest.mark.parametrize(
    ("lines", "code", "words"),
    [
        ("5: below 7.5; 4: below 3; 1: otherwise", "RRM-R201", '"below 3" can never hold'),
        ("5: at least 3; 4: above 3; 1: otherwise", "RRM-R201", '"above 3" can never hold'),
        ("5: below 10; 4: between 2 and 5; 1: otherwise", "RRM-R201", "between 2 and 5"),
        ("5: below 3; 4: at least 3; 3: between 1 and 9; 1: otherwise", "RRM-R201", "1 and 9"),
        ("4: between 0 and 3; 3: between 4 and 10; 1: otherwise", "RRM-R202", "from 3 to 4"),
        ("5: below 3; 4: between 4 and 10; 1: otherwise", "RRM-R202", "from 3 to 4"),
        ("4: between 0 and 6; 3: between 4 and 10; 1: otherwise", "RRM-R203", "from 4 to 6"),
        ("4: below 10; 3: above 5; 1: otherwise", "RRM-R203", "from 5 to 10"),
        ("3: below 3; 5: below 7.5; 2: below 15; 1: otherwise", "RRM-R204", "3, 5, 2"),
    ],
)
def test_lines_that_do_not_make_a_scale_are_told(tmp_path, lines, code, words):
    (problem,) = of_lines(tmp_path, lines)
    assert problem.code == code
    assert not problem.is_error
    assert words in problem.text()
    assert problem.place.file == "rules/tiny/wash.yaml"


def test_an_unreachable_line_is_told_at_its_own_place(tmp_path):
    (problem,) = of_lines(tmp_path, "5: below 7.5; 4: below 3; 1: otherwise")
    text = (tmp_path / "rules" / "tiny" / "wash.yaml").read_text(encoding="utf-8")
    assert text.splitlines()[problem.place.line - 1].strip() == "4: below 3"


@pytest.mark.parametrize(
    "lines",
    [
        "5: below 3; 4: below 7.5; 1: otherwise",
        "4: above 42; 3: at least 19; 2: at least 4; 1: otherwise",
        # 3 itself is class 4.
        "5: below 3; 4: at most 3; 1: otherwise",
        "5: above 3; 4: at least 3; 1: otherwise",
        "5: below 3; 4: between 3 and 7.5; 3: between 7.5 and 15; 1: otherwise",
        # Too little and too much are both bad; in between lies what is good.
        "5: below 3; 4: below 5; 3: above 100; 1: otherwise",
        "4: value < 3 or household_size > 10; 3: below 7.5; 1: otherwise",
        "3: otherwise",
    ],
)
def test_lines_that_make_a_scale_raise_no_doubt(tmp_path, lines):
    assert of_lines(tmp_path, lines) == []


def test_there_is_no_gap_between_whole_numbers(tmp_path):
    lines = "4: between 8 and 12; 3: between 5 and 7; 1: otherwise"
    assert of_lines(tmp_path, lines, value="household_size") == []
    wider = lines.replace("between 5 and 7", "between 5 and 6")
    (problem,) = of_lines(tmp_path / "wider", wider, value="household_size")
    assert problem.code == "RRM-R202"


def test_an_option_that_an_earlier_line_takes_is_told(tmp_path):
    twice = "5: is 'none'; 3: is 'none', 'makeshift'; 1: otherwise"
    (problem,) = of_lines(tmp_path, twice, value="shelter_type")
    assert (problem.code, "none" in problem.text()) == ("RRM-R203", True)
    never = "5: is 'none', 'makeshift'; 3: is 'makeshift'; 1: otherwise"
    (problem,) = of_lines(tmp_path / "never", never, value="shelter_type")
    assert problem.code == "RRM-R201"


def test_a_question_that_no_rule_uses_is_named(tmp_path):
    (problem,) = [one for one in doubts(tmp_path) if one.code == "RRM-R205"]
    assert problem.found.text() == "no rule uses: shelter_type, priority_needs, arrived_on"


def test_a_question_that_only_a_severity_line_mentions_is_used(tmp_path):
    wash = PACK_FILES["wash.yaml"].replace("2: below 20", "2: shelter_type = 'none'")
    (problem,) = [one for one in doubts(tmp_path, wash=wash) if one.code == "RRM-R205"]
    assert "shelter_type" not in problem.found.text()


MEASURE = """\
measures:
  rooms:
    label: {en: Rooms, fr: Pièces}
    unit: ""
    value: 1
    source: book
indicators:
  meals:"""


def test_a_measure_that_nothing_uses_is_told(tmp_path):
    food = PACK_FILES["food_security.yaml"].replace("indicators:\n  meals:", MEASURE)
    (problem,) = [one for one in doubts(tmp_path, food_security=food) if one.code == "RRM-R206"]
    assert '"food_security.rooms"' in problem.text()
    assert (problem.place.file, problem.place.line) == ("rules/tiny/food_security.yaml", 7)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("entitlements", "    amount: 1\n    if_unknown: 1\n    criticality: 2", "    amount: rooms\n    if_unknown: 1\n    criticality: 2"),
        ("referrals", "unit: households", "unit: households\n    measure: rooms"),
        ("modality", "accepted: cash_accepted_share", "accepted: rooms"),
    ],
)  # fmt: skip
def test_a_measure_that_something_uses_is_not(tmp_path, file, old, new):
    food = PACK_FILES["food_security.yaml"].replace("indicators:\n  meals:", MEASURE)
    assert PACK_FILES[f"{file}.yaml"].count(old) == 1
    changed = {file: PACK_FILES[f"{file}.yaml"].replace(old, new)}
    found = doubts(tmp_path, food_security=food, **changed)
    assert not [one for one in found if one.code == "RRM-R206" and "rooms" in one.text()]
