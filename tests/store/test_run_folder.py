"""A run folder appears whole or not at all, with the files and columns of the contract."""

from __future__ import annotations

import csv
import json
import os
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from rrm.model.language import msg
from rrm.model.problem import BadInput
from rrm.model.run_files import FILES, FORMAT_VERSION, TABLES
from rrm.model.verdict import Verdict
from rrm.store import draft_run
from rrm.store.leftovers import partial_name
from tests.verification.small_run import fill_draft, small_run, write_small_run

GOOD = Verdict(())


def published(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "small").iterdir() if path.name != "last")


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def about(folder: Path) -> dict[str, object]:
    return json.loads((folder / "run.json").read_text(encoding="utf-8"))


def test_a_published_run_has_every_file_of_the_contract_and_no_other(tmp_path: Path) -> None:
    folder = write_small_run(tmp_path)
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)


@pytest.mark.parametrize("table", sorted(TABLES))
def test_tables_have_exactly_the_columns_of_the_contract(table: str, tmp_path: Path) -> None:
    text = (write_small_run(tmp_path) / table).read_bytes().decode("utf-8")
    assert text.split("\n", 1)[0] == ",".join(TABLES[table])
    assert "\r" not in text
    assert text.endswith("\n")


def test_the_folder_is_named_for_its_start_in_utc_and_its_inputs(tmp_path: Path) -> None:
    noon_in_bamako = datetime(2022, 4, 18, 12, 30, 5, tzinfo=timezone(timedelta(hours=2)))
    folder = write_small_run(tmp_path, started_at=noon_in_bamako)
    assert folder.parent == tmp_path / "small"
    assert folder.name.startswith("20220418T103005Z-")
    assert len(folder.name) == len("20220418T103005Z-") + 8
    assert (tmp_path / "small" / "last").read_text(encoding="utf-8") == f"{folder.name}\n"


def test_other_inputs_or_options_give_another_mark(tmp_path: Path) -> None:
    run = small_run()
    other_files = replace(run.loaded, files=(replace(run.loaded.files[0], sha256="cd" * 32),))
    names = {
        write_small_run(tmp_path, changed).name
        for changed in (
            run,
            replace(run, loaded=other_files),
            replace(run, options=replace(run.options, seed=1)),
            replace(run, options=replace(run.options, gap=0.5)),
        )
    }
    assert len(names) == 4


def test_runs_of_the_same_second_and_inputs_stand_side_by_side(tmp_path: Path) -> None:
    first, second, third = (write_small_run(tmp_path) for _ in range(3))
    assert second.name == f"{first.name}-2"
    assert third.name == f"{first.name}-3"
    assert about(first)["run_id"] == first.name
    assert about(second)["run_id"] == second.name
    assert (tmp_path / "small" / "last").read_text(encoding="utf-8").strip() == third.name


def test_nothing_appears_while_a_run_is_being_written(tmp_path: Path) -> None:
    earlier = write_small_run(tmp_path)
    run = small_run()
    with draft_run(run, tmp_path) as draft:
        draft.write_tables()
        fill_draft(draft, GOOD)
        visible = [name for name in published(tmp_path) if not name.startswith(".")]
        assert visible == [earlier.name]


def test_a_failure_before_publishing_leaves_earlier_runs_as_they_were(tmp_path: Path) -> None:
    earlier = write_small_run(tmp_path)
    with pytest.raises(ZeroDivisionError), draft_run(small_run(), tmp_path) as draft:
        draft.write_tables()
        raise ZeroDivisionError
    assert published(tmp_path) == [earlier.name]
    assert (tmp_path / "small" / "last").read_text(encoding="utf-8").strip() == earlier.name


def test_a_draft_that_nobody_publishes_leaves_nothing(tmp_path: Path) -> None:
    with draft_run(small_run(), tmp_path) as draft:
        draft.write_tables()
    assert published(tmp_path) == []


def test_a_run_without_all_its_files_is_not_published(tmp_path: Path) -> None:
    with draft_run(small_run(), tmp_path) as draft:
        draft.write_tables()
        with pytest.raises(FileNotFoundError, match=r"report\.html"):
            draft.publish(GOOD)
    assert published(tmp_path) == []


@pytest.mark.parametrize("name", ["../evil", "notes.txt", "/etc/passwd", "", "a/b"])
def test_only_files_of_the_contract_are_taken(name: str, tmp_path: Path) -> None:
    with draft_run(small_run(), tmp_path) as draft, pytest.raises(ValueError, match="no file"):
        draft.add(name, b"x")


def test_no_file_is_written_twice(tmp_path: Path) -> None:
    with draft_run(small_run(), tmp_path) as draft:
        draft.add("report.html", "one")
        with pytest.raises(FileExistsError):
            draft.add("report.html", "two")


def test_a_folder_that_cannot_be_written_is_a_problem_of_the_input(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("a file, not a folder", encoding="utf-8")
    with (
        pytest.raises(BadInput, match="RRM-T001"),
        draft_run(small_run(), tmp_path / "runs"),
    ):
        pass


def test_leftovers_of_dead_processes_and_old_ones_are_swept(tmp_path: Path) -> None:
    home = tmp_path / "small"
    mine = home / partial_name()
    dead = home / mine.name.replace(f"-{os.getpid()}-", "-4194999-")
    old = home / f"{mine.name[:-8]}{'0' * 8}"
    elsewhere = home / f".partial-00000000-{os.getpid()}-{'1' * 8}"
    unknown = home / ".partial-notes"
    for folder in (mine, dead, old, elsewhere, unknown):
        folder.mkdir(parents=True)
        (folder / "needs.csv").write_text("x", encoding="utf-8")
    two_days_ago = time.time() - 2 * 24 * 3600
    os.utime(old, (two_days_ago, two_days_ago))
    write_small_run(tmp_path)
    assert mine.exists()
    assert not dead.exists()
    assert not old.exists()
    assert elsewhere.exists()
    assert unknown.exists()


def test_a_leftover_that_is_a_link_is_never_followed(tmp_path: Path) -> None:
    home, precious = tmp_path / "small", tmp_path / "precious"
    home.mkdir()
    precious.mkdir()
    (precious / "data").write_text("x", encoding="utf-8")
    link = home / partial_name().replace(f"-{os.getpid()}-", "-4194999-")
    link.symlink_to(precious)
    write_small_run(tmp_path)
    assert (precious / "data").exists()
    assert not link.exists()


def test_run_json_says_what_the_run_was_made_from_and_how(tmp_path: Path) -> None:
    started = datetime(2022, 4, 18, 8, 15, tzinfo=UTC)
    folder = write_small_run(tmp_path, started_at=started)
    found = about(folder)
    assert list(found) == [
        "format_version", "run_id", "scenario", "title", "time_of_data", "inputs", "pack",
        "engine_version", "seed", "options", "replans", "status", "gap", "bound", "stopped",
        "no_plan", "tiers",
        "verdict", "warnings", "files", "started_at", "timings",
    ]  # fmt: skip
    assert found["format_version"] == FORMAT_VERSION
    assert found["scenario"] == "small"
    assert found["title"] == {"en": "Small scenario", "fr": "Petit scénario"}
    assert found["time_of_data"] == "2022-04-18"
    assert found["inputs"] == [{"path": "small/scenario.yaml", "sha256": "ab" * 32}]
    assert found["pack"] == {
        "id": "tiny",
        "version": "1.0.0",
        "lineage": [{"id": "root", "version": "1.0.0"}, {"id": "tiny", "version": "1.0.0"}],
    }
    assert found["verdict"] == "accepted"
    assert found["started_at"] == "2022-04-18T08:15:00+00:00"
    assert found["timings"] == {"score": 0.25, "plan": 1.5, "verify": 0.125}
    assert found["warnings"][1] == {
        "en": "Site B was assessed 31 days ago",
        "fr": msg("Site {site} was assessed {n} days ago", site="B", n=31).text("fr"),
    }


def test_figures_without_an_end_are_null_in_run_json(tmp_path: Path) -> None:
    run = small_run()
    run = replace(run, plan=replace(run.plan, bound=float("inf"), gap=float("nan")))
    found = about(write_small_run(tmp_path, run))
    assert (found["bound"], found["gap"]) == (None, None)


def test_cells_say_what_the_run_says(tmp_path: Path) -> None:
    folder = write_small_run(tmp_path)
    kits = rows(folder, "demands.csv")[1]
    assert kits["site_id"] == "A"
    assert (kits["item"], kits["unit"], kits["quantity"]) == ("nfi_kit", "kit", "60")
    assert kits["reason"] == "Severity 5 in wash"
    closed = next(row for row in rows(folder, "access.csv") if row["open"] == "no")
    assert (closed["site_id"], closed["hours"], closed["path"]) == ("B", "0", "")
    assert (closed["reason"], closed["reason_code"]) == ("closed: fighting", "closed")
    way = rows(folder, "access.csv")[3]
    assert (way["path"], way["path_back"]) == ("town > north > east", "east > north > town")
    assert way["reason"] == way["reason_fr"] == ""
    trip = rows(folder, "trips.csv")[5]
    assert (trip["stops"], trip["return"]) == ("W1 > A", "2022-04-18T10:09")
    referral = rows(folder, "referrals.csv")[0]
    assert (referral["due_on"], referral["urgency"]) == ("2022-05-18", "2")


def test_a_reason_that_looks_like_a_formula_is_disarmed(tmp_path: Path) -> None:
    unmet = rows(write_small_run(tmp_path), "unmet.csv")[2]
    assert unmet["reason"] == "'=the agent ran dry"


def test_traces_hold_the_rules_that_fired_in_both_languages(tmp_path: Path) -> None:
    folder = write_small_run(tmp_path)
    (trace,) = json.loads((folder / "traces.json").read_text(encoding="utf-8"))
    assert list(trace) == [
        "site_id", "group", "sector", "severity", "sentence", "rules", "smallest_change",
    ]  # fmt: skip
    (rule,) = trace["rules"]
    assert list(rule) == [
        "rule", "sentence", "severity", "line", "share_reaching", "needed", "households",
        "shares", "source", "status",
    ]  # fmt: skip
    assert rule["sentence"] == {"en": "0.62 of 48 households", "fr": rule["sentence"]["fr"]}
    assert rule["shares"] == [0.1, 0.1, 0.1, 0.075, 0.625]


def test_inputs_keep_the_order_in_which_a_severity_is_read(tmp_path: Path) -> None:
    folder = write_small_run(tmp_path)
    inputs = json.loads((folder / "inputs.json").read_text(encoding="utf-8"))
    indicator = inputs["pack"]["sectors"]["wash"]["indicators"]["water_per_person"]
    assert list(indicator["severity"]) == ["5", "3", "1"]
    assert set(inputs) == {"scenario", "pack"}
    assert inputs["scenario"]["routes"][0]["from"] == "rear"
