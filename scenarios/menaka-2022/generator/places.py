"""The places: real names, P-codes and positions.

Source of names, P-codes and positions: OCHA COD populated places of Mali, valid on April 2015
(OCHA, DNCT, IOM). Its division is that of before 2016, in which Ménaka is a cercle of the region
of Gao; since then Ménaka is a region, and its four communes of 2015 (Ménaka, Tidermène, Inékar,
Andéramboukane) are the seats of its four cercles.

Two places stand in that list with the sign of their longitude lost, and are given here where
they lie: Akabar (-1.99650, corrected) and Ménaka, whose second entry (ML070400000) is right.
Places named after a group of people rather than a spot were passed over on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088


@dataclass(frozen=True)
class Place:
    """A place of the access graph.

    pcode: of the settlement in the list. adm3_pcode: its commune, where it is a site.
    """

    node: str
    name: str
    lat: float
    lon: float
    kind: str
    pcode: str
    adm3_pcode: str = ""

    @property
    def adm1_pcode(self) -> str:
        """P-code of the region; a commune's begins with it."""
        return self.adm3_pcode[:4]

    @property
    def adm2_pcode(self) -> str:
        """P-code of the cercle; a commune's begins with it."""
        return self.adm3_pcode[:6]


ANDERAMBOUKANE = "ML070401"
INEKAR = "ML070402"
MENAKA = "ML070403"
TIDERMENE = "ML070404"

PLACES = (
    # Towns on the way, from the capital to the north-east.
    Place("bamako", "Bamako", 12.64292, -8.00209, "town", "ML090103000"),
    Place("koulikoro", "Koulikoro", 12.85914, -7.56269, "port", "ML020000000"),
    Place("segou", "Ségou", 13.44044, -6.27232, "port", "ML040000000"),
    Place("mopti", "Mopti", 14.48775, -4.19409, "port", "ML050000000"),
    Place("konna", "Konna", 14.94360, -3.89216, "town", "ML050105000"),
    Place("douentza", "Douentza", 14.99235, -2.95120, "town", "ML050600000"),
    Place("niafunke", "Niafunké", 15.92734, -3.99356, "port", "ML060500000"),
    Place("dire", "Diré", 16.25671, -3.40014, "port", "ML060200000"),
    Place("tombouctou", "Tombouctou", 16.76619, -3.00777, "port", "ML060000000"),
    Place("gourma-rharous", "Gourma-Rharous", 16.87329, -1.92074, "port", "ML060400000"),
    Place("bourem", "Bourem", 16.94972, -0.35203, "port", "ML070300000"),
    Place("gao", "Gao", 16.26849, -0.05022, "port", "ML070000000"),
    Place("ansongo", "Ansongo", 15.66160, 0.50014, "port", "ML070200000"),
    Place("kidal", "Kidal", 18.43769, 1.40157, "town", "ML080000000"),
    # Ménaka and the places of its commune.
    Place("menaka", "Ménaka", 15.91498, 2.40166, "town", "ML070400000", MENAKA),
    Place("ibogolitene", "Ibogolitene", 16.14531, 2.23142, "village", "ML070403003", MENAKA),
    Place("zambouritene", "Zambouritene", 15.86151, 1.93860, "village", "ML070403014", MENAKA),
    Place("idoguiritane", "Idoguiritane", 15.90543, 1.90189, "village", "ML070403004", MENAKA),
    Place("in-delimane", "In Delimane", 15.86027, 1.51819, "village", "ML070403015", MENAKA),
    Place("tabankort", "Tabankort", 15.38036, 2.09908, "village", "ML070403016", MENAKA),
    Place("akabar", "Akabar", 15.34912, 1.99650, "village", "ML070403011", MENAKA),
    # The three other communes.
    Place("tidermene", "Tidermène", 16.61403, 2.42445, "town", "ML070404000", TIDERMENE),
    Place("inekar", "Inékar", 15.93898, 3.15777, "town", "ML070402000", INEKAR),
    Place(
        "ouaritoufoulout", "Ouaritoufoulout", 16.21697, 3.15063, "village", "ML070402011", INEKAR
    ),
    Place("in-telle", "In Telle", 16.37056, 2.84992, "village", "ML070402010", INEKAR),
    Place("idra-gagane", "Idra Gagane", 16.16556, 3.47278, "village", "ML070402001", INEKAR),
    Place("ikanabassane", "Ikanabassane", 16.32217, 3.47804, "village", "ML070402002", INEKAR),
    Place(
        "anderamboukane", "Andéramboukane", 15.42345, 3.02272, "town", "ML070401000", ANDERAMBOUKANE
    ),
)  # fmt: skip

BY_NODE = {place.node: place for place in PLACES}


def straight_km(a: str, b: str) -> float:
    """Great-circle kilometres between two nodes (haversine, mean earth radius)."""
    lat_a, lon_a = radians(BY_NODE[a].lat), radians(BY_NODE[a].lon)
    lat_b, lon_b = radians(BY_NODE[b].lat), radians(BY_NODE[b].lon)
    half = sin((lat_b - lat_a) / 2) ** 2
    half += cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half))
