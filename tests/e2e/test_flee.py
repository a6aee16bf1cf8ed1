"""The published FLEE networks load, and every place is reached or said why not."""

import json
from pathlib import Path

import pytest

from tests.cli.terminal import rrm

SHARED = Path(__file__).parents[2] / "../shared/data/flee"
NETWORKS = [
    "flee_core_conflict_input_mali", "mali2012", "mali2017_adm1", "mali2017_adm2",
    "mali2022_2024", "nigeria2016_adm2", "nigeria2019",
]  # fmt: skip
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="published FLEE networks are absent")


@pytest.mark.parametrize("network", NETWORKS)
def test_every_place_has_an_answer(network):
    said = rrm("access", SHARED / network, "--json")
    assert said.code == 0
    rows = json.loads(said.out)["access"]
    assert rows
    assert all(row["open"] or row["reason"] for row in rows)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("network", NETWORKS)
def test_the_answer_fits_the_terminal(network, language):
    said = rrm("access", SHARED / network, "--lang", language)
    assert said.code == 0
    assert max(map(len, said.lines)) <= 80


def test_two_misplaced_towns_are_named():
    told = rrm("access", SHARED / "mali2012").err
    assert "Abala (" in told
    assert "Lere (" in told
    assert told.count("seems to lie in the wrong place") == 2


def test_pieces_that_nothing_joins_are_named_and_their_places_out_of_reach():
    said = rrm("access", SHARED / "mali2022_2024")
    assert "not to the rest" in said.err
    assert "PLACES OUT OF REACH" in said.out


def test_the_connected_network_has_a_way_to_every_place_save_where_it_is_closed():
    rows = json.loads(rrm("access", SHARED / "mali2017_adm1", "--json").out)["access"]
    assert {row["reason_code"] for row in rows} == {"open", "closed"}
    assert {row["site_id"] for row in rows if not row["open"]} == {"Ayorou", "Ouallam", "Soum"}


def test_a_start_and_a_place_can_be_chosen():
    said = rrm("access", SHARED / "mali2017_adm1", "--from", "Gao", "--site", "Kidal", "--json")
    rows = json.loads(said.out)["access"]
    assert {(row["origin"], row["site_id"]) for row in rows} == {("Gao", "Kidal")}
