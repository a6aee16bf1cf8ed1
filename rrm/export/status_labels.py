"""How far a figure has been checked, in words."""

from __future__ import annotations

from rrm.model.language import Message, msg
from rrm.model.rule_pack import Status

STATUS_LABELS: dict[str, Message] = {
    Status.READ: msg("read in the source"),
    Status.STANDARD: msg("standard, quoted"),
    Status.PROPOSED: msg("proposed, to be replaced"),
}
