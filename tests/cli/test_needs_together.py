"""Sites with all their groups as one, and the whole scenario, as `rrm score` shows them."""

import json
import re

import pytest

import rrm
from rrm.cli.layout import columns
from rrm.cli.needs_lines import together_lines
from rrm.cli.whole_lines import whole_sentence, whole_table
from rrm.model.needs import ALL_GROUPS, OVERALL, WHOLE_SCENARIO, Needs
from tests.builders import PACK_FILES, TABLES, row, tiny_scenario
from tests.cli.long_language import speak_it
from tests.cli.terminal import rrm as type_rrm

NO_SUM = "Overall is not the sum of the sectors"


@pytest.fixture(scope="module")
def several(tmp_path_factory):
    """Site A with hosts beside its displaced people."""
    hosts = row("sites", group="host", households=20, people=120)
    return tiny_scenario(
        tmp_path_factory.mktemp("scenarios") / "several", sites=[*TABLES["sites"], hosts]
    )


def test_together_has_a_line_a_site_and_the_whole_at_the_end(several):
    said = type_rrm("score", several, "--together")
    assert said.code == 0
    # 60 and 20 households, 360 and 120 people.
    (line,) = [one for one in said.lines if "Example site A" in one and "alert" not in one]
    assert re.search(r"Example site A +[1-5] +[1-5] +[1-5] +[1-5] +[\d,]+ +[A-D] +\d-\d$", line)
    at = next(n for n, one in enumerate(said.lines) if one.startswith("Whole scenario, 720 people"))
    assert [one.split("  ")[0] for one in said.lines[at + 1 : at + 5]] == [
        "Overall", "Food security", "Shelter and household items", "Water",
    ]  # fmt: skip
    assert NO_SUM in said.out[said.out.index("Whole scenario") :]


def test_plain_score_ends_with_the_whole_scenario(several):
    said = type_rrm("score", several)
    needs = rrm.score(rrm.load_scenario(several))
    whole = {one.sector: one.people_in_need for one in needs.together
             if one.site_id == WHOLE_SCENARIO}  # fmt: skip
    end = " ".join(said.lines[-4:])
    assert f"In need in the whole scenario: {whole[OVERALL]} of 720 people." in end
    assert f"Food security {whole['food_security']} · " in end
    assert f"Water {whole['wash']}." in end
    assert NO_SUM in said.out
    # Groups of a site stand apart there.
    assert "Example site A, IDPs" in said.out
    assert "Example site A, hosts" in said.out


def test_json_has_the_sites_and_the_whole(several):
    rows = json.loads(type_rrm("score", several, "--json").out)["together"]
    assert {one["group"] for one in rows} == {ALL_GROUPS}
    assert [one["site_id"] for one in rows if one["sector"] == OVERALL] == ["A", "B", "*"]


def test_where_nothing_was_scored_no_whole_is_told(several):
    loaded, nothing = rrm.load_scenario(several), Needs((), ())
    assert list(together_lines(loaded, nothing, "en")) == ["No site was scored."]
    assert not list(whole_table(loaded, nothing, "en"))
    assert not list(whole_sentence(loaded, nothing, "en"))


@pytest.mark.parametrize("language", ["en", "fr", "long"])
def test_every_line_fits_the_terminal(tmp_path, monkeypatch, language):
    if language == "long":
        speak_it(monkeypatch)
        language = "en"
    name = "Interminable " * 12
    more = {
        f"s{n}": PACK_FILES["food_security.yaml"]
        .replace("food_security", f"s{n}")
        .replace("Food security", f"{name} {n}")
        for n in range(9)
    }
    folder = tiny_scenario(
        tmp_path / "wide", pack=more, sites=[row("sites", name=name), TABLES["sites"][1]]
    )
    loaded = rrm.load_scenario(folder)
    needs = rrm.score(loaded)
    for lines in (together_lines, whole_table, whole_sentence):
        told = list(lines(loaded, needs, language))
        assert told
        assert max(columns(line) for line in told) <= 80


def test_colours_change_no_words(several):
    loaded = rrm.load_scenario(several)
    needs = rrm.score(loaded)
    plain = list(whole_table(loaded, needs, "en"))
    coloured = list(whole_table(loaded, needs, "en", coloured=True))
    assert plain != coloured
    assert [re.sub(r"\x1b\[[\d;]*m", "", line) for line in coloured] == plain
