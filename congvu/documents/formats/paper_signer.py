"""Who signed: the stacked authority lines and the name below them (NĐ 30/2020, ô 7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from congvu.documents.formats.paper_day import looks_like_place, parse_day_line
from congvu.documents.formats.paper_head import Head, read_lines
from congvu.documents.formats.paper_names import has_known_surname, person_name
from congvu.documents.formats.paper_words import flat, is_upper, mend_name
from congvu.files.formats.layout import Line, Page, Segment

_AUTHORITY = re.compile(
    r"^\W*(t/?m\.?|k/?t\.?|t/?l\.?|tuq\.?|q\.|thay mat|thua lenh|thua uy quyen"
    r"|quyen)\W+\w"
)
_OFFICE = re.compile(
    r"^\W*(chu tich|giam doc|bo truong|thu truong|chanh |thu tuong|truong |cuc truong"
    r"|chi cuc truong|vu truong|tong |hieu truong|bi thu|vien truong|chu nhiem"
    r"|thong doc|uy vien|thuong truc|quyen |doi truong|tram truong|chi huy|ke toan"
    r"|dai dien|nguoi |chu toa|thu ky|tham phan|kiem toan|hat truong|to truong"
    r"|phu trach|pho (chu tich|giam doc|chanh|thu tuong|truong|cuc|chi cuc|vu|tong"
    r"|hieu|bi thu|vien|chu nhiem|thong doc|hat|thu ky))"
)
# "KT. Giám đốc" in small letters is sure by its abbreviation alone.
_ABBREVIATED = re.compile(r"^\W*(TM|T/M|KT|K/T|TL|T/L|TUQ)\s?[./]\s?\w")
_ACTING = re.compile(r"^\W*(q\.|quyen)\W*", re.IGNORECASE)
_RECIPIENTS = re.compile(r"^\W*(noi nhan\b|nhu (tren|dieu \d|kinh gui)\s?;)")
_COPY = re.compile(r"^\W*(sao y|sao luc|trich sao|ban sao)\b")
_FEW_LINES = 3
_LEGIBLE, _SURELY = 0.6, 0.85
_RIGHT = 0.48
_REACH = 0.24
"""How far below the last authority line the name may stand: a seal lies between."""


@dataclass(frozen=True)
class SignatureBlock:
    """The end of a paper: on which page, who, as what."""

    page: int
    name: Segment
    position: Segment
    lines: tuple[Line, ...]
    top: float


def find_signature(pages: Sequence[Page], head: Head) -> SignatureBlock | None:
    """The first complete signature after the head; annexes come later and lose."""
    loose: SignatureBlock | None = None
    for page in pages:
        if page.number < head.page.number:
            continue
        if page is head.page:
            top = head.landmark.y1 + 0.1 if head.landmark else 0.2
            # A short contract has no line that a body begins with.
            lines = list(head.lines[head.stop :]) or [
                line for line in head.lines if line.box.y0 > top
            ]
            lines = _until_next_copy(lines)
        else:
            lines = list(read_lines(page))
        anchor = next(
            (
                s.box.y0
                for line in lines
                for s in line.segments
                if _RECIPIENTS.match(flat(s.text))
            ),
            None,
        )
        blocks = list(_blocks(page, lines))
        if anchor is not None:
            near = [b for b in blocks if b.top > anchor - 0.12]
            chosen = near or blocks
            if chosen:
                return _joint(chosen)
            alone = _name_alone(page, lines, anchor)
            if alone is not None:
                return alone
        elif blocks and loose is None:
            last = blocks[-1]
            loose = _joint([b for b in blocks if abs(b.top - last.top) < 0.03])
    return loose


def signature_day(block: SignatureBlock) -> tuple[Segment, date] | None:
    """A place and day right above the signature, as contracts and letters have it."""
    for line in reversed(block.lines):
        if not block.top - 0.06 < line.box.y0 < block.top:
            continue
        for segment in line.segments:
            day = parse_day_line(segment.text)
            if day and day.value and looks_like_place(day.place):
                return segment, day.value
    return None


def _until_next_copy(lines: list[Line]) -> list[Line]:
    """A copy's block at the page's end has a heading and a signature of its own."""
    for i, line in enumerate(lines):
        if i > _FEW_LINES and any(_COPY.match(flat(s.text)) for s in line.segments):
            return lines[:i]
    return lines


def _joint(blocks: Sequence[SignatureBlock]) -> SignatureBlock:
    """Several signers side by side make one joint signature."""
    first = blocks[0]
    beside = [b for b in blocks if abs(b.top - first.top) < 0.03]
    if len(beside) < 2:
        return first
    beside.sort(key=lambda b: b.name.box.x0)
    return SignatureBlock(
        first.page,
        _listed([b.name for b in beside]),
        _listed([b.position for b in beside]),
        first.lines,
        first.top,
    )


def _listed(segments: Sequence[Segment]) -> Segment:
    words = tuple(w for s in segments for w in s.words)
    return Segment(words, "; ".join(s.text for s in segments))


def _blocks(page: Page, lines: Sequence[Line]) -> Iterator[SignatureBlock]:
    used: set[int] = set()
    for i, line in enumerate(lines):
        for segment in line.segments:
            if id(segment) in used or not _opens(segment):
                continue
            offices, name = _follow(lines, i, segment)
            used.update(id(s) for s in offices)
            if name is None:
                continue
            yield SignatureBlock(
                page.number, name, _post(offices), tuple(lines), segment.box.y0
            )


def _name_alone(
    page: Page, lines: Sequence[Line], anchor: float
) -> SignatureBlock | None:
    """The only person's name right of "Nơi nhận", its stack under a black seal."""
    found = [
        (segment, name)
        for line in lines
        for segment in line.segments
        if segment.box.x0 > _RIGHT
        and anchor < segment.box.y0 < anchor + _REACH
        and segment.confidence > _SURELY
        and (name := person_name(segment)) is not None
        and has_known_surname(name.text)
    ]
    if len(found) != 1:
        return None
    segment, name = found[0]
    nothing = Segment((), "")
    return SignatureBlock(page.number, name, nothing, tuple(lines), segment.box.y0)


def _post(stack: Sequence[Segment]) -> Segment:
    """The signer's own post, the last of the stack: what stands above it is for whom.

    Empty where only that is written: "KT. GIÁM ĐỐC" is nobody's post.
    """
    last = max(
        (i for i, s in enumerate(stack) if _AUTHORITY.match(flat(s.text))), default=-1
    )
    if last >= 0 and (acting := _ACTING.match(flat(stack[last].text))):
        head = stack[last]
        text = head.text[acting.end() :]
        own = [Segment(head.words[-len(text.split()) :], text), *stack[last + 1 :]]
    else:
        own = list(stack[last + 1 :])
        # An authority line may take two lines: the post begins with an office.
        named = [i for i, s in enumerate(own) if _OFFICE.match(flat(s.text))]
        own = own[named[0] :] if named and last >= 0 else own
    words = tuple(w for s in own for w in s.words)
    text = " ".join(s.text.strip(" ,;_|") for s in own)
    recognised = any(w.confidence < 1.0 for w in words)
    return Segment(words, mend_name(text) if recognised else text)


def _opens(segment: Segment) -> bool:
    plain = flat(segment.text)
    known = _AUTHORITY.match(plain) or _OFFICE.match(plain)
    set_so = is_upper(segment.text) or _ABBREVIATED.match(segment.text)
    return bool(known and set_so) and len(segment.words) <= 14


def _follow(
    lines: Sequence[Line], index: int, first: Segment
) -> tuple[list[Segment], Segment | None]:
    """The lines of office below the first one, and the name below them."""
    offices = [first]
    for line in lines[index + 1 :]:
        last = offices[-1]
        if line.box.y0 - last.box.y1 > _REACH:
            break
        below = [
            s
            for s in line.segments
            if s.box.x0 < first.box.x1 + 0.05
            and s.box.x1 > first.box.x0 - 0.05
            and abs(s.box.middle - first.box.middle) < 0.17
        ]
        for segment in below:
            name = person_name(segment)
            if name is not None:
                return offices, name
            close = segment.box.y0 - last.box.y1 < 1.2 * last.box.height
            office = is_upper(segment.text) or (
                not is_upper(first.text) and _OFFICE.match(flat(segment.text))
            )
            if close and office and _is_print(segment):
                offices.append(segment)
                break
    return offices, None


def _is_print(segment: Segment) -> bool:
    """False for the scraps of a seal that recognition took for letters."""
    letters = sum(c.isalpha() for c in segment.text)
    if letters < 2 or letters < 0.7 * len(segment.text.replace(" ", "")):
        return False
    return segment.confidence > _LEGIBLE or bool(_OFFICE.match(flat(segment.text)))
