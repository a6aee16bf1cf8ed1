"""What a coordinator reads first after a run: 80 columns, in the order of the questions."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from rrm.cli.alert_lines import alert_json, alert_lines
from rrm.cli.delivered_lines import delivered_lines
from rrm.cli.layout import WIDTH, columns, heading, wrapped
from rrm.cli.needs_lines import needs_lines
from rrm.cli.plan_lines import plan_lines, rejected_lines
from rrm.cli.unmet_lines import unmet_lines
from rrm.model.language import Text, msg, msg_plural
from rrm.model.needs import OVERALL
from rrm.model.run import CheckedRun, Run

SHOWN_SITES = 24
SHOWN_ALERTS = 16


def summary_lines(
    checked: CheckedRun, folder: Path, language: str, coloured: bool = False
) -> Iterator[str]:
    """The summary of a run, line by line."""
    run = checked.run
    yield from rejected_lines(checked, language)
    yield from _head(run, language)
    sections = (
        (
            msg("Needs, worst first"),
            needs_lines(run.loaded, run.needs, language, coloured, SHOWN_SITES),
        ),
        (
            msg("Alerts, most urgent first"),
            alert_lines(run.loaded, run.alerts, language, coloured, SHOWN_ALERTS),
        ),
        (msg("Delivered by the end of"), delivered_lines(run, language)),
        (msg("Not met, and why"), unmet_lines(run, language)),
        (msg("The plan"), plan_lines(checked, language)),
        (msg("Files"), _files(folder, language)),
        (msg("Go on with"), _next_commands(run, folder, language)),
    )
    for title, lines in sections[:-1] if checked.is_rejected else sections:
        yield ""
        yield heading(title.text(language))
        yield from lines


def summary_json(checked: CheckedRun, folder: Path) -> dict[str, object]:
    """The same as data: where the run is, how good the plan, what is and isn't met."""
    plan = checked.run.plan
    return {
        "run": str(folder),
        "status": plan.status,
        "gap": plan.gap,
        "bound": plan.bound,
        "stopped": plan.stopped or None,
        "no_plan": plan.no_plan or None,
        "tiers": [asdict(tier) for tier in plan.tiers],
        "verdict": "accepted" if checked.verdict.accepted else "rejected",
        "alerts": [alert_json(alert) for alert in checked.run.alerts],
        "deliveries": len(plan.deliveries),
        "trips": len(plan.trips),
        "payments": len(plan.payments),
        "unmet": [
            {
                "site_id": row.site_id,
                "group": row.group,
                "item": row.item,
                "quantity": row.quantity,
                "people": row.people,
                "reason_code": row.reason_code,
                "reason": {"en": row.reason.text("en"), "fr": row.reason.text("fr")},
            }
            for row in plan.unmet
        ],
    }


def _head(run: Run, language: str) -> Iterator[str]:
    settings = run.loaded.scenario.settings
    last = settings.date_of(settings.horizon_days)
    yield from wrapped(Text.of(settings.title).text(language))
    line = msg_plural(
        "{first} to {last} {year} · {n} site · {households} · rules {pack}",
        "{first} to {last} {year} · {n} sites · {households} · rules {pack}",
        n=len(run.loaded.scenario.site_ids),
        first=settings.start,
        last=last,
        year=str(last.year),
        households=msg_plural(
            "{n} household",
            "{n} households",
            n=sum(site.households for site in run.loaded.scenario.sites),
        ),
        pack=f"{run.loaded.pack.id} {run.loaded.pack.version}",
    )
    yield from wrapped(line.text(language))


def _files(folder: Path, language: str) -> Iterator[str]:
    notes = (
        ("report.html", msg("for the browser: map, needs, plan, what is not met")),
        ("plan.xlsx", msg("the planner's workbook: what leaves when, on what")),
        ("unmet.csv", msg("who is left without, why, and what would help")),
    )
    # A path is never broken, so that it can be copied whole.
    yield _from_here(folder)
    for name, note in notes:
        yield from _beside(f"  {name:<11}", note.text(language))


def _next_commands(run: Run, folder: Path, language: str) -> Iterator[str]:
    root = folder.parent.parent
    runs = "" if root == Path("runs") else f" --runs {shlex.quote(_from_here(root))}"
    worst = min(
        (one for one in run.needs.scores if one.sector == OVERALL),
        key=lambda one: one.rank,
        default=None,
    )
    if run.plan.status == "infeasible":
        conflict = msg("which locks or floor collide, and the least to give up")
        yield from _beside(f"  rrm explain last --conflict{runs}", conflict.text(language))
    if worst is not None:
        command = f"  rrm explain last {shlex.quote(worst.site_id)}{runs}"
        yield from _beside(command, msg("why its numbers are what they are").text(language))


def _beside(start: str, note: str) -> list[str]:
    """A note beside what it is about, below it where the line would be too long."""
    room = WIDTH - columns(start) - 2
    if columns(note) > room:
        return [start, *wrapped(note, indent=6)]
    return [f"{start}  {note}"]


def _from_here(path: Path) -> str:
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
