"""A made-up scenario is as large and as hard as it says, and the same wherever it is written."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

import rrm
from rrm.bench import Generated, Shape, generate, hardness
from rrm.bench.draws import Draws, apportion, exponential
from rrm.bench.due import Due, what_is_due
from rrm.model.problem import BadInput
from rrm.model.run import Loaded

SEEDS = (1, 2, 3)
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "generated-scenarios.md"
KITS = ("food_ration", "hygiene_kit", "nfi_kit", "shelter_kit")


@pytest.fixture(scope="module", params=SEEDS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """Sixty sites, written; and read again with all that they are due."""
    folder = tmp_path_factory.mktemp("generated") / "sixty"
    written = generate(folder, Shape(sites=60, seed=request.param))
    loaded = rrm.load_scenario(folder)
    return folder, written, loaded, what_is_due(loaded)


def _texts(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _same_tables(one: Path, other: Path) -> set[str]:
    texts, others = _texts(one), _texts(other)
    return {name for name in texts if texts[name] == others.get(name)}


# --- hard, as stated ---------------------------------------------------------------------------


def test_it_is_read_without_an_error_or_a_doubt(made: tuple[Path, Generated, Loaded, Due]):
    _, _, loaded, _ = made
    assert [problem.text() for problem in loaded.warnings] == []


def test_it_has_as_many_sites_as_asked_and_people_within_bounds(made):
    _, written, loaded, _ = made
    fewest, median, most = written.hardness.people
    assert len(loaded.scenario.site_ids) == 60
    assert fewest >= 80
    assert most <= 40_000
    assert 600 <= median <= 2_400


def test_stock_is_45_per_cent_of_each_kit_and_another_25_arrive(made):
    _, written, _, _ = made
    for item in KITS:
        assert written.hardness.stock[item] == pytest.approx(0.45, abs=0.01)
        assert written.hardness.arriving[item] == pytest.approx(0.25, abs=0.01)
    assert 0 < written.hardness.uncertain < 0.6


def test_water_is_half_in_yield_and_about_half_in_tankers(made):
    _, written, _, _ = made
    assert written.hardness.water_yield == pytest.approx(0.5, abs=0.01)
    assert 0.3 <= written.hardness.tankers <= 0.75
    assert written.hardness.water_in_reach > written.hardness.water_yield


def test_the_budget_is_half_of_what_everything_would_cost(made):
    _, written, _, _ = made
    assert written.hardness.budget == pytest.approx(0.5, abs=0.01)


def test_a_quarter_of_the_sites_is_shut_off_from_some_class_for_a_time(made):
    _, written, _, _ = made
    assert written.hardness.closed == pytest.approx(0.25, abs=0.03)


def test_all_five_severities_occur_and_none_is_most(made):
    _, written, _, _ = made
    assert min(written.hardness.severities) > 0.02
    assert max(written.hardness.severities) < 0.5


def test_loads_go_from_a_small_part_of_a_truck_to_many(made):
    _, written, _, _ = made
    least, tenth, _, _, most = written.hardness.loads
    assert least < 0.2 and tenth < 0.35
    assert most > 5


def test_every_site_due_goods_can_be_reached_by_somebody(made):
    _, written, _, _ = made
    assert written.hardness.unreached == 0


def test_several_warehouses_have_fleets_that_differ_and_some_are_hired(made):
    _, _, loaded, _ = made
    fleets: dict[str, set[str]] = {}
    for one in loaded.scenario.vehicles:
        fleets.setdefault(one.depot_id, set()).add(one.vehicle_class)
    assert len({frozenset(fleet) for fleet in fleets.values()}) > 1
    assert {"truck_10t", "truck_6x6", "pickup_4x4", "water_tanker"} <= set().union(*fleets.values())


def test_the_bases_nearby_give_the_same_shares_as_the_whole_access_table(made):
    # What the folder itself says, read back and measured over every depot and source.
    _, written, loaded, due = made
    whole = hardness(loaded.scenario, loaded.pack, due)
    assert whole.closed == pytest.approx(written.hardness.closed, abs=0.02)
    assert whole.stock == written.hardness.stock
    assert whole.severities == written.hardness.severities
    assert whole.water_in_reach == pytest.approx(written.hardness.water_in_reach, abs=0.02)
    assert whole.budget == pytest.approx(0.5, abs=0.02)


def test_everything_is_said_to_be_made_up_and_nothing_to_be_reported(made):
    folder, _, loaded, _ = made
    sources = loaded.scenario.settings.sources
    tables = {path.stem for path in folder.glob("*.csv")}
    assert tables <= set(sources)
    assert all(one.made_up and not one.reported for one in sources.values())


def test_a_tighter_shape_gives_a_tighter_scenario(tmp_path):
    tight = generate(tmp_path / "tight", Shape(sites=30, seed=4, stock=0.2, budget=0.25, water=0.3))
    assert tight.hardness.stock["nfi_kit"] == pytest.approx(0.2, abs=0.01)
    assert tight.hardness.budget == pytest.approx(0.25, abs=0.01)
    assert tight.hardness.water_yield == pytest.approx(0.3, abs=0.01)
    told = (tmp_path / "tight" / "README.md").read_text(encoding="utf-8")
    assert "Shape(sites=30, seed=4, stock=0.2, water=0.3, budget=0.25)" in told


def test_the_folder_names_the_command_that_writes_it_again(made):
    folder, _, loaded, _ = made
    seed = loaded.scenario.settings.id.rpartition("-")[2]
    command = f"`rrm bench generate --sites 60 --seed {seed} --days 42`"
    for name in ("README.md", "scenario.yaml"):
        assert command in (folder / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("sites", "days"), [(5, 7), (5, 90), (9, 20), (31, 29)])
def test_the_smallest_and_the_oddest_sizes_can_be_read_too(tmp_path, sites, days):
    generate(tmp_path / "odd", Shape(sites=sites, seed=11, days=days))
    loaded = rrm.load_scenario(tmp_path / "odd")
    assert [problem.text() for problem in loaded.warnings] == []
    assert len(loaded.scenario.site_ids) == sites


@pytest.mark.parametrize("wrong", [{"sites": 4}, {"sites": 5_001}, {"days": 6}, {"days": 91}])
def test_a_size_out_of_bounds_is_refused(wrong):
    with pytest.raises(ValueError, match="to"):
        Shape(**wrong)


def test_the_page_names_every_part_of_the_shape_with_its_default():
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    told = {line.split("|")[1].strip(): line.split("|")[3].strip() for line in lines
            if line.startswith("| `") and not line.startswith("| `--") and line.count("|") == 4}  # fmt: skip
    assert told == {f"`{field.name}`": f"`{_written(field.default)}`" for field in fields(Shape)}


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


# --- the same everywhere -----------------------------------------------------------------------

_WRITE = """
import sys
from pathlib import Path
from rrm.bench import Shape, generate
generate(Path(sys.argv[1]), Shape(sites=12, seed=5, days=14))
"""


def _written_under(folder: Path, **environment: str) -> dict[str, bytes]:
    subprocess.run(
        [sys.executable, "-c", _WRITE, str(folder)], check=True, env=os.environ | environment
    )
    return _texts(folder)


def test_the_bytes_depend_on_no_hash_seed_locale_or_time_zone(tmp_path):
    here = _written_under(tmp_path / "one", PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C")
    there = _written_under(
        tmp_path / "elsewhere", PYTHONHASHSEED="4711", TZ="Pacific/Kiritimati", LC_ALL="fr_FR.UTF-8"
    )
    assert here == there


def test_another_seed_is_another_scenario(tmp_path):
    for seed in (1, 2):
        generate(tmp_path / str(seed), Shape(sites=10, seed=seed))
    assert not _same_tables(tmp_path / "1", tmp_path / "2")


def test_each_table_is_drawn_from_a_stream_of_its_own(tmp_path):
    shape = Shape(sites=40, seed=6)
    generate(tmp_path / "one", shape)
    generate(tmp_path / "other", replace(shape, closed=0.1))
    same = _same_tables(tmp_path / "one", tmp_path / "other")
    assert "closures.csv" not in same
    assert {"sites.csv", "alerts.csv", "assessment.csv", "locations.csv", "routes.csv"} <= same


def test_a_stream_begins_with_the_same_numbers_on_every_machine():
    # Philox 4x64-10 with the key of SHA-256("7/towns"): changes only if all scenarios do.
    assert Draws(7, "towns").shares(2).tolist() == [
        0.6617040126373329,
        0.7807015111383048,
    ]


def test_a_stream_drawn_in_parts_goes_on_where_it_stopped():
    parts = Draws(3, "x")
    assert [*parts.shares(3), *parts.shares(2)] == Draws(3, "x").shares(5).tolist()


def test_a_total_is_spread_without_losing_a_unit():
    assert apportion(10, [1.0, 1.0, 1.0]) == [4, 3, 3]
    assert sum(apportion(99_991, [0.1, 7.3, 2.22, 0.0])) == 99_991


def test_powers_of_e_are_rounded_alike_everywhere():
    assert exponential(1.0) == 2.718281828459045


# --- written once ------------------------------------------------------------------------------


def test_a_folder_that_holds_anything_is_left_alone(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        generate(tmp_path / "mine", Shape(sites=5))
    assert [problem.code for problem in refused.value.problems] == ["RRM-I045"]
    assert _texts(tmp_path / "mine") == {"notes.txt": b"mine"}


def test_nothing_but_the_folder_is_left_behind(tmp_path):
    generate(tmp_path / "new" / "made", Shape(sites=5))
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["made"]


@pytest.mark.slow
def test_a_small_one_is_planned_and_the_check_accepts_the_plan(tmp_path):
    generate(tmp_path / "tiny", Shape(sites=8, seed=1, days=10))
    checked = rrm.plan(rrm.load_scenario(tmp_path / "tiny"))
    assert checked.verdict.accepted
    assert checked.run.plan.deliveries and checked.run.plan.unmet
