"""Text that remembers the file, line and column it was read from."""

from __future__ import annotations

from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from rrm.model.problem import Place


class SourceText(str):
    """A piece of a rule as its author wrote it; `place` says where."""

    __slots__ = ("place",)
    place: Place

    def __new__(cls, text: str, place: Place | None = None) -> SourceText:
        made = str.__new__(cls, text)
        made.place = place or (text.place if isinstance(text, SourceText) else Place(""))
        return made

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validate, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def _validate(cls, value: object) -> SourceText:
        if not isinstance(value, str):
            raise ValueError("text is needed")
        return value if isinstance(value, SourceText) else cls(value)
