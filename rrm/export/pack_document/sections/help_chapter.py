"""Who is due what, cash or in kind, what can be given, and what is handed to programmes."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.export.pack_document.blocks import (
    Cell,
    Code,
    Column,
    Grade,
    Heading,
    Items,
    Line,
    Paragraph,
    Section,
    Table,
    cell,
    lines,
)
from rrm.export.pack_document.sections.along_chapter import along_blocks
from rrm.export.pack_document.subject import Subject
from rrm.export.pack_document.words import (
    file_origin,
    named,
    other_settings,
    where_from,
)
from rrm.export.quantity import money, percent
from rrm.model.labels import group_label
from rrm.model.language import Message, Text, msg, msg_plural
from rrm.model.rounding import round_half_up
from rrm.model.rule_pack import (
    Covers,
    Entitlement,
    Item,
    ItemKind,
    Modality,
    Per,
    ReferralRule,
)
from rrm.model.unit_words import quantity_in_words


def entitlement_chapter(subject: Subject) -> Section:
    """Who is due what, and how needs are weighed against each other."""
    rules = subject.pack.entitlements
    columns = (
        Column(msg("What")),
        Column(msg("Who is due it")),
        Column(msg("How much")),
        Column(msg("Source and status")),
    )
    rows = tuple(
        (
            (
                *named(rule.label, name, ("entitlements", "entitlements", name)),
                _item(subject, rule.item),
            ),
            _who(subject, rule),
            lines(*_how_much(subject, rule)),
            where_from(subject, rule, ("entitlements", "entitlements", name)),
        )
        for name, rule in rules.entitlements.items()
    )
    return Section(
        "entitlements",
        msg("Entitlements"),
        (
            Table(columns, rows),
            Heading(3, (msg("How needs are weighed"),)),
            Table(
                (Column(msg("Class"), is_short=True), Column(msg("A person in need counts"))),
                tuple(
                    (cell(Grade(level, subject.severity(level))), cell(weight))
                    for level, weight in sorted(rules.severity_weight.items(), reverse=True)
                ),
                "lines",
            ),
            Items(tuple(_weighing(subject))),
        ),
    )


def _item(subject: Subject, name: str) -> Line:
    item = subject.pack.catalogue.get(name)
    return (msg("Item: {item}", item=Text.of(item.label if item else name)),)


_COVERS: dict[Covers, Message] = {
    Covers.EVERYONE: msg("everyone"),
    Covers.IN_NEED: msg("those in need"),
}


def _who(subject: Subject, rule: Entitlement) -> Cell:
    opens = msg(
        "From class {level} in {sector}.",
        level=rule.from_severity,
        sector=subject.sector(rule.sector),
    )
    covered = [
        (msg("{groups}: {covers}", groups=groups, covers=said),)
        for covers, said in _COVERS.items()
        if (groups := _covered(rule, covers))
    ]
    modality = None
    if len(rule.modality) < len(Modality):
        names = tuple(_MODALITIES[one] for one in rule.modality)
        modality = (msg("Only where help comes {modality}.", modality=names),)
    also = [
        (
            msg(
                'Also where "{other}" would be due and does not come in kind.',
                other=Text.of(subject.pack.entitlements.entitlements[one].label),
            ),
        )
        for one in rule.stands_in_for
    ]
    return lines((opens,), *covered, modality, *also)


def _covered(rule: Entitlement, covers: Covers) -> tuple[Message, ...]:
    return tuple(group_label(group) for group, found in rule.covers.items() if found is covers)


_MODALITIES: dict[Modality, Message] = {
    Modality.CASH: msg("in cash"),
    Modality.MIXED: msg("partly in cash"),
    Modality.KIND: msg("in kind"),
}
_PER: dict[Per, Message] = {
    Per.HOUSEHOLD: msg("a household"),
    Per.PERSON: msg("a person"),
    Per.PERSON_DAY: msg("a person and day"),
}
_ENTITLEMENT_TOLD = (
    "item", "sector", "from_severity", "covers", "modality", "per", "amount", "survival_amount",
    "if_unknown", "survival_if_unknown", "criticality", "days", "stands_in_for",
    "lost_after_days",
)  # fmt: skip


def _how_much(subject: Subject, rule: Entitlement) -> Iterator[Line]:
    amount = _amount(subject, str(rule.amount))
    yield msg("{amount}, {per}", amount=amount, per=_PER[rule.per]), *_code(rule.amount)
    if rule.survival_amount is not None:
        amount = _amount(subject, str(rule.survival_amount))
        yield msg("of which to survive: {amount}", amount=amount), *_code(rule.survival_amount)
    yield (msg("where nobody was asked: {amount}", amount=rule.if_unknown),)
    if rule.survival_if_unknown:
        yield (msg("of which to survive: {amount}", amount=rule.survival_if_unknown),)
    if rule.days is not None:
        yield (msg_plural("for {n} day at most", "for {n} days at most", n=rule.days),)
    if rule.lost_after_days is not None:
        yield (
            msg_plural(
                "lost {n} day after it was due: nothing is brought any more",
                "lost {n} days after it was due: nothing is brought any more",
                n=rule.lost_after_days,
            ),
        )
    yield (msg("weight against other needs: {weight}", weight=rule.criticality),)
    yield from other_settings(rule, _ENTITLEMENT_TOLD)


def _code(amount: str) -> Line:
    """The measure that an amount names; nothing for a number."""
    is_number = amount.replace(".", "", 1).isdecimal()
    return () if is_number else (" ", Code(str(amount)))


def _amount(subject: Subject, amount: str) -> Message | Text:
    """A number, or the measure whose mean counts."""
    measure = subject.measure(amount.rsplit(".", maxsplit=1)[-1])
    return msg("as assessed: {measure}", measure=measure) if measure else Text.of(amount)


def _weighing(subject: Subject) -> Iterator[Line]:
    rules = subject.pack.entitlements
    late = rules.lateness
    yield (msg("Between classes the weight runs straight from one to the next."),)
    yield (
        msg(
            "Help loses {before} of its worth with each day of waiting, {after} more with each"
            " day once it is overdue, and keeps {least} however late.",
            before=percent(late.loss_per_day, 1),
            after=percent(late.loss_per_day_after_due, 1),
            least=percent(late.least_left, 1),
        ),
    )
    yield from where_from(subject, late, ("entitlements", "lateness"))
    if rules.minimum_host_share:
        yield (
            msg(
                "Hosts get at least {share} of the value given.",
                share=percent(rules.minimum_host_share, 1),
            ),
        )
    else:
        yield (msg("No share is set aside for hosts: they come in by need."),)
    counted = ", ".join(str(one.value) for one in rules.pipeline_counted)
    yield msg("Expected stock is planned with where its arrival is:"), " ", Code(counted)
    told = ("severity_weight", "lateness", "pipeline_counted", "minimum_host_share", "entitlements")
    yield from other_settings(rules, told)
    yield from file_origin(subject, "entitlements", rules)


def modality_chapter(subject: Subject) -> Section:
    """When help comes in cash, in kind, or both."""
    rules = subject.pack.modality
    accepted = subject.measure(rules.accepted) or Text.of(rules.accepted)
    told = (
        "agent_reach_km", "market_reach_km", "accepted", "accepted_at_least", "if_unknown",
        "feasible",
    )  # fmt: skip
    said: tuple[Line, ...] = (
        (
            msg(
                "Cash needs a market that works within {market} km by road, a payment agent within"
                " {agent} km, and acceptance.",
                market=rules.market_reach_km,
                agent=rules.agent_reach_km,
            ),
        ),
        (
            msg(
                'Accepted means: "{measure}" is at least {share}.',
                measure=accepted,
                share=percent(rules.accepted_at_least),
            ),
        ),
        (
            msg(
                "No working market, no agent, or too few who accept: in kind. A market that works"
                " in part: mixed. Else cash."
            ),
        ),
        (
            msg(
                "Where nobody was asked, help comes {modality}.",
                modality=_MODALITIES[rules.if_unknown],
            ),
        ),
        *_by_key_informants(subject),
        *other_settings(rules, told),
    )
    where = [*where_from(subject, rules, ("modality",))]
    if rules.feasible is not None:
        where += where_from(subject, rules.feasible, ("modality", "feasible"))
    return Section(
        "modality",
        msg("Cash or in kind"),
        (Items(said), *(Paragraph(line) for line in where)),
    )


def _by_key_informants(subject: Subject) -> Iterator[Line]:
    """How what key informants say makes the choice more careful."""
    rules = subject.pack.modality.feasible
    if rules is None:
        return
    yield (
        msg(
            'Key informants can make it more careful: where "{measure}" is below {mixed}, help'
            " comes in kind; below {cash}, at most partly in cash. Not known, it changes nothing.",
            measure=subject.measure(rules.measure) or Text.of(rules.measure),
            mixed=percent(rules.mixed_from),
            cash=percent(rules.cash_from),
        ),
    )
    if rules.factors:
        factors = tuple(subject.measure(one) or Text.of(one) for one in rules.factors)
        yield (msg("The reason names what they say against cash: {factors}.", factors=factors),)


def catalogue_chapter(subject: Subject) -> Section:
    """What can be given."""
    columns = (
        Column(msg("Item")),
        Column(msg("Unit")),
        Column(msg("Weight of a unit"), is_number=True),
        Column(msg("Volume of a unit"), is_number=True),
        Column(msg("Value of a unit"), is_number=True),
        Column(msg("Source and status")),
    )
    rows = tuple(
        (
            named(item.label, name, ("catalogue", name)),
            lines((Text.of(item.unit_label or item.unit),), *_kind(item)),
            cell(quantity_in_words(item.kg, "kg")) if item.kg else cell("–"),
            cell(quantity_in_words(round_half_up(item.m3 * 1000, 1), "L"))
            if item.m3
            else cell("–"),
            cell(money(item.unit_value, item.currency)) if item.unit_value else cell("–"),
            where_from(subject, item, ("catalogue", name)),
        )
        for name, item in subject.pack.catalogue.items()
    )
    together = along_blocks(subject)
    return Section("catalogue", msg("Catalogue"), (Table(columns, rows), *together))


_KINDS: dict[ItemKind, Message] = {
    ItemKind.GOODS: msg("goods, by truck"),
    ItemKind.WATER: msg("water, by tanker"),
    ItemKind.CASH: msg("money, through an agent"),
}


def _kind(item: Item) -> Iterator[Line]:
    yield (_KINDS.get(item.kind) or Text.of(str(item.kind)),)
    if not item.whole:
        yield (msg("may be split"),)
    told = ("kind", "unit", "unit_label", "whole", "kg", "m3", "unit_value", "currency")
    yield from other_settings(item, told)


def referral_chapter(subject: Subject) -> Section:
    """What is handed to regular programmes."""
    columns = (
        Column(msg("Case")),
        Column(msg("Opens when")),
        Column(msg("Caseload")),
        Column(msg("By"), is_short=True),
        Column(msg("Source and status")),
    )
    rows = tuple(_referral(subject, name, rule) for name, rule in subject.pack.referrals.items())
    return Section("referrals", msg("Handover to programmes"), (Table(columns, rows),))


_REFERRAL_TOLD = (
    "programme", "sector", "from_severity", "measure", "measure_at_least", "unit", "urgency_days",
    "reason",
)  # fmt: skip


def _referral(subject: Subject, name: str, rule: ReferralRule) -> tuple[Cell, ...]:
    programme: Line = (msg("Programme:"), " ", Code(rule.programme))
    measure = (
        subject.measure(str(rule.measure).rsplit(".", maxsplit=1)[-1]) if rule.measure else None
    )
    at_least = None
    if rule.measure_at_least is not None and measure is not None:
        at_least = (msg('"{measure}" at least {n}', measure=measure, n=rule.measure_at_least),)
    opens = msg(
        "class {level} in {sector}", level=rule.from_severity, sector=subject.sector(rule.sector)
    )
    counted = (
        msg("people in need of the sector")
        if measure is None
        else msg('"{measure}"', measure=measure)
    )
    unit = msg("counted in households") if rule.unit == "households" else msg("counted in people")
    due = msg_plural("{n} day", "{n} days", n=rule.urgency_days)
    return (
        (*named(rule.label, name, ("referrals", name)), programme),
        lines((opens,), at_least, (Text.of(rule.reason),) if rule.reason else None),
        lines((counted,), (unit,), *other_settings(rule, _REFERRAL_TOLD)),
        cell(due),
        where_from(subject, rule, ("referrals", name)),
    )


def help_chapters(subject: Subject) -> tuple[Section, ...]:
    """Everything between a severity and a plan."""
    return (
        entitlement_chapter(subject),
        modality_chapter(subject),
        catalogue_chapter(subject),
        referral_chapter(subject),
    )
