"""What a file's columns say about a link, written in YAML: a mapping of roads.

A logistician reads it, argues with it and changes it. Each matter has a list that is read from the
top; the first line that holds for a feature decides.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from rrm.model.frozen import Frozen
from rrm.model.scenario import Latitude, Longitude, Mode, MonthDay

ANY = "*"
"""Stands for any value that isn't empty."""

Conditions = dict[str, tuple[str, ...]]
"""By column, values one of which must stand there; all columns must hold. No column: always."""

Positive = Annotated[float, Field(gt=0, le=1e6)]


class Taken(Frozen):
    """Whether a feature is a way for vehicles at all; because: why not."""

    when: Conditions = {}
    is_taken: Annotated[bool, Field(alias="is")]
    because: dict[Literal["en", "fr"], str] = {}
    source: str = ""


class Kind(Frozen):
    """How it is travelled."""

    when: Conditions = {}
    mode: Annotated[Mode, Field(alias="is")]
    source: str = ""


class Surface(Frozen):
    """Its surface, in the words of the packs; guess: not said by the file, but taken from it."""

    when: Conditions = {}
    surface: Annotated[str, Field(alias="is", pattern=r"^[a-z][a-z0-9_]{0,39}\Z")]
    guess: bool = False
    source: str = ""


class Direction(Frozen):
    """In which direction of drawing it may be travelled."""

    when: Conditions = {}
    direction: Annotated[Literal["both", "forward", "backward"], Field(alias="is")]
    source: str = ""


class Amount(Frozen):
    """A number: either the same for all that the line holds for, or read from a column.

    units: by what the column may say after the number, what it is times ours; "" for nothing.
    """

    when: Conditions = {}
    amount: Annotated[Positive | None, Field(alias="is")] = None
    column: str | None = None
    units: dict[str, Positive] = {"": 1.0}
    guess: bool = False
    source: str = ""


class PartOfYear(Frozen):
    """The part of the year in which it can be passed, by month and day, both included."""

    when: Conditions
    open_from: MonthDay
    open_to: MonthDay
    guess: bool = False
    source: str = ""


class Length(Frozen):
    """A column with the length of a line, and how many km its unit is."""

    column: str
    km: Positive


class Towns(Frozen):
    """Which points are places: conditions, the columns with a name, and the one with the kind."""

    when: Conditions = {}
    names: tuple[str, ...] = ()
    kind: str | None = None


class Region(Frozen):
    """Where such networks lie, in degrees: what lies elsewhere is doubted."""

    west: Longitude
    south: Latitude
    east: Longitude
    north: Latitude


class RoadMapping(Frozen):
    """A mapping of roads.

    recognised_by: columns of which a file has at least one where no mapping is named.
    credit: what those who made the data want said; it goes into `source` of each link.
    surfaces: from best to worst, for lines that name several at once.
    """

    road_mapping: Literal["1"]
    title: dict[str, str]
    source: str
    status: Literal["read", "standard", "proposed"]
    valid_for: str = ""
    credit: Annotated[str, Field(max_length=200)] = ""
    recognised_by: tuple[str, ...]
    region: Region | None = None
    surfaces: tuple[str, ...]
    taken: tuple[Taken, ...]
    mode: tuple[Kind, ...] = ()
    surface: tuple[Surface, ...]
    direction: tuple[Direction, ...] = ()
    max_payload_t: tuple[Amount, ...] = ()
    wait_hours: tuple[Amount, ...] = ()
    season: tuple[PartOfYear, ...] = ()
    length: tuple[Length, ...] = ()
    towns: Towns = Towns()
