"""Units as people say them."""

import pytest

from rrm.model.unit_words import quantity_in_words, unit_in_words


@pytest.mark.parametrize(
    ("quantity", "unit", "words"),
    [
        (7.5, "L/person/day", "7.5 L/person/day"),
        (30, "day", "30 days"),
        (1, "day", "1 day"),
        (0.5, "day", "0.5 days"),
        (3.5, "m2/person", "3.5 m²/person"),
        (0, "person", "0 people"),
        (0.5, "", "0.5"),
        (0.5, "share", "0.5"),
        (3, "goat/day", "3 goat/day"),
    ],
)
def test_a_quantity_is_said_with_its_unit(quantity, unit, words):
    assert quantity_in_words(quantity, unit).text() == words


def test_below_a_stroke_there_is_one_of_each():
    assert unit_in_words("kit/household").text() == "kits/household"
