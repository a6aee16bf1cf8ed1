"""Two sites, two depots, a pump, an agent: a scenario and a rule pack that fit on a page.

Town (depot D1, where loads change vehicles, the pump at `well` 6 km off) and Rear (depot D2, 300 km of tar away). Site A,
displaced people, lies 41 km of laterite north of Town; site B, hosts, another 20 km of sand
further, where only the pickup goes. The scenario starts on 2022-04-18 and looks 10 days ahead.
"""

from __future__ import annotations

from typing import Any

from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Scenario

ROUTES = (
    {"from": "rear", "to": "town", "km": 300, "surface": "tar"},
    {"from": "town", "to": "north", "km": 41, "surface": "laterite", "risk": 0.01},
    {"from": "north", "to": "east", "km": 20, "surface": "sand", "risk": 0.02},
    {"from": "town", "to": "well", "km": 6, "surface": "laterite"},
    {"from": "well", "to": "north", "km": 38, "surface": "laterite", "risk": 0.01},
)
PICKUP, TRUCK, TANKER = "pickup_4x4", "truck_10t", "water_tanker"
PICKUP_ROW = {
    "vehicle_class": PICKUP, "depot_id": "D1", "count": 1, "payload_kg": 800, "volume_m3": 3,
    "hours_per_day": 10, "cost_per_km": 300, "hire_cost_per_day": 40000,
}  # fmt: skip
TRUCK_ROW = {
    "vehicle_class": TRUCK, "depot_id": "D1", "count": 1, "payload_kg": 10000, "volume_m3": 28,
    "hours_per_day": 10, "cost_per_km": 700, "hire_cost_per_day": 100000,
}  # fmt: skip
TANKER_ROW = {
    "vehicle_class": TANKER, "depot_id": "D1", "count": 1, "payload_kg": 8000, "volume_m3": 8,
    "hours_per_day": 10, "cost_per_km": 600, "hire_cost_per_day": 90000,
}  # fmt: skip

CHLORINE = {"depot_id": "D1", "item": "chlorine_hth", "quantity": 0.1}
"""Enough for the tanker, whatever other stock a test sets up."""


def small_scenario(**tables: Any) -> Scenario:
    """The scenario; tables given replace its own, chlorine apart."""
    rows: dict[str, Any] = {
        "settings": {
            "id": "small", "title": {"en": "Small scenario", "fr": "Petit scénario"},
            "country": "MLI", "start": "2022-04-18", "horizon_days": 10, "rules": "tiny",
            "budget": {"amount": 5_000_000, "currency": "XOF"},
            "least_share": 0.2,
        },
        "sites": (
            {"site_id": "A", "name": "Example site A", "lat": 15.36, "lon": 0, "households": 60,
             "people": 360, "group": "idp", "node": "north", "storage_m3": 5.4},
            {"site_id": "B", "name": "Example site B", "lat": 15.36, "lon": 0.18, "households": 40,
             "people": 240, "group": "host", "node": "east"},
        ),
        "depots": (
            {"depot_id": "D1", "name": "Town depot", "lat": 15, "lon": 0, "node": "town",
             "handling_capacity": 3000},
            {"depot_id": "D2", "name": "Rear depot", "lat": 13, "lon": -2, "node": "rear"},
        ),
        "stock": (
            {"depot_id": "D1", "item": "nfi_kit", "quantity": 45},
            {"depot_id": "D1", "item": "tarpaulin", "quantity": 20, "expires_on": "2022-04-18"},
            {"depot_id": "D2", "item": "nfi_kit", "quantity": 100},
        ),
        "pipeline": (
            {"depot_id": "D1", "item": "nfi_kit", "quantity": 10, "arrives_on": "2022-04-22"},
            {"depot_id": "D1", "item": "nfi_kit", "quantity": 500, "arrives_on": "2022-04-19",
             "certainty": "possible"},
        ),
        "vehicles": (PICKUP_ROW, TRUCK_ROW, {**TRUCK_ROW, "depot_id": "D2"}, TANKER_ROW),
        "teams": ({"team_id": "T1", "depot_id": "D1", "households_per_day": 60},),
        "water_sources": (
            {"source_id": "W1", "node": "well", "m3_per_day": 6, "chlorinated": False},
        ),
        "cash_agents": (
            {"agent_id": "C1", "node": "north", "liquidity_per_day": 1_500_000, "fee": 0.02,
             "currency": "XOF"},
        ),
        "markets": ({"node": "east", "functioning": "open", "capacity_per_week": 2_200_000},),
        "locations": tuple(
            {"node_id": node, "name": node.title(), "lat": lat, "lon": lon}
            for node, lat, lon in (
                ("rear", 13, -2), ("town", 15, 0), ("well", 15.05, 0), ("north", 15.36, 0),
                ("east", 15.36, 0.18),
            )
        ),
        "routes": ROUTES,
        "closures": (
            {"from": "north", "to": "east", "start": "2022-04-24", "end": "2022-04-25",
             "reason": "fighting"},
            {"from": "north", "to": "town", "start": "2022-04-20", "end": "2022-04-20",
             "certainty": "probable", "reason": "rumour"},
        ),
        "transhipments": (
            {"node": "town", "handling_hours": 6, "kg_per_day": 4000, "cost_per_t": 5000},
        ),
        "locks": ({"site_id": "B", "item": "nfi_kit", "at_least": 20, "reason": "promised"},),
    }  # fmt: skip
    made = {**rows, **tables}
    return Scenario.model_validate({**made, "stock": (*made["stock"], CHLORINE)})


def small_pack(**changes: Any) -> RulePack:
    """The rule pack; keys given replace its own."""
    cited = {"source": "book"}
    words = {"en": "words", "fr": "mots"}
    content: dict[str, Any] = {
        "id": "tiny", "version": "1.0.0", "title": {"en": "Tiny", "fr": "Petit"},
        "languages": ("en", "fr"), "lineage": (("root", "1.0.0"), ("tiny", "1.0.0")),
        "sources": {"book": {"title": "A book of standards"}},
        "form": {"questions": {}},
        "sectors": {
            "wash": {
                "sector": "wash", "label": words,
                "indicators": {
                    "water_per_person": {
                        "label": words, "value": "water / household_size",
                        "severity": {5: "below 3", 3: "below 15", 1: "otherwise"}, **cited,
                    },
                },
            },
        },
        "severity": {
            "labels": dict.fromkeys(range(1, 6), words), "area_share": 0.25, **cited,
            "confidence": {
                "A": {"answered_share": 0.8, "households": 30, "age_days": 15,
                      "household_interviews": True},
            },
        },
        "triggers": {
            "households_at_least": 50, "respond_within_days": 15, **cited,
            "profiles": {"displacement": {"label": words, "severity": {"wash": 4}, **cited}},
            "default_profile": "displacement",
        },
        "entitlements": {
            "severity_weight": {3: 1, 4: 2, 5: 4}, "minimum_host_share": 0.1, "entitlements": {},
            "group_parity": {"at_most": 0.1, "over": "plan", **cited},
            "lateness": {"loss_per_day": 0.01, "loss_per_day_after_due": 0.05, **cited},
        },
        "modality": {
            "agent_reach_km": 30, "market_reach_km": 30, "accepted": "cash_accepted_share",
            "accepted_at_least": 0.5, **cited,
        },
        "referrals": {},
        "catalogue": {
            "water": {"label": words, "kind": "water", "unit": "m3", "whole": False, "kg": 1000,
                      "m3": 1, "goes_with": {
                          "storage": {"item": "bladder", **cited},
                          "chlorine": {"item": "chlorine_hth", "dose_mg_per_l": 2.6,
                                       "active_share": 0.65, **cited},
                      }, **cited},
            "bladder": {"label": words, "kind": "goods", "unit": "tank", "kg": 120, "m3": 0.6,
                        "holds_m3": 10, **cited},
            "chlorine_hth": {"label": words, "kind": "goods", "unit": "kg", "whole": False,
                             "kg": 1, "m3": 0.001, **cited},
            "nfi_kit": {"label": words, "kind": "goods", "unit": "kit", "kg": 25, "m3": 0.11,
                        "unit_value": 50000, "currency": "XOF", **cited},
            "tarpaulin": {"label": words, "kind": "goods", "unit": "piece", "kg": 4.5, "m3": 0.02,
                          "unit_value": 12000, "currency": "XOF", **cited},
            "cash_transfer": {"label": words, "kind": "cash", "unit": "transfer",
                              "unit_value": 60000, "currency": "XOF", **cited},
        },
        "access": {
            "classes": {
                PICKUP: {
                    "label": words, "gross_t": 3, "load_hours": 0.5, "unload_hours": 0.5,
                    "speeds_kmh": {"tar": {"dry": 70}, "laterite": {"dry": 50},
                                   "sand": {"dry": 25}},
                },
                TRUCK: {
                    "label": words, "gross_t": 18, "load_hours": 1, "unload_hours": 1,
                    "max_trip_days": 3,
                    "speeds_kmh": {"tar": {"dry": 55}, "laterite": {"dry": 35}},
                },
                TANKER: {
                    "label": words, "gross_t": 16, "carries": "water", "load_hours": 0.5,
                    "unload_hours": 0.5,
                    "speeds_kmh": {"tar": {"dry": 45}, "laterite": {"dry": 28}},
                },
            },
            "river_season": {"from_day": "08-01", "to_day": "12-31", **cited},
            "day_starts": 6, "closure_risk": {"probable": 0.2, "possible": 0.05}, **cited,
            "risk_cap": {"cash": 0.1, "goods": 0.3, "water": 0.1, **cited},
        },
    }  # fmt: skip
    return RulePack.model_validate({**content, **changes})
