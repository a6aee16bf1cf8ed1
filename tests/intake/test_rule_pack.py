from __future__ import annotations

from pathlib import Path

import pytest

from rrm.intake import load_pack
from rrm.intake.rule_pack import read_pack
from rrm.model.problem import Problem
from rrm.model.rule_pack import RulePack
from tests.builders import PACK_FILES, tiny_pack
from tests.intake.problems import places, refused


def near(tmp_path: Path) -> Path:
    """A scenario folder whose packs lie in tmp_path/rules."""
    folder = tmp_path / "scenarios" / "one"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def load(tmp_path: Path, pack_id: str = "tiny") -> RulePack:
    return load_pack(pack_id, near(tmp_path))[0]


def problems(tmp_path: Path, pack_id: str = "tiny") -> tuple[Problem, ...]:
    return refused(lambda: load_pack(pack_id, near(tmp_path)))


CHILD = {name.removesuffix(".yaml"): None for name in PACK_FILES}
"""A pack that has no file yet."""


def child(
    tmp_path: Path, pack: str = "id: child\nversion: 0.1\nextends: tiny\n", **files: str
) -> None:
    tiny_pack(tmp_path / "rules")
    tiny_pack(tmp_path / "rules", "child", **{**CHILD, "pack": pack, **files})


def test_a_pack_is_read_with_places(tmp_path: Path):
    tiny_pack(tmp_path / "rules")
    pack, files = load_pack("tiny", near(tmp_path))
    value = pack.sectors["wash"].indicators["water_per_person"].value
    assert value == "water_litres_per_day / household_size"
    assert (value.place.file, value.place.line, value.place.column) == (
        "rules/tiny/wash.yaml",
        18,
        12,
    )
    assert [file.path for file in files] == sorted(f"rules/tiny/{name}" for name in PACK_FILES)
    assert pack.lineage == (("tiny", "1.0.0"),)


def test_packs_are_found_in_the_scenario_then_beside_then_among_the_shipped(tmp_path: Path):
    tiny_pack(tmp_path / "rules")
    tiny_pack(near(tmp_path) / "rules", "tiny", pack=PACK_FILES["pack.yaml"].replace("1.0.0", "9"))
    assert load(tmp_path).version == "9"
    shipped, _ = load_pack("sphere")
    assert load(tmp_path, "sphere") == shipped


def test_a_child_takes_all_that_it_does_not_say(tmp_path: Path):
    child(tmp_path)
    pack, parent = load(tmp_path, "child"), load(tmp_path)
    assert pack.lineage == (("tiny", "1.0.0"), ("child", "0.1"))
    assert (pack.id, pack.version, pack.title) == ("child", "0.1", parent.title)
    assert pack.sectors == parent.sectors


def test_a_child_overrides_key_by_key_and_its_words_keep_their_place(tmp_path: Path):
    wash = "sector: wash\nindicators:\n  water_per_person:\n    severity: {4: below 6}\n    source: book national\n"
    child(
        tmp_path,
        wash=wash,
        catalogue="items:\n  soap: {label: {en: Soap, fr: Savon}, kind: goods, unit: piece, source: book}\n",
    )
    pack = load(tmp_path, "child")
    rule = pack.sectors["wash"].indicators["water_per_person"]
    assert list(rule.severity.items())[:3] == [(5, "below 3"), (4, "below 6"), (3, "below 15")]
    assert rule.severity[4].place.file == "rules/child/wash.yaml"
    assert rule.severity[5].place.file == "rules/tiny/wash.yaml"
    assert set(pack.catalogue) == {"water", "nfi_kit", "tarpaulin", "cash_transfer", "soap"}


def test_lists_are_replaced(tmp_path: Path):
    child(tmp_path, form="missing: [nsp]\n")
    assert load(tmp_path, "child").form.missing == ("nsp",)


def test_an_inherited_rule_can_be_removed(tmp_path: Path):
    child(tmp_path, catalogue="items:\n  tarpaulin: ~remove\n")
    assert "tarpaulin" not in load(tmp_path, "child").catalogue


def test_removing_what_is_not_inherited_is_a_problem(tmp_path: Path):
    child(tmp_path, catalogue="items:\n  tarpulin: ~remove\n")
    (problem,) = problems(tmp_path, "child")
    assert (problem.code, problem.place.file, problem.place.line) == (
        "RRM-I043",
        "rules/child/catalogue.yaml",
        2,
    )
    assert problem.remedy.text() == 'Did you mean "tarpaulin"?'


def test_a_child_has_an_id_and_a_version_of_its_own(tmp_path: Path):
    child(tmp_path, pack="extends: tiny\n")
    assert [(p.code, p.found.text()) for p in problems(tmp_path, "child")] == [
        ("RRM-I012", '"id" is missing'),
        ("RRM-I012", '"version" is missing'),
    ]


def test_a_packs_id_is_the_name_of_its_folder(tmp_path: Path):
    tiny_pack(tmp_path / "rules", "other", pack=PACK_FILES["pack.yaml"])
    assert places(problems(tmp_path, "other")) == [("RRM-R102", "pack.yaml", 1, 5)]


@pytest.mark.parametrize("parent", ["../tiny", "absent", "/etc", "", "x" * 500])
def test_a_parent_that_is_no_pack_is_refused_where_it_is_named(tmp_path: Path, parent: str):
    child(tmp_path, pack=f'id: child\nversion: 1\nextends: "{parent}"\n')
    assert places(problems(tmp_path, "child")) == [("RRM-R101", "pack.yaml", 3, 10)]


def test_packs_in_a_circle_are_refused(tmp_path: Path):
    child(tmp_path)
    text = PACK_FILES["pack.yaml"] + "extends: child\n"
    (tmp_path / "rules" / "tiny" / "pack.yaml").write_text(text, encoding="utf-8")
    (problem,) = problems(tmp_path, "child")
    assert problem.code == "RRM-R103"
    assert "child > tiny > child" in problem.found.text()


def test_a_link_out_of_the_rules_is_refused(tmp_path: Path):
    outside = tiny_pack(tmp_path / "elsewhere")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "linked").symlink_to(outside)
    assert [p.code for p in problems(tmp_path, "linked")] == ["RRM-R101"]
    tiny_pack(tmp_path / "rules", "tiny", wash=None)
    (tmp_path / "rules" / "tiny" / "wash.yaml").symlink_to(outside / "wash.yaml")
    assert places(problems(tmp_path)) == [("RRM-I042", "wash.yaml", None, None)]


@pytest.mark.parametrize(
    "name",
    [
        "form",
        "severity",
        "triggers",
        "entitlements",
        "modality",
        "referrals",
        "catalogue",
        "access",
    ],
)
def test_a_pack_without_a_file_is_told_which_and_where(tmp_path: Path, name: str):
    tiny_pack(tmp_path / "rules", "tiny", **{name: None})
    (problem,) = problems(tmp_path)
    assert (problem.code, problem.place.file) == ("RRM-R104", "rules/tiny")
    assert f"{name}.yaml" in problem.found.text()


def test_a_pack_without_sectors_or_without_pack_yaml_is_refused(tmp_path: Path):
    tiny_pack(tmp_path / "rules", wash=None, shelter_nfi=None, food_security=None)
    assert [p.code for p in problems(tmp_path)] == ["RRM-R104"]
    tiny_pack(tmp_path / "other" / "rules", pack=None)
    assert places(problems(tmp_path / "other")) == [("RRM-I001", "pack.yaml", None, None)]


FAULTS = [
    ("form", "type: integer", "type: integr", "RRM-I018", 'Did you mean "integer"?'),
    ("form", "range: [1, 80]", "range: [80, 1]", "RRM-R110", "Turn them round."),
    ("form", "doubtful: [1, 25]", "doubtful: [0, 25]", "RRM-R110", "Correct one of the two."),
    ("form", "  household_size:", "  Household Size:", "RRM-R110", "Choose another name."),
    ("form", "  remarks:", "  weight:", "RRM-R110", "Choose another name."),
    ("form", "type: choice", "type: text", "RRM-R110", "Correct the type."),
    ("form", "range: [0, 2000]", "range: [0, 20000]", "RRM-R110", "Narrow the range, or take the code out of `missing`."),
    ("wash", "sector: wash", "sectr: wash", "RRM-R105", 'Did you mean "sector"?'),
    ("wash", "source: book chapter 2", "source: bok chapter 2", "RRM-R107", 'Did you mean "book"?'),
    ("wash", "source: book chapter 2", "source:", "RRM-R107", "Use one of: book."),
    ("severity", "area_share: 0.25", "area_share: 25", "RRM-I015", "Correct the number."),
    ("triggers", "severity: {wash: 3,", "severity: {wsh: 3,", "RRM-R108", 'Did you mean "wash"?'),
    ("triggers", "default_profile: displacement", "default_profile: displaced", "RRM-R108", 'Did you mean "displacement"?'),
    ("entitlements", "item: water", "item: watr", "RRM-R108", 'Did you mean "water"?'),
    ("entitlements", "sector: wash", "sector: wsh", "RRM-R108", 'Did you mean "wash"?'),
    ("entitlements", "amount: water_short", "amount: water_shrt", "RRM-R108", 'Did you mean "water_short"?'),
    ("entitlements", "per: household", "per: house", "RRM-I018", 'Did you mean "household"?'),
    ("modality", "accepted: cash_accepted_share", "accepted: cash_accepted", "RRM-R108", 'Did you mean "cash_accepted_share"?'),
    ("modality", "if_unknown: kind", "if_unknown: kind\nfeasible: {measure: cash_accepted, cash_from: 1, mixed_from: 0.5, source: book}", "RRM-R108", 'Did you mean "cash_accepted_share"?'),
    ("modality", "if_unknown: kind", "if_unknown: kind\nfeasible: {measure: water_short, cash_from: 1, mixed_from: 0.5, factors: [water_shrt], source: book}", "RRM-R108", 'Did you mean "water_short"?'),
    ("entitlements", "modality: [cash, mixed]", "modality: [cash, mixed]\n    stands_in_for: [nfi_kits]", "RRM-R108", 'Did you mean "nfi_kit"?'),
    ("referrals", "sector: shelter_nfi", "sector: shelter", "RRM-R108", 'Did you mean "shelter_nfi"?'),
    ("referrals", "urgency_days: 30", "urgency_days: 30\n    measure: water", "RRM-R108", 'Did you mean "water_short"?'),
    ("catalogue", "unit_value: 50000", "unit_value: 50 000", "RRM-I014", "Write 50000."),
    ("access", "load_hours: 0.5", "load_ours: 0.5", "RRM-I011", 'Did you mean "load_hours"?'),
    ("access", "closure_risk: {probable", "closure_risk: {probble", "RRM-I011", 'Did you mean "probable"?'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "remedy"), FAULTS, ids=[f"{f[0]}: {f[2]}" for f in FAULTS]
)
def test_a_fault_in_a_rule_is_told_with_its_line_and_remedy(tmp_path, file, old, new, code, remedy):
    text = PACK_FILES[f"{file}.yaml"]
    assert old in text
    tiny_pack(tmp_path / "rules", "tiny", **{file: text.replace(old, new, 1)})
    found = [p for p in problems(tmp_path) if p.code == code]
    assert found and found[0].place.file == f"rules/tiny/{file}.yaml"
    assert found[0].remedy.text() == remedy
    assert found[0].place.line is not None


def test_faults_of_several_files_come_at_once(tmp_path: Path):
    tiny_pack(
        tmp_path / "rules",
        wash="sector: wash\nlabel: [\n",
        severity=PACK_FILES["severity.yaml"].replace("area_share: 0.25", "area_share: a quarter"),
        access=PACK_FILES["access.yaml"].replace("day_starts: 6", "day_starts: 25"),
        severty="labels: {}\n",
    )
    assert {(code, file) for code, file, _, _ in places(problems(tmp_path))} == {
        ("RRM-I005", "wash.yaml"),
        ("RRM-I014", "severity.yaml"),
        ("RRM-I015", "access.yaml"),
        ("RRM-R105", "severty.yaml"),
    }


def test_a_sector_has_one_file(tmp_path: Path):
    tiny_pack(tmp_path / "rules", water=PACK_FILES["wash.yaml"])
    assert places(problems(tmp_path)) == [("RRM-R106", "water.yaml", 1, 9)]


def test_a_measure_has_one_sector(tmp_path: Path):
    text = PACK_FILES["shelter_nfi.yaml"].replace("cash_accepted_share:", "water_short:")
    tiny_pack(
        tmp_path / "rules",
        shelter_nfi=text,
        modality=PACK_FILES["modality.yaml"].replace("cash_accepted_share", "water_short"),
    )
    assert [p.code for p in problems(tmp_path)] == ["RRM-R106"]


def test_words_that_lack_a_language_are_a_warning(tmp_path: Path):
    text = PACK_FILES["form.yaml"].replace(
        "{en: in the open, fr: en plein air}", "{en: in the open}"
    )
    tiny_pack(tmp_path / "rules", form=text)
    (warning,) = read_pack("tiny", near(tmp_path)).problems
    assert (warning.code, warning.is_error, warning.place.file) == (
        "RRM-R109",
        False,
        "rules/tiny/form.yaml",
    )
    assert warning.found.text() == "no words for: fr"


def test_cases_below_the_pack_are_not_rules(tmp_path: Path):
    folder = tiny_pack(tmp_path / "rules")
    (folder / "tests").mkdir()
    (folder / "tests" / "water.yaml").write_text("cases: []\n")
    assert load(tmp_path).id == "tiny"


@pytest.mark.parametrize("pack_id", ["sphere", "sahel", "mali"])
def test_shipped_packs_load_without_a_doubt(pack_id: str):
    assert read_pack(pack_id).problems == ()
