"""The workbook as a whole: its sheets in order, written the same way every time."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from rrm.export.facts import facts_of
from rrm.export.workbook.alerts_sheet import alerts_sheet
from rrm.export.workbook.cash_sheet import cash_sheet
from rrm.export.workbook.days_sheet import days_sheet
from rrm.export.workbook.loading_sheet import loading_sheet
from rrm.export.workbook.needs_sheet import needs_sheet
from rrm.export.workbook.needs_together_sheet import needs_together_sheet
from rrm.export.workbook.referrals_sheet import referrals_sheet
from rrm.export.workbook.sheet_writer import DEFAULT_FORMAT, SheetWriter
from rrm.export.workbook.sites_sheet import sites_sheet
from rrm.export.workbook.sources_sheet import sources_sheet
from rrm.export.workbook.summary_sheet import write_summary
from rrm.export.workbook.transfers_sheet import transfers_sheet
from rrm.export.workbook.unmet_sheet import unmet_sheet
from rrm.export.workbook.water_sheet import water_sheet
from rrm.model.language import LANGUAGES, Text, msg
from rrm.model.run import Run
from rrm.model.verdict import Verdict

_OPTIONS = {
    "default_format_properties": DEFAULT_FORMAT,
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def plan_workbook(run: Run, verdict: Verdict) -> bytes:
    """A run as an XLSX workbook in the run's language.

    The file's dates are the scenario's start, so that the same run gives the same bytes.
    """
    from xlsxwriter import Workbook

    language = run.options.language if run.options.language in LANGUAGES else LANGUAGES[0]
    facts = facts_of(run, verdict)
    settings = facts.scenario.settings
    target = BytesIO()
    workbook = Workbook(target, _OPTIONS)
    title = Text.of(settings.title or settings.id).text(language)
    workbook.set_properties(
        {
            "title": title[:255],
            "author": "RRM engine",
            "created": datetime(settings.start.year, settings.start.month, settings.start.day),
        }
    )
    writer = SheetWriter(workbook, language, title)
    summary = writer.add_empty(msg("Summary"))
    writer.add(needs_sheet(facts))
    writer.add(needs_together_sheet(facts))
    writer.add(alerts_sheet(facts))
    writer.add(days_sheet(facts))
    sites = sites_sheet(facts)
    sites_name = writer.add(sites)
    for sheet in (
        loading_sheet, transfers_sheet, cash_sheet, water_sheet, unmet_sheet, referrals_sheet,
        sources_sheet,
    ):  # fmt: skip
        writer.add(sheet(facts))
    write_summary(writer, summary, facts, sites, sites_name)
    workbook.close()
    return target.getvalue()
