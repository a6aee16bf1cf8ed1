"""A pack of one's own: it says what its parent says, and its examples hold once they count."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rrm.intake import load_cases, load_pack, write_pack_skeleton
from rrm.scoring import compile_pack, pack_changes, run_cases
from tests.builders import PACK_FILES, tiny_pack
from tests.intake.problems import refused

PARENTS = ["sphere", "sahel", "mali", "tiny"]


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    tiny_pack(tmp_path / "rules")
    return tmp_path / "rules"


def near(rules: Path) -> Path:
    return rules.parent / "scenarios" / "any"


@pytest.mark.parametrize("parent", PARENTS)
def test_a_new_pack_says_what_its_parent_says_and_passes_its_own_case(rules, parent):
    write_pack_skeleton("own", parent, rules)
    new, _ = load_pack("own", near(rules))
    assert new.version == "0.1.0"
    assert new.lineage[-2][0] == parent
    old, _ = load_pack(parent, near(rules))
    assert {one.path[0] for one in pack_changes(old, new)} <= {"title", "sources"}
    own = load_cases("own", near(rules))[-1:]
    report = run_cases(own)
    assert len(report.results) == 1
    assert report.failed == ()


def uncommented(text: str) -> str:
    """The examples as a reader makes them count: one # and a space taken away."""
    return re.sub(r"^# ", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("parent", PARENTS)
def test_the_examples_hold_once_they_count(rules, parent):
    written = write_pack_skeleton("own", parent, rules)
    (sector,) = [path for path in written if path.name not in ("pack.yaml", "own_cases.yaml")]
    sector.write_text(uncommented(sector.read_text(encoding="utf-8")), encoding="utf-8")
    new, _ = load_pack("own", near(rules))
    compile_pack(new)
    old, _ = load_pack(parent, near(rules))
    kinds = {one.kind.value for one in pack_changes(old, new) if one.path[0] == "sectors"}
    assert "changed" in kinds and "added" in kinds
    # Of the tiny pack's sector nothing can be taken away.
    assert ("removed" in kinds) is (parent != "tiny")


def test_the_figure_of_another_file_holds_too(rules):
    folder = write_pack_skeleton("own", "mali", rules)[0].parent
    about = (folder / "pack.yaml").read_text(encoding="utf-8")
    example = about[about.index("severity.yaml:") :].splitlines()[1:]
    text = "\n".join(line.removeprefix("#   ") for line in example)
    (folder / "severity.yaml").write_text(text, encoding="utf-8")
    assert load_pack("own", near(rules))[0].severity.source.startswith("country-team")


def test_titles_and_labels_come_in_the_languages_of_the_parent(rules):
    written = write_pack_skeleton("own", "mali", rules)
    about, sector = (path.read_text(encoding="utf-8") for path in written[:2])
    assert "  en: own\n  fr: own\n" in about
    assert "Intention" in sector or "fr: " in sector


@pytest.mark.parametrize(
    ("pack_id", "code"),
    [
        ("Mali", "RRM-R132"),
        ("a/b", "RRM-R132"),
        ("..", "RRM-R132"),
        ("", "RRM-R132"),
        ("x" * 65, "RRM-R132"),
        ("tiny", "RRM-R133"),
        ("mali", "RRM-R134"),
    ],
)
def test_a_bad_or_taken_id_writes_nothing(rules, pack_id, code):
    before = sorted(rules.rglob("*"))
    (problem,) = refused(lambda: write_pack_skeleton(pack_id, "sphere", rules))
    assert problem.code == code
    assert sorted(rules.rglob("*")) == before


def test_a_folder_that_is_not_called_rules_is_refused(tmp_path):
    (problem,) = refused(lambda: write_pack_skeleton("own", "mali", tmp_path / "packs"))
    assert problem.code == "RRM-R135"
    assert str(tmp_path)[:20] in problem.remedy.text()
    assert not (tmp_path / "packs").exists()


def test_a_parent_that_is_not_there_writes_nothing(rules):
    (problem,) = refused(lambda: write_pack_skeleton("own", "mli", rules))
    assert problem.code == "RRM-R101"
    assert not (rules / "own").exists()


def test_a_folder_that_can_t_be_written_to_is_told_and_left_as_it_was(tmp_path):
    (tmp_path / "rules").write_text("a file, not a folder")
    (problem,) = refused(lambda: write_pack_skeleton("own", "mali", tmp_path / "rules"))
    assert problem.code == "RRM-R131"
    assert [path.name for path in tmp_path.iterdir()] == ["rules"]


def test_a_parent_of_conditions_alone_still_gives_a_pack(rules):
    wash = "sector: wash\nlabel: {en: Water, fr: Eau}\nindicators:\n  one:\n"
    wash += "    label: {en: One, fr: Un}\n    value: meals_yesterday + 1\n"
    wash += "    severity: {3: household_size > 3, 1: otherwise}\n    source: book\n"
    measures = PACK_FILES["wash.yaml"]
    water = measures[measures.index("measures:") : measures.index("indicators:")]
    water = water.replace("water_per_person", "water_litres_per_day / household_size")
    triggers = re.sub(r", (shelter_nfi|food_security): \d", "", PACK_FILES["triggers.yaml"])
    cash = "  cash_accepted_share:\n    label: {en: Cash, fr: Argent}\n    unit: share\n"
    cash += "    value: accepts_cash\n    source: book\n"
    entitlements = re.sub(r"sector: \w+", "sector: wash", PACK_FILES["entitlements.yaml"])
    referrals = re.sub(r"sector: \w+", "sector: wash", PACK_FILES["referrals.yaml"])
    tiny_pack(
        rules, "odd", wash=wash + water + cash, shelter_nfi=None, food_security=None,
        triggers=triggers, entitlements=entitlements, referrals=referrals,
    )  # fmt: skip
    write_pack_skeleton("own", "odd", rules)
    assert run_cases(load_cases("own", near(rules))[-1:]).failed == ()


def test_the_same_pack_is_written_each_time(tmp_path):
    first, second = (
        write_pack_skeleton("own", "sahel", tmp_path / one / "rules") for one in ("a", "b")
    )
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes()
