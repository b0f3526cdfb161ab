"""Our papers beside the official forms (NĐ 30/2020, Phụ lục III, phần II).

Of each form: which elements stand in which box, in which order, and how its fixed lines
read. The forms say where words go with dots; ours is composed with words of the same
kind in their place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from congvu.outgoing.formats.compose_docx import compose_docx
from congvu.outgoing.rules.paper import Block, Paper, Signer
from tests.outgoing.test_symbols import ROWS

FORMS = Path(__file__).resolve().parents[3] / "shared/data/nd30/phu-luc-3.docx"
pytestmark = pytest.mark.skipif(
    not FORMS.is_file(), reason="not run: the official forms are not at hand"
)

# Which line is which element; the first that matches.
KINDS = (
    ("nation", r"CỘNG H(ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM$"),
    ("motto", r"Độc lập - Tự do - Hạnh phúc$"),
    ("parent", r"TÊN CQ, TC CHỦ QUẢN"),
    ("issuer", r"TÊN CƠ QUAN, TỔ +CHỨC"),
    ("number", r"Số: ?.*/"),
    ("date", r".*, ngày.*tháng.*năm"),
    ("letter-summary", r"V/v"),
    ("enacts", r"QUYẾT (ĐỊNH|NGHỊ):$"),
    ("type", r"(NGHỊ QUYẾT|QUYẾT ĐỊNH|TÊN LOẠI VĂN BẢN|CÔNG ĐIỆN)\d?$"),
    ("type", r"GIẤY (MỜI|GIỚI THIỆU|NGHỈ PHÉP)$"),
    ("authority", r"THẨM QUYỀN BAN HÀNH\d?$"),
    ("wires", r".*điện:$"),
    ("addressees", r"Kính gửi:"),
    ("basis", r"(Căn cứ|Theo đề nghị)"),
    ("recipients", r"Nơi nhận:$"),
    ("filed", r"- Lưu: ?VT"),
    ("post", r"QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ$"),
    ("name", r"Họ và tên$"),
)
# Form, type, its name; what it has beside the head and the end.
CASES = [
    ("1.1", "NQ", "Nghị quyết"),
    ("1.2", "QĐ", "Quyết định"),
    ("1.4", "BC", "Tên loại văn bản"),
    ("1.5", "CV", ""),
    ("1.6", "CĐ", "Công điện"),
    ("1.7", "GM", "Giấy mời"),
    ("1.8", "GGT", "Giấy giới thiệu"),
    ("1.10", "GNP", "Giấy nghỉ phép"),
]


def ours(code: str, name: str) -> Any:
    enacts = code in ("NQ", "QĐ")
    paper = Paper(
        type_code=code,
        type_name=name,
        parent_name="Tên CQ, TC chủ quản",
        issuer_name="Tên cơ quan, tổ chức",
        symbol="ABC" if code == "CV" else f"{code}-ABC",
        place="Hà Nội",
        summary={"CV": "V/v công tác", "GGT": ""}.get(code, "Về công tác"),
        authority_name=(
            "Thẩm quyền ban hành" if enacts else "Bộ trưởng" if code == "CĐ" else ""
        ),
        addressees=("Bộ A", "Bộ B") if code in ("CV", "CĐ") else (),
        bases=("Căn cứ Luật", "Căn cứ Nghị định") if enacts else (),
        body=(Block(text="Nội dung văn bản."),),
        signer=Signer(authority=("Quyền hạn, chức vụ của người ký",), name="Họ và tên"),
        recipients=("Như trên",),
        filed="VT",
    )
    return Document(BytesIO(compose_docx(paper)))


def lines_of(items: Any, box: str = "") -> Iterator[tuple[str, str]]:
    """Each line with the side of the page it stands on; a merged cell once."""
    for item in items:
        if not hasattr(item, "rows"):
            for line in item.text.split("\n"):
                yield box, " ".join(unicodedata.normalize("NFC", line).split())
            continue
        seen = set()
        for row in item.rows:
            cells = [cell._tc for cell in row.cells]
            last = max(len(cells) - 1, 1)
            for place, cell in enumerate(row.cells):
                if cell._tc in seen:
                    continue
                seen.add(cell._tc)
                side = "left" if place < last / 2 else "right"
                yield from lines_of(cell.iter_inner_content(), box or side)


def outline(lines: list[tuple[str, str]]) -> dict[str, list[str]]:
    """By box, the elements in their order; repeated ones once."""
    found: dict[str, list[str]] = {"left": [], "right": [], "": []}
    for box, line in lines:
        kind = next((k for k, words in KINDS if re.match(words, line)), "")
        if kind and (not found[box] or found[box][-1] != kind):
            found[box].append(kind)
    return found


def form_of(number: str) -> list[tuple[str, str]]:
    """The lines of one form, from its title to its notes."""
    kept: list[tuple[str, str]] = []
    is_in = False
    for box, line in lines_of(Document(str(FORMS)).iter_inner_content()):
        title = re.match(r"Mẫu (\d\.\d+) - ", line)
        if title and not box:
            is_in = title[1] == number
        elif line.startswith("Ghi chú"):
            is_in = False
        elif is_in:
            kept.append((box, line))
    return kept


@pytest.mark.parametrize(("number", "code", "name"), CASES, ids=lambda v: str(v))
def test_boxes_and_order_are_those_of_the_form(
    number: str, code: str, name: str
) -> None:
    official = outline(form_of(number))
    assert {"parent", "issuer", "number"} <= set(official["left"])

    if code == "GNP":
        # Below the paper the form has room for whoever confirms the leave elsewhere.
        assert official["left"].pop() == "name"
    made = outline(list(lines_of(ours(code, name).iter_inner_content())))

    assert made == official


@pytest.mark.parametrize(("number", "code", "name"), CASES, ids=lambda v: str(v))
def test_fixed_lines_read_as_in_the_form(number: str, code: str, name: str) -> None:
    """Word for word where the form prints words and no dots."""
    fixed = [
        line
        for _box, line in form_of(number)
        if not re.search(r"[.…_]{2,}|\d|^\(|^dấu/", line) and line
    ]
    said = [line for _box, line in lines_of(ours(code, name).iter_inner_content())]

    for kind, words in KINDS:
        if kind in ("nation", "motto", "enacts", "recipients", "type"):
            theirs = {
                line.replace("HOÀ", "HÒA") for line in fixed if re.match(words, line)
            }
            assert theirs <= set(said), kind


def test_the_abbreviations_are_those_of_the_table() -> None:
    """Phụ lục III, phần I, as the law's data of ours has them."""
    rows = Document(str(FORMS)).tables[0].rows
    table = {
        " ".join(row.cells[1].text.split()): row.cells[2].text.strip() for row in rows
    }
    for label, abbreviation in ((r["label"], r["value"]["abbreviation"]) for r in ROWS):
        if abbreviation:
            names = [n for n in table if _bare(n) == _bare(label)]
            assert [table[n] for n in names] == [abbreviation], label


def _bare(name: str) -> str:
    """Without "(cá biệt)"; "uỷ" and "ủy" are one word."""
    return name.partition("(")[0].strip().replace("uỷ", "ủy").casefold()
