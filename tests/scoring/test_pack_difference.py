"""What two packs differ in, and whose scores move because of which difference."""

from __future__ import annotations

from pathlib import Path

import pytest

from rrm.intake import load_pack, load_scenario
from rrm.model.rule_pack import RulePack
from rrm.scoring import (
    Kind,
    RuleChange,
    ScoreDifference,
    pack_changes,
    score_difference,
    score_sites,
)
from tests.builders import PACK_FILES, tiny_pack, tiny_scenario
from tests.scoring.sites import changed


def pack_with(folder: Path, pack_id: str = "tiny", **files: str) -> RulePack:
    """The tiny pack with some files otherwise."""
    tiny_pack(folder / "rules", pack_id, **files)
    return load_pack(pack_id, folder / "scenarios" / "any")[0]


@pytest.fixture
def tiny(tmp_path: Path) -> RulePack:
    return pack_with(tmp_path / "old")


def child_of(folder: Path, about: str = "", **files: str) -> RulePack:
    """A pack `child` that extends the tiny one."""
    tiny_pack(folder / "rules")
    home = folder / "rules" / "child"
    home.mkdir()
    (home / "pack.yaml").write_text(f"id: child\nversion: 0.1.0\nextends: tiny\n{about}")
    for name, text in files.items():
        (home / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load_pack("child", folder / "scenarios" / "any")[0]


def difference(
    folder: Path, old: RulePack, new: RulePack, **scenario: object
) -> tuple[tuple[RuleChange, ...], ScoreDifference]:
    read = load_scenario(tiny_scenario(folder / "tiny", **scenario))
    changes = pack_changes(old, new)
    found = score_difference(read.scenario, read.assessment, read.pack.form, (old, new), changes)
    return changes, found


def cause_of(found: ScoreDifference, sector: str, site: str = "A") -> object:
    return next(row.cause for row in found.moved if (row.site_id, row.sector) == (site, sector))


# --- the rules -------------------------------------------------------------------------------


def test_a_pack_differs_from_itself_in_nothing(tiny, tmp_path):
    assert pack_changes(tiny, tiny) == ()
    assert pack_changes(tiny, pack_with(tmp_path / "elsewhere")) == ()


def test_a_child_that_overrides_nothing_says_the_same_and_scores_equal(tiny, tmp_path):
    child = child_of(tmp_path / "new")
    assert pack_changes(tiny, child) == ()
    read = load_scenario(tiny_scenario(tmp_path / "tiny"))
    assert score_sites(read.scenario, child, read.assessment) == score_sites(
        read.scenario, tiny, read.assessment
    )


def test_a_changed_line_is_told_by_its_class_with_both_values(tiny, tmp_path):
    new = pack_with(tmp_path / "new", **changed("wash", "3: below 15", "3: below 12"))
    (change,) = pack_changes(tiny, new)
    assert (change.name, change.section, change.kind) == (
        "wash.water_per_person", "wash", Kind.CHANGED,
    )  # fmt: skip
    assert [(key.key, key.old, key.new) for key in change.keys] == [
        ("severity.3", "below 15", "below 12")
    ]


def test_what_only_one_pack_has_is_added_or_removed(tiny, tmp_path):
    new = pack_with(
        tmp_path / "new",
        education="sector: education\nlabel: {en: School, fr: École}\nindicators:\n  own:\n"
        "    label: {en: Own, fr: Propre}\n    value: meals_yesterday\n"
        "    severity: {2: below 2, 1: otherwise}\n    source: book\n",
    )
    assert [(one.name, one.kind) for one in pack_changes(tiny, new)] == [("education", Kind.ADDED)]
    assert [(one.name, one.kind) for one in pack_changes(new, tiny)] == [
        ("education", Kind.REMOVED)
    ]


def test_a_figure_of_a_file_is_a_rule_of_its_own(tiny, tmp_path):
    new = pack_with(tmp_path / "new", **changed("severity", "area_share: 0.25", "area_share: 0.2"))
    (change,) = pack_changes(tiny, new)
    assert (change.name, change.old, change.new) == ("severity.area_share", 0.25, 0.2)


def test_the_order_of_keys_says_nothing_but_that_of_classes_does(tiny, tmp_path):
    lines = "5: below 1, 4: below 2, 3: below 3.5, 1: otherwise"
    new = pack_with(
        tmp_path / "new",
        **changed("shelter_nfi", lines, "4: below 2, 5: below 1, 3: below 3.5, 1: otherwise"),
    )
    (change,) = pack_changes(tiny, new)
    assert change.keys[0].old == ["5", "4", "3", "1"]
    text = PACK_FILES["modality.yaml"]
    turned = "".join(reversed(text.splitlines(keepends=True)))
    assert pack_changes(tiny, pack_with(tmp_path / "turned", modality=turned)) == ()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("wash", "{en: Water, fr: Eau}", "{en: Water!, fr: Eau}"),
        ("wash", "source: book chapter 2", "source: book chapter 3"),
        ("entitlements", "minimum_host_share: 0.1", "minimum_host_share: 0.2"),
        ("triggers", "respond_within_days: 15", "respond_within_days: 7"),
        ("form", "range: [0, 10]", "range: [0, 11]"),
    ],
)
def test_words_sources_and_help_move_no_score(tiny, tmp_path, file, old, new):
    (change,) = pack_changes(tiny, pack_with(tmp_path / "new", **changed(file, old, new)))
    assert not change.may_move_scores


# --- the scores ------------------------------------------------------------------------------


def test_the_same_rules_move_nothing(tiny, tmp_path):
    _, found = difference(tmp_path, tiny, tiny)
    assert (found.moved, found.only_score, found.only_confidence) == ((), 0, 0)
    assert all(total.before == total.after for total in found.totals)


def test_a_row_moves_by_the_rule_that_changed(tiny, tmp_path):
    new = pack_with(
        tmp_path / "new",
        **changed("food_security", "3: below 2", "3: below 4"),
        **changed("shelter_nfi", "source: book chapter 3", "source: book chapter 9"),
    )
    changes, found = difference(tmp_path, tiny, new)
    by = [one.name for one in changes].index("food_security.meals")
    assert {row.sector for row in found.moved} == {"food_security", "overall"}
    assert all(row.cause.alone == (by,) for row in found.moved)


def test_two_rules_that_move_a_row_each_in_part_are_both_named(tiny, tmp_path):
    # Five displaced households with 2.5, 5, 6, 2.9 and 7.5 litres a person: the lines let the
    # last one go, the share takes the site from class 5 to 4.
    new = pack_with(
        tmp_path / "new",
        **changed("wash", "4: below 7.5\n      3: below 15", "4: below 7\n      3: below 7.5"),
        **changed("severity", "area_share: 0.25", "area_share: 0.5"),
    )
    changes, found = difference(tmp_path, tiny, new)
    names = [changes[at].name for at in cause_of(found, "wash").in_part]  # type: ignore[attr-defined]
    assert names == ["severity.area_share", "wash.water_per_person"]


def test_what_only_the_combination_moves_is_said_to_be_together(tiny, tmp_path):
    # Both indicators must turn before the worst of them does.
    more = (
        "  again:\n    label: {en: Again, fr: Encore}\n    unit: L/person/day\n"
        "    value: water_litres_per_day / household_size\n"
        "    severity: {5: below 3, 4: below 7.5, 3: below 15, 2: below 20, 1: otherwise}\n"
        "    source: book\n"
    )
    old = pack_with(tmp_path / "a", wash=PACK_FILES["wash.yaml"] + more)
    eased = (PACK_FILES["wash.yaml"] + more).replace("4: below 7.5", "4: below 0.5")
    eased = eased.replace("5: below 3", "5: below 0.1").replace("3: below 15", "3: below 1")
    new = pack_with(tmp_path / "b", wash=eased)
    changes, found = difference(tmp_path, old, new)
    cause = cause_of(found, "wash")
    assert (cause.alone, cause.in_part) == ((), ())  # type: ignore[attr-defined]
    assert [changes[at].name for at in cause.together] == [  # type: ignore[attr-defined]
        "wash.water_per_person", "wash.again",
    ]  # fmt: skip


def test_a_new_rule_brings_the_question_that_it_asks(tiny, tmp_path):
    new = pack_with(
        tmp_path / "new",
        form=PACK_FILES["form.yaml"] + "  hungry: {type: boolean, label: {en: Hungry, fr: Faim}}\n",
        food_security=PACK_FILES["food_security.yaml"]
        + "  hunger:\n    label: {en: Hunger, fr: Faim}\n    value: hungry\n    missing: worst\n"
        "    severity: {5: value, 1: otherwise}\n    source: book\n",
    )
    changes, found = difference(tmp_path, tiny, new)
    names = {changes[at].name for at in cause_of(found, "food_security").alone}  # type: ignore[attr-defined]
    assert "food_security.hunger" in names
    assert found.not_asked == ((), ("hungry",))


def test_a_sector_that_is_no_more_takes_its_rows_with_it(tiny, tmp_path):
    profiles = (
        PACK_FILES["triggers.yaml"]
        .replace(", food_security: 3", "")
        .replace(", food_security: 2", "")
    )
    entitled = PACK_FILES["entitlements.yaml"].replace("sector: food_security", "sector: wash")
    tiny_pack(tmp_path / "new" / "rules", triggers=profiles, entitlements=entitled)
    (tmp_path / "new" / "rules" / "tiny" / "food_security.yaml").unlink()
    new = load_pack("tiny", tmp_path / "new" / "scenarios" / "any")[0]
    _, found = difference(tmp_path, tiny, new)
    gone = [row for row in found.moved if row.sector == "food_security"]
    assert len(gone) == 2
    assert all(row.after is None for row in gone)
    assert next(t for t in found.totals if t.sector == "food_security").after is None


def test_options_in_another_order_are_the_same_answers(tmp_path):
    sleeping = (
        "  sleeping:\n    label: {en: Sleeping, fr: Nuit}\n    value: shelter_type\n"
        "    severity: {5: is 'none', 3: is 'makeshift', 1: otherwise}\n    source: book\n"
    )
    wanting = (
        "  wanting:\n    label: {en: Wanting, fr: Manque}\n"
        "    value: \"selected(priority_needs, 'shelter')\"\n"
        "    severity: {4: value, 1: otherwise}\n    source: book\n"
    )
    shelter = PACK_FILES["shelter_nfi.yaml"] + sleeping + wanting
    old = pack_with(tmp_path / "a", shelter_nfi=shelter)
    lines = PACK_FILES["form.yaml"].splitlines(keepends=True)
    none = next(line for line in lines if "none:" in line)
    water = next(line for line in lines if "water: {en: water" in line)
    text = "".join(line for line in lines if line not in (none, water))
    text = text.replace("      house: {en", f"{none}      house: {{en")
    text = text.replace("      shelter: {en: shelter", f"{water}      shelter: {{en: shelter")
    new = pack_with(tmp_path / "b", form=text, shelter_nfi=shelter)
    assert list(old.form.questions["shelter_type"].choices) != list(
        new.form.questions["shelter_type"].choices
    )
    read = load_scenario(tiny_scenario(tmp_path / "tiny"))
    found = score_difference(
        read.scenario, read.assessment, read.pack.form, (old, new), pack_changes(old, new)
    )
    assert (found.moved, found.only_score) == ((), 0)


def test_the_smallest_change_of_the_shipped_packs_is_found_in_menaka():
    old = load_pack("mali")[0]
    read = load_scenario(Path(__file__).parents[2] / "scenarios" / "menaka-2022")
    share = old.model_copy(update={"severity": old.severity.model_copy(update={"area_share": 0.6})})
    changes = pack_changes(old, share)
    found = score_difference(read.scenario, read.assessment, read.pack.form, (old, share), changes)
    assert [change.name for change in changes] == ["severity.area_share"]
    assert found.moved
    assert all(row.cause.alone == (0,) for row in found.moved)
    assert all(
        row.after.severity <= row.before.severity
        for row in found.moved
        if row.before is not None and row.after is not None
    )
