"""What `rrm access` answers beyond its table: roads that matter, what-ifs, water, files."""

import json
from pathlib import Path

import pytest

from rrm.cli.layout import columns
from tests.cli.terminal import rrm

MENAKA = Path(__file__).parents[2] / "scenarios" / "menaka-2022"
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
        ("site", {"access", "alternatives", "chains", "water"}),
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
