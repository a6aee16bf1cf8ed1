"""From an alert to a response: what is asked, by when, who acts, what is assumed until then."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.export.pack_document.blocks import (
    Block,
    Cell,
    Column,
    Grade,
    Heading,
    Line,
    Paragraph,
    Section,
    Table,
    cell,
    joined,
    lines,
)
from rrm.export.pack_document.subject import Subject
from rrm.export.pack_document.words import named, other_settings, where_from
from rrm.export.quantity import percent
from rrm.model.alert_decision import DECISION_LABELS
from rrm.model.labels import group_label
from rrm.model.language import Message, Text, msg, msg_plural
from rrm.model.rule_pack import AlertProfile, Cited, TriggerRules

_RULES = ("verify", "assess", "recent_shock", "duplicates", "clock", "profile_span")
_TOLD = (
    "households_at_least",
    "respond_within_days",
    "who",
    "profiles",
    "default_profile",
    *_RULES,
)


def trigger_chapter(subject: Subject) -> Section:
    """The chapter."""
    rules = subject.pack.triggers
    return Section(
        "triggers",
        msg("Alerts and triggers"),
        (
            Table(_columns(), tuple(_rows(subject, rules))),
            *(Paragraph(line) for line in other_settings(rules, _TOLD)),
            *_who(rules),
            Heading(3, (msg("What is assumed where nobody has assessed"),)),
            Paragraph(
                (
                    msg(
                        "Each sector that nobody assessed has the class of the shock's profile,"
                        ' graded D. Where no alert tells the shock, "{label}" counts.',
                        label=_profile_label(rules, rules.default_profile),
                    ),
                )
            ),
            _profiles(subject, rules),
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (Column(msg("Rule")), Column(msg("What it says")), Column(msg("Source and status")))


def _rows(subject: Subject, rules: TriggerRules) -> Iterator[tuple[Cell, ...]]:
    size = msg_plural(
        "An alert of at least {n} household calls for a response.",
        "An alert of at least {n} households calls for a response.",
        n=rules.households_at_least,
    )
    due = msg_plural(
        "Help is due within {n} day of the alert's verification.",
        "Help is due within {n} days of the alert's verification.",
        n=rules.respond_within_days,
    )
    yield (
        named(msg("Response"), "triggers", ("triggers", "response")),
        lines((size,), (due,)),
        where_from(subject, rules, ("triggers",)),
    )
    for name in _RULES:
        rule = getattr(rules, name, None)
        if isinstance(rule, Cited):
            path = ("triggers", name)
            said = _said(name, rule)
            yield (
                named(_LABELS[name], f"triggers.{name}", path),
                lines(*said, *other_settings(rule, _TELLS[name])),
                where_from(subject, rule, path),
            )


_LABELS: dict[str, Message] = {
    "verify": msg("Verification"),
    "assess": msg("Rapid assessment"),
    "recent_shock": msg("How recent the shock must be"),
    "duplicates": msg("Likely duplicates"),
    "clock": msg("Colours of the clock"),
    "profile_span": msg("How far a profile may be off"),
}
_TELLS: dict[str, tuple[str, ...]] = {
    "verify": ("within_hours", "sources_at_least"),
    "assess": ("within_days", "counts_for_days", "interviews_per_day"),
    "recent_shock": ("days_at_most",),
    "duplicates": ("within_days",),
    "clock": ("amber_from", "red_from"),
    "profile_span": ("classes",),
}


def _said(name: str, rule: Cited) -> Iterator[Line]:
    """The sentences of one rule, from its figures."""
    value = {key: getattr(rule, key, None) for key in _TELLS[name]}
    match name:
        case "verify":
            yield (msg("Within {n} hours of the report.", n=value["within_hours"]),)
            if value["sources_at_least"] is not None:
                yield (
                    msg(
                        "Independent sources that confirm it, at least: {n}.",
                        n=value["sources_at_least"],
                    ),
                )
        case "assess":
            yield (msg("Within {n} days of the verification.", n=value["within_days"]),)
            if value["counts_for_days"] is not None:
                yield (
                    msg(
                        "Answers older than {n} days, or from before the shock, count as not"
                        " assessed.",
                        n=value["counts_for_days"],
                    ),
                )
            if value["interviews_per_day"] is not None:
                yield (msg("A team does {n} interviews a day.", n=value["interviews_per_day"]),)
        case "recent_shock":
            yield (
                msg(
                    "The shock is at most {n} days old, unless nobody could get there before.",
                    n=value["days_at_most"],
                ),
            )
        case "duplicates":
            yield (
                msg(
                    "Two alerts of one shock at one site within {n} days are likely the same.",
                    n=value["within_days"],
                ),
            )
        case "clock":
            amber, red = value["amber_from"] or 0.0, value["red_from"] or 0.0
            yield (
                msg(
                    "Amber from {amber} of the time to the deadline, red from {red}.",
                    amber=percent(amber),
                    red=percent(red),
                ),
            )
        case _:
            said = msg_plural(
                "Up or down by {n} class at most.",
                "Up or down by {n} classes at most.",
                n=int(value["classes"] or 0),
            )
            yield (said,)


def _who(rules: TriggerRules) -> Iterator[Block]:
    if not rules.who:
        return
    yield Heading(3, (msg("Who acts"),))
    columns = (Column(msg("What an alert calls for")), Column(msg("Who acts")))
    yield Table(
        columns,
        tuple(
            (cell(DECISION_LABELS.get(decision, str(decision))), cell(Text.of(words)))
            for decision, words in rules.who.items()
        ),
    )


def _profile_label(rules: TriggerRules, name: str) -> Text:
    profile = rules.profiles.get(name)
    return Text.of(profile.label if profile and profile.label else name)


def _profiles(subject: Subject, rules: TriggerRules) -> Table:
    columns = (
        Column(msg("Shock")),
        Column(msg("Class assumed, by sector")),
        Column(msg("People then in need")),
        Column(msg("Source and status")),
    )
    rows = tuple(
        (
            named(profile.label, name, ("triggers", "profiles", name)),
            _classes(subject, profile),
            _in_need(profile),
            where_from(subject, profile, ("triggers", "profiles", name)),
        )
        for name, profile in rules.profiles.items()
    )
    return Table(columns, rows)


def _classes(subject: Subject, profile: AlertProfile) -> Cell:
    """Sectors by class, the worst first."""
    told: list[Line] = []
    for level in sorted(set(profile.severity.values()), reverse=True):
        sectors = [
            (subject.sector(name),) for name, found in profile.severity.items() if found == level
        ]
        told.append((Grade(level, subject.severity(level)), " ", *joined(sectors, "; ")))
    return tuple(told)


def _in_need(profile: AlertProfile) -> Cell:
    said = [
        (msg("{group}: {share}", group=group_label(group), share=percent(share)),)
        for group, share in profile.share_in_need.items()
    ]
    rest = msg("all others: everyone") if said else msg("everyone")
    return (*said, (rest,))
