"""The log of a run: what is said to be entered is on disk, whole, and stays there."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rrm.model.approval import Approval
from rrm.model.problem import BadInput
from rrm.store import Act, Made, approve_run, open_audit, read_audit, read_run
from tests.store.stored_run import copy_of, forge, stored_run_folder
from tests.verification.small_run import small_plan, write_small_run

REPO = Path(__file__).parents[2]
AT = datetime(2022, 4, 18, 9, tzinfo=UTC)
APPROVE_FOR_EVER = """
import sys
from pathlib import Path
from rrm.store import approve_run, read_run
stored = read_run(Path(sys.argv[1]))
for n in range(10_000):
    said = approve_run(stored, "coordinator", withdraw=n % 2 == 1)
    print(said.entry.sha256, flush=True)
"""


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    return stored_run_folder(tmp_path_factory.mktemp("runs"))


@pytest.fixture
def folder(good, tmp_path):
    return copy_of(good, tmp_path)


def approve(folder, by="coordinator", note="", **how):
    return approve_run(read_run(folder), by, note, at=AT, **how)


def refused(act):
    with pytest.raises(BadInput) as caught:
        act()
    return [problem.code for problem in caught.value.problems]


def log_of(folder):
    return read_audit(folder, read_run(folder).run_id)


def test_an_approval_reads_back_with_the_role_the_day_and_its_entry(folder):
    said = approve(folder, note="as agreed on Monday")
    stored = read_run(folder)
    [entry] = log_of(folder).entries
    assert (entry.act, entry.role, entry.note) == (
        Act.APPROVED,
        "coordinator",
        "as agreed on Monday",
    )
    assert said.approval == log_of(folder).approval(stored.run_sha256)
    assert said.approval == Approval(
        "coordinator", date(2022, 4, 18), stored.run_sha256, 1, entry.sha256
    )


@pytest.mark.parametrize("typed", ["MEAL", "meal ", "Monitoring  officer", "chargé de suivi"])
def test_a_role_is_known_by_its_code_and_by_its_words_in_any_language(typed, folder):
    assert approve(folder, typed).entry.role == "meal"


def test_a_name_is_no_role_and_nothing_is_entered(folder):
    assert refused(lambda: approve(folder, "Aminata")) == ["RRM-X030"]
    assert not (folder / "audit").exists()


def test_a_pack_that_names_no_roles_has_nobody_to_approve(tmp_path):
    assert refused(lambda: approve(write_small_run(tmp_path))) == ["RRM-X030"]


@pytest.mark.parametrize(
    "note", ["call 70 12 34 56", "+223-70123456", "write to a@b.ml", "x" * 201, "0022370123456"]
)
def test_a_note_holds_no_telephone_and_no_address(note, folder):
    with pytest.raises(BadInput) as caught:
        approve(folder, note=note)
    [problem] = caught.value.problems
    assert problem.code == "RRM-X031"
    assert note not in problem.text()


@pytest.mark.parametrize("note", ["", "meeting of 2022-04-18", "seen 18/04/2022, 120 kits"])
def test_days_and_small_figures_are_no_telephone(note, folder):
    assert approve(folder, note=note).entry.note == note


def test_what_is_said_already_is_told_and_not_entered_twice(folder):
    approve(folder)
    again = approve(folder)
    assert again.entry is None
    assert again.approval.role == "coordinator"
    assert [doubt.code for doubt in again.doubts] == ["RRM-X033"]
    assert approve(folder, "meal").entry.number == 2
    assert len(log_of(folder).entries) == 2


def test_an_approval_that_is_taken_back_leaves_a_draft(folder):
    assert [one.code for one in approve(folder, withdraw=True).doubts] == ["RRM-X033"]
    approve(folder)
    assert approve(folder, "meal", withdraw=True).approval is None
    assert approve(folder).approval.entry == 3


def test_a_folder_that_was_changed_since_is_not_approved(folder):
    approve(folder)
    forge(folder, "plan.xlsx", b"another workbook")
    stored = read_run(folder)
    assert log_of(folder).approval(stored.run_sha256) is None


def test_a_run_that_the_check_rejected_or_without_a_plan_is_not_approved(tmp_path):
    bad = stored_run_folder(
        tmp_path / "bad", plan=small_plan(deliveries=small_plan().deliveries[1:])
    )
    none = stored_run_folder(
        tmp_path / "none",
        plan=small_plan(status="infeasible", deliveries=(), trips=(), transfers=(), payments=()),
    )
    for folder in (bad, none):
        assert refused(lambda folder=folder: approve(folder)) == ["RRM-X032"]
        assert not (folder / "audit").exists()


def test_what_left_reads_back_word_for_word(folder):
    made = Made("a_plan_fr.xlsx", "ab" * 32, "restricted", "en-fr")
    with open_audit(folder, "run") as log:
        log.add(Act.EXPORTED, of_sha256="cd" * 32, documents=[made], at=AT)
    [entry] = read_audit(folder, "run").entries
    assert (entry.documents, entry.recorded_at) == ((made,), AT)
    assert read_audit(folder, "run").approval("cd" * 32) is None


def changed(key, value):
    def change(path):
        told = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps({**told, key: value}), encoding="utf-8")

    return change


@pytest.mark.parametrize(
    "change",
    [
        changed("role", "meal"), changed("run_id", "other"), changed("entry", 2),
        changed("act", "signed"), changed("documents", [1]), changed("recorded_at", "then"),
        lambda path: path.write_bytes(b"{"), lambda path: path.write_bytes(b"[" * 100_000),
        lambda path: path.write_bytes(b"\xff"),
    ],
)  # fmt: skip
def test_an_entry_that_was_changed_is_told(change, folder):
    approve(folder)
    approve(folder, withdraw=True)
    change(folder / "audit" / "000001.json")
    assert refused(lambda: log_of(folder)) == ["RRM-T040"]
    assert refused(lambda: approve(folder)) == ["RRM-T040"]


def test_an_entry_that_is_missing_is_told(folder):
    approve(folder)
    approve(folder, withdraw=True)
    (folder / "audit" / "000001.json").unlink()
    assert refused(lambda: log_of(folder)) == ["RRM-T041"]


def test_a_log_of_another_run_is_not_taken_for_this_one(folder):
    with open_audit(folder, "another") as log:
        log.add(Act.APPROVED, of_sha256=read_run(folder).run_sha256, role="meal")
    assert refused(lambda: log_of(folder)) == ["RRM-T040"]


@pytest.mark.skipif(os.name == "nt", reason="no pipes among files there")
def test_an_entry_that_would_never_end_is_not_waited_for(folder):
    (folder / "audit").mkdir()
    os.mkfifo(folder / "audit" / "000001.json")
    assert refused(lambda: log_of(folder)) == ["RRM-T040"]


def test_a_log_that_can_t_be_written_is_told(folder):
    (folder / "audit").write_text("a file in its place", encoding="utf-8")
    assert refused(lambda: approve(folder)) == ["RRM-T001"]


def test_receipts_and_the_log_leave_the_run_as_it_was(folder):
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    approve(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    assert read_run(folder).run_id == folder.name


@pytest.mark.parametrize("seconds", [0.005, 0.04, 0.11])
def test_a_kill_loses_no_approval_that_was_told(seconds, folder):
    process = subprocess.Popen(
        [sys.executable, "-c", APPROVE_FOR_EVER, str(folder)],
        env={**os.environ, "PYTHONPATH": str(REPO)}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    said = [process.stdout.readline().strip()]
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    said += process.stdout.read().split()
    process.wait()
    process.stdout.close()
    known = [entry.sha256 for entry in log_of(folder).entries]
    assert known[: len(said)] == said
    assert len(known) - len(said) <= 1
    entered = approve(folder, "meal")
    assert entered.entry.number == len(known) + 1
    assert not list((folder / "audit").glob(".partial-*"))
