"""Alerts that are likely one: the same shock at the same site within a few days."""

from __future__ import annotations

from collections.abc import Sequence

from rrm.model.rule_pack import LikelyDuplicates
from rrm.model.scenario import Alert


def likely_duplicates(alerts: Sequence[Alert], rule: LikelyDuplicates | None) -> dict[str, Alert]:
    """By alert id, the alert that it is likely one with; none where the pack has no such rule.

    Kept is the one that has come furthest: a verified one before one that is not, then the one
    reported first, then the one that stands first in the table.
    Source: alerts of parallel mechanisms match by place, week and shock (Mali).
    """
    if rule is None:
        return {}
    kept: dict[tuple[str, str], list[Alert]] = {}
    found: dict[str, Alert] = {}
    for alert in sorted(alerts, key=lambda one: (one.verified_on is None, one.reported_on)):
        same = kept.setdefault((alert.site_id, alert.shock), [])
        twin = next((one for one in same if _days_apart(one, alert) <= rule.within_days), None)
        if twin is None:
            same.append(alert)
        else:
            found[alert.alert_id] = twin
    return found


def _days_apart(one: Alert, other: Alert) -> int:
    """Days between the two shocks where both are dated, else between the two reports."""
    if one.occurred_on is not None and other.occurred_on is not None:
        return abs((one.occurred_on - other.occurred_on).days)
    return abs((one.reported_on - other.reported_on).days)
