"""The run folder as a public contract: its files, and the columns of its tables.

Everything downstream reads these names; they change only with FORMAT_VERSION.
"""

from __future__ import annotations

FORMAT_VERSION = 5

_NEEDS = (
    "site_id", "group", "sector", "households", "people", "severity", "score",
    "people_in_need", "answered_share", "confidence", "rank", "rank_low", "rank_high",
    "severity_low", "severity_high", "people_in_need_low", "people_in_need_high",
)  # fmt: skip

TABLES: dict[str, tuple[str, ...]] = {
    "needs.csv": _NEEDS,
    "needs_together.csv": _NEEDS,
    "demands.csv": (
        "site_id", "group", "item", "unit", "quantity", "from_day", "due_day", "weight",
        "reason", "reason_fr", "entitlement", "survival_quantity", "households", "people",
        "last_day",
    ),
    "access.csv": (
        "origin", "site_id", "vehicle_class", "period_start", "period_end", "hours", "km",
        "cost", "risk", "open", "reason", "path", "reason_fr", "reason_code", "hours_back",
        "path_back",
        "km_back", "doubt", "extra_cost", "escorted", "day_starts", "day_hours",
    ),
    "deliveries.csv": (
        "day", "site_id", "item", "unit", "quantity", "origin", "vehicle_class", "trip_id",
        "tier", "group", "meets", "counts_as",
    ),
    "transfers.csv": (
        "day", "arrival_day", "from_depot", "to_depot", "item", "unit", "quantity",
        "vehicle_class", "trip_id", "handling_days", "expires_on",
    ),
    "trips.csv": (
        "trip_id", "day", "vehicle_class", "depot_id", "stops", "depart", "return", "km",
        "hours", "load_kg", "load_m3", "cost", "risk",
    ),
    "cash.csv": (
        "day", "site_id", "agent_id", "households", "amount", "currency", "fee", "group", "item",
    ),
    "unmet.csv": (
        "site_id", "group", "item", "quantity", "reason_code", "reason", "what_would_help",
        "reason_fr", "what_would_help_fr", "unit", "households", "people",
    ),
    "referrals.csv": (
        "site_id", "programme", "caseload", "unit", "urgency", "reason", "due_on", "group",
        "reason_fr",
    ),
    "alerts.csv": (
        "alert_id", "site_id", "shock", "state", "decision", "clock", "deadline", "days_left",
        "respond_by", "households", "households_from", "duplicate_of", "clause", "clause_fr",
        "next_step", "next_step_fr", "who", "who_fr",
    ),
}  # fmt: skip
"""Columns by table. Lists within a cell are joined by LIST_SEPARATOR."""

REPLAN_TABLES: dict[str, tuple[str, ...]] = {
    "in_force.csv": ("day", "site_id", "group", "item", "unit", "quantity"),
}
"""Columns of the tables that only a run which takes over from another has."""

LIST_SEPARATOR = " > "

FILES = (
    "run.json",
    "inputs.json",
    *TABLES,
    "traces.json",
    "sentences.json",
    "verification.json",
    "report.html",
    "plan.xlsx",
)
"""Every file of a run folder. inputs.json holds the scenario (no household answers) and the
rule pack as they were read, so that a run can be checked and replanned on its own."""
