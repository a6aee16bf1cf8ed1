"""Sites against the communes of the shipped list: P-codes first, then where they lie."""

from __future__ import annotations

import pytest

from tests.builders import TABLES, row, tiny_scenario
from tests.intake.problems import places, warnings_of

VERSION = {"pcode_version": "OCHA COD-AB Mali 2015 (division before 2016)"}
MENAKA = {"adm1_pcode": "ML07", "adm2_pcode": "ML0704", "adm3_pcode": "ML070403",
          "lat": 15.91498, "lon": 2.40166}  # fmt: skip
HOME = [{**one, "lat": 15.9, "lon": 2.4} for one in TABLES["locations"]]


def site(**changes):
    return row("sites", **{**MENAKA, **changes})


def doubts(tmp_path, *sites, settings=VERSION, **tables):
    """Doubts of a scenario whose nodes all lie near Ménaka."""
    folder = tiny_scenario(
        tmp_path / "tiny", settings, sites=list(sites), assistance=[], assessment=[],
        depots=[row("depots", lat=15.9, lon=2.4)], **{"locations": HOME, **tables},
    )  # fmt: skip
    far_from_node = ("RRM-I035", "RRM-I036")
    return tuple(one for one in warnings_of(folder) if one.code not in far_from_node)


def test_a_site_in_the_commune_of_its_code_is_no_doubt(tmp_path):
    assert doubts(tmp_path, site()) == ()


def test_an_unknown_code_gets_the_nearest_and_the_version_of_the_list(tmp_path):
    (problem,) = doubts(tmp_path, site(adm3_pcode="ML070430"))
    assert places((problem,)) == [("RRM-I100", "sites.csv", 2, "adm3_pcode")]
    assert not problem.is_error
    assert "OCHA COD-AB Mali 2015" in problem.allowed.text()
    assert 'Did you mean "ML07' in problem.remedy.text()
    assert "Its position lies in Menaka: ML070403." in problem.remedy.text()


def test_codes_of_another_list_are_left_alone(tmp_path):
    later = {"pcode_version": "OCHA COD-AB Mali 2023"}
    assert doubts(tmp_path, site(adm3_pcode="ML170101", adm2_pcode="ML1701"), settings=later) == ()


def test_codes_are_checked_where_no_version_is_named(tmp_path):
    (problem,) = doubts(tmp_path, site(adm3_pcode="ML999999"), settings={})
    assert problem.code == "RRM-I100"
    assert "of another list, name it in pcode_version" in problem.allowed.text()


@pytest.mark.parametrize(
    ("column", "code", "right"),
    [("adm1_pcode", "ML06", "ML07"), ("adm2_pcode", "ML0701", "ML0704")],
)
def test_a_code_of_another_parent_is_told_with_the_right_one(tmp_path, column, code, right):
    (problem,) = doubts(tmp_path, site(**{column: code}))
    assert places((problem,)) == [("RRM-I101", "sites.csv", 2, column)]
    assert f"Write {right}" in problem.remedy.text()


def test_a_cercle_in_another_region_is_told_where_the_commune_is_not_given(tmp_path):
    found = doubts(tmp_path, site(adm3_pcode=None, adm1_pcode="ML06"))
    assert [one.code for one in found] == ["RRM-I101", "RRM-I103"]


def test_a_position_in_another_commune_is_told_with_its_distance(tmp_path):
    (problem,) = doubts(tmp_path, site(adm3_pcode="ML070404"))  # Tidermene, north of Ménaka
    assert places((problem,)) == [("RRM-I102", "sites.csv", 2, "adm3_pcode")]
    assert "km outside of Tidermene (ML070404)" in problem.found.text()
    assert "it lies in Menaka, Menaka" in problem.allowed.text()
    assert "write ML070403" in problem.remedy.text()


def test_a_lost_sign_is_recognised_by_the_commune(tmp_path):
    (problem,) = doubts(tmp_path, site(lon=-2.40166))
    assert places((problem,)) == [("RRM-I102", "sites.csv", 2, "lon")]
    assert "404" in problem.found.text()
    assert "With the sign of the longitude turned it lies there" in problem.remedy.text()


def test_a_position_just_over_the_border_is_no_doubt(tmp_path):
    from rrm.intake.places.communes import communes_of

    menaka = communes_of("MLI").by_pcode["ML070403"]
    lat = next(n / 1000 for n in range(15915, 18000) if menaka.km_outside(n / 1000, 2.40166) > 1)
    assert doubts(tmp_path, site(lat=lat)) == ()
    (problem,) = doubts(tmp_path, site(lat=lat + 0.02))
    assert problem.code == "RRM-I102"


def test_a_site_without_a_code_is_told_which_to_write(tmp_path):
    (problem,) = doubts(tmp_path, site(adm3_pcode=None))
    assert places((problem,)) == [("RRM-I103", "sites.csv", 2, "adm3_pcode")]
    assert problem.remedy.text() == "If that is so, write ML070403."


def test_a_site_just_outside_the_country_gets_the_nearest_commune(tmp_path):
    (problem,) = doubts(tmp_path, site(adm3_pcode=None, lat=15.2, lon=3.5))
    assert problem.code == "RRM-I103"
    assert "km from" in problem.allowed.text()


def test_a_scenario_that_uses_no_codes_is_not_asked_for_them(tmp_path):
    bare = site(adm1_pcode=None, adm2_pcode=None, adm3_pcode=None)
    assert doubts(tmp_path, bare, settings={}) == ()


def test_groups_of_a_site_are_told_once(tmp_path):
    found = doubts(tmp_path, site(adm3_pcode=None), site(adm3_pcode=None, group="host"))
    assert [one.place.row for one in found] == [2]


@pytest.mark.parametrize(
    ("lat", "lon", "slip"),
    [
        (2.40166, 15.91498, "With latitude and longitude exchanged it lies in Menaka"),
        (-15.91498, 2.40166, "With the sign of the latitude turned it lies in Menaka"),
        (14.45, 11.44, "With the sign of the longitude turned it lies in Kayes Commune"),
        (48.85, 2.35, "Check the position, and the country of the scenario"),
    ],
)
def test_a_position_outside_of_the_country_is_told_with_the_slip(tmp_path, lat, lon, slip):
    found = doubts(tmp_path, site(adm1_pcode=None, adm2_pcode=None, adm3_pcode=None, lat=lat, lon=lon),
                   settings={})  # fmt: skip
    assert [one.code for one in found] == ["RRM-I104"]
    assert slip in found[0].remedy.text()


def test_exchanged_coordinates_of_nodes_and_depots_are_recognised(tmp_path):
    exchanged = [{**one, "lat": 2.4, "lon": 15.9} for one in TABLES["locations"]]
    found = doubts(tmp_path, site(), locations=exchanged)
    assert {(one.code, one.place.file, one.place.column) for one in found} == {
        ("RRM-I104", "tiny/locations.csv", "lat")
    }
    assert "Exchanged it lies in Menaka" in found[0].remedy.text()


def test_a_depot_in_another_country_is_no_doubt(tmp_path):
    niamey = row("locations", node_id="niamey", lat=13.51, lon=2.11)
    assert doubts(tmp_path, site(), locations=[*HOME, niamey]) == ()


def test_one_lost_sign_is_told_once(tmp_path):
    folder = tiny_scenario(
        tmp_path / "tiny", VERSION, sites=[site(lon=-2.40166), site(site_id="B"), site(site_id="C")],
        assistance=[], assessment=[], alerts=[], locations=HOME, depots=[row("depots", lat=15.9, lon=2.4)],
    )  # fmt: skip
    assert places(warnings_of(folder)) == [("RRM-I102", "sites.csv", 2, "lon")]
