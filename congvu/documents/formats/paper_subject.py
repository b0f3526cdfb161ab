"""The summary (trích yếu): under the title, or after "V/v" under the number."""

from __future__ import annotations

import re
from itertools import pairwise

from congvu.documents.formats.paper_day import parse_day_line
from congvu.documents.formats.paper_head import Head, body_start, left_text
from congvu.documents.formats.paper_landmark import landmark_in
from congvu.documents.formats.paper_symbol import parse_number_line, starts_number
from congvu.documents.formats.paper_words import SECRECY, URGENCY, flat, is_upper, key
from congvu.files.formats.layout import Line, Segment, Word, segment_of

_ABOUT = re.compile(r"^\W*(v\s?/\s?v\b|ve viec\b|v/v:)")
_AUTHORITY = re.compile(
    r"^(chu tich|bo truong|giam doc|thu tuong|chinh phu$|quoc hoi$|tong giam doc"
    r"|cuc truong|uy ban nhan dan (tinh|thanh pho|huyen|xa|phuong|thi xa|quan)\b.*$"
    r"|hoi dong nhan dan|ban thuong vu|chi cuc truong|truong ban|uy ban thuong vu"
    r"|thong doc|chanh an|vien truong|hieu truong)"
)
# A capital after a summary: the first words of a text.
_OPENS_BODY = re.compile(
    r"^\W*(Hôm nay\b|Ngày \d|Thực hiện |Căn cứ |Sau khi |Để |Nhằm |Trong thời gian "
    r"|Vừa qua|Theo |Qua |Trên cơ sở )"
)
_NUMBERED = re.compile(r"^\W*Số\s*:")
_SOFT = re.compile(r"^\W*(de )?thuc hien ")
_STAMPS = frozenset(URGENCY) | frozenset(SECRECY)
_FEW = 9
_OVERLAP = 0.005


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
    stop = head.stop
    for line in head.lines[index + 1 : min(index + 1 + _FEW, len(head.lines))]:
        part = _middle_part(head, line)
        if part is None:
            break
        height = max(last.box.height, part.box.height)
        gap = part.box.y0 - last.box.y1
        if gap > (2.2 if not words else 0.95) * height:
            break
        at = head.lines.index(line)
        if at == head.stop and not words and _SOFT.match(flat(part.text)):
            # "Thực hiện …" opens a text, or is what a report is about.
            if part.box.x0 < 0.2 or part.box.x1 > 0.88:
                break
            stop = body_start(head.lines, at + 1, len(head.lines), 0.0)
        if at >= stop:
            break
        numbered = _NUMBERED.match(part.text)
        if words and numbered:
            break
        if numbered or (
            not words and parse_number_line(part.text, recognised=head.recognised)
        ):
            last = part
            continue
        lettered = any(c.isalpha() for c in part.text)
        if not (lettered or (words and _is_year(part))) or _ends_summary(
            part, words, first
        ):
            if words or lettered:
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
    day = parse_day_line(part.text)
    if landmark_in(Line((part,))) is not None or (day and (day.place or not words)):
        return True
    if not words or first is None:
        return False
    if _OPENS_BODY.match(part.text) or _is_wider(part, words):
        return True
    was_upper = is_upper(" ".join(w.text for w in first.words))
    if upper and not was_upper and len(part.words) <= 8 and len(part.text) > 12:
        return True
    return segment_of(first.words).bold and not part.bold


def _is_year(part: Segment) -> bool:
    """ "2025" or "2" alone in a line ends the summary it stands under."""
    return bool(re.fullmatch(r"\d{1,4}[.)”\"]?", part.text.strip()))


def _is_wider(part: Segment, words: list[Word]) -> bool:
    """A summary is broken only where a line is full; after a short one comes the body.

    Lines broken by hand stay narrow, so only a line from margin to margin tells.
    """
    if part.box.x0 > 0.24 or part.box.x1 < 0.84:
        return False
    height = words[-1].y1 - words[-1].y0
    last = segment_of([w for w in words if w.y1 > words[-1].y0 + height / 2])
    room = part.words[0].x1 - part.words[0].x0 + 0.06
    return last.box.width + room < part.box.width


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
        part = _own_column(head, head.lines[i])
        if part is not None and _ABOUT.match(flat(part.text)):
            start = i
            break
        for segment in head.lines[i].segments:
            if _ABOUT.match(flat(segment.text)):
                return _column(head, i, segment)
    if start is None:
        return None
    first = _own_column(head, head.lines[start])
    return _column(head, start, first) if first else None


def _own_column(head: Head, line: Line) -> Segment | None:
    """The left part of a line; a summary may reach below the heading's column."""
    part = left_text(head, line)
    if part is None:
        return None
    over = [s for s in line.segments if s.box.x0 < head.split < s.box.x1]
    beyond = [w for s in over for w in s.words if w not in part.words]
    if not beyond or starts_number(part.text):
        return part
    rest = segment_of(beyond)
    other = parse_day_line(rest.text) or landmark_in(line) or rest.box.middle > 0.6
    return part if other else segment_of((*part.words, *beyond))


def _column(head: Head, start: int, first: Segment) -> Segment | None:
    words = list(first.words)
    last = first
    for line in head.lines[start + 1 : start + _FEW]:
        part = _own_column(head, line)
        if part is None:
            continue
        if head.split >= 1.0 and (parse_day_line(part.text) or landmark_in(line)):
            break
        plain = flat(part.text)
        if plain.startswith("kinh gui") or starts_number(part.text):
            break
        if part.box.y0 - last.box.y1 > 0.75 * max(last.box.height, part.box.height):
            break
        lettered = any(c.isalpha() for c in part.text) or _is_year(part)
        if not lettered or key(part.text) in _STAMPS:
            break
        if any(s.box.x0 < 0.25 and s.box.x1 > 0.75 for s in line.segments):
            break  # a line of the text, from margin to margin
        if is_upper(part.text) and len(key(part.text)) > 4 and not is_upper(first.text):
            break  # a stamp below it
        words.extend(part.words)
        last = part
    return _joined(words)


def _joined(words: list[Word]) -> Segment | None:
    if not words:
        return None
    text = words[0].text
    for before, word in pairwise(words):
        # A symbol broken at its hyphen is whole again: "SNV-" and "CCHC".
        broken = before.text.endswith("-") and len(before.text) > 1
        text += ("" if broken and word.y0 > before.y1 - _OVERLAP else " ") + word.text
    return Segment(tuple(words), text.strip(" _*-|:"))
