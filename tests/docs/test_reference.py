"""The reference says what the code does: every column, key, code and function, and no other."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from pydantic import BaseModel

from rrm.allocation.constraints import LAWS
from rrm.intake.hxl_tags import TAGS
from rrm.intake.pack_sections import About
from rrm.intake.scenario_tables import TABLES as SCENARIO_TABLES
from rrm.model import form, rule_pack, scenario
from rrm.model.form import KEY_COLUMNS
from rrm.model.run_files import FILES, FORMAT_VERSION, REPLAN_TABLES, TABLES
from rrm.rule_language import MAX_DEPTH, kinds, tokens
from rrm.store import documents
from tests.docs.markdown import REFERENCE, ROOT, Section, section, sections, tables_after, text_of

CODE = re.compile(r"RRM-[A-Z]\d{3}")

SCENARIO = REFERENCE / "scenario.md"
RUN_FOLDER = REFERENCE / "run-folder.md"
RULE_PACK = REFERENCE / "rule-pack.md"
MODEL = REFERENCE / "model.md"
PROBLEMS = REFERENCE / "problem-codes.md"


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _needed(model: type[BaseModel]) -> set[str]:
    fields = model.model_fields.items()
    return {field.alias or name for name, field in fields if field.is_required()}


def _said_needed(table: Section, cell: int) -> set[str]:
    return {
        name
        for row in table.rows
        if re.search(r"\bneeded\b", row[cell])
        for name in re.findall(r"`([^`]+)`", row[0])
    }


# --- problem codes ---------------------------------------------------------------------------


def _codes_in_sources() -> set[str]:
    sources = (ROOT / "rrm").rglob("*.py")
    return {code for path in sources for code in CODE.findall(text_of(path))}


def _explained() -> list[tuple[str, ...]]:
    return [row for one in sections(PROBLEMS) for row in one.rows if CODE.fullmatch(row[0])]


def test_every_problem_code_is_explained_once_and_no_other() -> None:
    assert sorted(row[0] for row in _explained()) == sorted(_codes_in_sources())


def test_every_explanation_says_level_meaning_and_what_to_do() -> None:
    for code, level, meaning, to_do in _explained():
        assert level in ("error", "doubt", "either"), code
        assert meaning and to_do, code


def _problems_made(path: Path) -> Iterator[tuple[str, bool]]:
    """Codes given to Problem(…) itself, with whether they are errors there, where that is plain."""
    for node in ast.walk(ast.parse(text_of(path))):
        if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "Problem":
            continue
        code = node.args[0] if node.args else None
        named = [key.value for key in node.keywords if key.arg == "is_error"]
        given = named or node.args[5:6]
        if isinstance(code, ast.Constant) and all(isinstance(one, ast.Constant) for one in given):
            yield str(code.value), bool(given[0].value) if given else True  # type: ignore[attr-defined]


def test_levels_are_those_of_the_sources() -> None:
    levels = {code: level for code, level, *_ in _explained()}
    for path in sorted((ROOT / "rrm").rglob("*.py")):
        for code, is_error in _problems_made(path):
            assert levels[code] in ("either", "error" if is_error else "doubt"), (code, path.name)


# --- the scenario folder ---------------------------------------------------------------------


@pytest.mark.parametrize("name", list(SCENARIO_TABLES))
def test_every_column_of_a_scenario_table_is_explained(name: str) -> None:
    spec = SCENARIO_TABLES[name]
    told = section(SCENARIO, name)
    assert list(told.names) == list(spec.columns)
    assert _said_needed(told, 3) == set(spec.required)


def test_every_column_of_an_interview_is_explained() -> None:
    assert section(SCENARIO, "assessment").names == KEY_COLUMNS


@pytest.mark.parametrize(
    ("title", "model"),
    [
        ("scenario.yaml", scenario.Settings),
        ("Each of shocks", scenario.Shock),
        ("budget", scenario.Budget),
        ("Each of priorities", scenario.Priority),
        ("Each of sources", scenario.Origin),
        ("Each of reported_plan", scenario.ReportedPlan),
        ("Each of escorts", scenario.Escort),
        ("Each of curfews", scenario.Curfew),
    ],
)
def test_every_key_of_scenario_yaml_is_explained(title: str, model: type[BaseModel]) -> None:
    told = section(SCENARIO, title)
    assert sorted(told.names) == sorted(_keys(model))
    assert _said_needed(told, 3) == _needed(model)


def test_every_hxl_tag_is_listed() -> None:
    rows = section(SCENARIO, "HXL tags").rows
    assert {r[0].strip("`"): tuple(re.findall(r"`([^`]+)`", r[1])) for r in rows} == TAGS


# --- the run folder --------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*TABLES, *REPLAN_TABLES])
def test_every_column_of_a_run_table_is_explained_in_its_order(name: str) -> None:
    columns = TABLES.get(name) or REPLAN_TABLES[name]
    assert tables_after(RUN_FOLDER, name)[0].names == columns


def test_every_file_of_a_run_folder_is_listed() -> None:
    told = set(section(RUN_FOLDER, "The run folder").names)
    assert told == {*FILES, *REPLAN_TABLES}


def test_the_format_version_told_is_the_one_written() -> None:
    assert f"`FORMAT_VERSION` {FORMAT_VERSION};" in text_of(RUN_FOLDER)


def test_every_key_of_run_json_is_explained() -> None:
    tree = ast.parse(textwrap.dedent(inspect.getsource(documents.run_json)))
    made = next(node for node in ast.walk(tree) if isinstance(node, ast.Dict))
    keys = [key.value for key in made.keys if isinstance(key, ast.Constant)]
    assert list(section(RUN_FOLDER, "run.json").names) == keys


@pytest.mark.parametrize(("table", "room"), [("unmet.csv", "allocation"), ("access.csv", "access")])
def test_reason_codes_explained_are_those_of_the_sources(table: str, room: str) -> None:
    told = tables_after(RUN_FOLDER, table)[1].names
    sources = "\n".join(text_of(path) for path in sorted((ROOT / "rrm" / room).glob("*.py")))
    for code in told:
        assert f'"{code}"' in sources, code
    if table == "unmet.csv":
        made = re.findall(r'Reason\(\s*"(\w+)"', sources)
        assert set(made) | {"locks", "no_plan_found"} == set(told)
    else:
        told_in_model = re.search(
            r"reason_code: ([\w,\s]+)\.", text_of(ROOT / "rrm/model/access.py")
        )
        assert told_in_model is not None
        assert set(re.findall(r"\w+", told_in_model[1])) == set(told)


# --- the rule pack ---------------------------------------------------------------------------

PACK_TABLES = [
    ("pack.yaml", 0, About),
    ("form.yaml", 0, form.Form),
    ("form.yaml", 1, form.Question),
    ("form.yaml", 2, form.Roster),
    ("A sector's file", 0, rule_pack.Sector),
    ("A sector's file", 1, rule_pack.Measure),
    ("A sector's file", 2, rule_pack.Indicator),
    ("Decision tables", 0, rule_pack.DecisionTable),
    ("severity.yaml", 0, rule_pack.SeverityRules),
    ("triggers.yaml", 0, rule_pack.TriggerRules),
    ("entitlements.yaml", 0, rule_pack.EntitlementRules),
    ("entitlements.yaml", 1, rule_pack.Entitlement),
    ("modality.yaml", 0, rule_pack.ModalityRules),
    ("modality.yaml", 1, rule_pack.KeyInformantsOnCash),
    ("referrals.yaml", 0, rule_pack.ReferralRule),
    ("entitlements.yaml", 2, rule_pack.GroupParity),
    ("catalogue.yaml", 0, rule_pack.Item),
    ("catalogue.yaml", 1, rule_pack.Storage),
    ("catalogue.yaml", 2, rule_pack.Chlorine),
    ("catalogue.yaml", 3, rule_pack.Variant),
    ("access.yaml", 0, rule_pack.AccessRules),
    ("access.yaml", 1, rule_pack.ClassAccess),
    ("access.yaml", 2, rule_pack.PlaceDoubts),
    ("access.yaml", 3, rule_pack.RiskCap),
    ("access.yaml", 4, rule_pack.RouteRules),
]


@pytest.mark.parametrize(("title", "number", "model"), PACK_TABLES)
def test_every_key_of_a_pack_is_explained(title: str, number: int, model: type[BaseModel]) -> None:
    told = tables_after(RULE_PACK, title)[number]
    assert sorted(told.names) == sorted(_keys(model))
    # `source` is explained once for all.
    assert _said_needed(told, 2) == _needed(model) - {"source"}


def test_every_function_of_the_rule_language_is_explained() -> None:
    tables = tables_after(RULE_PACK, "Expressions")
    told = [name.split("(")[0] for name in tables[1].names]
    assert sorted(told) == sorted(kinds.FUNCTIONS)


def test_the_table_of_three_values_is_that_of_the_evaluator() -> None:
    import numpy as np

    from rrm.model.form import Column
    from rrm.rule_language import Evaluator, Name, Truth, parse

    rows = section(RULE_PACK, "What is not known").rows
    words = {"yes": (1.0, True), "no": (0.0, True), "unknown": (0.0, False)}

    def column(cell: int) -> Column:
        answers = [words[row[cell]] for row in rows]
        return Column(np.array([a for a, _ in answers]), np.array([k for _, k in answers]))

    columns = {"a": column(0), "b": column(1)}

    def column_of(name: Name) -> Column:
        return columns[name.name]

    evaluator = Evaluator(column_of, lambda _: Truth(), len(rows))
    for cell, expression in ((2, "a and b"), (3, "a or b"), (4, "not a")):
        found, told = evaluator.column(parse(expression)), column(cell)
        assert (found.known == told.known).all(), expression
        assert (found.values == told.values).all(), expression
    assert len({row[:2] for row in rows}) == 9


def test_the_limits_told_are_those_kept() -> None:
    told = text_of(RULE_PACK)
    for limit in (tokens.MAX_CHARACTERS, tokens.MAX_TOKENS, MAX_DEPTH):
        assert f"| {limit:,} |" in told


# --- the model -------------------------------------------------------------------------------


def test_every_law_of_a_plan_is_told_in_words() -> None:
    assert list(section(MODEL, "The laws").names) == [law.__name__ for law in LAWS]


def test_every_check_is_told_in_words() -> None:
    # The package gives the name of the module to the function.
    verification = import_module("rrm.verification.verify")
    replayed = (
        *verification.ROWS_CAN_BE_REPLAYED,
        *verification.TRIPS_CAN_BE_REPLAYED,
        *verification.LAWS,
    )
    read = ["inputs_readable", "tables_complete", "cells_readable"]
    names = [*read, *(law.__name__ for law in replayed), "tier_values_true", "tier_bounds_hold"]
    assert sorted(section(MODEL, "The independent check").names) == sorted(names)


def test_every_priority_is_told_in_words() -> None:
    told = section(MODEL, "Priorities").names
    assert told == tuple(tier.value for tier in scenario.Tier)
