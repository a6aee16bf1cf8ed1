"""`rrm compare` as people type it, and the files that it writes."""

import csv
import hashlib
import io
import json
import shutil
import subprocess
import sys
from xml.dom.minidom import parseString

import pytest

from rrm.cli.layout import columns
from rrm.comparison import compare_runs
from rrm.export import comparison_page, comparison_picture
from rrm.store import comparison_csv
from rrm.store.comparison_table import COLUMNS
from tests.cli.terminal import rrm
from tests.comparison.runs import facts, folder
from tests.docs.markdown import REFERENCE, tables_after
from tests.e2e.shell import surroundings


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_line_is_wider_than_the_terminal(language):
    others = [folder(name) for name in ("stock", "closed", "rule", "one_site", "locked")]
    said = rrm("compare", folder("base"), *others, "--all", "--lang", language)
    assert said.code == 0
    assert said.err == ""
    assert max(columns(line) for line in said.lines) <= 80


def test_a_run_against_itself_says_that_nothing_differs():
    said = rrm("compare", folder("base"), folder("base"))
    assert said.code == 0
    assert said.lines[-2:] == [
        "B AGAINST A",
        "Nothing differs: the same inputs, the same scores, the same plan.",
    ]


def test_as_json_every_difference_is_there():
    told = json.loads(rrm("compare", folder("base"), folder("stock"), "--json").out)
    (difference,) = told["differences"]
    assert [one["letter"] for one in told["runs"]] == ["A", "B"]
    assert not difference["same"]
    (row,) = difference["made_from"]["rows"]
    assert row["cells"] == [{"column": "quantity", "before": 45.0, "after": 20.0}]


@pytest.mark.parametrize("count", [1, 9])
def test_too_few_or_too_many_runs_are_refused(count):
    said = rrm("compare", *[folder("base")] * count)
    assert said.code == 2
    assert "two runs at least" in said.err


def test_every_folder_that_is_no_run_is_told_at_once(tmp_path):
    said = rrm("compare", folder("base"), tmp_path / "a", tmp_path / "b", "--runs", tmp_path)
    assert said.code == 2
    assert said.err.count("RRM-T02") == 2


def rewritten(tmp_path, name, change):
    """A copy of the base run with one file changed, and run.json made to fit it."""
    copy = shutil.copytree(folder("base"), tmp_path / "copy")
    content = change((copy / name).read_text(encoding="utf-8"))
    (copy / name).write_text(content, encoding="utf-8", newline="")
    about = json.loads((copy / "run.json").read_text(encoding="utf-8"))
    for file in about["files"]:
        if file["path"] == name:
            file["sha256"] = hashlib.sha256(content.encode()).hexdigest()
    (copy / "run.json").write_text(json.dumps(about), encoding="utf-8")
    return copy


@pytest.mark.parametrize("cell", ["nan", "1e999", "٣", "9" * 400, "", "=1+1"])
def test_a_cell_that_is_no_number_is_named_by_row_and_column(tmp_path, cell):
    def change(text):
        header, first, *rest = text.split("\n")
        cells = first.split(",")
        cells[header.split(",").index("quantity")] = cell
        return "\n".join([header, ",".join(cells), *rest])

    said = rrm("compare", folder("base"), rewritten(tmp_path, "deliveries.csv", change))
    assert said.code == 2
    assert "RRM-T015" in said.err and "row 2, quantity" in said.err


@pytest.mark.parametrize(
    "content", ["{}", '{"scenario": [], "pack": 3}', '{"scenario": {"settings": {}}, "pack": {}}']
)
def test_inputs_that_are_no_scenario_are_refused(tmp_path, content):
    copy = rewritten(tmp_path, "inputs.json", lambda _: content)
    said = rrm("compare", folder("base"), copy)
    assert said.code == 2
    assert "RRM-T014" in said.err


@pytest.mark.parametrize(
    "change",
    [{"tiers": 3}, {"tiers": [{"tier": 1}]}, {"status": "?"}, {"options": None}, {"inputs": [{}]},
     {"seed": "x"}, {"seed": 10**400}],
)  # fmt: skip
def test_a_run_json_that_says_nonsense_is_refused(tmp_path, change):
    copy = shutil.copytree(folder("base"), tmp_path / "copy")
    about = json.loads((copy / "run.json").read_text(encoding="utf-8"))
    (copy / "run.json").write_text(json.dumps({**about, **change}), encoding="utf-8")
    said = rrm("compare", folder("base"), copy)
    assert said.code == 2
    assert "RRM-T014" in said.err


@pytest.mark.parametrize("ending", ["html", "svg", "csv"])
def test_a_file_is_written_whole(tmp_path, ending):
    file = tmp_path / f"compare.{ending}"
    said = rrm("compare", folder("base"), folder("closed"), "--to", file)
    assert (said.code, said.out) == (0, f"{file} is written.\n")
    assert file.stat().st_size > 500


def test_another_ending_is_refused(tmp_path):
    said = rrm("compare", folder("base"), folder("closed"), "--to", tmp_path / "compare.pdf")
    assert said.code == 2
    assert not (tmp_path / "compare.pdf").exists()


def test_the_table_has_the_columns_told_and_a_row_for_the_row_changed():
    text = comparison_csv(compare_runs([facts("base"), facts("stock")]))
    rows = list(csv.DictReader(io.StringIO(text)))
    told = [row for row in rows if row["part"] == "row"]
    assert [(row["about"], row["figure"], row["before"], row["after"]) for row in told] == [
        ("stock · D1 · nfi_kit", "quantity", "45", "20")
    ]
    assert tables_after(REFERENCE / "compare.md", "The table")[0].names == COLUMNS


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_picture_is_well_formed_and_loads_nothing(language):
    svg = comparison_picture(compare_runs([facts("base"), facts("closed")]), language).decode()
    parseString(svg)
    assert "href" not in svg and "url(" not in svg and "<script" not in svg


def test_a_hostile_name_is_only_text():
    from dataclasses import replace

    base, other = facts("base"), facts("stock")
    name = "<script>alert(1)</script>\u202e"
    sites = tuple(site.model_copy(update={"name": name}) for site in other.scenario.sites)
    hostile = replace(other, scenario=other.scenario.model_copy(update={"sites": sites}))
    comparison = compare_runs([base, hostile])
    for made in (comparison_page(comparison, "en"), comparison_picture(comparison, "en")):
        assert b"<script>alert" not in made
        assert "\u202e" not in made.decode()


def test_the_same_runs_give_the_same_bytes_under_any_hash_seed(tmp_path):
    made = set()
    for seed in ("1", "2"):
        for ending in ("html", "svg", "csv"):
            program = "import sys; from rrm.cli.app import main; sys.argv[0] = 'rrm'; main()"
            file = tmp_path / f"{seed}.{ending}"
            subprocess.run(
                [sys.executable, "-c", program, "compare", str(folder("base")),
                 str(folder("closed")), "--to", str(file), "-q"],
                env={**surroundings(), "PYTHONHASHSEED": seed}, check=True,
            )  # fmt: skip
            made.add((ending, file.read_bytes()))
    assert len(made) == 3
