"""Access of 500 sites from 5 depots by 5 classes in 12 periods, against a compiled Dijkstra.

    python benchmarks/access_scale.py [links ...]

Timed, in seconds of a processor, is the whole answer from the links' columns on: hours of passage,
periods found alike, hours, km and risk, out and back; any way is then told when asked for. The
baseline is SciPy's `dijkstra` on ready arrays, hours alone: for each class and period once from all
depots out and once back. "Sharing": only for those that differ. NetworkX runs some of the same
searches and its time is scaled up. All hours are compared before anything is printed.
Asked again: after a link is closed to all classes in all periods; ten links that carry most ways,
forty used at random. Each runs in a process of its own, so that its peak of memory is its own.
"""

from __future__ import annotations

import contextlib
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
from made_roads.network import road_links
from made_roads.question import Question, question

from rrm.access.conditions import hours_of_passage
from rrm.access.grid import Grid, grid
from rrm.access.link_arrays import Floats, LinkArrays
from rrm.access.paths.arcs import MICROSECONDS_AN_HOUR, whole_microseconds

SIZES = (10_000, 100_000, 1_000_000)
NETWORKX_SEARCHES = {10_000: 12, 100_000: 4, 1_000_000: 2}
MOST_USED, AT_RANDOM = 10, 40

Figures = dict[str, float]


def ours(links: LinkArrays, asked: Question, kept: Path) -> Figures:
    """Seconds for the whole question, then for each of the closures, the worst and the median."""
    _told(_grid(road_links(500), question(road_links(500))))  # libraries load, as in the baseline
    before = _peak_megabytes()
    seconds, answer = _timed(lambda: _told(_grid(links, asked)))
    megabytes = _peak_megabytes() - before
    hours = [answer.hours, answer.hours_back]
    np.save(kept, np.stack([np.stack(table[name]) for table in hours for name in asked.rules]))
    again = [
        _timed(lambda link=link: _told(answer.without([link])))[0]
        for link in _closures(answer, asked)
    ]
    most, some = again[:MOST_USED], again[MOST_USED:]
    return {
        "seconds": seconds,
        "megabytes": megabytes,
        "most_worst": max(most),
        "most_median": statistics.median(most),
        "some_worst": max(some),
        "some_median": statistics.median(some),
    }


def compiled(links: LinkArrays, asked: Question, kept: Path) -> Figures:
    """Seconds in SciPy's searches alone, and for those that differ."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    total = sharing = 0.0
    tables: list[list[Floats]] = []
    for name, rules in asked.rules.items():
        done: dict[object, float] = {}
        rows: list[Floats] = []
        for period in asked.periods[name]:
            hours = hours_of_passage(links, rules, period.conditions)
            tail, head, weight = _open_arcs(links, whole_microseconds(hours))
            shape = (len(links.nodes), len(links.nodes))
            out = csr_array((weight, (tail, head)), shape=shape)
            back = out.T.tocsr()
            seconds, found = _timed(
                lambda out=out, back=back: [
                    dijkstra(graph, indices=asked.origins) for graph in (out, back)
                ]
            )
            total += seconds
            sharing += 0.0 if period.conditions in done else seconds
            done[period.conditions] = seconds
            rows.append(np.stack([one[:, asked.destinations] for one in found]))
        tables.append(rows)
    peak = _peak_megabytes()
    out_and_back = [np.stack([row[way] for row in rows]) for way in (0, 1) for rows in tables]
    np.save(kept, np.stack(out_and_back) / MICROSECONDS_AN_HOUR)
    return {"seconds": total, "sharing": sharing, "megabytes": peak}


def in_networkx(links: LinkArrays, asked: Question, kept: Path) -> Figures:
    """Seconds of some searches, scaled up to all: classes x periods x depots x two directions."""
    import networkx as nx

    name, rules = next(iter(asked.rules.items()))
    hours = hours_of_passage(links, rules, asked.periods[name][0].conditions)
    tail, head, weight = _open_arcs(links, whole_microseconds(hours))
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_weighted_edges_from(
        zip(tail.tolist(), head.tolist(), weight.tolist(), strict=True), weight="us"
    )
    searches = NETWORKX_SEARCHES.get(round(len(links), -4), 4)
    origins = [asked.origins[at % len(asked.origins)] for at in range(searches)]
    seconds, _ = _timed(
        lambda: [nx.single_source_dijkstra_path_length(graph, it, weight="us") for it in origins]
    )
    periods = sum(len(periods) for periods in asked.periods.values())
    return {
        "seconds": seconds / searches * 2 * len(asked.origins) * periods,
        "searches": searches,
        "megabytes": _peak_megabytes(),
    }


def _grid(links: LinkArrays, asked: Question) -> Grid:
    return grid(links, asked.rules, asked.periods, asked.origins, asked.destinations)


def _told(answer: Grid) -> Grid:
    """With all its tables worked out."""
    _ = answer.hours, answer.hours_back, answer.km, answer.km_back, answer.risk
    return answer


def _closures(answer: Grid, asked: Question) -> list[int]:
    """Links that carry most ways of the first class in its first period, then some at random."""
    name = next(iter(asked.rules))
    carried = Counter(
        link
        for origin in asked.origins
        for destination in asked.destinations
        for outward in (True, False)
        for link in answer.ways(name, 0, origin, destination, outward=outward)
    )
    most = [link for link, _ in carried.most_common(MOST_USED)]
    some = np.random.default_rng(3).choice(sorted(carried), AT_RANDOM, replace=False)
    return [*most, *some.tolist()]


def _open_arcs(links: LinkArrays, weight: Floats) -> tuple[np.ndarray, np.ndarray, Floats]:
    there = np.flatnonzero(np.isfinite(weight))
    back = there[links.two_way[there]]
    tail = np.concatenate([links.tail[there], links.head[back]])
    head = np.concatenate([links.head[there], links.tail[back]])
    return tail, head, np.concatenate([weight[there], weight[back]])


def _timed(work: Callable[[], object]) -> tuple[float, object]:
    started = time.process_time()
    result = work()
    return time.process_time() - started, result


def _peak_megabytes() -> float:
    """Highest memory of this process."""
    with contextlib.suppress(OSError):
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


WAYS: dict[str, Callable[[LinkArrays, Question, Path], Figures]] = {
    "ours": ours,
    "compiled": compiled,
    "networkx": in_networkx,
}


def _in_a_process(way: str, links: int, kept: Path) -> Figures:
    done = subprocess.run(
        [sys.executable, __file__, str(links), way, str(kept)],
        capture_output=True,
        text=True,
        check=True,
    )
    figures: Figures = json.loads(done.stdout)
    return figures


def main() -> None:
    """Prints times, ratios and memory for each size."""
    if len(sys.argv) == 4 and sys.argv[2] in WAYS:
        links = road_links(int(sys.argv[1]))
        print(json.dumps(WAYS[sys.argv[2]](links, question(links), Path(sys.argv[3]))))
        return
    for size in [int(given) for given in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            kept = {way: Path(folder) / f"{way}.npy" for way in WAYS}
            found = {way: _in_a_process(way, size, kept[way]) for way in WAYS}
            np.testing.assert_array_equal(np.load(kept["ours"]), np.load(kept["compiled"]))
        _print(size, found["ours"], found["compiled"], found["networkx"])


def _print(size: int, mine: Figures, scipy: Figures, networkx: Figures) -> None:
    first = mine["seconds"]
    print(f"{size:,} links")
    print(f"  ours             {first:9.2f} s {mine['megabytes']:8.0f} MB above the links' own")
    for name, key in (("compiled", "seconds"), ("compiled, sharing", "sharing")):
        ratio = first / scipy[key]
        print(f"  {name:<16} {scipy[key]:9.2f} s: ours takes {ratio:.2f} times as long")
    print(
        f"  NetworkX         {networkx['seconds']:9.0f} s, scaled up from "
        f"{networkx['searches']:.0f} searches: {networkx['seconds'] / first:.0f} times as long"
    )
    for name, key in (("most used", "most"), ("used at random", "some")):
        median, worst = mine[f"{key}_median"], mine[f"{key}_worst"]
        print(
            f"  a closed link {name:<14} {median:7.3f} s, {median / first:.3f} of the first time; "
            f"worst {worst:7.3f} s, {worst / first:.3f}"
        )


if __name__ == "__main__":
    main()
