"""Batches and changes of vehicle that puzzle are told, and kept as they are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rrm.intake import load_scenario
from tests.builders import row, tiny_scenario
from tests.intake.problems import problems_of, warnings_of

KITS = {"depot_id": "D1", "item": "nfi_kit", "quantity": 20}


def doubts(tmp_path: Path, **tables: object) -> list[tuple[str, str | int | None, int | None]]:
    found = warnings_of(tiny_scenario(tmp_path / "tiny", **tables))
    return [(one.code, one.place.column, one.place.row) for one in found]


def test_batches_of_one_item_stand_side_by_side(tmp_path: Path):
    stock = [
        {**KITS, "expires_on": "2022-04-20"},
        {**KITS, "expires_on": "2022-04-25"},
        {**KITS, "expires_on": ""},
    ]
    scenario = load_scenario(tiny_scenario(tmp_path / "tiny", stock=stock)).scenario
    assert [one.expires_on for one in scenario.stock] == [
        date(2022, 4, 20), date(2022, 4, 25), None,
    ]  # fmt: skip
    assert doubts(tmp_path, stock=stock) == []


def test_the_same_batch_twice_is_an_error(tmp_path: Path):
    stock = [{**KITS, "expires_on": "2022-04-20"}] * 2
    (found,) = problems_of(tiny_scenario(tmp_path / "tiny", stock=stock))
    assert found.is_error and found.place.row == 3


def test_what_expired_before_the_start_is_doubted(tmp_path: Path):
    gone, last = "2022-04-17", "2022-04-18"
    stock = [{**KITS, "expires_on": gone}, {**KITS, "expires_on": last}]
    assert doubts(tmp_path, stock=stock) == [("RRM-I260", "expires_on", 2)]


def test_what_expires_before_it_comes_is_doubted(tmp_path: Path):
    due = row("pipeline", arrives_on="2022-04-22")
    rows = [{**due, "expires_on": "2022-04-21"}, {**due, "expires_on": "2022-04-22"}]
    assert doubts(tmp_path, pipeline=rows) == [("RRM-I261", "expires_on", 2)]


def test_what_came_before_the_start_must_last_until_the_start(tmp_path: Path):
    due = row("pipeline", arrives_on="2022-04-10", expires_on="2022-04-17")
    assert ("RRM-I261", "expires_on", 2) in doubts(tmp_path, pipeline=[due])


def test_money_has_no_date_of_expiry(tmp_path: Path):
    stock = [{"depot_id": "D1", "item": "cash_transfer", "quantity": 3, "expires_on": "2022-04-20"}]
    assert ("RRM-I262", "expires_on", 2) in doubts(tmp_path, stock=stock)


def test_more_changing_vehicles_than_its_depot_handles_is_doubted(tmp_path: Path):
    depots = [row("depots", handling_capacity=2000)]
    change = {"node": "town", "handling_hours": 4}
    for kg, found in ((2001, [("RRM-I263", "kg_per_day", 2)]), (2000, []), ("", [])):
        rows = [{**change, "kg_per_day": kg}]
        assert doubts(tmp_path / str(kg), depots=depots, transhipments=rows) == found
