"""A large network searched without SciPy is spoken of once, beside the answer."""

from pathlib import Path

import pytest

from rrm.access import search_engine
from tests.cli.terminal import rrm

MENAKA = Path(__file__).parents[2] / "scenarios" / "menaka-2022"


@pytest.fixture
def _large_and_slow(monkeypatch):
    monkeypatch.setattr(search_engine, "LARGE", 1)
    monkeypatch.setattr(search_engine, "is_compiled", lambda: False)


@pytest.mark.usefixtures("_large_and_slow")
def test_it_is_told_on_the_error_stream_once():
    said = rrm("access", MENAKA)
    assert said.err.count("SciPy") == 1
    assert "SciPy" not in said.out


@pytest.mark.usefixtures("_large_and_slow")
@pytest.mark.parametrize("option", ["--quiet", "--json"])
def test_who_wants_no_words_besides_gets_none(option):
    assert "SciPy" not in rrm("access", MENAKA, option).err


def test_a_small_network_is_not_spoken_of(monkeypatch):
    monkeypatch.setattr(search_engine, "is_compiled", lambda: False)
    assert "SciPy" not in rrm("access", MENAKA).err
