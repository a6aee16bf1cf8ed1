"""Which sites somebody has assessed, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rrm.model.form import Assessment


@dataclass(frozen=True, slots=True)
class Interviews:
    """The interviews at one site, all groups together; last_on: None where no day is known."""

    count: int
    last_on: date | None


def interviews_by_site(assessment: Assessment) -> dict[str, Interviews]:
    """Sites with interviews; a key informant's counts as one."""
    counts: dict[str, int] = {}
    last: dict[str, date] = {}
    for site_id, day in zip(assessment.site_ids, assessment.interviewed_on, strict=True):
        counts[site_id] = counts.get(site_id, 0) + 1
        if day is not None and (site_id not in last or day > last[site_id]):
            last[site_id] = day
    return {site_id: Interviews(n, last.get(site_id)) for site_id, n in counts.items()}
