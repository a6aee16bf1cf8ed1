from __future__ import annotations

from pathlib import Path

import pytest

from rrm.intake import load_scenario
from rrm.model.scenario import Scenario, Tier
from tests.builders import row, tiny_scenario, write_settings, write_table
from tests.intake.problems import line_of, places, problems_of

Rows = list[dict[str, object]]


def child(tmp_path: Path, settings: dict[str, object] | None = None, **tables: Rows | str) -> Path:
    """A scenario `child` beside the tiny one, which it extends."""
    parent = tmp_path / "tiny"
    if not parent.exists():
        tiny_scenario(parent)
    folder = tmp_path / "child"
    write_settings(folder, {"id": "child", "extends": "../tiny", **(settings or {})})
    for name, rows in tables.items():
        write_table(folder, name, rows)
    # The pack lies within the parent; a child finds packs of its own folder or beside the root.
    (folder / "rules").mkdir()
    for file in (parent / "rules" / "tiny").iterdir():
        target = folder / "rules" / "tiny" / file.name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(file.read_bytes())
    return folder


def loaded(folder: Path) -> Scenario:
    return load_scenario(folder).scenario


def test_a_child_takes_what_it_does_not_say_from_its_parent(tmp_path: Path):
    scenario = loaded(child(tmp_path))
    parent = loaded(tmp_path / "tiny")
    assert scenario.settings.id == "child"
    assert scenario.settings.extends == "../tiny"
    assert scenario.settings.budget == parent.settings.budget
    assert scenario.sites == parent.sites


def test_settings_are_overridden_key_by_key(tmp_path: Path):
    scenario = loaded(
        child(tmp_path, {"horizon_days": 5, "budget": {"amount": 7}, "season": "wet"})
    )
    assert (scenario.settings.horizon_days, scenario.settings.season) == (5, "wet")
    assert scenario.settings.budget is not None
    assert (scenario.settings.budget.amount, scenario.settings.budget.currency) == (7, "XOF")


def test_a_setting_can_be_taken_away(tmp_path: Path):
    assert loaded(child(tmp_path, {"budget": "~remove"})).settings.budget is None


def test_a_row_with_the_same_key_replaces_the_inherited_one_and_others_are_added(tmp_path: Path):
    stock = [row("stock", quantity=99), row("stock", item="nfi_kit", depot_id="D1", quantity=99)]
    folder = child(tmp_path, stock=stock[:1], depots=[row("depots", depot_id="D2")])
    scenario = loaded(folder)
    assert [(s.item, s.quantity) for s in scenario.stock] == [("nfi_kit", 99), ("tarpaulin", 100)]
    assert [d.depot_id for d in scenario.depots] == ["D1", "D2"]


def test_another_group_of_a_site_is_another_row(tmp_path: Path):
    scenario = loaded(child(tmp_path, sites=[row("sites", group="host", households=5, people=30)]))
    assert [(s.site_id, s.group) for s in scenario.sites] == [
        ("A", "idp"),
        ("B", "host"),
        ("A", "host"),
    ]


def test_a_row_can_be_removed(tmp_path: Path):
    scenario = loaded(child(tmp_path, stock="depot_id,item,quantity,remove\nD1,nfi_kit,,yes\n"))
    assert [s.item for s in scenario.stock] == ["tarpaulin"]


def test_removing_with_a_key_left_open_removes_all_that_fit(tmp_path: Path):
    folder = child(tmp_path, closures="from,to,remove\nnorth,east,yes\n")
    assert loaded(folder).closures == ()


def test_removing_what_is_not_there_is_a_problem_with_the_nearest_row(tmp_path: Path):
    folder = child(tmp_path, stock="depot_id,item,quantity,remove\nD1,nfi_kits,,yes\n")
    (problem,) = problems_of(folder)
    assert (problem.code, problem.place.file, problem.place.row) == (
        "RRM-I043",
        "child/stock.csv",
        2,
    )
    assert problem.remedy.text() == 'Did you mean "D1 nfi_kit"?'


def test_a_scenario_that_extends_nothing_has_nothing_to_remove(tmp_path: Path):
    folder = tiny_scenario(
        tmp_path / "tiny", stock="depot_id,item,quantity,remove\nD1,nfi_kit,,yes\n"
    )
    assert places(problems_of(folder)) == [("RRM-I043", "stock.csv", 2, None)]


def test_an_assessment_replaces_the_inherited_one_as_a_whole(tmp_path: Path):
    folder = child(tmp_path, assessment=[row("assessment", household_id="new")])
    assert len(load_scenario(folder).assessment) == 1


def test_locks_of_the_settings_and_of_the_table_are_one_list(tmp_path: Path):
    locks = [{"site_id": "A", "item": "nfi_kit", "day": 2, "at_least": 5, "reason": "promised"}]
    folder = tiny_scenario(
        tmp_path / "tiny",
        {"locks": locks},
        locks=[{"site_id": "B", "item": "nfi_kit", "at_most": 9}],
    )
    scenario = loaded(folder)
    assert [(lock.site_id, lock.day) for lock in scenario.locks] == [("B", None), ("A", 2)]
    assert scenario.settings.locks == ()


def test_an_inherited_lock_is_replaced_by_its_key(tmp_path: Path):
    tiny_scenario(
        tmp_path / "tiny",
        {"locks": [{"site_id": "A", "item": "nfi_kit", "at_least": 5}]},
    )
    folder = child(tmp_path, locks=[{"site_id": "A", "item": "nfi_kit", "at_least": 8}])
    assert [lock.at_least for lock in loaded(folder).locks] == [8]


def test_a_wrong_lock_in_the_settings_is_told_by_its_line(tmp_path: Path):
    locks = [
        {"site_id": "A", "item": "nfi_kit", "at_least": 5, "reason": "promised"},
        {"site_id": "C", "itm": "x", "day": 0},
    ]
    folder = tiny_scenario(tmp_path / "tiny", {"locks": locks})
    start = line_of(folder / "scenario.yaml", "site_id: C")
    assert [(p.code, p.place.line) for p in problems_of(folder)] == [
        ("RRM-I012", start),
        ("RRM-I015", start + 2),
        ("RRM-I011", start + 1),
    ]


def test_the_same_lock_in_both_places_is_a_problem(tmp_path: Path):
    lock = {"site_id": "A", "item": "nfi_kit", "at_least": 5, "reason": "promised"}
    folder = tiny_scenario(tmp_path / "tiny", {"locks": [lock]}, locks=[lock])
    assert [p.code for p in problems_of(folder)] == ["RRM-I032"]


def test_a_child_needs_an_id_of_its_own(tmp_path: Path):
    (problem,) = problems_of(child(tmp_path, {"id": None}))
    assert (problem.code, problem.place.file) == ("RRM-I012", "child/scenario.yaml")
    assert problem.found.text() == '"id" is missing'


def test_priorities_may_be_names_alone(tmp_path: Path):
    folder = tiny_scenario(
        tmp_path / "tiny", {"priorities": ["needs_met", {"tier": "cost", "tolerance": 0.1}]}
    )
    assert [(p.tier, p.tolerance) for p in loaded(folder).settings.priorities] == [
        (Tier.NEEDS_MET, 0.0),
        (Tier.COST, 0.1),
    ]


@pytest.mark.parametrize(
    "extends",
    [
        "../../outside",
        "/etc",
        "..",
        "../absent",
        "",
        "x" * 400,
        "../child",
        "../../scenarios/tiny/../../outside",
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(tmp_path: Path, extends: str):
    tiny_scenario(tmp_path / "outside")
    folder = child(tmp_path / "scenarios", {"extends": extends})
    problems = problems_of(folder)
    assert problems[0].code == "RRM-I042"
    assert (problems[0].place.file, problems[0].place.line) == ("child/scenario.yaml", 2)


def test_a_misspelt_parent_gets_the_nearest_name(tmp_path: Path):
    problem = problems_of(child(tmp_path, {"extends": "../tniy"}))[0]
    assert problem.remedy.text() == 'Did you mean "../tiny"?'


def test_a_link_that_leaves_the_folder_of_scenarios_is_refused(tmp_path: Path):
    outside = tiny_scenario(tmp_path / "outside")
    folder = tiny_scenario(tmp_path / "scenarios" / "tiny", stock=None)
    (folder / "stock.csv").symlink_to(outside / "stock.csv")
    (tmp_path / "scenarios" / "linked").symlink_to(outside)
    assert places(problems_of(folder)) == [("RRM-I042", "stock.csv", None, None)]
    other = child(tmp_path / "scenarios", {"extends": "../linked"})
    assert problems_of(other)[0].code == "RRM-I042"


def test_links_in_a_circle_are_refused(tmp_path: Path):
    folder = tiny_scenario(tmp_path / "tiny", stock=None)
    (folder / "stock.csv").symlink_to(folder / "stock.csv")
    assert places(problems_of(folder)) == [("RRM-I042", "stock.csv", None, None)]


def test_a_circle_of_scenarios_is_told_with_its_names(tmp_path: Path):
    folder = child(tmp_path)
    settings = tmp_path / "tiny" / "scenario.yaml"
    settings.write_text(settings.read_text() + "extends: ../child\n")
    problem = problems_of(folder)[0]
    assert (problem.code, problem.place.file) == ("RRM-I042", "tiny/scenario.yaml")
    assert "child > tiny > child" in problem.found.text()


def chain(tmp_path: Path, steps: int) -> Path:
    tiny_scenario(tmp_path / "step-0")
    for step in range(1, steps + 1):
        write_settings(
            tmp_path / f"step-{step}",
            {"id": f"step-{step}", "extends": f"../step-{step - 1}", "rules": "mali"},
        )
    return tmp_path / f"step-{steps}"


def test_ten_scenarios_in_a_row_are_the_most(tmp_path: Path):
    assert all(p.code != "RRM-I042" for p in problems_of(chain(tmp_path / "ten", 10)))
    assert problems_of(chain(tmp_path / "eleven", 11))[0].code == "RRM-I042"


def test_problems_of_parent_and_child_come_together(tmp_path: Path):
    tiny_scenario(tmp_path / "tiny", stock=[row("stock", quantity=-1)])
    folder = child(tmp_path, {"horizon_days": 0}, depots=[row("depots", depot_id="D2", lat=100)])
    assert {(p.code, p.place.file) for p in problems_of(folder)} == {
        ("RRM-I015", "tiny/stock.csv"),
        ("RRM-I015", "child/scenario.yaml"),
        ("RRM-I015", "child/depots.csv"),
    }
