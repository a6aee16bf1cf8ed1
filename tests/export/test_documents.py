"""Documents: which are made, what they are called, and what is refused before any is."""

import json
from datetime import date
from hashlib import sha256

import pytest

from rrm.export import (
    FORMATS,
    Circle,
    chosen,
    documents,
    doubts,
    listing,
    published_plan,
    stamp_of,
    write_files,
)
from rrm.export.formats import Format, Languages, Maker, loaded
from rrm.model.approval import Approval
from rrm.model.problem import BadInput
from rrm.model.run import CheckedRun
from tests.export.menaka import a_run, a_verdict

RUN = "20220418T081500Z-1a2b3c4d"
SHARED = Maker("brief", "html", Circle.SHARED, Languages.EACH, "report_page:report_page")
RESTRICTED = Maker("plan", "xlsx", Circle.RESTRICTED, Languages.EACH, "workbook:plan_xlsx")
UNINSTALLED = Maker(
    "sheet", "pdf", Circle.RESTRICTED, Languages.EACH, "none:none", ("no_such_room",)
)
SOME = {
    "plan": Format("plan", (RESTRICTED,)),
    "brief": Format("brief", (SHARED,)),
    "mixed": Format("mixed", (RESTRICTED, SHARED)),
    "sheets": Format("sheets", (UNINSTALLED,)),
}
"""Formats as there may be, of every kind."""

APPROVAL = Approval("coordinator", date(2022, 4, 18), "ab" * 32, 1, "cd" * 32)


def a_plan(approval=None):
    checked = CheckedRun(a_run(), a_verdict())
    return published_plan(checked, stamp_of(checked, RUN, "1.0", approval))


def made(formats, languages=("en",), **options):
    return tuple(documents(a_plan(), formats, languages, lambda _: None, **options))


def codes(formats, languages=("en",), **options):
    with pytest.raises(BadInput) as refused:
        chosen(formats, languages, **options)
    return [problem.code for problem in refused.value.problems]


def test_each_language_has_its_workbook_and_the_report_holds_both():
    assert [one.name for one in made(("html", "xlsx"), ("en", "fr"))] == [
        "menaka-2022_KVH6_plan_en.xlsx",
        "menaka-2022_KVH6_plan_fr.xlsx",
        "menaka-2022_KVH6_report_en-fr.html",
    ]


def test_the_same_plan_gives_the_same_bytes():
    assert made(("html", "xlsx")) == made(("xlsx", "html"))


def test_a_step_is_told_for_each_document():
    told = []
    list(documents(a_plan(), ("xlsx",), ("en", "fr"), told.append))
    assert [step.text("en") for step in told] == [
        "Writing menaka-2022_KVH6_plan_en.xlsx", "Writing menaka-2022_KVH6_plan_fr.xlsx",
    ]  # fmt: skip


def test_every_fault_of_what_was_asked_for_is_told_at_once():
    assert codes(("docx", "xlsx"), ("en", "tlh")) == ["RRM-X001", "RRM-X002"]


def test_what_is_restricted_is_not_among_what_may_be_passed_on():
    assert codes(("plan", "brief"), shared_only=True, among=SOME) == ["RRM-X004"]
    for asked in ("all", "mixed", "brief"):
        choice = chosen((asked,), ("en",), shared_only=True, among=SOME)
        assert set(choice.makers) == {SHARED}


def test_where_nothing_may_be_passed_on_all_of_it_is_refused():
    assert codes(("all",), shared_only=True, among={"plan": SOME["plan"]}) == ["RRM-X004"]


def test_every_format_has_a_circle_that_no_option_changes():
    whole = {maker for one in FORMATS.values() for maker in one.documents}
    assert set(chosen(("all",), ("en",)).makers) <= whole


def test_what_is_signed_is_one_paper_in_all_languages():
    assert {one.name for one in FORMATS.values()
            if all(maker.languages is Languages.SIDE_BY_SIDE for maker in one.documents)} == {
        "waybills", "loading", "signing",
    }  # fmt: skip


def test_paper_is_an_error_where_asked_for_and_a_doubt_among_all():
    assert codes(("sheets",), among=SOME) == ["RRM-X003"]
    choice = chosen(("all",), ("en",), among=SOME)
    assert {problem.code for problem in choice.doubts} == {"RRM-X003"}
    assert UNINSTALLED not in choice.makers


def test_a_pack_without_a_minimum_shares_nothing():
    with pytest.raises(BadInput) as refused:
        made(("brief",), among=SOME)
    assert [problem.code for problem in refused.value.problems] == ["RRM-X021"]


def test_a_plan_without_a_stamp_leaves_nothing():
    plan = published_plan(CheckedRun(a_run(), a_verdict()))
    with pytest.raises(ValueError, match="has a stamp"):
        documents(plan, ("xlsx",), ("en",), lambda _: None)


def test_a_draft_is_told_until_somebody_approves():
    choice = chosen(("xlsx",), ("en",))
    assert [problem.code for problem in doubts(a_plan(), choice)] == ["RRM-X008"]
    assert doubts(a_plan(APPROVAL), choice) == ()


def test_the_list_beside_them_names_each_with_its_checksum():
    files = made(("html",), ("en", "fr"))
    name, content = listing(a_plan(APPROVAL).stamp, files, "ef" * 32)
    told = json.loads(content)
    assert name == "menaka-2022_KVH6_documents.json"
    assert (told["run_id"], told["run_sha256"], told["approval"]["role"]) == (
        RUN, "ef" * 32, "coordinator",
    )  # fmt: skip
    assert told["documents"] == [
        {"name": files[0].name, "sha256": sha256(files[0].content).hexdigest(),
         "circle": "restricted", "languages": ["en", "fr"]},
    ]  # fmt: skip


def test_files_of_another_run_stay(tmp_path):
    (tmp_path / "other.txt").write_text("kept", encoding="utf-8")
    write_files({"one.txt": b"1"}, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"one.txt", "other.txt"}


def test_a_folder_that_can_t_be_written_to_is_told(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BadInput) as refused:
        write_files({"one.txt": b"1"}, tmp_path / "file")
    assert [problem.code for problem in refused.value.problems] == ["RRM-R131"]


HOMES = sorted({maker.home for one in FORMATS.values() for maker in one.documents})


@pytest.mark.parametrize("home", HOMES)
def test_every_maker_is_a_function_of_this_room(home):
    assert callable(loaded(home))
