"""The network as one vehicle class finds it, remembering the ways already searched."""

from __future__ import annotations

import networkx as nx

from rrm.access.conditions import Conditions, usable_links
from rrm.access.search import Fastest, Ways, fastest_ways, open_ways
from rrm.model.rule_pack import ClassAccess
from rrm.model.scenario import Route, Season


class ClassNetwork:
    """Ways of a class under any conditions; each search is made once.

    Periods with the same conditions share their searches, and so do all destinations.
    """

    def __init__(self, routes: tuple[Route, ...], rules: ClassAccess, season: Season) -> None:
        self.routes = routes
        self.rules = rules
        self.season = season
        self._ways: dict[Conditions, Ways] = {}
        self._searches: dict[tuple[Conditions, str, bool], Fastest] = {}
        self._pieces: dict[str, tuple[str, ...]] | None = None

    def ways(self, conditions: Conditions) -> Ways:
        """The links open to the class under these conditions."""
        if conditions not in self._ways:
            usable = usable_links(self.routes, self.rules, self.season, conditions)
            self._ways[conditions] = open_ways(self.routes, usable)
        return self._ways[conditions]

    def fastest(self, conditions: Conditions, origin: str, *, outward: bool) -> Fastest:
        """The fastest ways from a place, or back to it."""
        key = (conditions, origin, outward)
        if key not in self._searches:
            self._searches[key] = fastest_ways(self.ways(conditions), origin, outward=outward)
        return self._searches[key]

    def piece(self, node: str) -> tuple[str, ...]:
        """The places joined to this one by any link of the class's mode, itself included.

        In alphabetical order, so that the first one stands for the piece.
        """
        if self._pieces is None:
            mode_only = Conditions(surfaces=False, load_limits=False)
            joined: nx.Graph[str] = nx.Graph()
            joined.add_edges_from(self.ways(mode_only).stretches)
            pieces = (tuple(sorted(piece)) for piece in nx.connected_components(joined))
            self._pieces = {member: piece for piece in pieces for member in piece}
        return self._pieces.get(node, (node,))
