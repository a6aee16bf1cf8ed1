"""Whether a network hangs together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import networkx as nx

from rrm.access.graph import Network, access_graph, place_names
from rrm.access.words import some_of
from rrm.model.language import msg, msg_plural
from rrm.model.problem import Problem
from rrm.model.row_places import RowPlaces


def pieces(network: Network) -> tuple[tuple[str, ...], ...]:
    """The places joined by links of any kind, largest piece first, each in alphabetical order."""
    joined = nx.weakly_connected_components(access_graph(network))
    return tuple(sorted((tuple(sorted(piece)) for piece in joined), key=lambda it: (-len(it), it)))


def separate_pieces(network: Network, rows: RowPlaces) -> Iterator[Problem]:
    """Pieces beside the largest one, and the places that have no link at all.

    Each is told at the first of its places in the table.
    """
    names = place_names(network.locations)
    row = {place.node_id: number for number, place in enumerate(network.locations)}
    found = pieces(network)
    for piece in found[1:]:
        if len(piece) > 1:
            yield Problem(
                "RRM-A009",
                rows.at("locations", _first(piece, row), "node_id"),
                found=msg_plural(
                    "{n} place is joined to each other but not to the rest: {places}",
                    "{n} places are joined to each other but not to the rest: {places}",
                    n=len(piece),
                    places=some_of((names.get(node, node) for node in piece), len(piece)),
                ),
                allowed=msg(
                    "the largest piece has {size} of {total} places",
                    size=len(found[0]),
                    total=sum(len(each) for each in found),
                ),
                remedy=msg("Add the link that is missing, if there is one."),
                is_error=False,
            )
    alone = [piece[0] for piece in found if len(piece) == 1]
    if alone:
        yield Problem(
            "RRM-A008",
            rows.at("locations", _first(alone, row), "node_id"),
            found=msg_plural(
                "{n} place has no link: {places}",
                "{n} places have no link: {places}",
                n=len(alone),
                places=some_of((names.get(node, node) for node in alone), len(alone)),
            ),
            allowed=msg("a place without a link can't be reached"),
            remedy=msg("Add its links, if there are any."),
            is_error=False,
        )


def _first(piece: Iterable[str], row: Mapping[str, int]) -> int:
    """The first row of these places; of one that only links name, that of the last place."""
    return min(row.get(node, len(row)) for node in piece)
