"""The scenario around an assessment that was taken in: enough to score needs for a first look.

What only the country team knows - how many people live at a site, where it lies - is stood in for
by the sample and by 0, marked as such, and to be replaced.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rrm.intake.foreign.conversion import ConvertedTable
from rrm.intake.foreign.mapping import SitePlace
from rrm.intake.foreign.taking_in import Intake
from rrm.model.language import LANGUAGES, msg, msg_plural
from rrm.model.problem import Place, Problem
from rrm.model.rounding import whole

SITES = "sites.csv"
SETTINGS = "scenario.yaml"
NO_DAY = "2000-01-01"
"""The start of a scenario whose interviews bear no date: to be replaced."""

_NO_COUNTRY = "XXX"
_HORIZON_DAYS = 15
_SIZE = "household_size"


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """A population group of a site as the sample has it."""

    site_id: str
    group: str
    households: int
    people: int


def groups_found(assessment: ConvertedTable) -> list[FoundGroup]:
    """Sites and groups in the order of their ids; people by the mean size of those who said it."""
    sizes: dict[tuple[str, str], list[str]] = defaultdict(list)
    asked = assessment.columns.get(_SIZE, [""] * len(assessment))
    columns = assessment.columns
    for site_id, group, size in zip(columns["site_id"], columns["group"], asked, strict=True):
        sizes[site_id, group].append(size)
    return [
        FoundGroup(site_id, group, len(said), _people(said))
        for (site_id, group), said in sorted(sizes.items())
    ]


def _people(sizes: Sequence[str]) -> int:
    known = [float(size) for size in sizes if size]
    if not known:
        return len(sizes)
    return max(len(sizes), whole(sum(known) / len(known) * len(sizes)))


def sites_table(groups: Sequence[FoundGroup], places: dict[str, SitePlace]) -> ConvertedTable:
    """sites.csv: what the sample says of each group, and what the mapping says of the place."""
    rows = [(one, places.get(one.site_id, SitePlace())) for one in groups]
    return ConvertedTable(
        {
            "site_id": [one.site_id for one, _ in rows],
            "name": [place.name or one.site_id for one, place in rows],
            "adm1_pcode": [place.adm1_pcode for _, place in rows],
            "adm2_pcode": [place.adm2_pcode for _, place in rows],
            "adm3_pcode": [place.adm3_pcode for _, place in rows],
            "lat": [_degrees(place.lat) for _, place in rows],
            "lon": [_degrees(place.lon) for _, place in rows],
            "households": [str(one.households) for one, _ in rows],
            "people": [str(one.people) for one, _ in rows],
            "group": [one.group for one, _ in rows],
            "node": [place.node or one.site_id for one, place in rows],
        }
    )


def _degrees(value: float | None) -> str:
    return "0" if value is None else format(value, ".10g")


def sites_doubts(
    groups: Sequence[FoundGroup], places: dict[str, SitePlace], shown: str
) -> list[Problem]:
    """That people are those of the sample, and which sites stand at 0, 0."""
    doubts = [
        Problem(
            "RRM-I092",
            Place(shown, column="people"),
            msg_plural(
                "{n} household stands in the table of sites, as many as the sample has",
                "{n} households stand in the table of sites, as many as the sample has",
                n=sum(one.households for one in groups),
            ),
            msg("households and people are those that live at the site"),
            msg("Replace them before anything is planned; people in need are the sample's too."),
            is_error=False,
        )
    ]
    unplaced = sorted(
        {
            one.site_id
            for one in groups
            if places.get(one.site_id) is None or places[one.site_id].lat is None
        }
    )
    if unplaced:
        doubts.append(
            Problem(
                "RRM-I093",
                Place(shown, column="lat"),
                msg_plural(
                    "the position of {n} site is not known: 0, 0 stands there",
                    "the positions of {n} sites are not known: 0, 0 stands there",
                    n=len(unplaced),
                ),
                msg("a site has its position and its node"),
                msg("Give them in the table, under `sites` of the mapping, or with --sites FILE."),
                is_error=False,
            )
        )
    return doubts


def settings_text(intake: Intake, folder_name: str) -> str:
    """scenario.yaml: the pack, the last day of interviews, and where everything comes from."""
    days = sorted(
        day for day in intake.converted.assessment.columns.get("interviewed_on", []) if day
    )
    files = ", ".join(f"{file.path} (SHA-256 {file.sha256})" for file in intake.files)
    lines = [
        "# Made by `rrm intake`. Fit for a first look at needs; no plan can rest on it before the",
        "# figures of sites.csv are those of the sites, and not those of the sample.",
        f"id: {_scenario_id(folder_name)}",
        f"title: {_flow(_title(intake))}",
        f"country: {_NO_COUNTRY}  # three letters, such as MLI: replace it",
        f"start: {days[-1] if days else NO_DAY}  # the last day of interviews: day 1 of the plan",
        f"horizon_days: {_HORIZON_DAYS}",
        f"rules: {intake.pack.id}",
        "sources:",
        "  assessment:",
        f"    source: {_quoted(files)}",
        "  sites:",
        f"    made_up: {_flow(_made_up())}",
    ]
    return "\n".join(lines) + "\n"


def _title(intake: Intake) -> dict[str, str]:
    if intake.mapping is not None and intake.mapping.mapping.title:
        return dict(intake.mapping.mapping.title)
    return dict.fromkeys(LANGUAGES, intake.files[0].path)


def _made_up() -> dict[str, str]:
    return {
        "households": "as many as were interviewed, to be replaced",
        "people": "those of the households interviewed, to be replaced",
        "lat": "0 where it is not known",
        "lon": "0 where it is not known",
        "node": "the id of the site",
    }


def _flow(words: dict[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {_quoted(text)}" for key, text in words.items()) + "}"


def _quoted(text: str) -> str:
    """A text in YAML's double quotes, which are those of JSON."""
    return json.dumps(text, ensure_ascii=False)


def _scenario_id(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:64] or "assessment"
