"""Which cases go to which regular programme, and by when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from rrm.model.demand import Referral
from rrm.model.labels import group_label
from rrm.model.language import Text, msg
from rrm.model.needs import Needs, NeedScore
from rrm.model.rounding import whole
from rrm.model.rule_pack import ReferralRule, RulePack
from rrm.model.scenario import Scenario, Site


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
        caseload = _caseload(rule, site, score)
        if caseload > 0:
            yield _referral(scenario, pack, site, rule, score, caseload)


def _caseload(rule: ReferralRule, site: Site, score: NeedScore) -> int:
    """People in need of the sector, or their households."""
    if rule.unit == "people" or not site.people:
        return score.people_in_need
    return whole(site.households * score.people_in_need / site.people)


def _referral(
    scenario: Scenario,
    pack: RulePack,
    site: Site,
    rule: ReferralRule,
    score: NeedScore,
    caseload: int,
) -> Referral:
    return Referral(
        site_id=site.site_id,
        group=site.group.value,
        programme=rule.programme,
        caseload=caseload,
        unit=rule.unit,
        urgency=rule.urgency_days,
        reason=msg(
            "{sector} severity {severity} ({group}): {reason}",
            sector=Text.of(pack.sectors[rule.sector].label),
            severity=score.severity,
            group=group_label(site.group),
            reason=Text.of(rule.reason),
        ),
        due_on=scenario.settings.start + timedelta(days=rule.urgency_days),
    )
