"""Demands, access and means become a plan, tier by tier, with a proven gap.

`allocate` makes the plan. `nearest_plan` tells whether there is one that keeps some locks and a
floor, and how little they must yield; `floor_yardsticks` tells what a floor is a share of. With a
`Watch` a plan can be followed and stopped while it is made; can_limit_memory tells whether its
limit counts.
"""

from rrm.allocation.allocate import allocate
from rrm.allocation.apart import can_limit_memory
from rrm.allocation.keeping import Claims, Floor, Nearest, floor_yardsticks, nearest_plan
from rrm.allocation.watched import Watch

__all__ = [
    "Claims",
    "Floor",
    "Nearest",
    "Watch",
    "allocate",
    "can_limit_memory",
    "floor_yardsticks",
    "nearest_plan",
]
