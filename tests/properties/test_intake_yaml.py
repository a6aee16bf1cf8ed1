"""Laws of reading rules and settings: nothing but BadInput comes out of any bytes."""

from __future__ import annotations

from contextlib import suppress

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rrm.intake.source_tree import Tree, overlaid, place_of
from rrm.intake.validation import validated
from rrm.intake.yaml_source import read_yaml
from rrm.model.form import Form
from rrm.model.problem import BadInput, Place
from rrm.model.rule_pack import AccessRules, EntitlementRules, Sector, SeverityRules
from rrm.model.scenario import Settings

WORDS = st.text("abcäé:#&*!|>-[]{}'\"%@`~?, \n\t\\0123456789", max_size=12)
PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=20)
TREES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PLAIN, inner, max_size=4),
    max_leaves=12,
)
YAML_LIKE = st.lists(st.sampled_from(
    ["a: ", "- ", "\n", "  ", "[", "]", "{", "}", "&a ", "*a", "!!str ", "'", '"', "? ", ": ", "|\n", "---\n", "...\n",
     "\\u0000", '"\\ud800"', '"\\U00110000"', "%YAML 1.1\n", "%TAG ! x\n", "\t", "#", "x", "é", "<<: "]
), max_size=30).map("".join)  # fmt: skip


@settings(deadline=None)
@given(st.binary(max_size=200))
@example(b'a: "\\ud800"')
@example(b'a: "\\U00110000"')
@example(b"%YAML 1." + b"9" * 5_000 + b"\n---\na: b\n")
@example(b"\xef\xbb\xbf\xef\xbb\xbfa: b")
def test_any_bytes_are_read_or_refused(data: bytes):
    with suppress(BadInput):
        assert isinstance(read_yaml(data, "x.yaml"), dict)


@settings(deadline=None)
@given(YAML_LIKE | WORDS.map("a: ".__add__))
def test_any_text_is_read_or_refused_with_a_line(text: str):
    try:
        read_yaml(text.encode(), "x.yaml")
    except BadInput as bad:
        for problem in bad.problems:
            assert problem.text("en") and problem.text("fr")


@settings(deadline=None)
@given(st.dictionaries(PLAIN, TREES, min_size=1, max_size=5))
def test_what_was_written_is_what_is_read(content: dict[str, object]):
    text = yaml.safe_dump(content, default_style='"', allow_unicode=True)
    if not any(sign in text for sign in ("&id", "\\")):
        assert read_yaml(text.encode(), "x.yaml") == content


@settings(deadline=None)
@given(st.dictionaries(PLAIN, TREES, max_size=5))
def test_every_place_lies_within_the_file(content: dict[str, object]):
    text = yaml.safe_dump({"top": content}, allow_unicode=True)
    with suppress(BadInput):
        tree = read_yaml(text.encode(), "x.yaml")
        place = place_of(tree, ("top", *content), Place(""))
        assert place.line is not None and 1 <= place.line <= text.count("\n") + 1


NO_REMOVAL = st.recursive(
    PLAIN, lambda inner: st.dictionaries(st.sampled_from("abcd"), inner, max_size=4), max_leaves=10
)


def leaves(tree: Tree, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Tree]]:
    if not isinstance(tree, dict) or not tree:
        return [(path, tree)] if not isinstance(tree, dict) else []
    return [leaf for key, value in tree.items() for leaf in leaves(value, (*path, key))]


@settings(deadline=None)
@given(NO_REMOVAL, NO_REMOVAL)
def test_what_a_child_says_counts_and_saying_it_twice_changes_nothing(parent: Tree, child: Tree):
    joined = overlaid(parent, child, [])
    assert set(leaves(child)) <= set(leaves(joined))
    assert overlaid(joined, child, []) == joined
    assert overlaid(child, child, []) == child


KEYS = st.sampled_from([
    "id", "title", "country", "start", "horizon_days", "rules", "budget", "amount", "currency", "priorities", "tier",
    "locks", "site_id", "en", "questions", "type", "label", "range", "choices", "missing", "indicators", "severity",
    "5", "value", "source", "assume", "classes", "speeds_kmh", "tar", "dry", "river_season", "labels", "confidence", "A",
])  # fmt: skip
VALUES = st.sampled_from(
    [
        "1",
        "x",
        "",
        "yes",
        "2022-04-18",
        "inf",
        "1_0",
        "worst",
        "A",
        "below 3",
        "nan",
        "20220418",
        "1e400",
    ]
)
SHAPED = st.dictionaries(
    KEYS, st.recursive(VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=15),
    max_size=8,
)  # fmt: skip


@settings(deadline=None)
@given(SHAPED)
def test_any_shape_of_content_is_taken_or_refused_in_words(content: dict[str, Tree]):
    for model in (Settings, Form, Sector, SeverityRules, EntitlementRules, AccessRules):
        value, problems = validated(model, content, lambda path: Place("x.yaml", line=1))
        assert (value is None) == bool(problems)
        for problem in problems:
            assert problem.text("en") and problem.text("fr")
