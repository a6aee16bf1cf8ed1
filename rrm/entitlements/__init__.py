"""Need scores become demands for items, a modality, and referrals.

`entitle` does all three; `agents_in_reach` and `nearest_market` say what cash depends on.
"""

from rrm.entitlements.entitle import entitle
from rrm.entitlements.modality import agents_in_reach, nearest_market

__all__ = ["agents_in_reach", "entitle", "nearest_market"]
