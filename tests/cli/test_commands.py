import json
from itertools import pairwise

import pytest

from rrm.cli.layout import columns
from tests.builders import TABLES, row, tiny_scenario
from tests.cli.terminal import rrm


def doubtful(tmp_path, count):
    """A chain of places whose links are each given there and back."""
    nodes = ["town", *(f"n{n}" for n in range(count))]
    places = [row("locations", node_id=node, name=node, lat=15.0 + 0.1 * n, lon=0.0)
              for n, node in enumerate(nodes)]  # fmt: skip
    links = [row("routes", **{"from": one, "to": other, "km": 12})
             for near, far in pairwise(nodes) for one, other in ((near, far), (far, near))]  # fmt: skip
    return tiny_scenario(
        tmp_path / "doubtful",
        locations=[*TABLES["locations"][1:], *places],
        routes=[*TABLES["routes"], *links],
    )


def test_check_says_what_was_read(tiny):
    said = rrm("check", tiny)
    assert said.code == 0
    assert "Tiny scenario: 2 sites, 8 interviews" in said.out


def test_check_lists_every_doubt_and_access_only_the_first(tmp_path):
    folder = doubtful(tmp_path, 9)
    by_check, by_access = rrm("check", folder), rrm("access", folder)
    assert by_check.code == 0
    assert by_check.err.count("RRM-A006") == 9
    assert by_access.err.count("RRM-A006") == 5
    assert (
        f"4 more doubtful values or places; all are kept as they are. See them: rrm check {folder}"
        in by_access.err
    )


def test_scoring_asks_for_no_ways(tmp_path):
    assert "RRM-A006" not in rrm("score", doubtful(tmp_path, 9)).err


def test_quiet_prints_nothing_where_all_is_well(tiny, runs):
    for typed in (["check", tiny], ["score", tiny], ["access", tiny],
                  ["explain", "last", "A", "--runs", runs]):  # fmt: skip
        said = rrm(*typed, "--quiet")
        assert (said.code, said.out, said.err) == (0, "", "")


def test_score_as_json_holds_every_row(tiny):
    scores = json.loads(rrm("score", tiny, "--json").out)["needs"]
    assert {(one["site_id"], one["sector"]) for one in scores} == {
        (site, sector)
        for site in ("A", "B")
        for sector in ("wash", "shelter_nfi", "food_security", "overall")
    }


def test_score_can_say_why_rule_by_rule(tiny):
    said = rrm("score", tiny, "--traces")
    assert "wash.water_per_person" in said.out
    assert max(columns(line) for line in said.lines) <= 80


def test_run_as_json_says_where_the_run_is(tiny, tmp_path):
    said = rrm("run", tiny, "--runs", tmp_path, "--json")
    result = json.loads(said.out)
    assert said.err == ""
    assert said.code == 0
    assert result["verdict"] == "accepted"
    assert (tmp_path / "tiny" / result["run"].rsplit("/", 1)[1] / "report.html").is_file()


def test_locks_that_cannot_be_kept_end_in_exit_1(tmp_path):
    locks = [{"site_id": "A", "item": "nfi_kit", "at_least": 40, "reason": "promised"}]
    folder = tiny_scenario(tmp_path / "locked", locks=locks, stock=[], pipeline=[])
    said = rrm("run", folder, "--runs", tmp_path / "runs")
    assert said.code == 1
    assert "No plan keeps all the locks" in said.out


def test_init_refuses_a_folder_in_use(tiny):
    said = rrm("init", tiny)
    assert said.code == 2
    assert "RRM-I045" in said.err


@pytest.mark.parametrize("site", ["A", "Example site A", "example SITE a"])
def test_explain_takes_a_site_by_id_or_name(site, runs):
    assert "Example site A (A)" in rrm("explain", "last", site, "--runs", runs).out


def test_explain_tells_the_whole_story_of_a_site(runs):
    said = rrm("explain", "last", "A", "--runs", runs)
    assert said.code == 0
    for part in ("DISPLACED PEOPLE: SEVERITY", "  Why", "  What comes", "  What does not, and why",
                 "  Handed to regular programmes"):  # fmt: skip
        assert any(line.startswith(part) for line in said.lines)
    assert max(columns(line) for line in said.lines) <= 80


def test_explain_names_the_sites_there_are(runs):
    said = rrm("explain", "last", "Atlantis", "--runs", runs)
    assert said.code == 2
    assert "RRM-C003" in said.err
    assert "sites of this run: A, B" in said.err


def test_explain_as_json_holds_the_rows_of_that_site_only(runs):
    story = json.loads(rrm("explain", "last", "B", "--runs", runs, "--json").out)
    assert {row["site_id"] for row in story["needs"]} == {"B"}
    assert {trace["site_id"] for trace in story["traces"]} == {"B"}


def test_explain_without_a_run_says_what_to_give(tmp_path):
    said = rrm("explain", "last", "A", "--runs", tmp_path)
    assert said.code == 2
    assert "RRM-T020" in said.err


def test_access_shows_the_fastest_vehicle_from_each_origin(tiny):
    said = rrm("access", tiny)
    assert said.code == 0
    at = said.lines.index("EXAMPLE SITE A (A)")
    assert said.lines[at + 2].startswith("    from Town depot: 4x4 pickup 0.8 h, 41 km, risk 1 %")
    assert "10 t truck" in said.lines[at + 2] + said.lines[at + 3]


def test_access_says_on_which_days_a_way_is_open(tmp_path):
    closed = [row("closures", **{"from": "town", "to": "north", "start": "2022-04-24",
                                 "end": "2022-04-27", "classes": ""})]  # fmt: skip
    said = rrm("access", tiny_scenario(tmp_path / "closed", closures=closed), "--site", "A")
    assert "4x4 pickup, days 1-6: " in said.out


def test_access_gives_one_reason_where_nothing_gets_in(tmp_path):
    closed = [row("closures", **{"from": "town", "to": "north", "start": "2022-04-01",
                                 "end": None, "classes": "", "reason": "bridge down"})]  # fmt: skip
    said = rrm("access", tiny_scenario(tmp_path / "closed", closures=closed), "--site", "A")
    assert said.out.count("Every way from Town to North is closed") == 1


def test_access_shows_every_row_where_all_is_asked_for_and_equal_periods_once(tiny):
    rows = json.loads(rrm("access", tiny, "--json").out)["access"]
    said = rrm("access", tiny, "--all")
    starts = ("4x4 pickup from", "10 t truck from", "Water tanker from")
    told = sum(line.strip().startswith(starts) for line in said.lines)
    # The closure beyond site A cuts the truck's days in three, and changes nothing on its way to A.
    assert sum((row["site_id"], row["vehicle_class"]) == ("A", "truck_10t") for row in rows) == 3
    assert told == len(rows) - 2


def test_access_to_a_place_that_is_not_there_lists_those_that_are(tiny):
    said = rrm("access", tiny, "--site", "Z")
    assert said.code == 2
    assert "RRM-C001" in said.err


def test_access_of_a_folder_that_holds_nothing_of_the_kind(tmp_path):
    said = rrm("access", tmp_path)
    assert said.code == 2
    assert said.err.count("RRM-") == 1
    assert "RRM-C002" in said.err
