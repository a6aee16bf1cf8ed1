"""What is under way, on the error stream, and only where a person watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rrm.model.language import Message


@contextmanager
def shown_progress(quiet: bool, language: str) -> Iterator[Callable[[Message], None]]:
    """Gives a function that shows a step; silent when quiet or not at a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("") as status:
        yield lambda message: status.update(message.text(language) + " …")
