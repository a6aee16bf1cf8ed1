"""Decision tables in a pack: what is refused, what is doubted, what people are told of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from rrm.intake import load_cases, load_pack
from rrm.model.problem import BadInput, Problem
from rrm.scoring import case_coverage, compile_pack, lint_pack, rule_faults, run_cases
from tests.builders import PACK_FILES, tiny_pack
from tests.scoring.sites import asked, scored

TABLE = """\
  shelter_by_meals:
    label: {en: Shelter and meals, fr: Abri et repas}
    table:
      rows: shelter_type
      columns: meals_yesterday
      heads:       [0, at least 1 and below 3, at least 3]
      cells:
        none:      [5, 5, 4]
        makeshift: [5, 4, 3]
        house:     [3, 3, 1]
    because: {en: hungry in the open, fr: faim en plein air}
    source: book chapter 9
"""
WASH = PACK_FILES["wash.yaml"] + TABLE
KEY = "wash.shelter_by_meals"


def changed(old: str, new: str) -> str:
    assert TABLE.count(old) == 1, old
    return PACK_FILES["wash.yaml"] + TABLE.replace(old, new)


def problems(folder: Path, wash: str) -> tuple[Problem, ...]:
    tiny_pack(folder / "rules", wash=wash)
    with pytest.raises(BadInput) as caught:
        load_pack("tiny", folder, rule_check=rule_faults)
    return caught.value.problems


def place_in(text: str, word: str) -> tuple[int, int]:
    """Line and column of a piece of the file, from 1."""
    before = text[: text.index(word, text.index(TABLE[:20]))]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


@pytest.mark.parametrize(
    ("old", "new", "code", "at", "words"),
    [
        ("house: ", "huose: ", "RRM-R003", "huose", 'Did you mean "house"?'),
        ("none:  ", "none, tree:  ", "RRM-R003", "tree", "no such option"),
        ("columns: meals_yesterday", "columns: meals_yesteray", "RRM-R003", "meals_yesteray", "meals_yesterday"),
        ("        house:     [3, 3, 1]\n", "", "RRM-R019", "shelter_type", 'no head takes "house"'),
        ("house: ", "house, none: ", "RRM-R018", "house, none", '"none" stands under'),
        ("at least 1 and below 3", "at least 2 and below 3", "RRM-R019", "meals_yesterday", "no head takes 1;"),
        ("[0, at least 1", "[0, at least 0", "RRM-R018", "at least 0", '"0" stands under'),
        ("at least 3]", "at least 2]", "RRM-R018", "at least 2]", '"2" stands under'),
        ("at least 1 and below 3", "at least 3 and below 1", "RRM-R017", "at least 3 and", "no number is in it"),
        ("at least 1 and below 3", "1 to 3", "RRM-R017", "1 to 3", "a head over numbers is"),
        ("[5, 4, 3]", "[5, 4]", "RRM-R020", "makeshift", "has 2 cells"),
        ("[5, 4, 3]", "[5, 4, 3, 2]", "RRM-R020", "makeshift", "has 4 cells"),
        ("[5, 4, 3]", "[5, 6, 3]", "RRM-R021", "6, 3]", "classes from 1 to 5"),
        ("[5, 4, 3]", "[5, four, 3]", "RRM-R021", "four", 'found the cell "four"'),
        ("columns: meals_yesterday", "columns: priority_needs", "RRM-R017", "priority_needs", "selected(question"),
        ("columns: meals_yesterday", "columns: remarks", "RRM-R004", "remarks", "free text"),
        ("[0, at least 1 and below 3, at least 3]", "[]", "RRM-R022", "meals_yesterday", "0 columns"),
        ("    because", "      words: {rows: {tent: {en: a, fr: b}}}\n    because", "RRM-R003", "tent", "no such head"),
        ("    table:", "    unanswered: zero\n    table:", "RRM-R017", "shelter_type", "unanswered: zero"),
        ("    table:", "    level: village\n    table:", "RRM-R015", "shelter_type", "village"),
        ("    table:", "    value: meals_yesterday\n    table:", "RRM-R118", "table:", "side by side"),
        ("rows: shelter_type", "rows: shelter_by_meals", "RRM-R008", "shelter_by_meals\n      columns", "itself"),
    ],
)  # fmt: skip
def test_a_fault_in_a_table_is_told_where_it_stands(tmp_path, old, new, code, at, words):
    text = changed(old, new)
    found = problems(tmp_path, text)
    (problem,) = [one for one in found if one.code == code]
    assert (problem.place.line, problem.place.column) == place_in(text, at)
    assert words in problem.text()


def test_all_faults_of_a_table_are_told_at_once(tmp_path):
    text = (
        changed("[5, 4, 3]", "[5, 4]")
        .replace("house: ", "huose: ")
        .replace("[5, 5, 4]", "[5, 5, 9]")
    )
    assert {one.code for one in problems(tmp_path, text)} == {"RRM-R003", "RRM-R020", "RRM-R021"}


def test_a_table_larger_than_anybody_reads_is_refused(tmp_path):
    rows = "".join(f"        {number}: [1, 1, 1]\n" for number in range(41))
    text = changed("rows: shelter_type", "rows: meals_yesterday")
    start = text.index("        none:      [")
    text = text[:start] + rows + text[text.index("    because: {en: hungry") :]
    assert "RRM-R022" in {one.code for one in problems(tmp_path, text)}


def test_a_rule_without_value_or_table_is_not_complete(tmp_path):
    start, end = TABLE.index("    table:"), TABLE.index("    because")
    found = problems(tmp_path, PACK_FILES["wash.yaml"] + TABLE[:start] + TABLE[end:])
    assert [(one.code, one.found.text()) for one in found] == [
        ("RRM-I012", '"value" is missing'),
        ("RRM-I012", '"severity" is missing'),
    ]


# --- what it gives ---------------------------------------------------------------------------


def classes(folder: Path, *answers: dict, wash: str = WASH) -> list[int | None]:
    """The class of each household by the table."""
    cases = "cases:\n" + "".join(
        f"  - name: case {n}\n    household: {{{', '.join(f'{k}: {v}' for k, v in one.items())}}}\n"
        f"    expect: {{{KEY}: unknown}}\n"
        for n, one in enumerate(answers)
    )
    pack = tiny_pack(folder / "rules", wash=wash)
    (pack / "tests").mkdir(exist_ok=True)
    (pack / "tests" / "cases.yaml").write_text(cases, encoding="utf-8")
    report = run_cases(load_cases("tiny", folder))
    return [result.found.severity for result in report.results]


def test_the_class_is_known_as_soon_as_no_answer_could_change_it(tmp_path):
    text = changed("[5, 5, 4]", "[5, 5, 5]")
    assert classes(
        tmp_path,
        {"shelter_type": "none"},
        {"shelter_type": "makeshift"},
        {"shelter_type": "house", "meals_yesterday": 3},
        {"meals_yesterday": 0},
        wash=text,
    ) == [5, None, 1, None]


def test_what_is_not_answered_may_have_a_row_of_its_own(tmp_path):
    text = changed("    because", "        unanswered: [4, 3, 2]\n    because")
    assert classes(
        tmp_path, {"meals_yesterday": 2}, {"meals_yesterday": 5}, {"household_size": 3}, wash=text
    ) == [3, 2, None]


def test_cells_may_be_judged_by_lines_of_their_own(tmp_path):
    cells = TABLE.replace("[5, 5, 4]", "[100, 90, 80]").replace("[5, 4, 3]", "[70, 60, 50]")
    lines = "    severity: {4: at least 90, 2: at least 50, 1: otherwise}\n    because"
    text = PACK_FILES["wash.yaml"] + cells.replace("    because", lines)
    assert classes(
        tmp_path,
        {"shelter_type": "none", "meals_yesterday": 1},
        {"shelter_type": "makeshift"},
        {"shelter_type": "house", "meals_yesterday": 1},
        wash=text,
    ) == [4, None, 1]


def test_a_measure_read_off_a_table_is_a_number_like_any_other(tmp_path):
    measure = TABLE.replace("shelter_by_meals", "points").replace("    because: {en: hungry in the open, fr: faim en plein air}\n", "    unit: L/person/day\n")  # fmt: skip
    text = PACK_FILES["wash.yaml"].replace("indicators:\n", measure + "indicators:\n")
    text = text.replace("value: water_litres_per_day / household_size", "value: 2 * points")
    tiny_pack(tmp_path / "rules", wash=text)
    pack = compile_pack(load_pack("tiny", tmp_path)[0])
    assert pack.measures["wash.points"].table is not None


# --- what is doubted -------------------------------------------------------------------------


def doubts(folder: Path, wash: str) -> list[Problem]:
    tiny_pack(folder / "rules", wash=wash)
    report = lint_pack(compile_pack(load_pack("tiny", folder)[0]))
    assert not report.not_proven
    made_up = ("RRM-R205", "RRM-R206", "RRM-R213", "RRM-R214")
    return [one for one in report.doubts if one.code not in made_up]


def test_an_even_table_raises_no_doubt(tmp_path):
    assert doubts(tmp_path, WASH) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ("[5, 5, 4]", "[4, 5, 4]", "RRM-R217", "none:"),
        ("[3, 3, 1]", "[1, 3, 3]", "RRM-R217", "house:"),
        ("    because", "        otherwise: [5, 5, 5]\n    because", "RRM-R216", "otherwise"),
        ("at least 3]", "at least 3 and at most 10, above 10]", "RRM-R216", "above 10"),
    ],
)
def test_what_is_odd_about_a_table_is_doubted_where_it_stands(tmp_path, old, new, code, at):
    text = changed(old, new)
    if "above 10" in new:
        text = text.replace("5, 4]\n", "5, 4, 4]\n").replace("4, 3]\n", "4, 3, 3]\n")
        text = text.replace("3, 1]\n", "3, 1, 1]\n")
    (problem,) = doubts(tmp_path, text)
    assert problem.code == code and not problem.is_error
    assert (problem.place.line, problem.place.column) == place_in(text, at)


def test_a_reason_silences_cells_that_go_up_and_down_and_is_needed_for_it(tmp_path):
    reason = "      uneven_because: {en: seen so, fr: vu ainsi}\n    because"
    assert doubts(tmp_path, changed("[5, 5, 4]", "[4, 5, 4]").replace("    because", reason)) == []
    (problem,) = doubts(tmp_path, changed("    because", reason))
    assert problem.code == "RRM-R218"


# --- what is told ----------------------------------------------------------------------------


def test_each_class_of_a_table_counts_as_a_line_that_a_case_must_show(tmp_path):
    classes(tmp_path, {"shelter_type": "none", "meals_yesterday": 0})
    path = tmp_path / "rules" / "tiny" / "tests" / "cases.yaml"
    path.write_text(path.read_text().replace("unknown", "{severity: 5}"), encoding="utf-8")
    report = run_cases(load_cases("tiny", tmp_path))
    lines = {one.severity: one in report.shown for one in report.lines if one.rule == KEY}
    assert lines == {5: True, 4: False, 3: False, 1: False}
    assert KEY not in [one.rule for one in case_coverage(report).untried]


def told(folder: Path, *assessment: dict, language: str = "en", wash: str = WASH):
    needs = scored(folder, assessment, pack={"wash": wash})
    trace = next(one for one in needs.traces if (one.site_id, one.sector) == ("A", "wash"))
    return trace.sentence.text(language), trace.smallest_change.text(language)


WATER = {"household_size": 1, "water_litres_per_day": 50}


def in_open(n: int, meals: int) -> list[dict]:
    return [asked(at, shelter_type="none", meals_yesterday=meals, **WATER) for at in range(n)]


def test_a_trace_says_which_row_and_column_were_hit_by_how_many(tmp_path):
    hungry = in_open(3, 0)
    tent = asked(9, shelter_type="makeshift", meals_yesterday=0, **WATER)
    sentence, _ = told(tmp_path, *hungry, tent)
    assert (
        'where the household sleeps: "in the open" × meals eaten yesterday: 0 (3);'
        ' where the household sleeps: "makeshift shelter" × meals eaten yesterday: 0 (1)'
    ) in sentence


def test_the_smallest_change_names_the_nearest_row_or_column(tmp_path):
    _, change = told(tmp_path, *in_open(1, 2))
    assert (
        'meals eaten yesterday: from 1 to below 3 (1), where the household sleeps: "makeshift'
        ' shelter" or meals eaten yesterday: at least 3 instead'
    ) in change


def test_what_no_help_changes_is_no_way_out(tmp_path):
    text = changed("    because", "      given: rows\n    because")
    _, change = told(tmp_path, *in_open(1, 2), wash=text)
    assert "(1), meals eaten yesterday: at least 3 instead" in change


def test_a_cell_that_neither_alone_leaves_says_so(tmp_path):
    cells = TABLE.replace("[5, 5, 4]", "[5, 5, 5]").replace("[5, 4, 3]", "[5, 4, 3]")
    cells = cells.replace("[3, 3, 1]", "[5, 3, 1]")
    _, change = told(tmp_path, *in_open(1, 0), wash=PACK_FILES["wash.yaml"] + cells)
    assert "which neither alone would change" in change


# --- packs that build on it ------------------------------------------------------------------


def child(folder: Path, rule: str):
    """The rule of a pack that extends one with the table and says this of it."""
    tiny_pack(folder / "rules", wash=WASH)
    home = folder / "rules" / "child"
    home.mkdir()
    (home / "pack.yaml").write_text("id: child\nversion: 0.1.0\nextends: tiny\n")
    text = f"sector: wash\nindicators:\n  {rule}"
    (home / "wash.yaml").write_text(text, encoding="utf-8")
    return load_pack("child", folder)[0].sectors["wash"].indicators


def test_a_child_pack_replaces_a_table_as_a_whole(tmp_path):
    rules = child(
        tmp_path,
        "shelter_by_meals:\n    table: {rows: shelter_type, columns: accepts_cash, heads: [yes, no],"
        " cells: {house: [1, 2], otherwise: [3, 4]}}\n    source: book two\n",
    )
    table = rules["shelter_by_meals"].table
    assert list(table.cells) == ["house", "otherwise"] and table.heads == ("yes", "no")
    assert rules["shelter_by_meals"].because["en"] == "hungry in the open"


def test_a_table_in_the_place_of_a_value_takes_the_lines_along(tmp_path):
    rules = child(
        tmp_path,
        "water_per_person:\n    unit: ''\n    table: {rows: shelter_type, columns: accepts_cash,"
        " heads: [yes, no], cells: {house: [1, 2], otherwise: [3, 4]}}\n    source: book two\n",
    )
    assert rules["water_per_person"].value == "" and rules["water_per_person"].severity == {}


def test_a_value_in_the_place_of_a_table_needs_lines_of_its_own(tmp_path):
    rules = child(
        tmp_path,
        "shelter_by_meals:\n    value: meals_yesterday\n    severity: {3: below 2, 1: otherwise}\n",
    )
    assert rules["shelter_by_meals"].table is None
    with pytest.raises(BadInput) as caught:
        child(tmp_path / "again", "shelter_by_meals: {value: meals_yesterday}\n")
    assert [one.code for one in caught.value.problems] == ["RRM-I012"]
