"""What a search answers to the destinations asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from rrm.access.link_arrays import Flags, Floats, Positions
from rrm.access.paths.arcs import Wholes
from rrm.access.paths.board import Search
from rrm.access.paths.costs import Patch
from rrm.access.paths.trees import Tree

Closed = frozenset[int]
Column = TypeVar("Column", Floats, Positions)


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """Ways of a search to some destinations: a value for each, of no meaning where none was asked.

    Columns as in Reach; has_way: whether there is one to a destination asked.
    """

    tree: Tree
    microseconds: Floats
    km: Floats
    safe: Floats
    has_way: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """The answers of one search: a value a destination, inf microseconds where there is no way.

    closed: links closed besides those that its pace shuts. safe: chance of meeting none of the
    links' risks. used: links on the ways, and perhaps some that were before a repair.
    known: microseconds to all places, in row `row`, before `patches`, the later of which count.
    trees, tree_of: the ways, and which tree holds each destination's; -1 where there is none.
    """

    search: Search
    closed: Closed
    microseconds: Floats
    km: Floats
    safe: Floats
    used: Wholes
    trees: tuple[Tree, ...]
    tree_of: Positions
    known: Floats
    row: int
    patches: tuple[Patch, ...] = ()

    def is_touched(self, closings: Flags) -> bool:
        """Whether an asked way may use one of the links marked."""
        return bool(closings[self.used].any())

    def trail(self, destination: int) -> tuple[list[int], list[int]]:
        """Places and links in the order travelled; empty without a way. destination: its index."""
        if self.tree_of[destination] < 0:
            return [], []
        tree = self.trees[self.tree_of[destination]]
        places, links = tree.trail(int(tree.at[destination]))
        return (places[::-1], links[::-1]) if self.search.outward else (places, links)

    def steps_home(self, destination: int) -> Iterator[tuple[int, int]]:
        """Each place on the way and the one before it, from the destination to the origin."""
        if self.tree_of[destination] >= 0:
            tree = self.trees[self.tree_of[destination]]
            yield from tree.steps(int(tree.at[destination]))

    def product(self, of_tree: Callable[[Tree], Floats]) -> Floats:
        """What each destination's tree tells of it; 1 without a way."""
        found = np.ones(len(self.tree_of))
        for number in np.unique(self.tree_of[self.tree_of >= 0]).tolist():
            mine = self.tree_of == number
            found[mine] = of_tree(self.trees[number])[mine]
        return found

    def after(self, closed: Closed, moved: Flags, patch: Patch, told: Told, shut: Flags) -> Reach:
        """The answers once links are closed: new ones for the destinations whose ways moved.

        patch: what changed. shut: marks all links that are closed now.
        """
        few = np.flatnonzero(moved)
        trees = (*self.trees, told.tree)
        return replace(
            self,
            closed=closed,
            microseconds=_with(self.microseconds, few, told.microseconds),
            km=_with(self.km, few, told.km),
            safe=_with(self.safe, few, told.safe),
            used=np.concatenate([self.used[~shut[self.used]], told.tree.links]),
            trees=trees,
            tree_of=_with(self.tree_of, few, np.where(told.has_way, len(trees) - 1, -1)),
            patches=(*self.patches, patch),
        )

    @property
    def changed(self) -> int:
        """How many places' cost repairs have changed."""
        return sum(len(patch.places) for patch in self.patches)


def _with(column: Column, few: Positions, new: Column) -> Column:
    changed = column.copy()
    changed[few] = new[few]
    return changed
