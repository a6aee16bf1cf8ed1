"""A pack's questions become a form that pyxform takes without a word and field staff can read."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from rrm.export import form_workbook
from rrm.intake import find_scenario, load_pack, load_scenario
from rrm.model.problem import BadInput
from tests.export.xlsform.forms import (
    FULL_FORM,
    QUESTIONS,
    ROSTERS,
    pack_of,
    question,
    sheet,
    sites,
    survey,
)
from tests.export.xlsform.telephone import engine

EN, FR = "label::English (en)", "label::Français (fr)"


def converted(workbook: bytes, validate: bool = False) -> str:
    """The XForm; fails where pyxform has anything to say."""
    from pyxform.xls2xform import convert

    warnings: list[str] = []
    made = convert(workbook, warnings=warnings, file_type=".xlsx", validate=validate)
    assert warnings == []
    return str(made.xform)


def refused(pack, scenario=None) -> list[str]:
    with pytest.raises(BadInput) as caught:
        form_workbook(pack, scenario)
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize("name", ["sphere", "sahel", "mali"])
def test_pyxform_takes_each_shipped_pack_without_a_word(name) -> None:
    pack, _ = load_pack(name)
    made = form_workbook(pack)
    xform = converted(made.content)
    assert made.doubts == ()
    for labels in ("label", "hint"):
        for question_row in pack.form.questions.values():
            for words in getattr(question_row, labels).values():
                plain = words.replace("’", "'").replace("&", "&amp;").replace("<", "&lt;")
                assert question_row.personal or " ".join(plain.split()) in " ".join(xform.split())


@pytest.mark.skipif(engine() is None, reason="no Java, or no pyxform")
def test_odk_itself_finds_no_fault_in_the_form_of_a_scenario() -> None:
    scenario = load_scenario(find_scenario(Path("menaka-2022"))).scenario
    pack, _ = load_pack(scenario.settings.rules)
    made = form_workbook(pack, scenario, with_personal=True)
    converted(made.content, validate=True)
    assert made.sites == len(scenario.site_ids)


def test_who_is_asked_comes_first_and_is_all_that_must_be_answered(tmp_path) -> None:
    rows = sheet(form_workbook(pack_of(tmp_path)).content, "survey")
    names = [row["name"] for row in rows]
    assert names[:7] == [
        "start", "end", "interviewed_on", "who_is_asked", "site_id", "group", "household_id"
    ]  # fmt: skip
    assert [row["name"] for row in rows if row["required"]] == ["site_id", "group"]


def test_the_household_gets_a_pseudonym_that_needs_nobody_s_name(tmp_path) -> None:
    row = survey(form_workbook(pack_of(tmp_path)).content)["household_id"]
    assert (row["type"], row["calculation"]) == ("calculate", "once(uuid())")


def test_sites_of_a_scenario_are_chosen_by_name(tmp_path) -> None:
    made = form_workbook(pack_of(tmp_path), sites("Inékar", "Tabankort", "Inékar"))
    assert survey(made.content)["site_id"]["type"] == "select_one site_id"
    choices = sheet(made.content, "choices")
    assert [(row["name"], row[FR]) for row in choices if row["list_name"] == "site_id"] == [
        ("site-1", "Inékar (site-1)"),
        ("site-2", "Tabankort"),
        ("site-3", "Inékar (site-3)"),
    ]
    converted(made.content)


def test_personal_questions_are_asked_only_on_demand(tmp_path) -> None:
    pack = pack_of(tmp_path)
    made = form_workbook(pack)
    assert made.left_out == ("head_of_household_name",)
    assert "head_of_household_name" not in survey(made.content)
    wanted = form_workbook(pack, with_personal=True)
    assert wanted.left_out == ()
    assert "head_of_household_name" in survey(wanted.content)


def test_sections_are_groups_and_rosters_are_counted_repeats(tmp_path) -> None:
    made = form_workbook(pack_of(tmp_path, FULL_FORM))
    rows = sheet(made.content, "survey")
    inside = rows[[row["name"] for row in rows].index("household") :]
    assert [(row["type"], row["name"]) for row in inside if "_check" not in row["name"]] == [
        ("begin_group", "household"),
        ("integer", "household_size"),
        ("select_one yes_no", "accepts_cash"),
        ("date", "arrived_on"),
        ("integer", "members_count"),
        ("begin_repeat", "members"),
        ("integer", "age"),
        ("select_one yes_no", "in_school"),
        ("select_multiple illnesses", "illnesses"),
        ("end_repeat", ""),
        ("integer", "deaths_count"),
        ("begin_repeat", "deaths"),
        ("integer", "age"),
        ("integer", "month"),
        ("end_repeat", ""),
        ("end_group", ""),
        ("begin_group", "living"),
        ("decimal", "water_litres_per_day"),
        ("decimal", "covered_area_m2"),
        ("integer", "meals_yesterday"),
        ("select_one shelter_type", "shelter_type"),
        ("select_multiple priority_needs", "priority_needs"),
        ("text", "remarks"),
        ("end_group", ""),
    ]
    assert survey(made.content)["members"]["repeat_count"] == "${members_count}"
    converted(made.content, validate=engine() is not None)


def test_no_rows_mean_nobody_only_where_somebody_said_so(tmp_path) -> None:
    rows = survey(form_workbook(pack_of(tmp_path, FULL_FORM)).content)
    assert rows["deaths_count"]["required"] == "yes"
    assert rows["members_count"]["required"] == ""
    assert rows["deaths_count"]["constraint"] == ". >= 0 and . <= 5"
    assert rows["deaths_count"]["relevant"] == "${household_size} > 0"


def test_a_range_is_a_constraint_that_names_it(tmp_path) -> None:
    row = survey(form_workbook(pack_of(tmp_path)).content)["water_litres_per_day"]
    assert row["constraint"] == ". >= 0 and . <= 2000"
    assert row["constraint_message::English (en)"] == "From 0 to 2,000 L/day."


def test_an_unusual_answer_is_asked_about_and_never_refused(tmp_path) -> None:
    rows = survey(form_workbook(pack_of(tmp_path)).content)
    assert rows["household_size_check"]["type"] == "note"
    # One is the least that is possible at all, so that nothing below it can be unusual.
    assert rows["household_size_check"]["relevant"] == "${household_size} > 25"
    assert "600 L/day" in rows["water_litres_per_day_check"][EN]


def test_a_constraint_names_the_answers_that_it_is_about(tmp_path) -> None:
    form = question(
        "type: integer\nlabel: {en: Children, fr: Enfants}\nunit: person\nrange: [0, 40]\n"
        "constraint: asked < household_size"
    )
    row = survey(form_workbook(pack_of(tmp_path, form)).content)["asked"]
    assert row["constraint"] == ". >= 0 and . <= 40 and not(. >= ${household_size})"
    assert '"People in the household"' in row["constraint_message::English (en)"]


def test_a_key_informant_is_asked_what_concerns_the_place(tmp_path) -> None:
    form = question("type: boolean\nlabel: {en: A, fr: B}\nasked_of: [key_informant]")
    rows = survey(form_workbook(pack_of(tmp_path, form)).content)
    assert rows["asked"]["relevant"] == "${respondent} = 'key_informant'"
    assert rows["household_size"]["relevant"] == "${respondent} = 'household'"
    assert rows["respondent"]["required"] == "yes"


def test_what_goes_for_a_whole_section_is_said_once(tmp_path) -> None:
    more = ROSTERS + (
        "sections:\n  place:\n    label: {en: Place, fr: Lieu}\n    questions: [asked]\n"
        "  all:\n    label: {en: All, fr: Tout}\n    questions: [household_size, "
        "water_litres_per_day, covered_area_m2, meals_yesterday, shelter_type, priority_needs, "
        "accepts_cash, arrived_on, remarks, head_of_household_name, members, deaths]\n"
    )
    form = question("type: boolean\nlabel: {en: A, fr: B}\nasked_of: [key_informant]", more=more)
    rows = survey(form_workbook(pack_of(tmp_path, form)).content)
    assert rows["place"]["relevant"] == "${respondent} = 'key_informant'"
    assert rows["asked"]["relevant"] == ""
    assert rows["all"]["relevant"] == "${respondent} = 'household'"
    assert rows["household_size"]["relevant"] == ""


def test_questions_of_one_name_in_two_rosters_look_up_their_own_row(tmp_path) -> None:
    made = form_workbook(pack_of(tmp_path, FULL_FORM))
    months = survey(made.content)["month"]["constraint"]
    assert months == ". >= 1 and . <= 12 and not(. > 12 or ../age < 0)"


def test_questions_with_the_same_options_share_a_list(tmp_path) -> None:
    same = (
        "type: choice\nlabel: {en: A, fr: B}\nchoices: {no: {en: n, fr: n}, maybe: {en: m, fr: m}}"
    )
    form = question(same, "second", more="") + question(same, "third").removeprefix(QUESTIONS)
    made = form_workbook(pack_of(tmp_path, form))
    rows = survey(made.content)
    assert rows["third"]["type"] == rows["second"]["type"] == "select_one second"
    assert sum(row["list_name"] == "second" for row in sheet(made.content, "choices")) == 2


def test_a_third_language_gets_columns_of_its_own(tmp_path) -> None:
    about = (
        "id: tiny\nversion: 1.0.0\ntitle: {en: Tiny, fr: Petit, ha: Karami}\n"
        "languages: [fr, en, ha]\nsources: {book: {title: A book, year: 2018}}\n"
    )
    form = QUESTIONS.replace("fr: Remarques}", "fr: Remarques, ha: Bayani}")
    made = form_workbook(pack_of(tmp_path, form, pack=about))
    assert survey(made.content)["remarks"]["label::Hausa (ha)"] == "Bayani"
    # Words that the pack doesn't have stand in, so that no label is empty.
    assert survey(made.content)["accepts_cash"]["label::Hausa (ha)"] == "Would take cash"
    assert sheet(made.content, "settings")[0]["default_language"] == "Français (fr)"
    converted(made.content)


@pytest.mark.parametrize("label", ["=1+1", "+cmd", "-1", "@x", "a & <b> ]]> c", "**x** _y_"])
def test_words_stay_words_whatever_they_begin_with(tmp_path, label) -> None:
    from openpyxl import load_workbook

    form = question(f'type: text\nlabel: {{en: "{label}", fr: "{label}"}}')
    made = form_workbook(pack_of(tmp_path, form))
    cells = [
        c for row in load_workbook(BytesIO(made.content))["survey"] for c in row if c.value == label
    ]
    assert [cell.data_type for cell in cells] == ["s", "s"]
    converted(made.content)


def test_the_same_pack_gives_the_same_bytes_and_a_changed_one_another_version(tmp_path) -> None:
    one = form_workbook(pack_of(tmp_path / "a"))
    again = form_workbook(pack_of(tmp_path / "b"))
    other = form_workbook(
        pack_of(tmp_path / "c", QUESTIONS.replace("range: [0, 10]", "range: [0, 9]"))
    )
    assert one.content == again.content
    assert one.version.startswith("1.0.0-")
    assert one.version != other.version


def test_names_that_a_form_needs_are_refused(tmp_path) -> None:
    asked = "type: text\nlabel: {en: A, fr: B}"
    for name in ("start", "meta", "household_size_check", "members_count"):
        pack = pack_of(tmp_path / name, question(asked, name, more=ROSTERS))
        assert refused(pack) == ["RRM-R121"]


def test_words_that_a_form_would_replace_are_refused(tmp_path) -> None:
    pack = pack_of(tmp_path, question("type: text\nlabel: {en: 'Of ${group}', fr: B}"))
    assert refused(pack) == ["RRM-R123"]
    assert refused(pack_of(tmp_path / "sites"), sites("${x}")) == ["RRM-R123"] * 4
    titled = pack_of(tmp_path / "title").model_copy(update={"title": {"en": "${x}"}})
    assert refused(titled) == ["RRM-R123"]


def test_codes_that_would_not_come_back_are_refused(tmp_path) -> None:
    choices = "choices: {two words: {en: a, fr: a}, l’eau: {en: b, fr: b}, fine: {en: c, fr: c}}"
    pack = pack_of(tmp_path, question(f"type: choice\nlabel: {{en: A, fr: B}}\n{choices}"))
    assert refused(pack) == ["RRM-R124"] * 2


def test_a_condition_that_a_form_cannot_hold_is_told_and_left_out(tmp_path) -> None:
    form = question(
        "type: text\nlabel: {en: A, fr: B}\nrelevant: mean_of_worst(2, meals_yesterday, 1, 4) > 3"
    )
    made = form_workbook(pack_of(tmp_path, form))
    assert [problem.code for problem in made.doubts] == ["RRM-R122"]
    assert "mean_of_worst" in made.doubts[0].text()
    assert survey(made.content)["asked"]["relevant"] == ""


def test_a_form_of_another_pack_than_the_scenario_s_is_doubted(tmp_path) -> None:
    other = pack_of(tmp_path).model_copy(update={"id": "other"})
    assert [problem.code for problem in form_workbook(other, sites("A")).doubts] == ["RRM-R125"]
