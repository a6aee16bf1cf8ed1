"""Need scores become demands: who gets how much of what, from when and by when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rrm.model.demand import Demand, ModalityChoice
from rrm.model.labels import group_label
from rrm.model.language import Message, Text, msg, msg_plural
from rrm.model.needs import Needs, NeedScore
from rrm.model.rounding import round_half_up, whole
from rrm.model.rule_pack import Covers, Entitlement, ItemKind, Modality, Per, RulePack
from rrm.model.scenario import Alert, Scenario, Site
from rrm.scoring import respond_by

LITRES_PER_M3 = 1000.0


@dataclass(frozen=True, slots=True)
class _Ground:
    """A need that opens an entitlement: its own, or that of one that it stands in for.

    rule: the entitlement whose sector, class, cover and criticality count. households, people:
    whom it is still due, without the `helped` households that had it.
    """

    rule: Entitlement
    score: NeedScore
    helped: int
    households: int
    people: int
    value: float


def site_demands(
    scenario: Scenario, pack: RulePack, needs: Needs, site: Site, choice: ModalityChoice
) -> Iterator[Demand]:
    """The demands of one group at one site, by the pack's entitlements."""
    for key, rule in pack.entitlements.entitlements.items():
        if choice.modality not in rule.modality:
            continue
        grounds = tuple(_grounds(scenario, pack, needs, site, key, choice))
        if not grounds:
            continue
        demand = _demand(scenario, pack, needs, site, key, choice, grounds)
        if demand.quantity > 0:
            yield demand


def _grounds(
    scenario: Scenario, pack: RulePack, needs: Needs, site: Site, key: str, choice: ModalityChoice
) -> Iterator[_Ground]:
    """What opens an entitlement: its own sector, and those that it stands in for just there."""
    rules = pack.entitlements.entitlements
    stood_in_for = [one for one in rules[key].stands_in_for if choice.modality not in
                    rules[one].modality]  # fmt: skip
    for one in dict.fromkeys((key, *stood_in_for)):
        rule = rules[one]
        score = needs.score(site.site_id, site.group, rule.sector)
        covers = rule.covers.get(site.group, Covers.NOBODY)
        if score is None or score.severity < rule.from_severity or covers == Covers.NOBODY:
            continue
        had = max(_already_helped(scenario, pack, site, key, rule.sector),
                  _already_helped(scenario, pack, site, one, rule.sector))  # fmt: skip
        entitled = _entitled_households(site, rule, score)
        helped = min(entitled, had)
        households = entitled - helped
        people = whole(site.people * households / site.households) if site.households else 0
        value = rule.criticality * severity_weight(pack, score.score) * people
        yield _Ground(rule, score, helped, households, people, value)


def _demand(
    scenario: Scenario,
    pack: RulePack,
    needs: Needs,
    site: Site,
    key: str,
    choice: ModalityChoice,
    grounds: tuple[_Ground, ...],
) -> Demand:
    """One demand for all its grounds: for the most households of any, counted as the weightiest.

    Households of the smaller ground are taken to be among those of the larger one, as nothing
    tells which they are.
    """
    rule = pack.entitlements.entitlements[key]
    item = pack.catalogue[rule.item]
    widest = max(grounds, key=lambda one: one.households)
    weightiest = max(grounds, key=lambda one: one.value)
    from_day, due_day = _window(scenario, pack, site, rule)
    last_day = _last_day(scenario, pack, site, rule, item.kind)
    amount = _amount(needs, site, rule.amount, rule.if_unknown)
    quantity, days = _quantity(rule, item.kind, amount, widest.households, widest.people), 1
    survival = 0.0
    if item.kind == ItemKind.WATER:
        days = due_day - from_day + 1
        if rule.survival_amount is not None:
            litres = _amount(needs, site, rule.survival_amount, rule.survival_if_unknown)
            survival = _quantity(rule, item.kind, litres, widest.households, widest.people)
    quantity = float(whole(quantity)) if item.whole else round_half_up(quantity, 3)
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
        weight=round_half_up(weightiest.value / (quantity * days), 9) if quantity > 0 else 0.0,
        households=widest.households,
        people=widest.people,
        reason=_reason(pack, site, rule, weightiest, choice),
        last_day=last_day,
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


def _already_helped(scenario: Scenario, pack: RulePack, site: Site, key: str, sector: str) -> int:
    """Households that had this entitlement, or one that stands in for it, before the start.

    Two entitlements of a sector stand in for each other when no modality gives both: a food
    ration in kind and a transfer in cash. Water runs day by day and is never had already.
    sector: the one that help was for; of a transfer that stands in for others, either of them.
    """
    rules = pack.entitlements.entitlements
    rule = rules[key]
    if rule.per == Per.PERSON_DAY:
        return 0
    same = {
        other_key
        for other_key, other in rules.items()
        if other_key == key
        or (other.sector == rule.sector == sector and not set(other.modality) & set(rule.modality))
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
    due = _promised(scenario, pack, site)
    return first, max(first, min(due, settings.horizon_days))


def _promised(scenario: Scenario, pack: RulePack, site: Site) -> int:
    """The day by which first help is promised; it may lie before the start, or after the end."""
    alert = _alert(scenario, site)
    if alert is None:
        return 1 + pack.triggers.respond_within_days
    return scenario.settings.day_of(respond_by(alert, pack.triggers))


def _last_day(
    scenario: Scenario, pack: RulePack, site: Site, rule: Entitlement, kind: ItemKind
) -> int | None:
    """After which day help is lost, counted from the promise even where it ran out long ago.

    None where late help only counts less, or the plan ends before; water has its own days.
    """
    if rule.lost_after_days is None or kind == ItemKind.WATER:
        return None
    last = _promised(scenario, pack, site) + rule.lost_after_days
    return last if last < scenario.settings.horizon_days else None


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
    pack: RulePack, site: Site, rule: Entitlement, ground: _Ground, choice: ModalityChoice
) -> Message:
    who = (
        msg("everyone in the group")
        if ground.rule.covers[site.group] == Covers.EVERYONE
        else msg("those in need")
    )
    helped = ground.helped
    already = (
        msg_plural("; {n} household already helped", "; {n} households already helped", n=helped)
        if helped
        else Message("")
    )
    need = msg(
        "{label}: {sector} severity {severity} (score {score}), for {who} ({group}){already}",
        label=Text.of(rule.label),
        sector=Text.of(pack.sectors[ground.rule.sector].label),
        severity=ground.score.severity,
        score=ground.score.score,
        who=who,
        group=group_label(site.group),
        already=already,
    )
    if len(rule.modality) == len(Modality):
        return need
    return msg("{need}; help {how}: {why}", need=need, how=_HOW[choice.modality], why=choice.reason)


_HOW: dict[str, Message] = {
    Modality.KIND: msg("in kind"),
    Modality.MIXED: msg("partly in cash"),
    Modality.CASH: msg("in cash"),
}
