"""The registry keeps the agency's key; Quân may stop a lost one, never have one."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import Any

import pytest

from congvu.lib.refusals import Refused
from congvu.signatures import actions
from congvu.signatures.formats.signing import Applied, Mechanism
from congvu.signatures.models import MadeSignature, SigningKey
from congvu.signatures.rules import Level, Status
from tests.outgoing.signing import pen_of
from tests.people import Province
from tests.signatures.papers import paper
from tests.signatures.services import RemoteService, serving
from tests.signatures.test_sign_pages import API, KEYS, REGISTER, outside, upload


@pytest.fixture(autouse=True)
def _demo_allowed(settings: Any) -> None:
    settings.SIGNING_DEMO = True


def test_the_administrator_registers_and_uses_no_key(province: Province) -> None:
    quan = province.client("quan")

    page = quan.get(KEYS).content.decode()
    made = quan.post(f"{API}signing-keys", {"kind": "demo", "owner": "agency"})
    own = quan.post(f"{API}signing-keys", {"kind": "demo", "owner": "seat"})

    assert "Đăng ký khóa" not in page
    assert quan.get(REGISTER).status_code == 404
    assert (made.status_code, own.status_code) == (404, 404)
    assert quan.get(f"{API}signing-keys/offered/demo").status_code == 404
    assert not SigningKey.objects.exists()


def test_who_uses_a_key_hears_that_the_administrator_stopped_it(
    province: Province,
) -> None:
    dung, lan, quan = (province.client(who) for who in ("dung", "lan", "quan"))
    outside(dung, pen_of(province))
    lan.post(REGISTER, {"noi": "demo", "owner": "agency"})
    own, agencys = SigningKey.objects.order_by("registered_at")

    quan.post(f"{KEYS}{own.pk}/thoi-dung/", {"reason": "Mất thiết bị"})
    quan.post(f"{KEYS}{agencys.pk}/thoi-dung/", {"reason": "Hỏng máy chủ"})

    told = dung.get("/thong-bao/").content.decode()
    assert "cho thôi dùng khóa ký số" in told
    assert "Mất thiết bị" in told
    assert "Hỏng máy chủ" not in told
    assert "Hỏng máy chủ" in lan.get("/thong-bao/").content.decode()
    assert "khóa ký số" not in quan.get("/thong-bao/").content.decode()


def test_nobody_is_told_of_what_they_did_themselves(province: Province) -> None:
    dung = province.client("dung")
    outside(dung, pen_of(province))

    dung.post(f"{KEYS}{SigningKey.objects.get().pk}/thoi-dung/", {"reason": "Đổi máy"})

    assert "cho thôi dùng" not in dung.get("/thong-bao/").content.decode()


def test_a_shared_keeper_shows_each_their_own_certificate(
    province: Province, settings: Any
) -> None:
    pen = pen_of(province)
    fingerprint = sha256(pen.certificate).hexdigest()
    wish = {"kind": "remote", "owner": "seat", "fingerprint": fingerprint}
    with serving(RemoteService(pen)) as address:
        settings.REMOTE_SIGNING = {
            "address": address,
            "token_address": f"{address}/oauth2/token",
            "client_id": "cong-vu",
            "client_secret": "bi-mat",
        }
        shown = {
            who: province.client(who).get(f"{API}signing-keys/offered/remote").json()
            for who in ("dung", "minh", "lan")
        }
        page = province.client("minh").get(f"{REGISTER}?noi=remote").content.decode()
        taken = province.client("minh").post(f"{API}signing-keys", wish)

    assert [one["fingerprint"] for one in shown["dung"]] == [fingerprint]
    assert shown["minh"] == []
    assert len(shown["lan"]) == 1
    assert "không có chứng thư nào của bạn" in page
    assert taken.status_code == 422
    assert not SigningKey.objects.exists()


def test_a_key_stopped_between_begin_and_finish_signs_nothing(
    province: Province,
) -> None:
    dung, pen = province.client("dung"), pen_of(province)
    outside(dung, pen)
    key = SigningKey.objects.get()
    given = {"key_id": str(key.pk), "symbol": "07/QĐ", "file": upload(paper(), "a.pdf")}
    begun = dung.post(f"{API}outside-signings", given).json()
    signature = pen.one(bytes.fromhex(begun["to_sign"]), Mechanism("ECDSA", "sha256"))

    province.client("quan").post(f"{KEYS}{key.pk}/thoi-dung/", {"reason": "Mất"})
    answer = dung.post(
        f"{API}outside-signings/{begun['id']}/finish",
        {"signature": b64encode(signature).decode()},
        content_type="application/json",
    )

    assert answer.status_code == 422
    assert "đã thôi dùng" in answer.content.decode()
    assert not MadeSignature.objects.exists()


def test_a_key_stopped_while_the_phone_signs_leaves_no_record(
    province: Province,
) -> None:
    dung = province.client("dung")
    outside(dung, pen_of(province))
    read_before = SigningKey.objects.get()
    dung.post(f"{KEYS}{read_before.pk}/thoi-dung/", {"reason": "Mất máy"})
    image = read_before.image
    assert image is not None
    applied = Applied(
        pdf=b"",
        digest=image.sha256,
        field="ky",
        signed_at=province.at,
        stamped_at=None,
        mechanism="ECDSA-SHA256",
        certificate=read_before.der,
        chain=read_before.chain_ders,
        level=Level.B,
        status=Status.GOOD,
        evidence=(),
    )

    with pytest.raises(Refused, match="thôi dùng"):
        actions.record_signature(
            applied=applied,
            key=read_before,
            file=image,
            by=province.seat("dung").actor,
            at=province.at,
        )

    assert not MadeSignature.objects.exists()


def test_the_picture_of_a_hand_is_shown_to_its_own_person_alone(
    province: Province,
) -> None:
    """Lan keeps the seal and Quân the machines: neither has use for Dũng's hand."""
    outside(province.client("dung"), pen_of(province))
    key = SigningKey.objects.get()
    url = f"{KEYS}{key.pk}/anh/"
    pages = {
        who: province.client(who).get(KEYS).content.decode()
        for who in ("dung", "lan", "quan")
    }

    assert province.client("dung").get(url).status_code == 200
    for who in ("lan", "quan"):
        assert key.owner_label in pages[who]
        assert province.client(who).get(url).status_code == 404
    assert [who for who, page in pages.items() if url in page] == ["dung"]
