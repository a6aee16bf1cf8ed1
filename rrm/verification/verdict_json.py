"""A verdict as verification.json holds it."""

from __future__ import annotations

import json

from rrm.model.language import LANGUAGES, Message
from rrm.model.verdict import Verdict


def verdict_json(verdict: Verdict) -> str:
    """The content of verification.json: the verdict, and each check in English and French.

    {"verdict": "accepted" or "rejected", "checks": [{"name", "label": {"en", "fr"}, "count",
    "offences", "first_offender": {"en", "fr"} or null}, …]}
    """
    content = {
        "verdict": "accepted" if verdict.accepted else "rejected",
        "checks": [
            {
                "name": check.name,
                "label": _in_words(check.label),
                "count": check.count,
                "offences": check.offences,
                "first_offender": _in_words(check.first_offender),
            }
            for check in verdict.checks
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _in_words(message: Message | None) -> dict[str, str] | None:
    return None if message is None else {code: message.text(code) for code in LANGUAGES}
