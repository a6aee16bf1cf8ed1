"""A run or replan that is stopped while it plans: the best checked plan until then, or nothing."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rrm.store import find_run, read_run
from tests.e2e.shell import MENAKA, command, only_run, rrm, surroundings

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")


def solver_of(process: subprocess.Popen) -> int:
    """The process that solves, as soon as there is one."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if found := children.read_text().split():
            return int(found[0])
        time.sleep(0.01)
    raise AssertionError("no solver was started")


def is_running(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def stopped(stop, runs: Path, *asked) -> tuple[int, str, int]:
    """Exit code and error stream of a run to which `stop` was done, and its solver's process.

    asked: of which command instead, and of what.
    """
    with subprocess.Popen(
        command(*(asked or ("run", MENAKA)), "--runs", runs, "--json"), env=surroundings(),
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True,
        # Shells start work in the background with Ctrl-C switched off.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as process:  # fmt: skip
        solver = solver_of(process)
        stop(process, solver)
        _, said = process.communicate(timeout=60)
    return process.returncode, said, solver


def ctrl_c(run, _) -> None:
    """As a terminal sends it: to all processes of the command."""
    os.killpg(run.pid, signal.SIGINT)


def twice(run, _) -> None:
    """Ctrl-C and SIGTERM, before the command has noticed either."""
    os.killpg(run.pid, signal.SIGSTOP)
    run.send_signal(signal.SIGINT)
    run.send_signal(signal.SIGTERM)
    os.killpg(run.pid, signal.SIGCONT)


def about(runs: Path) -> dict:
    return json.loads((only_run(runs, "menaka-2022") / "run.json").read_text(encoding="utf-8"))


def test_ctrl_c_keeps_the_best_plan_and_says_how_good_it_is(tmp_path):
    code, _, solver = stopped(ctrl_c, tmp_path)
    assert code == 3
    run = about(tmp_path)
    assert (run["stopped"], run["status"], run["verdict"]) == ("asked", "feasible", "accepted")
    assert 0 < run["gap"] < 1
    assert any("stopped on request" in warning["en"] for warning in run["warnings"])
    assert not is_running(solver)


@pytest.fixture(scope="module")
def menaka_in_a_second(tmp_path_factory):
    """Runs with one of menaka, as good as it gets within a second."""
    runs = tmp_path_factory.mktemp("runs")
    done = rrm("run", MENAKA, "--runs", runs, "--time-limit", 1, "--quiet")
    assert done.returncode == 0, done.stderr
    return runs


@pytest.fixture
def taken_over(menaka_in_a_second, tmp_path):
    """The same, to be added to."""
    return shutil.copytree(menaka_in_a_second, tmp_path / "runs")


def newest(runs: Path) -> dict:
    return dict(read_run(find_run("last", runs)).about)


def road_closed(folder: Path) -> Path:
    """A scenario of which a road is closed that was open, so that a plan is made again."""
    known = shutil.copytree(MENAKA, folder / "menaka-2022")
    routes = list(csv.DictReader((known / "routes.csv").open(encoding="utf-8", newline="")))
    closures = known / "closures.csv"
    (columns, *_) = csv.reader(closures.open(encoding="utf-8", newline=""))
    told = {
        "from": routes[0]["from"], "to": routes[0]["to"], "start": "2022-04-20",
        "end": "2022-04-22", "reason": "flood", "certainty": "certain",
    }  # fmt: skip
    with closures.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, columns, lineterminator="\n").writerow(told)
    return known


@pytest.mark.parametrize("is_news", [False, True])
def test_a_replan_that_ctrl_c_stops_keeps_the_best_plan(is_news, taken_over, tmp_path):
    before = newest(taken_over)
    news = ("--scenario", road_closed(tmp_path)) if is_news else ()
    code, said, solver = stopped(ctrl_c, taken_over, "replan", "last", "--day", 2, *news)
    assert code == 3, said
    run = newest(taken_over)
    assert run["replans"] == {"run_id": before["run_id"], "day": 2}
    assert (run["stopped"], run["status"], run["verdict"]) == ("asked", "feasible", "accepted")
    assert any("stopped on request" in warning["en"] for warning in run["warnings"])
    assert not is_running(solver)


def test_a_replan_without_news_that_is_stopped_changes_nothing_for_anybody(taken_over):
    stopped(ctrl_c, taken_over, "replan", "last", "--day", 2)
    (stability,) = [one for one in newest(taken_over)["tiers"] if one["tier"] == "stability"]
    assert stability["value"] == 0


def test_a_second_ctrl_c_leaves_the_plan_in_force_as_the_last(taken_over):
    before = newest(taken_over)
    code, said, _ = stopped(twice, taken_over, "replan", "last", "--day", 2)
    assert code == 130
    assert "Of a run that was not finished nothing is kept." in said
    assert newest(taken_over) == before


def test_a_replan_without_memory_keeps_the_best_plan(taken_over):
    asked = ("--memory-limit", 60, "--runs", taken_over, "--quiet")
    assert rrm("replan", "last", "--day", 2, *asked).returncode == 0
    run = newest(taken_over)
    assert (run["stopped"], run["verdict"]) == ("memory", "accepted")
    assert run["options"]["memory_limit"] == 60


def test_ctrl_c_before_any_plan_was_found_writes_nothing(tmp_path):
    asked = shutil.copytree(MENAKA, tmp_path / "menaka-2022")
    lock = "site_id,item,at_least,reason\ninekar,nfi_kit,100000,promised\n"
    (asked / "locks.csv").write_text(lock, encoding="utf-8", newline="")
    runs = tmp_path / "runs"
    code, said, _ = stopped(ctrl_c, runs, "run", asked)
    assert code == 130, said
    assert not any(runs.rglob("run.json"))


def test_a_second_ctrl_c_writes_nothing(tmp_path):
    code, said, solver = stopped(twice, tmp_path)
    assert code == 130
    assert "Of a run that was not finished nothing is kept." in said
    assert not any(tmp_path.rglob("run.json"))
    assert not is_running(solver)


def test_a_solver_that_is_killed_leaves_its_best_plan(tmp_path):
    code, _, _ = stopped(lambda _, solver: os.kill(solver, signal.SIGKILL), tmp_path)
    assert code == 0
    run = about(tmp_path)
    assert (run["stopped"], run["verdict"]) == ("killed", "accepted")


def test_a_solver_without_memory_leaves_its_best_plan(tmp_path):
    asked = ("--memory-limit", 60, "--runs", tmp_path, "--quiet")
    assert rrm("run", MENAKA, *asked).returncode == 0
    run = about(tmp_path)
    assert (run["stopped"], run["verdict"]) == ("memory", "accepted")
    assert run["options"]["memory_limit"] == 60


def test_a_run_that_is_killed_takes_its_solver_with_it(tmp_path):
    _, _, solver = stopped(lambda run, _: run.kill(), tmp_path)
    deadline = time.monotonic() + 20
    while is_running(solver) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(solver)


def test_other_priorities_count_for_one_run_and_stand_in_it(tiny, tmp_path):
    asked = ("--priorities", "equity,needs_met=0.02", "--runs", tmp_path, "--quiet")
    assert rrm("run", tiny, *asked).returncode == 0
    run = json.loads((only_run(tmp_path, "tiny") / "run.json").read_text(encoding="utf-8"))
    assert [tier["tier"] for tier in run["tiers"]] == ["equity", "needs_met"]
    assert run["options"]["priorities"] == [
        {"tier": "equity", "tolerance": 0.0}, {"tier": "needs_met", "tolerance": 0.02}
    ]  # fmt: skip
    assert run["verdict"] == "accepted"


def test_priorities_that_are_none_write_nothing(tiny, tmp_path):
    done = rrm("run", tiny, "--priorities", "water,cost=9", "--runs", tmp_path / "runs")
    assert done.returncode == 2
    assert "RRM-C041" in done.stderr and "RRM-C043" in done.stderr
    assert not (tmp_path / "runs").exists()
