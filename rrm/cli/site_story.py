"""One site of a run as a story: its scores and why, what it gets when, what it doesn't and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rrm.cli.layout import heading, wrapped
from rrm.model.labels import group_label
from rrm.model.language import Message, Text, format_number, msg
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Scenario
from rrm.store import StoredRun

Row = Mapping[str, str]


def known_sites(stored: StoredRun) -> tuple[str, ...]:
    """The sites of a run, in the order of their scores' table."""
    return tuple(dict.fromkeys(row["site_id"] for row in stored.tables["needs.csv"]))


def story_json(stored: StoredRun, site_id: str) -> dict[str, Any]:
    """Everything the run says of a site, table by table."""
    names = ("needs.csv", "demands.csv", "deliveries.csv", "cash.csv", "unmet.csv",
             "referrals.csv", "access.csv")  # fmt: skip
    return {
        "site_id": site_id,
        **{
            name.removesuffix(".csv"): [dict(row) for row in _rows(stored, name, site_id)]
            for name in names
        },
        "traces": [trace for trace in stored.traces if trace["site_id"] == site_id],
    }


def site_story(stored: StoredRun, site_id: str, language: str) -> Iterator[str]:
    """The story, line by line, in 80 columns."""
    scenario, pack = stored.scenario(), stored.pack()
    yield from wrapped(f"{scenario.site_name(site_id)} ({site_id}) · {stored.run_id}")
    yield from _section(msg("Scores and why"), _scores(stored, site_id, language), language)
    demanded = _demanded(stored, pack, site_id, language)
    yield from _section(msg("What people are entitled to"), demanded, language)
    brought = _brought(stored, scenario, pack, site_id, language)
    yield from _section(msg("What is brought"), brought, language)
    yield from _section(
        msg("What is not, and why"), _unmet(stored, pack, site_id, language), language
    )
    yield from _section(msg("Handed over"), _referred(stored, site_id, language), language)


def _section(title: Message, lines: Iterator[str], language: str) -> Iterator[str]:
    yield ""
    yield heading(title.text(language))
    empty = True
    for line in lines:
        empty = False
        yield from wrapped(line, indent=2, hanging=2)
    if empty:
        yield "  " + msg("nothing").text(language)


def _rows(stored: StoredRun, table: str, site_id: str) -> list[Row]:
    return [row for row in stored.tables[table] if row["site_id"] == site_id]


def _scores(stored: StoredRun, site_id: str, language: str) -> Iterator[str]:
    for trace in stored.traces:
        if trace["site_id"] != site_id:
            continue
        sentences = [rule["sentence"] for rule in trace["rules"]] or [trace["sentence"]]
        # The rule that decides stands first; the others follow it in the order of their weight.
        for sentence in sentences:
            yield str(sentence.get(language, sentence["en"]))


def _demanded(stored: StoredRun, pack: RulePack, site_id: str, language: str) -> Iterator[str]:
    for row in _rows(stored, "demands.csv", site_id):
        yield msg(
            "{quantity} {unit}, day {first} to {due}: {reason}",
            quantity=float(row["quantity"]),
            unit=_unit(pack, row["item"]),
            first=int(row["from_day"]),
            due=int(row["due_day"]),
            reason=_translated(row, "reason", language),
        ).text(language)


def _brought(
    stored: StoredRun, scenario: Scenario, pack: RulePack, site_id: str, language: str
) -> Iterator[str]:
    totals: dict[tuple[int, str, str, str], float] = {}
    for row in _rows(stored, "deliveries.csv", site_id):
        key = (int(row["day"]), row["item"], row["origin"], row["group"])
        totals[key] = totals.get(key, 0.0) + float(row["quantity"])
    for row in _rows(stored, "cash.csv", site_id):
        key = (int(row["day"]), row["item"], row["agent_id"], row["group"])
        totals[key] = totals.get(key, 0.0) + float(row["households"])
    for (day, item, origin, group), quantity in sorted(totals.items()):
        yield msg(
            "day {day} ({date}): {quantity} {unit} of {item} from {origin}, {group}",
            day=day,
            date=scenario.settings.date_of(day),
            quantity=format_number(quantity, language),
            unit=_unit(pack, item),
            item=Text.of(pack.catalogue[item].label),
            origin=origin,
            group=group_label(group),
        ).text(language)


def _unmet(stored: StoredRun, pack: RulePack, site_id: str, language: str) -> Iterator[str]:
    for row in _rows(stored, "unmet.csv", site_id):
        yield msg(
            "{quantity} {unit} of {item}, {group}: {reason}. {help}",
            quantity=float(row["quantity"]),
            unit=_unit(pack, row["item"]),
            item=Text.of(pack.catalogue[row["item"]].label),
            group=group_label(row["group"]),
            reason=_translated(row, "reason", language),
            help=_translated(row, "what_would_help", language),
        ).text(language)


def _referred(stored: StoredRun, site_id: str, language: str) -> Iterator[str]:
    for row in _rows(stored, "referrals.csv", site_id):
        yield msg(
            "{programme}: {caseload} {unit} by {due}; {reason}",
            programme=row["programme"],
            caseload=int(row["caseload"]),
            unit=msg("people") if row["unit"] == "people" else msg("households"),
            due=row["due_on"],
            reason=_translated(row, "reason", language),
        ).text(language)


def _translated(row: Row, column: str, language: str) -> str:
    return row.get(f"{column}_{language}") or row[column]


def _unit(pack: RulePack, item: str) -> Text | str:
    rule = pack.catalogue[item]
    return Text.of(rule.unit_label) if rule.unit_label else rule.unit
