"""Plans for hundreds of sites, where the programme of all lanes is too large for one solve.

plan_by_parts makes one: water day by day, goods and cash by prices of what sites share, and whole
trips that are then put on days. ADR 0020 says why.
"""

from rrm.allocation.scale.by_parts import PlanByParts, plan_by_parts

__all__ = ["PlanByParts", "plan_by_parts"]
