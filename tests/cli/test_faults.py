import pytest

from rrm.cli.command_group import Command
from rrm.cli.commands import COMMANDS
from rrm.model.language import msg
from tests.cli.terminal import rrm


def fail() -> None:
    raise ZeroDivisionError("kits by no household")


def stop() -> None:
    raise KeyboardInterrupt


@pytest.fixture(autouse=True)
def failing_commands(monkeypatch):
    for function in ("fail", "stop"):
        command = Command(msg("A command that fails."), __name__, function, f"rrm {function}")
        monkeypatch.setitem(COMMANDS, function, command)


def test_a_fault_of_ours_is_told_in_a_calm_sentence():
    said = rrm("fail")
    assert said.code == 70
    assert said.err.count("\n") == 1
    assert "ZeroDivisionError: kits by no household" in said.err
    assert "RRM_DEBUG=1" in said.err


def test_the_traceback_is_there_for_who_asks_for_it(monkeypatch):
    monkeypatch.setenv("RRM_DEBUG", "1")
    said = rrm("fail")
    assert said.code == 70
    assert "Traceback" in said.err
    assert "in fail" in said.err


def test_ctrl_c_ends_with_a_sentence():
    said = rrm("stop")
    assert said.code == 130
    assert "Traceback" not in said.err
    assert "Stopped" in said.err
