"""What is doubtful in a network: reported, never repaired."""

from __future__ import annotations

from rrm.access.graph import Network
from rrm.access.link_lengths import all_in_miles, measured_links, nothing_long, too_long, too_short
from rrm.access.misplaced import misplaced_places, misplaced_problem
from rrm.access.pieces import separate_pieces
from rrm.access.repeated_links import repeated_links
from rrm.access.towns import towns_elsewhere, written_twice
from rrm.model.problem import Problem
from rrm.model.row_places import RowPlaces


def graph_problems(network: Network, row_places: RowPlaces | None = None) -> tuple[Problem, ...]:
    """Doubts about places and links, all warnings.

    row_places: where the rows of locations and routes stand; without it warnings name the table.
    Where several links are shorter than the straight line because of one place, the place is
    named and not its links. Lengths are judged against the great circle.
    """
    rows = row_places or RowPlaces()
    links = measured_links(network, rows)
    # A link of no length has its own warning and says nothing about where its ends lie.
    with_length = tuple(link for link in links if link.km > 0)
    in_miles = all_in_miles(with_length)
    places, short = misplaced_places(with_length) if in_miles is None else ((), ())
    misplaced = {one.place.node_id for one in places}
    return (
        *(() if in_miles is None else (in_miles,)),
        *(misplaced_problem(place, links, network.locations, rows) for place in places),
        *towns_elsewhere(network.locations, misplaced, rows),
        *written_twice(network.locations, rows),
        *separate_pieces(network, rows),
        *(too_short(link) for link in short),
        *too_long(links),
        *nothing_long(links),
        *repeated_links(network, rows),
    )
