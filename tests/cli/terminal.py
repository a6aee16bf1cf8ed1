"""The command line called as a person would, in this process."""

from __future__ import annotations

import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO

from rrm.cli.app import main


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


def rrm(*arguments: object) -> Said:
    """`rrm …` with these arguments."""
    out, err, typed_before = StringIO(), StringIO(), sys.argv
    sys.argv = ["rrm", *map(str, arguments)]
    try:
        with redirect_stdout(out), redirect_stderr(err):
            main()
    except SystemExit as end:
        return Said(int(end.code or 0), out.getvalue(), err.getvalue())
    finally:
        sys.argv = typed_before
    raise AssertionError("main() always ends by an exit code")
