"""Mapping files, found by path or by the name of a shipped one; every word knows its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rrm.intake.foreign.mapping import Mapping, Recipe
from rrm.intake.input_folder import InputFolder
from rrm.intake.mapping_files import find_mapping, mapping_names
from rrm.intake.source_tree import Path as TreePath
from rrm.intake.source_tree import Tree, place_of
from rrm.intake.validation import validated
from rrm.intake.yaml_source import MAX_BYTES, read_yaml
from rrm.model.problem import BadInput, Place
from rrm.model.run import InputFile

_BELOW = "mappings"
Where = tuple[str | int, ...]
"""A path of keys within a mapping."""

_RECIPE_LISTS = ("sum", "largest", "missing")


@dataclass(frozen=True, slots=True)
class ReadMapping:
    """A mapping with what was written where.

    name: of a shipped mapping, else the file's name. file: with its SHA-256.
    is_own: made for an export of our form, whose questions say themselves which are personal.
    """

    mapping: Mapping
    name: str
    tree: dict[str, Tree]
    file: InputFile
    is_own: bool = False

    def place(self, *path: str | int) -> Place:
        """Where a key or value stands in the file, as near as can be told."""
        return place_of(self.tree, path, Place(self.file.path))

    def recipes(self) -> Iterator[tuple[Where, str, Recipe]]:
        """Every recipe with where it stands and the question that it answers."""
        mapping = self.mapping
        for name, recipe in mapping.keys.items():
            yield ("keys", name), name, recipe
        for name, recipe in mapping.questions.items():
            yield ("questions", name), name, recipe
        for roster, spec in mapping.rosters.items():
            for name, recipe in spec.questions.items():
                yield ("rosters", roster, "questions", name), name, recipe


def read_mapping(reference: str) -> ReadMapping:
    """The mapping of that path, or the shipped one of that name.

    Raises BadInput with every problem of the file.
    """
    path, prefix = find_mapping(reference, _BELOW)
    folder = InputFolder(path.parent, prefix)
    shown = folder.shown(path)
    tree = _spelt_out(read_yaml(folder.read(path, MAX_BYTES), shown))
    if not isinstance(tree, dict):  # read_yaml gives nothing else
        raise TypeError("a mapping file holds keys")
    mapping, problems = validated(Mapping, tree, lambda at: place_of(tree, at, Place(shown)))
    if mapping is None:
        raise BadInput(problems)
    return ReadMapping(mapping, path.stem, tree, folder.files[0])


def shipped_mappings() -> tuple[str, ...]:
    """Names of the mappings that come with the engine."""
    return mapping_names(_BELOW)


def _spelt_out(tree: Tree, path: TreePath = ()) -> Tree:
    """Short ways of writing, made long: a recipe that is only a column, a condition of one answer.

    water_source: their_column    stands for   water_source: {column: their_column}
    when: {asked: no}             stands for   when: {asked: [no]}
    """
    if isinstance(tree, str):
        if _is_recipe(path):
            return {"column": tree}
        if path and path[-1] in _RECIPE_LISTS:
            return [tree]
        return [tree] if _is_condition(path) else tree
    if isinstance(tree, list):
        return [_spelt_out(one, (*path, at)) for at, one in enumerate(tree)]
    long = {key: _spelt_out(one, (*path, str(key))) for key, one in tree.items()}
    return [long] if path and path[-1] == "where" else long


def _is_recipe(path: TreePath) -> bool:
    of_household = len(path) == 2 and path[0] in ("keys", "questions")
    of_roster = len(path) == 4 and path[0] == "rosters" and path[2] == "questions"
    return of_household or of_roster


def _is_condition(path: TreePath) -> bool:
    # Alternatives of `where` are a list: there a number stands before the column.
    above = path[-3] if len(path) > 3 and isinstance(path[-2], int) else path[-2:-1]
    return above in ("where", ("when",), ("where",), ("only",))
