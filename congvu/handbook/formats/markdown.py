"""A Markdown text as a page: its title, its lead, its sections and their HTML.

Raw HTML in the text is shown, not obeyed. A heading's address is its own words without
accents ("Vào sổ" is ``vao-so``): it changes only when the words do.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from congvu.lib.text import fold

_NOT_WORDS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Section:
    slug: str
    title: str


@dataclass(frozen=True)
class HandbookPage:
    """``html`` begins after the title and the first paragraph, which is the lead."""

    title: str
    lead: str
    sections: Sequence[Section]
    html: str


def slug_of(words: str) -> str:
    return _NOT_WORDS.sub("-", fold(words)).strip("-")


def read_page(text: str) -> HandbookPage:
    """Each heading gets its address; tables can be scrolled by keyboard."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    title, lead, body = _head(parser.parse(text))
    sections: list[Section] = []
    names: list[str] = []
    for opening, following in pairwise(body):
        if opening.type == "heading_open":
            words = _plain(following)
            opening.attrSet("id", slug_of(words))
            if opening.tag == "h2":
                sections.append(Section(slug_of(words), words))
        elif opening.type == "table_open":
            opening.attrSet("class", "grid")
            names.append(_name_of_table(sections, names))
        elif opening.type == "inline":
            _underline_links(opening)
    env: MutableMapping[str, Any] = {}
    html = parser.renderer.render(body, parser.options, env)
    return HandbookPage(title, lead, sections, _scrollable(html, names))


def _name_of_table(sections: Sequence[Section], taken: Sequence[str]) -> str:
    """That of its section; a second one in it is counted."""
    name = sections[-1].title if sections else ""
    earlier = sum(other.startswith(name) for other in taken)
    return f"{name} {earlier + 1}" if earlier else name


def _underline_links(inline: Token) -> None:
    """A link within a sentence is not told by its colour alone."""
    for child in inline.children or []:
        if child.type == "link_open":
            child.attrSet("class", "inline-link")


def _scrollable(html: str, names: Sequence[str]) -> str:
    """Each table in a region that the keyboard reaches, named after its section."""
    first, *rest = html.split("<table")
    opened = (
        f'<div class="grid-scroll" tabindex="0" role="region" '
        f'aria-label="{escape(name)}"><table{part}'
        for name, part in zip(names, rest, strict=True)
    )
    return "".join([first, *opened]).replace("</table>", "</table></div>")


def _plain(inline: Token) -> str:
    return "".join(child.content for child in inline.children or [])


def _head(tokens: list[Token]) -> tuple[str, str, list[Token]]:
    """The title, the first paragraph, and what comes after them."""
    title = lead = ""
    if [t.type for t in tokens[:1]] == ["heading_open"]:
        title, tokens = _plain(tokens[1]), tokens[3:]
    if [t.type for t in tokens[:1]] == ["paragraph_open"]:
        lead, tokens = _plain(tokens[1]), tokens[3:]
    return title, lead, tokens
