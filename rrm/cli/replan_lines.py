"""A plan made again: what it starts from, what it changes, how good it is, in 80 columns."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from rrm.cli.delivered_lines import delivered_lines
from rrm.cli.figures import money, quantity
from rrm.cli.layout import heading, table, wrapped
from rrm.cli.needs_lines import GROUPS_IN_SHORT
from rrm.cli.plan_lines import plan_lines, rejected_lines
from rrm.cli.summary import summary_json
from rrm.cli.unmet_lines import unmet_lines
from rrm.model.language import Message, Text, format_number, msg, msg_plural
from rrm.model.rounding import whole
from rrm.model.run import CheckedRun
from rrm.model.scenario import Scenario, Tier
from rrm.replanning import PlanChange, PlanChanges, Remainder, changes_between

CHANGES_SHOWN = 12


def replan_lines(
    checked: CheckedRun,
    folder: Path,
    rest: Remainder,
    before: str,
    language: str,
    tell_all: bool,
) -> Iterator[str]:
    """The new plan, line by line. before: the run that it takes over from."""
    run, settings = checked.run, checked.run.loaded.scenario.settings
    title = msg(
        "{title}: planned again from day {day} ({date}), after run {run}",
        title=Text.of(settings.title or settings.id),
        day=rest.day,
        date=settings.date_of(rest.day),
        run=before,
    )
    yield from rejected_lines(checked, language)
    yield from wrapped(title.text(language))
    yield from _behind(checked, rest, language)
    changes = changes_between(rest.in_force, run.plan)
    sections = (
        (msg("What changes for people"), _changes(checked, changes, language, tell_all)),
        (
            msg("Delivered from day {day} on, of what is still due; by the end of", day=rest.day),
            delivered_lines(run, language),
        ),
        (msg("Not met, and why"), unmet_lines(run, language)),
        (msg("The plan"), plan_lines(checked, language)),
    )
    for name, lines in sections:
        yield ""
        yield heading(name.text(language))
        yield from lines
    yield ""
    yield from wrapped(msg("The run: {folder}", folder=str(folder)).text(language), hanging=2)
    if not checked.is_rejected:
        yield f"  rrm receive {shlex.quote(str(folder))} --template receipts.xlsx"


def replan_json(
    checked: CheckedRun, folder: Path, rest: Remainder, before: str
) -> dict[str, object]:
    """The same as data."""
    changes = changes_between(rest.in_force, checked.run.plan)
    return {
        **summary_json(checked, folder),
        "replans": {"run_id": before, "day": rest.day},
        "spent": asdict(rest.state.spent),
        "assumed": [
            {"en": one.text("en"), "fr": one.text("fr")}
            for one in (*rest.state.assumed, *rest.doubts)
        ],
        "demands": [
            {
                "site_id": one.demand.site_id,
                "group": str(one.demand.group),
                "item": one.demand.item,
                "due": one.demand.quantity,
                "received": one.received,
                "assumed": one.assumed,
                "on_the_way": one.on_the_way,
                "lacking": one.lacking,
            }
            for one in rest.state.demands
        ],
        "promised": changes.promised,
        "kept": changes.kept,
        "most_changes": checked.run.loaded.scenario.settings.most_changes,
        "changes": [asdict(one) | {"group": str(one.group)} for one in changes.changes],
    }


def _behind(checked: CheckedRun, rest: Remainder, language: str) -> Iterator[str]:
    """What is past, and what of it is not known but taken for known."""
    told = {fate.waybill.number for fate in rest.state.fates if fate.receipt is not None}
    left = {fate.waybill.number for fate in rest.state.fates if fate.has_left}
    budget = checked.run.loaded.scenario.settings.budget
    said = msg(
        "Before that {left} waybills have left, {told} of them told of; {vehicles} vehicles are"
        " still away.",
        left=len(left),
        told=len(told),
        vehicles=len(rest.state.away),
    )
    yield from wrapped(said.text(language))
    if budget is not None:
        spent = msg(
            "Spent: {spent}; left: {rest}.",
            spent=money(rest.state.spent.total, budget.currency),
            rest=money(budget.amount, budget.currency),
        )
        yield from wrapped(spent.text(language))


def _changes(
    checked: CheckedRun, changes: PlanChanges, language: str, tell_all: bool
) -> Iterator[str]:
    kept = msg_plural(
        "{n} hand-over was planned from that day on; {kept} stay as they were.",
        "{n} hand-overs were planned from that day on; {kept} stay as they were.",
        n=changes.promised,
        kept=changes.kept,
    )
    yield from wrapped(kept.text(language))
    if not changes.changes:
        return
    yield from wrapped(_in_all(checked, changes).text(language))
    scenario, catalogue = checked.run.loaded.scenario, checked.run.loaded.pack.catalogue
    shown = changes.changes if tell_all else changes.changes[:CHANGES_SHOWN]
    header = [
        one.text(language) for one in (msg("site, item"), msg("day"), msg("before"), msg("now"))
    ]
    rows = [
        (
            f"{_who(scenario, one).text(language)},"
            f" {Text.of(catalogue[one.item].label).text(language)}",
            str(one.day),
            format_number(quantity(one.before), language),
            format_number(quantity(one.after), language),
        )
        for one in shown
    ]
    yield from table(header, rows)
    more = len(changes.changes) - len(shown)
    if more:
        yield "  " + msg_plural(
            "… and {n} more: see it with --all", "… and {n} more: see them with --all", n=more
        ).text(language)


def _who(scenario: Scenario, change: PlanChange) -> Message:
    """The site, and whom of it where several groups live there."""
    site = scenario.site_name(change.site_id)
    if sum(one.site_id == change.site_id for one in scenario.sites) < 2:
        return Message("{site}", (("site", site),))
    group = GROUPS_IN_SHORT.get(change.group, Message("{group}", (("group", change.group),)))
    return msg("{site} ({group})", site=site, group=group)


def _in_all(checked: CheckedRun, changes: PlanChanges) -> Message:
    """Number and size of all changes, and how many there might be."""
    tiers, most = checked.run.plan.tiers, checked.run.loaded.scenario.settings.most_changes
    people = next((whole(one.value) for one in tiers if one.tier == Tier.STABILITY), 0)
    said = msg_plural(
        "{n} is changed, dropped or new, for {people}, each time counted",
        "{n} are changed, dropped or new, for {people}, each time counted",
        n=len(changes.changes),
        people=msg_plural("{n} person", "{n} people", n=people),
    )
    if most is None:
        return msg("{said}.", said=said)
    return msg("{said}; the scenario allows {most}.", said=said, most=most)
