"""The page of a comparison as a browser shows it: on a phone and at a desk, in both languages."""

import pytest

from rrm.comparison import compare_runs
from rrm.export import comparison_page, comparison_picture
from tests.comparison.runs import facts
from tests.export.browser import Browser, installed

pytestmark = pytest.mark.skipif(
    installed() is None, reason="no Chromium here: the page was not looked at in a browser"
)

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TEXT_OUTSIDE = """\
[...document.querySelectorAll('svg.drawing')].flatMap(svg => {
  const box = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text')].filter(it => {
    const at = it.getBoundingClientRect();
    return at.width && (at.left < box.left - 1 || at.right > box.right + 1);
  }).map(it => it.textContent);
}).join('; ')
"""


@pytest.fixture(scope="module")
def compared():
    return compare_runs([facts(name) for name in ("base", "stock", "closed", "rule", "one_site")])


@pytest.fixture(scope="module")
def address(compared, tmp_path_factory):
    file = tmp_path_factory.mktemp("comparison") / "compare.html"
    file.write_bytes(comparison_page(compared, "en"))
    return file.as_uri()


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    running = Browser(tmp_path_factory.mktemp("profile"))
    yield running
    running.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_never_scrolls_sideways_and_its_charts_hold_their_words(
    browser, address, width, language
):
    browser.show(f"{address}#{language}", width)
    assert browser.value("innerWidth") == width
    assert browser.value(WIDER) == 0
    assert browser.value(TEXT_OUTSIDE) == ""


def test_every_run_has_a_line_in_every_curve_and_its_style_is_applied(browser, address, compared):
    browser.show(address, 1280)
    lines = browser.value("document.querySelectorAll('polyline.run-1').length")
    assert lines == len(compared.coverages[1])
    colour = "getComputedStyle(document.querySelector('polyline.run-1')).stroke"
    assert browser.value(colour) == "rgb(11, 111, 184)"


def test_each_chapter_names_the_row_that_was_changed(browser, address):
    browser.show(address, 1280)
    text = browser.value("document.body.innerText")
    for said in ("Stock D1 · nfi_kit: quantity 45 → 20", "Closure town · north", "Rule wash."):
        assert said in text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_picture_holds_its_words(browser, compared, tmp_path, language):
    file = tmp_path / "compare.svg"
    file.write_bytes(comparison_picture(compared, language))
    browser.show(file.as_uri(), 1280)
    assert browser.value("document.documentElement.tagName") == "svg"
    outside = """\
    (() => { const box = document.documentElement.getBoundingClientRect();
      return [...document.querySelectorAll('text')].filter(it =>
        it.getBoundingClientRect().right > box.right).map(it => it.textContent).join('; '); })()
    """
    assert browser.value(outside) == ""
