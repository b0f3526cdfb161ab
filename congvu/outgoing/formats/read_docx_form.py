"""What a Word file departs from in Phụ lục I: its words, and how they look.

The words are judged as the paper they make; the looks by the table of letters (phần I,
mục V). A mend is for the paper: who takes it gets the form from our own composer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

from docx.oxml.ns import qn

from congvu.lib.text import gettext_noop as _
from congvu.outgoing.formats.docx_looks import Look, alignment, chain
from congvu.outgoing.formats.docx_parts import FONT
from congvu.outgoing.formats.head_rows import MOTTO, NATION
from congvu.outgoing.formats.read_docx import ReadDocx, read_docx
from congvu.outgoing.rules.departure import (
    CONTENT,
    EMPTY,
    ISSUER,
    NUMBER,
    OTHER,
    PLACE,
    RECIPIENTS,
    SIGNER,
    TITLE,
    Check,
    Departure,
    Finding,
    Said,
    paragraph_at,
    quoted,
)
from congvu.outgoing.rules.departure import (
    NATION as NATION_ELEMENT,
)
from congvu.outgoing.rules.form import CHECKS, FormReport, form_report
from congvu.outgoing.rules.form_layout import shown
from congvu.outgoing.rules.paper import Paper

_METRIC_EQUAL = (FONT, "Liberation Serif")
_A4 = (210.0, 297.0)
_NEAR_MM = 1.0
_NATIONS = frozenset({NATION, NATION.replace("HÒA", "HOÀ")})
_CLOSEST, _WIDEST = 1.0, 1.51
_SMALLEST_GAP = 5.9
Findings = Iterable[Finding]


@dataclass(frozen=True)
class _Letters:
    """Letters the law gives an element; ``said`` are words of "bold italic caps
    middle", or "any" where every face may stand.
    """

    looks: str
    element: str
    box: str
    title: str
    low: float
    high: float
    said: str


_LETTERS = (
    _Letters(
        "nation",
        NATION_ELEMENT,
        "1",
        _("Chữ của Quốc hiệu"),
        12,
        13,
        "bold caps middle",
    ),
    _Letters(
        "motto", NATION_ELEMENT, "1", _("Chữ của Tiêu ngữ"), 13, 14, "bold middle"
    ),
    _Letters(
        "parent", ISSUER, "2", _("Chữ của cơ quan chủ quản"), 12, 13, "caps middle"
    ),
    _Letters(
        "issuer", ISSUER, "2", _("Chữ của cơ quan ban hành"), 12, 13, "bold caps middle"
    ),
    _Letters("number", NUMBER, "3", _("Chữ của số, ký hiệu"), 13, 13, "middle"),
    _Letters("date", PLACE, "4", _("Chữ của địa danh, ngày"), 13, 14, "italic middle"),
    _Letters("type", TITLE, "5a", _("Chữ của tên loại"), 13, 14, "bold caps middle"),
    _Letters("summary", TITLE, "5a", _("Chữ của trích yếu"), 13, 14, "bold middle"),
    _Letters(
        "letter-summary", TITLE, "5b", _("Chữ của trích yếu công văn"), 12, 13, "middle"
    ),
    _Letters("addressees", RECIPIENTS, "9a", _("Chữ của kính gửi"), 13, 14, ""),
    _Letters("bases", CONTENT, "6", _("Chữ của căn cứ"), 13, 14, "italic"),
    _Letters("body", CONTENT, "6", _("Chữ của nội dung"), 13, 14, "any"),
    _Letters(
        "authority",
        SIGNER,
        "7a",
        _("Chữ của quyền hạn, chức vụ"),
        13,
        14,
        "bold caps middle",
    ),
    _Letters("name", SIGNER, "7b", _("Chữ của họ tên người ký"), 13, 14, "bold middle"),
    _Letters(
        "recipients-label",
        RECIPIENTS,
        "9b",
        _("Chữ của từ “Nơi nhận”"),
        12,
        12,
        "bold italic",
    ),
    _Letters(
        "recipients", RECIPIENTS, "9b", _("Chữ của danh sách nơi nhận"), 11, 11, ""
    ),
)


def read_docx_form(data: bytes) -> list[Departure]:
    """Raises ``DocxRefused`` when the file cannot be read."""
    return list(docx_form_report(data).departures)


def docx_form_report(data: bytes) -> FormReport:
    read = read_docx(data)
    return form_report(read.paper, [*CHECKS, *_checks(read)])


def _checks(read: ReadDocx) -> list[Check]:
    letters = [
        Check(
            f"look-{rule.looks}",
            rule.element,
            rule.title,
            rule.box,
            _always(partial(_look, rule, read.looks.get(rule.looks, []))),
        )
        for rule in _LETTERS
    ]
    nation, other, content = NATION_ELEMENT, OTHER, CONTENT
    whole: list[tuple[str, str, str, str, Callable[[], Findings]]] = [
        ("nation", nation, _("Lời của Quốc hiệu"), "1", partial(_nation, read)),
        ("motto", nation, _("Lời của Tiêu ngữ"), "1", partial(_motto, read)),
        ("font", other, _("Phông chữ"), "I.4", partial(_font, read)),
        ("paper-size", other, _("Khổ giấy"), "I.1", partial(_page, read)),
        ("page-number", other, _("Số trang"), "I.7", partial(_numbered, read)),
        ("page-first", other, _("Số ở trang đầu"), "I.7", partial(_first, read)),
        (
            "basis-ends",
            content,
            _("Dấu cuối căn cứ"),
            "6",
            partial(_ends, read, "bases"),
        ),
        (
            "recipient-ends",
            RECIPIENTS,
            _("Dấu cuối nơi nhận"),
            "9b",
            partial(_ends, read, "recipients"),
        ),
        (
            "line-distance",
            content,
            _("Giãn dòng từng đoạn"),
            "6",
            partial(_lines, read),
        ),
        ("paragraph-gap", content, _("Cách đoạn từng đoạn"), "6", partial(_gaps, read)),
    ]
    return letters + [
        Check(code, element, title, box, _always(run))
        for code, element, title, box, run in whole
    ]


def _always(run: Callable[[], Findings]) -> Callable[[Paper], Findings]:
    """A check of the file, asked like one of the paper."""

    def asked(_paper: Paper) -> Findings:
        return run()

    return asked


def _look(rule: _Letters, looks: Sequence[Look]) -> Iterator[Finding]:
    low, high, said = rule.low, rule.high, rule.said.split()
    for look in looks:
        where = paragraph_at(look.number)
        if not low - 0.1 <= look.size <= high + 0.1:
            expected = shown(low) if low == high else f"{shown(low)} – {shown(high)}"
            yield Finding(
                Said(_("cỡ chữ %(size)s"), {"size": shown(look.size)}),
                Said(_("cỡ chữ %(size)s"), {"size": expected}),
                where,
            )
        style = (look.bold, look.italic)
        wanted = style if "any" in said else ("bold" in said, "italic" in said)
        if style != wanted:
            yield Finding(_FACES[style], _FACES[wanted], where)
        if "caps" in said and look.text != look.text.upper():
            yield Finding(quoted(look.text), Said(_("chữ in hoa")), where)
        if "middle" in said and look.align != "centre":
            yield Finding(Said(_("không canh giữa")), Said(_("canh giữa")), where)


_FACES = {
    (False, False): Said(_("kiểu chữ đứng")),
    (True, False): Said(_("kiểu chữ đứng, đậm")),
    (False, True): Said(_("kiểu chữ nghiêng")),
    (True, True): Said(_("kiểu chữ nghiêng, đậm")),
}


def _nation(read: ReadDocx) -> Iterator[Finding]:
    said = " ".join(look.text for look in read.looks.get("nation", []))
    if said not in _NATIONS:
        yield Finding(quoted(said) if said else EMPTY, quoted(NATION))


def _motto(read: ReadDocx) -> Iterator[Finding]:
    said = " ".join(look.text for look in read.looks.get("motto", []))
    if said != MOTTO:
        yield Finding(quoted(said) if said else EMPTY, quoted(MOTTO))


def _font(read: ReadDocx) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for looks in read.looks.values():
        for look in looks:
            if not look.font.startswith(_METRIC_EQUAL):
                seen.setdefault(look.font or "?", look.number)
    for font, number in seen.items():
        yield Finding(quoted(font), quoted(FONT), paragraph_at(number))


def _page(read: ReadDocx) -> Iterator[Finding]:
    for section in read.sections:
        sides = sorted(
            side.mm if side else 0.0
            for side in (section.page_width, section.page_height)
        )
        if any(abs(a - b) > _NEAR_MM for a, b in zip(sides, _A4, strict=True)):
            yield Finding(
                Said("%(a)s × %(b)s mm", {"a": shown(sides[0]), "b": shown(sides[1])}),
                Said(_("A4, 210 × 297 mm")),
            )
            return


def _numbered(read: ReadDocx) -> Iterator[Finding]:
    headers = [section.header for section in read.sections]
    header = next((h for h in headers if _has_page_field(h)), None)
    if header is None:
        yield Finding(
            Said(_("không có số trang ở lề trên")),
            Said(_("số trang canh giữa trong lề trên")),
        )
        return
    centred = [
        p for p in header.paragraphs if p._p.xpath(".//w:instrText|.//w:fldSimple")
    ]
    for paragraph in centred:
        layers = (paragraph, *chain(paragraph.style))
        align = next((a for a in map(alignment, layers) if a), "left")
        if align != "center":
            yield Finding(Said(_("không canh giữa")), Said(_("canh giữa")))


def _first(read: ReadDocx) -> Iterator[Finding]:
    section = read.sections[0]
    if not _has_page_field(section.header):
        return
    if not section.different_first_page_header_footer or _has_page_field(
        section.first_page_header
    ):
        yield Finding(
            Said(_("hiện số ở trang thứ nhất")),
            Said(_("không hiện số ở trang thứ nhất")),
        )


def _has_page_field(part: Any) -> bool:
    root = part._element
    instructions = [t.text or "" for t in root.iter(qn("w:instrText"))]
    instructions += [f.get(qn("w:instr"), "") for f in root.iter(qn("w:fldSimple"))]
    return any("PAGE" in text.upper().split() for text in instructions)


def _ends(read: ReadDocx, element: str) -> Iterator[Finding]:
    """Each line ends with a semicolon, the last with a full stop."""
    looks = read.looks.get(element, [])
    for look in looks:
        wanted = "." if look is looks[-1] else ";"
        # The drafter's mark may follow the full stop (ô số 12).
        ends = look.text.rstrip()
        if wanted == "." and (")" in ends[-1:] or ". " in ends):
            continue
        if not ends.endswith(wanted):
            yield Finding(
                quoted(ends[-20:]),
                Said(_("cuối dòng có dấu “%(sign)s”"), {"sign": wanted}),
                paragraph_at(look.number),
            )


def _lines(read: ReadDocx) -> Iterator[Finding]:
    for look in read.looks.get("body", []):
        spacing = look.spacing
        if spacing is not None and not _CLOSEST - 0.01 <= spacing <= _WIDEST:
            yield Finding(
                Said(_("giãn dòng %(value)s"), {"value": shown(spacing)}),
                Said(_("dòng đơn đến 1,5 dòng")),
                paragraph_at(look.number),
            )


def _gaps(read: ReadDocx) -> Iterator[Finding]:
    looks = [k for k in read.looks.get("body", []) if k.align == "justified"]
    for above, look in pairwise(looks):
        gap = max(above.after, look.before)
        if look.number == above.number + 1 and gap < _SMALLEST_GAP:
            yield Finding(
                Said(_("cách đoạn %(value)s pt"), {"value": shown(gap)}),
                Said(_("tối thiểu 6 pt")),
                paragraph_at(look.number),
            )
