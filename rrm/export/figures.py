"""The figures of the rules that a plan depends on, each with its source and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from rrm.export.citation import citation
from rrm.export.facts import Facts
from rrm.export.quantity import money, percent
from rrm.model.language import Message, Text, msg
from rrm.model.rounding import round_half_up
from rrm.model.rule_pack import Cited, DatedSeason, Indicator, Item, ItemKind


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: what it is of, its value, and where it comes from.

    value: in words, or as text the lines of a rule as they are written.
    """

    what: Message | Text
    value: Message | str
    source: str
    status: str
    valid_for: str


def figures_behind(facts: Facts) -> tuple[Figure, ...]:
    """What this plan used: items, entitlements, lateness, severity, modality, access, rules."""
    documents = facts.pack.sources
    return tuple(
        replace(figure, source=citation(figure.source, documents))
        for part in (_items, _entitlements, _general, _profiles, _indicators)
        for figure in part(facts)
    )


def _cited(what: Message | Text, value: Message | str, rule: Cited) -> Figure:
    return Figure(what, value, rule.source, rule.status, rule.valid_for)


def _items(facts: Facts) -> Iterator[Figure]:
    wanted = dict.fromkeys(demand.item for demand in facts.run.entitled.demands)
    for code in wanted:
        item = facts.pack.catalogue.get(code)
        if item is not None:
            yield _cited(Text.of(item.label), _item_in_words(item), item)


def _item_in_words(item: Item) -> Message:
    if item.kind is ItemKind.CASH:
        return msg("{value} a household", value=money(item.unit_value, item.currency))
    weight = msg(
        "{kg} kg and {litres} litres a unit",
        kg=round_half_up(item.kg, 2),
        litres=round_half_up(item.m3 * 1000, 1),
    )
    if not item.unit_value:
        return weight
    return msg(
        "{weight}, worth {value}", weight=weight, value=money(item.unit_value, item.currency)
    )


def _entitlements(facts: Facts) -> Iterator[Figure]:
    used = dict.fromkeys(demand.entitlement for demand in facts.run.entitled.demands)
    for code in used:
        rule = facts.pack.entitlements.entitlements.get(code)
        if rule is None:
            continue
        value = msg(
            "{amount}, from severity {severity} in {sector}; weight {criticality}",
            amount=_amount(str(rule.amount), rule.per.value, facts),
            severity=rule.from_severity,
            sector=facts.names.sector(rule.sector),
            criticality=rule.criticality,
        )
        yield _cited(msg("Entitlement: {label}", label=Text.of(rule.label)), value, rule)


def _amount(amount: str, per: str, facts: Facts) -> Message:
    """The figure for each household or person, or the measure that stands for it."""
    for sector in facts.pack.sectors.values():
        if amount in sector.measures:
            return msg("as assessed: {measure}", measure=Text.of(sector.measures[amount].label))
    return msg("{amount} a {per}", amount=amount, per=_PER[per])


_PER = {
    "household": msg("household"),
    "person": msg("person"),
    "person_day": msg("person and day"),
}


def _general(facts: Facts) -> Iterator[Figure]:
    pack = facts.pack
    late = pack.entitlements.lateness
    yield _cited(
        msg("Help that comes late"),
        msg(
            "loses {before} of its weight a day, {after} a day once it is overdue, but keeps"
            " {least}",
            before=percent(late.loss_per_day, 1),
            least=percent(late.least_left, 1),
            after=percent(late.loss_per_day_after_due, 1),
        ),
        late,
    )
    yield _cited(
        msg("Severity of an area"),
        msg(
            "the highest class that {share} of households reach",
            share=percent(pack.severity.area_share),
        ),
        pack.severity,
    )
    yield _cited(
        msg("Cash or kind"),
        msg(
            "agent within {agent} km, market within {market} km, accepted by {share}",
            agent=pack.modality.agent_reach_km,
            market=pack.modality.market_reach_km,
            share=percent(pack.modality.accepted_at_least),
        ),
        pack.modality,
    )
    if (feasible := pack.modality.feasible) is not None:
        yield _cited(
            msg("Cash as key informants see it"),
            msg(
                "in cash from {cash}, mixed from {mixed}, below that in kind",
                cash=percent(feasible.cash_from),
                mixed=percent(feasible.mixed_from),
            ),
            feasible,
        )
    yield from _access(facts)


def _access(facts: Facts) -> Iterator[Figure]:
    rules = facts.pack.access
    yield _cited(
        msg("Vehicles"),
        msg(
            "speeds by surface and season, loading times; on the road from {begins} to {ends} "
            "o’clock",
            begins=rules.day_starts,
            ends=rules.day_ends,
        ),
        rules,
    )
    if rules.wet_season is not None and facts.scenario.settings.season is None:
        yield _cited(msg("Rains, slower roads"), _each_year(rules.wet_season), rules.wet_season)
    yield _cited(msg("Boats on the river"), _each_year(rules.river_season), rules.river_season)


def _each_year(season: DatedSeason) -> Message:
    return msg(
        "from {from_day} to {to_day} each year",
        from_day=_day_of_year(season.from_day),
        to_day=_day_of_year(season.to_day),
    )


def _day_of_year(month_and_day: str) -> date | str:
    """A day of any year, told without one; as it is written where there is no such day."""
    try:
        return date.fromisoformat(f"{_LEAP_YEAR}-{month_and_day}")
    except ValueError:
        return month_and_day


_LEAP_YEAR = 2000


def _profiles(facts: Facts) -> Iterator[Figure]:
    fired = {rule.rule for trace in facts.run.needs.traces for rule in trace.rules}
    for code, profile in facts.pack.triggers.profiles.items():
        if f"triggers.{code}" in fired:
            sectors = tuple(
                msg("{sector} {severity}", sector=facts.names.sector(sector), severity=severity)
                for sector, severity in profile.severity.items()
            )
            yield _cited(
                msg("Severity assumed where nobody asked: {label}", label=Text.of(profile.label)),
                msg("{sectors}", sectors=sectors),
                profile,
            )


def _indicators(facts: Facts) -> Iterator[Figure]:
    fired = {rule.rule for trace in facts.run.needs.traces for rule in trace.rules}
    for sector in facts.pack.sectors.values():
        for code, indicator in sector.indicators.items():
            if f"{sector.sector}.{code}" in fired:
                yield _cited(Text.of(indicator.label), "\n".join(_cuts(indicator)), indicator)


def _cuts(indicator: Indicator) -> Iterator[str]:
    """The severity lines as written, or a table's rows below the heads of its columns."""
    table = indicator.table
    if table is not None:
        yield f"{table.rows} × {table.columns}: {' | '.join(table.heads)}"
        yield from (f"{head}: {' | '.join(row)}" for head, row in table.cells.items())
    yield from (f"{level}: {line}" for level, line in indicator.severity.items())
