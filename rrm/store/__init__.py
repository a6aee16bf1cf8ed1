"""Run folders: written whole or not at all, and read back.

`draft_run` opens a folder that is published in one step; `find_run` says which folder a person
means, `read_run` reads it, and `read_usable_run` only one whose plan may be gone by. `access_csv`
is one table by itself. `run_facts` makes a run read back fit to be set beside others, and
`comparison_csv` writes what differs as a table.
`open_ledger` records what came back of a run's waybills, which `issued_by` lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rrm.names_on_demand import names_on_demand
from rrm.store.find import find_run
from rrm.store.reading import StoredRun, read_run, read_usable_run
from rrm.store.run_folder import DraftRun, draft_run
from rrm.store.tables import access_csv

if TYPE_CHECKING:
    from rrm.store.comparison_table import comparison_csv
    from rrm.store.earlier_run import TakenOver, taken_over
    from rrm.store.receipts import Ledger, OpenLedger, open_ledger, read_ledger
    from rrm.store.receipts_course import course_of, leg_as_planned, receipts_digests
    from rrm.store.receipts_issued import issued_by
    from rrm.store.receipts_template import template_csv, template_workbook
    from rrm.store.tradeoff_table import tradeoff_csv
    from rrm.store.typed_run import run_facts, stored_plan

__all__ = [
    "DraftRun",
    "Ledger",
    "OpenLedger",
    "StoredRun",
    "TakenOver",
    "access_csv",
    "comparison_csv",
    "course_of",
    "draft_run",
    "find_run",
    "issued_by",
    "leg_as_planned",
    "open_ledger",
    "read_ledger",
    "read_run",
    "read_usable_run",
    "receipts_digests",
    "run_facts",
    "stored_plan",
    "taken_over",
    "template_csv",
    "template_workbook",
    "tradeoff_csv",
]

# A run is written and read without what only a comparison or receipts need.
__getattr__ = names_on_demand(
    __name__,
    {
        "Ledger": "receipts",
        "OpenLedger": "receipts",
        "TakenOver": "earlier_run",
        "comparison_csv": "comparison_table",
        "course_of": "receipts_course",
        "issued_by": "receipts_issued",
        "leg_as_planned": "receipts_course",
        "receipts_digests": "receipts_course",
        "open_ledger": "receipts",
        "read_ledger": "receipts",
        "run_facts": "typed_run",
        "stored_plan": "typed_run",
        "taken_over": "earlier_run",
        "template_csv": "receipts_template",
        "template_workbook": "receipts_template",
        "tradeoff_csv": "tradeoff_table",
    },
)
