"""The access table: every journey a vehicle could be asked to make, period by period."""

from __future__ import annotations

from datetime import date

from rrm.access.calendar import calendar
from rrm.access.causes import Circumstances
from rrm.access.class_view import ClassView, Setting
from rrm.access.closure_windows import closure_windows
from rrm.access.graph import place_names
from rrm.access.journeys import journey_ends, journeys
from rrm.access.link_arrays import link_arrays
from rrm.access.words import dated
from rrm.model.access import Access, AccessTable
from rrm.model.language import Message
from rrm.model.rule_pack import AccessRules, RulePack
from rrm.model.scenario import Scenario


def access_table(scenario: Scenario, pack: RulePack) -> AccessTable:
    """Who can be reached from where, by what, on which days - or why not.

    Depots to all sites and other depots for each class with goods stationed there; depots to
    all water sources for each tanker stationed there; water sources to all sites for each
    tanker class. A row's period is one in which nothing changes for its class.
    """
    setting = scenario_setting(scenario, pack.access)
    views: dict[str, ClassView] = {}
    rows: list[Access] = []
    for journey in journeys(scenario, pack.access):
        if journey.vehicle_class not in views:
            views[journey.vehicle_class] = ClassView(setting, journey.vehicle_class)
        rows.extend(views[journey.vehicle_class].rows(journey))
    return AccessTable(tuple(rows))


def scenario_setting(scenario: Scenario, rules: AccessRules, beyond: int = 0) -> Setting:
    """What all vehicle classes of a scenario share; beyond: so many days after the horizon too."""
    settings = scenario.settings
    names = place_names(scenario.locations)
    days = calendar(settings, rules, scenario.routes, beyond)

    def on_day(day: int) -> date | Message:
        return dated(settings.date_of(day), settings.start)

    return Setting(
        routes=scenario.routes,
        links=link_arrays(scenario.routes, names),
        rules=rules,
        calendar=days,
        circumstances=Circumstances(
            names=names,
            windows=closure_windows(scenario.closures, scenario.routes, names, settings),
            on_day=on_day,
            opens=lambda route, day: days.opens(route, settings.date_of(day)),
            dated=lambda when: dated(when, settings.start),
        ),
        ends=journey_ends(scenario),
    )
