"""`rrm rules docs`, `diff` and `new`, as a programme officer would type them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rrm.cli.layout import WIDTH, columns
from tests.builders import PACK_FILES, tiny_pack, tiny_scenario
from tests.cli.long_language import speak_it
from tests.cli.terminal import rrm


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the pack tiny, one that changes it, and a scenario."""
    tiny_pack(tmp_path / "rules")
    own = tmp_path / "rules" / "own"
    own.mkdir()
    (own / "pack.yaml").write_text("id: own\nversion: 0.1.0\nextends: tiny\n")
    (own / "wash.yaml").write_text(
        "sector: wash\nindicators:\n  water_per_person:\n    severity: {5: below 1, 3: below 30}\n"
    )
    (own / "severity.yaml").write_text("area_share: 0.4\n")
    tiny_scenario(tmp_path / "scenarios" / "tiny")
    monkeypatch.chdir(tmp_path)
    return tmp_path


DIFF = ("rules", "diff", "tiny", "own", "--scenario", "scenarios/tiny")


# --- diff ------------------------------------------------------------------------------------


def test_diff_tells_rules_first_then_whose_scores_move_and_by_which(home):
    said = rrm(*DIFF, "--lang", "en")
    assert said.code == 0
    text = said.out
    assert "tiny 1.0.0 → own 0.1.0" in text
    named = "severity.area_share – share of households that makes the class of an area"
    assert f"1. changed: {named} 0.25 → 0.4" in " ".join(text.split())
    assert "class 3: below 15 L/person/day → below 30 L/person/day" in text
    assert "SCORES OF TINY SCENARIO" in text
    assert text.index("SCORES OF") > text.index("class 3")
    assert "PEOPLE IN NEED, ALL SITES" in text


def test_diff_of_a_pack_with_itself_says_so_and_moves_nothing(home):
    said = rrm("rules", "diff", "tiny", "tiny", "--scenario", "scenarios/tiny", "--lang", "en")
    assert said.code == 0
    assert "The two packs say the same." in said.out
    assert "No score moves." in said.out


def test_diff_takes_one_pack_in_two_folders(home, tmp_path):
    other = tmp_path / "elsewhere"
    wash = PACK_FILES["wash.yaml"].replace("3: below 15", "3: below 14")
    tiny_pack(other / "rules", wash=wash)
    said = rrm("rules", "diff", "tiny", other / "rules" / "tiny", "--lang", "en")
    assert "class 3: below 15 L/person/day → below 14 L/person/day" in said.out
    assert "SCORES OF" not in said.out


def test_diff_says_what_the_assessment_did_not_ask(home):
    (home / "rules" / "own" / "form.yaml").write_text(
        "questions:\n  soap: {type: integer, label: {en: Soap, fr: Savon}}\n"
    )
    said = rrm(*DIFF, "--lang", "en")
    assert "own has 1 question that this assessment" in said.out
    assert "soap" in said.out


def test_diff_as_json_holds_rules_rows_causes_and_totals(home):
    told = json.loads(rrm(*DIFF, "--json", "--lang", "en").out)
    assert [one["rule"] for one in told["changes"]] == [
        "severity.area_share", "wash.water_per_person",
    ]  # fmt: skip
    lines = {one["key"]: one for one in told["changes"][1]["keys"]}
    assert lines["severity.3"]["old"] == "below 15"
    assert lines["severity.3"]["new_in_words"] == "below 30 L/person/day"
    scores = told["scores"]
    assert scores["rows"] == 8
    assert all(row["by"]["alone"] or row["by"]["in_part"] or row["by"]["together"]
               for row in scores["moved"])  # fmt: skip
    assert scores["people_in_need"][0]["sector"] == "overall"


def test_diff_without_a_scenario_scores_nothing(home):
    assert "scores" not in json.loads(rrm("rules", "diff", "tiny", "own", "--json").out)


@pytest.mark.parametrize("pair", [("tiny", "onw"), ("onw", "tiny")])
def test_diff_of_a_pack_that_is_not_there_is_bad_input(home, pair):
    said = rrm("rules", "diff", *pair, "--lang", "en")
    assert (said.code, said.out) == (2, "")
    assert 'Did you mean "own"?' in said.err


def test_diff_tells_a_fault_of_a_rule_with_its_place(home):
    (home / "rules" / "own" / "wash.yaml").write_text(
        "sector: wash\nindicators:\n  water_per_person:\n    value: water_litres / household_size\n"
    )
    said = rrm("rules", "diff", "tiny", "own")
    assert said.code == 2
    assert "rules/own/wash.yaml:4" in said.err


def test_diff_is_quiet_when_asked(home):
    said = rrm(*DIFF, "--quiet")
    assert (said.code, said.out, said.err) == (0, "", "")


# --- docs ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["pack.html", "pack.md", "PACK.HTML"])
def test_docs_writes_one_file_and_says_where(home, name):
    said = rrm("rules", "docs", "own", "--to", name, "--lang", "en")
    assert said.code == 0
    assert f"  {name}" in said.lines
    assert "figures are proposed and to be decided" in " ".join(said.out.split())
    assert "Water per person and day" in (home / name).read_text(encoding="utf-8")
    assert sorted(path.name for path in home.iterdir()) == sorted([name, "rules", "scenarios"])


def test_docs_speaks_the_language_asked_for(home):
    rrm("rules", "docs", "own", "--to", "pack.md", "--lang", "fr")
    assert "Eau par personne et par jour" in (home / "pack.md").read_text(encoding="utf-8")


def test_docs_as_json_says_what_was_written(home):
    told = json.loads(rrm("rules", "docs", "own", "--to", "p.html", "--json").out)
    assert (told["file"], told["pack"], told["failed_cases"]) == ("p.html", "own", 0)
    assert told["proposed"] > 0


def test_docs_of_one_sector_holds_its_figures_and_no_other_sectors(home):
    said = rrm("rules", "docs", "own", "--sector", "wash", "--to", "w.md", "--json")
    whole = json.loads(rrm("rules", "docs", "own", "--to", "p.md", "--json").out)
    told = json.loads(said.out)
    assert told["sectors"] == ["wash"] and 0 < told["proposed"] < whole["proposed"]
    text = (home / "w.md").read_text(encoding="utf-8")
    assert "Water per person and day" in text and "An extract for Water" in text
    assert "Meals yesterday" not in text
    assert len(text) < len((home / "p.md").read_text(encoding="utf-8")) / 2


def test_docs_of_a_sector_that_there_is_not_names_those_there_are(home):
    said = rrm("rules", "docs", "own", "--sector", "wahs", "--to", "w.md")
    assert said.code == 2 and "food_security, shelter_nfi, wash" in " ".join(said.err.split())
    assert not (home / "w.md").exists()


@pytest.mark.parametrize(
    ("to", "code"), [("pack.pdf", "RRM-R130"), ("rules", "RRM-R130"), ("no/pack.md", "RRM-R131")]
)
def test_docs_refuses_what_it_can_t_write(home, to, code):
    said = rrm("rules", "docs", "own", "--to", to)
    assert (said.code, said.out) == (2, "")
    assert code in said.err


def test_docs_of_a_faulty_pack_leaves_an_earlier_document_alone(home):
    (home / "pack.md").write_text("signed")
    (home / "rules" / "own" / "wash.yaml").write_text("sector: wash\nindicators: {x: {value: y}}\n")
    assert rrm("rules", "docs", "own", "--to", "pack.md").code == 2
    assert (home / "pack.md").read_text() == "signed"


# --- new -------------------------------------------------------------------------------------


def test_new_writes_a_pack_that_lint_and_test_accept_as_it_is(home):
    said = rrm("rules", "new", "mine", "--extends", "mali", "--lang", "en")
    assert said.code == 0
    assert "rules/mine/pack.yaml" in said.lines
    assert "  rrm rules lint mine  check every rule" in said.lines
    assert rrm("rules", "lint", "mine").code == 0
    assert rrm("rules", "test", "mine").code == 0
    assert rrm("rules", "diff", "mali", "mine").code == 0


def test_new_elsewhere_names_the_pack_by_its_folder(home):
    said = rrm("rules", "new", "mine", "--extends", "tiny", "--to", "other/rules", "--lang", "en")
    assert said.code == 2
    said = rrm("rules", "new", "mine", "--extends", "mali", "--to", "other/rules", "--lang", "en")
    assert said.code == 0
    assert any("rrm rules lint other/rules/mine" in line for line in said.lines)
    assert rrm("rules", "test", "other/rules/mine").code == 0


def test_new_as_json_lists_the_files(home):
    told = json.loads(rrm("rules", "new", "mine", "--extends", "tiny", "--json").out)
    assert all((home / path).is_file() for path in told["files"])


def test_new_refuses_a_pack_that_is_there(home):
    said = rrm("rules", "new", "own", "--extends", "tiny")
    assert (said.code, said.out) == (2, "")
    assert "RRM-R133" in said.err


# --- lines -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "fr"])
def test_lines_fit_the_terminal(home, language):
    for typed in (
        DIFF,
        ("rules", "diff", "sphere", "mali"),
        ("rules", "docs", "own", "--to", "p.md"),
        ("rules", "new", "mine", "--extends", "tiny"),
    ):
        lines = rrm(*typed, "--lang", language).lines
        assert lines
        assert all(columns(line) <= WIDTH for line in lines), typed


def test_lines_fit_in_a_language_of_long_words(home, monkeypatch):
    speak_it(monkeypatch)
    assert all(columns(line) <= WIDTH for line in rrm(*DIFF).lines)
