"""Road networks of others as a scenario's places and links.

    files → source_files → lines with properties → ways (a mapping of roads says what they mean)
      → drawing (shared vertices, loose ends joined) → places put on it → stretches → links → tables

GeoJSON and GraphML need nothing more than the engine; GeoPackages and shapefiles the extra `geo`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rrm.names_on_demand import names_on_demand

if TYPE_CHECKING:
    from rrm.intake.network.account import Account, account_json
    from rrm.intake.network.own_network import MARK, POSITION, VERSION
    from rrm.intake.network.reading import (
        TOLERANCE_M,
        WITHIN_KM,
        NetworkReading,
        ReadingOptions,
        read_network,
    )
    from rrm.intake.network.road_mapping_reader import read_road_mapping, shipped_road_mappings
    from rrm.intake.network.written_tables import table_text, write_network

__all__ = [
    "MARK",
    "POSITION",
    "TOLERANCE_M",
    "VERSION",
    "WITHIN_KM",
    "Account",
    "NetworkReading",
    "ReadingOptions",
    "account_json",
    "read_network",
    "read_road_mapping",
    "shipped_road_mappings",
    "table_text",
    "write_network",
]

__getattr__ = names_on_demand(
    __name__,
    {
        "MARK": "own_network",
        "POSITION": "own_network",
        "TOLERANCE_M": "reading",
        "VERSION": "own_network",
        "WITHIN_KM": "reading",
        "Account": "account",
        "NetworkReading": "reading",
        "ReadingOptions": "reading",
        "account_json": "account",
        "read_network": "reading",
        "read_road_mapping": "road_mapping_reader",
        "shipped_road_mappings": "road_mapping_reader",
        "table_text": "written_tables",
        "write_network": "written_tables",
    },
)
