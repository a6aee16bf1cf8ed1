"""Work that several processors share."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
MOST_WORKERS = 4
"""Processors at most; each holds what it works on in memory meanwhile."""


def each(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """What the work makes of each item, in their order, whichever was ready first.

    work: long steps of numpy, which let other threads go on; it changes nothing that is shared.
    """
    workers = min(len(items), os.cpu_count() or 1, MOST_WORKERS)
    if workers < 2:
        return [work(item) for item in items]
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(work, items))
