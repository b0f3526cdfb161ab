"""The searchable copy of a scan: offered once it is there, its taking written down."""

from __future__ import annotations

import pytest

from congvu.audit.models import AuditEvent
from congvu.documents.models import IntakeItem, RegisterEntry
from congvu.files.models import SearchableCopy, StoredFile
from congvu.files.queries import searchable_place
from tests.documents.door import bring, form, paper_pdf
from tests.people import Province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law", "home")]

LINK = "Tải bản tìm được chữ (PDF/A)"


def _copied(item: IntakeItem) -> None:
    assert item.file is not None
    StoredFile.objects.filter(pk=item.file.pk).update(searchable=SearchableCopy.PDFA)
    place = searchable_place(item.file.sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"%PDF-1.7 copy")


def test_the_copy_is_offered_at_the_door_and_with_the_paper(province: Province) -> None:
    lan = province.client("lan")
    item = bring(lan, paper_pdf(), "quet.pdf")
    door, address = f"/tiep-nhan/{item.id}/", f"/tiep-nhan/{item.id}/tim-duoc/"
    assert LINK not in lan.get(door).content.decode()
    assert lan.get(address).status_code == 404
    _copied(item)
    assert LINK in lan.get(door).content.decode()

    answer = lan.get(address)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 copy"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "private, no-store"
    seen = AuditEvent.objects.filter(event="documents.file-viewed").latest("at")
    assert seen.data["form"] == "searchable"

    lan.post(f"{door}vao-so/", form())
    entry = RegisterEntry.objects.get()
    page = lan.get(f"/van-ban/den/{entry.id}/").content.decode()
    assert LINK in page
    assert page.count("/tim-duoc/") == 1
