"""`rrm tradeoff` as people type it, and the files that it writes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.dom.minidom import parseString

import pytest

from rrm.cli.layout import columns
from rrm.store.tradeoff_table import COLUMNS
from tests.builders import tiny_scenario
from tests.cli.terminal import rrm
from tests.docs.markdown import REFERENCE, tables_after

ENDINGS = [".svg", ".json", ".csv", ".html"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Kits for a third of those who are due one, four days."""
    stock = [{"depot_id": "D1", "item": "nfi_kit", "quantity": 20}]
    path = tmp_path_factory.mktemp("scenarios") / "tiny"
    return tiny_scenario(path, {"horizon_days": 4}, stock=stock)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_line_is_wider_than_the_terminal(folder: Path, language: str) -> None:
    said = rrm("tradeoff", folder, "--points", 3, "--lang", language)
    assert said.code == 0
    assert max(columns(line) for line in said.lines) <= 80


def test_as_data_points_lead_from_need_met_to_the_worst_off_site(folder: Path) -> None:
    told = json.loads(rrm("tradeoff", folder, "--points", 3, "--json").out)
    points = told["points"]
    assert [one["plan"] for one in points] == list(range(1, len(points) + 1))
    assert len(points) + len(told["left_out"]) == 3
    shares = [one["worst_off"] for one in points]
    needs = [one["need_met"] for one in points]
    assert shares == sorted(shares)
    assert needs == sorted(needs, reverse=True)
    for one in points:
        assert one["need_met"] <= one["need_met_limit"] <= told["need_met_limit"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_scenario_gives_the_same_bytes(folder: Path, tmp_path: Path, ending: str) -> None:
    files = [tmp_path / f"{name}{ending}" for name in ("one", "two")]
    for file in files:
        assert rrm("tradeoff", folder, "--points", 2, "--to", file, "--quiet").out == ""
    assert files[0].read_bytes() == files[1].read_bytes()


def test_files_hold_what_their_names_say(folder: Path, tmp_path: Path) -> None:
    files = {ending: tmp_path / f"curve{ending}" for ending in ENDINGS}
    for file in files.values():
        rrm("tradeoff", folder, "--points", 2, "--to", file, "--quiet")
    parseString(files[".svg"].read_bytes())
    rows = list(csv.DictReader(io.StringIO(files[".csv"].read_text(encoding="utf-8"))))
    told = json.loads(files[".json"].read_text(encoding="utf-8"))
    assert len([row for row in rows if row["plan"]]) == len(told["points"])
    page = files[".html"].read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "http" not in page.replace("http-equiv", "")


def test_a_title_that_is_code_is_shown_as_text(tmp_path: Path) -> None:
    title = {"en": "<script>alert(1)</script>", "fr": "<script>alert(1)</script>"}
    folder = tiny_scenario(tmp_path / "tiny", {"horizon_days": 3, "title": title})
    for ending in (".svg", ".html"):
        file = tmp_path / f"curve{ending}"
        rrm("tradeoff", folder, "--points", 2, "--to", file, "--quiet")
        assert "<script>alert" not in file.read_text(encoding="utf-8")


def test_another_ending_is_refused_before_anything_is_planned(folder: Path, tmp_path: Path) -> None:
    said = rrm("tradeoff", folder, "--to", tmp_path / "curve.pdf")
    assert said.code == 2
    assert ".svg, .json, .csv, .html" in " ".join(said.err.split())


def test_where_no_plan_is_possible_the_answer_is_no(tmp_path: Path) -> None:
    folder = tiny_scenario(tmp_path / "tiny", {"horizon_days": 3, "least_share": 1.0})
    said = rrm("tradeoff", folder, "--points", 2, "--lang", "en")
    assert said.code == 1
    assert "there is no curve" in said.out


def test_every_column_of_the_table_is_explained() -> None:
    assert tables_after(REFERENCE / "tradeoff.md", "The table")[0].names == COLUMNS
