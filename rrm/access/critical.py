"""Which links and places matter: who is cut off, and who waits longer, if each were lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from rrm.access.closure_windows import links_between
from rrm.access.days_looked_at import days_looked_at
from rrm.access.graph import place_names
from rrm.access.named_links import LinkBetween, LinksBetween
from rrm.access.needs_at_sites import SiteNeed, needs_at_sites
from rrm.access.site_effects import Consequences, Days, consequences, site_effects
from rrm.access.standing import Hop, Hops, Standing
from rrm.model.language import Message, msg
from rrm.model.needs import Needs
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Scenario

T = TypeVar("T")

Progress = Callable[[Message], None]
"""Told what is under way."""


def _silent(_: Message) -> None:
    """No progress is shown."""


@dataclass(frozen=True, slots=True)
class CriticalLink:
    """A link whose loss is felt; rank 1 is the one that matters most.

    loss: what it would mean if nobody could pass it any more, in neither direction.
    """

    rank: int
    link: LinkBetween
    loss: Consequences


@dataclass(frozen=True, slots=True)
class CriticalPlace:
    """A place whose loss, with all its links, cuts off sites elsewhere.

    node, name: the place. site_ids: the sites in it; they are lost with it and not counted.
    """

    rank: int
    node: str
    name: str
    site_ids: tuple[str, ...]
    loss: Consequences


def critical_links(
    scenario: Scenario,
    pack: RulePack,
    needs: Needs,
    days: Days | None = None,
    progress: Progress = _silent,
) -> tuple[CriticalLink, ...]:
    """Every link whose loss is felt at a site, the one that matters most first.

    days: those on which a link is taken to be lost, and on which sites are looked at; the whole
    horizon where not given. A link is all that joins two places, for all classes and in both
    directions, as closures are reported. Only links on ways that are the fastest now, out or
    home, can be felt; each of them is taken away by itself and the journeys that used it are
    asked again, with load limits, seasons, the way home and the length of the day.
    Ranked by people in need cut off, then the same weighted by need score, people without water,
    days lost, hours longer weighted by people in need, and names.
    Raises BadInput (RRM-A038) for days outside the horizon.
    """
    span = days_looked_at(days, scenario.settings)
    standing = Standing(scenario, pack.access)
    need, between = needs_at_sites(needs), LinksBetween(scenario)
    found = [
        CriticalLink(0, between(standing.nodes[hop[0]], standing.nodes[hop[1]]), loss)
        for hop in _one_by_one(sorted(_passed(standing, span)), progress)
        if (loss := _loss(standing, [hop], span, need)).effects
    ]
    found.sort(key=lambda it: (_weight(it.loss), sorted(it.link.names), sorted(it.link.ends)))
    return tuple(replace(it, rank=rank) for rank, it in enumerate(found, start=1))


def critical_places(
    scenario: Scenario,
    pack: RulePack,
    needs: Needs,
    days: Days | None = None,
    progress: Progress = _silent,
) -> tuple[CriticalPlace, ...]:
    """Every place whose loss cuts off sites other than its own, the one that matters most first.

    Lost with a place are all its links, and so the depots and water sources in it. Measured and
    ranked as links are. Raises BadInput (RRM-A038) for days outside the horizon.
    """
    span = days_looked_at(days, scenario.settings)
    standing = Standing(scenario, pack.access)
    need = needs_at_sites(needs)
    touching = _touching(standing, scenario)
    names, sites_in = place_names(scenario.locations), _sites_by_node(scenario)
    found = []
    passed = sorted({end for hop in _passed(standing, span) for end in hop})
    for at in _one_by_one(passed, progress):
        node = standing.nodes[at]
        inside = sites_in.get(node, ())
        loss = _loss(standing, touching[at], span, need, inside)
        if loss.cuts_off:
            found.append(CriticalPlace(0, node, names.get(node, node), inside, loss))
    found.sort(key=lambda it: (_weight(it.loss), it.name, it.node))
    return tuple(replace(it, rank=rank) for rank, it in enumerate(found, start=1))


def _one_by_one(listed: Sequence[T], progress: Progress) -> Iterator[T]:
    for number, one in enumerate(listed, start=1):
        progress(msg("Trying without: {n} of {total}", n=number, total=len(listed)))
        yield one


def _sites_by_node(scenario: Scenario) -> Mapping[str, tuple[str, ...]]:
    """The sites in each place, in the order of the table."""
    found: dict[str, dict[str, None]] = {}
    for site in scenario.sites:
        found.setdefault(site.node, {})[site.site_id] = None
    return {node: tuple(sites) for node, sites in found.items()}


def _loss(
    standing: Standing,
    lost: Iterable[Hop],
    days: Days,
    need: Mapping[str, SiteNeed],
    left_out: tuple[str, ...] = (),
) -> Consequences:
    after = standing.without(lost).arrivals(days)
    counted = {site: after[site] for site in after if site not in left_out}
    return consequences(site_effects(standing.arrivals, counted, standing.rules, days), need)


def _passed(standing: Standing, days: Days) -> Hops:
    """The links on ways that are the fastest now, out or home."""
    return frozenset(hop for _, hops in standing.as_is.accesses(days) for hop in hops)


def _touching(standing: Standing, scenario: Scenario) -> Mapping[int, list[Hop]]:
    """The links of each place."""
    found: dict[int, list[Hop]] = {}
    for pair in links_between(scenario.routes):
        ends = sorted(standing.position[node] for node in pair)
        if len(ends) > 1:
            for end in ends:
                found.setdefault(end, []).append((ends[0], ends[1]))
    return found


def _weight(loss: Consequences) -> tuple[float, ...]:
    return (
        -loss.cut_off.people,
        -loss.cut_off.weighted,
        -loss.without_water.people,
        -loss.days_lost.people,
        -loss.hours_longer.people,
    )
