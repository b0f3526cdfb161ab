"""What every drawing is made of: marks on a sheet, written as SVG. Pure.

Across goes in hundredths of the width, down in pixels. Without ``width`` the sheet is
as wide as its place and its letters keep their size; with it every place is a plain
number, which any program that prints understands. Colours are attributes, which a
page's own sheet of styles may change by class; there is no style and no script.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from html import escape

_FONTS = "Noto Sans, Liberation Sans, Arial, sans-serif"
_INK, _INK2, _INK3 = "#1b2233", "#474e5f", "#5f6573"
_RULE, _RULE_DARK = "#dcd5c3", "#857f6e"
_BLUE, _BLUE_PALE = "#1f4172", "#e4ebf5"
_RED, _RED_PALE = "#b3261e", "#fbe9e4"
_OCHRE, _OCHRE_PALE = "#8a5a00", "#fbf0d2"
_PAPER, _SLATE = "#fffefa", "#7d92b8"


class Form(StrEnum):
    """How a part is filled; each is told from the others in black and white."""

    SOLID = "solid"
    LATE = "late"
    CROSSED = "crossed"
    DOTTED = "dotted"
    LIGHT = "light"
    GREY = "grey"
    OUTLINE = "outline"
    DASHED = "dashed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class _Ink:
    fill: str
    stroke: str = ""
    dash: str = ""
    mark: str = ""


_INKS = {
    Form.SOLID: _Ink(_BLUE),
    Form.LATE: _Ink(
        _RED_PALE, _RED, mark=f'<rect class="mark-late" width="2" height="6" '
        f'fill="{_RED}"/>'
    ),
    Form.CROSSED: _Ink(
        _BLUE_PALE, _BLUE, mark=f'<rect class="mark-crossed" width="6" height="1.5" '
        f'fill="{_BLUE}"/>'
    ),
    Form.DOTTED: _Ink(
        _OCHRE_PALE, _OCHRE, mark=f'<circle class="mark-dotted" cx="3" cy="3" r="1.2" '
        f'fill="{_OCHRE}"/>'
    ),
    Form.LIGHT: _Ink(_SLATE),
    Form.GREY: _Ink(_RULE, _RULE_DARK),
    Form.OUTLINE: _Ink(_PAPER, _INK3),
    Form.DASHED: _Ink(_PAPER, _INK3, dash="3 2"),
    Form.UNKNOWN: _Ink(
        _PAPER, mark=f'<rect class="mark-unknown" width="1" height="6" '
        f'fill="{_RULE_DARK}"/>'
    ),
}  # fmt: skip
_TEXTS = {
    "name": f'font-size="13" fill="{_INK}"',
    "value": f'font-size="13" font-weight="600" fill="{_INK}"',
    "note": f'font-size="12" fill="{_INK2}"',
    "gap": f'font-size="11" font-style="italic" fill="{_INK3}" paint-order="stroke" '
    f'stroke="{_PAPER}" stroke-width="3"',
}
_LINES = {
    "axis": f'stroke="{_RULE_DARK}"',
    "gridline": f'stroke="{_RULE}"',
    "target": f'stroke="{_OCHRE}" stroke-width="2" stroke-dasharray="5 3"',
    "goal": f'stroke="{_OCHRE}" stroke-width="2"',
    "measured": f'stroke="{_BLUE}" stroke-width="2"',
    "reported": f'stroke="{_INK2}" stroke-width="1.5" stroke-dasharray="2 3"',
    "empty": f'stroke="{_INK3}" stroke-dasharray="2 4"',
}


@dataclass(frozen=True)
class Drawing:
    """A finished drawing; ``svg`` may stand in a page, in a file, in a paper."""

    svg: str
    title: str
    height: int
    width: int | None = None


class Sheet:
    """Where marks are put; `drawing` is what it amounts to.

    ``key`` is a word that no other drawing of the page has. ``links``: its parts may be
    opened, so it is no picture to a screen reader but a group.
    """

    def __init__(
        self,
        key: str,
        title: str,
        about: str,
        *,
        width: int | None = None,
        links: bool = False,
    ) -> None:
        self.key, self.title, self.about = key, title, about
        self.width, self.links = width, links
        self._marks: list[str] = []
        self._forms: set[Form] = set()

    def across(self, share: float) -> str:
        if self.width is None:
            return f"{share:.2f}%"
        return f"{share * self.width / 100:.1f}"

    def part(
        self,
        x: float,
        y: float,
        size: tuple[float, float],
        form: Form,
        words: str = "",
        url: str = "",
    ) -> None:
        """A filled part, as wide and as high as ``size``, which says itself."""
        wide, high = size
        self._forms.add(form)
        told = f"<title>{escape(words)}</title>" if words else ""
        mark = (
            f'<rect class="part {form}" x="{self.across(x)}" y="{y:.1f}" '
            f'width="{self.across(wide)}" height="{high:.1f}" {self._ink(form)}>'
            f"{told}</rect>"
        )
        self._marks.append(self._link(mark, words, url))

    def swatch(self, y: float, form: Form) -> None:
        """A sample of a form at the left edge, for a legend."""
        self._forms.add(form)
        self._marks.append(
            f'<rect class="part {form}" x="0.5" y="{y:.1f}" width="12" height="12" '
            f"{self._ink(form)}/>"
        )

    def _ink(self, form: Form) -> str:
        ink = _INKS[form]
        fill = f"url(#{self.key}-{form})" if ink.mark else ink.fill
        told = f'fill="{fill}"'
        if ink.stroke:
            told += f' stroke="{ink.stroke}"'
        return f'{told} stroke-dasharray="{ink.dash}"' if ink.dash else told

    def line(
        self, kind: str, start: tuple[float, float], end: tuple[float, float]
    ) -> None:
        (x1, y1), (x2, y2) = start, end
        self._marks.append(
            f'<line class="{kind}" x1="{self.across(x1)}" y1="{y1:.1f}" '
            f'x2="{self.across(x2)}" y2="{y2:.1f}" {_LINES[kind]}/>'
        )

    def dot(
        self, x: float, y: float, words: str, *, is_open: bool = False, url: str = ""
    ) -> None:
        fill, form = (_PAPER, "dot-open") if is_open else (_BLUE, "dot")
        self._marks.append(
            self._link(
                f'<circle class="{form}" cx="{self.across(x)}" cy="{y:.1f}" r="3.5" '
                f'fill="{fill}" stroke="{_INK2 if is_open else _BLUE}">'
                f"<title>{escape(words)}</title></circle>",
                words,
                url,
            )
        )

    def _link(self, mark: str, words: str, url: str) -> str:
        if not url or not self.links:
            return mark
        said = escape(words, quote=True)
        return f'<a href="{escape(url, quote=True)}" aria-label="{said}">{mark}</a>'

    def text(
        self, kind: str, x: float, y: float, words: str, anchor: str = "start"
    ) -> None:
        self._marks.append(
            f'<text class="{kind}" x="{self.across(x)}" y="{y:.1f}" '
            f'text-anchor="{anchor}" {_TEXTS[kind]}>{escape(words)}</text>'
        )

    def sample(self, kind: str, y: float) -> None:
        """A piece of a line at the left edge, for a legend."""
        self._marks.append(
            f'<line class="{kind}" x1="0" y1="{y:.1f}" x2="14" y2="{y:.1f}" '
            f"{_LINES[kind]}/>"
        )

    def beside_swatch(self, y: float, words: str) -> None:
        self._marks.append(
            f'<text class="note" x="20" y="{y:.1f}" {_TEXTS["note"]}>'
            f"{escape(words)}</text>"
        )

    def drawing(self, height: float) -> Drawing:
        high = round(height)
        size = f'width="100%" height="{high}"'
        if self.width is not None:
            size = (
                f'width="{self.width}" height="{high}" '
                f'viewBox="0 0 {self.width} {high}"'
            )
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing" {size} '
            f'role="{"group" if self.links else "img"}" '
            f'aria-labelledby="{self.key}-title {self.key}-about" '
            f'font-family="{_FONTS}">'
            f'<title id="{self.key}-title">{escape(self.title)}</title>'
            f'<desc id="{self.key}-about">{escape(self.about)}</desc>'
            f"{self._patterns()}{''.join(self._marks)}</svg>"
        )
        return Drawing(svg, self.title, high, self.width)

    def _patterns(self) -> str:
        found = [
            f'<pattern id="{self.key}-{form}" width="6" height="6" '
            f'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<rect class="ground-{form}" width="6" height="6" '
            f'fill="{_INKS[form].fill}"/>{_INKS[form].mark}</pattern>'
            for form in sorted(self._forms)
            if _INKS[form].mark
        ]
        return f"<defs>{''.join(found)}</defs>" if found else ""
