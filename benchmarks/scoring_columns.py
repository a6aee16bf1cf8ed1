"""Fifty rules over a million households, against the same written by hand, and row by row.

    python benchmarks/scoring_columns.py [households] [sites]

Each is run in a process of its own, so that its peak of memory is its own. Timed is the scoring
alone, from typed columns to the class, bounds, score, share in need and answered share of every
sector at every site. The engine does more in that time: measures, traces, confidence, ranks with
their intervals. All three results are compared before anything is printed.
Row by row is run on the first 20,000 households and its time scaled up.
"""

from __future__ import annotations

import contextlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
from fifty_indicators.kinds import INDICATORS

HOUSEHOLDS, SITES, ROWS_TRIED = 1_000_000, 500, 20_000
Result = TypeVar("Result")
Table = dict[str, list[list[float]]]
"""By sector, for each site: class, low, high, score, share in need, answered share."""


def engine(households: int, sites: int) -> tuple[float, float, Table]:
    """Seconds, megabytes above the data's own, and the result, by rules."""
    from fifty_indicators.as_rules import answers, pack
    from fifty_indicators.kinds import SECTORS

    from rrm.scoring import score_sites

    scenario, assessment = answers(households, sites)
    rules = pack()
    seconds, megabytes, needs = _measured(lambda: score_sites(scenario, rules, assessment))
    table: Table = {sector: [] for sector in SECTORS}
    for row in needs.scores:
        if row.sector in table:
            in_need = row.people_in_need / max(1, row.people)
            table[row.sector].append(
                [row.severity, row.severity_low, row.severity_high, row.score, in_need,
                 row.answered_share]
            )  # fmt: skip
    return seconds, megabytes, table


def by_hand(households: int, sites: int) -> tuple[float, float, Table]:
    """The same, written by hand over columns with NaN for what is missing."""
    from fifty_indicators import by_hand as hand
    from fifty_indicators.as_rules import answers

    _, assessment = answers(households, sites)
    columns = {
        name: np.where(column.known, column.values, np.nan)
        for name, column in assessment.columns.items()
    }
    at = np.array([int(name.removeprefix("site-")) for name in assessment.site_ids])
    del assessment
    seconds, megabytes, found = _measured(lambda: hand.score(columns, at, sites))
    table = {
        sector: np.stack(
            [one.severity, one.low, one.high, one.score, one.in_need, one.answered], axis=1
        ).tolist()
        for sector, one in found.items()
    }
    return seconds, megabytes, table


def row_by_row(households: int, sites: int) -> tuple[float, float, Table]:
    """Seconds as scaled up from some households; the result is each site's class for those."""
    from fifty_indicators import row_by_row as rows
    from fifty_indicators.as_rules import answers, pack

    tried = min(households, ROWS_TRIED)
    _, assessment = answers(tried, sites)
    questions = pack().form.questions
    options = {name: list(question.choices) for name, question in questions.items()}
    kept = [
        {
            name: None if not column.known[row]
            else options[name][int(column.values[row])] if options[name]
            else float(column.values[row])
            for name, column in assessment.columns.items()
        }
        for row in range(tried)
    ]  # fmt: skip
    seconds, megabytes, found = _measured(
        lambda: rows.site_classes(zip(assessment.site_ids, kept, strict=True))
    )
    table = {
        sector: [[classes[site]] for site in dict.fromkeys(assessment.site_ids)]
        for sector, classes in found.items()
    }
    return seconds * households / tried, megabytes, table


def _measured(work: Callable[[], Result]) -> tuple[float, float, Result]:
    _forget_peak()
    started = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - started
    return seconds, _peak_megabytes(), result


def _forget_peak() -> None:
    # What making the data took is no part of what scoring takes.
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak_megabytes() -> float:
    """Highest memory of this process, its data included."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


WAYS: dict[str, Callable[[int, int], tuple[float, float, Table]]] = {
    "rules": engine,
    "by hand": by_hand,
    "row by row": row_by_row,
}


def _in_a_process(way: str, households: int, sites: int) -> tuple[float, float, Table]:
    done = subprocess.run(
        [sys.executable, __file__, str(households), str(sites), way],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, megabytes, table = json.loads(done.stdout)
    return seconds, megabytes, table


def _worst_difference(left: Table, right: Table) -> float:
    return max(
        float(np.max(np.abs(np.array(left[sector]) - np.array(right[sector])))) for sector in left
    )


def main() -> None:
    """Prints each way's time and memory, and the ratios."""
    households = int(sys.argv[1]) if len(sys.argv) > 1 else HOUSEHOLDS
    sites = int(sys.argv[2]) if len(sys.argv) > 2 else SITES
    if len(sys.argv) > 3:
        print(json.dumps(WAYS[sys.argv[3]](households, sites)))
        return
    found = {way: _in_a_process(way, households, sites) for way in WAYS}
    assert _worst_difference(found["rules"][2], found["by hand"][2]) < 0.02
    _, _, some = _in_a_process("rules", min(households, ROWS_TRIED), sites)
    classes = {sector: [row[:1] for row in rows] for sector, rows in some.items()}
    assert _worst_difference(classes, found["row by row"][2]) == 0
    print(f"{households:,} households at {sites} sites, {len(INDICATORS)} indicators")
    for way, (seconds, megabytes, _) in found.items():
        print(f"{way:<12} {seconds:8.2f} s {megabytes:8.0f} MB")
    seconds, megabytes, _ = found["rules"]
    print(f"rules to by hand: {seconds / found['by hand'][0]:.2f} times the time,")
    print(f"                  {megabytes / found['by hand'][1]:.2f} times the memory")
    print(f"rules to row by row: {found['row by row'][0] / seconds:.0f} times as fast")


if __name__ == "__main__":
    main()
