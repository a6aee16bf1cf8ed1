"""Looks through GraphML before a tree is built of it, for what XML can do and no network needs.

Document types and entities are refused (a few lines of them unpack to gigabytes, or read other
files), as are other encodings, deep nesting and more elements than any network has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers import expat

from rrm.intake.input_folder import checked_utf8
from rrm.intake.network.geojson import too_many
from rrm.model.language import Message, msg
from rrm.model.problem import BadInput, Place, Problem

MAX_DEPTH = 12
MAX_ELEMENTS = 10_000_000
MAX_EDGES = 500_000
MAX_TEXT = 5_000_000
_DECLARED = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding=[\"']([^\"']*)[\"']")


@dataclass(slots=True)
class _Look:
    depth: int = 0
    elements: int = 0
    edges: int = 0
    text: int = 0
    is_graphml: bool = False


class _Refused(Exception):  # noqa: N818 - a signal within this module
    def __init__(self, what: Message) -> None:
        self.what = what
        super().__init__()


def check_graphml(data: bytes, shown: str) -> None:
    """Raises BadInput unless the bytes are plain, bounded GraphML in UTF-8."""
    checked_utf8(data, shown)
    declared = _DECLARED.match(data)
    if declared is not None and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        raise BadInput([_unsafe(Place(shown, line=1), msg("it declares another encoding"))])
    look, parser = _Look(), expat.ParserCreate()
    _watch(parser, look)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        place = Place(shown, line=error.lineno, column=error.offset + 1)
        raise BadInput([no_graphml(place, msg("it can't be read as XML from here on"))]) from None
    except _Refused as refused:
        place = Place(shown, line=parser.CurrentLineNumber)
        raise BadInput([_unsafe(place, refused.what)]) from None
    if look.edges > MAX_EDGES:
        raise BadInput([too_many(shown, msg("{n} edges", n=MAX_EDGES))])
    if not look.is_graphml:
        raise BadInput([no_graphml(Place(shown), msg("it holds no graph"))])


def _watch(parser: expat.XMLParserType, look: _Look) -> None:
    def start(name: str, _: dict[str, str]) -> None:
        look.depth += 1
        look.elements += 1
        look.text = 0
        tag = name.rpartition(":")[2]
        look.edges += tag == "edge"
        look.is_graphml = look.is_graphml or (look.depth == 1 and tag == "graphml")
        if look.depth > MAX_DEPTH:
            raise _Refused(msg("elements stand {n} deep in each other", n=look.depth))
        if look.elements > MAX_ELEMENTS:
            raise _Refused(msg("it has more than {n} elements", n=MAX_ELEMENTS))

    def end(_: str) -> None:
        look.depth -= 1

    def text(data: str) -> None:
        look.text += len(data)
        if look.text > MAX_TEXT:
            raise _Refused(msg("one text has more than {n} characters", n=MAX_TEXT))

    def refuse(*_: object) -> None:
        raise _Refused(msg("it has a document type of its own"))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse


def no_graphml(place: Place, what: Message) -> Problem:
    """A file that is no GraphML, or broken."""
    return Problem(
        "RRM-N006",
        place,
        what,
        msg("a GraphML file is needed, as OSMnx or networkx write it"),
        msg("Save it again with ox.save_graphml(…) or networkx.write_graphml(…)."),
    )


def _unsafe(place: Place, what: Message) -> Problem:
    return Problem(
        "RRM-N005",
        place,
        what,
        msg("GraphML is plain XML in UTF-8 without a document type"),
        msg("Don't use a file of unknown origin; save the graph again."),
    )
