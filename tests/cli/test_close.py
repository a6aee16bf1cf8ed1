"""`rrm close` and `rrm open`, on a small scenario of one's own."""

import csv
import json
import shutil
import subprocess
import sys

import pytest

from rrm.cli.layout import columns
from tests.builders import tiny_scenario
from tests.cli.terminal import rrm


@pytest.fixture
def folder(tmp_path):
    return tiny_scenario(tmp_path / "tiny")


@pytest.fixture
def ends(folder):
    """The two ends of the first link of the scenario."""
    with (folder / "routes.csv").open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file))
    return first["from"], first["to"]


def closures(folder):
    with (folder / "closures.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_reported_closure_counts_from_the_next_command_on(folder, ends):
    before = json.loads(rrm("access", folder, "--json").out)["access"]
    said = rrm("close", *ends, "--scenario", folder, "--reason", "bridge down")
    assert said.code == 0
    assert "bridge" not in said.err
    after = json.loads(rrm("access", folder, "--json").out)["access"]
    assert sum(row["open"] for row in after) < sum(row["open"] for row in before)
    assert any("bridge down" in row["reason"] for row in after)


def test_opened_again_it_is_as_if_it_had_not_been(folder, ends):
    before = rrm("access", folder, "--json").out
    start = json.loads(before)["access"][0]["period_start"]
    assert start == 1
    rrm("close", *ends, "--scenario", folder)
    assert rrm("access", folder, "--json").out != before
    said = rrm("open", *ends, "--from", "2000-01-01", "--scenario", folder)
    assert said.code == 0
    assert rrm("access", folder, "--json").out == before


def test_opening_what_is_open_answers_no_and_writes_nothing(folder, ends):
    before = (folder / "closures.csv").read_bytes()
    said = rrm("open", *ends, "--from", "2022-04-20", "--scenario", folder)
    assert (said.code, (folder / "closures.csv").read_bytes()) == (1, before)


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_written(folder, ends):
    before = (folder / "closures.csv").read_bytes()
    said = rrm(
        "close", ends[0], "nowhere", "--from", "soon", "--class", "tank", "--scenario", folder
    )
    assert said.code == 2
    assert "RRM-I031" in said.err
    assert [code for code in ("RRM-A030", "RRM-I017") if code in said.err]
    assert said.err.count("RRM-") == 3
    assert (folder / "closures.csv").read_bytes() == before


def test_it_says_in_json_what_was_written(folder, ends):
    said = rrm("close", *ends, "--from", "2022-04-20", "--scenario", folder, "--json")
    (closure,) = json.loads(said.out)["closures"]
    assert (closure["start"], closure["certainty"]) == ("2022-04-20", "certain")
    assert closures(folder)[-1]["start"] == "2022-04-20"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_its_words_fit_the_terminal(folder, ends, language):
    said = rrm("close", *ends, "--scenario", folder, "--lang", language)
    assert said.code == 0
    # A command to be copied is one line however long its path.
    assert all(columns(line) <= 80 for line in said.lines if not line.startswith("  rrm "))


def test_of_reports_at_the_same_moment_all_are_kept(folder, ends):
    days = ["2022-04-19", "2022-04-20", "2022-04-21"]
    command = [sys.executable, "-m", "rrm.cli", "close", *ends, "--scenario", str(folder)]
    running = [subprocess.Popen([*command, "--from", day, "--quiet"]) for day in days]
    assert [one.wait() for one in running] == [0, 0, 0]
    assert {row["start"] for row in closures(folder)} >= set(days)


@pytest.mark.parametrize(
    ("text", "code"),
    [("a\x1b[31m", "RRM-I003"), ("\udcff", "RRM-I003"), ("x" * 10_001, "RRM-I026")],
)
def test_nothing_is_written_that_could_not_be_read_again(folder, ends, text, code):
    before = (folder / "closures.csv").read_bytes()
    said = rrm("close", *ends, "--scenario", folder, "--reason", text)
    assert (said.code, code in said.err) == (2, True)
    assert (folder / "closures.csv").read_bytes() == before


def test_a_scenario_of_the_engine_takes_no_reports():
    said = rrm("close", "Ménaka", "Inékar", "--scenario", "menaka-2022")
    assert (said.code, "RRM-I048" in said.err) == (2, True)


def test_opening_tells_of_a_closure_that_is_inherited(folder, ends, tmp_path):
    assert rrm("close", *ends, "--from", "2022-04-20", "--scenario", folder).code == 0
    child = tmp_path / "child"
    shutil.copytree(folder / "rules", child / "rules")
    (child / "scenario.yaml").write_text(
        f"id: child\nextends: ../{folder.name}\n", encoding="utf-8"
    )
    said = rrm("open", *ends, "--from", "2022-04-21", "--scenario", child)
    assert (said.code, "stays closed" in said.out) == (1, True)
    asked = rrm("open", *ends, "--from", "2022-04-21", "--scenario", child, "--json")
    assert json.loads(asked.out)["still_closed_by"][0]["start"] == "2022-04-20"


@pytest.mark.parametrize(
    ("day", "row"),
    [("2022-04-21", "2022-04-20,2022-04-20,,"), ("2022-04-20", "2022-04-20,,,yes")],
)
def test_the_row_that_it_tells_to_write_opens_what_is_inherited(folder, ends, tmp_path, day, row):
    assert rrm("close", *ends, "--from", "2022-04-20", "--scenario", folder).code == 0
    child = tmp_path / "child"
    shutil.copytree(folder / "rules", child / "rules")
    (child / "scenario.yaml").write_text(
        f"id: child\nextends: ../{folder.name}\n", encoding="utf-8"
    )
    # The child's own row, from the same first day, stands in the place of the inherited one.
    rrm("close", *ends, "--from", "2022-04-20", "--to", "2022-04-25", "--scenario", child)
    if day == "2022-04-21":
        (child / "closures.csv").unlink()
    said = rrm("open", *ends, "--from", day, "--scenario", child)
    assert said.code == 1
    told = [line.strip() for line in said.lines if line.startswith("  ")]
    assert told == ["from,to,start,end,classes,remove", f"{ends[0]},{ends[1]},{row}"]
    (child / "closures.csv").write_text("\n".join(told) + "\n", encoding="utf-8")
    again = rrm("open", *ends, "--from", day, "--scenario", child)
    assert "stays closed" not in again.out


def test_vehicle_classes_are_called_as_people_call_them(folder, ends):
    said = rrm("close", *ends, "--scenario", folder, "--class", "pickup_4x4")
    assert "(4x4 pickup)" in said.out
