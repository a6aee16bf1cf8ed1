"""The small run as it leaves its folder: with a stamp, in a workbook that is read back."""

from __future__ import annotations

from io import BytesIO

import openpyxl

from rrm.export import PublishedPlan, published_plan, stamp_of
from rrm.export.workbook import plan_xlsx
from rrm.intake.receipts import Issued
from rrm.model.run import CheckedRun
from rrm.model.waybill import waybills_of
from tests.export.menaka import a_run, a_verdict

RUN = "20220418T081500Z-1a2b3c4d"


def stamped(run=None, approval=None, **changes) -> PublishedPlan:
    """The run as published. changes: of `a_run`, where no run is given."""
    checked = CheckedRun(run or a_run(**changes), a_verdict())
    return published_plan(checked, stamp_of(checked, RUN, "1.0", approval))


def opened(plan: PublishedPlan, language: str = "en", *, values: bool = True):
    """The plan's workbook as openpyxl reads it. values: what formulas give, not formulas."""
    book = plan_xlsx(plan, (language,))
    return openpyxl.load_workbook(BytesIO(book), data_only=values)


def issued_by(plan: PublishedPlan) -> Issued:
    """What receipts of it are checked against."""
    run = plan.facts.run
    return Issued(
        waybills_of(RUN, run.plan), run.plan.payments, plan.facts.scenario, plan.facts.pack
    )


def column(sheet, heading: str) -> list:
    """The cells below a heading, totals included."""
    cells = next(cells for cells in sheet.iter_cols() if cells[0].value == heading)
    return [cell.value for cell in cells[1:]]
