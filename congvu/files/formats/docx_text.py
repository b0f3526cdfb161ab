"""The text of a Word file: runs with their look, cut into words, spaces and breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from congvu.files.formats.layout import clean
from congvu.files.formats.legacy import encoding_of, to_unicode

NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
W = f"{{{NS['w']}}}"
DEEPEST = 12
_SKIPPED = {W + "del", W + "moveFrom", W + "rPr", W + "pPr", W + "instrText"}
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WIDE, _NARROW = frozenset("mwMWƯƠ@%"), frozenset("iljtfrI.,;:'!|/-() ")


@dataclass(frozen=True)
class Look:
    size: float = 13.0
    bold: bool = False
    caps: bool = False
    hidden: bool = False
    font: str = ""


@dataclass
class Atom:
    """A word, a run of spaces, a tab or a break."""

    kind: str
    text: str = ""
    width: float = 0.0
    size: float = 13.0
    bold: bool = False


def is_on(parent: Element | None, name: str) -> bool | None:
    found = None if parent is None else parent.find(W + name)
    if found is None:
        return None
    return found.get(W + "val", "true") not in ("0", "false", "off", "none")


def number_of(
    parent: Element | None, name: str, attribute: str = "val"
) -> float | None:
    found = None if parent is None else parent.find(W + name)
    text = "" if found is None else found.get(W + attribute, "")
    return float(text) if re.fullmatch(r"-?\d{1,6}(\.\d+)?", text) else None


class Styles:
    """The few things of styles that matter: size, bold, capitals, alignment."""

    def __init__(self, root: Element | None) -> None:
        self._by_id: dict[str, Element] = {}
        self._usual: str | None = None
        self._look = Look()
        if root is None:
            return
        self._look = _over(Look(), root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for style in root.findall(W + "style"):
            name = style.get(W + "styleId", "")
            self._by_id[name] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default"):
                self._usual = name

    def chain(self, style_id: str | None) -> Iterator[Element]:
        """A style and those it is based on, nearest first."""
        style_id = style_id or self._usual
        for _ in range(DEEPEST):
            style = self._by_id.get(style_id or "")
            if style is None:
                return
            yield style
            based = style.find(W + "basedOn")
            style_id = None if based is None else based.get(W + "val")

    def look(self, style_id: str | None) -> Look:
        look = self._look
        for style in reversed(list(self.chain(style_id))):
            look = _over(look, style.find(W + "rPr"))
        return look

    def alignment(self, style_id: str | None) -> str | None:
        for style in self.chain(style_id):
            found = style.find(f"{W}pPr/{W}jc")
            if found is not None:
                return found.get(W + "val")
        return None


def _over(look: Look, properties: Element | None) -> Look:
    if properties is None:
        return look
    half = number_of(properties, "sz")
    bold, caps = is_on(properties, "b"), is_on(properties, "caps")
    hidden = is_on(properties, "vanish")
    fonts = properties.find(W + "rFonts")
    font = look.font
    if fonts is not None:
        # Letters with accents are drawn by the font for "high ANSI".
        font = fonts.get(W + "hAnsi") or fonts.get(W + "ascii") or look.font
    return Look(
        half / 2 if half else look.size,
        look.bold if bold is None else bold,
        look.caps if caps is None else caps,
        look.hidden if hidden is None else hidden,
        font,
    )


def own_text(paragraph: Element) -> str:
    """A paragraph's text without that of the text boxes anchored in it."""
    return "".join(_shown(text, look) for text, look in pieces_of(paragraph, Look()))


def pieces_of(node: Element, look: Look, depth: int = 0) -> Iterator[tuple[str, Look]]:
    """Text with its look, in order; tabs and breaks as control characters."""
    if depth > DEEPEST:
        return
    for child in node:
        tag = child.tag
        if tag in _SKIPPED or tag.startswith(_MARKUP):
            continue
        if tag == W + "r":
            run = _over(look, child.find(W + "rPr"))
            if not run.hidden:
                yield from pieces_of(child, run, depth + 1)
        elif tag == W + "t":
            yield child.text or "", look
        elif tag in (W + "tab", W + "ptab"):
            yield "\t", look
        elif tag in (W + "br", W + "cr"):
            yield ("\f" if child.get(W + "type") == "page" else "\n"), look
        elif tag == W + "lastRenderedPageBreak":
            yield "\v", look
        elif tag == W + "noBreakHyphen":
            yield "-", look
        elif tag not in (W + "drawing", W + "pict", W + "object"):
            yield from pieces_of(child, look, depth + 1)


def _shown(text: str, look: Look) -> str:
    text = to_unicode(text, encoding_of(look.font), font=look.font)
    return text.upper() if look.caps else text


def atoms_of(pieces: Iterator[tuple[str, Look]]) -> Iterator[Atom]:
    word: list[tuple[str, Look]] = []
    kinds = {"\t": "tab", "\n": "break", "\f": "page", "\v": "rendered"}
    for text, look in pieces:
        for part in re.findall(r"[\t\n\f\v]|[^\S\t\n\f\v]+|\S+", text):
            if part in kinds or part.isspace():
                if word:
                    yield _finished(word)
                    word = []
                width = 0.25 * look.size * len(part)
                yield Atom(kinds.get(part, "space"), part, width, look.size)
            elif word and _same_letters(word[-1][1], look):
                # A run may end between a vowel and its tone: one word, one alphabet.
                word[-1] = (word[-1][0] + part, word[-1][1])
            else:
                word.append((part, look))
    if word:
        yield _finished(word)


def _same_letters(one: Look, other: Look) -> bool:
    return one.font == other.font and one.caps == other.caps


def _finished(parts: list[tuple[str, Look]]) -> Atom:
    look = parts[0][1]
    text = clean("".join(_shown(part, own) for part, own in parts))
    word = Atom("word", text, 0, look.size, look.bold)
    word.width = word.size * sum(_advance(c) for c in word.text)
    if word.bold:
        word.width *= 1.05
    return word


def _advance(char: str) -> float:
    if char in _WIDE:
        return 0.82
    if char in _NARROW:
        return 0.31
    return 0.67 if char.isupper() else 0.47
