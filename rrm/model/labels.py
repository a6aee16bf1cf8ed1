"""The trade's words for the codes in files."""

from __future__ import annotations

from rrm.model.language import Message, msg
from rrm.model.scenario import Group, Tier

GROUP_LABELS: dict[str, Message] = {
    Group.IDP: msg("displaced people"),
    Group.REFUGEE: msg("refugees"),
    Group.RETURNEE: msg("returnees"),
    Group.HOST: msg("host community"),
}

TIER_LABELS: dict[str, Message] = {
    Tier.SURVIVAL_WATER: msg("Survival water on each day"),
    Tier.NEEDS_MET: msg("Needs met, by severity and lateness"),
    Tier.EQUITY: msg("The worst-off site"),
    Tier.COST: msg("Cost and exposure to risk"),
    Tier.STABILITY: msg("Least change"),
}


def group_label(group: str) -> Message:
    """A population group in words; a code that is unknown stands for itself."""
    return GROUP_LABELS.get(group, Message("{group}", (("group", group),)))
