"""A file put into a dossier past the registry is looked through as one at the door."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override

from congvu.archives.actions import freeze_dossiers, look_through_file
from congvu.archives.jobs import look_through_one_file
from congvu.archives.models import Dossier, DossierEvent, DossierItem
from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.files.models import FileState, StoredFile
from congvu.files.store import open_store
from tests.archives.making import make_dossier, put_file
from tests.documents.door import paper_pdf
from tests.documents.reading.secrecy import REPORT, as_pdf_bytes
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")


def _told(dossier: Dossier) -> list[tuple[str, str]]:
    found = DossierEvent.objects.filter(
        dossier=dossier, event__startswith="archives.secret"
    )
    return list(found.values_list("event", "text"))


def test_what_is_secret_for_certain_leaves_every_dossier_and_is_destroyed(
    province: Province, django_capture_on_commit_callbacks: Any
) -> None:
    """Also a frozen one: no office may keep what the law keeps from it."""
    content = paper_pdf(secret="TỐI MẬT")
    first, second = (make_dossier(province, symbol=f"0{n}.VX") for n in (1, 2))
    items = [
        put_file(province, d, "Phương án", content=content) for d in (first, second)
    ]
    digest = StoredFile.objects.get().sha256
    freeze_dossiers(
        dossier_ids=[second.id],
        reason="Thanh tra",
        by=province.seat("dung"),
        at=province.at,
    )

    with django_capture_on_commit_callbacks(execute=True):
        for item in items:
            look_through_one_file(item_id=str(item.id))

    assert not DossierItem.objects.exists()
    assert StoredFile.objects.get().state == FileState.DESTROYED
    assert not open_store().has(digest)
    for dossier in (first, second):
        assert _told(dossier) == [("archives.secret-destroyed", "")]
        page = province.client("minh").get(f"/ho-so/{dossier.id}/").content.decode()
        assert "Hủy tài liệu mật trong hồ sơ" in page
    log = AuditEvent.objects.filter(event="archives.secret-destroyed")
    assert [event.data for event in log] == [{}, {}]


def test_what_only_looks_so_is_told_once_for_a_person_to_judge(
    province: Province,
) -> None:
    dossier = make_dossier(province)
    doubtful = as_pdf_bytes([*REPORT, (260, 60, "TUYỆT MẬT")])
    item = put_file(province, dossier, "Báo cáo", content=doubtful)

    with override("en"):
        for _again in range(2):
            look_through_file(item_id=item.id, by=SYSTEM, at=province.at)

    assert _told(dossier) == [("archives.secret-suspected", "trang 1")]
    item.refresh_from_db()
    assert item.file is not None
    assert item.file.state == FileState.READY


def test_an_ordinary_file_is_read_and_nothing_is_said(province: Province) -> None:
    dossier = make_dossier(province)
    item = put_file(province, dossier, "Biên bản", content=paper_pdf())

    look_through_file(item_id=item.id, by=SYSTEM, at=province.at)
    look_through_file(item_id=dossier.id, by=SYSTEM, at=province.at)  # taken out since

    assert _told(dossier) == []
    assert StoredFile.objects.get().state == FileState.READY
