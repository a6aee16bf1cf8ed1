"""A stored run as model values, fit to be set beside others."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite, nan
from typing import Any

from pydantic import ValidationError

from rrm.comparison import MadeBy, RunFacts
from rrm.model.demand import Demand
from rrm.model.language import LANGUAGES, Text
from rrm.model.needs import NeedScore
from rrm.model.plan import Delivery, Payment, Plan, TierResult, Transfer, Trip, Unmet
from rrm.model.problem import BadInput, raise_errors
from rrm.model.rule_pack import RulePack
from rrm.model.run import InputFile
from rrm.model.scenario import Scenario
from rrm.store.reading import StoredRun
from rrm.store.typed_cells import TypedCells, TypedRow, unreadable_file

_STATUSES = ("optimal", "feasible", "infeasible")


def run_facts(stored: StoredRun) -> RunFacts:
    """The run's inputs and results, typed; what a plan breaks is not judged here.

    Raises BadInput with every problem found: RRM-T014 a scenario, pack or run.json that isn't
    one, RRM-T015 a cell that doesn't hold what its column must.
    """
    scenario, pack = stored_inputs(stored)
    about = About(stored)
    cells = TypedCells(stored)
    facts = RunFacts(
        run_id=stored.run_id,
        scenario=scenario,
        pack=pack,
        files=about.files(),
        made_by=about.made_by(),
        status=about.status(),
        is_accepted=stored.is_accepted,
        no_plan=about.word("no_plan"),
        takes_over=stored.about.get("replans") is not None,
        tiers=about.tiers(),
        scores=cells.rows("needs.csv", score_row),
        reasons=_reasons(stored),
        demands=cells.rows("demands.csv", demand_row),
        deliveries=cells.rows("deliveries.csv", delivery_row),
        payments=cells.rows("cash.csv", payment_row),
        trips=cells.rows("trips.csv", trip_row),
        unmet=cells.rows("unmet.csv", unmet_row),
    )
    raise_errors(cells.problems)
    return facts


def stored_plan(stored: StoredRun) -> Plan:
    """The run's plan, typed, without its warnings; what it breaks is not judged here.

    Raises BadInput as run_facts does.
    """
    about, cells = About(stored), TypedCells(stored)
    plan = Plan(
        status=about.status(),
        gap=about.number("gap"),
        bound=about.number("bound"),
        tiers=about.tiers(),
        deliveries=cells.rows("deliveries.csv", delivery_row),
        transfers=cells.rows("transfers.csv", transfer_row),
        trips=cells.rows("trips.csv", trip_row),
        payments=cells.rows("cash.csv", payment_row),
        unmet=cells.rows("unmet.csv", unmet_row),
        stopped=about.word("stopped"),
        no_plan=about.word("no_plan"),
    )
    raise_errors(cells.problems)
    return plan


def stored_inputs(stored: StoredRun) -> tuple[Scenario, RulePack]:
    """What the run was made from. Raises BadInput (RRM-T014) where inputs.json holds no such."""
    try:
        return stored.scenario(), stored.pack()
    except (ValidationError, KeyError, TypeError, RecursionError):
        raise BadInput([unreadable_file(stored, "inputs.json")]) from None


class About:
    """run.json, of which only the files were looked at before."""

    def __init__(self, stored: StoredRun) -> None:
        self._stored = stored

    def files(self) -> tuple[InputFile, ...]:
        """What the run was made from, file by file."""
        return tuple(
            InputFile(self._text(one, "path"), self._text(one, "sha256"))
            for one in self._list("inputs")
        )

    def made_by(self) -> MadeBy:
        """By what engine, and how."""
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
        """Of the plan."""
        status = self._text(self._stored.about, "status")
        if status not in _STATUSES:
            raise self._refused()
        return status

    def word(self, key: str) -> str:
        """A word, empty where none is said, as in runs of earlier engines."""
        about = self._stored.about
        return "" if about.get(key) is None else self._text(about, key)

    def number(self, key: str) -> float:
        """A number; nan where the engine had none."""
        return self._number(self._stored.about.get(key))

    def tiers(self) -> tuple[TierResult, ...]:
        """How well each priority is served."""
        return tuple(
            TierResult(
                tier=self._text(one, "tier"),
                unit=self._text(one, "unit"),
                **{key: self._number(one.get(key)) for key in _TIER_NUMBERS},
                charged=self._charged(one),
            )
            for one in self._list("tiers")
        )

    def _charged(self, tier: Mapping[str, Any]) -> tuple[tuple[str, float], ...]:
        """What a priority took of others; runs of earlier engines don't tell."""
        found = tier.get("charged", [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            raise self._refused()
        return tuple((self._text(one, "tier"), self._number(one.get("amount"))) for one in found)

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
        return BadInput([unreadable_file(self._stored, "run.json")])


_TIER_NUMBERS = ("value", "best", "bound", "gap", "tolerance")


def score_row(row: TypedRow) -> NeedScore:
    """A row of needs.csv, or of needs_together.csv."""
    whole, number, text = row.whole, row.number, row.text
    return NeedScore(
        text("site_id"), text("group"), text("sector"), whole("households"), whole("people"),
        whole("severity"), number("score"), whole("people_in_need"), number("answered_share"),
        text("confidence"), whole("rank"), whole("rank_low"), whole("rank_high"),
        whole("severity_low"), whole("severity_high"), whole("people_in_need_low"),
        whole("people_in_need_high"),
    )  # fmt: skip


def demand_row(row: TypedRow) -> Demand:
    """A row of demands.csv."""
    return Demand(
        row.text("site_id"), row.text("group"), row.text("entitlement"), row.text("item"),
        row.text("unit"), row.number("quantity"), row.number("survival_quantity"),
        row.whole("from_day"), row.whole("due_day"), row.number("weight"),
        row.whole("households"), row.whole("people"), row.said("reason"),
        row.whole_or_none("last_day"),
    )  # fmt: skip


def delivery_row(row: TypedRow) -> Delivery:
    """A row of deliveries.csv."""
    return Delivery(
        row.whole("day"), row.text("site_id"), row.text("group"), row.text("item"),
        row.text("unit"), row.number("quantity"), row.text("origin"), row.text("vehicle_class"),
        row.text("trip_id"), row.text("tier"), row.text("meets"), row.number("counts_as"),
    )  # fmt: skip


def transfer_row(row: TypedRow) -> Transfer:
    """A row of transfers.csv."""
    return Transfer(
        row.whole("day"), row.whole("arrival_day"), row.text("from_depot"), row.text("to_depot"),
        row.text("item"), row.text("unit"), row.number("quantity"), row.text("vehicle_class"),
        row.text("trip_id"), row.whole("handling_days"), row.date_or_none("expires_on"),
    )  # fmt: skip


def payment_row(row: TypedRow) -> Payment:
    """A row of cash.csv."""
    return Payment(
        row.whole("day"), row.text("site_id"), row.text("group"), row.text("item"),
        row.text("agent_id"), row.whole("households"), row.number("amount"),
        row.text("currency"), row.number("fee"),
    )  # fmt: skip


def trip_row(row: TypedRow) -> Trip:
    """A row of trips.csv."""
    return Trip(
        row.text("trip_id"), row.whole("day"), row.text("vehicle_class"), row.text("depot_id"),
        row.listed("stops"), row.moment("depart"), row.moment("return"),
        row.number("km"), row.number("hours"), row.number("load_kg"), row.number("load_m3"),
        row.number("cost"), row.number("risk"),
    )  # fmt: skip


def unmet_row(row: TypedRow) -> Unmet:
    """A row of unmet.csv."""
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
