"""Counts that are published outside, exact, and which of them are hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from rrm.export.published import PublishedPlan, SiteLine
from rrm.export.published.needs import households_reached
from rrm.export.sharing.hiding import Hiding, Key, hidden_together
from rrm.export.small_cells import Cell
from rrm.model.rule_pack import SharingRules

PEOPLE = ("households", "people", "people_in_need", "reached")
"""What is counted of a group in a commune."""

HELP = ("targeted", "reached", "left")
"""Households that an item is for, those whose full share arrives, and the others."""

Counts = Mapping[str, Mapping[Key, int]]
"""By what is counted: by row and column."""


@dataclass(frozen=True, slots=True)
class SharedCounts:
    """people, items: by commune and group, of items by item. cases: by site and group, by
    programme and unit. hides_communes, hides_cases: what of them is not shown.
    """

    people: Counts
    items: Mapping[str, Counts]
    cases: Mapping[tuple[str, str], Mapping[Key, int]]
    hides_communes: Hiding
    hides_cases: Hiding


def commune_of(line: SiteLine) -> str:
    """A commune's key: its P-codes, as those of communes may be missing."""
    return f"{line.adm1}/{line.adm2}/{line.adm3}"


def shared_counts(plan: PublishedPlan, rules: SharingRules) -> SharedCounts:
    """All counts of a run, hidden in one place, so that no second document tells of one.

    Where a group has one site in a commune, its cells of both tables are hidden or neither.
    """
    people, items, cases = _people(plan), _items(plan), _cases(plan)
    alone = _alone(plan)
    back = {site: commune for commune, site in alone.items()}
    of_communes = {"people": _cells(people), **{f"item {k}": _cells(v) for k, v in items.items()}}
    of_cases = {" ".join(k): {"cases": _as_cells(v)} for k, v in cases.items()}
    hidden_before = _hidden_before(plan, rules.minimum_cell)
    communes = hidden_together(of_communes, rules.minimum_cell)
    while True:
        seeds = hidden_before | {alone[key] for key in communes.everywhere if key in alone}
        at_sites = hidden_together(of_cases, rules.minimum_cell, seeds)
        seeds = {back[key] for key in at_sites.everywhere if key in back}
        if seeds <= communes.everywhere:
            return SharedCounts(people, items, cases, communes, at_sites)
        communes = hidden_together(of_communes, rules.minimum_cell, communes.everywhere | seeds)


def _people(plan: PublishedPlan) -> Counts:
    found: dict[str, dict[Key, int]] = {what: defaultdict(int) for what in PEOPLE}
    for line in plan.sites:
        key = (commune_of(line), line.group)
        for what, count in zip(
            PEOPLE,
            (line.households, line.people, line.people_in_need, line.households_reached),
            strict=True,
        ):
            found[what][key] += count
    return found


def _items(plan: PublishedPlan) -> Mapping[str, Counts]:
    communes = {line.site_id: commune_of(line) for line in plan.sites}
    found: dict[str, dict[str, dict[Key, int]]] = {}
    for need in plan.needs:
        tables = found.setdefault(need.item, {what: defaultdict(int) for what in HELP})
        key = (communes[need.site_id], need.group)
        reached = households_reached(need)
        counts = (need.households, reached, need.households - reached)
        for what, count in zip(HELP, counts, strict=True):
            tables[what][key] += count
    return found


def _cases(plan: PublishedPlan) -> Mapping[tuple[str, str], Mapping[Key, int]]:
    """Exact ones, also of those that are hidden already."""
    found: dict[tuple[str, str], dict[Key, int]] = defaultdict(lambda: defaultdict(int))
    for one in plan.facts.run.entitled.referrals:
        found[one.programme, one.unit][one.site_id, one.group] += one.caseload
    return found


def _hidden_before(plan: PublishedPlan, minimum: int) -> set[Key]:
    """Sites and groups of which a case is hidden in every document, or is small by itself."""
    hidden = {(one.site_id, one.group) for one in plan.referrals if one.caseload.count is None}
    return hidden | {
        (one.site_id, one.group)
        for one in plan.facts.run.entitled.referrals
        if 0 < one.caseload < minimum
    }


def _alone(plan: PublishedPlan) -> dict[Key, Key]:
    """By commune and group with one site there: site and group."""
    sites: dict[Key, list[Key]] = defaultdict(list)
    for line in plan.sites:
        sites[commune_of(line), line.group].append((line.site_id, line.group))
    return {commune: keys[0] for commune, keys in sites.items() if len(keys) == 1}


def _cells(counts: Counts) -> dict[str, tuple[Cell, ...]]:
    return {what: _as_cells(table) for what, table in counts.items()}


def _as_cells(table: Mapping[Key, int]) -> tuple[Cell, ...]:
    return tuple(Cell(*key, count) for key, count in sorted(table.items()))
