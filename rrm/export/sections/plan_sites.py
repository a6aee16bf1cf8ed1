"""The plan place by place: what each group gets of what it is entitled to, and when."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.export.arrivals import Line
from rrm.export.facts import Facts
from rrm.export.names import PlaceName
from rrm.export.quantity import percent, with_decimal
from rrm.export.sections.plan_days import days_in_words
from rrm.export.table import Bar, Severity
from rrm.model.labels import group_label
from rrm.model.language import Message, Text, msg, msg_plural
from rrm.model.needs import NeedScore


@dataclass(frozen=True, slots=True)
class ItemAtSite:
    """One entitlement of a group: how much of it arrives, and on which days."""

    item: Text
    bar: Bar
    when: Message


@dataclass(frozen=True, slots=True)
class GroupAtSite:
    """A group at a site with all that it is to get."""

    site: PlaceName
    group: Message
    severity: Severity
    size: Message
    items: tuple[ItemAtSite, ...]
    trips: Message | None


@dataclass(frozen=True, slots=True)
class PlanSites:
    """Groups in the order of need."""

    title: Message
    intro: Message
    groups: tuple[GroupAtSite, ...]


def plan_sites(facts: Facts) -> PlanSites:
    """Every group that is entitled to something, worst first."""
    return PlanSites(
        title=msg("What each place gets"),
        intro=msg("The dark part of a bar is what arrives of what the group is entitled to."),
        groups=tuple(_group(score, facts) for score in facts.ranked if _lines_of(score, facts)),
    )


def _lines_of(score: NeedScore, facts: Facts) -> tuple[Line, ...]:
    return tuple(
        line
        for line in facts.lines
        if (line.demand.site_id, line.demand.group) == (score.site_id, score.group)
    )


def _group(score: NeedScore, facts: Facts) -> GroupAtSite:
    trips = {
        loaded.trip.trip_id
        for loaded in facts.trips
        for load in loaded.loads
        if (load.to, load.group) == (score.site_id, score.group)
    }
    return GroupAtSite(
        site=facts.names.place(score.site_id),
        group=group_label(score.group),
        severity=Severity(score.severity, facts.names.severity(score.severity)),
        size=msg(
            "{households} households, {people} people",
            households=score.households,
            people=score.people,
        ),
        items=tuple(_item(line, facts) for line in _lines_of(score, facts)),
        trips=msg_plural("{n} trip", "{n} trips", n=len(trips)) if trips else None,
    )


def _item(line: Line, facts: Facts) -> ItemAtSite:
    return ItemAtSite(
        item=facts.names.item(line.demand.item),
        bar=Bar(line.share, _share_in_words(line, facts)),
        when=_when(line, facts),
    )


def _share_in_words(line: Line, facts: Facts) -> Message:
    return msg(
        "{delivered} of {needed} {unit} ({share})",
        delivered=with_decimal(line.delivered),
        needed=with_decimal(line.needed),
        unit=facts.names.unit(line.demand.item),
        share=percent(line.share),
    )


def _when(line: Line, facts: Facts) -> Message:
    if line.first_day is None or line.last_day is None:
        return msg("does not arrive")
    return days_in_words(line.first_day, line.last_day, facts)
