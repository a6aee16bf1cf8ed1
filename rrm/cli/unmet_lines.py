"""Who is left without what, and why, most people first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rrm.cli.figures import quantity
from rrm.cli.layout import WIDTH, columns, cut, wrapped
from rrm.cli.needs_lines import GROUPS_IN_SHORT
from rrm.cli.plain import plain
from rrm.model.language import Message, Text, msg, msg_plural
from rrm.model.plan import Unmet
from rrm.model.rule_pack import Item, ItemKind
from rrm.model.run import Run

SHOWN = 8
REASON_LINES = 3
SHORT_LABEL = 20

_ITEM = ("item",)
"""Values of a reason's sentence that may differ within one line: several items are named then."""


@dataclass(frozen=True, slots=True)
class LeftWithout:
    """What people at one site miss for one reason."""

    site_id: str
    rows: tuple[Unmet, ...]

    @property
    def reason(self) -> Message:
        """Why, in words: the same for all rows, save that it may name the item of each."""
        reason = self.rows[0].reason
        items = {name: [dict(row.reason.values).get(name) for row in self.rows] for name in _ITEM}
        values = tuple(
            (name, tuple(dict.fromkeys(items[name])) if name in _ITEM else value)
            for name, value in reason.values
        )
        return replace(reason, values=values)

    @property
    def people(self) -> int:
        """People concerned; who misses two things is counted once."""
        most: dict[str, int] = {}
        for row in self.rows:
            most[row.group] = max(most.get(row.group, 0), row.people)
        return sum(most.values())

    @property
    def quantities(self) -> dict[str, float]:
        """What is missing by item, over all groups."""
        found: dict[str, float] = {}
        for row in self.rows:
            found[row.item] = found.get(row.item, 0.0) + row.quantity
        return found


def unmet_lines(run: Run, language: str) -> Iterator[str]:
    """The longest eight by people, each with its reason in three lines at most."""
    if not run.plan.unmet:
        yield msg("Everything that people are entitled to is brought.").text(language)
        return
    found = left_without(run.plan.unmet)
    for one in found[:SHOWN]:
        yield _who_and_what(run, one, language)
        yield from wrapped(one.reason.text(language), indent=4, most=REASON_LINES)
    if len(found) > SHOWN:
        more = msg_plural(
            "… and {n} more, in unmet.csv and the report.",
            "… and {n} more, in unmet.csv and the report.",
            n=len(found) - SHOWN,
        )
        yield more.text(language)


def left_without(unmet: Sequence[Unmet]) -> list[LeftWithout]:
    """Rows of one site that have the same reason together, most people first."""
    together: dict[tuple[object, ...], list[Unmet]] = {}
    for row in unmet:
        said = tuple(pair for pair in row.reason.values if pair[0] not in _ITEM)
        key = (row.site_id, row.reason_code, row.reason.template, said)
        together.setdefault(key, []).append(row)
    found = [LeftWithout(rows[0].site_id, tuple(rows)) for rows in together.values()]
    return sorted(found, key=lambda one: (-one.people, one.site_id, one.rows[0].item))


def _who_and_what(run: Run, one: LeftWithout, language: str) -> str:
    """Site, groups and people, then as many of the missing items as the line holds."""
    groups = tuple(
        dict.fromkeys(
            GROUPS_IN_SHORT.get(r.group, Message("{group}", (("group", r.group),)))
            for r in one.rows
        )
    )
    who = msg_plural(
        "{site}, {n} person ({groups}):",
        "{site}, {n} people ({groups}):",
        n=one.people,
        site=cut(run.loaded.scenario.site_name(one.site_id), 30),
        groups=groups,
    )
    line = plain(who.text(language))
    things = [plain(words) for words in _things(run, one, language)]
    for at, thing in enumerate(things):
        rest = len(things) - at - 1
        end = f" {msg('+ {n} more', n=rest).text(language)}" if rest else ""
        longer = f"{line}{',' if at else ''} {thing}"
        if at and columns(longer + end) > WIDTH:
            return _with_count(line, msg("+ {n} more", n=rest + 1).text(language))
        if not at and rest and columns(longer + end) > WIDTH:
            return _with_count(longer, end.strip())
        line = longer
    return cut(line, WIDTH)


def _with_count(line: str, count: str) -> str:
    """A line with how many things it leaves out; the things named give way, never the count."""
    return f"{cut(line, WIDTH - columns(count) - 1)} {count}"


def _things(run: Run, one: LeftWithout, language: str) -> Iterator[str]:
    """Each missing item with its quantity; labels are cut where there are several."""
    room = SHORT_LABEL if len(one.quantities) > 1 else WIDTH
    for name, missing in one.quantities.items():
        item = run.loaded.pack.catalogue[name]
        label = cut(Text.of(item.label).text(language), room)
        yield missing_in_words(item, missing, label).text(language)


def missing_in_words(item: Item, missing: float, label: str | None = None) -> Message:
    """A quantity of an item: 375 m³ Drinking water, 628 × NFI kit."""
    name = label or Text.of(item.label)
    if item.kind == ItemKind.WATER:
        unit = Text.of(item.unit_label or item.unit)
        return msg("{n} {unit} {item}", n=quantity(missing), unit=unit, item=name)
    return msg("{n} × {item}", n=quantity(missing), item=name)
