"""Checks of the head: issuer, symbol, place, type, summary, legal bases."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from congvu.lib.numbering import KNOWN_TYPES, clean_symbol
from congvu.lib.text import fold
from congvu.lib.text import gettext_noop as _
from congvu.outgoing.rules.departure import (
    CONTENT,
    EMPTY,
    ISSUER,
    NUMBER,
    OTHER,
    PLACE,
    TITLE,
    Check,
    Finding,
    Said,
    line_at,
    quoted,
    setting,
)
from congvu.outgoing.rules.paper import Paper

LONGEST_SUMMARY = 250
DECIDES = frozenset({"QĐ", "NQ"})
CIRCULATIONS = (_("XEM XONG TRẢ LẠI"), _("LƯU HÀNH NỘI BỘ"))
_FULL_NAMES = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"}
_SYMBOL = re.compile(r"(?:\d{4}/)?[^\W_]+(?:[.&-][^\W_]+)*")
_OPENINGS = ("can cu", "theo de nghi", "xet", "thuc hien", "tren co so", "theo")
_ACT = re.compile(
    r"\b(?:Nghị định|Nghị quyết|Quyết định|Thông tư|Chỉ thị|Kế hoạch|Công văn|"
    r"Tờ trình|Báo cáo|Thông báo)\b(?! này)",
)
_NUMBERED = re.compile(r"\bsố\s*\d+\s*/", re.IGNORECASE)
_DATED = re.compile(r"ngày\s+\d{1,2}\s*(?:tháng|/|-)", re.IGNORECASE)


def needed(name: str, expected: str) -> Callable[[Paper], Iterator[Finding]]:
    def run(paper: Paper) -> Iterator[Finding]:
        if not getattr(paper, name):
            yield Finding(EMPTY, Said(expected))

    return run


def _full_name(paper: Paper) -> Iterator[Finding]:
    """The issuer's name is official and whole; its parent's may be shortened."""
    for short, whole in _FULL_NAMES.items():
        if re.search(rf"\b{short}\b", paper.issuer_name):
            mended = re.sub(rf"\b{short}\b", whole, paper.issuer_name)
            yield Finding(
                quoted(paper.issuer_name),
                quoted(mended),
                fix=setting("issuer_name", to=mended),
            )


def _other_parent(paper: Paper) -> Iterator[Finding]:
    if paper.parent_name and fold(paper.parent_name) == fold(paper.issuer_name):
        yield Finding(
            quoted(paper.parent_name),
            Said(_("cơ quan chủ quản khác cơ quan ban hành, hoặc để trống")),
            fix=setting("parent_name", to=""),
        )


def _symbol_letters(paper: Paper) -> Iterator[Finding]:
    if not paper.symbol or _SYMBOL.fullmatch(paper.symbol):
        return
    mended = clean_symbol(paper.symbol).lstrip("/-").replace(" ", "-")
    good = _SYMBOL.fullmatch(mended) is not None
    yield Finding(
        quoted(paper.symbol),
        Said(_("các nhóm chữ nối bằng gạch nối, không cách chữ")),
        fix=setting("symbol", to=mended) if good else None,
    )


def _symbol_type(paper: Paper) -> Iterator[Finding]:
    """A named type stands first in its symbol, a công văn has none there."""
    if not paper.symbol or not paper.type_code:
        return
    bare = re.sub(r"^\d{4}/", "", paper.symbol)
    first = bare.split("-")[0]
    if paper.is_letter:
        if first in KNOWN_TYPES and "-" in bare:
            yield Finding(
                quoted(paper.symbol),
                Said(_("công văn không ghi tên loại trong ký hiệu")),
                fix=setting("symbol", to=bare.partition("-")[2]),
            )
        return
    if paper.type_code in KNOWN_TYPES and first != paper.type_code:
        mended = f"{paper.type_code}-{bare}"
        yield Finding(
            quoted(paper.symbol),
            Said(_("bắt đầu bằng %(code)s"), {"code": paper.type_code}),
            fix=setting("symbol", to=mended) if first not in KNOWN_TYPES else None,
        )


def _letter_unit(paper: Paper) -> Iterator[Finding]:
    if paper.is_letter and paper.symbol and "-" not in paper.symbol:
        yield Finding(
            quoted(paper.symbol),
            Said(_("viết tắt cơ quan, gạch nối, viết tắt đơn vị soạn thảo")),
        )


def _place_capital(paper: Paper) -> Iterator[Finding]:
    """The first letters of a place are capitals (II.4c)."""
    if paper.place and not paper.place[0].isupper() and not paper.place[0].isdigit():
        mended = paper.place[0].upper() + paper.place[1:]
        yield Finding(
            quoted(paper.place), quoted(mended), fix=setting("place", to=mended)
        )


def _place_bare(paper: Paper) -> Iterator[Finding]:
    mended = re.sub(r"[\s,;.:]*(?:ngày.*)?$", "", paper.place, flags=re.IGNORECASE)
    if mended != paper.place:
        yield Finding(
            quoted(paper.place), quoted(mended), fix=setting("place", to=mended)
        )


def _type_named(paper: Paper) -> Iterator[Finding]:
    if not paper.is_letter and not paper.type_name:
        yield Finding(EMPTY, Said(_("tên loại văn bản")))


def _summary_end(paper: Paper) -> Iterator[Finding]:
    mended = paper.summary.rstrip(" .;:,")
    if mended != paper.summary:
        yield Finding(
            quoted(paper.summary[-20:]),
            Said(_("không có dấu ở cuối trích yếu")),
            fix=setting("summary", to=mended),
        )


def _summary_opening(paper: Paper) -> Iterator[Finding]:
    """ "V/v" belongs to công văn alone (II.5b)."""
    found = re.match(r"V/v[:\s]*", paper.summary, re.IGNORECASE)
    if found and not paper.is_letter:
        rest = paper.summary[found.end() :]
        mended = _("Về việc %(summary)s") % {"summary": rest}
        yield Finding(
            quoted(paper.summary), quoted(mended), fix=setting("summary", to=mended)
        )


def _summary_short(paper: Paper) -> Iterator[Finding]:
    if len(paper.summary) > LONGEST_SUMMARY:
        yield Finding(
            Said(_("%(count)s ký tự"), {"count": len(paper.summary)}),
            Said(_("một câu ngắn gọn hoặc một cụm từ")),
        )


def _authority(paper: Paper) -> Iterator[Finding]:
    if paper.type_code in DECIDES and not paper.authority_name:
        yield Finding(
            EMPTY,
            Said(_("thẩm quyền ban hành, trên các căn cứ")),
            fix=setting("authority_name", to=paper.issuer_name)
            if paper.issuer_name
            else None,
        )


def _has_bases(paper: Paper) -> Iterator[Finding]:
    if paper.type_code in DECIDES and not paper.bases:
        yield Finding(EMPTY, Said(_("căn cứ ban hành văn bản")))


def _basis_opening(paper: Paper) -> Iterator[Finding]:
    for number, basis in enumerate(paper.bases):
        if fold(basis).startswith(_OPENINGS):
            continue
        mended = _("Căn cứ %(basis)s") % {"basis": basis}
        yield Finding(
            quoted(basis),
            Said(_("bắt đầu bằng “Căn cứ” hoặc “Theo đề nghị”")),
            line_at(number + 1),
            setting("bases", number, to=mended),
        )


def _basis_whole(paper: Paper) -> Iterator[Finding]:
    """Type, number, symbol, issuer, date and summary of each act named (II.6a)."""
    for number, basis in enumerate(paper.bases):
        if _ACT.search(basis) and _NUMBERED.search(basis) and not _DATED.search(basis):
            yield Finding(
                quoted(basis),
                Said(_("ghi cả ngày, tháng, năm ban hành")),
                line_at(number + 1),
            )


def _circulation(paper: Paper) -> Iterator[Finding]:
    if paper.circulation and paper.circulation.upper() not in CIRCULATIONS:
        known = ", ".join(CIRCULATIONS)
        yield Finding(
            quoted(paper.circulation),
            Said(_("một trong: %(known)s"), {"known": known}),
        )


CHECKS = (
    Check(
        "issuer",
        ISSUER,
        _("Có tên cơ quan ban hành"),
        "2",
        needed("issuer_name", _("tên cơ quan ban hành")),
    ),
    Check("issuer-full", ISSUER, _("Tên cơ quan viết đầy đủ"), "2", _full_name),
    Check("parent-other", ISSUER, _("Cơ quan chủ quản"), "2", _other_parent),
    Check(
        "symbol",
        NUMBER,
        _("Có ký hiệu"),
        "3",
        needed("symbol", _("ký hiệu của văn bản")),
    ),
    Check("symbol-letters", NUMBER, _("Cách viết ký hiệu"), "3", _symbol_letters),
    Check("symbol-type", NUMBER, _("Tên loại trong ký hiệu"), "3", _symbol_type),
    Check("symbol-unit", NUMBER, _("Đơn vị trong ký hiệu công văn"), "3", _letter_unit),
    Check(
        "place",
        PLACE,
        _("Có địa danh"),
        "4",
        needed("place", _("địa danh nơi cơ quan đóng trụ sở")),
    ),
    Check("place-capital", PLACE, _("Chữ cái đầu của địa danh"), "4", _place_capital),
    Check("place-bare", PLACE, _("Dấu sau địa danh"), "4", _place_bare),
    Check("type-name", TITLE, _("Có tên loại"), "5a", _type_named),
    Check(
        "summary",
        TITLE,
        _("Có trích yếu"),
        "5",
        needed("summary", _("trích yếu nội dung")),
    ),
    Check("summary-end", TITLE, _("Cuối trích yếu"), "5", _summary_end),
    Check("summary-opening", TITLE, _("Chữ “V/v”"), "5b", _summary_opening),
    Check("summary-short", TITLE, _("Trích yếu ngắn gọn"), "II.5", _summary_short),
    Check("authority", CONTENT, _("Thẩm quyền ban hành"), "6", _authority),
    Check("bases", CONTENT, _("Có căn cứ"), "6", _has_bases),
    Check("basis-opening", CONTENT, _("Mở đầu căn cứ"), "6", _basis_opening),
    Check("basis-whole", CONTENT, _("Căn cứ ghi đầy đủ"), "6", _basis_whole),
    Check("circulation", OTHER, _("Phạm vi lưu hành"), "11", _circulation),
)
