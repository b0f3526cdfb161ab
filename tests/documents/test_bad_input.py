"""What goes wrong at the front door: told in Vietnamese, and nothing half done.

Each answer names what was wrong and what was kept; no page shows a stack trace.
"""

from __future__ import annotations

import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from congvu.audit.models import AuditEvent
from congvu.documents.models import Document, IntakeItem, Register, RegisterEntry
from congvu.files.models import FilePage, FileState, StoredFile
from congvu.organisations.models import Appointment
from tests.documents.door import bring, day, form, paper_pdf
from tests.people import Province

ODD_PDFS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "odd-pdf"
PAPER = "/van-ban/den/vao-so/"


@pytest.fixture(autouse=True)
def _home(law: None, settings, tmp_path) -> None:
    settings.HOME = tmp_path


def _page(province: Province, item: IntakeItem) -> str:
    """The item's own page, as the clerk sees it."""
    answer = province.client("lan").get(f"/tiep-nhan/{item.id}/")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Traceback" not in text
    return text


def _nothing_registered() -> None:
    assert RegisterEntry.objects.count() == 0
    assert Document.objects.count() == 0
    assert not Register.objects.filter(last_number__gt=0)


def _locked_pdf() -> bytes:
    out = BytesIO()
    pen = Canvas(out, encrypt=StandardEncryption("mat-khau", canPrint=0))
    pen.drawString(72, 780, "Van ban")
    pen.showPage()
    pen.save()
    return out.getvalue()


def _bomb() -> bytes:
    """A .docx of a few kilobytes that would unfold to a gigabyte."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        with packed.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(1024):
                part.write(b" " * (1 << 20))
    return out.getvalue()


# -- files


def test_an_empty_file_is_refused_by_name_and_leaves_only_its_line(
    province: Province,
) -> None:
    item = bring(province.client("lan"), b"", "rong.pdf", read=False)

    assert item.state == "refused"
    assert "“rong.pdf” rỗng (0 byte)" in _page(province, item)
    assert StoredFile.objects.count() == 0
    assert AuditEvent.objects.filter(event="documents.file-refused").count() == 1
    _nothing_registered()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (_locked_pdf(), "đặt mật khẩu hoặc bị mã hóa"),
        (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "Tệp hỏng"),
        (b"%PDF-1.4\n" + bytes(range(256)) * 40, "Tệp hỏng"),
    ],
    ids=["locked", "cut short", "noise"],
)
def test_a_pdf_that_does_not_open_is_kept_apart_with_the_reason(
    province: Province, content: bytes, said: str
) -> None:
    lan = province.client("lan")
    item = bring(lan, content, "cong van.pdf")

    page = _page(province, item)
    refused = lan.post(f"/tiep-nhan/{item.id}/vao-so/", form(), follow=True)

    assert item.state == "quarantined"
    assert said in page
    assert "Tệp được giữ nguyên ở khu cách ly" in page
    assert item.file is not None
    assert item.file.sha256 in page
    assert "không vào sổ được" in refused.content.decode()
    assert lan.get(f"/tiep-nhan/{item.id}/tep/").status_code == 403
    _nothing_registered()


@pytest.mark.skipif(not ODD_PDFS.is_dir(), reason="the set of odd PDFs is not here")
def test_every_odd_pdf_gets_an_answer_and_no_error(province: Province) -> None:
    lan = province.client("lan")
    papers = sorted(ODD_PDFS.glob("*.pdf"))
    assert papers

    for path in papers:
        item = bring(lan, path.read_bytes(), path.name)
        assert item.state in {"ready", "reading", "quarantined"}, path.name
        assert item.state != "quarantined" or item.reason, path.name
        assert lan.get(f"/tiep-nhan/{item.id}/").status_code == 200, path.name
        assert lan.get(f"/tiep-nhan/{item.id}/trang/1/").status_code in {200, 404}
    assert lan.get("/tiep-nhan/").status_code == 200
    _nothing_registered()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"MZ" + b"\0" * 600, "bang tong hop.pdf", "chương trình"),
        (b"\x7fELF" + b"\0" * 600, "van ban.docx", "chương trình"),
        (
            b"<!doctype html><html><script>alert(1)</script></html>",
            "cong van.pdf",
            "HTML",
        ),
    ],
    ids=["exe", "elf", "html"],
)
def test_what_is_not_a_document_is_kept_apart_whatever_its_name(
    province: Province, content: bytes, name: str, said: str
) -> None:
    lan = province.client("lan")
    item = bring(lan, content, name)

    assert item.state == "quarantined"
    assert said.lower() in item.reason.lower()
    assert name in _page(province, item)
    assert lan.get(f"/tiep-nhan/{item.id}/tep/").status_code == 403
    _nothing_registered()


def test_a_rich_text_named_doc_is_taken_for_what_it_is_and_says_so(
    province: Province,
) -> None:
    item = bring(
        province.client("lan"),
        rb"{\rtf1\ansi So: 12/SNN-VP}",
        "cong van.doc",
        read=False,
    )

    assert item.file is not None
    assert item.file.kind == "rtf"
    assert "có đuôi “.doc” nhưng nội dung là RTF" in _page(province, item)


def test_a_zip_bomb_is_kept_apart_and_not_unpacked(province: Province) -> None:
    item = bring(province.client("lan"), _bomb(), "to trinh.docx")

    assert item.state == "quarantined"
    assert "lớn bất thường" in item.reason
    assert FilePage.objects.count() == 0
    _nothing_registered()


def test_a_file_over_the_limit_is_refused_with_the_limit_and_fills_no_disk(
    province: Province, settings, tmp_path: Path
) -> None:
    settings.MAX_FILE_BYTES = 3 << 20
    temporary = tmp_path / "uploads"
    temporary.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(temporary)
    lan = province.client("lan")
    whole = bring(lan, paper_pdf() + b"\n" * (2 << 20), "vua.pdf", read=False)

    item = bring(lan, paper_pdf() + b"\0" * (12 << 20), "qua lon.pdf", read=False)

    assert whole.state == "reading"
    assert item.state == "refused"
    assert "“qua lon.pdf” lớn hơn 3 MB" in _page(province, item)
    assert StoredFile.objects.count() == 1
    assert list(temporary.iterdir()) == []
    _nothing_registered()


def test_an_upload_is_streamed_and_cut_one_byte_after_the_limit(
    settings, tmp_path: Path
) -> None:
    from congvu.config.uploads import CappedUpload  # noqa: PLC0415

    settings.MAX_FILE_BYTES = 1000
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    handler = CappedUpload()
    handler.new_file("file", "lon.pdf", "application/pdf", None)

    for start in range(0, 6400, 64):
        assert handler.receive_data_chunk(b"x" * 64, start) is None
    upload = handler.file_complete(6400)

    assert upload is not None
    assert upload.size == 1001
    assert len(upload.read()) == 1001
    upload.close()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Công văn số 1.pdf", "Công văn số 1.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\lan\\cong van.pdf", "cong van.pdf"),
        ("bien\u202efdp.pdf", "bienfdp.pdf"),
        ("a" * 400 + ".pdf", "a" * 251 + ".pdf"),
    ],
    ids=["decomposed", "up the tree", "windows", "turned around", "long"],
)
def test_a_name_is_made_readable_and_harmless(
    province: Province, sent: str, kept: str
) -> None:
    lan = province.client("lan")
    item = bring(lan, paper_pdf(), sent)

    assert item.name == kept
    assert kept in _page(province, item)
    answer = lan.get(f"/tiep-nhan/{item.id}/tep/")
    assert b"".join(answer.streaming_content) == paper_pdf()
    assert "/etc/" not in answer.headers["Content-Disposition"]


def test_a_form_without_a_file_says_so(province: Province) -> None:
    answer = province.client("lan").post("/tiep-nhan/tai-len/", {}, follow=True)

    assert "Chưa chọn tệp nào. Không có gì được nhận." in answer.content.decode()
    assert IntakeItem.objects.count() == 0


# -- what is typed


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"symbol": "SNN/CNTY"}, "Cần có số, ví dụ 1462/SNN-CNTY."),
        ({"symbol": "1462"}, "Cần có ký hiệu sau số"),
        ({"symbol": ""}, "Chưa có số, ký hiệu"),
        ({"issued_on": "31/11/2024"}, "Ngày 31/11/2024 không có trong lịch."),
        ({"issued_on": "31/11/2024"}, "Tháng 11 có 30 ngày."),
        ({"issued_on": "13/13/2024"}, "Ngày 13/13/2024 không có trong lịch."),
        ({"issued_on": "hôm kia"}, "Ngày chưa đúng"),
        ({"issued_on": 1}, "Ngày văn bản ở tương lai."),
        ({"issued_on": "01/01/1900"}, "Ngày văn bản trước năm 1945."),
        ({"arrived_on": 2}, "Ngày đến ở tương lai."),
        ({"arrived_on": "12/11/2024"}, "Ngày văn bản sau ngày đến."),
        ({"subject": " "}, "Chưa có trích yếu."),
        ({"subject": "x" * 501}, "Trích yếu dài quá 500 ký tự."),
        ({"issuer_name": ""}, "Chưa có cơ quan ban hành."),
        ({"type_code": ""}, "Chưa chọn loại văn bản."),
    ],
)
def test_a_wrong_field_is_named_and_nothing_typed_is_lost(
    province: Province, typed: dict[str, str | int], said: str
) -> None:
    """A number stands for so many days from now, which is not when tests are found."""
    words = {k: v if isinstance(v, str) else day(v) for k, v in typed.items()}
    answer = province.client("lan").post(PAPER, form(**words, note="Giữ tôi lại"))

    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert "Chưa vào sổ được" in text
    assert "Chưa cấp số đến, không có số nào bị bỏ trống." in text
    assert "Giữ tôi lại" in text
    _nothing_registered()


def test_every_reason_comes_at_once_in_form_order(province: Province) -> None:
    lan = province.client("lan")
    item = bring(lan, paper_pdf(), "mot.pdf")
    Register.objects.create(
        agency=province.committee,
        year=2023,
        closed_at=timezone.now(),
        closed_by="Nông Thị Lan",
    )
    typed = form(
        symbol="SNN/CNTY", issued_on="31/11/2024", subject="", arrived_on="14/11/2023"
    )

    answer = lan.post(f"/tiep-nhan/{item.id}/vao-so/", typed)

    text = answer.content.decode()
    assert "Chưa vào sổ được: 4 chỗ cần sửa" in text
    places = [
        text.index(said)
        for said in (
            "Cần có số, ví dụ",
            "Ngày 31/11/2024 không có trong lịch",
            "Chưa có trích yếu.",
            "Sổ văn bản đến 2023 đã khóa ngày",
        )
    ]
    assert places == sorted(places)
    assert 'href="#p_symbol"' in text
    assert "tệp, mọi mục bạn đã gõ và nội dung đọc từ văn bản." in text
    item.refresh_from_db()
    assert item.state == "ready"
    _nothing_registered()


def test_a_closed_book_takes_nothing_more(province: Province) -> None:
    year = province.today.year
    Register.objects.create(
        agency=province.committee,
        year=year,
        last_number=7,
        closed_at=timezone.now(),
        closed_by="Nông Thị Lan",
    )

    answer = province.client("lan").post(PAPER, form())

    assert f"Sổ văn bản đến {year} đã khóa ngày" in answer.content.decode()
    assert Register.objects.get().last_number == 7
    assert RegisterEntry.objects.count() == 0


def test_a_clerk_whose_post_ended_yesterday_enters_nothing(province: Province) -> None:
    lan = province.client("lan")
    item = bring(lan, paper_pdf(), "mot.pdf")
    Appointment.objects.filter(person=province.lan.person).update(
        valid_until=province.today
    )

    for url in (f"/tiep-nhan/{item.id}/vao-so/", PAPER, "/tiep-nhan/vao-so/"):
        answer = lan.post(url, form())
        text = answer.content.decode()
        assert answer.status_code == 404
        assert "Hôm nay bạn không giữ chức vụ nào" in text
        assert "không có gì được ghi" in text
    item.refresh_from_db()
    assert item.state == "ready"
    _nothing_registered()


# -- state secrets


@pytest.mark.parametrize("level", ["Mật", "Tối mật", "Tuyệt mật"])
def test_a_secret_paper_is_refused_and_only_the_attempt_is_kept(
    province: Province, level: str
) -> None:
    lan = province.client("lan")

    answer = lan.post(PAPER, form(secrecy=level, subject="Chuyện kín"), follow=True)

    text = answer.content.decode()
    assert "Văn bản mật không được đưa vào hệ thống này" in text
    assert "Chuyện kín" not in text
    told = AuditEvent.objects.get(event="documents.secret-refused")
    assert told.actor_name == "Nông Thị Lan"
    assert "Chuyện kín" not in str(told.data)
    _nothing_registered()


@pytest.mark.parametrize("verb", ["vao-so", "de-sau"])
def test_a_file_called_secret_is_destroyed_with_all_it_said(
    province: Province, verb: str
) -> None:
    lan = province.client("lan")
    item = bring(lan, paper_pdf(), "chuyen kin.pdf")
    lan.get(f"/tiep-nhan/{item.id}/trang/1/")

    page = lan.post(f"/tiep-nhan/{item.id}/{verb}/", form(secrecy="Mật"), follow=True)

    item.refresh_from_db()
    stored = StoredFile.objects.get()
    assert "Văn bản mật không được đưa vào hệ thống này" in page.content.decode()
    assert "chuyen kin" not in page.content.decode()
    assert (item.state, item.name, item.fields, item.draft) == ("refused", "", {}, {})
    assert (stored.state, stored.text, stored.name) == (FileState.DESTROYED, "", "")
    assert FilePage.objects.count() == 0
    assert lan.get(f"/tiep-nhan/{item.id}/trang/1/").status_code == 404
    assert lan.get(f"/tiep-nhan/{item.id}/tep/").status_code == 404
    assert AuditEvent.objects.filter(event="documents.secret-refused").count() == 1
    _nothing_registered()


def test_one_clerks_word_does_not_destroy_what_another_agency_registered(
    province: Province,
) -> None:
    lan, tu = province.client("lan"), province.client("tu")
    theirs = bring(tu, paper_pdf(), "cong van.pdf")
    tu.post(f"/tiep-nhan/{theirs.id}/vao-so/", form())
    ours = bring(lan, paper_pdf(), "cong van.pdf")

    lan.post(f"/tiep-nhan/{ours.id}/vao-so/", form(secrecy="Tối mật"))

    ours.refresh_from_db()
    assert ours.state == "refused"
    assert ours.name == ""
    assert StoredFile.objects.get().state == FileState.READY
    assert lan.get(f"/tiep-nhan/{ours.id}/trang/1/").status_code == 404


def test_a_paper_stamped_secret_does_not_come_in(province: Province) -> None:
    item = bring(province.client("lan"), paper_pdf(secret="MẬT"), "van ban.pdf")

    assert item.state == "refused"
    assert item.name == ""
    assert "Văn bản mật" in _page(province, item)
    assert StoredFile.objects.get().state == FileState.DESTROYED
    _nothing_registered()


def test_destroyed_bytes_are_not_taken_in_again(province: Province) -> None:
    lan = province.client("lan")
    item = bring(lan, paper_pdf(), "mot.pdf")
    lan.post(f"/tiep-nhan/{item.id}/vao-so/", form(secrecy="Mật"))

    again = bring(lan, paper_pdf(), "mot.pdf", read=False)

    assert again.state == "refused"
    assert again.file is None
    assert StoredFile.objects.count() == 1


def test_many_broken_files_do_not_stop_the_good_one(province: Province) -> None:
    files = [
        SimpleUploadedFile("rong.pdf", b""),
        SimpleUploadedFile("hong.pdf", b"%PDF-1.7 x"),
        SimpleUploadedFile("may.pdf", b"MZ" + b"\0" * 600),
        SimpleUploadedFile("tot.pdf", paper_pdf()),
    ]

    answer = province.client("lan").post(
        "/tiep-nhan/tai-len/", {"file": files}, follow=True
    )

    text = answer.content.decode()
    assert "rỗng (0 byte)" in text
    assert "may.pdf" in text
    states = dict(IntakeItem.objects.values_list("name", "state"))
    assert states["rong.pdf"] == "refused"
    assert states["may.pdf"] == "quarantined"
    assert states["tot.pdf"] == "reading"
    assert (
        IntakeItem.objects.filter(
            received_at__gt=timezone.now() - timedelta(minutes=1)
        ).count()
        == 4
    )
