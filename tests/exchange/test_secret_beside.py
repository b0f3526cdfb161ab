"""A further file of a packet is looked into as the paper itself is (QĐ 28 Điều 1.2)."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from congvu.audit.rules import SYSTEM
from congvu.documents import actions as incoming
from congvu.documents.jobs import read_waiting
from congvu.documents.models import Document, DocumentFile, IntakeItem, RegisterEntry
from congvu.exchange import jobs
from congvu.exchange.client.folder import FolderHub
from congvu.exchange.models import Arrival
from congvu.files import actions as files
from congvu.files.models import FileState, StoredFile
from tests.documents.door import paper_pdf
from tests.documents.reading.secrecy import REPORT, as_pdf_bytes
from tests.exchange.letters import take_in
from tests.exchange.making import attachment
from tests.exchange.outside import codes, later_id, letter, put, read_door, told
from tests.files.conftest import make_pdf
from tests.people import Province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law", "home")]
SECRET = paper_pdf(8, secret="MẬT")
DOUBTFUL = as_pdf_bytes([*REPORT, (260, 60, "TUYỆT MẬT")])
PAPER = make_pdf("7/UBND-VP Về việc phối hợp phòng, chống rét")


def comes(hub: FolderHub, annex: bytes) -> Arrival:
    files = [attachment(PAPER, "cv.pdf"), attachment(annex, "kem-theo.pdf", 2)]
    put(hub, letter(files=files))
    jobs.receive()
    return Arrival.objects.get()


def is_downloaded(province: Province, arrival: Arrival) -> bool:
    """The page offers it, and it is there, or neither."""
    tu, page = province.client("tu"), f"/lien-thong/goi-den/{arrival.id}/"
    answer: Any = tu.get(f"{page}tep/")
    is_there = answer.status_code == 200 and bool(b"".join(answer.streaming_content))
    assert ("Tải gói tin" in tu.get(page).content.decode()) == is_there
    return is_there


def test_a_secret_annex_takes_its_packet_with_it_and_its_sender_hears_why(
    province: Province, hub: FolderHub
) -> None:
    arrival = comes(hub, SECRET)

    item = read_door()

    assert (item.state, item.name, item.document) == ("refused", "", None)
    arrival.refresh_from_db()
    assert (arrival.state, arrival.subject) == ("refused", "")
    assert not StoredFile.objects.exclude(state=FileState.DESTROYED).exists()
    assert not DocumentFile.objects.exists()
    assert Document.objects.get().subject == "Văn bản mật, đã hủy"
    assert "không được đưa vào hệ thống này" in dict(told(hub))["02"]
    assert not is_downloaded(province, arrival)


def test_a_packet_with_what_was_destroyed_once_is_destroyed_too(
    province: Province, hub: FolderHub
) -> None:
    comes(hub, SECRET)
    read_door()
    files = [attachment(PAPER, "cv.pdf"), attachment(SECRET, "lai.pdf", 2)]
    put(hub, letter(files=files, document_id=later_id("8")))

    jobs.receive()

    again = Arrival.objects.order_by("-received_at", "-id").first()
    assert again is not None
    assert (again.state, again.subject, again.symbol) == ("refused", "", "")
    assert "đã bị hủy" in again.reason
    assert again.file is not None
    assert again.file.state == FileState.DESTROYED
    assert not is_downloaded(province, again)


def test_nothing_is_registered_before_all_of_it_was_read(
    province: Province, hub: FolderHub
) -> None:
    comes(hub, DOUBTFUL)
    further = StoredFile.objects.get(name="kem-theo.pdf")
    StoredFile.objects.filter(pk=further.pk).update(state=FileState.READING)
    item = IntakeItem.objects.get()

    incoming.read_item(item_id=item.id, by=SYSTEM, at=timezone.now(), recognise=False)

    item.refresh_from_db()
    assert item.state == "reading"
    asked = ProcrastinateJob.objects.filter(task_name="documents.read_item")
    read_waiting()
    assert not asked.exists(), "it is not asked for again until the scan is read"
    StoredFile.objects.filter(pk=further.pk).update(state=FileState.READY)
    read_waiting()
    assert asked.count() == 1


def test_what_may_be_a_secret_is_judged_for_itself(
    province: Province, hub: FolderHub
) -> None:
    arrival = comes(hub, DOUBTFUL)
    item = read_door()
    assert item.state == "ready"
    held = IntakeItem.objects.get(doubt="held")
    assert (held.name, held.agency, held.file.name) == (
        "kem-theo.pdf",
        province.commune,
        "kem-theo.pdf",
    )
    assert not is_downloaded(province, arrival)
    entry = take_in(province, item)
    page = province.client("tu").get(f"/van-ban/den/{entry.id}/").content.decode()
    assert "cv.pdf" in page
    assert "kem-theo.pdf" not in page
    assert "Một tệp chờ văn thư xác định" in page

    incoming.deny_secret(
        item_id=held.id,
        reason="Chỉ nói về bí mật",
        by=province.seat("tu"),
        at=timezone.now(),
    )

    held.refresh_from_db()
    assert held.state == "discarded", "it is nothing to be registered"
    page = province.client("tu").get(f"/van-ban/den/{entry.id}/").content.decode()
    assert "kem-theo.pdf" in page
    assert is_downloaded(province, arrival)


def test_a_registry_that_calls_it_a_secret_sends_the_whole_back(
    province: Province, hub: FolderHub
) -> None:
    arrival = comes(hub, DOUBTFUL)
    item = read_door()
    held = IntakeItem.objects.get(doubt="held")

    incoming.confirm_secret(item_id=held.id, by=province.seat("tu"), at=timezone.now())

    item.refresh_from_db()
    assert item.state == "refused"
    assert not StoredFile.objects.exclude(state=FileState.DESTROYED).exists()
    assert "02" in codes(hub)
    assert not is_downloaded(province, arrival)


def test_of_a_registered_paper_the_annex_goes_alone_and_the_packet_with_it(
    province: Province, hub: FolderHub
) -> None:
    arrival = comes(hub, DOUBTFUL)
    take_in(province, read_door())
    held = IntakeItem.objects.get(doubt="held")

    incoming.confirm_secret(item_id=held.id, by=province.seat("tu"), at=timezone.now())

    entry = RegisterEntry.objects.get()
    assert entry.state != "cancelled"
    [kept] = DocumentFile.objects.filter(document=entry.document_id)
    assert (kept.name, kept.file.state) == ("cv.pdf", "ready")
    arrival.refresh_from_db()
    assert (arrival.state, arrival.file.state) == ("taken", FileState.DESTROYED)
    assert "02" not in codes(hub)
    assert not is_downloaded(province, arrival)


def test_an_annex_read_late_is_looked_at_again(
    province: Province, hub: FolderHub
) -> None:
    """It was let out of quarantine after its paper had been registered."""
    comes(hub, SECRET)
    further = StoredFile.objects.get(name="kem-theo.pdf")
    StoredFile.objects.filter(pk=further.pk).update(
        state=FileState.QUARANTINED, reason="nghi có mã độc"
    )
    take_in(province, read_door())
    StoredFile.objects.filter(pk=further.pk).update(state=FileState.WAITING, reason="")

    further.refresh_from_db()
    files.read(file=further, at=timezone.now(), by=SYSTEM)
    incoming.look_again(file_id=further.pk, by=SYSTEM, at=timezone.now())

    entry = RegisterEntry.objects.get()
    assert [f.name for f in DocumentFile.objects.filter(document=entry.document)] == [
        "cv.pdf"
    ]
    assert StoredFile.objects.get(pk=further.pk).state == FileState.DESTROYED
    assert Arrival.objects.get().file.state == FileState.DESTROYED
