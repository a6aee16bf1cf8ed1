"""Runs side by side for a terminal, and as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from math import isfinite

from rrm.cli.layout import WIDTH, columns, heading, table, wrapped
from rrm.cli.plain import plain
from rrm.comparison import (
    LETTERS,
    Comparison,
    Coverage,
    Difference,
    Grid,
    Part,
    RunFacts,
    Story,
    spending,
    vehicle_use,
)
from rrm.model.language import LANGUAGES, Message, Text, msg_plural, put_into_words

SHOWN = 12
"""Things of a kind that are told unless all are asked for."""


def comparison_lines(story: Story, language: str, tell_all: bool = False) -> Iterator[str]:
    """The runs, their figures side by side, then each against the first."""
    yield from _part(story.runs, language, True)
    yield ""
    yield from _part(story.glance, language, True)
    for chapter in story.chapters:
        yield ""
        yield from wrapped(heading(chapter.title.text(language)))
        for sentence in chapter.lead:
            yield from wrapped(sentence.text(language), hanging=2)
        for part in chapter.parts:
            yield ""
            yield from _part(part, language, tell_all)


def _part(part: Part, language: str, tell_all: bool) -> Iterator[str]:
    yield from wrapped(part.title.text(language) + _colon(language))
    shown = part.entries if tell_all else part.entries[:SHOWN]
    for entry in shown:
        for sentence in entry:
            words = put_into_words(sentence.words, language)
            yield from wrapped(words, indent=2 + 4 * sentence.depth, hanging=2)
    if len(shown) < len(part.entries):
        more = _more(len(part.entries) - len(shown))
        yield from wrapped(more.text(language), indent=2)
    if part.grid.rows:
        yield from _grid(part.grid, language)


def _colon(language: str) -> str:
    return " :" if language == "fr" else ":"


def _more(count: int) -> Message:
    return msg_plural("… and {n} more: --all", "… and {n} more: --all", n=count)


def _grid(grid: Grid, language: str) -> Iterator[str]:
    """Names and figures; the names on a line of their own where all would be too wide."""
    header, *rows = (
        [plain(put_into_words(cell, language)) for cell in row] for row in (grid.header, *grid.rows)
    )
    at_once = len(header) - 1
    while at_once > 2 and not _fits((header, *rows), at_once):
        at_once -= 1
    for first in range(1, len(header), at_once):
        part = slice(first, first + at_once)
        yield from table([header[0], *header[part]], [[row[0], *row[part]] for row in rows], gap=2)


def _fits(rows: tuple[list[str], ...], at_once: int) -> bool:
    widths = [max(columns(row[at]) for row in rows) for at in range(len(rows[0]))]
    figures = max(
        sum(widths[first : first + at_once]) + 2 * at_once
        for first in range(1, len(widths), at_once)
    )
    return min(widths[0], 26) + figures <= WIDTH


def comparison_json(comparison: Comparison) -> dict[str, object]:
    """The runs with their figures, and what differs in each against the first."""
    return {
        "runs": [
            _run(comparison, at, letter)
            for at, letter in zip(range(len(comparison.runs)), LETTERS, strict=False)
        ],
        "differences": [
            _difference(one, letter)
            for one, letter in zip(comparison.differences, LETTERS[1:], strict=False)
        ],
    }


def _run(comparison: Comparison, at: int, letter: str) -> dict[str, object]:
    run = comparison.runs[at]
    return {
        "letter": letter,
        "run": run.run_id,
        "scenario": run.scenario.settings.id,
        "title": dict(run.scenario.settings.title),
        "start": run.scenario.settings.start.isoformat(),
        "days": run.days,
        "pack": {"id": run.pack.id, "version": run.pack.version},
        "status": run.status,
        "verdict": "accepted" if run.is_accepted else "rejected",
        "tiers": [_data(tier) for tier in run.tiers],
        "coverage": [_coverage(one) for one in comparison.coverages[at]],
        **_means(run),
    }


def _coverage(coverage: Coverage) -> dict[str, object]:
    return {**_fields(coverage), "share": coverage.share}


def _means(run: RunFacts) -> dict[str, object]:
    return {
        "currency": run.currency,
        "cost": {kind.value: amount for kind, amount in spending(run).items()},
        "vehicles": {code: _data(use) for code, use in vehicle_use(run).items()},
    }


def _difference(difference: Difference, letter: str) -> dict[str, object]:
    told = (
        "made_from", "tiers", "needs", "items", "sites", "unmet", "costs", "vehicles",
        "sites_before", "sites_after",
    )  # fmt: skip
    return {
        "run": letter,
        "against": LETTERS[0],
        "same": difference.is_nothing,
        **{name: _data(getattr(difference, name)) for name in told},
    }


def _data(value: object) -> object:
    """A value as JSON has it: fields by name, sentences by language."""
    if isinstance(value, Message | Text):
        return {code: value.text(code) for code in LANGUAGES}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float):
        return value if isfinite(value) else None
    if is_dataclass(value) and not isinstance(value, type):
        return _fields(value)
    if isinstance(value, Mapping):
        return {str(_data(key)): _data(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_data(one) for one in value]
    return value


def _fields(value: object) -> dict[str, object]:
    return {one.name: _data(getattr(value, one.name)) for one in fields(value)}  # type: ignore[arg-type]
