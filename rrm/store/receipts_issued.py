"""What a stored run has given out, for receipts to be checked against."""

from __future__ import annotations

from pydantic import ValidationError

from rrm.intake.receipts import Issued
from rrm.model.language import msg
from rrm.model.plan import Plan
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.waybill import Waybills, waybills_of
from rrm.store.reading import StoredRun
from rrm.store.typed_cells import unreadable_file
from rrm.store.typed_run import stored_plan


def issued_by(stored: StoredRun, plan: Plan | None = None) -> Issued:
    """The waybills and payments of a run. plan: its plan, where it was read already.

    Raises BadInput: RRM-T014 and RRM-T015 as run_facts, and RRM-T015 where the trips have ids
    that no waybill can be numbered by.
    """
    plan = plan or stored_plan(stored)
    try:
        scenario, pack = stored.scenario(), stored.pack()
    except (ValidationError, KeyError, TypeError, RecursionError):
        raise BadInput([unreadable_file(stored, "inputs.json")]) from None
    return Issued(_waybills(stored, plan), plan.payments, scenario, pack)


def _waybills(stored: StoredRun, plan: Plan) -> Waybills:
    try:
        waybills = waybills_of(stored.run_id, plan)
    except ValueError:
        raise BadInput([_unnumbered(stored)]) from None
    if len(waybills.by_number) < len(waybills.waybills):
        raise BadInput([_unnumbered(stored)])
    return waybills


def _unnumbered(stored: StoredRun) -> Problem:
    return Problem(
        "RRM-T015",
        Place(str(stored.folder / "trips.csv"), column="trip_id"),
        msg("trips whose waybills can't be numbered, or would get the same number"),
        msg("a trip’s id ends in a number of its own, such as T0012"),
        msg("Make the run again, or take the folder from where it was copied."),
    )
