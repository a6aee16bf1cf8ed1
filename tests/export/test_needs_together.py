"""All groups as one, in the report and in the workbook."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from rrm.export import plan_workbook, report_html
from rrm.export.facts import facts_of
from rrm.export.sections.needs_section import needs_section
from rrm.export.table import Name
from rrm.model.needs import OVERALL, WHOLE_SCENARIO
from tests.export.menaka import SITES, a_run, a_verdict
from tests.export.page_reader import PageReader


def section(run):
    return needs_section(facts_of(run, a_verdict()))


def sites_alone():
    """A run in which each site has its first group only."""
    run = a_run()
    first = {}
    for site, group, *_ in SITES:
        first.setdefault(site, group)
    scores = tuple(one for one in run.needs.scores if first[one.site_id] == one.group)
    return replace(run, needs=replace(run.needs, scores=scores))


def test_the_whole_scenario_is_told_by_sector_and_overall():
    together = section(a_run()).together
    whole = {one.sector: one.people_in_need for one in a_run().needs.together
             if one.site_id == WHOLE_SCENARIO}  # fmt: skip
    assert [row[2] for row in together.whole.rows] == [
        whole[code] for code in (OVERALL, "wash", "shelter_nfi", "food_security")
    ]
    intro = together.whole_intro.text()
    assert intro.startswith(f"{whole[OVERALL]:,} of {sum(site[3] for site in SITES):,} people")
    assert "not the sum of the sectors" in intro


def test_sites_with_several_groups_have_a_line_and_others_none():
    rows = section(a_run()).together.sites.rows
    assert [row[1] for row in rows] == [Name("Ménaka"), Name("Inékar")]
    assert rows[0][-4] == 8700 + 5600


def test_where_every_site_has_one_group_no_table_of_sites_stands():
    assert section(sites_alone()).together.sites is None


def test_a_run_whose_groups_were_not_taken_together_says_nothing_of_it():
    run = a_run()
    without = replace(run, needs=replace(run.needs, together=()))
    assert section(without).together is None
    page = PageReader(report_html(without, a_verdict()))
    assert page.faults == []
    assert "The whole scenario" not in page.words("en")
    book = openpyxl.load_workbook(BytesIO(plan_workbook(without, a_verdict())))
    assert book["Needs together"].max_row == 1


def test_the_page_shows_both():
    words = PageReader(report_html(a_run(), a_verdict())).words("en")
    assert "The whole scenario" in words
    assert "Sites with several groups" in words
    assert "The rank is that among all 8 sites." in words


@pytest.fixture(scope="module")
def sheet():
    book = openpyxl.load_workbook(BytesIO(plan_workbook(a_run(), a_verdict())))
    return [[cell.value for cell in row] for row in book["Needs together"].iter_rows()]


def test_the_sheet_begins_with_the_whole_scenario_then_sites_worst_first(sheet):
    places = list(dict.fromkeys(row[0] for row in sheet[1:]))
    assert places[:2] == ["Whole scenario", "Ménaka"]
    assert len(places) == 9
    whole = sheet[1]
    assert whole[1] == "Overall (not the sum of the sectors)"
    assert whole[3:6] == [
        sum(site[2] for site in SITES), sum(site[3] for site in SITES),
        sum(one.people_in_need for one in a_run().needs.scores if one.sector == OVERALL),
    ]  # fmt: skip
    # The whole is a place of its own and has no rank.
    assert whole[7:9] == [None, None]


def test_the_sheet_sums_nothing_up(sheet):
    assert not any("Total" in str(row[0]) for row in sheet)
    # Four rows for the whole scenario and for each of eight sites.
    assert len(sheet) == 1 + 4 * 9
