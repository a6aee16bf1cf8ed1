"""A roster's table: rows of members or children, each led to its household."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rrm.intake.answer_doubts import ROWS_NAMED, named
from rrm.intake.answer_table import AnswerTable, no_answers, read_answers
from rrm.intake.household_index import HouseholdIndex, NoHousehold
from rrm.intake.interviews import TableSource
from rrm.intake.problem_list import ProblemList
from rrm.intake.wording import quoted
from rrm.model.form import Column, Form, Roster, RosterRows
from rrm.model.language import Message, msg, msg_plural
from rrm.model.near_name import near_name
from rrm.model.problem import Place, Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_HOUSEHOLD, _SITE = "household_id", "site_id"
_NOT_THERE = -1


@dataclass(frozen=True, slots=True, eq=False)
class ReadRoster:
    """A roster's rows in the order of the households, and where each stood in its table."""

    table: AnswerTable
    content: RosterRows


def read_roster(
    source: TableSource,
    roster: Roster,
    form: Form,
    households: HouseholdIndex,
    problems: ProblemList,
) -> ReadRoster | None:
    """The rows of a roster's table; None where it has no header that can be read.

    households: those of the assessment beside it. problems: receives faults and doubts about
    answers as for an assessment, rows that lead to no household and households with more rows
    than the form allows. Raises BadInput where the table can't be read at all.
    """
    links = _Links(households, source.shown)
    asked = roster_form(roster, form)
    table = read_answers(source.records(), asked, links, source.shown, problems)
    if table is None:
        return None
    read = _sorted(table, links.positions())
    problems.extend(_too_many_rows(read, roster))
    return read


def roster_form(roster: Roster, form: Form) -> Form:
    """A roster's questions as a form of their own."""
    return Form(questions=roster.questions, missing=form.missing)


def no_rows(roster: Roster, form: Form) -> RosterRows:
    """A roster that nobody was asked."""
    import numpy as np

    return RosterRows(np.zeros(0, dtype=np.int64), no_answers(roster_form(roster, form)))


@dataclass(slots=True)
class _Lost:
    """Rows that lead to no household for one reason; near: the nearest id, where it may be told."""

    count: int = 0
    first: list[int] = field(default_factory=list)
    near: dict[str, None] = field(default_factory=dict)

    def add(self, row: int) -> None:
        self.count += 1
        if len(self.first) < ROWS_NAMED:
            self.first.append(row)


class _Links:
    """The household of each row, as its position in the assessment; -1 where there is none."""

    columns: tuple[str, ...] = (_SITE, _HOUSEHOLD)
    required: tuple[str, ...] = (_HOUSEHOLD,)

    def __init__(self, households: HouseholdIndex, shown: str) -> None:
        self._households = households
        self._shown = shown
        self._chunks: list[NDArray[np.int64]] = []
        self._lost: dict[NoHousehold | None, _Lost] = {}

    def take(self, rows: Sequence[int], cells: Mapping[str, Sequence[str]]) -> None:
        """Adds rows; where they have no site, their household is looked for at all sites."""
        import numpy as np

        if _HOUSEHOLD not in cells:  # told with the header
            self._chunks.append(np.full(len(rows), _NOT_THERE))
            return
        sites: Sequence[str | None] = [None] * len(rows)
        if _SITE in cells:
            sites = [cell.strip() for cell in cells[_SITE]]
        found = [
            self._position(row, household.strip(), site)
            for row, household, site in zip(rows, cells[_HOUSEHOLD], sites, strict=True)
        ]
        self._chunks.append(np.array(found, dtype=np.int64))

    def positions(self) -> NDArray[np.int64]:
        """The positions of all rows taken."""
        import numpy as np

        return np.concatenate([np.zeros(0, dtype=np.int64), *self._chunks])

    def problems(self) -> Iterator[Problem]:
        """One for each reason, with the first rows that it concerns."""
        if self._lost and self._households.is_empty:
            yield self._no_ids()
            return
        for reason, lost in self._lost.items():
            match reason:
                case None:
                    yield self._empty(lost)
                case NoHousehold.UNKNOWN:
                    yield self._unknown(lost)
                case NoHousehold.SEVERAL_SITES:
                    yield self._at_several_sites(lost)
                case NoHousehold.ASKED_TWICE:
                    yield self._asked_twice(lost)

    def _position(self, row: int, household: str, site: str | None) -> int:
        found = self._households.position(household, site) if household else None
        if isinstance(found, int):
            return found
        lost = self._lost.setdefault(found, _Lost())
        lost.add(row)
        if found is NoHousehold.UNKNOWN and lost.count <= ROWS_NAMED:
            near = near_name(household, self._households.ids(site))
            if near is not None and _is_code(near):
                lost.near[near] = None
        return _NOT_THERE

    def _no_ids(self) -> Problem:
        return Problem(
            "RRM-I022",
            Place(self._shown, column=_HOUSEHOLD),
            msg("no household of the assessment has a {column}", column=_HOUSEHOLD),
            msg("a roster's rows are led to their household by it"),
            msg("Fill in the column {column} of the assessment.", column=_HOUSEHOLD),
        )

    def _empty(self, lost: _Lost) -> Problem:
        found = msg_plural(
            "the cell is empty, in row {rows}",
            "the cell is empty in {n} rows, the first {rows}",
            n=lost.count,
            rows=named(iter(lost.first)),
        )
        allowed = msg("each row has the id of its household")
        return self._problem("RRM-I012", lost, found, allowed, msg("Fill in the cell."))

    def _unknown(self, lost: _Lost) -> Problem:
        found = msg_plural(
            "{n} row leads to no household, row {rows}",
            "{n} rows lead to no household, the first {rows}",
            n=lost.count,
            rows=named(iter(lost.first)),
        )
        allowed = msg("each row has the id, and where it has a site the site, of an interview")
        remedy = msg("Correct the ids, or add the interviews to the assessment.")
        if lost.near:
            remedy = msg("Did you mean {names}?", names=", ".join(map(quoted, lost.near)))
        return self._problem("RRM-I064", lost, found, allowed, remedy)

    def _at_several_sites(self, lost: _Lost) -> Problem:
        found = msg_plural(
            "{n} row leads to households of several sites, row {rows}",
            "{n} rows lead to households of several sites, the first {rows}",
            n=lost.count,
            rows=named(iter(lost.first)),
        )
        allowed = msg("where ids repeat between sites, each row also has its site")
        remedy = msg('Add a column "{name}".', name=_SITE)
        return self._problem("RRM-I064", lost, found, allowed, remedy)

    def _asked_twice(self, lost: _Lost) -> Problem:
        found = msg_plural(
            "{n} row leads to a household that was asked more than once, row {rows}",
            "{n} rows lead to households that were asked more than once, the first {rows}",
            n=lost.count,
            rows=named(iter(lost.first)),
        )
        allowed = msg("a household with a roster stands once in the assessment")
        remedy = msg("Give each interview an id of its own, or remove one of the two.")
        return self._problem("RRM-I064", lost, found, allowed, remedy)

    def _problem(
        self, code: str, lost: _Lost, found: Message, allowed: Message, remedy: Message
    ) -> Problem:
        place = Place(self._shown, row=lost.first[0], column=_HOUSEHOLD)
        return Problem(code, place, found, allowed, remedy)


def _is_code(text: str) -> bool:
    """Whether an id may be shown: much of it digits, and none that could be a telephone's."""
    digits = sum(char.isdigit() for char in text)
    return 3 * digits >= len(text) and re.search(r"\d{7}", re.sub(r"[ .()-]", "", text)) is None


def _sorted(table: AnswerTable, households: NDArray[np.int64]) -> ReadRoster:
    """Rows of a household together, as they stood; those that lead nowhere are left out."""
    import numpy as np

    order = np.argsort(households, kind="stable")
    order = order[households[order] != _NOT_THERE]
    columns = {
        name: Column(column.values[order], column.known[order])
        for name, column in table.columns.items()
    }
    ordered = AnswerTable(table.shown, table.rows[order], columns)
    return ReadRoster(ordered, RosterRows(households[order], columns))


def _too_many_rows(read: ReadRoster, roster: Roster) -> Iterator[Problem]:
    import numpy as np

    counts = np.bincount(read.content.households) if len(read.content) else np.zeros(0)
    beyond = np.flatnonzero(counts > roster.rows_at_most)
    if not beyond.size:
        return
    starts = np.searchsorted(read.content.households, beyond[:ROWS_NAMED])
    rows = [int(row) for row in read.table.rows[starts]]
    yield Problem(
        "RRM-I065",
        Place(read.table.shown, row=rows[0], column=_HOUSEHOLD),
        msg_plural(
            "{n} household has up to {most} rows, its first row {rows}",
            "{n} households have up to {most} rows, their first rows {rows}",
            n=int(beyond.size),
            most=int(counts.max()),
            rows=named(iter(rows)),
        ),
        msg("a household has at most {most} rows in this roster", most=roster.rows_at_most),
        msg("Remove rows that stand twice, or raise `rows_at_most` in the form."),
    )
