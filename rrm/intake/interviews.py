"""Which tables hold the answers of a scenario: its assessment, and the rosters of its form.

A table's name tells a roster only once the form is known, so tables of unknown names are kept as
they are until then, and only those that the form knows are opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from rrm.intake.csv_records import Record
from rrm.intake.problem_list import ProblemList
from rrm.intake.scenario_tables import TABLE_NAMES
from rrm.intake.wording import listed, quoted
from rrm.model.form import Form
from rrm.model.language import Message, msg
from rrm.model.near_name import near_name
from rrm.model.problem import Place, Problem

WORKBOOK = "scenario.xlsx"
_ROSTERS_LISTED = 12


@dataclass(frozen=True, slots=True)
class TableSource:
    """Where a table's rows come from: a CSV file or a sheet, by its name in messages."""

    shown: str
    records: Callable[[], Iterator[Record]]


@dataclass(frozen=True, slots=True)
class FolderTables:
    """What a scenario folder has beside the tables of every scenario.

    others: tables of names that no scenario has, some of them perhaps rosters; a name may stand
    twice, as a file and as a sheet.
    """

    assessment: TableSource | None = None
    others: tuple[tuple[str, TableSource], ...] = ()


@dataclass(frozen=True, slots=True)
class Interviews:
    """The assessment that counts, and its rosters by name."""

    assessment: TableSource | None = None
    rosters: Mapping[str, TableSource] = field(default_factory=dict)


def find_interviews(
    lineage: Sequence[FolderTables],
    form: Form | None,
    packs_with: Callable[[str], Sequence[str]],
    problems: ProblemList,
) -> Interviews:
    """The assessment of the last folder that has one, with the rosters of that same folder.

    lineage: from the scenario that extends nothing to the one asked for. form: None where it
    can't be read; then any table may be a roster, and only misspelt ones are told.
    packs_with: ids of the rule packs that have a roster of a name.
    problems: receives tables that are not read, and rosters that no assessment stands beside.
    """
    last = max((at for at, folder in enumerate(lineage) if folder.assessment), default=None)
    rosters: dict[str, TableSource] = {}
    for at, folder in enumerate(lineage):
        for name, source in folder.others:
            if form is None or name not in form.rosters:
                if form is not None or near_name(name, TABLE_NAMES):
                    problems.add(not_read(source.shown, name, form, packs_with))
            elif last is None or at > last:
                problems.add(_without_assessment(name, source))
            elif at == last and name in rosters:
                problems.add(in_two_places(name, rosters[name].shown))
            elif at == last:
                rosters[name] = source
    return Interviews(None if last is None else lineage[last].assessment, rosters)


def not_read(
    shown: str,
    name: str,
    form: Form | None = None,
    packs_with: Callable[[str], Sequence[str]] = lambda name: (),
) -> Problem:
    """The doubt about a table that is left alone."""
    known = (*sorted(TABLE_NAMES), *islice(form.rosters if form else (), _ROSTERS_LISTED))
    close = near_name(name, known)
    packs = packs_with(name)
    remedy: Message = msg("Remove it from the folder if it is not needed there.")
    if packs:
        remedy = msg(
            "It is a roster of another rule pack ({names}): correct `rules` if that one is meant.",
            names=listed(packs),
        )
    elif close is not None:
        remedy = msg('If it is meant to be read, name it "{name}".', name=close)
    return Problem(
        "RRM-I029",
        Place(shown),
        msg("this table is not read"),
        msg(
            "tables are {names}, as .csv files or sheets of {workbook}",
            names=", ".join(quoted(one) for one in known),
            workbook=WORKBOOK,
        ),
        remedy,
        is_error=False,
    )


def in_two_places(name: str, shown: str) -> Problem:
    """The problem of a table that is a file and a sheet; shown: the file."""
    return Problem(
        "RRM-I028",
        Place(shown),
        msg(
            'the table "{name}" is also a sheet of {workbook}', name=quoted(name), workbook=WORKBOOK
        ),
        msg("a table comes from one place"),
        msg("Remove the file or the sheet."),
    )


def _without_assessment(name: str, source: TableSource) -> Problem:
    return Problem(
        "RRM-I066",
        Place(source.shown),
        msg('the roster "{name}" stands without an assessment', name=quoted(name)),
        msg("an assessment and its rosters lie in one folder, and are inherited together"),
        msg("Put a copy of assessment.csv beside it, or remove the roster."),
    )
