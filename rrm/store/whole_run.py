"""A stored run as the checked run that it was written from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from rrm.model.access import Access, AccessTable
from rrm.model.alert_decision import AlertDecision
from rrm.model.demand import Entitled
from rrm.model.form import Assessment
from rrm.model.language import Message, Text
from rrm.model.needs import Needs, Trace
from rrm.model.plan import Delivery, Plan
from rrm.model.problem import BadInput, Problem, raise_errors
from rrm.model.run import CheckedRun, Loaded, Options, Replans, Run
from rrm.model.scenario import Priority, Scenario
from rrm.model.verdict import Check, Verdict
from rrm.store.earlier_run import taken_over
from rrm.store.known_names import has_calendar, unknown_names
from rrm.store.reading import StoredRun
from rrm.store.receipts_issued import issued_by
from rrm.store.run_id import is_run_id
from rrm.store.sentences import Sentences, TraceSaid, read_sentences
from rrm.store.typed_cells import TypedCells, TypedRow, unreadable_file
from rrm.store.typed_run import About, demand_row, stored_inputs, stored_plan


def whole_run(stored: StoredRun) -> CheckedRun:
    """A run folder read back whole: what was planned, from what, why, and what the check says.

    Answers of households, measures, modalities and places of rows are in no run folder; they are
    empty. What the plan breaks is not judged here. Raises BadInput with every problem found:
    RRM-T014 a file that doesn't hold what it must, RRM-T015 a cell that doesn't, names what the
    inputs don't know, or a day that there is not.
    """
    problems: list[Problem] = []
    with _collected(problems):
        sentences = read_sentences(stored)
    with _collected(problems):
        scenario, pack = stored_inputs(stored)
        if not is_run_id(stored.run_id) or stored.about.get("scenario") != scenario.settings.id:
            problems.append(unreadable_file(stored, "run.json"))
        if not has_calendar(scenario):
            raise BadInput([unreadable_file(stored, "inputs.json")])
        problems += unknown_names(stored, scenario, pack)
    with _collected(problems):
        plan = stored_plan(stored)
        issued_by(stored, plan)
    with _collected(problems):
        needs, referrals, alerts = _needs_and_cases(stored)
    with _collected(problems):
        demands, access = _tables(stored)
    with _collected(problems):
        options, timings = _options(stored), _timings(stored)
        files = About(stored).files()
        About(stored).made_by()
        verdict = _verdict(stored)
        replans = _replans(stored)
    raise_errors(problems)
    with _files_agree(stored):
        told = _Told(sentences)
        run = Run(
            loaded=Loaded(scenario, pack, nobody_asked(), files, sentences.doubts),
            options=options,
            needs=replace(needs, traces=told.traces(needs.traces)),
            entitled=Entitled(
                told.each("demands.csv", demands), (), told.each("referrals.csv", referrals)
            ),
            access=AccessTable(told.each("access.csv", access)),
            plan=replace(
                plan,
                deliveries=tuple(_as_planned(row) for row in plan.deliveries),
                unmet=told.each("unmet.csv", plan.unmet),
                warnings=sentences.plan_warnings,
            ),
            timings=timings,
            alerts=tuple(_alert(row) for row in told.each("alerts.csv", alerts)),
            replans=replans,
        )
        return CheckedRun(run, told.verdict(verdict))


def nobody_asked() -> Assessment:
    """No answers: a run folder holds none of any household."""
    import numpy as np

    return Assessment((), (), (), (), np.zeros(0), {})


@contextmanager
def _collected(problems: list[Problem]) -> Iterator[None]:
    """What is wrong in this part joins what is wrong elsewhere, each once."""
    try:
        yield
    except BadInput as refused:
        problems += [problem for problem in refused.problems if problem not in problems]


@contextmanager
def _files_agree(stored: StoredRun) -> Iterator[None]:
    """Raises BadInput (RRM-T014) where sentences are lacking that the other files call for."""
    try:
        yield
    except ValueError:
        raise BadInput([unreadable_file(stored, "sentences.json")]) from None


class _Told:
    """Puts the sentences of a run at their places. Raises ValueError where one is lacking."""

    def __init__(self, sentences: Sentences) -> None:
        self._sentences = sentences

    def each(self, table: str, rows: tuple[Any, ...]) -> tuple[Any, ...]:
        """Rows of a table with the sentences that were said in them."""
        columns = self._sentences.tables[table]
        may_lack = table == "access.csv"
        said = [dict(zip(columns, one, strict=True)) for one in zip(*columns.values(), strict=True)]
        if not may_lack and any(None in one.values() for one in said):
            raise ValueError
        return tuple(replace(row, **one) for row, one in zip(rows, said, strict=True))

    def traces(self, traces: Sequence[Trace]) -> tuple[Trace, ...]:
        return tuple(
            _trace(trace, said) for trace, said in zip(traces, self._sentences.traces, strict=True)
        )

    def verdict(self, verdict: Verdict) -> Verdict:
        return Verdict(
            tuple(
                replace(check, label=label, first_offender=offender)
                for check, (label, offender) in zip(
                    verdict.checks, self._sentences.checks, strict=True
                )
            )
        )


def _trace(trace: Trace, said: TraceSaid) -> Trace:
    return replace(
        trace,
        sentence=said.sentence,
        rules=tuple(
            replace(rule, sentence=sentence)
            for rule, sentence in zip(trace.rules, said.rules, strict=True)
        ),
        smallest_change=said.smallest_change,
    )


def _alert(alert: AlertDecision) -> AlertDecision:
    """Who acts is words of the pack, which stand in a sentence of their own."""
    who = alert.who
    if isinstance(who, Message) and who.template == "{said}" and len(who.values) == 1:
        [(_, words)] = who.values
        return replace(alert, who=words) if isinstance(words, Text) else alert
    return alert


def _as_planned(row: Delivery) -> Delivery:
    """A delivery of what is due says so by telling no other item."""
    if row.meets == row.item and row.counts_as == row.quantity:
        return replace(row, meets="", counts_as=None)
    return row


def _needs_and_cases(stored: StoredRun) -> tuple[Needs, tuple[Any, ...], tuple[Any, ...]]:
    taken = taken_over(stored)
    return taken.needs, taken.referrals, taken.alerts


def _tables(stored: StoredRun) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Demands and access."""
    cells = TypedCells(stored)
    found = cells.rows("demands.csv", demand_row), cells.rows("access.csv", _access)
    raise_errors(cells.problems)
    return found


def _access(row: TypedRow) -> Access:
    return Access(
        origin=row.text("origin"),
        destination=row.text("site_id"),
        vehicle_class=row.text("vehicle_class"),
        period_start=row.whole("period_start"),
        period_end=row.whole("period_end"),
        hours=row.number("hours"),
        hours_back=row.number("hours_back"),
        km=row.number("km"),
        cost=row.number("cost"),
        risk=row.number("risk"),
        open=row.yes_or_no("open"),
        reason_code=row.text("reason_code"),
        reason=None,
        path=row.listed("path"),
        path_back=row.listed("path_back"),
        km_back=row.number("km_back"),
        doubt=row.number("doubt"),
        extra_cost=row.number("extra_cost"),
        escorted=row.yes_or_no("escorted"),
        day_starts=row.number("day_starts"),
        day_hours=row.number("day_hours"),
    )


def _read(stored: StoredRun, name: str, read: Callable[[], Any]) -> Any:  # noqa: ANN401
    """What a file of JSON holds. Raises BadInput (RRM-T014) where it holds something else."""
    try:
        return read()
    except (KeyError, TypeError, ValueError, OverflowError, ValidationError, RecursionError):
        raise BadInput([unreadable_file(stored, name)]) from None


def _options(stored: StoredRun) -> Options:
    def read() -> Options:
        about, options = stored.about, stored.about["options"]
        language, memory = options["language"], options["memory_limit"]
        if not isinstance(language, str):
            raise TypeError
        return Options(
            seed=_whole(about["seed"]),
            gap=_number(options["gap"]),
            time_limit=_number(options["time_limit"]),
            language=language,
            priorities=tuple(Priority.model_validate(one) for one in options["priorities"] or ()),
            memory_limit=None if memory is None else _whole(memory),
        )

    found: Options = _read(stored, "run.json", read)
    return found


def _timings(stored: StoredRun) -> tuple[tuple[str, float], ...]:
    def read() -> tuple[tuple[str, float], ...]:
        return tuple(
            (step, _number(spent)) for step, spent in dict(stored.about["timings"]).items()
        )

    found: tuple[tuple[str, float], ...] = _read(stored, "run.json", read)
    return found


def _verdict(stored: StoredRun) -> Verdict:
    """The checks as counted; their sentences stand elsewhere."""

    def read() -> Verdict:
        checks = tuple(
            Check(str(one["name"]), Message(""), _whole(one["count"]), _whole(one["offences"]),
                  None)
            for one in stored.verification["checks"]
        )  # fmt: skip
        verdict = Verdict(checks)
        if verdict.accepted is not stored.is_accepted:
            raise ValueError
        return verdict

    found: Verdict = _read(stored, "verification.json", read)
    return found


def _replans(stored: StoredRun) -> Replans | None:
    told = stored.about.get("replans")
    if told is None:
        return None

    def read() -> Replans:
        if not isinstance(told["run_id"], str):
            raise TypeError
        scenario = Scenario.model_validate(stored.inputs["whole_scenario"])
        if not 1 <= (day := _whole(told["day"])) <= scenario.settings.horizon_days:
            raise ValueError
        return Replans(told["run_id"], day, scenario)

    found: Replans = _read(stored, "run.json", read)
    return replace(found, in_force=_in_force(stored))


def _in_force(stored: StoredRun) -> Plan | None:
    """What the plan before still had to hand over; of its trips and agents nothing is told."""
    if "in_force.csv" not in stored.tables:
        return None
    cells = TypedCells(stored)
    rows = cells.rows("in_force.csv", _handed_over)
    raise_errors(cells.problems)
    return Plan("feasible", 0.0, 0.0, (), rows, (), (), (), ())


def _handed_over(row: TypedRow) -> Delivery:
    return Delivery(
        row.whole("day"), row.text("site_id"), row.text("group"), row.text("item"),
        row.text("unit"), row.number("quantity"), "", "", "", "",
    )  # fmt: skip


def _whole(read: object) -> int:
    if isinstance(read, bool) or not isinstance(read, int):
        raise TypeError
    return read


def _number(read: object) -> float:
    if isinstance(read, bool) or not isinstance(read, int | float):
        raise TypeError
    return float(read)
