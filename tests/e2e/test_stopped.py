"""A run that is stopped while it plans: the best checked plan until then, or nothing."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

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


def stopped(stop, runs: Path) -> tuple[int, str, int]:
    """Exit code and error stream of a run to which `stop` was done, and its solver's process."""
    with subprocess.Popen(
        command("run", MENAKA, "--runs", runs, "--json"), env=surroundings(),
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True,
        # Shells start work in the background with Ctrl-C switched off.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as process:  # fmt: skip
        solver = solver_of(process)
        stop(process, solver)
        _, said = process.communicate(timeout=60)
    return process.returncode, said, solver


def about(runs: Path) -> dict:
    return json.loads((only_run(runs, "menaka-2022") / "run.json").read_text(encoding="utf-8"))


def test_ctrl_c_keeps_the_best_plan_and_says_how_good_it_is(tmp_path):
    # The terminal sends it to all processes of the command.
    code, _, solver = stopped(lambda run, _: os.killpg(run.pid, signal.SIGINT), tmp_path)
    assert code == 3
    run = about(tmp_path)
    assert (run["stopped"], run["status"], run["verdict"]) == ("asked", "feasible", "accepted")
    assert 0 < run["gap"] < 1
    assert any("stopped on request" in warning["en"] for warning in run["warnings"])
    assert not is_running(solver)


def test_a_second_ctrl_c_writes_nothing(tmp_path):
    def twice(run, _):
        os.killpg(run.pid, signal.SIGSTOP)
        run.send_signal(signal.SIGINT)
        run.send_signal(signal.SIGTERM)
        os.killpg(run.pid, signal.SIGCONT)

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
