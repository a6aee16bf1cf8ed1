"""What a pack says of sharing that somebody should look at twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from rrm.intake.source_tree import Path, Tree, mapping_at
from rrm.intake.wording import did_you_mean, quoted
from rrm.model.language import msg
from rrm.model.problem import Place, Problem
from rrm.model.rule_pack import SharingRules

Where = Callable[[Path], Place]

SHARING = "sharing"
_COUNT = re.compile("[0-9]{1,3}")


def sharing_problems(
    sharing: SharingRules, lineage: Sequence[Tree], where: Where
) -> Iterator[Problem]:
    """RRM-R240 a minimum lower than that of the pack it extends; R241 nobody may approve.

    lineage: packs as written, from the root to the pack itself.
    """
    written = [mapping_at(tree, SHARING).get("minimum_cell") for tree in lineage]
    above = [int(text) for text in written if isinstance(text, str) and _COUNT.fullmatch(text)]
    if above and sharing.minimum_cell < max(above):
        yield Problem(
            "RRM-R240",
            where((SHARING, "minimum_cell")),
            msg("the smallest count that may be told is {own}", own=sharing.minimum_cell),
            msg("the pack that this one extends says {minimum}", minimum=max(above)),
            msg("Raise it, or say in `source` who decided that less protection is enough."),
            is_error=False,
        )
    if not sharing.roles:
        yield Problem(
            "RRM-R241",
            where((SHARING, "roles")),
            msg("no role is named"),
            msg("plans are approved by a role; until one is, every document says draft"),
            msg("Name the roles that may approve, each in the languages of the pack."),
            is_error=False,
        )


def protected_problems(
    sharing: SharingRules, sectors: Sequence[str], where: Where
) -> Iterator[Problem]:
    """RRM-R242 a protected sector that the pack has not: what was meant would be told."""
    for at, name in enumerate(sharing.protected_sectors):
        if name not in sectors:
            yield Problem(
                "RRM-R242",
                where((SHARING, "protected_sectors", at)),
                msg('there is no sector "{name}" to protect', name=quoted(name)),
                msg("sectors of this pack"),
                did_you_mean(name, sectors),
            )
