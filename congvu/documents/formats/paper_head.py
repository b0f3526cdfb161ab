"""Where the head of a paper stands: its page, its two columns, where the body begins.

The national heading (quốc hiệu) is the landmark: issuer and number are left of it, the
place and day below it, type and summary under both (NĐ 30/2020, Phụ lục I, ô 1 to 5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from congvu.documents.formats.paper_day import parse_day_line
from congvu.documents.formats.paper_landmark import landmark_in
from congvu.documents.formats.paper_symbol import parse_number_line, starts_number
from congvu.documents.formats.paper_words import (
    COPY_TYPES,
    URGENCY,
    flat,
    is_upper,
    key,
    title_of,
)
from congvu.files.formats.layout import (
    Box,
    Line,
    Page,
    Segment,
    Word,
    group_lines,
    segment_of,
)

_IGNORED = re.compile(
    r"^\W*(nguoi ky\s?:|ky boi|email\s?:|co quan\s?: |thoi gian ky|ngay ky\s?:"
    r"|digitally signed|signature|cong bao\b|\d+\s+cong bao\b|so den\b|cong van den"
    r"|gio\W{2,}ngay|den\W+so\b|(ngay|gio) den\b|kinh chuyen)"
)
_STAMPED = re.compile(r"^\W*(ĐẾN\W+(Ngày|Giờ|NGÀY)\b|Đến (ngày|giờ)\s*[:.…])")
_GAZETTE = re.compile(r"cong bao\W*/?\W*so \d")
_BODY = re.compile(
    r"^\W*(kinh gui|can cu |theo de nghi|xet de nghi|thuc hien |de thuc hien"
    r"|dieu 1\b|i\. |1\. |phan thu nhat|chuong i\b|thua |nhan dip|tai cong van)"
)
_SHORT_TITLE = 5


@dataclass(frozen=True)
class Head:
    """One head: a page's lines from its top to where the body begins."""

    page: Page
    lines: tuple[Line, ...]
    landmark: Box | None
    split: float
    """Left of this x is the issuer's column; 1.0 when the head has one column."""
    start: int
    stop: int
    """Line numbers: the head is ``lines[start:stop]``."""

    @property
    def recognised(self) -> bool:
        return self.page.source == "ocr"

    def zone(self) -> Sequence[Line]:
        return self.lines[self.start : self.stop]


def read_lines(page: Page) -> tuple[Line, ...]:
    """A page's lines without what readers of the paper pass over.

    That is the text that digital signatures draw, the running head of the gazette and
    the arrival stamp.
    """
    kept = []
    for line in group_lines(page):
        plain = flat(line.text)
        if _GAZETTE.search(plain) and len(plain) < 90:
            continue
        parts = tuple(
            s
            for s in line.segments
            if not (_IGNORED.match(flat(s.text)) or _STAMPED.match(s.text))
        )
        if parts:
            kept.append(Line(parts))
    return tuple(kept)


def find_heads(pages: Sequence[Page]) -> list[Head]:
    """Every head in the pages, in order; the paper's own is usually the first."""
    heads = []
    for page in pages:
        lines = read_lines(page)
        marks = [(i, box) for i, line in enumerate(lines) if (box := landmark_in(line))]
        # Motto and heading are one landmark; a second head is far below the first.
        kept: list[tuple[int, Box]] = []
        for i, box in marks:
            if not kept or box.y0 - kept[-1][1].y0 > 0.12:
                kept.append((i, box))
        for n, (i, box) in enumerate(kept):
            end = kept[n + 1][0] if n + 1 < len(kept) else len(lines)
            heads.append(_head(page, lines, i, box, end))
    return heads


def headless(pages: Sequence[Page]) -> Head | None:
    """The top of the first page, for a paper whose landmark could not be found."""
    for page in pages[:1]:
        lines = read_lines(page)
        if not lines:
            return None
        split = 0.5 if _has_two_columns(lines, None) else 1.0
        stop = body_start(lines, 0, min(len(lines), 30), 0.0)
        return Head(page, lines, None, split, 0, stop)
    return None


def _head(
    page: Page, lines: tuple[Line, ...], at: int, landmark: Box, end: int
) -> Head:
    top = landmark.y0 - 0.08
    start = at
    while start > 0 and lines[start - 1].box.y0 > top:
        start -= 1
    two = _has_two_columns(lines[start : at + 12], landmark)
    split = _split(lines[start : at + 8], landmark) if two else 1.0
    stop = body_start(lines, at + 1, end, landmark.y0)
    return Head(page, lines, landmark, split, start, stop)


def _split(lines: Sequence[Line], landmark: Box) -> float:
    """Between the columns: a day may begin left of the heading it stands under."""
    segments = [
        s
        for line in lines
        for s in line.segments
        if line.box.y0 < landmark.y1 + 0.1 and any(c.isalnum() for c in s.text)
    ]
    left = [s.box.x1 for s in segments if s.box.middle < landmark.x0]
    right = [
        s.box.x0
        for s in segments
        if s.box.middle >= landmark.x0 and s.box.x0 > landmark.x0 - 0.15
    ]
    if left and right and max(left) < min(right):
        return (max(left) + min(right)) / 2
    return landmark.x0 - 0.004


def _has_two_columns(lines: Sequence[Line], landmark: Box | None) -> bool:
    """True when something stands left of the landmark, or of the page's middle."""
    edge = landmark.x0 if landmark else 0.45
    if landmark and edge < 0.28:
        return False
    if landmark and abs(landmark.middle - 0.5) < 0.07:
        # A centred heading has columns only if something stands beside it.
        beside = [
            w
            for line in lines
            for w in line.words
            if w.x1 <= edge and w.y0 < landmark.y1 and w.y1 > landmark.y0
        ]
        if not beside:
            return False
    for line in lines:
        if landmark and line.box.y0 > landmark.y1 + 0.1:
            break
        left = [w for w in line.words if w.x1 <= edge + 0.01]
        right = [w for w in line.words if w.x0 >= edge - 0.06]
        if left and (right or landmark) and left[-1].x1 < edge + 0.01:
            return True
    return False


def body_start(lines: Sequence[Line], first: int, end: int, top: float) -> int:
    """The line the body begins with; the head never reaches below it."""
    for i in range(first, end):
        line = lines[i]
        if line.box.y0 > top + 0.45:
            return i
        if _BODY.match(flat(line.text)) and not starts_number(line.text):
            return i
        if any(_BODY.match(flat(s.text)) for s in line.segments[1:]):
            return i
    return end


def left_text(head: Head, line: Line) -> Segment | None:
    """The part of a line in the issuer's column."""
    words = [w for s in line.segments for w in _left_of(head, s)]
    return segment_of(words) if words else None


def _left_of(head: Head, segment: Segment) -> list[Word]:
    box = segment.box
    if head.landmark is None and head.split < 1.0:
        return list(segment.words) if box.x0 < head.split - 0.05 else []
    if box.x0 < head.split < box.x1 and parse_day_line(segment.text):
        return []  # a day that begins left of the heading it stands under
    return [w for w in segment.words if (w.x0 + w.x1) / 2 < head.split]


def right_text(head: Head, line: Line) -> Segment | None:
    """The part of a line in the column of the national heading."""
    if head.split >= 1.0:
        return None
    words = [w for w in line.words if (w.x0 + w.x1) / 2 >= head.split]
    return segment_of(words) if words else None


def pieces(head: Head, line: Line) -> Iterator[Segment]:
    """The ways a line of the head may be cut: its columns, segments, the whole line."""
    seen = set()
    for piece in (
        left_text(head, line),
        right_text(head, line),
        *line.segments,
        *_tails(line),
    ):
        if piece is not None and piece.text not in seen:
            seen.add(piece.text)
            yield piece


def _tails(line: Line) -> Iterator[Segment]:
    """From each segment to the line's end: gaps inside "Số:    /UBND" are blanks."""
    for i in range(len(line.segments)):
        yield segment_of([w for s in line.segments[i:] for w in s.words])


def title_line(head: Head) -> tuple[int, Segment, str, str] | None:
    """The line that names the type: its index, text, code and what follows it."""
    best = None
    for i in range(head.start, head.stop):
        line = head.lines[i]
        if head.landmark and _above(line.box, head.landmark):
            continue
        for segment in line.segments:
            found = title_of(segment.text, tolerant=head.recognised)
            if found is None or _is_issuer_place(head, i, segment):
                continue
            if found[0] in COPY_TYPES and ";" in segment.text:
                continue  # the mark of a digital copy
            best = (i, segment, *found)
            break
        if best:
            return best
    return None


def has_other_title(head: Head) -> bool:
    """True when a heading in capitals stands where the type's name would."""
    edge = head.landmark.y1 + 0.03 if head.landmark else 0.1
    return any(
        segment.box.y0 > edge
        and segment.box.x0 > 0.25
        and abs(segment.box.middle - 0.52) < 0.12
        and is_upper(segment.text)
        and sum(c.isalpha() for c in segment.text) > _SHORT_TITLE
        and key(segment.text) not in URGENCY
        and landmark_in(line) is None
        for line in head.zone()
        for segment in line.segments
    )


def _above(box: Box, other: Box) -> bool:
    """By their middles: boxes of letters reach into the next line."""
    return box.y0 + box.y1 < other.y0 + other.y1 - other.height


def _is_issuer_place(head: Head, index: int, segment: Segment) -> bool:
    """A name left of the heading and above the number is an office, not a type."""
    if head.split >= 1.0 or segment.box.middle >= min(head.split, 0.42):
        return False
    below = head.lines[index + 1 : head.stop]
    return any(
        (left := left_text(head, line)) is not None and starts_number(left.text)
        for line in below
    )


def number_lines(head: Head, until: int) -> Iterator[tuple[int, Segment]]:
    """Pieces of the head that open as a number line, the likeliest place first.

    That is the left column below the heading's first line, then the right one; over the
    heading only where lines of one column are set so.
    """
    late = []
    for i in range(head.start, until):
        over = head.landmark is not None and _above(head.lines[i].box, head.landmark)
        for piece in pieces(head, head.lines[i]):
            if not starts_number(piece.text):
                continue
            if parse_number_line(piece.text, recognised=head.recognised) is None:
                joined = _with_next(head, i, piece)
                if joined is None:
                    continue
                piece = joined
            if piece.box.middle < head.split and not over:
                yield i, piece
            else:
                late.append((i, piece))
            break
    yield from late


def _with_next(head: Head, index: int, piece: Segment) -> Segment | None:
    """A number line that was broken after its hyphen or sign, or before it."""
    if index + 1 >= len(head.lines):
        return None
    below = left_text(head, head.lines[index + 1])
    if below is None or below.box.y0 - piece.box.y1 > 0.03 or len(below.words) > 2:
        return None
    joined = segment_of((*piece.words, *below.words))
    ends_open = piece.text.rstrip().endswith(("-", "/", ":"))
    starts_open = below.text.startswith(("/", "-"))
    if not (ends_open or starts_open):
        return None
    return joined if parse_number_line(joined.text) else None


def day_lines(head: Head, until: int) -> Iterator[tuple[int, Segment]]:
    """Pieces of the head that are a place and day and nothing else."""
    for i in _below_landmark(head, until):
        line = head.lines[i]
        for piece in pieces(head, line):
            day = parse_day_line(piece.text)
            if day is not None and (day.place or _stands_alone(piece, line)):
                whole = _broken_day(head, i) if day.value is None else None
                yield i, whole or piece
                break
        else:
            joined = _broken_day(head, i)
            if joined is not None:
                yield i, joined


def _below_landmark(head: Head, until: int) -> Iterator[int]:
    """What stands over the heading is a stamp or the end of another paper."""
    for i in range(head.start, until):
        if head.landmark is None or not _above(head.lines[i].box, head.landmark):
            yield i


def _stands_alone(piece: Segment, line: Line) -> bool:
    """False for the end of a sentence that the edge of a column has cut."""
    return any(piece.words[0] == segment.words[0] for segment in line.segments)


def _broken_day(head: Head, index: int) -> Segment | None:
    """A day that goes on in the next line of its column."""
    first = right_text(head, head.lines[index])
    # The columns need not share their lines: what is next may be the left one's.
    after = [right_text(head, line) for line in head.lines[index + 1 : head.stop][:2]]
    second = next((part for part in after if part is not None), None)
    if first is None or second is None or len(second.words) > 5:
        return None
    if not re.search(r"\bngay\b", flat(first.text)):
        return None
    joined = segment_of((*first.words, *second.words))
    day = parse_day_line(joined.text)
    return joined if day and day.value else None
