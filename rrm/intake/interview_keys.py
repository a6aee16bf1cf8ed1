"""Who was asked, where and when: the columns of an assessment that are no answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar

from rrm.intake.answer_doubts import ROWS_NAMED, named
from rrm.intake.household_index import HouseholdIndex
from rrm.intake.problem_list import ProblemList
from rrm.intake.remedy import date_remedy, number_remedy
from rrm.intake.validation import is_plain_number
from rrm.intake.wording import did_you_mean, listed, quoted
from rrm.model.form import KEY_COLUMNS, Respondent
from rrm.model.language import Message, msg, msg_plural
from rrm.model.problem import Place, Problem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

T = TypeVar("T")
_WEIGHT_MAX = 1e6
_PAIRS_TOLD = 100


@dataclass(frozen=True, slots=True)
class _Refused:
    """A cell that means nothing here: code, allowed, remedy."""

    code: str
    allowed: Message
    remedy: Message


@dataclass(slots=True)
class _Rows:
    """Rows with the same fault: how many, and the first of them."""

    count: int = 0
    first: list[int] = field(default_factory=list)

    def add(self, row: int) -> None:
        self.count += 1
        if len(self.first) < ROWS_NAMED:
            self.first.append(row)

    @property
    def named(self) -> str:
        return named(iter(self.first))


class _Memo(dict[str, T], Generic[T]):
    """What each different cell means, worked out once."""

    def __init__(self, read: Callable[[str], T]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: str) -> T:
        value = self[cell] = self._read(cell.strip())
        return value


class InterviewKeys:
    """Site, group, day, respondent and weight of each interview, checked against the scenario.

    sites: site and group of each row of the sites table; start: of the scenario.
    households: where each household stands, for its rosters.
    """

    columns: tuple[str, ...] = KEY_COLUMNS
    required: tuple[str, ...] = ("site_id", "group")

    def __init__(self, sites: Sequence[tuple[str, str]], start: date | None, shown: str) -> None:
        self._pairs = set(sites)
        self._groups_of: dict[str, list[str]] = {}
        for site_id, group in sites:
            self._groups_of.setdefault(site_id, []).append(group)
        self._start = start
        self._shown = shown
        self._found = ProblemList()
        self._unknown: dict[tuple[str, str], _Rows] = {}
        self._later = _Rows()
        self._repeated = _Rows()
        self._texts = _Memo[str](str)
        self._folded = _Memo[str](str.casefold)
        self._days = _Memo[date | _Refused | None](_day)
        self._kinds = _Memo[str | _Refused](_respondent)
        self._shares = _Memo[float | _Refused](_weight)
        self.households = HouseholdIndex()
        self.site_ids: list[str] = []
        self.groups: list[str] = []
        self.respondents: list[str] = []
        self.days: list[date | None] = []
        self._weights: list[float] = []

    @property
    def weights(self) -> NDArray[np.float64]:
        """A weight an interview."""
        import numpy as np

        return np.array(self._weights, dtype=np.float64)

    def take(self, rows: Sequence[int], cells: Mapping[str, Sequence[str]]) -> None:
        """Adds interviews; rows: their row numbers, cells: by column, those that the table has."""
        count = len(rows)
        sites = list(map(self._texts.__getitem__, cells.get("site_id", [""] * count)))
        groups = list(map(self._folded.__getitem__, cells.get("group", [""] * count)))
        if "site_id" in cells and "group" in cells:
            self._check_pairs(rows, sites, groups)
        self.site_ids.extend(sites)
        self.groups.extend(groups)
        self.days.extend(self._column("interviewed_on", rows, cells, self._days, None))
        respondents = self._column(
            "respondent", rows, cells, self._kinds, Respondent.HOUSEHOLD.value
        )
        self.respondents.extend(respondents)
        self._weights.extend(self._column("weight", rows, cells, self._shares, 1.0))
        self._check_days(rows, self.days[-count:])
        if "household_id" in cells:
            for row in self.households.add(rows, sites, cells["household_id"]):
                self._repeated.add(row)

    def problems(self) -> Iterator[Problem]:
        """Everything found, told by pair of site and group where these are unknown."""
        for (site_id, group), rows in self._unknown.items():
            yield self._unknown_pair(site_id, group, rows)
        yield from self._found.all()
        if self._later.count and self._start is not None:
            found = msg_plural(
                "{n} interview is dated after the start, in row {rows}",
                "{n} interviews are dated after the start, the first in rows {rows}",
                n=self._later.count,
                rows=self._later.named,
            )
            allowed = msg(
                "the scenario starts on {date} with what is known then",
                date=self._start.isoformat(),
            )
            yield self._doubt("RRM-I041", "interviewed_on", self._later, found, allowed)
        if self._repeated.count:
            found = msg_plural(
                "{n} household was asked before, in row {rows}",
                "{n} households were asked before, the first in rows {rows}",
                n=self._repeated.count,
                rows=self._repeated.named,
            )
            allowed = msg("a household is asked once")
            yield self._doubt("RRM-I032", "household_id", self._repeated, found, allowed)

    def _check_pairs(self, rows: Sequence[int], sites: list[str], groups: list[str]) -> None:
        wrong = set(zip(sites, groups, strict=True)) - self._pairs
        if not wrong:
            return
        for row, pair in zip(rows, zip(sites, groups, strict=True), strict=True):
            if pair in wrong and (pair in self._unknown or len(self._unknown) < _PAIRS_TOLD):
                self._unknown.setdefault(pair, _Rows()).add(row)

    def _check_days(self, rows: Sequence[int], days: Sequence[date | None]) -> None:
        if self._start is None:
            return
        for row, day in zip(rows, days, strict=True):
            if day is not None and day > self._start:
                self._later.add(row)

    def _column(
        self,
        column: str,
        rows: Sequence[int],
        cells: Mapping[str, Sequence[str]],
        memo: _Memo[T | _Refused],
        default: T,
    ) -> list[T]:
        if column not in cells:
            return [default] * len(rows)
        values: list[T] = []
        for row, cell in zip(rows, cells[column], strict=True):
            value = memo[cell]
            if isinstance(value, _Refused):
                self._found.add(
                    Problem(
                        value.code,
                        Place(self._shown, row=row, column=column),
                        msg('found "{value}"', value=quoted(cell)),
                        value.allowed,
                        value.remedy,
                    )
                )
                value = default
            values.append(value)
        return values

    def _unknown_pair(self, site_id: str, group: str, rows: _Rows) -> Problem:
        groups = sorted(set(self._groups_of.get(site_id, [])))
        column, name = ("group", group) if groups else ("site_id", site_id)
        place = Place(self._shown, row=rows.first[0], column=column)
        if not name:
            found = _in_rows(msg("the cell is empty"), rows)
            allowed = msg("each interview has its site and group")
            return Problem("RRM-I012", place, found, allowed, msg("Fill in the cell."))
        if groups:
            found = msg(
                'there is no group "{group}" at {site}', group=quoted(group), site=quoted(site_id)
            )
            allowed = msg("groups of that site are: {names}", names=listed(groups))
            remedy = did_you_mean(group, groups)
        else:
            found = msg('unknown {kind} "{name}"', kind=msg("site"), name=quoted(site_id))
            allowed = msg("sites are: {names}", names=listed(islice(self._groups_of, 13)))
            remedy = did_you_mean(site_id, self._groups_of)
        return Problem("RRM-I031", place, _in_rows(found, rows), allowed, remedy)

    def _doubt(
        self, code: str, column: str, rows: _Rows, found: Message, allowed: Message
    ) -> Problem:
        place = Place(self._shown, row=rows.first[0], column=column)
        return Problem(code, place, found, allowed, msg("They are kept; check them."), False)


def _in_rows(found: Message, rows: _Rows) -> Message:
    if rows.count == 1:
        return found
    return msg("{found}, in {n} rows ({rows})", found=found, n=rows.count, rows=rows.named)


def _day(text: str) -> date | _Refused | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is not None and day.isoformat() == text:
        return day
    allowed = msg("a date written year-month-day is needed, such as 2022-04-18")
    return _Refused("RRM-I017", allowed, date_remedy(text))


def _respondent(text: str) -> str | _Refused:
    names = tuple(one.value for one in Respondent)
    if not text:
        return Respondent.HOUSEHOLD.value
    if text.casefold() in names:
        return text.casefold()
    allowed = msg("one of these is needed: {names}", names=listed(names))
    return _Refused("RRM-I018", allowed, msg("Use one of: {names}.", names=listed(names)))


def _weight(text: str) -> float | _Refused:
    if not text:
        return 1.0
    if is_plain_number(text) and 0 < float(text) <= _WEIGHT_MAX:
        return float(text)
    allowed = msg("a number above {low}, at most {high} is needed", low=0, high=_WEIGHT_MAX)
    return _Refused("RRM-I015", allowed, number_remedy(text))
