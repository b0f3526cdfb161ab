"""A paper of several files: annexes, and the scan of what came on paper."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.documents.actions import (
    attach_file,
    cancel_number,
    read_item,
)
from congvu.documents.jobs import read_one
from congvu.documents.models import (
    DocumentFile,
    HistoryEvent,
    IntakeItem,
    RegisterEntry,
)
from congvu.documents.queries import faults
from congvu.documents.queries.told import sentence
from congvu.documents.rules import EntryState, IntakeState
from congvu.files.models import FileState, StoredFile
from congvu.lib.refusals import Refused
from tests.documents.door import bring, form, paper_pdf
from tests.documents.machine import machine
from tests.documents.pages import make_entry
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")


def attach(
    province: Province,
    entry: RegisterEntry,
    content: bytes,
    name: str = "Phụ lục.pdf",
    *,
    who: str = "lan",
    read: bool = True,
) -> IntakeItem:
    item = attach_file(
        entry_id=entry.id,
        stream=BytesIO(content),
        name=name,
        channel="upload",
        by=province.seat(who),
        at=province.at,
    )
    if read:
        item = read_item(item_id=item.id, by=SYSTEM, at=province.at)
    return item


def names(entry: RegisterEntry) -> list[tuple[str, int]]:
    held = DocumentFile.objects.filter(document=entry.document_id)
    return list(held.order_by("position").values_list("name", "position"))


def told(entry: RegisterEntry) -> list[str]:
    lines = HistoryEvent.objects.filter(entry_id=entry.id).order_by("at", "id")
    return [sentence(line) for line in lines]


def register_with_file(province: Province) -> RegisterEntry:
    lan = province.client("lan")
    item = bring(lan, paper_pdf(pages=2), "Công văn.pdf")
    lan.post(f"/tiep-nhan/{item.id}/vao-so/", form())
    return RegisterEntry.objects.get()


def test_the_scan_of_a_paper_entered_without_a_file_becomes_its_first_file(
    province: Province,
) -> None:
    entry = make_entry(province)

    item = attach(province, entry, paper_pdf(pages=2), "Bản quét.pdf")

    assert item.state == IntakeState.ATTACHED
    assert names(entry) == [("Bản quét.pdf", 0)]
    entry.document.refresh_from_db()
    assert entry.document.pages == 2
    assert "thêm tệp “Bản quét.pdf”" in told(entry)
    last = HistoryEvent.objects.get(event="documents.file-attached")
    assert (last.actor, last.actor_post) == ("Nông Thị Lan", "Văn thư")
    [event] = AuditEvent.objects.filter(event="documents.file-attached")
    assert (event.actor_name, event.object_id) == ("Nông Thị Lan", entry.id)
    assert "Bản quét" not in str(event.data)
    assert [fault for _words, fault in faults() if fault] == []


def test_nothing_lies_with_a_paper_before_it_has_been_read(province: Province) -> None:
    entry = register_with_file(province)

    item = attach(province, entry, paper_pdf(7), read=False)
    page = province.client("lan").get(f"/van-ban/den/{entry.id}/").content.decode()

    assert item.state == IntakeState.READING
    assert names(entry) == [("Công văn.pdf", 0)]
    assert "đang đọc và kiểm tra" in page
    read_one(item_id=str(item.id))
    assert names(entry) == [("Công văn.pdf", 0), ("Phụ lục.pdf", 1)]


def test_a_file_in_quarantine_is_not_put_with_the_paper(province: Province) -> None:
    entry = register_with_file(province)

    item = attach(province, entry, paper_pdf(7)[:300] + b"broken")
    page = province.client("lan").get(f"/van-ban/den/{entry.id}/").content.decode()

    assert item.state == IntakeState.QUARANTINED
    assert len(names(entry)) == 1
    assert "cách ly" in page


def test_a_secret_annex_is_destroyed_and_only_it(
    province: Province, django_capture_on_commit_callbacks: Any
) -> None:
    entry = register_with_file(province)

    with django_capture_on_commit_callbacks(execute=True):
        item = attach(province, entry, paper_pdf(7, secret="MẬT"), "Kế hoạch kín.pdf")

    assert (item.state, item.name, item.attach_to_id) == (
        IntakeState.REFUSED,
        "",
        None,
    )
    entry.refresh_from_db()
    assert entry.state == EntryState.REGISTERED
    assert names(entry) == [("Công văn.pdf", 0)]
    assert "hủy một tệp vì là văn bản mật, không giữ lại gì" in told(entry)
    assert "kín" not in str(list(HistoryEvent.objects.values()))
    assert "kín" not in str(list(AuditEvent.objects.values()))
    assert StoredFile.objects.filter(state=FileState.DESTROYED).count() == 1


def test_an_annex_found_secret_late_goes_and_its_name_is_forgotten(
    province: Province, django_capture_on_commit_callbacks: Any
) -> None:
    entry = register_with_file(province)
    attach(province, entry, paper_pdf(7), "Kế hoạch kín.pdf")
    stamped = attach(province, entry, paper_pdf(8, secret="MẬT"), read=False)
    annex = DocumentFile.objects.get(position=1)
    IntakeItem.objects.filter(file=annex.file_id).update(file=stamped.file_id)
    DocumentFile.objects.filter(pk=annex.pk).update(file=stamped.file_id)

    with django_capture_on_commit_callbacks(execute=True):
        read_item(item_id=stamped.id, by=SYSTEM, at=province.at)

    entry.refresh_from_db()
    assert entry.state == EntryState.REGISTERED
    assert names(entry) == [("Công văn.pdf", 0)]
    assert [fault for _words, fault in faults() if fault] == []


def test_the_scan_of_the_paper_itself_found_secret_empties_its_line(
    province: Province, django_capture_on_commit_callbacks: Any
) -> None:
    entry = make_entry(province, subject="Kế hoạch kín")

    with django_capture_on_commit_callbacks(execute=True):
        attach(province, entry, paper_pdf(7, secret="TỐI MẬT"))

    entry = RegisterEntry.objects.select_related("document").get()
    assert (entry.number, entry.state) == (1, EntryState.CANCELLED)
    assert entry.document.subject == "Văn bản mật, đã hủy"
    assert not DocumentFile.objects.exists()


def test_what_came_with_a_secret_paper_goes_with_it(
    province: Province, home: Path, django_capture_on_commit_callbacks: Any
) -> None:
    entry = register_with_file(province)
    attach(province, entry, paper_pdf(7), "Phụ lục kín.pdf")
    stamped = bring(
        province.client("tu"), paper_pdf(9, secret="MẬT"), "x.pdf", read=False
    )
    paper = DocumentFile.objects.get(position=0)
    IntakeItem.objects.filter(file=paper.file_id).update(file=stamped.file_id)
    DocumentFile.objects.filter(pk=paper.pk).update(file=stamped.file_id)

    with django_capture_on_commit_callbacks(execute=True):
        read_item(item_id=stamped.id, by=SYSTEM, at=province.at)

    entry.refresh_from_db()
    assert entry.state == EntryState.CANCELLED
    assert not DocumentFile.objects.exists()
    assert StoredFile.objects.filter(state=FileState.DESTROYED).count() == 2
    assert set(IntakeItem.objects.values_list("name", "state")) == {("", "refused")}
    assert [fault for _words, fault in faults() if fault] == []


def test_who_may_not_and_what_cannot_be_is_refused(province: Province) -> None:
    entry, lan = make_entry(province), province.seat("lan")
    content = paper_pdf(7)
    for who in ("dung", "ha", "hoa", "minh", "thu"):
        with pytest.raises(Refused, match="không có quyền"):
            attach(province, entry, content, who=who)
    with pytest.raises(Refused, match="Không tìm thấy"):
        attach(province, entry, content, who="tu")

    attach(province, entry, content)
    with pytest.raises(Refused, match="đã có đúng tệp ấy"):
        attach(province, entry, content)

    shared = make_entry(province, who="tu")
    RegisterEntry.objects.filter(pk=shared.pk).update(document=entry.document)
    with pytest.raises(Refused, match="sổ của nơi khác"):
        attach(province, entry, paper_pdf(8))

    ended = make_entry(province, symbol="2/SNN-KH")
    cancel_number(entry_id=ended.id, reason="Nhầm.", by=lan, at=province.at)
    with pytest.raises(Refused, match="đã hủy số"):
        attach(province, ended, paper_pdf(9))


def test_a_number_cancelled_while_its_file_was_read_leaves_the_file_at_the_door(
    province: Province,
) -> None:
    entry, lan = make_entry(province), province.seat("lan")
    item = attach(province, entry, paper_pdf(7), read=False)
    cancel_number(entry_id=entry.id, reason="Nhầm.", by=lan, at=province.at)

    item = read_item(item_id=item.id, by=SYSTEM, at=province.at)

    assert (item.state, item.attach_to_id) == (IntakeState.READY, None)
    assert not DocumentFile.objects.exists()


# -- the pages


def test_lan_adds_files_on_the_papers_page_and_one_switches_between_them(
    province: Province,
) -> None:
    entry = register_with_file(province)
    lan, url = province.client("lan"), f"/van-ban/den/{entry.id}/"

    shown = lan.get(f"{url}them-tep/").content.decode()
    sent = lan.post(
        f"{url}them-tep/",
        {
            "file": [
                SimpleUploadedFile("Phụ lục 1.pdf", paper_pdf(7, pages=3)),
                SimpleUploadedFile("rỗng.pdf", b""),
            ]
        },
        follow=True,
    ).content.decode()
    item = IntakeItem.objects.get(name="Phụ lục 1.pdf")
    read_one(item_id=str(item.id))
    page = lan.get(url).content.decode()
    annex = DocumentFile.objects.get(position=1)
    second = lan.get(f"{url}?tep={annex.id}&trang=2").content.decode()

    assert 'enctype="multipart/form-data"' in shown
    assert "Đã nhận tệp" in sent
    assert "rỗng" in sent
    assert f"?tep={annex.id}" in page
    assert f"/tep/{annex.id}/trang/2/" in second
    assert "Trang <b>2</b>/3" in second
    assert lan.get(f"{url}tep/{annex.id}/").getvalue().startswith(b"%PDF")
    thu = province.client("thu").get(url).content.decode()
    assert "Phụ lục 1.pdf" in thu
    assert "them-tep" not in thu


def test_nothing_chosen_and_nothing_taken_are_both_told(province: Province) -> None:
    entry = make_entry(province)
    lan, url = province.client("lan"), f"/van-ban/den/{entry.id}/them-tep/"

    none = lan.post(url, {})
    empty = lan.post(url, {"file": SimpleUploadedFile("rỗng.pdf", b"")})

    assert none.status_code == empty.status_code == 422
    assert "Chưa chọn tệp nào" in none.content.decode()
    assert "rỗng (0 byte)" in empty.content.decode()


def test_at_the_door_a_file_is_put_with_a_number_that_is_there(
    province: Province,
) -> None:
    entry = make_entry(province)
    lan = province.client("lan")
    item = bring(lan, paper_pdf(7), "Phụ lục.pdf")
    url, year = f"/tiep-nhan/{item.id}/kem/", province.today.year

    page = lan.get(f"/tiep-nhan/{item.id}/").content.decode()
    unknown = lan.post(url, {"number": "99", "year": year}, follow=True)
    wrong = lan.post(url, {"number": "x", "year": year}, follow=True)
    done = lan.post(url, {"number": "1", "year": year}, follow=True)

    assert "Là tệp kèm của một số đến đã có" in page
    assert "Không có số đến 99" in unknown.content.decode()
    assert "chỉ gồm chữ số" in wrong.content.decode()
    assert "Phụ lục.pdf là tệp kèm của số đến 1" in done.content.decode()
    assert names(entry) == [("Phụ lục.pdf", 0)]
    again = lan.get(f"/tiep-nhan/{item.id}/")
    assert again["Location"] == f"/van-ban/den/{entry.id}/"


def test_several_files_at_the_door_become_one_paper(province: Province) -> None:
    lan = province.client("lan")
    paper = bring(lan, paper_pdf(), "Công văn.pdf")
    annex = bring(lan, paper_pdf(7), "Phụ lục 1.pdf")
    unread = bring(lan, paper_pdf(8), "Phụ lục 2.pdf", read=False)

    page = lan.get(f"/tiep-nhan/{paper.id}/").content.decode()
    lan.post(
        f"/tiep-nhan/{paper.id}/vao-so/",
        form(**{"with": [str(annex.id), str(unread.id), "không phải mã"]}),
    )
    read_one(item_id=str(unread.id))

    assert f'value="{annex.id}"' in page
    entry = RegisterEntry.objects.get()
    assert names(entry) == [
        ("Công văn.pdf", 0),
        ("Phụ lục 1.pdf", 1),
        ("Phụ lục 2.pdf", 2),
    ]


def test_programs_add_files_and_see_them(province: Province) -> None:
    entry = register_with_file(province)
    lan = machine(province, "lan")
    upload = SimpleUploadedFile("Phụ lục.pdf", paper_pdf(7))

    sent = lan.ask(
        "post", f"incoming-documents/{entry.id}/files", data={"files": [upload]}
    )
    read_one(item_id=sent.data[0]["id"])
    item = bring(province.client("lan"), paper_pdf(8), "Bảng.pdf")
    lan.post(f"intake/{item.id}/attach", {"entry_id": str(entry.id)})
    files = lan.get(f"incoming-documents/{entry.id}").data["files"]

    assert sent.status == 201
    assert sent.data[0]["attach_to_id"] == str(entry.id)
    assert [(f["name"], f["position"]) for f in files] == [
        ("Công văn.pdf", 0),
        ("Phụ lục.pdf", 1),
        ("Bảng.pdf", 2),
    ]
