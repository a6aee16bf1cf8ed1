"""Where each household stands in the assessment, found by its id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum


class NoHousehold(Enum):
    """Why an id leads to no household."""

    UNKNOWN = "unknown"
    SEVERAL_SITES = "several sites"
    ASKED_TWICE = "asked twice"


class HouseholdIndex:
    """Positions of households by site and id; `is_empty` until an id was given."""

    def __init__(self) -> None:
        self._count = 0
        self._by_site: dict[str, dict[str, int]] = {}
        self._asked_twice: set[tuple[str, str]] = set()
        self._anywhere: dict[str, int | NoHousehold] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no household has an id."""
        return not self._by_site

    def add(self, rows: Sequence[int], sites: Sequence[str], ids: Sequence[str]) -> Iterator[int]:
        """Takes the next households; gives the rows of those that were asked before."""
        start = self._count
        self._count += len(rows)
        repeated = []
        for position, (site, cell) in enumerate(zip(sites, ids, strict=True), start):
            household = cell.strip()
            if not household:
                continue
            there = self._by_site.setdefault(site, {})
            if there.setdefault(household, position) != position:
                self._asked_twice.add((site, household))
                repeated.append(rows[position - start])
        return iter(repeated)

    def position(self, household: str, site: str | None = None) -> int | NoHousehold:
        """Its position in the assessment, or why there is none; site None: wherever it lives."""
        if site is None:
            if self._anywhere is None:
                self._anywhere = self._joined()
            return self._anywhere.get(household, NoHousehold.UNKNOWN)
        found = self._by_site.get(site, {}).get(household)
        if found is None:
            return NoHousehold.UNKNOWN
        if (site, household) in self._asked_twice:
            return NoHousehold.ASKED_TWICE
        return found

    def ids(self, site: str | None = None) -> Iterable[str]:
        """The ids there are, at one site or at all."""
        sites = self._by_site.values() if site is None else [self._by_site.get(site, {})]
        return (household for there in sites for household in there)

    def _joined(self) -> dict[str, int | NoHousehold]:
        joined: dict[str, int | NoHousehold] = {}
        for there in self._by_site.values():
            for household, position in there.items():
                if household in joined:
                    joined[household] = NoHousehold.SEVERAL_SITES
                else:
                    joined[household] = position
        for _, household in self._asked_twice:
            if joined[household] is not NoHousehold.SEVERAL_SITES:
                joined[household] = NoHousehold.ASKED_TWICE
        return joined
