"""A run folder read back whole is the run that it was written from, or is refused in words."""

import csv
import io
import json
from dataclasses import fields, replace

import pytest

from rrm.journey import published_run
from rrm.model.language import Text, msg
from rrm.model.problem import BadInput
from rrm.model.run import Replans
from rrm.model.run_files import TABLES
from rrm.store import read_run, whole_run
from rrm.store.documents import traces_json
from rrm.store.sentences import sentences_json
from rrm.store.tables import run_tables
from tests.store.stored_run import copy_of, forge, run_with_roles, stored_run_folder
from tests.verification.small_run import write_small_run


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    return stored_run_folder(tmp_path_factory.mktemp("runs"))


@pytest.fixture
def copy(good, tmp_path):
    return copy_of(good, tmp_path)


def back(folder):
    return whole_run(read_run(folder))


def refused(folder):
    with pytest.raises(BadInput) as caught:
        back(folder)
    return [(one.code, one.place.file.rpartition("/")[2]) for one in caught.value.problems]


def test_what_is_read_back_writes_the_same_files(good):
    found = back(good)
    for name, text in run_tables(found.run).items():
        assert text == (good / name).read_bytes().decode("utf-8"), name
    assert sentences_json(found) == (good / "sentences.json").read_text(encoding="utf-8")
    written = json.loads((good / "traces.json").read_text(encoding="utf-8"))
    assert traces_json(found.run.needs.traces) == written


def test_it_holds_all_that_the_run_held_but_answers_and_modalities(good):
    run, found = run_with_roles(), back(good).run
    for part in ("scenario", "pack", "files", "warnings"):
        assert getattr(found.loaded, part) == getattr(run.loaded, part)
    assert found.options == run.options
    assert found.entitled.referrals == run.entitled.referrals
    assert found.needs.traces == run.needs.traces
    assert found.plan.deliveries == run.plan.deliveries
    assert found.plan.unmet[0].reason == run.plan.unmet[0].reason
    assert found.plan.warnings == run.plan.warnings
    assert found.alerts == run.alerts
    assert [row.path for row in found.access.rows] == [row.path for row in run.access.rows]
    assert dict(found.timings)["plan"] == 1.5


def test_a_sentence_is_put_into_words_by_its_values_and_not_by_what_was_printed(good):
    [warning] = back(good).run.plan.warnings
    assert warning == msg("Site {site} was assessed {n} days ago", site="B", n=31)


def test_who_acts_on_an_alert_stays_words_of_the_pack(tmp_path):
    run = run_with_roles()
    who = Text.of({"en": "RRM partner", "fr": "partenaire RRM"})
    run = replace(run, alerts=(replace(run.alerts[0], who=who),))
    assert back(write_small_run(tmp_path, run)).run.alerts == run.alerts


def test_a_run_that_takes_over_says_from_which_and_what_that_one_still_had_to_do(tmp_path):
    run = run_with_roles()
    before = "20220417T080000Z-0efb5d16"
    run = replace(run, replans=Replans(before, 2, run.loaded.scenario, run.plan))
    folder = write_small_run(tmp_path, run)
    found = back(folder).run
    assert (found.replans.run_id, found.replans.day) == (before, 2)
    assert found.replans.scenario == run.loaded.scenario
    text = (folder / "in_force.csv").read_bytes().decode("utf-8")
    assert run_tables(found)["in_force.csv"] == text


def test_the_verdict_is_that_of_the_check(good):
    stored = read_run(good)
    found = whole_run(stored).verdict
    told = stored.verification["checks"]
    assert [(one.name, one.count, one.offences) for one in found.checks] == [
        (one["name"], one["count"], one["offences"]) for one in told
    ]
    assert [one.label.text("fr") for one in found.checks] == [one["label"]["fr"] for one in told]


def cells_changed(folder, table, row, column, value):
    lines = list(csv.reader(io.StringIO((folder / table).read_text("utf-8"), newline="")))
    lines[row][TABLES[table].index(column)] = value
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(lines)
    forge(folder, table, text.getvalue())


@pytest.mark.parametrize("column", ["depart", "return"])
@pytest.mark.parametrize(
    "written", ["", "morning", "2022-04-18", "2022-02-30T06:00", "2022-04-18T06:00+01:00", "=A1"]
)
def test_times_of_trips_are_moments(column, written, copy):
    cells_changed(copy, "trips.csv", 1, column, written)
    assert refused(copy) == [("RRM-T015", "trips.csv")]


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("deliveries.csv", "site_id", "nowhere"),
        ("deliveries.csv", "trip_id", "T99"),
        ("deliveries.csv", "item", "gold"),
        ("deliveries.csv", "group", "army"),
        ("deliveries.csv", "day", "999999999"),
        ("transfers.csv", "to_depot", "nowhere"),
        ("trips.csv", "stops", "A > nowhere"),
        ("trips.csv", "stops", ""),
        ("trips.csv", "vehicle_class", "tank"),
        ("cash.csv", "agent_id", "nobody"),
        ("access.csv", "origin", "nowhere"),
        ("demands.csv", "due_day", "-999999999"),
        ("referrals.csv", "site_id", "nowhere"),
        ("needs.csv", "site_id", "*"),
    ],
)
def test_tables_speak_of_what_the_inputs_know(table, column, value, copy):
    cells_changed(copy, table, 1, column, value)
    assert ("RRM-T015", table) in refused(copy)


def test_every_fault_is_told_at_once(copy):
    cells_changed(copy, "trips.csv", 1, "depart", "morning")
    cells_changed(copy, "needs.csv", 1, "people", "many")
    cells_changed(copy, "cash.csv", 1, "agent_id", "nobody")
    forge(copy, "sentences.json", "{}")
    assert set(refused(copy)) == {
        ("RRM-T015", "trips.csv"), ("RRM-T015", "needs.csv"), ("RRM-T015", "cash.csv"),
        ("RRM-T014", "sentences.json"),
    }  # fmt: skip


def without(key):
    return lambda told: {k: v for k, v in told.items() if k != key}


@pytest.mark.parametrize(
    "change",
    [
        *(without(key) for key in ("messages", "tables", "traces", "plan_warnings", "doubts")),
        lambda told: {**told, "messages": told["messages"][:1]},
        lambda told: {**told, "plan_warnings": [10**9]},
        lambda told: {**told, "plan_warnings": [None]},
        lambda told: {**told, "traces": []},
        lambda told: {**told, "checks": told["checks"][1:]},
        lambda told: {**told, "tables": {**told["tables"], "unmet.csv": {"reason": [0]}}},
        lambda told: {**told, "tables": {**told["tables"], "referrals.csv": {"reason": [None]}}},
        lambda told: {**told, "doubts": [{**told["doubts"][0], "row": "one"}]},
        lambda told: [told],
    ],
)
def test_sentences_that_are_not_those_of_the_run_are_refused(change, copy):
    told = json.loads((copy / "sentences.json").read_text(encoding="utf-8"))
    forge(copy, "sentences.json", json.dumps(change(told)))
    assert refused(copy) == [("RRM-T014", "sentences.json")]


def test_a_file_of_depth_without_end_is_refused(copy):
    forge(copy, "sentences.json", "[" * 100_000)
    assert refused(copy) == [("RRM-T014", "sentences.json")]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("options", None), ("options", {}), ("timings", [1]), ("timings", {"score": "long"}),
        ("seed", "0"), ("inputs", [{}]), ("status", "perfect"), ("scenario", "another"),
        ("run_id", "../../etc"), ("replans", {"run_id": 1, "day": 1}), ("engine_version", None),
        ("replans", {"run_id": "20220417T080000Z-0efb5d16", "day": 10**9}),
    ],
)  # fmt: skip
def test_a_run_json_that_tells_something_else_is_refused(key, value, copy):
    about = json.loads((copy / "run.json").read_text(encoding="utf-8"))
    forge(copy, "run.json", json.dumps({**about, key: value}))
    assert ("RRM-T014", "run.json") in refused(copy)


def test_a_verdict_that_its_checks_belie_is_refused(copy):
    told = json.loads((copy / "verification.json").read_text(encoding="utf-8"))
    told["checks"][0]["offences"] = 3
    forge(copy, "verification.json", json.dumps(told))
    assert refused(copy) == [("RRM-T014", "verification.json")]


def test_inputs_of_another_run_are_refused(copy):
    forge(copy, "inputs.json", "{}")
    assert refused(copy)[0] == ("RRM-T014", "inputs.json")


HOSTILE = ("", "-1", "999999999999999", "=cmd|' /C calc'!A0", "A")


@pytest.mark.parametrize("table", sorted(TABLES))
def test_whatever_a_cell_holds_is_published_or_refused_in_words(table, good, tmp_path):
    for column in TABLES[table]:
        for at, value in enumerate(HOSTILE):
            folder = copy_of(good, tmp_path / f"{column}-{at}")
            cells_changed(folder, table, 1, column, value)
            try:
                plan = published_run(read_run(folder))
            except BadInput as caught:
                assert {one.code for one in caught.problems} <= {"RRM-T014", "RRM-T015"}
            else:
                assert {field.name for field in fields(plan)} >= {"waybills", "totals"}
