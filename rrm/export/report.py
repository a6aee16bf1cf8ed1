"""The report of a run: one HTML file that needs nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from markupsafe import Markup

from rrm.export.facts import Facts, facts_of
from rrm.export.markup import environment
from rrm.export.page_policy import page_policy
from rrm.export.sections.access_section import AccessSection, access_section
from rrm.export.sections.alerts_section import AlertsSection, alerts_section
from rrm.export.sections.cash_section import CashSection, cash_section
from rrm.export.sections.five_sentences import FiveSentences, five_sentences
from rrm.export.sections.foot import Foot, foot
from rrm.export.sections.handover import Handover, handover_section
from rrm.export.sections.head import Head, head
from rrm.export.sections.map_section import MapSection, map_section
from rrm.export.sections.needs_section import NeedsSection, needs_section
from rrm.export.sections.plan_days import PlanDays, plan_days
from rrm.export.sections.plan_sites import PlanSites, plan_sites
from rrm.export.sections.priorities import Priorities, priorities_section
from rrm.export.sections.reported import ReportedSection, reported_section
from rrm.export.sections.transfers import TransfersSection, transfers_section
from rrm.export.sections.trust import Trust, trust_section
from rrm.export.sections.unmet_section import UnmetSection, unmet_section
from rrm.export.sections.water_section import WaterSection, water_section
from rrm.model.language import LANGUAGES, Message, msg
from rrm.model.run import Run
from rrm.model.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Page:
    """A report's sections in the order of what a coordinator asks."""

    head: Head
    five_sentences: FiveSentences
    map: MapSection
    needs: NeedsSection
    alerts: AlertsSection
    plan_days: PlanDays
    plan_sites: PlanSites
    transfers: TransfersSection
    cash: CashSection
    water: WaterSection
    reported: ReportedSection
    unmet: UnmetSection
    access: AccessSection
    handover: Handover
    priorities: Priorities
    trust: Trust
    foot: Foot
    contents_title: Message
    plan_title: Message


def report_html(run: Run, verdict: Verdict) -> bytes:
    """A run as a page for people: UTF-8, every language inside, no outside reference.

    Opens in the run's language; the same run and verdict give the same bytes.
    """
    language = run.options.language if run.options.language in LANGUAGES else LANGUAGES[0]
    jinja = environment(language)
    style, script = _resource("report.css"), _resource("report.js")
    html = jinja.get_template("report.html").render(
        page=page_of(facts_of(run, verdict)),
        style=Markup(style),
        script=Markup(script),
        policy=page_policy(style, script),
        languages=LANGUAGES,
    )
    return html.encode("utf-8")


def page_of(facts: Facts) -> Page:
    """All sections of a report."""
    return Page(
        head=head(facts),
        five_sentences=five_sentences(facts),
        map=map_section(facts),
        needs=needs_section(facts),
        alerts=alerts_section(facts),
        plan_days=plan_days(facts),
        plan_sites=plan_sites(facts),
        transfers=transfers_section(facts),
        cash=cash_section(facts),
        water=water_section(facts),
        reported=reported_section(facts),
        unmet=unmet_section(facts),
        access=access_section(facts),
        handover=handover_section(facts),
        priorities=priorities_section(facts),
        trust=trust_section(facts),
        foot=foot(facts),
        contents_title=msg("Contents"),
        plan_title=msg("Plan"),
    )


def _resource(name: str) -> str:
    return files("rrm.export").joinpath("templates", name).read_text(encoding="utf-8")
