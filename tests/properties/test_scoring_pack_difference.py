"""Laws of packs set side by side."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.intake import load_pack, load_scenario
from rrm.model.rule_pack import RulePack
from rrm.model.run import Loaded
from rrm.scoring import Kind, pack_changes, score_difference
from tests.builders import tiny_scenario


@cache
def tiny() -> Loaded:
    with TemporaryDirectory() as folder:
        return load_scenario(tiny_scenario(Path(folder) / "tiny"))


@st.composite
def packs(draw: st.DrawFn) -> RulePack:
    """The tiny pack with other figures, some rules gone."""
    pack = tiny().pack
    severity = pack.severity.model_copy(
        update={
            "area_share": draw(st.sampled_from((0.1, 0.25, 0.6))),
            "in_need_from": draw(st.sampled_from((2, 3, 4))),
        }
    )
    sectors = dict(pack.sectors)
    for name in ("shelter_nfi", "food_security"):
        sector = sectors[name]
        key, rule = next(iter(sector.indicators.items()))
        lines = {
            level: text
            for level, text in rule.severity.items()
            if level == 1 or draw(st.booleans())
        }
        rules = {key: rule.model_copy(update={"severity": lines})} if len(lines) > 1 else {}
        sectors[name] = sector.model_copy(update={"indicators": rules})
    return pack.model_copy(update={"severity": severity, "sectors": sectors})


@given(packs())
@settings(max_examples=15, deadline=None)
def test_a_pack_set_beside_itself_differs_in_nothing(pack):
    again = RulePack.model_validate(pack.model_dump())
    assert pack_changes(pack, again) == ()


@given(packs(), packs())
@settings(max_examples=15, deadline=None)
def test_the_way_back_is_the_way_there_turned_round(old, new):
    turned = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED, Kind.CHANGED: Kind.CHANGED}
    there = {(one.path, turned[one.kind]) for one in pack_changes(old, new)}
    back = {(one.path, one.kind) for one in pack_changes(new, old)}
    assert there == back


@given(packs(), packs())
@settings(max_examples=15, deadline=None)
def test_every_row_that_moves_has_a_cause_among_the_differences(old, new):
    read = tiny()
    changes = pack_changes(old, new)
    found = score_difference(read.scenario, read.assessment, read.pack.form, (old, new), changes)
    for row in found.moved:
        named = (*row.cause.alone, *row.cause.in_part, *row.cause.together)
        assert named, row
        assert all(changes[at].may_move_scores for at in named)
    if not changes:
        assert not found.moved


def test_a_child_without_a_word_of_its_own_is_its_parent(tmp_path):
    for parent in ("sphere", "sahel", "mali"):
        home = tmp_path / "rules" / f"{parent}-own"
        home.mkdir(parents=True)
        (home / "pack.yaml").write_text(f"id: {parent}-own\nversion: 1.0.0\nextends: {parent}\n")
        near = tmp_path / "scenarios" / "any"
        assert pack_changes(load_pack(parent)[0], load_pack(f"{parent}-own", near)[0]) == ()
