"""Runs side by side as a page, and as one picture; neither needs a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rrm.comparison import Comparison


def comparison_page(comparison: Comparison, language: str) -> bytes:
    """A comparison as HTML: UTF-8, every language inside, no outside reference.

    language: what the page opens in.
    """
    from rrm.export.comparison_page.page import page

    return page(comparison, language)


def comparison_picture(comparison: Comparison, language: str) -> bytes:
    """The charts of a comparison as one SVG picture, UTF-8, in one language."""
    from rrm.export.comparison_page.page import picture

    return picture(comparison, language)


__all__ = ["comparison_page", "comparison_picture"]
