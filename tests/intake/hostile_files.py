"""YAML files and rule packs that are made to do harm, each with what they are refused with."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from rrm.intake import load_cases, load_pack
from rrm.intake.yaml_source import MAX_BYTES, read_yaml
from rrm.model.problem import BadInput
from rrm.scoring import compile_pack
from tests.builders import PACK_FILES, tiny_pack

LONG = MAX_BYTES - 100
LABEL = "label: {en: Extra, fr: Extra}"

YAML: dict[str, bytes] = {
    "a tag that makes an object": b"a: !!python/object/apply:os.system [id]\n",
    "a tag that imports": b"a: !!python/name:os.system x\n",
    "a local tag": b"a: !run x\n",
    "a tag as long as the file": b"a: !" + b"x" * LONG,
    "a bomb of aliases": b"a: &a [x, x]\n"
    + b"".join(
        f"{one}: &{one} [{', '.join([f'*{before}'] * 9)}]\n".encode()
        for before, one in zip("abcdefgh", "bcdefghi", strict=True)
    ),
    "an alias to itself": b"a: &a [*a]\n",
    "an anchor on every value": b"".join(b"k%d: &a%d 1\n" % (n, n) for n in range(45_000)),
    "merged keys": b"a: &a {b: 1}\nc:\n  <<: *a\n",
    "merged keys of several": b"a: &a {b: 1}\nc: {<<: [*a, *a]}\n",
    "a text of 20 MB": b"a: " + b"x" * 20_000_000,
    "a block of 20 MB": b"a: |\n" + b"  x\n" * 5_000_000,
    "a text as long as the file": b"a: " + b"x" * LONG,
    "a quoted text as long as the file": b'a: "' + b"\\x41" * (LONG // 4) + b'"',
    "a key as long as the file": b"x" * LONG + b": 1",
    "a hundred thousand keys": b"".join(b"k%d: 1\n" % n for n in range(90_000)),
    "one key a hundred thousand times": b"a: 1\n" * 190_000,
    "a hundred thousand pairs in a list": b"a: [" + b"a: b, " * 160_000 + b"]",
    "a million brackets": b"a: " + b"[" * LONG,
    "half a million brackets, closed": b"a: " + b"[" * (LONG // 2) + b"]" * (LONG // 2),
    "a quarter of a million braces": b"a: " + b"{a: " * (LONG // 4),
    "half a million dashes": b"- " * (LONG // 2),
    "half a million question marks": b"? " * (LONG // 2),
    "a thousand levels of indentation": b"".join(b" " * n + b"a:\n" for n in range(1_300)),
    "documents without end": b"---\n" * (LONG // 4),
    "instructions to the parser": b"".join(b"%%TAG !a%d! b\n" % n for n in range(45_000)),
    "one instruction, as long as the file": b"%YAML " + b"9" * LONG + b".1\n---\na: 1\n",
    "an instruction after a byte-order mark": b"\xef\xbb\xbf%TAG !a! b\n---\na: 1\n",
    "an escape beyond all letters": b'a: "\\UFFFFFFFF"\n',
    "nothing but line ends": b"\n" * LONG,
    "nothing but colons": b":" * LONG,
}  # fmt: skip


def _refusal(call: Callable[[], object]) -> list[str]:
    try:
        call()
    except BadInput as bad:
        # A text of a file has at most 20,000 characters, and a message may quote it.
        assert max(len(problem.text()) for problem in bad.problems) < 25_000
        assert len(bad.problems) < 3_000
        return sorted({problem.code for problem in bad.problems if problem.is_error})
    return ["read"]


def _refusal_of_yaml(data: bytes) -> list[str]:
    return _refusal(lambda: read_yaml(data, "rule.yaml"))


def wash(value: str) -> str:
    return PACK_FILES["wash.yaml"].replace("water_litres_per_day / household_size", value)


def line(text: str) -> str:
    return PACK_FILES["wash.yaml"].replace("5: below 3\n", text + "\n")


def question(keys: str) -> str:
    return PACK_FILES["form.yaml"].replace(
        "questions:\n", f"questions:\n  extra: {{{LABEL}, {keys}}}\n"
    )


def questions(count: int, keys: str = "type: boolean") -> str:
    rows = "".join(f"  q{'ab' * 30}{n:05d}: {{{LABEL}, {keys.format(n)}}}\n" for n in range(count))
    return PACK_FILES["form.yaml"].replace("questions:\n", "questions:\n" + rows)


RULES = "".join(
    f"  m{n}: {{{LABEL}, unit: '', value: q{'ba' * 30}{n}, source: book}}\n" for n in range(60)
)
"""Measures of names that nearly exist."""

PACKS: dict[str, dict[str, str]] = {
    "a way into the object": {"wash": wash("household_size.__class__.__bases__")},
    "a call out": {"wash": wash("__import__('os')")},
    "an index": {"wash": wash("household_size[0]")},
    "a tower of powers": {"wash": wash("9**9**9**9")},
    "a number beyond all numbers": {"wash": wash("1e999")},
    "a number of 400 digits": {"wash": wash("9" * 400)},
    "a hundred thousand characters": {"wash": wash("1 + " * 25_000 + "1")},
    "ten thousand brackets": {"wash": wash("(" * 10_000 + "1" + ")" * 10_000)},
    "nine hundred brackets": {"wash": wash("(" * 900 + "1" + ")" * 900)},
    "a row of signs": {"wash": wash(f"'{'-' * 1_900}1'")},
    "a threshold of 400 digits": {"wash": line(f"5: below {'9' * 400}")},
    "a threshold of 19,000 digits": {"wash": line(f"5: below {'9' * 19_000}")},
    "thousands of options": {"wash": line('5: "is ' + "'a'," * 4_000 + "'b'\"")},
    "a class of 5,000 digits": {"wash": line("? " + "9" * 5_000 + "\n      : below 3")},
    "a range without end": {"form": question("type: integer, range: [1e999, 2]")},
    "a range that is no number": {"form": question("type: integer, range: [nan, inf]")},
    "a recall of 5,000 digits": {"form": question(f"type: integer, recall_days: {'9' * 5_000}")},
    "a condition of 9,000 brackets": {
        "form": question("type: boolean, relevant: " + "(" * 9_000 + "1" + ")" * 9_000)
    },
    "a condition with a call out": {"form": question("type: boolean, constraint: open('x') > 0")},
    "five thousand questions": {"form": questions(5_000)},
    "a circle of a thousand questions": {
        "form": "questions:\n"
        + "".join(
            f"  q{n}: {{{LABEL}, type: boolean, relevant: q{(n + 1) % 1_000}}}\n"
            for n in range(1_000)
        )
    },
    "hundreds of names that nearly exist": {
        "form": questions(100, "type: boolean, relevant: q" + "ba" * 30 + "{0}")
    },
    "rules of names that nearly exist": {
        "form": questions(1_000),
        "wash": PACK_FILES["wash.yaml"].replace("measures:\n", "measures:\n" + RULES),
    },
    "three thousand rules": {
        "wash": PACK_FILES["wash.yaml"].replace(
            "measures:\n",
            "measures:\n"
            + "".join(
                f"  m{n}: {{{LABEL}, unit: '', value: 1, source: book}}\n" for n in range(3_000)
            ),
        )
    },
    "twelve thousand sections": {
        "form": PACK_FILES["form.yaml"]
        + "sections:\n"
        + "".join(f"  s{n}: {{{LABEL}, questions: [x{n}]}}\n" for n in range(9_000))
    },
}


def _refusal_of_pack(files: dict[str, str]) -> list[str]:
    with TemporaryDirectory() as folder:
        near = Path(folder) / "scenarios" / "s"
        tiny_pack(near / "rules", **files)
        return _refusal(lambda: compile_pack(load_pack("tiny", near)[0]))


def _refusal_of_case(text: str) -> list[str]:
    with TemporaryDirectory() as folder:
        near = Path(folder) / "scenarios" / "s"
        pack = tiny_pack(near / "rules")
        (pack / "tests").mkdir()
        (pack / "tests" / "cases.yaml").write_text(text, encoding="utf-8")
        return _refusal(lambda: load_cases("tiny", near))


def _refusal_of_child(severity: str) -> list[str]:
    """A pack whose severity classes are laid over another's."""
    with TemporaryDirectory() as folder:
        near = Path(folder) / "scenarios" / "s"
        tiny_pack(near / "rules")
        child = near / "rules" / "child"
        child.mkdir()
        about = PACK_FILES["pack.yaml"].replace("id: tiny", "id: child\nextends: tiny")
        (child / "pack.yaml").write_text(about, encoding="utf-8")
        rule = f"sector: wash\nindicators:\n  water_per_person:\n    severity:\n{severity}"
        (child / "wash.yaml").write_text(rule, encoding="utf-8")
        return _refusal(lambda: load_pack("child", near))


CASE = "cases:\n  - {name: a, household: {household_size: %s}, expect: {overall: unknown}}\n"

CASES: dict[str, Callable[[], list[str]]] = {
    **{name: partial(_refusal_of_yaml, data) for name, data in YAML.items()},
    **{name: partial(_refusal_of_pack, files) for name, files in PACKS.items()},
    "an answer of 19,000 digits": partial(_refusal_of_case, CASE % ("9" * 19_000)),
    "an answer of digits and blanks": partial(_refusal_of_case, CASE % f"'1{' ' * 9_000}x1'"),
    "an inherited class of 5,000 digits": partial(
        _refusal_of_child, f"      ? '{'9' * 5_000}'\n      : below 3\n"
    ),
}
