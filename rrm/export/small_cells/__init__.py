"""Counts so small that they could tell of somebody: which are hidden, and how they are shown.

    hidden = hidden_cells([Cell("inekar", "idp", 3), …], minimum=5)

It knows counts alone.
"""

from rrm.export.small_cells.cells import Cell
from rrm.export.small_cells.hiding import hidden_cells
from rrm.export.small_cells.shown import Hidden, Shown

__all__ = ["Cell", "Hidden", "Shown", "hidden_cells"]
