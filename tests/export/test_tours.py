"""Trips by several sites, as planners and loaders read them."""

from dataclasses import replace

import pytest

from rrm.export import PublishedPlan, published_plan
from rrm.export.facts import Facts
from rrm.export.sections.plan_days import plan_days
from rrm.export.workbook.loading_sheet import loading_sheet
from rrm.model.language import put_into_words
from rrm.model.run import CheckedRun
from tests.export.menaka import a_run, a_verdict


@pytest.fixture(scope="module")
def plan() -> PublishedPlan:
    """One delivery of the plan and, a day later, one to another site: both on one trip."""
    plan = a_run().plan
    trip = next(trip for trip in plan.trips if "tanker" not in trip.vehicle_class)
    first = next(row for row in plan.deliveries if row.trip_id == trip.trip_id)
    other = next(
        row
        for row in plan.deliveries
        if row.site_id != first.site_id and "tanker" not in row.vehicle_class
    )
    on_it = replace(other, trip_id=trip.trip_id, day=first.day + 1, origin=first.origin)
    tour = replace(trip, stops=(first.site_id, other.site_id))
    made = replace(plan, trips=(tour,), deliveries=(first, on_it), transfers=())
    return published_plan(CheckedRun(a_run(plan=made), a_verdict()))


@pytest.fixture(scope="module")
def facts(plan) -> Facts:
    """What the report's sections share of it."""
    return plan.facts


def said(value: object) -> str:
    return put_into_words(value, "en").replace("\u00a0", " ")


def test_a_departure_tells_its_stops_in_order_with_what_each_gets(facts):
    first, other = (facts.names.place(d.site_id) for d in facts.run.plan.deliveries)
    (row,) = plan_days(facts).first.rows
    assert said(row[2]) == f"{first}, then {other}"
    loads = said(row[4])
    assert loads.startswith(f"{first}: ")
    assert f"; {other}: " in loads
    assert " to " in said(row[6])


def test_the_loading_list_numbers_the_stops(plan):
    sheet = loading_sheet(plan)
    at = [said(column.heading) for column in sheet.columns].index("Stop")
    assert [row[at] for row in sheet.rows] == [1, 2]
