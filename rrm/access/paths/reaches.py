"""What a search answers to the destinations asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from rrm.access.link_arrays import Flags, Floats, Positions
from rrm.access.paths.board import Search
from rrm.access.paths.costs import Patch
from rrm.access.paths.trees import Tree

Closed = frozenset[int]


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """The microseconds to all places of a search once some links are closed.

    known: [row, place], before `patches`, the later of which count. closed: besides those that
    the search's pace shuts.
    """

    known: Floats
    row: int
    closed: Closed
    patches: tuple[Patch, ...] = ()

    def after(self, closed: Closed, patch: Patch) -> Basis:
        """Once more is closed."""
        patches = (*self.patches, patch) if len(patch.places) else self.patches
        return Basis(self.known, self.row, closed, patches)

    @property
    def changed(self) -> int:
        """How many places' microseconds repairs have changed."""
        return sum(len(patch.places) for patch in self.patches)


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """Ways of a search to some destinations: a value for each, of no meaning where none was asked.

    figures: as in Reach. has_way: whether there is one to a destination asked.
    """

    tree: Tree
    figures: Floats
    has_way: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """The answers of one search.

    figures: [figure, destination]: microseconds, km, and the chance of meeting none of the links'
    risks; inf, inf and nan where there is no way. trees, tree_of: the ways, and which tree holds
    each destination's; -1 where there is none.
    basis: may lag behind the answers. Of the links closed by now it need only know those that
    some way had to avoid: ways told from it are looked at for the others.
    """

    search: Search
    figures: Floats
    trees: tuple[Tree, ...]
    tree_of: Positions
    basis: Basis

    @property
    def microseconds(self) -> Floats:
        """A value a destination."""
        column: Floats = self.figures[0]
        return column

    @property
    def km(self) -> Floats:
        """A value a destination."""
        column: Floats = self.figures[1]
        return column

    @property
    def safe(self) -> Floats:
        """A value a destination."""
        column: Floats = self.figures[2]
        return column

    def uses(self, of_tree: Callable[[Tree], Flags | None], among: Flags | None = None) -> Flags:
        """Which destinations' ways use a link that a tree tells of, as Tree.uses does.

        among: those looked at, if not all; others on the same trees may be told too.
        """
        found = np.zeros(len(self.tree_of), dtype=np.bool_)
        for number in self._held(among):
            marked = of_tree(self.trees[number])
            if marked is not None:
                found |= marked & (self.tree_of == number)
        return found

    def used_of(self, marks: Flags, among: Flags) -> Closed:
        """The links marked on the ways to some destinations; perhaps also on others near them."""
        return frozenset(
            link
            for number in self._held(among)
            for link in self.trees[number].used_of(marks).tolist()
        )

    def _held(self, among: Flags | None) -> Iterable[int]:
        """The trees that hold the ways to some destinations."""
        if among is None or len(self.trees) < 2:
            return range(len(self.trees))
        (held,) = np.bincount(self.tree_of[among] + 1, minlength=len(self.trees) + 1)[1:].nonzero()
        numbers: list[int] = held.tolist()
        return numbers

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
        for number, tree in enumerate(self.trees):
            mine = np.flatnonzero(self.tree_of == number)
            found[mine] = of_tree(tree)[mine]
        return found

    def told_anew(self, moved: Flags, told: Told, basis: Basis) -> Reach:
        """With what is told of the destinations whose ways moved."""
        few = moved.nonzero()[0]
        tree_of = np.where(told.has_way[few], 0, -1)
        return self._with(few, told.figures[:, few], (told.tree,), tree_of, basis)

    def taking(self, moved: Flags, other: Reach, basis: Basis) -> Reach:
        """With the answers of another for the destinations whose ways moved."""
        few = moved.nonzero()[0]
        return self._with(few, other.figures[:, few], other.trees, other.tree_of[few], basis)

    def _with(
        self,
        few: Positions,
        figures: Floats,
        trees: tuple[Tree, ...],
        tree_of: Positions,
        basis: Basis,
    ) -> Reach:
        """With new answers for a few destinations; trees that hold no way any more are left out."""
        new, held = self.figures.copy(), self.tree_of.copy()
        new[:, few] = figures
        held[few] = np.where(tree_of < 0, -1, tree_of + len(self.trees))
        candidates = (*self.trees, *trees)
        (kept,) = np.bincount(held + 1, minlength=len(candidates) + 1)[1:].nonzero()
        number = np.full(len(candidates) + 1, -1)
        number[kept] = np.arange(len(kept))
        return Reach(
            self.search, new, tuple(candidates[at] for at in kept.tolist()), number[held], basis
        )
