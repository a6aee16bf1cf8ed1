"""Runs side by side: the first is the baseline, each other is set against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rrm.comparison.change import Change, total
from rrm.comparison.coverage import Coverage, ItemChange, coverage, item_changes
from rrm.comparison.facts import RunFacts
from rrm.comparison.made_from import MadeFrom, made_from
from rrm.comparison.means import Spent, UseChange, cost_changes, use_changes
from rrm.comparison.needs import NeedChange, need_changes
from rrm.comparison.priorities import Standing, TierChange, tier_changes
from rrm.comparison.served import Key, Served, served
from rrm.comparison.sites import ServedChange, SiteChange, served_changes, site_changes
from rrm.comparison.unmet import UnmetChange, unmet_changes

LETTERS = "ABCDEFGH"
"""What runs are called side by side."""


@dataclass(frozen=True)
class Difference:
    """What differs in a run, `after`, against the baseline, `before`.

    needs, items, served and unmet speak of the sites that both have; sites_before and
    sites_after are those that only one of them has.
    """

    before: RunFacts
    after: RunFacts
    made_from: MadeFrom
    tiers: tuple[TierChange, ...]
    needs: tuple[NeedChange, ...]
    items: tuple[ItemChange, ...]
    served: tuple[ServedChange, ...]
    unmet: tuple[UnmetChange, ...]
    costs: Mapping[Spent, Change]
    vehicles: tuple[UseChange, ...]
    sites_before: tuple[str, ...]
    sites_after: tuple[str, ...]

    @cached_property
    def sites(self) -> tuple[SiteChange, ...]:
        """Who gains and who loses, those with most households first."""
        return site_changes(self.served)

    @property
    def cost(self) -> Change:
        """What the two plans differ by in all."""
        return total(self.costs.values())

    @property
    def moved_tiers(self) -> tuple[TierChange, ...]:
        """Priorities that are not served alike."""
        return tuple(one for one in self.tiers if one.standing is not Standing.SAME)

    @property
    def is_nothing(self) -> bool:
        """Whether the two runs tell the same in all."""
        return self.made_from.is_same and self.same_results

    @property
    def same_results(self) -> bool:
        """Whether all that came out is the same, whatever they were made from."""
        verdicts = [(run.status, run.is_accepted) for run in (self.before, self.after)]
        moved = (
            self.moved_tiers, self.needs, self.served, self.unmet, self.costs, self.vehicles,
            self.sites_before, self.sites_after,
        )  # fmt: skip
        return verdicts[0] == verdicts[1] and not any(moved)


@dataclass(frozen=True)
class Comparison:
    """Runs side by side, and what differs in each other against the first."""

    runs: tuple[RunFacts, ...]
    differences: tuple[Difference, ...]

    @cached_property
    def coverages(self) -> tuple[tuple[Coverage, ...], ...]:
        """By run, every item over all its sites."""
        return tuple(coverage(run, served(run).values()) for run in self.runs)

    @cached_property
    def items(self) -> tuple[str, ...]:
        """Items that any run has, in the order of their catalogues."""
        return tuple(dict.fromkeys(one.item for found in self.coverages for one in found))

    def coverage_of(self, run: int, item: str) -> Coverage | None:
        """An item in a run, None where nobody is due it there."""
        return next((one for one in self.coverages[run] if one.item == item), None)


def compare_runs(runs: Sequence[RunFacts]) -> Comparison:
    """The runs side by side, each set against the first; two at least, eight at most.

    Raises ValueError for any other number.
    """
    if not 2 <= len(runs) <= len(LETTERS):
        raise ValueError(f"{len(runs)} runs can't be set side by side")
    return Comparison(tuple(runs), tuple(_difference(runs[0], other) for other in runs[1:]))


def _difference(before: RunFacts, after: RunFacts) -> Difference:
    shared = {*before.sites} & {*after.sites}
    old, new = (_at(served(run), shared) for run in (before, after))
    order = dict.fromkeys(key[2] for key in (*sorted(new), *sorted(old)))
    return Difference(
        before=before,
        after=after,
        made_from=made_from(before, after),
        tiers=tier_changes(before, after),
        needs=need_changes(before, after, shared),
        items=item_changes(old, new, sorted(order)),
        served=served_changes(old, new),
        unmet=unmet_changes(before, after, shared),
        costs=cost_changes(before, after),
        vehicles=use_changes(before, after),
        sites_before=tuple(site for site in before.sites if site not in shared),
        sites_after=tuple(site for site in after.sites if site not in shared),
    )


def _at(lines: Mapping[Key, Served], sites: set[str]) -> dict[Key, Served]:
    return {key: line for key, line in lines.items() if key[0] in sites}
