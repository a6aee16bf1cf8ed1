"""Caps and last days of help that change nothing, or leave nothing, are doubted where they stand."""

from pathlib import Path

import pytest

from rrm.intake.rule_pack import read_pack
from tests.builders import PACK_FILES, tiny_pack


def problems(tmp_path: Path, **files: str):
    tiny_pack(tmp_path / "rules", **files)
    near = tmp_path / "scenarios" / "one"
    near.mkdir(parents=True)
    return read_pack("tiny", near).problems


def capped(cap: str) -> str:
    return PACK_FILES["access.yaml"] + f"risk_cap: {{{cap}source: book}}\n"


def lost(after: str) -> str:
    return PACK_FILES["entitlements.yaml"].replace(after, f"{after}\n    lost_after_days: 3", 1)


@pytest.mark.parametrize(
    ("cap", "code"),
    [("", "RRM-R220"), ("cash: 0, ", "RRM-R221"), ("goods: 0, cash: 0.1, ", "RRM-R221")],
)
def test_a_cap_on_nothing_or_of_nothing_is_doubted(tmp_path: Path, cap: str, code: str):
    (found,) = problems(tmp_path, access=capped(cap))
    assert (found.code, found.is_error) == (code, False)
    assert found.place.file.endswith("access.yaml") and found.place.line is not None


def test_a_cap_on_one_is_none_on_the_others(tmp_path: Path):
    assert problems(tmp_path, access=capped("cash: 0.1, ")) == ()


def test_a_cap_is_a_share(tmp_path: Path):
    (found,) = problems(tmp_path, access=capped("cash: 5, "))
    assert found.is_error


def test_water_that_is_lost_late_is_doubted(tmp_path: Path):
    (found,) = problems(tmp_path, entitlements=lost("item: water"))
    assert (found.code, found.is_error) == ("RRM-R219", False)


def test_kits_may_be_lost(tmp_path: Path):
    assert problems(tmp_path, entitlements=lost("item: nfi_kit")) == ()
