"""Templates that staff keep as Word files, with named fields like ``{{ trich_yeu }}``.

A field is a name and nothing else: no conditions, no loops, no expressions, so nothing
that people or strangers write in a template is ever run. A field of several lines
(``{{ noi_dung }}``) stands alone in its paragraph, which is repeated for each line.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from congvu.lib.numbering import format_number
from congvu.lib.refusals import Reason
from congvu.lib.text import clean
from congvu.lib.text import gettext_noop as _
from congvu.outgoing.formats.body_rows import closed, ended
from congvu.outgoing.formats.docx_opening import DocxRefused, open_docx, readable
from congvu.outgoing.formats.docx_parts import packed
from congvu.outgoing.formats.end_rows import drafter_words, recipient_lines
from congvu.outgoing.formats.head_rows import bare_summary
from congvu.outgoing.rules.paper import Paper
from congvu.outgoing.rules.symbols import day_word, month_word

_FIELD = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
_W_P, _W_T = qn("w:p"), qn("w:t")


@dataclass(frozen=True)
class Field:
    """A name that may stand in a template, and what it becomes."""

    name: str
    about: str
    is_list: bool = False


FIELDS: tuple[Field, ...] = (
    Field("co_quan_chu_quan", _("Tên cơ quan chủ quản, chữ in hoa")),
    Field("co_quan_ban_hanh", _("Tên cơ quan ban hành, chữ in hoa")),
    Field("so", _("Số văn bản; để trống khi chưa cấp")),
    Field("ky_hieu", _("Ký hiệu, phần sau dấu gạch chéo")),
    Field("dia_danh", _("Địa danh")),
    Field("ngay", _("Ngày ban hành; để trống khi chưa ký")),
    Field("thang", _("Tháng ban hành; để trống khi chưa ký")),
    Field("nam", _("Năm ban hành")),
    Field("ten_loai", _("Tên loại văn bản, chữ in hoa")),
    Field("trich_yeu", _("Trích yếu, không có chữ “V/v” ở đầu")),
    Field("tham_quyen", _("Thẩm quyền ban hành, chữ in hoa")),
    Field("kinh_gui", _("Nơi giải quyết công việc, mỗi nơi một dòng"), is_list=True),
    Field("can_cu", _("Các căn cứ, mỗi căn cứ một dòng"), is_list=True),
    Field("noi_dung", _("Nội dung, mỗi đoạn một dòng"), is_list=True),
    Field("quyen_han_chuc_vu", _("Các dòng quyền hạn, chức vụ"), is_list=True),
    Field("ho_ten_nguoi_ky", _("Họ tên người ký")),
    Field("noi_nhan", _("Nơi nhận, kể cả dòng “Lưu”"), is_list=True),
    Field("ky_hieu_nguoi_soan", _("Ký hiệu người soạn thảo và số bản")),
    Field("dia_chi", _("Địa chỉ, thư điện tử, điện thoại của cơ quan")),
)
_KNOWN = {field.name: field for field in FIELDS}


def check_template(data: bytes) -> tuple[str, ...]:
    """The fields a template uses, in their order, or ``DocxRefused`` with every
    reason why it may not become one.
    """
    document = open_docx(data, as_template=True)
    with readable():
        return _names(document)


def fill_template(data: bytes, paper: Paper) -> bytes:
    """The template with the words of a paper. What a value holds is never a field."""
    document = open_docx(data, as_template=True)
    values = values_of(paper)
    with readable():
        _names(document)
        for paragraph in list(_paragraphs(document)):
            _fill(paragraph, values)
        return packed(document)


def values_of(paper: Paper) -> dict[str, str | tuple[str, ...]]:
    on = paper.issued_on
    return {
        "co_quan_chu_quan": paper.parent_name.upper(),
        "co_quan_ban_hanh": paper.issuer_name.upper(),
        "so": format_number(paper.number) if paper.number else "",
        "ky_hieu": paper.symbol,
        "dia_danh": paper.place,
        "ngay": day_word(on.day) if on else "",
        "thang": month_word(on.month) if on else "",
        "nam": str(paper.year_shown or ""),
        "ten_loai": paper.type_name.upper(),
        "trich_yeu": bare_summary(paper.summary) if paper.is_letter else paper.summary,
        "tham_quyen": paper.authority_name.upper(),
        "kinh_gui": tuple(f"- {line}" for line in ended(paper.addressees)),
        "can_cu": tuple(ended(paper.bases)),
        "noi_dung": tuple(
            line
            for block in closed(paper.body)
            for line in (
                *block.text.split("\n"),
                *(" | ".join(row) for row in block.rows),
            )
            if line
        ),
        "quyen_han_chuc_vu": tuple(line.upper() for line in paper.signer.authority),
        "ho_ten_nguoi_ky": paper.signer.name,
        "noi_nhan": tuple(recipient_lines(paper)),
        "ky_hieu_nguoi_soan": drafter_words(paper),
        "dia_chi": paper.address,
    }


def _names(document: Any) -> tuple[str, ...]:
    reasons: list[Reason] = []
    names: dict[str, None] = {}
    for paragraph in _paragraphs(document):
        text = "".join(t.text or "" for t in _texts(paragraph))
        for name in _FIELD.findall(text):
            reasons += _field_reasons(name, text)
            names.setdefault(name)
        rest = _FIELD.sub("", text)
        broken = _BRACES.search(rest)
        if broken:
            words = _("Trường viết dở hoặc có lệnh, gần “%(near)s”.")
            start = max(0, broken.start() - 20)
            near = rest[start : broken.end() + 20].strip()
            reasons.append(Reason(words % {"near": near}))
    if reasons:
        raise DocxRefused(list(dict.fromkeys(reasons)))
    return tuple(names)


def _field_reasons(name: str, text: str) -> Iterator[Reason]:
    if not _NAME.fullmatch(name):
        words = _("“%(name)s” không phải tên trường: chỉ dùng chữ thường và gạch dưới.")
        yield Reason(words % {"name": name[:40]})
        return
    field = _KNOWN.get(name)
    if field is None:
        near = get_close_matches(name, _KNOWN, n=1)
        words = _("Không có trường “%(name)s”; gần nhất là “%(near)s”.")
        if not near:
            words = _("Không có trường “%(name)s”.")
        yield Reason(words % {"name": name, "near": near[0] if near else ""})
    elif field.is_list and _FIELD.sub("", text, count=1).strip():
        words = _("Trường nhiều dòng “%(name)s” phải đứng riêng một đoạn.")
        yield Reason(words % {"name": name})


def _paragraphs(document: Any) -> Iterator[Any]:
    """Every paragraph: text, tables, text boxes, headers and footers."""
    yield from document.element.body.iter(_W_P)
    seen = set()
    for section in document.sections:
        for part in (
            section.header,
            section.footer,
            section.first_page_header,
            section.first_page_footer,
            section.even_page_header,
            section.even_page_footer,
        ):
            if part.is_linked_to_previous or part._element in seen:
                continue
            seen.add(part._element)
            yield from part._element.iter(_W_P)


def _texts(paragraph: Any) -> list[Any]:
    """Its own texts; those of a text box within it belong to the box's paragraphs."""
    return [
        text
        for text in paragraph.iter(_W_T)
        if next(text.iterancestors(_W_P)) is paragraph
    ]


def _fill(paragraph: Any, values: Mapping[str, str | Sequence[str]]) -> None:
    text = "".join(t.text or "" for t in _texts(paragraph))
    found = _FIELD.search(text)
    if found is None:
        return
    value = values[found[1]]
    if isinstance(value, str):
        _put(paragraph, values)
        return
    for line in value or ("",):
        again = copy.deepcopy(paragraph)
        paragraph.addprevious(again)
        _put(again, {found[1]: line})
    paragraph.getparent().remove(paragraph)


def _put(paragraph: Any, values: Mapping[str, str | Sequence[str]]) -> None:
    """Each field's words into the run where it begins; Word cuts fields over runs."""
    texts = _texts(paragraph)
    whole = "".join(t.text or "" for t in texts)
    starts, at = [], 0
    for part in texts:
        starts.append(at)
        at += len(part.text or "")
    pieces = [part.text or "" for part in texts]
    for found in reversed(list(_FIELD.finditer(whole))):
        value = str(values[found[1]])
        first = max(n for n, start in enumerate(starts) if start <= found.start())
        for n in range(len(texts) - 1, first - 1, -1):
            low = max(found.start() - starts[n], 0)
            high = min(max(found.end() - starts[n], 0), len(pieces[n]))
            if low < high:
                put = clean(value) if n == first else ""
                pieces[n] = pieces[n][:low] + put + pieces[n][high:]
    for part, piece in zip(texts, pieces, strict=True):
        _write(part, piece)


def _write(part: Any, piece: str) -> None:
    """Text with its line breaks as Word has them."""
    place = part
    for number, line in enumerate(piece.split("\n")):
        text = part if not number else OxmlElement("w:t")
        if number:
            for element in (OxmlElement("w:br"), text):
                place.addnext(element)
                place = element
        text.text = line
        text.set(qn("xml:space"), "preserve")
