"""Triggers that don't hold together are told where they are written."""

import pytest

from rrm.intake import load_pack
from rrm.intake.rule_pack import read_pack
from rrm.model.problem import BadInput
from tests.builders import PACK_FILES, tiny_pack


def problems(tmp_path, more: str):
    tiny_pack(tmp_path / "rules", triggers=PACK_FILES["triggers.yaml"] + more)
    near = tmp_path / "scenarios" / "one"
    near.mkdir(parents=True)
    return read_pack("tiny", near).problems


def test_a_clock_that_turns_red_before_amber_is_an_error(tmp_path):
    (found,) = problems(tmp_path, "clock: {amber_from: 0.9, red_from: 0.5, source: book}\n")
    assert (found.code, found.is_error) == ("RRM-R140", True)
    assert found.place.file.endswith("triggers.yaml") and found.place.line is not None


def test_an_assessment_due_after_the_help_it_is_for_is_doubted(tmp_path):
    (found,) = problems(tmp_path, "assess: {within_days: 20, source: book}\n")
    assert (found.code, found.is_error) == ("RRM-R141", False)


def test_a_decision_without_anybody_who_acts_is_doubted(tmp_path):
    (found,) = problems(tmp_path, "who:\n  respond: {en: Partner, fr: Partenaire}\n")
    assert (found.code, found.is_error) == ("RRM-R142", False)
    assert "verify" in found.found.text() and "respond" not in found.found.text()


def test_a_decision_that_does_not_exist_is_refused(tmp_path):
    found = problems(tmp_path, "who:\n  dismiss: {en: Nobody, fr: Personne}\n")
    assert any(one.is_error for one in found)


def test_a_step_without_a_source_is_refused(tmp_path):
    assert any(one.is_error for one in problems(tmp_path, "verify: {within_hours: 72}\n"))


@pytest.mark.parametrize("pack_id", ["sphere", "sahel", "mali"])
def test_the_shipped_triggers_are_without_doubts(pack_id):
    pack, _ = load_pack(pack_id)
    assert pack.triggers.verify is not None and pack.triggers.clock is not None
    try:
        found = read_pack(pack_id).problems
    except BadInput as bad:
        found = bad.problems
    assert not [one for one in found if one.code.startswith("RRM-R14")]
