"""`--priorities survival_water,needs_met=0.01,…` as people type it."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from rrm.model.language import Message, msg
from rrm.model.problem import Place, Problem, raise_errors
from rrm.model.scenario import Priority, Tier

OPTION = "--priorities"
LONGEST = 40
"""Characters of what was typed that are shown again."""


def typed_priorities(typed: str | None) -> tuple[Priority, ...]:
    """Priorities in the order typed, each with the share that later ones may cost it, if any.

    Raises BadInput with every problem found: RRM-C040 none is named, RRM-C041 an unknown name,
    RRM-C042 a name twice, RRM-C043 a tolerance that is no share.
    """
    if typed is None:
        return ()
    parts = [part.strip() for part in typed.split(",")]
    raise_errors(_problems(parts))
    return tuple(
        Priority(tier=Tier(_name(part)), tolerance=_share(_tolerance(part)) or 0.0)
        for part in parts
    )


def _problems(parts: list[str]) -> Iterator[Problem]:
    if not any(parts):
        yield _problem(
            "RRM-C040",
            msg("no priority is named"),
            msg("at least one is needed: {names}", names=_names()),
            msg("Name them, the most important first, or leave the option out."),
        )
        return
    seen: set[str] = set()
    for number, part in enumerate(parts, start=1):
        name, tolerance = _name(part), _tolerance(part)
        if name not in set(Tier):
            yield _problem(
                "RRM-C041",
                msg('priority {n} is "{name}"', n=number, name=name[:LONGEST]),
                msg("one of these is needed: {names}", names=_names()),
                msg("Write their names with commas between them."),
            )
        elif name in seen:
            yield _problem(
                "RRM-C042",
                msg('the priority "{name}" stands twice', name=name),
                msg("each priority stands once, the most important first"),
                msg("Remove one of the two."),
            )
        if tolerance is not None and _share(tolerance) is None:
            yield _problem(
                "RRM-C043",
                msg(
                    'the tolerance of priority {n} is "{found}"',
                    n=number, found=tolerance[:LONGEST],
                ),
                msg("a share of its value is needed, from 0 to 1"),
                msg("Write 0.01 for one percent, or the name alone for none."),
            )  # fmt: skip
        seen.add(name)


def _name(part: str) -> str:
    return part.partition("=")[0].strip()


def _tolerance(part: str) -> str | None:
    _, given, tolerance = part.partition("=")
    return tolerance.strip() if given else None


def _share(tolerance: str | None) -> float | None:
    try:
        share = float(tolerance or "")
    except ValueError:
        return None
    return share if isfinite(share) and 0 <= share <= 1 else None


def _names() -> str:
    return ", ".join(tier.value for tier in Tier)


def _problem(code: str, found: Message, allowed: Message, remedy: Message) -> Problem:
    return Problem(code, Place(OPTION), found, allowed, remedy)
