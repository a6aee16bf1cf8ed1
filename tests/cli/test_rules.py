"""`rrm rules`: a pack checked, and its cases run, as a programme officer would."""

import json
from pathlib import Path

import pytest

from tests.builders import PACK_FILES, tiny_pack
from tests.cli.terminal import rrm

GOOD = "wash.water_per_person: {value: 7.5, severity: 3}"
BAD = "wash.water_per_person: {value: 7.5, severity: 4}"


def case(expect: str) -> str:
    answers = "household_size: 10, water_litres_per_day: 75"
    return f"cases:\n  - name: one\n    household: {{{answers}}}\n    expect: {{{expect}}}\n"


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Writes the pack tiny with one case below the working folder."""

    def write(cases: str, **files: str) -> Path:
        folder = tiny_pack(tmp_path / "rules", **files)
        (folder / "tests").mkdir()
        (folder / "tests" / "cases.yaml").write_text(cases, encoding="utf-8")
        return folder

    monkeypatch.chdir(tmp_path)
    return write


def test_cases_that_hold_are_counted(pack):
    pack(case(GOOD))
    said = rrm("rules", "test", "tiny", "--lang", "en")
    assert said.code == 0
    assert "tiny 1.0.0: 1 case; expectations: 1, not met: 0" in said.out
    assert "severity lines that a case shows: 1 of 13" in said.out


def test_lines_that_no_case_shows_are_named_with_their_place(pack):
    pack(case(GOOD))
    assert "wash.water_per_person 5: below 3 (rules/tiny/wash.yaml:20)" in " ".join(
        rrm("rules", "test", "tiny", "--lang", "en").out.split()
    )


def test_a_case_that_fails_is_told_by_file_and_line_and_the_answer_is_no(pack):
    pack(case(BAD))
    said = rrm("rules", "test", "tiny", "--lang", "en")
    assert said.code == 1
    assert " ".join(said.out.split()).startswith(
        'rules/tiny/tests/cases.yaml:4 "one": wash.water_per_person expected 7.5 and class 4,'
        " found 7.5 and class 3"
    )
    assert "not met: 1" in said.out


def test_nothing_runs_past_the_edge_of_the_terminal(pack):
    pack(case(BAD))
    assert all(len(line) <= 80 for line in rrm("rules", "test", "tiny").lines)


def test_quiet_prints_what_fails_and_nothing_else(pack):
    folder = pack(case(GOOD))
    assert rrm("rules", "test", "tiny", "--quiet").out == ""
    (folder / "tests" / "cases.yaml").write_text(case(BAD), encoding="utf-8")
    said = rrm("rules", "test", "tiny", "--quiet")
    assert said.code == 1
    assert said.out.startswith("rules/tiny/tests/cases.yaml:4")
    assert "severity lines" not in said.out


def test_json_says_the_same(pack):
    pack(case(BAD))
    said = rrm("rules", "test", "tiny", "--json", "--lang", "en")
    told = json.loads(said.out)
    assert said.code == 1
    assert told["failed"] == [
        {
            "file": "rules/tiny/tests/cases.yaml",
            "line": 4,
            "case": "one",
            "name": "wash.water_per_person",
            "expected": "7.5 and class 4",
            "found": "7.5 and class 3",
        }
    ]
    assert told["coverage"]["lines"] == 13
    assert len(told["coverage"]["not_shown"]) == 12


@pytest.mark.parametrize("command", ["test", "lint"])
def test_a_pack_may_be_named_by_its_folder(pack, command):
    folder = pack(case(GOOD))
    assert rrm("rules", command, folder).code == 0
    assert rrm("rules", command, "rules/tiny").code == 0


def test_a_pack_outside_a_folder_of_rules_is_refused(pack):
    folder = pack(case(GOOD))
    moved = folder.rename(folder.parent.parent / "tiny")
    said = rrm("rules", "test", moved)
    assert said.code == 2
    assert "RRM-C005" in said.err


def test_a_pack_that_is_not_there_is_told_with_the_nearest_name():
    said = rrm("rules", "test", "mli")
    assert said.code == 2
    assert 'Did you mean "mali"?' in said.err


def test_cases_that_can_t_be_read_are_bad_input(pack):
    pack(case("wash.water_per_persn: 3"))
    said = rrm("rules", "test", "tiny")
    assert said.code == 2
    assert "rules/tiny/tests/cases.yaml:4:14" in said.err
    assert said.out == ""


def test_a_shipped_pack_is_found_from_anywhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert rrm("rules", "test", "sahel", "--quiet").code == 0


def test_lint_tells_doubts_and_ends_well(pack):
    pack(case(GOOD))
    said = rrm("rules", "lint", "tiny", "--lang", "en")
    assert said.code == 0
    told = " ".join(said.err.split())
    assert "RRM-R205 form.yaml: no rule uses: shelter_type, priority_needs, arrived_on" in told
    assert "tiny 1.0.0: 3 sectors, 3 indicators and 3 measures checked; no error." in said.out


def test_lint_tells_a_label_that_lacks_a_language(pack):
    pack(case(GOOD), wash=PACK_FILES["wash.yaml"].replace("{en: Water, fr: Eau}", "{en: Water}"))
    said = rrm("rules", "lint", "tiny", "--lang", "en")
    assert said.code == 0
    assert "RRM-R109 rules/tiny/wash.yaml:2" in said.err


def test_lint_ends_with_an_error_at_its_place_and_the_doubts_beside_it(pack):
    wash = PACK_FILES["wash.yaml"].replace("{en: Water, fr: Eau}", "{en: Water}")
    pack(case(GOOD), wash=wash.replace("/ household_size", "/ houshold_size"))
    said = rrm("rules", "lint", "tiny")
    assert said.code == 2
    assert "RRM-R003 rules/tiny/wash.yaml:18:35" in said.err
    assert "RRM-R109 rules/tiny/wash.yaml:2" in said.err
    assert said.out == ""


def test_lint_says_the_same_in_json(pack):
    pack(case(GOOD))
    told = json.loads(rrm("rules", "lint", "tiny", "--json", "--lang", "en").out)
    assert told["pack"] == "tiny"
    assert told["counts"] == {"RRM-R205": 1, "RRM-R213": 3, "RRM-R214": 3}
    assert {problem["level"] for problem in told["problems"]} == {"warning"}
    assert told["not_proven"] == []
    assert told["status"] == {"read": 0, "standard": 0, "proposed": 23}


def test_lint_tells_doubts_by_place_and_counts_them_by_kind(pack):
    pack(case(GOOD))
    said = rrm("rules", "lint", "tiny", "--lang", "en")
    told = [line for line in said.err.splitlines() if line.startswith("RRM-R21")]
    places = [line.split()[1].split(":") for line in told]
    assert [(file, int(line)) for file, line, *_ in places] == sorted(
        (file, int(line)) for file, line, *_ in places
    )
    assert said.err.endswith(
        """
7 doubts; they stop nothing:
  questions that no rule uses (RRM-R205): 1
  indicators that do not say why (RRM-R213): 3
  sources that do not say where (RRM-R214): 3
"""
    )
    assert "23 proposed" in " ".join(said.out.split())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_lint_stays_within_the_terminal(pack, language):
    pack(case(GOOD))
    said = rrm("rules", "lint", "tiny", "--lang", language)
    assert all(len(line) <= 80 for line in (*said.lines, *said.err.splitlines()))


def test_quiet_lint_says_nothing_of_doubts(pack):
    pack(case(GOOD))
    said = rrm("rules", "lint", "tiny", "--quiet")
    assert (said.code, said.out, said.err) == (0, "", "")


def test_coverage_is_told_by_sector_with_the_rules_that_no_case_speaks_of(pack):
    pack(case(GOOD))
    said = " ".join(rrm("rules", "test", "tiny", "--lang", "en").out.split())
    assert "Food security: 0 of 4 Shelter and household items: 0 of 4 Water: 1 of 5" in said
    assert "no case speaks of 5 of 6 rules:" in said
    assert "food_security.meals (rules/tiny/food_security.yaml:6)" in said
    told = json.loads(rrm("rules", "test", "tiny", "--json").out)["coverage"]
    assert told["sectors"]["wash"] == {"lines": 5, "shown": 1}
    assert (told["rules"], len(told["untried"])) == (6, 5)


@pytest.mark.parametrize("pack_id", ["sphere", "sahel", "mali"])
def test_shipped_packs_have_no_error(pack_id):
    assert rrm("rules", "lint", pack_id, "--quiet").code == 0


def test_lint_counts_sectors_with_a_severity_as_the_cases_do():
    said = " ".join(rrm("rules", "lint", "mali", "--lang", "en").out.split())
    assert "7 sectors with a severity and 1 with measures only" in said
