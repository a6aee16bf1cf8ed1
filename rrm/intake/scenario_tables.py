"""The tables of a scenario folder: their names, rows and keys."""

from __future__ import annotations

from rrm.intake.table import TableSpec
from rrm.intake.written_lock import WrittenLock
from rrm.model import scenario as rows

TABLES: dict[str, TableSpec] = {
    spec.name: spec
    for spec in (
        TableSpec("sites", rows.Site, ("site_id", "group"), is_snapped=True),
        TableSpec("alerts", rows.Alert, ("alert_id",)),
        TableSpec("assistance", rows.Assistance, ("site_id", "group", "entitlement")),
        TableSpec("depots", rows.Depot, ("depot_id",), is_snapped=True),
        TableSpec("stock", rows.Stock, ("depot_id", "item", "expires_on")),
        TableSpec("pipeline", rows.Pipeline, ("depot_id", "item", "arrives_on", "expires_on")),
        TableSpec("vehicles", rows.Vehicle, ("vehicle_class", "depot_id", "from_day")),
        TableSpec("teams", rows.Team, ("team_id",)),
        TableSpec("water_sources", rows.WaterSource, ("source_id",), is_snapped=True),
        TableSpec("cash_agents", rows.CashAgent, ("agent_id",), is_snapped=True),
        TableSpec("markets", rows.Market, ("node",), is_snapped=True),
        TableSpec("locations", rows.Location, ("node_id",)),
        TableSpec("routes", rows.Route, ("from_node", "to_node", "mode")),
        TableSpec("closures", rows.Closure, ("from_node", "to_node", "start", "classes")),
        TableSpec("transhipments", rows.Transhipment, ("node",)),
        TableSpec("locks", WrittenLock, ("site_id", "item", "day")),
    )
}
"""By name. The key tells rows apart within a table, and which row another scenario replaces."""

ASSESSMENT = "assessment"
TABLE_NAMES = (*TABLES, ASSESSMENT)
