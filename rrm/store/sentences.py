"""sentences.json: every sentence of a run with its values, to be put into any language.

Tables and traces hold the words in English and French; this file holds what they were made from.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from rrm.model.language import Message, Text
from rrm.model.message_json import MessageTable, NoMessages, messages_from_json
from rrm.model.needs import Trace
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.run import CheckedRun, Run
from rrm.store.reading import StoredRun
from rrm.store.typed_cells import unreadable_file

_Value = TypeVar("_Value")

SAID: Mapping[str, tuple[str, ...]] = {
    "demands.csv": ("reason",),
    "access.csv": ("reason",),
    "unmet.csv": ("reason", "what_would_help"),
    "referrals.csv": ("reason",),
    "alerts.csv": ("clause", "next_step", "who"),
}
"""Columns of tables that hold sentences."""


@dataclass(frozen=True, slots=True)
class TraceSaid:
    """The sentences of a trace: its own, those of its rules, and that of the smallest change."""

    sentence: Message
    rules: tuple[Message, ...]
    smallest_change: Message | None


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a stored run, each at its place.

    tables: by table and column, a sentence a row, None where there is none. checks: label and
    first offender of each.
    """

    tables: Mapping[str, Mapping[str, tuple[Message | None, ...]]]
    traces: tuple[TraceSaid, ...]
    plan_warnings: tuple[Message, ...]
    doubts: tuple[Problem, ...]
    checks: tuple[tuple[Message, Message | None], ...]


def sentences_json(checked: CheckedRun) -> str:
    """The text of sentences.json."""
    run, verdict, table = checked.run, checked.verdict, MessageTable()
    place = table.place_of

    def place_or_none(message: Message | None) -> int | None:
        return None if message is None else place(message)

    told: dict[str, object] = {
        "tables": {
            name: {
                column: [_place_of_cell(place, getattr(row, column)) for row in _rows(run, name)]
                for column in columns
            }
            for name, columns in SAID.items()
        },
        "traces": [_trace(trace, place) for trace in run.needs.traces],
        "plan_warnings": [place(warning) for warning in run.plan.warnings],
        "doubts": [_doubt(doubt, place) for doubt in run.loaded.warnings],
        "checks": [
            {"label": place(check.label), "first_offender": place_or_none(check.first_offender)}
            for check in verdict.checks
        ],
    }
    return _text({"messages": table.as_json(), **told})


def read_sentences(stored: StoredRun) -> Sentences:
    """The sentences of a run folder. Raises BadInput (RRM-T014) where they aren't those of it."""
    try:
        read = json.loads(stored.sentences.decode("utf-8"))
        return _Reader(messages_from_json(read["messages"])).sentences(read, stored)
    except (KeyError, TypeError, ValueError, RecursionError, NoMessages):
        raise BadInput([unreadable_file(stored, "sentences.json")]) from None


def _rows(run: Run, table: str) -> Sequence[object]:
    rows: Mapping[str, Sequence[object]] = {
        "demands.csv": run.entitled.demands,
        "access.csv": run.access.rows,
        "unmet.csv": run.plan.unmet,
        "referrals.csv": run.entitled.referrals,
        "alerts.csv": run.alerts,
    }
    return rows[table]


def _place_of_cell(place: Callable[[Message], int], said: Message | Text | None) -> int | None:
    if said is None:
        return None
    return place(said if isinstance(said, Message) else Message("{said}", (("said", said),)))


def _trace(trace: Trace, place: Callable[[Message], int]) -> dict[str, object]:
    return {
        "sentence": place(trace.sentence),
        "rules": [place(rule.sentence) for rule in trace.rules],
        "smallest_change": None if trace.smallest_change is None else place(trace.smallest_change),
    }


def _doubt(doubt: Problem, place: Callable[[Message], int]) -> dict[str, object]:
    return {
        "code": doubt.code,
        **doubt.place._asdict(),
        "found": place(doubt.found),
        "allowed": place(doubt.allowed),
        "remedy": place(doubt.remedy),
    }


def _text(content: Mapping[str, object]) -> str:
    """A key a line: the whole on lines of its own would take as long as the plan's tables."""
    lines = (
        f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False, allow_nan=False)}"
        for key, value in content.items()
    )
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    return text.encode("utf-8", "replace").decode("utf-8")


class _Reader:
    """Puts sentences where places say. Raises TypeError and ValueError where they say nothing."""

    def __init__(self, messages: tuple[Message, ...]) -> None:
        self._messages = messages

    def sentences(self, read: Mapping[str, Any], stored: StoredRun) -> Sentences:
        checks = stored.verification["checks"]
        return Sentences(
            tables={
                table: {
                    column: self._each(read["tables"][table][column], self._one_or_none,
                                       len(stored.tables[table]))
                    for column in columns
                }
                for table, columns in SAID.items()
            },
            traces=self._traces(read["traces"], stored),
            plan_warnings=self._each(read["plan_warnings"], self._one),
            doubts=self._each(read["doubts"], self._doubt),
            checks=self._each(read["checks"], self._check, len(checks)),
        )  # fmt: skip

    def _each(
        self, read: object, one: Callable[[Any], _Value], needed: int | None = None
    ) -> tuple[_Value, ...]:
        if not isinstance(read, list) or (needed is not None and len(read) != needed):
            raise ValueError
        return tuple(one(value) for value in read)

    def _one(self, place: object) -> Message:
        if isinstance(place, bool) or not isinstance(place, int):
            raise TypeError
        if not 0 <= place < len(self._messages):
            raise ValueError
        return self._messages[place]

    def _one_or_none(self, place: object) -> Message | None:
        return None if place is None else self._one(place)

    def _traces(self, read: object, stored: StoredRun) -> tuple[TraceSaid, ...]:
        found = self._each(read, self._trace, len(stored.traces))
        for said, told in zip(found, stored.traces, strict=True):
            if len(said.rules) != len(told["rules"]):
                raise ValueError
        return found

    def _trace(self, read: Mapping[str, Any]) -> TraceSaid:
        return TraceSaid(
            self._one(read["sentence"]),
            self._each(read["rules"], self._one),
            self._one_or_none(read["smallest_change"]),
        )

    def _check(self, read: Mapping[str, Any]) -> tuple[Message, Message | None]:
        return self._one(read["label"]), self._one_or_none(read["first_offender"])

    def _doubt(self, read: Mapping[str, Any]) -> Problem:
        return Problem(
            _words(read["code"]),
            Place(
                _words(read["file"]), _whole(read["row"]), _whole(read["line"]),
                _position(read["column"]),
            ),
            self._one(read["found"]),
            self._one(read["allowed"]),
            self._one(read["remedy"]),
            is_error=False,
        )  # fmt: skip


def _words(read: object) -> str:
    if not isinstance(read, str):
        raise TypeError
    return read


def _whole(read: object) -> int | None:
    if read is not None and (isinstance(read, bool) or not isinstance(read, int)):
        raise TypeError
    return read


def _position(read: object) -> str | int | None:
    return read if isinstance(read, str) else _whole(read)
