"""What a YAML file says, before anyone knows what it means; and one file laid over another."""

from __future__ import annotations

from collections.abc import Iterable

from rrm.intake.wording import did_you_mean, quoted
from rrm.model.language import msg
from rrm.model.problem import Place, Problem
from rrm.model.source_text import SourceText

Tree = dict[str, "Tree"] | list["Tree"] | str
"""Mappings, lists and texts; keys and texts are SourceText and know their place."""

REMOVE = "~remove"
"""Written as the value of a key: what is inherited under that key does not count here."""

Path = tuple[str | int, ...]
_MAX_PROBLEMS = 100


def place_of_text(text: object) -> Place | None:
    """Where a key or a value was written."""
    return text.place if isinstance(text, SourceText) else None


def place_of(tree: Tree, path: Iterable[str | int], default: Place) -> Place:
    """The place of what stands under a path; as far as the path leads where it leads nowhere.

    A mapping or list is placed at the key that introduces it; default: where even that is
    unknown.
    """
    place = default
    for part in path:
        if isinstance(tree, dict):
            key = next((one for one in tree if one == str(part)), None)
            if key is None:
                return place
            place = place_of_text(key) or place
            tree = tree[key]
        elif isinstance(tree, list) and isinstance(part, int) and part < len(tree):
            tree = tree[part]
            place = _start(tree) or place
        else:
            return place
    if isinstance(tree, str):
        return place_of_text(tree) or place
    return place


def value_at(tree: Tree, path: Iterable[str | int]) -> Tree | None:
    """What stands under a path, or None where it leads nowhere."""
    for part in path:
        if isinstance(tree, dict) and str(part) in tree:
            tree = tree[str(part)]
        elif isinstance(tree, list) and isinstance(part, int) and part < len(tree):
            tree = tree[part]
        else:
            return None
    return tree


def mapping_at(tree: Tree | None, *path: str) -> dict[str, Tree]:
    """The mapping under a path; empty where there is none."""
    found = value_at(tree, path) if tree is not None else None
    return found if isinstance(found, dict) else {}


def overlaid(parent: Tree, child: Tree, problems: list[Problem]) -> Tree:
    """A tree with another laid over it, key by key.

    Mappings are joined, lists and texts replaced; `~remove` takes an inherited key away. Every
    text keeps its own place, so that a problem points to the file that says it.
    problems: receives one for each `~remove` that has nothing to remove.
    """
    if not (isinstance(parent, dict) and isinstance(child, dict)):
        return child
    own_keys = {key: key for key in child}
    joined: dict[str, Tree] = {}
    for key, value in parent.items():
        if key not in child:
            joined[key] = value
        elif child[key] != REMOVE:
            joined[own_keys[key]] = overlaid(value, child[key], problems)
    for key, value in child.items():
        if key in parent:
            continue
        if value == REMOVE:
            if len(problems) < _MAX_PROBLEMS:
                problems.append(_nothing_to_remove(key, value, parent))
        else:
            joined[key] = overlaid({}, value, problems) if isinstance(value, dict) else value
    return _classes_in_order(joined, parent)


def _classes_in_order(joined: dict[str, Tree], inherited: dict[str, Tree]) -> dict[str, Tree]:
    """Severity classes are read from the top: one that is added goes where it belongs."""
    adds = any(key not in inherited for key in joined)
    if not inherited or not adds or not all(map(_is_class, (*joined, *inherited))):
        return joined
    first, last = next(iter(inherited)), next(reversed(inherited))
    rising = len(inherited) > 1 and int(first) < int(last)
    return dict(sorted(joined.items(), key=lambda item: int(item[0]), reverse=not rising))


def _is_class(key: str) -> bool:
    return len(key) == 1 and key in "0123456789"


def _nothing_to_remove(key: str, value: Tree, parent: dict[str, Tree]) -> Problem:
    place = place_of_text(key) or place_of_text(value) or Place("")
    return Problem(
        "RRM-I043",
        place,
        msg('"{key}: ~remove" takes away what is not inherited', key=quoted(key)),
        msg("only an inherited key can be removed"),
        did_you_mean(key, parent),
    )


def _start(tree: Tree) -> Place | None:
    while not isinstance(tree, str):
        if not tree:
            return None
        tree = next(iter(tree)) if isinstance(tree, dict) else tree[0]
    return place_of_text(tree)
