from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rrm.intake import find_scenario, load_scenario, shipped_scenarios
from tests.builders import PACK_FILES, row, tiny_scenario
from tests.intake.problems import line_of, places, problems_of, refused

ROOT = Path(__file__).parents[2]


def test_every_file_read_is_named_with_its_digest(tmp_path: Path):
    folder = tiny_scenario(tmp_path / "tiny")
    loaded = load_scenario(folder)
    expected = {
        f"tiny/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.is_file()
    }
    expected |= {
        f"rules/tiny/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (folder / "rules" / "tiny").iterdir()
    }
    assert {file.path: file.sha256 for file in loaded.files} == expected
    assert [file.path for file in loaded.files] == sorted(
        expected, key=lambda path: (path.startswith("rules/"), path)
    )


def test_a_scenario_may_be_named_by_its_settings_file_or_from_within(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder = tiny_scenario(tmp_path / "tiny")
    monkeypatch.chdir(folder)
    by_file, by_point = load_scenario(folder / "scenario.yaml"), load_scenario(Path())
    assert by_file.scenario == by_point.scenario
    assert by_file.files == by_point.files


@pytest.mark.parametrize("name", ["absent", "x" * 5_000, "a\0b", "/etc/hostname"])
def test_what_is_no_scenario_is_refused(name: str):
    assert [p.code for p in refused(lambda: load_scenario(Path(name)))] == ["RRM-I001"]


def test_a_folder_without_settings_is_refused(tmp_path: Path):
    (tmp_path / "empty").mkdir()
    codes = {p.code for p in refused(lambda: load_scenario(tmp_path / "empty"))}
    assert "RRM-I001" in codes


def test_shipped_scenarios_are_found_by_name():
    for folder in shipped_scenarios():
        assert find_scenario(folder.name) == folder
        assert (folder / "scenario.yaml").is_file()


@pytest.mark.parametrize("folder", shipped_scenarios(), ids=lambda folder: folder.name)
def test_shipped_scenarios_load(folder: Path):
    loaded = load_scenario(folder)
    assert loaded.scenario.sites
    assert loaded.pack.lineage[-1][0] == loaded.scenario.settings.rules


def test_reading_is_the_same_whatever_the_hash_seed_and_locale(tmp_path: Path):
    folder = tiny_scenario(
        tmp_path / "tiny", {"rules": "tinny"}, stock="depot_id,item,quantity\nD1,nfi,1\n"
    )
    script = (
        "import sys; from pathlib import Path\n"
        "from rrm.intake import load_scenario\n"
        "from rrm.model.problem import BadInput\n"
        "try: load_scenario(Path(sys.argv[1]))\n"
        "except BadInput as bad: sys.stdout.buffer.write(str(bad).encode())\n"
    )

    def output(**environment: str) -> bytes:
        done = subprocess.run(
            [sys.executable, "-c", script, str(folder)],
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            capture_output=True, check=True,
        )  # fmt: skip
        return done.stdout

    first = output(PYTHONHASHSEED="1", LC_ALL="C", TZ="UTC")
    assert first == output(PYTHONHASHSEED="2", LC_ALL="C.UTF-8", TZ="Pacific/Auckland")
    assert b"RRM-R101" in first


def test_a_table_of_more_than_fifty_megabytes_is_refused(tmp_path: Path):
    folder = tiny_scenario(tmp_path / "tiny")
    with (folder / "stock.csv").open("r+b") as file:
        file.truncate(50_000_001)
    assert places(problems_of(folder)) == [("RRM-I002", "stock.csv", None, None)]


def test_a_folder_in_the_place_of_a_table_is_refused(tmp_path: Path):
    folder = tiny_scenario(tmp_path / "tiny", stock=None)
    (folder / "stock.csv").mkdir()
    assert places(problems_of(folder)) == [("RRM-I001", "stock.csv", None, None)]


def test_a_misspelt_pack_does_not_hide_what_else_is_wrong(tmp_path: Path):
    folder = tiny_scenario(
        tmp_path / "tiny",
        {"rules": "tinny"},
        stock=[row("stock", item="nfi_kits")],
        assessment="site_id,group,household_size\nC,idp,5\n",
    )
    assert places(problems_of(folder)) == [
        ("RRM-R101", "scenario.yaml", line_of(folder / "scenario.yaml", "tinny"), 8),
        ("RRM-I031", "stock.csv", 2, "item"),
        ("RRM-I031", "assessment.csv", 2, "site_id"),
    ]


def test_a_faulty_rule_does_not_hide_what_else_is_wrong(tmp_path: Path):
    pack = {
        "wash": "sector: [\n",
        "modality": PACK_FILES["modality.yaml"].replace(
            "agent_reach_km: 100", "agent_reach_km: far"
        ),
    }
    folder = tiny_scenario(
        tmp_path / "tiny", pack=pack, stock=[row("stock", item="nfi_kits")],
        assessment="site_id,group,household_size\nC,idp,5\n",
    )  # fmt: skip
    assert [(code, file) for code, file, _, _ in places(problems_of(folder))] == [
        ("RRM-I005", "wash.yaml"),
        ("RRM-I014", "modality.yaml"),
        ("RRM-I031", "stock.csv"),
        ("RRM-I031", "assessment.csv"),
    ]


def test_a_table_in_another_spelling_of_its_name_is_not_read_in_silence(tmp_path: Path):
    folder = tiny_scenario(tmp_path / "tiny", teams=None)
    (folder / "Teams.CSV").write_text("team_id\n", encoding="utf-8")
    assert places(load_scenario(folder).warnings) == [("RRM-I029", "Teams.CSV", None, None)]
