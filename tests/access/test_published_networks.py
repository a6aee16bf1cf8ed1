"""Every error that was measured in the published FLEE networks is reported, at its row."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from rrm.access import graph_problems
from rrm.access.link_lengths import measured_links
from rrm.intake import read_flee

SHARED = (Path(__file__).parents[2] / "../shared/data/flee").resolve()
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="published FLEE networks are absent")


@cache
def doubts(name):
    network = read_flee(SHARED / name)
    return (*network.problems, *graph_problems(network, network.row_places))


def of(name, code):
    return [problem for problem in doubts(name) if problem.code == code]


def texts(name, code):
    return [problem.text() for problem in of(name, code)]


def rows(name, code):
    return [problem.place.row for problem in of(name, code)]


@pytest.mark.parametrize("name", ["mali2012", "mali2017_adm1", "mali2017_adm2", "mali2022_2024",
                                  "nigeria2016_adm2", "nigeria2019"])  # fmt: skip
def test_every_doubt_names_a_file_and_its_row(name):
    for problem in doubts(name):
        whole_file = problem.code in ("RRM-I201", "RRM-I223")
        assert problem.place.file.startswith("input_csv/")
        assert (problem.place.row is None) is whole_file, problem.text()
        assert not problem.is_error


def test_exactly_lere_and_abala_are_misplaced_each_with_the_place_that_is_meant():
    abala, lere = texts("mali2012", "RRM-A001")
    assert "row 21, lat, lon: Abala (14.9502, 5.0835)" in abala
    assert "4 of its 4 links" in abala
    assert (
        "at the Abala of Niger (GeoNames) (14.9369, 3.4336), where all its links would fit" in abala
    )
    assert "row 13, lat, lon: Lere (14.2116, -3.0654)" in lere
    assert "2 of its 3 links" in lere
    assert "Niafunke (ML060505) (OCHA populated places of Mali, 2015) (15.7074, -4.9098)" in lere


def test_of_the_seven_short_links_of_mali2012_one_is_its_own_fault():
    network = read_flee(SHARED / "mali2012")
    assert sum(link.is_too_short for link in measured_links(network, network.row_places)) == 7
    (text,) = texts("mali2012", "RRM-A002")
    assert "row 25, km: Ansongo–Menaka 191 km (204.5 km" in text


def test_the_long_way_of_mali2012_is_told():
    (text,) = texts("mali2012", "RRM-A003")
    assert "row 2, km: Douentza–Mentao 487 km (180.7 km" in text


def test_mali2022_has_two_unbelievable_lengths():
    texts_of_long = texts("mali2022_2024", "RRM-A003")
    assert any("Menaka–Kidal 2,640.4 km (300.4 km" in text for text in texts_of_long)
    assert any("Damba–Niamey 2,667.9 km (408.9 km" in text for text in texts_of_long)
    assert all("slipped decimal point" in text for text in texts_of_long)


def test_mali2022_has_files_that_are_empty_or_drawn_with_exchanged_coordinates():
    assert [p.place.file for p in of("mali2022_2024", "RRM-I201")] == [
        "input_csv/registration_corrections.csv"
    ]
    (drawing,) = of("mali2022_2024", "RRM-I223")
    assert drawing.place.file == "input_csv/routes.geojson"
    assert "latitude stands before longitude" in drawing.text()


def test_mali2022_has_a_column_twice_links_given_again_and_pieces():
    assert len(of("mali2022_2024", "RRM-I205")) == 1
    assert len(of("mali2022_2024", "RRM-A006")) == 4
    assert len(of("mali2022_2024", "RRM-A009")) == 3  # 4, 4 and 2 places beside the 10


def test_mali2022_has_middles_of_regions_under_the_names_of_towns():
    told = texts("mali2022_2024", "RRM-A014")
    assert any("Segou lies 74 km from" in text for text in told)
    assert any("Kayes lies 149 km from" in text for text in told)


def test_mali2017_adm1_has_short_links():
    # The third that is measured, Dioila–Koulikoro 94 for 94.3 km, is rounded to whole kilometres.
    told = texts("mali2017_adm1", "RRM-A002")
    assert len(told) == 2
    assert any("118 km (197.2 km" in text for text in told)


def test_mali2017_adm2_is_unfinished_in_all_the_ways_that_were_found():
    name = "mali2017_adm2"
    assert sorted(text.split('"')[1] for text in texts(name, "RRM-I212")) == [
        "Bamako", "Gao", "Kidal", "Menaka",
    ]  # fmt: skip
    assert len(of(name, "RRM-A012")) == 4
    assert "68 places from here on have no population" in texts(name, "RRM-I219")[0]
    assert any("Fassala-Mbera" in text for text in texts(name, "RRM-I213"))
    assert len(of(name, "RRM-I220")) == 1
    assert "have no link" in texts(name, "RRM-A008")[0]
    assert len(of(name, "RRM-A009")) == 1


def test_nigeria2019_has_a_damaged_header_and_a_name_twice():
    assert "byte-order mark" in texts("nigeria2019", "RRM-I203")[0]
    assert rows("nigeria2019", "RRM-I222") == [1]
    assert '"Plateau"' in texts("nigeria2019", "RRM-I212")[0]
    # 26 names; the second Plateau is a node of its own, as links mean the first.
    assert "27 places have no link" in texts("nigeria2019", "RRM-A008")[0]


def test_the_short_links_of_nigeria2019_are_told_or_explained_by_a_place():
    network = read_flee(SHARED / "nigeria2019")
    links = measured_links(network, network.row_places)
    assert sum(link.is_too_short for link in links) == 90  # 5 more are within 2 %, as rounding
    places = of("nigeria2019", "RRM-A001")
    assert len(places) == 10
    assert len(of("nigeria2019", "RRM-A002")) == 35


def test_a_network_without_headers_is_told():
    assert len(of("nigeria2016_adm2", "RRM-I202")) == 1
