"""Convoys, curfews and departures that nobody comes home from, in the report's access section."""

from dataclasses import replace
from datetime import date

from rrm.access import access_table
from rrm.export import report_html
from rrm.export.facts import facts_of
from rrm.export.sections.movement_rules import movement_rules
from rrm.export.table import Name
from rrm.model.language import put_into_words
from rrm.model.scenario import Closure, Curfew, Escort
from tests.export.menaka import a_run, a_verdict
from tests.export.page_reader import PageReader


def a_run_with(*, escorts=(), curfews=(), closures=(), under_escort=()):
    """The run, with convoys, curfews and closures; under_escort: positions of routes."""
    run = a_run()
    scenario = run.loaded.scenario
    routes = tuple(
        route.model_copy(update={"escort": at in under_escort})
        for at, route in enumerate(scenario.routes)
    )
    settings = scenario.settings.model_copy(update={"escorts": escorts, "curfews": curfews})
    changed = scenario.model_copy(
        update={"settings": settings, "routes": routes, "closures": closures}
    )
    table = access_table(changed, run.loaded.pack)
    return replace(run, loaded=replace(run.loaded, scenario=changed), access=table)


def rules(language="en", **changes):
    """By title: what is said, and the rows in words."""
    found = movement_rules(facts_of(a_run_with(**changes), a_verdict()))
    return {
        one.title.text(language): (
            one.said.text(language),
            [
                [
                    put_into_words(cell.text if isinstance(cell, Name) else cell, language)
                    for cell in row
                ]
                for row in one.table.rows
            ],
        )
        for one in found
    }


CONVOY = Escort(
    weekdays=("tuesday", "friday"),
    start=date(2022, 4, 19),
    classes=("truck_10t",),
    cost_per_trip=60000,
    source="the governor's office",
)
CURFEW = Curfew(from_hour=17.5, to_hour=7, end=date(2022, 4, 30), reason="tension")


def test_where_nothing_is_ruled_nothing_is_told():
    assert rules() == {}


def test_convoys_are_told_with_their_days_and_the_links_that_need_them():
    said, rows = rules(escorts=(CONVOY,), under_escort=(2,))["Convoys under escort"]
    assert said == "Only with an escort: Ansongo–Ménaka. A trip leaves on a day of a convoy."
    assert rows == [
        [
            "Tuesday, Friday", "19\N{NO-BREAK SPACE}Apr", "until further notice", "10 t truck", "60,000",
            "the governor's office",
        ]
    ]  # fmt: skip


def test_a_link_under_escort_without_a_convoy_is_told_too():
    said, rows = rules(under_escort=(2,))["Convoys under escort"]
    assert ("Ansongo–Ménaka" in said, rows) == (True, [])


def test_curfews_are_told_with_their_hours():
    said, rows = rules(curfews=(CURFEW,))["Curfews"]
    assert rows == [["17:30–07:00", "before the plan", "30\N{NO-BREAK SPACE}Apr", "tension", ""]]
    assert "06:00" in said


def test_departures_that_nobody_comes_home_from_are_told_with_the_cause():
    shut = Closure.model_validate(
        {"from": "ansongo", "to": "menaka", "start": date(2022, 4, 22), "reason": "a flood"}
    )
    said, rows = rules(closures=(shut,))["Open, but nobody would be home in time"]
    assert "the plan sends no vehicle" in said
    assert all("a flood" in row[4] for row in rows)
    assert {row[1] for row in rows} == {"Gao"}


def test_the_page_has_them_in_both_languages():
    run = a_run_with(escorts=(CONVOY,), curfews=(CURFEW,), under_escort=(2,))
    html = report_html(run, a_verdict())
    page = PageReader(html)
    assert page.faults == []
    assert "Convoys under escort" in page.words("en")
    assert "17:30–07:00" in html.decode("utf-8")
