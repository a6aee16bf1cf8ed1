"""What lint shows of the shipped packs, and that it would show a slip in them."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from rrm.intake import load_pack
from rrm.scoring import compile_pack, lint_pack
from rrm.scoring.lint.every_case import every_case
from rrm.scoring.lint.spaces import Spaces
from rrm.scoring.value_range import ValueRanges

RULES = Path(__file__).parents[2] / "rules"
FOOD, WASH, SHELTER = "food_security.yaml", "wash.yaml", "shelter_nfi.yaml"
SHIPPED = ("sphere", "sahel", "mali")


def shipped(pack_id: str = "sphere"):
    pack, _ = load_pack(pack_id, RULES.parent)
    return compile_pack(pack)


def codes_with(folder: Path, file: str, old: str, new: str) -> set[str]:
    """Codes of the doubts that a change to the sphere pack brings up."""
    shutil.copytree(RULES / "sphere", folder / "rules" / "sphere")
    path = folder / "rules" / "sphere" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    pack, _ = load_pack("sphere", folder)
    return {one.code for one in lint_pack(compile_pack(pack)).doubts} - {"RRM-R205", "RRM-R206"}


@pytest.mark.parametrize("pack_id", SHIPPED)
def test_every_rule_is_gone_through_and_only_unused_ones_are_told(pack_id):
    report = lint_pack(shipped(pack_id))
    assert report.not_proven == ()
    assert {one.code for one in report.doubts} <= {"RRM-R205", "RRM-R206"}


def test_all_45_cells_of_the_food_matrix_are_gone_through():
    spaces = Spaces(shipped())
    cases = every_case(spaces.of("food_security.food_consumption_phase"))
    cell = cases.table.column("food_security.food_matrix_cell")
    assert sorted(np.unique(cell.values[cell.known])) == list(range(1, 46))


def test_value_ranges_are_those_of_the_published_scores():
    ranges = ValueRanges(shipped())
    scores = {"fcs": (0, 112), "rcsi": (0, 56), "hhs": (0, 6), "food_matrix_cell": (1, 45)}
    found = {name: ranges.of_key(f"food_security.{name}").ends for name in scores}
    assert found == scores


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        # Poor diet and severest hunger, no coping: phase 4 made 3.
        (FOOD, "15: [4, 5, 5]", "15: [3, 5, 5]", "RRM-R209"),
        # Crisis and emergency strategies confused, then the two ends of the ladder.
        (FOOD, "1:   [1, 1, 2, 3]", "1:   [1, 1, 3, 2]", "RRM-R217"),
        (WASH, "5:   [5,    4,     4,     4]", "5:   [1,    4,     4,     4]", "RRM-R217"),
        # A head that no answer reaches, and a reason for what is even.
        (WASH, "        1:   [1,    1,", "        6:   [1, 1, 1, 1]\n        1:   [1,    1,", "RRM-R216"),
        (WASH, "given: columns", "uneven_because: {en: it is so, fr: ainsi}", "RRM-R218"),
        (FOOD, "if(rcsi >= 19, 2, if(rcsi >= 4, 1, 0))", "if(rcsi >= 4, 1, if(rcsi >= 19, 2, 0))", "RRM-R211"),
        (FOOD, "4: at least 43", "4: at least 57", "RRM-R207"),
        (WASH, "5: in_camp and latrine_type = 'open_defecation'", "5: in_camp and in_town", "RRM-R208"),
        (WASH, "or in_camp and latrine_users >= 50", "or in_camp and latrine_users = 50", "RRM-R209"),
        (WASH, "or in_camp and latrine_users >= 50", "or in_camp and latrine_users < 50", "RRM-R210"),
        (SHELTER, "5 * (1 - min(1, nfi_tools / 2))", "5 * abs(1 - min(2, nfi_tools / 2))", "RRM-R209"),
    ],
)  # fmt: skip
def test_a_slip_in_the_sphere_pack_is_found(tmp_path, file, old, new, code):
    assert code in codes_with(tmp_path, file, old, new)
