"""Pages hold together: links lead somewhere, commands exist, files to write can be read."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rrm.cli.commands import COMMANDS
from rrm.intake import load_cases, load_pack, load_scenario
from rrm.model.language import Message
from rrm.scoring import compile_pack, run_cases
from tests.docs.markdown import (
    ROOT,
    TUTORIALS,
    anchors,
    commands,
    links,
    markdown_files,
    named_blocks,
    section,
    text_of,
)

PAGES = sorted(TUTORIALS.glob("*.md"))
ELSEWHERE = ("http://", "https://", "mailto:")


@pytest.mark.parametrize("page", markdown_files(), ids=lambda page: str(page.relative_to(ROOT)))
def test_relative_links_lead_somewhere(page: Path) -> None:
    for link in links(page):
        if link.startswith(ELSEWHERE):
            continue
        target, _, anchor = link.partition("#")
        file = (page.parent / target).resolve() if target else page
        assert file.exists(), link
        if anchor and file.suffix == ".md":
            assert anchor in anchors(file), link


def _all_commands() -> Iterator[tuple[str, str]]:
    for page in [*PAGES, ROOT / "README.md"]:
        for command in commands(page):
            yield page.name, command


@pytest.mark.parametrize(("page", "command"), list(_all_commands()))
def test_commands_of_the_pages_exist_with_their_options(page: str, command: str) -> None:
    _, *words = shlex.split(command)
    listed: Any = COMMANDS
    while words and hasattr(listed, "keys"):
        name = words.pop(0)
        assert name in listed, command
        found = listed[name]
        listed = getattr(found, "commands", found)
    options = {option for parameter in listed.load(name).params for option in parameter.opts}
    assert {word for word in words if word.startswith("-")} <= options | {"--help"}


def test_each_tutorial_runs_something() -> None:
    assert PAGES
    for page in PAGES:
        assert list(commands(page)), page.name


@pytest.fixture
def written(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder like the repository's, with the files that a page tells to write."""
    shutil.copytree(ROOT / "scenarios" / "menaka-2022", tmp_path / "scenarios" / "menaka-2022")
    for path, content in named_blocks(request.param).items():
        file = tmp_path / path
        assert file.resolve().is_relative_to(tmp_path.resolve())
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("written", PAGES, indirect=True, ids=[page.stem for page in PAGES])
def test_scenarios_that_a_tutorial_writes_can_be_run(written: Path) -> None:
    for folder in sorted((written / "scenarios").iterdir()):
        if folder.name != "menaka-2022":
            compile_pack(load_scenario(folder).pack)


@pytest.mark.parametrize("written", PAGES, indirect=True, ids=[page.stem for page in PAGES])
def test_packs_that_a_tutorial_writes_pass_their_cases(written: Path) -> None:
    for folder in sorted((written / "rules").glob("*")):
        near = written / "scenarios" / "any"
        pack, _ = load_pack(folder.name, near)
        compile_pack(pack)
        own = load_cases(folder.name, near)[-1:]
        report = run_cases(own)
        assert report.results
        assert not report.failed


def test_sheets_are_called_what_the_workbook_calls_them() -> None:
    workbook = (ROOT / "rrm" / "export" / "workbook").glob("*.py")
    sources = "".join(text_of(path) for path in sorted(workbook))
    rows = section(TUTORIALS / "planner.md", "1. The workbook").rows
    assert rows
    for english, french, _ in rows:
        assert f'msg("{english}")' in sources, english
        assert Message(english).text("fr") == french
