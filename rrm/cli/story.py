"""A site of a stored run, with the way it is to be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from rrm.model.rule_pack import RulePack
from rrm.model.scenario import Scenario
from rrm.store import StoredRun

Row = Mapping[str, str]


@dataclass(frozen=True)
class Story:
    """A site of a stored run, and how it is to be told."""

    stored: StoredRun
    site_id: str
    language: str
    tell_all: bool = False

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario that the run was made from."""
        return self.stored.scenario()

    @cached_property
    def pack(self) -> RulePack:
        """The rule pack that the run was made with."""
        return self.stored.pack()

    def rows(self, table: str, group: str | None = None) -> list[Row]:
        """The site's rows of a table, of one group or all."""
        return [
            row
            for row in self.stored.tables[table]
            if row["site_id"] == self.site_id and group in (None, row.get("group"))
        ]
