"""Who issued a paper: the lines above its number (NĐ 30/2020, Phụ lục I, ô 2)."""

from __future__ import annotations

import re

from congvu.documents.formats.paper_day import parse_day_line
from congvu.documents.formats.paper_head import Head, left_text
from congvu.documents.formats.paper_landmark import landmark_in
from congvu.documents.formats.paper_symbol import starts_number
from congvu.documents.formats.paper_words import (
    SECRECY,
    URGENCY,
    flat,
    is_upper,
    key,
    mend_name,
)
from congvu.files.formats.layout import Line, Segment, Word, segment_of

# A line that begins so names a new body; any other goes on with the line before.
_BODY_NAME = re.compile(
    r"^(uy ban|ubnd|hoi dong|hdnd|so |ban |bo |cuc |chi cuc|van phong|trung tam"
    r"|truong (dai|cao|trung|tieu|mam|mau|thpt|thcs|th |pt|chinh|can|su|boi|giao|day)"
    r"|cong ty|tong cong ty|thanh tra|phong (?!chong|chay|thu |ve )|tong cuc|vu |vien "
    r"|toa an|tinh uy|huyen uy"
    r"|thanh uy|dang uy|dang bo|chi bo|lien doan|hoi |mat tran|ubmttq|quoc hoi"
    r"|chinh phu"
    r"|thu tuong|chu tich|tap doan|ngan hang|kho bac|bao hiem|cong an|benh vien|doan "
    r"|uy ban mttq|bch |ban chap hanh|doi |tram |quy |hat |bao |dai |hoc vien|dai hoc"
    r"|lien hiep|lien minh|to |cang |nha xuat ban|tap chi|tong lien doan|xi nghiep)"
)
_PLACE = re.compile(
    r"^(tinh|thanh pho|tp\.?|huyen|quan|thi xa|tx\.?|xa|phuong|thi tran|dac khu|khu vuc"
    r"|khoi|nuoc|trung uong)\b(?! uy\b)"
)
_ABOUT = re.compile(r"^\W*v\s?/\s?v\b")
_DASH = re.compile(r"\s?[-–]\s?\w")
_OFFICES = ("chu tich", "bo truong", "giam doc", "truong ban")
_NOBODY_ALONE = frozenset(
    map(
        key,
        [
            *("VĂN PHÒNG", "THANH TRA", "BAN TỔ CHỨC", "BAN TUYÊN GIÁO", "BAN DÂN VẬN"),
            *("BAN NỘI CHÍNH", "BAN TUYÊN GIÁO VÀ DÂN VẬN", "ỦY BAN KIỂM TRA"),
        ],
    )
)
_UNFINISHED = (
    *(" va", "-", ",", "chap hanh", "ban thuong vu", "bch", "thuong truc", " cua"),
    *("dai bieu", " quoc", " hoi dong", "uy ban", " nhan", "chi dao", "chi huy"),
)
_NOT_ISSUER = re.compile(
    r"^\W*(van ban quy pham|phan van ban|cong bao|phan (van|[ivx]+\b)"
    r"|viet nam\W*$|chu nghia|sao y|sao luc|trich sao"
    r"|ban sao|phu luc|doc lap|den\b|du thao|mau so)"
)


def read_issuer(head: Head, top: int) -> Segment | None:
    """The issuing body's name as printed; a parent body above it is left out.

    A name that every body has one of is completed by it: "VĂN PHÒNG TỈNH ỦY …".
    """
    lines = _issuer_lines(head, top)
    if not lines:
        return None
    if "BÍ DANH" in lines[-1].text:
        lines = lines[:-1]
    bodies: list[list[Segment]] = []
    for line in lines:
        plain = flat(line.text)
        new = bool(_BODY_NAME.match(plain)) and not _PLACE.match(plain)
        if not bodies or (new and not _goes_on(bodies[-1])):
            bodies.append([line])
        else:
            bodies[-1].append(line)
    bold = [b for b in bodies if any(s.bold for s in b)]
    chosen = bold[-1] if bold and len(bold) < len(bodies) else bodies[-1]
    joint = _joint_from(lines)
    if joint is not None:
        chosen = lines[joint:]
    words = [w for s in chosen for w in s.words]
    if chosen is not bodies[0] and key(_named(words).text) in _NOBODY_ALONE:
        words += [w for s in bodies[0] for w in s.words]
    return _named(words)


def _issuer_lines(head: Head, top: int) -> list[Segment]:
    found: list[Segment] = []
    for i in range(head.start, top):
        line = head.lines[i]
        piece = left_text(head, line)
        landmark = landmark_in(line)
        if head.split >= 1.0 or landmark:
            edge = landmark.x0 if landmark else 1.0
            words = [
                w for w in line.words if w.x1 <= edge + 0.002 and w.x0 < head.split
            ]
            piece = segment_of(words) if words else None
        if piece is not None and head.recognised:
            piece = _without_scraps(piece)
        if piece is None:
            continue
        if starts_number(piece.text) or _ABOUT.match(flat(piece.text)):
            break
        if _crosses(head, line):
            continue
        plain = flat(piece.text)
        name = key(piece.text)
        # "MAU" or "2" alone is noise; below "LIÊN ĐOÀN LAO ĐỘNG TỈNH CÀ" it is a name's
        # last line.
        goes_on = bool(found) and _is_close(found[-1], piece)
        number = goes_on and name.isdigit() and len(name) < 4
        if (
            not (is_upper(piece.text) or number)
            or len(name) < (1 if number else 2 if goes_on else 4)
            or _NOT_ISSUER.match(plain)
            or name in URGENCY
            or name in SECRECY
            or parse_day_line(piece.text)
        ):
            continue
        found.append(piece)
    return found


def _without_scraps(piece: Segment) -> Segment | None:
    """Strokes at a recognised line's ends are a rule below it, not a dash."""
    words = list(piece.words)
    while words and not any(c.isalnum() for c in words[-1].text):
        words.pop()
    while words and not any(c.isalnum() for c in words[0].text):
        del words[0]
    return segment_of(words) if words else None


def _crosses(head: Head, line: Line) -> bool:
    """A line over the heading and across both columns is a section's title."""
    return (
        head.landmark is not None
        and line.box.y1 < head.landmark.y1 - head.landmark.height / 2
        and any(s.box.x0 < head.split < s.box.x1 for s in line.segments)
    )


def _is_close(above: Segment, below: Segment) -> bool:
    gap = below.box.y0 - above.box.y1
    return gap < 0.6 * max(above.box.height, below.box.height) and abs(
        above.box.middle - below.box.middle
    ) < max(0.06, above.box.width / 2)


def _goes_on(body: list[Segment]) -> bool:
    """True when a name cannot end where it does: "ĐOÀN ĐẠI BIỂU", "BAN CHẤP HÀNH"."""
    text = flat(" ".join(s.text for s in body)).strip()
    return text in _OFFICES or text.endswith(_UNFINISHED)


def _joint_from(lines: list[Segment]) -> int | None:
    """The line that joint issuers begin in: names of bodies with dashes between."""
    for i, line in enumerate(lines):
        ahead = i + 1 < len(lines) and _DASH.match(lines[i + 1].text)
        if not ahead and not re.search(r"\s[-–]|[-–]$", line.text):
            continue
        text = " ".join(s.text for s in lines[i:])
        names = [flat(n).strip() for n in re.split(r"\s[-–]\s?|[-–]\s", text)]
        return i if len(names) > 1 and all(map(_BODY_NAME.match, names)) else None
    return None


def _named(words: list[Word]) -> Segment:
    kept = [w for w in words if any(c.isalnum() for c in w.text) or w.text in "-–&,"]
    while kept and not any(c.isalnum() for c in kept[-1].text):
        kept.pop()
    segment = segment_of(kept or words)
    text = segment.text.strip(" *_-|.“”\"'")
    if segment.confidence < 1.0:
        text = mend_name(text)
    return Segment(segment.words, text)
