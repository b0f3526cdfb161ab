"""The head of a paper: boxes 1 to 5, 9a and 10b of Phụ lục I, phần I, mục IV."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from congvu.lib.numbering import format_number
from congvu.outgoing.formats.faces import Face, Run, balanced, few_lines, width
from congvu.outgoing.formats.rows import (
    MM,
    Hole,
    Mark,
    Row,
    Rule,
    Stamp,
    Type,
    Words,
    centred,
    line_row,
    paragraph,
    stacked,
)
from congvu.outgoing.rules.paper import Paper
from congvu.outgoing.rules.symbols import day_word, month_word

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
ENACTING = {"QĐ": "QUYẾT ĐỊNH:", "NQ": "QUYẾT NGHỊ:"}
TELEGRAM = "CĐ"
# Words on the stamp, and its size in mm (Phụ lục I, III.2b); the last is not in the
# law and is as wide as its words.
URGENCY_STAMPS = {
    "urgent": ("KHẨN", 20),
    "very_urgent": ("THƯỢNG KHẨN", 40),
    "express": ("HỎA TỐC", 30),
    "timed_express": ("HỎA TỐC HẸN GIỜ", 52),
}
STAMP_HEIGHT, STAMP_SIZE = 8, 13
NUMBER_SIZE = 13
_BELOW_LINE = 0.24
NUMBER_LABEL = "Số: "
_NUMBER_HOLE, _DAY_HOLE, _YEAR_HOLE = 33.0, 22.0, 30.0
_BETWEEN = 8.0
# Between a third and a half of the line above (II.2b, II.5b).
SHORT_RULE = 0.42
_RULE_BELOW = 4.0
# An issuer's name breaks before the name of its place rather than within it.
_PLACE = re.compile(
    r" (?=(?:TỈNH|THÀNH PHỐ|XÃ|PHƯỜNG|HUYỆN|QUẬN|THỊ XÃ|ĐẶC KHU) [^ ]+ ?[^ ]*$)"
)


class Head:
    """Rows of the head within a text area of a width.

    ``filled_later``: number and its word "Số:" will be drawn in one, when it is given.
    """

    def __init__(
        self, paper: Paper, room: float, *, filled_later: bool = False
    ) -> None:
        self.paper, self.room, self.filled_later = paper, room, filled_later
        size = paper.layout.head_size
        self.small, self.large = Type(size), Type(size + 1)
        nation = width(NATION, Face.BOLD, size)
        right = min(nation + 2, room * 0.72)
        self.left_room = room - right - _BETWEEN
        self.right_room = right
        self.left_middle = self.left_room / 2
        self.right_middle = room - right / 2

    def rows(self) -> list[Row]:
        rows = [self._names(), *self._number_and_date()]
        if self.paper.is_letter:
            rows += self._letter_summary()
        rows += self._stamp()
        if not self.paper.is_letter:
            rows += self._title()
        return rows

    def _names(self) -> Row:
        """Boxes 1 and 2 side by side."""
        paper, small = self.paper, self.small
        issuer = self.issuer()
        left = [
            *self._left(few_lines(paper.parent_name.upper()), Face.REGULAR),
            *self._left(issuer, Face.BOLD),
        ]
        if issuer:
            lines = balanced(issuer, Face.BOLD, small.size, self.left_room)
            length = width(lines[-1], Face.BOLD, small.size) * SHORT_RULE
            left.append(_rule(self.left_middle, length))
        right = [
            *centred(NATION, Face.BOLD, small, self.right_middle, self.right_room),
            *centred(MOTTO, Face.BOLD, self.large, self.right_middle, self.right_room),
            _rule(self.right_middle, width(MOTTO, Face.BOLD, self.large.size)),
        ]
        both = [stacked(left), stacked(right)]
        marks = tuple(mark for column in both for mark in column.marks)
        return Row(max(column.height for column in both), marks, keep=True)

    def issuer(self) -> str:
        name = few_lines(self.paper.issuer_name.upper())
        full = width(name, Face.BOLD, self.small.size) > self.left_room * 0.85
        if "\n" not in name and full:
            parted = _PLACE.sub("\n", name, count=1)
            widest = max(
                width(line, Face.BOLD, self.small.size) for line in parted.split("\n")
            )
            return parted if widest <= self.left_room else name
        return name

    def _left(self, text: str, face: Face) -> list[Row]:
        return centred(text, face, self.small, self.left_middle, self.left_room)

    def _number_and_date(self) -> list[Row]:
        """Boxes 3 and 4 on one line; a long place or symbol takes more lines."""
        number, further = self._number()
        dated = self._date()
        first = Row(
            max(Type(NUMBER_SIZE).leading, self.large.leading),
            (*number, *dated[-1].marks),
            above=0.0 if len(dated) > 1 else 9.0,
            keep=True,
        )
        before = [replace(row, keep=True) for row in dated[:-1]]
        if before:
            before[0] = replace(before[0], above=9.0)
        return [*before, first, *further]

    def _number(self) -> tuple[tuple[Mark, ...], list[Row]]:
        paper, kind = self.paper, Type(NUMBER_SIZE)
        label = NUMBER_LABEL
        start = width(label, Face.REGULAR, kind.size)
        if paper.number is None:
            after = f"/{paper.symbol}"
            gap = _NUMBER_HOLE
        else:
            after = f"{format_number(paper.number)}/{paper.symbol}"
            gap = 0.0
        room = max(self.left_room - start - gap, kind.size * 3)
        lines = _symbol_lines(after, kind, room, self.left_room)
        first = lines[0]
        total = start + gap + width(first, Face.REGULAR, kind.size)
        x = max(0.0, self.left_middle - total / 2)
        marks: list[Mark] = []
        if gap and self.filled_later:
            # In the middle as it will be seen, with a number of two figures.
            x = max(0.0, x - (gap - width("00", Face.REGULAR, kind.size)) / 2)
            marks += [
                _hole("number", x, start + gap, kind),
                Words(x + start + gap, kind.drop, (Run(first),), kind.size),
            ]
        elif gap:
            marks += [
                Words(x, kind.drop, (Run(label),), kind.size),
                _hole("number", x + start, gap, kind),
                Words(x + start + gap, kind.drop, (Run(first),), kind.size),
            ]
        else:
            marks.append(Words(x, kind.drop, (Run(label + first),), kind.size))
        further = [
            row
            for line in lines[1:]
            for row in centred(
                line, Face.REGULAR, kind, self.left_middle, self.left_room
            )
        ]
        return tuple(marks), further

    def _date(self) -> list[Row]:
        """``Địa danh, ngày … tháng … năm …``: holes where the day is not known."""
        paper, kind = self.paper, self.large
        on = paper.issued_on
        place = f"{paper.place}, " if paper.place else ""
        parts: list[str | tuple[str, float]] = [place, "ngày "]
        # A hand needs room to write; what is filled in is as wide as two figures.
        figures = width("00", Face.ITALIC, kind.size) + 1
        hole = figures if self.filled_later else _DAY_HOLE
        parts.append(day_word(on.day) if on else ("day", hole))
        parts.append(" tháng ")
        parts.append(month_word(on.month) if on else ("month", hole))
        parts.append(" năm ")
        year = paper.year_shown
        parts.append(str(year) if year else ("year", _YEAR_HOLE))
        rows: list[Row] = []
        if self._long(parts) > self.right_room and place:
            rows = centred(
                place.strip(), Face.ITALIC, kind, self.right_middle, self.right_room
            )
            parts = parts[1:]
        x = self.right_middle - self._long(parts) / 2
        marks = _with_holes(parts, x, kind)
        holes = [m for m in marks if isinstance(m, Hole) and m.name != "year"]
        if holes:
            start, end = holes[0], holes[-1]
            wide = end.x + end.width - start.x
            marks.append(replace(start, name="date", width=wide))
        return [*rows, Row(kind.leading, tuple(marks), keep=True)]

    def _long(self, parts: Sequence[str | tuple[str, float]]) -> float:
        return sum(
            width(part, Face.ITALIC, self.large.size)
            if isinstance(part, str)
            else part[1]
            for part in parts
        )

    def _letter_summary(self) -> list[Row]:
        """Box 5b: "V/v" and the summary, 6 pt under the number."""
        said = bare_summary(self.paper.summary)
        if not said:
            return []
        return centred(
            f"V/v {said}",
            Face.REGULAR,
            self.small,
            self.left_middle,
            self.left_room,
            above=6.0,
            keep=False,
        )

    def _stamp(self) -> list[Row]:
        """Box 10b, under what stands in the left column."""
        if self.paper.urgency not in URGENCY_STAMPS:
            return []
        text, wide = URGENCY_STAMPS[self.paper.urgency]
        height = STAMP_HEIGHT * MM
        x = max(0.0, self.left_middle - wide * MM / 2)
        mark = Stamp(x, 0.0, wide * MM, height, text, STAMP_SIZE)
        return [Row(height, (mark,), above=8.0, keep=True)]

    def _title(self) -> list[Row]:
        """Box 5a: name of the type, summary, a short line below."""
        paper, kind = self.paper, Type(self.paper.layout.size)
        middle = self.room / 2
        rows = centred(
            paper.type_name.upper(), Face.BOLD, kind, middle, self.room, above=16.0
        )
        room = self.room * 0.86
        summary = centred(paper.summary, Face.BOLD, kind, middle, room, above=2.0)
        lines = balanced(paper.summary, Face.BOLD, kind.size, room)
        if lines:
            length = width(lines[-1], Face.BOLD, kind.size) * SHORT_RULE
            # So long a summary is parted like text; its ends stay together.
            free = [replace(row, keep=False) for row in summary[2:-2]]
            rows += [*summary[:2], *free, *summary[2:][-2:], _rule(middle, length)]
        return rows


def addressee_rows(paper: Paper, room: float) -> list[Row]:
    """Box 9a: one on the line of "Kính gửi", several each on a line under its colon."""
    names = [name.rstrip(" ;.,") for name in paper.addressees]
    names = [name for name in names if name]
    if not names:
        return []
    kind = Type(paper.layout.size, paper.layout.spacing)
    label = "Kính gửi:"
    if paper.type_code == TELEGRAM and paper.authority_name:
        label = f"{paper.authority_name.upper()} điện:"
    start = width(label, Face.REGULAR, kind.size)
    if len(names) == 1:
        return _one_addressee(label, names[0], kind, room)
    lines = [f"- {n}{'.' if n is names[-1] else ';'}" for n in names]
    longest = max(width(line, Face.REGULAR, kind.size) for line in lines)
    colon = width(":", Face.REGULAR, kind.size)
    indent = paper.layout.indent * 10 * MM
    x = max(indent, min((room - start - longest) / 2, room * 0.24))
    if start > room / 2:
        rows = centred(label, Face.REGULAR, kind, room / 2, room, above=16.0)
        hang = room * 0.28
    else:
        words = Words(x, kind.drop, (Run(label),), kind.size)
        rows = [line_row(words, kind, 16.0, keep=True)]
        hang = x + start - colon
    for line in lines:
        dash = width("- ", Face.REGULAR, kind.size)
        body = paragraph([Run(line[2:])], kind, room - hang - dash, x=hang + dash)
        opening = Words(hang, kind.drop, (Run("- "),), kind.size)
        rows.append(replace(body[0], marks=(opening, *body[0].marks)))
        rows += body[1:]
    return rows


def _one_addressee(label: str, name: str, kind: Type, room: float) -> list[Row]:
    text = f"{label} {name}."
    if width(text, Face.REGULAR, kind.size) <= room * 0.9:
        text = text[:-1]
        x = (room - width(text, Face.REGULAR, kind.size)) / 2
        words = Words(x, kind.drop, (Run(text),), kind.size)
        return [line_row(words, kind, 16.0, keep=True)]
    return centred(text[:-1], Face.REGULAR, kind, room / 2, room * 0.9, above=16.0)


def bare_summary(summary: str) -> str:
    """What follows "V/v": written twice it would be read twice."""
    return re.sub(r"^(?:V/v|Về việc)[:\s]+", "", summary, flags=re.IGNORECASE).strip()


def _symbol_lines(text: str, kind: Type, first: float, room: float) -> list[str]:
    """A symbol too long for its column goes on after a hyphen."""
    if width(text, Face.REGULAR, kind.size) <= first:
        return [text]
    lines = balanced(text.replace("-", "- "), Face.REGULAR, kind.size, min(first, room))
    return [line.replace("- ", "-") for line in lines]


def _with_holes(
    parts: Sequence[str | tuple[str, float]], x: float, kind: Type
) -> list[Mark]:
    """Words and holes one after another; neighbouring words are one."""
    marks: list[Mark] = []
    text = ""
    for part in [*parts, ("", 0.0)]:
        if isinstance(part, str):
            text += part
            continue
        if text:
            words = Words(x, kind.drop, (Run(text, Face.ITALIC),), kind.size)
            marks.append(words)
            x += width(text, Face.ITALIC, kind.size)
            text = ""
        name, wide = part
        if name:
            marks.append(_hole(name, x, wide, kind))
            x += wide
    return marks


def _hole(name: str, x: float, wide: float, kind: Type) -> Hole:
    """As low below the line as what fills it is drawn above its lower edge."""
    return Hole(name, x, kind.drop - kind.size, wide, kind.size * (1 + _BELOW_LINE))


def _rule(middle: float, length: float) -> Row:
    mark = Rule(middle - length / 2, _RULE_BELOW - 1, length)
    return Row(_RULE_BELOW, (mark,), keep=True)
