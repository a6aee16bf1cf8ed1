import dataclasses

import pytest

from rrm.export.citation import citation
from rrm.export.facts import facts_of
from rrm.export.figures import figures_behind
from rrm.export.sections.access_section import access_section
from rrm.export.sections.cash_section import cash_section
from rrm.export.sections.five_sentences import (
    left_without,
    people_left,
    to_decide,
    what_comes,
)
from rrm.export.sections.head import gap_in_words, head
from rrm.export.sections.plan_days import plan_days
from rrm.export.sections.priorities import given_up_in_words, reached_in_words
from rrm.export.sections.reported import reported_section
from rrm.export.sections.unmet_section import unmet_section
from rrm.model.language import msg
from rrm.model.plan import TierResult
from tests.export.menaka import a_run, a_verdict


@pytest.fixture(scope="module")
def facts():
    return facts_of(a_run(), a_verdict())


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (0.0, "Proven to be the best possible"),
        (0.004, "Proven to be within 0.4 % of the best possible"),
        (0.00401, "Proven to be within 0.5 % of the best possible"),
        (0.00001, "Proven to be within 0.1 % of the best possible"),
        (1.0, "Nothing is proven of how much better a plan could be"),
        (float("inf"), "Nothing is proven of how much better a plan could be"),
    ],
)
def test_a_gap_is_never_said_to_be_smaller_than_proven(gap, words):
    assert gap_in_words(gap).text().replace("\u00a0", " ") == words


def test_the_head_says_which_priority_its_gap_is_of_and_the_gaps_of_the_others(facts):
    tile = head(facts).tiles[0]
    assert tile.fact.text() == "Proven to be within 0.1\u00a0% of the best possible"
    assert "for the priority “Needs met, by severity and lateness”" in tile.meaning.text()
    assert "The worst-off site 0.2\u00a0%" in tile.meaning.text()


def test_what_comes_counts_households_once_though_they_get_two_items(facts):
    assert what_comes(facts).text().startswith("2,100 households get goods by 1\u00a0May; 264 ")


def test_people_who_miss_two_items_are_counted_once(facts):
    unmet = facts.run.plan.unmet
    delimane = [line for line in unmet if line.site_id == "in-delimane"]
    assert len(delimane) == 2
    assert people_left(delimane) == 3590


def test_a_road_too_long_and_a_road_closed_are_told_apart(facts):
    """Both are no access; the example is one of those that concern most people."""
    line = facts.run.plan.unmet[0]
    first, second, third = facts.scenario.site_ids[:3]
    too_long = dataclasses.replace(
        line, site_id=first, people=900, reason_code="no_access", reason=msg("{h} h", h=11.65)
    )
    closed = [
        dataclasses.replace(too_long, site_id=at, people=600, reason=msg("{road} shut", road="R7"))
        for at in (second, third)
    ]
    plan = dataclasses.replace(facts.run.plan, unmet=(too_long, *closed))
    told = left_without(facts_of(dataclasses.replace(facts.run, plan=plan), a_verdict())).text()
    assert "(1,200 people)" in told
    assert told.endswith("R7 shut")


def test_nothing_is_to_be_decided_on_a_plan_that_the_check_refuses():
    facts = facts_of(a_run(), a_verdict(broken=True))
    assert "not to be used" in to_decide(facts).text()


def test_the_reported_plan_stands_beside_the_households_reached_at_the_same_sites(facts):
    (row,) = reported_section(facts).table.rows
    reported, in_period, by_end = row[2:5]
    # Kits: 469 in Ménaka, 420 in Ibogolitene on 25\u00a0April, 594 by then in Zambouritene; cash for
    # 264 households of hosts.
    assert reported == 2098
    assert by_end == 469 + 264 + 420 + 594
    assert in_period == by_end - (469 + 264 + 420 + 378)


def test_vehicles_that_go_the_same_way_on_one_day_share_a_line(facts):
    first = plan_days(facts).first.rows[1]
    assert [
        cell.text() if hasattr(cell, "text") and callable(cell.text) else cell for cell in first
    ][2:5] == [
        "Ménaka",
        "2\u00a0× 6x6 truck",
        "NFI kit:\u00a0436",
    ]


def test_what_one_group_misses_for_one_reason_stands_in_one_row_most_people_first(facts):
    rows = unmet_section(facts).table.rows
    people = [row[1] for row in rows]
    assert people == sorted(people, reverse=True)
    missing = [row[3].text() for row in rows if row[0].text == "In Delimane"]
    assert missing == ["NFI kit: 599, Water: 553\u00a0m³"]


def test_a_priority_says_what_later_ones_cost_it():
    needs = TierResult("needs_met", 990.0, 1000.0, 1100.0, 0.1, 0.02, "weighted people")
    assert reached_in_words(needs).text().startswith("90\u00a0% of the most need")
    assert given_up_in_words(needs).text() == (
        "Later priorities cost 1\u00a0% of it, where 2\u00a0% is tolerated."
    )
    water = TierResult("survival_water", 0.0, 0.0, 0.0, 0.0, 0.0, "m3")
    assert given_up_in_words(water).text() == "Later priorities cost nothing of it."


def test_a_code_that_nobody_named_stands_for_itself():
    run = a_run()
    trips = (dataclasses.replace(run.plan.trips[0], stops=("nowhere",)), *run.plan.trips[1:])
    facts = facts_of(a_run(plan=dataclasses.replace(run.plan, trips=trips)), a_verdict())
    assert facts.names.place("nowhere") == "nowhere"


def test_the_reason_of_a_closure_is_told_in_each_language(facts):
    reasons = {"reason": "no passage agreed", "reason_fr": "aucun passage convenu"}
    closure = facts.scenario.closures[0].model_copy(update=reasons)
    scenario = facts.scenario.model_copy(update={"closures": (closure,)})
    run = dataclasses.replace(
        facts.run, loaded=dataclasses.replace(facts.run.loaded, scenario=scenario)
    )
    (row,) = access_section(facts_of(run, a_verdict())).closures.rows
    assert [row[4].text(code) for code in ("en", "fr")] == list(reasons.values())


def test_two_agents_at_one_place_are_told_apart(facts):
    agents = {row[-1].note.text() for row in cash_section(facts).table.rows}
    assert agents == {payment.agent_id for payment in facts.run.plan.payments}


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("jmp drinking water ladder", "jmp: drinking water ladder"),
        ("jmp: drinking water", "jmp: drinking water"),
        ("jmp", "jmp"),
        ("our proposal", "our proposal"),
        ("", ""),
    ],
)
def test_a_source_sets_off_the_document_that_it_begins_with(source, told):
    assert citation(source, {"jmp"}) == told


def test_the_season_of_boats_is_told_in_days(facts):
    season = next(f for f in figures_behind(facts) if f.what.text() == "Boats on the river")
    assert season.value.text() == "from 1\u00a0Aug to 31\u00a0Dec each year"
    assert season.value.text("fr") == "du 1er\u00a0août au 31\u00a0déc. chaque année"
