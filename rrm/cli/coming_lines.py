"""What a group is entitled to, and what of it comes from where on which days."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.cli.figures import percent, quantity
from rrm.cli.layout import wrapped
from rrm.cli.story import Row, Story
from rrm.model.language import Message, Text, msg
from rrm.model.rule_pack import ItemKind


def coming_lines(story: Story, group: str) -> Iterator[str]:
    """Item by item: the entitlement and its reason, then every origin with its days."""
    for demand in story.rows("demands.csv", group):
        days = _by_origin(story, group, demand["item"])
        yield from wrapped(_entitled(story, demand, days).text(story.language), indent=4, hanging=2)
        if story.tell_all:
            reason = demand.get(f"reason_{story.language}") or demand["reason"]
            yield from wrapped(reason, indent=8)
        for origin, by_day in sorted(days.items(), key=lambda one: (min(one[1]), one[0])):
            line = msg("from {origin}: {days}", origin=_origin(story, origin), days=_spells(by_day))
            yield from wrapped(line.text(story.language), indent=8, hanging=2)


def _entitled(story: Story, demand: Row, days: dict[str, dict[int, float]]) -> Message:
    rule = story.pack.catalogue[demand["item"]]
    first, due = int(demand["from_day"]), int(demand["due_day"])
    wanted = float(demand["quantity"])
    values = {
        "item": Text.of(rule.label),
        "unit": Text.of(rule.unit_label or rule.unit),
        "first": first,
        "due": due,
    }
    brought = sum(sum(by_day.values()) for by_day in days.values())
    if rule.kind == ItemKind.WATER:
        total = wanted * (due - first + 1)
        return msg(
            "{item}: {share} of {n} {unit} a day, day {first} to {due}",
            share=percent(brought / total if total else 1.0),
            n=quantity(wanted),
            **values,
        )
    return msg(
        "{item}: {brought} of {n} {unit} ({share}), due by day {due}",
        brought=quantity(brought),
        n=quantity(wanted),
        share=percent(brought / wanted if wanted else 1.0),
        **values,
    )


def _by_origin(story: Story, group: str, item: str) -> dict[str, dict[int, float]]:
    """Quantity by origin and day; of cash the origin is the agent."""
    found: dict[str, dict[int, float]] = {}
    goods = [
        (row["origin"], row, float(row["quantity"])) for row in story.rows("deliveries.csv", group)
    ]
    cash = [
        (row["agent_id"], row, float(row["households"])) for row in story.rows("cash.csv", group)
    ]
    for origin, row, amount in (*goods, *cash):
        if row["item"] == item:
            days = found.setdefault(origin, {})
            days[int(row["day"])] = days.get(int(row["day"]), 0.0) + amount
    return found


def _spells(by_day: dict[int, float]) -> tuple[Message, ...]:
    """Consecutive days with the same quantity as one: 40 a day on days 3 to 15, 12 on day 16."""
    spells: list[tuple[int, int, float]] = []
    for day in sorted(by_day):
        amount = quantity(by_day[day])
        if spells and spells[-1][1] == day - 1 and spells[-1][2] == amount:
            spells[-1] = (spells[-1][0], day, amount)
        else:
            spells.append((day, day, amount))
    return tuple(
        msg("{n} on day {first}", n=amount, first=first)
        if first == last
        else msg("{n} a day on days {first}-{last}", n=amount, first=first, last=last)
        for first, last, amount in spells
    )


def _origin(story: Story, origin: str) -> Message | str:
    """A depot by its name, an agent or water source by its place; else the id itself."""
    scenario = story.scenario
    nodes = {place.node_id: place.name for place in scenario.locations}
    for depot in scenario.depots:
        if depot.depot_id == origin:
            return depot.name
    for agent in scenario.cash_agents:
        if agent.agent_id == origin and agent.node in nodes:
            return msg("the payment agent at {place}", place=nodes[agent.node])
    for source in scenario.water_sources:
        if source.source_id == origin and source.node in nodes:
            return msg("the water source at {place}", place=nodes[source.node])
    return origin
