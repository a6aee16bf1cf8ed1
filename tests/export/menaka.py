"""A run to be shown: eight sites of the Ménaka case with a small plan worked out by hand.

Totals of displaced households follow the note of 25 April 2022 (3,079 in Ménaka cercle, 1,539 in
Inékar); their spread and everything else is made up for these tests. `a_run()` is the whole,
its parameters change what a test is about.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import numpy as np

from rrm.model.access import Access, AccessTable
from rrm.model.alert_decision import (
    AlertDecision,
    AlertState,
    Clock,
    Decision,
    HouseholdsFrom,
)
from rrm.model.demand import Demand, Entitled, ModalityChoice, Referral
from rrm.model.form import Assessment, Form
from rrm.model.language import Text, msg
from rrm.model.needs import ALL_GROUPS, WHOLE_SCENARIO, FiredRule, Needs, NeedScore, Trace
from rrm.model.plan import Delivery, Payment, Plan, TierResult, Transfer, Trip, Unmet
from rrm.model.problem import Place, Problem
from rrm.model.rule_pack import RulePack
from rrm.model.run import InputFile, Loaded, Options, Run
from rrm.model.scenario import Scenario
from rrm.model.verdict import Check, Verdict

START = date(2022, 4, 18)
NOTE = "Note on the humanitarian situation of the Ménaka region, 25 April 2022, ReliefWeb"

PLACES = {
    "menaka": ("Ménaka", 15.91498, 2.40166),
    "ibogolitene": ("Ibogolitene", 16.14531, 2.23142),
    "zambouritene": ("Zambouritene", 15.86151, 1.93860),
    "in-delimane": ("In Delimane", 15.86027, 1.51819),
    "tidermene": ("Tidermène", 16.61403, 2.42445),
    "inekar": ("Inékar", 15.93898, 3.15777),
    "ouaritoufoulout": ("Ouaritoufoulout", 16.21697, 3.15063),
    "anderamboukane": ("Andéramboukane", 15.42345, 3.02272),
    "gao": ("Gao", 16.26849, -0.05022),
    "ansongo": ("Ansongo", 15.66160, 0.50014),
    "bamako": ("Bamako", 12.64292, -8.00209),
}

SITES = (
    # site, group, households, people, overall, wash, shelter, food, confidence
    ("menaka", "idp", 1450, 8700, 4, 4, 4, 3, "A"),
    ("menaka", "host", 900, 5600, 3, 3, 2, 3, "B"),
    ("ibogolitene", "idp", 420, 2560, 5, 5, 4, 4, "B"),
    ("zambouritene", "idp", 610, 3720, 4, 4, 4, 4, "C"),
    ("in-delimane", "idp", 599, 3590, 5, 5, 5, 4, "D"),
    ("tidermene", "returnee", 180, 1090, 3, 3, 3, 3, "B"),
    ("inekar", "idp", 1110, 6720, 4, 3, 4, 4, "B"),
    ("inekar", "host", 400, 2450, 3, 2, 2, 3, "C"),
    ("ouaritoufoulout", "idp", 429, 2593, 5, 4, 5, 4, "B"),
    ("anderamboukane", "host", 350, 2100, 4, 3, 3, 4, "D"),
)

CLOSED_TO_END = frozenset({"in-delimane", "anderamboukane"})
WAY_KM = {"menaka": 2, "ibogolitene": 41, "zambouritene": 66, "in-delimane": 124, "tidermene": 78,
          "inekar": 115, "ouaritoufoulout": 156, "anderamboukane": 95}  # fmt: skip
OPENS_ON_DAY = {"ibogolitene": 8, "ouaritoufoulout": 10}


def a_run(
    language: str = "en",
    site_names: dict[str, str] | None = None,
    title: dict[str, str] | None = None,
    plan: Plan | None = None,
    horizon_days: int = 15,
    note: str = "",
) -> Run:
    """The run. site_names: by site id, what to call it instead."""
    scenario = a_scenario(site_names or {}, title, horizon_days, note)
    pack = a_pack()
    demands = _demands()
    return Run(
        loaded=Loaded(
            scenario=scenario,
            pack=pack,
            assessment=Assessment((), (), (), (), np.zeros(0), {}),
            files=(
                InputFile("menaka-2022/scenario.yaml", "ab12" * 16),
                InputFile("menaka-2022/sites.csv", "0f3c" * 16),
                InputFile("mali/catalogue.yaml", "77de" * 16),
            ),
            warnings=(
                Problem(
                    "RRM-I031",
                    Place("assessment.csv", row=212, column="water_litres_per_day"),
                    msg("found {value}", value=900),
                    msg("0-600 litres a day are usual"),
                    msg("Ask the team; the value is kept."),
                    is_error=False,
                ),
            ),
        ),
        options=Options(language=language, seed=7),
        needs=_needs(scenario, pack),
        entitled=Entitled(demands, _modalities(), _referrals(scenario)),
        access=_access(),
        plan=plan or a_plan(demands),
        timings=(("plan", 1.5),),
        alerts=_alerts(),
    )


def a_verdict(broken: bool = False) -> Verdict:
    """Twelve checks that hold, or of which one is broken."""
    labels = (
        msg("Stock is never overdrawn"), msg("Vehicles carry what they can"),
        msg("Vehicles work their hours"), msg("No trip passes a closed link"),
        msg("Kits are whole"), msg("Cash stays within liquidity and budget"),
        msg("Water comes by tanker, on its day"), msg("No demand is exceeded"),
        msg("Locks are kept"), msg("Nothing is delivered twice"),
        msg("Unmet is what is missing"), msg("Teams serve what they can"),
    )  # fmt: skip
    offender = msg("{site} on day {day}", site="Ménaka", day=3)
    return Verdict(
        tuple(
            Check(
                f"check_{number}", label, 20 + 7 * number,
                1 if broken and number == 2 else 0,
                offender if broken and number == 2 else None,
            )
            for number, label in enumerate(labels)
        )
    )  # fmt: skip


def a_scenario(
    site_names: dict[str, str], title: dict[str, str] | None, horizon_days: int, note: str
) -> Scenario:
    """The scenario, read as from a file."""
    return Scenario.model_validate(
        {
            "settings": {
                "id": "menaka-2022",
                "title": title or {"en": "Ménaka, April 2022", "fr": "Ménaka, avril 2022"},
                "country": "MLI",
                "start": START,
                "horizon_days": horizon_days,
                "rules": "mali",
                "budget": {"amount": 95e6, "currency": "XOF"},
                "notes": {
                    "en": note or "Totals by cercle are as reported; their spread is made up.",
                    "fr": note or "Les totaux par cercle sont ceux du rapport ; le reste est inventé.",
                },
                "sources": {
                    "sites": {
                        "reported": {"households": "3,079 in Ménaka and 1,539 in Inékar"},
                        "made_up": {"households": "the spread over places; all hosts"},
                        "source": NOTE,
                        "licence": "figures with their source",
                    },
                    "stock": {"made_up": {"all columns": "stocks are not public"}},
                },
                "reported_plan": [
                    {
                        "label": {
                            "en": "Food, household items and WASH planned in Ménaka cercle",
                            "fr": "Vivres, AME et EHA prévus dans le cercle de Ménaka",
                        },
                        "from_date": date(2022, 4, 27),
                        "to_date": date(2022, 4, 30),
                        "households": 2098,
                        "site_ids": ["menaka", "ibogolitene", "zambouritene", "in-delimane"],
                        "source": NOTE,
                    }
                ],
            },
            "sites": [
                {
                    "site_id": site, "name": site_names.get(site, PLACES[site][0]),
                    "lat": PLACES[site][1], "lon": PLACES[site][2], "households": households,
                    "people": people, "group": group, "node": site,
                }
                for site, group, households, people, *_ in SITES
            ],
            "assistance": [
                {
                    "site_id": "menaka", "group": "idp", "entitlement": "nfi_kit",
                    "households": 981, "given_on": date(2022, 4, 10), "source": NOTE,
                }
            ],
            "depots": [
                {
                    "depot_id": f"depot-{node}", "name": PLACES[node][0], "lat": PLACES[node][1],
                    "lon": PLACES[node][2], "node": node,
                }
                for node in ("menaka", "gao", "bamako")
            ],
            "vehicles": [
                {
                    "vehicle_class": code, "depot_id": depot, "count": count, "payload_kg": kg,
                    "volume_m3": m3, "hours_per_day": 10, "cost_per_km": cost,
                }
                for code, depot, count, kg, m3, cost in (
                    ("pickup_4x4", "depot-menaka", 3, 800, 3, 350),
                    ("truck_6x6", "depot-menaka", 2, 8000, 24, 1100),
                    ("water_tanker", "depot-menaka", 2, 10000, 10, 1000),
                    ("truck_10t", "depot-gao", 2, 10000, 28, 900),
                    ("pinasse", "depot-gao", 1, 20000, 60, 700),
                )
            ],
            "water_sources": [{"source_id": "menaka-boreholes", "node": "menaka", "m3_per_day": 110}],
            "cash_agents": [
                {
                    "agent_id": "menaka-mobile-money", "node": "menaka",
                    "liquidity_per_day": 4e6, "fee": 0.02, "currency": "XOF",
                }
            ],
            "locations": [
                {"node_id": node, "name": name, "lat": lat, "lon": lon}
                for node, (name, lat, lon) in PLACES.items()
            ],
            "routes": [
                {"from": a, "to": b, "km": km, "surface": surface, "mode": mode}
                for a, b, km, surface, mode in (
                    ("gao", "ansongo", 95, "laterite", "road"),
                    ("gao", "ansongo", 105, "river", "river"),
                    ("ansongo", "menaka", 220, "track", "road"),
                    ("menaka", "tidermene", 78, "track", "road"),
                    ("menaka", "inekar", 115, "track", "road"),
                    ("menaka", "anderamboukane", 95, "track", "road"),
                    ("inekar", "anderamboukane", 83, "track", "road"),
                    ("menaka", "ibogolitene", 41, "track", "road"),
                    ("menaka", "zambouritene", 66, "track", "road"),
                    ("zambouritene", "in-delimane", 58, "sand", "road"),
                    ("inekar", "ouaritoufoulout", 41, "track", "road"),
                )
            ],
            "closures": [
                {"from": a, "to": b, "start": START, "end": end, "classes": classes,
                 "reason": reason, "certainty": certainty}
                for a, b, end, classes, reason, certainty in (
                    ("menaka", "ibogolitene", date(2022, 4, 24), (),
                     "passage promised to the elders from 25 April", "certain"),
                    ("menaka", "zambouritene", None, ("truck_6x6", "truck_10t", "water_tanker"),
                     "trucks are turned back, light vehicles pass", "certain"),
                    ("zambouritene", "in-delimane", None, (), "no passage agreed", "certain"),
                    ("menaka", "anderamboukane", None, (), "no passage agreed", "certain"),
                    ("inekar", "anderamboukane", None, (), "no passage agreed", "certain"),
                    ("inekar", "ouaritoufoulout", date(2022, 4, 26), (),
                     "expected to ease after 26 April", "certain"),
                    ("ansongo", "menaka", None, ("truck_10t",), "mines suspected", "possible"),
                )
            ],
        }
    )  # fmt: skip


def a_pack() -> RulePack:
    """A small rule pack with what a report prints."""

    def words(en: str, fr: str) -> dict[str, str]:
        return {"en": en, "fr": fr}

    def vehicle(en: str, fr: str, mode: str = "road", carries: str = "goods") -> dict[str, object]:
        speeds = {s: {"dry": 22} for s in ("laterite", "track", "sand")}
        if en.startswith("10"):
            del speeds["sand"]
        if mode == "river":
            speeds = {"river": {"dry": 10}}
        return {"label": words(en, fr), "mode": mode, "carries": carries, "speeds_kmh": speeds,
                "load_hours": 1, "unload_hours": 1, "max_trip_days": 4}  # fmt: skip

    def sector(code: str, label: dict[str, str], key: str, indicator: dict[str, str],
               cuts: dict[int, str]) -> dict[str, object]:  # fmt: skip
        return {
            "sector": code, "label": label,
            "indicators": {key: {"label": indicator, "value": key, "severity": cuts,
                                 "source": "sphere-2018", "status": "read"}},
        }  # fmt: skip

    def entitlement(label: dict[str, str], item: str, sector: str, per: str, amount: str,
                    criticality: int) -> dict[str, object]:  # fmt: skip
        return {"label": label, "item": item, "sector": sector, "from_severity": 3,
                "covers": {"idp": "everyone", "refugee": "everyone", "returnee": "everyone",
                           "host": "in_need"}, "per": per, "amount": amount, "if_unknown": 1,
                "criticality": criticality, "source": "our proposal", "status": "proposed",
                "valid_for": "Mali 2022"}  # fmt: skip

    return RulePack.model_validate(
        {
            "id": "mali", "version": "1.0.0", "title": words("Mali", "Mali"),
            "languages": ("en", "fr"),
            "lineage": (("sphere", "1.0.0"), ("sahel", "1.0.0"), ("mali", "1.0.0")),
            "sources": {"sphere-2018": {"title": "Sphere Handbook", "year": 2018}},
            "form": Form(questions={}),
            "sectors": {
                "wash": sector("wash", words("WASH", "EHA"), "water_per_person",
                               words("Water collected per person per day",
                                     "Eau collectée par personne et par jour"),
                               {5: "below 3", 4: "below 7.5", 3: "below 15", 2: "below 20",
                                1: "otherwise"}),
                "shelter_nfi": sector("shelter_nfi",
                                      words("Shelter and household items",
                                            "Abris et articles ménagers"), "nfi_score",
                                      words("Household items missing", "Articles manquants"),
                                      {5: "4.5 or more", 4: "4 or more", 3: "3 or more",
                                       1: "otherwise"}),
                "food_security": sector("food_security",
                                        words("Food security", "Sécurité alimentaire"), "fcs",
                                        words("Food consumption score",
                                              "Score de consommation alimentaire"),
                                        {4: "at most 21", 3: "at most 35", 1: "otherwise"}),
            },
            "severity": {
                "labels": {1: words("none or minimal", "nulle ou minime"),
                           2: words("stress", "stress"), 3: words("severe", "sévère"),
                           4: words("extreme", "extrême"),
                           5: words("catastrophic", "catastrophique")},
                "area_share": 0.25, "source": "jiaf-1.1", "status": "standard",
                "confidence": {g: {"answered_share": 0.5, "households": 10, "age_days": 30,
                                   "household_interviews": True} for g in "ABC"},
            },
            "triggers": {
                "households_at_least": 50, "respond_within_days": 15, "source": "ours",
                "default_profile": "armed_attack",
                "profiles": {"armed_attack": {
                    "label": words("Armed attack", "Attaque armée"), "source": "our proposal",
                    "severity": {"wash": 4, "shelter_nfi": 4, "food_security": 3}}},
            },
            "entitlements": {
                "severity_weight": {1: 0, 2: 0, 3: 1, 4: 2, 5: 4},
                "lateness": {"loss_per_day": 0.01, "loss_per_day_after_due": 0.05,
                             "source": "our proposal"},
                "entitlements": {
                    "water": entitlement(words("Drinking water", "Eau potable"), "water", "wash",
                                         "person_day", "15", 3),
                    "nfi_kit": entitlement(words("Household items", "Articles ménagers"),
                                           "nfi_kit", "shelter_nfi", "household", "1", 2),
                    "cash": entitlement(words("Multipurpose cash", "Transfert monétaire"), "cash",
                                        "food_security", "household", "1", 1),
                },
            },
            "modality": {"agent_reach_km": 60, "market_reach_km": 60, "accepted": "accepts",
                         "accepted_at_least": 0.5, "source": "ours"},
            "referrals": {
                code: {"programme": code, "label": label, "sector": "wash", "from_severity": 4,
                       "urgency_days": 30, "source": "ours", "reason": label}
                for code, label in (
                    ("shelter", words("Shelter and settlements", "Abris et habitat")),
                    ("livelihoods", words("Livelihoods and food security",
                                          "Moyens d’existence et sécurité alimentaire")),
                )
            },
            "catalogue": {
                "water": {"label": words("Water", "Eau"), "kind": "water", "unit": "m3",
                          "unit_label": words("m³", "m³"), "whole": False, "kg": 1000, "m3": 1,
                          "source": "sphere-2018", "status": "standard"},
                "nfi_kit": {"label": words("NFI kit", "Kit AME"), "kind": "goods", "unit": "kit",
                            "unit_label": words("kits", "kits"), "kg": 25, "m3": 0.11,
                            "unit_value": 55000, "currency": "XOF", "source": "typical, Sahel",
                            "valid_for": "Mali 2022"},
                "cash": {"label": words("Multipurpose cash", "Transfert monétaire"),
                         "kind": "cash", "unit": "transfer",
                         "unit_label": words("households", "ménages"), "unit_value": 90000,
                         "currency": "XOF", "source": "made up", "valid_for": "Mali 2022"},
            },
            "access": {
                "classes": {
                    "pickup_4x4": vehicle("4x4 pickup", "Pick-up 4x4"),
                    "truck_10t": vehicle("10 t truck", "Camion de 10 t"),
                    "truck_6x6": vehicle("6x6 truck", "Camion 6x6"),
                    "water_tanker": vehicle("Water tanker", "Camion-citerne", carries="water"),
                    "pinasse": vehicle("Pinasse", "Pinasse", mode="river"),
                },
                "river_season": {"from_day": "08-01", "to_day": "12-31", "source": "ours"},
                "day_starts": 6, "closure_risk": {"probable": 0.2}, "source": "typical, Sahel",
            },
        }
    )  # fmt: skip


def _needs(scenario: Scenario, pack: RulePack) -> Needs:
    scores, traces = [], []
    ordered = sorted(SITES, key=lambda s: (-s[4], -sum(s[5:8]), s[0]))
    for site, group, households, people, overall, *sectors_and_grade in SITES:
        grade = sectors_and_grade[-1]
        rank = 1 + [s[:2] for s in ordered].index((site, group))
        by_sector = dict(zip(pack.sectors, sectors_and_grade[:-1], strict=True))
        for code, severity in {"overall": overall, **by_sector}.items():
            in_need = int(people * (0.2 * severity if group != "host" else 0.35))
            scores.append(
                NeedScore(
                    site, group, code, households, people, severity, 18.5 * severity, in_need,
                    0.0 if grade == "D" else 0.82, grade, rank, max(1, rank - 2),
                    min(len(SITES), rank + 1), severity, min(5, severity + 1),
                    in_need // 2, people,
                )
            )  # fmt: skip
        name = scenario.site_name(site)
        traces.append(
            Trace(site, group, "overall", overall,
                  msg("Overall {severity} at {site}", severity=overall, site=name))
        )  # fmt: skip
        for code, severity in by_sector.items():
            sentence = msg(
                "{sector} {severity} at {site}: {share} % of {n} households are in this class "
                "or worse (needs {needed} %)",
                sector=Text.of(pack.sectors[code].label), severity=severity, site=name,
                share=41, n=48, needed=25,
            )  # fmt: skip
            key = next(iter(pack.sectors[code].indicators))
            rule = FiredRule(f"{code}.{key}", sentence, severity, 0.41, 0.25, "below 7.5", 48,
                             (0.1, 0.2, 0.29, 0.3, 0.11), "sphere-2018", "read")  # fmt: skip
            traces.append(Trace(site, group, code, severity, sentence, (rule,)))
    return Needs(tuple(scores), tuple(traces), together=_together(scores))


def _together(scores: list[NeedScore]) -> tuple[NeedScore, ...]:
    """Each site's groups as one, then all of them; the worst class stands for them."""
    places = [*dict.fromkeys(score.site_id for score in scores), WHOLE_SCENARIO]
    rows = []
    for rank, place in enumerate(places, start=1):
        for code in dict.fromkeys(score.sector for score in scores):
            groups = [
                score
                for score in scores
                if score.sector == code and place in (score.site_id, WHOLE_SCENARIO)
            ]
            severity = max(score.severity for score in groups)
            at = 1 if place == WHOLE_SCENARIO else rank
            rows.append(
                NeedScore(
                    place, ALL_GROUPS, code, sum(score.households for score in groups),
                    sum(score.people for score in groups), severity, 18.5 * severity,
                    sum(score.people_in_need for score in groups), 0.7,
                    max(score.confidence for score in groups), at, at, at, severity, severity,
                    0, sum(score.people for score in groups),
                )
            )  # fmt: skip
    return tuple(rows)


def _demands() -> tuple[Demand, ...]:
    demands = []
    for site, group, households, people, overall, wash, *_ in SITES:
        covered = int(households * 0.35) if group == "host" else households
        persons = int(people * 0.35) if group == "host" else people
        if wash >= 4:
            demands.append(
                Demand(site, group, "water", "water", "m3", round(persons * 0.011, 2),
                       round(persons * 0.0041, 2), 1, 14, 3.0, covered, persons,
                       msg("WASH severity {severity}", severity=wash))
            )  # fmt: skip
        item = "cash" if site == "menaka" and group == "host" else "nfi_kit"
        if site == "menaka" and group == "idp":
            covered -= 981
        demands.append(
            Demand(site, group, item, item, "transfer" if item == "cash" else "kit", covered, 0,
                   1, 15, 2.0, covered, persons, msg("Severity {severity}", severity=overall))
        )  # fmt: skip
    return tuple(demands)


def _modalities() -> tuple[ModalityChoice, ...]:
    return (ModalityChoice("menaka", "host", "cash", msg("The market works.")),)


def _alerts() -> tuple[AlertDecision, ...]:
    """One alert to answer, one overdue to verify, one that is too small."""
    who = Text.of({"en": "RRM partner of the zone", "fr": "Partenaire RRM de la zone"})

    def alert(site: str, decision: Decision, clock: Clock, days_left: int | None,
              households: int) -> AlertDecision:  # fmt: skip
        deadline = None if days_left is None else START + timedelta(days=days_left)
        return AlertDecision(
            f"MNK-{site}", site, "armed_attack", AlertState.VERIFIED, decision,
            msg("{n} households, below the {needed} that call for a response", n=households,
                needed=50),
            msg("Decide whether capacity is free."), who, deadline, days_left, clock,
            START + timedelta(days=9), households, HouseholdsFrom.ALERT,
        )  # fmt: skip

    return (
        alert("menaka", Decision.RESPOND, Clock.GREEN, 9, 3040),
        alert("in-delimane", Decision.VERIFY, Clock.OVERDUE, -12, 599),
        alert("tidermene", Decision.BELOW_THRESHOLD, Clock.NONE, None, 49),
    )


def _referrals(scenario: Scenario) -> tuple[Referral, ...]:
    return tuple(
        Referral(site, group, programme, people // 3, "people", 30,
                 msg("Severity {severity} ({site})", severity=overall,
                     site=scenario.site_name(site)), date(2022, 5, 18))
        for site, group, _, people, overall, *_ in SITES
        if overall >= 4
        for programme in ("shelter", "livelihoods")
    )  # fmt: skip


def _access() -> AccessTable:
    rows = []
    for site in dict.fromkeys(site for site, *_ in SITES):
        opens = OPENS_ON_DAY.get(site)
        periods = [(1, opens - 1, False), (opens, 15, True)] if opens else [(1, 15, True)]
        if site in CLOSED_TO_END:
            periods = [(1, 15, False)]
        for origin, code in (("depot-menaka", "pickup_4x4"), ("depot-menaka", "truck_6x6"),
                             ("menaka-boreholes", "water_tanker")):  # fmt: skip
            for first, last, is_open in periods:
                turned_back = site == "zambouritene" and code != "pickup_4x4"
                passes = is_open and not turned_back
                km = float(WAY_KM[site])
                reason = msg("The {vehicle} cannot get to {site}: the track is closed.",
                             vehicle=code, site=PLACES[site][0])  # fmt: skip
                rows.append(
                    Access(origin, site, code, first, last, km / 22 if passes else 0.0,
                           km / 22 if passes else 0.0, km if passes else 0.0, km * 2000, 0.05,
                           passes, "open" if passes else "closed", None if passes else reason)
                )  # fmt: skip
    return AccessTable(tuple(rows))


def a_plan(demands: tuple[Demand, ...]) -> Plan:
    """Kits by truck in order of the table until 1,500 are gone, water and cash beside them."""
    deliveries: list[Delivery] = []
    trips: list[Trip] = []
    unmet: list[Unmet] = []
    payments: list[Payment] = []
    kits_left, day = 2100.0, 1
    for demand in demands:
        if demand.item == "water":
            unmet += _bring_water(demand, deliveries, trips)
        elif demand.item == "cash":
            for pay_day in range(2, 8):
                households = min(44, demand.households - 44 * (pay_day - 2))
                payments.append(
                    Payment(pay_day, demand.site_id, demand.group, "cash", "menaka-mobile-money",
                            households, households * 90000.0, "XOF", households * 1800.0)
                )  # fmt: skip
            paid = sum(p.households for p in payments)
            unmet.append(
                _unmet(demand, demand.quantity - paid, demand.households - paid, "liquidity")
            )
        elif demand.site_id in CLOSED_TO_END:
            unmet.append(_unmet(demand, demand.quantity, demand.households, "no_access"))
        else:
            first = max(day, OPENS_ON_DAY.get(demand.site_id, 1))
            bring = min(kits_left, demand.quantity)
            kits_left -= bring
            _bring_kits(demand, bring, first, deliveries, trips)
            day = min(day + 1, 9)
            if bring < demand.quantity:
                short = demand.quantity - bring
                unmet.append(_unmet(demand, short, int(short), "no_stock"))
    transfers = (
        Transfer(1, 4, "depot-gao", "depot-menaka", "nfi_kit", "kit", 254, "truck_10t", "T900"),
        Transfer(1, 4, "depot-gao", "depot-menaka", "nfi_kit", "kit", 254, "truck_10t", "T901"),
    )
    trips += [
        Trip(code, 1, "truck_10t", "depot-gao", ("depot-menaka",), "2022-04-18T06:00",
             "2022-04-24T18:00", 630, 36, 6350, 27.9, 567000, 0.07)
        for code in ("T900", "T901")
    ]  # fmt: skip
    tiers = (
        TierResult("survival_water", 402.6, 402.6, 401.0, 0.004, 0.0, "m3"),
        TierResult("needs_met", 41250.0, 41520.0, 41560.0, 0.001, 0.01, "weighted people"),
        TierResult("equity", 0.318, 0.318, 0.3185, 0.0016, 0.01, "share"),
        TierResult("cost", 8912000.0, 8912000.0, 8880000.0, 0.0036, 0.0, "XOF"),
    )
    return Plan(
        "optimal", 0.001, 41560.0, tiers, tuple(deliveries), transfers, tuple(trips),
        tuple(payments), tuple(unmet),
        (
            msg("{n} sites are scored on the alert alone.", n=2),
            msg("Water by tanker to {site} has no successor yet.", site="Ménaka"),
        ),
    )  # fmt: skip


def at(day: int, hour: int) -> str:
    """A moment of the plan as ISO local time."""
    return datetime.combine(START + timedelta(days=day - 1), time(hour)).isoformat("T", "minutes")


def _bring_kits(
    demand: Demand, quantity: float, day: int, deliveries: list[Delivery], trips: list[Trip]
) -> None:
    vehicle, most = ("pickup_4x4", 27) if demand.site_id == "zambouritene" else ("truck_6x6", 218)
    while quantity > 0 and day <= 15:
        for _ in range(2):
            load = min(quantity, most)
            if load <= 0:
                break
            trip_id = f"T{len(trips) + 1:03d}"
            trips.append(
                Trip(trip_id, day, vehicle, "depot-menaka", (demand.site_id,),
                     at(day, 6), at(day, 16),
                     WAY_KM[demand.site_id] * 2.0, 9.5, load * 25, load * 0.11, 200000, 0.05)
            )  # fmt: skip
            deliveries.append(
                Delivery(day, demand.site_id, demand.group, "nfi_kit", "kit", load,
                         "depot-menaka", vehicle, trip_id, "needs_met")
            )  # fmt: skip
            quantity -= load
        day += 1


def _bring_water(demand: Demand, deliveries: list[Delivery], trips: list[Trip]) -> list[Unmet]:
    brought = 0.0
    reaches = demand.site_id not in CLOSED_TO_END | {"zambouritene"}
    for day in range(1, 15):
        if not reaches or day < OPENS_ON_DAY.get(demand.site_id, 1):
            continue
        rounds = 3 if demand.site_id == "menaka" else 1 + day % 2
        for _ in range(rounds):
            load = min(10.0, demand.quantity / rounds)
            trip_id = f"W{len(trips) + 1:03d}"
            trips.append(
                Trip(trip_id, day, "water_tanker", "depot-menaka",
                     ("menaka-boreholes", demand.site_id), at(day, 6), at(day, 12), WAY_KM[demand.site_id] * 2.0, 4, load * 1000,
                     load, 90000, 0.03)
            )  # fmt: skip
            deliveries.append(
                Delivery(day, demand.site_id, demand.group, "water", "m3", load,
                         "menaka-boreholes", "water_tanker", trip_id, "survival_water")
            )  # fmt: skip
            brought += load
    missing = demand.quantity * 14 - brought
    return [_unmet(demand, missing, demand.households, "fleet" if reaches else "no_access")]


_WHY = {
    "no_access": ("No vehicle reaches {site} before the end of the plan.",
                  "A passage agreed for light vehicles would serve {people} people."),
    "no_stock": ("The stock in reach is used up; {site} comes after sites in greater need.",
                 "{quantity} more kits in Ménaka by 24 April."),
    "liquidity": ("The agent has no more cash for {site}.",
                  "{quantity} households more with a second agent."),
    "fleet": ("The tankers have no hours left for {site}.",
              "One more tanker in Ménaka from the first day."),
}  # fmt: skip


def _unmet(demand: Demand, quantity: float, households: int, code: str) -> Unmet:
    why, would_help = _WHY[code]
    share = households / demand.households if demand.households else 0
    people = int(demand.people * min(1.0, share))
    values = {"site": PLACES[demand.site_id][0], "people": people, "quantity": quantity}
    return Unmet(
        demand.site_id, demand.group, demand.item, demand.unit, quantity, households, people,
        code, msg(why, **values), msg(would_help, **values),
    )  # fmt: skip
