"""A stored run as model values, fit to be set beside others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from math import isfinite, nan
from typing import Any, TypeVar

from pydantic import ValidationError

from rrm.comparison import MadeBy, RunFacts
from rrm.model.demand import Demand
from rrm.model.language import LANGUAGES, Message, Text, msg
from rrm.model.needs import NeedScore
from rrm.model.plan import Delivery, Payment, TierResult, Trip, Unmet
from rrm.model.problem import BadInput, Place, Problem, raise_errors
from rrm.model.rule_pack import RulePack
from rrm.model.run import InputFile
from rrm.model.run_files import LIST_SEPARATOR
from rrm.model.scenario import Scenario
from rrm.store.csv_text import unguarded
from rrm.store.reading import Row, StoredRun

_WHOLE = re.compile(r"-?[0-9]{1,15}")
_NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,9})?")
_Value = TypeVar("_Value")
_STATUSES = ("optimal", "feasible", "infeasible")


def run_facts(stored: StoredRun) -> RunFacts:
    """The run's inputs and results, typed; what a plan breaks is not judged here.

    Raises BadInput with every problem found: RRM-T014 a scenario, pack or run.json that isn't
    one, RRM-T015 a cell that doesn't hold what its column must.
    """
    scenario, pack = _inputs(stored)
    about = _About(stored)
    cells = _Cells(stored)
    facts = RunFacts(
        run_id=stored.run_id,
        scenario=scenario,
        pack=pack,
        files=about.files(),
        made_by=about.made_by(),
        status=about.status(),
        is_accepted=stored.verification.get("verdict") == "accepted",
        tiers=about.tiers(),
        scores=cells.rows("needs.csv", _score),
        reasons=_reasons(stored),
        demands=cells.rows("demands.csv", _demand),
        deliveries=cells.rows("deliveries.csv", _delivery),
        payments=cells.rows("cash.csv", _payment),
        trips=cells.rows("trips.csv", _trip),
        unmet=cells.rows("unmet.csv", _unmet),
    )
    raise_errors(cells.problems)
    return facts


def _inputs(stored: StoredRun) -> tuple[Scenario, RulePack]:
    try:
        return stored.scenario(), stored.pack()
    except (ValidationError, KeyError, TypeError, RecursionError):
        raise BadInput([_not_one(stored, "inputs.json")]) from None


class _About:
    """run.json, of which only the files were looked at before."""

    def __init__(self, stored: StoredRun) -> None:
        self._stored = stored

    def files(self) -> tuple[InputFile, ...]:
        return tuple(
            InputFile(self._text(one, "path"), self._text(one, "sha256"))
            for one in self._list("inputs")
        )

    def made_by(self) -> MadeBy:
        about, options = self._stored.about, self._stored.about.get("options")
        if not isinstance(options, dict):
            raise self._refused()
        return MadeBy(
            self._text(about, "engine_version"),
            self._number(about.get("seed")),
            self._number(options.get("gap")),
            self._number(options.get("time_limit")),
        )

    def status(self) -> str:
        status = self._text(self._stored.about, "status")
        if status not in _STATUSES:
            raise self._refused()
        return status

    def tiers(self) -> tuple[TierResult, ...]:
        return tuple(
            TierResult(
                tier=self._text(one, "tier"),
                unit=self._text(one, "unit"),
                **{key: self._number(one.get(key)) for key in _TIER_NUMBERS},
            )
            for one in self._list("tiers")
        )

    def _list(self, key: str) -> list[Mapping[str, Any]]:
        found = self._stored.about.get(key)
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise self._refused()
        return found

    def _text(self, row: Mapping[str, Any], key: str) -> str:
        value = row.get(key)
        if not isinstance(value, str):
            raise self._refused()
        return value

    def _number(self, value: object) -> float:
        """A number; one that the engine had none for is null, and nan here."""
        if value is None:
            return nan
        try:
            if isinstance(value, int | float) and not isinstance(value, bool):
                number = float(value)
                if isfinite(number):
                    return number
        except OverflowError:
            pass
        raise self._refused()

    def _refused(self) -> BadInput:
        return BadInput([_not_one(self._stored, "run.json")])


_TIER_NUMBERS = ("value", "best", "bound", "gap", "tolerance")


def _not_one(stored: StoredRun, name: str) -> Problem:
    return Problem(
        "RRM-T014",
        Place(str(stored.folder / name)),
        msg("the file can't be read"),
        msg("a run folder holds all its files as they were written"),
        msg("Make the run again, or take the folder from where it was copied."),
    )


class _Unreadable(Exception):  # noqa: N818 - it says what the cell is
    """A cell that doesn't hold what its column must."""

    def __init__(self, column: str, allowed: Message) -> None:
        self.column, self.allowed = column, allowed


class _Row:
    """A row's cells as numbers and words. Raises _Unreadable."""

    def __init__(self, cells: Row) -> None:
        self._cells = cells

    def whole(self, column: str) -> int:
        if not _WHOLE.fullmatch(self._cells[column]):
            raise _Unreadable(column, msg("a whole number is needed"))
        return int(self._cells[column])

    def number(self, column: str) -> float:
        if not _NUMBER.fullmatch(self._cells[column]):
            raise _Unreadable(column, msg("a finite number is needed"))
        return float(self._cells[column])

    def text(self, column: str) -> str:
        return unguarded(self._cells[column])

    def said(self, column: str) -> Message:
        """A sentence that stands there in both languages."""
        versions = {"en": self.text(column), "fr": self.text(f"{column}_fr")}
        return Message("{said}", (("said", Text.of(versions)),))


class _Cells:
    """The tables of a run, typed; problems are collected over all of them."""

    def __init__(self, stored: StoredRun) -> None:
        self._stored = stored
        self.problems: list[Problem] = []

    def rows(self, table: str, read: Callable[[_Row], _Value]) -> tuple[_Value, ...]:
        return tuple(self._read(table, read))

    def _read(self, table: str, read: Callable[[_Row], _Value]) -> Iterator[_Value]:
        for number, cells in enumerate(self._stored.tables[table], start=2):
            try:
                yield read(_Row(cells))
            except _Unreadable as why:
                self.problems.append(self._problem(table, number, cells, why))

    def _problem(self, table: str, number: int, cells: Row, why: _Unreadable) -> Problem:
        return Problem(
            "RRM-T015",
            Place(str(self._stored.folder / table), row=number, column=why.column),
            msg('found "{cell}"', cell=cells[why.column][:40]),
            why.allowed,
            msg("Make the run again, or take the folder from where it was copied."),
        )


def _score(row: _Row) -> NeedScore:
    whole, number, text = row.whole, row.number, row.text
    return NeedScore(
        text("site_id"), text("group"), text("sector"), whole("households"), whole("people"),
        whole("severity"), number("score"), whole("people_in_need"), number("answered_share"),
        text("confidence"), whole("rank"), whole("rank_low"), whole("rank_high"),
        whole("severity_low"), whole("severity_high"), whole("people_in_need_low"),
        whole("people_in_need_high"),
    )  # fmt: skip


def _demand(row: _Row) -> Demand:
    return Demand(
        row.text("site_id"), row.text("group"), row.text("entitlement"), row.text("item"),
        row.text("unit"), row.number("quantity"), row.number("survival_quantity"),
        row.whole("from_day"), row.whole("due_day"), row.number("weight"),
        row.whole("households"), row.whole("people"), row.said("reason"),
    )  # fmt: skip


def _delivery(row: _Row) -> Delivery:
    return Delivery(
        row.whole("day"), row.text("site_id"), row.text("group"), row.text("item"),
        row.text("unit"), row.number("quantity"), row.text("origin"), row.text("vehicle_class"),
        row.text("trip_id"), row.text("tier"),
    )  # fmt: skip


def _payment(row: _Row) -> Payment:
    return Payment(
        row.whole("day"), row.text("site_id"), row.text("group"), row.text("item"),
        row.text("agent_id"), row.whole("households"), row.number("amount"),
        row.text("currency"), row.number("fee"),
    )  # fmt: skip


def _trip(row: _Row) -> Trip:
    return Trip(
        row.text("trip_id"), row.whole("day"), row.text("vehicle_class"), row.text("depot_id"),
        tuple(row.text("stops").split(LIST_SEPARATOR)), row.text("depart"), row.text("return"),
        row.number("km"), row.number("hours"), row.number("load_kg"), row.number("load_m3"),
        row.number("cost"), row.number("risk"),
    )  # fmt: skip


def _unmet(row: _Row) -> Unmet:
    return Unmet(
        row.text("site_id"), row.text("group"), row.text("item"), row.text("unit"),
        row.number("quantity"), row.whole("households"), row.whole("people"),
        row.text("reason_code"), row.said("reason"), row.said("what_would_help"),
    )  # fmt: skip


def _reasons(stored: StoredRun) -> dict[tuple[str, str, str], Text]:
    """Sentences of the traces that are ones; any other is none."""
    found: dict[tuple[str, str, str], Text] = {}
    for trace in stored.traces:
        sentence = trace.get("sentence")
        site, group, sector = (str(trace.get(part)) for part in ("site_id", "group", "sector"))
        if isinstance(sentence, dict):
            words = {code: one for code in LANGUAGES if isinstance(one := sentence.get(code), str)}
            if words:
                found[site, group, sector] = Text.of(words)
    return found
