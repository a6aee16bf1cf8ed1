"""Laws of need scores that hold whatever households answer, and whoever does not."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rrm.model.form import Assessment, Column
from rrm.model.needs import Needs, NeedScore
from rrm.model.scenario import Scenario
from rrm.scoring import score_sites
from tests.scoring.sites import Answered, assessment_of, tiny

GRADES = "DCBA"


def answers() -> st.SearchStrategy[dict[str, float]]:
    """What one household said; any question may be left out."""
    return st.fixed_dictionaries(
        {},
        optional={
            "household_size": st.integers(1, 12),
            "water_litres_per_day": st.integers(0, 300),
            "covered_area_m2": st.integers(0, 40),
            "meals_yesterday": st.integers(0, 3),
            "accepts_cash": st.integers(0, 1),
        },
    )


interviews = st.lists(st.tuples(st.sampled_from("AB"), answers()), max_size=24)
calmly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def score(assessment: Assessment) -> Needs:
    return score_sites(tiny().scenario, tiny().pack, assessment)


def at(sites: Sequence[str], scores: Sequence[NeedScore]) -> list[NeedScore]:
    return [one for one in scores if one.site_id in sites]


def sectors_at(site: str, scores: Sequence[NeedScore]) -> list[str]:
    return [one.sector for one in at([site], scores)]


def reordered(assessment: Assessment, order: list[int]) -> Assessment:
    return replace(
        assessment,
        site_ids=tuple(assessment.site_ids[i] for i in order),
        groups=tuple(assessment.groups[i] for i in order),
        weights=assessment.weights[order],
        columns={
            name: Column(column.values[order], column.known[order])
            for name, column in assessment.columns.items()
        },
    )


@calmly
@given(interviews)
def test_severity_lies_between_its_bounds(answered: list[Answered]):
    for one in score(assessment_of(answered)).scores:
        assert 1 <= one.severity_low <= one.severity <= one.severity_high <= 5
        assert 0 <= one.score <= 100
        assert 0 <= one.people_in_need <= one.people
        assert 0 <= one.answered_share <= 1


@calmly
@given(interviews)
def test_ranks_are_a_permutation_within_their_intervals(answered: list[Answered]):
    needs = score(assessment_of(answered))
    for sector in {one.sector for one in needs.scores}:
        found = [one for one in needs.scores if one.sector == sector]
        assert sorted(one.rank for one in found) == list(range(1, len(found) + 1))
        assert all(1 <= one.rank_low <= one.rank <= one.rank_high <= len(found) for one in found)


@calmly
@given(interviews, st.randoms(use_true_random=False))
def test_the_order_of_interviews_does_not_matter(answered: list[Answered], random):
    assessment = assessment_of(answered)
    order = list(range(len(answered)))
    random.shuffle(order)
    again = reordered(assessment, order)
    assert score(again).scores == score(assessment).scores


@calmly
@given(interviews)
def test_the_order_of_sites_moves_no_score(answered: list[Answered]):
    scenario = tiny().scenario
    turned = Scenario(**{**dict(scenario), "sites": scenario.sites[::-1]})
    turned_scores = score_sites(turned, tiny().pack, assessment_of(answered)).scores
    key = lambda one: (one.site_id, one.sector)  # noqa: E731
    told = lambda one: (one.score, one.severity, one.people_in_need, one.confidence)  # noqa: E731
    assert {key(one): told(one) for one in turned_scores} == {
        key(one): told(one) for one in score(assessment_of(answered)).scores
    }


@calmly
@given(interviews, st.integers(1, 30), st.sampled_from("AB"))
def test_households_that_do_not_answer_never_raise_confidence(answered, silent, site):
    before = score(assessment_of(answered)).scores
    after = score(assessment_of([*answered, *[(site, {})] * silent])).scores
    for old, new in zip(before, after, strict=True):
        assert GRADES.index(new.confidence) <= GRADES.index(old.confidence)
        assert new.answered_share <= old.answered_share
        # Nor do they move the need that the others told.
        assert (new.severity, new.score, new.people_in_need) == (
            old.severity, old.score, old.people_in_need,
        )  # fmt: skip


@calmly
@given(interviews)
def test_people_in_need_of_anything_are_no_fewer_than_of_each_sector(answered: list[Answered]):
    needs = score(assessment_of(answered))
    rows = (*needs.scores, *needs.together)
    overall = {(one.site_id, one.group): one for one in rows if one.sector == "overall"}
    for one in rows:
        of_any = overall[one.site_id, one.group]
        assert of_any.people_in_need_low >= one.people_in_need_low
        assert of_any.people_in_need_high >= one.people_in_need
        assert of_any.people_in_need_low <= of_any.people_in_need <= of_any.people_in_need_high


@calmly
@given(interviews.filter(len), st.data())
def test_an_answer_taken_back_never_narrows_the_bounds(answered, data):
    assessment = assessment_of(answered)
    name = data.draw(st.sampled_from(sorted(assessment.columns)))
    row = data.draw(st.integers(0, len(answered) - 1))
    known = assessment.columns[name].known.copy()
    known[row] = False
    values = np.where(known, assessment.columns[name].values, 0.0)
    fewer = replace(assessment, columns={**assessment.columns, name: Column(values, known)})
    before, after = score(assessment).scores, score(fewer).scores
    # Without its last answer a sector may have no score, or be assumed with all the others.
    alike = [site for site in "AB" if sectors_at(site, before) == sectors_at(site, after)]
    pairs = zip(at(alike, before), at(alike, after), strict=True)
    for old, new in pairs:
        assert new.severity_low <= old.severity_low
        assert new.severity_high >= old.severity_high
