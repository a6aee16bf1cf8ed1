"""Makes the lists of places beside this file from the originals that README.md names.

    python rules/places/make_lists.py COD_FOLDER GEONAMES_FOLDER

COD_FOLDER holds adm3_derived.geojson and settlements.csv, GEONAMES_FOLDER cities_sahel.csv. The
same originals give the same files, byte by byte. Needs the engine installed.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from rrm.intake.places.border import is_within, km_to_border

HOME = Path(__file__).parent
UNITS_A_DEGREE = 10_000  # 0.0001 degree: at most 8 m off, and no gap between neighbours

COMMUNE_COLUMNS = (
    "adm3_pcode", "adm3_name", "adm2_pcode", "adm2_name", "adm1_pcode", "adm1_name",
    "west", "south", "east", "north", "rings",
)  # fmt: skip
PLACE_COLUMNS = ("name", "lat", "lon", "rank", "within", "km_outside")
COUNTRIES = {
    "BF": "Burkina Faso", "CI": "Côte d’Ivoire", "DZ": "Algeria", "GN": "Guinea", "ML": "Mali",
    "MR": "Mauritania", "NE": "Niger", "SN": "Senegal",
}  # fmt: skip

Ring = list[tuple[int, int]]
"""Points in ten-thousandths of a degree, longitude first; the first is the last again."""


def rounded_rings(geometry: dict[str, Any]) -> list[Ring]:
    """All rings of a polygon or of several, rounded, points that fall together once."""
    parts = geometry["coordinates"]
    polygons = parts if geometry["type"] == "MultiPolygon" else [parts]
    return [_rounded(ring) for polygon in polygons for ring in polygon]


def _rounded(ring: Sequence[Sequence[float]]) -> Ring:
    points = [(round(lon * UNITS_A_DEGREE), round(lat * UNITS_A_DEGREE)) for lon, lat in ring]
    return [points[0], *(point for before, point in pairwise(points) if point != before)]


def as_steps(ring: Ring) -> str:
    """Each point by how far it lies from the one before it, the first from 0, 0."""
    pairs = pairwise([(0, 0), *ring])
    return " ".join(f"{lon - before[0]} {lat - before[1]}" for before, (lon, lat) in pairs)


def communes(features: Iterable[dict[str, Any]]) -> Iterator[dict[str, object]]:
    """A row a commune, by code."""
    for feature in sorted(features, key=lambda it: str(it["properties"]["admin3Pcod"])):
        about, rings = feature["properties"], rounded_rings(feature["geometry"])
        lons = [lon / UNITS_A_DEGREE for ring in rings for lon, _ in ring]
        lats = [lat / UNITS_A_DEGREE for ring in rings for _, lat in ring]
        yield {
            "adm3_pcode": about["admin3Pcod"], "adm3_name": about["admin3Name"],
            "adm2_pcode": about["admin2Pcod"], "adm2_name": about["admin2Name"],
            "adm1_pcode": about["admin1Pcod"], "adm1_name": about["admin1Name"],
            "west": min(lons), "south": min(lats), "east": max(lons), "north": max(lats),
            "rings": ";".join(as_steps(ring) for ring in rings),
        }  # fmt: skip


def settlements(
    rows: Iterable[dict[str, str]], features: Iterable[dict[str, Any]]
) -> Iterator[dict[str, object]]:
    """A row a settlement, with how far it lies outside of the commune that it names."""
    borders = {
        feature["properties"]["admin3Pcod"]: [
            [(lon / UNITS_A_DEGREE, lat / UNITS_A_DEGREE) for lon, lat in ring]
            for ring in rounded_rings(feature["geometry"])
        ]
        for feature in features
    }
    for row in sorted(rows, key=lambda it: (int(it["popPlaceCl"]), it["pcode"])):
        lat, lon = float(row["latitude"]), float(row["longitude"])
        border = borders[row["admin3Pcod"]]
        outside = 0.0 if is_within(lon, lat, border) else km_to_border(lon, lat, border)
        yield {
            "name": row["featureNam"], "lat": f"{lat:.4f}", "lon": f"{lon:.4f}",
            "rank": row["popPlaceCl"],
            "within": f"{row['admin3Name']}, {row['admin2Name']} ({row['admin3Pcod']})",
            "km_outside": f"{outside:.1f}" if outside >= 0.05 else "",
        }  # fmt: skip


def cities(rows: Iterable[dict[str, str]]) -> Iterator[dict[str, object]]:
    """A row a city."""
    for row in rows:
        yield {
            "name": row["name"], "lat": f"{float(row['lat']):.4f}",
            "lon": f"{float(row['lng']):.4f}", "rank": "",
            "within": COUNTRIES[row["country"]], "km_outside": "",
        }  # fmt: skip


def write_packed(name: str, columns: Sequence[str], rows: Iterable[dict[str, object]]) -> None:
    """A table as packed CSV; the time of packing stays out of it."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    with (
        (HOME / name).open("wb") as file,
        gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0, compresslevel=9) as packed,
    ):
        packed.write(text.getvalue().encode("utf-8"))


def read_csv(path: Path) -> list[dict[str, str]]:
    """Rows of a table in UTF-8."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def main(cod: Path, geonames: Path) -> None:
    """All three lists."""
    with (cod / "adm3_derived.geojson").open(encoding="utf-8") as file:
        features = json.load(file)["features"]
    write_packed("mli_communes.csv.gz", COMMUNE_COLUMNS, communes(features))
    listed = settlements(read_csv(cod / "settlements.csv"), features)
    write_packed("mli_settlements.csv.gz", PLACE_COLUMNS, listed)
    listed = cities(read_csv(geonames / "cities_sahel.csv"))
    write_packed("sahel_cities.csv.gz", PLACE_COLUMNS, listed)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
