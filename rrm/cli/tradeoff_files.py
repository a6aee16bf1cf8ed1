"""A trade-off as a file: a page, a picture, a table, or data."""

from __future__ import annotations

import json
from pathlib import Path

from rrm.model.language import Text
from rrm.what_if import TradeOff
from rrm.whole_file import write_whole

ENDINGS = (".svg", ".json", ".csv", ".html")


def write_tradeoff(path: Path, curve: TradeOff, title: Text, language: str) -> None:
    """Writes what the file's name asks for, whole or not at all. Raises BadInput."""
    write_whole(path, _content(path.suffix.lower(), curve, title, language))


def _content(ending: str, curve: TradeOff, title: Text, language: str) -> bytes:
    if ending == ".csv":
        from rrm.store import tradeoff_csv

        return tradeoff_csv(curve).encode("utf-8")
    if ending == ".json":
        from rrm.cli.tradeoff_lines import tradeoff_json

        text = json.dumps(tradeoff_json(curve), ensure_ascii=False, indent=2, allow_nan=False)
        return f"{text}\n".encode()
    from rrm.export import tradeoff_page, tradeoff_picture

    draw = tradeoff_picture if ending == ".svg" else tradeoff_page
    return draw(curve, title, language)
