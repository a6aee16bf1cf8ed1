"""`rrm replan`: the past stays, the rest is planned and checked again."""

import csv
import hashlib
import json
import shutil

import pytest

import rrm as rrm_package
from rrm.cli.layout import columns
from rrm.cli.replan_lines import _who
from rrm.model.scenario import Group
from rrm.replanning import PlanChange
from rrm.store import course_of, find_run, read_run, stored_plan, taken_over
from tests.builders import row, tiny_scenario
from tests.cli.terminal import rrm


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    """The tiny scenario with a run of it."""
    home = tmp_path_factory.mktemp("replan")
    scenario = tiny_scenario(home / "tiny")
    assert rrm("run", scenario, "--runs", home / "runs", "--quiet").code == 0
    return home


@pytest.fixture
def home(planned, tmp_path):
    """The same, to be changed."""
    return shutil.copytree(planned, tmp_path / "home")


def template(home, run="last"):
    file = home / "template.csv"
    assert rrm("receive", run, "--runs", home / "runs", "--template", file).code == 0
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return path


def kits_of_day_one(home):
    return [
        line for line in template(home)
        if line["item"] == "nfi_kit" and line["waybill"] and int(line["day"]) < 3
    ]  # fmt: skip


def replanned(home, *arguments):
    said = rrm("replan", *arguments, "--runs", home / "runs", "--json")
    assert said.code == 0, said.err + said.out
    return json.loads(said.out)


def test_with_nothing_told_the_plan_goes_on_as_it_was(home):
    told = replanned(home, "last", "--day", 3)
    assert told["verdict"] == "accepted"
    assert told["promised"] > 0
    assert told["kept"] == told["promised"]


def test_nothing_of_the_new_plan_leaves_before_the_day(home):
    told = replanned(home, "last", "--day", 4)
    plan = stored_plan(read_run(find_run("last", home / "runs")))
    assert told["run"].endswith(read_run(find_run("last", home / "runs")).run_id)
    assert min(trip.day for trip in plan.trips) >= 4
    assert all(payment.day >= 4 for payment in plan.payments)


def test_what_was_lost_is_planned_again(home):
    lines = kits_of_day_one(home)
    assert lines
    lost = 3
    lines[0] |= {
        "received": str(int(lines[0]["loaded"]) - lost),
        "lost": str(lost),
        "received_on": "2022-04-19",
    }
    file = write(home / "r.csv", lines[:1])
    run = find_run("last", home / "runs")
    calm = {(d["site_id"], d["item"]): d["lacking"] for d in _demands(home, run, "--day", 3)}
    told = {
        (d["site_id"], d["item"]): d["lacking"]
        for d in _demands(home, run, "--day", 3, "--receipts", file)
    }
    key = (lines[0]["site_id"], "nfi_kit")
    assert told[key] == calm[key] + lost


def _demands(home, run, *arguments):
    return replanned(home, run, *arguments)["demands"]


def test_the_run_taken_over_from_stays_as_it_was(home):
    before = find_run("last", home / "runs")

    def digests():
        files = [path for path in before.iterdir() if path.is_file()]
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    old = digests()
    replanned(home, "last", "--day", 3)
    assert digests() == old


def test_what_is_taken_over_is_written_as_it_stood(home):
    before = find_run("last", home / "runs")
    replanned(home, "last", "--day", 3)
    after = find_run("last", home / "runs")
    for name in ("needs.csv", "needs_together.csv", "traces.json", "referrals.csv", "alerts.csv"):
        assert (after / name).read_bytes() == (before / name).read_bytes(), name
    assert read_run(after).about["replans"] == {"run_id": before.name, "day": 3}
    assert taken_over(read_run(after)) == taken_over(read_run(before))


def test_plans_follow_one_another_and_late_receipts_of_the_first_still_count(home):
    first = find_run("last", home / "runs")
    lines = kits_of_day_one(home)
    replanned(home, "last", "--day", 3)
    second = read_run(find_run("last", home / "runs"))
    assert [leg.from_day for leg in course_of(second).legs] == [1, 3]
    lines[0] |= {"received": "0", "lost": lines[0]["loaded"], "received_on": "2022-04-19"}
    file = write(home / "r.csv", lines[:1])
    assert rrm("receive", first, file, "--runs", home / "runs").code == 0
    told = replanned(home, second.folder, "--day", 6)
    [kits] = [
        one for one in told["demands"]
        if (one["site_id"], one["item"]) == (lines[0]["site_id"], "nfi_kit")
    ]  # fmt: skip
    brought = kits["received"] + kits["assumed"] + kits["on_the_way"]
    assert kits["due"] - brought == kits["lacking"] > 0
    assert [leg.from_day for leg in course_of(read_run(find_run("last", home / "runs"))).legs] == [
        1, 3, 6,
    ]  # fmt: skip


def test_a_plan_is_not_made_again_from_a_day_that_an_earlier_one_holds(home):
    replanned(home, "last", "--day", 4)
    for day in (3, 11):
        said = rrm("replan", "last", "--day", day, "--runs", home / "runs")
        assert said.code == 2
        assert "from 4 to 10" in said.err


def test_a_run_without_the_one_before_it_is_told(home):
    before = find_run("last", home / "runs")
    replanned(home, "last", "--day", 4)
    shutil.rmtree(before)
    said = rrm("replan", "last", "--day", 5, "--runs", home / "runs")
    assert said.code == 2
    assert "RRM-T033" in said.err


def test_what_is_known_now_of_roads_counts(home):
    far = [row("closures"), {**row("closures"), "from": "town", "to": "north", "classes": None}]
    closed = [{k: v for k, v in one.items() if v is not None} for one in far]
    closed[1] |= {"start": "2022-04-20", "end": "2022-05-20"}
    now = tiny_scenario(home / "now", closures=closed)
    told = replanned(home, "last", "--day", 3, "--scenario", now)
    assert told["verdict"] == "accepted"
    assert told["trips"] == 0
    assert told["kept"] < told["promised"]


def test_a_scenario_of_another_start_is_refused(home):
    now = tiny_scenario(home / "now", settings={"start": "2022-04-19"})
    said = rrm("replan", "last", "--day", 3, "--scenario", now, "--runs", home / "runs")
    assert said.code == 2
    assert "RRM-T034" in said.err


def test_locks_of_the_whole_response_are_kept(home):
    locks = [{"site_id": "A", "item": "nfi_kit", "never": "yes", "reason": "a test"}]
    file = write(home / "locks.csv", locks)
    told = replanned(home, "last", "--day", 3, "--locks", file)
    kept = read_run(find_run("last", home / "runs"))
    plan = stored_plan(kept)
    assert told["verdict"] == "accepted"
    assert not [d for d in plan.deliveries if (d.site_id, d.item) == ("A", "nfi_kit")]


@pytest.mark.parametrize(
    ("lock", "code"),
    [
        ({"site_id": "Z", "item": "nfi_kit", "at_least": "1"}, "RRM-I031"),
        ({"site_id": "A", "item": "soap", "at_least": "1"}, "RRM-I031"),
        ({"site_id": "A", "item": "nfi_kit", "at_least": "5", "at_most": "4"}, "RRM-I033"),
        ({"site_id": "A", "item": "nfi_kit", "at_least": "many"}, "RRM-I014"),
    ],
)
def test_locks_that_cannot_be_are_refused(home, lock, code):
    file = write(home / "locks.csv", [{**lock, "reason": "a test"}])
    said = rrm("replan", "last", "--day", 3, "--locks", file, "--runs", home / "runs")
    assert said.code == 2
    assert code in said.err


def test_the_summary_fits_80_columns_in_both_languages(home):
    for language in ("en", "fr"):
        said = rrm("replan", "last", "--day", 3, "--runs", home / "runs", "--lang", language)
        assert said.code == 0
        path_lines = [line for line in said.lines if str(home) not in line]
        assert max(map(columns, path_lines)) <= 80


def test_bad_receipts_stop_it_and_nothing_is_written(home):
    file = home / "r.csv"
    file.write_text("waybill,received\nnone,1\n", encoding="utf-8")
    runs = sorted((home / "runs" / "tiny").iterdir())
    said = rrm("replan", "last", "--day", 3, "--receipts", file, "--runs", home / "runs")
    assert said.code == 2
    assert sorted((home / "runs" / "tiny").iterdir()) == runs


def test_the_hand_overs_in_force_are_kept_in_the_folder_and_counted(home):
    told = replanned(home, "last", "--day", 3)
    assert told["changes"] == []
    stored = read_run(find_run("last", home / "runs"))
    assert len(stored.tables["in_force.csv"]) == told["promised"]
    assert {row["day"] for row in stored.tables["in_force.csv"]} >= {"3"}
    tiers = {tier["tier"]: tier["value"] for tier in stored.about["tiers"]}
    assert tiers["stability"] == 0


def test_with_nothing_changed_the_rest_of_the_plan_is_the_same_to_the_last_trip(home):
    before = stored_plan(read_run(find_run("last", home / "runs")))
    replanned(home, "last", "--day", 3)
    after = stored_plan(read_run(find_run("last", home / "runs")))

    def trips(plan):
        return [
            (t.day, t.vehicle_class, t.stops, t.depart, t.cost) for t in plan.trips if t.day > 2
        ]

    assert trips(after) == trips(before)
    paid = [one for one in before.payments if one.day > 2]
    assert list(after.payments) == paid
    replanned(home, "last", "--day", 4)
    last = stored_plan(read_run(find_run("last", home / "runs")))
    assert list(last.payments) == [one for one in paid if one.day > 3]


def test_a_limit_on_changes_is_kept_or_the_answer_is_no(home):
    changed = home / "tiny"
    settings = changed / "scenario.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "most_changes: 0\n", "utf-8")
    told = replanned(home, "last", "--day", 3, "--scenario", changed)
    assert told["changes"] == []
    assert told["most_changes"] == 0
    assert told["verdict"] == "accepted"


def test_a_change_names_the_group_where_several_live_at_the_site(tmp_path):
    scenario = rrm_package.load_scenario(tiny_scenario(tmp_path / "tiny")).scenario
    alone, host = scenario.sites[0], {"group": Group.HOST}
    both = scenario.model_copy(update={"sites": (alone, alone.model_copy(update=host))})
    change = PlanChange(3, alone.site_id, "host", "nfi_kit", 60.0, 0.0)
    assert _who(both, change).text() == f"{alone.name} (hosts)"
    only = scenario.model_copy(update={"sites": (alone,)})
    assert _who(only, change).text() == alone.name


def test_what_is_delivered_is_told_from_the_day_on(home):
    said = rrm("replan", "last", "--day", 3, "--runs", home / "runs")
    assert "DELIVERED FROM DAY 3 ON, OF WHAT IS STILL DUE; BY THE END OF" in said.out
