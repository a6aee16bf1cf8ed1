"""Totals are those of the run folder, to the unit."""

from dataclasses import replace

import pytest

from rrm import load_scenario, plan
from rrm.export import published_plan, stamp_of
from rrm.journey import run_scenario
from rrm.model.run import CheckedRun
from rrm.model.run_files import TABLES
from rrm.model.verdict import Verdict
from tests.builders import PACK_FILES, row, tiny_scenario
from tests.e2e.shell import ROOT
from tests.export.published.agreement import disagreements, tables_of
from tests.verification.small_run import small_run, write_small_run

RUN = "20220418T080000Z-0efb5d16"


def of_run(run):
    return published_plan(CheckedRun(run, Verdict(())))


def test_the_small_run(tmp_path):
    run = small_run()
    assert disagreements(of_run(run), tables_of(write_small_run(tmp_path, run))) == []


def test_a_total_that_is_off_by_one_unit_is_found(tmp_path):
    run = small_run()
    folder = write_small_run(tmp_path, run)
    first = run.plan.deliveries[0]
    one_more = (replace(first, quantity=first.quantity + 1), *run.plan.deliveries[1:])
    other = replace(run, plan=replace(run.plan, deliveries=one_more))
    assert [line.split(":")[0] for line in disagreements(of_run(other), tables_of(folder))] == [
        "nfi_kit handed over", "nfi_kit delivered", "kg",
    ]  # fmt: skip


SMALL_CASES = {
    "as it is": {},
    "nothing in stock": {"stock": [], "pipeline": []},
    "no vehicle": {"vehicles": []},
    "nobody to be paid": {"cash_agents": []},
    "goods by the gram": {
        "pack": {"catalogue": PACK_FILES["catalogue.yaml"].replace(
            "    kind: goods\n    unit: kit\n", "    kind: goods\n    unit: kit\n    whole: false\n"
        )},
        "stock": [row("stock", quantity=45.12345)],
    },
    "two warehouses": {
        "depots": [row("depots"), {"depot_id": "D2", "name": "East depot", "lat": 15.36, "lon": 0.18, "node": "east"}],
        "stock": [row("stock", quantity=20), row("stock", depot_id="D2", quantity=30)],
    },
}  # fmt: skip


@pytest.mark.parametrize("case", SMALL_CASES)
def test_small_cases(case, tmp_path):
    folder = tiny_scenario(tmp_path / "tiny", **SMALL_CASES[case])
    checked, run_folder = run_scenario(load_scenario(folder), tmp_path / "runs")
    published = published_plan(checked, stamp_of(checked, run_folder.name, "1"))
    assert set(TABLES) <= set(tables_of(run_folder))
    assert disagreements(published, tables_of(run_folder)) == []
    assert all(line.closing >= 0 for line in published.stock)


@pytest.mark.slow
@pytest.mark.parametrize(
    "scenario", sorted(path.parent.name for path in ROOT.glob("scenarios/*/scenario.yaml"))
)
def test_every_shipped_scenario(scenario, tmp_path):
    checked, folder = run_scenario(load_scenario(ROOT / "scenarios" / scenario), tmp_path)
    published = published_plan(checked, stamp_of(checked, folder.name, "1"))
    assert disagreements(published, tables_of(folder)) == []
    assert all(line.closing >= 0 for line in published.stock)


def test_a_scenario_without_a_plan_is_published_as_one_without_loads(tmp_path):
    settings = {"least_share": 1.0, "locks": [{"site_id": "A", "item": "nfi_kit", "at_least": 60, "reason": "promised"}]}  # fmt: skip
    folder = tiny_scenario(tmp_path / "tiny", settings, stock=[], pipeline=[])
    checked = plan(load_scenario(folder))
    assert not checked.has_plan
    published = published_plan(checked, stamp_of(checked, RUN, "1"))
    assert (published.totals.trips, published.waybills, published.distributions) == (0, (), ())
    assert published.totals.people == 600
    assert not published.stamp.is_accepted
