"""Who is left without what, why, and what would help."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.export.facts import Facts
from rrm.export.names import Names
from rrm.export.quantity import amount_of, with_decimal
from rrm.export.table import Cell, Column, Name, Table
from rrm.model.labels import group_label
from rrm.model.language import Message, msg
from rrm.model.plan import Unmet
from rrm.model.rule_pack import ItemKind


@dataclass(frozen=True, slots=True)
class UnmetSection:
    """Everything that the plan does not bring, most people first."""

    title: Message
    intro: Message
    table: Table | None
    empty: Message


def unmet_section(facts: Facts) -> UnmetSection:
    """A row for each group and reason, with all that is missing for it."""
    columns = (
        Column(msg("Site and group")),
        Column(msg("People"), is_number=True),
        Column(msg("Households"), is_number=True),
        Column(msg("Missing")),
        Column(msg("Why")),
        Column(msg("What would help")),
    )
    rows = tuple(_row(lines, facts) for lines in _together(facts.run.plan.unmet))
    return UnmetSection(
        title=msg("Who is left without, and why"),
        intro=msg(
            "Most people first. People who miss two things for two reasons stand in two rows."
        ),
        table=Table(columns, rows) if rows else None,
        empty=msg("Nothing is missing: every entitlement is met within the plan."),
    )


def unmet_by_people(unmet: tuple[Unmet, ...]) -> list[Unmet]:
    """Most people first; ties by site, group and item."""
    return sorted(unmet, key=lambda u: (-u.people, u.site_id, u.group, u.item))


def _together(unmet: tuple[Unmet, ...]) -> list[list[Unmet]]:
    """Lines of one group that have the same reason and the same remedy."""
    together: dict[tuple[str, str, str, str], list[Unmet]] = {}
    for line in unmet_by_people(unmet):
        key = (line.site_id, line.group, line.reason.text(), line.what_would_help.text())
        together.setdefault(key, []).append(line)
    return list(together.values())


def _row(lines: list[Unmet], facts: Facts) -> tuple[Cell, ...]:
    first, names = lines[0], facts.names
    missing = tuple(
        msg(
            "{item}: {amount}",
            item=names.item(line.item),
            amount=_amount(line, names),
        )
        for line in lines
    )
    return (
        Name(names.place(first.site_id), group_label(first.group)),
        max(line.people for line in lines),
        max(line.households for line in lines),
        msg("{missing}", missing=missing),
        first.reason,
        first.what_would_help,
    )


def _amount(line: Unmet, names: Names) -> Message | float:
    # Things that are counted say what they are by their name.
    if names.kind(line.item) is ItemKind.WATER:
        return amount_of(line.quantity, names.unit(line.item))
    return with_decimal(line.quantity)
