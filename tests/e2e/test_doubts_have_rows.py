"""A doubt about a network leads to the row that it is about, in whichever scenario it stands."""

from __future__ import annotations

import pytest

from tests.builders import TABLES, row, tiny_scenario, write_settings, write_table
from tests.cli.terminal import rrm


@pytest.mark.parametrize(
    ("inherited_km", "own_km", "told"),
    [
        (5, 41, "tiny/routes.csv row 3, km: North–East 5 km"),
        (20, 30, "child/routes.csv row 2, km: Town–North 30 km"),
        (5, 30, "tiny/locations.csv row 3, lat, lon: North (15.3600, 0.0000)"),
    ],
)
def test_check_names_file_row_and_column(tmp_path, inherited_km, own_km, told):
    inherited = [TABLES["routes"][0], {**TABLES["routes"][1], "km": inherited_km}]
    tiny_scenario(tmp_path / "tiny", routes=inherited)
    child = tmp_path / "child"
    write_settings(child, {"id": "child", "title": {"en": "Child"}, "extends": "../tiny"})
    write_table(child, "routes", [row("routes", km=own_km)])
    (child / "rules").symlink_to(tmp_path / "tiny" / "rules")
    said = rrm("check", child)
    assert said.code == 0
    assert told in " ".join(said.err.split())


def test_of_many_doubts_of_a_kind_the_first_twenty_are_told_and_the_rest_counted(tmp_path):
    nodes = [row("locations", node_id=f"n{n}", name=f"N{n}", lat=15 + n / 10) for n in range(30)]
    ways = [row("routes", **{"from": f"n{n}", "to": f"n{n + 1}", "km": 900}) for n in range(29)]
    folder = tiny_scenario(
        tmp_path / "tiny",
        locations=[*TABLES["locations"], *nodes],
        routes=[*TABLES["routes"], *ways],
    )
    told = " ".join(rrm("check", folder).err.split())
    assert told.count("is very long") == 20
    assert "RRM-A003 tiny/routes.csv row 32, km: the same 9 times more, up to here" in told
