"""What differs in a run against the baseline, in words."""

from __future__ import annotations

from collections.abc import Iterator
from math import nan

from rrm.comparison.change import Change, total
from rrm.comparison.compare import Comparison, Difference
from rrm.comparison.figure_words import (
    at_most_percent,
    from_to,
    households,
    in_days,
    money,
    percent,
    plain,
    signed,
)
from rrm.comparison.glance import glance_part, runs_part
from rrm.comparison.made_from_words import changed_part, counted
from rrm.comparison.means import Spent
from rrm.comparison.names import Names
from rrm.comparison.needs import NeedChange, ScoreChange
from rrm.comparison.parts import Chapter, Grid, Part, Sentence, Story, Words
from rrm.comparison.priorities import Standing, TierChange, asks_the_same, deciding
from rrm.comparison.sites import ServedChange
from rrm.comparison.unmet import UnmetChange
from rrm.model.labels import TIER_LABELS, group_label
from rrm.model.language import Message, msg, msg_plural
from rrm.model.plan import TierResult, Unmet
from rrm.model.rounding import whole
from rrm.model.rule_pack import ItemKind
from rrm.model.scenario import Tier

_SPENT = {
    Spent.GOODS_TRANSPORT: msg("Transport of goods"),
    Spent.WATER_TRANSPORT: msg("Transport of water"),
    Spent.TRANSFERS: msg("Cash transfers"),
    Spent.FEES: msg("Agents’ fees"),
}


def story(comparison: Comparison) -> Story:
    """The whole comparison in words."""
    return Story(
        runs_part(comparison),
        glance_part(comparison),
        tuple(
            _chapter(difference, Names((difference.after, difference.before)), letter)
            for difference, letter in zip(comparison.differences, "BCDEFGH", strict=False)
        ),
    )


def _chapter(difference: Difference, names: Names, letter: str) -> Chapter:
    parts = (
        changed_part(difference.made_from),
        _priorities(difference),
        _needs(difference, names),
        _items(difference, names, letter),
        _sites(difference, names),
        _unmet(difference, names),
        _means(difference, names, letter),
        _apart(difference, names, letter),
    )
    return Chapter(
        msg("{letter} against A", letter=letter),
        tuple(_lead(difference, letter)),
        tuple(part for part in parts if not part.is_empty),
    )


def _lead(difference: Difference, letter: str) -> Iterator[Message]:
    """What to know first, in four sentences at most."""
    if difference.is_nothing:
        yield msg("Nothing differs: the same inputs, the same scores, the same plan.")
        return
    yield counted(difference.made_from)
    if difference.same_results:
        yield msg("What came out is the same: scores, plan and what is not met.")
        return
    decided = deciding(difference.tiers)
    if decided is not None:
        label = TIER_LABELS.get(Tier(decided.tier)) if decided.tier in [*Tier] else None
        yield (
            msg(
                "{letter} is better in the first priority that tells them apart: {priority}.",
                letter=letter,
                priority=label or decided.tier,
            )
            if decided.standing is Standing.BETTER
            else msg(
                "{letter} is worse in the first priority that tells them apart: {priority}.",
                letter=letter,
                priority=label or decided.tier,
            )
        )
    elif not asks_the_same(difference.before, difference.after):
        yield msg("What is asked of the plans differs: the priorities don’t tell which is better.")
    elif any(one.standing is Standing.WITHIN_GAPS for one in difference.tiers):
        yield msg("No priority tells them apart: what differs lies within the gaps.")
    more = sum(site.households_more for site in difference.sites)
    less = sum(site.households_less for site in difference.sites)
    if whole(more) or whole(less):
        yield msg("All sites together: {gains}.", gains=_gains(more, less))
    if difference.cost.is_one:
        by = difference.cost.by
        amount = money(abs(by), difference.after.currency)
        yield (
            msg("It costs {amount} more.", amount=amount)
            if by > 0
            else msg("It costs {amount} less.", amount=amount)
        )


def _priorities(difference: Difference) -> Part:
    sentences: list[Sentence] = []
    for change in difference.moved_tiers:
        label = TIER_LABELS[Tier(change.tier)] if change.tier in [*Tier] else change.tier
        results = (change.before, change.after)
        said = msg(
            "{priority}: {moved}; {standing}",
            priority=label,
            moved=from_to(*(_tier(one, one.value if one else nan) for one in results)),
            standing=_standing(change, difference.tiers),
        )
        more = msg(
            "bound {bounds}, gap {gaps}",
            bounds=from_to(*(_tier(one, one.bound if one else nan) for one in results)),
            gaps=from_to(*(at_most_percent(one.gap) if one else "–" for one in results)),
        )
        sentences += [Sentence(said), Sentence(more, 1)]
    return Part(msg("Priorities"), tuple(sentences))


def _tier(result: TierResult | None, value: float) -> Words:
    if result is None:
        return "–"
    match result.tier:
        case Tier.SURVIVAL_WATER:
            return msg("{n} m³ short", n=plain(value))
        case Tier.EQUITY:
            return percent(value)
        case Tier.COST:
            return money(value, result.unit)
        case _:
            return plain(value)


def _standing(change: TierChange, tiers: tuple[TierChange, ...]) -> Message:
    match change.standing:
        case Standing.WITHIN_GAPS:
            return msg("within the gaps, so it says nothing")
        case Standing.NOT_COMPARABLE:
            return msg("on another scale, as not the same is asked")
        case Standing.ONE_ONLY:
            return msg("a priority of one of them only")
        case standing if change.tier == Tier.COST:
            settled = (Standing.SAME, Standing.WITHIN_GAPS)
            if all(one.standing in settled for one in tiers if one is not change):
                return msg("cheaper") if standing is Standing.BETTER else msg("dearer")
            return msg("not for the same amount of help")
        case Standing.BETTER:
            return msg("better")
        case _:
            return msg("worse")


def _needs(difference: Difference, names: Names) -> Part:
    sentences: list[Sentence] = []
    for need in (one for one in difference.needs if one.moves_need):
        sentences.append(Sentence(_need(need, names)))
        for score in need.sectors:
            moved = msg("{sector}: {moved}", sector=names.sector(score.sector), moved=_score(score))
            sentences.append(Sentence(moved, 1))
            sentences += _why(score)
    by_rank = sum(not one.moves_need for one in difference.needs)
    if by_rank:
        said = msg_plural(
            "{n} group changes its rank alone.", "{n} groups change their rank alone.", n=by_rank
        )
        sentences.append(Sentence(said))
    return Part(msg("Needs that moved"), tuple(sentences))


def _need(need: NeedChange, names: Names) -> Message:
    return msg(
        "{site}, {group}: {moved}",
        site=names.site(need.site_id),
        group=group_label(need.group),
        moved=_score(need.overall),
    )


def _score(score: ScoreChange) -> Message:
    old, new = score.before, score.after
    if old is None or new is None:
        known = old or new
        if known is None:
            return msg("not scored")
        words = msg(
            "severity {severity}, {people} people in need",
            severity=known.severity,
            people=known.people_in_need,
        )
        return (
            msg("newly scored: {score}", score=words)
            if old is None
            else msg("no longer scored: {score}", score=words)
        )
    return msg(
        "severity {severity}, people in need {people}, rank {rank}",
        severity=_moved(old.severity, new.severity),
        people=_moved(old.people_in_need, new.people_in_need),
        rank=_moved(old.rank, new.rank),
    )


def _why(score: ScoreChange) -> Iterator[Sentence]:
    """The trace of the new class, and of the old one where it says something else."""
    if score.why_after is not None and score.why_after != score.why_before:
        yield Sentence(msg("now: {why}", why=score.why_after), 1)
    if score.why_before is not None and score.why_after != score.why_before:
        yield Sentence(msg("before: {why}", why=score.why_before), 1)


def _moved(before: int, after: int) -> object:
    return after if before == after else from_to(before, after)


def _items(difference: Difference, names: Names, letter: str) -> Part:
    dues_differ = any(one.due.is_one for one in difference.items)
    rows = tuple(
        (
            msg("{item} ({unit})", item=names.item(one.item), unit=names.unit(one.item)),
            *(_three(one.due)[:2] if dues_differ else ()),
            *_three(one.brought),
            signed(plain(one.day.by), one.day.by) if one.day is not None else "",
        )
        for one in difference.items
    )
    due = (msg("due, {letter}", letter="A"), msg("due, {letter}", letter=letter))
    header = (
        "",
        *(due if dues_differ else ()),
        msg("comes, {letter}", letter="A"),
        msg("comes, {letter}", letter=letter),
        msg("difference"),
        msg("days later"),
    )
    return Part(msg("What comes"), grid=Grid(header, rows))


def _three(change: Change) -> tuple[Words, Words, Words]:
    return plain(change.before), plain(change.after), signed(plain(change.by), change.by)


def _sites(difference: Difference, names: Names) -> Part:
    sentences: list[Sentence] = []
    for site in difference.sites:
        told = [words for one in site.items if (words := _served(one, names)) is not None]
        if not told:
            continue
        gains = _gains(site.households_more, site.households_less)
        head = msg("{site}: {gains}", site=names.site(site.site_id), gains=gains)
        sentences.append(Sentence(head))
        sentences += [Sentence(words, 1) for words in told]
    return Part(msg("Who gains, who loses"), tuple(sentences))


def _gains(more: float, less: float) -> Message:
    """Who gets more of something and who less, in households."""
    if not whole(more) and not whole(less):
        return msg("as many households are served")
    if not whole(less):
        return msg("more of something for {more}", more=households(more))
    if not whole(more):
        return msg("less of something for {less}", less=households(less))
    return msg(
        "more of something for {more}, less for {less}",
        more=households(more),
        less=households(less),
    )


def _served(one: ServedChange, names: Names) -> Message | None:
    """What a group gets of an item; None where the figures read the same."""
    said: list[Message] = []
    if whole(one.households.before) != whole(one.households.after):
        moved = from_to(whole(one.households.before), whole(one.households.after))
        said.append(msg("households served {moved}", moved=moved))
    elif one.brought.is_one and plain(one.brought.before) != plain(one.brought.after):
        moved = from_to(plain(one.brought.before), plain(one.brought.after))
        said.append(msg("comes {moved}", moved=moved))
    if plain(one.due.before) != plain(one.due.after):
        said.append(msg("due {moved}", moved=from_to(plain(one.due.before), plain(one.due.after))))
    if one.days_below_survival.is_one:
        days = from_to(whole(one.days_below_survival.before), whole(one.days_below_survival.after))
        said.append(msg("days below survival {moved}", moved=days))
    when = in_days(one.day) if one.day is not None else None
    said += [when] if when is not None else []
    if not said:
        return None
    return msg(
        "{item}, {group}: {said}",
        item=names.item(one.item),
        group=group_label(one.group),
        said=said,
    )


def _unmet(difference: Difference, names: Names) -> Part:
    sentences: list[Sentence] = []
    for one in difference.unmet:
        sentences.append(
            Sentence(
                msg(
                    "{site}, {group}, {item}: missing {moved}",
                    site=names.site(one.site_id),
                    group=group_label(one.group),
                    item=names.item(one.item),
                    moved=_missing(one, names),
                )
            )
        )
        sentences += _reasons(one)
    return Part(msg("Not met, and why"), tuple(sentences))


def _missing(one: UnmetChange, names: Names) -> Message:
    moved = from_to(plain(one.quantity.before), plain(one.quantity.after))
    is_water = names.kind(one.item) is ItemKind.WATER
    return msg("{n} m³", n=moved) if is_water else moved


def _reasons(one: UnmetChange) -> Iterator[Sentence]:
    def why(unmet: Unmet | None) -> Message | None:
        return unmet.reason if unmet is not None else None

    if one.has_other_reason or one.before is None:
        yield Sentence(msg("now: {why}", why=why(one.after)), 1)
    if one.has_other_reason or one.after is None:
        yield Sentence(msg("before: {why}", why=why(one.before)), 1)


def _means(difference: Difference, names: Names, letter: str) -> Part:
    currency = difference.after.currency
    rows: list[tuple[Words, ...]] = []
    for spent, change in difference.costs.items():
        rows.append((_SPENT[spent], *_amounts(change, currency)))
    if len(difference.costs) > 1:
        rows.append((msg("Cost"), *_amounts(total(difference.costs.values()), currency)))
    for use in difference.vehicles:
        label = names.vehicle_class(use.vehicle_class)
        figures = (
            (use.vehicles, msg("{vehicle}: vehicles there are", vehicle=label)),
            (use.trips, msg("{vehicle}: trips", vehicle=label)),
            (use.km, msg("{vehicle}: km", vehicle=label)),
        )
        rows += [(said, *_three(change)) for change, said in figures if change.is_one]
    sentences: tuple[Sentence, ...] = ()
    if difference.before.currency != currency:
        said = msg(
            "Costs are in {before} and {after}: they are not set against each other.",
            before=difference.before.currency or "–",
            after=currency or "–",
        )
        sentences = (Sentence(said),)
    header = ("", "A", letter, msg("difference"))
    return Part(msg("Costs and vehicles"), sentences, Grid(header, tuple(rows)))


def _amounts(change: Change, currency: str) -> tuple[Words, Words, Words]:
    by = signed(money(change.by, currency), change.by)
    return money(change.before, currency), money(change.after, currency), by


def _apart(difference: Difference, names: Names, letter: str) -> Part:
    sentences = tuple(
        Sentence(
            msg(
                "Only {letter} has these sites: {sites}",
                letter=which,
                sites=[names.site(site) for site in sites],
            )
        )
        for which, sites in (("A", difference.sites_before), (letter, difference.sites_after))
        if sites
    )
    if sentences:
        said = msg("Needs, deliveries and what is not met are set side by side without them.")
        sentences = (*sentences, Sentence(said))
    return Part(msg("Sites that only one of them has"), sentences)
