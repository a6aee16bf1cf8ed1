"""Mappings of roads, found by path or by the name of one that comes with the engine."""

from __future__ import annotations

from collections.abc import Iterable

from rrm.intake.input_folder import InputFolder
from rrm.intake.mapping_files import find_mapping, mapping_names
from rrm.intake.network.road_mapping import RoadMapping
from rrm.intake.source_tree import Tree, place_of
from rrm.intake.validation import validated
from rrm.intake.wording import listed
from rrm.intake.yaml_source import MAX_BYTES, read_yaml
from rrm.model.language import msg
from rrm.model.problem import BadInput, Place, Problem

_BELOW = "mappings/roads"


def read_road_mapping(reference: str) -> RoadMapping:
    """The mapping of roads at that path, or the shipped one of that name.

    Raises BadInput with every problem of the file.
    """
    path, prefix = find_mapping(reference, _BELOW)
    folder = InputFolder(path.parent, prefix)
    shown = folder.shown(path)
    tree = _spelt_out(read_yaml(folder.read(path, MAX_BYTES), shown))
    if not isinstance(tree, dict):  # read_yaml gives nothing else
        raise TypeError("a mapping holds keys")
    mapping, problems = validated(RoadMapping, tree, lambda at: place_of(tree, at, Place(shown)))
    if mapping is None:
        raise BadInput(problems)
    return _in_small_letters(mapping)


def shipped_road_mappings() -> tuple[str, ...]:
    """Names of the mappings of roads that come with the engine."""
    return mapping_names(_BELOW)


def mapping_for(columns: Iterable[str], shown: str) -> tuple[str, RoadMapping]:
    """The shipped mapping that knows a file by its columns, with its name.

    Raises BadInput where none does.
    """
    names = set(columns)
    for name in shipped_road_mappings():
        mapping = read_road_mapping(name)
        if names & set(mapping.recognised_by):
            return name, mapping
    what = msg("its lines have no properties")
    if names:
        shown_names = listed(sorted(names))
        what = msg("none of its columns tells what the lines are: {columns}", columns=shown_names)
    problem = Problem(
        "RRM-N014",
        Place(shown),
        what,
        msg("a mapping of roads says which column means what"),
        msg(
            "Name one with --mapping: {names}, or the path of your own.",
            names=listed(shipped_road_mappings()),
        ),
    )
    raise BadInput([problem])


def _spelt_out(tree: Tree, above: str = "") -> Tree:
    """A condition of one value made a list of it: `highway: track` stands for `[track]`."""
    if isinstance(tree, str):
        return tree
    if isinstance(tree, list):
        return [_spelt_out(one, above) for one in tree]
    if above == "when":
        return {key: [one] if isinstance(one, str) else one for key, one in tree.items()}
    return {key: _spelt_out(one, key) for key, one in tree.items()}


def _in_small_letters(mapping: RoadMapping) -> RoadMapping:
    """The same, names of columns and values as features have them: in small letters."""
    lists: dict[str, object] = {}
    for name in ("taken", "mode", "surface", "direction", "max_payload_t", "wait_hours", "season"):
        lines = getattr(mapping, name)
        lists[name] = tuple(line.model_copy(update={"when": _small(line.when)}) for line in lines)
    lists["length"] = tuple(
        one.model_copy(update={"column": one.column.casefold()}) for one in mapping.length
    )
    towns = mapping.towns
    lists["towns"] = towns.model_copy(
        update={
            "when": _small(towns.when),
            "names": tuple(name.casefold() for name in towns.names),
        }
    )
    return mapping.model_copy(update=lists)


def _small(when: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {
        column.casefold(): tuple(value.casefold() for value in values)
        for column, values in when.items()
    }
