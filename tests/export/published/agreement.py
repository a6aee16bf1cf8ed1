"""What the tables of a run folder add up to, worked out by hand, to be held against a plan's totals."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from rrm.export import PublishedPlan

Tables = Mapping[str, list[dict[str, str]]]

LAST_DECIMAL = {"quantity": Decimal("0.001"), "money": Decimal("0.01"), "km": Decimal("0.01")}


def read_tables(texts: Mapping[str, str]) -> Tables:
    """The rows of a run folder's tables, by file name."""
    return {
        name: list(csv.DictReader(io.StringIO(text, newline="")))
        for name, text in texts.items()
        if name.endswith(".csv")
    }


def tables_of(folder: Path) -> Tables:
    """The tables of a run folder on disk."""
    return read_tables(
        {path.name: path.read_bytes().decode("utf-8") for path in sorted(folder.glob("*.csv"))}
    )


def disagreements(plan: PublishedPlan, tables: Tables) -> list[str]:
    """Every total of a plan that is not what the tables add up to.

    A figure that is rounded may be half of its last decimal from what it was in each row.
    """
    checks = [
        *_items(plan, tables), *_money(plan, tables), *_trips(plan, tables),
        *_people(plan, tables), *_cases(plan, tables),
    ]  # fmt: skip
    return [
        f"{what}: {said} is said, the tables have {found}"
        for what, said, found, grain in checks
        if abs(Decimal(repr(said)) - found) > grain
    ]


def _summed(rows, key, value):
    sums, count = defaultdict(Decimal), defaultdict(int)
    for row in rows:
        sums[key(row)] += value(row)
        count[key(row)] += 1
    return sums, count


def _items(plan, tables):
    water = {item.item for item in plan.totals.items if item.kind == "water"}

    def number(column):
        return lambda row: Decimal(row[column])

    def item_of(row):
        return row["item"]

    def needed(row):
        days = int(row["due_day"]) - int(row["from_day"]) + 1
        return Decimal(row["quantity"]) * (days if row["item"] in water else 1)

    handed, rows = _summed(tables["deliveries.csv"], item_of, number("quantity"))
    counted, counted_rows = _summed(
        tables["deliveries.csv"], lambda row: row["meets"], number("counts_as")
    )
    paid, _ = _summed(tables["cash.csv"], item_of, number("households"))
    moved, moves = _summed(tables["transfers.csv"], item_of, number("quantity"))
    wanted, wants = _summed(tables["demands.csv"], item_of, needed)
    unmet, gaps = _summed(tables["unmet.csv"], item_of, number("quantity"))
    assert {one.item for one in plan.totals.items} == {*handed, *paid, *moved, *wanted}
    for one in plan.totals.items:
        k, grain = one.item, LAST_DECIMAL["quantity"] / 2
        yield f"{k} handed over", one.handed_over, handed[k] + paid[k], grain * rows[k]
        yield f"{k} delivered", one.delivered, counted[k] + paid[k], grain * counted_rows[k]
        yield f"{k} moved", one.moved, moved[k], grain * moves[k]
        yield f"{k} needed", one.needed, wanted[k], grain * wants[k]
        yield f"{k} unmet", one.unmet, unmet[k], grain * 4 * gaps[k]


def _money(plan, tables):
    rows = tables["cash.csv"]
    for one in plan.totals.money:
        of = [row for row in rows if row["currency"] == one.currency]
        grain = LAST_DECIMAL["money"] / 2 * len(of)
        yield "paid", one.paid, sum(Decimal(row["amount"]) for row in of), grain
        yield "fees", one.fees, sum(Decimal(row["fee"]) for row in of), grain
        yield "households paid", one.households, sum(Decimal(r["households"]) for r in of), 0
    spent = sum(Decimal(row["cost"]) for row in tables["trips.csv"])
    grain = LAST_DECIMAL["money"] / 2 * len(tables["trips.csv"])
    yield "cost", sum(one.cost for one in plan.totals.money), spent, grain


def _trips(plan, tables):
    rows = tables["trips.csv"]
    yield "trips", plan.totals.trips, len(rows), 0
    km = sum(Decimal(row["km"]) for row in rows)
    yield "km", plan.totals.km, km, LAST_DECIMAL["km"] / 2 * len(rows)
    loads = len(tables["deliveries.csv"]) + len(tables["transfers.csv"])
    kg = sum(Decimal(row["load_kg"]) for row in rows)
    yield "kg", plan.totals.kg, kg, Decimal("0.05") * loads + Decimal("0.000001") * len(rows)
    water = [row for row in tables["deliveries.csv"] if row["unit"] == "m3"]
    m3 = sum(Decimal(row["quantity"]) for row in water)
    yield "water", plan.totals.water_m3, m3, LAST_DECIMAL["quantity"] / 2 * len(water)


def _people(plan, tables):
    overall = [row for row in tables["needs.csv"] if row["sector"] == "overall"]
    for column in ("households", "people", "people_in_need"):
        said = getattr(plan.totals, column)
        yield column, said, sum(Decimal(row[column]) for row in overall), 0


def _cases(plan, tables):
    for one in plan.totals.referrals:
        rows = [
            row
            for row in tables["referrals.csv"]
            if (row["programme"], row["unit"]) == (one.programme, one.unit)
        ]
        yield f"{one.programme} cases", one.cases, len(rows), 0
        if one.caseload.count is not None:
            caseload = sum(Decimal(row["caseload"]) for row in rows)
            yield f"{one.programme} caseload", one.caseload.count, caseload, 0
