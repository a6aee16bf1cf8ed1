"""On which days a tanker has the hours for a round between its source and a site."""

from __future__ import annotations

import numpy as np

from rrm.access.journeys import Journey
from rrm.access.link_arrays import Flags, Floats
from rrm.access.turnaround import SHORTEST_TRIP_HOURS, filling_hours
from rrm.model.rule_pack import AccessRules
from rrm.model.scenario import Scenario, Vehicle

_HAIR = 1e-9


class TankerRounds:
    """The tankers of a scenario and the sources that they fill at."""

    def __init__(self, scenario: Scenario, rules: AccessRules) -> None:
        self._classes = rules.classes
        self._sources = {source.source_id: source for source in scenario.water_sources}
        self._stationed: dict[tuple[str, str], list[Vehicle]] = {}
        for vehicle in scenario.vehicles:
            if vehicle.count > 0:
                here = (vehicle.depot_id, vehicle.vehicle_class)
                self._stationed.setdefault(here, []).append(vehicle)

    def are_made(
        self,
        base: Journey,
        to_site: Journey,
        driving: Floats | float,
        positioning: Floats | float,
        day: Floats | float,
    ) -> Flags:
        """Whether some tanker makes a round at least, day by day or for one day.

        base: from a depot to a source; to_site: from there to a site. positioning, driving: hours
        of the one and of the other, out and home together; inf where the way is barred.
        day: hours of daylight. The round and the drive from the base are judged as water_cycles
        does.
        """
        rules = self._classes[to_site.vehicle_class]
        source = self._sources[to_site.origin]
        made = np.zeros(np.shape(driving), dtype=np.bool_)
        is_open = np.isfinite(driving) & np.isfinite(positioning)
        out_and_home = np.where(is_open, driving, 0.0)
        from_base = np.where(is_open, positioning, 0.0)
        for tanker in self._stationed.get((base.origin, base.vehicle_class), ()):
            filling = filling_hours(rules, tanker.volume_m3, source)
            cycle = np.maximum(filling + out_and_home + rules.unload_hours, SHORTEST_TRIP_HOURS)
            left = np.minimum(tanker.hours_per_day, day) - from_base
            made |= is_open & (left / cycle + _HAIR >= 1)
        return made
