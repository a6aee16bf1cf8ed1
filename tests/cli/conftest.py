from pathlib import Path

import pytest

import rrm
from rrm.model.run import CheckedRun
from tests.builders import tiny_scenario
from tests.cli.terminal import rrm as type_rrm


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny scenario, as a folder."""
    return tiny_scenario(tmp_path_factory.mktemp("scenarios") / "tiny")


@pytest.fixture(scope="session")
def checked(tiny: Path) -> CheckedRun:
    """The tiny scenario planned and checked."""
    return rrm.plan(rrm.load_scenario(tiny))


@pytest.fixture(scope="session")
def runs(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of runs that holds one of the tiny scenario."""
    folder = tmp_path_factory.mktemp("runs")
    assert type_rrm("run", tiny, "--runs", folder, "--quiet").code == 0
    return folder
