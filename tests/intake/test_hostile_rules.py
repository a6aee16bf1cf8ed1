"""Hostile YAML and rules are refused with a code, in bounded memory and work."""

from __future__ import annotations

import pytest

from rrm.intake.yaml_source import read_yaml
from tests.bounded import Refusals, refusals_of

MEGABYTES = 150
"""More than the largest pack that is read takes; a bomb would take a thousand times that."""

REFUSED = {
    "a tag that makes an object": ["RRM-I008"],
    "a tag that imports": ["RRM-I008"],
    "a local tag": ["RRM-I008"],
    "a tag as long as the file": ["RRM-I008"],
    "a bomb of aliases": ["RRM-I007"],
    "an alias to itself": ["RRM-I007"],
    "an anchor on every value": ["RRM-I007"],
    "merged keys": ["RRM-I007"],
    "merged keys of several": ["RRM-I007"],
    "a text of 20 MB": ["RRM-I002"],
    "a block of 20 MB": ["RRM-I002"],
    "a text as long as the file": ["RRM-I009"],
    "a quoted text as long as the file": ["RRM-I009"],
    "a key as long as the file": ["RRM-I005", "RRM-I009"],
    "a hundred thousand keys": ["RRM-I009"],
    "one key a hundred thousand times": ["RRM-I006"],
    "a hundred thousand pairs in a list": ["RRM-I009"],
    "a million brackets": ["RRM-I009"],
    "half a million brackets, closed": ["RRM-I009"],
    "a quarter of a million braces": ["RRM-I009"],
    "half a million dashes": ["RRM-I009"],
    "half a million question marks": ["RRM-I005"],
    "a thousand levels of indentation": ["RRM-I009"],
    "documents without end": ["RRM-I010"],
    "instructions to the parser": ["RRM-I005"],
    "one instruction, as long as the file": ["RRM-I005"],
    "an instruction after a byte-order mark": ["RRM-I005"],
    "an escape beyond all letters": ["RRM-I005"],
    "nothing but line ends": ["RRM-I010"],
    "nothing but colons": ["RRM-I005", "RRM-I009"],
    "a way into the object": ["RRM-R002"],
    "a call out": ["RRM-R003"],
    "an index": ["RRM-R002"],
    "a tower of powers": ["RRM-R002"],
    "a number beyond all numbers": ["RRM-R002"],
    "a number of 400 digits": ["RRM-R001"],
    "a hundred thousand characters": ["RRM-I009"],
    "ten thousand brackets": ["RRM-I009"],
    "nine hundred brackets": ["RRM-R001"],
    "a row of signs": ["RRM-R001"],
    "a threshold of 400 digits": ["RRM-R001"],
    "a threshold of 19,000 digits": ["RRM-R001"],
    "thousands of options": ["RRM-R007"],
    "a class of 5,000 digits": ["RRM-I011"],
    "a range without end": ["RRM-I014"],
    "a range that is no number": ["RRM-I014"],
    "a recall of 5,000 digits": ["RRM-I014"],
    "a condition of 9,000 brackets": ["RRM-R001"],
    "a condition with a call out": ["RRM-R003"],
    "five thousand questions": ["RRM-R117"],
    "a circle of a thousand questions": ["RRM-R114"],
    "hundreds of names that nearly exist": ["RRM-R003"],
    "rules of names that nearly exist": ["RRM-R003"],
    "three thousand rules": ["RRM-R117"],
    "twelve thousand sections": ["RRM-R115"],
    "an answer of 19,000 digits": ["RRM-I014"],
    "an answer of digits and blanks": ["RRM-I014"],
    "an inherited class of 5,000 digits": ["RRM-I011"],
}


@pytest.fixture(scope="module")
def refusals() -> Refusals:
    return refusals_of("tests.intake.hostile_files", MEGABYTES)


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_hostile_is_refused_in_bounded_memory(refusals: Refusals, case: str):
    assert refusals[case] == REFUSED[case]


def test_every_hostile_case_is_told(refusals: Refusals):
    assert list(refusals) == list(REFUSED)


def test_a_merge_sign_without_an_alias_is_a_key_like_any_other():
    assert read_yaml(b"c: {<<: {a: 1}}\n", "x") == {"c": {"<<": {"a": "1"}}}


def test_a_percent_sign_within_a_file_is_a_sign_like_any_other():
    assert read_yaml(b"a: 25 %\nb: |\n  %TAG\n", "x") == {"a": "25 %", "b": "%TAG\n"}
