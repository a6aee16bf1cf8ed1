"""Critical links, isolation and what-if on the terminal: 80 columns, in any language."""

import pytest

from rrm.access import (
    critical_links,
    critical_places,
    isolating_closures,
    read_changes,
    what_if,
)
from rrm.cli.critical_lines import critical_lines
from rrm.cli.isolation_lines import isolation_lines
from rrm.cli.layout import WIDTH, columns
from rrm.cli.place_words import PlaceWords
from rrm.cli.what_if_lines import what_if_lines
from tests.access.builders import closed, depot, link, place, scenario, site, source, vehicle
from tests.access.network_cases import PACK, needs
from tests.cli.long_language import speak_it

NAMES = {"a": "Ménaka", "b": "Inékar", "c": "In Telle", "d": "Tidermène", "S": "Inékar (site)"}
CASE = scenario(
    [
        link("a", "b", 60), link("a", "c", 100), link("b", "c", 20), link("c", "d", 30),
        link("d", "e", 30),
    ],
    [closed("d", "e")],
    days=4,
    places=[place(node, name=NAMES.get(node)) for node in "abcde"],
    sites=(site("S", "b"), site("T", "c"), site("U", "d"), site("V", "e")),
    depots=(depot("D", "a"),),
    vehicles=(vehicle("pickup"), vehicle("truck"), vehicle("tanker")),
    water_sources=(source("W", "a"),),
)  # fmt: skip
NEED = needs(CASE, S=9000, T=1200, U=35, V=700)
WORDS = PlaceWords({**NAMES, "D": "Depot"}, PACK, "XOF")


def critical(language="en", tell_all=False):
    found = critical_links(CASE, PACK, NEED), critical_places(CASE, PACK, NEED)
    return list(critical_lines(*found, WORDS, (1, 4), language, tell_all))


def isolation(*sites, language="en"):
    return list(isolation_lines(isolating_closures(CASE, PACK, sites), WORDS, language))


def if_(*texts, language="en", tell_all=False):
    answer = what_if(CASE, PACK, NEED, read_changes(texts, CASE))
    return list(what_if_lines(answer, WORDS, language, tell_all))


def every_line(language="en"):
    return [
        *critical(language, tell_all=True),
        *isolation("S", language=language),
        *isolation("S", "T", "U", "V", language=language),
        *if_("close a-b", "open d-e", "lose c", language=language, tell_all=True),
        *if_("close a-b", language=language),
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_line_fits_the_terminal(language):
    assert all(columns(line) <= WIDTH for line in every_line(language))


def test_lines_hold_a_language_half_as_long_again(monkeypatch):
    speak_it(monkeypatch)
    assert all(columns(line) <= WIDTH for line in every_line())


def test_a_link_is_told_with_the_people_that_it_cuts_off_and_their_sites():
    lines = critical()
    (at,) = (number for number, line in enumerate(lines) if "In Telle–Tidermène" in line)
    assert lines[at].split()[:6] == ["1.", "In", "Telle–Tidermène", "35", "18", "35"]
    assert lines[at + 1] == "    no goods any more: U"


def test_a_link_with_a_way_round_is_told_with_the_hours_that_it_takes_longer():
    (line,) = (line for line in critical() if "Ménaka–Inékar" in line)
    assert line.split()[-2:] == ["10,235", "0.8"]


def test_isolation_names_the_closures_and_what_none_or_nothing_reaches():
    text = "\n".join(isolation("S", "U", "V"))
    assert "2 closures are needed, and enough, on days 1-4:" in text
    assert "- Ménaka–Inékar (road 60 km)" in text
    assert "Nothing gets to V on these days as it is." in text
    assert "  U: In Telle–Tidermène" in text


def test_what_if_tells_people_first_and_each_access_when_asked():
    lines = if_("close c-d")
    assert lines[0] == "IF IN TELLE–TIDERMÈNE IS CLOSED, DAYS 1-4"
    assert lines[1] == "  35 people in need get no goods any more"
    assert lines[-1] == "3 accesses change: --all"
    told = " ".join(" ".join(if_("close c-d", tell_all=True)).split())
    assert "truck from Depot to U, days 1-4: no more (" in told


def test_what_changes_nothing_says_so():
    assert if_("close d-e")[1:] == ["  Nothing changes for any site."]
