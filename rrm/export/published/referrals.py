"""Cases for regular programmes, with what was brought to them so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from rrm.export.facts import Facts
from rrm.export.published.grain import QUANTITY, exact_sum, published
from rrm.export.published.lines import (
    Distribution,
    PaymentLine,
    ReferralLine,
    Relief,
    WaybillSheet,
)
from rrm.export.published.protection import caseloads_shown, is_case_protected
from rrm.export.published.totals import CaseTotal
from rrm.export.small_cells import Shown
from rrm.model.demand import Referral
from rrm.model.language import Message, Text, msg
from rrm.model.receipt import Receipts
from rrm.model.rule_pack import ReferralRule, RulePack

Group = tuple[str, str]
"""Site and population group."""


def referral_lines(
    facts: Facts, relief: Mapping[Group, tuple[Relief, ...]]
) -> tuple[tuple[ReferralLine, ...], tuple[CaseTotal, ...]]:
    """Cases by programme in the order of the first, the most urgent first; and their sums."""
    referrals = facts.run.entitled.referrals
    rules = {at: _rule(facts.pack, referral) for at, referral in enumerate(referrals)}
    caseloads, sums = caseloads_shown(referrals, rules, facts.pack)
    programmes = list(dict.fromkeys(referral.programme for referral in referrals))
    order = sorted(
        range(len(referrals)),
        key=lambda at: (
            programmes.index(referrals[at].programme),
            referrals[at].due_on,
            -(caseloads[at].count or 0),
            referrals[at].site_id,
            referrals[at].group,
        ),
    )
    ids = _case_ids([referrals[at] for at in order])
    traces = facts.run.needs.traces if referrals else ()
    sentences = {(one.site_id, one.group, one.sector): one.sentence for one in traces}
    lines = tuple(
        _line(case_id, referrals[at], rules[at], caseloads[at], facts, relief, sentences)
        for case_id, at in zip(ids, order, strict=True)
    )
    return lines, tuple(
        CaseTotal(
            programme,
            unit,
            sum((one.programme, one.unit) == (programme, unit) for one in referrals),
            caseload,
        )
        for (programme, unit), caseload in sums.items()
    )


def relief_of(
    handed_over: Sequence[Distribution],
    sheets: Sequence[WaybillSheet],
    payments: Sequence[PaymentLine],
    receipts: Receipts | None,
    pack: RulePack,
) -> dict[Group, tuple[Relief, ...]]:
    """By site and group, what it is to get of each item, in the order of the catalogue.

    Receipts count that speak of this plan's waybills and payments; those of a plan before it
    are told in that one's papers.
    """
    planned: dict[Group, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    units: dict[str, str] = {}
    for one in handed_over:
        planned[one.site_id, one.group][one.item].append(one.quantity)
        units[one.item] = one.unit
    told = _told(sheets, payments, receipts or Receipts())
    place = {item: at for at, item in enumerate(pack.catalogue)}
    return {
        group: tuple(
            _relief(item, units[item], items[item], told.get((*group, item), []))
            for item in sorted(items, key=lambda item: (place.get(item, len(place)), item))
        )
        for group, items in planned.items()
    }


def _told(
    sheets: Sequence[WaybillSheet], payments: Sequence[PaymentLine], receipts: Receipts
) -> dict[tuple[str, str, str], list[tuple[float, date]]]:
    """By site, group and item, what receipts say was received, and when."""
    found: dict[tuple[str, str, str], list[tuple[float, date]]] = defaultdict(list)
    for sheet in sheets:
        for line in sheet.lines:
            receipt = receipts.line_of.get((sheet.number, line.item, line.group))
            if receipt is not None and not sheet.is_transfer:
                received = published(receipt.received, QUANTITY)
                found[sheet.place, line.group, line.item].append((received, receipt.received_on))
    for paid in payments:
        key = (paid.planned_day, paid.site_id, paid.group, paid.item, paid.agent_id)
        made = receipts.payment_of.get(key)
        if made is not None:
            found[paid.site_id, paid.group, paid.item].append(
                (float(made.households), made.paid_on)
            )
    return found


def _relief(item: str, unit: str, planned: list[float], told: list[tuple[float, date]]) -> Relief:
    if not told:
        return Relief(item, unit, exact_sum(planned))
    received = exact_sum(quantity for quantity, _ in told)
    return Relief(item, unit, exact_sum(planned), received, max(day for _, day in told))


def _line(
    case_id: str,
    referral: Referral,
    rule: ReferralRule | None,
    caseload: Shown,
    facts: Facts,
    relief: Mapping[Group, tuple[Relief, ...]],
    sentences: Mapping[tuple[str, str, str], Message],
) -> ReferralLine:
    protected = is_case_protected(facts.pack, referral, rule)
    return ReferralLine(
        case_id=case_id,
        site_id=referral.site_id,
        group=referral.group,
        programme=referral.programme,
        unit=referral.unit,
        caseload=caseload,
        urgency_days=referral.urgency,
        due=referral.due_on,
        reason=_reason(referral, rule, facts) if protected else referral.reason,
        evidence=None
        if rule is None or protected
        else sentences.get((referral.site_id, referral.group, rule.sector)),
        is_protected=protected,
        relief=relief.get((referral.site_id, referral.group), ()),
    )


def _rule(pack: RulePack, referral: Referral) -> ReferralRule | None:
    """The rule behind a referral; None where nothing tells which it is."""
    rules = [
        rule
        for rule in pack.referrals.values()
        if rule.programme == referral.programme and rule.urgency_days == referral.urgency
    ]
    said = [value for _, value in referral.reason.values]
    by_reason = [rule for rule in rules if Text.of(rule.reason) in said]
    return next(iter(by_reason or rules), None)


def _reason(referral: Referral, rule: ReferralRule | None, facts: Facts) -> Message:
    """Of a protected case, what the rules say of all such cases."""
    words = facts.names.programme(referral.programme) if rule is None else Text.of(rule.reason)
    return msg("{reason}", reason=words)


def _case_ids(referrals: Sequence[Referral]) -> list[str]:
    times: dict[str, int] = defaultdict(int)
    ids: list[str] = []
    for referral in referrals:
        case_id = f"{referral.programme}-{referral.site_id}-{referral.group}"
        times[case_id] += 1
        ids.append(case_id if times[case_id] == 1 else f"{case_id}-{times[case_id]}")
    return ids
