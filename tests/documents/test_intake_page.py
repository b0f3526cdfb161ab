"""Lan at the door: files come in, are read, looked over and entered in the book."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.documents.models import IntakeItem, RegisterEntry
from congvu.files.models import FileState
from tests.documents.door import bring, form, paper_pdf
from tests.people import Province


@pytest.fixture(autouse=True)
def _home(law: None, settings, tmp_path) -> None:
    settings.HOME = tmp_path


def _text(answer) -> str:
    return answer.content.decode()


def test_the_empty_door_says_what_comes_here_and_what_to_do(
    province: Province,
) -> None:
    page = _text(province.client("lan").get("/tiep-nhan/"))

    assert "Không có tệp nào đang chờ" in page
    assert "/van-ban/den/vao-so/" in page


def test_a_dropped_file_is_answered_by_its_row_and_read_by_the_worker(
    province: Province,
) -> None:
    lan = province.client("lan")

    item = bring(lan, paper_pdf(), "CV 1462.pdf", read=False)
    waiting = _text(lan.get(f"/tiep-nhan/{item.id}/dong/"))
    bring(lan, paper_pdf(2), "CV 2.pdf")
    item = bring(lan, paper_pdf(3), "CV 3.pdf")
    ready = _text(lan.get(f"/tiep-nhan/{item.id}/dong/"))

    assert "đang nhận dạng" in waiting
    assert "every 2s" in waiting
    assert "sẵn sàng" in ready
    assert "Công văn 3/SNN-CNTY · 1 trang" in ready
    assert "every 2s" not in ready
    assert "Vào sổ 2 văn bản sẵn sàng" in ready
    assert "3 tệp ở đây, 2 chờ vào sổ · đang đọc" in ready


def test_without_script_many_files_come_by_one_form(province: Province) -> None:
    lan = province.client("lan")
    files = [
        SimpleUploadedFile("a.pdf", paper_pdf(1)),
        SimpleUploadedFile("b.pdf", paper_pdf(2)),
        SimpleUploadedFile("rong.pdf", b""),
    ]

    page = _text(lan.post("/tiep-nhan/tai-len/", {"file": files}, follow=True))

    assert "Đã nhận 2 tệp." in page
    assert "rỗng (0 byte)" in page
    assert IntakeItem.objects.count() == 3


def test_the_form_is_filled_from_the_paper_and_marked_as_read(
    province: Province,
) -> None:
    lan = province.client("lan")
    item = bring(lan, paper_pdf(), "CV 1462.pdf")

    page = _text(lan.get(f"/tiep-nhan/{item.id}/"))

    assert 'value="1462/SNN-CNTY"' in page
    assert 'value="13/11/2024"' in page
    assert "Lường Văn Thiệp" in page
    assert "đọc từ văn bản" in page
    assert 'data-box="1"' in page
    assert f"/tiep-nhan/{item.id}/trang/1/" in page
    assert "cấp khi vào sổ" in page


def test_entering_gives_the_number_and_goes_on_to_the_next_file(
    province: Province,
) -> None:
    lan = province.client("lan")
    later = bring(lan, paper_pdf(2), "hai.pdf")
    item = bring(lan, paper_pdf(1462), "mot.pdf")

    answer = lan.post(f"/tiep-nhan/{item.id}/vao-so/", form(), follow=True)

    entry = RegisterEntry.objects.get()
    assert answer.redirect_chain == [(f"/tiep-nhan/{later.id}/", 302)]
    assert "Số đến 1, ngày đến" in _text(answer)
    assert "autofocus" in _text(answer)
    assert entry.document.files.get().file_id == item.file_id
    assert entry.arrived_at == item.received_at
    assert entry.channel == "upload"
    assert AuditEvent.objects.filter(event="documents.registered").count() == 1


def test_an_entered_file_leads_to_its_line(province: Province) -> None:
    lan = province.client("lan")
    item = bring(lan, paper_pdf(), "mot.pdf")
    lan.post(f"/tiep-nhan/{item.id}/vao-so/", form())

    again = lan.post(f"/tiep-nhan/{item.id}/vao-so/", form())
    page = lan.get(f"/tiep-nhan/{item.id}/")

    entry = RegisterEntry.objects.get()
    assert again.url == page.url == f"/van-ban/den/{entry.id}/"


def test_all_ready_files_are_entered_at_once_in_the_order_they_came(
    province: Province,
) -> None:
    lan = province.client("lan")
    items = [bring(lan, paper_pdf(n), f"{n}.pdf") for n in (11, 12, 13)]
    IntakeItem.objects.filter(id=items[1].id).update(fields={})

    page = _text(lan.post("/tiep-nhan/vao-so/", follow=True))

    assert "Đã vào sổ 2 văn bản, số đến 1, 2." in page
    numbers = RegisterEntry.objects.values_list("number", "document__symbol")
    assert sorted(numbers) == [(1, "11/SNN-CNTY"), (2, "13/SNN-CNTY")]
    assert "xác nhận 5 mục" in page


def test_what_nobody_looked_at_says_so_on_its_timeline(province: Province) -> None:
    lan = province.client("lan")
    bring(lan, paper_pdf(1), "1.pdf")
    looked_at = bring(lan, paper_pdf(2), "2.pdf")
    lan.post(f"/tiep-nhan/{looked_at.id}/vao-so/", form(symbol="2/SNN-CNTY"))

    lan.post("/tiep-nhan/vao-so/")

    entries = RegisterEntry.objects.order_by("number")
    told = [_text(lan.get(f"/van-ban/den/{e.id}/")) for e in entries]
    assert "chưa xác nhận từng mục" not in told[0]
    assert "theo máy đọc, chưa xác nhận từng mục" in told[1]


def test_a_double_is_shown_compared_and_entered_only_after_a_word(
    province: Province,
) -> None:
    lan = province.client("lan")
    first = bring(lan, paper_pdf(), "mot.pdf")
    lan.post(f"/tiep-nhan/{first.id}/vao-so/", form())
    double = bring(lan, paper_pdf(), "mot lan nua.pdf")
    entry = RegisterEntry.objects.get()

    shown = _text(lan.get(f"/tiep-nhan/{double.id}/"))
    compared = _text(lan.get(f"/tiep-nhan/{double.id}/so-voi/{entry.id}/"))
    refused = lan.post(f"/tiep-nhan/{double.id}/vao-so/", form())
    bulk = _text(lan.post("/tiep-nhan/vao-so/", follow=True))
    stayed = lan.post(f"/tiep-nhan/{double.id}/de-sau/", form(different="1"))
    marked = _text(lan.get(f"/tiep-nhan/{double.id}/"))
    entered = lan.post(f"/tiep-nhan/{double.id}/vao-so/", form(not_duplicate="1"))

    assert "Có thể trùng với số đến 1" in shown
    assert "So hai bản" in shown
    assert "giống" in compared
    assert refused.status_code == 422
    assert "Có thể trùng với số đến 1" in _text(refused)
    assert "Chưa vào sổ, chưa cấp số đến." in _text(refused)
    assert "Chưa vào sổ" not in shown
    assert "Không có văn bản nào được vào sổ" in bulk
    assert stayed.url == f"/tiep-nhan/{double.id}/"
    assert "Đã xác nhận là văn bản khác" in marked
    assert entered.status_code == 302
    assert RegisterEntry.objects.count() == 2


def test_one_paper_come_twice_is_set_aside_with_the_number_it_has(
    province: Province,
) -> None:
    lan = province.client("lan")
    first = bring(lan, paper_pdf(), "mot.pdf")
    lan.post(f"/tiep-nhan/{first.id}/vao-so/", form())
    double = bring(lan, paper_pdf(), "mot lan nua.pdf")

    lan.post(f"/tiep-nhan/{double.id}/bo/", {"reason": "Là một văn bản với số đến 1"})

    double.refresh_from_db()
    assert double.state == "discarded"
    assert double.reason == "Là một văn bản với số đến 1"


def test_setting_aside_needs_a_reason(province: Province) -> None:
    lan = province.client("lan")
    item = bring(lan, paper_pdf(), "mot.pdf")

    page = _text(lan.post(f"/tiep-nhan/{item.id}/bo/", {"reason": " "}, follow=True))

    item.refresh_from_db()
    assert "Chưa ghi lý do." in page
    assert item.state == "ready"


def test_what_was_typed_and_confirmed_is_kept_for_later(province: Province) -> None:
    lan = province.client("lan")
    item = bring(lan, paper_pdf(), "mot.pdf")
    typed = form(subject="Đang gõ dở", confirmed_symbol="1", issued_on="31/11/20")

    told = _text(
        lan.post(f"/tiep-nhan/{item.id}/de-sau/", typed, headers={"HX-Request": "true"})
    )
    page = _text(lan.get(f"/tiep-nhan/{item.id}/"))

    assert "tự lưu" in told
    assert "Đang gõ dở" in page
    assert 'value="31/11/20"' in page
    assert 'name="confirmed_symbol" value="1"' in page
    assert "đã xác nhận" in page
    assert RegisterEntry.objects.count() == 0


def test_a_paper_without_a_file_takes_the_next_number(province: Province) -> None:
    lan = province.client("lan")

    blank = _text(lan.get("/van-ban/den/vao-so/"))
    lan.post("/van-ban/den/vao-so/", form(symbol="", has_no_symbol="on"))
    page = _text(lan.post("/van-ban/den/vao-so/", form(symbol="7/SNN-VP"), follow=True))

    assert "cấp khi vào sổ" in blank
    assert "Số đến 2, ngày đến" in page
    assert set(RegisterEntry.objects.values_list("number", "channel")) == {
        (1, "paper"),
        (2, "paper"),
    }


def test_pages_and_files_are_served_only_to_whom_the_paper_is_open(
    province: Province,
) -> None:
    lan = province.client("lan")
    item = bring(lan, paper_pdf(pages=2), "mot.pdf")
    picture, whole = f"/tiep-nhan/{item.id}/trang/1/", f"/tiep-nhan/{item.id}/tep/"
    at_door = lan.get(picture)
    lan.post(f"/tiep-nhan/{item.id}/vao-so/", form())
    entry = RegisterEntry.objects.get()
    held = entry.document.files.get()
    file_url = f"/van-ban/den/{entry.id}/tep/{held.id}/"

    assert at_door.headers["Content-Type"] == "image/webp"
    for who in ("minh", "hoa", "tu", "khach", "son", "quan"):
        for url in (picture, whole, file_url, f"{file_url}trang/1/"):
            answer = province.client(who).get(url)
            assert answer.status_code == 404, (who, url)
    for who in ("lan", "dung", "ha", "thu"):
        assert province.client(who).get(f"{file_url}trang/2/").status_code == 200
    assert lan.get(f"{file_url}trang/3/").status_code == 404
    assert lan.get(f"{file_url}trang/0/").status_code == 404


def test_a_file_is_downloaded_by_its_own_name_and_runs_nowhere(
    province: Province,
) -> None:
    lan = province.client("lan")
    item = bring(lan, paper_pdf(), "Công văn số 1.pdf")
    lan.post(f"/tiep-nhan/{item.id}/vao-so/", form())
    entry = RegisterEntry.objects.get()
    url = f"/van-ban/den/{entry.id}/tep/{entry.document.files.get().id}/"

    answer = lan.get(url)
    shown = lan.get(f"{url}?xem")

    assert b"".join(answer.streaming_content) == paper_pdf()
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=")
    assert "C%C3%B4ng%20v%C4%83n" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert b"".join(shown.streaming_content) == paper_pdf()
    opened = AuditEvent.objects.filter(event="documents.file-viewed")
    assert opened.count() == 2
    assert opened[0].actor_name == "Nông Thị Lan"


def test_a_picture_seen_before_is_asked_for_but_not_sent_again(
    province: Province,
) -> None:
    lan = province.client("lan")
    item = bring(lan, paper_pdf(), "mot.pdf")
    url = f"/tiep-nhan/{item.id}/trang/1/"
    tag = lan.get(url).headers["ETag"]

    again = lan.get(url, headers={"If-None-Match": tag})

    assert again.status_code == 304
    assert again.headers["Cache-Control"] == "private, no-cache"
    assert (
        province.client("minh").get(url, headers={"If-None-Match": tag}).status_code
        == 404
    )


def test_a_file_gone_into_quarantine_says_so_instead_of_opening(
    province: Province,
) -> None:
    lan = province.client("lan")
    item = bring(lan, paper_pdf(), "mot.pdf")
    lan.post(f"/tiep-nhan/{item.id}/vao-so/", form())
    held = RegisterEntry.objects.get().document.files.get()
    held.file.state, held.file.reason = FileState.QUARANTINED, "Tệp có mã độc (X)."
    held.file.save()

    answer = lan.get(f"/van-ban/den/{RegisterEntry.objects.get().id}/tep/{held.id}/")

    assert answer.status_code == 403
    assert "Tệp có mã độc (X)." in _text(answer)


def test_another_agency_does_not_find_the_file_at_our_door(province: Province) -> None:
    item = bring(province.client("lan"), paper_pdf(), "mot.pdf")
    tu = province.client("tu")

    assert tu.get("/tiep-nhan/").status_code == 200
    for path in ("", "dong/", "tep/", "trang/1/"):
        assert tu.get(f"/tiep-nhan/{item.id}/{path}").status_code == 404
    for path in ("vao-so/", "de-sau/", "bo/"):
        assert tu.post(f"/tiep-nhan/{item.id}/{path}", form()).status_code == 404
    assert RegisterEntry.objects.count() == 0


def _cost(province: Province, url: str) -> int:
    client = province.client("lan")
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_door_costs_the_same_for_3_and_300_files(province: Province) -> None:
    lan = province.client("lan")
    items = [bring(lan, paper_pdf(n), f"{n}.pdf") for n in (1, 2, 3)]
    few = _cost(province, f"/tiep-nhan/{items[0].id}/")
    IntakeItem.objects.bulk_create(
        IntakeItem(
            agency_id=province.committee.id,
            file_id=items[n % 3].file_id,
            name=f"{n}.pdf",
            channel="upload",
            state="ready",
            received_at=timezone.now(),
            received_by="Nông Thị Lan",
            fields=items[n % 3].fields,
        )
        for n in range(297)
    )

    page = _text(lan.get("/tiep-nhan/"))
    # the oldest are shown: they were to be registered first
    assert "Còn 100 tệp đến sau" in page
    assert page.count("data-row-link") == 200
    assert _cost(province, f"/tiep-nhan/{items[0].id}/") == few <= 24
