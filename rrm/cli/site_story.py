"""One site of a run as a story: how bad it is and why, what comes when, what doesn't and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from rrm.cli.alert_lines import alert_story
from rrm.cli.coming_lines import coming_lines
from rrm.cli.layout import heading, wrapped
from rrm.cli.story import Row, Story
from rrm.cli.trace_lines import trace_lines
from rrm.cli.unmet_lines import missing_in_words
from rrm.model.labels import group_label
from rrm.model.language import Message, Text, msg, msg_plural
from rrm.model.needs import OVERALL
from rrm.store import StoredRun

REFERRALS_SHOWN = 5
TABLES = (
    "needs.csv", "demands.csv", "deliveries.csv", "cash.csv", "unmet.csv", "referrals.csv",
    "access.csv", "alerts.csv",
)  # fmt: skip


def known_sites(stored: StoredRun) -> tuple[str, ...]:
    """The sites of a run, in the order of their scores' table."""
    return tuple(dict.fromkeys(row["site_id"] for row in stored.tables["needs.csv"]))


def story_json(stored: StoredRun, site_id: str) -> dict[str, Any]:
    """Everything the run says of a site, table by table."""
    story = Story(stored, site_id, "en")
    return {
        "site_id": site_id,
        **{name.removesuffix(".csv"): [dict(row) for row in story.rows(name)] for name in TABLES},
        "traces": [trace for trace in stored.traces if trace["site_id"] == site_id],
    }


def site_story(story: Story) -> Iterator[str]:
    """The story, line by line, in 80 columns: group by group."""
    name = story.scenario.site_name(story.site_id)
    title = msg(
        "{name} ({site}) in run {run}", name=name, site=story.site_id, run=story.stored.run_id
    )
    yield from wrapped(title.text(story.language))
    settings = story.scenario.settings
    days = msg(
        "Day 1 is {first}, day {horizon} is {last}.",
        first=settings.start,
        horizon=settings.horizon_days,
        last=settings.date_of(settings.horizon_days),
    )
    yield from wrapped(days.text(story.language))
    yield from alert_story(story)
    overall = [row for row in story.rows("needs.csv") if row["sector"] == OVERALL]
    for row in overall:
        yield from _group(story, row, len(overall) > 1)


def _group(story: Story, overall: Row, several: bool) -> Iterator[str]:
    language, group = story.language, overall["group"]
    total = sum(row["sector"] == OVERALL for row in story.stored.tables["needs.csv"])
    yield ""
    title = msg(
        "{group}: severity {severity}, rank {rank} of {total}",
        group=group_label(group),
        severity=int(overall["severity"]),
        rank=int(overall["rank"]),
        total=total,
    )
    yield from wrapped(heading(title.text(language)))
    about = msg(
        "{people} people in {households}, {in_need} of them in need ({range}); rank"
        " likely {low} to {high}; confidence {confidence} (A best, D from the alert alone).",
        people=int(overall["people"]),
        households=_households(int(overall["households"])),
        in_need=int(overall["people_in_need"]),
        range=_in_need_range(overall),
        low=int(overall["rank_low"]),
        high=int(overall["rank_high"]),
        confidence=overall["confidence"],
    )
    yield from wrapped(about.text(language), indent=2)
    sections = (
        (msg("Why"), trace_lines(story, group)),
        (msg("What comes"), coming_lines(story, group)),
        (msg("What does not, and why"), _unmet(story, group)),
        (msg("Handed to regular programmes"), _referred(story, group)),
    )
    for name, lines in sections:
        yield ""
        yield f"  {name.text(language)}"
        found = list(lines)
        yield from found or [f"    {msg('nothing').text(language)}"]


def _in_need_range(overall: Row) -> Message:
    """How many could be in need; no range where nobody was asked, as there is no sample."""
    if float(overall["answered_share"]) == 0:
        return msg("an estimate: nobody was asked")
    return msg(
        "the sample allows {fewest} to {most}",
        fewest=int(overall["people_in_need_low"]),
        most=int(overall["people_in_need_high"]),
    )


def _unmet(story: Story, group: str) -> Iterator[str]:
    """What a group misses, by reason, with what would help."""
    together: dict[tuple[str, str], list[Row]] = {}
    for row in story.rows("unmet.csv", group):
        key = (_translated(row, "reason", story), _translated(row, "what_would_help", story))
        together.setdefault(key, []).append(row)
    for (reason, helps), rows in together.items():
        things = tuple(
            missing_in_words(story.pack.catalogue[row["item"]], float(row["quantity"]))
            for row in rows
        )
        yield from wrapped(msg("{t}", t=things).text(story.language), indent=4, hanging=2)
        yield from wrapped(reason, indent=6)
        yield from wrapped(f"→ {helps}", indent=6, hanging=2)


def _referred(story: Story, group: str) -> Iterator[str]:
    """The cases that are due first; all of them only where all is asked for."""
    rows = sorted(story.rows("referrals.csv", group), key=lambda row: row["due_on"])
    shown = rows if story.tell_all else rows[:REFERRALS_SHOWN]
    for row in shown:
        case = msg(
            "{programme}, by {due}: {caseload}; {reason}",
            programme=_programme(story, row["programme"]),
            due=date.fromisoformat(row["due_on"]),
            caseload=_caseload(row),
            reason=_translated(row, "reason", story),
        )
        yield from wrapped(case.text(story.language), indent=4, hanging=2)
    if len(shown) < len(rows):
        more = msg_plural(
            "… and {n} more case; --all shows it",
            "… and {n} more cases; --all shows them",
            n=len(rows) - len(shown),
        )
        yield from wrapped(more.text(story.language), indent=4)


def _caseload(row: Row) -> Message:
    n = int(row["caseload"])
    return (
        msg_plural("{n} person", "{n} people", n=n) if row["unit"] == "people" else _households(n)
    )


def _households(n: int) -> Message:
    return msg_plural("{n} household", "{n} households", n=n)


def _programme(story: Story, code: str) -> Text:
    """A programme by the name of the first handover to it, as the report calls it."""
    rules = (one for one in story.pack.referrals.values() if one.programme == code)
    rule = next(rules, None)
    return Text.of((rule.label if rule is not None else None) or code)


def _translated(row: Row, column: str, story: Story) -> str:
    return row.get(f"{column}_{story.language}") or row[column]
