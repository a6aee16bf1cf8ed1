"""A language whose every sentence is half as long again, to see that lines hold it."""

from __future__ import annotations

import gettext
import re

from rrm.model import language


class LongWords(gettext.NullTranslations):
    """English with every word drawn out; what stands in braces is left alone."""

    def gettext(self, message: str) -> str:
        parts = re.split(r"(\{[^}]*\})", message)
        return "".join(part if part.startswith("{") else _drawn_out(part) for part in parts)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def _drawn_out(words: str) -> str:
    return re.sub(
        r"[a-z]{2,}", lambda found: found.group() + "é" * (len(found.group()) // 2), words
    )


def speak_it(monkeypatch) -> None:
    """Lets every message be told in it, whatever language is asked for."""
    monkeypatch.setattr(language, "_catalogue", lambda _: LongWords())
