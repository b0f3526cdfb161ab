"""``congvu intake FILE... --agency CODE --json``: one object a file, whatever the file.

The keys and the three statuses are a promise to programs outside.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from congvu.documents.jobs import read_one
from congvu.documents.models import IntakeItem
from congvu.files.formats import ocr
from congvu.files.jobs import recognise_file
from congvu.files.models import FileState, StoredFile
from tests.documents.reading.as_docx import make_docx as make_paper_docx
from tests.documents.reading.as_scan import Wear, make_scan
from tests.documents.reading.as_scan import as_pdf_bytes as scan_bytes
from tests.documents.reading.papers import invented
from tests.documents.reading.secrecy import REPORT, as_pdf_bytes
from tests.files.conftest import make_docx, make_pdf
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")

KEYS = [
    "file",
    "sha256",
    "type",
    "pages",
    "ocr",
    "fields",
    "status",
    "reason",
    "document",
]
FIELDS = ["number", "symbol", "issued_on", "issuer", "type", "subject", "signer"]

DIRECTIVE = """Chỉ thị 08/2011/CT-UBND tăng cường phòng cháy rừng do tỉnh ban hành
Số hiệu: | 08/2011/CT-UBND | Loại văn bản: | Chỉ thị |
Ngày ban hành: | 05/03/2011 | Ngày hiệu lực: | Đang cập nhật |
ỦY BAN NHÂN DÂN |
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
Số: 08/2011/CT-UBND |
Bắc Kạn, ngày 05 tháng 3 năm 2011 |
CHỈ THỊ
VỀ VIỆC TĂNG CƯỜNG PHÒNG CHÁY, CHỮA CHÁY RỪNG
Thực hiện Quyết định số 39/QĐ-BNN ngày 01 tháng 02 năm 2010, Ủy ban nhân dân tỉnh yêu \
cầu các Sở, Ban, Ngành và Ủy ban nhân dân các huyện, thị xã làm tốt những việc sau đây:
1. Tuyên truyền đến từng thôn, bản về phòng cháy, chữa cháy rừng trong mùa hanh khô.
"""


@pytest.fixture
def take(province: Province, tmp_path: Path):
    """Files by name and content, taken in by one command; one answer for each."""

    def take(**contents: bytes) -> list[dict[str, Any]]:
        paths = []
        for name, content in contents.items():
            path = tmp_path / ".".join(name.rsplit("_", 1))
            path.write_bytes(content)
            paths.append(str(path))
        return run(*paths)

    return take


def run(*paths: str, agency: str = "H03") -> list[dict[str, Any]]:
    out = StringIO()
    call_command("intake", *paths, agency=agency, json=True, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def _bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("[Content_Types].xml", "<Types/>")
        box.writestr("word/document.xml", b"<w>" + b" " * 400_000_000)
    return out.getvalue()


def _locked_pdf() -> bytes:
    folder = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "odd-pdf"
    return (folder / "minimal-aes256.pdf").read_bytes()


def test_keys_are_exactly_those_promised(take) -> None:
    content = make_pdf()
    [told] = take(giay_pdf=content)

    assert list(told) == KEYS
    assert list(told["fields"]) == FIELDS
    assert told["status"] == "accepted"
    assert told["sha256"] == hashlib.sha256(content).hexdigest()
    assert (told["type"], told["pages"], told["ocr"]) == ("application/pdf", 1, False)
    assert told["document"] == str(IntakeItem.objects.get().id)
    assert told["reason"] == ""


def test_the_head_of_a_word_paper_is_read(take) -> None:
    paper = invented(7, [("QĐ", "")])[0]
    [told] = take(to_docx=make_paper_docx(paper, "table"))

    fields = told["fields"]
    assert fields["issued_on"] == paper.day.isoformat()
    assert (fields["number"], fields["symbol"]) == (paper.number, paper.symbol)
    assert fields["type"] == "Quyết định"


def test_a_plain_text_gives_what_its_own_head_says(take) -> None:
    [told] = take(chi_thi_txt=DIRECTIVE.encode())

    assert told["type"] == "text/plain"
    assert told["status"] == "accepted"
    fields = told["fields"]
    assert fields["number"] == "08"
    assert fields["symbol"] == "2011/CT-UBND"
    assert fields["issued_on"] == "2011-03-05"
    assert fields["type"] == "Chỉ thị"
    assert fields["subject"] == "VỀ VIỆC TĂNG CƯỜNG PHÒNG CHÁY, CHỮA CHÁY RỪNG"


def test_a_text_without_a_head_of_its_own_gives_nothing(take) -> None:
    text = "Ghi chép: theo Quyết định số 39/QĐ-BNN ngày 01 tháng 02 năm 2010 thì làm."
    [told] = take(ghi_txt=text.encode())

    assert told["status"] == "accepted"
    assert told["fields"]["number"] is None
    assert told["fields"]["issued_on"] is None


@pytest.mark.parametrize(
    ("name", "content", "status", "said"),
    [
        ("rong_pdf", b"", "refused", "0 byte"),
        ("hoa_don_pdf", b"MZ\x90\x00" + b"\x00" * 300, "quarantined", "chương trình"),
        ("hong_pdf", b"%PDF-1.7\n" + b"khong phai pdf " * 40, "quarantined", "hỏng"),
        ("bom_docx", None, "quarantined", ""),
        ("khoa_pdf", None, "quarantined", "mật khẩu"),
    ],
)
def test_bad_files_are_answered_with_a_reason(
    take, name: str, content: bytes | None, status: str, said: str
) -> None:
    made = {"bom_docx": _bomb, "khoa_pdf": _locked_pdf}
    [told] = take(**{name: made[name]() if content is None else content})

    assert told["status"] == status
    assert told["reason"]
    assert said in told["reason"]
    assert told["document"] is None
    assert set(told["fields"].values()) == {None}
    kept = "Tệp được giữ nguyên" if status == "quarantined" else "Không giữ lại"
    assert kept in told["reason"]


def test_every_file_is_answered_in_the_order_given(
    province: Province, tmp_path: Path
) -> None:
    good, other = tmp_path / "a.pdf", tmp_path / "z.docx"
    good.write_bytes(make_pdf())
    other.write_bytes(make_docx())
    paths = [
        str(other),
        str(tmp_path / "khong-co.pdf"),
        str(tmp_path),
        str(good),
        "/dev/null/x",
    ]

    told = run(*paths)

    assert [t["file"] for t in told] == paths
    assert [t["status"] for t in told] == [
        "accepted",
        "refused",
        "refused",
        "accepted",
        "refused",
    ]
    assert told[1]["reason"] == "Không có tệp này. Không giữ lại gì."
    assert told[2]["reason"] == "Đây là thư mục, không phải tệp. Không giữ lại gì."
    assert all(list(t) == KEYS for t in told)


def test_the_same_bytes_twice_are_stored_once_and_both_answered(take) -> None:
    content = make_pdf()
    first, second = take(a_pdf=content, b_pdf=content)

    assert first["sha256"] == second["sha256"]
    assert (first["status"], second["status"]) == ("accepted", "accepted")
    assert StoredFile.objects.count() == 1
    assert IntakeItem.objects.count() == 2


def test_a_secret_paper_is_refused_and_nothing_of_it_stays(take) -> None:
    head = "ỦY BAN NHÂN DÂN |\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
    text = (
        f"{head}Số: 12/BC-UBND |\nBắc Kạn, ngày 05 tháng 3 năm 2021 |\n"
        "TỐI MẬT\nBÁO CÁO\nVề nội dung rất kín đáo\n"
    )
    [told] = take(bao_cao_txt=text.encode())

    assert told["status"] == "refused"
    assert "Văn bản mật" in told["reason"]
    assert told["sha256"] is None
    item = IntakeItem.objects.get()
    assert (item.name, item.fields) == ("", {})
    file = StoredFile.objects.get()
    assert (file.state, file.text) == ("destroyed", "")


def test_an_unknown_agency_is_said_in_words(province: Province, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Không có cơ quan nào mang mã"):
        run(str(tmp_path / "a.pdf"), agency="H99")


def test_an_agency_without_a_clerk_is_said_in_words(
    province: Province, tmp_path: Path
) -> None:
    province.tu.person.appointments.update(valid_until=province.today)

    with pytest.raises(CommandError, match="chức vụ"):
        run(str(tmp_path / "a.pdf"), agency="H03.33.10")


def test_for_people_one_line_a_file(province: Province, tmp_path: Path) -> None:
    path = tmp_path / "rong.pdf"
    path.write_bytes(b"")
    out = StringIO()

    call_command("intake", str(path), agency="H03", stdout=out)

    assert "rong.pdf" in out.getvalue()
    assert "0 byte" in out.getvalue()


def test_a_paper_that_may_be_secret_is_kept_and_tells_nothing(take) -> None:
    lines = [*REPORT, (260.0, 60.0, "TUYỆT MẬT")]
    [told] = take(bao_cao_pdf=as_pdf_bytes(lines))

    assert (told["status"], told["document"]) == ("quarantined", None)
    assert told["reason"].startswith("Nghi có dấu mật ở trang 1. Tệp được giữ nguyên")
    assert set(told["fields"].values()) == {None}
    assert StoredFile.objects.get().state == "ready"


def test_what_is_no_plain_file_and_odd_names_are_answered(
    province: Province, tmp_path: Path
) -> None:
    pipe, odd = tmp_path / "ong", tmp_path / os.fsdecode(b"t\xff.pdf")
    os.mkfifo(pipe)
    odd.write_bytes(make_pdf())

    refused, accepted = run(str(pipe), str(odd))

    assert refused["reason"] == "Đây không phải tệp thường. Không giữ lại gì."
    assert accepted["status"] == "accepted"
    assert accepted["file"].endswith("t\ufffd.pdf")


# -- a worker beside the command


@pytest.fixture
def scan(province: Province, tmp_path: Path) -> str:
    if not ocr.is_available():
        pytest.skip("not run: Tesseract is missing")
    paper = invented(7, [("QĐ", "")])[0]
    path = tmp_path / "quet.pdf"
    pages = make_scan(paper, "two-columns", Wear(), seed=1)
    path.write_bytes(scan_bytes(pages, dpi=200))
    return str(path)


def _read_whole(told: dict[str, Any]) -> None:
    paper = invented(7, [("QĐ", "")])[0]
    assert (told["status"], told["reason"], told["ocr"]) == ("accepted", "", True)
    assert told["fields"]["number"] == paper.number
    assert told["fields"]["issued_on"] == paper.day.isoformat()


def test_a_scan_the_worker_reads_first_is_answered_when_it_is_read(
    scan: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "worker-heartbeat").touch()

    def meanwhile(_seconds: float) -> None:
        item = IntakeItem.objects.get()
        if item.file.state == FileState.READING:
            recognise_file(file_id=str(item.file_id))
        read_one(item_id=str(item.id))

    monkeypatch.setattr(
        "congvu.documents.management.commands.intake.time.sleep", meanwhile
    )
    [told] = run(scan)

    _read_whole(told)
    assert IntakeItem.objects.get().state == "ready"


def test_a_scan_whose_worker_was_killed_is_read_by_the_command(
    scan: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "worker-heartbeat").touch()
    monkeypatch.setattr("congvu.documents.management.commands.intake.PATIENCE", 0.1)

    [told] = run(scan)

    _read_whole(told)


def test_a_scan_nobody_finishes_in_time_is_kept_and_told_as_unfinished(
    scan: str, home: Path
) -> None:
    (home / "worker-heartbeat").touch()
    out = StringIO()

    with pytest.raises(CommandError, match="1 tệp chưa đọc xong") as why:
        call_command("intake", scan, agency="H03", json=True, wait=0.0, stdout=out)

    told = json.loads(out.getvalue())
    assert why.value.returncode == 3
    assert told["status"] == "accepted"
    assert "chưa đọc xong" in told["reason"]
    assert IntakeItem.objects.get().state == "reading"
