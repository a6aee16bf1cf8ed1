"""What the codes of the runs compared are called: the first run that knows a code names it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rrm.comparison.facts import RunFacts
from rrm.model.language import Text
from rrm.model.rule_pack import ItemKind


@dataclass(frozen=True, slots=True)
class Names:
    """Names of sites, items, sectors and vehicle classes; a code that nobody named is its own."""

    runs: Sequence[RunFacts]

    def site(self, code: str) -> str:
        """A site."""
        return next((run.sites[code] for run in self.runs if code in run.sites), code)

    def item(self, code: str) -> Text:
        """A line of the catalogue."""
        found = (run.pack.catalogue.get(code) for run in self.runs)
        return next((Text.of(item.label or code) for item in found if item), Text.of(code))

    def unit(self, code: str) -> Text:
        """What an item is counted in."""
        found = (run.pack.catalogue.get(code) for run in self.runs)
        return next((Text.of(item.unit_label or item.unit) for item in found if item), Text.of(""))

    def kind(self, code: str) -> ItemKind:
        """Whether an item is goods, water or cash."""
        return next(
            (run.kind(code) for run in self.runs if code in run.pack.catalogue), ItemKind.GOODS
        )

    def sector(self, code: str) -> Text:
        """A sector of the pack."""
        found = (run.pack.sectors.get(code) for run in self.runs)
        return next((Text.of(one.label or code) for one in found if one), Text.of(code))

    def vehicle_class(self, code: str) -> Text:
        """A class of vehicles."""
        found = (run.pack.access.classes.get(code) for run in self.runs)
        return next((Text.of(one.label or code) for one in found if one), Text.of(code))
