"""Where a figure comes from, as rules write it: the key of a document, then a place or words."""

from __future__ import annotations

from collections.abc import Container


def document_key(source: str, documents: Container[str]) -> str | None:
    """The key of the document that a source begins with, if it is one of these."""
    key = source.split(maxsplit=1)[0].rstrip(",;:") if source.split() else ""
    return key if key in documents else None


def citation(source: str, documents: Container[str]) -> str:
    """The source with its document set off: `jmp drinking water` is `jmp: drinking water`."""
    key = document_key(source, documents)
    rest = source.removeprefix(key).lstrip(" ,;:") if key else ""
    return f"{key}: {rest}" if rest else source
