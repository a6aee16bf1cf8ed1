"""Text from outside, made safe to show: no character that breaks a file or turns a line round."""

from __future__ import annotations

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DIRECTION_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """The text with characters that HTML and XML forbid shown as a replacement sign."""
    return _NOT_IN_XML.sub(REPLACEMENT, text)


def plain_order(text: str) -> str:
    """The text with direction overrides shown as their code, so that they turn nothing round.

    Right-to-left letters and marks stay: only the controls that reach beyond their own word
    are written out.
    """
    return _DIRECTION_CONTROL.sub(lambda found: f"[U+{ord(found.group()):04X}]", text)
