"""What a catalogue says of items that belong together is told where it is written."""

from __future__ import annotations

import pytest

from tests.builders import PACK_FILES, TABLES, row, tiny_scenario
from tests.intake.problems import problems_of, warnings_of
from tests.intake.test_modality_checks import problems

TANK = """\
  tank:
    label: {en: Tank, fr: Réservoir}
    kind: goods
    unit: tank
    kg: 100
    m3: 0.5
    holds_m3: 10
    source: book
  hth: {label: {en: Chlorine, fr: Chlore}, kind: goods, unit: kg, kg: 1, whole: no, source: book}
"""
STORAGE = "storage: {item: tank, source: book}"
CHLORINE = "chlorine: {item: hth, dose_mg_per_l: 2, active_share: 0.65, source: book}"


def catalogue(after: str = "", **added: str) -> str:
    """The tiny catalogue with tanks and chlorine; added: lines to put under an item."""
    text = PACK_FILES["catalogue.yaml"] + TANK + after
    for item, lines in added.items():
        head = f"  {item}:\n"
        text = text.replace(head, head + "".join(f"    {line}\n" for line in lines.split("\n")))
    return text


def goes_with(*parts: str) -> str:
    return "goes_with: {" + ", ".join(parts) + "}"


def test_what_fits_together_is_no_problem(tmp_path):
    text = catalogue(
        water=goes_with(STORAGE, CHLORINE),
        nfi_kit="variants: [{item: tarpaulin, counts: 0.3, source: book}]\nmade_of: {tarpaulin: 5}",
    )
    assert problems(tmp_path, catalogue=text) == ()


@pytest.mark.parametrize(
    ("added", "code", "said"),
    [
        ({"nfi_kit": goes_with(STORAGE)}, "RRM-R225", "goods"),
        ({"water": goes_with(STORAGE.replace("tank", "nfi_kit"))}, "RRM-R226", "nfi_kit"),
        ({"water": goes_with(CHLORINE.replace("hth", "cash_transfer"))}, "RRM-R227", "cash"),
        ({"water": goes_with(STORAGE.replace("tank", "tanc"))}, "RRM-R108", "tanc"),
        (
            {"nfi_kit": "variants: [{item: nfi_kit, counts: 1, source: book}]"},
            "RRM-R228",
            "itself",
        ),
        ({"nfi_kit": "variants: [{item: water, counts: 1, source: book}]"}, "RRM-R228", "water"),
        ({"water": "variants: [{item: tank, counts: 1, source: book}]"}, "RRM-R228", "water"),
        ({"nfi_kit": "variants: [{item: kit, counts: 1, source: book}]"}, "RRM-R108", "kit"),
        ({"nfi_kit": "made_of: {nfi_kit: 1}"}, "RRM-R229", "nfi_kit"),
        (
            {"nfi_kit": "made_of: {tarpaulin: 5}", "tarpaulin": "made_of: {hth: 5}"},
            "RRM-R229",
            "tarpaulin",
        ),
        ({"nfi_kit": "made_of: {water: 0.025}"}, "RRM-R230", "water"),
    ],
)
def test_what_makes_no_sense_is_an_error_where_it_is_written(tmp_path, added, code, said):
    found = problems(tmp_path, catalogue=catalogue(**added))
    (error,) = [one for one in found if one.is_error]
    assert error.code == code
    assert error.place.file.endswith("catalogue.yaml") and error.place.line is not None
    assert said in error.found.text()


def test_parts_that_weigh_far_less_than_the_whole_are_doubted(tmp_path):
    (doubt,) = problems(tmp_path, catalogue=catalogue(nfi_kit="made_of: {tarpaulin: 1}"))
    assert (doubt.code, doubt.is_error) == ("RRM-R231", False)


def test_a_place_has_one_storage(tmp_path):
    sites = [row("sites", storage_m3=5), {**row("sites", storage_m3=10), "group": "host"}]
    (problem,) = problems_of(tiny_scenario(tmp_path / "tiny", sites=[*sites, TABLES["sites"][1]]))
    assert (problem.code, problem.place.row, problem.place.column) == ("RRM-I280", 3, "storage_m3")


def test_storage_may_be_said_in_one_row_of_a_place(tmp_path):
    sites = [row("sites", storage_m3=5), {**row("sites", group="host")}]
    assert warnings_of(tiny_scenario(tmp_path / "tiny", sites=[*sites, TABLES["sites"][1]])) == ()


def test_a_source_that_needs_chlorine_where_none_is_held_is_doubted(tmp_path):
    pack = {"catalogue": catalogue(water=goes_with(CHLORINE))}
    needs = [row("water_sources", chlorinated="no")]
    (doubt,) = warnings_of(tiny_scenario(tmp_path / "none", pack=pack, water_sources=needs))
    assert (doubt.code, doubt.place.column) == ("RRM-I281", "chlorinated")
    held = [*TABLES["stock"], {"depot_id": "D1", "item": "hth", "quantity": 0.5}]
    folder = tiny_scenario(tmp_path / "held", pack=pack, water_sources=needs, stock=held)
    assert warnings_of(folder) == ()
