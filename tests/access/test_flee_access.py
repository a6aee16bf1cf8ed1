from pathlib import Path

import pytest

from rrm.access import flee_access
from rrm.intake import read_flee
from rrm.model.problem import BadInput
from tests.access.builders import access_rules, sentence, vehicle_class

SHARED = Path(__file__).parents[2] / "../shared/data/flee"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="published FLEE networks are absent")

LOCATIONS = """\
#name,region,country,latitude,longitude,location_type,conflict_date,population
Gao,Gao,Mali,16.27,-0.04,town,,1
Ansongo,Gao,Mali,15.66,0.50,town,,1
Niamey,Niamey,Niger,13.53,2.12,camp,,1
Tahoua,Tahoua,Niger,14.89,5.26,camp,,1
Abala,Tahoua,Niger,14.93,3.43,camp,,1
"""
ROUTES = "#name1,name2,distance\nGao,Ansongo,100\nAnsongo,Niamey,400\nTahoua,Abala,245\n"


@pytest.fixture
def network(tmp_path):
    def write(closures="", period="", locations=LOCATIONS):
        tables = {"locations": locations, "routes": ROUTES, "sim_period": period or None}
        if closures:
            tables["closures"] = "#closure_type,name1,name2,start,end\n" + closures
        for name, text in tables.items():
            if text is not None:
                (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        return read_flee(tmp_path)

    return write


def access(network, origin="Gao", surface="tar", days=30):
    return flee_access(network, access_rules(), origin, "truck", surface, days)[1]


def test_every_other_place_has_its_row(network):
    found = access(network())
    assert [row.destination for row in found.rows] == ["Ansongo", "Niamey", "Tahoua", "Abala"]
    row = found.on("Gao", "Niamey", "truck", 1)
    assert (row.km, row.hours, row.path) == (500, 10, ("Gao", "Ansongo", "Niamey"))


def test_all_links_have_the_surface_asked_for(network):
    assert access(network(), surface="laterite").on("Gao", "Niamey", "truck", 1).hours == 20


def test_no_distance_is_too_long(network):
    home_the_same_day = access_rules(truck=vehicle_class(max_trip_days=1))
    _, found = flee_access(network(), home_the_same_day, "Gao", "truck", "laterite", 30)
    row = found.on("Gao", "Niamey", "truck", 1)
    assert (row.hours, row.open) == (20, True)


def test_an_unreachable_place_is_a_row_that_names_its_piece(network):
    row = access(network()).on("Gao", "Tahoua", "truck", 1)
    assert (row.open, row.reason_code) == (False, "unconnected")
    assert "Tahoua lies in a separate piece of 2 places, with Abala" in sentence(row)


def test_a_closed_border_is_told_in_days_or_in_dates(network):
    closures = "country,Mali,Niger,0,22\n"
    shut, open_again = access(network(closures)).between("Gao", "Niamey", "truck")
    assert (shut.period_start, shut.period_end, open_again.open) == (1, 22, True)
    assert "the border between Mali and Niger from day 1 to day 22" in sentence(shut)
    dated = access(network(closures, period="StartDate,2012-02-29\n"))
    assert "from 29\u00a0Feb to 21\u00a0Mar" in sentence(dated.on("Gao", "Niamey", "truck", 1))


def test_the_busiest_place_is_the_origin_where_none_is_named(network):
    origin, _ = flee_access(network(), access_rules(), None, "truck", "tar", 10)
    assert origin == "Ansongo"


@pytest.mark.parametrize(
    ("origin", "vehicle_class", "surface", "code"),
    [
        ("Kidal", "truck", "tar", "RRM-A020"),
        ("Gao", "camel", "tar", "RRM-A021"),
        ("Gao", "truck", "water", "RRM-A022"),
    ],
)
def test_what_is_not_known_is_refused(network, origin, vehicle_class, surface, code):
    with pytest.raises(BadInput) as refused:
        flee_access(network(), access_rules(), origin, vehicle_class, surface, 10)
    assert [problem.code for problem in refused.value.problems] == [code]


@needs_shared
@pytest.mark.parametrize(
    ("name", "origin", "reached", "unconnected"),
    [
        ("flee_core_conflict_input_mali", "Tabareybarey", 22, 0),
        ("mali2012", "Tabareybarey", 22, 0),
        ("mali2017_adm1", "Anderamboukane", 64, 0),
        ("mali2017_adm2", "Mangaize", 7, 134),
        ("mali2022_2024", "Ayorou", 9, 10),
        ("nigeria2016_adm2", "Maiduguri", 47, 0),
        ("nigeria2019", "Plateau", 39, 27),
    ],
)
def test_published_networks_are_travelled(name, origin, reached, unconnected):
    found, table = flee_access(read_flee(SHARED / name), access_rules(), None, "truck", "tar", 2000)
    last_day = [row for row in table.rows if row.period_end == 2000]
    assert found == origin
    assert sum(row.open for row in last_day) == reached
    assert sum(row.reason_code == "unconnected" for row in last_day) == unconnected
