"""A run's values as the rows of its tables, in the columns of the public contract."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING

from rrm.model.access import Access
from rrm.model.hand_over import hand_overs
from rrm.model.language import Message, Text
from rrm.model.plan import Plan
from rrm.model.run import Run
from rrm.model.run_files import REPLAN_TABLES, TABLES
from rrm.store.csv_text import table_text

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Cells = Mapping[str, object]


def run_tables(run: Run) -> dict[str, str]:
    """The text of every table by its file name, rows in the order that the run holds them."""
    tables = {name: _table(name, rows(run)) for name, rows in _ROWS.items()}
    if run.replans is not None and run.replans.in_force is not None:
        tables["in_force.csv"] = _table("in_force.csv", _in_force(run, run.replans.in_force))
    return tables


def _table(name: str, rows: Iterator[Cells]) -> str:
    columns = TABLES.get(name) or REPLAN_TABLES[name]
    return table_text(columns, ([row[column] for column in columns] for row in rows))


def _needs(run: Run) -> Iterator[Cells]:
    return (_fields(score) for score in run.needs.scores)


def _needs_together(run: Run) -> Iterator[Cells]:
    return (_fields(score) for score in run.needs.together)


def _demands(run: Run) -> Iterator[Cells]:
    for demand in run.entitled.demands:
        yield {**_fields(demand), **_in_words("reason", demand.reason)}


def access_csv(rows: Iterable[Access]) -> str:
    """The text of access.csv for some rows of the access table."""
    return _table("access.csv", _access_rows(rows))


def _access(run: Run) -> Iterator[Cells]:
    return _access_rows(run.access.rows)


def _access_rows(rows: Iterable[Access]) -> Iterator[Cells]:
    for row in rows:
        fields = _fields(row)
        yield {**fields, "site_id": row.destination, **_in_words("reason", row.reason)}


def _deliveries(run: Run) -> Iterator[Cells]:
    for row in run.plan.deliveries:
        yield {**_fields(row), "meets": row.for_item, "counts_as": row.counted}


def _transfers(run: Run) -> Iterator[Cells]:
    return (_fields(transfer) for transfer in run.plan.transfers)


def _trips(run: Run) -> Iterator[Cells]:
    return ({**_fields(trip), "return": trip.return_} for trip in run.plan.trips)


def _cash(run: Run) -> Iterator[Cells]:
    return (_fields(payment) for payment in run.plan.payments)


def _unmet(run: Run) -> Iterator[Cells]:
    for unmet in run.plan.unmet:
        yield {
            **_fields(unmet),
            **_in_words("reason", unmet.reason),
            **_in_words("what_would_help", unmet.what_would_help),
        }


def _referrals(run: Run) -> Iterator[Cells]:
    for referral in run.entitled.referrals:
        yield {**_fields(referral), **_in_words("reason", referral.reason)}


def _in_force(run: Run, plan: Plan) -> Iterator[Cells]:
    """Hand-overs of the plan before, by day, site, group and item."""
    for hand_over, quantity in hand_overs(plan.deliveries, plan.payments).items():
        day, site_id, group, item = hand_over
        yield {
            "day": day,
            "site_id": site_id,
            "group": group,
            "item": item,
            "unit": run.loaded.pack.catalogue[item].unit,
            "quantity": quantity,
        }


def _alerts(run: Run) -> Iterator[Cells]:
    for alert in run.alerts:
        yield {
            **_fields(alert),
            **_in_words("clause", alert.clause),
            **_in_words("next_step", alert.next_step),
            **_in_words("who", alert.who),
        }


_ROWS: dict[str, Callable[[Run], Iterator[Cells]]] = {
    "needs.csv": _needs,
    "needs_together.csv": _needs_together,
    "demands.csv": _demands,
    "access.csv": _access,
    "deliveries.csv": _deliveries,
    "transfers.csv": _transfers,
    "trips.csv": _trips,
    "cash.csv": _cash,
    "unmet.csv": _unmet,
    "referrals.csv": _referrals,
    "alerts.csv": _alerts,
}


def _fields(value: DataclassInstance) -> dict[str, object]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _in_words(column: str, sentence: Message | Text | None) -> dict[str, object]:
    if sentence is None:
        return {column: None, f"{column}_fr": None}
    return {column: sentence.text("en"), f"{column}_fr": sentence.text("fr")}
