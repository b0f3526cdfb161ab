"""Lan copies papers: kinds, directions, numbers, the block, the mark, the register."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from asn1crypto import x509
from django.core.files.uploadedfile import SimpleUploadedFile
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from congvu.audit.models import AuditEvent
from congvu.documents.actions import SecretRefused
from congvu.documents.models import DocumentFile, RegisterEntry
from congvu.files.actions import store
from congvu.files.queries import open_file
from congvu.lib.refusals import Refused
from congvu.outgoing import queries
from congvu.outgoing.actions import (
    CopyWish,
    cancel_number,
    finish_copy,
    recall_paper,
    start_copy,
)
from congvu.outgoing.formats.copies import CopyWords, copy_block
from congvu.outgoing.jail import lay_copy_block
from congvu.outgoing.models import OutgoingEntry, PaperCopy
from congvu.outgoing.rules import CopyAsked, CopySource, Medium, copy_reasons
from congvu.signatures.models import SigningKey
from tests.documents.machine import machine
from tests.documents.pages import make_entry
from tests.files.conftest import make_pdf
from tests.outgoing.drafts import out, post_id
from tests.outgoing.test_sign import key_of
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home", "demo_keys")

SY = ("paper-paper", "electronic-paper", "paper-electronic")
SL = SY
TRS = (*SY, "electronic-electronic")


@pytest.fixture
def demo_keys(settings: Any) -> None:
    """The demo's own authority gives keys here."""
    settings.SIGNING_DEMO = True


def agency_key(province: Province) -> SigningKey:
    return key_of(province, province.committee.id, "UBND tỉnh Bắc Kạn", "lan")


def with_scan(province: Province, entry: RegisterEntry, pdf: bytes) -> RegisterEntry:
    lan = province.seat("lan")
    kept = store(
        name="quet.pdf",
        stream=BytesIO(pdf),
        by=lan.actor,
        at=province.at,
        agency_id=lan.agency_id,
    )
    DocumentFile.objects.create(
        document=entry.document, file=kept.file, name="quet.pdf", position=9
    )
    return entry


def text_of(pdf: bytes) -> list[str]:
    paper = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_bounded() for page in paper]


# -- what the law allows

ALLOWED = [("SY", SY), ("SL", SL), ("TrS", TRS)]
DIRECTIONS = (*SY, "electronic-electronic")


@pytest.mark.parametrize(("kind", "allowed"), ALLOWED)
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_each_kind_goes_its_own_ways(
    kind: str, allowed: tuple[str, ...], direction: str
) -> None:
    source = CopySource("SY" if kind == "SL" else "QĐ", stands=True, has_pdf=True)
    extract = "Điều 2." if kind == "TrS" else ""

    found = copy_reasons(CopyAsked(kind, direction, allowed, extract=extract), source)

    assert bool(found) == (direction not in allowed)


@pytest.mark.parametrize(
    ("asked", "source", "said"),
    [
        (CopyAsked("XX", ""), CopySource("QĐ", stands=True), "Chọn hình thức sao"),
        (CopyAsked("SY", "?", SY), CopySource("QĐ", stands=True), "Chọn chiều sao"),
        (
            CopyAsked("SY", "paper-paper", SY),
            CopySource("QĐ", stands=False),
            "chưa phát hành",
        ),
        (
            CopyAsked("SY", "paper-paper", SY),
            CopySource("QĐ", stands=True, recalled=True),
            "đã thu hồi",
        ),
        (
            CopyAsked("SY", "paper-electronic", SY),
            CopySource("QĐ", stands=True),
            "Chưa có bản quét PDF",
        ),
        (
            CopyAsked("SY", "electronic-paper", SY),
            CopySource("QĐ", stands=True),
            "Chưa có tệp PDF của bản điện tử",
        ),
        (
            CopyAsked("SY", "electronic-paper", SY),
            CopySource("QĐ", stands=True, medium=Medium.PAPER, has_pdf=True),
            "không có bản gốc điện tử",
        ),
        (
            CopyAsked("SY", "paper-paper", SY),
            CopySource("QĐ", stands=True, medium=Medium.ELECTRONIC),
            "không có bản gốc giấy",
        ),
        (
            CopyAsked("SL", "paper-paper", SL),
            CopySource("QĐ", stands=True),
            "chỉ làm từ bản sao y",
        ),
        (
            CopyAsked("SL", "paper-paper", SL, of_copy="05/SL-UBND"),
            CopySource("QĐ", stands=True),
            "chỉ làm từ bản sao y",
        ),
        (
            CopyAsked("SY", "paper-paper", SY),
            CopySource("SY", stands=True),
            "không từ bản sao",
        ),
        (
            CopyAsked("TrS", "paper-paper", TRS, of_copy="05/SY-UBND", extract="a"),
            CopySource("QĐ", stands=True),
            "không từ bản sao",
        ),
        (
            CopyAsked("TrS", "paper-paper", TRS),
            CopySource("QĐ", stands=True),
            "Chưa ghi phần nội dung",
        ),
        (
            CopyAsked("SY", "paper-paper", SY, extract="Điều 2."),
            CopySource("QĐ", stands=True),
            "Chỉ bản trích sao",
        ),
    ],
)
def test_what_may_not_be_copied_hears_why(
    asked: CopyAsked, source: CopySource, said: str
) -> None:
    assert said in " ".join(r.message for r in copy_reasons(asked, source))


def test_copies_lie_with_what_goes_out(province: Province) -> None:
    lan, entry = province.client("lan"), make_entry(province)

    page = lan.get("/van-ban/sao/").content.decode()
    form = lan.get(f"/van-ban/sao/tu-van-ban-den/{entry.id}/").content.decode()

    assert 'href="/van-ban/di/" aria-current="page"' in page
    for asked in ("Hình thức sao", "Chiều sao"):
        assert f"{asked}</label>" in form


def test_a_sao_luc_is_made_of_a_sao_y_that_lies_here() -> None:
    asked = CopyAsked("SL", "paper-paper", SL, of_copy="05/SY-UBND")

    assert copy_reasons(asked, CopySource("QĐ", stands=True)) == []


# -- on paper


def test_lan_copies_an_incoming_paper_from_paper_to_paper(province: Province) -> None:
    entry, lan = make_entry(province), province.client("lan")
    pane = lan.get(f"/van-ban/den/{entry.id}/").content.decode()
    url = f"/van-ban/sao/tu-van-ban-den/{entry.id}/"
    assert url in pane
    found = lan.get("/van-ban/sao/chon/?tim=1462").content.decode()
    assert url in found

    empty = lan.post(url, {"kind": "SY", "direction": "paper-paper"})
    numbered = lan.post(
        url,
        {
            "kind": "SY",
            "direction": "paper-paper",
            "signer": str(post_id(province, "dung")),
            "recipients": "Sở Tài chính\nSở Nội vụ",
            "copies": "5",
        },
        follow=True,
    ).content.decode()

    assert empty.status_code == 422
    words = empty.content.decode()
    assert "Chưa có nơi nhận" in words
    assert "Chọn người ký" in words
    assert "Bản sao đã có số 01/SY-UBND." in numbered
    copy = PaperCopy.objects.select_related("entry").get()
    assert copy.signer_lines == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    one = f"/van-ban/sao/{copy.id}/"
    printed = lan.get(f"{one}ban-in.pdf")
    (block,) = text_of(printed.content)
    assert "SAO Y" in block
    assert "Số: 01/SY-UBND" in block
    assert "ỦY BAN NHÂN DÂN\r\nTỈNH BẮC KẠN" in block
    assert "- Sở Tài chính;" in block
    assert "Nguyễn Tiến Dũng" in block
    done = lan.post(
        f"{one}da-ky/",
        {"scan": SimpleUploadedFile("sao.pdf", make_pdf("Bản sao đã ký"))},
        follow=True,
    ).content.decode()
    assert "Bản sao đã xong và đã vào sổ." in done
    line = OutgoingEntry.objects.get()
    assert (line.state, line.type_name) == ("issued", "Bản sao y")
    assert line.document is not None
    assert line.document.files.count() == 1
    assert "01/SY-UBND" in lan.get("/van-ban/sao/").content.decode()
    register = lan.get(
        "/van-ban/di/in-so/?tu=01/01/2020&den=31/12/2199&day_so=Bản+sao"
    ).content.decode()
    assert "Sao từ 1462/SNN-CNTY" in register
    events = AuditEvent.objects.filter(event__startswith="outgoing.copy")
    assert sorted(set(events.values_list("event", flat=True))) == [
        "outgoing.copy-made",
        "outgoing.copy-numbered",
        "outgoing.copy-printed",
    ]


def test_an_electronic_paper_printed_has_the_block_right_below_its_end(
    province: Province,
) -> None:
    paper = make_pdf("Thông báo lịch họp")
    entry = with_scan(province, make_entry(province), paper)
    file = DocumentFile.objects.get(document=entry.document, position=9).file
    before = file.sha256
    made = start_copy(
        paper=queries.of_incoming(entry),
        wish=CopyWish(
            "SY",
            "electronic-paper",
            "Lưu hồ sơ",
            signer_post_id=post_id(province, "ha"),
            basis="Quy chế làm việc, Điều 12",
        ),
        by=province.seat("lan"),
        at=province.at,
    )

    printed = province.client("lan").get(f"/van-ban/sao/{made.id}/ban-in.pdf").content

    pages = text_of(printed)
    assert len(pages) == 1
    assert "SAO Y" in pages[0]
    assert "TL. CHỦ TỊCH" in pages[0]
    assert made.source_file_id == file.id
    with open_file(file) as content:
        assert content.read() == paper
    file.refresh_from_db()
    assert file.sha256 == before


def test_the_block_goes_to_a_page_of_its_own_where_there_is_no_room(
    tmp_path: Path,
) -> None:
    """A scan fills its page: nothing is drawn over what is copied."""
    words = CopyWords(
        mark="SAO LỤC",
        agency="Ủy ban nhân dân tỉnh Bắc Kạn",
        symbol="02/SL-UBND",
        place="Bắc Kạn",
        on=date(2026, 2, 5),
        signer_lines=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        signer_name="Nguyễn Tiến Dũng",
        recipients=("Sở Tài chính",),
    )

    block = copy_block(words)

    assert CopyWords.from_json(words.as_json()) == words
    assert 150 < block.height < 400
    full, half = tmp_path / "full.pdf", tmp_path / "half.pdf"
    for path, height in ((full, 780), (half, 300)):
        drawn = Canvas(str(path), pagesize=A4)
        drawn.rect(20, 822 - height, 500, height, fill=1)
        drawn.save()
    sizes = {}
    for path in (full, half):
        with path.open("rb") as paper:
            told, pdf = lay_copy_block(paper.fileno(), words=words.as_json())
        sizes[path.stem] = (told["same_page"], len(text_of(pdf)))
    assert sizes == {"full": (False, 2), "half": (True, 1)}
    assert "ngày 05 tháng 02 năm 2026" in text_of(block.pdf)[0]


# -- electronic


def test_a_scan_becomes_an_electronic_copy_by_the_agencys_signature(
    province: Province,
) -> None:
    scan = make_pdf("Quyết định giấy")
    entry = with_scan(province, make_entry(province), scan)
    key, lan = agency_key(province), province.client("lan")
    url = f"/van-ban/sao/tu-van-ban-den/{entry.id}/"
    lan.post(
        url, {"kind": "SY", "direction": "paper-electronic", "recipients": "Các sở"}
    )
    copy = PaperCopy.objects.get()
    one = f"/van-ban/sao/{copy.id}/"
    with pytest.raises(Refused, match="cần chữ ký số của cơ quan"):
        finish_copy(copy_id=copy.id, by=province.seat("lan"), at=province.at)

    done = lan.post(f"{one}ky-so/", {"key": str(key.id)}, follow=True)

    assert "Bản sao đã xong" in done.content.decode()
    line = OutgoingEntry.objects.get()
    assert line.document is not None
    file = line.document.files.get().file
    with open_file(file) as content:
        pdf = content.read()
    assert pdf.startswith(scan)  # the scan itself, and one addition after it
    assert file.id != copy.source_file_id
    (mark,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
    roots = [x509.Certificate.load(c) for c in key.chain_ders]
    status = validate_pdf_signature(
        mark, ValidationContext(trust_roots=roots, allow_fetching=False)
    )
    assert status.intact
    assert status.valid
    again = lan.post(f"{one}ky-so/", {"key": str(key.id)})
    assert "đã xong" in again.content.decode()
    assert again.status_code == 422


def test_an_extract_is_built_anew_and_marked(province: Province) -> None:
    entry, key = make_entry(province), agency_key(province)
    api = machine(province, "lan")

    made = api.post(
        f"incoming-documents/{entry.id}/copies",
        {
            "kind": "TrS",
            "direction": "electronic-electronic",
            "recipients": "Phòng Kinh tế",
            "extract": "Điều 2. Hỗ trợ 500 triệu đồng.",
        },
    )
    sealed = api.post(f"copies/{made.data['id']}/seal", {"key_id": str(key.id)})

    assert made.data["entry"]["symbol"] == "01/TrS-UBND"
    assert sealed.data["made_by"] == "Nông Thị Lan"
    line = OutgoingEntry.objects.get()
    assert line.document is not None
    with open_file(line.document.files.get().file) as content:
        pages = text_of(content.read())
    assert "Điều 2. Hỗ trợ 500 triệu đồng." in pages[0]
    assert "1462/SNN-CNTY" in pages[0]


# -- numbers and rights


def test_copies_of_every_kind_share_one_sequence(province: Province) -> None:
    lan, at = province.seat("lan"), province.at
    line = out(province, 3, lan, at).entry
    assert line is not None
    given: dict[str, Any] = {"by": lan, "at": at}
    signer = post_id(province, "dung")
    paper = queries.of_outgoing(OutgoingEntry.objects.get(pk=line.pk))
    first = start_copy(
        paper=paper,
        wish=CopyWish("SY", "paper-paper", "Sở Tài chính", signer_post_id=signer),
        **given,
    )
    finish_copy(copy_id=first.id, **given)
    of_copy = queries.of_outgoing(OutgoingEntry.objects.get(pk=first.entry_id))
    second = start_copy(
        paper=of_copy,
        wish=CopyWish("SL", "paper-paper", "Sở Nội vụ", signer_post_id=signer),
        **given,
    )
    cancel_number(entry_id=second.entry_id, reason="Ghi nhầm.", **given)

    third = start_copy(
        paper=paper,
        wish=CopyWish(
            "TrS", "paper-paper", "Sở Y tế", signer_post_id=signer, extract="Điều 1."
        ),
        **given,
    )

    assert first.entry.symbol == "01/SY-UBND"
    assert second.entry.symbol == "02/SL-UBND"
    assert third.entry.symbol == "03/TrS-UBND"
    with pytest.raises(Refused, match="số đã hủy"):
        finish_copy(copy_id=second.id, **given)
    recall_paper(entry_id=line.id, reason="Sai.", **given)
    with pytest.raises(Refused, match="đã thu hồi"):
        start_copy(
            paper=queries.of_outgoing(OutgoingEntry.objects.get(pk=line.pk)),
            wish=CopyWish("SY", "paper-paper", "Sở Tài chính", signer_post_id=signer),
            **given,
        )


def test_a_secret_is_never_copied(province: Province) -> None:
    entry = make_entry(province)

    with pytest.raises(SecretRefused):
        start_copy(
            paper=queries.of_incoming(entry),
            wish=CopyWish(
                "TrS",
                "paper-paper",
                "Sở Nội vụ",
                signer_post_id=post_id(province, "dung"),
                extract="Văn bản MẬT",
            ),
            by=province.seat("lan"),
            at=province.at,
        )

    assert not PaperCopy.objects.exists()


def test_only_the_registry_copies_and_others_find_nothing(province: Province) -> None:
    entry = make_entry(province)
    made = start_copy(
        paper=queries.of_incoming(entry),
        wish=CopyWish(
            "SY", "paper-paper", "Sở Nội vụ", signer_post_id=post_id(province, "dung")
        ),
        by=province.seat("lan"),
        at=province.at,
    )

    for who in ("minh", "tu", "quan"):
        client = province.client(who)
        assert client.get(f"/van-ban/sao/{made.id}/").status_code == 404
        assert client.post(f"/van-ban/sao/{made.id}/da-ky/").status_code == 404
    assert province.client("dung").get(f"/van-ban/sao/{made.id}/").status_code == 200
    page = machine(province, "lan").get("copies")
    assert [one["id"] for one in page.data["items"]] == [str(made.id)]
