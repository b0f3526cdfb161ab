"""The words of an HTML letter; nothing of it is ever shown as HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript"})
# fmt: off
_BLOCKS = frozenset({
    "address", "article", "blockquote", "br", "div", "dd", "dl", "dt", "fieldset",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
    "table", "tr", "ul",
})
# fmt: on


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent: list[str] = []
        self._href = ""
        self._link: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag in _BLOCKS:
            self.found.append("\n")
        elif tag in ("td", "th"):
            self.found.append("  ")
        elif tag == "a":
            self._href, self._link = dict(attrs).get("href") or "", []

    def handle_endtag(self, tag: str) -> None:
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()
        elif tag in _BLOCKS:
            self.found.append("\n")
        elif tag == "a" and self._href:
            self._close_link()

    def _close_link(self) -> None:
        """Where a link really goes stands beside what it says."""
        said, goes = "".join(self._link).strip(), self._href.strip()
        self._href = ""
        if goes.startswith(("http://", "https://")) and goes.rstrip("/") != said:
            self.found.append(f" ({goes[:300]})")

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        text = re.sub(r"\s+", " ", data)
        self.found.append(text)
        if self._href:
            self._link.append(text)


def words_of_html(text: str) -> str:
    """Whatever is wrong with it, its words as far as they are words."""
    parser = _Words()
    try:
        parser.feed(text)
        parser.close()
    except (AssertionError, ValueError, RecursionError):
        pass  # what was read until then stays
    lines = (line.strip() for line in "".join(parser.found).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
