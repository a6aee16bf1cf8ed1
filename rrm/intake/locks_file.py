"""A table of locks by itself, for a plan that is made again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rrm.intake.checks.draft import Draft
from rrm.intake.checks.locks import doubtful_locks
from rrm.intake.csv_records import csv_records
from rrm.intake.inheritance import Resolved
from rrm.intake.input_folder import InputFolder
from rrm.intake.pack_sections import PackSections
from rrm.intake.problem_list import ProblemList
from rrm.intake.scenario_tables import TABLES
from rrm.intake.table import read_table
from rrm.intake.wording import did_you_mean, quoted
from rrm.intake.written_lock import WrittenLock
from rrm.model.language import msg
from rrm.model.problem import Problem, raise_errors
from rrm.model.rule_pack import RulePack
from rrm.model.run import InputFile
from rrm.model.scenario import Lock, Scenario

MAX_BYTES = 20_000_000


def read_locks(
    path: Path, scenario: Scenario, pack: RulePack
) -> tuple[tuple[Lock, ...], tuple[InputFile, ...], tuple[Problem, ...]]:
    """The locks of a CSV file with the columns of locks.csv, its digest, and the doubts.

    They stand in the place of the scenario's own. Raises BadInput with every problem: codes as of
    a scenario's table, RRM-I031 for a site or an item that is none of the run's.
    """
    full = path.resolve()
    folder = InputFolder(full.parent)
    data, shown = folder.read(full, MAX_BYTES), path.name
    problems = ProblemList()
    read = read_table(TABLES["locks"], csv_records(data, shown), shown, problems)
    draft = Draft(Resolved(shown, {}, {"locks": read.rows}, {}, ()), None, PackSections())
    problems.extend(doubtful_locks(draft))
    problems.extend(_unknown(draft, scenario, pack))
    raise_errors(problems.all())
    meant = tuple(row.value.meant() for row in draft.rows(WrittenLock))
    return meant, folder.files, problems.all()


def _unknown(draft: Draft, scenario: Scenario, pack: RulePack) -> Iterator[Problem]:
    known = {"site_id": scenario.site_ids, "item": tuple(pack.catalogue)}
    for row in draft.rows(WrittenLock):
        for column, names in known.items():
            name = getattr(row.value, column)
            if name not in names:
                yield Problem(
                    "RRM-I031",
                    row.at(column),
                    msg('there is no {column} "{name}"', column=column, name=quoted(name)),
                    msg("a lock speaks of a site and an item of the run"),
                    did_you_mean(name, names),
                )
