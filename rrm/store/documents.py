"""The JSON files of a run folder: run.json, traces.json and inputs.json."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import isfinite

from rrm.model.language import LANGUAGES, Message
from rrm.model.needs import FiredRule, Trace
from rrm.model.plan import TierResult
from rrm.model.rounding import round_half_up
from rrm.model.run import Run
from rrm.model.run_files import FORMAT_VERSION
from rrm.model.verdict import Verdict
from rrm.store.csv_text import DECIMALS

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Written:
    """What run.json alone may know: when this run was made, under what id, and what was written.

    timings: seconds by step, after those of the run itself. files: SHA-256 by name.
    """

    run_id: str
    started_at: datetime
    engine_version: str
    timings: tuple[tuple[str, float], ...]
    files: Mapping[str, str]


def json_text(content: object) -> str:
    """A value as the text of a JSON file, keys in their order; no number is not a number."""
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    return text.encode("utf-8", "replace").decode("utf-8")


def run_json(run: Run, verdict: Verdict, written: Written) -> Json:
    """run.json: what the run was made from, how, with what result, and when."""
    settings, pack, plan = run.loaded.scenario.settings, run.loaded.pack, run.plan
    return {
        "format_version": FORMAT_VERSION,
        "run_id": written.run_id,
        "scenario": settings.id,
        "title": settings.title,
        "time_of_data": settings.start.isoformat(),
        "inputs": [{"path": file.path, "sha256": file.sha256} for file in run.loaded.files],
        "pack": {
            "id": pack.id,
            "version": pack.version,
            "lineage": [{"id": name, "version": version} for name, version in pack.lineage],
        },
        "engine_version": written.engine_version,
        "seed": run.options.seed,
        "options": {
            "gap": run.options.gap,
            "time_limit": run.options.time_limit,
            "language": run.options.language,
            "memory_limit": run.options.memory_limit,
            "priorities": [
                {"tier": one.tier.value, "tolerance": _number(one.tolerance)}
                for one in run.options.priorities
            ]
            or None,
        },
        "replans": None
        if run.replans is None
        else {"run_id": run.replans.run_id, "day": run.replans.day},
        "status": plan.status,
        "gap": _number(plan.gap),
        "bound": _number(plan.bound),
        "stopped": plan.stopped or None,
        "no_plan": plan.no_plan or None,
        "tiers": [_tier(result) for result in plan.tiers],
        "verdict": "accepted" if verdict.accepted else "rejected",
        "warnings": _warnings(run),
        "files": [{"path": name, "sha256": digest} for name, digest in written.files.items()],
        "started_at": written.started_at.isoformat(timespec="seconds"),
        "timings": {step: _number(spent) for step, spent in (*run.timings, *written.timings)},
    }


def traces_json(traces: Iterable[Trace]) -> list[Json]:
    """traces.json: for each row of needs.csv, why it is what it is, in English and French."""
    return [
        {
            "site_id": trace.site_id,
            "group": str(trace.group),
            "sector": trace.sector,
            "severity": int(trace.severity),
            "sentence": in_words(trace.sentence),
            "rules": [_rule(rule) for rule in trace.rules],
            "smallest_change": in_words(trace.smallest_change) if trace.smallest_change else None,
        }
        for trace in traces
    ]


def inputs_json(run: Run) -> Json:
    """inputs.json: the scenario and the rule pack as they were read; no household's answers.

    Keys keep the order in which they were read, since a severity is read from the top.
    Of a run that takes over from another, the scenario is what was left to plan, and
    whole_scenario what that was counted from.
    """
    inputs: dict[str, object] = {
        "scenario": run.loaded.scenario.model_dump(mode="json", by_alias=True),
        "pack": run.loaded.pack.model_dump(mode="json", by_alias=True),
    }
    if run.replans is not None:
        whole = run.replans.scenario.model_dump(mode="json", by_alias=True)
        inputs["whole_scenario"] = whole
    return inputs


def in_words(sentence: Message) -> dict[str, str]:
    """A sentence by language code."""
    return {code: sentence.text(code) for code in LANGUAGES}


def _rule(rule: FiredRule) -> Json:
    return {
        "rule": rule.rule,
        "sentence": in_words(rule.sentence),
        "severity": int(rule.severity),
        "line": str(rule.line),
        "share_reaching": _number(rule.share_reaching),
        "needed": _number(rule.needed),
        "households": int(rule.households),
        "shares": [_number(share) for share in rule.shares],
        "source": rule.source,
        "status": str(rule.status),
    }


def _tier(result: TierResult) -> Json:
    return {
        "tier": str(result.tier),
        "value": _number(result.value),
        "best": _number(result.best),
        "bound": _number(result.bound),
        "gap": _number(result.gap),
        "tolerance": _number(result.tolerance),
        "unit": result.unit,
        "charged": [{"tier": tier, "amount": _number(amount)} for tier, amount in result.charged],
    }


def _number(value: float) -> float | None:
    return round_half_up(float(value), DECIMALS) if isfinite(value) else None


def _warnings(run: Run) -> list[dict[str, str]]:
    said = [{code: doubt.text(code) for code in LANGUAGES} for doubt in run.loaded.warnings]
    said += [in_words(sentence) for sentence in run.plan.warnings]
    return list({tuple(words.values()): words for words in said}.values())
