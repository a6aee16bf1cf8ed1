"""The document of a pack as a browser shows it: on a phone, at a desk, on paper."""

import pytest

from rrm.export import rules_document
from rrm.intake import load_cases, load_pack
from rrm.scoring import run_cases
from tests.builders import PACK_FILES, tiny_pack
from tests.export.browser import Browser, installed

pytestmark = pytest.mark.skipif(
    installed() is None, reason="no Chromium here: the document was not looked at in a browser"
)

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LONG = "W" * 300


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    long_label = PACK_FILES["wash.yaml"].replace("Water per person and day", LONG)
    long_label = long_label.replace("book chapter 2", f"book {LONG}")
    tiny_pack(folder / "rules", wash=long_label)
    near = folder / "scenarios" / "any"
    for name, language in (("sphere", "en"), ("mali", "fr"), ("tiny", "en")):
        pack, files = load_pack(name, near)
        lineage = [load_pack(one, near)[0] for one, _ in pack.lineage]
        # Cases have tests of their own; the document is the same size without.
        report = run_cases(load_cases(name, near)[:1])
        html = rules_document(lineage, files, report, ".html", language)
        (folder / f"{name}.html").write_bytes(html)
    return lambda name: (folder / f"{name}.html").as_uri()


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    running = Browser(tmp_path_factory.mktemp("profile"))
    yield running
    running.close()


@pytest.mark.parametrize("width", [390, 700, 1280])
@pytest.mark.parametrize("name", ["sphere", "mali", "tiny"])
def test_the_page_never_scrolls_sideways(browser, address, name, width):
    browser.show(address(name), width)
    assert browser.value("innerWidth") == width
    assert browser.value(WIDER) == 0


def test_the_style_is_the_one_that_the_policy_allows(browser, address):
    browser.show(address("sphere"), 1280)
    colour = "getComputedStyle(document.querySelector('.sev-5')).backgroundColor"
    assert browser.value(colour) == "rgb(92, 0, 17)"


def test_a_proposed_figure_is_told_apart_without_colour(browser, address):
    browser.show(address("sphere"), 1280)
    frame = "getComputedStyle(document.querySelector('.{}')).borderLeftWidth"
    assert browser.value(frame.format("card-proposed")) == "8px"
    assert browser.value(frame.format("card:not(.card-proposed):not(.card-sign)")) == "1px"
    assert browser.value("document.querySelector('.tag-proposed').innerText").isupper()
