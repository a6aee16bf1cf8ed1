from datetime import date
from pathlib import Path

import pytest

from rrm.intake import read_flee
from rrm.model.problem import BadInput

SHARED = Path(__file__).parents[2] / "../shared/data/flee"
NETWORKS = (
    ("flee_core_conflict_input_mali", 23, 35, 2),
    ("mali2012", 23, 35, 2),
    ("mali2017_adm1", 65, 85, 3),
    ("mali2017_adm2", 142, 19, 2),
    ("mali2022_2024", 20, 20, 0),
    ("nigeria2016_adm2", 48, 64, 4),
    ("nigeria2019", 67, 185, 0),
)
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="published FLEE networks are absent")

LOCATIONS = """\
#name,region,country,latitude,longitude,location_type,conflict_date,population
Gao,Gao,Mali,16.27,-0.04,conflict_zone,23,86633
Menaka,Gao,Mali,15.92,2.40,conflict_zone,1,20702
Niamey,Niamey,Niger,13.53,2.12,camp,,6327
"""
ROUTES = """\
#name1,name2,distance,forced_redirection
Gao,Menaka,310,0
Menaka,Niamey,420,0
"""


@pytest.fixture
def flee(tmp_path):
    """Writes a FLEE folder; a table given as None is not there."""

    def write(**tables):
        for name, text in {"locations": LOCATIONS, "routes": ROUTES, **tables}.items():
            if text is not None:
                data = text if isinstance(text, bytes) else text.encode("utf-8")
                (tmp_path / f"{name}.csv").write_bytes(data)
        return tmp_path

    return write


def codes(network):
    return [problem.code for problem in network.problems]


def names(network):
    return [place.name for place in network.locations]


def links(network):
    return [(route.from_node, route.to_node, route.km) for route in network.routes]


def test_a_sound_folder_is_read_without_a_doubt(flee):
    network = read_flee(flee(closures=None))
    assert network.problems == ()
    assert names(network) == ["Gao", "Menaka", "Niamey"]
    assert (network.locations[0].lat, network.locations[0].lon) == (16.27, -0.04)
    assert links(network) == [("Gao", "Menaka", 310), ("Menaka", "Niamey", 420)]
    assert network.kinds == (("camp", 1), ("conflict_zone", 2))
    assert network.start is None
    assert all(route.bidirectional for route in network.routes)


def test_the_parent_of_input_csv_will_do(flee, tmp_path):
    folder = flee()
    inner = tmp_path / "case" / "input_csv"
    inner.mkdir(parents=True)
    for table in ("locations.csv", "routes.csv"):
        (folder / table).rename(inner / table)
    assert len(read_flee(tmp_path / "case").locations) == 3


@pytest.mark.parametrize(
    ("absent", "said"), [("locations", r"no locations\.csv"), ("routes", r"no routes\.csv")]
)
def test_a_folder_without_its_tables_is_no_flee_network(flee, absent, said):
    with pytest.raises(BadInput, match=said):
        read_flee(flee(**{absent: None}))


def test_a_table_without_a_readable_place_is_no_flee_network(flee):
    with pytest.raises(BadInput, match="no place can be read"):
        read_flee(flee(locations=""))
    with pytest.raises(BadInput, match="no place can be read"):
        read_flee(flee(locations="#name,latitude,longitude\nGao,north,east\n"))


def test_the_start_is_the_date_of_day_one(flee):
    network = read_flee(flee(sim_period="StartDate,2012-02-29\nLength,300\n"))
    assert (network.start, network.problems) == (date(2012, 2, 29), ())


def test_a_start_that_is_no_date_is_told_and_left_out(flee):
    network = read_flee(flee(sim_period="StartDate,29/02/2012\n"))
    assert (network.start, codes(network)) == (None, ["RRM-I221"])


def test_an_empty_table_of_routes_makes_a_network_without_links(flee):
    network = read_flee(flee(routes=""))
    assert (network.routes, codes(network)) == ((), ["RRM-I201"])


def test_a_table_without_a_header_is_read_in_flees_order(flee):
    network = read_flee(flee(routes="Gao,Menaka,310\nMenaka,Niamey,420\n"))
    assert len(network.routes) == 2
    assert codes(network) == ["RRM-I202"]


def test_a_header_without_its_sign_and_with_other_names_is_understood(flee):
    moved = "name,country,lon,lat,region\nGao,Mali,-0.04,16.27,Gao\nMenaka,Mali,2.40,15.92,Gao\n"
    network = read_flee(flee(locations=moved, routes="name1,name2,km\nGao,Menaka,310\n"))
    assert (network.locations[0].lat, network.locations[0].lon) == (16.27, -0.04)
    assert links(network) == [("Gao", "Menaka", 310)]


def test_a_column_name_that_is_there_twice_is_read_by_its_position(flee):
    twice = LOCATIONS.replace("#name,region", "#name,#name")
    network = read_flee(flee(locations=twice))
    assert names(network) == ["Gao", "Menaka", "Niamey"]
    assert codes(network) == ["RRM-I205"]


def test_quoted_headers_blanks_and_mixed_line_ends_are_no_fault(flee):
    quoted_header = (
        '"#name1" , "name2" , "distance"\r\n"Gao" , Menaka, 310\nMenaka,Niamey,420\r\n\r\n'
    )
    network = read_flee(flee(routes=quoted_header))
    assert links(network) == [("Gao", "Menaka", 310), ("Menaka", "Niamey", 420)]
    assert network.problems == ()


def test_a_byte_order_mark_at_the_start_is_silent_and_within_a_line_is_told(flee):
    assert read_flee(flee(routes="\ufeff" + ROUTES)).problems == ()
    network = read_flee(flee(conflicts="#Day, \ufeff#name, Gao, Menaka\n0, 0, 1, 0\n"))
    assert codes(network) == ["RRM-I203"]


def test_a_column_without_a_name_is_told(flee):
    (problem,) = read_flee(flee(conflicts="#Day, Gao, Menaka,\n0, 0, 1,\n")).problems
    assert problem.code == "RRM-I222"
    assert "column 4 has no name" in problem.text()


def test_an_empty_file_is_told_even_if_nothing_is_read_from_it(flee):
    (problem,) = read_flee(flee(registration_corrections="")).problems
    assert (problem.code, problem.place.file) == ("RRM-I201", "registration_corrections.csv")


@pytest.mark.parametrize(
    ("drawing", "found"),
    [
        ('{"coordinates": [[-0.04, 16.27], [2.4, 15.92]]}', []),
        ('{"coordinates": [[16.27, -0.04], [15.92, 2.4]]}', ["RRM-I223"]),
        ("[" * 100_000, ["RRM-I223"]),
    ],
)
def test_a_drawing_is_looked_at_for_exchanged_coordinates(flee, drawing, found):
    folder = flee()
    (folder / "routes.geojson").write_text(drawing, encoding="utf-8")
    assert codes(read_flee(folder)) == found


def test_text_that_is_not_utf8_is_read_with_a_doubt(flee):
    network = read_flee(flee(locations=LOCATIONS.replace("Gao,Gao", "Gâo,Gao").encode("cp1252")))
    assert names(network)[0] == "Gâo"
    assert "RRM-I204" in codes(network)


def test_comments_and_blank_lines_are_passed_over(flee):
    network = read_flee(flee(routes=ROUTES + "\n , ,\n# not a link,x,1\n"))
    assert (len(network.routes), network.problems) == (2, ())


def test_namesakes_are_kept_apart_and_routes_mean_the_first(flee):
    twice = LOCATIONS + "Gao,Gao,Mali,16.30,-0.05,conflict_zone,7,\n"
    network = read_flee(flee(locations=twice))
    assert [place.node_id for place in network.locations] == ["Gao", "Menaka", "Niamey", "Gao/2"]
    assert network.routes[0].from_node == "Gao"
    assert codes(network) == ["RRM-I212", "RRM-I219"]


def test_names_that_are_no_ids_keep_their_words(flee):
    odd = LOCATIONS.replace("Gao,Gao", '"Gao (old); town",Gao')
    place = read_flee(flee(locations=odd, routes="#name1,name2,distance\n")).locations[0]
    assert (place.node_id, place.name) == ("Gao _old__ town", "Gao (old); town")


def test_a_route_to_an_unknown_place_is_left_out_with_a_hint(flee):
    network = read_flee(flee(routes=ROUTES + "Gao,Niamy,500,0\n"))
    assert len(network.routes) == 2
    (problem,) = network.problems
    assert not problem.is_error
    assert problem.text() == (
        'RRM-I213 routes.csv row 4, name2: found "Niamy"; a place of locations.csv is needed; '
        'the link is left out. Did you mean "Niamey"?'
    )


@pytest.mark.parametrize("distance", ["", "far", "-1", "nan", "1e999", "20001", "3 10"])
def test_a_route_without_a_possible_length_is_left_out(flee, distance):
    network = read_flee(flee(routes=f"#name1,name2,distance\nGao,Menaka,{distance}\n"))
    assert (network.routes, codes(network)) == ((), ["RRM-I214"])


@pytest.mark.parametrize("position", ["91,0", "0,181", ",0", "north,0"])
def test_a_place_without_a_possible_position_is_left_out(flee, position):
    network = read_flee(flee(locations=LOCATIONS + f"Kidal,Kidal,Mali,{position},town,,5\n"))
    assert "Kidal" not in names(network)
    assert codes(network) == ["RRM-I214"]


def test_blank_populations_are_told_once(flee):
    blank = LOCATIONS.replace(",86633", ",").replace(",20702", "")
    network = read_flee(flee(locations=blank))
    assert codes(network) == ["RRM-I219"]
    assert "2 places from here on have no population" in network.problems[0].text()


@pytest.mark.parametrize(("redirection", "told"), [(",1", []), ("", []), (",x", ["RRM-I215"])])
def test_forced_redirection_may_be_missing(flee, redirection, told):
    routes = f"#name1,name2,distance,forced_redirection\nGao,Menaka,310{redirection}\n"
    network = read_flee(flee(routes=routes))
    assert (len(network.routes), codes(network)) == (1, told)


CLOSURES = "#closure_type,name1,name2,closure_start,closure_end\r\n"


def closure(flee, line):
    return read_flee(flee(closures=CLOSURES + line + "\r\n"))


def test_a_closed_border_closes_the_links_between_two_countries(flee):
    (found,) = closure(flee, "country,Niger,Mali,0,22").closures
    assert found.links == (("Menaka", "Niamey"),)
    assert found.subject.text() == "the border between Niger and Mali"


def test_a_closed_place_closes_all_its_links(flee):
    (found,) = closure(flee, "location,Menaka,Mali,0,22").closures
    assert found.links == (("Gao", "Menaka"), ("Menaka", "Niamey"))


def test_a_closed_link_closes_that_link(flee):
    (found,) = closure(flee, "link,Niamey,Menaka,0,22").closures
    assert found.links == (("Menaka", "Niamey"),)


@pytest.mark.parametrize(
    ("days", "window"), [("0,22", (1, 22)), ("5,6", (6, 6)), ("5,0", (6, None)), (",", (1, None))]
)
def test_days_are_counted_from_one_and_an_end_of_zero_is_never(flee, days, window):
    (found,) = closure(flee, f"country,Mali,Niger,{days}").closures
    assert (found.first_day, found.last_day) == window


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("country,Mali,Chad,0,22", "RRM-I218"),
        ("location,Kidal,Mali,0,22", "RRM-I218"),
        ("link,Gao,Niamey,0,22", "RRM-I218"),
        ("ferry,Gao,Menaka,0,22", "RRM-I217"),
        ("country,Mali,Niger,9,5", "RRM-I216"),
        ("country,Mali,Niger,soon,5", "RRM-I214"),
    ],
)
def test_a_closure_that_can_not_be_applied_is_told_and_left_out(flee, line, code):
    network = closure(flee, line)
    assert (network.closures, codes(network)) == ((), [code])


def test_conflicts_of_unknown_places_are_told(flee):
    network = read_flee(flee(conflicts="#Day,Gao,Kona,Dire\n0,1,0,0\n"))
    assert codes(network) == ["RRM-I220"]
    assert "Kona, Dire" in network.problems[0].text()


def test_names_bring_no_control_characters_along(flee):
    network = read_flee(
        flee(locations=LOCATIONS.replace("Gao,Gao", "Ga\x1b[2Jo,Gao"), routes="#\n")
    )
    assert names(network)[0] == "Ga [2Jo"


def test_a_stray_quotation_mark_costs_one_line(flee):
    network = read_flee(flee(routes='#name1,name2,distance\n"Gao,Menaka,310\nMenaka,Niamey,420\n'))
    assert links(network) == [("Menaka", "Niamey", 420)]


def test_an_endless_line_is_left_out(flee):
    network = read_flee(flee(routes=ROUTES + "x" * 200_000 + "\n"))
    assert (len(network.routes), codes(network)) == (2, ["RRM-I207"])


def test_a_thousand_namesakes_are_read_in_no_time(flee):
    crowd = LOCATIONS + "Gao,Gao,Mali,16,0,town,,1\n" * 5000
    network = read_flee(flee(locations=crowd))
    assert len({place.node_id for place in network.locations}) == 5003


def test_a_file_too_large_is_refused(flee):
    with pytest.raises(BadInput, match="more than 2,000 rows"):
        read_flee(flee(closures=CLOSURES + "country,Mali,Niger,0,22\n" * 2001))


@needs_shared
@pytest.mark.parametrize(("name", "places", "routes", "closures"), NETWORKS)
def test_published_networks_are_read(name, places, routes, closures):
    network = read_flee(SHARED / name)
    assert len(network.locations) == places
    assert len(network.routes) == routes
    assert len(network.closures) == closures
    assert network.start is not None
    assert not any(problem.is_error for problem in network.problems)


@needs_shared
def test_published_observations_are_no_network():
    with pytest.raises(BadInput, match=r"no locations\.csv"):
        read_flee(SHARED / "flee_core_conflict_validation_mali2012")
