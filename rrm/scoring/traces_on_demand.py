"""Traces that are made when somebody first reads one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import overload

from rrm.model.needs import Trace


class TracesOnDemand(Sequence[Trace]):
    """Traces that are made when somebody first reads one.

    They take many times as long as the scores, and whoever only compares scores reads none. What
    they are made of never changes, so that it makes no difference when they are.
    """

    def __init__(self, make: Callable[[], tuple[Trace, ...]]) -> None:
        self._make: Callable[[], tuple[Trace, ...]] | None = make
        self._made: tuple[Trace, ...] = ()

    def _all(self) -> tuple[Trace, ...]:
        if self._make is not None:
            # The answers of all households are let go with the function that holds them.
            self._made, self._make = self._make(), None
        return self._made

    @overload
    def __getitem__(self, index: int) -> Trace: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Trace, ...]: ...
    def __getitem__(self, index: int | slice) -> Trace | tuple[Trace, ...]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Trace]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return self._all() == (other._all() if isinstance(other, TracesOnDemand) else other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())
