"""The four faces of a paper's type, and how wide words are in them.

Times New Roman is asked for (NĐ 30/2020 Phụ lục I, mục I.4); Liberation Serif has its
measures, so a line breaks at the same word in both.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from congvu.documents.formats.typeset import NoFont

_ROOT = Path("/usr/share/fonts/truetype")


class Face(StrEnum):
    REGULAR = "regular"
    BOLD = "bold"
    ITALIC = "italic"
    BOLD_ITALIC = "bold-italic"


_FAMILIES: Sequence[Sequence[str]] = (
    [f"liberation2/LiberationSerif-{f}.ttf" for f in ("Regular", "Bold")]
    + [f"liberation2/LiberationSerif-{f}.ttf" for f in ("Italic", "BoldItalic")],
    [f"msttcorefonts/times{f}.ttf" for f in ("", "bd", "i", "bi")],
    [f"noto/NotoSerif-{f}.ttf" for f in ("Regular", "Bold", "Italic", "BoldItalic")],
    [f"dejavu/DejaVuSerif{f}.ttf" for f in ("", "-Bold", "-Italic", "-BoldItalic")],
)
_MOST_BREAKS = 6
_LETTERS = "ăâđêôơưĂÂĐÊÔƠƯấềộợữỹẢẨỄỒỞỮỴ"


@cache
def face_names() -> dict[Face, str]:
    """Names of the faces as the PDF library knows them, registered once a process."""
    for family in _FAMILIES:
        try:
            faces = {
                face: TTFont(f"paper-{Path(file).stem}", str(_ROOT / file))
                for face, file in zip(Face, family, strict=True)
            }
        except (TTFError, OSError):
            continue
        if all(ord(c) in f.face.charToGlyph for f in faces.values() for c in _LETTERS):
            for font in faces.values():
                pdfmetrics.registerFont(font)
            return {face: font.fontName for face, font in faces.items()}
    raise NoFont


def missing_letters(texts: Iterable[str]) -> str:
    """Letters that no face of the paper has: they would be drawn as nothing."""
    known = [
        pdfmetrics.getFont(name).face.charToGlyph for name in face_names().values()
    ]
    letters = {c for text in texts for c in text if not _is_silent(c)}
    return "".join(sorted(c for c in letters if any(ord(c) not in k for k in known)))


def _is_silent(letter: str) -> bool:
    """Blanks and signs that are not drawn anyway."""
    return unicodedata.category(letter)[0] in "ZC"


@lru_cache(maxsize=100_000)
def width(text: str, face: Face, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, face_names()[face], size))


@dataclass(frozen=True)
class Run:
    """Words of one face within a line or paragraph."""

    text: str
    face: Face = Face.REGULAR


@dataclass(frozen=True)
class Line:
    """A line as it was broken; ``slack`` is the room left in it."""

    runs: tuple[Run, ...]
    slack: float
    last: bool

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def broken(
    runs: Sequence[Run], size: float, room: float, first_indent: float = 0.0
) -> list[Line]:
    """The lines of a paragraph; the first has less room. A long word is cut."""
    words = [
        (piece, run.face)
        for run in runs
        for word in run.text.split()
        for piece in _pieces(word, run.face, size, room - first_indent)
    ]
    lines: list[Line] = []
    line: list[tuple[str, Face]] = []
    used, space_for = 0.0, room - first_indent
    for word, face in words:
        wide = width(word, face, size)
        between = width(" ", line[-1][1], size) if line else 0.0
        if line and used + between + wide > space_for + 0.01:
            lines.append(Line(_joined(line), space_for - used, last=False))
            line, used, between, space_for = [], 0.0, 0.0, room
        line.append((word, face))
        used += between + wide
    if line:
        lines.append(Line(_joined(line), space_for - used, last=True))
    return lines


def few_lines(text: str) -> str:
    """The text with its breaks where a person made a few; many would fill a page."""
    return text if text.count("\n") < _MOST_BREAKS else " ".join(text.split())


def balanced(text: str, face: Face, size: float, room: float) -> list[str]:
    """No more lines than needed, of about one length: no word stands alone.

    A line break written by hand stays.
    """
    found: list[str] = []
    for part in text.split("\n"):
        lines = _plain(part, face, size, room)
        if len(lines) > 1:
            total = width(part, face, size)
            for more in (1.0, 1.06, 1.12, 1.2, 1.3):
                narrow = _plain(part, face, size, min(room, total / len(lines) * more))
                if len(narrow) == len(lines):
                    lines = narrow
                    break
        found += lines
    return found


def _plain(text: str, face: Face, size: float, room: float) -> list[str]:
    return [line.text for line in broken([Run(text, face)], size, room)]


def _joined(words: Sequence[tuple[str, Face]]) -> tuple[Run, ...]:
    """Neighbours of one face as one run, each but the last with its space."""
    runs: list[Run] = []
    for number, (word, face) in enumerate(words):
        text = word if number == len(words) - 1 else f"{word} "
        if runs and runs[-1].face == face:
            runs[-1] = Run(runs[-1].text + text, face)
        else:
            runs.append(Run(text, face))
    return tuple(runs)


def _pieces(word: str, face: Face, size: float, room: float) -> list[str]:
    """The word, or as many pieces of it as fit; a symbol is cut after its signs."""
    if width(word, face, size) <= room:
        return [word]
    pieces: list[str] = []
    while word and width(word, face, size) > room:
        end = 1
        while end < len(word) and width(word[: end + 1], face, size) <= room:
            end += 1
        sign = max(word.rfind(mark, 0, end) for mark in "-/")
        end = sign + 1 if sign > 0 else end
        pieces.append(word[:end])
        word = word[end:]
    return [*pieces, word] if word else pieces
