"""`rrm export` and `rrm approve`: documents of a stored run, and who says that they hold."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rrm.export import plan_workbook, report_html
from rrm.store import Act, find_run, open_audit, read_audit, read_run, whole_run
from tests.cli.terminal import rrm
from tests.store.stored_run import copy_of, forge, run_with_roles, stored_run_folder
from tests.verification.small_run import small_plan, write_small_run

REPO = Path(__file__).parents[2]
FAST = ("--format", "xlsx,html")


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    return stored_run_folder(tmp_path_factory.mktemp("runs"))


@pytest.fixture
def folder(good, tmp_path):
    return copy_of(good, tmp_path)


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def log_of(folder):
    return read_audit(folder, read_run(folder).run_id).entries


def test_documents_are_written_with_a_list_of_their_checksums(folder, tmp_path):
    said = rrm("export", folder, "--to", tmp_path / "out", *FAST, "--lang", "both")
    assert said.code == 0, said.err
    written = contents(tmp_path / "out")
    [list_name] = [name for name in written if name.endswith("_documents.json")]
    told = json.loads(written.pop(list_name))
    assert {one["name"]: one["sha256"] for one in told["documents"]} == {
        name: hashlib.sha256(content).hexdigest() for name, content in written.items()
    }
    assert sorted(name.rpartition("_")[2] for name in written) == [
        "en-fr.html",
        "en.xlsx",
        "fr.xlsx",
    ]
    assert told["approval"] is None
    assert "RRM-X008" in said.err
    assert all(name in said.out for name in (*written, list_name))


def test_every_format_there_is_can_be_had_of_a_stored_run(folder, tmp_path):
    said = rrm("export", folder, "--to", tmp_path / "out", "--json")
    assert said.code == 0, said.out
    told = json.loads(said.out)
    assert {Path(path).name for path in told["files"]} == set(contents(tmp_path / "out"))


def test_the_same_run_gives_the_same_bytes_again(folder, tmp_path):
    for name in ("one", "two"):
        assert rrm("export", folder, "--to", tmp_path / name).code == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_run_read_back_gives_the_very_report_and_workbook_that_were_written_with_it(runs):
    folder = find_run("last", runs)
    found = whole_run(read_run(folder))
    assert report_html(found.run, found.verdict) == (folder / "report.html").read_bytes()
    assert plan_workbook(found.run, found.verdict) == (folder / "plan.xlsx").read_bytes()


def test_what_left_stands_in_the_log(folder, tmp_path):
    rrm("export", folder, "--to", tmp_path / "out", *FAST)
    [entry] = log_of(folder)
    assert entry.act is Act.EXPORTED
    assert entry.of_sha256 == read_run(folder).run_sha256
    written = contents(tmp_path / "out")
    assert [(one.sha256, one.circle) for one in entry.documents] == [
        (hashlib.sha256(written[one.name]).hexdigest(), "restricted") for one in entry.documents
    ]
    assert len(entry.documents) == len(written) - 1


def test_documents_of_an_approved_run_say_so(folder, tmp_path):
    approved = rrm("approve", folder, "--by", "coordinator")
    assert approved.code == 0, approved.err
    digest = log_of(folder)[0].sha256[:8]
    assert digest in approved.out
    said = rrm("export", folder, "--to", tmp_path / "out", "--format", "html", "--json")
    assert json.loads(said.out)["is_draft"] is False
    [told] = [
        json.loads(content)
        for name, content in contents(tmp_path / "out").items()
        if name.endswith("_documents.json")
    ]
    assert (told["approval"]["role"], told["approval"]["entry"]) == ("coordinator", 1)
    assert told["approval"]["digest"].startswith(digest)
    assert rrm("approve", folder, "--by", "meal", "--withdraw").code == 0
    again = rrm("export", folder, "--to", tmp_path / "out", "--format", "html", "--json")
    assert json.loads(again.out)["is_draft"] is True


def test_an_approval_asked_for_twice_is_told(folder):
    rrm("approve", folder, "--by", "coordinator")
    again = rrm("approve", folder, "--by", "coordinator")
    assert again.code == 0
    assert "RRM-X033" in again.err
    assert len(log_of(folder)) == 1


@pytest.mark.parametrize("command", [("export", "--to", "out"), ("approve", "--by", "coordinator")])
@pytest.mark.parametrize("kind", ["rejected", "none"])
def test_without_a_plan_the_answer_is_no_and_nothing_is_written(
    command, kind, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    plan = (
        small_plan(deliveries=small_plan().deliveries[1:])
        if kind == "rejected"
        else small_plan(status="infeasible", deliveries=(), trips=(), transfers=(), payments=())
    )
    folder = stored_run_folder(tmp_path / "runs", plan=plan)
    said = rrm(command[0], folder, *command[1:])
    assert said.code == 1, said.err
    assert "RRM-X0" in said.err
    assert not (tmp_path / "out").exists()
    assert not (folder / "audit").exists()


def refused(*typed):
    said = rrm("export", *typed, "--json")
    assert said.code == 2, said.out
    return [
        problem["code"]
        for problem in json.loads(said.out)["problems"]
        if problem["level"] == "error"
    ]


@pytest.mark.parametrize("below", ["", "documents", "a/b/c"])
def test_a_run_folder_is_no_place_for_documents(below, folder):
    before = contents(folder)
    assert refused(folder, "--to", folder / below, *FAST) == ["RRM-X005"]
    assert contents(folder) == before
    assert not (folder / "documents").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_nor_is_a_link_to_one(folder, tmp_path):
    (tmp_path / "link").symlink_to(folder)
    assert refused(folder, "--to", tmp_path / "link" / "documents", *FAST) == ["RRM-X005"]


def test_a_target_that_can_t_be_written_is_told_before_anything_leaves(folder, tmp_path):
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for target in (tmp_path / "file", tmp_path / "file" / "below", tmp_path / ("x" * 300)):
        assert refused(folder, "--to", target, *FAST) == ["RRM-R131"]
    assert not (folder / "audit").exists()
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_files_of_other_runs_stay_and_those_of_the_same_names_are_not_replaced(folder, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "menaka_VWBP_plan_en.xlsx").write_bytes(b"of another run")
    rrm("export", folder, "--to", out, *FAST)
    assert (out / "menaka_VWBP_plan_en.xlsx").read_bytes() == b"of another run"
    [path] = out.glob("*_documents.json")
    told = json.loads(path.read_text(encoding="utf-8"))
    for content in (json.dumps({**told, "run_id": "another"}), "{", "[]"):
        path.write_text(content, encoding="utf-8")
        before = contents(out)
        assert refused(folder, "--to", out, *FAST) == ["RRM-X005"]
        assert contents(out) == before


def test_a_file_that_was_changed_or_is_of_another_run_is_refused(folder, tmp_path):
    (folder / "trips.csv").write_bytes(b"trip_id\n")
    assert refused(folder, "--to", tmp_path / "out", *FAST) == ["RRM-T013"]
    forge(folder, "trips.csv", b"trip_id\n")
    assert refused(folder, "--to", tmp_path / "out", *FAST) == ["RRM-T014"]
    assert not (tmp_path / "out").exists()


def test_every_fault_of_what_was_typed_is_told_at_once(folder, tmp_path):
    found = refused(folder, "--to", tmp_path / "out", "--format", "docx,html", "--lang", "tlh")
    assert found == ["RRM-X001", "RRM-X002"]
    assert not (tmp_path / "out").exists()


def test_a_run_that_takes_over_is_told_of(good, tmp_path):
    from dataclasses import replace

    from rrm.model.run import Replans

    folder = copy_of(good, tmp_path / "small")
    run = run_with_roles()
    takes_over = replace(run, replans=Replans(folder.name, 4, run.loaded.scenario))
    later = write_small_run(tmp_path, takes_over)
    about = json.loads((later / "run.json").read_text(encoding="utf-8"))
    forge(later, "run.json", json.dumps({**about, "verdict": "accepted"}))
    said = rrm("export", folder, "--to", tmp_path / "out", *FAST, "--json")
    doubts = {one["code"]: one["found"] for one in json.loads(said.out)["doubts"]}
    assert "from day 4" in doubts["RRM-X006"]


def test_an_approval_given_while_documents_are_made_is_noticed(folder, tmp_path):
    from rrm.journey import export_run
    from rrm.model.problem import BadInput

    stored = read_run(folder)

    def meanwhile(_):
        with open_audit(folder, stored.run_id) as log:
            if not log.audit.entries and (tmp_path / "out").exists():
                log.add(Act.APPROVED, of_sha256=stored.run_sha256, role="meal")

    with pytest.raises(BadInput) as caught:
        export_run(stored, tmp_path / "out", ("html",), ("en",), progress=meanwhile)
    assert [problem.code for problem in caught.value.problems] == ["RRM-X011"]
    assert contents(tmp_path / "out") == {}


EXPORT_FOR_EVER = """
import sys
from pathlib import Path
from rrm.journey import export_run
from rrm.store import read_run
stored = read_run(Path(sys.argv[1]))
while True:
    export_run(stored, Path(sys.argv[2]), ("html", "ics"), ("en",))
    print("written", flush=True)
"""


@pytest.mark.parametrize("seconds", [0.02, 0.1])
def test_a_kill_leaves_every_document_whole_and_the_log_knows_what_left(seconds, folder, tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", EXPORT_FOR_EVER, str(folder), str(tmp_path / "out")],
        env={**os.environ, "PYTHONPATH": str(REPO)}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    said = [process.stdout.readline()]
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    said += process.stdout.read().split()
    process.wait()
    process.stdout.close()
    entries = log_of(folder)
    assert len(said) <= len(entries)
    known = {one.name: one.sha256 for entry in entries for one in entry.documents}
    for name, content in contents(tmp_path / "out").items():
        if not name.startswith(".rrm-") and not name.endswith("_documents.json"):
            assert hashlib.sha256(content).hexdigest() == known[name]
    assert rrm("export", folder, "--to", tmp_path / "out", *FAST).code == 0
