"""Sites that no vehicle reaches for some days of the plan, why, and until when."""

from __future__ import annotations

from dataclasses import dataclass

from rrm.model.access import Access
from rrm.model.language import Message
from rrm.model.run import Run

# The reason that says most comes first: a closed road before a truck too heavy for it.
_TELLING_FIRST = (
    "no_escort", "closed", "too_long", "unconnected", "season", "load_limit", "no_surface",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClosedPeriod:
    """Days, both included, on which nothing that carries `carries` can get to a site.

    carries: goods, water, or both.
    lasts: whether it is still so at the end of the plan.
    """

    site_id: str
    carries: str
    from_day: int
    to_day: int
    lasts: bool
    reason: Message | None


def closed_periods(run: Run) -> tuple[ClosedPeriod, ...]:
    """Every closed period of every site, sites in the order of the scenario."""
    horizon = run.loaded.scenario.settings.horizon_days
    classes = run.loaded.pack.access.classes
    carries = {code: rules.carries for code, rules in classes.items()}
    periods: list[ClosedPeriod] = []
    for site_id in run.loaded.scenario.site_ids:
        rows = tuple(run.access.to(site_id))
        goods = tuple(row for row in rows if carries.get(row.vehicle_class) != "water")
        water = tuple(row for row in rows if carries.get(row.vehicle_class) == "water")
        of_goods = _periods(site_id, "goods", goods, horizon)
        of_water = _periods(site_id, "water", water, horizon)
        if _same_days(of_goods, of_water):
            periods += [_for_both(period) for period in of_goods]
        else:
            periods += of_goods + of_water
    return tuple(periods)


def _periods(
    site_id: str, carries: str, rows: tuple[Access, ...], horizon: int
) -> list[ClosedPeriod]:
    if not rows:
        return []
    periods: list[ClosedPeriod] = []
    for day in range(1, horizon + 1):
        on_day = [row for row in rows if row.period_start <= day <= row.period_end]
        if not on_day or any(row.open for row in on_day):
            continue
        reason = _most_telling(on_day)
        last = periods[-1] if periods else None
        if last is not None and last.to_day == day - 1 and last.reason == reason:
            periods.pop()
            from_day = last.from_day
        else:
            from_day = day
        periods.append(ClosedPeriod(site_id, carries, from_day, day, day == horizon, reason))
    return periods


def _most_telling(rows: list[Access]) -> Message | None:
    def order(row: Access) -> int:
        code = row.reason_code
        return _TELLING_FIRST.index(code) if code in _TELLING_FIRST else len(_TELLING_FIRST)

    return min(rows, key=order).reason


def _same_days(a: list[ClosedPeriod], b: list[ClosedPeriod]) -> bool:
    return bool(a) and [(p.from_day, p.to_day) for p in a] == [(p.from_day, p.to_day) for p in b]


def _for_both(period: ClosedPeriod) -> ClosedPeriod:
    return ClosedPeriod(
        period.site_id, "both", period.from_day, period.to_day, period.lasts, period.reason
    )
