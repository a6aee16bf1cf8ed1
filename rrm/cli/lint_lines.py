"""What is odd about a rule pack, for a terminal and as data."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from rrm.cli.layout import wrapped
from rrm.model.language import Message, msg, msg_plural
from rrm.model.problem import Problem
from rrm.model.rule_pack import Status
from rrm.scoring import CompiledPack, LintReport

_KINDS = {
    "RRM-R109": msg("words that a language lacks"),
    "RRM-R201": msg("lines that those above leave nothing to"),
    "RRM-R202": msg("values that fall between two lines"),
    "RRM-R203": msg("values or options that two lines take"),
    "RRM-R204": msg("thresholds out of order"),
    "RRM-R205": msg("questions that no rule uses"),
    "RRM-R206": msg("measures that nothing uses"),
    "RRM-R207": msg("thresholds that no value reaches"),
    "RRM-R208": msg("conditions that no answers meet"),
    "RRM-R209": msg("severities that go up and down"),
    "RRM-R210": msg("severities that go one way here and another there"),
    "RRM-R211": msg("results that no answers lead to"),
    "RRM-R212": msg("numbers named in vain"),
    "RRM-R213": msg("indicators that do not say why"),
    "RRM-R214": msg("sources that do not say where"),
    "RRM-R215": msg("divisions by 0"),
}
"""Doubts by kind, as the count at the end names them."""


def doubt_lines(doubts: Sequence[Problem], language: str) -> Iterator[str]:
    """Each doubt at its place, those of a file together, and how many there are of each kind.

    doubts: by file and line.
    """
    for number, (_, of_file) in enumerate(itertools.groupby(doubts, lambda one: one.place.file)):
        if number:
            yield ""
        for one in of_file:
            yield from wrapped(one.text(language), hanging=2)
    if not doubts:
        return
    yield ""
    total = msg_plural(
        "{n} doubt; it stops nothing:", "{n} doubts; they stop nothing:", n=len(doubts)
    )
    yield from wrapped(total.text(language))
    for code, n in counts(doubts).items():
        kind = msg("{kind} ({code}): {n}", kind=_kind(code), code=code, n=n)
        yield from wrapped(kind.text(language), indent=2, hanging=2)


def checked_lines(compiled: CompiledPack, report: LintReport, language: str) -> Iterator[str]:
    """What was checked, and how far the figures can be relied on."""
    checked = msg(
        "{pack}: {sectors}, {indicators} indicators and {measures} measures checked; no error.",
        pack=f"{compiled.pack.id} {compiled.pack.version}",
        sectors=_sectors(compiled),
        indicators=len(compiled.indicators),
        measures=len(compiled.measures),
    )
    yield from wrapped(checked.text(language))
    figures = msg(
        "By status: {read} read in their source, {standard} standard, {proposed} proposed, to be"
        " replaced by the country team’s own.",
        read=report.figures[Status.READ],
        standard=report.figures[Status.STANDARD],
        proposed=report.figures[Status.PROPOSED],
    )
    yield from wrapped(figures.text(language))


def lint_json(
    compiled: CompiledPack, report: LintReport, doubts: Sequence[Problem], language: str
) -> dict[str, object]:
    """The same as data, with the rules that could not be gone through case by case."""
    return {
        "pack": compiled.pack.id,
        "version": compiled.pack.version,
        "problems": [one.as_json(language) for one in doubts],
        "counts": counts(doubts),
        "status": {status.value: n for status, n in report.figures.items()},
        "not_proven": [
            {
                "rule": one.rule,
                "file": one.place.file,
                "line": one.place.line,
                "why": one.why.text(language),
            }
            for one in report.not_proven
        ],
    }


def counts(doubts: Sequence[Problem]) -> dict[str, int]:
    """How many doubts there are of each code."""
    found = dict.fromkeys(sorted(one.code for one in doubts), 0)
    for one in doubts:
        found[one.code] += 1
    return found


def _sectors(compiled: CompiledPack) -> Message:
    """Sectors, those apart that only measure something and so have no severity."""
    found = compiled.pack.sectors.values()
    only_measuring = sum(not sector.indicators for sector in found)
    n = len(found) - only_measuring
    if not only_measuring:
        return msg_plural("{n} sector", "{n} sectors", n=n)
    return msg_plural(
        "{n} sector with a severity and {measuring} with measures only",
        "{n} sectors with a severity and {measuring} with measures only",
        n=n,
        measuring=only_measuring,
    )


def _kind(code: str) -> Message:
    return _KINDS.get(code, msg("others"))
