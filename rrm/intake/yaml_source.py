"""YAML as text that knows where it was written, in bounded time and memory.

Values stay as they are written (NO, 012 and 12:30 survive); what they mean is decided where they
are used. What a rule or a scenario has no use for and an attacker has - anchors, aliases, tags,
several documents, endless nesting - is refused. Built on the events of PyYAML's parser, which
come one by one and need no recursion.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from rrm.intake import yaml_refusals as refusals
from rrm.intake.input_folder import CONTROL_CHARACTER, checked_utf8
from rrm.intake.source_tree import Tree
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.source_text import SourceText

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_NODES = 100_000
MAX_SCALAR = 20_000
_MAX_PROBLEMS = 100

_DIRECTIVE = re.compile(rb"(?:^|[\r\n]|\A\xef\xbb\xbf)%")

# The parser in C is ten times faster and gives the same events; it is not built everywhere.
_PARSER = getattr(yaml, "CLoader", yaml.Loader)


def read_yaml(data: bytes, shown: str) -> dict[str, Tree]:
    """The top-level mapping of a YAML file: keys and values are SourceText with their place.

    shown: the file's name in messages.
    Raises BadInput with every problem found, up to the first that makes the rest unreadable.
    """
    if len(data) > MAX_BYTES:
        raise BadInput([refusals.too_large(Place(shown), MAX_BYTES)])
    checked_utf8(data, shown)
    instruction = _DIRECTIVE.search(data)
    if instruction is not None:
        line = len(data[: instruction.end()].splitlines())
        raise BadInput([refusals.directive(Place(shown, line=line, column=1))])
    composer = _Composer(shown)
    try:
        composer.compose(data.decode("utf-8-sig"))
    except yaml.MarkedYAMLError as error:
        composer.problems.append(refusals.syntax(error, shown, MAX_DEPTH))
    except (yaml.YAMLError, ValueError, OverflowError):
        # Escapes beyond Unicode and absurd version numbers surface as plain errors.
        composer.problems.append(refusals.unreadable(Place(shown)))
    if composer.problems:
        raise BadInput(composer.problems)
    return composer.top


class _Stop(Exception):  # noqa: N818 - a signal within this module: the rest is not worth reading
    pass


@dataclass(slots=True)
class _Open:
    """A mapping or list under construction; key: the key whose value comes next."""

    content: dict[str, Tree] | list[Tree]
    key: SourceText | None = None

    @property
    def awaits_key(self) -> bool:
        return isinstance(self.content, dict) and self.key is None


class _Composer:
    def __init__(self, shown: str) -> None:
        self._shown = shown
        self._nodes = 0
        self._documents = 0
        self._open: list[_Open] = []
        self._root: Tree | None = None
        self.problems: list[Problem] = []

    def compose(self, text: str) -> None:
        parser = _PARSER(text)
        try:
            for event in iter(parser.get_event, None):
                self._take(event)
        except _Stop:
            return
        finally:
            parser.dispose()
        if self._root is None:
            self._report(refusals.empty(Place(self._shown)))
        elif not isinstance(self._root, dict):
            self._report(refusals.no_keys(Place(self._shown, line=1)))

    @property
    def top(self) -> dict[str, Tree]:
        return self._root if isinstance(self._root, dict) else {}

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            place = self._start_node(event)
            self._add(SourceText(self._text(event, place), place))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._start_collection(event, self._start_node(event))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._report(refusals.alias(self._place(event), event.anchor or ""))
            self._add(SourceText("", self._place(event)))
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._stop(refusals.second_document(self._place(event)))

    def _start_node(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> Place:
        """The place of a text, mapping or list that begins; reports what none may carry."""
        place = self._place(event)
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._stop(refusals.too_many(place, MAX_NODES))
        if event.anchor is not None:
            self._report(refusals.anchor(place, event.anchor))
        if event.tag is not None:
            self._report(refusals.tag(place, event.tag))
        return place

    def _start_collection(self, event: yaml.CollectionStartEvent, place: Place) -> None:
        if len(self._open) >= MAX_DEPTH:
            self._stop(refusals.too_deep(place, MAX_DEPTH))
        if self._open and self._open[-1].awaits_key:
            self._stop(refusals.no_key(place))
        content: dict[str, Tree] | list[Tree]
        content = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._add(content)
        self._open.append(_Open(content))

    def _add(self, node: Tree) -> None:
        if not self._open:
            self._root = node
            return
        parent = self._open[-1]
        if isinstance(parent.content, list):
            parent.content.append(node)
        elif parent.key is None:
            parent.key = node if isinstance(node, SourceText) else SourceText("")
        else:
            self._set(parent.content, parent.key, node)
            parent.key = None

    def _set(self, mapping: dict[str, Tree], key: SourceText, node: Tree) -> None:
        if key in mapping:
            first = next(one for one in mapping if one == key)
            self._report(refusals.key_twice(key, SourceText(first)))
        else:
            mapping[key] = node

    def _text(self, event: yaml.ScalarEvent, place: Place) -> str:
        value: str = event.value
        if len(value) > MAX_SCALAR:
            self._report(refusals.too_long(place, len(value), MAX_SCALAR))
            return ""
        # Elsewhere than in an escape sequence the file as a whole was seen to hold none.
        if event.style == '"' and CONTROL_CHARACTER.search(value):
            self._report(refusals.control_character(place))
            return ""
        return value

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        if mark is None:
            return Place(self._shown)
        return Place(self._shown, None, mark.line + 1, mark.column + 1)

    def _report(self, problem: Problem) -> None:
        self.problems.append(problem)
        if len(self.problems) >= _MAX_PROBLEMS:
            raise _Stop

    def _stop(self, problem: Problem) -> None:
        self._report(problem)
        raise _Stop
