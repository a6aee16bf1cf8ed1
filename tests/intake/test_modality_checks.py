"""What a pack says of cash and doesn't hold together is told where it is written."""

from rrm.intake.rule_pack import read_pack
from tests.builders import PACK_FILES, tiny_pack


def problems(tmp_path, **files: str):
    tiny_pack(tmp_path / "rules", **files)
    near = tmp_path / "scenarios" / "one"
    near.mkdir(parents=True)
    return read_pack("tiny", near).problems


def feasible(mixed_from: float) -> str:
    """A modality whose key informants must agree by half for cash."""
    return PACK_FILES["modality.yaml"] + (
        f"feasible: {{measure: water_short, cash_from: 0.5, mixed_from: {mixed_from}, source: book}}\n"
    )


def standing_in(kits_come: str) -> str:
    """Entitlements whose cash stands in for kits."""
    return (
        PACK_FILES["entitlements.yaml"]
        .replace("modality: [cash, mixed]", "modality: [cash, mixed]\n    stands_in_for: [nfi_kit]")
        .replace("criticality: 2", f"criticality: 2\n    modality: [{kits_come}]")
    )


def test_more_for_a_part_than_for_all_in_cash_is_an_error(tmp_path):
    (found,) = problems(tmp_path, modality=feasible(0.6))
    assert (found.code, found.is_error) == ("RRM-E010", True)
    assert found.place.file.endswith("modality.yaml") and found.place.line is not None


def test_the_same_for_both_is_none(tmp_path):
    assert problems(tmp_path, modality=feasible(0.5)) == ()


def test_what_comes_anyhow_needs_nothing_to_stand_in_for_it(tmp_path):
    (found,) = problems(tmp_path, entitlements=standing_in("cash, mixed, kind"))
    assert (found.code, found.is_error) == ("RRM-E011", False)
    assert found.found.text() == '"nfi_kit" comes wherever "cash" does'


def test_what_does_not_come_somewhere_may_be_stood_in_for(tmp_path):
    assert problems(tmp_path, entitlements=standing_in("mixed, kind")) == ()
