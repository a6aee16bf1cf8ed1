"""The runs and their figures side by side."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.comparison.compare import LETTERS, Comparison
from rrm.comparison.facts import RunFacts
from rrm.comparison.figure_words import households, money, percent, plain
from rrm.comparison.means import spending
from rrm.comparison.names import Names
from rrm.comparison.parts import Grid, Part, Sentence, Words
from rrm.model.labels import TIER_LABELS
from rrm.model.language import Message, Text, msg, msg_plural
from rrm.model.needs import OVERALL
from rrm.model.no_plan import no_plan_in_words
from rrm.model.plan import TierResult
from rrm.model.rule_pack import ItemKind
from rrm.model.scenario import Tier

_NOTHING = "–"
_STATUSES = {
    "optimal": msg("proven within the gap asked"),
    "feasible": msg("not proven to be the best"),
}


def runs_part(comparison: Comparison) -> Part:
    """Which runs they are, by letter, each with what the check says."""
    return Part(msg("The runs"), tuple(_runs(comparison)))


def _runs(comparison: Comparison) -> Iterator[Sentence]:
    for letter, run in zip(LETTERS, comparison.runs, strict=False):
        settings = run.scenario.settings
        yield Sentence(
            msg(
                "{letter}: {title} ({scenario}), run {run}",
                letter=letter,
                title=Text.of(settings.title),
                scenario=settings.id,
                run=run.run_id,
            )
        )
        said = msg(
            "{start}, {days}, {households}, rules {pack}; {status}",
            start=settings.start,
            days=msg_plural("{n} day", "{n} days", n=run.days),
            households=households(sum(site.households for site in run.scenario.sites)),
            pack=f"{run.pack.id} {run.pack.version}",
            status=_STATUSES.get(run.status) or _no_plan(run),
        )
        yield Sentence(said, 1)
        if run.status != "infeasible" and not run.is_accepted:
            yield Sentence(msg("REJECTED by the independent check: do not use this plan."), 1)


def _no_plan(run: RunFacts) -> Message:
    why = no_plan_in_words(run.no_plan, run.scenario, takes_over=run.takes_over)
    return msg("nothing is planned. {why}", why=why)


def glance_part(comparison: Comparison) -> Part:
    """What a coordinator looks at first, a column for each run."""
    header = ("", *LETTERS[: len(comparison.runs)])
    rows = (*_people(comparison), *_tiers(comparison), *_items(comparison), *_means(comparison))
    return Part(msg("At a glance"), grid=Grid(header, rows))


def _people(comparison: Comparison) -> tuple[tuple[Words, ...], ...]:
    in_need = [sum(one.people_in_need for one in run.scores if one.sector == OVERALL)
               for run in comparison.runs]  # fmt: skip
    without = [_left_without(run) for run in comparison.runs]
    return (
        (msg("People in need"), *map(plain, in_need)),
        (msg("People who miss something"), *map(plain, without)),
    )


def _left_without(run: RunFacts) -> int:
    """Who misses two things is counted once."""
    most: dict[tuple[str, str], int] = {}
    for row in run.unmet:
        key = (row.site_id, row.group)
        most[key] = max(most.get(key, 0), row.people)
    return sum(most.values())


def _tiers(comparison: Comparison) -> tuple[tuple[Words, ...], ...]:
    found = [{one.tier: one for one in run.tiers} for run in comparison.runs]
    told_elsewhere = (Tier.COST, Tier.STABILITY)
    tiers = dict.fromkeys(
        tier for results in found for tier in results if tier not in told_elsewhere
    )
    labels = {
        Tier.SURVIVAL_WATER: msg("Survival water short, m³"),
        Tier.NEEDS_MET: msg("Needs met, of the most possible"),
        Tier.EQUITY: msg("Worst-off site, of what could reach it"),
    }
    return tuple(
        (
            labels.get(Tier(tier), TIER_LABELS[Tier(tier)]) if tier in [*Tier] else tier,
            *(_tier(results.get(tier)) for results in found),
        )
        for tier in tiers
    )


def _tier(result: TierResult | None) -> Message:
    if result is None:
        return Message(_NOTHING)
    if result.tier == Tier.NEEDS_MET:
        return percent(result.value / result.bound if result.bound > 0 else 1.0)
    return percent(result.value) if result.tier == Tier.EQUITY else plain(result.value)


def _items(comparison: Comparison) -> tuple[tuple[Words, ...], ...]:
    """Households served by day 3, day 7 and the end; of water the share of what is due."""
    names = Names(comparison.runs)
    rows: list[tuple[Words, ...]] = []
    for item in comparison.items:
        found = [comparison.coverage_of(at, item) for at in range(len(comparison.runs))]
        if names.kind(item) is ItemKind.WATER:
            shares = (percent(one.share) if one else Message(_NOTHING) for one in found)
            rows.append((msg("{item}: of what is due", item=names.item(item)), *shares))
            days = (plain(one.days_below_survival) if one else _NOTHING for one in found)
            rows.append((msg("{item}: days below survival", item=names.item(item)), *days))
            continue
        due = (plain(one.households_due) if one else _NOTHING for one in found)
        rows.append((msg("{item}: households due", item=names.item(item)), *due))
        for day in sorted({min(day, max(run.days for run in comparison.runs)) for day in (3, 7)}):
            by_then = (plain(_by(one.by_day, day)) if one else Message(_NOTHING) for one in found)
            rows.append((_indented(msg("served by day {day}", day=day)), *by_then))
        rows.append(
            (
                _indented(msg("served in all")),
                *(plain(one.households) if one else _NOTHING for one in found),
            )
        )
    return tuple(rows)


def _indented(words: Message) -> Message:
    return Message("  {said}", (("said", words),))


def _by(by_day: tuple[float, ...], day: int) -> float:
    return by_day[min(day, len(by_day)) - 1] if by_day else 0.0


def _means(comparison: Comparison) -> tuple[tuple[Words, ...], ...]:
    runs = comparison.runs
    return (
        (
            msg("Cost: transport, transfers, fees"),
            *(money(sum(spending(run).values()), run.currency) for run in runs),
        ),
        (msg("Trips"), *(plain(len(run.trips)) for run in runs)),
        (msg("Kilometres"), *(plain(sum(trip.km for trip in run.trips)) for run in runs)),
    )
