"""The reference of mapping files says every key there is, and no other."""

from __future__ import annotations

import re

import pytest
from pydantic import BaseModel

from rrm.intake.foreign import mapping, mapping_reader
from rrm.intake.foreign.mapping_reader import shipped_mappings
from tests.docs.markdown import REFERENCE, section, text_of

PAGE = REFERENCE / "intake.md"


@pytest.mark.parametrize(
    ("title", "model"),
    [
        ("A mapping", mapping.Mapping),
        ("A table of the file", mapping.Table),
        ("A recipe", mapping.Recipe),
        ("A case of first", mapping.Case),
        ("Bounds", mapping.Bounds),
        ("A roster of the form", mapping.RosterRecipe),
        ("A site", mapping.SitePlace),
    ],
)
def test_every_key_of_a_mapping_is_explained(title: str, model: type[BaseModel]) -> None:
    told = [re.findall(r"`([^`]+)`", row[0])[0] for row in section(PAGE, title).rows]
    assert told == list(model.model_fields)


def test_the_example_is_a_mapping_that_can_be_read(tmp_path) -> None:
    example = re.search(r"```yaml\n(mapping: 1\n.*?)```", text_of(PAGE), re.DOTALL)
    assert example is not None
    path = tmp_path / "example.yaml"
    path.write_text(example[1], encoding="utf-8")
    read = mapping_reader.read_mapping(str(path)).mapping
    assert read.questions["children_under_5"].count == "members"


def test_every_shipped_mapping_is_named() -> None:
    for name in shipped_mappings():
        assert f"`{name}`" in text_of(PAGE)
