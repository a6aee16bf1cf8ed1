"""The rows of an assessment by level: interviews, roster rows, groups, sites; who is whose."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from rrm.model.form import Assessment, Form, Respondent, WithoutRows
from rrm.model.rule_pack import GROUP, HOUSEHOLD, KEY_INFORMANT
from rrm.rule_language import RowsBelow
from rrm.scoring.levels import HOUSEHOLDS, KEY_INFORMANTS
from rrm.scoring.roster_asked import roster_asked

Rows = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
T = TypeVar("T")
_SHORT = 65_536
NO_ROWS: Rows = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class SiteGroup:
    """A population group at a site."""

    site_id: str
    group: str


@dataclass(frozen=True)
class Frames:
    """Who was asked where.

    Households and key informants share one numbering, that of the interviews. A key informant
    counts as a household only where no household of that site and group was asked.
    """

    form: Form
    assessment: Assessment
    places: tuple[SiteGroup, ...] = field(init=False)
    place_of: Rows = field(init=False)
    site_of_place: Rows = field(init=False)
    _below: dict[tuple[str, str], RowsBelow] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        sites, site_of = _coded(self.assessment.site_ids)
        groups, group_of = _coded(self.assessment.groups)
        pair_of = site_of * max(len(groups), 1) + group_of
        is_there = np.bincount(pair_of, minlength=len(sites) * len(groups)) > 0
        pairs = np.flatnonzero(is_there)
        place_of = (np.cumsum(is_there) - 1)[pair_of]
        site_of_place, group_of_place = np.divmod(pairs, max(len(groups), 1))
        found = zip(site_of_place, group_of_place, strict=True)
        places = tuple(SiteGroup(sites[site], groups[group]) for site, group in found)
        object.__setattr__(self, "places", places)
        object.__setattr__(self, "place_of", place_of)
        object.__setattr__(self, "site_of_place", site_of_place)

    @cached_property
    def number_of(self) -> dict[SiteGroup, int]:
        """The position of each place among places."""
        return {place: number for number, place in enumerate(self.places)}

    @cached_property
    def is_informant(self) -> Flags:
        """Interviews with key informants."""
        said, number_of = _coded(self.assessment.respondents)
        return np.array([one == Respondent.KEY_INFORMANT for one in said], np.bool_)[number_of]

    @cached_property
    def days(self) -> Rows:
        """The day of each interview as its ordinal; 0 where it isn't known."""
        said, number_of = _coded(self.assessment.interviewed_on)
        return np.array([0 if day is None else day.toordinal() for day in said], np.int64)[
            number_of
        ]

    @cached_property
    def is_household(self) -> Flags:
        """Interviews that count as a household's."""
        asked = np.bincount(self.place_of[~self.is_informant], minlength=len(self.places)) > 0
        return ~self.is_informant | ~asked[self.place_of]

    @cached_property
    def answered(self) -> Flags:
        """Interviews in which any question at all was answered."""
        found = np.zeros(len(self.assessment), dtype=np.bool_)
        for column in self.assessment.columns.values():
            found |= column.known
        for rows in self.assessment.rosters.values():
            found[rows.households] = True
        return found

    @cached_property
    def households_by_place(self) -> dict[SiteGroup, Rows]:
        """The interviews that count as households', by place, in the order of the assessment."""
        return self._by_place(np.flatnonzero(self.is_household))

    @cached_property
    def informants_by_place(self) -> dict[SiteGroup, Rows]:
        """The interviews with key informants, by place."""
        return self._by_place(np.flatnonzero(self.is_informant))

    def rows_at(self, level: str) -> int:
        """How many rows a level has."""
        match level:
            case "household" | "key_informant":
                return len(self.assessment)
            case "group":
                return len(self.places)
            case "site":
                return int(self.site_of_place.max(initial=-1)) + 1
            case _:
                rows = self.assessment.rosters.get(level)
                return 0 if rows is None else len(rows)

    def owners(self, level: str, above: str) -> Rows | None:
        """For each row of a level the row above that it belongs to; None where it is itself."""
        if level == above or {level, above} == {HOUSEHOLD, KEY_INFORMANT}:
            return None
        if level == GROUP:
            return self.site_of_place
        if level not in (HOUSEHOLD, KEY_INFORMANT):
            households = self._households_of(level)
            over = self.owners(HOUSEHOLD, above)
            return households if over is None else over[households]
        return self.place_of if above == GROUP else self.site_of_place[self.place_of]

    def below(self, level: str, rows: str) -> RowsBelow:
        """The rows that a level sums up; rows: a roster, `households` or `key_informants`."""
        if (level, rows) not in self._below:
            self._below[level, rows] = self._rows_below(level, rows)
        return self._below[level, rows]

    def _rows_below(self, level: str, rows: str) -> RowsBelow:
        if rows in (HOUSEHOLDS, KEY_INFORMANTS):
            counts = self.is_household if rows == HOUSEHOLDS else self.is_informant
            return self._of_place(level, HOUSEHOLD, counts, self.assessment.weights)
        if level == HOUSEHOLD:
            return RowsBelow(
                self._households_of(rows),
                len(self.assessment),
                None,
                None,
                self._known_empty(rows),
                is_sample=False,
                answered=lambda: self.rows_answered(rows),
            )
        households = self._households_of(rows)
        counts, weights = self.is_household[households], self.assessment.weights[households]
        empty = self._known_empty(rows) & self.is_household
        return self._of_place(level, rows, counts, weights, empty)

    def _of_place(
        self,
        level: str,
        frame: str,
        counts: Flags,
        weights: Floats,
        known_empty: Flags | None = None,
    ) -> RowsBelow:
        owners = self.owners(frame, level)
        assert owners is not None
        rows = None if counts.all() else np.flatnonzero(counts)
        size = self.rows_at(level)
        empty = np.zeros(size, dtype=np.bool_)
        if known_empty is not None:
            over = self.owners(HOUSEHOLD, level)
            assert over is not None
            empty[over[known_empty]] = True
        return RowsBelow(
            owners if rows is None else owners[rows],
            size,
            weights if rows is None else weights[rows],
            rows,
            empty,
            is_sample=True,
            answered=lambda: self.rows_answered(frame)[counts],
            times=self._times(frame, rows),
        )

    def _times(self, frame: str, rows: Rows | None) -> Floats | None:
        times = self.assessment.times
        if times is None:
            return None
        households = self.owners(frame, HOUSEHOLD)
        times = times if households is None else times[households]
        return times if rows is None else times[rows]

    def rows_answered(self, level: str) -> Flags:
        """Rows of a level of which anything is known: interviews, or rows of a roster."""
        rows = self.assessment.rosters.get(level)
        if rows is None:
            return self.answered
        unknown = np.zeros(len(rows), dtype=np.bool_)
        known = [column.known for column in rows.columns.values()]
        return np.asarray(np.logical_or.reduce([unknown, *known]))

    def _households_of(self, roster: str) -> Rows:
        rows = self.assessment.rosters.get(roster)
        return NO_ROWS if rows is None else rows.households

    def _known_empty(self, roster: str) -> Flags:
        """Households without rows of a roster, by which they say that there are none; only those
        that were to be asked by their other answers.
        """
        if self.form.rosters[roster].without_rows is WithoutRows.NOT_ASKED:
            return np.zeros(len(self.assessment), dtype=np.bool_)
        rows = np.bincount(self._households_of(roster), minlength=len(self.assessment))
        asked = roster_asked(self.form, self.assessment, roster)
        return np.asarray(self.answered & asked & (rows == 0))

    def _by_place(self, rows: Rows) -> dict[SiteGroup, Rows]:
        places = self.place_of[rows]
        if len(self.places) < _SHORT:
            # Short numbers are sorted by counting, many times faster.
            places = places.astype(np.uint16)
        order = np.argsort(places, kind="stable")
        ends = np.searchsorted(places[order], np.arange(1, len(self.places)))
        return dict(zip(self.places, np.split(rows[order], ends), strict=True)) if rows.size else {}


def _coded(words: tuple[T, ...]) -> tuple[list[T], Rows]:
    """The different words in the order of first use, and for each word its number."""
    different = list(dict.fromkeys(words))
    numbers = {word: number for number, word in enumerate(different)}
    return different, np.fromiter(map(numbers.__getitem__, words), np.int64, len(words))
