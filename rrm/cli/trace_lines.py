"""Why a group's severities are what they are: worst sector first, the rules that decide it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from rrm.cli.layout import wrapped
from rrm.cli.story import Story
from rrm.model.labels import group_label
from rrm.model.language import Message, Text, msg, msg_plural
from rrm.model.needs import OVERALL

Rule = Mapping[str, Any]

DECIDING_SHOWN = {True: 2, False: 1}
"""Rules shown of those that reach a sector's severity: where it is the worst one, and elsewhere."""


def trace_lines(story: Story, group: str) -> Iterator[str]:
    """Sector by sector; only the deciding rules, unless all is asked for."""
    traces = [
        trace
        for trace in story.stored.traces
        if (trace["site_id"], trace["group"]) == (story.site_id, group)
    ]
    for trace in traces:
        if trace["sector"] == OVERALL:
            yield from wrapped(_sentence(trace, group, story.language), indent=4, hanging=2)
            yield from _smallest_change(story, trace, group)
    sectors = [trace for trace in traces if trace["sector"] != OVERALL]
    worst = max((trace["severity"] for trace in sectors), default=0)
    for trace in sorted(sectors, key=lambda trace: -trace["severity"]):
        most = DECIDING_SHOWN[trace["severity"] == worst]
        yield from _sector(story, trace, group, most)


def _sector(story: Story, trace: Rule, group: str, most: int) -> Iterator[str]:
    language, rules = story.language, list(trace["rules"])
    sector = msg(
        "{severity} {sector}: {why}",
        severity=trace["severity"],
        sector=Text.of(story.pack.sectors[trace["sector"]].label),
        why=_sentence(trace, group, language),
    )
    yield from wrapped(sector.text(language), indent=4, hanging=2)
    yield from _smallest_change(story, trace, group)
    # The sector's own sentence may already be that of the rules which decide.
    unnamed = [rule for rule in rules if f"rule {rule['rule']}" not in trace["sentence"]["en"]]
    named, rules = len(rules) - len(unnamed), unnamed
    deciding = _deciding(story, trace, rules) if named < most else []
    shown = rules if story.tell_all else deciding[: most - named]
    for rule in shown:
        yield from wrapped(_sentence(rule, group, language), indent=8, hanging=2)
    if len(shown) < len(rules):
        yield from wrapped(_others(story, rules[len(shown) :]).text(language), indent=8)


def _smallest_change(story: Story, trace: Rule, group: str) -> Iterator[str]:
    """What would lower the class; of a sector without need only where all is asked for."""
    said = trace["smallest_change"]
    if said and (story.tell_all or trace["severity"] >= story.pack.severity.in_need_from):
        what = _sentence({"sentence": said}, group, story.language)
        better = msg("→ for a better class: {what}", what=what)
        yield from wrapped(better.text(story.language), indent=8, hanging=2)


def _deciding(story: Story, trace: Rule, rules: list[Rule]) -> list[Rule]:
    """The first rules that reach the sector's severity; none where the sector has no need."""
    if trace["severity"] < story.pack.severity.in_need_from:
        return []
    reaching = [rule for rule in rules if rule["severity"] >= trace["severity"]]
    return reaching or rules[:1]


def _others(story: Story, rules: list[Rule]) -> Message:
    from_class = story.pack.severity.in_need_from
    needy = sum(rule["severity"] >= from_class for rule in rules)
    calm = len(rules) - needy
    no_need = msg_plural("{n} other rule found no need", "{n} other rules found no need", n=calm)
    if not needy:
        return no_need
    as_bad = msg_plural(
        "{n} other rule found class {from_class} or worse",
        "{n} other rules found class {from_class} or worse",
        n=needy,
        from_class=from_class,
    )
    return msg("{first}, {second}", first=as_bad, second=no_need) if calm else as_bad


def _sentence(trace: Rule, group: str, language: str) -> str:
    """A trace's sentence without the site and group that it begins with."""
    said = trace["sentence"]
    sentence = str(said.get(language) or said["en"])
    label = re.escape(group_label(group).text(language))
    opening = re.match(rf"[^:]*?\({label}\)[^:]{{0,3}}:\s*|[^:]*?\({label}\),\s*", sentence)
    return sentence[opening.end() :] if opening else sentence
