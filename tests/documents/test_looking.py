"""Every look at a paper is in the log, whatever door it came by; once a minute."""

from __future__ import annotations

import pytest
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.documents.actions import read_item
from congvu.documents.models import IntakeItem, RegisterEntry
from congvu.files.models import FileState, StoredFile
from tests.documents.door import bring, form, paper_pdf
from tests.documents.machine import machine
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")


def looks(*ids: object) -> list[str]:
    found = AuditEvent.objects.filter(
        object_id__in=ids, event__in=("documents.viewed", "documents.file-viewed")
    )
    return sorted(found.values_list("event", flat=True))


def test_the_file_shown_first_is_a_look_and_its_pictures_belong_to_it(
    province: Province,
) -> None:
    lan = province.client("lan")
    item = bring(lan, paper_pdf(), "mot.pdf")

    lan.get("/tiep-nhan/")
    assert lan.get(f"/tiep-nhan/{item.id}/trang/1/").status_code == 200
    lan.get(f"/tiep-nhan/{item.id}/")

    assert looks(item.id) == ["documents.viewed"]


def test_a_picture_asked_for_alone_is_a_look(province: Province) -> None:
    lan = province.client("lan")
    item = bring(lan, paper_pdf(), "mot.pdf")

    for _again in range(3):
        lan.get(f"/tiep-nhan/{item.id}/trang/1/")

    assert looks(item.id) == ["documents.file-viewed"]
    lan.post(f"/tiep-nhan/{item.id}/vao-so/", form())
    held = RegisterEntry.objects.get().document.files.get()
    url = f"/van-ban/den/{RegisterEntry.objects.get().id}/tep/{held.id}/trang/1/"
    assert lan.get(url).status_code == 200
    assert looks(held.id) == ["documents.file-viewed"]


def test_comparing_is_a_look_at_both(province: Province) -> None:
    lan = province.client("lan")
    first = bring(lan, paper_pdf(), "mot.pdf")
    lan.post(f"/tiep-nhan/{first.id}/vao-so/", form())
    entry = RegisterEntry.objects.get()
    item = bring(lan, paper_pdf(pages=2), "hai.pdf")

    answer = lan.get(f"/tiep-nhan/{item.id}/so-voi/{entry.id}/")

    assert answer.status_code == 200
    assert looks(item.id, entry.id) == ["documents.viewed", "documents.viewed"]


@pytest.mark.parametrize("path", ["", "/duplicates", "/pages/1"])
def test_a_machine_that_looks_is_written_down(province: Province, path: str) -> None:
    lan = machine(province, "lan")
    item = lan.upload(mot_pdf=paper_pdf()).data[0]
    read_item(item_id=item["id"], by=SYSTEM, at=timezone.now())

    for _again in range(2):
        assert lan.get(f"intake/{item['id']}{path}").status == 200

    assert len(looks(item["id"])) == 1
    [event] = AuditEvent.objects.filter(object_id=item["id"], door="api").exclude(
        event="documents.file-received"
    )
    assert event.actor_name == "Nông Thị Lan"


def test_what_nobody_has_opened_yet_is_not_handed_out(province: Province) -> None:
    lan, api = province.client("lan"), machine(province, "lan")
    item = bring(lan, paper_pdf(), "mot.pdf", read=False)

    assert StoredFile.objects.get().state == FileState.WAITING
    assert lan.get(f"/tiep-nhan/{item.id}/tep/").status_code == 404
    assert lan.get(f"/tiep-nhan/{item.id}/trang/1/").status_code == 404
    assert api.get(f"intake/{item.id}/file").status == 404

    read_item(item_id=item.id, by=SYSTEM, at=timezone.now())

    answer = lan.get(f"/tiep-nhan/{item.id}/tep/")
    assert answer.getvalue().startswith(b"%PDF")
    assert api.get(f"intake/{item.id}/file").status == 200


def test_the_form_of_a_file_being_read_says_why_it_waits(province: Province) -> None:
    lan = province.client("lan")
    item = bring(lan, paper_pdf(), "mot.pdf", read=False)

    page = lan.get(f"/tiep-nhan/{item.id}/?go-tay").content.decode()
    answer = lan.post(f"/tiep-nhan/{item.id}/vao-so/", form())

    waits = "Tệp còn đang được đọc và kiểm tra; đợi xong rồi vào sổ."
    assert waits in page
    assert 'aria-disabled="true"' in page
    assert answer.status_code == 422
    assert waits in answer.content.decode()
    assert not RegisterEntry.objects.exists()
    assert IntakeItem.objects.get().entry_id is None
