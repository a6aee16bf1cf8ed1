"""A run folder read back is the run that was written, or a list of what is wrong with it."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from rrm.model.problem import BadInput
from rrm.model.run_files import FILES, FORMAT_VERSION, TABLES
from rrm.store import read_run
from tests.verification.small_run import small_run, write_small_run


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_run(tmp_path_factory.mktemp("runs"))


@pytest.fixture
def copy(good: Path, tmp_path: Path) -> Path:
    return shutil.copytree(good, tmp_path / good.name)


def problems(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(BadInput) as caught:
        read_run(folder)
    return [(problem.code, Path(problem.place.file).name) for problem in caught.value.problems]


def test_what_was_written_is_what_is_read(good: Path) -> None:
    run, stored = small_run(), read_run(good)
    assert stored.run_id == good.name
    assert stored.scenario() == run.loaded.scenario
    assert stored.pack() == run.loaded.pack
    assert stored.verification["verdict"] == "accepted"
    assert set(stored.tables) == set(TABLES)
    delivered = [
        (row["trip_id"], float(row["quantity"])) for row in stored.tables["deliveries.csv"]
    ]
    assert delivered == [(row.trip_id, row.quantity) for row in run.plan.deliveries]
    assert stored.traces[0]["rules"][0]["rule"] == "wash.water_per_person"


def test_the_pack_read_back_reads_its_severities_in_the_same_order(good: Path) -> None:
    (indicator,) = read_run(good).pack().sectors["wash"].indicators.values()
    assert list(indicator.severity) == [5, 3, 1]


def test_a_folder_without_run_json_is_no_run(tmp_path: Path) -> None:
    assert problems(tmp_path) == [("RRM-T010", tmp_path.name)]
    assert problems(tmp_path / "nowhere") == [("RRM-T010", "nowhere")]


@pytest.mark.parametrize("name", [name for name in FILES if name != "run.json"])
def test_a_missing_file_is_named(name: str, copy: Path) -> None:
    (copy / name).unlink()
    assert problems(copy) == [("RRM-T012", name)]


@pytest.mark.skipif(os.name == "nt", reason="no pipes among files there")
@pytest.mark.parametrize(
    ("name", "code"),
    [("run.json", "RRM-T010"), ("needs.csv", "RRM-T012"), ("plan.xlsx", "RRM-T012")],
)
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(name: str, code: str, copy: Path) -> None:
    (copy / name).unlink()
    os.mkfifo(copy / name)
    assert [found for found, _ in problems(copy)] == [code]


def test_all_missing_files_are_named_at_once(copy: Path) -> None:
    for name in ("needs.csv", "trips.csv", "report.html"):
        (copy / name).unlink()
    assert problems(copy) == [
        ("RRM-T012", "needs.csv"),
        ("RRM-T012", "trips.csv"),
        ("RRM-T012", "report.html"),
    ]


@pytest.mark.parametrize(
    "name", [*TABLES, "traces.json", "sentences.json", "inputs.json", "verification.json"]
)
def test_a_file_cut_short_is_named_even_at_the_end_of_a_row(name: str, copy: Path) -> None:
    content = (copy / name).read_bytes()
    (copy / name).write_bytes(content[: content.rindex(b"\n", 0, -1) + 1])
    assert problems(copy) == [("RRM-T013", name)]


def test_a_report_saved_by_its_reader_does_not_spoil_the_run(copy: Path) -> None:
    (copy / "report.html").write_text("saved again", encoding="utf-8")
    (copy / "plan.xlsx").write_bytes(b"saved again")
    assert read_run(copy).run_id == copy.name


def test_another_format_is_refused_by_its_number(copy: Path) -> None:
    about = json.loads((copy / "run.json").read_text(encoding="utf-8"))
    (copy / "run.json").write_text(json.dumps({**about, "format_version": 99}), encoding="utf-8")
    assert problems(copy) == [("RRM-T011", "run.json")]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"format_version": %d}' % FORMAT_VERSION,
     b'{"format_version": %d, "run_id": "x", "files": [{"path": ["a"], "sha256": 3}]}'
     % FORMAT_VERSION,
     b'{"format_version": %d, "run_id": "x", "files": {"path": 1}}' % FORMAT_VERSION],
)  # fmt: skip
def test_a_run_json_that_makes_no_sense_is_refused(content: bytes, copy: Path) -> None:
    (copy / "run.json").write_bytes(content)
    assert problems(copy) == [("RRM-T014", "run.json")]


def test_a_forged_table_is_refused_even_where_its_digest_was_forged_too(copy: Path) -> None:
    import hashlib

    forged = b"site_id,nonsense\nA\n"
    (copy / "needs.csv").write_bytes(forged)
    about = json.loads((copy / "run.json").read_text(encoding="utf-8"))
    for file in about["files"]:
        if file["path"] == "needs.csv":
            file["sha256"] = hashlib.sha256(forged).hexdigest()
    (copy / "run.json").write_text(json.dumps(about), encoding="utf-8")
    assert problems(copy) == [("RRM-T014", "needs.csv")]
