"""Places and links are found however people write them, and what isn't found is told at once."""

import pytest

from rrm.access import named_link, named_place, read_changes
from rrm.model.problem import BadInput
from tests.access.builders import link, place, scenario

PLACES = [
    place("menaka", name="Ménaka"),
    place("in-delimane", name="In-Délimane"),
    place("inekar", name="Inékar"),
    place("lere-1", name="Léré"),
    place("lere-2", name="Léré"),
    place("nara", name="Nara d'en haut"),
    place("alone", name="Alone"),
]
CASE = scenario(
    [
        link("menaka", "in-delimane", 70),
        link("menaka", "in-delimane", 80, mode="river", surface="river"),
        link("inekar", "menaka", 40),
        link("lere-1", "nara", 9),
    ],
    places=PLACES,
)


def problems(asked, *given):
    with pytest.raises(BadInput) as refused:
        asked(*given)
    return [(problem.code, problem.text()) for problem in refused.value.problems]


@pytest.mark.parametrize("text", ["menaka", "Ménaka", " MENAKA ", "me\u0301naka"])
def test_a_place_is_found_whatever_its_accents_and_capitals(text):
    assert named_place(text, PLACES).node_id == "menaka"


@pytest.mark.parametrize("text", ["Nara d’en haut", "nara d'en haut", "Nara-d'en-Haut"])
def test_hyphens_and_apostrophes_of_any_kind_are_the_same(text):
    assert named_place(text, PLACES).node_id == "nara"


def test_an_unknown_place_gets_the_nearest_name():
    ((code, text),) = problems(named_place, "Menakka", PLACES)
    assert code == "RRM-A030" and "Did you mean Ménaka (menaka)?" in text


def test_a_name_that_two_places_have_asks_for_the_node():
    ((code, text),) = problems(named_place, "lere", PLACES)
    assert code == "RRM-A031" and "lere-1, lere-2" in text


@pytest.mark.parametrize(
    "text",
    [
        "menaka-in-delimane",
        "In-Délimane – Ménaka",
        "ménaka/in delimane",
        "Menaka > In-Delimane",
        "menaka -> in-delimane",
        "menaka to in-delimane",
        "Ménaka vers In-Delimane",
        ("In-Délimane", "menaka"),
    ],
)
def test_a_link_is_found_however_it_is_written(text):
    found = named_link(text, CASE)
    assert found.ends == ("menaka", "in-delimane")
    assert found.positions == (0, 1) and found.km == (70, 80) and found.modes == ("road", "river")


def test_of_homonyms_the_one_that_is_linked_is_meant():
    assert named_link("Léré - Nara d'en haut", CASE).ends == ("lere-1", "nara")


def test_all_that_is_wrong_in_a_link_is_told_at_once():
    found = problems(named_link, "Inekarr > Narra d'en haut", CASE)
    assert [code for code, _ in found] == ["RRM-A030", "RRM-A030"]


def test_two_places_without_a_link_are_told_what_they_are_linked_with():
    ((code, text),) = problems(named_link, "inekar - in-delimane", CASE)
    assert code == "RRM-A032" and "Inékar is linked with Ménaka" in text


@pytest.mark.parametrize("text", ["menaka", "", "-", "menaka -"])
def test_a_text_without_two_ends_is_no_link(text):
    ((code, _),) = problems(named_link, text, CASE)
    assert code == "RRM-A033"


def test_a_text_that_can_be_cut_into_two_links_asks_for_the_nodes():
    twice = scenario([link("a-b", "c"), link("a", "b-c")])
    ((code, text),) = problems(named_link, "a-b-c", twice)
    assert code == "RRM-A034" and "a > b-c" in text and "a-b > c" in text


def test_a_long_text_of_separators_is_answered():
    ((code, _),) = problems(named_link, "-" * 100_000, CASE)
    assert code == "RRM-A033"


def test_changes_are_read_in_both_languages_and_all_faults_told_at_once():
    read = read_changes(["close menaka-inekar", "Ouvrir Ménaka – In-Delimane", "lose nara"], CASE)
    assert [(it.kind.value, it.nodes) for it in read] == [
        ("close", ("inekar", "menaka")),
        ("open", ("menaka", "in-delimane")),
        ("lose", ("nara",)),
    ]
    found = problems(read_changes, ["shut a-b", "close menaka", "lose Alonne"], CASE)
    assert [code for code, _ in found] == ["RRM-A036", "RRM-A033", "RRM-A030"]
