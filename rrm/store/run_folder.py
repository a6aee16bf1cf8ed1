"""Run folders, written whole or not at all.

    with draft_run(run, Path("runs")) as draft:
        draft.write_tables()
        verdict = verify(draft.folder, run.plan.tiers)
        draft.add("verification.json", verdict_json(verdict))
        draft.add("report.html", …)
        draft.add("plan.xlsx", …)
        folder = draft.publish(verdict)

A run is written into a hidden folder beside the runs of its scenario and renamed in one step
when all its files are on disk; only then does `last` name it, unless the check rejected its plan.
Whatever happens before that, a full disk or a kill, leaves earlier runs and `last` as they were.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rrm.model.run import CheckedRun, Run
from rrm.model.run_files import FILES, REPLAN_TABLES
from rrm.model.verdict import Verdict
from rrm.store.documents import Written, inputs_json, json_text, run_json, traces_json
from rrm.store.durable import refusing_disk, replace_durably, sync_folder, write_durably
from rrm.store.leftovers import partial_name, sweep
from rrm.store.run_id import engine_version, run_id
from rrm.store.sentences import sentences_json
from rrm.store.tables import run_tables

LAST = "last"
"""The file beside a scenario's runs that holds the id of the newest."""

_WRITTEN_LAST = ("sentences.json", "run.json")
"""What needs the verdict, and the digests of all others."""


@contextmanager
def draft_run(run: Run, root: Path, started_at: datetime | None = None) -> Iterator[DraftRun]:
    """A run folder to be filled and published; gone at the end unless it was.

    root: the folder of all runs; the run goes to <root>/<scenario id>/<run id>.
    started_at: when the run began, now by default; it is part of the run's id.
    Partial folders of runs that were killed are swept first.
    Raises BadInput (RRM-T001) where the folder can't be written.
    """
    home = root / run.loaded.scenario.settings.id
    folder = home / partial_name()
    with refusing_disk(root):
        home.mkdir(parents=True, exist_ok=True)
        sweep(home)
        folder.mkdir()
    try:
        yield DraftRun(run, folder, started_at or datetime.now(UTC))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class DraftRun:
    """A run folder while it is being written; `folder` is where its files are meanwhile."""

    def __init__(self, run: Run, folder: Path, started_at: datetime) -> None:
        self.folder = folder
        self._run = run
        self._started_at = started_at
        self._digests: dict[str, str] = {}

    def write_tables(self) -> None:
        """Writes what follows from the run alone: the tables, traces.json and inputs.json."""
        for name, text in run_tables(self._run).items():
            self.add(name, text)
        self.add("traces.json", json_text(traces_json(self._run.needs.traces)))
        self.add("inputs.json", json_text(inputs_json(self._run)))

    def add(self, name: str, content: str | bytes) -> None:
        """Writes one file of the run folder's contract; text as UTF-8.

        run.json and sentences.json are written when it is published. Raises ValueError for a name
        outside the contract, and FileExistsError for a second time.
        """
        if name not in (*FILES, *REPLAN_TABLES) or name in _WRITTEN_LAST:
            raise ValueError(f"{name} is no file of a run folder")
        if name in self._digests:
            raise FileExistsError(f"{name} was already written")
        self._write(name, content)

    def _write(self, name: str, content: str | bytes) -> None:
        written = content.encode("utf-8") if isinstance(content, str) else content
        with refusing_disk(self.folder):
            write_durably(self.folder / name, written)
        self._digests[name] = hashlib.sha256(written).hexdigest()

    def publish(self, verdict: Verdict, timings: tuple[tuple[str, float], ...] = ()) -> Path:
        """Writes what is left, gives the folder its name in one step, and points `last` to it.

        A plan that the check rejects is kept for who looks for the fault; `last` stays as it was.
        timings: seconds of steps that the run itself could not know, as checking and exporting.
        Returns the run folder. Raises FileNotFoundError while a file of the contract is missing.
        """
        missing = [name for name in FILES if name not in (*self._digests, *_WRITTEN_LAST)]
        if missing:
            raise FileNotFoundError(f"not written yet: {', '.join(missing)}")
        self._write("sentences.json", sentences_json(CheckedRun(self._run, verdict)))
        with refusing_disk(self.folder):
            published = self._rename(verdict, timings)
            sync_folder(published.parent)
            if not CheckedRun(self._run, verdict).is_rejected:
                replace_durably(
                    published.parent / LAST,
                    f"{published.name}\n".encode(),
                    published.with_name(partial_name()),
                )
        return published

    def _rename(self, verdict: Verdict, timings: tuple[tuple[str, float], ...]) -> Path:
        wanted, attempt = run_id(self._run, self._started_at), 1
        while True:
            name = wanted if attempt == 1 else f"{wanted}-{attempt}"
            self._write_run_json(name, verdict, timings)
            published = self.folder.with_name(name)
            try:
                # Refused where another run of this second already stands under that name.
                return self.folder.rename(published)
            except OSError:
                if not published.exists():
                    raise
            attempt += 1

    def _write_run_json(
        self, name: str, verdict: Verdict, timings: tuple[tuple[str, float], ...]
    ) -> None:
        files = {
            known: self._digests[known]
            for known in (*FILES, *REPLAN_TABLES)
            if known in self._digests
        }
        written = Written(name, self._started_at, engine_version(), timings, files)
        path = self.folder / "run.json"
        path.unlink(missing_ok=True)
        write_durably(path, json_text(run_json(self._run, verdict, written)).encode("utf-8"))
        sync_folder(self.folder)
