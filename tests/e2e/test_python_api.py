"""The verbs of the command line as functions, for a notebook."""

import subprocess
import sys

import pytest

import rrm
from tests.e2e.shell import surroundings

HEAVY = (
    "numpy",
    "pulp",
    "highspy",
    "networkx",
    "pydantic",
    "babel",
    "jinja2",
    "xlsxwriter",
    "typer",
)


def test_importing_rrm_imports_nothing_heavy():
    program = f"import rrm, sys; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], env=surroundings(),
                          capture_output=True, text=True, check=True)  # fmt: skip
    assert done.stdout.strip() == "[]"


def test_the_journey_is_six_lines_of_calls(tiny, tmp_path):
    loaded = rrm.load_scenario(tiny)
    needs = rrm.score(loaded)
    checked = rrm.plan(loaded)
    report, workbook = rrm.export(checked, tmp_path / "out")
    again, folder = rrm.run_scenario(loaded, tmp_path / "runs")
    verdict = rrm.verify(folder)

    assert needs.score("A", "idp").severity >= 3
    assert checked.verdict.accepted
    assert again.run.plan == checked.run.plan
    assert verdict.accepted
    assert (report.name, workbook.name) == ("report.html", "plan.xlsx")
    assert report.read_bytes() == (folder / "report.html").read_bytes()
    assert rrm.read_run(rrm.find_run("last", tmp_path / "runs")).folder == folder


def test_a_scenario_that_comes_along_is_known_by_its_name():
    assert rrm.load_scenario("menaka-2022").scenario.settings.id == "menaka-2022"


def test_planning_writes_nothing(tiny, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rrm.plan(rrm.load_scenario(tiny))
    assert list(tmp_path.iterdir()) == []


def test_a_bad_scenario_raises_all_its_problems(tmp_path):
    with pytest.raises(rrm.BadInput) as refused:
        rrm.load_scenario(tmp_path / "nowhere")
    assert refused.value.problems[0].code == "RRM-I001"


def test_only_the_formats_asked_for_are_written(tiny, tmp_path):
    checked = rrm.plan(rrm.load_scenario(tiny))
    assert rrm.export(checked, tmp_path, formats=("xlsx",)) == (tmp_path / "plan.xlsx",)
    assert [path.name for path in tmp_path.iterdir()] == ["plan.xlsx"]


def test_a_format_that_there_is_not_is_refused_before_anything_is_written(tiny, tmp_path):
    checked = rrm.plan(rrm.load_scenario(tiny))
    with pytest.raises(ValueError, match="no such format: docx; there are html, xlsx"):
        rrm.export(checked, tmp_path / "out", formats=("html", "docx"))
    assert not (tmp_path / "out").exists()


def test_export_is_still_the_package():
    from rrm.export import plan_workbook, report_html

    assert rrm.export.report_html is report_html
    assert rrm.export.plan_workbook is plan_workbook


def test_a_name_that_there_is_not_is_told_as_python_does():
    with pytest.raises(AttributeError, match="has no attribute 'plann'"):
        rrm.plann  # noqa: B018
