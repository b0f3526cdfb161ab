"""The mark of arrival stands on what is seen and printed, never on the stored file.

A paper with a signature comes in, is entered, printed and forwarded to another agency;
its digest is the same at every step, and so is what each side takes out.
"""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from congvu.audit.models import AuditEvent
from congvu.documents import actions
from congvu.documents.actions import Share
from congvu.documents.formats.marked_pdf import Mark, write_marked_pdf
from congvu.documents.models import DocumentFile, IntakeItem, RegisterEntry
from congvu.documents.rules import Part
from congvu.files.queries import open_file
from tests.documents.door import bring, form
from tests.documents.machine import machine
from tests.documents.pages import submit
from tests.documents.test_signatures_shown import signed_paper
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")


def words_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(p.get_textpage().get_text_range() for p in pages)


def taken(client: object, url: str) -> bytes:
    answer = client.get(url)  # type: ignore[attr-defined]
    assert answer.status_code == 200, url
    return b"".join(answer.streaming_content)


def stored_digest(held: DocumentFile) -> str:
    with open_file(held.file) as content:
        return sha256(content.read()).hexdigest()


def test_a_signed_paper_stays_as_it_came_however_it_is_shown(
    province: Province,
) -> None:
    pdf, lan = signed_paper(), province.client("lan")
    digest = sha256(pdf).hexdigest()
    item = bring(lan, pdf, "den.pdf")

    lan.post(f"/tiep-nhan/{item.id}/vao-so/", form())
    entry = RegisterEntry.objects.get()
    held = entry.document.files.get()
    url = f"/van-ban/den/{entry.id}/"
    assert stored_digest(held) == held.file.sha256 == digest

    page = lan.get(url).content.decode()
    printed = taken(lan, f"{url}tep/{held.id}/dau-den.pdf")
    by_machine = machine(province, "lan").get(
        f"incoming-documents/{entry.id}/files/{held.id}/marked"
    )

    assert 'class="arrival-mark"' in page
    assert f"Dấu đến: số {entry.number}, ngày {entry.arrived_on:%d/%m/%Y}" in page
    words = words_of(printed)
    for said in (
        "ĐẾN",
        "ỦY BAN NHÂN DÂN TỈNH BẮC KẠN",
        f"Số: {entry.number}",
        f"{entry.arrived_on:%d/%m/%Y}",
        "Chuyển:",
        "Số và ký hiệu HS:",
    ):
        assert said in words, said
    assert by_machine.data[:5] == b"%PDF-"
    assert stored_digest(held) == digest
    looked = AuditEvent.objects.filter(event="documents.file-viewed")
    assert looked.filter(data__form="marked").count() == 2

    _forwarded(province, entry)

    coming = IntakeItem.objects.get(agency=province.commune)
    assert coming.file is not None
    assert coming.file.sha256 == digest
    received = taken(province.client("tu"), f"/tiep-nhan/{coming.id}/tep/")
    assert received == taken(lan, f"{url}tep/{held.id}/") == pdf
    assert stored_digest(held) == digest


def _forwarded(province: Province, entry: RegisterEntry) -> None:
    """Dũng gives it to Tú's commune."""
    actions.instruct(
        entry_id=entry.id,
        assignment_id=submit(province, entry).id,
        text="Giao xã Yến Dương.",
        shares=[Share(province.commune.id, Part.LEAD)],
        by=province.seat("dung"),
        at=province.at,
    )


def test_the_mark_is_50_by_35_mm_on_the_first_page_alone(tmp_path: Path) -> None:
    blank = tmp_path / "trang.webp"
    Image.new("RGB", (1000, 1414), "white").save(blank)
    out = BytesIO()

    count = write_marked_pdf(out, [blank, blank], Mark("Sở Nội vụ", "12", "02/01/2026"))

    assert count == 2
    first, second = pypdfium2.PdfDocument(out.getvalue())
    scale = 10 / (72 / 25.4)  # ten dots a millimetre
    picture = first.render(scale=scale).to_pil().convert("RGB")
    is_red = picture.getchannel("G").point(lambda green: 255 * (green < 200))
    left, top, right, bottom = is_red.getbbox()
    assert abs((right - left) / 10 - 50) < 0.6
    assert abs((bottom - top) / 10 - 35) < 0.6
    assert second.get_textpage().get_text_range() == ""
