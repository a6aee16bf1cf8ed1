"""How far the cases of a pack cover its rules: lines by sector, rules that no case speaks of."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.model.problem import Place
from rrm.model.rule_case import About
from rrm.scoring.cases import CasesReport
from rrm.scoring.compiled_pack import compile_pack
from rrm.scoring.lint.rules_read import rules_behind


@dataclass(frozen=True, slots=True)
class SectorCoverage:
    """Severity lines of a sector, of all levels, and how many of them a case shows."""

    sector: str
    lines: int
    shown: int


@dataclass(frozen=True, slots=True)
class UntriedRule:
    """A rule that no case names, nor any rule that a case names goes by."""

    rule: str
    place: Place


@dataclass(frozen=True, slots=True)
class CaseCoverage:
    """sectors: those that have severity lines, in the pack's order. rules: of the pack."""

    sectors: tuple[SectorCoverage, ...]
    rules: int
    untried: tuple[UntriedRule, ...]


def case_coverage(report: CasesReport) -> CaseCoverage:
    """The coverage of a pack by its cases and those of the packs that it extends."""
    pack = compile_pack(report.pack)
    named = {one.expectation.name for one in report.results if one.expectation.about is About.RULE}
    rules = (*pack.measures, *pack.indicators)
    tried = {rule for name in named if name in rules for rule in (name, *rules_behind(pack, name))}
    sectors = dict.fromkeys(line.rule.split(".", maxsplit=1)[0] for line in report.lines)
    return CaseCoverage(
        tuple(_sector(report, sector) for sector in sectors),
        len(rules),
        tuple(UntriedRule(rule, pack.rule(rule).rule.place) for rule in rules if rule not in tried),
    )


def _sector(report: CasesReport, sector: str) -> SectorCoverage:
    lines = [one for one in report.lines if one.rule.split(".", maxsplit=1)[0] == sector]
    return SectorCoverage(sector, len(lines), sum(one in report.shown for one in lines))
