"""A pack as a document: all of it, marked where it is only proposed, safe to open."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from pydantic import BaseModel

from rrm.export import figures_to_decide, rules_document
from rrm.export.pack_document.subject import cited_rules
from rrm.intake import load_cases, load_pack
from rrm.model.rule_pack import Indicator, Status
from rrm.scoring import run_cases
from tests.builders import PACK_FILES, tiny_pack
from tests.export.page_reader import PageReader

SHIPPED = ("sphere", "sahel", "mali")
MARKED = re.compile(r"\\(.)")


def document(pack_id: str, near: Path | None, ending: str, language: str) -> bytes:
    pack, files = load_pack(pack_id, near)
    lineage = [load_pack(one, near)[0] for one, _ in pack.lineage]
    return rules_document(lineage, files, run_cases(load_cases(pack_id, near)), ending, language)


@cache
def shipped(pack_id: str, ending: str = ".html", language: str = "en") -> bytes:
    return document(pack_id, None, ending, language)


def read_page(html: bytes) -> PageReader:
    """The page without its places to break long words."""
    return PageReader(html.replace(b"<wbr>", b""))


def page(pack_id: str, language: str = "en") -> PageReader:
    return read_page(shipped(pack_id, ".html", language))


def tiny_document(folder: Path, ending: str = ".html", **files: str) -> str:
    tiny_pack(folder / "rules", **files)
    return document("tiny", folder / "scenarios" / "any", ending, "en").decode()


def child_document(folder: Path, ending: str = ".html", **files: str) -> str:
    """Of a pack `child` that extends the tiny one and says this."""
    tiny_pack(folder / "rules")
    home = folder / "rules" / "child"
    home.mkdir()
    (home / "pack.yaml").write_text("id: child\nversion: 0.1.0\nextends: tiny\n")
    for name, text in files.items():
        (home / f"{name}.yaml").write_text(text, encoding="utf-8")
    return document("child", folder / "scenarios" / "any", ending, "en").decode()


# --- it is whole -----------------------------------------------------------------------------


@pytest.mark.parametrize("pack_id", SHIPPED)
def test_the_page_is_well_formed_and_needs_nothing_else(pack_id):
    read = page(pack_id)
    assert read.faults == []
    assert read.tags.count("script") == 0
    assert not read.values("src")
    within = [one[1:] for one in read.values("href") if one.startswith("#")]
    assert set(within) <= set(read.ids)
    assert "default-src 'none'" in read.values("content")[0]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_rule_question_and_source_of_the_pack_is_in_it(language):
    pack, _ = load_pack("mali")
    text = re.sub(r"\s+", "", page("mali", language).words())
    for name, sector in pack.sectors.items():
        for key in (*sector.indicators, *sector.measures):
            assert f"{name}.{key}" in text, key
    for key in (
        *pack.form.questions, *pack.form.rosters, *pack.triggers.profiles, *pack.referrals,
        *pack.entitlements.entitlements, *pack.catalogue, *pack.access.classes, *pack.sources,
    ):  # fmt: skip
        assert key in text, key
    for question in pack.form.questions.values():
        assert re.sub(r"\s+", "", question.label[language]) in text
    for one in cited_rules(pack):
        words = one.rule.source.split(maxsplit=1)[-1]
        assert re.sub(r"\s+", "", words) in text, one.path


def test_every_setting_of_the_pack_is_in_the_document(tmp_path):
    # Each figure made unlike any other, then looked for: no key may be read and not be told.
    text = re.sub(r"[\s,]+", "", page("mali").words())
    pack, _ = load_pack("mali")
    missing = [
        (path, value)
        for path, value in _figures(pack)
        if not any(form in text for form in _written(value))
    ]
    assert missing == []


def _figures(model: BaseModel, path: str = ""):
    """Numbers of a pack that are neither 0 nor 1, with where they stand."""
    for name in type(model).model_fields:
        yield from _below(getattr(model, name), f"{path}.{name}")


def _below(value: object, path: str):
    if isinstance(value, BaseModel):
        yield from _figures(value, path)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _below(one, f"{path}.{key}")
    elif isinstance(value, tuple):
        for one in value:
            yield from _below(one, path)
    elif isinstance(value, int | float) and not isinstance(value, bool) and value not in (0, 1):
        yield path, value


def _written(value: float) -> list[str]:
    plain = f"{value:.10g}"
    return [plain, f"{value * 100:.10g}%", f"{value * 100:.10g}\u00a0%", f"{value * 1000:.10g}L"]


def test_markdown_says_the_same_words(tmp_path):
    markdown = MARKED.sub(r"\1", shipped("mali", ".md").decode())
    html = page("mali").words()
    pick = re.compile(r"[A-Za-zÀ-ÿ]{4,}")
    said, written = set(pick.findall(html)), set(pick.findall(markdown.replace("<br>", " ")))
    assert said - written <= {"Mali"} | set(pick.findall("Rules of the rapid response"))
    assert len(shipped("mali", ".md").decode().splitlines()) > 500


def test_the_same_pack_gives_the_same_bytes():
    again = document("sahel", None, ".html", "fr")
    assert again == shipped("sahel", ".html", "fr")


def test_no_date_stands_in_it(tmp_path):
    assert not re.search(r"\b20\d\d-\d\d-\d\d\b", tiny_document(tmp_path))


# --- decision tables -------------------------------------------------------------------------


def rows_of(text: str, start: str) -> list[list[str]]:
    """Cells of the Markdown rows that begin so."""
    found = [line for line in text.splitlines() if line.startswith(f"| {start}")]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in found]


def test_a_table_is_printed_as_one_with_its_heads_in_words():
    text = shipped("sphere", ".md").decode()
    assert "Rows: Rung of drinking water. Columns: Kind of place." in text
    ((_, *cells),) = rows_of(text, "unprotected well or spring")
    assert [cell.split()[0] for cell in cells] == ["**4**", "**3**", "**2**", "**3**"]
    heads = '"camp or displacement site" | "town or quarter of a town"'
    assert f"| Rung of drinking water | {heads}" in text
    assert "puits ou source non protégés" in shipped("sphere", ".md", "fr").decode()


def test_a_table_of_a_measure_stands_below_the_measures():
    ((_, *cells),) = rows_of(shipped("sphere", ".md").decode(), "acceptable diet, no hunger")
    assert cells == ["1", "2", "2"]


def test_a_table_says_why_it_is_uneven_and_which_classes_no_case_shows(tmp_path):
    rule = (
        "  bed:\n    label: {en: Bed, fr: Lit}\n    table:\n      rows: shelter_type\n"
        "      columns: accepts_cash\n      heads: [yes, no]\n"
        "      uneven_because: {en: seen in the field, fr: vu sur place}\n      given: columns\n"
        "      cells: {house: [1, 2], otherwise: [5, 4]}\n    source: book chapter 4\n"
    )
    text = tiny_document(tmp_path, ".md", wash=PACK_FILES["wash.yaml"] + rule)
    assert "Why the cells go up and down: seen in the field" in text
    assert "No case shows class 5, 4, 2, 1." in text
    assert "No help changes this: Would take cash." in text


# --- how severity is made --------------------------------------------------------------------


def test_severity_is_told_from_the_packs_own_figures(tmp_path):
    severity = PACK_FILES["severity.yaml"].replace("area_share: 0.25", "area_share: 0.4")
    severity = severity.replace("in_need_from: 3", "in_need_from: 4")
    severity = severity.replace("{method: max}", "{method: weighted, weights: {wash: 2.5}}")
    text = read_page(tiny_document(tmp_path, severity=severity).encode()).words()
    assert "the highest class that at least 40 % of its households" in text.replace("\u00a0", " ")
    assert "class 4 or worse, times the people" in text
    assert "weighted mean of the sectors" in text
    assert "Water 2.5" in text


def test_an_indicator_stands_class_by_class_with_its_lines_in_words(tmp_path):
    text = read_page(tiny_document(tmp_path).encode()).words()
    assert "below 7.5 L/person/day" in text
    assert "water_litres_per_day Litres of water collected yesterday" in text


def test_what_missing_answers_count_as_is_told(tmp_path):
    wash = PACK_FILES["wash.yaml"].replace(
        "    source: book chapter 2", "    missing: worst\n    source: book"
    )
    text = read_page(tiny_document(tmp_path, wash=wash).encode()).words()
    assert "not answered counts as class 5: Water per person and day" in text


# --- proposed, changed, removed --------------------------------------------------------------


@pytest.mark.parametrize("pack_id", SHIPPED)
def test_every_proposed_figure_is_listed_to_be_decided_and_no_other(pack_id):
    pack, _ = load_pack(pack_id)
    markdown = shipped(pack_id, ".md").decode()
    chapter = markdown[markdown.rindex("To be decided\n") :]
    rows = re.findall(r"^\| \d+ \|", chapter, re.MULTILINE)
    proposed = [one for one in cited_rules(pack) if one.rule.status is Status.PROPOSED]
    assert len(rows) == len(proposed) == figures_to_decide(pack) > 0


def test_a_proposed_indicator_is_marked_by_its_frame_and_its_words():
    html = shipped("sphere").decode()
    pack, _ = load_pack("sphere")
    for one in cited_rules(pack):
        if isinstance(one.rule, Indicator):
            card = html[
                html.index(f'id="rule-sectors-{one.path[1]}-indicators-{one.path[3]}"') - 60 :
            ]
            marked = "card-proposed" in card[:60]
            assert marked is (one.rule.status is Status.PROPOSED), one.path


def test_what_a_child_changes_stands_beside_the_parents_value(tmp_path):
    text = child_document(
        tmp_path,
        wash="sector: wash\nindicators:\n  water_per_person:\n    severity: {3: below 12}\n",
        severity="area_share: 0.2\n",
    )
    words = read_page(text.encode()).words()
    assert "below 12 L/person/day changed by child was, in tiny: below 15" in words
    assert "changed by child area_share was, in tiny: 0.25" in words


def test_what_a_child_removes_is_told_with_what_it_was(tmp_path):
    text = child_document(
        tmp_path,
        ".md",
        food_security="sector: food_security\nindicators:\n  meals: ~remove\n",
    )
    row = next(line for line in text.splitlines() if line.startswith("| `food_security.meals`"))
    assert "Meals yesterday" in row and "below 2" in row and "removed" in row


def test_a_pack_that_extends_none_speaks_of_no_origin(tmp_path):
    text = tiny_document(tmp_path, ".md")
    assert "From tiny" not in text
    assert "What each pack changes" not in text


def test_a_case_that_fails_is_an_alarm(tmp_path):
    home = tiny_pack(tmp_path / "rules")
    (home / "tests").mkdir()
    (home / "tests" / "cases.yaml").write_text(
        "cases:\n  - name: one\n    household: {meals_yesterday: 0}\n"
        "    expect: {food_security.meals: {severity: 1}}\n"
    )
    text = document("tiny", tmp_path / "scenarios" / "any", ".md", "en").decode()
    assert "1 expectation is not met: the pack is not ready to be signed." in text


def test_there_are_lines_to_sign_for_each_sector_and_no_names(tmp_path):
    read = read_page(tiny_document(tmp_path).encode())
    assert read.words().count("Agreed:") == 4
    assert read.values("class").count("card card-sign") == 4


def test_another_figure_gives_another_fingerprint(tmp_path):
    find = re.compile(r"Fingerprint[^`]*`([0-9a-f]{16})`")
    first = find.search(tiny_document(tmp_path / "a", ".md"))
    wash = PACK_FILES["wash.yaml"].replace("3: below 15", "3: below 14")
    second = find.search(tiny_document(tmp_path / "b", ".md", wash=wash))
    assert first and second and first[1] != second[1]


# --- hostile words ---------------------------------------------------------------------------

HOSTILE = (
    """<script>alert(1)</script>"><img src=x onerror=alert(1)> | `x` [a](javascript:1) \u202e"""
)


def test_words_of_a_pack_are_never_mark_up(tmp_path):
    label = HOSTILE.replace('"', '\\"')
    wash = PACK_FILES["wash.yaml"].replace("{en: Water, fr: Eau}", f'{{en: "{label}", fr: Eau}}')
    about = PACK_FILES["pack.yaml"].replace(
        "{title: A book of standards, year: 2018}", '{title: Book, url: "javascript:alert(1)"}'
    )
    read = read_page(tiny_document(tmp_path / "h", wash=wash, pack=about).encode())
    assert read.faults == []
    assert "script" not in read.tags and "img" not in read.tags
    assert not [one for one in read.values("href") if "javascript" in one]
    assert "\u202e" not in read.words()
    markdown = tiny_document(tmp_path / "m", ".md", wash=wash, pack=about)
    assert "<script" not in markdown.replace("\\<script", "")
    assert "[a](javascript" not in markdown
    for line in markdown.splitlines():
        if line.startswith("|"):
            assert line.endswith("|")


def test_every_row_of_a_markdown_table_has_as_many_cells_as_its_head():
    width = 0
    for line in shipped("mali", ".md").decode().splitlines():
        if not line.startswith("|"):
            width = 0
            continue
        cells = len(re.findall(r"(?<!\\)\|", line))
        width = width or cells
        assert cells == width, line
