"""The ways of several cases that close few links each, told once for all where they agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from rrm.access.link_arrays import Flags, Floats, Positions
from rrm.access.paths.answers import Answers, Crossings, no_answers
from rrm.access.paths.arcs import Wholes
from rrm.access.paths.bases import Basis
from rrm.access.paths.board import Search
from rrm.access.paths.cases import Cases
from rrm.access.paths.closures import Closed
from rrm.access.paths.searches import Asked, Repair, Searches


@dataclass(frozen=True, eq=False)
class CaseWays:
    """Ways of grounds, and of cases the detours round what they close: all others are the same.

    The best way in a network that avoids all that another closes besides is the best there too.
    ground: ways of all grounds to all destinations. detours: by case, those of their own; a few
    may be as their ground's. lost: what is closed in all cases.
    """

    grounds: tuple[Search, ...]
    cases: Cases
    lost: Closed
    ground: Answers
    detours: Answers
    _searches: Searches
    _bases: Mapping[int, Basis]
    _detour_bases: Mapping[int, Basis]

    def without(self, more: Closed) -> CaseWays:
        """The ways once more links are lost; only those that use one are looked for again."""
        these, lost = self._searches.closures([more]), self.lost | more
        moved, gone = self.ground.using(these), self.detours.using(these)
        if not len(moved) and not len(gone):
            return replace(self, lost=lost)
        told, bases = self._searches.repaired(self._grounds_after(moved, lost))
        then = replace(
            self,
            lost=lost,
            ground=self.ground.and_then(told),
            detours=self.detours.without(gone),
            _bases={**self._bases, **bases},
        )
        has_moved = np.zeros((len(self.grounds), self._asked), dtype=np.bool_)
        has_moved.reshape(-1)[moved] = True
        here = has_moved[self.cases.ground] & ~self.is_detour
        here.reshape(-1)[self.detours.key[gone]] = True
        # Where a detour is lost, what it went round is in the way still, unless that moved too.
        ground_of_gone = self.cases.ground[self.detours.search[gone]]
        has_moved[ground_of_gone, self.detours.destination[gone]] = True
        return then._detoured(has_moved.reshape(-1), here.sum(axis=1))

    def in_cases(self, known: Cases) -> CaseWays:
        """The same grounds in other cases."""
        none = no_answers(self._asked)
        without_detours = replace(self, cases=known, detours=none, _detour_bases={})
        every = np.ones(len(self.ground), dtype=np.bool_)
        return without_detours._detoured(every, np.zeros(len(known), dtype=np.int64))

    def figures(self) -> Floats:
        """Microseconds, km, and the chance of meeting no risk [figure, case, destination]."""
        shape = (3, len(self.grounds), self._asked)
        found: Floats = self.ground.figures.reshape(shape)[:, self.cases.ground]
        found[:, self.detours.search, self.detours.destination] = self.detours.figures
        return found

    def trail(self, case: int, destination: int) -> tuple[list[int], list[int]]:
        """Places and links in the order travelled; empty without a way. destination: its index."""
        ground = int(self.cases.ground[case])
        row = self.detours.row(case, destination)
        if row is None:
            places, links = self.ground.trail(ground * self._asked + destination)
        else:
            places, links = self.detours.trail(row)
        outward = self.grounds[ground].outward
        return (places[::-1], links[::-1]) if outward else (places, links)

    def used(self) -> Positions:
        """The links on ways of grounds and of cases."""
        return np.unique(np.concatenate([self.ground.links(), self.detours.links()]))

    def passing(self, of_cases: Cases) -> tuple[Positions, Positions, Wholes]:
        """Where ways come by links: which case of those given, the destination, the link.

        of_cases: their grounds are the cases here, what they close are the links looked for.
        All those by one link come before those by the next.
        """
        found = []
        for answers, crossings in (
            (self.ground, self.cases.all(self.ground.crossings(of_cases.closures))),
            (self.detours, self.detours.crossings(of_cases.closures)),
        ):
            met = of_cases.closed_at(of_cases.all(crossings))
            which, row = answers.crossing(met)
            case, destination = met.search[which], answers.destination[row]
            if answers is self.ground:
                (few,) = (~self.is_detour[of_cases.ground[case], destination]).nonzero()
                which, case, destination = which[few], case[few], destination[few]
            found.append((case, destination, met.link[which]))
        case, destination, link = (np.concatenate(column) for column in zip(*found, strict=True))
        order = np.argsort(link, kind="stable")
        return case[order], destination[order], link[order]

    @cached_property
    def is_detour(self) -> Flags:
        """Which ways of cases are told as detours [case, destination]."""
        found = np.zeros((len(self.cases), self._asked), dtype=np.bool_)
        found[self.detours.search, self.detours.destination] = True
        return found

    @property
    def _asked(self) -> int:
        return self.ground.asked

    def _grounds_after(self, moved: Positions, lost: Closed) -> list[Repair]:
        return [
            Repair(
                asked=Asked(number, self.grounds[number], lost, destinations),
                basis=self._bases[number],
                closed=lost,
            )
            for number, destinations in _by_search(moved, self._asked)
        ]

    def _detoured(self, looked_at: Flags, moved: Positions) -> CaseWays:
        """With the detours that are missing.

        looked_at: rows of ways of grounds that may be closed in cases. moved: of each case, how
        many ways a loss has taken.
        """
        crossings = self.ground.crossings(self.cases.closures)
        met, keys = self._missing(crossings, looked_at)
        start = self._nearest(keys, moved, self._avoiding(met, crossings))
        detours, bases = self.detours, dict[int, Basis]()
        while len(keys):
            told, new = self._searches.repaired(self._repairs(keys, met, start | bases))
            detours, bases = detours.and_then(told), bases | new
            met = self.cases.closed_at(told.crossings(self.cases.closures))
            keys = told.key[told.crossing(met)[1]]
        return replace(self, detours=detours, _detour_bases={**self._detour_bases, **bases})

    def _missing(self, crossings: Crossings, looked_at: Flags) -> tuple[Crossings, Positions]:
        """Where cases close what ways of grounds come by, and the detours that these lack.

        crossings: on ways of grounds. looked_at: their rows that count. The detours are told by
        their keys, more than once where several closed links lie on a way.
        """
        met = self.cases.closed_at(self.cases.all(crossings))
        which, row = self.ground.crossing(met)
        (few,) = looked_at[row].nonzero()
        which, row = which[few], row[few]
        keys = met.search[which] * self._asked + self.ground.destination[row]
        (few,) = (~self.is_detour.reshape(-1)[keys]).nonzero()
        return met.at(np.unique(which[few])), keys[few]

    def _avoiding(self, met: Crossings, crossings: Crossings) -> Positions:
        """How many ways of its ground come by the links that each case has to avoid.

        met: these links, by case. crossings: on ways of grounds.
        """
        column = self.cases.closures.column
        by_link = np.zeros((len(self.grounds), self.cases.closures.closed.shape[1]), dtype=np.int64)
        np.add.at(by_link, (crossings.search, column[crossings.link]), crossings.count)
        found = np.zeros(len(self.cases), dtype=np.int64)
        np.add.at(found, met.search, by_link[self.cases.ground[met.search], column[met.link]])
        return found

    def _nearest(self, keys: Positions, moved: Positions, avoiding: Positions) -> dict[int, Basis]:
        """What the cases of detours start from: their own basis of before, or their ground's.

        The fewer ways a loss has taken, and the fewer have to avoid what a case closes, the less
        is to be repaired.
        """
        found = {}
        for case in np.unique(keys // self._asked).tolist():
            ground = self._bases[int(self.cases.ground[case])]
            is_own = case in self._detour_bases and moved[case] < avoiding[case]
            found[case] = self._detour_bases[case] if is_own else ground
        return found

    def _repairs(self, keys: Positions, met: Crossings, bases: Mapping[int, Basis]) -> list[Repair]:
        """Repairs for detours. met: links to be avoided, by case; bases: to start from, too."""
        avoided: dict[int, set[int]] = {}
        for case, link in zip(met.search.tolist(), met.link.tolist(), strict=True):
            avoided.setdefault(case, set()).add(link)
        found = []
        for case, destinations in _by_search(np.unique(keys), self._asked):
            search = self.grounds[int(self.cases.ground[case])]
            closed = self.cases.closed[case] | self.lost
            known = bases[case].closed | self.lost | avoided[case]
            found.append(Repair(Asked(case, search, closed, destinations), bases[case], known))
        return found


def case_ways(searches: Searches, grounds: Sequence[Search], known: Cases) -> CaseWays:
    """The ways of grounds and of their cases, nothing lost."""
    every = np.arange(len(searches.destinations))
    ground, bases = searches.made(
        [Asked(number, search, frozenset(), every) for number, search in enumerate(grounds)]
    )
    return CaseWays(
        grounds=tuple(grounds),
        cases=known,
        lost=frozenset(),
        ground=ground,
        detours=no_answers(ground.asked),
        _searches=searches,
        _bases=bases,
        _detour_bases={},
    ).in_cases(known)


def _by_search(keys: Positions, asked: int) -> list[tuple[int, Positions]]:
    """Keys in order, taken apart: the destinations of each search."""
    search, destination = np.divmod(keys, max(asked, 1))
    numbers, first = np.unique(search, return_index=True)
    return list(zip(numbers.tolist(), np.split(destination, first)[1:], strict=True))
