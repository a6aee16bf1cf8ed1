"""The second reading of a plan: all checks, in the order in which they are reported."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rrm.model.language import msg
from rrm.model.plan import TierResult
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.verdict import Check, Verdict
from rrm.verification import (
    alike,
    alongside,
    cash,
    changes,
    demands,
    expiry,
    floors,
    journeys,
    loads,
    locks,
    needs,
    references,
    risk,
    spending,
    stability,
    stock,
    teams,
    vehicles,
    water,
    ways,
)
from rrm.verification.filed import FiledRun
from rrm.verification.reading import read_run_folder
from rrm.verification.replay import Replay
from rrm.verification.tiers import tier_bounds_hold, tier_values_true

ROWS_CAN_BE_REPLAYED: tuple[Callable[[FiledRun], Check], ...] = (
    references.references_known,
    references.rows_once,
    references.demands_begin,
)
TRIPS_CAN_BE_REPLAYED: tuple[Callable[[FiledRun], Check], ...] = (
    references.stops_as_planned,
    references.times_in_order,
)
LAWS: tuple[Callable[[Replay], Check], ...] = (
    needs.scores_in_range,
    needs.overall_need_covers_sectors,
    needs.ranks_are_an_order,
    demands.quantities_positive,
    demands.whole_units,
    demands.units_as_catalogued,
    demands.demanded_and_in_time,
    demands.demands_not_exceeded,
    demands.nothing_counted_twice,
    demands.variants_as_catalogued,
    demands.unmet_adds_up,
    demands.unmet_has_reasons,
    loads.deliveries_travel,
    loads.transfers_travel,
    loads.trips_carry_something,
    loads.classes_carry_their_kind,
    loads.loads_as_filed,
    loads.payloads_kept,
    loads.volumes_kept,
    ways.ways_lead_there,
    ways.links_exist,
    ways.links_passable,
    ways.links_open,
    ways.escorts_kept,
    ways.ways_measured,
    journeys.trip_hours_full,
    journeys.trip_distances_full,
    journeys.trip_risks_full,
    journeys.arrivals_follow,
    risk.loads_below_the_cap,
    vehicles.working_days_kept,
    vehicles.curfews_kept,
    vehicles.trips_home_in_time,
    vehicles.enough_vehicles,
    water.yields_kept,
    water.tankers_drive_to_source,
    alongside.water_is_held,
    alongside.chlorine_suffices,
    stock.stocks_suffice,
    stock.handling_kept,
    expiry.batches_in_time,
    changes.changes_take_their_time,
    changes.changes_kept_to_a_day,
    teams.teams_suffice,
    cash.amounts_as_catalogued,
    cash.currencies_agree,
    cash.liquidity_kept,
    cash.agents_in_reach,
    risk.money_below_the_cap,
    cash.markets_take_up,
    spending.trip_costs_full,
    spending.budget_kept,
    spending.hosts_have_their_share,
    alike.groups_alike,
    locks.locks_kept,
    floors.floor_kept,
    stability.changes_within_limit,
)


def verify(folder: Path, tiers: Sequence[TierResult] | None = None) -> Verdict:
    """What a reader who distrusts the optimiser finds in a run folder.

    Reads inputs.json and the tables only, and replays the plan from them. The values of the
    plan's tiers are taken from `tiers`, else from run.json where there is one.
    Where tables can't be read, or speak of what doesn't exist, nothing is replayed: the verdict
    then holds only the checks that found it so.
    Raises BadInput (RRM-V001) where there is no such folder.
    """
    if not folder.is_dir():
        raise BadInput([_no_folder(folder)])
    run, checks = read_run_folder(folder)
    for gate in (ROWS_CAN_BE_REPLAYED, TRIPS_CAN_BE_REPLAYED):
        if run is not None and not any(check.offences for check in checks):
            checks = (*checks, *(law(run) for law in gate))
    if run is None or any(check.offences for check in checks):
        return Verdict(checks)
    replay = Replay(run)
    stated = tiers if tiers is not None else _filed_tiers(folder / "run.json")
    checks = (*checks, *(law(replay) for law in LAWS))
    values = (tier_values_true(replay, stated), tier_bounds_hold(replay, stated))
    return Verdict((*checks, *values))


def _filed_tiers(path: Path) -> tuple[TierResult, ...]:
    # A folder that is still being written has no run.json; then no value is stated yet.
    try:
        rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["tiers"]
        return tuple(_tier(row) for row in rows)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return ()


def _tier(row: dict[str, Any]) -> TierResult:
    return TierResult(
        tier=str(row["tier"]),
        value=_figure(row["value"]),
        best=_figure(row["best"]),
        bound=_figure(row["bound"]),
        gap=_figure(row["gap"]),
        tolerance=_figure(row["tolerance"]),
        unit=str(row["unit"]),
    )


def _figure(value: Any) -> float:  # noqa: ANN401 - whatever JSON holds
    # A figure without an end is null in JSON.
    return float("nan") if value is None else float(value)


def _no_folder(folder: Path) -> Problem:
    return Problem(
        "RRM-V001",
        Place(str(folder)),
        found=msg("there is no such folder"),
        allowed=msg("a run folder is needed"),
        remedy=msg("Give the folder that a run was written to."),
    )
