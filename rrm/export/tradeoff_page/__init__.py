"""What raising the worst-off site costs the others, as a page and as one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rrm.model.language import Text
    from rrm.what_if import TradeOff


def tradeoff_page(curve: TradeOff, title: Text, language: str) -> bytes:
    """A trade-off as HTML: UTF-8, every language inside, no outside reference.

    title: of the scenario. language: what the page opens in.
    """
    from rrm.export.tradeoff_page.page import page

    return page(curve, title, language)


def tradeoff_picture(curve: TradeOff, title: Text, language: str) -> bytes:
    """The curve and its costs as one SVG picture, UTF-8, in one language."""
    from rrm.export.tradeoff_page.page import picture

    return picture(curve, title, language)


__all__ = ["tradeoff_page", "tradeoff_picture"]
