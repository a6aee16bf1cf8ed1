"""Reading a run folder from its files alone, for the checks."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rrm.model.access import Access, AccessTable
from rrm.model.demand import Demand
from rrm.model.language import Message, msg
from rrm.model.needs import NeedScore
from rrm.model.plan import Delivery, Payment, Transfer
from rrm.model.rule_pack import RulePack
from rrm.model.run_files import REPLAN_TABLES, TABLES
from rrm.model.scenario import Scenario
from rrm.model.verdict import Check
from rrm.verification.cells import Unreadable, reader_of
from rrm.verification.filed import Arrival, FiledRun, FiledTrip, FiledUnmet
from rrm.verification.tally import Tally

Row = Mapping[str, Any]


def read_run_folder(folder: Path) -> tuple[FiledRun | None, tuple[Check, ...]]:
    """The run as filed, and the checks that reading it makes; no run where one of them fails."""
    inputs = Tally("inputs_readable", msg("The inputs can be read"))
    contract = Tally("tables_complete", msg("Every table is there with its columns"))
    cells = Tally("cells_readable", msg("Every cell holds what its column says"))
    read = _inputs(folder / "inputs.json", inputs)
    more = REPLAN_TABLES if read is not None and read[2] else ()
    tables = {name: tuple(_rows(folder / name, contract, cells)) for name in (*TABLES, *more)}
    checks = (inputs.check(), contract.check(), cells.check())
    if read is None or any(check.offences for check in checks):
        return None, checks
    return _filed(*read[:2], tables), checks


def _inputs(path: Path, tally: Tally) -> tuple[Scenario, RulePack, bool] | None:
    """The scenario, the pack, and whether the run takes over from another."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"), parse_constant=_refuse)
        scenario = Scenario.model_validate(content["scenario"])
        pack = RulePack.model_validate(content["pack"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        tally.see(False, msg("{table}: {fault}", table=path.name, fault=_fault(error)))
        return None
    tally.see(True, Message(""))
    return scenario, pack, "whole_scenario" in content


def _refuse(constant: str) -> None:
    # NaN passes every comparison: a kit that weighs NaN would fit on any truck.
    raise ValueError(constant)


def _rows(path: Path, contract: Tally, cells: Tally) -> Iterator[Row]:
    columns = TABLES.get(path.name) or REPLAN_TABLES[path.name]
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file, strict=True))
    except (OSError, ValueError, csv.Error) as error:
        contract.see(False, msg("{table}: {fault}", table=path.name, fault=_fault(error)))
        return
    header = tuple(lines[0]) if lines else ()
    contract.see(
        header == columns,
        msg("{table}: {fault}", table=path.name, fault=_header_fault(header, columns)),
    )
    if header != columns:
        return
    for number, line in enumerate(lines[1:], start=2):
        contract.see(
            len(line) == len(columns),
            msg(
                "{table} row {row} has {found} cells, {needed} are needed",
                table=path.name, row=str(number), found=len(line), needed=len(columns),
            ),
        )  # fmt: skip
        if len(line) == len(columns):
            yield _row(path.name, number, dict(zip(columns, line, strict=True)), cells)


def _row(table: str, number: int, cells: Mapping[str, str], tally: Tally) -> Row:
    read: dict[str, Any] = {}
    for column, cell in cells.items():
        try:
            read[column] = reader_of(column)(cell)
        except Unreadable as unreadable:
            fault = msg(
                "{table} row {row}, {column}: found “{found}”, {allowed}",
                table=table, row=str(number), column=column, found=_shortened(cell),
                allowed=unreadable.allowed,
            )  # fmt: skip
            tally.see(False, fault)
        else:
            tally.see(True, Message(""))
    return read


def _header_fault(header: tuple[str, ...], columns: tuple[str, ...]) -> Message:
    missing = [column for column in columns if column not in header]
    if missing:
        return msg("the column {column} is missing", column=missing[0])
    foreign = [column for column in header if column not in columns]
    if foreign:
        return msg("there is no column {column} in this table", column=_shortened(foreign[0]))
    return msg("the columns are not in their order")


def _fault(error: Exception) -> Message:
    # The system's own words name folders of this machine and are not in the reader's language.
    if isinstance(error, OSError):
        return msg("the file is missing or can't be opened")
    if isinstance(error, UnicodeDecodeError):
        return msg("the file is not UTF-8 text")
    if isinstance(error, csv.Error):
        return msg("the quotes of its cells do not match")
    return msg("the file does not hold a scenario and a rule pack")


def _shortened(found: str) -> str:
    first_line = found.split("\n", 1)[0]
    return first_line if len(first_line) <= 80 else first_line[:79] + "…"


def _filed(scenario: Scenario, pack: RulePack, tables: Mapping[str, tuple[Row, ...]]) -> FiledRun:
    return FiledRun(
        scenario=scenario,
        pack=pack,
        needs=tuple(NeedScore(**row) for row in tables["needs.csv"]),
        demands=tuple(_demand(row) for row in tables["demands.csv"]),
        access=AccessTable(tuple(_access(row) for row in tables["access.csv"])),
        deliveries=tuple(Delivery(**row) for row in tables["deliveries.csv"]),
        transfers=tuple(Transfer(**row) for row in tables["transfers.csv"]),
        trips=tuple(_trip(row) for row in tables["trips.csv"]),
        payments=tuple(Payment(**row) for row in tables["cash.csv"]),
        unmet=tuple(FiledUnmet(**row) for row in tables["unmet.csv"]),
        referral_sites=tuple(row["site_id"] for row in tables["referrals.csv"]),
        in_force=tuple(_promised(row) for row in tables["in_force.csv"])
        if "in_force.csv" in tables
        else None,
    )


def _promised(row: Row) -> Arrival:
    return (row["site_id"], row["group"], row["item"]), row["day"], row["quantity"]


def _demand(row: Row) -> Demand:
    kept = {column: cell for column, cell in row.items() if column not in ("reason", "reason_fr")}
    return Demand(**kept, reason=Message(""))


def _access(row: Row) -> Access:
    kept = {
        column: cell
        for column, cell in row.items()
        if column not in ("site_id", "reason", "reason_fr")
    }
    return Access(**kept, destination=row["site_id"], reason=None)


def _trip(row: Row) -> FiledTrip:
    kept = {column: cell for column, cell in row.items() if column != "return"}
    return FiledTrip(**kept, return_=row["return"])
