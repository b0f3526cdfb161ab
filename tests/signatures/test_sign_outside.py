"""A leader signs at his own machine: a digest goes out and a signature comes back."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError

from congvu.audit.models import AuditEvent
from congvu.audit.rules import Actor
from congvu.files.actions import store
from congvu.lib.ids import uuid7
from congvu.signatures.actions import (
    KeyRefused,
    SigningRefused,
    hand_out,
    record_signature,
    register_key,
    retire_key,
    take_back,
)
from congvu.signatures.client import evidence_for, open_key
from congvu.signatures.client.demo import DemoKeeper
from congvu.signatures.formats.signing import (
    Appearance,
    Started,
    apply_signature,
    begin_outside,
    finish_outside,
)
from congvu.signatures.models import MadeSignature, OutsideSigning, SigningKey
from congvu.signatures.rules import KeyKind, SigningFailed, Status
from tests.signatures.papers import (
    AT,
    BLUE,
    DUNG,
    PERSON,
    ROOT,
    all_valid,
    certificate,
    ready,
)

pytestmark = pytest.mark.django_db
SEAT, OTHER_SEAT, AGENCY_ID = uuid7(), uuid7(), uuid7()
BY = Actor(name="Dũng", post_id=SEAT, agency_id=AGENCY_ID)


@pytest.fixture
def key() -> SigningKey:
    return register_key(
        kind=KeyKind.OUTSIDE,
        owner_id=SEAT,
        owner_label="Chủ tịch",
        agency_id=AGENCY_ID,
        certificate=DUNG.certificate,
        chain=DUNG.chain,
        image=BLUE,
        by=BY,
        at=AT,
    )


def begun(key: SigningKey) -> Started:
    return begin_outside(
        ready(),
        field=PERSON,
        certificate=key.der,
        chain=key.chain_ders,
        appearance=Appearance(BLUE),
        at=AT,
    )


def given(key: SigningKey) -> OutsideSigning:
    return hand_out(started=begun(key), key=key, seat_id=SEAT, purpose={}, by=BY, at=AT)


def test_openssl_as_the_signing_program(key: SigningKey, tmp_path: Path) -> None:
    """The exchange of docs/signing-agent.md, with nothing of ours on the other side."""
    waiting = given(key)
    private = tmp_path / "key.pem"
    private.write_bytes(
        DUNG.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    digest = tmp_path / "digest"
    digest.write_bytes(bytes.fromhex(waiting.to_sign))
    signature = subprocess.run(
        ["openssl", "pkeyutl", "-sign", "-inkey", private, "-in", digest],
        check=True,
        capture_output=True,
    ).stdout

    _row, state = take_back(waiting_id=waiting.pk, seat_id=SEAT, by=BY, at=AT)
    applied = finish_outside(state, signature)

    assert waiting.mechanism == "ECDSA-SHA256"
    assert all_valid(applied.pdf, tmp_path) == [PERSON]
    events = list(AuditEvent.objects.order_by("id").values_list("event", flat=True))
    assert events[-2:] == [
        "signatures.outside-started",
        "signatures.outside-finished",
    ]


def test_state_is_given_once_in_time_and_to_its_own_seat(key: SigningKey) -> None:
    waiting = given(key)

    def refused(**other: object) -> tuple[str, ...]:
        asked = {"waiting_id": waiting.pk, "seat_id": SEAT, "by": BY, "at": AT, **other}
        with pytest.raises(SigningRefused) as caught:
            take_back(**asked)  # type: ignore[arg-type]
        return tuple(reason.message for reason in caught.value.reasons)

    assert "vị trí này" in refused(seat_id=OTHER_SEAT)[0]
    assert "vị trí này" in refused(waiting_id=uuid7())[0]
    assert "quá 30 phút" in refused(at=AT + timedelta(minutes=30))[0]
    assert take_back(waiting_id=waiting.pk, seat_id=SEAT, by=BY, at=AT)
    assert "đã nhận chữ ký" in refused()[0]
    waiting.refresh_from_db()
    assert bytes(waiting.state) == b""


def test_what_nobody_came_back_for_is_swept(key: SigningKey) -> None:
    old = given(key)

    hand_out(
        started=begun(key),
        key=key,
        seat_id=SEAT,
        purpose={},
        by=BY,
        at=AT + timedelta(hours=1),
    )

    old.refresh_from_db()
    assert bytes(old.state) == b""
    assert old.finished_at == AT + timedelta(hours=1)


def test_a_key_has_no_keeper_to_open_it_when_it_lies_outside(key: SigningKey) -> None:
    with pytest.raises(SigningFailed, match="key-outside"), open_key(key):
        pass


def test_no_private_key_and_no_pin_is_kept(key: SigningKey) -> None:
    kept = str(SigningKey.objects.values().get()) + str(
        list(AuditEvent.objects.values("data"))
    )

    assert "PRIVATE" not in kept
    assert key.image is not None
    assert key.image.name == "Chủ tịch.png"
    assert key.may_sign(AT)
    assert not key.may_sign(AT + timedelta(days=4000))


def test_refused_keys_are_not_registered_and_all_reasons_come_at_once() -> None:
    def refused(**other: object) -> list[tuple[str | None, str]]:
        asked = {
            "kind": KeyKind.OUTSIDE,
            "owner_id": SEAT,
            "owner_label": "Chủ tịch",
            "agency_id": AGENCY_ID,
            "certificate": DUNG.certificate,
            "by": BY,
            "at": AT,
            **other,
        }
        with pytest.raises(KeyRefused) as caught:
            register_key(**asked)  # type: ignore[arg-type]
        return [(reason.field, reason.message) for reason in caught.value.reasons]

    expired = certificate(
        ec.generate_private_key(ec.SECP256R1()),
        since=AT - timedelta(days=9),
        until=AT - timedelta(days=1),
    )
    assert [field for field, _words in refused(certificate=expired, image=b"x")] == [
        "certificate",
        "image",
    ]
    assert refused(image=bytes(40 * 1024 * 1024))[0][1].startswith(
        "Ảnh chữ ký lớn hơn 2 MB"
    )
    assert not SigningKey.objects.exists()


def test_one_certificate_once_per_owner_until_it_is_retired(key: SigningKey) -> None:
    def again() -> SigningKey:
        return register_key(
            kind=KeyKind.OUTSIDE,
            owner_id=SEAT,
            owner_label="Chủ tịch",
            agency_id=AGENCY_ID,
            certificate=DUNG.certificate,
            by=BY,
            at=AT,
        )

    with pytest.raises(KeyRefused, match="đã được đăng ký"):
        again()
    with pytest.raises(KeyRefused, match="lý do"):
        retire_key(key=key, reason=" ", by=BY, at=AT)
    retired = retire_key(key=key, reason="Đổi token", by=BY, at=AT)
    with pytest.raises(KeyRefused, match="đã thôi dùng"):
        retire_key(key=key, reason="Lần nữa", by=BY, at=AT)

    assert again().pk != key.pk
    assert not retired.may_sign(AT)
    with pytest.raises(SigningFailed, match="key-retired"), open_key(retired):
        pass


def test_what_was_known_when_signing_is_kept_for_good(
    home: Path, settings: object, tmp_path: Path
) -> None:
    made = DemoKeeper(home / "signing", enabled=True).issue("Dũng", AT)
    key = register_key(
        kind=KeyKind.DEMO,
        owner_id=SEAT,
        owner_label="Chủ tịch",
        agency_id=AGENCY_ID,
        certificate=made.certificate,
        chain=made.chain,
        by=BY,
        at=AT,
    )

    evidence = evidence_for(key, at=AT)
    with open_key(key) as handle:
        applied = apply_signature(
            ready(),
            field=PERSON,
            key=handle,
            appearance=Appearance(BLUE),
            at=AT,
            evidence=evidence,
        )
    file = store(
        name="07.pdf", stream=BytesIO(applied.pdf), by=BY, at=AT, read_later=False
    ).file
    kept = record_signature(applied=applied, key=key, file=file, by=BY, at=AT)

    assert kept.status == Status.GOOD
    assert kept.evidence[0]["kind"] == "CRL"
    assert all_valid(applied.pdf, tmp_path, root=made.chain[-1]) == [PERSON]
    with pytest.raises(ProgrammingError), transaction.atomic():
        MadeSignature.objects.update(status="unknown")
    with pytest.raises(IntegrityError), transaction.atomic():
        record_signature(applied=applied, key=key, file=file, by=BY, at=AT)
    with pytest.raises(ValueError, match="not the signed one"):
        record_signature(
            applied=replace(applied, digest="0" * 64), key=key, file=file, by=BY, at=AT
        )


def test_a_key_that_was_exchanged_at_its_keeper_does_not_sign(
    home: Path, key: SigningKey
) -> None:
    DemoKeeper(home / "signing", enabled=True).issue("Dũng", AT)
    key.kind = KeyKind.DEMO

    with pytest.raises(SigningFailed, match="key-missing"), open_key(key):
        pass
    assert ROOT.der in key.chain_ders
