"""Numbers that Word counts by itself: they are seen on the page but not in the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from congvu.lib.text import roman

_LEVELS = 9
_LETTERS = 26
_MOST = 3999


@dataclass(frozen=True)
class _Level:
    form: str
    text: str
    start: int


class Numbering:
    """Counts as Word does while the paragraphs are read in their order."""

    def __init__(self, document: Any) -> None:
        self.lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self.counts: dict[str, dict[int, int]] = {}
        root = _part(document)
        if root is None:
            return
        kinds = {
            kind.get(qn("w:abstractNumId")): _levels(kind)
            for kind in root.findall(qn("w:abstractNum"))
        }
        for one in root.findall(qn("w:num")):
            kind = one.find(qn("w:abstractNumId"))
            name = kind.get(qn("w:val")) if kind is not None else ""
            if name and name in kinds:
                self.lists[one.get(qn("w:numId"))] = (name, kinds[name])

    def label(self, number: str, level: int) -> str:
        """The next number of a list at a level, as it is seen; empty without one."""
        name, levels = self.lists.get(number, ("", {}))
        if level not in levels:
            return ""
        counts = self.counts.setdefault(name, {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        shown = levels[level]
        if shown.form == "bullet":
            return "-"
        if shown.form == "none":
            return ""
        text = shown.text
        for n in range(_LEVELS):
            if n in levels and f"%{n + 1}" in text:
                count = counts.get(n, levels[n].start)
                text = text.replace(f"%{n + 1}", _figure(levels[n].form, count))
        return text.strip()


def _part(document: Any) -> Any:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            return relation.target_part.element
    return None


def _levels(kind: Any) -> dict[int, _Level]:
    found = {}
    for level in kind.findall(qn("w:lvl")):
        found[int(level.get(qn("w:ilvl")))] = _Level(
            _value(level, "numFmt") or "decimal",
            _value(level, "lvlText"),
            int(_value(level, "start") or 1),
        )
    return found


def _value(level: Any, name: str) -> str:
    part = level.find(qn(f"w:{name}"))
    return (part.get(qn("w:val")) or "") if part is not None else ""


def _letter(count: int) -> str:
    return chr(ord("a") + (count - 1) % _LETTERS) * ((count - 1) // _LETTERS + 1)


_FIGURES: Mapping[str, Callable[[int], str]] = {
    "upperRoman": roman,
    "lowerRoman": lambda count: roman(count).lower(),
    "upperLetter": lambda count: _letter(count).upper(),
    "lowerLetter": _letter,
    "decimalZero": lambda count: f"{count:02d}",
}


def _figure(form: str, count: int) -> str:
    return _FIGURES.get(form, str)(max(0, min(count, _MOST)))
