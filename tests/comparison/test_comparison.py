"""One thing is changed, and it alone is found and named."""

from dataclasses import replace
from math import nan

import pytest

from rrm.comparison import Standing, compare_runs, story
from rrm.comparison.table_rows import KEYS
from rrm.intake.scenario_tables import TABLES
from rrm.model.language import put_into_words
from rrm.model.scenario import Scenario
from rrm.scoring import Kind
from tests.comparison.runs import facts


def difference(after, before="base"):
    return compare_runs([facts(before), facts(after)]).differences[0]


def told(after, language="en"):
    chapter = story(compare_runs([facts("base"), facts(after)])).chapters[0]
    lines = [one.text(language) for one in chapter.lead]
    for part in chapter.parts:
        lines += [put_into_words(sentence.words, language) for sentence in part.sentences]
    return "\n".join(lines)


def test_the_same_run_twice_tells_nothing():
    itself = difference("base")
    assert itself.is_nothing
    assert not story(compare_runs([facts("base"), facts("base")])).chapters[0].parts


def test_the_same_scenario_planned_twice_tells_nothing():
    assert difference("again").is_nothing


def test_fewer_kits_in_stock_are_found_and_nothing_else_was_changed():
    found = difference("stock")
    (row,) = found.made_from.rows
    assert (row.table, row.kind, row.key) == ("stock", Kind.CHANGED, ("D1", "nfi_kit", ""))
    assert [(cell.column, cell.before, cell.after) for cell in row.cells] == [("quantity", 45, 20)]
    assert not found.made_from.settings and not found.made_from.pack.is_one
    assert [file.path for file in found.made_from.files] == ["stock/stock.csv"]
    assert "Stock D1 · nfi_kit: quantity 45 → 20" in told("stock")


def test_fewer_kits_serve_fewer_households_and_are_missing_for_lack_of_stock():
    found = difference("stock")
    (kits,) = [one for one in found.items if one.item == "nfi_kit"]
    assert kits.brought.by == -10
    assert all(site.households_more == 0 for site in found.sites)
    assert sum(site.households_less for site in found.sites) == pytest.approx(10)
    assert {one.after.reason_code for one in found.unmet if one.after} == {"out_of_stock"}
    assert not found.needs
    by_tier = {one.tier: one.standing for one in found.tiers}
    assert by_tier["survival_water"] is Standing.SAME
    assert by_tier["needs_met"] is Standing.WORSE
    assert "B is worse in the first priority that tells them apart: Needs met" in told("stock")


def test_a_closed_road_is_named_and_help_comes_later():
    found = difference("closed")
    (row,) = found.made_from.rows
    assert (row.table, row.kind, row.key[:3]) == (
        "closures", Kind.ADDED, ("town", "north", "2022-04-18"),
    )  # fmt: skip
    assert not found.needs
    kits = [one for one in found.served if one.item == "nfi_kit" and one.day is not None]
    assert kits and all(one.day.by > 0 for one in kits)
    assert "Closure town · north · 2022-04-18: added" in told("closed")
    assert "bridge down" in told("closed")


def test_a_rule_is_named_with_the_scores_that_it_moves():
    found = difference("rule")
    (rule,) = found.made_from.pack.rules
    assert rule.name == "wash.water_per_person"
    assert [(key.key, key.old, key.new) for key in rule.keys] == [
        ("severity.3", "below 15", "below 9")
    ]
    assert not found.made_from.rows and not found.made_from.settings
    assert {change.sector for need in found.needs for change in need.sectors} == {"wash"}
    assert {need.site_id for need in found.needs if need.sectors} == {"B"}
    # What the rule no longer asks can't count as a success of the plan.
    standing = {one.tier: one.standing for one in found.tiers}
    assert standing["needs_met"] is standing["equity"] is Standing.NOT_COMPARABLE
    assert "the priorities don’t tell which is better" in told("rule")
    assert "Example site B, host community: " in told("rule")


def test_sites_of_one_scenario_only_are_told_and_left_out():
    found = difference("one_site")
    assert (found.sites_before, found.sites_after) == (("B",), ())
    assert {one.site_id for one in (*found.served, *found.unmet, *found.needs)} <= {"A"}
    # Where not the same is asked, need met is on another scale, and no run is called better.
    standing = {one.tier: one.standing for one in found.tiers}
    assert standing["needs_met"] is Standing.NOT_COMPARABLE
    assert "better in the first" not in told("one_site")
    assert "worse in the first" not in told("one_site")
    assert "Only A has these sites: Example site B" in told("one_site")


def test_a_run_in_which_nothing_is_planned_is_compared_and_marked():
    found = difference("locked")
    assert found.after.status == "infeasible"
    assert sum(site.households_less for site in found.sites) > 0
    runs = story(compare_runs([facts("base"), facts("locked")])).runs
    said = [put_into_words(sentence.words, "en") for sentence in runs.sentences]
    assert any("nothing is planned. No plan keeps all the locks" in line for line in said)


def with_need_met(value, bound):
    """The base run with another result of its second priority."""
    base = facts("base")
    tiers = [
        replace(one, value=value, best=value, bound=bound) if one.tier == "needs_met" else one
        for one in base.tiers
    ]
    return replace(base, tiers=tuple(tiers))


@pytest.mark.parametrize(
    ("after", "standing"),
    [
        ((100.0, 104.0), Standing.SAME),
        ((102.0, 106.0), Standing.WITHIN_GAPS),
        ((95.0, 101.0), Standing.WITHIN_GAPS),
        ((105.0, 106.0), Standing.BETTER),
        ((90.0, 99.0), Standing.WORSE),
        ((105.0, nan), Standing.BETTER),
        ((99.0, nan), Standing.WITHIN_GAPS),
    ],
)
def test_a_difference_within_the_gaps_says_nothing(after, standing):
    found = compare_runs([with_need_met(100.0, 104.0), with_need_met(*after)]).differences[0]
    by_tier = {one.tier: one.standing for one in found.tiers}
    assert by_tier["needs_met"] is standing


def test_each_other_run_is_set_against_the_first():
    found = compare_runs([facts(name) for name in ("base", "stock", "closed")])
    assert [one.before.run_id for one in found.differences] == [facts("base").run_id] * 2
    assert [one.made_from.rows[0].table for one in found.differences] == ["stock", "closures"]


@pytest.mark.parametrize("count", [0, 1, 9])
def test_too_few_and_too_many_runs_are_refused(count):
    with pytest.raises(ValueError, match="side by side"):
        compare_runs([facts("base")] * count)


def test_rows_are_told_apart_as_the_scenario_folder_does():
    for name, spec in TABLES.items():
        fields = spec.model.model_fields
        assert KEYS[name] == tuple(fields[key].alias or key for key in spec.key)
    assert set(KEYS) == set(Scenario.model_fields) - {"settings"}
