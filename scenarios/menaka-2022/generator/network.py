"""The access graph: links with their lengths, and what was closed on 18 April.

Lengths by road, in whole kilometres, are those of the FLEE input `mali2017_adm1` and, where that
has none, `mali2012` (FabFlee and Flee, BSD-3-Clause; the authors took them from routing sites).
Ansongo-Ménaka is 220 in the first and 191 in the second; the straight line is 205, so 220 it is.
Surfaces, risks and the tracks to villages are ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from generator.places import PLACES, straight_km
from generator.tables import Row, degrees

LOCATION_COLUMNS = ("node_id", "name", "lat", "lon", "kind")
ROUTE_COLUMNS = ("from", "to", "mode", "km", "surface", "risk", "bidirectional")
CLOSURE_COLUMNS = ("from", "to", "start", "end", "classes", "reason", "reason_fr", "certainty")

ROADS = (
    # from, to, km, surface, risk a passage, where the length is from
    ("bamako", "koulikoro", 58, "tar", 0.002, "mali2017_adm1"),
    ("bamako", "segou", 240, "tar", 0.002, "mali2012"),
    ("segou", "mopti", 401, "tar", 0.005, "mali2012"),
    ("mopti", "konna", 70, "tar", 0.01, "mali2012"),
    ("konna", "douentza", 121, "tar", 0.02, "mali2012"),
    ("douentza", "gao", 397, "tar", 0.03, "mali2012"),
    ("gao", "bourem", 91, "laterite", 0.02, "mali2017_adm1"),
    ("bourem", "kidal", 286, "track", 0.05, "mali2017_adm1"),
    ("kidal", "tidermene", 263, "sand", 0.06, "mali2017_adm1"),
    ("gao", "ansongo", 95, "laterite", 0.02, "mali2017_adm1"),
    ("ansongo", "menaka", 220, "track", 0.05, "mali2017_adm1"),
    ("menaka", "tidermene", 78, "track", 0.02, "mali2017_adm1"),
    ("menaka", "inekar", 115, "track", 0.03, "mali2017_adm1"),
    ("menaka", "anderamboukane", 95, "track", 0.08, "mali2017_adm1"),
    ("inekar", "anderamboukane", 83, "track", 0.08, "mali2017_adm1"),
)

TRACK_FACTOR = 1.3
"""Length of a desert track over the straight line: ours. The published links around Ménaka and
Inékar run from 1.0 (Ménaka-Tidermène) to 1.4 (Ménaka-Inékar, Inékar-Andéramboukane)."""

TRACKS = (
    # from, to, surface, risk a passage: no published length, straight line x TRACK_FACTOR
    ("menaka", "ibogolitene", "track", 0.03),
    ("menaka", "zambouritene", "track", 0.05),
    ("zambouritene", "idoguiritane", "sand", 0.05),
    ("zambouritene", "in-delimane", "track", 0.08),
    ("menaka", "tabankort", "track", 0.08),
    ("tabankort", "akabar", "sand", 0.08),
    ("inekar", "ouaritoufoulout", "track", 0.03),
    ("ouaritoufoulout", "in-telle", "sand", 0.04),
    ("inekar", "idra-gagane", "track", 0.05),
    ("idra-gagane", "ikanabassane", "sand", 0.05),
)

RIVER = (
    "koulikoro", "segou", "mopti", "niafunke", "dire", "tombouctou", "gourma-rharous", "bourem",
    "gao", "ansongo",
)  # fmt: skip
"""Landing places down the Niger."""

KOULIKORO_GAO_KM = 1308
"""The navigable reach from Koulikoro to Gao (Logistics Cluster, logistics capacity assessment of
Mali, 2.5 waterways). Its legs share it out by their straight lines; Gao-Ansongo, further down,
takes the same ratio."""

RIVER_RISK = 0.01
DAY_ONE = "2022-04-18"


@dataclass(frozen=True)
class Closed:
    """A link closed from the first day; the dates are ours, the constraint is reported."""

    start: str
    end: str
    until: str
    reason: str
    reason_fr: str
    classes: str = ""
    certainty: str = "certain"


CONSTRAINED = "Under major access constraints on 18 April"
CONSTRAINED_FR = "Fortes contraintes d’accès le 18 avril"
"""As reported, of every place but Ménaka town, Tidermène and Inékar; what follows it is ours."""

NO_PASSAGE = ("; no passage agreed", " ; aucun passage convenu")
SOUTH = (", worst in the south of the cercle", ", surtout dans le sud du cercle")

CLOSED = (
    Closed(
        "menaka",
        "ibogolitene",
        "2022-04-24",
        "; passage promised to the elders from 25 April",
        " ; passage promis aux notables à partir du 25 avril",
    ),
    Closed(
        "menaka",
        "zambouritene",
        "",
        ": trucks and tankers are turned back, light vehicles pass",
        " : camions et citernes sont refoulés, les véhicules légers passent",
        classes="truck_10t;truck_6x6;water_tanker",
    ),
    Closed("zambouritene", "idoguiritane", "", *NO_PASSAGE),
    Closed("zambouritene", "in-delimane", "", *NO_PASSAGE),
    Closed("menaka", "tabankort", "", *SOUTH),
    Closed("tabankort", "akabar", "", *SOUTH),
    Closed("menaka", "anderamboukane", "", *NO_PASSAGE),
    Closed("inekar", "anderamboukane", "", *NO_PASSAGE),
    Closed(
        "inekar",
        "ouaritoufoulout",
        "2022-04-26",
        "; expected to ease after 26 April",
        " ; amélioration attendue après le 26 avril",
    ),
    Closed(
        "ouaritoufoulout",
        "in-telle",
        "",
        "; herders say that the track is cut, not confirmed",
        " ; selon des éleveurs la piste est coupée, non confirmé",
        certainty="probable",
    ),
    Closed("inekar", "idra-gagane", "", *NO_PASSAGE),
)


def locations() -> Iterator[Row]:
    """Every place as a node of the graph."""
    for place in PLACES:
        yield {
            "node_id": place.node,
            "name": place.name,
            "lat": degrees(place.lat),
            "lon": degrees(place.lon),
            "kind": place.kind,
        }


def routes() -> Iterator[Row]:
    """Published roads, then tracks, then the river."""
    for start, end, km, surface, risk, _ in ROADS:
        yield _link(start, end, "road", km, surface, risk)
    for start, end, surface, risk in TRACKS:
        km = ceil(straight_km(start, end) * TRACK_FACTOR)
        yield _link(start, end, "road", km, surface, risk)
    for start, end in _river_legs():
        km = ceil(straight_km(start, end) * river_factor())
        yield _link(start, end, "river", km, "river", RIVER_RISK)


def river_factor() -> float:
    """Length by river over the straight lines, from Koulikoro to Gao."""
    above_gao = [straight_km(start, end) for start, end in _river_legs() if end != "ansongo"]
    return KOULIKORO_GAO_KM / sum(above_gao)


def closures() -> Iterator[Row]:
    """What can't be passed, from the first day on."""
    for closed in CLOSED:
        yield {
            "from": closed.start,
            "to": closed.end,
            "start": DAY_ONE,
            "end": closed.until,
            "classes": closed.classes,
            "reason": f"{CONSTRAINED}{closed.reason}",
            "reason_fr": f"{CONSTRAINED_FR}{closed.reason_fr}",
            "certainty": closed.certainty,
        }


def _river_legs() -> Iterator[tuple[str, str]]:
    return pairwise(RIVER)


def _link(start: str, end: str, mode: str, km: int, surface: str, risk: float) -> Row:
    return {
        "from": start,
        "to": end,
        "mode": mode,
        "km": km,
        "surface": surface,
        "risk": f"{risk:.3f}".rstrip("0"),
        "bidirectional": True,
    }
