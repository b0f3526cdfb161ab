"""The summary (trích yếu): under the title, or after "V/v" under the number."""

from __future__ import annotations

import re

from congvu.documents.formats.paper_day import parse_day_line
from congvu.documents.formats.paper_head import Head, landmark_in, left_text
from congvu.documents.formats.paper_symbol import starts_number
from congvu.documents.formats.paper_words import SECRECY, URGENCY, flat, is_upper, key
from congvu.files.formats.layout import Line, Segment, Word, segment_of

_ABOUT = re.compile(r"^\W*(v\s?/\s?v\b|ve viec\b|v/v:)")
_AUTHORITY = re.compile(
    r"^(chu tich|bo truong|giam doc|thu tuong|chinh phu$|quoc hoi$|tong giam doc"
    r"|cuc truong|uy ban nhan dan (tinh|thanh pho|huyen|xa|phuong|thi xa|quan)\b.*$"
    r"|hoi dong nhan dan|ban thuong vu|chi cuc truong|truong ban|uy ban thuong vu"
    r"|thong doc|chanh an|vien truong|hieu truong)"
)
_STAMPS = frozenset(URGENCY) | frozenset(SECRECY)
_FEW = 9


def read_subject(
    head: Head,
    title: tuple[int, Segment, str, str] | None,
    *,
    number_line: int | None,
) -> Segment | None:
    """The summary as printed, its lines joined."""
    if title is not None:
        return _under_title(head, title)
    return _after_about(head, number_line)


def _under_title(head: Head, title: tuple[int, Segment, str, str]) -> Segment | None:
    index, segment, _, rest = title
    words: list[Word] = []
    if rest:
        words = list(segment.words[-len(rest.split()) :])
    last = segment
    first: Line | None = None
    for line in head.lines[index + 1 : min(index + 1 + _FEW, len(head.lines))]:
        part = _middle_part(head, line)
        if part is None:
            break
        height = max(last.box.height, part.box.height)
        gap = part.box.y0 - last.box.y1
        if gap > (2.2 if not words else 0.95) * height:
            break
        if head.lines.index(line) >= head.stop or starts_number(part.text):
            if starts_number(part.text) and not words:
                last = part
                continue
            break
        if not any(c.isalpha() for c in part.text) or _ends_summary(part, words, first):
            if words or any(c.isalpha() for c in part.text):
                break
            continue
        if first is None:
            first = line
        words.extend(part.words)
        last = part
    return _joined(words)


def _ends_summary(part: Segment, words: list[Word], first: Line | None) -> bool:
    """The enacting authority, or text set unlike the summary, is the body already."""
    upper = is_upper(part.text)
    if upper and _AUTHORITY.match(flat(part.text)):
        return True
    if landmark_in(Line((part,))) is not None or parse_day_line(part.text):
        return True
    if not words or first is None:
        return False
    was_upper = is_upper(" ".join(w.text for w in first.words))
    if upper and not was_upper and len(part.words) <= 8 and len(part.text) > 12:
        return True
    return segment_of(first.words).bold and not part.bold


def _middle_part(head: Head, line: Line) -> Segment | None:
    """A line of the title block: stamps far to its left or right are not part of it."""
    wide = max(line.segments, key=lambda s: s.box.width)
    words = [w for s in line.segments for w in s.words]
    if len(line.segments) > 1 and wide.box.width < 0.75 * line.box.width:
        near = [s for s in line.segments if 0.3 < s.box.middle < 0.75]
        return near[0] if near else wide
    return segment_of(words)


def _after_about(head: Head, number_line: int | None) -> Segment | None:
    start = None
    for i in range(number_line or head.start, min(head.stop + 2, len(head.lines))):
        part = left_text(head, head.lines[i])
        if part is not None and _ABOUT.match(flat(part.text)):
            start = i
            break
        for segment in head.lines[i].segments:
            if _ABOUT.match(flat(segment.text)):
                return _column(head, i, segment)
    if start is None:
        return None
    first = left_text(head, head.lines[start])
    return _column(head, start, first) if first else None


def _column(head: Head, start: int, first: Segment) -> Segment | None:
    words = list(first.words)
    last = first
    for line in head.lines[start + 1 : start + _FEW]:
        part = left_text(head, line)
        if part is None:
            continue
        if head.split >= 1.0 and (parse_day_line(part.text) or landmark_in(line)):
            break
        plain = flat(part.text)
        if plain.startswith("kinh gui") or starts_number(part.text):
            break
        if part.box.y0 - last.box.y1 > 0.75 * max(last.box.height, part.box.height):
            break
        if not any(c.isalpha() for c in part.text) or key(part.text) in _STAMPS:
            break
        words.extend(part.words)
        last = part
    return _joined(words)


def _joined(words: list[Word]) -> Segment | None:
    if not words:
        return None
    segment = segment_of(words)
    return Segment(segment.words, segment.text.strip(" _*-|:"))
