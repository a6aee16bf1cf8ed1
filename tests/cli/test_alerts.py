"""Alerts on the terminal: in `rrm score`, `rrm run` and `rrm explain`."""

import json

import pytest

from rrm.cli.layout import columns
from tests.builders import PACK_FILES, row, tiny_scenario
from tests.cli.terminal import rrm

RULES = (
    PACK_FILES["triggers.yaml"]
    + """\
verify: {within_hours: 72, source: book}
assess: {within_days: 4, source: book}
clock: {amber_from: 0.5, red_from: 1, source: book}
who:
  respond: {en: Partner of the zone, fr: Partenaire de la zone}
"""
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The tiny scenario with an alert to verify, one to answer and one that is too small."""
    alerts = [
        row("alerts"),
        row("alerts", alert_id="late", site_id="B", verified_on=None, reported_on="2022-04-10"),
        row("alerts", alert_id="small", site_id="B", shock="flood", households=12),
    ]
    home = tmp_path_factory.mktemp("alerts")
    return tiny_scenario(home / "tiny", alerts=alerts, pack={"triggers": RULES})


@pytest.fixture(scope="module")
def runs(folder, tmp_path_factory):
    """A run of it."""
    home = tmp_path_factory.mktemp("runs")
    assert rrm("run", folder, "--runs", home, "--quiet").code == 0
    return home


def test_score_says_what_each_alert_calls_for_the_most_urgent_first(folder):
    said = rrm("score", folder).out
    table = said[said.index("Clock") :].splitlines()
    assert [line.split()[0] for line in table[1:4]] == ["overdue", "overdue", "–"]
    assert "Example site A, alert-1" in table[1] and "respond" in table[1]
    assert "below threshold, if capacity" in table[3]
    assert "stays in the plan as far as means" in " ".join(said.split())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_line_is_wider_than_the_terminal(folder, runs, language):
    for typed in (
        ["score", folder, "--traces"],
        ["explain", "last", "B", "--runs", runs, "--all"],
        ["explain", "--next-assessment", folder, "--replan", "1"],
    ):
        said = rrm(*typed, "--lang", language)
        assert said.code == 0
        assert max(columns(line) for line in said.lines) <= 80


def test_alerts_as_json_hold_every_column(folder):
    (first, *_) = json.loads(rrm("score", folder, "--json").out)["alerts"]
    assert (first["decision"], first["clock"], first["days_left"]) == ("respond", "overdue", -20)
    assert set(first["clause"]) == {"en", "fr"}


def test_explain_tells_a_site_s_alerts_with_their_clause_and_who_acts(runs):
    said = " ".join(rrm("explain", "last", "A", "--runs", runs).out.split())
    assert "Alert alert-1 (Displacement): respond by 29 Mar, overdue by 20 days" in said
    assert "Why: 60 households (50 are needed), 39 days after the shock;" in said
    assert "Who: Partner of the zone." in said


def test_the_run_keeps_what_was_decided(runs):
    (table,) = runs.glob("tiny/*/alerts.csv")
    rows = table.read_text(encoding="utf-8").splitlines()
    assert len(rows) == 4
    assert "below_threshold_if_capacity" in rows[3]
    story = json.loads(rrm("explain", "last", "B", "--runs", runs, "--json").out)
    assert [one["alert_id"] for one in story["alerts"]] == ["late", "small"]


def test_explain_names_the_site_to_assess_next(folder):
    said = rrm("explain", "--next-assessment", folder)
    assert said.code == 0
    assert said.out.startswith("Assess first: Example site ")
    assert "A screening" in said.out


def test_the_next_assessment_as_json_holds_the_bounds(folder):
    found = json.loads(rrm("explain", "--next-assessment", folder, "--json").out)
    weights = [one["most"]["weighted_need"] - one["least"]["weighted_need"]
               for one in found["assessments"]]  # fmt: skip
    assert (
        weights == sorted(weights, reverse=True) == [one["change"] for one in found["assessments"]]
    )
    assert found["replanned"] == []


def test_planning_anew_says_what_changes_at_the_other_sites(folder):
    found = json.loads(rrm("explain", "--next-assessment", folder, "--replan", 1, "--json").out)
    (replanned,) = found["replanned"]
    assert replanned["site_id"] == found["assessments"][0]["site_id"]
    for bound in ("least", "most"):
        assert replanned[bound]["households_more"] >= 0
        assert all(one["more"] >= 0 and one["less"] >= 0 for one in replanned[bound]["items"])


def test_explain_without_a_site_says_what_to_give(runs):
    said = rrm("explain", "last", "--runs", runs)
    assert said.code == 2
    assert "SITE: name a site of the run, or ask for --would-help, --conflict" in said.err
