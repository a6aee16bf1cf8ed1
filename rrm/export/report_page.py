"""The report as a document, from the run behind the plan."""

from __future__ import annotations

from dataclasses import replace

from rrm.export.published import PublishedPlan
from rrm.export.report import report_html
from rrm.model.run import Run


def report_page(plan: PublishedPlan, languages: tuple[str, ...]) -> bytes:
    """The report; it opens in the first of the languages and holds all of them."""
    return report_html(_in(languages[0], plan), plan.facts.verdict)


def _in(language: str, plan: PublishedPlan) -> Run:
    run = plan.facts.run
    return replace(run, options=replace(run.options, language=language))
