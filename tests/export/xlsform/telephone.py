"""The engine that fills forms on telephones, as pyxform brings it along, spoken to from tests.

The conversion of a form and the meaning of its conditions are those of ODK Collect (JavaRosa),
not our idea of them.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

Answer = Callable[[str, str], str]
"""What is answered to a question, by its name and type; "" for nothing."""

_SOURCE = Path(__file__).parent / "Telephone.java"


def engine() -> Path | None:
    """The engine's archive; None where pyxform or a Java compiler is missing."""
    try:
        import pyxform
    except ImportError:
        return None
    archive = Path(pyxform.__file__).parent / "validators/odk_validate/bin/ODK_Validate.jar"
    return archive if archive.exists() and shutil.which("javac") else None


class Telephone:
    """One running engine, in a given time zone."""

    def __init__(self, zone: str = "Africa/Bamako") -> None:
        archive = engine()
        assert archive is not None
        call = ["java", f"-Duser.timezone={zone}", "-cp", str(archive), str(_SOURCE)]
        self._process = subprocess.Popen(
            call,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=10)

    def open(self, xform: Path) -> None:
        self._say("open", str(xform))
        assert self._hear() == ["open"]

    def set(self, answers: Mapping[str, tuple[str, str]]) -> None:
        """Answers by name: their type and value."""
        for name, (kind, value) in answers.items():
            self._say("set", name, kind, value)

    def holds(self, xpath: str) -> bool:
        self._say("holds", xpath)
        return self._hear() == ["true"]

    def fill(self, answer: Answer) -> str:
        """The record of a form filled from its first question to its last, as XML."""
        self._say("fill")
        while True:
            said = self._hear()
            if said[0] == "ask":
                self._say(answer(said[1], said[2]))
            elif said[0] == "done":
                return said[1]

    def _say(self, *fields: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("\t".join(fields) + "\n")
        self._process.stdin.flush()

    def _hear(self) -> list[str]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the engine stopped"
        return line.rstrip("\n").split("\t")
