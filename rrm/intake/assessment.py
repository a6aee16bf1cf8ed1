"""The assessment: a million households by fifty questions, and the rosters beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rrm.intake.answer_logic import illogical_answers
from rrm.intake.answer_table import no_answers, read_answers
from rrm.intake.csv_records import Record
from rrm.intake.household_index import HouseholdIndex
from rrm.intake.interview_keys import InterviewKeys
from rrm.intake.interviews import TableSource
from rrm.intake.problem_list import ProblemList
from rrm.intake.roster_rows import ReadRoster, no_rows, read_roster
from rrm.model.form import Assessment, Form
from rrm.model.problem import BadInput


def read_assessment(
    records: Iterator[Record],
    form: Form,
    sites: Sequence[tuple[str, str]],
    start: date | None,
    shown: str,
    problems: ProblemList,
    rosters: Mapping[str, TableSource] | None = None,
) -> Assessment:
    """Households' answers as typed columns, one for each question of the form that isn't personal.

    sites: site and group of each row of the sites table; start: of the scenario.
    rosters: tables by the names of the form's rosters; one that has none is there, and empty.
    problems: receives every fault and doubt. With an error among them the columns are not to be
    used. Raises BadInput where the assessment can't be read to its end.
    """
    keys = InterviewKeys(sites, start, shown)
    interviews = read_answers(records, form, keys, shown, problems)
    if interviews is None:
        return no_assessment(form)
    read = _rosters(rosters or {}, form, keys.households, problems)
    respondents = tuple(keys.respondents)
    problems.extend(illogical_answers(form, interviews, respondents, read))
    return Assessment(
        tuple(keys.site_ids),
        tuple(keys.groups),
        respondents,
        tuple(keys.days),
        keys.weights,
        interviews.columns,
        {
            name: read[name].content if name in read else no_rows(roster, form)
            for name, roster in form.rosters.items()
        },
    )


def no_assessment(form: Form) -> Assessment:
    """Nobody was asked: every column and roster is there, and empty."""
    import numpy as np

    rosters = {name: no_rows(roster, form) for name, roster in form.rosters.items()}
    return Assessment((), (), (), (), np.ones(0), no_answers(form), rosters)


def _rosters(
    sources: Mapping[str, TableSource],
    form: Form,
    households: HouseholdIndex,
    problems: ProblemList,
) -> dict[str, ReadRoster]:
    """Those that can be read; a table that can't is among the problems."""
    read: dict[str, ReadRoster] = {}
    for name, source in sources.items():
        try:
            roster = read_roster(source, form.rosters[name], form, households, problems)
        except BadInput as bad:
            problems.extend(bad.problems)
            continue
        if roster is not None:
            read[name] = roster
    return read
