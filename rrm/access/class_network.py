"""The network as one vehicle class finds it, remembering the ways already searched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property

import networkx as nx

from rrm.access.conditions import Conditions, hours_of_passage
from rrm.access.large_network import LargeNetwork, LargeWays
from rrm.access.link_arrays import Floats, LinkArrays
from rrm.access.paths.distances import is_compiled
from rrm.access.search import Fastest, Ways, fastest_ways, open_ways
from rrm.model.rule_pack import ClassAccess

LARGE = 5_000  # links from which columns are quicker than places one by one


class ClassNetwork:
    """Ways of a class under any conditions; each search is made once.

    Periods with the same conditions share their searches, and so do all destinations. Places
    and links are told by their positions in `links`. Where SciPy is installed, large networks
    are searched compiled, with the same answers.
    asked: places whose ways are wanted; any others may be asked for, at more cost.
    """

    def __init__(self, links: LinkArrays, rules: ClassAccess, asked: Sequence[int] = ()) -> None:
        self.links = links
        self.rules = rules
        self._hours: dict[Conditions, Floats] = {}
        self._ways: dict[Conditions, Ways] = {}
        self._searches: dict[tuple[Conditions, int, bool], Fastest] = {}
        is_large = is_compiled() and len(links) >= LARGE
        self._large = LargeNetwork(links, rules, asked) if is_large else None

    def hours(self, conditions: Conditions) -> Floats:
        """Hours of passage of each link, inf where closed."""
        if conditions not in self._hours:
            self._hours[conditions] = hours_of_passage(self.links, self.rules, conditions)
        return self._hours[conditions]

    def ways(self, conditions: Conditions) -> Ways | LargeWays:
        """The links open to the class under these conditions."""
        if self._large is not None:
            return self._large.ways(self.hours(conditions))
        return self._small_ways(conditions)

    def fastest(self, conditions: Conditions, origin: int, *, outward: bool) -> Fastest:
        """The fastest ways from a place, or back to it."""
        key = (conditions, origin, outward)
        if key not in self._searches:
            self._searches[key] = self._search(conditions, origin, outward=outward)
        return self._searches[key]

    def _search(self, conditions: Conditions, origin: int, *, outward: bool) -> Fastest:
        if self._large is not None:
            # Hours too long for floats to add up exactly are left to whole numbers of any size.
            with suppress(OverflowError):
                hours = self.hours(conditions)
                return self._large.fastest(conditions, hours, origin, outward=outward)
        return fastest_ways(self._small_ways(conditions), origin, outward=outward)

    def _small_ways(self, conditions: Conditions) -> Ways:
        if conditions not in self._ways:
            self._ways[conditions] = open_ways(self.links, self.hours(conditions))
        return self._ways[conditions]

    def piece(self, node: int) -> tuple[int, ...]:
        """The places joined to this one by any link of the class's mode, itself included.

        In alphabetical order, so that the first one stands for the piece.
        """
        return self._pieces.get(node, (node,))

    @cached_property
    def _pieces(self) -> Mapping[int, tuple[int, ...]]:
        if self._large is not None:
            return self._large.pieces(self.hours(Conditions()))
        joined: nx.Graph[int] = nx.Graph()
        joined.add_edges_from(self._small_ways(Conditions()).taken)
        pieces = (tuple(sorted(piece)) for piece in nx.connected_components(joined))
        return {member: piece for piece in pieces for member in piece}
