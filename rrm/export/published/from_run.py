"""The published plan, made from a checked run, and its stamp."""

from __future__ import annotations

from dataclasses import replace
from math import inf, isfinite
from typing import TYPE_CHECKING

from rrm.export.facts import facts_of
from rrm.export.figures import figures_behind
from rrm.export.published.adding_up import Lines, totals_of
from rrm.export.published.grain import published_rows
from rrm.export.published.handed_over import distributions, payment_lines
from rrm.export.published.loads import trip_lines, waybill_sheets
from rrm.export.published.needs import need_lines, unmet_lines
from rrm.export.published.plan import PublishedPlan
from rrm.export.published.referrals import referral_lines, relief_of
from rrm.export.published.sites import site_lines
from rrm.export.published.stamp import PeopleByGrade, Stamp, TakesOver
from rrm.export.published.stock import stock_lines
from rrm.export.published.water import water_lines
from rrm.model.language import Text
from rrm.model.needs import OVERALL
from rrm.model.receipt import Receipts
from rrm.model.run import CheckedRun
from rrm.model.waybill import run_code

if TYPE_CHECKING:
    from rrm.model.approval import Approval

GRADES = ("A", "B", "C", "D")


def published_plan(
    checked: CheckedRun, stamp: Stamp | None = None, receipts: Receipts | None = None
) -> PublishedPlan:
    """A checked run as it is published: rounded once, summed once.

    stamp: None for the copies within the run folder; waybills then have no numbers.
    receipts: what came back of this run, for the cases handed over.
    Raises ValueError where a trip can't have a waybill number, or its times are no moments.
    """
    run = replace(checked.run, plan=published_rows(checked.run.plan))
    facts = facts_of(run, checked.verdict)
    sheets = waybill_sheets(facts, stamp.run_id if stamp else "")
    needs = need_lines(facts)
    handed_over = distributions(facts, sheets, needs)
    lines = Lines(
        sites=site_lines(facts, needs, handed_over),
        waybills=sheets,
        trips=trip_lines(facts, sheets),
        distributions=handed_over,
        payments=payment_lines(facts),
        water=water_lines(facts),
        needs=needs,
    )
    relief = relief_of(handed_over, sheets, lines.payments, receipts, facts.pack)
    referrals, cases = referral_lines(facts, relief)
    return PublishedPlan(
        stamp=stamp,
        facts=facts,
        names=facts.names,
        currency=facts.currency,
        sites=lines.sites,
        waybills=lines.waybills,
        trips=lines.trips,
        distributions=lines.distributions,
        payments=lines.payments,
        water=lines.water,
        stock=stock_lines(facts),
        needs=lines.needs,
        unmet=unmet_lines(facts, needs),
        referrals=referrals,
        figures=figures_behind(facts),
        totals=totals_of(facts, lines, cases),
    )


def stamp_of(
    checked: CheckedRun,
    run_id: str,
    engine: str,
    approval: Approval | None = None,
    receipts: Receipts | None = None,
) -> Stamp:
    """What stands on every page of a stored run's documents.

    engine: version that made the run, of its run.json. approval: of the run as it is stored.
    """
    run, plan = checked.run, checked.run.plan
    settings, pack = run.loaded.scenario.settings, run.loaded.pack
    replans = run.replans
    return Stamp(
        run_id=run_id,
        run_code=run_code(run_id),
        scenario_id=settings.id,
        title=Text.of(settings.title or settings.id),
        time_of_data=settings.date_of(replans.day) if replans else settings.start,
        pack=f"{pack.id} {pack.version}",
        engine=engine,
        plan_status=plan.status,
        is_accepted=checked.has_plan and checked.verdict.accepted,
        # Where nothing is proven a run folder holds no figure; nan would differ from itself.
        gap=plan.gap if isfinite(plan.gap) else inf,
        confidence=_people_by_grade(checked),
        approval=approval,
        received_until=receipts.latest if receipts else None,
        takes_over=TakesOver(replans.run_id, replans.day) if replans else None,
    )


def _people_by_grade(checked: CheckedRun) -> tuple[PeopleByGrade, ...]:
    people = dict.fromkeys(GRADES, 0)
    for score in checked.run.needs.scores:
        if score.sector == OVERALL:
            people[score.confidence] = people.get(score.confidence, 0) + score.people
    return tuple(PeopleByGrade(grade, count) for grade, count in people.items())
