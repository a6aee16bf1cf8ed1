"""Why a severity is what it is, as sentences with numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rrm.model.labels import group_label
from rrm.model.language import Message, Text, msg, msg_plural
from rrm.model.needs import OVERALL, FiredRule, Trace
from rrm.model.rounding import round_half_up
from rrm.model.rule_pack import AlertProfile, RulePack
from rrm.model.scenario import Site
from rrm.rule_language import Line
from rrm.scoring.compiled_pack import CompiledIndicator
from rrm.scoring.household_severity import SectorSeverity
from rrm.scoring.indicator_severity import IndicatorSeverity
from rrm.scoring.levels import HOUSEHOLDS
from rrm.scoring.line_words import (
    clause_reaching,
    rows_in_words,
    value_in_words,
    within_sentence,
)
from rrm.scoring.share_rule import (
    TOLERANCE,
    AreaSeverity,
    area_class,
    class_shares,
    share_reaching,
)

MadeOf = Callable[[str], "tuple[str, int] | None"]
"""By a rule's key, the rows that its value at a place is made of, and how many they are."""

Cells = Callable[[CompiledIndicator, NDArray[np.int64]], Message | None]
"""By an indicator and some households, the cells of its table that most of them stand in."""


def _no_cells(indicator: CompiledIndicator, rows: NDArray[np.int64]) -> None:
    return None


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """The households asked at a site: their rows, their weights; made_of: see there.

    interviews: whom they were held with, see levels; key informants where they stand in.
    cells: by an indicator, the cells of its table in which some households stand, see cells_hit.
    """

    rows: NDArray[np.int64]
    weights: NDArray[np.float64]
    made_of: MadeOf
    interviews: str = HOUSEHOLDS
    cells: Cells = _no_cells


def sector_trace(
    pack: RulePack, site: Site, area: AreaSeverity, sector: SectorSeverity, asked: Asked
) -> Trace:
    """The trace of an assessed sector: the indicator that decides first, then the others.

    The first decides where it gives the sector's class by itself; else several do together, as
    a household counts with the worst of its indicators.
    """
    fired = [
        (rule, indicator)
        for indicator in sector.indicators
        if (rule := _fired(pack, indicator, asked)) is not None
    ]
    fired.sort(key=lambda one: _rank(one[0], area.severity))
    n = int(np.sum(sector.classes.known[asked.rows]))
    sentence = _sector_sentence(pack, site, area, fired, n, asked)
    rules = tuple(rule for rule, _ in fired)
    return Trace(site.site_id, site.group, area.sector, area.severity, sentence, rules)


def alert_trace(
    pack: RulePack, site: Site, sector: str, profile: AlertProfile, shock: str
) -> Trace:
    """The trace of a sector that nobody assessed: the alert's profile speaks."""
    severity = profile.severity[sector]
    rule = f"triggers.{shock}"
    sentence = msg(
        "{sector} {severity} at {site} ({group}): not assessed; assumed from the profile"
        ' "{profile}" (rule {rule}, confidence D)',
        profile=Text.of(profile.label),
        rule=rule,
        **_who(pack, site, sector, severity),
    )
    assumed = msg(
        'not assessed: the profile "{profile}" assumes {severity} (rule {rule})',
        profile=Text.of(profile.label),
        severity=severity,
        rule=rule,
    )
    fired = FiredRule(rule, assumed, severity, 0.0, 0.0, "", 0, (), profile.source, profile.status)
    return Trace(site.site_id, site.group, sector, severity, sentence, (fired,))


_OVERALL = {
    "max": msg("Overall {severity} at {site} ({group}), that of the worst sector: {sectors}"),
    "mean": msg("Overall {severity} at {site} ({group}), the mean of the sectors: {sectors}"),
    "weighted": msg(
        "Overall {severity} at {site} ({group}), the weighted mean of the sectors: {sectors}"
    ),
    "geometric": msg(
        "Overall {severity} at {site} ({group}), the geometric mean of the sectors: {sectors}"
    ),
    "share": msg(
        "Overall {severity} at {site} ({group}), as each household counts with its worst sector;"
        " the sectors apart: {sectors}"
    ),
    "jiaf": msg(
        "Overall {severity} at {site} ({group}), as each household counts with its worst critical"
        " indicator, or the mean of the worst half of all where that is worse; the sectors apart:"
        " {sectors}"
    ),
}
"""What each method does, in words."""


def overall_trace(pack: RulePack, site: Site, severity: int, classes: dict[str, int]) -> Trace:
    """The trace of the overall class: the method, and the sectors it took.

    classes: severity by sector.
    """
    method = pack.severity.overall.method
    worst = max(classes.values())
    sectors = tuple(
        msg("{sector} {severity}", sector=_label(pack, name), severity=number)
        for name, number in classes.items()
        if method != "max" or number == worst
    )
    values = {**_who(pack, site, OVERALL, severity), "sectors": sectors}
    sentence = replace(_OVERALL[method], values=tuple(values.items()))
    return Trace(site.site_id, site.group, OVERALL, severity, sentence)


def _rank(rule: FiredRule, severity: int) -> tuple[bool, int, float, str]:
    # Shares that differ by rounding alone are the same, whatever the order of interviews.
    share = round_half_up(rule.share_reaching, 9)
    return (rule.severity != severity, -rule.severity, -share, rule.rule)


def _sector_sentence(
    pack: RulePack,
    site: Site,
    area: AreaSeverity,
    fired: list[tuple[FiredRule, IndicatorSeverity]],
    n: int,
    asked: Asked,
) -> Message:
    who = _who(pack, site, area.sector, area.severity)
    needed = pack.severity.area_share
    if area.severity == 1:
        return msg(
            "{sector} {severity} at {site} ({group}): fewer than {needed} % of {rows}"
            " ({share} %) are in class 2 or worse",
            rows=rows_in_words(pack, asked.interviews, n),
            share=_percent(share_reaching(area.shares, 2), needed),
            needed=_percent(needed),
            **who,
        )
    share = _percent(share_reaching(area.shares, area.severity))
    rule, indicator = fired[0]
    if rule.severity != area.severity:
        return msg(
            "{sector} {severity} at {site} ({group}): {share} % of {rows} are in class"
            " {severity} or worse by one rule or another (needs {needed} %)",
            rows=rows_in_words(pack, asked.interviews, n),
            share=share,
            needed=_percent(needed),
            **who,
        )
    if not _decided(indicator, asked.rows).any():
        return msg(
            "{sector} {severity} at {site} ({group}): nobody answered what rule {rule} asks, which"
            " then assumes class {severity}",
            rule=rule.rule,
            **who,
        )
    if indicator.is_of_place:
        return msg(
            "{sector} {severity} at {site} ({group}): {told} (rule {rule})",
            told=_told(pack, indicator, area.severity, asked),
            rule=rule.rule,
            **who,
        )
    sentence = msg(
        "{sector} {severity} at {site} ({group}): {share} % of {rows}: {clause} (rule"
        " {rule}, needs {needed} %)",
        rows=rows_in_words(pack, asked.interviews, rule.households),
        share=_percent(rule.share_reaching),
        clause=_clause(pack, indicator, area.severity, asked),
        rule=rule.rule,
        needed=_percent(needed),
        **who,
    )
    if share == _percent(rule.share_reaching):
        return sentence
    together = msg(
        "all rules together put {share} % of {n} in class {severity} or worse",
        share=share,
        n=n,
        severity=area.severity,
    )
    return _and(sentence, together)


def _fired(pack: RulePack, indicator: IndicatorSeverity, asked: Asked) -> FiredRule | None:
    """One indicator's own area class and the share that makes it; None if nobody answered, unless
    the class that the rule then assumes is one of need.
    """
    rows, weights = asked.rows, asked.weights
    rule = indicator.indicator.rule
    households = int(np.sum(indicator.classes.known[rows]))
    if households == 0:
        return None
    shares = class_shares(indicator.classes.values[rows], weights)
    severity = area_class(shares, pack.severity.area_share)
    if not rule.critical:
        severity = min(severity, pack.severity.sector.non_critical_cap)
    decided = _decided(indicator, rows)
    if not decided.any():
        if severity == 1:
            return None
        sentence = msg(
            "none of {rows} answered (rule {rule} then assumes {severity})",
            rows=rows_in_words(pack, asked.interviews, households),
            rule=indicator.indicator.key,
            severity=severity,
        )
    elif indicator.is_of_place:
        sentence = msg(
            "{told} (rule {rule} gives {severity})",
            told=_told(pack, indicator, severity, asked),
            rule=indicator.indicator.key,
            severity=severity,
        )
    else:
        said_by = rows_in_words(pack, asked.interviews, households)
        sentence = _rule_sentence(pack, indicator, severity, shares, said_by, asked)
    assumed = int(np.sum(~decided & indicator.classes.known[rows]))
    if assumed and decided.any():
        sentence = _and(sentence, _assumed(assumed))
    return FiredRule(
        indicator.indicator.key,
        sentence,
        severity,
        share_reaching(shares, severity),
        pack.severity.area_share,
        _line_reaching(indicator.indicator.lines, severity).text,
        households,
        shares,
        rule.source,
        rule.status,
    )


def _decided(indicator: IndicatorSeverity, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Of which of these households a severity line decides, rather than the rule for missing
    answers.
    """
    decided = indicator.value.known if indicator.is_of_place else indicator.answered
    return decided[rows]


def _rule_sentence(
    pack: RulePack,
    indicator: IndicatorSeverity,
    severity: int,
    shares: tuple[float, ...],
    said_by: Message,
    asked: Asked,
) -> Message:
    """What share of households the rule catches, and the class that gives.

    A rule that gives its best class has caught fewer than it needs, and says of what.
    """
    rule, needed = indicator.indicator, pack.severity.area_share
    worse = [line.severity for line in rule.lines if line.severity > severity]
    is_best = severity <= min(line.severity for line in rule.lines)
    told = min(worse) if is_best and worse else severity
    share = share_reaching(shares, told)
    values = {
        "share": _percent(share, needed),
        "rows": said_by,
        "clause": _clause(pack, indicator, told, asked),
        "rule": rule.key,
        "severity": severity,
        "needed": _percent(needed),
    }
    if is_best and worse:
        return msg(
            "fewer than {needed} % of {rows} ({share} %): {clause} (rule {rule} gives {severity})",
            **values,
        )
    if worse and share_reaching(shares, min(worse)) >= needed - TOLERANCE:
        return msg(
            "{share} % of {rows}: {clause} (rule {rule} gives {severity} at most, needs"
            " {needed} %)",
            **values,
        )
    return msg(
        "{share} % of {rows}: {clause} (rule {rule} gives {severity}, needs {needed} %)",
        **values,
    )


def _line_reaching(lines: tuple[Line, ...], severity: int) -> Line:
    """The line whose test covers this class and all worse ones, when lines are ordered."""
    reaching = [line for line in lines if line.severity >= severity]
    return reaching[-1] if reaching else lines[-1]


def _assumed(n: int) -> Message:
    return msg_plural(
        "{n} of them did not answer and counts as the rule assumes",
        "{n} of them did not answer and count as the rule assumes",
        n=n,
    )


def _and(sentence: Message, more: Message) -> Message:
    return msg("{sentence}; {more}", sentence=sentence, more=more)


def _clause(pack: RulePack, indicator: IndicatorSeverity, severity: int, asked: Asked) -> Message:
    clause = clause_reaching(indicator.indicator, severity, pack.severity.in_need_from)
    if indicator.indicator.rule.reads_classes:
        reaching = _decided(indicator, asked.rows)
        reaching &= indicator.classes.values[asked.rows] >= severity
        cells = asked.cells(indicator.indicator, asked.rows[reaching])
        if cells is not None:
            clause = msg("{clause}; by its table: {cells}", clause=clause, cells=cells)
    roster = pack.form.rosters.get(indicator.indicator.rule.level)
    if roster is None:
        return clause
    return msg("at least one of “{roster}”: {clause}", roster=Text.of(roster.label), clause=clause)


def _told(pack: RulePack, indicator: IndicatorSeverity, severity: int, asked: Asked) -> Message:
    """What a rule of the place says: its line, its value, and how many rows that is made of."""
    row = int(asked.rows[0])
    compiled = indicator.indicator
    is_worse = severity > min(line.severity for line in compiled.lines)
    label = within_sentence(compiled.rule.label)
    clause = (
        _clause(pack, indicator, severity, asked)
        if is_worse
        else Message("{label}", (("label", label),))
    )
    # The class of a table is said already.
    is_class = compiled.rule.reads_classes
    value = None if is_class else value_in_words(compiled, indicator.value, row)
    made_of = asked.made_of(compiled.key)
    if made_of is not None and made_of[0] == HOUSEHOLDS:
        made_of = asked.interviews, made_of[1]
    if value is None or made_of is None:
        return clause if value is None else msg("{clause}: {value}", clause=clause, value=value)
    return msg(
        "{clause}: {value} among {rows}",
        clause=clause,
        value=value,
        rows=rows_in_words(pack, *made_of),
    )


def _who(pack: RulePack, site: Site, sector: str, severity: int) -> dict[str, object]:
    return {
        "sector": _label(pack, sector) if sector in pack.sectors else sector,
        "severity": severity,
        "site": site.name,
        "group": group_label(site.group),
    }


def _label(pack: RulePack, sector: str) -> Text:
    return Text.of(pack.sectors[sector].label)


def _percent(share: float, needed: float | None = None) -> float:
    """Whole per cent; with decimals where a whole number would pass what it falls short of."""
    for digits in (0, 1):
        percent = round_half_up(round_half_up(100 * share, 6), digits)
        if needed is None or share >= needed - TOLERANCE or percent < 100 * needed:
            return percent
    return math.floor(10_000 * share) / 100
