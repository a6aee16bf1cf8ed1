"""Severity lines and conditions as people say them."""

from __future__ import annotations

import pytest

from rrm.intake import load_pack
from rrm.scoring import compile_pack, label_of_name, line_in_words, names_used
from tests.builders import PACK_FILES, tiny_pack

OWN = """\
  own:
    label: {{en: Own, fr: Propre}}
    value: {value}
    severity: {{3: "{line}", 1: otherwise}}
    source: book
"""


@pytest.fixture
def said(tmp_path):
    """What the first line of an indicator says, in English or French."""

    def words(value: str, line: str, language: str = "en") -> str:
        own = OWN.format(value=value, line=line)
        tiny_pack(tmp_path / "rules", food_security=PACK_FILES["food_security.yaml"] + own)
        pack = compile_pack(load_pack("tiny", tmp_path / "scenarios" / "any")[0])
        indicator = pack.indicators["food_security.own"]
        return line_in_words(pack, indicator, indicator.lines[0]).text(language)

    return words


@pytest.mark.parametrize(
    ("value", "line", "expected"),
    [
        ("meals_yesterday", "below 2", "below 2"),
        ("meals_yesterday", "between 1 and 2", "from 1 to 2"),
        ("shelter_type", "is 'none'", '"in the open"'),
        ("shelter_type", "is 'none', 'makeshift'", '"in the open" or "makeshift shelter"'),
        ("accepts_cash", "value", "yes"),
        ("accepts_cash", "not value", "no"),
        ("meals_yesterday", "accepts_cash", '"Would take cash": yes'),
        ("meals_yesterday", "not accepts_cash", '"Would take cash": no'),
        (
            "meals_yesterday",
            "shelter_type = 'none' or meals_yesterday < 2",
            '"Where the household sleeps" is "in the open", or "Meals eaten yesterday" below 2',
        ),
        (
            "meals_yesterday",
            "household_size >= 3 and (accepts_cash or value = 0)",
            '"People in the household" at least 3 people, and ("Would take cash": yes, or "Own" is 0)',
        ),
        (
            "meals_yesterday",
            "shelter_type in ('none', 'house')",
            '"Where the household sleeps" is "in the open" or "house"',
        ),
        (
            "meals_yesterday",
            "selected(priority_needs, 'food')",
            '"Most urgent needs" includes "food"',
        ),
        (
            "meals_yesterday",
            "meals_yesterday * 2 > (meals_yesterday + 1) / 3",
            '"Meals eaten yesterday" × 2 above ("Meals eaten yesterday" + 1) ÷ 3',
        ),
    ],
)  # fmt: skip
def test_a_line_is_said_in_the_words_of_the_form(said, value, line, expected):
    assert said(value, line) == expected


def test_words_are_those_of_the_language(said):
    assert "en plein air" in said("shelter_type", "is 'none'", "fr")


def test_the_last_line_takes_all_else_but_of_a_table_its_cells():
    pack = compile_pack(load_pack("sphere")[0])
    for indicator in pack.indicators.values():
        if not indicator.rule.reads_classes:
            assert line_in_words(pack, indicator, indicator.lines[-1]).text() == "all else"
    ladder = pack.indicators["wash.drinking_water_ladder"]
    assert [line_in_words(pack, ladder, one).text() for one in ladder.lines[:2]] == [
        'rung of drinking water: surface water × kind of place: "camp or displacement site"',
        "rung of drinking water: surface water × kind of place:"
        ' "town or quarter of a town", "village or open country" or not answered;'
        " rung of drinking water: unprotected well or spring"
        ' × kind of place: "camp or displacement site"',
    ]


def test_every_line_of_the_shipped_packs_can_be_said_in_both_languages():
    pack = compile_pack(load_pack("mali")[0])
    for indicator in pack.indicators.values():
        for line in indicator.lines:
            for language in ("en", "fr"):
                words = line_in_words(pack, indicator, line).text(language)
                assert words and "{" not in words, (indicator.key, line.text)


def test_names_of_a_formula_are_told_once_with_their_labels():
    pack = compile_pack(load_pack("sphere")[0])
    tree = pack.indicators["wash.water_per_person"].tree
    assert names_used(tree) == ("water_litres_per_day", "household_size")
    assert all(label_of_name(pack, name)["fr"] for name in names_used(tree))
