"""The paper as it leaves, signed, numbered and sealed, read back and measured."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docx import Document as Docx
from pyhanko.pdf_utils.reader import PdfFileReader

from congvu.outgoing.actions import give_number, save_file
from congvu.outgoing.models import Draft
from tests.outgoing.drafts import again, begin, lead
from tests.outgoing.pdf_reading import MM, Word, read_pdf, read_seen
from tests.outgoing.signing import agencys, dungs
from tests.outgoing.test_attachments import bytes_of
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home", "demo_keys")
HIGH = 297 * MM


@pytest.fixture
def demo_keys(settings: Any) -> None:
    settings.SIGNING_DEMO = True


def signed(province: Province, draft: Draft) -> Draft:
    key = dungs(province)
    province.client("dung").post(
        f"/van-ban/di/du-thao/{draft.id}/ky/", {"key": str(key.id)}
    )
    return again(draft)


def sealed(province: Province) -> bytes:
    """Dũng's and the agency's signature, both keys without a picture."""
    draft, agency = signed(province, lead(province, 4)), agencys(province)
    give_number(draft_id=draft.id, by=province.seat("lan"), at=province.at)
    province.client("lan").post(
        f"/van-ban/di/du-thao/{draft.id}/ky-co-quan/", {"key": str(agency.id)}
    )
    return bytes_of(again(draft).paper)


def words_of(pdf: bytes, folder: Path) -> list[Word]:
    (folder / "van-ban.pdf").write_bytes(pdf)
    return read_seen(folder / "van-ban.pdf")


def run(words: list[Word], text: str) -> list[Word]:
    """The words of a text where they stand one after the other."""
    wanted = text.split()
    for n in range(len(words)):
        found = words[n : n + len(wanted)]
        if [w.text for w in found] == wanted:
            return found
    raise AssertionError((text, [w.text for w in words]))


def box_of(pdf: bytes, name: str) -> tuple[float, float, float, float]:
    """A field's place, from the top left as words are."""
    fields = PdfFileReader(BytesIO(pdf)).root["/AcroForm"]["/Fields"]
    rect = next(f.get_object()["/Rect"] for f in fields if f.get_object()["/T"] == name)
    x0, y0, x1, y1 = (float(n) for n in rect)
    return x0, HIGH - y1, x1, HIGH - y0


def drawn(pdf: bytes, name: str) -> tuple[float, float]:
    """Size of the letters in a filled field, and the line they stand on."""
    fields = PdfFileReader(BytesIO(pdf)).root["/AcroForm"]["/Fields"]
    field = next(f.get_object() for f in fields if f.get_object()["/T"] == name)
    said = re.search(rb"/F ([\d.]+) Tf [\d.]+ ([\d.]+) Td", field["/AP"]["/N"].data)
    assert said is not None
    return float(said[1]), float(field["/Rect"][1]) + float(said[2])


def test_number_and_date_stand_as_the_words_beside_them(
    province: Province, tmp_path: Path
) -> None:
    pdf = sealed(province)
    words, printed = words_of(pdf, tmp_path), read_pdf(pdf)

    # "Số: 01" is drawn in one, right before its slash, on one line with it.
    number = next(w for w in words if w.text == "Số: 01")
    symbol = run(words, "/UBND-KGVX")[0]
    assert symbol.x0 - number.x1 == pytest.approx(0, abs=1)
    for names, beside in ((["so"], "/UBND"), (["ngay", "thang"], "Bắc Kạn, ngày")):
        piece = printed.piece(beside)
        for name in names:
            size, foot = drawn(pdf, name)
            assert size == pytest.approx(piece.size, abs=0.1)
            assert foot == pytest.approx(piece.y, abs=0.3)
    # In the middle under the name of the agency.
    issuer = run(words, "ỦY BAN NHÂN DÂN")
    middle = (issuer[0].x0 + issuer[-1].x1) / 2
    assert (number.x0 + symbol.x1) / 2 == pytest.approx(middle, abs=3)
    day, month = province.at.day, province.at.month
    said = f"ngày {day:02d} tháng {f'{month:02d}' if month < 3 else month} năm"
    dated = run(words, said)
    for before, after in pairwise(dated):
        assert 2 < after.x0 - before.x1 < 9


def test_words_that_stand_in_for_a_picture_are_whole_and_in_their_place(
    province: Province, tmp_path: Path
) -> None:
    pdf = sealed(province)
    words = words_of(pdf, tmp_path)

    sign, seal = box_of(pdf, "ky-nguoi-co-tham-quyen"), box_of(pdf, "ky-co-quan")
    small = [w for w in words if w.size < 9]
    own = [w for w in small if w.middle > seal[2]]
    agency = [w for w in small if w not in own]
    post, printed = run(words, "CHỦ TỊCH"), run(words, "Nguyễn Tiến Dũng")
    # Between the post and the name, in the middle of both.
    assert [w.text for w in own] == ["Nguyễn Tiến Dũng", f"{province.at:%d/%m/%Y}"]
    for one in own:
        assert post[0].low < one.top
        assert one.low < printed[0].top
        for around in (post, printed):
            middle = (around[0].x0 + around[-1].x1) / 2
            assert one.middle == pytest.approx(middle, abs=1)
    # The agency's words: all of them, inside their place, clear of all others.
    said = " ".join(w.text for w in agency)
    assert said == f"Ủy ban nhân dân tỉnh Bắc Kạn {province.at:%d/%m/%Y}"
    for one in agency:
        assert seal[0] <= one.x0
        assert one.x1 <= seal[2]
        assert one.middle == pytest.approx((seal[0] + seal[2]) / 2, abs=1)
        others = [w for w in words if w not in agency]
        assert not [w.text for w in others if _touch(one, w)], one.text
    # The seal lies over the left third of the signature (Phụ lục I).
    assert (seal[2] - sign[0]) / (sign[2] - sign[0]) == pytest.approx(1 / 3, abs=0.05)


def _touch(one: Word, other: Word) -> bool:
    apart = (
        one.x1 <= other.x0
        or other.x1 <= one.x0
        or one.low - 1 <= other.top
        or other.low - 1 <= one.top
    )
    return not apart


def test_what_was_approved_of_a_word_file_is_what_is_signed(
    province: Province, tmp_path: Path
) -> None:
    draft, file = begin(province), BytesIO()
    word = Docx()
    word.add_paragraph("Hỗ trợ 5 tỷ đồng cho các xã bị rét hại.")
    word.save(file)
    file.seek(0)
    save_file(
        draft_id=draft.id,
        stream=file,
        name="du-thao.docx",
        by=province.seat("minh"),
        at=province.at,
    )

    after = signed(province, lead(province, 4, again(draft)))

    text = " ".join(w.text for w in words_of(bytes_of(after.paper), tmp_path))
    assert after.state == "signed"
    assert "Hỗ trợ 5 tỷ đồng cho các xã bị rét hại." in text
    assert "Xét đề nghị" not in text
