"""Run folders: written whole or not at all, and read back.

`draft_run` opens a folder that is published in one step; `find_run` says which folder a person
means, `read_run` reads it, and `read_usable_run` only one whose plan may be gone by. `access_csv`
is one table by itself. `run_facts` makes a run read back fit to be set beside others, and
`comparison_csv` writes what differs as a table.
`open_ledger` records what came back of a run's waybills, which `issued_by` lists.
`whole_run` is a run folder read back as the checked run that it was written from; `approve_run`
and `open_audit` keep its log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rrm.names_on_demand import names_on_demand
from rrm.store.find import find_run
from rrm.store.reading import StoredRun, read_run, read_usable_run
from rrm.store.run_folder import DraftRun, draft_run
from rrm.store.tables import access_csv

if TYPE_CHECKING:
    from rrm.store.approving import Said, approve_run
    from rrm.store.audit import Act, Audit, AuditEntry, Made, OpenAudit, open_audit, read_audit
    from rrm.store.comparison_table import comparison_csv
    from rrm.store.earlier_run import TakenOver, taken_over
    from rrm.store.later_runs import later_runs
    from rrm.store.receipts import Ledger, OpenLedger, open_ledger, read_ledger
    from rrm.store.receipts_course import course_of, leg_as_planned, receipts_digests
    from rrm.store.receipts_issued import issued_by
    from rrm.store.receipts_template import template_csv, template_workbook
    from rrm.store.tradeoff_table import tradeoff_csv
    from rrm.store.typed_run import run_facts, stored_plan
    from rrm.store.usable import without_plan
    from rrm.store.whole_run import nobody_asked, whole_run

__all__ = [
    "Act",
    "Audit",
    "AuditEntry",
    "DraftRun",
    "Ledger",
    "Made",
    "OpenAudit",
    "OpenLedger",
    "Said",
    "StoredRun",
    "TakenOver",
    "access_csv",
    "approve_run",
    "comparison_csv",
    "course_of",
    "draft_run",
    "find_run",
    "issued_by",
    "later_runs",
    "leg_as_planned",
    "nobody_asked",
    "open_audit",
    "open_ledger",
    "read_audit",
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
    "whole_run",
    "without_plan",
]

# A run is written and read without what only a comparison or receipts need.
__getattr__ = names_on_demand(
    __name__,
    {
        "Act": "audit",
        "Audit": "audit",
        "AuditEntry": "audit",
        "Ledger": "receipts",
        "Made": "audit",
        "OpenAudit": "audit",
        "Said": "approving",
        "approve_run": "approving",
        "later_runs": "later_runs",
        "nobody_asked": "whole_run",
        "open_audit": "audit",
        "read_audit": "audit",
        "whole_run": "whole_run",
        "without_plan": "usable",
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
