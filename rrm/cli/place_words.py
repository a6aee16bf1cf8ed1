"""How places, vehicles and days are called on the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rrm.model.language import Message, Text, msg
from rrm.model.rule_pack import RulePack


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Names by id of depots, sites, sources and nodes; the pack's vehicles; the currency."""

    names: Mapping[str, str]
    pack: RulePack
    currency: str = ""

    def name(self, place: str) -> str:
        """What people call a place; its id where it has no name."""
        return self.names.get(place, place)

    def vehicle(self, vehicle_class: str) -> Text:
        """A vehicle class in the pack's words."""
        return Text.of(self.pack.access.classes[vehicle_class].label)

    def path(self, nodes: tuple[str, ...]) -> str:
        """Places in the order travelled."""
        return " > ".join(self.name(node) for node in nodes)

    def days(self, first: int, last: int) -> Message:
        """Days of the scenario, both included."""
        if first == last:
            return msg("day {day}", day=first)
        return msg("days {first}-{last}", first=first, last=last)

    def spells(self, spells: Sequence[tuple[int, int]]) -> Message:
        """Spells of days, first and last of each included: days 1-5, 9."""
        if len(spells) == 1:
            return self.days(*spells[0])
        each = (str(a) if a == b else f"{a}-{b}" for a, b in spells)
        return msg("days {days}", days=tuple(each))
