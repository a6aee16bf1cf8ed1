"""Why a severity is what it is, as sentences with numbers."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from rrm.model.labels import group_label
from rrm.model.language import Message, Text, msg, msg_plural
from rrm.model.needs import FiredRule, Trace
from rrm.model.rounding import round_half_up, whole
from rrm.model.rule_pack import AlertProfile, RulePack
from rrm.model.scenario import Site
from rrm.scoring.household_severity import IndicatorSeverity, SectorSeverity
from rrm.scoring.severity_lines import Condition, Line, Options, line_in_words
from rrm.scoring.share_rule import (
    TOLERANCE,
    AreaSeverity,
    area_class,
    class_shares,
    share_reaching,
)

Asked = tuple[NDArray[np.int64], NDArray[np.float64]]
"""The households asked at a site: their rows, and their weights."""


def sector_trace(
    pack: RulePack, site: Site, area: AreaSeverity, sector: SectorSeverity, asked: Asked
) -> Trace:
    """The trace of an assessed sector: the indicator that decides first, then the others."""
    fired = [
        rule
        for indicator in sector.indicators
        if (rule := _fired(pack, site, indicator, asked)) is not None
    ]
    fired.sort(key=lambda rule: (-rule.severity, -rule.share_reaching, rule.rule))
    share = share_reaching(area.shares, area.severity)
    sentence = msg(
        "{sector} {severity} at {site} ({group}): {share} % of {n} households are in class"
        " {severity} or worse (needs {needed} %)",
        sector=Text.of(pack.sectors[area.sector].label),
        severity=area.severity,
        site=site.name,
        group=group_label(site.group),
        share=_percent(share),
        n=int(np.sum(sector.classes.known[asked[0]])),
        needed=_percent(pack.severity.area_share),
    )
    return Trace(site.site_id, site.group, area.sector, area.severity, sentence, tuple(fired))


def alert_trace(
    pack: RulePack, site: Site, sector: str, profile: AlertProfile, shock: str
) -> Trace:
    """The trace of a sector that nobody assessed: the alert's profile speaks."""
    severity = profile.severity[sector]
    sentence = msg(
        "{sector} {severity} at {site} ({group}): not assessed; assumed from the profile"
        ' "{profile}" (rule triggers.{shock}, confidence D)',
        sector=Text.of(pack.sectors[sector].label),
        severity=severity,
        site=site.name,
        group=group_label(site.group),
        profile=Text.of(profile.label),
        shock=shock,
    )
    rule = FiredRule(
        f"triggers.{shock}", sentence, severity, 0.0, 0.0, "", 0, (), profile.source, profile.status
    )
    return Trace(site.site_id, site.group, sector, severity, sentence, (rule,))


def overall_trace(pack: RulePack, site: Site, severity: int, classes: dict[str, int]) -> Trace:
    """The trace of the overall class: the method and the sectors it took."""
    worst = [name for name, number in classes.items() if number == max(classes.values())]
    sentence = msg(
        "Overall {severity} at {site} ({group}), by the method {method}; worst: {sectors}",
        severity=severity,
        site=site.name,
        group=group_label(site.group),
        method=pack.severity.overall.method,
        sectors=tuple(Text.of(pack.sectors[name].label) for name in worst),
    )
    return Trace(site.site_id, site.group, "overall", severity, sentence)


def _fired(
    pack: RulePack, site: Site, indicator: IndicatorSeverity, asked: Asked
) -> FiredRule | None:
    """One indicator's own area class and the share that makes it; None if nobody answered."""
    rows, weights = asked
    rule = indicator.indicator.rule
    needed = pack.severity.area_share
    classes = indicator.classes.values[rows]
    households = int(np.sum(indicator.classes.known[rows]))
    if households == 0:
        return None
    shares = class_shares(classes, weights)
    severity = area_class(shares, needed)
    if not rule.critical:
        severity = min(severity, pack.severity.sector.non_critical_cap)
    reaching = share_reaching(shares, severity)
    line = _line_reaching(indicator.indicator.lines, severity)
    sentence = msg(
        "{sector} {severity} at {site} ({group}): {share} % of {n} households, {label}: {line}"
        " (rule {rule}, needs {needed} %){step}",
        sector=Text.of(pack.sectors[indicator.indicator.sector].label),
        severity=severity,
        site=site.name,
        group=group_label(site.group),
        share=_percent(reaching),
        n=households,
        label=Text.of(rule.label),
        line=_words(indicator, line),
        rule=indicator.indicator.key,
        needed=_percent(needed),
        step=_one_class_down(severity, reaching, needed, households),
    )
    return FiredRule(
        indicator.indicator.key,
        sentence,
        severity,
        reaching,
        needed,
        line.text,
        households,
        shares,
        rule.source,
        rule.status,
    )


def _line_reaching(lines: tuple[Line, ...], severity: int) -> Line:
    """The line whose test covers this class and all worse ones, when lines are ordered."""
    reaching = [line for line in lines if line.severity >= severity]
    return reaching[-1] if reaching else lines[-1]


def _words(indicator: IndicatorSeverity, line: Line) -> Message:
    if isinstance(line.test, Options | Condition):
        return msg("class {severity} or worse", severity=line.severity)
    return line_in_words(line, indicator.indicator.rule.unit)


def _one_class_down(severity: int, share: float, needed: float, households: int) -> Message:
    """How many households would have to be better off for the class to fall by one."""
    if severity == 1:
        return Message("")
    surplus = (share - needed) * households
    fewer = math.floor(surplus + TOLERANCE) + 1
    return msg_plural(
        "; {lower} would take {n} household fewer in class {severity} or worse",
        "; {lower} would take {n} households fewer in class {severity} or worse",
        n=fewer,
        lower=severity - 1,
        severity=severity,
    )


def _percent(share: float) -> int:
    return whole(round_half_up(100 * share, 6))
