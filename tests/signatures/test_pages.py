"""Minh checks a paper he was sent; Quân says which roots are trusted."""

from __future__ import annotations

import json
from io import BytesIO, StringIO
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.files import actions as files
from congvu.files.models import FileState
from congvu.files.store import open_store
from congvu.jobs.rules import find_job
from congvu.signatures import actions, queries
from congvu.signatures.models import TrustAnchor, TrustList, Verification
from tests.people import Province
from tests.signatures.small_ca import SmallCa, sign

VERIFY = "/kiem-tra-chu-ky/"
TRUST = "/quan-tri/danh-sach-tin-cay/"


def upload(content: bytes, name: str = "cong-van.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def trusting(client: Any, ca: SmallCa, **more: str) -> Any:
    given = {
        "name": "CA thử nghiệm",
        "keeper": "Cơ quan thử nghiệm",
        "source": "tạo trong phép thử",
        "sureness": "checked",
        **more,
    }
    return client.post(TRUST, {**given, "file": upload(ca.root.pem, "goc.pem")})


def finish(row: Verification) -> Verification:
    find_job("signatures.ask").run(verification_id=str(row.pk))
    row.refresh_from_db()
    return row


def test_minh_checks_a_paper_from_upload_to_verdict(
    province: Province, ca: SmallCa, paper: bytes
) -> None:
    trusting(province.client("quan"), ca)
    minh = province.client("minh")
    signed = sign(paper, ca.issue(), ca)

    sent = minh.post(VERIFY, {"file": upload(signed)})
    row = Verification.objects.get()
    first = minh.get(sent["Location"]).content.decode()
    finish(row)
    then = minh.get(sent["Location"]).content.decode()

    assert row.state == "done"
    assert "Chưa đủ căn cứ" in first
    assert "Đang hỏi OCSP, CRL" in first
    assert "Hợp lệ" in then
    assert "Đang hỏi OCSP, CRL" not in then
    for words in (
        "Nguyễn Văn Dũng",
        "Văn phòng, UBND tỉnh Bắc Kạn",
        "CA cấp chứng thư thử nghiệm",
        "CA thử nghiệm",
        "Tám nội dung kiểm tra",
        "RSASSA-PSS, SHA-256, khóa 2048 bit",
    ):
        assert words in then
    assert "1 hợp lệ" in minh.get(VERIFY).content.decode()


def test_what_minh_checked_is_seen_by_nobody_else(
    province: Province, paper: bytes
) -> None:
    sent = province.client("minh").post(VERIFY, {"file": upload(paper)})

    assert province.client("minh").get(sent["Location"]).status_code == 200
    assert province.client("hoa").get(sent["Location"]).status_code == 404
    assert province.client("quan").get(sent["Location"]).status_code == 404


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"khong phai", "Tệp không phải PDF."), (b"", "Tệp rỗng."), (None, "Chọn một")],
)
def test_what_cannot_be_checked_is_told_beside_the_field(
    province: Province, content: bytes | None, words: str
) -> None:
    given = {} if content is None else {"file": upload(content)}

    page = province.client("minh").post(VERIFY, given)

    assert page.status_code == 422
    assert words in page.content.decode()
    assert not Verification.objects.exists()


def test_the_bytes_of_an_upload_do_not_stay(province: Province, paper: bytes) -> None:
    province.client("minh").post(VERIFY, {"file": upload(paper)})

    row = Verification.objects.get()
    assert row.result["signatures"] == []
    assert not open_store().has(row.sha256)


def test_where_the_bytes_were_swept_the_first_look_stands(
    province: Province, ca: SmallCa, paper: bytes
) -> None:
    trusting(province.client("quan"), ca)
    province.client("minh").post(VERIFY, {"file": upload(sign(paper, ca.issue(), ca))})
    row = Verification.objects.get()
    open_store().erase(row.sha256)

    finish(row)

    assert row.state == "done"
    assert row.result["signatures"][0]["verdict"] == "unknown"


def test_what_was_destroyed_as_a_secret_does_not_come_back(
    province: Province, paper: bytes
) -> None:
    now = timezone.now()
    kept = files.store(stream=BytesIO(paper), name="mat.pdf", by=SYSTEM, at=now).file
    kept.state, kept.reason, kept.destroyed_at = FileState.DESTROYED, "mật", now
    kept.name = kept.text = ""
    kept.save()

    page = province.client("minh").post(VERIFY, {"file": upload(paper)})

    assert "đã bị hủy" in page.content.decode()


def test_a_root_is_added_seen_and_removed_with_a_reason(
    province: Province, ca: SmallCa
) -> None:
    quan = province.client("quan")

    trusting(quan, ca)
    anchor = TrustAnchor.objects.get()
    page = quan.get(TRUST).content.decode()
    without = quan.post(f"{TRUST}{anchor.id}/bo/", {"reason": " "}, follow=True)
    quan.post(f"{TRUST}{anchor.id}/bo/", {"reason": "Đã thay chứng thư gốc."})
    anchor.refresh_from_db()

    assert anchor.is_root
    assert anchor.fingerprint in page
    assert "Ghi lý do bỏ chứng thư." in without.content.decode()
    assert (anchor.removal_reason, anchor.removed_by) == (
        "Đã thay chứng thư gốc.",
        anchor.added_by,
    )
    assert queries.trust_lists()[0].anchors.all().count() == 0
    assert list(
        AuditEvent.objects.filter(event__startswith="signatures.")
        .order_by("at")
        .values_list("event", flat=True)
    ) == [
        "signatures.list-created",
        "signatures.anchor-added",
        "signatures.anchor-removed",
    ]


def test_the_same_root_is_held_once_and_may_come_back(
    province: Province, ca: SmallCa
) -> None:
    quan = province.client("quan")
    trusting(quan, ca)

    again = trusting(quan, ca).content.decode()
    anchor = TrustAnchor.objects.get()
    quan.post(f"{TRUST}{anchor.id}/bo/", {"reason": "Nhầm."})
    trusting(quan, ca)

    assert "Danh sách đã có mọi chứng thư" in again
    assert TrustAnchor.objects.count() == 2
    assert TrustAnchor.objects.filter(removed_at=None).count() == 1


def test_a_list_says_whose_it_is_and_whence_all_at_once(
    province: Province, ca: SmallCa
) -> None:
    page = trusting(province.client("quan"), ca, keeper="", source="").content.decode()

    assert "Ghi tổ chức giữ chứng thư gốc" in page
    assert "Ghi nơi lấy chứng thư" in page
    assert not TrustList.objects.exists()


def test_a_file_without_certificates_is_refused(province: Province) -> None:
    given = {"name": "A", "keeper": "B", "source": "C", "sureness": "checked"}
    page = province.client("quan").post(TRUST, {**given, "file": upload(b"khong co")})

    assert page.status_code == 422
    assert "không có chứng thư nào đọc được" in page.content.decode()


def test_an_intermediate_helps_on_the_way_and_is_no_root(
    province: Province, ca: SmallCa, tmp_path: Path
) -> None:
    both = tmp_path / "chuoi.pem"
    both.write_bytes(ca.issuing.pem + ca.root.pem)

    actions.add_to_list(
        path=both, name="A", keeper="B", source="C", by=SYSTEM, at=timezone.now()
    )

    (given,) = queries.material_lists(queries.trust_lists())
    assert (len(given["roots"]), len(given["others"])) == (1, 1)


def test_only_the_administrator_of_the_province_edits(
    province: Province, ca: SmallCa
) -> None:
    for who in ("minh", "lan", "dung"):
        assert trusting(province.client(who), ca).status_code == 404
    assert not TrustList.objects.exists()


def test_the_database_refuses_what_the_rules_forbid(db: None) -> None:
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        TrustList.objects.create(
            name="A", keeper="", source="x", sureness="checked", created_at=now
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Verification.objects.create(
            sha256="0" * 64,
            state="done",
            result={},
            lists=[],
            asked_at=now,
            done_at=None,
        )


# -- programs


def test_a_program_gets_the_same_as_the_page(
    province: Province, ca: SmallCa, paper: bytes
) -> None:
    trusting(province.client("quan"), ca)
    minh = province.client("minh")
    signed = sign(paper, ca.issue(), ca)

    made = minh.post("/api/v1/signature-verifications", {"file": upload(signed)})
    finish(Verification.objects.get())
    row = minh.get(f"/api/v1/signature-verifications/{made.json()['id']}").json()

    assert made.status_code == 201
    assert made.json()["state"] == "asking"
    assert row["state"] == "done"
    (one,) = row["signatures"]
    assert (one["verdict"], one["verdict_words"]) == ("valid", "Hợp lệ")
    assert one["trust_list"] == "CA thử nghiệm"
    assert len(one["checks"]) == 8
    assert [r["id"] for r in minh.get("/api/v1/signature-verifications").json()] == [
        row["id"]
    ]


def test_a_program_adds_and_removes_roots(province: Province, ca: SmallCa) -> None:
    quan = province.client("quan")
    given = {"name": "A", "keeper": "B", "source": "C", "sureness": "published"}

    made = quan.post(
        "/api/v1/trust-lists", {**given, "file": upload(ca.root.pem, "goc.pem")}
    )
    lists = quan.get("/api/v1/trust-lists").json()
    gone = quan.post(
        f"/api/v1/trust-anchors/{made.json()[0]['id']}/remove",
        json.dumps({"reason": "Nhầm."}),
        content_type="application/json",
    )

    assert made.status_code == 201
    assert lists[0]["anchors"][0]["fingerprint"] == made.json()[0]["fingerprint"]
    assert gone.status_code == 204


def test_a_stored_file_is_looked_at_once_and_its_result_found(
    ca: SmallCa, paper: bytes, db: None
) -> None:
    signed = sign(paper, ca.issue(), ca)
    now = timezone.now()
    stored = files.store(stream=BytesIO(signed), name="den.pdf", by=SYSTEM, at=now)
    kept = files.read(file=stored.file, by=SYSTEM, at=now)

    for _time in (1, 2):
        find_job("signatures.verify-file").run(file_id=str(kept.pk))

    row = queries.verification_of(kept.sha256)
    assert row == Verification.objects.get()
    assert row is not None
    assert row.name == ""
    assert row.result["signatures"][0]["intact"]


# -- the operator


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_the_command_prints_what_was_found(
    ca: SmallCa, paper: bytes, tmp_path: Path, db: None
) -> None:
    path, root = tmp_path / "vb.pdf", tmp_path / "goc.pem"
    path.write_bytes(sign(paper, ca.issue(), ca))
    root.write_bytes(ca.root.pem)

    told = json.loads(
        run("signature", "verify", str(path), "--json", "--trust", str(root))
    )
    assert not Verification.objects.exists(), "--trust is for one look only"
    plain = run("signature", "verify", str(path), "--offline")

    (one,) = told["signatures"]
    assert {
        "signer",
        "issuer",
        "signed_at",
        "digest",
        "algorithm",
        "revision",
        "intact",
        "trusted",
        "verdict",
        "reasons",
    } <= set(one)
    assert (one["verdict"], one["trust_list"]) == ("valid", "goc.pem")
    assert "Chưa đủ căn cứ: Nguyễn Văn Dũng" in plain
    assert Verification.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "words"), [("a.txt", "không phải PDF"), ("khong-co.pdf", "Không đọc được")]
)
def test_the_command_says_why_a_file_cannot_be_examined(
    tmp_path: Path, db: None, name: str, words: str
) -> None:
    (tmp_path / "a.txt").write_text("chữ")

    with pytest.raises(CommandError, match=words):
        run("signature", "verify", str(tmp_path / name), "--json")


def test_the_trust_command_adds_lists_and_removes(
    ca: SmallCa, tmp_path: Path, db: None
) -> None:
    root = tmp_path / "goc.pem"
    root.write_bytes(ca.root.pem)

    assert "Chưa có danh sách" in run("trust", "list")
    run(
        *("trust", "add", str(root), "--list", "Gốc quốc gia"),
        *("--keeper", "NEAC", "--source", "neac.gov.vn"),
    )
    listed = run("trust", "list")
    fingerprint = TrustAnchor.objects.get().fingerprint
    run("trust", "remove", fingerprint, "--reason", "Đã thay.")

    assert "Gốc quốc gia · NEAC" in listed
    assert fingerprint in listed
    assert fingerprint not in run("trust", "list")
    with pytest.raises(CommandError, match="Không danh sách nào"):
        run("trust", "remove", fingerprint, "--reason", "x")


# -- files that take long


def heavy() -> bytes:
    """4 KB: fifty form fields, each with the next one twice beneath it."""
    parts = {
        1: b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [10 0 R] >> >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>",
        60: b"<< /FT /Sig /T (x) >>",
    }
    for n in range(10, 60):
        parts[n] = b"<< /T (a%d) /Kids [%d 0 R %d 0 R] >>" % (n, n + 1, n + 1)
    out, table = bytearray(b"%PDF-1.7\n"), bytearray(b"xref\n0 1\n")
    table += b"0000000000 65535 f \n"
    for n, body in sorted(parts.items()):
        table += b"%d 1\n%010d 00000 n \n" % (n, len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    end = b"trailer\n<< /Size 61 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    return bytes(out + table + end)


@pytest.fixture
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that waits a second, a worker that waits two."""
    monkeypatch.setattr("congvu.signatures.actions.verifying.QUICK", 1)
    monkeypatch.setattr("congvu.signatures.actions.examining.SECONDS", 2)


@pytest.mark.usefixtures("_impatient")
def test_a_file_that_takes_long_is_left_to_the_worker(
    province: Province, paper: bytes
) -> None:
    minh, hoa = province.client("minh"), province.client("hoa")

    began = monotonic()
    sent = minh.post(VERIFY, {"file": upload(heavy())})
    waited = monotonic() - began
    row = Verification.objects.get()
    first = minh.get(sent["Location"]).content.decode()
    second = minh.post(VERIFY, {"file": upload(paper)})
    others = hoa.post(VERIFY, {"file": upload(paper)})
    finish(row)
    then = minh.get(sent["Location"]).content.decode()

    assert waited < 20, "never the minute a worker has"
    assert row.state == "done"
    assert "cần kiểm tra lâu hơn" in first
    assert 'http-equiv="refresh"' in first
    assert "Tệp trước của bạn còn đang được kiểm tra" in second.content.decode()
    assert others.status_code == 302
    assert "mất quá nhiều thời gian" in then
    assert 'http-equiv="refresh"' not in then
    assert minh.post(VERIFY, {"file": upload(paper)}).status_code == 302
    put_off = AuditEvent.objects.filter(event="signatures.put-off")
    assert put_off.filter(object_id=row.pk).count() == 1


@pytest.mark.usefixtures("_impatient")
def test_a_program_is_told_to_ask_again(province: Province) -> None:
    minh = province.client("minh")

    made = minh.post("/api/v1/signature-verifications", {"file": upload(heavy())})

    assert made.status_code == 201
    assert (made.json()["state"], made.json()["message"]) == ("looking", "")


@pytest.mark.usefixtures("_impatient")
def test_a_look_whose_bytes_were_swept_says_so(province: Province) -> None:
    minh = province.client("minh")
    sent = minh.post(VERIFY, {"file": upload(heavy())})
    row = Verification.objects.get()
    open_store().erase(row.sha256)

    finish(row)

    assert "gửi lại tệp" in minh.get(sent["Location"]).content.decode()
    assert queries.verification_of(row.sha256) is None, "of a paper it says nothing"
