"""Which counts of a table are hidden, so that no small one can be worked out.

Tried on random tables against linear programming: docs/decisions/0030.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence

from rrm.export.small_cells.cells import Cell, Key, arc_of, counts_with_sums, lines_of
from rrm.export.small_cells.shown import Hidden


def hidden_cells(
    cells: Sequence[Cell], minimum: int, also: Collection[Key] = ()
) -> Mapping[Key, Hidden]:
    """The cells that must not be shown where all sums of rows and columns are published.

    minimum: counts from 1 to one below it are small. "" is the key of a sum. Each small
    count could, for all that is shown, be the minimum or more. also: cells that are hidden for the
    sake of another table; each could be more than it is.
    Raises ValueError for a row or column that is called like a sum, or a count below 0.
    """
    if any(not cell.row or not cell.column or cell.count < 0 for cell in cells):
        raise ValueError("a cell needs a row, a column and a count of 0 or more")
    counts = counts_with_sums(cells)
    small = sorted(
        (key for key, count in counts.items() if 0 < count < minimum),
        key=lambda key: (counts[key], key),
    )
    others = sorted(key for key in also if key in counts and key not in small)
    hidden: dict[Key, Hidden] = dict.fromkeys(small, "small")
    hidden |= dict.fromkeys(others, "with another")
    _two_a_line(hidden, counts)
    for key in (*small, *others):
        enough = max(minimum, counts[key] + 1)
        while _largest(key, hidden, counts, enough) < enough:
            hidden[_next_to_hide(key, hidden, counts)] = "with another"
    return dict(sorted(hidden.items()))


def _two_a_line(hidden: dict[Key, Hidden], counts: Mapping[Key, int]) -> None:
    """Hides a second count in each line that has one hidden alone, which its sum would tell."""
    waiting = deque(hidden)
    while waiting:
        for line in lines_of(waiting.popleft(), counts):
            if sum(key in hidden for key in line) == 1:
                other = _smallest(line, hidden, counts)
                if other is not None:
                    hidden[other] = "with another"
                    waiting.append(other)


def _next_to_hide(key: Key, hidden: Mapping[Key, Hidden], counts: Mapping[Key, int]) -> Key:
    """The smallest count of its row or column that is shown, else of the sums, of all."""
    row, column = lines_of(key, counts)
    sums = [other for other in counts if "" in other]
    for choice in ((*row, *column), sums, counts):
        found = _smallest(choice, hidden, counts)
        if found is not None:
            return found
    raise AssertionError("where everything is hidden, any count could be anything")


def _smallest(
    keys: Iterable[Key], hidden: Mapping[Key, Hidden], counts: Mapping[Key, int]
) -> Key | None:
    """The smallest count that is shown; nothing is hidden by a zero unless there is no other."""
    shown = [key for key in keys if key not in hidden]
    return min(shown, key=lambda key: (counts[key] == 0, counts[key], key), default=None)


def _largest(key: Key, hidden: Mapping[Key, Hidden], counts: Mapping[Key, int], enough: int) -> int:
    """The largest value that a hidden count could have by what is shown, or `enough`.

    As much as can flow from the end of its arc back to the beginning over hidden ones: along any
    of them without end, against it as much as it counts.
    """
    start, end = arc_of(key)
    room: dict[str, dict[str, int]] = defaultdict(dict)
    for other in hidden:
        if other != key:
            source, target = arc_of(other)
            room[source][target] = enough
            room[target][source] = counts[other]
    largest = counts[key]
    while largest < enough:
        way = _way(end, start, room)
        if way is None:
            return largest
        for source, target in way:
            room[source][target] -= 1
            room[target][source] += 1
        largest += 1
    return largest


def _way(start: str, end: str, room: Mapping[str, Mapping[str, int]]) -> list[Key] | None:
    """Arcs with room from one node to another, the fewest."""
    came_from = {start: ""}
    waiting = deque([start])
    while waiting and end not in came_from:
        node = waiting.popleft()
        for target, left in room.get(node, {}).items():
            if left > 0 and target not in came_from:
                came_from[target] = node
                waiting.append(target)
    if end not in came_from:
        return None
    way, node = [], end
    while node != start:
        way.append((came_from[node], node))
        node = came_from[node]
    return way
