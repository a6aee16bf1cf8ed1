from __future__ import annotations

import pytest

from rrm.intake.source_tree import REMOVE, Tree, overlaid, place_of
from rrm.intake.yaml_source import read_yaml
from rrm.model.problem import BadInput, Place, Problem
from rrm.model.source_text import SourceText


def problems(data: bytes | str) -> tuple[Problem, ...]:
    with pytest.raises(BadInput) as caught:
        read_yaml(data.encode("utf-8") if isinstance(data, str) else data, "rule.yaml")
    return caught.value.problems


def test_scalars_stay_as_they_are_written():
    tree = read_yaml(b"country: NO\ncode: 012\nopens: 12:30\nday: 2022-04-18\nnone: ~\n", "x")
    assert tree == {
        "country": "NO",
        "code": "012",
        "opens": "12:30",
        "day": "2022-04-18",
        "none": "~",
    }


def test_every_text_knows_its_file_line_and_column():
    tree = read_yaml("a:\n  b:\n  - x\n  -   é\n".encode(), "rule.yaml")
    assert place_of(tree, ("a", "b", 1), Place("")) == Place("rule.yaml", line=4, column=7)
    assert place_of(tree, ("a", "b"), Place("")) == Place("rule.yaml", line=2, column=3)
    assert place_of(tree, ("a", "absent"), Place("")) == Place("rule.yaml", line=1, column=1)


def test_a_byte_order_mark_is_fine():
    assert read_yaml(b"\xef\xbb\xbfa: 1\n", "x") == {"a": "1"}


MALFORMED = [
    ("a duplicate key", "a: 1\nb: 2\na: 3\n", "RRM-I006", 3, 1),
    ("an anchor", "a: &x 1\n", "RRM-I007", 1, 4),
    ("an alias", "a: 1\nb: *x\n", "RRM-I007", 2, 4),
    ("a tag", "a: !!python/object:os.system x\n", "RRM-I008", 1, 4),
    ("a local tag", "a: !x 1\n", "RRM-I008", 1, 4),
    ("too deep", "a: " + "[" * 30 + "]" * 30, "RRM-I009", 1, 23),
    ("a long text", "a: " + "x" * 20_001, "RRM-I009", 1, 4),
    ("many values", "a:\n" + "- 1\n" * 100_001, "RRM-I009", 99_999, 3),
    ("an instruction to the parser", "%YAML 1.1\n---\na: 1\n", "RRM-I005", 1, 1),
    ("an instruction further down", "a: 1\n...\n%TAG ! x\n", "RRM-I005", 3, 1),
    ("two documents", "a: 1\n---\nb: 2\n", "RRM-I010", 2, 1),
    ("a list at the top", "- a\n- b\n", "RRM-I010", 1, None),
    ("a text at the top", "hello\n", "RRM-I010", 1, None),
    ("an empty file", "", "RRM-I010", None, None),
    ("only comments", "# nothing\n", "RRM-I010", None, None),
    ("a tab", "a:\n\tb: 1\n", "RRM-I005", 2, 1),
    ("an open list", "a: [1, 2\nb: 3\n", "RRM-I005", 2, 2),
    ("an open quotation", 'a: "x\n', "RRM-I005", 2, 1),
    ("a colon too many", "a: b: c\n", "RRM-I005", 1, 5),
    ("bad indentation", "a: 1\n b: 2\n", "RRM-I005", 2, 3),
    ("no colon", "a: 1\nb\n", "RRM-I005", 3, 1),
    ("a list as a key", "? [a]\n: 1\n", "RRM-I005", 1, 3),
    ("an escaped control character", 'a: "\\e[31m"\n', "RRM-I004", 1, 4),
    ("an escaped zero", 'a: "\\0"\n', "RRM-I004", 1, 4),
    ("a zero byte", b"a: 1\nb: \x00\n", "RRM-I003", 2, None),
    ("a terminal escape", b"a: \x1b[31m\n", "RRM-I003", 1, None),
    ("latin-1", "a: 1\nb: é\n".encode("latin-1"), "RRM-I003", 2, None),
    ("utf-16", "a: 1\n".encode("utf-16"), "RRM-I003", 1, None),
    ("a huge file", b"a: " + b"x" * 1_000_001, "RRM-I002", None, None),
]


@pytest.mark.parametrize(
    ("data", "code", "line", "column"), [m[1:] for m in MALFORMED], ids=[m[0] for m in MALFORMED]
)
def test_a_malformed_file_is_refused_with_its_place(data, code, line, column):
    first = problems(data)[0]
    assert (first.code, first.place.line, first.place.column) == (code, line, column)
    assert first.place.file == "rule.yaml"
    assert first.remedy.text() and first.remedy.text("fr")


def test_all_faults_of_a_file_come_at_once():
    found = problems("a: &x 1\nb: *x\nc: !t 2\nb: 3\n")
    assert [(p.code, p.place.line) for p in found] == [
        ("RRM-I007", 1),
        ("RRM-I007", 2),
        ("RRM-I008", 3),
        ("RRM-I006", 4),
    ]


def test_thousands_of_faults_are_told_in_bounded_number():
    assert len(problems("a: 1\n" + "a: 1\n" * 5_000)) == 100


def tree(text: str, file: str = "parent.yaml") -> dict[str, Tree]:
    return read_yaml(text.encode(), file)


def test_a_child_is_laid_over_its_parent_key_by_key():
    parent = tree("a: {x: 1, y: 2}\nb: [1, 2]\nc: 3\n")
    child = tree("a: {y: 5, z: 6}\nb: [9]\n", "child.yaml")
    joined = overlaid(parent, child, [])
    assert joined == {"a": {"x": "1", "y": "5", "z": "6"}, "b": ["9"], "c": "3"}


def test_each_text_keeps_the_place_of_the_file_that_says_it():
    joined = overlaid(tree("a: {x: 1, y: 2}\n"), tree("\na: {y: 5}\n", "child.yaml"), [])
    assert place_of(joined, ("a", "x"), Place("")).file == "parent.yaml"
    assert place_of(joined, ("a", "y"), Place("")) == Place("child.yaml", line=2, column=8)


def test_an_inherited_key_can_be_removed():
    joined = overlaid(tree("a: {x: 1, y: 2}\n"), tree(f"a: {{x: {REMOVE}}}\n"), [])
    assert joined == {"a": {"y": "2"}}


def test_removing_what_is_not_inherited_is_a_problem_that_names_the_nearest_key():
    found: list[Problem] = []
    overlaid(tree("a: {water: 1}\n"), tree(f"a: {{watr: {REMOVE}}}\n", "child.yaml"), found)
    assert [(p.code, p.place) for p in found] == [
        ("RRM-I043", Place("child.yaml", line=1, column=5))
    ]
    assert found[0].remedy.text() == 'Did you mean "water"?'


def test_a_severity_class_that_a_child_adds_is_read_where_it_belongs():
    parent = tree("s: {5: below 3, 3: below 15, 1: otherwise}\n")
    joined = overlaid(parent, tree("s: {4: below 7.5, 3: below 12}\n"), [])
    assert isinstance(joined, dict) and isinstance(joined["s"], dict)
    assert list(joined["s"].items()) == [
        ("5", "below 3"),
        ("4", "below 7.5"),
        ("3", "below 12"),
        ("1", "otherwise"),
    ]


def test_rising_classes_stay_rising():
    joined = overlaid(tree("s: {1: above 15, 5: otherwise}\n"), tree("s: {3: above 5}\n"), [])
    assert isinstance(joined, dict) and isinstance(joined["s"], dict)
    assert list(joined["s"]) == ["1", "3", "5"]


def test_keys_are_source_text_too():
    (key,) = tree("\n\nwater: 1\n")
    assert isinstance(key, SourceText) and key.place == Place("parent.yaml", line=3, column=1)
