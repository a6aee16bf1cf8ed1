"""What a coordinator reads first after a run: 80 columns, in the order of the questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from rrm.cli.layout import heading, table, wrapped
from rrm.cli.needs_lines import needs_lines
from rrm.model.labels import TIER_LABELS, group_label
from rrm.model.language import Message, Text, format_number, msg
from rrm.model.plan import Unmet
from rrm.model.rule_pack import ItemKind
from rrm.model.run import CheckedRun, Run

SHOWN_UNMET = 8


def summary_lines(checked: CheckedRun, folder: Path, language: str) -> Iterator[str]:
    """The summary of a run, line by line."""
    run = checked.run
    yield from _head(run, language)
    yield ""
    yield heading(msg("Needs, worst first").text(language))
    yield from needs_lines(run.loaded, run.needs, language)
    yield ""
    yield heading(msg("Delivered by the end of the day").text(language))
    yield from _delivered(run, language)
    yield ""
    yield heading(msg("Not met, and why").text(language))
    yield from _not_met(run, language)
    yield ""
    yield heading(msg("The plan").text(language))
    yield from _quality(checked, language)
    yield ""
    yield heading(msg("Files").text(language))
    yield from _files(folder, language)


def summary_json(checked: CheckedRun, folder: Path) -> dict[str, object]:
    """The same as data: where the run is, how good the plan, what is and isn't met."""
    plan = checked.run.plan
    return {
        "run": str(folder),
        "status": plan.status,
        "gap": plan.gap,
        "bound": plan.bound,
        "tiers": [asdict(tier) for tier in plan.tiers],
        "verdict": "accepted" if checked.verdict.accepted else "rejected",
        "deliveries": len(plan.deliveries),
        "trips": len(plan.trips),
        "payments": len(plan.payments),
        "unmet": [
            {
                "site_id": row.site_id,
                "group": row.group,
                "item": row.item,
                "quantity": row.quantity,
                "reason_code": row.reason_code,
                "reason": {"en": row.reason.text("en"), "fr": row.reason.text("fr")},
            }
            for row in plan.unmet
        ],
    }


def _head(run: Run, language: str) -> Iterator[str]:
    settings = run.loaded.scenario.settings
    yield from wrapped(Text.of(settings.title).text(language))
    line = msg(
        "{first} to {last} {year} · {sites} sites · {households} households · rules {pack}",
        first=settings.start,
        last=settings.date_of(settings.horizon_days),
        year=str(settings.start.year),
        sites=len(run.loaded.scenario.site_ids),
        households=sum(site.households for site in run.loaded.scenario.sites),
        pack=f"{run.loaded.pack.id} {run.loaded.pack.version}",
    )
    yield from wrapped(line.text(language))


def _delivered(run: Run, language: str) -> Iterator[str]:
    """Each item against what people are entitled to, at three days on the way."""
    horizon = run.loaded.scenario.settings.horizon_days
    days = sorted({min(3, horizon), min(7, horizon), horizon})
    header = [
        "",
        *(msg("day {day}", day=day).text(language) for day in days),
        msg("entitled").text(language),
        msg("share").text(language),
    ]
    rows = [_item_row(run, item, days, language) for item in _items(run)]
    yield from table(header, rows, gap=3)


def _items(run: Run) -> list[str]:
    return list(dict.fromkeys(demand.item for demand in run.entitled.demands))


def _item_row(run: Run, item: str, days: list[int], language: str) -> list[str]:
    rule = run.loaded.pack.catalogue[item]
    label = Text.of(rule.label).text(language)
    wanted = 0.0
    for demand in run.entitled.demands:
        if demand.item == item:
            per_day = demand.due_day - demand.from_day + 1 if rule.kind == ItemKind.WATER else 1
            wanted += demand.quantity * per_day
    brought = [_brought(run, item, day) for day in days]
    share = 100 * brought[-1] / wanted if wanted else 100.0
    return [
        f"{label} ({_unit(rule.unit_label, rule.unit, language)})",
        *(format_number(quantity, language, 0) for quantity in (*brought, wanted)),
        f"{format_number(share, language, 0)} %",
    ]


def _unit(labels: dict[str, str], unit: str, language: str) -> str:
    return Text.of(labels).text(language) if labels else unit


def _brought(run: Run, item: str, day: int) -> float:
    goods = sum(d.quantity for d in run.plan.deliveries if d.item == item and d.day <= day)
    return goods + sum(p.households for p in run.plan.payments if p.item == item and p.day <= day)


def _not_met(run: Run, language: str) -> Iterator[str]:
    if not run.plan.unmet:
        yield msg("Everything that people are entitled to is brought.").text(language)
        return
    rows = sorted(run.plan.unmet, key=lambda row: (-row.people, row.site_id, row.item))
    for row in rows[:SHOWN_UNMET]:
        yield from wrapped(_unmet_sentence(run, row).text(language), hanging=4)
    if len(rows) > SHOWN_UNMET:
        more = msg("… and {n} more, in unmet.csv and the report.", n=len(rows) - SHOWN_UNMET)
        yield more.text(language)


def _unmet_sentence(run: Run, row: Unmet) -> Message:
    item = run.loaded.pack.catalogue[row.item]
    return msg(
        "{site}, {group}: {quantity} {unit} of {item} ({people} people): {reason}",
        site=run.loaded.scenario.site_name(row.site_id),
        group=group_label(row.group),
        quantity=row.quantity,
        unit=Text.of(item.unit_label) if item.unit_label else item.unit,
        item=Text.of(item.label),
        people=row.people,
        reason=row.reason,
    )


def _quality(checked: CheckedRun, language: str) -> Iterator[str]:
    plan, verdict = checked.run.plan, checked.verdict
    states = {
        "optimal": msg(
            "Proven to be within {gap} % of the best plan there is.", gap=100 * plan.gap
        ),
        "feasible": msg(
            "Proven: no plan meets more than {gap} % more of the need.", gap=100 * plan.gap
        ),
        "infeasible": msg("No plan keeps all the locks: nothing is planned."),
    }
    yield states[plan.status].text(language)
    for tier in plan.tiers:
        sentence = msg(
            "{label}: {value} {unit} (gap {gap} %)",
            label=TIER_LABELS[tier.tier],
            value=tier.value,
            unit=tier.unit,
            gap=100 * tier.gap,
        )
        yield from wrapped(sentence.text(language), indent=2, hanging=2)
    for warning in checked.run.warnings:
        yield from wrapped("! " + warning.text(language), hanging=2)
    counted = sum(check.count for check in verdict.checks)
    if verdict.accepted:
        accepted = msg(
            "Independent check: accepted; {checks} laws, {counted} facts looked at.",
            checks=len(verdict.checks),
            counted=counted,
        )
        yield from wrapped(accepted.text(language))
        return
    for check in verdict.checks:
        if check.first_offender is not None:
            rejected = msg(
                "Independent check: REJECTED, {label}: {offender}",
                label=check.label,
                offender=check.first_offender,
            )
            yield from wrapped(rejected.text(language), hanging=2)


def _files(folder: Path, language: str) -> Iterator[str]:
    notes = (
        ("report.html", msg("open in a browser: map, needs, plan, what is not met")),
        ("plan.xlsx", msg("the planner's workbook")),
        ("unmet.csv", msg("who is left without, why, and what would help")),
    )
    yield str(folder)
    for name, note in notes:
        yield f"  {name:<12} {note.text(language)}"
    more = msg("Why a site's numbers: rrm explain {run} SITE", run="last")
    yield more.text(language)
