"""What is told of water that tankers bring: what holds it, and whether it is made safe."""

from __future__ import annotations

from collections.abc import Iterator

from rrm.intake.checks.draft import Draft
from rrm.intake.wording import quoted
from rrm.model.language import msg
from rrm.model.problem import Problem
from rrm.model.rule_pack import Chlorine
from rrm.model.scenario import Pipeline, Site, Stock, WaterSource


def doubtful_water(draft: Draft) -> Iterator[Problem]:
    """Storage told differently of one place; water that nothing can make safe."""
    yield from _one_storage(draft)
    yield from _without_chlorine(draft)


def _one_storage(draft: Draft) -> Iterator[Problem]:
    told: dict[str, float] = {}
    for site in draft.rows(Site):
        held, site_id = site.value.storage_m3, site.value.site_id
        if held is None:
            continue
        if told.setdefault(site_id, held) != held:
            yield Problem(
                "RRM-I280",
                site.at("storage_m3"),
                msg("{held} m³ of storage", held=held),
                msg(
                    "another row of {site} says {other} m³, for all its groups together",
                    site=quoted(site_id),
                    other=told[site_id],
                ),
                msg("Write what the place has in one of its rows, or the same in all."),
            )


def _without_chlorine(draft: Draft) -> Iterator[Problem]:
    """Chlorine is wanted at a source, and no depot holds or expects any."""
    chlorine = _chlorine(draft)
    if chlorine is None:
        return
    held = {row.value.item for row in draft.rows(Stock)}
    held |= {row.value.item for row in draft.rows(Pipeline)}
    if chlorine.item in held:
        return
    for source in draft.rows(WaterSource):
        if source.value.chlorinated is False:
            yield Problem(
                "RRM-I281",
                source.at("chlorinated"),
                msg("the water of this source needs chlorine, and no depot holds or expects any"),
                msg("a tanker takes along from its depot: {item}", item=quoted(chlorine.item)),
                msg("Add it to stock or pipeline; until then no water is planned from here."),
                is_error=False,
            )


def _chlorine(draft: Draft) -> Chlorine | None:
    if draft.rules.catalogue is None:
        return None
    asked = (item.goes_with.chlorine for item in draft.rules.catalogue.items.values())
    return next((chlorine for chlorine in asked if chlorine is not None), None)
