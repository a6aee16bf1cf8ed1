"""What has become of a plan by some day, and what is left to be planned from then on.

`against_plan` sets receipts beside the plan. `state_on` gives the facts of day N: what each demand
lacks, stock, what is on the way, vehicles away, money spent. `remainder_of` makes of them a
scenario and demands whose past is closed, to be planned like any other.
"""

from rrm.replanning.against_plan import AgainstPlan, ItemTally, PaymentTally, against_plan
from rrm.replanning.changes import PlanChange, PlanChanges, changes_between
from rrm.replanning.course import Course, Leg
from rrm.replanning.demands_left import Brought, DemandOnDay
from rrm.replanning.fates import Fate, Stage, fates_of
from rrm.replanning.remainder import Remainder, remainder_of
from rrm.replanning.service import Coverage, SpokenFor
from rrm.replanning.spending import Spent
from rrm.replanning.state import StateOnDay, state_on
from rrm.replanning.supplies import Supplies
from rrm.replanning.unchanged import went_as_planned
from rrm.replanning.vehicles_away import VehicleAway

__all__ = [
    "AgainstPlan",
    "Brought",
    "Course",
    "Coverage",
    "DemandOnDay",
    "Fate",
    "ItemTally",
    "Leg",
    "PaymentTally",
    "PlanChange",
    "PlanChanges",
    "Remainder",
    "Spent",
    "SpokenFor",
    "Stage",
    "StateOnDay",
    "Supplies",
    "VehicleAway",
    "against_plan",
    "changes_between",
    "fates_of",
    "remainder_of",
    "state_on",
    "went_as_planned",
]
