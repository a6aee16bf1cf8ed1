"""A lock as people write it: no less, no more, exactly so much, or never."""

from __future__ import annotations

from rrm.model.scenario import Lock, Quantity


class WrittenLock(Lock):
    """A row of the locks table.

    exactly: no less and no more. never: yes where nothing of the item may come.
    """

    exactly: Quantity | None = None
    never: bool | None = None

    @property
    def given(self) -> dict[str, float]:
        """Quantities that it gives, by column; none for `never`."""
        columns = {"exactly": self.exactly, "at_least": self.at_least, "at_most": self.at_most}
        return {name: quantity for name, quantity in columns.items() if quantity is not None}

    def meant(self) -> Lock:
        """What it comes to: at least, at most, or both; a lock without contradictions."""
        low, high = self.at_least, self.at_most
        if self.exactly is not None:
            low = high = self.exactly
        if self.never:
            low, high = None, 0.0
        return Lock(
            site_id=self.site_id,
            item=self.item,
            day=self.day,
            at_least=low,
            at_most=high,
            reason=self.reason,
            variants_count=self.variants_count,
        )
