"""Population groups taken together: each by its people, people in need summed over groups."""

import pytest

from rrm.model.needs import ALL_GROUPS, OVERALL, WHOLE_SCENARIO
from rrm.scoring import score_sites
from tests.builders import row
from tests.scoring.sites import changed, households, loaded, scored

TWO_GROUPS = [
    row("sites", people=900, households=150),
    row("sites", group="host", people=100, households=20),
    row("sites", site_id="B", group="host", people=500, households=100, node="east"),
]


def together(needs, site_id="A", sector="wash"):
    (found,) = [one for one in needs.together if (one.site_id, one.sector) == (site_id, sector)]
    return found


def test_a_group_counts_by_its_people_however_many_were_asked(tmp_path):
    # A third of the 900 displaced are in class 5, and all of the 100 hosts: 40 per cent.
    asked = [*households(2, 25, 25), *households(*[2] * 40, group="host")]
    found = together(scored(tmp_path, asked, sites=TWO_GROUPS, assistance=[]))
    assert (found.group, found.people, found.households) == (ALL_GROUPS, 1000, 170)
    assert (found.severity, found.people_in_need) == (5, 400)


def test_few_people_in_a_bad_way_do_not_make_the_class_of_the_site(tmp_path):
    asked = [*households(25, 25, 25), *households(2, 2, 2, group="host")]
    needs = scored(tmp_path, asked, sites=TWO_GROUPS, assistance=[])
    assert needs.score("A", "host", "wash").severity == 5
    assert together(needs).severity == 1
    assert together(needs).people_in_need == 100


def test_people_in_need_are_never_summed_over_sectors(tmp_path):
    # All lack water and food: 1,000 people, not 2,000.
    asked = [*households(2, 2, meals_yesterday=0), *households(2, group="host", meals_yesterday=0)]
    needs = scored(tmp_path, asked, sites=TWO_GROUPS, assistance=[])
    assert together(needs, sector=OVERALL).people_in_need == 1000


def test_a_site_of_one_group_is_that_group(tmp_path):
    needs = scored(tmp_path, households(2, 9, 25), sites=TWO_GROUPS, assistance=[])
    alone, whole = needs.score("B", "host", "wash"), together(needs, "B")
    same = ("people", "severity", "score", "people_in_need", "confidence", "severity_low")
    assert [getattr(alone, name) for name in same] == [getattr(whole, name) for name in same]


def test_the_whole_scenario_is_one_place_more(tmp_path):
    asked = [
        *households(2, 2),
        *households(25, group="host"),
        *households(25, site_id="B", group="host"),
    ]
    needs = scored(tmp_path, asked, sites=TWO_GROUPS, assistance=[])
    whole = together(needs, WHOLE_SCENARIO)
    assert (whole.people, whole.people_in_need, whole.severity, whole.rank) == (1500, 900, 5, 1)


def test_a_group_that_nobody_assessed_is_in_by_its_alert_and_lowers_the_grade(tmp_path):
    asked = households(*[25] * 40)
    needs = scored(tmp_path, asked, sites=TWO_GROUPS, assistance=[])
    assert needs.score("A", "idp", "wash").confidence == "A"
    # The profile assumes class 4 for the 100 hosts.
    assert (together(needs).confidence, together(needs).people_in_need) == ("D", 100)


def test_groups_without_people_count_alike(tmp_path):
    sites = [
        row("sites", people=0, households=0),
        row("sites", group="host", people=0, households=0),
    ]
    asked = [*households(2, 2), *households(25, 25, group="host")]
    needs = scored(tmp_path, asked, sites=sites, assistance=[], alerts=[])
    assert together(needs).severity == 5
    assert together(needs).people_in_need == 0


@pytest.mark.parametrize("method", ["max", "mean", "geometric", "share", "jiaf"])
def test_the_overall_class_is_by_the_pack_s_method(tmp_path, method):
    severity = changed("severity", "overall: {method: max}", f"overall: {{method: {method}}}")
    asked = [*households(2, 2, meals_yesterday=3, covered_area_m2=100),
             *households(2, group="host", meals_yesterday=3, covered_area_m2=100)]  # fmt: skip
    read = loaded(tmp_path, asked, sites=TWO_GROUPS, assistance=[], pack=severity)
    needs = score_sites(read.scenario, read.pack, read.assessment)
    expected = {"mean": 2, "geometric": 2}.get(method, 5)
    assert together(needs, sector=OVERALL).severity == expected
    assert needs.score("A", "idp").severity == expected


def test_ranks_are_among_sites(tmp_path):
    asked = [
        *households(25, 25),
        *households(25, group="host"),
        *households(2, site_id="B", group="host"),
    ]
    needs = scored(tmp_path, asked, sites=TWO_GROUPS, assistance=[])
    assert [together(needs, site).rank for site in "AB"] == [2, 1]
