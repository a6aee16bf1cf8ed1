import os
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from rrm.export import report_html
from rrm.model.plan import Plan
from rrm.model.verdict import Verdict
from tests.export.menaka import a_run, a_verdict
from tests.export.page_reader import PageReader

ROOT = Path(__file__).parents[2]

HOSTILE = {
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "quote": "\"' onmouseover='alert(1)",
    "template": "{{ 7 * 7 }}{% raw %}",
    "placeholder": "{site} {0} %s",
    "formula": "=cmd|' /C calc'!A0",
    "long": "Interminable" * 25,
    "lines": "two\nlines\tand a tab",
}


def read(**changes) -> PageReader:
    return PageReader(report_html(a_run(**changes), a_verdict()))


@pytest.fixture(scope="module")
def page() -> PageReader:
    return read()


def test_every_tag_is_closed_and_every_id_is_there_once(page):
    assert page.faults == []


def test_what_names_another_part_names_one_that_exists(page):
    named = {i for value in page.values("aria-labelledby") for i in value.split()}
    targets = {href[1:] for href in page.values("href")} - {"en", "fr"}
    assert named | targets <= set(page.ids)


def test_the_page_needs_nothing_from_outside(page):
    assert page.values("src") == []
    assert all(href.startswith("#") for href in page.values("href"))
    style = "".join(page.raw["style"])
    assert "url(" not in style and "@import" not in style


def test_the_policy_allows_this_style_and_this_script_only(page):
    (policy,) = (v for v in page.values("content") if v.startswith("default-src"))
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        digest = b64encode(sha256("".join(page.raw[tag]).encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert page.values("style") == [], "the policy would drop these"


def test_both_languages_are_inside(page):
    assert "Ménaka, April 2022" in page.words("en")
    assert "Ménaka, avril 2022" in page.words("fr")
    assert "Water tanker" in page.words("en") and "Camion-citerne" in page.words("fr")


def test_numbers_and_dates_are_written_as_each_language_does(page):
    assert "39,123" in page.words("en") and "39\u202f123" in page.words("fr")
    assert "18\u00a0Apr" in page.words("en") and "18\u00a0avr." in page.words("fr")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_opens_in_the_language_of_the_run(language):
    reader = read(language=language)
    assert ("html", "lang", language) in reader.attributes
    title = {"en": "Ménaka, April 2022", "fr": "Ménaka, avril 2022"}[language]
    assert reader.texts[0][1].startswith(title)


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_name_comes_out_as_text(name):
    reader = read(site_names={"menaka": name}, title={"en": name}, note=name)
    assert reader.faults == []
    assert reader.tags.count("script") == 1 and "img" not in reader.tags
    assert not [a for _, a, _ in reader.attributes if a.startswith("on")]
    assert " ".join(name.split()) in " ".join(reader.words().split())


def test_a_name_that_turns_text_round_is_shown_with_its_controls_written_out():
    words = read(site_names={"menaka": "abc\u202edef\u2066 شمال"}).words()
    assert "abc[U+202E]def[U+2066] شمال" in words
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(words)


def test_a_name_with_characters_that_no_file_can_hold_is_shown_with_a_sign_instead():
    words = read(site_names={"menaka": "a\x00b\x1bc\ufffed"}).words()
    assert "a\ufffdb\ufffdc\ufffdd" in words


def test_a_plan_that_the_check_refuses_says_so_at_its_head():
    page = PageReader(report_html(a_run(), a_verdict(broken=True)))
    assert "1 of 12 checks fails" in page.words("en")
    assert "Do not use this plan: Vehicles work their hours." in page.words("en")


def test_a_run_with_an_empty_plan_still_makes_a_whole_page():
    empty = Plan("infeasible", 1.0, 0.0, (), (), (), (), (), (), no_plan="impossible")
    page = PageReader(report_html(a_run(plan=empty), Verdict(())))
    assert page.faults == []
    assert "No plan is possible" in page.words("en") and "Not checked" in page.words("en")


def test_the_same_run_gives_the_same_bytes_wherever_it_is_made():
    code = (
        "from hashlib import sha256; from rrm.export import plan_workbook, report_html;"
        "from tests.export.menaka import a_run, a_verdict; r, v = a_run('fr'), a_verdict();"
        "print(sha256(report_html(r, v) + plan_workbook(r, v)).hexdigest())"
    )
    digests = set()
    for seed, zone, locale in (("1", "UTC", "C"), ("2", "Pacific/Auckland", "fr_FR.UTF-8")):
        surroundings = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONPATH": "."}
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, **surroundings},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        digests.add(done.stdout)
    assert len(digests) == 1
