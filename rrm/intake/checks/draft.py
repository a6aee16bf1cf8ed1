"""A scenario before it is known to hold together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, cast

from rrm.intake.inheritance import Resolved
from rrm.intake.pack_sections import PackSections
from rrm.intake.scenario_tables import TABLES
from rrm.intake.source_tree import place_of
from rrm.intake.table import Placed
from rrm.model.frozen import Frozen
from rrm.model.problem import Place
from rrm.model.scenario import Settings

M = TypeVar("M", bound=Frozen)

_NAMES = {spec.model: name for name, spec in TABLES.items()}


@dataclass(frozen=True, slots=True)
class Draft:
    """Resolved rows with what they are checked against.

    settings: None where they have problems of their own; what needs them is then left out.
    rules: the sections of the rule pack, as far as there are any to check against.
    """

    resolved: Resolved
    settings: Settings | None
    rules: PackSections

    def rows(self, model: type[M]) -> tuple[Placed[M], ...]:
        """The rows of the table that holds this kind of row."""
        return cast("tuple[Placed[M], ...]", self.resolved.tables.get(_NAMES[model], ()))

    def ids(self, model: type[Frozen], column: str) -> dict[str, None]:
        """Every value of a column once, in the order of the table."""
        return dict.fromkeys(value for value in self.ids_in_rows(model, column) if value)

    def ids_in_rows(self, model: type[Frozen], column: str) -> list[str]:
        """The values of a column row by row; rows with problems of their own included, last."""
        spec = TABLES[_NAMES[model]]
        field = next(one for one in spec.model.model_fields if spec.column_of(one) == column)
        values = [str(getattr(row.value, field)) for row in self.rows(model)]
        rejected = self.resolved.rejected.get(spec.name, ())
        return [*values, *(cells.get(column, "") for cells in rejected)]

    def setting(self, *path: str | int) -> Place:
        """The place of a setting in scenario.yaml."""
        return place_of(self.resolved.settings, path, Place(self.resolved.shown))
