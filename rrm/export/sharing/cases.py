"""Cases as they are handed over: counts hidden, relief without days, nothing of few people."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.export.published import PublishedPlan, ReferralLine, Relief, SiteLine
from rrm.export.published.needs import households_reached
from rrm.export.sharing.counts import SharedCounts, commune_of
from rrm.export.sharing.hiding import Key
from rrm.export.sharing.plan import SharedCase, SharedRelief
from rrm.export.small_cells import Shown
from rrm.model.language import Message


def shared_cases(plan: PublishedPlan, counts: SharedCounts, minimum: int) -> tuple[SharedCase, ...]:
    """Every case, in the order of the plan."""
    sites = {(line.site_id, line.group): line for line in plan.sites}
    quiet = _quiet(plan, sites, counts, minimum)
    return tuple(
        _case(line, sites[line.site_id, line.group], counts, quiet, minimum)
        for line in plan.referrals
    )


def _case(
    line: ReferralLine, site: SiteLine, counts: SharedCounts, quiet: set[Key], minimum: int
) -> SharedCase:
    key = (line.site_id, line.group)
    caseload = line.caseload
    if caseload.count is not None:
        subject = f"{line.programme} {line.unit}"
        caseload = counts.hides_cases.shown(subject, key, caseload.count)
    else:
        caseload = Shown(None, "with another", minimum)
    is_quiet = key in quiet
    evidence = line.evidence
    if evidence is not None and (
        is_quiet or caseload.count is None or tells_of_few(evidence, minimum)
    ):
        evidence = None
    return SharedCase(
        case_id=line.case_id,
        programme=line.programme,
        adm3=site.adm3,
        site_id=line.site_id,
        group=line.group,
        unit=line.unit,
        caseload=caseload,
        urgency_days=line.urgency_days,
        due=line.due,
        reason=line.reason,
        evidence=evidence,
        relief=tuple(_relief(one, is_quiet, minimum) for one in line.relief),
    )


def _relief(relief: Relief, is_quiet: bool, minimum: int) -> SharedRelief:
    received = relief.received
    if is_quiet or (received is not None and 0 < received < minimum):
        received = None
    return SharedRelief(
        item=relief.item,
        unit=relief.unit,
        planned=None if is_quiet else relief.planned,
        received=received,
        until="" if relief.until is None else f"{relief.until:%Y-%m}",
    )


def _quiet(
    plan: PublishedPlan, sites: dict[Key, SiteLine], counts: SharedCounts, minimum: int
) -> set[Key]:
    """Sites and groups of whose relief no quantity is told.

    Those whose group is hidden in the commune, at the site, or gets so little at any site of
    the commune that it tells of few households: what the commune gets is published, so that
    the others would give it away.
    """
    hidden = set(counts.hides_communes.everywhere)
    for key, site in sites.items():
        if key in counts.hides_cases.everywhere or 0 < site.households < minimum:
            hidden.add((commune_of(site), site.group))
    due = {(need.site_id, need.group, need.item) for need in plan.needs}
    for need in plan.needs:
        few = (households_reached(need), need.households - households_reached(need))
        if any(0 < count < minimum for count in few):
            hidden.add((commune_of(sites[need.site_id, need.group]), need.group))
    for line in plan.referrals:
        # Of a variant nobody says how many households it reaches; its number stands for them.
        if any(
            0 < relief.planned < minimum and (line.site_id, line.group, relief.item) not in due
            for relief in line.relief
        ):
            hidden.add((commune_of(sites[line.site_id, line.group]), line.group))
    return {key for key, site in sites.items() if (commune_of(site), site.group) in hidden}


def tells_of_few(sentence: Message, minimum: int) -> bool:
    """Whether fewer households than the minimum can be read or worked out from a sentence.

    Of those asked, n, any percentage may be a share.
    """
    figures = list(_figures(sentence))
    asked = [value for name, value in figures if name == "n"]
    percentages = [value for name, value in figures if name != "n" and 0 <= value <= 100]
    counts = [
        *asked,
        *(n * part / 100 for n in asked for of in percentages for part in (of, 100 - of)),
    ]
    return any(0 < count < minimum for count in counts)


def _figures(value: object) -> Iterator[tuple[str, float]]:
    if isinstance(value, tuple):
        for one in value:
            yield from _figures(one)
    elif isinstance(value, Message):
        for name, one in value.values:
            if isinstance(one, int | float) and not isinstance(one, bool):
                # A class of severity is no share of anybody.
                if name not in ("severity", "level", "class"):
                    yield name, float(one)
            else:
                yield from _figures(one)
