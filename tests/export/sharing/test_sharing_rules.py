"""sharing.yaml: what a pack may say of few people, and what it is told when it says it wrongly."""

import pytest

from rrm.intake import load_pack
from rrm.model.problem import BadInput
from tests.builders import tiny_pack

SHARING = """\
minimum_cell: 5
protected_sectors: [wash]
roles:
  coordinator: {en: coordinator, fr: coordinateur}
source: book p. 1
"""


def pack_of(tmp_path, text, **files):
    tiny_pack(tmp_path / "rules", sharing=text, **files)
    return load_pack("tiny", tmp_path)[0]


def problems(tmp_path, text):
    with pytest.raises(BadInput) as refused:
        pack_of(tmp_path, text)
    return [(one.code, one.place.file.rsplit("/", 1)[-1]) for one in refused.value.problems]


def warned(rules):
    """Codes of what is told of the pack `child` without refusing it."""
    from rrm.intake.rule_pack import read_pack

    read = read_pack("child", rules.parent)
    assert read.pack is not None, [one.text() for one in read.problems]
    return [one.code for one in read.problems if one.code.startswith("RRM-R24")]


def child_of_tiny(tmp_path, text):
    rules = tmp_path / "rules"
    tiny_pack(rules, sharing=SHARING)
    child = rules / "child"
    child.mkdir()
    (child / "pack.yaml").write_text(
        "id: child\nversion: 1.0.0\nextends: tiny\ntitle: {en: Child, fr: Enfant}\n", "utf-8"
    )
    (child / "sharing.yaml").write_text(text, "utf-8")
    return rules


def test_a_pack_says_the_smallest_count_what_is_protected_and_who_approves(tmp_path):
    sharing = pack_of(tmp_path, SHARING).sharing
    assert (sharing.minimum_cell, sharing.protected_sectors) == (5, ("wash",))
    assert sharing.roles["coordinator"]["fr"] == "coordinateur"


def test_a_pack_may_say_nothing_of_it(tmp_path):
    tiny_pack(tmp_path / "rules")
    assert load_pack("tiny", tmp_path)[0].sharing is None


@pytest.mark.parametrize("minimum", ["1", "0", "-5", "101", "five", "5.5"])
def test_a_minimum_outside_2_to_100_is_refused(tmp_path, minimum):
    text = SHARING.replace("minimum_cell: 5", f"minimum_cell: {minimum}")
    found = problems(tmp_path, text)
    assert found and {file for _, file in found} == {"sharing.yaml"}


def test_a_protected_sector_that_there_is_not_is_refused(tmp_path):
    text = SHARING.replace("[wash]", "[protektion]")
    assert problems(tmp_path, text) == [("RRM-R242", "sharing.yaml")]


def test_a_pack_that_extends_another_may_raise_the_minimum_and_is_asked_when_it_lowers_it(tmp_path):
    assert warned(child_of_tiny(tmp_path / "higher", "minimum_cell: 10\n")) == []
    assert warned(child_of_tiny(tmp_path / "lower", "minimum_cell: 3\n")) == ["RRM-R240"]


def test_a_pack_in_which_nobody_may_approve_is_asked_about(tmp_path):
    assert warned(child_of_tiny(tmp_path, "roles: ~remove\n")) == ["RRM-R241"]


def test_the_shipped_packs_hide_counts_below_five_and_protect_protection():
    for name in ("sphere", "sahel", "mali"):
        sharing = load_pack(name)[0].sharing
        assert sharing.minimum_cell == 5 and sharing.protected_sectors == ("protection",)
        assert {"coordinator", "logistics", "programme", "meal"} == set(sharing.roles)
