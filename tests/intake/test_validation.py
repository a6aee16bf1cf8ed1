from __future__ import annotations

import pytest

from rrm.intake.remedy import date_remedy, number_remedy
from rrm.intake.source_tree import place_of
from rrm.intake.validation import validated
from rrm.intake.yaml_source import read_yaml
from rrm.model.form import Form
from rrm.model.problem import Place, Problem
from rrm.model.rule_pack import AccessRules, Indicator, SeverityRules
from rrm.model.scenario import Settings

SETTINGS = """\
id: tiny
title: {en: Tiny}
country: MLI
start: 2022-04-18
horizon_days: 10
rules: tiny
"""


def problems(model, text: str) -> list[Problem]:
    tree = read_yaml(text.encode(), "f.yaml")
    return validated(model, tree, lambda path: place_of(tree, path, Place("f.yaml")))[1]


def settings_with(line: str) -> str:
    """The settings with a line replaced, or added."""
    key = line.split(":", maxsplit=1)[0]
    kept = [one for one in SETTINGS.splitlines() if not one.startswith(f"{key}:")]
    return "\n".join([*kept, line])


CASES = [
    # written, code, column, found, allowed, remedy
    ("horizon_days: 200", "RRM-I015", 15, 'found "200"', "a whole number from 1 to 90 is needed", "Correct the number."),
    ("horizon_days: ten", "RRM-I014", 15, 'found "ten"', "a whole number from 1 to 90 is needed", "Write a whole number in digits, such as 20."),
    ("horizon_days: 1_0", "RRM-I014", 15, 'found "1_0"', "a whole number from 1 to 90 is needed", "Write a whole number in digits, such as 20."),
    ("horizon_days: 14 days", "RRM-I014", 15, 'found "14 days"', "a whole number from 1 to 90 is needed", "Write 14."),
    ("start: 18/04/2022", "RRM-I017", 8, 'found "18/04/2022"', "a date written year-month-day is needed, such as 2022-04-18", "Write 2022-04-18."),
    ("start: 04/03/2022", "RRM-I017", 8, 'found "04/03/2022"', "a date written year-month-day is needed, such as 2022-04-18", "Write the date as year-month-day, such as 2022-04-18."),
    ("start: 20220418", "RRM-I017", 8, 'found "20220418"', "a date written year-month-day is needed, such as 2022-04-18", "Write 2022-04-18."),
    ("start: 1650240000", "RRM-I017", 8, 'found "1650240000"', "a date written year-month-day is needed, such as 2022-04-18", "Write the date as year-month-day, such as 2022-04-18."),
    ("start: 2022-04-18T00:00", "RRM-I017", 8, 'found "2022-04-18T00:00"', "a date written year-month-day is needed, such as 2022-04-18", "Write 2022-04-18."),
    ("season: dri", "RRM-I018", 9, 'found "dri"', "one of these is needed: dry, wet", 'Did you mean "dry"?'),
    ("seasn: dry", "RRM-I011", 1, 'unknown key "seasn"', "only known keys are read", 'Did you mean "season"?'),
    ("country: Mali", "RRM-I013", 10, 'found "Mali"', "three capital letters are needed, such as XOF or MLI", "Correct the value."),
    ("country: [MLI]", "RRM-I013", 1, "found a list", "three capital letters are needed, such as XOF or MLI", "Write it as the example files do."),
    ("title: Tiny", "RRM-I013", 8, 'found "Tiny"', "keys and values are needed, indented below this key", "Correct the value."),
    ("title:", "RRM-I013", 7, "found nothing", "keys and values are needed, indented below this key", "Write a value, or remove the key."),
    ("budget: {amount: 5}", "RRM-I012", 1, '"currency" is missing', "three capital letters are needed, such as XOF or MLI", 'Add "currency".'),
    ("budget: {amount: .inf, currency: XOF}", "RRM-I014", 18, 'found ".inf"', "a number from 0 to 1,000,000,000,000 is needed", "Write a number in digits, such as 20 or 12.5."),
    ("priorities: {}", "RRM-I013", 1, "found keys and values", "a list is needed, each line beginning with a dash", "Write it as the example files do."),
    ("priorities: [{tier: water}]", "RRM-I018", 21, 'found "water"', "one of these is needed: survival_water, needs_met, equity, cost, stability", "Use one of: cost, equity, needs_met, stability, survival_water."),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_a_refused_setting_says_what_where_allowed_and_do(case):
    line, code, column, found, allowed, remedy = case
    (problem,) = problems(Settings, settings_with(line))
    assert (problem.code, problem.place.column) == (code, column)
    assert problem.found.text() == found
    assert problem.allowed.text() == allowed
    assert problem.remedy.text() == remedy


def test_good_settings_have_no_problem():
    assert problems(Settings, SETTINGS) == []


def test_all_faults_of_a_model_come_at_once():
    text = "id: A b\ntitle: {en: x}\ncountry: m\nhorizon_days: 0\nextra: 1\n"
    assert {(p.code, p.place.line) for p in problems(Settings, text)} == {
        ("RRM-I013", 1), ("RRM-I013", 3), ("RRM-I015", 4), ("RRM-I011", 5),
        ("RRM-I012", None),
    }  # fmt: skip


INDICATOR = "label: {en: x}\nvalue: a\nsource: s\nseverity: {5: below 3}\n"


def test_a_choice_of_types_is_told_once():
    (problem,) = problems(Indicator, INDICATOR + "missing: wurst\n")
    assert problem.place == Place("f.yaml", line=5, column=10)
    assert problem.allowed.text() == (
        "one of these is needed: unknown, worst; or keys and values are needed, indented below this key"
    )


def test_of_a_choice_of_types_the_one_made_of_keys_is_told_where_keys_stand():
    (problem,) = problems(Indicator, INDICATOR + "missing: {assume: 9}\n")
    assert (problem.code, problem.place) == ("RRM-I015", Place("f.yaml", line=5, column=19))
    assert problem.allowed.text() == "a whole number from 1 to 5 is needed"


def test_a_wrong_class_is_a_wrong_key():
    found = problems(Indicator, INDICATOR.replace("{5: below 3}", "{6: below 3, x: y}"))
    assert [(p.code, p.place.column, p.found.text()) for p in found] == [
        ("RRM-I011", 12, 'key "6"'),
        ("RRM-I011", 24, 'key "x"'),
    ]


def test_a_class_written_twice_in_two_ways_is_refused():
    (problem,) = problems(Indicator, INDICATOR.replace("{5: below 3}", "{5: below 3, 05: below 4}"))
    assert problem.place.line == 4


def test_a_pair_needs_exactly_two_numbers():
    form = "questions:\n  a: {type: integer, label: {en: a}, range: [0, 5, 9]}\n"
    (problem,) = problems(Form, form)
    assert problem.allowed.text() == "a list of exactly 2 values is needed, such as [0, 100]"


def test_numbers_that_python_alone_understands_are_refused():
    text = "classes: {t: {label: {en: t}, speeds_kmh: {tar: {dry: nan, wet: 1_0}}, load_hours: inf, unload_hours: 1}}\n"
    found = problems(
        AccessRules,
        text
        + "river_season: {from_day: 1-1, to_day: 12-31, source: s}\nday_starts: 24\nclosure_risk: {}\nsource: s\n",
    )
    assert {(p.found.text(), p.place.line) for p in found} == {
        ('found "1-1"', 2),
        ('found "24"', 3),
    }
    fixed = "river_season: {from_day: 01-01, to_day: 12-31, source: s}\nday_starts: 6\nclosure_risk: {}\nsource: s\n"
    assert [p.found.text() for p in problems(AccessRules, text + fixed)] == [
        'found "nan"',
        'found "1_0"',
        'found "inf"',
    ]


def test_yes_and_no_are_yes_and_no():
    text = INDICATOR + "critical: perhaps\n"
    (problem,) = problems(Indicator, text)
    assert (problem.allowed.text(), problem.remedy.text()) == (
        "yes or no is needed",
        "Write yes or no.",
    )


def test_a_missing_block_is_told_with_its_name():
    found = problems(SeverityRules, "area_share: 2\nsource: s\nlabels: {}\n")
    assert {(p.code, p.found.text()) for p in found} == {
        ("RRM-I015", 'found "2"'),
        ("RRM-I012", '"confidence" is missing'),
    }


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("20 l", "Write 20."),
        ("1 234", "Write 1234."),
        ("1\u202f234", "Write 1234."),
        ("1'234", "Write 1234."),
        ("1,234", "Write 1234 or 1.234, as it is meant."),
        ("1,234,567", "Write 1234567."),
        ("1,234.5", "Write 1234.5."),
        ("1.234,5", "Write 1234.5."),
        ("12,5", "Write 12.5."),
        ("0,916", "Write 0.916."),
        ("-3,5 %", "Write -3.5."),
        ("about ten", "Write a number in digits, such as 20 or 12.5."),
        ("10-12", "Write a number in digits, such as 20 or 12.5."),
        ("5000", "Correct the number."),
    ],
)  # fmt: skip
def test_a_number_written_otherwise_gets_a_proposal_and_is_never_guessed(written, remedy):
    assert number_remedy(written).text() == remedy


def test_a_whole_number_gets_a_whole_proposal():
    assert number_remedy("1,234", is_whole=True).text() == "Write 1234."
    assert (
        number_remedy("12.5", is_whole=True).text() == "Write a whole number in digits, such as 20."
    )


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("31.12.2022", "Write 2022-12-31."),
        ("2022-4-8", "Write 2022-04-08."),
        ("2022/04/08", "Write 2022-04-08."),
        ("2022-04-18 00:00:00", "Write 2022-04-18."),
        ("31.02.2022", "Write the date as year-month-day, such as 2022-04-18."),
        ("last week", "Write the date as year-month-day, such as 2022-04-18."),
    ],
)
def test_a_date_is_proposed_only_where_one_day_can_be_meant(written, remedy):
    assert date_remedy(written).text() == remedy
