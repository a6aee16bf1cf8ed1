import pytest

from rrm.export import report_html
from tests.export.browser import Browser, installed
from tests.export.menaka import a_run, a_verdict

pytestmark = pytest.mark.skipif(
    installed() is None, reason="no Chromium here: the report was not looked at in a browser"
)

SHOWN = "getComputedStyle(document.querySelector('h1 span[lang={}]')).display !== 'none'"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    running = Browser(tmp_path_factory.mktemp("profile"))
    yield running
    running.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    for name, run in {
        "en": a_run(),
        "fr": a_run(language="fr"),
        "long": a_run(site_names={"menaka": "W" * 300, "inekar": "abc " * 75}, note="W" * 300),
    }.items():
        (folder / f"{name}.html").write_bytes(report_html(run, a_verdict()))
    return lambda name: (folder / f"{name}.html").as_uri()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["en", "fr", "long"])
def test_the_page_never_scrolls_sideways(browser, address, name, width):
    browser.show(address(name), width)
    browser.value("document.querySelectorAll('details').forEach((part) => { part.open = true })")
    assert browser.value("innerWidth") == width
    assert browser.value(WIDER) == 0


def test_the_address_chooses_the_language(browser, address):
    browser.show(address("en") + "#fr", 1280)
    assert browser.value("document.documentElement.lang") == "fr"
    assert browser.value(SHOWN.format("fr")) and not browser.value(SHOWN.format("en"))


def test_the_switch_works_from_the_keyboard_and_back(browser, address):
    browser.show(address("en"), 390)
    assert browser.value(SHOWN.format("en"))
    browser.press("Tab")
    browser.press("Tab")
    assert browser.value("document.activeElement.lang") == "fr"
    browser.press("Enter")
    browser.wait(SHOWN.format("fr"))
    assert not browser.value(SHOWN.format("en"))
    assert browser.value("document.querySelector('a[aria-current]').lang") == "fr"
    browser.value("document.querySelector('a[lang=en]').click()")
    browser.wait(SHOWN.format("en"))


def test_without_scripts_the_language_of_the_run_shows_and_no_dead_switch(browser, address):
    browser.scripts(allowed=False)
    try:
        browser.show(address("fr"), 1280)
        assert browser.value(SHOWN.format("fr")) and not browser.value(SHOWN.format("en"))
        assert (
            browser.value("getComputedStyle(document.getElementById('languages')).display")
            == "none"
        )
    finally:
        browser.scripts(allowed=True)


def test_the_policy_blocks_nothing_that_the_page_needs(browser, address):
    browser.show(address("en"), 1280)
    assert browser.value("document.getElementById('languages').hidden") is False
    assert browser.value("getComputedStyle(document.querySelector('.sev-5')).backgroundColor") == (
        "rgb(92, 0, 17)"
    )
