"""Tests speak English wherever they run, and with RRM_NO_SKIPS=1 none of them may skip.

Spared are only tests of published data that lie beside the repository, where they do not lie
there; they are named at the end.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[1] / ".." / "shared"
NO_SKIPS = os.environ.get("RRM_NO_SKIPS") == "1"
SHARED_IS_ABSENT = ("shared data is not here", "published FLEE networks are absent")
"""Reasons that tests give when data beside the repository are not there."""

os.environ["RRM_LANG"] = "en"

spared: list[str] = []


def _forbid(report: pytest.TestReport | pytest.CollectReport) -> None:
    if not (NO_SKIPS and report.skipped) or hasattr(report, "wasxfail"):
        return
    reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
    if not SHARED.is_dir() and any(known in reason for known in SHARED_IS_ABSENT):
        spared.append(report.nodeid)
        return
    report.outcome = "failed"
    report.longrepr = f"skipped, where nothing may be skipped: {reason}"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    outcome = yield
    _forbid(outcome.get_result())


@pytest.hookimpl(hookwrapper=True)
def pytest_make_collect_report() -> Iterator[None]:
    outcome = yield
    _forbid(outcome.get_result())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if spared:
        terminalreporter.write_line(f"{len(spared)} tests need ../shared, which is not here:")
        for name in spared:
            terminalreporter.write_line(f"  {name}")
