"""Tables in a text: rows with bars or tabs, and columns set apart by wide gaps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from congvu.directives.rules.words import Words

Cells = tuple[Words, ...]
Place = tuple[int, int]

_PIECE = re.compile(r"\S+(?:[ \xa0]\S+)*")
_NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)]?")
_CHAPTER = re.compile(r"(?:[IVX]{1,5}|[A-HĐ])\s*[.)/]")
_LOWER = re.compile(r"[a-zà-ỹđ(]")

# What stands at the head of a column; the first that fits.
_KINDS = (
    ("number", re.compile(r"^(?:stt|tt|số tt|s tt|số thứ tự|#|số)$")),
    (
        "time",
        re.compile(
            r"^(?:thời gian|thời hạn|hạn|tiến độ|lộ trình|thời điểm|ngày hoàn thành"
            r"|hoàn thành|kỳ hạn|mốc)\b"
        ),
    ),
    ("product", re.compile(r"^(?:dự kiến )?(?:sản phẩm|kết quả|đầu ra)\b")),
    ("wanted", re.compile(r"^(?:dự kiến )?yêu cầu\b")),
    ("support", re.compile(r"^(?!.*chủ trì).*phối hợp")),
    (
        "lead",
        re.compile(
            r"^(?:các )?(?:cơ quan|đơn vị|sở|phòng|bộ phận|nơi|người|cá nhân"
            r"|tổ chức|lãnh đạo|cán bộ|công chức|chủ trì|đầu mối|trách nhiệm"
            r"|phân công|phụ trách)\b"
        ),
    ),
    (
        "task",
        re.compile(
            r"^(?:tên |các |nhóm |tóm tắt )*(?:nhiệm vụ|nội dung|công việc|hoạt động"
            r"|giải pháp|đầu việc|việc|phần việc|biện pháp)\b"
        ),
    ),
)
_NO_PLAN = re.compile(
    r"kết quả (?:thực hiện|đạt|đến|triển khai)|tình hình|thực trạng|tỷ lệ|tỉ lệ"
    r"|thủ tục|mức phí|lệ phí|đã |^điểm|đánh giá|hiện trạng"
)
"""Of a report, a fee list, a procedure: what such a table lists is no order."""
_LONGEST_HEAD = 14
_LONGEST_COUNTED = 3


def columns_of(cells: Sequence[Words]) -> dict[str, int] | None:
    """Which column says what, where these are the heads of a table of tasks."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        said = cell.said(0, len(cell))
        if len(cell) > _LONGEST_HEAD or _NO_PLAN.search(said):
            return None
        kind = next((kind for kind, like in _KINDS if like.search(said)), None)
        if kind is not None and said:
            found.setdefault(kind, place)
    return found if {"task", "lead"} <= set(found) else None


def more_columns(known: dict[str, int], cells: Sequence[Words]) -> bool:
    """Whether a row is the second line of the heads; what it says is added."""
    said = [(place, cell.said(0, len(cell))) for place, cell in enumerate(cells)]
    said = [(place, words) for place, words in said if words]
    kinds = {
        place: next((kind for kind, like in _KINDS if like.search(words)), None)
        for place, words in said
    }
    short = all(len(cells[place]) <= _LONGEST_HEAD for place in kinds)
    if not said or not short or not set(kinds.values()) <= {"lead", "support", "time"}:
        return False
    if "number" in known and len(cells[known["number"]]):
        return False
    known |= {kind: place for place, kind in kinds.items() if kind is not None}
    return True


def is_counting(cells: Sequence[Words]) -> bool:
    """ "(1) (2) (3)" below the heads."""
    said = [cell.said(0, len(cell)).strip("( )") for cell in cells]
    return all(len(one) <= _LONGEST_COUNTED for one in said)


def cells_in(text: str, start: int, end: int, sign: str, *, width: int = 0) -> Cells:
    """The cells between bars or tabs; bars around the whole row part nothing, unless
    the table is so wide only with them.
    """
    raw = text[start:end]
    places, at = [], start
    for piece in raw.split(sign):
        places.append((at, at + len(piece)))
        at += len(piece) + 1
    is_framed = sign == "|" and raw.startswith("|") and raw.endswith("|")
    if is_framed and len(places) != width:
        places = places[1:-1]
    return tuple(_words(text, [place]) for place in places)


def _words(text: str, places: Sequence[Place]) -> Words:
    words = Words()
    for start, end in places:
        words.add(text, start, end)
    return words


# -- columns that only gaps set apart


@dataclass
class GapRow:
    """One row over several lines: its place, its first and last line, its cells."""

    start: int
    end: int
    first: int
    last: int
    cells: Cells


@dataclass
class _Column:
    first: int
    last: int
    places: list[Place] = field(default_factory=list)


@dataclass(frozen=True)
class _GapLine:
    """A line's pieces, each with its offset in the line and its place in the text."""

    number: int
    pieces: tuple[tuple[int, int, int], ...]
    after_gap: bool


def gap_rows(text: str, lines: Sequence[tuple[int, int, int, bool]]) -> list[GapRow]:
    """Rows of tables of tasks among lines of (start, end, indent, after a gap); the
    heads come first, as a row of their own."""
    found: list[GapRow] = []
    place = 0
    cut = [_cut(text, number, line) for number, line in enumerate(lines)]
    while place < len(cut):
        heads = _heads(text, cut, place)
        if heads is None:
            place += 1
            continue
        columns, kinds, after = heads
        found.append(_row(text, cut[place:after], columns))
        body: list[_GapLine] = []
        while after < len(cut) and _is_inside(text, cut[after], columns):
            body.append(cut[after])
            after += 1
        while body and _is_chapter(text, body[-1]):
            body.pop()  # of what follows the table
            after -= 1
        number = kinds.get("number")
        found += [
            _row(text, group, columns) for group in _groups(text, body, columns, number)
        ]
        place = after
    return found


def _cut(text: str, number: int, line: tuple[int, int, int, bool]) -> _GapLine:
    start, end, indent, after_gap = line
    pieces = tuple(
        (indent + hit.start(), start + hit.start(), start + hit.end())
        for hit in _PIECE.finditer(text[start:end])
    )
    return _GapLine(number, pieces, after_gap)


def _heads(
    text: str, lines: Sequence[_GapLine], place: int
) -> tuple[list[_Column], dict[str, int], int] | None:
    """The columns that a line, with one or two below it, sets up; where they end."""
    if len(lines[place].pieces) < 3 or "|" in text[slice(*_whole(lines[place]))]:
        return None
    columns = [_Column(at, at + end - start) for at, start, end in lines[place].pieces]
    for more in range(3):
        here = place + more
        if here >= len(lines) or (more and lines[here].after_gap):
            return None
        for piece in lines[here].pieces:
            _put(columns, piece)
        kinds = columns_of([_words(text, column.places) for column in columns])
        if kinds is None:
            continue
        after = here + 1
        while after < min(here + 3, len(lines)) and not _opens(
            text, lines[after], columns, kinds.get("number")
        ):
            for piece in lines[after].pieces:
                _put(columns, piece)
            after += 1
        kinds = columns_of([_words(text, column.places) for column in columns])
        for column in columns:
            column.places = []
        return (columns, kinds, after) if kinds else None
    return None


def _whole(line: _GapLine) -> Place:
    return line.pieces[0][1], line.pieces[-1][2]


def _opens(
    text: str, line: _GapLine, columns: list[_Column], number: int | None
) -> bool:
    """Whether a line under the heads is none of them."""
    if line.after_gap or (len(line.pieces) == 1 and number is None):
        return True
    at, start, end = line.pieces[0]
    if number is None:
        return not _LOWER.match(text, start)
    counted = _NUMBER.fullmatch(text, start, end) or _CHAPTER.match(text, start, end)
    return bool(counted) and _nearest(columns, at, at + end - start) == number


def _put(columns: list[_Column], piece: tuple[int, int, int]) -> None:
    at, start, end = piece
    column = columns[_nearest(columns, at, at + end - start)]
    column.places.append((start, end))
    column.first, column.last = (
        min(column.first, at),
        max(column.last, at + end - start),
    )


def _nearest(columns: Sequence[_Column], first: int, last: int) -> int:
    """The column a piece shares most with, or that it is nearest to."""

    def shared(place: int) -> tuple[int, int]:
        column = columns[place]
        both = min(column.last, last) - max(column.first, first)
        return both, -abs(column.first - first)

    return max(range(len(columns)), key=shared)


def _is_inside(text: str, line: _GapLine, columns: Sequence[_Column]) -> bool:
    """A line goes on with the table unless it runs through its columns."""
    if len(line.pieces) > 1:
        return True
    at, start, end = line.pieces[0]
    last = at + end - start
    touched = sum(
        min(column.last, last) - max(column.first, at) > 3 for column in columns
    )
    return touched <= 1 or bool(_CHAPTER.match(text, start, end) and last - at < 80)


def _groups(
    text: str,
    lines: Sequence[_GapLine],
    columns: Sequence[_Column],
    number: int | None,
) -> list[list[_GapLine]]:
    """The lines of each row: from number to number, or from gap to gap."""
    counted = [_counts(text, line, columns, number) for line in lines]
    gaps = [place for place, line in enumerate(lines) if line.after_gap]
    first = [place for place, is_first in enumerate(counted) if is_first]
    by_gap = number is None or (
        len(gaps) >= max(1, len(first) - 1)
        and any(place not in gaps for place in first[1:])
    )
    groups: list[list[_GapLine]] = []
    for place, line in enumerate(lines):
        begins = line.after_gap if by_gap else counted[place]
        if not groups or begins or _is_chapter(text, line):
            groups.append([])
        groups[-1].append(line)
    return groups


def _is_chapter(text: str, line: _GapLine) -> bool:
    """ "II. Sở Y tế" alone in its line."""
    _at, start, end = line.pieces[0]
    return len(line.pieces) == 1 and bool(_CHAPTER.match(text, start, end))


def _counts(
    text: str, line: _GapLine, columns: Sequence[_Column], number: int | None
) -> bool:
    at, start, end = line.pieces[0]
    if number is None or _nearest(columns, at, at + end - start) != number:
        return False
    return bool(
        _NUMBER.fullmatch(text, start, end) or _CHAPTER.match(f"{text[start:end]}.")
    )


def _row(text: str, lines: Sequence[_GapLine], columns: Sequence[_Column]) -> GapRow:
    places: list[list[Place]] = [[] for _column in columns]
    for line in lines:
        for at, start, end in line.pieces:
            places[_nearest(columns, at, at + end - start)].append((start, end))
    return GapRow(
        start=lines[0].pieces[0][1],
        end=lines[-1].pieces[-1][2],
        first=lines[0].number,
        last=lines[-1].number,
        cells=tuple(_words(text, own) for own in places),
    )
