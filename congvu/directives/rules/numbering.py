"""Numbers and bullets in front of a paragraph, and the path they make.

"III", then "2", then "a)" is the clause "III.2.a"; "Điều 2", then "1." is "Điều 2.1".
Bullets stand under the number above them and have no number of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARKERS = (
    (
        "part",
        re.compile(
            r"(Phần|Chương|PHẦN|CHƯƠNG)\s+([IVXLC]{1,6}|\d{1,2}|[A-ZĐ]|thứ\s\w+"
            r"|THỨ\s\w+)\b[.:\-–]?\s*"
        ),
    ),
    ("article", re.compile(r"(?:Điều|ĐIỀU)\s*(\d{1,3}[a-zđ]?)\s*[.:\-–]\s*")),
    ("roman", re.compile(r"([IVX]{1,6})\s*(?:[.)]\s*|[\-–/:]\s+)(?=\D)")),
    (
        "decimal",
        re.compile(
            r"(\d{1,2}(?:\.\d{1,2}){1,4})\s*[.)/:\-–]?\s+(?=\D)"
            r"|(\d{1,2}(?:\.\d{1,2}){1,4})[.)]?(?=[A-ZÀ-ỸĐ])"
        ),
    ),
    (
        "number",
        re.compile(r"(\d{1,2})\s*[.)](?![\d.])\s*|(\d{1,2})\s*[/:\-–](?!\d)\s+"),
    ),
    ("letter", re.compile(r"([a-zđ]{1,2})\s*\)\s*|([a-zđ])[./]\s+")),
    ("capital", re.compile(r"([A-HĐK])\s*[.)/\-–]\s+(?=\w{2})")),
    ("paren", re.compile(r"\((\d{1,2}|[a-zđ]|[ivx]{1,5})\)\s*")),
    (
        "bullet",
        re.compile(r"([\-–—+*•●○◦▪■□►➢✓·\uf000-\uf0ff]|o(?=\s+[A-ZÀ-ỸĐ]))\s*(?=\S)"),
    ),
)


_OUTER = ("part", "article", "capital", "roman")
"""From the outermost in; all other numbers lie below them."""


@dataclass(frozen=True)
class Marker:
    """``kind`` with the sign of a bullet ("bullet-"); ``value`` as in a clause path."""

    kind: str
    value: str
    end: int


def marker_at(text: str, start: int, end: int) -> Marker | None:
    """The number or bullet at the start of a line, and where its words begin."""
    for kind, pattern in _MARKERS:
        found = pattern.match(text, start, end)
        if found is None:
            continue
        value = next((g for g in reversed(found.groups()) if g), "")
        if found.end() >= end and kind not in ("part", "article"):
            continue
        if kind == "bullet":
            sign = "-" if value in "-–—" else value
            if sign == "-" and text[found.end()] in "-–—":
                return None
            return Marker(f"bullet{sign}", "", found.end())
        if kind == "article":
            value = f"Điều {value}"
        elif kind == "part":
            value = f"{found[1].capitalize()} {value}"
        return Marker(kind, value, found.end())
    return None


class Path:
    """The numbers above a paragraph, from the outermost in."""

    def __init__(self) -> None:
        self.stack: list[Marker] = []

    def enter(self, marker: Marker) -> int:
        """Put ``marker`` where it belongs; how many levels above it stay."""
        depth = self.depth_of(marker)
        if depth < len(self.stack):
            del self.stack[depth:]
        else:
            self._leave_bullets(marker)
        self.stack.append(marker)
        return len(self.stack) - 1

    def depth_of(self, marker: Marker) -> int:
        """How many levels would stay above ``marker``."""
        if marker.kind == "decimal":
            # "2.1" lies under "2", whatever stands between.
            parent = marker.value.rpartition(".")[0]
            for depth, above in enumerate(self.stack):
                if above.value == parent and above.kind in ("number", "decimal"):
                    return depth + 1
        for depth, above in enumerate(self.stack):
            if _same_level(above, marker):
                return depth
        return len(self.stack)

    def _leave_bullets(self, marker: Marker) -> None:
        """A number of a kind not met yet does not lie under a bullet, nor an article
        under a number."""
        if marker.kind in _OUTER:
            outer = _OUTER[: _OUTER.index(marker.kind)]
            while self.stack and self.stack[-1].kind not in outer:
                self.stack.pop()
        elif not marker.kind.startswith("bullet"):
            while self.stack and self.stack[-1].kind.startswith("bullet"):
                self.stack.pop()

    def leave_bullets(self) -> int:
        while self.stack and self.stack[-1].kind.startswith("bullet"):
            self.stack.pop()
        return len(self.stack)

    @property
    def clause(self) -> str:
        values = [
            marker for marker in self.stack if marker.value and marker.kind != "part"
        ]
        named: list[str] = []
        for marker in values:
            if (
                marker.kind == "decimal"
                and named
                and marker.value.startswith(f"{named[-1]}.")
            ):
                named.pop()
            named.append(marker.value)
        return ".".join(named)


def _same_level(above: Marker, marker: Marker) -> bool:
    if above.kind == marker.kind == "decimal":
        return above.value.count(".") >= marker.value.count(".")
    return above.kind == marker.kind


def is_deeper(path: Path, before: Marker, after: Marker) -> bool:
    """Whether ``after`` lies under ``before``, which may not be on the path yet."""
    above = [*path.stack[: path.depth_of(before)], before]
    if after.kind == "decimal" and after.value.startswith(f"{before.value}."):
        return True
    if any(_same_level(marker, after) for marker in above):
        return False
    if before.kind.startswith("bullet") and not after.kind.startswith("bullet"):
        return False
    if after.kind in _OUTER:
        outer = _OUTER.index(after.kind)
        return before.kind in _OUTER and outer > _OUTER.index(before.kind)
    return True
