"""Which links of the access graph are open on the first day, for the map."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rrm.access import open_links, suits
from rrm.model.rule_pack import AccessRules
from rrm.model.scenario import Mode, Scenario


class LinkState(StrEnum):
    """How far a link is open to the scenario's vehicles."""

    OPEN = "open"
    SOME = "some"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class LinkOnMap:
    """A stretch of road, track or river between two nodes, with its state on the first day."""

    from_node: str
    to_node: str
    mode: Mode
    state: LinkState


_OPENNESS = (LinkState.CLOSED, LinkState.SOME, LinkState.OPEN)


def links_on_first_day(scenario: Scenario, rules: AccessRules) -> tuple[LinkOnMap, ...]:
    """Each pair of nodes once for each way of travelling; of parallel links the most open."""
    passing = open_links(scenario, rules, day=1)
    travelling = {name: suits(scenario, rules, name) for name in passing}
    links: dict[tuple[str, str, Mode], LinkState] = {}
    for at, route in enumerate(scenario.routes):
        first, last = sorted((route.from_node, route.to_node))
        key = (first, last, route.mode)
        state = _state([bool(passing[name][at]) for name in passing if travelling[name][at]])
        links[key] = max(links.get(key, LinkState.CLOSED), state, key=_OPENNESS.index)
    return tuple(LinkOnMap(*key, links[key]) for key in sorted(links))


def _state(passes: list[bool]) -> LinkState:
    """passes: whether each class that travels that way can pass."""
    if not any(passes):
        return LinkState.CLOSED
    return LinkState.OPEN if all(passes) else LinkState.SOME
