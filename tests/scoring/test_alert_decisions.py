"""What an alert calls for, and the clause that says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from rrm.entitlements import entitle
from rrm.intake import load_pack, load_scenario
from rrm.model.alert_decision import AlertDecision, Clock, Decision, most_urgent_first
from rrm.model.form import Assessment
from rrm.model.rule_pack import (
    ClockColours,
    LikelyDuplicates,
    RapidAssessment,
    RecentShock,
    TriggerRules,
    Verification,
)
from rrm.model.scenario import Alert
from rrm.scoring import decide_alerts, respond_by, score_sites
from tests.builders import row, tiny_scenario
from tests.scoring.sites import tiny

START = date(2022, 4, 18)


def ago(days: int) -> date:
    """So many days before the scenario's start."""
    return START - timedelta(days=days)


def interviews(*days: int | None, site_id: str = "A") -> Assessment:
    """Interviews so many days before the start; None where nobody wrote the day down."""
    n = len(days)
    when = tuple(None if day is None else ago(day) for day in days)
    return Assessment((site_id,) * n, ("idp",) * n, ("household",) * n, when, np.ones(n), {})


@dataclass(frozen=True)
class Case:
    """An alert of 60 households, ten days old, verified five days ago; nobody assessed the site.

    Rules: 50 households, 15 days to respond, 4 to assess, 72 hours to verify with two sources,
    90 days at most since the shock, duplicates within 7 days.
    """

    alerts: tuple[dict[str, object], ...] = ({},)
    assessment: Assessment = field(default_factory=interviews)
    rules: dict[str, object] = field(default_factory=dict)

    @property
    def triggers(self) -> TriggerRules:
        """The rules, with those of the test."""
        cited = {"source": "book"}
        given = {
            "verify": Verification(within_hours=72, sources_at_least=2, **cited),
            "assess": RapidAssessment(within_days=4, counts_for_days=60, **cited),
            "recent_shock": RecentShock(days_at_most=90, **cited),
            "duplicates": LikelyDuplicates(within_days=7, **cited),
            "clock": ClockColours(amber_from=0.5, red_from=1.0, **cited),
            **self.rules,
        }
        return tiny().pack.triggers.model_copy(update=given)

    @property
    def decisions(self) -> tuple[AlertDecision, ...]:
        """What comes out, alert by alert."""
        rows = tuple(
            Alert(**{
                "alert_id": f"alert-{number}", "site_id": "A", "shock": "displacement",
                "occurred_on": ago(10), "reported_on": ago(8), "verified_on": ago(5),
                "households": 60, **changes,
            })
            for number, changes in enumerate(self.alerts, start=1)
        )  # fmt: skip
        scenario = tiny().scenario.model_copy(update={"alerts": rows})
        pack = tiny().pack.model_copy(update={"triggers": self.triggers})
        return decide_alerts(scenario, pack, self.assessment)


def decided(assessment: Assessment | None = None, **changes: object) -> AlertDecision:
    """The decision on one alert."""
    asked = interviews() if assessment is None else assessment
    (found,) = Case(alerts=(changes,), assessment=asked).decisions
    return found


def test_a_reported_alert_is_verified_within_the_hours_that_the_pack_gives():
    found = decided(verified_on=None, reported_on=ago(1))
    assert (found.decision, found.deadline, found.days_left) == (
        Decision.VERIFY, ago(-2), 2,
    )  # fmt: skip
    assert found.clause.text() == "reported on 17\xa0Apr and not verified yet; 60 households"
    assert "Ask 2 independent sources" in found.next_step.text()


def test_a_verification_that_lies_ahead_is_none_yet():
    assert decided(verified_on=ago(-1)).decision is Decision.VERIFY


def test_a_verified_alert_is_assessed_within_the_days_that_the_pack_gives():
    found = decided()
    assert (found.decision, found.deadline, found.days_left) == (Decision.ASSESS, ago(1), -1)
    assert found.clause.text() == (
        "60 households (50 are needed), 10 days after the shock; nobody has assessed the site"
    )


def test_an_assessed_alert_is_answered_within_the_days_that_the_pack_gives():
    found = decided(interviews(2))
    assert (found.decision, found.deadline, found.days_left) == (
        Decision.RESPOND, ago(-10), 10,
    )  # fmt: skip
    assert found.clause.text() == (
        "60 households (50 are needed), 10 days after the shock; first help within 15 days of"
        " 13\xa0Apr"
    )


def test_interviews_of_any_group_at_the_site_count_and_those_elsewhere_do_not():
    assert decided(interviews(2, site_id="B")).decision is Decision.ASSESS


def test_an_assessment_whose_answers_are_not_here_counts_by_its_day():
    assert decided(assessed_on=ago(3)).decision is Decision.RESPOND


def test_an_assessment_from_before_the_shock_says_nothing_of_it():
    found = decided(interviews(12))
    assert found.decision is Decision.ASSESS
    assert "assessed on 6\xa0Apr, before the shock of 8\xa0Apr" in found.clause.text()


def test_an_assessment_that_is_too_old_is_made_again():
    found = decided(interviews(61), occurred_on=ago(70))
    assert found.decision is Decision.ASSESS
    assert "assessed 61 days ago, 60 at most count" in found.clause.text()
    assert decided(interviews(60), occurred_on=ago(70)).decision is Decision.RESPOND


def test_interviews_without_a_day_are_no_assessment_where_the_pack_asks_for_their_age():
    assert "on what day isn't known" in decided(interviews(None)).clause.text()
    ageless = RapidAssessment(within_days=4, source="book")
    (found,) = Case(assessment=interviews(None), rules={"assess": ageless}).decisions
    assert found.decision is Decision.RESPOND


def test_an_alert_below_the_threshold_is_kept_if_capacity_allows():
    found = decided(households=49)
    assert (found.decision, found.deadline, found.clock) == (
        Decision.BELOW_THRESHOLD, None, Clock.NONE,
    )  # fmt: skip
    assert found.clause.text() == (
        "49 households, below the 50 that call for a response; planned if capacity allows"
    )
    assert found.is_planned_if_capacity
    assert decided(households=50).decision is Decision.ASSESS


def test_a_small_alert_is_verified_all_the_same():
    assert decided(households=3, verified_on=None).decision is Decision.VERIFY


def test_without_a_figure_of_its_own_an_alert_has_the_households_of_its_site():
    found = decided(households=None)
    assert (found.households, found.households_from) == (60, "sites")
    assert "60 households by the table of sites" in found.clause.text()


@pytest.mark.parametrize("held_back", [
    {"households": 20}, {"occurred_on": ago(200)}, {"other_actor": "yes"}, {"occurred_on": None},
])  # fmt: skip
def test_an_exception_with_a_reason_goes_ahead(held_back):
    found = decided(**held_back, exception="no other help within a day's walk")
    assert found.decision is Decision.ASSESS
    assert "goes ahead as an exception: no other help within a day's walk" in found.clause.text()


def test_a_shock_too_long_ago_is_for_regular_programmes():
    found = decided(occurred_on=ago(91))
    assert found.decision is Decision.TOO_LATE
    assert "the shock lies 91 days back, 90 at most are asked" in found.clause.text()
    assert decided(occurred_on=ago(90)).decision is Decision.ASSESS


def test_people_whom_nobody_could_reach_are_never_too_late():
    assert decided(occurred_on=ago(400), unassisted=True).decision is Decision.ASSESS


def test_another_actor_on_the_spot_is_asked_first():
    assert decided(other_actor="yes").decision is Decision.OTHER_ACTOR
    assert decided(other_actor="unknown").decision is Decision.ASSESS


def test_a_shock_without_a_day_sends_the_alert_back_to_verification():
    found = decided(occurred_on=None)
    assert found.decision is Decision.VERIFY
    assert "the day of the shock isn't known" in found.clause.text()
    assert "Ask when it happened" in found.next_step.text()
    # Reported long ago, it can't be recent whatever the day.
    assert decided(occurred_on=None, reported_on=ago(91)).decision is Decision.TOO_LATE


def test_too_few_sources_send_the_alert_back_to_verification():
    found = decided(confirmed_by=1)
    assert found.decision is Decision.VERIFY
    assert found.clause.text() == "confirmed by 1 source, 2 are needed"
    assert "Ask 2 independent sources" in found.next_step.text()
    assert decided(confirmed_by=2).decision is Decision.ASSESS


def test_two_alerts_of_one_shock_within_a_week_are_likely_one():
    kept, twin = Case(alerts=({}, {"occurred_on": ago(3), "reported_on": ago(2)})).decisions
    assert (kept.decision, twin.decision) == (Decision.ASSESS, Decision.LIKELY_DUPLICATE)
    assert twin.duplicate_of == "alert-1"
    assert twin.clause.text() == "likely one with alert-1: same site, same shock, within 7 days"


@pytest.mark.parametrize("other", [
    {"occurred_on": ago(2)}, {"site_id": "B"}, {"shock": "flood"},
])  # fmt: skip
def test_another_week_site_or_shock_is_another_alert(other):
    assert [one.duplicate_of for one in Case(alerts=({}, other)).decisions] == ["", ""]


def test_of_two_likely_one_the_verified_one_is_kept():
    first, second = Case(alerts=({"verified_on": None}, {})).decisions
    assert (first.duplicate_of, second.duplicate_of) == ("alert-2", "")


@pytest.mark.parametrize(
    ("verified", "clock"),
    [(7, Clock.GREEN), (8, Clock.AMBER), (14, Clock.AMBER), (15, Clock.RED), (16, Clock.OVERDUE)],
)
def test_the_clock_is_amber_from_half_of_the_time_and_red_at_its_end(verified, clock):
    alert = {"occurred_on": ago(20), "reported_on": ago(18), "verified_on": ago(verified)}
    (found,) = Case(alerts=(alert,), assessment=interviews(2)).decisions
    assert found.clock is clock


def test_the_worst_clock_stands_first():
    found = Case(
        alerts=(
            {"households": 10},
            {"shock": "flood", "verified_on": None, "reported_on": START},
            {"site_id": "B", "verified_on": ago(6)},
        )
    ).decisions
    assert [one.alert_id for one in most_urgent_first(found)] == ["alert-3", "alert-2", "alert-1"]


def test_a_pack_without_these_rules_asks_only_for_the_threshold_and_the_response():
    none = dict.fromkeys(("verify", "assess", "recent_shock", "duplicates", "clock"))
    (found,) = Case(alerts=({"occurred_on": None},), rules=none).decisions
    assert (found.decision, found.deadline) == (Decision.ASSESS, None)
    (found,) = Case(rules=none, assessment=interviews(None)).decisions
    assert (found.decision, found.clock) == (Decision.RESPOND, Clock.GREEN)


@pytest.mark.parametrize(("verified", "due"), [("2022-04-10", 8), (None, 5), ("2022-03-01", 1)])
def test_demands_are_due_on_the_day_that_the_alert_says(tmp_path: Path, verified, due):
    alerts = [row("alerts", reported_on="2022-04-07", verified_on=verified)]
    read = load_scenario(tiny_scenario(tmp_path / "tiny", alerts=alerts))
    (found,) = decide_alerts(read.scenario, read.pack, read.assessment)
    needs = score_sites(read.scenario, read.pack, read.assessment)
    entitled = entitle(read.scenario, read.pack, needs, {})
    days = {d.due_day for d in entitled.demands if d.site_id == "A" and d.item != "water"}
    settings = read.scenario.settings
    assert days == {min(max(settings.day_of(found.respond_by), 1), settings.horizon_days)} == {due}


def test_shipped_packs_give_their_own_days(tmp_path: Path):
    alert = Alert(alert_id="a", site_id="A", shock="flood", reported_on=ago(9), verified_on=ago(5))
    for pack_id, threshold, days in (("sphere", 1, 14), ("sahel", 50, 7), ("mali", 50, 15)):
        triggers = load_pack(pack_id)[0].triggers
        assert triggers.households_at_least == threshold
        assert respond_by(alert, triggers) == ago(5) + timedelta(days=days)
        assert set(triggers.who) == set(Decision)


def test_the_columns_of_the_table_are_read(tmp_path: Path):
    alerts = [row("alerts", other_actor="yes", unassisted="no", confirmed_by=2,
                  assessed_on="2022-04-01", exception="", households=None)]  # fmt: skip
    read = load_scenario(tiny_scenario(tmp_path / "tiny", alerts=alerts))
    (alert,) = read.scenario.alerts
    assert (alert.other_actor, alert.unassisted, alert.confirmed_by) == ("yes", False, 2)
