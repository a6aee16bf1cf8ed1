"""Input files are opened here and nowhere else: below a root, of bounded size, as clean text."""

from __future__ import annotations

import codecs
import hashlib
import re
from pathlib import Path

from rrm.model.language import Message, msg
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.run import InputFile

# Control characters in UTF-8 bytes, tab and line ends apart: a terminal may obey them.
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONTROL_BYTES = bytes(byte for byte in range(256) if _CONTROL.match(bytes([byte])))
_LATIN_CONTROL = re.compile(rb"\xc2[\x80-\x9f]")
CONTROL_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


class InputFolder:
    """Opens files below a root folder and remembers each with its SHA-256.

    root: nothing outside it is read, whatever a path or a symbolic link says.
    prefix: stands before paths in messages, e.g. `rules/`.
    """

    def __init__(self, root: Path, prefix: str = "") -> None:
        self.root = root.resolve()
        self._prefix = prefix
        self._files: dict[str, str] = {}

    def shown(self, path: Path) -> str:
        """The path as messages and the run's inputs name it: below the root, with slashes."""
        full = path if path.is_absolute() else self.root / path
        try:
            return self._prefix + full.relative_to(self.root).as_posix()
        except ValueError:
            return path.name

    def holds(self, path: Path) -> bool:
        """Whether a path, symbolic links followed, stays below the root."""
        try:
            return path.resolve().is_relative_to(self.root)
        except (OSError, RuntimeError):  # links in a circle
            return False

    def entries(self, folder: Path) -> list[Path]:
        """What lies in a folder, by name; raises BadInput where it can't be listed."""
        try:
            return sorted(folder.iterdir())
        except OSError as error:
            raise _refused(
                "RRM-I001",
                self.shown(folder),
                msg("the folder can't be read ({why})", why=error.strerror),
                msg("a readable folder is needed"),
                msg("Check the path, and who may read it."),
            ) from None

    def read(self, path: Path, limit: int) -> bytes:
        """A file's bytes; raises BadInput where it is missing, outside, too large, no file.

        limit: bytes allowed.
        """
        shown = self.shown(path)
        if not self.holds(path):
            raise _refused(
                "RRM-I042",
                shown,
                msg("it leads out of the folder of inputs"),
                msg("files must lie below {root}", root=self.root.name),
                msg("Put a copy of the file in the folder."),
            )
        if not path.is_file():
            raise _refused(
                "RRM-I001",
                shown,
                msg("there is no such file"),
                msg("the file is needed"),
                msg("Add it, or correct the path."),
            )
        try:
            with path.open("rb") as file:
                data = file.read(limit + 1)
        except OSError as error:
            raise _refused(
                "RRM-I001",
                shown,
                msg("it can't be read ({why})", why=error.strerror),
                msg("a readable file is needed"),
                msg("Check who may read the file."),
            ) from None
        if len(data) > limit:
            raise _refused(
                "RRM-I002",
                shown,
                msg("it is larger than {n} MB", n=limit / 1_000_000),
                msg("at most {n} MB are read", n=limit / 1_000_000),
                msg("Split the file, or remove what does not belong in it."),
            )
        self._files[shown] = hashlib.sha256(data).hexdigest()
        return data

    @property
    def files(self) -> tuple[InputFile, ...]:
        """Every file read so far, by path."""
        return tuple(InputFile(path, digest) for path, digest in sorted(self._files.items()))


def checked_utf8(data: bytes, shown: str) -> None:
    """Raises BadInput unless the bytes are UTF-8 text (a byte-order mark is fine)."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    step = 1 << 20
    for start in range(0, len(data), step):
        end = min(start + step, len(data))
        try:
            decoder.decode(data[start:end], final=end == len(data))
        except UnicodeDecodeError as error:
            position = end - len(error.object) + error.start
            raise _not_text(data, position, shown, msg("the text is not UTF-8 here")) from None
    control = _control(data)
    if control is not None:
        raise _not_text(data, control.start(), shown, msg("there is a control character here"))


def _control(data: bytes) -> re.Match[bytes] | None:
    """The first control character; counting bytes first is twenty times faster than searching."""
    if len(data.translate(None, _CONTROL_BYTES)) != len(data):
        return _CONTROL.search(data)
    return _LATIN_CONTROL.search(data)


def _not_text(data: bytes, position: int, shown: str, what: Message) -> BadInput:
    place = Place(shown, line=data.count(b"\n", 0, position) + 1)
    problem = Problem(
        "RRM-I003",
        place,
        what,
        msg("files are plain text in UTF-8"),
        msg('Save the file again as "UTF-8" (a spreadsheet: "CSV UTF-8").'),
    )
    return BadInput([problem])


def _refused(code: str, shown: str, what: Message, allowed: Message, remedy: Message) -> BadInput:
    return BadInput([Problem(code, Place(shown), what, allowed, remedy)])
