"""The workbook as a whole: its sheets in order, written the same way every time."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from rrm.export.published import PublishedPlan, published_plan
from rrm.export.workbook.alerts_sheet import alerts_sheet
from rrm.export.workbook.cash_sheet import cash_sheet
from rrm.export.workbook.day_totals_sheet import day_totals_sheet
from rrm.export.workbook.days_sheet import days_sheet
from rrm.export.workbook.distributions_sheet import distributions_sheet
from rrm.export.workbook.loading_sheet import loading_sheet
from rrm.export.workbook.needs_sheet import needs_sheet
from rrm.export.workbook.needs_together_sheet import needs_together_sheet
from rrm.export.workbook.receipts_sheets import receipts_sheets
from rrm.export.workbook.referrals_sheet import referrals_sheet
from rrm.export.workbook.sheet_writer import DEFAULT_FORMAT, SheetWriter
from rrm.export.workbook.sites_sheet import sites_sheet
from rrm.export.workbook.sources_sheet import sources_sheet
from rrm.export.workbook.stamp_lines import page_edges
from rrm.export.workbook.stock_sheet import stock_sheet
from rrm.export.workbook.summary_sheet import SummedUp, write_summary
from rrm.export.workbook.tankers_sheet import tankers_sheet
from rrm.export.workbook.transfers_sheet import transfers_sheet
from rrm.export.workbook.unmet_sheet import unmet_sheet
from rrm.export.workbook.vehicles_sheet import fleet_sheet, vehicles_sheet
from rrm.export.workbook.water_sheet import water_sheet
from rrm.model.language import LANGUAGES, Text, msg
from rrm.model.run import CheckedRun, Run
from rrm.model.verdict import Verdict

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_OPTIONS = {
    "default_format_properties": DEFAULT_FORMAT,
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_LONGEST_PROPERTY = 255


def plan_workbook(run: Run, verdict: Verdict) -> bytes:
    """The copy within the run folder, in the run's language: without a stamp, so without numbers.

    Raises ValueError as published_plan does.
    """
    language = run.options.language if run.options.language in LANGUAGES else LANGUAGES[0]
    return plan_xlsx(published_plan(CheckedRun(run, verdict)), (language,))


def plan_xlsx(plan: PublishedPlan, languages: tuple[str, ...]) -> bytes:
    """A plan as an XLSX workbook in the first of the languages.

    The file's dates are the scenario's start, so that the same plan gives the same bytes. With a
    stamp it holds waybills and payments to be filled in, which are read back as receipts.
    """
    from xlsxwriter import Workbook

    target = BytesIO()
    workbook = Workbook(target, _OPTIONS)
    writer = SheetWriter(workbook, languages[0], page_edges(plan))
    _set_properties(workbook, plan, languages[0])
    _write_sheets(writer, plan)
    workbook.close()
    return target.getvalue()


def _write_sheets(writer: SheetWriter, plan: PublishedPlan) -> None:
    summary = writer.add_empty(msg("Summary"))
    needs = writer.add(needs_sheet(plan))
    for sheet in (needs_together_sheet, alerts_sheet, day_totals_sheet, days_sheet):
        writer.add(sheet(plan))
    writer.add(distributions_sheet(plan))
    sites = writer.add(sites_sheet(plan))
    trips = writer.add(vehicles_sheet(plan))
    writer.add(fleet_sheet(plan, trips, writer.words))
    for sheet in (loading_sheet, stock_sheet, transfers_sheet):
        writer.add(sheet(plan))
    cash = writer.add(cash_sheet(plan))
    tankers = writer.add(tankers_sheet(plan))
    for sheet in (water_sheet, unmet_sheet, referrals_sheet):
        writer.add(sheet(plan))
    for receipts in receipts_sheets(plan, plan.stamp) if plan.stamp else ():
        writer.add(receipts)
    writer.add(sources_sheet(plan))
    write_summary(writer, summary, plan, SummedUp(needs, sites, trips, cash, tankers))


def _set_properties(workbook: Workbook, plan: PublishedPlan, language: str) -> None:
    settings, stamp = plan.facts.scenario.settings, plan.stamp
    title = Text.of(settings.title or settings.id).text(language)
    workbook.set_properties(
        {
            "title": title[:_LONGEST_PROPERTY],
            "subject": stamp.run_id if stamp else "",
            "author": "RRM engine",
            "created": datetime(settings.start.year, settings.start.month, settings.start.day),
        }
    )
