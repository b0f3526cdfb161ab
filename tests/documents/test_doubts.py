"""Something like MẬT stands on a paper: nobody sees it until Lan has judged it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from django.http import FileResponse
from django.test import Client

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.documents.actions import (
    confirm_secret,
    deny_secret,
    discard_item,
    look_again,
    read_item,
    receive_file,
    register_incoming,
)
from congvu.documents.models import DocumentFile, IntakeItem, RegisterEntry
from congvu.documents.queries import intake_items
from congvu.documents.rules import Doubt, IntakeState, Paper
from congvu.files.models import FileState, StoredFile
from congvu.lib.refusals import Refused
from tests.documents.door import bring, form
from tests.documents.machine import machine
from tests.documents.reading.secrecy import REPORT, as_pdf_bytes
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")
REASON = "Báo cáo về danh mục bí mật nhà nước, không phải văn bản mật"


@pytest.fixture
def doubtful() -> bytes:
    """A report with TUYỆT MẬT alone at the foot of its page."""
    return as_pdf_bytes([*REPORT, (260, 60, "TUYỆT MẬT")])


def receive(
    province: Province, content: bytes, *, who: str = "lan", read: bool = True
) -> IntakeItem:
    item = receive_file(
        stream=BytesIO(content),
        name="Báo cáo.pdf",
        channel="upload",
        by=province.seat(who),
        at=province.at,
    )
    return read_item(item_id=item.id, by=SYSTEM, at=province.at) if read else item


def downloaded(client: Client, url: str) -> bytes:
    answer = client.get(url)
    assert isinstance(answer, FileResponse)
    return bytes(answer.getvalue())


def events(name: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(event=f"documents.secret-{name}"))


def test_a_report_that_speaks_of_secrecy_is_held_and_not_destroyed(
    province: Province, doubtful: bytes
) -> None:
    item = receive(province, doubtful)

    assert (item.state, item.doubt) == (IntakeState.QUARANTINED, Doubt.HELD)
    assert item.fields == {}
    assert StoredFile.objects.get().state == FileState.READY
    [event] = events("suspected")
    assert event.data == {"page": 1}
    with pytest.raises(Refused):
        register_incoming(
            paper=Paper(
                "Báo cáo", "Sở Nội vụ", "BC", "214/BC-SNV", issued_on=province.today
            ),
            arrived_at=province.at,
            by=province.seat("lan"),
            at=province.at,
            item_id=item.id,
        )
    with pytest.raises(Refused, match="Phải xác định"):
        discard_item(
            item_id=item.id, reason="Bỏ", by=province.seat("lan"), at=province.at
        )


def test_lan_sees_that_it_is_held_and_where_and_nothing_of_what_it_says(
    province: Province, doubtful: bytes
) -> None:
    lan = province.client("lan")
    item = bring(lan, doubtful, "bao cao.pdf")

    page = lan.get(f"/tiep-nhan/{item.id}/").content.decode()

    assert "nghi có dấu mật" in page
    assert "Nghi có dấu mật ở trang 1." in page
    assert "Tệp được giữ nguyên nhưng không ai xem được" in page
    assert "Công tác văn thư" not in page
    for part in ("tep/", "tim-duoc/", "trang/1/"):
        assert lan.get(f"/tiep-nhan/{item.id}/{part}").status_code == 404
    posted = lan.post(f"/tiep-nhan/{item.id}/vao-so/", form(), follow=True)
    assert "không vào sổ được. Nghi có dấu mật" in posted.content.decode()
    assert not RegisterEntry.objects.exists()


def test_lan_says_it_is_no_secret_and_it_goes_on_to_be_registered(
    province: Province, doubtful: bytes
) -> None:
    lan = province.client("lan")
    item = bring(lan, doubtful, "bao cao.pdf")

    empty = lan.post(f"/tiep-nhan/{item.id}/khong-mat/", {"reason": " "}, follow=True)
    assert "Chưa ghi lý do." in empty.content.decode()
    said = lan.post(f"/tiep-nhan/{item.id}/khong-mat/", {"reason": REASON}, follow=True)
    item = read_item(item_id=item.id, by=SYSTEM, at=province.at)

    assert "không phải văn bản mật. Tệp được đọc tiếp." in said.content.decode()
    assert (item.state, item.doubt) == (IntakeState.READY, Doubt.CLEARED)
    assert item.fields["number"]["value"] == "214"
    [event] = events("denied")
    assert (event.actor_name, event.data) == ("Nông Thị Lan", {"reason": REASON})
    assert downloaded(lan, f"/tiep-nhan/{item.id}/tep/") == doubtful
    entered = lan.post(f"/tiep-nhan/{item.id}/vao-so/", form())
    assert entered.status_code == 302
    assert RegisterEntry.objects.count() == 1
    # The same paper once more: the agency has judged it.
    assert receive(province, doubtful).state == IntakeState.READY


def test_lan_says_it_is_a_secret_and_nothing_of_it_stays(
    province: Province, doubtful: bytes, home: Path, django_capture_on_commit_callbacks
) -> None:
    lan = province.client("lan")
    item = bring(lan, doubtful, "bao cao.pdf")
    url = f"/tiep-nhan/{item.id}/la-mat/"

    unsure = lan.post(url, follow=True)
    assert "Chưa hủy gì." in unsure.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        said = lan.post(url, {"sure": "1"}, follow=True)

    assert "Văn bản mật không được đưa vào hệ thống này." in said.content.decode()
    item.refresh_from_db()
    told = (item.state, item.name, item.fields, item.doubt)
    assert told == (IntakeState.REFUSED, "", {}, Doubt.NONE)
    assert StoredFile.objects.get().state == FileState.DESTROYED
    assert not [p for p in (home / "files").rglob("*") if p.is_file()]
    [event] = events("confirmed")
    assert event.actor_name == "Nông Thị Lan"
    assert receive(province, doubtful).state == IntakeState.REFUSED


def test_by_api_it_is_told_and_decided_in_the_same_way(
    province: Province, doubtful: bytes
) -> None:
    lan, tu = machine(province, "lan"), machine(province, "tu")
    item = receive(province, doubtful)

    [told] = lan.get("intake").data
    assert (told["state"], told["doubt"]) == ("quarantined", "held")
    assert told["reason"].startswith("Nghi có dấu mật ở trang 1. Tệp được giữ nguyên")
    assert (told["fields"], told["draft"]) == ({}, {})
    for part in ("file", "searchable", "pages/1"):
        assert lan.get(f"intake/{item.id}/{part}").status == 404
    assert tu.post(f"intake/{item.id}/secret").status == 404
    nothing = lan.post(f"intake/{item.id}/not-secret", {"reason": ""})
    assert nothing.reasons == {"reason": "Chưa ghi lý do."}

    cleared = lan.post(f"intake/{item.id}/not-secret", {"reason": REASON})

    assert (cleared.data["state"], cleared.data["doubt"]) == ("reading", "cleared")
    again = lan.post(f"intake/{item.id}/secret")
    assert again.status == 422
    assert "không chờ ai xác định" in again.reasons[None]


def test_only_the_registry_of_the_agency_decides(
    province: Province, doubtful: bytes
) -> None:
    item = receive(province, doubtful)

    for who in ("minh", "dung", "tu", "quan"):
        with pytest.raises(Refused):
            confirm_secret(item_id=item.id, by=province.seat(who), at=province.at)
        with pytest.raises(Refused):
            deny_secret(
                item_id=item.id, reason=REASON, by=province.seat(who), at=province.at
            )

    item.refresh_from_db()
    assert item.doubt == Doubt.HELD


def test_one_agencys_word_decides_nothing_for_another(
    province: Province, doubtful: bytes
) -> None:
    ours, theirs = receive(province, doubtful), receive(province, doubtful, who="tu")

    deny_secret(item_id=ours.id, reason=REASON, by=province.seat("lan"), at=province.at)
    confirm_secret(item_id=theirs.id, by=province.seat("tu"), at=province.at)

    ours = read_item(item_id=ours.id, by=SYSTEM, at=province.at)
    theirs.refresh_from_db()
    assert (ours.state, ours.name) == (IntakeState.READY, "Báo cáo.pdf")
    assert (theirs.state, theirs.name) == (IntakeState.REFUSED, "")
    assert StoredFile.objects.get().state == FileState.READY


def test_when_all_have_called_it_a_secret_the_bytes_go(
    province: Province, doubtful: bytes
) -> None:
    ours, theirs = receive(province, doubtful), receive(province, doubtful, who="tu")

    confirm_secret(item_id=ours.id, by=province.seat("lan"), at=province.at)
    assert StoredFile.objects.get().state == FileState.READY
    confirm_secret(item_id=theirs.id, by=province.seat("tu"), at=province.at)

    assert StoredFile.objects.get().state == FileState.DESTROYED


@pytest.fixture
def registered_unread(province: Province, doubtful: bytes) -> RegisterEntry:
    """Let in while the recogniser was missing, and read only now."""
    item = receive(province, doubtful, read=False)
    IntakeItem.objects.update(state=IntakeState.READY)
    entry = register_incoming(
        paper=Paper(
            "Báo cáo", "Sở Nội vụ", "BC", "214/BC-SNV", issued_on=province.today
        ),
        arrived_at=province.at,
        by=province.seat("lan"),
        at=province.at,
        item_id=item.id,
    )
    other = receive(province, doubtful, who="tu", read=False)
    read_item(item_id=other.id, by=SYSTEM, at=province.at)
    look_again(file_id=item.file_id, by=SYSTEM, at=province.at)
    return entry


def test_a_registered_paper_seen_late_is_shut_until_lan_has_decided(
    province: Province, registered_unread: RegisterEntry, doubtful: bytes
) -> None:
    entry, lan = registered_unread, province.client("lan")
    held = DocumentFile.objects.get()
    url = f"/van-ban/den/{entry.id}/"

    assert lan.get(f"{url}tep/{held.id}/").status_code == 404
    assert lan.get(f"{url}tep/{held.id}/trang/1/").status_code == 404
    told = machine(province, "lan").get(f"incoming-documents/{entry.id}").data
    assert told["files"] == []
    assert "Nghi có dấu mật" in lan.get(url).content.decode()
    [item] = intake_items(province.committee.id, at=province.at)
    assert (item.state, item.doubt) == (IntakeState.REGISTERED, Doubt.HELD)
    assert "Cho đi tiếp" in lan.get(f"/tiep-nhan/{item.id}/").content.decode()

    lan.post(f"/tiep-nhan/{item.id}/khong-mat/", {"reason": REASON})

    assert downloaded(lan, f"{url}tep/{held.id}/") == doubtful
    item.refresh_from_db()
    assert item.state == IntakeState.REGISTERED
    # The commune has the same bytes, and decides for itself.
    assert IntakeItem.objects.get(agency=province.commune).doubt == Doubt.HELD


def test_a_registered_paper_called_a_secret_keeps_its_number_only(
    province: Province, registered_unread: RegisterEntry
) -> None:
    item = IntakeItem.objects.get(agency=province.committee)

    confirm_secret(item_id=item.id, by=province.seat("lan"), at=province.at)

    registered_unread.refresh_from_db()
    assert (registered_unread.number, registered_unread.state) == (1, "cancelled")
    assert registered_unread.note == "Văn bản mật, đã hủy"
    assert not DocumentFile.objects.exists()
    # The commune has not said so: its file stays, unseen.
    theirs = IntakeItem.objects.get(agency=province.commune)
    assert (theirs.state, theirs.doubt) == (IntakeState.QUARANTINED, Doubt.HELD)
    assert StoredFile.objects.get().state == FileState.READY
