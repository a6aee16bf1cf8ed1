"""Roads that could be opened: closed ones, those out of season, those that bear too little."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rrm.model.language import Message, msg
from rrm.model.scenario import Certainty, Closure, Route, Scenario
from rrm.model.season import is_within
from rrm.what_if.additions import Addition, AdditionKind
from rrm.what_if.standing import Standing

Pair = tuple[str, str]
"""The two ends of a road, in the order of their names."""
CLOSURE, SEASON, LOAD_LIMIT = "closure", "season", "load_limit"
"""What shuts a road; the last two as access.csv codes them."""
LOOKED_AT = 40
"""Roads for which ways are looked for again; on a large network that takes seconds each."""


def roads_to_open(standing: Standing, reasons: Iterable[str]) -> tuple[tuple[Addition, ...], int]:
    """Roads that could be opened, and how many more were not looked at.

    reasons: codes of what shuts ways to those who miss something. Every road with a closure that
    is certain counts; one out of season, or with a load limit, only where that is among the
    reasons. Each is opened from end to end, for the whole time.
    """
    found = list(_shut(standing, set(reasons)))
    made = tuple(_opened(standing, what, pair) for what, pair in found[:LOOKED_AT])
    return made, len(found) - len(made)


def _shut(standing: Standing, codes: set[str]) -> Iterator[tuple[str, Pair]]:
    """What shuts a road, and its ends."""
    scenario = standing.scenario
    for pair in _pairs(one for one in scenario.closures if _holds(one, scenario)):
        yield CLOSURE, pair
    if SEASON in codes:
        for pair in _pairs(one for one in scenario.routes if _is_out_of_season(one, scenario)):
            yield SEASON, pair
    if LOAD_LIMIT in codes:
        for pair in _pairs(one for one in scenario.routes if _bears_too_little(one, standing)):
            yield LOAD_LIMIT, pair


def _opened(standing: Standing, what: str, pair: Pair) -> Addition:
    scenario, road = standing.scenario, _name(standing.scenario, pair)
    changes: dict[str, object]
    match what:
        case "closure":
            words = msg("Open for all: {road}", road=road)
            changes = {"closures": tuple(c for c in scenario.closures if not _closes(c, pair))}
        case "season":
            words = msg("Open in all seasons: {road}", road=road)
            changes = {"routes": _changed(scenario, pair, open_from=None, open_to=None)}
        case _:
            words = msg("Made to bear every vehicle: {road}", road=road)
            changes = {"routes": _changed(scenario, pair, max_payload_t=None)}
    return Addition(
        AdditionKind.ROAD,
        f"{what} {pair[0]}-{pair[1]}",
        words,
        standing.with_ways(scenario.model_copy(update=changes)),
        pair,
    )


def _pairs(rows: Iterable[Closure | Route]) -> list[Pair]:
    ends = (sorted((row.from_node, row.to_node)) for row in rows)
    return list(dict.fromkeys((first, last) for first, last in ends))


def _holds(closure: Closure, scenario: Scenario) -> bool:
    """Whether a closure is a wall on any day of the scenario."""
    settings = scenario.settings
    return (
        closure.certainty is Certainty.CERTAIN
        and (closure.start is None or settings.day_of(closure.start) <= settings.horizon_days)
        and (closure.end is None or settings.day_of(closure.end) >= 1)
    )


def _closes(closure: Closure, pair: Pair) -> bool:
    ends = sorted((closure.from_node, closure.to_node))
    return closure.certainty is Certainty.CERTAIN and tuple(ends) == pair


def _is_out_of_season(route: Route, scenario: Scenario) -> bool:
    if route.open_from is None or route.open_to is None:
        return False
    settings = scenario.settings
    return not all(
        is_within(route.open_from, route.open_to, settings.date_of(day))
        for day in range(1, settings.horizon_days + 1)
    )


def _bears_too_little(route: Route, standing: Standing) -> bool:
    classes = standing.pack.access.classes
    heaviest = max(
        (classes[one.vehicle_class].gross_t for one in standing.scenario.vehicles if one.count > 0),
        default=0.0,
    )
    return route.max_payload_t is not None and route.max_payload_t < heaviest


def _changed(scenario: Scenario, pair: Pair, **changes: object) -> tuple[Route, ...]:
    return tuple(
        route.model_copy(update=changes)
        if tuple(sorted((route.from_node, route.to_node))) == pair
        else route
        for route in scenario.routes
    )


def _name(scenario: Scenario, pair: Pair) -> Message:
    names = {place.node_id: place.name for place in scenario.locations}
    return msg("{a}–{b}", a=names.get(pair[0], pair[0]), b=names.get(pair[1], pair[1]))
