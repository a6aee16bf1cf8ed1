from pathlib import Path

import pytest

from tests.builders import tiny_scenario
from tests.e2e.shell import MENAKA, only_run, rrm


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny scenario, as a folder."""
    return tiny_scenario(tmp_path_factory.mktemp("scenarios") / "tiny")


@pytest.fixture(scope="session")
def tiny_run(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run folder of the tiny scenario."""
    return planned(tiny, "tiny", tmp_path_factory.mktemp("runs"))


@pytest.fixture(scope="session")
def menaka_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run folder of the shipped scenario; takes about a minute."""
    return planned(MENAKA, "menaka-2022", tmp_path_factory.mktemp("runs"))


def planned(scenario: Path, scenario_id: str, runs: Path) -> Path:
    done = rrm("run", scenario, "--runs", runs, PYTHONHASHSEED="0", LC_ALL="C", TZ="UTC")
    assert done.returncode == 0, done.stderr
    return only_run(runs, scenario_id)
