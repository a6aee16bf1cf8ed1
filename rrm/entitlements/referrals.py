"""Which cases go to which regular programme, and by when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from rrm.model.demand import Referral
from rrm.model.labels import group_label
from rrm.model.language import Message, Text, msg
from rrm.model.needs import Needs, NeedScore
from rrm.model.rounding import whole
from rrm.model.rule_pack import ReferralRule, RulePack
from rrm.model.scenario import Scenario, Site


@dataclass(frozen=True, slots=True)
class _Caseload:
    """How many people or households are handed over.

    stands_in: nobody answered what the rule counts by, and households in need stand in.
    """

    count: int
    unit: str
    stands_in: bool = False


def site_referrals(
    scenario: Scenario, pack: RulePack, needs: Needs, site: Site
) -> Iterator[Referral]:
    """The referrals of one group at one site: severity and, where a rule asks, a measure."""
    for rule in pack.referrals.values():
        score = needs.score(site.site_id, site.group, rule.sector)
        if score is None or score.severity < rule.from_severity:
            continue
        mean = (
            None if rule.measure is None else needs.measure(site.site_id, site.group, rule.measure)
        )
        if rule.measure_at_least is not None and (mean is None or mean < rule.measure_at_least):
            continue
        caseload = _caseload(rule, site, score, mean)
        if caseload.count > 0:
            yield _referral(scenario, pack, site, rule, score, caseload)


def _caseload(rule: ReferralRule, site: Site, score: NeedScore, mean: float | None) -> _Caseload:
    """A measure's mean times the households; without a measure, those in need of the sector.

    mean: of the rule's measure at the site and group; None where nobody answered. People in need
    are then no answer to how many children, say, are out of school: households in need are.
    """
    if rule.measure is None and rule.unit == "people":
        return _Caseload(score.people_in_need, rule.unit)
    if rule.measure is None or mean is None:
        count = whole(site.households * score.people_in_need / site.people) if site.people else 0
        return _Caseload(count, "households", stands_in=rule.measure is not None)
    at_most = site.people if rule.unit == "people" else site.households
    return _Caseload(min(whole(mean * site.households), at_most), rule.unit)


def _referral(
    scenario: Scenario,
    pack: RulePack,
    site: Site,
    rule: ReferralRule,
    score: NeedScore,
    caseload: _Caseload,
) -> Referral:
    return Referral(
        site_id=site.site_id,
        group=site.group.value,
        programme=rule.programme,
        caseload=caseload.count,
        unit=caseload.unit,
        urgency=rule.urgency_days,
        reason=_reason(pack, site, rule, score, caseload.stands_in),
        due_on=scenario.settings.start + timedelta(days=rule.urgency_days),
    )


def _reason(
    pack: RulePack, site: Site, rule: ReferralRule, score: NeedScore, stands_in: bool
) -> Message:
    values = {
        "sector": Text.of(pack.sectors[rule.sector].label),
        "severity": score.severity,
        "group": group_label(site.group),
        "reason": Text.of(rule.reason),
    }
    if stands_in:
        return msg(
            "{sector} severity {severity} ({group}): {reason}; not counted yet, households in need"
            " stand in",
            **values,
        )
    return msg("{sector} severity {severity} ({group}): {reason}", **values)
