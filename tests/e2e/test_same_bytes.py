"""The same inputs give the same bytes, wherever and whenever they are planned."""

import json

import pytest

from tests.e2e.shell import MENAKA, contents, only_run, rrm

ELSEWHERE = {"PYTHONHASHSEED": "1", "LC_ALL": "fr_FR.UTF-8", "TZ": "Pacific/Auckland"}
"""Other than the surroundings of the first run (seed 0, C, UTC) in all that could matter."""

ITS_OWN = ("run_id", "started_at", "timings", "files")
"""What run.json alone may know of a run; `files` holds no other file's digest than theirs."""


def differing(one, other):
    ours, theirs = contents(one), contents(other)
    assert ours.keys() == theirs.keys()
    return {name for name in ours if ours[name] != theirs[name]}


def settled(folder):
    about = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    return {key: value for key, value in about.items() if key not in ITS_OWN}


def planned_elsewhere(scenario, scenario_id, runs):
    # The language is given, as that of the surroundings differs and is an option of the run.
    done = rrm("run", scenario, "--runs", runs, "--lang", "en", "--quiet", **ELSEWHERE)
    assert done.returncode == 0, done.stderr
    return only_run(runs, scenario_id)


def test_a_tiny_run_is_the_same_everywhere(tiny, tiny_run, tmp_path):
    other = planned_elsewhere(tiny, "tiny", tmp_path)
    assert differing(tiny_run, other) <= {"run.json"}
    assert settled(tiny_run) == settled(other)


@pytest.mark.slow
def test_the_shipped_scenario_is_the_same_everywhere(menaka_run, tmp_path):
    other = planned_elsewhere(MENAKA, "menaka-2022", tmp_path)
    assert differing(menaka_run, other) <= {"run.json"}
    assert settled(menaka_run) == settled(other)
