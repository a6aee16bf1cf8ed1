"""What `rrm access` answers beyond its table: roads that matter, what-ifs, water, files."""

import json
from pathlib import Path

import pytest

from rrm.cli.layout import columns
from tests.cli.terminal import rrm

SCENARIOS = Path(__file__).parents[2] / "scenarios"
MENAKA = SCENARIOS / "menaka-2022"
DOUENTZA = SCENARIOS / "douentza-tombouctou"
QUESTIONS = {
    "site": ("--site", "inekar"),
    "critical": ("--critical",),
    "isolate": ("--isolate", "ibogolitene", "--isolate", "ML0704"),
    "what-if": ("--what-if", "close Menaka-Inekar"),
    "water": ("--water",),
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_answer_fits_the_terminal_and_says_something(question, language):
    said = rrm("access", MENAKA, *QUESTIONS[question], "--lang", language)
    assert said.code == 0
    assert len(said.lines) > 3
    assert max(columns(line) for line in said.lines) <= 80


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        ("site", {"access", "alternatives", "caught_away", "chains", "water"}),
        ("critical", {"critical"}),
        ("isolate", {"isolation"}),
        ("what-if", {"what_if"}),
        ("water", {"water"}),
    ],
)
def test_programs_get_the_same_as_json(question, keys):
    assert set(json.loads(rrm("access", MENAKA, *QUESTIONS[question], "--json").out)) == keys


def test_several_questions_are_answered_in_one_go():
    said = rrm("access", MENAKA, "--critical", "--what-if", "open Inekar-Ouaritoufoulout", "--json")
    assert set(json.loads(said.out)) == {"critical", "what_if"}


def test_a_site_is_found_by_its_name_too():
    by_name, by_id = (rrm("access", MENAKA, "--site", one) for one in ("Inékar", "inekar"))
    assert (by_name.code, by_name.out) == (0, by_id.out)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--site", "inekr"), "RRM-C001"),
        (("--isolate", "ML99"), "RRM-C001"),
        (("--what-if", "close Menaka-Nowhere"), "RRM-A030"),
        (("--what-if", "shut Menaka-Inekar"), "RRM-A036"),
        (("--critical", "--on", "9-3"), "RRM-A038"),
        (("--critical", "--on", "soon"), "RRM-C007"),
        (("--to", "access.pdf"), "RRM-R130"),
        (("--on", "3"), "RRM-C008"),
        (("--water", "--on", "3"), "RRM-C008"),
        (("--carrying", "goods"), "RRM-C008"),
        (("--critical", "--site", "inekar"), "RRM-C008"),
        (("--class", "truck_10t"), "RRM-C008"),
        (("--days", "30"), "RRM-C008"),
    ],
)
def test_what_cannot_be_answered_is_told(arguments, code):
    said = rrm("access", MENAKA, *arguments)
    assert (said.code, code in said.err, said.out) == (2, True, "")


def test_the_table_and_the_page_are_written(tmp_path):
    table, page = tmp_path / "access.csv", tmp_path / "access.html"
    assert rrm("access", MENAKA, "--to", table).code == 0
    rows = table.read_text(encoding="utf-8").splitlines()
    asked = json.loads(rrm("access", MENAKA, "--json").out)["access"]
    assert len(rows) == len(asked) + 1
    assert rows[0].endswith(",days_caught")
    assert rows[0].startswith("origin,site_id,vehicle_class,period_start,period_end,hours,km,cost")
    assert rrm("access", MENAKA, "--to", page, "--lang", "fr").code == 0
    assert page.read_text(encoding="utf-8").startswith('<!doctype html>\n<html lang="fr">')


def test_a_network_without_people_is_not_asked_about_them(tmp_path):
    (tmp_path / "routes.csv").write_text("#name1,name2,distance\nA,B,10\n", encoding="utf-8")
    (tmp_path / "locations.csv").write_text(
        "#name,region,country,lat,lon,location_type\nA,x,y,1,1,town\nB,x,y,1,2,town\n",
        encoding="utf-8",
    )
    said = rrm("access", tmp_path, "--critical", "--what-if", "close A-B")
    assert (said.code, said.err.count("RRM-C006")) == (2, 2)


def said_of(*arguments):
    return " ".join(rrm("access", *arguments).out.split())


def test_the_summary_names_each_spell_of_days_with_its_own_fastest_vehicle():
    said = said_of(DOUENTZA)
    for line in (
        "from Douentza: 6x6 truck 32.8 h, 1,018 km, risk 37 %, may be closed, days 1-5",
        "from Douentza: 4x4 pickup 11.1 h, 274 km, risk 5 %, with an escort, day 9; also 10 t",
        "from Douentza: 10 t truck 25 h, 1,018 km, risk 10 %, days 10-11; also 6x6 truck",
    ):
        assert line in said


def test_every_row_that_is_open_in_doubt_says_why():
    assert "Open, but Bourem–Téméra may be closed from 24" in said_of(DOUENTZA, "--all")


CAUGHT = "open (10 t truck, 6x6 truck), but who leaves then would be caught away by a day of only"


def test_a_day_on_which_nobody_who_leaves_comes_home_is_told_apart():
    said = said_of(DOUENTZA)
    assert f"from Douentza, day 8: {CAUGHT} 10 h on 5" in said
    assert "from Douentza: 6x6 truck 32.8 h, 1,018 km, risk 10 %, day 7" in said
    assert "Not on days 7-8: who leaves then would be caught away" in said_of(DOUENTZA, "--all")


def test_programs_get_the_days_caught_of_each_row_and_why():
    asked = json.loads(rrm("access", DOUENTZA, "--json").out)
    days = {
        (row["site_id"], row["vehicle_class"]): row["days_caught"]
        for row in asked["access"]
        if row["days_caught"]
    }
    assert days["tombouctou-town", "truck_10t"] == [7, 8]
    assert all(row["open"] for row in asked["access"] if row["days_caught"])
    one = next(it for it in asked["caught_away"] if it["destination"] == "tombouctou-town")
    assert (one["first_day"], one["last_day"]) == (7, 8)
    assert "a day of only 10 h" in one["because"]


def test_what_if_tells_who_would_be_caught_away():
    said = said_of(DOUENTZA, "--what-if", "close Gao-Bourem", "--on", "5-8")
    assert "NOT HOME IN TIME, BY DAY OF DEPARTURE" in said
    assert "10 t truck from Douentza to Tombouctou, days 1-4: caught away by Gao–Bourem" in said


def test_counting_open_days_says_which_of_them_nobody_comes_home_from():
    asked = ("--isolate", "tombouctou", "--on", "7-9")
    assert "Departures counted as open here, from which nobody comes home in time:" in said_of(
        DOUENTZA, *asked
    )
    assert "Tombouctou: some who leave on days 7-8" in said_of(DOUENTZA, *asked)
    assert "Tombouctou: some who leave on days 7-8" in said_of(DOUENTZA, "--critical")
    assert "comes home in time" not in said_of(MENAKA, "--critical")


def test_periods_with_the_same_ways_are_told_once():
    said = said_of(DOUENTZA, "--site", "tombouctou")
    assert said.count("WAYS FROM DOUENTZA: 10 T TRUCK") == 1
    assert "WAYS FROM DOUENTZA: 10 T TRUCK, DAYS 9, 12" in said


def test_one_day_is_called_a_day():
    assert "on day 9:" in said_of(DOUENTZA, "--isolate", "tombouctou", "--on", "9")
    assert "on day 9:" in said_of(DOUENTZA, "--critical", "--on", "9")
    assert ", DAY 9 " in said_of(DOUENTZA, "--what-if", "lose Tombouctou", "--on", "9")


def test_where_only_single_ways_change_it_does_not_say_that_nothing_does():
    said = said_of(DOUENTZA, "--what-if", "close Bourem-Téméra")
    assert "No site is reached on other days, nor faster or slower." in said
    assert "22 accesses change" in said


def test_asked_for_one_way_only_it_says_nothing_of_others():
    wanted = ("--site", "tombouctou", "--ways")
    assert "No way but the fastest" not in said_of(DOUENTZA, *wanted, "1")
    said = said_of(DOUENTZA, *wanted, "2")
    assert "WAYS FROM DOUENTZA" in said
    assert "home is by the same way where no other is named." in said


def test_an_area_that_is_none_is_told_by_its_own_option():
    assert "RRM-C001 --isolate:" in rrm("access", MENAKA, "--isolate", "ML99").err


def test_water_is_told_of_one_site():
    said = said_of(MENAKA, "--water", "--site", "inekar")
    assert "INÉKAR" in said
    assert "TABANKORT" not in said


def test_a_file_and_an_answer_are_both_given(tmp_path):
    file = tmp_path / "access.csv"
    said = said_of(MENAKA, "--isolate", "ibogolitene", "--to", file)
    assert file.exists()
    assert "TO ISOLATE IBOGOLITENE" in said


def test_a_change_may_be_typed_without_quotation_marks():
    quoted = rrm("access", MENAKA, "--what-if", "close Menaka-Inekar", "--on", "3-7")
    typed = rrm("access", MENAKA, "--what-if", "close", "Menaka-Inekar", "--on", "3-7")
    first = rrm("access", "--what-if", "fermer", "Menaka-Inekar", MENAKA, "--on", "3-7")
    assert (typed.code, typed.out, first.out) == (0, quoted.out, quoted.out)


def test_a_verb_without_a_road_is_told():
    said = rrm("access", MENAKA, "--what-if", "close", "--critical")
    assert (said.code, "RRM-A03" in said.err) == (2, True)
