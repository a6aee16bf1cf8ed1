"""Whose assessment could change most what is asked of the plan."""

from dataclasses import dataclass, field, replace

import numpy as np

from rrm.entitlements import needs_at_bounds, next_assessments
from rrm.entitlements.next_assessment import plausible_span
from rrm.model.form import Assessment
from rrm.model.needs import OVERALL, Needs, NeedScore
from rrm.model.rule_pack import ProfileSpan, RapidAssessment
from tests.entitlements.world import ROAD_KM
from tests.scoring.sites import tiny

NOBODY = Assessment((), (), (), (), np.zeros(0), {})


@dataclass(frozen=True)
class Asked:
    """Sites A (360 people) and B (240): severity, grade and bounds of shelter at each.

    Sites that aren't named are class 3, grade A.
    """

    a: tuple[int, str, float] = (3, "A", 1.0)
    b: tuple[int, str, float] = (3, "A", 1.0)
    bounds: dict[str, tuple[int, int]] = field(default_factory=dict)
    span: int | None = 1
    per_day: int | None = None

    @property
    def pack(self):
        cited = {"source": "book"}
        triggers = tiny().pack.triggers.model_copy(
            update={
                "profile_span": None
                if self.span is None
                else ProfileSpan(classes=self.span, **cited),
                "assess": RapidAssessment(within_days=4, interviews_per_day=self.per_day, **cited),
            }
        )
        return tiny().pack.model_copy(update={"triggers": triggers})

    @property
    def needs(self) -> Needs:
        scores = []
        for site, (severity, grade, answered) in zip(
            tiny().scenario.sites, (self.a, self.b), strict=True
        ):
            low, high = self.bounds.get(site.site_id, (severity, severity))
            for sector in (OVERALL, "shelter_nfi"):
                scores.append(
                    NeedScore(
                        site.site_id, site.group.value, sector, site.households, site.people,
                        severity, 25.0 * (severity - 1), site.people, answered, grade, 1, 1, 2,
                        low, high, 0, site.people,
                    )
                )  # fmt: skip
        return Needs(tuple(scores), ())

    @property
    def effects(self):
        return next_assessments(tiny().scenario, self.pack, self.needs, NOBODY, ROAD_KM)


def test_a_sure_site_needs_no_assessment():
    assert Asked().effects == ()


def test_an_alert_alone_may_be_off_by_the_span_of_the_pack():
    (effect,) = Asked(a=(3, "D", 0.0)).effects
    # Class 2 calls for no kit; class 4 counts twice as much as class 3.
    assert (effect.least.weight, effect.now.weight) == (0.0, effect.most.weight / 2)
    assert effect.change == effect.most.weight
    assert effect.why.text() == "nobody asked yet"


def test_without_a_span_any_class_is_plausible():
    (effect,) = Asked(a=(3, "D", 0.0), span=None).effects
    assert effect.most.weight == 4 * effect.now.weight


def test_of_a_site_that_was_asked_the_unknown_answers_say_how_far_it_may_move():
    (effect,) = Asked(a=(3, "C", 0.6), bounds={"A": (3, 4)}).effects
    assert effect.least == effect.now
    assert effect.most.weight == 2 * effect.now.weight
    assert effect.why.text() == "0 of 15 interviews, 60 % of answers"


def test_too_few_answers_are_trusted_no_more_than_a_profile():
    asked = Asked(a=(3, "D", 0.6), bounds={"A": (3, 3)})
    (_, shelter, *_) = asked.needs.scores
    assert plausible_span(asked.pack, shelter) == (2, 4)


def test_the_site_with_more_at_stake_comes_first():
    effects = Asked(a=(3, "D", 0.0), b=(3, "D", 0.0)).effects
    assert [(one.rank, one.site_id) for one in effects] == [(1, "A"), (2, "B")]
    effects = Asked(a=(2, "D", 0.0), b=(4, "D", 0.0)).effects
    assert [one.site_id for one in effects] == ["B", "A"]


def test_a_class_beside_which_nothing_changes_moves_nothing():
    (effect,) = Asked(a=(1, "D", 0.0)).effects
    assert (effect.change, effect.sectors) == (0.0, ())


def test_an_assessment_takes_a_full_sample_and_the_days_that_a_team_needs_for_it():
    (effect,) = Asked(a=(3, "D", 0.0), per_day=10).effects
    assert (effect.interviews, effect.team_days) == (15, 2)
    assert effect.change_per_day == effect.change / 2


def test_what_the_grade_lacks_is_told_only_where_interviews_are_all_that_it_lacks():
    asked = Asked(a=(3, "C", 0.9), bounds={"A": (3, 4)})
    day = tiny().scenario.settings.start
    for answered, short in ((0.9, 1), (0.1, None)):
        needs = Asked(a=(3, "C", answered), bounds={"A": (3, 4)}).needs
        made = replace(
            NOBODY,
            site_ids=("A",) * 14,
            groups=(tiny().scenario.sites[0].group.value,) * 14,
            interviewed_on=(day,) * 14,
        )
        (effect,) = next_assessments(tiny().scenario, asked.pack, needs, made, ROAD_KM)
        assert (effect.interviews, effect.short_of_grade) == (15, short)


def test_only_the_group_asked_about_is_moved():
    asked = Asked(a=(3, "D", 0.0), b=(3, "D", 0.0))
    low, high = needs_at_bounds(asked.pack, asked.needs, "A", "idp")
    assert low.score("A", "idp", "shelter_nfi").severity == 2
    assert high.score("A", "idp", "shelter_nfi").severity == 4
    assert low.score("B", "host", "shelter_nfi") == asked.needs.score("B", "host", "shelter_nfi")


def test_hosts_in_need_follow_the_class():
    low, high = needs_at_bounds(Asked().pack, Asked(b=(3, "D", 0.0)).needs, "B", "host")
    assert low.score("B", "host", "shelter_nfi").people_in_need == 0
    assert high.score("B", "host", "shelter_nfi").people_in_need == 240
