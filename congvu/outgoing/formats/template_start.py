"""The words a template begins with: what stands in it beside the fields.

Staff write the usual text of a type into its template ("Điều 3. Quyết định này có hiệu
lực…"). A new draft begins with that text; when the draft's own words go into the
template, they take its place, so it never stands twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from docx.table import Table

from congvu.outgoing.formats.docx_looks import Look, looks_of
from congvu.outgoing.formats.docx_opening import open_docx, readable
from congvu.outgoing.formats.read_docx import (
    Finder,
    addressees_of,
    blocks_of,
    layout_of,
    recipients_of,
)
from congvu.outgoing.formats.template import KNOWN
from congvu.outgoing.rules.paper import Paper
from congvu.outgoing.rules.template_fields import FIELD

# What a field may look like once it is filled: a paragraph is known by its words.
_SAMPLES: Mapping[str, str] = {
    "co_quan_chu_quan": "ỦY BAN NHÂN DÂN TỈNH",
    "co_quan_ban_hanh": "SỞ NỘI VỤ",
    "so": "12",
    "ky_hieu": "QĐ-SNV",
    "dia_danh": "Thái Nguyên",
    "ngay": "05",
    "thang": "11",
    "nam": "2025",
    "do_khan": "KHẨN",
    "luu_hanh": "LƯU HÀNH NỘI BỘ",
    "ten_loai": "QUYẾT ĐỊNH",
    "trich_yeu": "Về việc tổ chức thực hiện",
    "tham_quyen": "GIÁM ĐỐC SỞ NỘI VỤ",
    "kinh_gui": "- Các đơn vị;",
    "can_cu": "Căn cứ Luật;",
    "quyen_han_chuc_vu": "GIÁM ĐỐC",
    "ho_ten_nguoi_ky": "Nguyễn Văn An",
    "noi_nhan": "- Như trên;",
    "ky_hieu_nguoi_soan": "AN.(10)",
    "dia_chi": "Số 1 đường Đội Cấn",
}
_PARTS = ("addressees", "bases", "body", "recipients")


def starting_parts(data: bytes) -> dict[str, Any]:
    """Fields of a paper to begin with; a field within them still stands as a field."""
    document = open_docx(data, as_template=True)
    with readable():
        found = begun_by(document)
        layout = layout_of(found, document)
        parts = Paper(
            body=blocks_of(found.body, layout.indent),
            bases=tuple(k.text.rstrip(" ;.,") for k in found.elements["bases"]),
            addressees=addressees_of({"addressees": found.elements["addressees"]}),
            **recipients_of({"recipients": found.elements["recipients"]}),
        ).as_json()
    wanted = ("body", "bases", "addressees", "recipients", "filed")
    return {n: parts[n] for n in wanted if parts[n]} | {"layout": asdict(layout)}


def begun_by(document: Any) -> Finder:
    """The starting text of a template, by element: paragraphs and tables of the
    content that are no field of several lines.
    """
    raw: dict[int, Look] = {}
    shown = []
    for item in looks_of(document):
        if isinstance(item, Look):
            raw[item.number] = item
            item = replace(item, text=FIELD.sub(_sample, item.text))
        shown.append(item)
    found = Finder(shown).find()
    start = Finder([])
    for name in _PARTS:
        looks = [raw[look.number] for look in found.elements.get(name, [])]
        start.elements[name] = [look for look in looks if _is_text(look)]
    start.body = [
        item if isinstance(item, Table) else raw[item.number]
        for item in found.body
        if _is_text(item if isinstance(item, Table) else raw[item.number])
    ]
    return start


def _sample(found: Any) -> str:
    return _SAMPLES.get(found[1], "")


def _is_text(item: Look | Table) -> bool:
    if isinstance(item, Table):
        return not FIELD.search(item._tbl.xpath("string()"))
    names = FIELD.findall(item.text)
    is_list = any(name in KNOWN and KNOWN[name].is_list for name in names)
    return bool(FIELD.sub("", item.text).strip()) and not is_list
