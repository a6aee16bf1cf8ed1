"""The smallest set of closures that isolates a site, or all sites of an area."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from rrm.access.days_looked_at import days_looked_at
from rrm.access.fewest_links import FewestLinks
from rrm.access.graph import place_names
from rrm.access.named_links import LinkBetween, LinksBetween
from rrm.access.site_effects import Days
from rrm.access.standing import Hop, Hops, Standing
from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Isolation:
    """What it takes to isolate some sites.

    days: looked at. site_ids: the sites asked about. links: the fewest whose closure on those
    days leaves none of the sites that can be isolated within reach; none where nothing gets
    there now. out_of_reach: sites that nothing gets to on any of the days as it is.
    never_isolated: sites that no closure isolates, as a depot stands in the same place.
    alone: for each of the other sites, the links each of which isolates it by itself.
    """

    days: Days
    site_ids: tuple[str, ...]
    links: tuple[LinkBetween, ...]
    out_of_reach: tuple[str, ...]
    never_isolated: tuple[str, ...]
    alone: Mapping[str, tuple[LinkBetween, ...]]


def isolating_closures(
    scenario: Scenario,
    pack: RulePack,
    places: Iterable[str],
    days: Days | None = None,
    *,
    carries: str | None = None,
    classes: Collection[str] = (),
) -> Isolation:
    """The fewest links whose closure leaves none of the sites within reach of any depot.

    places: site ids. days: on all of which the sites shall be isolated; the whole horizon where
    not given. carries: goods or water alone; classes: these vehicle classes alone. A link is all
    that joins two places; closing one in the air means that nothing flies there.
    Exact: a set of links is chosen so that each way known passes one of them; where the engine
    still finds a way (with limits, seasons, the way home and the length of the day), that way is
    added and the set is chosen anew. Of equally small sets the one is taken whose links lie on
    the ways of most people, then by names, compared link by link.
    Raises BadInput (RRM-A038) for days outside the horizon.
    """
    span = days_looked_at(days, scenario.settings)
    asked = [site for site in scenario.site_ids if site in set(places)]
    standing = Standing(scenario, pack.access, asked, carries, classes)
    now: dict[str, list[Hops]] = {}
    for site, hops in standing.as_is.accesses(span):
        now.setdefault(site, []).append(hops)
    never = tuple(site for site in asked if frozenset() in now.get(site, ()))
    isolable = {site: now[site] for site in asked if site in now and site not in never}
    between = LinksBetween(scenario)
    links = _fewest(standing, isolable, span, _ByTraffic(standing, isolable, scenario))
    return Isolation(
        days=span,
        site_ids=tuple(asked),
        links=_told(links, standing, between),
        out_of_reach=tuple(site for site in asked if site not in now),
        never_isolated=never,
        alone={
            site: _told(_alone(standing, site, ways, span), standing, between)
            for site, ways in isolable.items()
        },
    )


class _ByTraffic:
    """The order of links that are as good as each other: on the ways of most people, then names."""

    def __init__(
        self, standing: Standing, sites: Mapping[str, list[Hops]], scenario: Scenario
    ) -> None:
        self._people: dict[Hop, int] = {}
        self._nodes, self._names = standing.nodes, place_names(scenario.locations)
        for site, ways in sites.items():
            living = sum(it.people for it in scenario.sites if it.site_id == site)
            for hop in frozenset().union(*ways):
                self._people[hop] = self._people.get(hop, 0) + living

    def __call__(self, hop: Hop) -> tuple[int, tuple[str, ...], Hop]:
        names = tuple(self._names.get(self._nodes[end], self._nodes[end]) for end in hop)
        return -self._people.get(hop, 0), names, hop


def _fewest(
    standing: Standing, sites: Mapping[str, list[Hops]], days: Days, order: _ByTraffic
) -> tuple[Hop, ...]:
    """Chosen anew until the engine finds no way left: first how few, then which."""
    ways, chosen = FewestLinks(), tuple[Hop, ...]()
    while _tell_ways_left(standing, sites, days, chosen, ways):
        chosen = ways.fewest()
    count, chosen = len(chosen), ways.first_of(len(chosen), order)
    while _tell_ways_left(standing, sites, days, chosen, ways):
        chosen = ways.first_of(count, order)
    return chosen


def _tell_ways_left(
    standing: Standing,
    sites: Collection[str],
    days: Days,
    chosen: Iterable[Hop],
    ways: FewestLinks,
) -> bool:
    """Whether a site is reached with these links closed; the ways that it is reached by are told.

    After each way found its links are closed too, so that the ways told have none in common and
    many are learnt at once.
    """
    closed, is_any = set(chosen), False
    while left := [hops for _, hops in standing.without(closed).accesses(days, sites)]:
        is_any = True
        for hops in left:
            if not closed.isdisjoint(hops):
                raise RuntimeError("a way that passes a closed link was told as open")
            ways.tell(hops)
        closed.update(*left)
    return is_any


def _alone(standing: Standing, site: str, ways: list[Hops], days: Days) -> tuple[Hop, ...]:
    """The links each of which isolates the site: among those that all its ways pass."""
    return tuple(
        hop
        for hop in sorted(frozenset.intersection(*ways))
        if not any(standing.without([hop]).accesses(days, [site]))
    )


def _told(
    hops: Iterable[Hop], standing: Standing, between: LinksBetween
) -> tuple[LinkBetween, ...]:
    links = (between(standing.nodes[a], standing.nodes[b]) for a, b in hops)
    return tuple(sorted(links, key=lambda link: (sorted(link.names), sorted(link.ends))))
