"""What planning anew does, in words: to the priorities, and to the sites that gain and lose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rrm.cli.figures import money, percent, quantity
from rrm.cli.layout import wrapped
from rrm.cli.unmet_lines import missing_in_words
from rrm.model.labels import TIER_LABELS
from rrm.model.language import Message, Text, msg, msg_plural
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Scenario, Tier
from rrm.what_if import Moved, SiteMoved, TierGain, gainers, later, losers, sooner

SITES_SHOWN = 5
ITEMS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Told:
    """How a case planned anew is told: its names, in which language, and whether in full."""

    scenario: Scenario
    pack: RulePack
    language: str
    tell_all: bool = False

    def item(self, item: str, units: float) -> Message:
        """A quantity of an item: 375 m³ Drinking water, 628 × NFI kit."""
        return missing_in_words(self.pack.catalogue[item], units)


def tier_label(tier: str) -> Message:
    """A priority by its name."""
    return TIER_LABELS.get(tier, Message("{t}", (("t", tier),)))


def tier_lines(gains: Sequence[TierGain], told: Told, indent: int) -> Iterator[str]:
    """Each priority, what becomes of it, and whether that says anything.

    What comes after the first priority that is told apart is the price of that one, or goes
    along with it; nothing is said of gaps there.
    """
    is_decided = False
    for gain in gains:
        words = msg("{priority}: {change}", priority=tier_label(gain.tier), change=_change(gain))
        if gain.is_any and not gain.is_told and not is_decided:
            words = msg("{what} (not told apart from nothing)", what=words)
        yield from wrapped(words.text(told.language), indent=indent, hanging=2)
        is_decided |= gain.is_told


def moved_lines(rows: Sequence[Moved], told: Told, indent: int) -> Iterator[str]:
    """Who gets less, who gets more, who gets it later: sites with households and items."""
    for head, sites in ((_less, losers(rows)), (_more, gainers(rows))):
        if sites:
            people = head(sum(one.households for one in sites))
            yield from wrapped(people.text(told.language), indent=indent, hanging=2)
            yield from _sites(sites, told, indent + 2)
    for head, sites in ((_later, later(rows)), (_sooner, sooner(rows))):
        if sites:
            yield from wrapped(head(len(sites)).text(told.language), indent=indent, hanging=2)
            yield from _sites(sites, told, indent + 2, with_days=True)


def gain_lines(rows: Sequence[Moved], told: Told, indent: int) -> Iterator[str]:
    """Who gets more, else who gets it sooner: in a sentence, most households first."""
    if more := gainers(rows):
        who = _more(sum(one.households for one in more))
        yield from _in_one(who, more, told, indent, with_days=False)
    elif faster := sooner(rows):
        yield from _in_one(_sooner(len(faster)), faster, told, indent, with_days=True)


def gains_json(gains: Sequence[TierGain]) -> list[dict[str, object]]:
    """The priorities as data."""
    return [
        {
            "tier": one.tier,
            "unit": one.unit,
            "before": one.before,
            "after": one.after,
            "limit_before": one.limit,
            "gain": one.gain,
            "told_apart": one.is_told,
        }
        for one in gains
    ]


def moved_json(rows: Sequence[Moved]) -> list[dict[str, object]]:
    """Who gets more, less or later as data."""
    return [
        {
            "site_id": one.site_id,
            "group": one.group,
            "item": one.item,
            "quantity": one.quantity,
            "households": one.households,
            "days_later": one.days_later,
        }
        for one in rows
    ]


def _change(gain: TierGain) -> Message:
    """From what to what, in the terms of the priority."""
    if not gain.is_any:
        return msg("as before")
    match gain.tier:
        case Tier.SURVIVAL_WATER:
            return msg(
                "{after} m³ short instead of {before}",
                after=quantity(gain.after),
                before=quantity(gain.before),
            )
        case Tier.NEEDS_MET:
            return _share_of_needs(gain)
        case Tier.EQUITY:
            return msg(
                "{after} of what could reach it instead of {before}",
                after=percent(gain.after, 1),
                before=percent(gain.before, 1),
            )
        case Tier.COST:
            return msg(
                "{after} instead of {before}",
                after=money(gain.after, gain.unit),
                before=money(gain.before, gain.unit),
            )
        case _:
            return msg(
                "{after} instead of {before}",
                after=quantity(gain.after),
                before=quantity(gain.before),
            )


def _share_of_needs(gain: TierGain) -> Message:
    if gain.before <= 0:
        return msg("some instead of nothing")
    share = percent(abs(gain.gain) / gain.before, 2)
    return msg("{n} more", n=share) if gain.gain > 0 else msg("{n} less", n=share)


def _less(n: int) -> Message:
    return msg_plural("Less for {n} household:", "Less for {n} households:", n=n)


def _more(n: int) -> Message:
    return msg_plural("More for {n} household:", "More for {n} households:", n=n)


def _later(n: int) -> Message:
    return msg_plural("Later at {n} site:", "Later at {n} sites:", n=n)


def _sooner(n: int) -> Message:
    return msg_plural("Sooner at {n} site:", "Sooner at {n} sites:", n=n)


def _in_one(
    who: Message, sites: Sequence[SiteMoved], told: Told, indent: int, with_days: bool
) -> Iterator[str]:
    shown = sites if told.tell_all else sites[:ITEMS_SHOWN]
    things = _days if with_days else _items
    named = tuple(
        msg("{site} ({items})", site=told.scenario.site_name(one.site_id), items=things(one, told))
        for one in shown
    )
    rest = len(sites) - len(shown)
    more = msg_plural("… and {n} more site", "… and {n} more sites", n=rest)
    said = msg("{who} {sites}", who=who, sites=(*named, more) if rest else named)
    yield from wrapped(said.text(told.language), indent=indent, hanging=2)


def _sites(
    sites: Sequence[SiteMoved], told: Told, indent: int, with_days: bool = False
) -> Iterator[str]:
    shown = sites if told.tell_all else sites[:SITES_SHOWN]
    for one in shown:
        name = told.scenario.site_name(one.site_id)
        if with_days:
            words = msg("{site}: {items}", site=name, items=_days(one, told))
        else:
            words = msg(
                "{site}, {households}: {items}",
                site=name,
                households=_households(one.households),
                items=_items(one, told),
            )
        yield from wrapped(words.text(told.language), indent=indent, hanging=2)
    if len(shown) < len(sites):
        more = msg_plural(
            "… and {n} more; --all shows it",
            "… and {n} more; --all shows them",
            n=len(sites) - len(shown),
        )
        yield from wrapped(more.text(told.language), indent=indent)


def _items(site: SiteMoved, told: Told) -> tuple[Message, ...]:
    """What a site gains or loses, all groups of it together."""
    by_item: dict[str, float] = {}
    for row in site.items:
        by_item[row.item] = by_item.get(row.item, 0.0) + abs(row.quantity)
    return tuple(told.item(item, units) for item, units in by_item.items())


def _days(site: SiteMoved, told: Told) -> tuple[Message, ...]:
    """Which items come later or sooner there, and by how many days on average."""
    latest: dict[str, float] = {}
    for row in site.items:
        latest[row.item] = max(latest.get(row.item, 0.0), abs(row.days_later))
    return tuple(
        msg(
            "{item}, {days} days on average",
            item=Text.of(told.pack.catalogue[item].label),
            days=quantity(days),
        )
        for item, days in latest.items()
    )


def _households(n: int) -> Message:
    return msg_plural("{n} household", "{n} households", n=n)
