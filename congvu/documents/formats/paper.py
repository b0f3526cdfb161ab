"""What a state paper says about itself: number, day, issuer, type, summary, signer.

Read from the paper's own head and signature only. A value that may be another paper's
is left empty: the clerk types an empty field and trusts a filled one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from congvu.documents.formats.paper_day import looks_like_place, parse_day_line
from congvu.documents.formats.paper_head import (
    Head,
    day_lines,
    find_heads,
    has_other_title,
    headless,
    number_lines,
    title_line,
)
from congvu.documents.formats.paper_issuer import read_issuer
from congvu.documents.formats.paper_marks import read_copy_mark, read_marks
from congvu.documents.formats.paper_signer import (
    SignatureBlock,
    find_signature,
    signature_day,
)
from congvu.documents.formats.paper_subject import read_subject
from congvu.documents.formats.paper_symbol import (
    Symbol,
    parse_number_line,
    starts_number,
)
from congvu.documents.formats.paper_words import (
    COPY_TYPES,
    SLIP_TYPES,
    TYPES,
    flat,
)
from congvu.files.formats.layout import Box, Page, Segment, Word, segment_of

T = TypeVar("T")

TRUSTED = 0.6
"""Below this confidence a recognised number or day is left empty."""
SURE = 0.8
"""Below this a value is shown as doubtful."""


@dataclass(frozen=True)
class Reading(Generic[T]):
    """A value with where it was read and how sure the reader is."""

    value: T | None = None
    page: int | None = None
    box: Box | None = None
    confidence: float = 0.0
    doubtful: bool = False
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class PaperHead:
    """The fields of the registration form that a paper fills by itself.

    ``number`` is the order of issue ("15"), ``symbol`` what follows its sign
    ("2009/CT-UBND"), ``code`` both as printed ("15/2009/CT-UBND").
    """

    number: Reading[str]
    symbol: Reading[str]
    code: Reading[str]
    issued_on: Reading[date]
    issuer: Reading[str]
    type_code: Reading[str]
    type_name: Reading[str]
    subject: Reading[str]
    signer: Reading[str]
    signer_position: Reading[str]
    urgency: Reading[str]
    secrecy_mark: Reading[str]
    copy_mark: Reading[str]


def read_head(pages: Sequence[Page], heads: Sequence[Head] | None = None) -> PaperHead:
    """Read the head of a paper from its pages; unreadable fields stay empty.

    ``heads`` are those of `find_heads`, when the caller has them already.
    """
    head = _own_head(pages, find_heads(pages) if heads is None else heads)
    if head is None:
        return _nothing(pages)
    title = title_line(head)
    top = title[0] if title else head.stop
    number, symbol, code, parsed = _read_number(head, top)
    block = find_signature(pages, head)
    issued_on = _read_day(head, title, parsed, block)
    type_code, type_name = _read_type(head, title, parsed)
    subject = _text(
        head.page.number, read_subject(head, title, number_line=_line_of(head, symbol))
    )
    issuer_text = read_issuer(head, top)
    urgency, secrecy = read_marks(pages, head)
    return PaperHead(
        number=number,
        symbol=symbol,
        code=code,
        issued_on=issued_on,
        issuer=_text(head.page.number, issuer_text),
        type_code=type_code,
        type_name=type_name,
        subject=subject,
        signer=_text(block.page, block.name) if block else Reading(),
        signer_position=_text(block.page, block.position) if block else Reading(),
        urgency=_mark(head, urgency),
        secrecy_mark=_mark(head, secrecy),
        copy_mark=_mark(head, read_copy_mark(pages, head)),
    )


def _own_head(pages: Sequence[Page], heads: Sequence[Head]) -> Head | None:
    """The head of the paper itself among all heads in the file.

    A routing slip or a copying sheet may stand in front; the head counts that carries a
    number line and is neither. Without such a one, the first head.
    """
    whole = [h for h in heads if any(True for _ in number_lines(h, h.stop))]
    for head in whole:
        title = title_line(head)
        found = _first_symbol(head, title[0] if title else head.stop)
        kinds = {title[2] if title else None, found.type_code if found else None}
        if not kinds & (COPY_TYPES | SLIP_TYPES):
            return head
    if whole:
        return whole[0]
    if heads:
        return heads[0]
    return headless(pages)


def _first_symbol(head: Head, top: int) -> Symbol | None:
    for _, piece in _number_pieces(head, top):
        return parse_number_line(piece.text, recognised=head.recognised)
    return None


def _number_pieces(head: Head, top: int) -> list[tuple[int, Segment]]:
    """Number lines above the title; else one standing alone right below it."""
    above = list(number_lines(head, top))
    if above:
        return above
    below = [
        (i, piece)
        for i, piece in number_lines(head, min(head.stop, top + 4))
        if i > top
    ]
    return below[:1]


def _read_number(
    head: Head, top: int
) -> tuple[Reading[str], Reading[str], Reading[str], Symbol | None]:
    found = _number_pieces(head, top)
    if not found:
        return Reading(), Reading(), Reading(), None
    options = [
        (piece, parsed)
        for _, piece in found
        if (parsed := parse_number_line(piece.text, recognised=head.recognised))
    ]
    piece, parsed = options[0]
    codes = tuple(dict.fromkeys(p.code or p.symbol for _, p in options))
    words = _before_rest(piece, parsed)
    digits, letters = _number_words(words, parsed)
    sure = min((w.confidence for w in digits), default=0.0)
    symbol_sure = min((w.confidence for w in letters), default=0.0)
    several = len(codes) > 1
    if parsed.sign == " " and not parsed.number:
        # What hid the number and its sign may have hidden a letter too.
        symbol_sure = min(symbol_sure, TRUSTED) if symbol_sure > SURE else 0.0
    page = head.page.number
    symbol = _reading(page, letters, parsed.symbol, symbol_sure, codes, several)
    if not parsed.number or sure < TRUSTED:
        shown = codes if parsed.number or several else ()
        blank: Reading[str] = Reading(
            None, page, segment_of(words).box, sure, bool(shown), shown
        )
        if symbol_sure < TRUSTED / 2 and parsed.type_code is None:
            symbol = replace(symbol, value=None, doubtful=True)
        return blank, symbol, replace(blank, candidates=codes), parsed
    number = _reading(page, digits, parsed.number, sure, codes, several)
    both = min(sure, symbol_sure)
    code = _reading(page, words, parsed.code, both, codes, several)
    return number, symbol, code, parsed


def _reading(
    page: int,
    words: Sequence[Word],
    value: str,
    sure: float,
    candidates: tuple[str, ...],
    several: bool,  # noqa: FBT001 - two states of one fact, named at each call
) -> Reading[str]:
    return Reading(
        value,
        page,
        segment_of(words).box if words else None,
        round(sure * (0.8 if several else 1.0), 3),
        several or sure < SURE,
        candidates,
    )


def _before_rest(piece: Segment, parsed: Symbol) -> list[Word]:
    """The words of a number line without the place, day or summary after it."""
    rest = len(parsed.rest.split())
    words = list(piece.words)
    return words[: len(words) - rest] if 0 < rest < len(words) else words


def _number_words(
    words: Sequence[Word], parsed: Symbol
) -> tuple[list[Word], list[Word]]:
    """Which words carry the number and which the symbol; one word may carry both."""
    body = [w for w in words if not starts_number(w.text + " ")] or list(words)
    digits, letters = [], []
    seen = ""
    for word in body:
        if len(seen) < len(parsed.number):
            digits.append(word)
        seen += "".join(c for c in word.text if c.isalnum())
        if len(seen) > len(parsed.number) or word.text.strip("/- ") == "":
            letters.append(word)
    return digits or body, letters or body


def _read_day(
    head: Head,
    title: tuple[int, Segment, str, str] | None,
    parsed: Symbol | None,
    block: SignatureBlock | None,
) -> Reading[date]:
    top = title[0] if title else head.stop
    found = []
    for i, piece in day_lines(head, head.stop):
        day = parse_day_line(piece.text)
        if day is None:
            continue
        placed = looks_like_place(day.place)
        right = head.split < 1.0 and piece.box.middle >= head.split
        # Below the title a day without a place may be the end of a summary.
        if (i < top and (placed or right or head.split >= 1.0)) or (
            i >= top and placed
        ):
            found.append((piece, day.value))
    if not found and block is not None:
        late = signature_day(block)
        if late is not None:
            return Reading(
                late[1],
                block.page,
                late[0].box,
                0.75,
                doubtful=True,
                candidates=(str(late[1]),),
            )
    if not found:
        return Reading()
    piece, value = found[0]
    numbers = [w for w in piece.words if any(c.isdigit() for c in w.text)]
    sure = min((w.confidence for w in numbers), default=0.0)
    days = tuple(dict.fromkeys(str(v) for _, v in found if v))
    page = head.page.number
    if value is None or sure < TRUSTED:
        return Reading(None, page, piece.box, sure, bool(days), days)
    year = parsed.year if parsed else None
    clash = year is not None and year != value.year
    if clash and head.recognised:
        return Reading(None, page, piece.box, 0.3, doubtful=True, candidates=days)
    doubtful = clash or sure < SURE or len(days) > 1
    return Reading(value, page, piece.box, round(sure, 3), doubtful, days)


def _read_type(
    head: Head,
    title: tuple[int, Segment, str, str] | None,
    parsed: Symbol | None,
) -> tuple[Reading[str], Reading[str]]:
    said = parsed.type_code if parsed else None
    page = head.page.number
    if title is not None:
        _, segment, code, _ = title
        if said == "VBHN":
            # A consolidated text shows the title of what it consolidates.
            return _type(page, segment.box, said, 0.9, (said, code))
        sure = 0.95 if segment.confidence > SURE else max(0.7, segment.confidence)
        if said and said != code and said != "CV" and head.recognised:
            code, sure = (code, 0.7) if key_is_exact(segment, code) else (said, 0.7)
        candidates = tuple(dict.fromkeys(c for c in (code, said) if c))
        return _type(page, segment.box, code, sure, candidates)
    is_letter = _is_letter(head, parsed)
    if said and not is_letter:
        return _type(page, None, said, 0.85 if head.recognised else 0.7, (said,))
    if is_letter:
        # Nothing but a công văn has a summary after "V/v" and no title of its own.
        code = said if said in ("GM", "TTr", "BC") and not _has_summary(head) else "CV"
        return _type(page, None, code, 0.9, (code,))
    if parsed is not None and parsed.symbol and not has_other_title(head):
        return _type(page, None, "CV", 0.6, ("CV",))
    return Reading(), Reading()


def key_is_exact(segment: Segment, code: str) -> bool:
    """True when recognition spelled the type's name without a fault."""
    return flat(TYPES[code]) in flat(segment.text)


def _type(
    page: int, box: Box | None, code: str, sure: float, candidates: tuple[str, ...]
) -> tuple[Reading[str], Reading[str]]:
    reading = Reading(code, page, box, sure, sure < SURE, candidates)
    return reading, replace(
        reading, value=TYPES[code], candidates=tuple(TYPES[c] for c in candidates)
    )


def _is_letter(head: Head, parsed: Symbol | None) -> bool:
    """A công văn has no title: it has a summary in the left column or an addressee.

    An addressee alone tells nothing without a number or under a title that is none of
    the types: an application has one too.
    """
    numbered = parsed is not None or _has_number_line(head)
    if not _has_summary(head) and (not numbered or has_other_title(head)):
        return False
    tail = head.lines[head.stop : head.stop + 1]
    kinh_gui = any("kinh gui" in flat(line.text) for line in tail)
    return kinh_gui or _has_summary(head)


def _has_number_line(head: Head) -> bool:
    """True where a number line stands that a seal or a pen made unreadable."""
    return any(starts_number(s.text) for line in head.zone() for s in line.segments)


def _has_summary(head: Head) -> bool:
    return any(
        flat(s.text).replace(" ", "").startswith(("v/v", "v/w"))
        for line in head.zone()
        for s in line.segments
    )


def _line_of(head: Head, reading: Reading[str]) -> int | None:
    if reading.box is None:
        return None
    for i in range(head.start, min(head.stop + 1, len(head.lines))):
        if head.lines[i].box.overlaps(reading.box):
            return i
    return None


def _text(page: int, segment: Segment | None) -> Reading[str]:
    if segment is None or not segment.text:
        return Reading()
    known = [w.confidence for w in segment.words]
    sure = round(sum(known) / len(known), 3) if known else 0.5
    box = segment.box if segment.words else None
    return Reading(segment.text, page, box, sure, sure < SURE, (segment.text,))


def _mark(head: Head, found: tuple[str, Box | None] | None) -> Reading[str]:
    if found is None:
        return Reading()
    return Reading(found[0], head.page.number, found[1], 0.9, candidates=(found[0],))


def _nothing(pages: Sequence[Page]) -> PaperHead:
    none: Reading[str] = Reading()
    day: Reading[date] = Reading()
    return PaperHead(
        none, none, none, day, none, none, none, none, none, none, none, none, none
    )
