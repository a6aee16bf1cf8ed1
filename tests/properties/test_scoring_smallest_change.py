"""The smallest change: it works, and nothing smaller would; tried against every other choice."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rrm.intake import load_pack
from rrm.model.rule_pack import OverallMethod
from rrm.scoring.compiled_pack import CompiledPack, compile_pack
from rrm.scoring.household_severity import sector_severities
from rrm.scoring.indicator_change import AnswerChange, NumberChange
from rrm.scoring.overall import overall_class
from rrm.scoring.overall_change import overall_change
from rrm.scoring.rule_table import RuleTable
from rrm.scoring.share_rule import area_class, class_shares
from rrm.scoring.smallest_change import smallest_change
from tests.builders import PACK_FILES, tiny_pack
from tests.scoring.sites import assessment_of

PEOPLE = 5.0
BED = """\
  bed:
    label: {en: Where people sleep, fr: Lieu}
    value: shelter_type
    severity:
      4: is 'none'
      3: is 'makeshift'
      1: otherwise
    source: book
  meals_there:
    label: {en: Meals, fr: Repas}
    value: meals_yesterday
    critical: false
    severity:
      5: at most 0
      2: at most 2
      1: otherwise
    source: book
"""


@cache
def pack() -> CompiledPack:
    """The tiny pack whose water also has a choice, and meals that count up to class 3."""
    with TemporaryDirectory() as folder:
        tiny_pack(Path(folder) / "rules", wash=PACK_FILES["wash.yaml"] + BED)
        (Path(folder) / "scenarios" / "one").mkdir(parents=True)
        return compile_pack(load_pack("tiny", Path(folder) / "scenarios" / "one")[0])


household = st.fixed_dictionaries(
    {},
    optional={
        "litres": st.sampled_from([1.0, 2.9, 3.0, 5.0, 7.5, 14.0, 15.0, 19.0, 30.0]),
        "bed": st.sampled_from([0.0, 1.0, 2.0]),
        "meals": st.sampled_from([0.0, 1.0, 2.0, 3.0]),
    },
)
weight = st.sampled_from([1.0, 1.0, 2.0, 0.5])
people_asked = st.lists(st.tuples(household, weight), min_size=1, max_size=7)


def scored(answers, weights):
    """The sector's severities over the households, its class, and the table behind them."""
    columns = {"litres": "water_litres_per_day", "bed": "shelter_type", "meals": "meals_yesterday"}
    asked = assessment_of(
        [
            ("A", {"household_size": PEOPLE}
             | {columns[k]: v * PEOPLE if k == "litres" else v for k, v in one.items()})
            for one in answers
        ]
    )  # fmt: skip
    asked = replace(asked, weights=np.array(weights))
    table = RuleTable(pack(), asked)
    sector = next(s for s in sector_severities(pack(), table) if s.sector == "wash")
    share = pack().pack.severity.area_share
    return sector, area_class(class_shares(sector.classes.values, asked.weights), share), table


def changed(answers, change):
    """The answers once the households of a change have made it."""
    after = [dict(one) for one in answers]
    for row in change.rows:
        for one in change.changes:
            name = {"water_per_person": "litres", "bed": "bed", "meals_there": "meals"}[
                one.indicator.key.split(".")[1]
            ]
            if name not in after[row]:
                continue
            if isinstance(one, NumberChange):
                assert not one.is_beyond
                after[row][name] = max(after[row][name], one.target)
            elif isinstance(one, AnswerChange):
                places = [one.indicator.kind.options.index(option) for option in one.options]
                if after[row][name] < min(places):
                    after[row][name] = float(places[0])
    return after


@given(people_asked)
@settings(max_examples=150, deadline=None)
def test_the_change_lowers_the_class_and_no_fewer_households_would(people):
    answers, weights = [one for one, _ in people], [w for _, w in people]
    sector, severity, table = scored(answers, weights)
    rows = np.arange(len(answers))
    change = smallest_change(
        pack(), sector, severity, rows, np.array(weights), table.column
    )  # fmt: skip
    if severity == 1 or not sector.classes.known.any():
        assert change is None
        return
    _, after, _ = scored(changed(answers, change), weights)
    assert after == change.lower < severity
    known = [row for row in rows if sector.classes.known[row]]
    share = pack().pack.severity.area_share
    for few in combinations(known, len(change.rows) - 1):
        best = sector.classes.values.copy()
        best[list(few)] = 1.0
        assert area_class(class_shares(best, np.array(weights)), share) >= severity


@given(people_asked, st.randoms())
@settings(max_examples=50, deadline=None)
def test_the_order_of_households_changes_nothing(people, random):
    shuffled = list(people)
    random.shuffle(shuffled)
    found = []
    for order in (people, shuffled):
        answers, weights = [one for one, _ in order], [w for _, w in order]
        sector, severity, table = scored(answers, weights)
        change = smallest_change(
            pack(), sector, severity, np.arange(len(answers)), np.array(weights), table.column
        )
        found.append(None if change is None else (change.lower, len(change.rows), change.asked))
    assert found[0] == found[1]


classes = st.lists(st.integers(1, 5), min_size=1, max_size=6)
methods = st.sampled_from(["max", "mean", "geometric", "weighted"])


@given(classes, methods)
@settings(deadline=None)
def test_the_sectors_named_bring_the_overall_class_down(severities, method):
    names = {f"s{n}": severity for n, severity in enumerate(severities)}
    rule = OverallMethod(method=method, weights={name: 1.0 + n for n, name in enumerate(names)})
    found = overall_change(names, {}, rule)
    if overall_class(names, rule) == 1:
        assert found is None
        return
    after, moves = found
    fallen = {name: moves.get(name, (now, now))[1] for name, now in names.items()}
    assert overall_class(fallen, rule) == after < overall_class(names, rule)
    assert all(then < now for now, then in moves.values())
