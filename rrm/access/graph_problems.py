"""What is doubtful in a network: reported, never repaired."""

from __future__ import annotations

from rrm.access.graph import Network, place_names
from rrm.access.link_lengths import measured_links, nothing_long, too_long, too_short
from rrm.access.misplaced import misplaced_places, misplaced_problem
from rrm.access.pieces import separate_pieces
from rrm.access.repeated_links import repeated_links
from rrm.model.problem import Problem


def graph_problems(network: Network) -> tuple[Problem, ...]:
    """Doubts about places and links, all warnings.

    Where several links are shorter than the straight line because of one place, the place is
    named and not its links. Lengths are judged against the great circle.
    """
    links = measured_links(network)
    # A link of no length has its own warning and says nothing about where its ends lie.
    places, short = misplaced_places(tuple(link for link in links if link.km > 0))
    names = place_names(network.locations)
    return (
        *(misplaced_problem(place, links, network.locations) for place in places),
        *(too_short(link) for link in short),
        *too_long(links),
        *nothing_long(links),
        *repeated_links(network.routes, names),
        *separate_pieces(network),
    )
