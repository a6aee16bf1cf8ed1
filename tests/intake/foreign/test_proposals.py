"""What is proposed for a file that nobody has seen before, how sure it is, and what is never said."""

from __future__ import annotations

from pathlib import Path

import pytest

from rrm.intake.foreign import (
    ForAllColumns,
    Grade,
    mapping_text,
    propose_mapping,
    read_mapping,
    take_in,
    write_mapping,
)
from rrm.intake.foreign.best_pairs import best_pairs
from rrm.intake.foreign.foreign_form import ForeignForm
from rrm.intake.foreign.known_names import KnownNames, known_names
from rrm.intake.foreign.likeness import Words, words_in
from rrm.intake.foreign.proposals import Proposal, Proposer
from rrm.model.problem import BadInput
from tests.intake.foreign.mapped import FORM, table

WORDS = KnownNames(words=(("water", "eau"), ("source", "origine"), ("size", "taille")))


def proposed(text: str, known: KnownNames = WORDS, **form: object) -> dict[str, Proposal]:
    proposer = Proposer(FORM.questions, known, ForeignForm(**form), FORM.missing)
    return {one.question: one for one in proposer.propose(table("theirs", text))}


def test_a_column_that_bears_the_name_is_certain_groups_aside():
    found = proposed("home/household_size\n4\n6")["household_size"]
    assert (found.column, found.grade) == ("home/household_size", Grade.CERTAIN)


def test_a_name_that_others_give_a_question_is_certain_and_says_whose_it_is():
    known = KnownNames(names={"household_size": {"wfp": ("HHSize",)}})
    found = proposed("hhsize\n4", known)["household_size"]
    assert found.grade is Grade.CERTAIN
    assert found.why.text() == "named so by wfp"
    assert proposed("hhsize\n4", known.without(["wfp"])) == {}


def test_a_known_name_whose_answers_do_not_suit_is_doubtful():
    known = KnownNames(names={"household_size": {"wfp": ("HHSize",)}})
    assert proposed("HHSize\nmany\nfew", known)["household_size"].grade is Grade.DOUBTFUL


def test_words_in_french_find_a_question_and_its_options_by_label():
    found = proposed("origine_eau\nborne-fontaine\npuits ouvert\nautre")["water_source"]
    assert found.grade is Grade.LIKELY
    assert found.fit.options == {"borne-fontaine": "tap", "puits ouvert": "well"}
    assert found.fit.uncovered == {"autre": 1}


def test_the_foreign_form_gives_words_to_columns_and_answers_that_have_none():
    labels = {"q17": ("Main source of water",)}
    options = {"q17": {"1": ("public tap",), "2": ("river",)}}
    text = "q17\n1\n2"
    assert proposed(text) == {}
    found = proposed(text, labels=labels, options=options)["water_source"]
    assert found.column == "q17"
    assert found.fit.options == {"1": "tap", "2": "river"}


def test_an_answer_that_is_like_two_options_is_led_to_neither():
    found = proposed("water_source\nopen public\ntap")["water_source"]
    assert "open public" in found.fit.uncovered


def test_a_personal_column_is_never_proposed_nor_its_cells_shown():
    text = "name_of_household_head_size,phone\nAwa,223\nIbrahim,224"
    assert proposed(text) == {}


def test_pairs_are_made_together_and_not_one_after_the_other():
    scores = {("a", "x"): 0.9, ("a", "y"): 0.8, ("b", "x"): 0.85}
    assert best_pairs(scores) == {"a": "y", "b": "x"}
    assert best_pairs({}) == {}


def test_words_are_told_apart_however_they_are_joined():
    known = {"water": "water", "eau": "water", "source": "source"}
    words = Words(known, ["water source", "size"])
    assert words.alike("WaterSource", "source d’eau") == 1.0
    assert words.alike("watersource", "origin of water") < 1.0
    assert words_in("rCSILessQlty") == ("rcsi", "less", "qlty")
    assert words_in("fsl_lcsi_stress1") == words_in("fsl_lcsi_stress2")
    assert words.alike("size", "SZ") == 0.0


def test_every_known_name_is_of_a_question_of_a_shipped_form():
    from rrm.intake import load_pack
    from rrm.intake.foreign.key_questions import key_questions

    form = load_pack("sphere")[0].form
    asked = {**key_questions(), **form.questions}
    for roster in form.rosters.values():
        asked |= roster.questions
    assert set(known_names().names) <= set(asked)


# --- the whole file ------------------------------------------------------------------------------

HOUSEHOLDS = """admin3,hh_size,wash_drinking_water_source,aap_note,chief_name,uuid
gao,4,borehole,x,Awa,u1
gao,6,surface_water,y,Ibrahim,u2
"""
MEMBERS = "ind_age,ind_gender,_parent_index,uuid\n8,female,1,u1\n40,male,2,u2\n"


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "theirs.csv", tmp_path / "roster.csv"]
    for path, text in zip(paths, (HOUSEHOLDS, MEMBERS), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_a_proposal_is_a_mapping_that_waits_for_a_person(files: list[Path], tmp_path: Path):
    path = tmp_path / "their.yaml"
    text = mapping_text(propose_mapping(files, "sphere"))
    write_mapping(text, path)
    assert "Awa" not in text
    assert "chief_name: personal" in text
    with pytest.raises(BadInput) as refused:
        take_in(files, mapping=str(path))
    assert "nobody has confirmed this mapping" in str(refused.value)


def test_a_confirmed_proposal_converts_the_file(files: list[Path], tmp_path: Path):
    text = mapping_text(propose_mapping(files, "sphere"))
    text = text.replace('confirmed_by: ""', "confirmed_by: information manager, 2026-11-24")
    text = text.replace("  # group: {always: …}", "  group: {always: idp}")
    path = tmp_path / "their.yaml"
    path.write_text(text, encoding="utf-8")
    read = read_mapping(str(path)).mapping
    assert read.tables["members"].parent == "uuid"
    taken = take_in(files, mapping=str(path)).converted
    assert taken.assessment.columns["water_source"] == ["borehole", "surface_water"]
    assert taken.assessment.columns["household_size"] == ["4", "6"]
    members = taken.rosters["members"].columns
    assert members["household_id"] == taken.assessment.columns["household_id"]
    assert members["member_sex"] == ["female", "male"]


def test_a_proposal_replaces_no_file(files: list[Path], tmp_path: Path):
    path = tmp_path / "their.yaml"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(BadInput):
        write_mapping("theirs", path)
    assert path.read_text(encoding="utf-8") == "mine"


def test_names_and_answers_that_yaml_would_take_for_signs_are_quoted(tmp_path: Path):
    text = 'household_size,Main source of water\n4,"well: open # no"\n5,no\n'
    file = tmp_path / "a, b: c.csv"
    file.write_text(text, encoding="utf-8")
    path = tmp_path / "their.yaml"
    write_mapping(mapping_text(propose_mapping([file], "sphere")), path)
    assert read_mapping(str(path)).mapping.title["en"] == "a, b: c.csv"


@pytest.mark.parametrize("sign", [".", "hh", "a", "_", "é", "/x"])
def test_headers_made_to_be_slow_are_passed_over_in_no_time(sign: str):
    long = [(sign * 10_000)[: 10_000 - 5] + str(at) for at in range(40)]
    text = ",".join(long) + "\n" + ",".join("x" * 9_000 for _ in long)
    assert proposed(text) == {}


# --- what a person declares, and options in columns of their own ---------------------------------


def test_what_is_declared_of_all_columns_helps_to_tell_them_and_stands_in_the_mapping(tmp_path):
    path = tmp_path / "theirs.csv"
    path.write_text("household_size;interview_date\n-9;04/03/2022\n5;05/03/2022\n", "utf-8")
    declared = ForAllColumns(dates="dmy", decimal="comma", missing=("-9",))
    known = KnownNames(names={"interviewed_on": {"wfp": ("interview_date",)}})
    found = propose_mapping([path], "sphere", known=known, declared=declared)
    text = mapping_text(found)
    assert 'missing: ["-9"]' in text
    assert "  household_size:\n    column: household_size\n    decimal: comma\n" in text
    assert "  interviewed_on:\n    column: interview_date\n    dates: dmy\n" in text


def test_columns_of_the_options_are_proposed_where_the_question_has_none():
    found = proposed("home/needs/food,home/needs/water\n1,0\n0,1")["needs"]
    assert found.grade is Grade.CERTAIN
    assert found.options == {"food": "home/needs/food", "water": "home/needs/water"}
    guessed = proposed("urgent.food,urgent.water\n1,0\n0,1")["needs"]
    assert guessed.grade is Grade.DOUBTFUL
    assert "needs" not in proposed("urgent.food,urgent.shelter\n1,0\n0,1")


def test_a_question_with_a_column_of_its_own_needs_no_columns_of_options():
    assert proposed("needs,needs/food,needs/water\nfood,1,0")["needs"].options == {}
