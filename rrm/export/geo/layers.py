"""What a map of the plan holds, whichever file it is written to."""

from __future__ import annotations

from math import isfinite

from rrm.export.formats import Circle
from rrm.export.geo.layer import Column, Kind, Layer, Value, words
from rrm.export.geo.places import sites_layer, starts_layer
from rrm.export.geo.ways import roads_layer, trips_layer
from rrm.export.published import PublishedPlan, Stamp
from rrm.export.sharing import stamp_words

MARKS = (Column("run_id"), Column("is_draft", Kind.YES_OR_NO))
"""Columns that every feature ends with, as layers are copied out of the file they came in."""


def layers(plan: PublishedPlan, language: str) -> tuple[Layer, ...]:
    """Sites, where trips start, roads, trips."""
    return (
        sites_layer(plan, language),
        starts_layer(plan, language),
        roads_layer(plan, language),
        trips_layer(plan, language),
    )


def marks(stamp: Stamp) -> tuple[Value, ...]:
    """The values of MARKS."""
    return stamp.run_id, stamp.is_draft


def about(plan: PublishedPlan, language: str) -> dict[str, Value]:
    """What stands on the file as a whole: codes for machines, then each mark in words."""
    stamp = stamp_of(plan)
    said = stamp_words(stamp, Circle.RESTRICTED, plan.facts.pack.sharing)
    return {
        "title": words(stamp.title, language),
        "run_id": stamp.run_id,
        "scenario": stamp.scenario_id,
        "time_of_data": stamp.time_of_data.isoformat(),
        "is_draft": stamp.is_draft,
        "circle": Circle.RESTRICTED.value,
        "pack": words(stamp.pack, language),
        "engine": stamp.engine,
        "gap": stamp.gap if isfinite(stamp.gap) else None,
        **{f"people_confidence_{one.grade}": one.people for one in stamp.confidence},
        "state_in_words": words(said.state, language),
        "circle_in_words": words(said.circle, language),
        "data_in_words": words(said.data, language),
        "confidence_in_words": words(said.confidence, language),
    }


def stamp_of(plan: PublishedPlan) -> Stamp:
    """The plan's stamp. Raises ValueError where it has none, as nothing leaves without one."""
    if plan.stamp is None:
        raise ValueError("a plan that leaves its run folder has a stamp")
    return plan.stamp
