"""Many households are worked out in blocks, on several processors; nobody may see that."""

import numpy as np
import pytest

from rrm.scoring import processors, rule_table, threshold_shifts
from tests.scoring.levels import Asked, indicator, measure, pack_of, scored


@pytest.mark.parametrize("workers", [1, 3])
def test_blocks_and_processors_change_no_score(monkeypatch, workers):
    random = np.random.default_rng(7)
    asked = [
        Asked({"water_litres_per_day": float(litres), "household_size": float(size)})
        for litres, size in zip(
            random.integers(0, 200, 300), random.integers(1, 12, 300), strict=True
        )
    ]
    pack = pack_of(
        each=measure("water_litres_per_day / household_size", unit="L/person/day"),
        one=indicator("each", unit="L/person/day"),
    )
    whole = scored(asked, pack)
    monkeypatch.setattr(rule_table, "BLOCK", 7)
    monkeypatch.setattr(threshold_shifts, "BLOCK", 7)
    monkeypatch.setattr(processors, "MOST_WORKERS", workers)
    monkeypatch.setattr(processors.os, "cpu_count", lambda: workers)
    parts = scored(asked, pack)
    assert parts.scores == whole.scores
    assert tuple(parts.traces) == tuple(whole.traces)
