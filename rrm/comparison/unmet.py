"""Who is left without what in two runs, and for which reason."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.comparison.change import Change
from rrm.comparison.facts import RunFacts
from rrm.model.plan import Unmet


@dataclass(frozen=True, slots=True)
class UnmetChange:
    """A need that isn't met alike; None where a run meets it, or doesn't have it."""

    site_id: str
    group: str
    item: str
    before: Unmet | None
    after: Unmet | None

    @property
    def quantity(self) -> Change:
        """What is missing, in the item's unit."""
        return Change(*(one.quantity if one else 0.0 for one in (self.before, self.after)))

    @property
    def has_other_reason(self) -> bool:
        """Whether it is missing in both, for reasons that differ."""
        both = self.before is not None and self.after is not None
        return both and _code(self.before) != _code(self.after)

    @property
    def people(self) -> int:
        """People concerned in the run with more of them."""
        return max(one.people for one in (self.before, self.after) if one is not None)


def unmet_changes(before: RunFacts, after: RunFacts, sites: set[str]) -> tuple[UnmetChange, ...]:
    """What is missing in another quantity or for another reason at sites of both runs."""
    old, new = (
        {(one.site_id, one.group, one.item): one for one in run.unmet if one.site_id in sites}
        for run in (before, after)
    )
    changes = (UnmetChange(*key, old.get(key), new.get(key)) for key in sorted({*old, *new}))
    found = [one for one in changes if one.quantity.is_one or _code(one.before) != _code(one.after)]
    return tuple(sorted(found, key=lambda one: (-one.people, one.site_id, one.group, one.item)))


def _code(unmet: Unmet | None) -> str | None:
    return None if unmet is None else unmet.reason_code
