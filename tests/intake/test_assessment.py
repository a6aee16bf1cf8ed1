from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from rrm.intake import load_scenario
from rrm.intake.personal_columns import looks_personal
from rrm.model.form import Assessment
from tests.builders import PACK_FILES, row, tiny_scenario
from tests.intake.problems import places, problems_of, warnings_of


def folder_of(tmp_path: Path, csv: str | bytes) -> Path:
    return tiny_scenario(tmp_path / "tiny", assessment=csv)


def answers(tmp_path: Path, header: str, *cells: str) -> Assessment:
    """The assessment of one site: a row for each of `cells`."""
    rows = "".join(f"A,idp,{one}\n" for one in cells)
    return load_scenario(folder_of(tmp_path, f"site_id,group,{header}\n{rows}")).assessment


def listed(assessment: Assessment, question: str) -> list[float | None]:
    column = assessment.columns[question]
    pairs = zip(column.values, column.known, strict=True)
    return [float(value) if known else None for value, known in pairs]


def test_numbers_are_numbers(tmp_path: Path):
    read = answers(tmp_path, "household_size,water_litres_per_day", "6,20", "7.0, 12.5 ", "1,0")
    assert listed(read, "household_size") == [6, 7, 1]
    assert listed(read, "water_litres_per_day") == [20, 12.5, 0]


def test_yes_and_no_are_one_and_zero_in_either_language(tmp_path: Path):
    read = answers(tmp_path, "accepts_cash", "yes", "NO", "oui", "non", "1", "0", "true", "1.0", "")
    assert listed(read, "accepts_cash") == [1, 0, 1, 0, 1, 0, 1, 1, None]


def test_a_choice_is_the_place_of_its_option_in_the_form(tmp_path: Path):
    read = answers(tmp_path, "shelter_type", "none", "makeshift", "House", "")
    assert listed(read, "shelter_type") == [0, 1, 2, None]


@pytest.mark.parametrize("separator", [" ", ";", "|", " ; "])
def test_several_choices_are_a_mask_of_options(tmp_path: Path, separator: str):
    read = answers(tmp_path, "priority_needs", separator.join(["shelter", "water"]), "food", "")
    assert listed(read, "priority_needs") == [0b101, 0b010, None]


@pytest.mark.parametrize("sign", ["/", "."])
def test_several_choices_may_stand_in_columns_of_their_own(tmp_path: Path, sign: str):
    header = f"priority_needs{sign}food,priority_needs{sign}water,priority_needs{sign}shelter"
    read = answers(tmp_path, header, "0,1,1", "1,0,", "0,0,0", ",,")
    assert listed(read, "priority_needs") == [0b101, 0b010, 0, None]


def test_days_are_ordinals(tmp_path: Path):
    read = answers(tmp_path, "arrived_on", "2022-03-12", "")
    assert listed(read, "arrived_on") == [date(2022, 3, 12).toordinal(), None]


def test_free_text_is_counted_and_not_kept(tmp_path: Path):
    read = answers(tmp_path, "remarks", "the well of Fatima is dry", "")
    assert listed(read, "remarks") == [0, None]


@pytest.mark.parametrize(
    "code", ["", " ", "n/a", "N/A", "dont_know", "Dont_Know ", "-99", "-99.0", "9999", "9999.0"]
)
def test_codes_for_not_known_are_not_answers(tmp_path: Path, code: str):
    read = answers(
        tmp_path,
        "household_size,water_litres_per_day,accepts_cash,shelter_type,meals_yesterday",
        f"5,{code},,,",
        "5,7,,,",
    )
    assert listed(read, "water_litres_per_day") == [None, 7]


def test_a_missing_answer_is_not_a_no(tmp_path: Path):
    assert not answers(tmp_path, "accepts_cash", "dont_know").columns["accepts_cash"].known[0]


def test_a_question_without_a_column_is_known_to_nobody(tmp_path: Path):
    read = answers(tmp_path, "household_size", "5", "6")
    assert listed(read, "meals_yesterday") == [None, None]
    assert len(read.columns["meals_yesterday"].values) == len(read) == 2


def test_who_was_asked_is_read_with_defaults(tmp_path: Path):
    csv = (
        "site_id,group,interviewed_on,respondent,weight,household_size\n"
        "A,idp,2022-04-10,key_informant,2.5,5\nB,HOST,,,,6\n"
    )
    read = load_scenario(folder_of(tmp_path, csv)).assessment
    assert (read.site_ids, read.groups) == (("A", "B"), ("idp", "host"))
    assert read.respondents == ("key_informant", "household")
    assert read.interviewed_on == (date(2022, 4, 10), None)
    assert read.weights.tolist() == [2.5, 1.0]


def test_values_are_zero_where_nothing_is_known(tmp_path: Path):
    column = answers(tmp_path, "household_size", "5", "n/a").columns["household_size"]
    assert column.values.dtype == np.float64 and column.known.dtype == np.bool_
    assert column.values.tolist() == [5, 0]


def test_a_number_with_a_unit_gets_the_message_of_the_style_guide(tmp_path: Path):
    (problem,) = problems_of(
        folder_of(tmp_path, "site_id,group,water_litres_per_day\nA,idp,20 l\n")
    )
    assert problem.text() == (
        'RRM-I014 tiny/assessment.csv row 2, water_litres_per_day: found "20 l"; '
        "a number is needed (L/day, 0 to 2,000). Write 20."
    )


WRONG = [
    ("household_size", "4.5", "RRM-I014", "Write a whole number in digits, such as 20."),
    ("household_size", "0", "RRM-I015", "Correct it, or leave it empty if it is not known."),
    ("water_litres_per_day", "12;5", "RRM-I014", "Write a number in digits, such as 20 or 12.5."),
    ("water_litres_per_day", "nan", "RRM-I014", "Write a number in digits, such as 20 or 12.5."),
    ("water_litres_per_day", "1e999", "RRM-I014", "Write a number in digits, such as 20 or 12.5."),
    ("water_litres_per_day", "2001", "RRM-I015", "Correct it, or leave it empty if it is not known."),
    ("accepts_cash", "perhaps", "RRM-I018", "Write yes or no, or leave it empty if it is not known."),
    ("shelter_type", "makeshit", "RRM-I018", 'Did you mean "makeshift"?'),
    ("shelter_type", "en plein air", "RRM-I018", 'Write "none".'),
    ("priority_needs", "water foood", "RRM-I018", 'Did you mean "food"?'),
    ("arrived_on", "12/03/2022", "RRM-I017", "Write the date as year-month-day, such as 2022-04-18."),
    ("arrived_on", "13/03/2022", "RRM-I017", "Write 2022-03-13."),
    ("interviewed_on", "20220310", "RRM-I017", "Write 2022-03-10."),
    ("respondent", "chief", "RRM-I018", "Use one of: household, key_informant."),
    ("weight", "0", "RRM-I015", "Correct the number."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("column", "cell", "code", "remedy"), WRONG, ids=[f"{w[0]} {w[1]}" for w in WRONG]
)
def test_a_wrong_answer_is_an_error_with_its_row(tmp_path, column, cell, code, remedy):
    (problem,) = problems_of(folder_of(tmp_path, f"site_id,group,{column}\nA,idp,\nA,idp,{cell}\n"))
    assert (problem.code, problem.place.row, problem.place.column) == (code, 3, column)
    assert problem.remedy.text() == remedy


def test_a_unit_is_said_in_the_readers_language(tmp_path: Path):
    folder = folder_of(tmp_path, "site_id,group,household_id,household_size\nA,idp,h1,0\n")
    (problem,) = problems_of(folder)
    assert "(people, 1 to 80)" in problem.text("en")
    assert "(personnes, de 1 à 80)" in problem.text("fr")


def test_all_wrong_answers_come_at_once(tmp_path: Path):
    csv = (
        "site_id,group,household_size,water_litres_per_day,shelter_type,colour\n"
        "A,idp,many,20 l,none,\nA,idb,5,3000,hut,\nC,idp,5\n"
    )
    assert places(problems_of(folder_of(tmp_path, csv))) == [
        ("RRM-I021", "assessment.csv", 1, "colour"),
        ("RRM-I024", "assessment.csv", 4, None),
        ("RRM-I014", "assessment.csv", 2, "household_size"),
        ("RRM-I014", "assessment.csv", 2, "water_litres_per_day"),
        ("RRM-I015", "assessment.csv", 3, "water_litres_per_day"),
        ("RRM-I018", "assessment.csv", 3, "shelter_type"),
        ("RRM-I031", "assessment.csv", 3, "group"),
    ]


def test_of_a_wrong_column_twenty_rows_are_told_and_the_rest_counted(tmp_path: Path):
    csv = "site_id,group,household_size\n" + "".join(f"A,idp,x{n}\n" for n in range(700))
    problems = problems_of(folder_of(tmp_path, csv))
    assert len(problems) == 21
    assert problems[-1].found.text() == "the same 680 times more, up to here"


def test_an_unusual_answer_is_a_warning_and_kept(tmp_path: Path):
    folder = folder_of(tmp_path, "site_id,group,household_size\nA,idp,30\n")
    loaded = load_scenario(folder)
    assert places(loaded.warnings) == [("RRM-I016", "assessment.csv", 2, "household_size")]
    assert listed(loaded.assessment, "household_size") == [30]


def test_many_unusual_answers_are_one_warning_with_the_first_rows(tmp_path: Path):
    csv = "site_id,group,household_size\n" + "A,idp,5\n" + "A,idp,30\nA,idp,31\n" * 50
    (warning,) = warnings_of(folder_of(tmp_path, csv))
    assert (warning.code, warning.place.row) == ("RRM-I016", 3)
    assert warning.found.text() == "100 answers are unusual, the first in rows 3, 4, 5, 6, 7"


@pytest.mark.parametrize(
    ("site", "group", "column", "remedy"),
    [
        ("AA", "idp", "site_id", 'Did you mean "A"?'),
        ("Z", "idp", "site_id", "Use one of: A, B."),
        ("A", "host", "group", "Use one of: idp."),
        ("A", "ipd", "group", 'Did you mean "idp"?'),
        ("", "idp", "site_id", "Fill in the cell."),
        ("A", "", "group", "Fill in the cell."),
    ],
)
def test_an_interview_at_an_unknown_site_or_group_is_an_error(
    tmp_path, site, group, column, remedy
):
    csv = f"site_id,group,household_size\nA,idp,5\n{site},{group},5\n{site},{group},6\n"
    (problem,) = problems_of(folder_of(tmp_path, csv))
    assert (problem.place.row, problem.place.column) == (3, column)
    assert problem.remedy.text() == remedy
    assert "in 2 rows (3, 4)" in problem.found.text()


def test_an_interview_after_the_start_or_of_a_household_asked_before_is_a_doubt(tmp_path: Path):
    csv = (
        "site_id,group,household_id,interviewed_on\n"
        "A,idp,h1,2022-04-18\nA,idp,h1,2022-04-19\nB,host,h1,2022-04-10\n"
    )
    warnings = warnings_of(folder_of(tmp_path, csv))
    assert places(warnings) == [
        ("RRM-I041", "assessment.csv", 3, "interviewed_on"),
        ("RRM-I032", "assessment.csv", 3, "household_id"),
    ]


SECRET = "Fatimata Walet"


def test_a_personal_column_is_dropped_and_never_shown(tmp_path: Path):
    csv = f"site_id,group,Head of household name,household_size\nA,idp,{SECRET},5\n"
    loaded = load_scenario(folder_of(tmp_path, csv))
    assert places(loaded.warnings) == [("RRM-I050", "assessment.csv", 1, "Head of household name")]
    assert "head_of_household_name" not in loaded.assessment.columns
    assert listed(loaded.assessment, "household_size") == [5]
    assert SECRET not in repr(loaded)


def test_parts_of_a_personal_question_are_dropped_too(tmp_path: Path):
    header = "head_of_household_name/first,head_of_household_name.last"
    folder = folder_of(tmp_path, f"site_id,group,{header}\nA,idp,{SECRET},x\n")
    assert [p.code for p in warnings_of(folder)] == ["RRM-I050", "RRM-I050"]


def test_no_problem_of_a_shifted_row_shows_a_personal_answer(tmp_path: Path):
    csv = (
        f"site_id,group,head_of_household_name,household_size\nA,idp,x,{SECRET},5\nA,idp,{SECRET}\n"
    )
    text = "\n".join(p.text() for p in problems_of(folder_of(tmp_path, csv)))
    assert "RRM-I024" in text
    assert SECRET not in text


@pytest.mark.parametrize(
    "column",
    [
        "phone",
        "Numéro de téléphone",
        "nom_chef_menage",
        "Prénom",
        "_gps_latitude",
        "GPS",
        "lon",
        "name of respondent",
        "ethnie",
        "e-mail",
    ],
)
def test_a_column_that_looks_personal_and_is_not_in_the_form_is_refused(
    tmp_path: Path, column: str
):
    problems = problems_of(folder_of(tmp_path, f"site_id,group,{column}\nA,idp,{SECRET}\n"))
    assert [p.code for p in problems] == ["RRM-I051"]
    assert "personal: true" in problems[0].remedy.text()
    assert SECRET not in problems[0].text()


@pytest.mark.parametrize(
    "column", ["water_litres_per_day", "household_size", "nominal", "latrine_type", "telling"]
)
def test_other_columns_do_not_look_personal(column: str):
    assert not looks_personal(column)


def test_hxl_tags_serve_the_key_columns(tmp_path: Path):
    csv = "Lieu,Statut,household_size\n#loc+code,#affected+type,\nA,idp,5\n"
    assert load_scenario(folder_of(tmp_path, csv)).assessment.site_ids == ("A",)


MALFORMED = [
    ("", [("RRM-I020", None, None)]),
    ("household_size\n5\n", [("RRM-I022", 1, "site_id"), ("RRM-I022", 1, "group")]),
    ("site_id,group,household_sise\nA,idp,5\n", [("RRM-I021", 1, "household_sise")]),
    ("site_id,group,household_size,household_size\nA,idp,5,5\n", [("RRM-I023", 1, "household_size")]),
    ("site_id,group,household_size\nA,idp,é\n".encode("latin-1"), [("RRM-I003", 2, None)]),
    ('site_id,group,household_size\nA,idp,"5\n', [("RRM-I027", 2, None)]),
    ("site_id,group,remarks\nA,idp," + "x" * 10_001 + "\n", [("RRM-I026", 2, 3)]),
    ("site_id,group,priority_needs/watr\nA,idp,1\n", [("RRM-I021", 1, "priority_needs/watr")]),
]  # fmt: skip


@pytest.mark.parametrize(("content", "expected"), MALFORMED)
def test_a_malformed_assessment_is_refused(tmp_path, content, expected):
    found = places(problems_of(folder_of(tmp_path, content)))
    assert [(code, row, column) for code, _, row, column in found] == expected


def test_a_blank_row_is_nobody(tmp_path: Path):
    csv = "site_id,group,household_size\nA,idp,5\n\n,,\nA,idp,6\n"
    assert len(load_scenario(folder_of(tmp_path, csv)).assessment) == 2


def test_a_faulty_assessment_does_not_hide_faults_elsewhere(tmp_path: Path):
    folder = tiny_scenario(
        tmp_path / "tiny", assessment="site_id,group,x\n", stock=[row("stock", quantity=-1)]
    )
    assert {p.place.file for p in problems_of(folder)} == {"tiny/assessment.csv", "tiny/stock.csv"}


def test_a_form_of_many_options_is_exact_to_the_last(tmp_path: Path):
    options = "".join(f"      o{n}: {{en: o, fr: o}}\n" for n in range(52))
    form = PACK_FILES["form.yaml"].replace(
        "      water: {en: water, fr: eau}\n      food: {en: food, fr: nourriture}\n"
        "      shelter: {en: shelter, fr: abri}\n", options)  # fmt: skip
    csv = "site_id,group,priority_needs\nA,idp,o51 o0\n"
    folder = tiny_scenario(tmp_path / "tiny", pack={"form": form}, assessment=csv)
    column = load_scenario(folder).assessment.columns["priority_needs"]
    assert int(column.values[0]) == (1 << 51) + 1


def test_a_hundred_thousand_interviews_are_read_column_by_column(tmp_path: Path):
    line = "A,idp,2022-04-10,6,20.5,4,1,makeshift,water food,yes\n"
    header = "site_id,group,interviewed_on,household_size,water_litres_per_day,covered_area_m2,meals_yesterday,shelter_type,priority_needs,accepts_cash\n"
    read = load_scenario(folder_of(tmp_path, header + line * 100_000)).assessment
    assert len(read) == 100_000
    assert read.columns["water_litres_per_day"].values.sum() == 2_050_000
