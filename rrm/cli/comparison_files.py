"""A comparison as a file: a page, a picture, or a table."""

from __future__ import annotations

from pathlib import Path

from rrm.cli.named_file import refuse_unless_named
from rrm.comparison import Comparison
from rrm.whole_file import write_whole

ENDINGS = (".html", ".svg", ".csv")


def write_comparison(path: Path, comparison: Comparison, language: str) -> None:
    """Writes what the file's name asks for, whole or not at all.

    Raises BadInput for another ending, or where it can't be written.
    """
    refuse_unless_named(path, ENDINGS)
    write_whole(path, _content(path.suffix.lower(), comparison, language))


def _content(ending: str, comparison: Comparison, language: str) -> bytes:
    if ending == ".csv":
        from rrm.store import comparison_csv

        return comparison_csv(comparison).encode("utf-8")
    from rrm.export import comparison_page, comparison_picture

    if ending == ".svg":
        return comparison_picture(comparison, language)
    return comparison_page(comparison, language)
