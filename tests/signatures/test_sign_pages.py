"""Lan keeps the agency's key, Dũng his own; a program of his own signs for him."""

from __future__ import annotations

import ssl
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from congvu.signatures.formats import demo_ca
from congvu.signatures.formats.signing import Mechanism
from congvu.signatures.models import MadeSignature, OutsideSigning, SigningKey
from tests.people import Province
from tests.signatures.papers import BLUE, RED, Pen, all_valid, paper, ready
from tests.signatures.services import RemoteService, serving

KEYS = "/quan-tri/chu-ky/"
REGISTER = "/quan-tri/chu-ky/dang-ky/"
API = "/api/v1/"
_QUERIES = 13


@pytest.fixture(autouse=True)
def _demo_allowed(settings: Any) -> None:
    settings.SIGNING_DEMO = True


@pytest.fixture
def pen() -> Pen:
    now = timezone.now()
    root = demo_ca.make_root(now)
    issued = demo_ca.issue(root, "Nguyễn Tiến Dũng", now)
    return Pen(issued.key, issued.der, (root.der,))


def pem(pen: Pen) -> bytes:
    return "".join(
        ssl.DER_cert_to_PEM_cert(one) for one in (*pen.chain, pen.certificate)
    ).encode()


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def outside(client: Any, pen: Pen, **more: Any) -> Any:
    given = {
        "owner": "seat",
        "certificate": upload(pem(pen), "chu-ky.pem"),
        "image": upload(BLUE, "chu-ky.png"),
        **more,
    }
    return client.post(REGISTER, {"noi": "outside", **given})


def test_dung_registers_his_own_key_and_sees_only_his(
    province: Province, pen: Pen
) -> None:
    dung, lan, minh = (province.client(who) for who in ("dung", "lan", "minh"))

    assert "Chưa có khóa ký số nào" in dung.get(KEYS).content.decode()
    assert "phần mềm ký" in dung.get(REGISTER).content.decode()
    assert dung.get(f"{REGISTER}?noi=outside").status_code == 200
    answer = outside(dung, pen)

    key = SigningKey.objects.get()
    assert answer["Location"] == KEYS
    assert key.der == pen.certificate
    assert key.chain_ders == pen.chain
    page = dung.get(KEYS).content.decode()
    assert "chỉ để dùng thử" in page
    assert "Đang dùng" in page
    image = dung.get(f"{KEYS}{key.pk}/anh/")
    assert image["Content-Type"] == "image/png"
    assert image.content == BLUE
    assert key.subject in lan.get(KEYS).content.decode()
    assert key.subject not in minh.get(KEYS).content.decode()
    assert minh.get(f"{KEYS}{key.pk}/anh/").status_code == 404
    assert minh.post(f"{KEYS}{key.pk}/thoi-dung/", {"reason": "x"}).status_code == 404


def test_lan_makes_a_demo_key_for_the_agency_and_retires_it(
    province: Province,
) -> None:
    lan = province.client("lan")
    lan.post(
        REGISTER, {"noi": "demo", "owner": "agency", "image": upload(RED, "dau.png")}
    )
    key = SigningKey.objects.get()

    unsaid = lan.post(f"{KEYS}{key.pk}/thoi-dung/", {"reason": ""}, follow=True)
    lan.post(f"{KEYS}{key.pk}/thoi-dung/", {"reason": "Đổi con dấu"})

    assert key.owner_id == province.committee.pk
    assert "Ghi lý do thôi dùng khóa." in unsaid.content.decode()
    page = lan.get(KEYS).content.decode()
    assert "Đã thôi dùng" in page
    assert "Đổi con dấu" in page


def test_a_certificate_in_another_name_is_marked_in_words(
    province: Province, pen: Pen
) -> None:
    dung = province.client("dung")
    outside(dung, pen)
    SigningKey.objects.update(owner_label="Lường Tiến Khác, Chủ tịch")

    page = dung.get(KEYS).content.decode()

    said = page[: page.index("chứng thư ghi tên khác")].rpartition("<span")[2]
    assert "tone-look" in said
    assert "warn" not in page


def test_minh_may_not_register_for_the_agency(province: Province) -> None:
    minh = province.client("minh")

    answer = minh.post(REGISTER, {"noi": "demo", "owner": "agency"})

    assert answer.status_code == 422
    assert not SigningKey.objects.exists()
    assert (
        minh.post(f"{API}signing-keys", {"kind": "demo", "owner": "agency"}).status_code
        == 404
    )


def test_what_is_wrong_is_said_beside_its_field(province: Province, pen: Pen) -> None:
    dung = province.client("dung")

    junk = outside(dung, pen, certificate=upload(b"khong phai", "x.pem"))
    huge = outside(dung, pen, image=upload(bytes(40 * 1024 * 1024), "to.png"))
    nothing = dung.post(REGISTER, {"noi": "outside"})

    assert "không có chứng thư nào đọc được" in junk.content.decode()
    assert "Ảnh chữ ký lớn hơn 2 MB" in huge.content.decode()
    assert "Chọn tệp chứng thư." in nothing.content.decode()
    assert not SigningKey.objects.exists()
    assert outside(dung, pen).status_code == 302
    assert "đã được đăng ký" in outside(dung, pen).content.decode()


def test_keeper_that_is_away_says_so(province: Province, settings: Any) -> None:
    dung = province.client("dung")
    settings.REMOTE_SIGNING = {
        "address": "http://127.0.0.1:9",
        "token_address": "http://127.0.0.1:9/oauth2/token",
        "client_id": "x",
        "client_secret": "x",
    }
    settings.PKCS11_MODULE = "/khong/co.so"

    away = dung.get(f"{REGISTER}?noi=remote").content.decode()
    unloaded = dung.get(f"{REGISTER}?noi=token").content.decode()

    assert "Dịch vụ ký số từ xa không trả lời." in away
    assert "không nạp được phần mềm của thiết bị" in unloaded
    assert dung.get(f"{API}signing-keys/offered/remote").status_code == 422


def test_key_of_a_remote_service_is_picked_from_its_list(
    province: Province, settings: Any, pen: Pen
) -> None:
    dung = province.client("dung")
    fingerprint = sha256(pen.certificate).hexdigest()
    with serving(RemoteService(pen)) as address:
        settings.REMOTE_SIGNING = {
            "address": address,
            "token_address": f"{address}/oauth2/token",
            "client_id": "cong-vu",
            "client_secret": "bi-mat",
        }
        shown = dung.get(f"{REGISTER}?noi=remote").content.decode()
        offered = dung.get(f"{API}signing-keys/offered/remote").json()
        dung.post(
            REGISTER, {"noi": "remote", "owner": "seat", "fingerprint": fingerprint}
        )

    assert fingerprint in shown
    assert offered == [{"label": "Chủ tịch", "fingerprint": fingerprint}]
    assert SigningKey.objects.get().place == {"credential": "chu-tich"}


def test_a_signing_program_signs_an_attachment_through_the_api(
    province: Province, pen: Pen, tmp_path: Path
) -> None:
    """The whole of docs/signing-agent.md, from key to signed file."""
    dung = province.client("dung")
    key = dung.post(
        f"{API}signing-keys",
        {
            "kind": "outside",
            "owner": "seat",
            "certificate": upload(pem(pen), "chu-ky.pem"),
        },
    ).json()
    begun = dung.post(
        f"{API}outside-signings",
        {
            "key_id": key["id"],
            "symbol": "07/QĐ-UBND",
            "file": upload(paper(), "phu-luc.pdf"),
        },
    ).json()

    signature = pen.one(bytes.fromhex(begun["to_sign"]), Mechanism("ECDSA", "sha256"))
    body = {"signature": b64encode(signature).decode()}
    path = f"{API}outside-signings/{begun['id']}/finish"
    others = province.client("lan").post(path, body, content_type="application/json")
    signed = dung.post(path, body, content_type="application/json")
    again = dung.post(path, body, content_type="application/json")

    assert begun["mechanism"] == "ECDSA-SHA256"
    assert begun["fingerprint"] == key["fingerprint"]
    assert others.status_code == 422
    assert signed["Content-Type"] == "application/pdf"
    assert again.status_code == 422
    row = MadeSignature.objects.get()
    assert row.file.sha256 == sha256(signed.content).hexdigest()
    assert row.key_id == OutsideSigning.objects.get().key_id
    assert all_valid(signed.content, tmp_path, root=pen.chain[-1], at=row.signed_at)


def test_the_exchange_refuses_in_words(province: Province, pen: Pen) -> None:
    dung = province.client("dung")
    outside(dung, pen)
    key = SigningKey.objects.get()

    def begin(content: bytes, key_id: object = key.pk) -> Any:
        given = {"key_id": str(key_id), "symbol": "x", "file": upload(content, "a.pdf")}
        return dung.post(f"{API}outside-signings", given)

    broken = begin(b"%PDF-")
    begun = begin(ready()).json()
    path = f"{API}outside-signings/{begun['id']}/finish"
    junk = dung.post(path, {"signature": "***"}, content_type="application/json")
    wrong = dung.post(path, {"signature": "AAAA"}, content_type="application/json")
    dung.post(f"{KEYS}{key.pk}/thoi-dung/", {"reason": "Mất máy"})

    assert "bị hỏng" in broken.content.decode()
    assert "không khớp" in junk.content.decode()
    assert "không khớp" in wrong.content.decode()
    assert begin(ready()).status_code == 422
    assert begin(ready(), MadeSignature().pk).status_code == 404
    assert not MadeSignature.objects.exists()


def test_list_asks_as_often_for_thirty_keys_as_for_three(
    province: Province, django_assert_max_num_queries: Any
) -> None:
    lan = province.client("lan")
    for _n in range(3):
        lan.post(REGISTER, {"noi": "demo", "owner": "agency"})
    lan.get(KEYS)
    with django_assert_max_num_queries(_QUERIES):
        lan.get(KEYS)
    for _n in range(6):
        lan.post(REGISTER, {"noi": "demo", "owner": "agency"})
    with django_assert_max_num_queries(_QUERIES):
        lan.get(KEYS)
