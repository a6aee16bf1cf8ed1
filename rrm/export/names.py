"""What the codes of a run are called: places, items, sectors, vehicles, programmes."""

from __future__ import annotations

from dataclasses import dataclass, field

from rrm.model.language import Message, Text, msg
from rrm.model.rule_pack import ItemKind, RulePack
from rrm.model.run import Run
from rrm.model.scenario import Scenario

PlaceName = str | Message
"""A name that someone typed, or one with a word added to tell two places apart."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names of a run's codes; a code that nobody named stands for itself."""

    places: dict[str, PlaceName]
    items: dict[str, Text]
    units: dict[str, Text]
    kinds: dict[str, ItemKind]
    sectors: dict[str, Text]
    vehicle_classes: dict[str, Text]
    programmes: dict[str, Text]
    severities: dict[int, Text] = field(default_factory=dict)

    @classmethod
    def of(cls, run: Run) -> Names:
        """The names that a run's scenario and rule pack give."""
        pack = run.loaded.pack
        catalogue = pack.catalogue
        return cls(
            places=_places(run.loaded.scenario),
            items={code: Text.of(item.label or code) for code, item in catalogue.items()},
            units={code: Text.of(item.unit_label or item.unit) for code, item in catalogue.items()},
            kinds={code: item.kind for code, item in catalogue.items()},
            sectors={code: Text.of(sector.label or code) for code, sector in pack.sectors.items()},
            vehicle_classes={
                code: Text.of(rules.label or code) for code, rules in pack.access.classes.items()
            },
            programmes=_programmes(pack),
            severities={level: Text.of(words) for level, words in pack.severity.labels.items()},
        )

    def place(self, code: str) -> PlaceName:
        """A site, depot, water source, agent or node."""
        return self.places.get(code, code)

    def item(self, code: str) -> Text:
        """A line of the catalogue."""
        return self.items.get(code, Text.of(code))

    def unit(self, item: str) -> Text:
        """The unit that an item is counted in."""
        return self.units.get(item, Text.of(""))

    def kind(self, item: str) -> ItemKind:
        """Whether an item is goods, water or cash."""
        return self.kinds.get(item, ItemKind.GOODS)

    def sector(self, code: str) -> Text:
        """A sector of the rule pack."""
        return self.sectors.get(code, Text.of(code))

    def vehicle_class(self, code: str) -> Text:
        """A class of vehicles."""
        return self.vehicle_classes.get(code, Text.of(code))

    def programme(self, code: str) -> Text:
        """A regular programme that takes cases over."""
        return self.programmes.get(code, Text.of(code))

    def severity(self, level: int) -> Text:
        """A severity class in words."""
        return self.severities.get(level, Text.of(str(level)))


def _places(scenario: Scenario) -> dict[str, PlaceName]:
    nodes = {location.node_id: location.name for location in scenario.locations}
    return {
        **nodes,
        **{agent.agent_id: nodes.get(agent.node, agent.agent_id) for agent in scenario.cash_agents},
        **{
            source.source_id: nodes.get(source.node, source.source_id)
            for source in scenario.water_sources
        },
        **_depots(scenario),
        **{site.site_id: site.name for site in reversed(scenario.sites)},
    }


def _depots(scenario: Scenario) -> dict[str, PlaceName]:
    """Depots; one that carries the name of a site says that it is the depot there."""
    sites = {site.name.casefold() for site in scenario.sites}
    return {
        depot.depot_id: msg("{place}\N{NO-BREAK SPACE}(depot)", place=depot.name)
        if depot.name.casefold() in sites
        else depot.name
        for depot in scenario.depots
    }


def _programmes(pack: RulePack) -> dict[str, Text]:
    labels: dict[str, Text] = {}
    for code, rule in pack.referrals.items():
        labels.setdefault(rule.programme, Text.of(rule.label or code))
    return labels
