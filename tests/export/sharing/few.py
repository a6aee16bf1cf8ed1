"""A published plan whose groups are small, on the small run that can be followed by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rrm.export.published import CaseTotal, NeedLine, ReferralLine, Relief
from rrm.export.small_cells import Shown
from rrm.model.demand import Referral
from rrm.model.language import msg
from rrm.model.rule_pack import ItemKind, SharingRules
from tests.export.published.test_published_plan import published

RULES = SharingRules(
    source="book", minimum_cell=5, protected_sectors=("protection",),
    roles={"coordinator": {"en": "coordinator", "fr": "coordinateur"}},
)  # fmt: skip
DUE = date(2022, 4, 25)


def plan_of(groups, cases=()):
    """A plan of groups and cases.

    groups: (commune, site, group, households, reached); six people a household. cases:
    (programme, site, group, households).
    """
    plan = published()
    site, need = plan.sites[0], plan.needs[0]
    sites = tuple(
        replace(site, site_id=site_id, group=group, adm1="ML08", adm2="ML0801", adm3=commune,
                households=households, people=6 * households, people_in_need=5 * households,
                households_reached=reached, lat=15.123457, lon=0.987654)
        for commune, site_id, group, households, reached in groups
    )  # fmt: skip
    needs = tuple(_need(need, *one[1:]) for one in groups)
    run = plan.facts.run
    referrals = tuple(
        Referral(site_id, group, programme, count, "households", 7, msg("help"), DUE)
        for programme, site_id, group, count in cases
    )
    facts = replace(
        plan.facts, run=replace(run, entitled=replace(run.entitled, referrals=referrals))
    )
    reached_at = {(site_id, group): reached for _, site_id, group, _, reached in groups}
    lines = tuple(
        ReferralLine(
            f"{one.programme}-{one.site_id}-{one.group}", one.site_id, one.group, one.programme,
            one.unit, Shown(one.caseload, None, 5), 7, DUE, msg("help"),
            msg("{share} % of {n} households", share=40, n=30), False,
            (Relief("nfi_kit", "kit", float(reached_at[one.site_id, one.group])),),
        )
        for one in referrals
    )  # fmt: skip
    kits = plan.totals.item("nfi_kit")
    totals = replace(
        plan.totals,
        sites=len({one[1] for one in groups}),
        items=(replace(kits, item="nfi_kit", needed=float(sum(n.needed for n in needs)),
                       delivered=float(sum(n.delivered for n in needs))),),
        referrals=tuple(
            CaseTotal(programme, "households", 1,
                      Shown(sum(c for p, _, _, c in cases if p == programme), None, 5))
            for programme in dict.fromkeys(one[0] for one in cases)
        ),
    )  # fmt: skip
    return replace(plan, facts=facts, sites=sites, needs=needs, referrals=lines, totals=totals,
                   unmet=())  # fmt: skip


def _need(line: NeedLine, site_id: str, group: str, households: int, reached: int) -> NeedLine:
    return replace(
        line, site_id=site_id, group=group, item="nfi_kit", unit="kit", kind=ItemKind.GOODS,
        needed=float(households), delivered=float(reached), unmet=float(households - reached),
        households=households, people=6 * households,
    )  # fmt: skip
