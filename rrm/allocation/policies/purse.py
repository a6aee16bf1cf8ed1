"""The budget, less what is spent."""

from __future__ import annotations

import math

from rrm.allocation.programme import Case

NOISE = 1e-9
"""Share of the budget by which sums of floats may pass it."""


class Purse:
    """Money for transport, transfers and fees together; endless without a budget."""

    def __init__(self, case: Case) -> None:
        budget = case.scenario.settings.budget
        self.left = math.inf if budget is None else budget.amount * (1 + NOISE)

    def has(self, amount: float) -> bool:
        """Whether an amount can still be paid."""
        return amount <= self.left

    def pay(self, amount: float) -> None:
        """Spends an amount."""
        self.left -= amount
