"""Which links are open to which vehicles on a day, link by link."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from rrm.access.class_view import Setting
from rrm.access.conditions import hours_of_passage, is_of_mode
from rrm.access.link_arrays import Flags
from rrm.access.periods import ClassDays
from rrm.access.table import scenario_setting
from rrm.model.rule_pack import AccessRules
from rrm.model.scenario import Scenario


def open_links(scenario: Scenario, rules: AccessRules, day: int) -> Mapping[str, Flags]:
    """By vehicle class of the scenario's fleet: whether each link of the routes table is open.

    A class is left out where it is none of the pack's. day: of the scenario, within its horizon.
    """
    setting = scenario_setting(scenario, rules)
    classes = sorted({vehicle.vehicle_class for vehicle in scenario.vehicles})
    return {name: _open_to(setting, name, day) for name in classes if name in rules.classes}


def suits(scenario: Scenario, rules: AccessRules, vehicle_class: str) -> Flags:
    """Whether each link is of the kind that the class travels on, open or not."""
    of_class = rules.classes[vehicle_class]
    return np.array([is_of_mode(route.mode, of_class) for route in scenario.routes], dtype=np.bool_)


def _open_to(setting: Setting, vehicle_class: str, day: int) -> Flags:
    windows = setting.circumstances.windows
    days = ClassDays(vehicle_class, setting.links, windows, setting.rules, setting.calendar)
    period = next(p for p in days.periods() if p.first_day <= day <= p.last_day)
    of_class = setting.rules.classes[vehicle_class]
    return np.isfinite(hours_of_passage(setting.links, of_class, period.conditions))
