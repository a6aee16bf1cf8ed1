"""The floor is counted anew from the files, by code that shares nothing with the optimiser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rrm.allocation.attainable import attainable_value, due_in_reach
from rrm.allocation.programme import Case, programme
from rrm.allocation.variants import with_variants
from rrm.model.access import AccessTable
from rrm.model.rule_pack import RiskCap, Variant
from rrm.model.scenario import Route
from rrm.verification.attainable import attainable_values
from rrm.verification.attainable import due_in_reach as due_by_check
from rrm.verification.filed import FiledRun
from rrm.verification.floors import floor_kept, served_by_site
from rrm.verification.replay import Replay
from tests.allocation.tight_worlds import Tight, case_of
from tests.verification.small_run import small_run
from tests.verification.small_world import small_pack, small_scenario
from tests.verification.test_laws import verdict_on

ASKED = {
    ("A", "idp", "kit"): (6.0, 1.0),
    ("A", "host", "kit"): (2.0, 1.0),
    ("A", "idp", "water"): (3.0, 0.5),
    ("B", "idp", "kit"): (5.0, 2.0),
    ("B", "idp", "cash"): (4.0, 1.0),
    ("C", "idp", "soap"): (9.0, 0.3),
}
STOCK = {("D", "kit"): 4.0, ("E", "soap"): 3.0}


def with_roads(case: Case) -> Case:
    """The case with the roads that its distances and access rows stand for."""
    ends = {(row.origin, row.destination) for row in case.access.rows}
    routes = tuple(
        Route(from_node=start, to_node=end, km=10, surface="tar")
        for start, end in sorted(ends)
        if start in ("D", "E")
    )
    return replace(case, scenario=case.scenario.model_copy(update={"routes": routes}))


def replay_of(case: Case) -> Replay:
    return Replay(
        FiledRun(case.scenario, case.pack, (), case.demands, case.access, (), (), (), (), (), ())
    )


WORLDS = {
    "plenty": Tight(asked=ASKED, stock=STOCK),
    "nothing of an item": Tight(asked=ASKED, stock={("D", "kit"): 4.0}),
    "a site closed at first": Tight(asked=ASKED, stock=STOCK, closed={"A": (1,)}),
    "a site cut off": Tight(asked=ASKED, stock=STOCK, closed={"C": (1, 2, 3)}),
    "two days away": Tight(
        asked=ASKED, stock=STOCK, hours={("D", "B"): 7.0, ("E", "B"): 11.0, ("D", "A"): 12.0}
    ),
    "too far for a tanker": Tight(asked=ASKED, stock=STOCK, hours={("S", "A"): 6.0}),
    "no truck": Tight(asked=ASKED, stock=STOCK, trucks=(0, 0)),
    "no agent with money": Tight(asked=ASKED, stock=STOCK, liquidity=0.0),
}


@pytest.mark.parametrize("name", list(WORLDS))
def test_both_yardsticks_are_the_same(name: str) -> None:
    case = with_roads(case_of(WORLDS[name]))
    found = attainable_values(replay_of(case))
    engine = replace(case, demands=with_variants(case.pack, case.demands))
    assert found == pytest.approx(attainable_value(programme(engine)))
    due = due_by_check(replay_of(case))
    assert due == pytest.approx(due_in_reach(programme(engine)))


def test_a_floor_is_of_all_that_is_due_and_has_a_way_whether_or_not_it_is_there() -> None:
    none_of_it = WORLDS["nothing of an item"]
    assert due_by_check(replay_of(with_roads(case_of(none_of_it)))) == {
        "A": 3 * 60, "B": 2 * 60, "C": 60,
    }  # fmt: skip
    cut_off = with_roads(case_of(WORLDS["a site cut off"]))
    assert "C" not in due_by_check(replay_of(cut_off))


def test_a_stand_in_and_what_is_put_together_count_for_what_they_are_worth() -> None:
    case = with_roads(case_of(Tight(asked=ASKED, stock={("E", "soap"): 3.0})))
    kit = case.pack.catalogue["kit"]
    light = Variant(item="soap", counts=0.6, source="x")
    for changes in ({"variants": (light,)}, {"made_of": {"soap": 2.0}}):
        items = {**case.pack.catalogue, "kit": kit.model_copy(update=changes)}
        changed = replace(case, pack=case.pack.model_copy(update={"catalogue": items}))
        engine = replace(changed, demands=with_variants(changed.pack, changed.demands))
        found = attainable_values(replay_of(changed))
        assert found == pytest.approx(attainable_value(programme(engine)))
        assert found["A"] > attainable_values(replay_of(case))["A"]


def test_ways_riskier_than_the_cap_and_lost_help_are_not_counted() -> None:
    case = with_roads(case_of(WORLDS["plenty"]))
    rows = tuple(replace(row, risk=0.2) for row in case.access.rows)
    access = case.pack.access.model_copy(update={"risk_cap": RiskCap(goods=0.1, source="x")})
    risky = replace(
        case,
        access=AccessTable(rows),
        pack=case.pack.model_copy(update={"access": access}),
        demands=tuple(replace(one, last_day=1) for one in case.demands),
    )
    found = attainable_values(replay_of(risky))
    assert found == pytest.approx(attainable_value(programme(risky)))
    assert "C" not in found  # soap alone was due there
    assert due_by_check(replay_of(risky)) == due_in_reach(programme(risky))


def _shares() -> dict[str, float]:
    run = small_run()
    filed = FiledRun(
        small_scenario(), small_pack(), (), run.entitled.demands, run.access,
        run.plan.deliveries, (), (), run.plan.payments, (), (),
    )  # fmt: skip
    most, brought = due_by_check(Replay(filed)), served_by_site(filed)
    return {site: brought[site][0] / most[site] for site in most}


@pytest.mark.parametrize(("above", "holds"), [(-0.001, True), (0.0, True), (0.001, False)])
def test_a_site_may_stand_on_the_floor_but_not_below(
    tmp_path: Path, above: float, holds: bool
) -> None:
    shares = _shares()
    worst = min(shares, key=lambda site: shares[site])
    run, scenario = small_run(), small_scenario()
    least = {"least_share": shares[worst] + above}
    asked = scenario.model_copy(update={"settings": scenario.settings.model_copy(update=least)})
    verdict = verdict_on(tmp_path, replace(run, loaded=replace(run.loaded, scenario=asked)))
    (check,) = [check for check in verdict.checks if check.name == "floor_kept"]
    assert (check.count, check.offences) == (2, 0 if holds else 1)
    if not holds:
        assert check.first_offender is not None
        assert worst in check.first_offender.text("en")


def test_no_floor_asks_nothing() -> None:
    check = floor_kept(replay_of(case_of(WORLDS["plenty"])))
    assert (check.count, check.offences) == (0, 0)
