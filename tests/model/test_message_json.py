"""Sentences written as JSON and read back are the same sentences, in every language."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rrm.model.language import Message, Text, msg, msg_plural
from rrm.model.message_json import (
    DEEPEST,
    MessageTable,
    NoMessages,
    message_to_json,
    messages_from_json,
)

WHOLE = msg(
    "{inner}, {words}, {day}, {several}, {none}",
    inner=msg_plural("{n} kit", "{n} kits", n=3),
    words=Text.of({"en": "well", "fr": "puits"}),
    day=date(2022, 4, 18),
    several=["a", 2, msg("b")],
    none=None,
)


def back(message):
    return messages_from_json(json.loads(json.dumps(message_to_json([message]))))[-1]


def test_every_kind_of_value_comes_back():
    assert back(WHOLE) == WHOLE


def test_each_sentence_stands_once_and_after_those_within_it():
    inner = msg("{n} km", n=3)
    told = message_to_json([msg("{a}", a=inner), inner, msg("{b}", b=inner)])
    assert told == [
        ["{n} km", {"n": 3}], ["{a}", {"a": {"message": 0}}], ["{b}", {"b": {"message": 0}}],
    ]  # fmt: skip


@pytest.mark.parametrize("values", [(1, True), (1, 1.0), (0, False), (1, "1")])
def test_values_that_are_equal_and_read_differently_stay_apart(values):
    table = MessageTable()
    places = [table.place_of(msg("{x}", x=value)) for value in values]
    assert len(set(places)) == 2
    read = messages_from_json(table.as_json())
    assert [type(read[at].values[0][1]) for at in places] == [type(value) for value in values]


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan")])
def test_a_number_that_json_has_no_word_for_reads_the_same(value):
    assert back(msg("{x}", x=value)).text("fr") == msg("{x}", x=value).text("fr")


@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(-(10**12), 10**12), st.text(max_size=9),
                  st.floats(-1e12, 1e12), st.dates()),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3).map(tuple),
            st.lists(inner, max_size=3).map(
                lambda some: Message(
                    " ".join(f"{{v{at}}}" for at in range(len(some))),
                    tuple((f"v{at}", one) for at, one in enumerate(some)),
                )
            ),
        ),
        max_leaves=8,
    )
)  # fmt: skip
def test_any_sentence_comes_back_as_it_was(value):
    message = Message("{value}", (("value", value),))
    assert back(message) == message


@pytest.mark.parametrize(
    "read",
    [
        {}, None, [[]], [["a"]], [["a", []]], [[1, {}]], [["a", {}, 1]], [["a", {}, "b", "c"]],
        [["{x}", {}]],
        [["{", {}]],
        [["{x.__class__}", {"x": "a"}]],
        [["{x[0]}", {"x": "a"}]],
        [["{x!r}", {"x": "a"}]],
        [["{x:>999999999}", {"x": "a"}]],
        [["{0}", {"0": "a"}]],
        [["{}", {"": "a"}]],
        [["a", {}, "{x}"]],
        [["{x}", {"x": {"message": 0}}]],
        [["a", {}], ["{x}", {"x": {"message": -1}}]],
        [["a", {}], ["{x}", {"x": {"message": True}}]],
        [["{x}", {"x": {"python": "a"}}]],
        [["{x}", {"x": {"date": "2022-02-30"}}]],
        [["{x}", {"x": {"number": "1e9"}}]],
        [["{x}", {"x": {"text": {"en": 1}}}]],
        [["{x}", {"x": {"text": {}, "date": "2022-02-03"}}]],
        [["{x}", {"x": ["a"]}]],
        [["{x}", {"x": 10**400}]],
        [["{x}", {"x": float("inf")}]],
        [["a" * 5_001, {}]],
        [["a", {f"x{n}": 1 for n in range(101)}]],
        [["a", {"x": {"list": [1] * 10_001}}]],
    ],
)  # fmt: skip
def test_what_the_engine_would_not_write_is_refused(read):
    with pytest.raises(NoMessages):
        messages_from_json(read)


def test_sentences_within_each_other_have_an_end():
    chain = [["a", {}]]
    for at in range(DEEPEST + 1):
        chain.append(["{x}", {"x": {"message": at}}])
    with pytest.raises(NoMessages):
        messages_from_json(chain)


def test_a_few_lines_that_would_say_a_billion_words_are_refused():
    bomb = [["ha", {}]]
    for at in range(9):
        values = {f"x{n}": {"message": at} for n in range(10)}
        bomb.append(["".join(f"{{x{n}}}" for n in range(10)), values])
    with pytest.raises(NoMessages):
        messages_from_json(bomb)
