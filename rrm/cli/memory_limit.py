"""`--memory-limit`: refused where the system would not keep it."""

from __future__ import annotations

from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem


def refuse_unkept_limit(memory_mb: int | None) -> None:
    """Raises BadInput (RRM-C044) for a limit that this system would take and forget."""
    if memory_mb is None:
        return
    from rrm.allocation import can_limit_memory

    if not can_limit_memory():
        raise BadInput(
            [
                Problem(
                    "RRM-C044",
                    Place("--memory-limit"),
                    msg("this system keeps no limit on a process’s memory"),
                    msg("it is kept on Linux"),
                    msg("Leave the option out, or limit the memory from outside."),
                )
            ]
        )
