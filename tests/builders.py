"""The smallest complete rule pack and scenario, written to disk; tests change what they test.

    from tests.builders import row, tiny_pack, tiny_scenario

    folder = tiny_scenario(tmp_path / "tiny")                       # runs as it is
    folder = tiny_scenario(tmp_path / "tiny", stock=[])             # a table with no rows
    folder = tiny_scenario(tmp_path / "tiny", closures=[row("closures", start="2022-04-20")])
    folder = tiny_scenario(tmp_path / "tiny", sites=[row("sites", households=0, people=0)])
    folder = tiny_scenario(tmp_path / "tiny", sites="site_id;name\\nA;Example\\n")   # raw text
    folder = tiny_scenario(tmp_path / "tiny", teams=None)           # no such file
    folder = tiny_scenario(tmp_path / "tiny", settings={"horizon_days": 5, "budget": None})

The geography: depot D1 at Town; 40 km of laterite to Site A (displaced, node `north`), from there
20 km of track to Site B (hosts, node `east`); the borehole, the agent and the market in Town.
The scenario starts on 2022-04-18 and looks 10 days ahead. The pack is called `tiny` and stands
in the scenario's own folder `rules/`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

Row = Mapping[str, object]

PACK_FILES: dict[str, str] = {
    "pack.yaml": """\
id: tiny
version: 1.0.0
title: {en: Tiny test pack, fr: Petit paquet d’essai}
languages: [en, fr]
sources:
  book: {title: A book of standards, year: 2018}
""",
    "form.yaml": """\
missing: ["", n/a, dont_know, "-99", "9999"]
questions:
  household_size:
    type: integer
    label: {en: People in the household, fr: Personnes dans le ménage}
    unit: person
    range: [1, 80]
    doubtful: [1, 25]
  water_litres_per_day:
    type: number
    label: {en: Litres of water collected yesterday, fr: Litres d’eau collectés hier}
    unit: L/day
    range: [0, 2000]
    doubtful: [0, 600]
  covered_area_m2:
    type: number
    label: {en: Square metres under a roof, fr: Mètres carrés couverts}
    unit: m2
    range: [0, 1000]
  meals_yesterday:
    type: integer
    label: {en: Meals eaten yesterday, fr: Repas pris hier}
    range: [0, 10]
  shelter_type:
    type: choice
    label: {en: Where the household sleeps, fr: Lieu où dort le ménage}
    choices:
      none: {en: in the open, fr: en plein air}
      makeshift: {en: makeshift shelter, fr: abri de fortune}
      house: {en: house, fr: maison}
  priority_needs:
    type: multiple
    label: {en: Most urgent needs, fr: Besoins les plus urgents}
    choices:
      water: {en: water, fr: eau}
      food: {en: food, fr: nourriture}
      shelter: {en: shelter, fr: abri}
  accepts_cash:
    type: boolean
    label: {en: Would take cash, fr: Accepterait de l’argent}
  arrived_on:
    type: date
    label: {en: Day of arrival, fr: Jour d’arrivée}
  remarks:
    type: text
    label: {en: Remarks, fr: Remarques}
  head_of_household_name:
    type: text
    label: {en: Name of the head of household, fr: Nom du chef de ménage}
    personal: true
""",
    "wash.yaml": """\
sector: wash
label: {en: Water, fr: Eau}
measures:
  water_short:
    label: {en: Water short of 15 litres a person a day, fr: Eau manquante sous 15 litres}
    unit: L/person/day
    value: max(0, 15 - water_per_person)
    source: book
  water_survival_short:
    label: {en: Water short of 7.5 litres a person a day, fr: Eau manquante sous 7,5 litres}
    unit: L/person/day
    value: max(0, 7.5 - water_per_person)
    source: book
indicators:
  water_per_person:
    label: {en: Water per person and day, fr: Eau par personne et par jour}
    unit: L/person/day
    value: water_litres_per_day / household_size
    severity:
      5: below 3
      4: below 7.5
      3: below 15
      2: below 20
      1: otherwise
    source: book chapter 2
""",
    "shelter_nfi.yaml": """\
sector: shelter_nfi
label: {en: Shelter and household items, fr: Abris et articles ménagers}
measures:
  cash_accepted_share:
    label: {en: Households that would take cash, fr: Ménages qui accepteraient de l’argent}
    unit: share
    value: accepts_cash
    source: book
indicators:
  covered_area:
    label: {en: Covered area per person, fr: Surface couverte par personne}
    unit: m2/person
    value: covered_area_m2 / household_size
    severity: {5: below 1, 4: below 2, 3: below 3.5, 1: otherwise}
    source: book chapter 3
""",
    "food_security.yaml": """\
sector: food_security
label: {en: Food security, fr: Sécurité alimentaire}
indicators:
  meals:
    label: {en: Meals yesterday, fr: Repas hier}
    value: meals_yesterday
    severity: {4: below 1, 3: below 2, 2: below 3, 1: otherwise}
    source: book chapter 4
""",
    "severity.yaml": """\
labels:
  1: {en: minimal, fr: minimale}
  2: {en: stress, fr: stress}
  3: {en: severe, fr: sévère}
  4: {en: extreme, fr: extrême}
  5: {en: catastrophic, fr: catastrophique}
area_share: 0.25
in_need_from: 3
sector: {method: worst_critical, non_critical_cap: 3}
overall: {method: max}
confidence:
  A: {answered_share: 0.8, households: 30, age_days: 15, household_interviews: true}
  B: {answered_share: 0.6, households: 15, age_days: 30, household_interviews: true}
  C: {answered_share: 0.3, households: 3, age_days: 60, household_interviews: false}
resampling: {draws: 50}
source: book
""",
    "triggers.yaml": """\
households_at_least: 50
respond_within_days: 15
profiles:
  displacement:
    label: {en: Displacement, fr: Déplacement}
    severity: {wash: 4, shelter_nfi: 4, food_security: 3}
    source: book
  flood:
    label: {en: Flood, fr: Inondation}
    severity: {wash: 3, shelter_nfi: 4, food_security: 2}
    source: book
default_profile: displacement
source: book
""",
    "entitlements.yaml": """\
severity_weight: {1: 0, 2: 0, 3: 1, 4: 2, 5: 4}
lateness: {loss_per_day: 0.01, loss_per_day_after_due: 0.05, source: book}
minimum_host_share: 0.1
entitlements:
  water:
    label: {en: Drinking water, fr: Eau potable}
    item: water
    sector: wash
    from_severity: 3
    covers: {idp: everyone, refugee: everyone, returnee: everyone, host: in_need}
    per: person_day
    amount: water_short
    survival_amount: water_survival_short
    if_unknown: 15
    survival_if_unknown: 7.5
    criticality: 3
    days: 14
    source: book
  nfi_kit:
    label: {en: Household kit, fr: Kit d’articles ménagers}
    item: nfi_kit
    sector: shelter_nfi
    from_severity: 3
    covers: {idp: everyone, refugee: everyone, returnee: everyone, host: in_need}
    per: household
    amount: 1
    if_unknown: 1
    criticality: 2
    source: book
  cash:
    label: {en: Cash for the household, fr: Argent pour le ménage}
    item: cash_transfer
    sector: food_security
    from_severity: 3
    covers: {idp: everyone, refugee: everyone, returnee: everyone, host: in_need}
    modality: [cash, mixed]
    per: household
    amount: 1
    if_unknown: 1
    source: book
""",
    "modality.yaml": """\
agent_reach_km: 100
market_reach_km: 100
accepted: cash_accepted_share
accepted_at_least: 0.5
if_unknown: kind
source: book
""",
    "referrals.yaml": """\
referrals:
  shelter:
    programme: shelter_settlements
    label: {en: Shelter and settlements, fr: Abris et habitat}
    sector: shelter_nfi
    from_severity: 4
    unit: households
    urgency_days: 30
    reason: {en: Shelter beyond a first kit, fr: Abri au-delà d’un premier kit}
    source: book
""",
    "catalogue.yaml": """\
items:
  water:
    label: {en: Water, fr: Eau}
    kind: water
    unit: m3
    whole: false
    kg: 1000
    m3: 1
    source: book
  nfi_kit:
    label: {en: Household kit, fr: Kit d’articles ménagers}
    kind: goods
    unit: kit
    kg: 25
    m3: 0.11
    unit_value: 50000
    currency: XOF
    source: book
  tarpaulin:
    label: {en: Tarpaulin, fr: Bâche}
    kind: goods
    unit: piece
    kg: 4.5
    m3: 0.02
    unit_value: 12000
    currency: XOF
    source: book
  cash_transfer:
    label: {en: Cash transfer, fr: Transfert monétaire}
    kind: cash
    unit: transfer
    unit_value: 60000
    currency: XOF
    source: book
""",
    "access.yaml": """\
classes:
  pickup_4x4:
    label: {en: 4x4 pickup, fr: Pick-up 4x4}
    gross_t: 3
    speeds_kmh: {tar: {dry: 70, wet: 60}, laterite: {dry: 50, wet: 35}, track: {dry: 30, wet: 15}}
    load_hours: 0.5
    unload_hours: 0.5
  truck_10t:
    label: {en: 10 t truck, fr: Camion de 10 t}
    gross_t: 18
    speeds_kmh: {tar: {dry: 55, wet: 50}, laterite: {dry: 35, wet: 20}, track: {dry: 18}}
    load_hours: 1
    unload_hours: 1
    max_trip_days: 3
  water_tanker:
    label: {en: Water tanker, fr: Camion-citerne}
    carries: water
    gross_t: 16
    speeds_kmh: {tar: {dry: 45, wet: 45}, laterite: {dry: 28, wet: 15}, track: {dry: 15}}
    load_hours: 0.5
    unload_hours: 0.5
river_season: {from_day: "08-01", to_day: "12-31", source: book}
day_starts: 6
closure_risk: {probable: 0.2, possible: 0.05}
places: {outside_commune_km: 2, nearest_commune_km: 25, from_node_km: 25, source: book}
source: book
""",
}
"""The files of the pack `tiny` by name."""

SETTINGS: dict[str, object] = {
    "id": "tiny",
    "title": {"en": "Tiny scenario", "fr": "Petit scénario"},
    "country": "MLI",
    "start": "2022-04-18",
    "horizon_days": 10,
    "season": "dry",
    "rules": "tiny",
    "shocks": [{"shock": "displacement", "occurred_on": "2022-03-10", "place": "Town"}],
    "budget": {"amount": 30000000, "currency": "XOF"},
}
"""scenario.yaml of the tiny scenario."""

TABLES: dict[str, list[dict[str, object]]] = {
    "sites": [
        {
            "site_id": "A", "name": "Example site A", "lat": 15.36, "lon": 0.0,
            "households": 60, "people": 360, "group": "idp", "node": "north",
        },
        {
            "site_id": "B", "name": "Example site B", "lat": 15.36, "lon": 0.18,
            "households": 40, "people": 240, "group": "host", "node": "east",
        },
    ],
    "alerts": [
        {
            "alert_id": "alert-1", "site_id": "A", "shock": "displacement",
            "occurred_on": "2022-03-10", "reported_on": "2022-03-11",
            "verified_on": "2022-03-14", "households": 60, "source": "focal point",
        },
    ],
    "assistance": [
        {
            "site_id": "A", "group": "idp", "entitlement": "nfi_kit", "households": 10,
            "given_on": "2022-04-01", "source": "partner",
        },
    ],
    "depots": [
        {"depot_id": "D1", "name": "Town depot", "lat": 15.0, "lon": 0.0, "node": "town"},
    ],
    "stock": [
        {"depot_id": "D1", "item": "nfi_kit", "quantity": 45},
        {"depot_id": "D1", "item": "tarpaulin", "quantity": 100},
    ],
    "pipeline": [
        {"depot_id": "D1", "item": "nfi_kit", "quantity": 20, "arrives_on": "2022-04-22",
         "certainty": "certain"},
    ],
    "vehicles": [
        {
            "vehicle_class": "pickup_4x4", "depot_id": "D1", "count": 2, "payload_kg": 800,
            "volume_m3": 3, "hours_per_day": 10, "cost_per_km": 300, "hire_cost_per_day": 40000,
        },
        {
            "vehicle_class": "truck_10t", "depot_id": "D1", "count": 1, "payload_kg": 10000,
            "volume_m3": 28, "hours_per_day": 10, "cost_per_km": 700, "hire_cost_per_day": 100000,
        },
        {
            "vehicle_class": "water_tanker", "depot_id": "D1", "count": 1, "payload_kg": 8000,
            "volume_m3": 8, "hours_per_day": 10, "cost_per_km": 600, "hire_cost_per_day": 90000,
        },
    ],
    "teams": [{"team_id": "T1", "depot_id": "D1", "households_per_day": 80}],
    "water_sources": [
        {"source_id": "W1", "node": "town", "m3_per_day": 60, "treatment": "chlorine"},
    ],
    "cash_agents": [
        {"agent_id": "C1", "node": "town", "liquidity_per_day": 3000000, "fee": 0.02,
         "currency": "XOF"},
    ],
    "markets": [{"node": "town", "functioning": "open", "capacity_per_week": 20000000}],
    "locations": [
        {"node_id": "town", "name": "Town", "lat": 15.0, "lon": 0.0, "kind": "town"},
        {"node_id": "north", "name": "North", "lat": 15.36, "lon": 0.0, "kind": "village"},
        {"node_id": "east", "name": "East", "lat": 15.36, "lon": 0.18, "kind": "village"},
    ],
    "routes": [
        {"from": "town", "to": "north", "mode": "road", "km": 41, "surface": "laterite",
         "risk": 0.01},
        {"from": "north", "to": "east", "mode": "road", "km": 20, "surface": "track"},
    ],
    "closures": [
        {"from": "north", "to": "east", "start": "2022-04-24", "end": "2022-04-25",
         "classes": "truck_10t", "reason": "rain", "certainty": "certain"},
    ],
    "locks": [],
    "assessment": [
        {
            "site_id": site_id, "group": group, "household_id": f"{site_id}{number}",
            "interviewed_on": "2022-04-12", "respondent": "household", "household_size": size,
            "water_litres_per_day": litres, "covered_area_m2": area, "meals_yesterday": meals,
            "shelter_type": shelter, "priority_needs": needs, "accepts_cash": cash,
        }
        for site_id, group, number, size, litres, area, meals, shelter, needs, cash in (
            ("A", "idp", 1, 6, 15, 4, 1, "none", "water food", "yes"),
            ("A", "idp", 2, 8, 40, 10, 1, "makeshift", "shelter", "yes"),
            ("A", "idp", 3, 5, 30, 6, 2, "makeshift", "water", "no"),
            ("A", "idp", 4, 7, 20, 5, 1, "none", "water shelter", "yes"),
            ("A", "idp", 5, 4, 30, "", 2, "makeshift", "food", ""),
            ("B", "host", 1, 6, 90, 24, 3, "house", "food", "yes"),
            ("B", "host", 2, 7, 70, 30, 2, "house", "", "yes"),
            ("B", "host", 3, 5, "n/a", 20, 1, "house", "food", "no"),
        )
    ],
}  # fmt: skip
"""The tables of the tiny scenario, rows as dicts of column to cell."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "locks": ("site_id", "item", "day", "at_least", "at_most", "reason"),
}
"""Columns of tables that have no rows by themselves."""


def row(table: str, **changes: object) -> dict[str, object]:
    """The first row of a table of the tiny scenario, with changes; None leaves a cell out."""
    first = TABLES[table][0] if TABLES[table] else {}
    return {key: value for key, value in {**first, **changes}.items() if value is not None}


def tiny_pack(rules: Path, pack_id: str = "tiny", **files: str | None) -> Path:
    """Writes the pack below the folder `rules` and returns the pack's own folder.

    files: by file name without `.yaml`, the text to write instead, or None for no such file;
    names that the pack has not are added.
    """
    folder = rules / pack_id
    folder.mkdir(parents=True, exist_ok=True)
    texts: dict[str, str | None] = {
        **PACK_FILES,
        **{f"{name}.yaml": text for name, text in files.items()},
    }
    if "pack" not in files:
        texts["pack.yaml"] = PACK_FILES["pack.yaml"].replace("id: tiny", f"id: {pack_id}")
    for name, text in texts.items():
        if text is not None:
            (folder / name).write_text(text, encoding="utf-8")
    return folder


def tiny_scenario(
    folder: Path,
    settings: Mapping[str, object] | None = None,
    pack: Mapping[str, str | None] | None = None,
    **tables: Sequence[Row] | str | bytes | None,
) -> Path:
    """Writes the scenario to the folder, its pack to `rules/` within, and returns the folder.

    settings: keys of scenario.yaml to change; None leaves a key out.
    pack: files of the pack to change, as tiny_pack takes them.
    tables: by name, the rows or the raw content to write instead, or None for no such file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tiny_pack(folder / "rules", **(pack or {}))
    write_settings(folder, {**SETTINGS, **(settings or {})})
    for name, rows in {**TABLES, **tables}.items():
        if rows is not None:
            write_table(folder, name, rows)
    return folder


def write_settings(folder: Path, settings: Mapping[str, object]) -> None:
    """Writes scenario.yaml; keys whose value is None are left out."""
    import yaml

    folder.mkdir(parents=True, exist_ok=True)
    kept = {key: value for key, value in settings.items() if value is not None}
    text = yaml.safe_dump(kept, sort_keys=False, allow_unicode=True)
    (folder / "scenario.yaml").write_text(text, encoding="utf-8")


def write_table(folder: Path, name: str, rows: Sequence[Row] | str | bytes) -> None:
    """Writes one table as CSV: rows of column to cell, or content as it is."""
    path = folder / f"{name}.csv"
    if isinstance(rows, bytes):
        path.write_bytes(rows)
    elif isinstance(rows, str):
        path.write_text(rows, encoding="utf-8", newline="")
    else:
        path.write_text(as_csv(name, rows), encoding="utf-8", newline="")


def as_csv(name: str, rows: Sequence[Row]) -> str:
    """Rows as CSV text, with the columns that they use; the table's own where there is none."""
    known = [column for known_row in TABLES.get(name, []) for column in known_row]
    columns = list(dict.fromkeys(column for one in rows for column in one))
    columns = columns or list(dict.fromkeys(known)) or list(COLUMNS.get(name, ()))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
