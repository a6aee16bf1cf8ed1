"""One command leaves a run folder that keeps the published contract."""

import csv
import io
import json

import pytest

from rrm.model.run_files import FILES, TABLES
from tests.e2e.shell import rrm


def test_every_file_is_there_and_no_other(tiny_run):
    assert {path.name for path in tiny_run.iterdir()} == set(FILES)


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_exactly_its_columns(table, tiny_run):
    text = (tiny_run / table).read_bytes().decode("utf-8")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert tuple(header) == TABLES[table]
    assert all(len(row) == len(header) for row in rows)


def test_last_names_the_run(tiny_run):
    assert (tiny_run.parent / "last").read_text(encoding="utf-8").strip() == tiny_run.name


def test_the_run_says_how_good_it_is(tiny_run):
    about = json.loads((tiny_run / "run.json").read_text(encoding="utf-8"))
    assert about["status"] in ("optimal", "feasible")
    assert about["gap"] >= 0
    assert about["verdict"] == "accepted"
    assert [tier["tier"] for tier in about["tiers"]] == [
        "survival_water", "needs_met", "equity", "cost",
    ]  # fmt: skip


def test_the_summary_names_the_files_to_open(tiny, tmp_path):
    done = rrm("run", tiny, "--runs", "runs", cwd=tmp_path)
    assert done.returncode == 0
    folder = next((tmp_path / "runs" / "tiny").glob("2*"))
    assert f"runs/tiny/{folder.name}" in done.stdout
    assert "report.html" in done.stdout
    assert "rrm explain last A" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
