"""The ledger of receipts: what is said to be recorded is on disk, whole, and stays there."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rrm.model.problem import BadInput
from rrm.model.receipt import PaymentReceipt, Receipt, Receipts
from rrm.store import open_ledger, read_ledger, read_run
from tests.verification.small_run import write_small_run

REPO = Path(__file__).parents[2]
RUN = "20220418T080000Z-0efb5d16"
AT = datetime(2022, 4, 20, 9, tzinfo=UTC)
ADD_FOR_EVER = """
import sys
from datetime import date
from pathlib import Path
from rrm.model.receipt import Receipt, Receipts
from rrm.store import open_ledger
n = 0
while True:
    with open_ledger(Path(sys.argv[1]), "run") as ledger:
        line = Receipt(f"{sys.argv[2]}{n}", "kit", "idp", 1.0, 0.0, 0.0, 0.0, date(2022, 4, 20))
        ledger.add(Receipts((line,)), source_sha256="")
    print(f"{sys.argv[2]}{n}", flush=True)
    n += 1
"""


def received(waybill="W1", quantity=40.0, **rest):
    cells = {"damaged": 1.0, "lost": 2.0, "returned": 3.5, "received_on": date(2022, 4, 20)}
    return Receipt(waybill, "kit", "idp", quantity, **{**cells, **rest})


def record(folder, *lines, run=RUN, **how):
    with open_ledger(folder, run) as ledger:
        return ledger.add(Receipts(lines), source_sha256="ab" * 32, at=AT, **how)


def test_what_is_recorded_reads_back_word_for_word(tmp_path):
    paid = PaymentReceipt(2, "B", "host", "cash", "C1", 18, date(2022, 4, 19))
    with open_ledger(tmp_path, RUN) as ledger:
        ledger.add(Receipts((received(),), (paid,)), source_sha256="ab" * 32, at=AT)
        assert ledger.current == Receipts((received(),), (paid,))
    found = read_ledger(tmp_path, RUN)
    assert found.current == Receipts((received(),), (paid,))
    assert found.entries[0].recorded_at == AT


def test_a_correction_replaces_and_the_ledger_keeps_what_it_replaced(tmp_path):
    record(tmp_path, received(quantity=40), received("W2"))
    record(tmp_path, received(quantity=38), corrects=True)
    found = read_ledger(tmp_path, RUN)
    assert [line.received for line in found.current.lines] == [38, 40]
    assert found.entries[0].receipts.lines[0].received == 40
    assert [entry.corrects for entry in found.entries] == [False, True]


def test_a_run_without_receipts_has_an_empty_ledger(tmp_path):
    assert read_ledger(tmp_path, RUN).current == Receipts()


def test_the_other_files_of_the_run_folder_stay_as_they_were(tmp_path):
    folder = write_small_run(tmp_path)

    def digests():
        files = [path for path in folder.iterdir() if path.is_file()]
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    before, run_id = digests(), read_run(folder).run_id
    record(folder, received(), run=run_id)
    assert digests() == before
    assert read_run(folder).run_id == run_id


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (lambda home: (home / "000001.json").unlink(), "RRM-T031"),
        (lambda home: _change(home / "000001.json"), "RRM-T030"),
        (lambda home: (home / "000001.json").write_text("{"), "RRM-T030"),
        (lambda home: (home / "000002.json").write_text("[1]"), "RRM-T030"),
    ],
)
def test_a_changed_cut_or_missing_entry_is_noticed(tmp_path, harm, code):
    record(tmp_path, received())
    record(tmp_path, received("W2"))
    harm(tmp_path / "receipts")
    with pytest.raises(BadInput) as caught:
        read_ledger(tmp_path, RUN)
    assert [one.code for one in caught.value.problems] == [code]


def _change(path):
    told = json.loads(path.read_text(encoding="utf-8"))
    told["receipts"][0]["received"] = 45.0
    path.write_text(json.dumps(told), encoding="utf-8")


def test_a_ledger_of_another_run_is_refused(tmp_path):
    record(tmp_path, received())
    with pytest.raises(BadInput) as caught:
        read_ledger(tmp_path, "another-run")
    assert caught.value.problems[0].code == "RRM-T030"


def test_two_who_add_at_once_both_get_their_place(tmp_path):
    first, second = _adding(tmp_path, "a"), _adding(tmp_path, "b")
    for process in (first, second):
        for _ in range(5):
            assert process.stdout.readline()
    said = [*_kill(first), *_kill(second)]
    known = {line.waybill for line in read_ledger(tmp_path, "run").current.lines}
    assert {"a4", "b4"} <= known
    assert set(said) <= known


@pytest.mark.parametrize("seconds", [0.005, 0.03, 0.11])
def test_a_kill_loses_nothing_that_was_said_to_be_recorded(tmp_path, seconds):
    process = _adding(tmp_path, "w")
    said = [process.stdout.readline().strip()]
    time.sleep(seconds)
    said += _kill(process)
    found = read_ledger(tmp_path, "run")
    known = [entry.receipts.lines[0].waybill for entry in found.entries]
    assert known[: len(said)] == said
    assert len(known) - len(said) <= 1
    record(tmp_path, received("after"), run="run")
    assert not list((tmp_path / "receipts").glob(".partial-*"))
    assert read_ledger(tmp_path, "run").current.lines[-1].waybill == "after"


def _adding(folder, name):
    return subprocess.Popen(
        [sys.executable, "-c", ADD_FOR_EVER, str(folder), name],
        env={**os.environ, "PYTHONPATH": str(REPO)}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def _kill(process):
    process.send_signal(signal.SIGKILL)
    said = process.stdout.read().split()
    process.wait()
    process.stdout.close()
    return said


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "receipts").write_text("a file in its place")
    with pytest.raises(BadInput) as caught:
        record(tmp_path, received())
    assert caught.value.problems[0].code == "RRM-T001"
