"""Units as people say them: `7.5 L/person/day`, `30 days`, `2 m²`."""

from __future__ import annotations

from rrm.model.language import Message, msg, msg_plural

_SYMBOLS: dict[str, Message] = {
    "L": msg("L"),
    "kg": msg("kg"),
    "km": msg("km"),
    "m2": msg("m²"),
    "m3": msg("m³"),
    "min": msg("min"),
}
"""Words that are the same for one and for many."""

_NO_WORDS = ("", "1", "-", "share")
"""Units that say no more than the number does."""


def unit_in_words(unit: str, quantity: float = 2) -> Message:
    """A unit as rules write it (`L/person/day`) in words; the first follows the quantity.

    A word that the vocabulary lacks stands for itself.
    """
    over, *under = unit.split("/")
    said = _counted(over.strip(), quantity)
    for word in under:
        said = Message("{over}/{under}", (("over", said), ("under", _counted(word.strip(), 1))))
    return said


def quantity_in_words(quantity: float, unit: str) -> Message:
    """A number with its unit; the number alone where the unit has no words."""
    if unit.strip() in _NO_WORDS:
        return Message("{quantity}", (("quantity", quantity),))
    return msg("{quantity} {unit}", quantity=quantity, unit=unit_in_words(unit, quantity))


def _counted(word: str, quantity: float) -> Message:
    # English has no singular but one; a fraction counts as several.
    n = int(quantity) if float(quantity).is_integer() else 2
    match word:
        case "day":
            return msg_plural("day", "days", n=n)
        case "household":
            return msg_plural("household", "households", n=n)
        case "kit":
            return msg_plural("kit", "kits", n=n)
        case "person":
            return msg_plural("person", "people", n=n)
        case "person*day":
            return msg_plural("person-day", "person-days", n=n)
        case _:
            return _SYMBOLS.get(word) or Message("{word}", (("word", word),))
