"""Every format that a plan can be had in: its documents, who may see them, who makes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from importlib.util import find_spec
from typing import Any


class Circle(StrEnum):
    """Who may see a document; it belongs to the format, and nobody chooses it (ADR 0030)."""

    RESTRICTED = "restricted"
    SHARED = "shared"


class Languages(StrEnum):
    """How a document speaks several languages.

    each: a file a language. side_by_side: one paper, each label in all of them, as it is signed.
    within: one file in which the reader switches.
    """

    EACH = "each"
    SIDE_BY_SIDE = "side by side"
    WITHIN = "within"


Make = Callable[[object, tuple[str, ...]], bytes]
"""Makes a document from a PublishedPlan, or where it is shared a SharedPlan, and languages."""

PAPER = ("fpdf", "segno", "uharfbuzz")
"""Modules that the extra `documents` installs."""


def loaded(home: str) -> Callable[..., Any]:
    """A function of this room by its module and name, loaded when it is first asked for."""
    module, name = home.split(":")
    found: Callable[..., Any] = getattr(import_module(f"rrm.export.{module}"), name)
    return found


@dataclass(frozen=True, slots=True)
class Maker:
    """One document of a format.

    document: its part of the file's name. home: module and function, loaded when asked for; it
    takes `(plan, languages)`, of one language where each has its file, and gives the content.
    needs: modules that may not be installed. is_per_programme: made once for each
    programme that has cases, of its cases alone.
    """

    document: str
    ending: str
    circle: Circle
    languages: Languages
    home: str
    needs: tuple[str, ...] = ()
    is_per_programme: bool = False

    @property
    def make(self) -> Make:
        """The function that makes it."""
        made: Make = loaded(self.home)
        return made

    @property
    def lacking(self) -> tuple[str, ...]:
        """Modules that it needs and that are not installed."""
        return tuple(name for name in self.needs if find_spec(name) is None)


@dataclass(frozen=True, slots=True)
class Format:
    """What one `--format` gives."""

    name: str
    documents: tuple[Maker, ...]

    @property
    def is_shared(self) -> bool:
        """Whether anything of it may be passed on."""
        return any(maker.circle is Circle.SHARED for maker in self.documents)


def _restricted(
    document: str,
    ending: str,
    home: str,
    languages: Languages = Languages.EACH,
    needs: tuple[str, ...] = (),
) -> Maker:
    return Maker(document, ending, Circle.RESTRICTED, languages, home, needs)


def _signed(document: str, home: str) -> Maker:
    return _restricted(document, "pdf", home, Languages.SIDE_BY_SIDE, PAPER)


def _shared(document: str, ending: str, home: str, needs: tuple[str, ...] = ()) -> Maker:
    return Maker(document, ending, Circle.SHARED, Languages.EACH, home, needs)


def _for_programme(ending: str, home: str, needs: tuple[str, ...] = ()) -> Maker:
    return Maker(
        "handover", ending, Circle.SHARED, Languages.EACH, home, needs, is_per_programme=True
    )


_ALL = (
    Format("xlsx", (_restricted("plan", "xlsx", "workbook:plan_xlsx"),)),
    Format("waybills", (_signed("waybills", "waybills:waybills_pdf"),)),
    Format("loading", (_signed("loading-lists", "waybills:loading_lists_pdf"),)),
    Format("signing", (_signed("signing-sheets", "signing:signing_sheets_pdf"),)),
    Format("html", (_restricted("report", "html", "report_page:report_page", Languages.WITHIN),)),
    Format("geojson", (_restricted("map", "geojson", "geo:map_geojson"),)),
    Format("gpkg", (_restricted("map", "gpkg", "geo:map_geopackage"),)),
    Format("ics", (_restricted("calendar", "ics", "calendar_file:calendar_ics"),)),
)
"""A line for each format whose documents can be made, in the order in which they are."""

FORMATS: Mapping[str, Format] = {one.name: one for one in _ALL}
"""Formats by name, in the order in which they are made."""
