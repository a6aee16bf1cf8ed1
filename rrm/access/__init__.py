"""The access graph: who is reached from where, by what, on which days - or why not.

access_table is the room's work; turnaround says how often a vehicle makes a journey;
road_km how far places lie apart; graph_problems what is doubtful in a network; flee_access
does the same for a FLEE network; access_graph gives the NetworkX graph itself; DaysAway tells
what becomes of a way while a vehicle is away, caught_away which departures don't come home;
TourWays are ways by several sites. place_access is all there is on one site: its alternatives,
chains of vehicles and water_cycles; merged_periods puts equal rows together.
critical_links and critical_places rank what matters, isolating_closures finds the fewest closures
that isolate, what_if tells what a change would do; named_link reads `A-B`. grid asks all ways at
once, and again without some links; slow_search_note says how large networks are searched faster.
"""

from rrm.access.alternatives import Alternative, Alternatives, alternatives, same_ways
from rrm.access.caught_away import CaughtAway, Departures, caught_away
from rrm.access.chain_legs import Leg, handling_days
from rrm.access.chains import Chain, chains
from rrm.access.changes import Change, ChangeKind, read_changes
from rrm.access.critical import CriticalLink, CriticalPlace, critical_links, critical_places
from rrm.access.days_away import DaysAway
from rrm.access.flee import flee_access
from rrm.access.graph import access_graph
from rrm.access.graph_problems import graph_problems
from rrm.access.grid import Grid, grid
from rrm.access.isolation import Isolation, isolating_closures
from rrm.access.merged_periods import merged_periods
from rrm.access.named_links import LinkBetween, named_link, named_place
from rrm.access.open_links import open_links, suits
from rrm.access.place_access import PlaceAccess, place_access
from rrm.access.reach import road_km
from rrm.access.search_engine import slow_search_note
from rrm.access.site_effects import Consequences, SiteEffect, Stake
from rrm.access.table import access_table
from rrm.access.tankers_at_work import tankers_at_work
from rrm.access.tours import TourLeg, TourWay, TourWays
from rrm.access.turnaround import cycles_a_day, filling_hours, round_trip, turnaround
from rrm.access.water_cycles import Served, WaterCycle, water_cycles
from rrm.access.water_due import litres_due
from rrm.access.way_home import trip_home
from rrm.access.ways_home import HomeBy
from rrm.access.what_if import AccessChange, AccessTurn, WhatIf, what_if

__all__ = [
    "AccessChange",
    "AccessTurn",
    "Alternative",
    "Alternatives",
    "CaughtAway",
    "Chain",
    "Change",
    "ChangeKind",
    "Consequences",
    "CriticalLink",
    "CriticalPlace",
    "DaysAway",
    "Departures",
    "Grid",
    "HomeBy",
    "Isolation",
    "Leg",
    "LinkBetween",
    "PlaceAccess",
    "Served",
    "SiteEffect",
    "Stake",
    "TourLeg",
    "TourWay",
    "TourWays",
    "WaterCycle",
    "WhatIf",
    "access_graph",
    "access_table",
    "alternatives",
    "caught_away",
    "chains",
    "critical_links",
    "critical_places",
    "cycles_a_day",
    "filling_hours",
    "flee_access",
    "graph_problems",
    "grid",
    "handling_days",
    "isolating_closures",
    "litres_due",
    "merged_periods",
    "named_link",
    "named_place",
    "open_links",
    "place_access",
    "read_changes",
    "road_km",
    "round_trip",
    "same_ways",
    "slow_search_note",
    "suits",
    "tankers_at_work",
    "trip_home",
    "turnaround",
    "water_cycles",
    "what_if",
]
