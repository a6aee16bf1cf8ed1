"""What two runs were made from: files, settings, rows, rules, engine and options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from rrm.comparison.facts import RunFacts
from rrm.comparison.table_rows import CellChange, RowChange, row_changes
from rrm.model.run import InputFile
from rrm.scoring import Kind, RuleChange, pack_changes

ANSWERS = "assessment"
"""The table of which a run folder holds no row."""
_HEADS = ("id", "title", "extends", "rules")
"""Settings that say which scenario it is; its head tells them."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """An input file that isn't the same: its path and SHA-256 in either run, empty where none."""

    kind: Kind
    path_before: str
    path_after: str
    sha256_before: str
    sha256_after: str

    @property
    def path(self) -> str:
        """What to call it."""
        return self.path_after or self.path_before


@dataclass(frozen=True, slots=True)
class PackChange:
    """A rule pack, as id and version, and which of its rules differ."""

    before: tuple[str, str]
    after: tuple[str, str]
    rules: tuple[RuleChange, ...]

    @property
    def is_one(self) -> bool:
        """Whether anything differs."""
        return self.before != self.after or bool(self.rules)


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """All that differs in what two runs were made from.

    settings: of scenario.yaml, `budget.amount` where a key has keys. made_by: engine and options.
    """

    files: tuple[FileChange, ...]
    settings: tuple[CellChange, ...]
    rows: tuple[RowChange, ...]
    pack: PackChange
    made_by: tuple[CellChange, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not (self.files or self.settings or self.rows or self.pack.is_one or self.made_by)

    @property
    def answers_differ(self) -> bool:
        """Whether the households' answers differ, of which a run folder holds none."""
        return any(file.path.rsplit("/", 1)[-1].split(".")[0] == ANSWERS for file in self.files)


def made_from(before: RunFacts, after: RunFacts) -> MadeFrom:
    """What differs in what they were made from."""
    old, new = before.pack, after.pack
    return MadeFrom(
        files=file_changes(before.files, after.files),
        settings=tuple(_settings(before, after)),
        rows=row_changes(before.scenario, after.scenario),
        pack=PackChange(
            (old.id, old.version),
            (new.id, new.version),
            () if old == new else pack_changes(old, new),
        ),
        made_by=tuple(
            CellChange(field.name, *values)
            for field in fields(before.made_by)
            if (values := (getattr(before.made_by, field.name), getattr(after.made_by, field.name)))
            and values[0] != values[1]
        ),
    )


def file_changes(before: Sequence[InputFile], after: Sequence[InputFile]) -> tuple[FileChange, ...]:
    """Files by path; those of two folders that have no namesake are matched by their own names."""
    old = {file.path: file.sha256 for file in before}
    new = {file.path: file.sha256 for file in after}
    pairs = {path: path for path in old if path in new}
    gone, come = (_by_name(mine, pairs) for mine in (old, new))
    for name, paths in gone.items():
        if len(paths) == len(come.get(name, ())) == 1:
            pairs[paths[0]] = come[name][0]
    matched = {*pairs.values()}
    changes = [
        FileChange(Kind.CHANGED, one, other, old[one], new[other])
        for one, other in pairs.items()
        if old[one] != new[other]
    ]
    changes += [
        FileChange(Kind.REMOVED, path, "", old[path], "") for path in old if path not in pairs
    ]
    changes += [
        FileChange(Kind.ADDED, "", path, "", new[path]) for path in new if path not in matched
    ]
    return tuple(
        sorted(changes, key=lambda one: min(filter(None, (one.path_before, one.path_after))))
    )


def _by_name(files: Mapping[str, str], pairs: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in sorted(files):
        if path not in pairs:
            found.setdefault(path.partition("/")[2] or path, []).append(path)
    return found


def _settings(before: RunFacts, after: RunFacts) -> Iterator[CellChange]:
    old, new = (
        dict(_flat("", run.scenario.settings.model_dump(mode="json", by_alias=True)))
        for run in (before, after)
    )
    for key in sorted({*old, *new}):
        if key.split(".")[0] not in _HEADS and old.get(key) != new.get(key):
            yield CellChange(key, old.get(key), new.get(key))


def _flat(start: str, tree: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(f"{start}{key}.", value)
        elif value is not None:
            yield f"{start}{key}", value
