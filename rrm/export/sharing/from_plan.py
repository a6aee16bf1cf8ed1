"""The shared plan, made from the published one: everything that is not listed here stays inside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date

from rrm.export.published import NeedLine, PublishedPlan, SiteLine, Stamp, exact_sum
from rrm.export.sharing.cases import shared_cases
from rrm.export.sharing.counts import HELP, SharedCounts, commune_of, shared_counts
from rrm.export.sharing.plan import (
    Activity,
    CommuneLine,
    SharedCaseTotal,
    SharedItem,
    SharedPlan,
    SharedTotals,
    SharedUnmet,
)
from rrm.export.sharing.reasons import reason_of
from rrm.export.small_cells import Shown
from rrm.model.language import Message, msg
from rrm.model.rule_pack import SharingRules

SUM = ("", "")


def shared_plan(plan: PublishedPlan, rules: SharingRules) -> SharedPlan:
    """What may be told outside of a plan: communes, months, and counts of the minimum and above.

    rules: of the pack. The same counts are hidden in every document that is made of it.
    Raises ValueError for a plan without a stamp.
    """
    if plan.stamp is None:
        raise ValueError("a plan that leaves its run folder has a stamp")
    counts = shared_counts(plan, rules)
    settings = plan.facts.scenario.settings
    unmet = _unmet(plan, rules.minimum_cell)
    cases = shared_cases(plan, counts, rules.minimum_cell)
    told_of = {case.site_id for case in cases}
    made = SharedPlan(
        stamp=_stamp(plan.stamp, rules.minimum_cell),
        names=replace(
            plan.names,
            places={code: name for code, name in plan.names.places.items() if code in told_of},
            vehicle_classes={},
        ),
        first_day=settings.start,
        last_day=settings.date_of(settings.horizon_days),
        communes=tuple(_communes(plan, counts)),
        cases=cases,
        activities=tuple(_activities(plan, counts)),
        unmet=unmet,
        asked=_asked(plan, unmet),
        totals=_totals(plan, counts, unmet),
        hidden=0,
    )
    return replace(made, hidden=_hidden_in(made))


def _stamp(stamp: Stamp, minimum: int) -> Stamp:
    is_few = any(0 < one.people < minimum for one in stamp.confidence)
    return replace(stamp, confidence=()) if is_few else stamp


def _communes(plan: PublishedPlan, counts: SharedCounts) -> Iterator[CommuneLine]:
    together: dict[tuple[str, str], list[SiteLine]] = defaultdict(list)
    for line in plan.sites:
        together[commune_of(line), line.group].append(line)
    for key, lines in sorted(together.items()):
        shown = {
            what: counts.hides_communes.shown("people", key, table[key])
            for what, table in counts.people.items()
        }
        first = lines[0]
        yield CommuneLine(
            adm1=first.adm1,
            adm2=first.adm2,
            adm3=first.adm3,
            group=first.group,
            sites=len(lines),
            severity=0 if shown["people"].count is None else max(line.severity for line in lines),
            **shown,
        )


def _activities(plan: PublishedPlan, counts: SharedCounts) -> Iterator[Activity]:
    """By item, commune and group, in the order of the needs."""
    sites = {(line.site_id, line.group): line for line in plan.sites}
    rules = plan.facts.pack.entitlements.entitlements
    sectors = {
        one.key: rules[one.entitlement].sector if one.entitlement in rules else ""
        for one in plan.facts.run.entitled.demands
    }
    together: dict[tuple[str, str, str], list[NeedLine]] = defaultdict(list)
    for need in plan.needs:
        commune = commune_of(sites[need.site_id, need.group])
        together[need.item, commune, need.group].append(need)
    for (item, commune, group), needs in together.items():
        first = needs[0]
        site = sites[first.site_id, first.group]
        targeted, reached = (
            counts.hides_communes.shown(
                f"item {item}", (commune, group), counts.items[item][what][commune, group]
            )
            for what in HELP[:2]
        )
        brought = [need.first for need in needs if need.first is not None]
        yield Activity(
            sector=sectors.get((first.site_id, first.group, item), ""),
            activity=item,
            modality=first.kind.value,
            adm1=site.adm1,
            adm2=site.adm2,
            adm3=site.adm3,
            month=month_of(min(brought or [need.due for need in needs])),
            group=group,
            unit="households",
            targeted=targeted,
            reached=reached,
            status="planned" if brought else "unmet",
        )


def _unmet(plan: PublishedPlan, minimum: int) -> tuple[SharedUnmet, ...]:
    """By item and reason. Where one reason stands for few, no figure of the item is told."""
    households: dict[tuple[str, str], int] = defaultdict(int)
    quantities: dict[tuple[str, str], list[float]] = defaultdict(list)
    units: dict[str, str] = {}
    for line in plan.unmet:
        households[line.item, line.reason_code] += line.households
        quantities[line.item, line.reason_code].append(line.quantity)
        units[line.item] = line.unit
    few = {item for (item, _), count in households.items() if 0 < count < minimum}
    found = []
    for (item, code), count in households.items():
        why, help_ = reason_of(code)
        is_hidden = item in few
        found.append(
            SharedUnmet(
                item=item,
                unit=units[item],
                quantity=None if is_hidden else exact_sum(quantities[item, code]),
                households=Shown(None, "with another", minimum)
                if is_hidden
                else Shown(count, None, minimum),
                reason_code=code,
                reason=why,
                would_help=help_,
            )
        )
    found.sort(key=lambda one: (-(one.households.count or 0), one.item, one.reason_code))
    return tuple(found)


def _asked(plan: PublishedPlan, unmet: tuple[SharedUnmet, ...]) -> tuple[Message, ...]:
    """What a meeting is asked for, for most households first."""
    asked = (
        msg("{item}: {help}", item=plan.names.item(one.item), help=one.would_help) for one in unmet
    )
    return tuple(dict.fromkeys(asked))


def _totals(
    plan: PublishedPlan, counts: SharedCounts, unmet: tuple[SharedUnmet, ...]
) -> SharedTotals:
    hides, few = counts.hides_communes, {one.item for one in unmet if one.quantity is None}
    people = {
        what: hides.shown("people", SUM, sum(table.values()))
        for what, table in counts.people.items()
    }
    return SharedTotals(
        sites=plan.totals.sites,
        communes=len({commune_of(line) for line in plan.sites}),
        **people,
        items=tuple(
            SharedItem(
                item=item,
                unit=one.unit,
                needed=None if targeted.count is None else one.needed,
                delivered=None if reached.count is None or item in few else one.delivered,
                targeted=targeted,
                reached=reached,
            )
            for item, tables in counts.items.items()
            for one in [plan.totals.item(item)]
            if one is not None
            for targeted, reached in [
                tuple(
                    hides.shown(f"item {item}", SUM, sum(tables[what].values()))
                    for what in HELP[:2]
                )
            ]
        ),
        cases=tuple(
            SharedCaseTotal(
                one.programme,
                one.unit,
                one.caseload
                if one.caseload.count is None
                else counts.hides_cases.shown(
                    f"{one.programme} {one.unit}", SUM, one.caseload.count
                ),
            )
            for one in plan.totals.referrals
        ),
    )


def month_of(day: date) -> str:
    """A month, 2022-04."""
    return f"{day:%Y-%m}"


def _hidden_in(value: object) -> int:
    """Counts that are not shown."""
    if isinstance(value, Shown):
        return int(value.count is None)
    if isinstance(value, tuple):
        return sum(_hidden_in(one) for one in value)
    if is_dataclass(value) and not isinstance(value, Message):
        return sum(_hidden_in(getattr(value, one.name)) for one in fields(value))
    return 0
