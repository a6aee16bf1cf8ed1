"""Need scores become demands: who gets how much of what, from when and by when."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rrm.model.demand import Demand, ModalityChoice
from rrm.model.labels import group_label
from rrm.model.language import Message, Text, msg
from rrm.model.needs import Needs, NeedScore
from rrm.model.rounding import round_half_up, whole
from rrm.model.rule_pack import Covers, Entitlement, ItemKind, Per, RulePack
from rrm.model.scenario import Alert, Scenario, Site
from rrm.scoring import respond_by

LITRES_PER_M3 = 1000.0


def site_demands(
    scenario: Scenario, pack: RulePack, needs: Needs, site: Site, choice: ModalityChoice
) -> Iterator[Demand]:
    """The demands of one group at one site, by the pack's entitlements."""
    for key, rule in pack.entitlements.entitlements.items():
        score = needs.score(site.site_id, site.group, rule.sector)
        covers = rule.covers.get(site.group, Covers.NOBODY)
        if score is None or score.severity < rule.from_severity or covers == Covers.NOBODY:
            continue
        if choice.modality not in rule.modality:
            continue
        demand = _demand(scenario, pack, needs, site, key, score)
        if demand.quantity > 0:
            yield demand


def _demand(
    scenario: Scenario, pack: RulePack, needs: Needs, site: Site, key: str, score: NeedScore
) -> Demand:
    rule = pack.entitlements.entitlements[key]
    item = pack.catalogue[rule.item]
    entitled = _entitled_households(site, rule, score)
    helped = min(entitled, _already_helped(scenario, pack, site, key))
    households = entitled - helped
    people = whole(site.people * households / site.households) if site.households else 0
    from_day, due_day = _window(scenario, pack, site, rule)
    amount = _amount(needs, site, rule.amount, rule.if_unknown)
    quantity, days = _quantity(rule, item.kind, amount, households, people), 1
    survival = 0.0
    if item.kind == ItemKind.WATER:
        days = due_day - from_day + 1
        if rule.survival_amount is not None:
            litres = _amount(needs, site, rule.survival_amount, rule.survival_if_unknown)
            survival = _quantity(rule, item.kind, litres, households, people)
    quantity = float(whole(quantity)) if item.whole else round_half_up(quantity, 3)
    value = rule.criticality * severity_weight(pack, score.score) * people
    return Demand(
        site_id=site.site_id,
        group=site.group.value,
        entitlement=key,
        item=rule.item,
        unit=item.unit,
        quantity=quantity,
        survival_quantity=min(round_half_up(survival, 3), quantity),
        from_day=from_day,
        due_day=due_day,
        weight=round_half_up(value / (quantity * days), 9) if quantity > 0 else 0.0,
        households=households,
        people=people,
        reason=_reason(pack, site, rule, score, helped),
    )


def severity_weight(pack: RulePack, score: float) -> float:
    """What a person in need counts for, straight between the pack's weights by class.

    score: 0-100, where class k stands at 25 (k - 1).
    """
    weights = sorted(pack.entitlements.severity_weight.items())
    severity = 1.0 + score / 25.0
    return float(np.interp(severity, [k for k, _ in weights], [w for _, w in weights]))


def _entitled_households(site: Site, rule: Entitlement, score: NeedScore) -> int:
    if rule.covers[site.group] == Covers.EVERYONE:
        return site.households
    return whole(site.households * score.people_in_need / site.people) if site.people else 0


def _already_helped(scenario: Scenario, pack: RulePack, site: Site, key: str) -> int:
    """Households that had this entitlement, or one that stands in for it, before the start.

    Two entitlements of a sector stand in for each other when no modality gives both: a food
    ration in kind and a transfer in cash. Water runs day by day and is never had already.
    """
    rules = pack.entitlements.entitlements
    rule = rules[key]
    if rule.per == Per.PERSON_DAY:
        return 0
    same = {
        other_key
        for other_key, other in rules.items()
        if other_key == key
        or (other.sector == rule.sector and not set(other.modality) & set(rule.modality))
    }
    return max(
        (
            row.households
            for row in scenario.assistance
            if (row.site_id, row.group) == (site.site_id, site.group) and row.entitlement in same
        ),
        default=0,
    )


def _window(scenario: Scenario, pack: RulePack, site: Site, rule: Entitlement) -> tuple[int, int]:
    """First day and due day: from the alert on, within the days that the pack promises.

    A promise that ran out before the start is due on the first day. Water runs for at most
    `days`, each day standing for itself.
    """
    settings = scenario.settings
    alert = _alert(scenario, site)
    first = 1 if alert is None else max(1, settings.day_of(alert.reported_on))
    first = min(first, settings.horizon_days)
    if rule.per == Per.PERSON_DAY:
        days = rule.days or settings.horizon_days
        return first, min(settings.horizon_days, first + days - 1)
    if alert is None:
        due = 1 + pack.triggers.respond_within_days
    else:
        due = settings.day_of(respond_by(alert, pack.triggers))
    return first, max(first, min(due, settings.horizon_days))


def _alert(scenario: Scenario, site: Site) -> Alert | None:
    return next((alert for alert in scenario.alerts if alert.site_id == site.site_id), None)


def _amount(needs: Needs, site: Site, amount: str, if_unknown: float) -> float:
    """A number as written, or a measure's mean at the site."""
    try:
        return float(amount)
    except ValueError:
        mean = needs.measure(site.site_id, site.group, amount)
        return if_unknown if mean is None else mean


def _quantity(
    rule: Entitlement, kind: ItemKind, amount: float, households: int, people: int
) -> float:
    """Units; of water m3 a day, from litres a person and day."""
    if kind == ItemKind.WATER:
        return amount * people / LITRES_PER_M3
    return amount * (households if rule.per == Per.HOUSEHOLD else people)


def _reason(
    pack: RulePack, site: Site, rule: Entitlement, score: NeedScore, helped: int
) -> Message:
    who = (
        msg("everyone in the group")
        if rule.covers[site.group] == Covers.EVERYONE
        else msg("those in need")
    )
    already = msg("; {n} households already helped", n=helped) if helped else Message("")
    return msg(
        "{label}: {sector} severity {severity} (score {score}), for {who} ({group}){already}",
        label=Text.of(rule.label),
        sector=Text.of(pack.sectors[rule.sector].label),
        severity=score.severity,
        score=score.score,
        who=who,
        group=group_label(site.group),
        already=already,
    )
