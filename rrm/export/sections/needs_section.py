"""Needs: every group at every site in the order of need, and what decided it."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.export.citation import citation
from rrm.export.facts import Facts
from rrm.export.names import PlaceName
from rrm.export.sections.needs_together import NeedsTogether, needs_together, sector_or_overall
from rrm.export.status_labels import STATUS_LABELS
from rrm.export.table import Cell, Column, Name, Severity, Table
from rrm.model.labels import group_label
from rrm.model.language import Message, Text, msg
from rrm.model.needs import OVERALL, FiredRule, NeedScore, Trace
from rrm.model.rounding import round_half_up, whole


@dataclass(frozen=True, slots=True)
class TraceLine:
    """Why one sector is as severe as it is, what would lower it, and the rules that decided."""

    severity: Severity
    sector: Text | Message
    sentence: Message
    smallest_change: Message | None
    rules: tuple[tuple[Message, Message], ...]


@dataclass(frozen=True, slots=True)
class TraceGroup:
    """All traces of one group at one site."""

    site: PlaceName
    group: Message
    lines: tuple[TraceLine, ...]


@dataclass(frozen=True, slots=True)
class NeedsSection:
    """The table of needs, all groups as one, and the traces below."""

    title: Message
    intro: Message
    table: Table
    together: NeedsTogether | None
    traces_title: Message
    traces: tuple[TraceGroup, ...]


def needs_section(facts: Facts) -> NeedsSection:
    """Scores by site and group, worst first."""
    return NeedsSection(
        title=msg("Who needs what"),
        intro=msg(
            "Severity runs from 1 (none or minimal) to 5 (catastrophic). People in need live in "
            "households of severity {class_from} or worse. The ranges are what it could be with "
            "other households asked, and for a rank also with one sector’s thresholds a class "
            "lower or higher: where two ranks’ ranges overlap, the data cannot tell which group "
            "is worse off.",
            class_from=facts.pack.severity.in_need_from,
        ),
        table=_table(facts),
        together=needs_together(facts, sectors_scored(facts)),
        traces_title=msg("Why each score is what it is"),
        traces=_traces(facts),
    )


def _table(facts: Facts) -> Table:
    sectors = sectors_scored(facts)
    columns = (
        Column(msg("Rank (range)"), is_short=True),
        Column(msg("Site and group")),
        Column(msg("Overall")),
        *(Column(facts.names.sector(sector)) for sector in sectors),
        Column(msg("People"), is_number=True),
        Column(msg("In need (range)"), is_number=True),
        Column(msg("Score of 100"), is_number=True),
        Column(msg("Confidence")),
    )
    rows = tuple(_row(score, sectors, facts) for score in facts.ranked)
    return Table(columns, rows, scrolls=True)


def _row(score: NeedScore, sectors: tuple[str, ...], facts: Facts) -> tuple[Cell, ...]:
    return (
        _rank(score),
        Name(facts.names.place(score.site_id), group_label(score.group)),
        Severity(score.severity, facts.names.severity(score.severity)),
        *(_sector_cell(score, sector, facts) for sector in sectors),
        score.people,
        _in_need(score),
        whole(score.score) if score.score >= 10 else round_half_up(score.score, 1),
        score.confidence,
    )


def _rank(score: NeedScore) -> Message:
    if score.rank_low == score.rank_high == score.rank:
        return msg("{rank}", rank=score.rank)
    return msg("{rank} ({low}–{high})", rank=score.rank, low=score.rank_low, high=score.rank_high)


def _in_need(score: NeedScore) -> Message | int:
    fewest, most = score.people_in_need_low, score.people_in_need_high
    if score.answered_share == 0:
        return msg("{number} (nobody asked)", number=score.people_in_need)
    if fewest == most == score.people_in_need:
        return score.people_in_need
    return msg("{number} ({low}–{high})", number=score.people_in_need, low=fewest, high=most)


def _sector_cell(score: NeedScore, sector: str, facts: Facts) -> Cell:
    found = facts.by_sector.get((score.site_id, score.group, sector))
    return Severity(found.severity, facts.names.severity(found.severity)) if found else None


def sectors_scored(facts: Facts) -> tuple[str, ...]:
    """Sectors that have a score, in the order of the pack."""
    scored = {score.sector for score in facts.run.needs.scores} - {OVERALL}
    known = [sector for sector in facts.pack.sectors if sector in scored]
    return (*known, *sorted(scored - set(known)))


def _traces(facts: Facts) -> tuple[TraceGroup, ...]:
    by_group: dict[tuple[str, str], list[Trace]] = {}
    for trace in facts.run.needs.traces:
        by_group.setdefault((trace.site_id, trace.group), []).append(trace)
    return tuple(
        TraceGroup(
            site=facts.names.place(score.site_id),
            group=group_label(score.group),
            lines=tuple(
                _trace_line(trace, facts)
                for trace in _in_sector_order(by_group[(score.site_id, score.group)], facts)
            ),
        )
        for score in facts.ranked
        if (score.site_id, score.group) in by_group
    )


def _in_sector_order(traces: list[Trace], facts: Facts) -> list[Trace]:
    order = [OVERALL, *sectors_scored(facts)]

    def place(trace: Trace) -> int:
        return order.index(trace.sector) if trace.sector in order else len(order)

    return sorted(traces, key=place)


def _trace_line(trace: Trace, facts: Facts) -> TraceLine:
    return TraceLine(
        severity=Severity(trace.severity, facts.names.severity(trace.severity)),
        sector=sector_or_overall(trace.sector, facts),
        sentence=trace.sentence,
        smallest_change=trace.smallest_change,
        rules=tuple((rule.sentence, _rule_words(rule, facts)) for rule in trace.rules),
    )


def _rule_words(rule: FiredRule, facts: Facts) -> Message:
    return msg(
        "Source: {source} ({status}).",
        source=citation(rule.source, facts.pack.sources),
        status=STATUS_LABELS.get(rule.status, rule.status),
    )
