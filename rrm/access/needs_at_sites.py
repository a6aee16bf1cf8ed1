"""How much need a site stands for when ways to it are weighed against each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rrm.model.needs import OVERALL, Needs


@dataclass(frozen=True, slots=True)
class SiteNeed:
    """What a site counts: people in need, and the same weighted by how bad it is.

    people_in_need: over all groups of the site, from the overall rows of needs.csv.
    weighted: Σ over groups of people in need x score / 100, so that a person in the worst
    possible need counts one.
    """

    people_in_need: int = 0
    weighted: float = 0.0


NO_NEED = SiteNeed()
"""Of a site that scoring says nothing about."""


def needs_at_sites(needs: Needs) -> Mapping[str, SiteNeed]:
    """The need of each site, all its groups together."""
    found: dict[str, SiteNeed] = {}
    for score in needs.scores:
        if score.sector == OVERALL:
            before = found.get(score.site_id, NO_NEED)
            found[score.site_id] = SiteNeed(
                before.people_in_need + score.people_in_need,
                before.weighted + score.people_in_need * score.score / 100,
            )
    return found
