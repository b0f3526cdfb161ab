"""Faces with every Vietnamese letter, and text broken into lines of a width."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from congvu.lib.refusals import Refused
from congvu.lib.text import gettext_noop as _

_ROOT = Path("/usr/share/fonts/truetype")
# Times-like first (NĐ 30/2020 Phụ lục I), then any serif that has every letter. The
# first Liberation (fonts-liberation) lacks the letters with two marks.
FONTS: Sequence[tuple[str, str]] = (
    ("liberation/LiberationSerif-Regular.ttf", "liberation/LiberationSerif-Bold.ttf"),
    ("liberation2/LiberationSerif-Regular.ttf", "liberation2/LiberationSerif-Bold.ttf"),
    ("msttcorefonts/times.ttf", "msttcorefonts/timesbd.ttf"),
    ("noto/NotoSerif-Regular.ttf", "noto/NotoSerif-Bold.ttf"),
    ("dejavu/DejaVuSerifCondensed.ttf", "dejavu/DejaVuSerifCondensed-Bold.ttf"),
    ("dejavu/DejaVuSerif.ttf", "dejavu/DejaVuSerif-Bold.ttf"),
)
_LETTERS = "ăâđêôơưĂÂĐÊÔƠƯấềộợữỹẢẨỄỒỞỮỴ"


class NoFont(Refused):
    """No installed font has all Vietnamese letters; a PDF would have holes in it."""

    def __init__(self) -> None:
        super().__init__(
            [
                _(
                    "Máy chủ chưa có phông chữ có chân đủ chữ tiếng Việt nên chưa lập "
                    "được tệp PDF. Quản trị cài gói fonts-noto-core hoặc "
                    "fonts-dejavu-core; trong khi chờ, in từ trang này hoặc xuất Excel."
                )
            ]
        )


@cache
def fonts() -> tuple[str, str]:
    """Names of the regular and bold face, registered once a process."""
    for regular, bold in FONTS:
        names = (f"register-{Path(regular).stem}", f"register-{Path(bold).stem}")
        try:
            faces = [
                TTFont(n, str(_ROOT / f))
                for n, f in zip(names, (regular, bold), strict=True)
            ]
        except (TTFError, OSError):
            continue
        if all(ord(c) in face.face.charToGlyph for face in faces for c in _LETTERS):
            for face in faces:
                pdfmetrics.registerFont(face)
            return names
    raise NoFont


class Ruler:
    """Breaks text into lines of a width; each letter is measured once."""

    def __init__(self, font: str, size: float) -> None:
        self.font, self.size = font, size
        self._widths: dict[str, float] = {}

    def width(self, text: str) -> float:
        total = 0.0
        for letter in text:
            known = self._widths.get(letter)
            if known is None:
                known = pdfmetrics.stringWidth(letter, self.font, self.size)
                self._widths[letter] = known
            total += known
        return total

    def lines(self, text: str, room: float) -> list[str]:
        found: list[str] = []
        line, used, space = "", 0.0, self.width(" ")
        for word in text.split():
            wide = self.width(word)
            if line and used + space + wide <= room:
                line, used = f"{line} {word}", used + space + wide
                continue
            if line:
                found.append(line)
            while wide > room:
                head = self._fitting(word, room)
                found.append(head)
                word = word[len(head) :]
                wide = self.width(word)
            line, used = word, wide
        return [*found, line] if line or not found else found

    def _fitting(self, word: str, room: float) -> str:
        """The longest beginning of a word that fits; a symbol breaks at its signs."""
        end = 1
        while end < len(word) and self.width(word[: end + 1]) <= room:
            end += 1
        sign = max(word.rfind(mark, 0, end) for mark in "-/")
        return word[: sign + 1] if sign > 0 else word[:end]
