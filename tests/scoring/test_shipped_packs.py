"""The packs that come with the engine compile, and every one of their worked cases holds."""

from functools import cache

import pytest

from rrm.intake import load_cases, load_pack
from rrm.scoring import CaseResult, CasesReport, compile_pack, run_cases

PACKS = ("sphere", "sahel", "mali")


@cache
def report(pack_id: str) -> CasesReport:
    return run_cases(load_cases(pack_id))


@cache
def results_by_file() -> dict[str, list[CaseResult]]:
    """All cases, each with the pack that it is written for."""
    found: dict[str, list[CaseResult]] = {}
    for result in report(PACKS[-1]).results:
        found.setdefault(result.place.file, []).append(result)
    return found


def explained(results: list[CaseResult]) -> str:
    lines = [
        f"{one.place.file}:{one.place.line} {one.case.name}: {one.expectation.written} is {one.found}"
        for one in results
        if not one.is_met
    ]
    not_shown = [f"no case shows {line.rule} {line.severity}: {line.text}"
                 for line in report(PACKS[-1]).not_shown]  # fmt: skip
    return "\n".join([*lines, *not_shown])


@pytest.mark.parametrize("pack_id", PACKS)
def test_every_rule_of_a_shipped_pack_compiles(pack_id):
    pack, _ = load_pack(pack_id)
    compiled = compile_pack(pack)
    assert set(compiled.indicators) == {
        f"{name}.{indicator}"
        for name, sector in pack.sectors.items()
        for indicator in sector.indicators
    }


@pytest.mark.parametrize("file", sorted(results_by_file()))
def test_every_case_of_a_shipped_file_holds(file):
    results = results_by_file()[file]
    assert all(result.is_met for result in results), explained(results)


def test_each_pack_has_cases_of_its_own():
    files = results_by_file()
    assert all(any(name.startswith(f"rules/{pack}/tests/") for name in files) for pack in PACKS)


@pytest.mark.parametrize("pack_id", PACKS)
def test_every_severity_line_is_shown_by_a_case(pack_id):
    found = report(pack_id)
    assert not found.not_shown, [(line.rule, line.severity, line.text) for line in found.not_shown]


def test_sectors_stand_in_the_order_of_the_trade():
    pack, _ = load_pack("mali")
    assert list(pack.sectors) == [
        "wash", "shelter_nfi", "food_security", "health_nutrition", "protection", "education",
        "cccm",
    ]  # fmt: skip
