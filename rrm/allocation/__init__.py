"""Demands, access and means become a plan, tier by tier, with a proven gap.

`allocate` makes the plan.
"""

from rrm.allocation.allocate import allocate

__all__ = ["allocate"]
