"""Reads a report as a strict reader would: every tag closed, ids, links, words."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "br", "link", "img", "input", "hr"}


class PageReader(HTMLParser):
    """What a page holds. faults: tags that are not closed in order, ids used twice."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self.texts: list[tuple[str, str]] = []
        self.tags: list[str] = []
        self._open: list[tuple[str, str]] = []
        self.feed(page.decode("utf-8"))
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag, _ in self._open]
        self.faults += [f"id {i} twice" for i in sorted(set(self.ids)) if self.ids.count(i) > 1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note(tag, attrs)
        if tag not in VOID:
            language = dict(attrs).get("lang") or (self._open[-1][1] if self._open else "")
            self._open.append((tag, language))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._note(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            self._open.pop()
        else:
            inner = self._open[-1][0] if self._open else "nothing"
            self.faults.append(f"</{tag}> closes <{inner}> at {self.getpos()}")

    def handle_data(self, data: str) -> None:
        tag, language = self._open[-1] if self._open else ("", "")
        if tag in self.raw:
            self.raw[tag].append(data)
        elif data.strip():
            self.texts.append((language, data.strip()))

    def words(self, language: str | None = None) -> str:
        """All text, or the text in a language, in one line."""
        chosen = (text for code, text in self.texts if language is None or code == language)
        return " ".join(chosen)

    def values(self, attribute: str) -> list[str]:
        """What an attribute holds wherever it stands."""
        return [value for _, name, value in self.attributes if name == attribute]

    def _note(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.append((tag, name, value or ""))
            if name == "id":
                self.ids.append(value or "")
