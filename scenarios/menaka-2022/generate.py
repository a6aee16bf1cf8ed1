"""Writes the tables of menaka-2022 from hand-chosen facts and a stated seed.

    python scenarios/menaka-2022/generate.py [folder]

Without a folder the tables beside this file are written again, byte by byte the same. Needs the
standard library only. scenario.yaml and README.md are written by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from generator import assessment, network, population, resources
from generator.tables import Row, write_table

TABLES: dict[str, tuple[Sequence[str], Callable[[], Iterable[Row]]]] = {
    "sites": (population.SITE_COLUMNS, population.sites),
    "alerts": (population.ALERT_COLUMNS, population.alerts),
    "assistance": (population.ASSISTANCE_COLUMNS, population.assistance),
    "assessment": (assessment.ASSESSMENT_COLUMNS, assessment.assessment),
    "depots": (resources.DEPOT_COLUMNS, resources.depots),
    "stock": (resources.STOCK_COLUMNS, resources.stock),
    "pipeline": (resources.PIPELINE_COLUMNS, resources.pipeline),
    "vehicles": (resources.VEHICLE_COLUMNS, resources.vehicles),
    "teams": (resources.TEAM_COLUMNS, resources.teams),
    "water_sources": (resources.WATER_SOURCE_COLUMNS, resources.water_sources),
    "cash_agents": (resources.CASH_AGENT_COLUMNS, resources.cash_agents),
    "markets": (resources.MARKET_COLUMNS, resources.markets),
    "locations": (network.LOCATION_COLUMNS, network.locations),
    "routes": (network.ROUTE_COLUMNS, network.routes),
    "closures": (network.CLOSURE_COLUMNS, network.closures),
}


def write_scenario(folder: Path) -> None:
    """All tables, each as <name>.csv in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (columns, rows) in TABLES.items():
        write_table(folder / f"{name}.csv", columns, rows())


if __name__ == "__main__":
    write_scenario(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
