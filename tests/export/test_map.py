import math

import pytest

from rrm.export.facts import facts_of
from rrm.export.map import LinkState, links_on_first_day
from rrm.export.map.basemap import basemap, ring_within
from rrm.export.map.far_depot import arrow_to, arrows_apart
from rrm.export.map.frame import distance_km, frame_around
from rrm.export.map.labels import Box, Mark, place_labels
from rrm.export.map.spread import spread
from rrm.export.sections.map_section import map_section
from tests.export.menaka import PLACES, a_pack, a_run, a_verdict

MENAKA, GAO = (2.40166, 15.91498), (-0.05022, 16.26849)


@pytest.fixture(scope="module")
def section():
    return map_section(facts_of(a_run(), a_verdict()))


def test_distances_on_the_map_are_true_in_every_direction():
    frame = frame_around([MENAKA, GAO], 1000, 60, (0.4, 0.8))
    (x1, y1), (x2, y2) = frame.at(MENAKA), frame.at(GAO)
    assert math.hypot(x1 - x2, y1 - y2) / frame.units_per_km == pytest.approx(
        distance_km(MENAKA, GAO), rel=0.005
    )


def test_all_sites_lie_within_the_map(section):
    for drawing in (section.wide, section.narrow):
        for circle in drawing.circles:
            assert circle.radius < circle.x < drawing.width - circle.radius
            assert circle.radius < circle.y < drawing.height - circle.radius


def test_a_far_warehouse_is_an_arrow_with_its_distance_and_does_not_shrink_the_map(section):
    (arrow,) = section.wide.arrows
    assert arrow.label.text().startswith("Bamako, 1,1")
    assert len(section.wide.squares) == 2


def test_warehouses_beyond_one_corner_hide_neither_each_other_nor_the_scale():
    frame = frame_around([MENAKA, GAO], 400, 60, (0.8, 1.4))
    far = [("Bamako", (-8.0, 6.0)), ("Mopti", (-6.0, 8.0)), ("Kidal", (1.4, 22.0))]
    scale = Box(0, frame.height - 34, 120, frame.height)
    towards = [arrow_to(name, spot, frame, 12) for name, spot in far]
    assert any(arrow.box(12).overlap(scale) for arrow in towards)
    boxes = [scale, *(a.box(12) for a in arrows_apart(towards, (scale,), frame, 12))]
    for i, box in enumerate(boxes):
        assert not any(box.overlap(other) for other in boxes[i + 1 :])
        assert box.top >= 0
        assert box.bottom <= frame.height


def test_names_hide_neither_each_other_nor_the_marks(section):
    for drawing in (section.wide, section.narrow):
        boxes = [label.box(drawing.font) for label in drawing.labels]
        for i, box in enumerate(boxes):
            assert not any(box.overlap(other) > 20 for other in boxes[i + 1 :])
            assert box.outside(drawing.width, drawing.height) < 1


def test_twenty_sites_in_one_spot_still_all_get_a_name_and_a_circle_of_their_own():
    discs = [(100.0, 100.0, 8.0)] * 20
    centres = spread(discs)
    gaps = [math.dist(a, b) for i, a in enumerate(centres) for b in centres[i + 1 :]]
    assert min(gaps) > 12
    assert spread(discs) == centres
    frame = frame_around([MENAKA], 1000, 60, (0.4, 0.8))
    marks = [Mark(x + 300, y + 100, 8.0, f"Site {i}") for i, (x, y) in enumerate(centres)]
    assert len(place_labels(marks, frame, 12)) == 20


def test_a_link_is_open_closed_or_open_to_some_as_on_the_first_day():
    states = {
        (link.from_node, link.to_node, link.mode.value): link.state
        for link in links_on_first_day(a_run().loaded.scenario, a_pack().access)
    }
    assert states["menaka", "tidermene", "road"] is LinkState.OPEN
    assert states["ibogolitene", "menaka", "road"] is LinkState.CLOSED
    assert states["menaka", "zambouritene", "road"] is LinkState.SOME
    assert states["ansongo", "gao", "river"] is LinkState.CLOSED, "no boats in April"
    assert states["ansongo", "menaka", "road"] is LinkState.OPEN, "a possible closure is no wall"


def test_the_basemap_is_small_and_holds_mali_and_the_niger():
    countries, rivers = basemap()
    assert {"MLI", "NER", "BFA", "DZA"} <= {country.iso3 for country in countries}
    assert "Niger" in {river.name.text() for river in rivers}
    mali = next(country for country in countries if country.iso3 == "MLI")
    frame = frame_around([(lon, lat) for _, lat, lon in PLACES.values()], 1000, 60, (0.4, 0.8))
    assert len(ring_within(mali.rings[0], frame)) > 10


def test_neighbours_share_their_border_point_for_point():
    countries, _ = basemap()
    points = {c.iso3: {p for ring in c.rings for p in ring} for c in countries}
    assert len(points["MLI"] & points["NER"]) > 20
