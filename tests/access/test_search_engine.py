"""What is said where SciPy is missing."""

import pytest

from rrm.access import search_engine
from rrm.access.class_network import LARGE
from rrm.access.search_engine import slow_search_note


@pytest.mark.parametrize(
    "links, compiled, is_told",
    [(LARGE, False, True), (LARGE - 1, False, False), (LARGE, True, False)],
)
def test_only_large_networks_searched_without_scipy_are_spoken_of(
    links, compiled, is_told, monkeypatch
):
    monkeypatch.setattr(search_engine, "is_compiled", lambda: compiled)
    note = slow_search_note(links)
    assert (note is not None) == is_told
    assert note is None or "extra `fast`" in note.text("en")
