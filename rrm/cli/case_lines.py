"""What the cases of a rule pack showed, for a terminal and as data."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.cli.layout import wrapped
from rrm.model.language import Message, Text, msg, msg_plural
from rrm.model.problem import Place
from rrm.scoring import CaseCoverage, CaseResult, CasesReport, RuleLine


def failure_lines(report: CasesReport, language: str) -> Iterator[str]:
    """Each expectation that is not met: file and line, case, expected, found."""
    for result in report.failed:
        sentence = msg(
            '{place} "{case}": {name} expected {expected}, found {found}',
            place=_at(result.place),
            case=result.case.name,
            name=result.expectation.written,
            expected=_expected(result),
            found=_found(result),
        )
        yield from wrapped(sentence.text(language), hanging=2)


def count_lines(report: CasesReport, coverage: CaseCoverage, language: str) -> Iterator[str]:
    """How many cases there are, how many expectations fail, and what no case shows."""
    counted = msg_plural(
        "{pack}: {n} case; expectations: {expectations}, not met: {failed}",
        "{pack}: {n} cases; expectations: {expectations}, not met: {failed}",
        n=report.cases,
        pack=f"{report.pack.id} {report.pack.version}",
        expectations=len(report.results),
        failed=len(report.failed),
    )
    yield from wrapped(counted.text(language))
    shown = msg(
        "severity lines that a case shows: {shown} of {lines}",
        shown=len(report.shown),
        lines=len(report.lines),
    )
    yield from wrapped(shown.text(language))
    for sector in coverage.sectors:
        in_sector = msg(
            "{sector}: {shown} of {lines}",
            sector=Text.of(report.pack.sectors[sector.sector].label),
            shown=sector.shown,
            lines=sector.lines,
        )
        yield from wrapped(in_sector.text(language), indent=2, hanging=2)
    if report.not_shown:
        yield from wrapped(msg("no case shows:").text(language))
    for line in report.not_shown:
        named = f"{line.rule} {line.severity}: {line.text} ({_at(line.place)})"
        yield from wrapped(named, indent=2, hanging=2)
    yield from _untried_lines(coverage, language)


def _untried_lines(coverage: CaseCoverage, language: str) -> Iterator[str]:
    if not coverage.untried:
        return
    counted = msg(
        "no case speaks of {n} of {rules} rules:",
        n=len(coverage.untried),
        rules=coverage.rules,
    )
    yield from wrapped(counted.text(language))
    for one in coverage.untried:
        yield from wrapped(f"{one.rule} ({_at(one.place)})", indent=2, hanging=2)


def cases_json(report: CasesReport, coverage: CaseCoverage, language: str) -> dict[str, object]:
    """The same as data."""
    return {
        "pack": report.pack.id,
        "version": report.pack.version,
        "cases": report.cases,
        "expectations": len(report.results),
        "failed": [_failure_json(result, language) for result in report.failed],
        "coverage": {
            "lines": len(report.lines),
            "shown": len(report.shown),
            "not_shown": [_line_json(line) for line in report.not_shown],
            "sectors": {
                one.sector: {"lines": one.lines, "shown": one.shown} for one in coverage.sectors
            },
            "rules": coverage.rules,
            "untried": [
                {"rule": one.rule, "file": one.place.file, "line": one.place.line}
                for one in coverage.untried
            ],
        },
    }


def _failure_json(result: CaseResult, language: str) -> dict[str, object]:
    return {
        "file": result.place.file,
        "line": result.place.line,
        "case": result.case.name,
        "name": result.expectation.written,
        "expected": _expected(result).text(language),
        "found": _found(result).text(language),
    }


def _line_json(line: RuleLine) -> dict[str, object]:
    return {
        "rule": line.rule,
        "severity": line.severity,
        "text": line.text,
        "file": line.place.file,
        "line": line.place.line,
    }


def _expected(result: CaseResult) -> Message:
    expected = result.expectation
    if expected.is_unknown:
        return msg("unknown")
    return _outcome(expected.value, expected.severity)


def _found(result: CaseResult) -> Message:
    return _outcome(result.found.value, result.found.severity)


def _outcome(value: float | None, severity: int | None) -> Message:
    if value is not None and severity is not None:
        return msg("{value} and class {severity}", value=_as_written(value), severity=severity)
    if value is not None:
        return msg("{value}", value=_as_written(value))
    if severity is not None:
        return msg("class {severity}", severity=severity)
    return msg("unknown")


def _as_written(value: float) -> str:
    """A number as a case writes it, whatever the language."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _at(place: Place) -> str:
    return place.file if place.line is None else f"{place.file}:{place.line}"
