"""The access table: every journey a vehicle could be asked to make, period by period."""

from __future__ import annotations

from datetime import date

from rrm.access.class_view import ClassView, Setting
from rrm.access.closure_windows import closure_windows
from rrm.access.graph import place_names
from rrm.access.journeys import journeys
from rrm.access.periods import Horizon
from rrm.access.refusals import Circumstances
from rrm.access.river_season import is_navigable, navigable_from
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
    setting = _setting(scenario, pack.access)
    views: dict[str, ClassView] = {}
    rows: list[Access] = []
    for journey in journeys(scenario, pack.access):
        if journey.vehicle_class not in views:
            views[journey.vehicle_class] = ClassView(setting, journey.vehicle_class)
        rows.extend(views[journey.vehicle_class].rows(journey))
    return AccessTable(tuple(rows))


def _setting(scenario: Scenario, rules: AccessRules) -> Setting:
    settings, river = scenario.settings, rules.river_season
    names = place_names(scenario.locations)

    def on_day(day: int) -> date | Message:
        return dated(settings.date_of(day), settings.start)

    def boats_from(day: int) -> date | Message | None:
        opens = navigable_from(river, settings.date_of(day))
        return None if opens is None else dated(opens, settings.start)

    return Setting(
        routes=scenario.routes,
        rules=rules,
        season=settings.season,
        horizon=Horizon(
            settings.horizon_days, lambda day: is_navigable(river, settings.date_of(day))
        ),
        circumstances=Circumstances(
            names=names,
            windows=closure_windows(scenario.closures, scenario.routes, names, settings),
            on_day=on_day,
            boats_from=boats_from,
        ),
    )
