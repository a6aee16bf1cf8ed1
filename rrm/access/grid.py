"""All ways that are asked at once: by class and period, from every origin to every destination."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

import numpy as np

from rrm.access.link_arrays import Floats, LinkArrays, Positions
from rrm.access.paces import Passage, paces
from rrm.access.paths.arcs import MICROSECONDS_AN_HOUR
from rrm.access.paths.board import Search
from rrm.access.paths.case_ways import CaseWays, case_ways
from rrm.access.paths.cases import Cases, cases
from rrm.access.paths.searches import Searches
from rrm.access.periods import Period
from rrm.model.rule_pack import ClassAccess

Table = Mapping[str, tuple[Floats, ...]]

_OUT, _HOME = 0, 1


@dataclass(frozen=True, eq=False)
class Grid:
    """The answers, by vehicle class, then by period of that class in order.

    Each table holds matrices [origin, destination]. Hours are of driving, waits included, each
    link's rounded to the microsecond; loading and unloading are not in them. A place reaches
    itself in 0 h. Hours and km are inf, risk is nan, where there is no way in that direction.
    origins, destinations: positions of places in the link arrays.
    """

    origins: tuple[int, ...]
    destinations: tuple[int, ...]
    _passages: Mapping[str, tuple[int, ...]]
    _doubted: _Doubted
    _ways: CaseWays

    @property
    def lost(self) -> frozenset[int]:
        """Links that no class passes in any period, by position."""
        return self._ways.lost

    @cached_property
    def hours(self) -> Table:
        """From the origin to the destination."""
        return self._table(self._figures[0, :, _OUT] / MICROSECONDS_AN_HOUR)

    @cached_property
    def hours_back(self) -> Table:
        """From the destination to the origin."""
        return self._table(self._figures[0, :, _HOME] / MICROSECONDS_AN_HOUR)

    @cached_property
    def km(self) -> Table:
        """Of the way out."""
        return self._table(self._figures[1, :, _OUT])

    @cached_property
    def km_back(self) -> Table:
        """Of the way home."""
        return self._table(self._figures[1, :, _HOME])

    @cached_property
    def risk(self) -> Table:
        """Of the way out, doubts of the period included, 0 to 1."""
        passages = list(chain.from_iterable(self._passages.values()))
        left = self._doubted.left(self._ways).reshape(
            len(passages), len(self.origins), len(self.destinations)
        )
        risk = iter(1 - self._figures[2, passages, _OUT] * left)
        return {name: tuple(next(risk) for _ in mine) for name, mine in self._passages.items()}

    @property
    def used(self) -> Positions:
        """Links on the ways, and perhaps some others; losing any not here changes nothing."""
        return self._ways.used()

    def path(
        self, vehicle_class: str, period: int, origin: int, destination: int, *, outward: bool
    ) -> tuple[int, ...]:
        """Places in the order travelled: out, or home from the destination to the origin.

        period: index among the class's periods. origin, destination: positions of places.
        Empty where there is no way.
        """
        return tuple(self._trail(vehicle_class, period, origin, destination, outward=outward)[0])

    def ways(
        self, vehicle_class: str, period: int, origin: int, destination: int, *, outward: bool
    ) -> tuple[int, ...]:
        """The links of that path, in order; empty where there is no way."""
        return tuple(self._trail(vehicle_class, period, origin, destination, outward=outward)[1])

    def without(self, links: Collection[int]) -> Grid:
        """The answers once these links are lost to all classes in all periods.

        links: positions in the link arrays. Only ways that use one of them are looked for again.
        The answers of this grid stay as they are.
        """
        more = frozenset(links) - self.lost
        return replace(self, _ways=self._ways.without(more)) if more else self

    def _trail(
        self, vehicle_class: str, period: int, origin: int, destination: int, *, outward: bool
    ) -> tuple[list[int], list[int]]:
        passage, way = self._passages[vehicle_class][period], _OUT if outward else _HOME
        case = _number(passage, way, self.origins.index(origin), len(self.origins))
        return self._ways.trail(case, self._column[destination])

    def _table(self, by_passage: Floats) -> Table:
        return {
            vehicle_class: tuple(by_passage[passage] for passage in passages)
            for vehicle_class, passages in self._passages.items()
        }

    @cached_property
    def _figures(self) -> Floats:
        """[figure, passage, out or home, origin, destination]"""
        passages = len(set(chain.from_iterable(self._passages.values())))
        shape = (3, passages, 2, len(self.origins), len(self.destinations))
        return self._ways.figures().reshape(shape)

    @cached_property
    def _column(self) -> Mapping[int, int]:
        return {place: column for column, place in enumerate(self.destinations)}


def grid(
    links: LinkArrays,
    rules_by_class: Mapping[str, ClassAccess],
    periods_by_class: Mapping[str, tuple[Period, ...]],
    origins: Sequence[int],
    destinations: Sequence[int],
) -> Grid:
    """The fastest ways of each class in each of its periods, out and home.

    origins, destinations: positions in `links.nodes`. Ties are decided as in access_table: time,
    then length, then the nodes in the order travelled. Each season is searched once a class, all
    links open that are in any of its periods; the periods are answered from there.
    Raises OverflowError where hours of passage are too long to be added up exactly.
    """
    known = paces(links, rules_by_class, periods_by_class)
    grounds = [
        Search(pace, origin, outward=way == _OUT)
        for pace in range(len(known.microseconds))
        for way in (_OUT, _HOME)
        for origin in origins
    ]
    number = _numbered(known.passages)
    passages = {name: tuple(number[it] for it in mine) for name, mine in known.passages.items()}
    asked = [
        (_number(passage.pace, way, row, len(origins)), passage.closed)
        for passage in number
        for way in (_OUT, _HOME)
        for row in range(len(origins))
    ]
    searches = Searches(links, known.microseconds, destinations)
    return Grid(
        origins=tuple(origins),
        destinations=tuple(destinations),
        _passages=passages,
        _doubted=_doubted(links, periods_by_class, passages, len(origins)),
        _ways=case_ways(searches, grounds, cases(len(grounds), asked, len(links))),
    )


@dataclass(frozen=True, eq=False)
class _Doubted:
    """The links in doubt: in each period, out of each origin, a case of those of the ways.

    chance: [period, column], that a link can be passed, columns as in the cases' closures.
    """

    cases: Cases
    chance: Floats
    origins: int

    def left(self, ways: CaseWays) -> Floats:
        """What doubts leave of the chance to pass [period and origin, destination]."""
        left = np.ones((len(self.cases), ways.ground.asked))
        if self.chance.shape[1] > 1:
            case, destination, link = ways.passing(self.cases)
            chance = self.chance[case // self.origins, self.cases.closures.column[link]]
            np.multiply.at(left, (case, destination), chance)
        return left


def _doubted(
    links: LinkArrays,
    periods_by_class: Mapping[str, tuple[Period, ...]],
    passages: Mapping[str, tuple[int, ...]],
    origins: int,
) -> _Doubted:
    doubts = [dict(period.doubts) for periods in periods_by_class.values() for period in periods]
    rows = chain.from_iterable(passages.values())
    asked = [
        (_number(passage, _OUT, row, origins), frozenset(mine))
        for passage, mine in zip(rows, doubts, strict=True)
        for row in range(origins)
    ]
    among = 2 * origins * len(set(chain.from_iterable(passages.values())))
    doubted = cases(among, asked, len(links))
    chance = np.ones((len(doubts), doubted.closures.closed.shape[1]))
    for at, mine in enumerate(doubts):
        for link, doubt in mine.items():
            chance[at, doubted.closures.column[link]] = 1 - doubt
    return _Doubted(doubted, chance, origins)


def _numbered(passages: Mapping[str, tuple[Passage, ...]]) -> dict[Passage, int]:
    every = dict.fromkeys(chain.from_iterable(passages.values()))
    return {passage: number for number, passage in enumerate(every)}


def _number(passage: int, way: int, origin: int, origins: int) -> int:
    """Of a search, among all origins, out and home, of one passage or pace after the other."""
    return (passage * 2 + way) * origins + origin
