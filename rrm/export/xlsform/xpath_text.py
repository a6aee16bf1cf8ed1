"""XPath as text: conditions joined so that they read, numbers without exponent, quoted options."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rrm.model.language import Message, msg

LONGEST = 8_000
"""Characters of one expression; beyond that nobody reads it and telephones grow slow."""

ALWAYS, NEVER = "true()", "false()"


class Unsayable(Exception):  # noqa: N818 - it names what a form can't say, not a failure of ours
    """A condition that a form can't hold; `why` says what stands in its way."""

    def __init__(self, why: Message) -> None:
        self.why = why
        super().__init__(why.text())


@dataclass(frozen=True, slots=True, eq=False)
class Joint:
    """Conditions joined by one word, `and` or `or`; two or more."""

    word: str
    parts: tuple[Said, ...]


Said = str | Joint
"""A condition: a text that stands by itself, or several joined."""


def all_of(*parts: Said) -> Said:
    """What holds where all hold."""
    return _joined("and", parts, neutral=ALWAYS, decisive=NEVER)


def any_of(*parts: Said) -> Said:
    """What holds where at least one holds."""
    return _joined("or", parts, neutral=NEVER, decisive=ALWAYS)


def negated(said: Said) -> Said:
    """What holds where it does not."""
    if said in (ALWAYS, NEVER):
        return NEVER if said == ALWAYS else ALWAYS
    return f"not({written(said)})"


def written(said: Said, within: str = "") -> str:
    """The condition as text, in brackets where it stands within another joining word.

    Raises Unsayable where it grows too long.
    """
    if isinstance(said, str):
        text = said
    else:
        text = f" {said.word} ".join(written(part, said.word) for part in said.parts)
        text = f"({text})" if within not in ("", said.word) else text
    if len(text) > LONGEST:
        raise Unsayable(msg("it is too long for a form"))
    return text


def number_text(value: float) -> str:
    """A number with a decimal point and no exponent, which XPath 1 doesn't know."""
    text = format(Decimal(repr(float(value))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def quoted(text: str) -> str:
    """Text as an XPath literal; it has no sign for a quotation mark within its own kind."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    raise Unsayable(msg("an option holds both kinds of quotation mark"))


def _joined(word: str, parts: tuple[Said, ...], neutral: str, decisive: str) -> Said:
    flat: list[Said] = []
    for part in parts:
        for one in part.parts if isinstance(part, Joint) and part.word == word else (part,):
            if one == decisive:
                return decisive
            # Guards come up once for each use of a question; once is enough.
            if one != neutral and not (isinstance(one, str) and one in flat):
                flat.append(one)
    if not flat:
        return neutral
    return flat[0] if len(flat) == 1 else Joint(word, tuple(flat))
