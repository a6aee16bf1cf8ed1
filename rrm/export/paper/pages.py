"""Rows shared out over pages, before anything is drawn, so that each page knows of how many."""

from __future__ import annotations

from collections.abc import Sequence


def on_pages(
    heights: Sequence[float],
    first: float,
    later: float,
    tail: float,
    stays_with_next: Sequence[bool] = (),
) -> tuple[range, ...]:
    """Which rows stand on which page; without rows one empty page.

    heights: of the rows, in millimetres. first, later: what there is for rows on the first page
    and on others. tail: what must follow the last row on its page, such as signatures; they stand
    alone only where rows that belong together leave them no room. stays_with_next: rows that never
    end a page. A row that no page has room for has one to itself.
    """
    glued = list(stays_with_next) or [False] * len(heights)
    pages: list[range] = []
    start, room = 0, first
    if heights and not _fits_first(heights, glued, first, later, tail):
        pages, room = [range(0)], later
    while start < len(heights):
        end = _fill(heights, glued, start, room)
        if end == len(heights) and sum(heights[start:end]) + tail > room:
            kept = _before_last(glued, start, end)
            if kept == end:
                return (*pages, range(start, end), range(end, end))
            end = kept
        pages.append(range(start, end))
        start, room = end, later
    return tuple(pages) or (range(0),)


def _fits_first(
    heights: Sequence[float], glued: Sequence[bool], first: float, later: float, tail: float
) -> bool:
    """Whether the first page has room for the first rows, or the next one has no more."""
    together = 1 + next((at for at, stays in enumerate(glued) if not stays), len(glued) - 1)
    wanted = sum(heights[:together]) + (tail if together == len(heights) else 0.0)
    return wanted <= first or wanted > later


def _fill(heights: Sequence[float], glued: Sequence[bool], start: int, room: float) -> int:
    """Where the page that begins with a row ends, at least one row on."""
    end, used = start, 0.0
    while end < len(heights) and (end == start or used + heights[end] <= room):
        used += heights[end]
        end += 1
    full = end
    while end < len(heights) and end > start + 1 and glued[end - 1]:
        end -= 1
    return full if glued[end - 1] and end < len(heights) else end


def _before_last(glued: Sequence[bool], start: int, end: int) -> int:
    """Where a page ends that leaves the last row, and what belongs to it, to the next one."""
    last = end - 1
    while last > start and glued[last - 1]:
        last -= 1
    return last if last > start else end
