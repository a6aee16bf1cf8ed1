"""Counts that may be hidden, as cells."""

from __future__ import annotations

from rrm.export.small_cells import Shown


def count_or_sign(shown: Shown) -> int | str:
    """A count as a number, or the sign that stands for one that is hidden."""
    # A sign is the same in every language.
    return shown.text("en") if shown.count is None else shown.count
