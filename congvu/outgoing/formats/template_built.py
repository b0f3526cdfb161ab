"""The built-in template of a type: our own Word file with fields where words go."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import qn

from congvu.outgoing.formats.compose_docx import compose_document
from congvu.outgoing.formats.docx_parts import packed, styled
from congvu.outgoing.formats.head_rows import ENACTING, TELEGRAM
from congvu.outgoing.formats.template import KNOWN, paragraphs_of, texts_of
from congvu.outgoing.rules.paper import OFFICIAL_LETTER, Block, Paper, Signer

_ANY = re.compile(r"\{\{(\w+)\}\}")
_BOOKMARKED = ("so", "ky_hieu", "dia_danh", "ngay", "thang", "nam")


def built_in_template(type_code: str, type_name: str) -> bytes:
    """What a paper of that type looks like by Phụ lục I, each element a field."""
    document = compose_document(_paper(type_code, type_name))
    for paragraph in list(paragraphs_of(document)):
        _name_fields(paragraph)
    for mark in document.element.body.iter(qn("w:bookmarkStart")):
        name = mark.get(qn("w:name"))
        if name in _BOOKMARKED:
            run = mark.getnext()
            slash = "/" if name == "ky_hieu" else ""
            run.find(qn("w:t")).text = f"{slash}{{{{{name}}}}}"
    _margin_fields(document)
    return packed(document)


def _paper(type_code: str, type_name: str) -> Paper:
    enacts = type_code in ENACTING
    is_letter = type_code == OFFICIAL_LETTER
    return Paper(
        type_code=type_code,
        type_name="" if is_letter else type_name,
        parent_name="{{co_quan_chu_quan}}",
        issuer_name="{{co_quan_ban_hanh}}",
        symbol="{{ky_hieu}}",
        place="{{dia_danh}}",
        summary="{{trich_yeu}}",
        authority_name="{{tham_quyen}}" if enacts or type_code == TELEGRAM else "",
        addressees=() if enacts else ("{{kinh_gui}}", "{{kinh_gui}}"),
        bases=("{{can_cu}}",),
        body=(Block(text="{{noi_dung}}"),),
        signer=Signer(authority=("{{quyen_han_chuc_vu}}",), name="{{ho_ten_nguoi_ky}}"),
        recipients=("{{noi_nhan}}",),
        address="{{dia_chi}}",
    )


def _name_fields(paragraph: Any) -> None:
    """What was printed in capitals is a name again; a list stands alone, once."""
    texts = texts_of(paragraph)
    whole = "".join(text.text or "" for text in texts)
    names = [name.lower() for name in _ANY.findall(whole)]
    lists = [name for name in names if KNOWN[name].is_list]
    for text in texts:
        text.text = _ANY.sub(lambda m: m[0].lower(), text.text or "")
    if not lists:
        return
    alone = f"{{{{{lists[0]}}}}}"
    if _says(paragraph.getprevious()) == alone:
        paragraph.getparent().remove(paragraph)
        return
    for text in texts:
        text.text = ""
    texts[0].text = alone


def _says(element: Any) -> str:
    if element is None or element.tag != qn("w:p"):
        return ""
    return "".join(text.text or "" for text in texts_of(element))


def _margin_fields(document: Any) -> None:
    """What only some papers have; its paragraph goes where it is empty."""
    head, end = document.tables[0], document.tables[-1]
    stamp = head.rows[1].cells[0].add_paragraph("{{do_khan}}")
    styled(stamp, "Dấu")
    drafter = end.rows[0].cells[0].add_paragraph("{{ky_hieu_nguoi_soan}}")
    styled(drafter, "Danh sách nơi nhận")
    circulation = document.sections[0].first_page_header.paragraphs[0]
    circulation.style = "Dấu"
    circulation.add_run("{{luu_hanh}}")
