"""The plan in five sentences: who, where it is worst, what comes, who is left, what to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rrm.export.arrivals import Line, households_reached_by_kind
from rrm.export.facts import Facts
from rrm.export.quantity import percent, with_decimal
from rrm.model.labels import group_label
from rrm.model.language import Message, msg, msg_plural
from rrm.model.plan import Unmet
from rrm.model.rule_pack import ItemKind

_WORST_NAMED = 3


@dataclass(frozen=True, slots=True)
class FiveSentences:
    """What to read if nothing else is read."""

    title: Message
    sentences: tuple[tuple[Message, Message], ...]


def five_sentences(facts: Facts) -> FiveSentences:
    """Each sentence with the question that it answers."""
    return FiveSentences(
        title=msg("In five sentences"),
        sentences=(
            (msg("Who"), _who(facts)),
            (msg("Worst off"), _worst(facts)),
            (msg("What comes"), what_comes(facts)),
            (msg("Left without"), left_without(facts)),
            (msg("To decide"), to_decide(facts)),
        ),
    )


def _who(facts: Facts) -> Message:
    sites = facts.scenario.sites
    return msg_plural(
        "{households} households ({people} people) live at the {n} site of this plan; "
        "{in_need} people are in severity {class_from} or worse.",
        "{households} households ({people} people) live at the {n} sites of this plan; "
        "{in_need} people are in severity {class_from} or worse.",
        n=len(facts.scenario.site_ids),
        households=sum(site.households for site in sites),
        people=sum(site.people for site in sites),
        in_need=sum(score.people_in_need for score in facts.ranked),
        class_from=facts.pack.severity.in_need_from,
    )


def _worst(facts: Facts) -> Message:
    if not facts.ranked:
        return msg("No site was scored.")
    worst = tuple(
        msg(
            "{site} ({group}, severity {severity})",
            site=facts.names.place(score.site_id),
            group=group_label(score.group),
            severity=score.severity,
        )
        for score in facts.ranked[:_WORST_NAMED]
    )
    return msg("By rank of need: {sites}.", sites=worst)


def what_comes(facts: Facts) -> Message:
    """What is delivered and by when: households with kits and with cash, water."""
    parts = [
        part
        for part in (
            _households_with(facts, ItemKind.GOODS),
            _households_with(facts, ItemKind.CASH),
            _water(facts),
        )
        if part is not None
    ]
    if not parts:
        return msg("Nothing can be delivered within the plan.")
    return _joined(parts)


def left_without(facts: Facts) -> Message:
    """Who does not get all, and the reason that concerns most people."""
    unmet = facts.run.plan.unmet
    if not unmet:
        return msg("Everyone receives all that they are entitled to within the plan.")
    main = _commonest(unmet)
    return msg_plural(
        "{people} people at {n} site do not get all that they are entitled to. The commonest "
        "reason ({concerned} people), as at {site}: {reason}",
        "{people} people at {n} sites do not get all that they are entitled to. The commonest "
        "reason ({concerned} people), as at {site}: {reason}",
        n=len({line.site_id for line in unmet}),
        people=people_left(unmet),
        concerned=people_left([line for line in unmet if _kind(line) == _kind(main)]),
        site=facts.names.place(main.site_id),
        reason=main.reason,
    )


def to_decide(facts: Facts) -> Message:
    """The decision that the plan asks of a coordinator."""
    if facts.run.plan.status == "infeasible":
        return msg("Which lock or limit to give up, so that a plan becomes possible.")
    if not facts.verdict.accepted:
        return msg(
            "Nothing yet: the independent check found faults, so the plan is not to be used."
        )
    unmet = facts.run.plan.unmet
    if unmet:
        main = _commonest(unmet)
        return msg(
            "Whether to approve this plan. What would help those left without, as at {site}: "
            "{help}",
            site=facts.names.place(main.site_id),
            help=main.what_would_help,
        )
    return msg("Whether to approve this plan.")


def people_left(unmet: Sequence[Unmet]) -> int:
    """Distinct people who miss something: of a group, the item that most people miss."""
    most: dict[tuple[str, str], int] = {}
    for line in unmet:
        key = (line.site_id, line.group)
        most[key] = max(most.get(key, 0), line.people)
    return sum(most.values())


def _commonest(unmet: Sequence[Unmet]) -> Unmet:
    """Of the reason that concerns most people, the line with most people."""
    by_reason: dict[tuple[str, str], list[Unmet]] = {}
    for line in unmet:
        by_reason.setdefault(_kind(line), []).append(line)
    kind = max(sorted(by_reason), key=lambda one: people_left(by_reason[one]))
    return max(by_reason[kind], key=lambda line: line.people)


def _kind(line: Unmet) -> tuple[str, str]:
    """What makes reasons one: a way that is closed and one that is too long are both no access,
    and call for different decisions.
    """
    return line.reason_code, line.reason.template


def _households_with(facts: Facts, kind: ItemKind) -> Message | None:
    lines = [line for line in facts.lines if line.kind is kind]
    last = _last_day(lines)
    if last is None:
        return None
    values = {
        "households": households_reached_by_kind(facts.lines, kind),
        "day": facts.scenario.settings.date_of(last),
    }
    if kind is ItemKind.CASH:
        return msg("{households} households are paid cash by {day}", **values)
    return msg("{households} households get goods by {day}", **values)


def _water(facts: Facts) -> Message | None:
    m3 = sum(window.delivered_m3 for window in facts.water)
    if m3 <= 0:
        return None
    reached = sum(window.person_days_at_survival for window in facts.water)
    wanted = sum(window.person_days for window in facts.water)
    return msg(
        "{m3} m³ of water by tanker keep {share} of {days} person-days at or above the "
        "survival line",
        m3=with_decimal(m3),
        share=percent(reached / wanted if wanted else 0.0),
        days=wanted,
    )


def _last_day(lines: Sequence[Line]) -> int | None:
    return max((line.last_day for line in lines if line.last_day is not None), default=None)


def _joined(parts: Sequence[Message]) -> Message:
    if len(parts) == 1:
        return msg("{first}.", first=parts[0])
    if len(parts) == 2:
        return msg("{first}; {second}.", first=parts[0], second=parts[1])
    return msg("{first}; {second}; {third}.", first=parts[0], second=parts[1], third=parts[2])
