"""Files beside a draft: approved with it, marked with the paper, out with it."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from congvu.audit.models import AuditEvent
from congvu.files.queries import open_file
from congvu.lib.dates import VIETNAM
from congvu.lib.refusals import Refused
from congvu.outgoing import client
from congvu.outgoing.actions import (
    Given,
    attach_files,
    detach_file,
    give_number,
    keep_agency_signature,
    keep_typed,
    ready_to_seal,
    return_draft,
)
from congvu.outgoing.models import (
    Draft,
    DraftAttachment,
    OutgoingEntry,
    PaperSignature,
    UnsavedText,
)
from congvu.signatures.rules import KeyKind
from tests.documents.machine import machine
from tests.files.conftest import make_docx, make_pdf
from tests.outgoing.drafts import again, begin, lead
from tests.outgoing.pdf_reading import MM, read_seen
from tests.outgoing.signing import agencys, dungs, key_of, pen_of
from tests.outgoing.test_sign_elsewhere import Agent
from tests.people import Province
from tests.signatures.papers import all_valid

pytestmark = pytest.mark.usefixtures("law", "home", "demo_keys")
TABLE, LIST = "bang-kinh-phi.pdf", "danh-sach.docx"


@pytest.fixture
def demo_keys(settings: Any) -> None:
    settings.SIGNING_DEMO = True


def url(draft: Draft, verb: str = "") -> str:
    return f"/van-ban/di/du-thao/{draft.id}/{verb}"


def put(browser: Client, draft: Draft, *files: tuple[str, bytes]) -> Any:
    chosen = [SimpleUploadedFile(name, content) for name, content in files]
    return browser.post(url(draft, "kem-theo/"), {"file": chosen}, follow=True)


def with_files(province: Province) -> Draft:
    draft = begin(province)
    files = ((TABLE, make_pdf()), (LIST, make_docx("Danh sách hộ")))
    attach_files(
        draft_id=draft.id,
        files=[Given(name, BytesIO(content)) for name, content in files],
        by=province.seat("minh"),
        at=province.at,
    )
    return again(draft)


def signed_and_numbered(province: Province) -> tuple[Draft, Any]:
    draft, own = lead(province, 4, with_files(province)), dungs(province)
    province.client("dung").post(url(draft, "ky/"), {"key": str(own.id)})
    give_number(draft_id=draft.id, by=province.seat("lan"), at=province.at)
    return again(draft), own


def local_moment(at: datetime) -> str:
    return at.astimezone(VIETNAM).replace(microsecond=0).isoformat()


def bytes_of(file: Any) -> bytes:
    with open_file(file) as content:
        return bytes(content.read())


def test_files_are_put_beside_a_draft_marked_with_it_and_go_out_with_it(
    province: Province, tmp_path: Path
) -> None:
    draft, minh, lan = begin(province), province.client("minh"), province.client("lan")
    table, names = make_pdf(), make_docx("Danh sách hộ")

    page = put(minh, draft, (TABLE, table), (LIST, names)).content.decode()
    lead(province, 4, again(draft))
    own, agency = dungs(province), agencys(province)
    province.client("dung").post(url(draft, "ky/"), {"key": str(own.id)})
    lan.post(url(draft, "cap-so/"))
    sealed = lan.post(url(draft, "ky-co-quan/"), {"key": str(agency.id)}, follow=True)
    lan.post(url(draft, "phat-hanh/"), {"outside": "Bộ Nội vụ"})

    assert "Đã thêm tệp kèm theo." in page
    assert TABLE in page
    assert "Thêm tệp kèm theo: bang-kinh-phi.pdf, danh-sach.docx" in page
    assert "đã ký số của cơ quan" in sealed.content.decode()
    line = OutgoingEntry.objects.get()
    assert line.document is not None
    paper, marked, as_it_was = line.document.files.order_by("position")
    assert (marked.name, as_it_was.name) == (TABLE, LIST)
    assert bytes_of(as_it_was.file) == names
    pdf = bytes_of(marked.file)
    assert pdf.startswith(table)  # an addition only
    made = PaperSignature.objects.get(attachment__isnull=False).made
    assert made is not None
    root = agency.chain_ders[-1]
    found = all_valid(pdf, tmp_path, root=root, at=made.signed_at)
    assert found == ["ky-kem-theo"]
    # The mark: number and symbol, the time; at the top right, 10 points.
    (tmp_path / TABLE).write_bytes(pdf)
    words = read_seen(tmp_path / TABLE)
    moment = local_moment(made.signed_at)
    symbol, time = (
        next(w for w in words if w.text == said) for said in (line.symbol, moment)
    )
    assert (round(symbol.size), round(time.size)) == (10, 10)
    assert symbol.x1 == pytest.approx(time.x1, abs=0.5)
    assert symbol.x1 == pytest.approx(595.3 - 15 * MM, abs=0.5)
    assert 20 < symbol.top < time.top < 60
    # Listed at the line, and taken out by who may read it.
    shown = lan.get(f"/van-ban/di/{line.id}/").content.decode()
    got = lan.get(f"/van-ban/di/{line.id}/tep/{marked.id}/")
    assert TABLE in shown
    assert b"".join(got.streaming_content) == pdf  # type: ignore[attr-defined]
    told = machine(province, "lan").get(f"outgoing-documents/{line.id}").data
    assert [one["sha256"] for one in told["further"]] == [
        marked.file.sha256,
        as_it_was.file.sha256,
    ]
    assert paper.file_id == again(draft).paper_id


def test_what_lay_beside_is_written_down_with_the_signature(province: Province) -> None:
    draft, _own = signed_and_numbered(province)

    right = PaperSignature.objects.get().right
    page = province.client("lan").get(url(draft, "chu-ky/")).content.decode()

    files = {a.name: a.file.sha256 for a in DraftAttachment.objects.all()}
    assert {one["name"]: one["sha256"] for one in right["attachments"]} == files
    assert files[TABLE] in page


def test_a_change_after_the_approval_goes_back_and_a_signature_freezes(
    province: Province,
) -> None:
    draft, at = lead(province, 4, with_files(province)), province.at
    table = DraftAttachment.objects.get(name=TABLE)
    minh = province.seat("minh")

    detach_file(draft_id=draft.id, attachment_id=table.id, by=minh, at=at)

    after = again(draft)
    assert (after.state, after.version) == ("content", draft.version + 1)
    page = province.client("minh").get(url(draft)).content.decode()
    assert f'tep/" hx-boost="false">{TABLE}' not in page
    assert LIST in page
    signed, _own = signed_and_numbered(province)
    with pytest.raises(Refused, match="không làm được việc này"):
        attach_files(
            draft_id=signed.id,
            files=[Given("them.docx", BytesIO(make_docx("Thêm")))],
            by=minh,
            at=at,
        )
    assert (
        "Thêm tệp kèm theo"
        not in province.client("lan")
        .get(url(signed))
        .content.decode()
        .split("Các bản")[0]
    )


def test_words_being_typed_are_not_lost_when_a_file_is_added(
    province: Province,
) -> None:
    draft, minh, at = begin(province), province.seat("minh"), province.at
    keep_typed(
        draft_id=draft.id,
        fields={"summary": "V/v đang gõ dở"},
        after=draft.version,
        by=minh,
        at=at,
    )

    put(province.client("minh"), draft, (LIST, make_docx("Danh sách")))

    kept = UnsavedText.objects.get()
    assert kept.fields["summary"] == "V/v đang gõ dở"
    assert kept.after == again(draft).version


def test_all_that_is_wrong_is_said_by_name_and_nothing_is_added(
    province: Province,
) -> None:
    draft, minh = with_files(province), province.client("minh")
    before = again(draft).version

    wrong = put(
        minh,
        draft,
        ("hong.pdf", b"%PDF-1.4 hong"),
        ("cai-dat.exe", b"MZ" + bytes(200)),
        ("rong.docx", b""),
    )
    same = bytes_of(draft.attachments.get(name=LIST).file)
    twice = put(minh, draft, ("lai.docx", same))
    none = minh.post(url(draft, "kem-theo/"))
    secret = put(minh, draft, ("ke-hoach (MẬT).docx", make_docx("Bí mật")))

    said = wrong.content.decode()
    assert wrong.status_code == 422
    assert "hong.pdf: " in said
    assert "cai-dat.exe: " in said
    assert "rong.docx: " in said
    assert "dự thảo đã có đúng tệp ấy" in twice.content.decode()
    assert "Chọn một tệp." in none.content.decode()
    assert secret.status_code == 422
    assert again(draft).version == before


def test_a_programs_way_and_what_the_log_keeps(province: Province) -> None:
    draft, minh = begin(province), machine(province, "minh")
    one = f"drafts/{draft.id}/attachments"

    table = make_pdf()
    made = minh.ask(
        "post", one, **{"data": {"files": SimpleUploadedFile(TABLE, table)}}
    )
    (told,) = minh.get(f"drafts/{draft.id}").data["attachments"]
    file = minh.get(f"{one}/{told['id']}")
    gone = minh.ask("delete", f"{one}/{told['id']}")

    assert made.status == 201, made.data
    assert told["name"] == TABLE
    assert file.data == table
    assert gone.data["remark"] == f"Bỏ tệp kèm theo: {TABLE}"
    assert minh.get(f"drafts/{draft.id}").data["attachments"] == []
    logged = AuditEvent.objects.get(event="outgoing.attached").data
    assert logged["files"] == [told["sha256"]]
    assert TABLE not in str(logged)


def test_no_paper_is_sealed_without_the_mark_on_what_lies_beside(
    province: Province,
) -> None:
    draft, _own = signed_and_numbered(province)
    agency, lan, at = agencys(province), province.seat("lan"), province.at
    asked = ready_to_seal(draft_id=draft.id, by=lan, at=at)
    alone = client.sign_with(asked, key=agency, secret="", at=at)

    with pytest.raises(Refused, match="Còn tệp kèm theo chưa có chữ ký số"):
        keep_agency_signature(
            draft_id=draft.id, applied=alone, key=agency, by=lan, at=at
        )
    # Undone and written on: what was marked for the old number counts no more.
    done = client.seal_with(asked, key=agency, secret="", at=at)
    keep_agency_signature(
        draft_id=draft.id,
        applied=done.applied,
        key=agency,
        by=lan,
        at=at,
        marked=done.marked,
    )
    return_draft(draft_id=draft.id, reason="Nhầm biểu", by=lan, at=at)
    page = province.client("minh").get(url(draft)).content.decode()
    assert TABLE in page
    assert "đã ký số của cơ quan" not in page.split("Người soạn")[0]


def test_a_key_in_somebodys_hand_marks_one_file_and_then_the_paper(
    province: Province,
) -> None:
    draft, _own = signed_and_numbered(province)
    pen, lan = pen_of(province, "UBND tỉnh Bắc Kạn"), province.client("lan")
    key = key_of(
        province,
        province.committee.id,
        "Khóa ở máy",
        "lan",
        KeyKind.OUTSIDE,
        certificate=pen.certificate,
        chain=pen.chain,
    )

    for _time in range(2):
        begun = lan.post(url(draft, "ky-o-may/"), {"key": str(key.id)})
        answer = Agent(lan.get(begun["Location"]).content.decode(), pen).sign()
        assert answer.status_code == 200, answer.content.decode()

    rows = PaperSignature.objects.filter(how="agency").order_by("signed_at")
    assert [row.attachment and row.attachment.name for row in rows] == [TABLE, None]
    issued = lan.post(url(draft, "phat-hanh/"), {"outside": "Bộ Nội vụ"}, follow=True)
    assert "Đã phát hành văn bản." in issued.content.decode()
