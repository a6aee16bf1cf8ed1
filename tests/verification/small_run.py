"""A whole run of the small world, to be followed by hand, and its folder.

Everything is tight: D1 gives out all it has by day 5, and each unmet demand has a reason.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

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
from rrm.model.form import Assessment
from rrm.model.language import Message, msg
from rrm.model.needs import FiredRule, Needs, NeedScore, Trace
from rrm.model.plan import Delivery, Payment, Plan, TierResult, Transfer, Trip, Unmet
from rrm.model.problem import Place, Problem
from rrm.model.run import InputFile, Loaded, Options, Run
from rrm.model.verdict import Verdict
from rrm.store import draft_run
from rrm.verification import verdict_json, verify
from tests.verification.small_world import (
    PICKUP,
    TANKER,
    TRUCK,
    small_pack,
    small_scenario,
)


def small_run(**changes: Any) -> Run:
    """The run; fields given replace its own."""
    made: dict[str, Any] = {
        "loaded": Loaded(
            scenario=small_scenario(), pack=small_pack(), assessment=_no_answers(),
            files=(InputFile("small/scenario.yaml", "ab" * 32),),
            warnings=(_doubt(),),
        ),
        "options": Options(),
        "needs": Needs(_scores(), _traces(), together=_together()),
        "entitled": Entitled(_demands(), _modalities(), _referrals()),
        "access": AccessTable(_access()),
        "plan": replace(
            small_plan(),
            warnings=(msg("Site {site} was assessed {n} days ago", site="B", n=31),),
        ),
        "timings": (("score", 0.25), ("plan", 1.5)),
        "alerts": (_alert(),),
    }  # fmt: skip
    return Run(**{**made, **changes})


def _alert() -> AlertDecision:
    """An alert at site A that is to be answered within nine days."""
    deadline = small_scenario().settings.date_of(10)
    return AlertDecision(
        "alert-1", "A", "displacement", AlertState.ASSESSED, Decision.RESPOND,
        msg("{n} households", n=60), msg("Bring what is planned."), msg("RRM partner"),
        deadline, 9, Clock.GREEN, deadline, 60, HouseholdsFrom.ALERT,
    )  # fmt: skip


def small_plan(**changes: Any) -> Plan:
    """The plan; fields given replace its own."""
    shortfall = 0.7 + 6 * 2.7
    at_a = 0.5 * 18.2 + 2 * (45 * 1 + 10 * 0.96) + 1 * 20
    met = at_a + 1.5 * 40 * 0.98 + 3 * (20 * 0.99 + 15 * 0.98)
    worst_off = at_a / (0.5 * 10 * 5.4 + 2 * 60 + 1 * 20)
    made: dict[str, Any] = {
        "status": "optimal", "gap": 0.0, "bound": met,
        "tiers": (
            TierResult("survival_water", shortfall, shortfall, shortfall, 0.0, 0.0, "m3"),
            TierResult("needs_met", met, met, met, 0.0, 0.01, "weighted units"),
            TierResult("equity", worst_off, worst_off, worst_off, 0.0, 0.0, "share"),
            TierResult("cost", 1_000_000.0, 1_000_000.0, 990_000.0, 0.01, 0.0, "XOF"),
        ),
        "deliveries": _deliveries(), "transfers": _transfers(), "trips": _trips(),
        "payments": _payments(), "unmet": _unmet(),
    }  # fmt: skip
    return Plan(**{**made, **changes})


def write_small_run(
    root: Path, run: Run | None = None, started_at: datetime = datetime(2022, 4, 18, 8, tzinfo=UTC)
) -> Path:
    """Writes the run below `root`, checked as the journey checks it; returns its folder."""
    run = run or small_run()
    with draft_run(run, root, started_at) as draft:
        draft.write_tables()
        verdict = verify(draft.folder, run.plan.tiers)
        fill_draft(draft, verdict)
        return draft.publish(verdict, timings=(("verify", 0.125),))


def fill_draft(draft: Any, verdict: Verdict) -> None:
    """Adds what other rooms make: the verdict's file, a report and a workbook."""
    draft.add("verification.json", verdict_json(verdict))
    draft.add("report.html", "<!doctype html><title>report</title>\n")
    draft.add("plan.xlsx", b"PK\x03\x04 not a real workbook")


def _no_answers() -> Assessment:
    return Assessment((), (), (), (), np.zeros(0), {})


def _doubt() -> Problem:
    return Problem(
        "RRM-I099", Place("sites.csv", row=2), msg("a doubt"), msg("none is better"), msg("Look."),
        is_error=False,
    )  # fmt: skip


def _together() -> tuple[NeedScore, ...]:
    return tuple(replace(score, group="all") for score in _scores())


def _scores() -> tuple[NeedScore, ...]:
    def score(
        site: str, group: str, sector: str, severity: int, needy: int, rank: int
    ) -> NeedScore:
        households, people = (60, 360) if site == "A" else (40, 240)
        return NeedScore(
            site_id=site, group=group, sector=sector, households=households, people=people,
            severity=severity, score=20.0 * severity - 7.25, people_in_need=needy,
            answered_share=0.9, confidence="B", rank=rank, rank_low=1, rank_high=2,
            severity_low=severity, severity_high=severity,
            people_in_need_low=0, people_in_need_high=people,
        )  # fmt: skip

    return (
        score("A", "idp", "wash", 5, 300, 1),
        score("A", "idp", "shelter_nfi", 4, 320, 1),
        score("A", "idp", "overall", 5, 320, 1),
        score("B", "host", "wash", 2, 0, 2),
        score("B", "host", "shelter_nfi", 3, 200, 2),
        score("B", "host", "overall", 3, 200, 2),
    )


def _traces() -> tuple[Trace, ...]:
    rule = FiredRule(
        rule="wash.water_per_person", sentence=msg("{share} of {n} households", share=0.62, n=48),
        severity=5, share_reaching=0.625, needed=0.25, line="5: below 3", households=48,
        shares=(0.1, 0.1, 0.1, 0.075, 0.625), source="book", status="read",
    )  # fmt: skip
    return (Trace("A", "idp", "wash", 5, msg("Water is short"), (rule,)),)


def _modalities() -> tuple[ModalityChoice, ...]:
    return (ModalityChoice("B", "host", "cash", msg("the market works")),)


def _referrals() -> tuple[Referral, ...]:
    return (
        Referral("A", "idp", "shelter_settlements", 60, "households", 2, msg("beyond a first kit"),
                 date(2022, 5, 18)),
    )  # fmt: skip


def _demands() -> tuple[Demand, ...]:
    why = msg("Severity {n} in {sector}", n=5, sector="wash")

    def demand(site: str, group: str, item: str, unit: str, quantity: float, **rest: Any) -> Demand:
        people = 360 if site == "A" else 240
        made = {"survival_quantity": 0.0, "from_day": 1, "due_day": 10, "people": people, **rest}
        return Demand(site, group, item, item, unit, quantity, reason=why, **made)

    return (
        demand("A", "idp", "water", "m3", 5.4, survival_quantity=2.7, weight=0.5, households=60),
        demand("A", "idp", "nfi_kit", "kit", 60.0, weight=2.0, households=60),
        demand("A", "idp", "tarpaulin", "piece", 20.0, weight=1.0, households=20),
        demand("B", "host", "nfi_kit", "kit", 40.0, weight=1.5, households=40),
        demand("B", "host", "cash_transfer", "transfer", 40.0, weight=3.0, households=40),
    )


def _way(origin: str, to: str, by: str, days: tuple[int, int], hours: float, km: float,
         risk: float, *path: str, doubt: float = 0.0) -> Access:  # fmt: skip
    return Access(
        origin=origin, destination=to, vehicle_class=by, period_start=days[0], period_end=days[1],
        hours=hours, hours_back=hours, km=km, cost=0.0, risk=risk, open=True, reason_code="open",
        reason=None, path=path, path_back=path[::-1], km_back=km, doubt=doubt, day_starts=6.0,
        day_hours=18.0,
    )  # fmt: skip


def _access() -> tuple[Access, ...]:
    to_b = 41 / 50 + 20 / 25
    doubtful = 1 - 0.99 * 0.8
    return (
        _way("D1", "A", TRUCK, (1, 2), 41 / 35, 41, 0.01, "town", "north"),
        _way("D1", "A", TRUCK, (3, 3), 41 / 35, 41, doubtful, "town", "north", doubt=0.2),
        _way("D1", "A", TRUCK, (4, 10), 41 / 35, 41, 0.01, "town", "north"),
        _way("D1", "B", PICKUP, (1, 2), to_b, 61, 1 - 0.99 * 0.98, "town", "north", "east"),
        _way(
            "D1",
            "B",
            PICKUP,
            (3, 3),
            to_b,
            61,
            1 - 0.99 * 0.8 * 0.98,
            "town",
            "north",
            "east",
            doubt=0.2,
        ),
        _way("D1", "B", PICKUP, (4, 6), to_b, 61, 1 - 0.99 * 0.98, "town", "north", "east"),
        Access("D1", "B", PICKUP, 7, 8, 0, 0, 0, 0, 0, False, "closed", msg("closed: fighting")),
        _way("D2", "D1", TRUCK, (1, 10), 300 / 55, 300, 0.0, "rear", "town"),
        _way("D1", "D2", TRUCK, (1, 10), 300 / 55, 300, 0.0, "town", "rear"),
        _way("D1", "W1", TANKER, (1, 10), 6 / 28, 6, 0.0, "town", "well"),
        _way("W1", "A", TANKER, (1, 10), 38 / 28, 38, 0.01, "well", "north"),
    )


def _deliveries() -> tuple[Delivery, ...]:
    def goods(day: int, site: str, item: str, quantity: float, by: str, trip: str) -> Delivery:
        group, unit = ("idp" if site == "A" else "host"), {"nfi_kit": "kit"}.get(item, "piece")
        return Delivery(day, site, group, item, unit, quantity, "D1", by, trip, "needs_met")

    def water(day: int, m3: float, trip: str) -> Delivery:
        return Delivery(day, "A", "idp", "water", "m3", m3, "W1", TANKER, trip, "survival_water")

    return (
        goods(1, "A", "nfi_kit", 45.0, TRUCK, "T01"),
        goods(1, "A", "tarpaulin", 20.0, TRUCK, "T01"),
        goods(3, "B", "nfi_kit", 20.0, PICKUP, "T03"),
        goods(3, "B", "nfi_kit", 20.0, PICKUP, "T04"),
        goods(5, "A", "nfi_kit", 10.0, TRUCK, "T05"),
        water(1, 4.0, "T06"),
        water(1, 1.4, "T07"),
        water(2, 5.4, "T08"),
        water(3, 5.4, "T09"),
        water(4, 2.0, "T10"),
    )


def _transfers() -> tuple[Transfer, ...]:
    return (Transfer(1, 1, "D2", "D1", "nfi_kit", "kit", 40.0, TRUCK, "T02"),)


def _trips() -> tuple[Trip, ...]:
    to_a, to_b, to_d1 = 2 + 2 * 41 / 35, 1 + 2 * (41 / 50 + 20 / 25), 2 + 2 * 300 / 55
    cycle, drives = 1 + 2 * 38 / 28, 2 * 6 / 28

    def trip(
        name: str, day: int, by: str, depot: str, stops: tuple[str, ...], times: tuple[str, str],
        km: float, hours: float, kg: float, m3: float, hire: float, risk: float,
        doubt: float = 0.0,
    ) -> Trip:  # fmt: skip
        rate = {PICKUP: 300, TRUCK: 700, TANKER: 600}[by] * (1 + doubt)
        depart, back = times
        return Trip(
            name, day, by, depot, stops, depart, back, km, hours, kg, m3, km * rate + hire, risk
        )

    a, w, doubtful = 1 - 0.99**2, ("W1", "A"), 1 - (0.99 * 0.8 * 0.98) ** 2
    return (
        trip("T01", 1, TRUCK, "D1", ("A",), _times(18, "06:00", "10:21"), 82, to_a,
             1215, 5.35, 1e5, a),
        trip("T02", 1, TRUCK, "D2", ("D1",), ("2022-04-18T06:00", "2022-04-19T08:55"), 600, to_d1,
             1000, 4.4, 2e5 + 5000, 0),
        trip("T03", 3, PICKUP, "D1", ("B",), _times(20, "06:00", "10:15"), 122, to_b,
             500, 2.2, 4e4, doubtful, 0.2),
        trip("T04", 3, PICKUP, "D1", ("B",), _times(20, "10:15", "14:30"), 122, to_b,
             500, 2.2, 0, doubtful, 0.2),
        trip("T05", 5, TRUCK, "D1", ("A",), _times(22, "06:00", "10:21"), 82, to_a,
             250, 1.1, 1e5, a),
        trip("T06", 1, TANKER, "D1", w, _times(18, "06:00", "10:09"), 88, cycle + drives,
             4000, 4, 9e4, a),
        trip("T07", 1, TANKER, "D1", w, _times(18, "10:09", "13:52"), 76, cycle, 1400, 1.4, 0, a),
        trip("T08", 2, TANKER, "D1", w, _times(19, "06:00", "10:09"), 88, cycle + drives,
             5400, 5.4, 9e4, a),
        trip("T09", 3, TANKER, "D1", w, _times(20, "06:00", "10:09"), 88, cycle + drives,
             5400, 5.4, 9e4, a),
        trip("T10", 4, TANKER, "D1", w, _times(21, "06:00", "10:09"), 88, cycle + drives,
             2000, 2, 9e4, a),
    )  # fmt: skip


def _times(day_of_april: int, depart: str, back: str) -> tuple[str, str]:
    return (f"2022-04-{day_of_april}T{depart}", f"2022-04-{day_of_april}T{back}")


def _payments() -> tuple[Payment, ...]:
    def paid(day: int, households: int) -> Payment:
        amount = households * 60000.0
        return Payment(
            day, "B", "host", "cash_transfer", "C1", households, amount, "XOF", amount * 0.02
        )

    return (paid(2, 20), paid(3, 15))


def _unmet() -> tuple[Unmet, ...]:
    def unmet(
        site: str, group: str, item: str, unit: str, quantity: float, households: int, why: Message
    ) -> Unmet:
        people = households * 6
        return Unmet(
            site, group, item, unit, quantity, households, people, "no_stock", why,
            msg("one more day of supply"),
        )  # fmt: skip

    return (
        unmet("A", "idp", "water", "m3", 3.4 + 6 * 5.4, 60, msg("the tanker is gone by day 5")),
        unmet("A", "idp", "nfi_kit", "kit", 5.0, 5, msg("no kit is left in any depot")),
        unmet("B", "host", "cash_transfer", "transfer", 5.0, 5, msg("=the agent ran dry")),
    )
