"""What a telephone does with the form: what it asks, and what it refuses."""

from __future__ import annotations

import random
from pathlib import Path

from rrm.export import form_workbook
from tests.export.xlsform.filled import SeenForm, filled, seen
from tests.export.xlsform.forms import FULL_FORM, pack_of, question, sites
from tests.export.xlsform.telephone import Telephone

KEYS = {"site_id": "site-1", "group": "idp", "respondent": "household"}


def form_of(folder: Path, form: str) -> SeenForm:
    return seen(form_workbook(pack_of(folder, form), sites("Inékar")).content, folder)


def answered(form: SeenForm, telephone: Telephone, **answers: str) -> tuple[list[str], str]:
    """The names asked, and the record; what is not among the answers is left empty."""
    asked: list[str] = []

    def answer(name: str, kind: str) -> str:
        asked.append(name)
        return {**KEYS, **answers}.get(name, "")

    telephone.open(form.xform)
    return asked, telephone.fill(answer)


def test_a_question_is_asked_only_where_its_condition_is_known_to_hold(tmp_path, telephone) -> None:
    form = form_of(
        tmp_path,
        question(
            "type: text\nlabel: {en: A, fr: B}\n"
            "relevant: shelter_type != 'none' and not accepts_cash"
        ),
    )
    for answers, is_asked in (
        ({}, False),
        ({"shelter_type": "house"}, False),
        ({"accepts_cash": "no"}, False),
        ({"shelter_type": "house", "accepts_cash": "no"}, True),
        ({"shelter_type": "none", "accepts_cash": "no"}, False),
    ):
        assert ("asked" in answered(form, telephone, **answers)[0]) is is_asked, answers


def test_an_answer_is_refused_only_where_its_constraint_is_known_to_fail(
    tmp_path, telephone
) -> None:
    form = form_of(
        tmp_path,
        question(
            "type: integer\nlabel: {en: A, fr: B}\nunit: person\nconstraint: asked < household_size"
        ),
    )
    for answers, is_kept in (
        ({"asked": "9"}, True),
        ({"asked": "9", "household_size": "8"}, False),
        ({"asked": "7", "household_size": "8"}, True),
    ):
        record = answered(form, telephone, **answers)[1]
        assert (f"<asked>{answers['asked']}</asked>" in record) is is_kept, answers


def test_a_roster_is_asked_as_often_as_its_count_says(tmp_path, telephone) -> None:
    form = form_of(tmp_path, FULL_FORM)
    asked, record = answered(form, telephone, household_size="3", members_count="2", age="7")
    assert asked.count("illnesses") == asked.count("in_school") == 2
    assert record.count("<members>") == 2
    assert "deaths_count" in asked
    assert "month" not in asked


def test_a_number_outside_the_range_is_refused_and_an_unusual_one_kept(tmp_path, telephone) -> None:
    form = form_of(tmp_path, FULL_FORM)
    for litres, is_kept in (("2001", False), ("1999.5", True), ("-1", False), ("0", True)):
        record = answered(form, telephone, water_litres_per_day=litres)[1]
        assert ("<water_litres_per_day>" in record) is is_kept, litres


def test_each_interview_has_a_household_id_of_its_own(tmp_path, telephone) -> None:
    form = form_of(tmp_path, FULL_FORM)
    chance = random.Random(1)
    ids = {filled(form, telephone, chance).answers["household_id"] for _ in range(5)}
    assert len(ids) == 5
    assert all(len(one) == 36 for one in ids)
