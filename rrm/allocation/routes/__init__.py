"""Light loads share vehicles: trips by several sites, never worse than direct ones.

join_trips makes tours of a plan's light trips; tour_trip is the row of one.
"""

from rrm.allocation.routes.freed import Freed, freed_in_words
from rrm.allocation.routes.join import Joined, join_trips
from rrm.allocation.routes.rows import tour_times, tour_trip
from rrm.allocation.routes.trips import LightTrip, Tour

__all__ = [
    "Freed",
    "Joined",
    "LightTrip",
    "Tour",
    "freed_in_words",
    "join_trips",
    "tour_times",
    "tour_trip",
]
