"""What must not be signed, through the page: a named reason, and nothing is lost."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.signers import sign_pdf
from pyhanko_certvalidator.registry import SimpleCertificateStore

from congvu.files.actions import store
from congvu.outgoing.actions import give_number
from congvu.outgoing.models import Draft, PaperSignature
from congvu.signatures.formats import demo_ca
from congvu.signatures.models import MadeSignature, SigningKey
from congvu.signatures.rules import KeyKind
from tests.outgoing.drafts import again, lead
from tests.outgoing.signing import agencys, at_service, dungs, ended, key_of, pen_of
from tests.people import Province
from tests.signatures.papers import BLUE, ROOT, Pen, certificate, ready
from tests.signatures.services import RemoteService, issuer, serving

pytestmark = pytest.mark.usefixtures("home", "law", "demo_keys")


@pytest.fixture
def demo_keys(settings: Any) -> None:
    settings.SIGNING_DEMO = True


def url(draft: Draft, verb: str) -> str:
    return f"/van-ban/di/du-thao/{draft.id}/{verb}"


def refused(province: Province, draft: Draft, key: SigningKey, words: str) -> None:
    """The page says why; the draft is as it was, and no record was made."""
    page = province.client("dung").post(url(draft, "ky-o-may/"), {"key": str(key.id)})

    assert page.status_code == 422
    assert words in page.content.decode()
    assert draft.subject in page.content.decode()
    assert again(draft).state == "approved"
    assert not PaperSignature.objects.exists()
    assert not MadeSignature.objects.exists()


def outside(province: Province, der: bytes) -> SigningKey:
    owner = province.cast["dung"].person.id
    return key_of(
        province,
        owner,
        "Nguyễn Tiến Dũng",
        "dung",
        KeyKind.OUTSIDE,
        certificate=der,
        chain=(ROOT.der,),
        image=BLUE,
    )


def test_a_certificate_whose_term_is_over(province: Province) -> None:
    now = province.at
    key = ec.generate_private_key(ec.SECP256R1())
    der = certificate(key, since=now - timedelta(days=9), until=now + timedelta(days=9))
    draft, row = lead(province, 4), outside(province, der)
    over = certificate(
        key, since=now - timedelta(days=9), until=now - timedelta(days=1)
    )
    SigningKey.objects.filter(pk=row.pk).update(certificate=_pem(over))

    refused(province, draft, row, "Chứng thư số đã hết hạn.")


def test_a_certificate_for_another_purpose(province: Province) -> None:
    now = province.at
    key = ec.generate_private_key(ec.SECP256R1())
    term = {"since": now - timedelta(days=9), "until": now + timedelta(days=9)}
    draft, row = lead(province, 4), outside(province, certificate(key, **term))
    other = certificate(key, **term, uses=[x509.oid.ExtendedKeyUsageOID.SERVER_AUTH])
    SigningKey.objects.filter(pk=row.pk).update(certificate=_pem(other))

    refused(province, draft, row, "không được cấp để ký văn bản")


def _pem(der: bytes) -> str:
    return x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM).decode()


def test_a_certificate_its_issuer_took_back(province: Province, settings: Any) -> None:
    settings.REVOCATION_PRIVATE = True
    now = province.at
    key = ec.generate_private_key(ec.SECP256R1())
    answers: dict[str, Any] = {}
    with serving(lambda *asked: answers["issuer"](*asked)) as address:
        der = certificate(
            key,
            since=now - timedelta(days=9),
            until=now + timedelta(days=9),
            crl=f"{address}/crl",
        )
        serial = x509.load_der_x509_certificate(der).serial_number
        answers["issuer"] = issuer(crl=demo_ca.revocation_list(ROOT, (serial,), now))
        draft, row = lead(province, 4), outside(province, der)

        refused(province, draft, row, "đã bị thu hồi")


def test_a_file_that_allows_nothing_to_be_added(province: Province) -> None:
    """What the signer's own program certified against every change is not sealed."""
    draft, own, seal = lead(province, 4), dungs(province), agencys(province)
    lan = province.client("lan")
    province.client("dung").post(url(draft, "ky/"), {"key": str(own.id)})
    give_number(draft_id=draft.id, by=province.seat("lan"), at=province.at)
    kept = store(
        name="van-ban.pdf",
        stream=BytesIO(_certified(pen_of(province))),
        by=province.seat("lan").actor,
        at=province.at,
        agency_id=province.committee.id,
    ).file
    Draft.objects.filter(pk=draft.pk).update(paper=kept)

    page = lan.post(url(draft, "ky-co-quan/"), {"key": str(seal.id)})

    assert page.status_code == 422
    assert "đã cấm thay đổi tệp" in page.content.decode()
    assert again(draft).state == "numbered"
    assert again(draft).paper_id == kept.pk
    assert PaperSignature.objects.count() == 1


def _certified(pen: Pen) -> bytes:
    assert isinstance(pen.key, ec.EllipticCurvePrivateKey)
    der = pen.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(pen.certificate),
        signing_key=keys.PrivateKeyInfo.load(der),
        cert_registry=SimpleCertificateStore(),
    )
    out = sign_pdf(
        IncrementalPdfFileWriter(BytesIO(ready())),
        PdfSignatureMetadata(
            field_name="ky-nguoi-co-tham-quyen",
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        ),
        signer=signer,
    )
    content: bytes = out.getvalue()
    return content


@pytest.mark.usefixtures("transactional_db")
def test_a_key_its_service_has_shut(province: Province, settings: Any) -> None:
    draft, dung = lead(province, 4), province.client("dung")
    service = RemoteService(pen_of(province), status="disabled")
    with serving(service) as address:
        key = at_service(province, service, address, settings)
        answer = dung.post(
            url(draft, "ky/"), {"key": str(key.id), "secret": service.pin}
        )
        ended()
        page = dung.get(answer["Location"]).content.decode()

    assert "Đã ký 0/1 văn bản." in page
    assert "đang bị khóa hoặc đã thôi dùng" in page
    assert draft.subject in page
    assert again(draft).state == "approved"
