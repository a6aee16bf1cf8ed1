"""The lists of places that come with the engine, and what they are read with."""

import gzip
import shutil

import pytest

from rrm.intake import listed_places, plain_name
from rrm.intake.places import communes, gazetteer, lists
from rrm.intake.places.communes import communes_of
from rrm.intake.shipped import shipped_folder
from rrm.model.problem import BadInput


def test_mali_has_its_701_communes_in_50_cercles_and_9_regions():
    mali = communes_of("MLI")
    assert len(mali.by_pcode) == 701
    assert len({one.adm2_pcode for one in mali.by_pcode.values()}) == 50
    assert len({one.adm1_pcode for one in mali.by_pcode.values()}) == 9


def test_a_country_without_a_list_has_none():
    assert communes_of("TCD") is None


def test_every_code_of_a_commune_begins_with_those_of_its_parents():
    for one in communes_of("MLI").by_pcode.values():
        assert one.pcode.startswith(one.adm2_pcode), one.pcode
        assert one.adm2_pcode.startswith(one.adm1_pcode), one.pcode


def test_the_town_of_menaka_lies_in_its_commune_and_its_wrong_longitude_does_not():
    mali = communes_of("MLI")
    assert mali.at(15.91498, 2.40166).pcode == "ML070403"
    assert mali.by_pcode["ML070403"].km_outside(15.91498, 2.40166) == 0
    assert mali.by_pcode["ML070403"].km_outside(15.913, -2.4023) == pytest.approx(404, abs=1)


def test_a_position_lies_in_one_commune_at_most():
    mali = communes_of("MLI")
    for lat in range(11, 25):
        for lon in range(-12, 5):
            assert sum(one.holds(lat + 0.3, lon + 0.3) for one in mali.by_pcode.values()) <= 1


def test_the_nearest_commune_is_the_nearest_of_all():
    mali = communes_of("MLI")
    lat, lon = 14.0, 2.5  # in Niger
    all_distances = {one.pcode: one.km_outside(lat, lon) for one in mali.by_pcode.values()}
    nearest = min(all_distances, key=all_distances.get)
    commune, km = mali.nearest(lat, lon, within_km=500)
    assert (commune.pcode, km) == (nearest, all_distances[nearest])
    assert mali.nearest(lat, lon, within_km=km - 0.1) is None


def test_names_are_found_however_they_are_spelt():
    assert plain_name("N’Tillit") == plain_name("n'tillit") == "ntillit"
    assert {place.lat for place in listed_places("LERE")} == {
        place.lat for place in listed_places("Léré")
    }
    assert listed_places("no such place") == ()


def test_namesakes_are_kept_apart_with_where_they_lie():
    within = [place.within for place in listed_places("Lere")]
    assert within == [
        "Lere, Niafunke (ML060505)",
        "Baye, Bankass (ML050302)",
        "Bondo, Koro (ML050703)",
    ]


def test_a_place_that_its_own_list_contradicts_is_not_sound():
    menaka = {place.lon: place.is_sound for place in listed_places("Menaka")}
    assert menaka[2.4017] is True
    assert menaka[-2.4023] is False


def test_lists_are_small():
    files = list((shipped_folder("rules") / "places").glob("*.gz"))
    assert len(files) == 3
    assert sum(file.stat().st_size for file in files) < 600_000


# --- damaged lists ---------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A copy of the shipped lists that may be damaged."""
    shutil.copytree(shipped_folder("rules") / "places", tmp_path / "rules" / "places")
    monkeypatch.setattr(lists, "shipped_folder", lambda name: tmp_path / name)
    caches = (lists.place_lists, communes.communes_of, gazetteer._by_plain_name)
    for cached in caches:
        cached.cache_clear()
    yield tmp_path / "rules" / "places"
    for cached in caches:
        cached.cache_clear()


def damaged(content):
    return gzip.compress(content.encode())


@pytest.mark.parametrize(
    "content",
    [
        b"no gzip at all",
        gzip.compress(b"x" * 1000)[:40],
        damaged("adm3_pcode,adm3_name\nML01,Kayes\n"),
        gzip.compress(b"\n" * 21_000_000),
    ],
    ids=["no gzip", "cut off", "lacks columns", "a bomb"],
)
def test_a_damaged_list_is_refused_by_its_name(home, content):
    (home / "mli_communes.csv.gz").write_bytes(content)
    with pytest.raises(BadInput) as refused:
        communes_of("MLI")
    (problem,) = refused.value.problems
    assert problem.code == "RRM-I111"
    assert problem.place.file == "rules/places/mli_communes.csv.gz"


def test_a_damaged_border_is_refused_at_its_row(home):
    text = gzip.decompress((home / "mli_communes.csv.gz").read_bytes()).decode()
    row = text.splitlines()[1]
    (home / "mli_communes.csv.gz").write_bytes(
        damaged(text.replace(row, row.rpartition(",")[0] + ",1 2 three"))
    )
    with pytest.raises(BadInput) as refused:
        for one in communes_of("MLI").by_pcode.values():
            assert one.rings
    (problem,) = refused.value.problems
    assert (problem.code, problem.place.row) == ("RRM-I111", 2)


def test_without_lists_nothing_is_known_and_nothing_breaks(home):
    shutil.rmtree(home)
    assert communes_of("MLI") is None
    assert listed_places("Lere") == ()
