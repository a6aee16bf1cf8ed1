"""The access graph: who is reached from where, by what, on which days - or why not.

access_table is the room's work; turnaround says how often a vehicle makes a journey;
road_km how far places lie apart; graph_problems what is doubtful in a network; flee_access
does the same for a FLEE network; access_graph gives the NetworkX graph itself.
"""

from rrm.access.flee import flee_access
from rrm.access.graph import access_graph
from rrm.access.graph_problems import graph_problems
from rrm.access.open_links import open_links, suits
from rrm.access.reach import road_km
from rrm.access.table import access_table
from rrm.access.turnaround import turnaround

__all__ = [
    "access_graph",
    "access_table",
    "flee_access",
    "graph_problems",
    "open_links",
    "road_km",
    "suits",
    "turnaround",
]
