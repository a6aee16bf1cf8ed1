"""Sites as people name them: one by one, or all of a region, cercle or commune."""

from __future__ import annotations

from collections.abc import Iterable

from rrm.access.named_links import folded
from rrm.model.language import msg
from rrm.model.near_name import near_name
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.scenario import Scenario

_ECHOED = 80


def sites_named(
    texts: Iterable[str], scenario: Scenario, where: str = "--isolate"
) -> tuple[str, ...]:
    """The site ids that these names stand for, each once, in the order of the sites table.

    A name is a site's id or name, or the P-code of a region, cercle or commune (adm1, adm2 or
    adm3 of the sites table) for all sites in it. Accents and capitals don't count; an id goes
    before a name, a name before a P-code.
    Raises BadInput with all names that nothing fits (RRM-A035).
    """
    known = _known(scenario)
    found, problems = set[str](), list[Problem]()
    for text in texts:
        fits = known.get(text.strip()) or known.get(folded(text))
        if fits is None:
            problems.append(_unknown(text, scenario, where))
        else:
            found |= fits
    if problems:
        raise BadInput(problems)
    return tuple(site for site in scenario.site_ids if site in found)


def _known(scenario: Scenario) -> dict[str, frozenset[str]]:
    """Site ids by everything that they may be named by, what goes before others written last."""
    by_area, by_name, by_id = (dict[str, set[str]]() for _ in range(3))
    for site in scenario.sites:
        for pcode in (site.adm1_pcode, site.adm2_pcode, site.adm3_pcode):
            by_area.setdefault(folded(pcode), set()).add(site.site_id)
        by_name.setdefault(folded(site.name), set()).add(site.site_id)
        by_id.setdefault(folded(site.site_id), set()).add(site.site_id)
    exact = {site: frozenset({site}) for site in scenario.site_ids}
    merged = {**by_area, **by_name, **by_id}
    return {name: frozenset(sites) for name, sites in merged.items() if name} | exact


def _unknown(text: str, scenario: Scenario, where: str) -> Problem:
    names = {
        folded(name): name
        for site in scenario.sites
        for name in (site.adm1_pcode, site.adm2_pcode, site.adm3_pcode, site.name, site.site_id)
    }
    near = near_name(folded(text), names)
    return Problem(
        "RRM-A035",
        Place(where),
        found=msg('found no site or area "{name}"', name=text[:_ECHOED]),
        allowed=msg("a site's id or name is needed, or the P-code of a region, cercle or commune"),
        remedy=(
            msg("Look the name up in sites.csv.")
            if near is None
            else msg('Did you mean "{name}"?', name=names[near])
        ),
    )
