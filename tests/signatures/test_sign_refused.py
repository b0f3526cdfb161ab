"""What must not be signed, and the reason that is named; nothing is half written."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID
from PIL import Image
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PdfFileWriter, copy_into_new_writer
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigFieldSpec
from pyhanko.sign.signers import sign_pdf
from pyhanko_certvalidator.registry import SimpleCertificateStore

from congvu.signatures.formats import demo_ca
from congvu.signatures.formats.signing import (
    Appearance,
    Applied,
    Box,
    Evidence,
    Mechanism,
    SignatureField,
    SigningFailed,
    TextField,
    apply_signature,
    begin_outside,
    check_image,
    fill_fields,
    finish_outside,
    prepare_pdf,
)
from congvu.signatures.rules import FAILURES
from congvu.signatures.rules.signing import MAX_IMAGE_BYTES
from tests.signatures.papers import (
    AGENCY,
    ALL,
    AT,
    BLUE,
    DUNG,
    PERSON,
    PLACES,
    ROOT,
    TEXTS,
    Pen,
    all_valid,
    certificate,
    encoded,
    paper,
    picture,
    ready,
)


def sign(pdf: bytes, **other: object) -> Applied:
    how: dict[str, object] = {
        "field": PERSON,
        "key": DUNG,
        "appearance": Appearance(BLUE),
        "at": AT,
        **other,
    }
    return apply_signature(pdf, **how)  # type: ignore[arg-type]


def refused(call: object, *given: object, **named: object) -> tuple[str, ...]:
    with pytest.raises(SigningFailed) as caught:
        call(*given, **named)  # type: ignore[operator]
    assert set(caught.value.keys) <= set(FAILURES)
    return caught.value.keys


# --- the file


def test_broken_files_are_named_so() -> None:
    whole = ready()
    broken = [b"", b"%PDF-1.7", b"not a pdf at all", whole[:200], whole[-300:]]
    broken.append(whole.replace(b"startxref", b"startxxxx"))

    for pdf in broken:
        assert refused(prepare_pdf, pdf) == ("pdf-broken",)
        assert refused(sign, pdf) == ("pdf-broken",)
        assert refused(fill_fields, pdf, ALL) == ("pdf-broken",)


def test_encrypted_file_is_refused() -> None:
    writer = copy_into_new_writer(PdfFileReader(BytesIO(paper())))
    assert isinstance(writer, PdfFileWriter)
    writer.encrypt("chu", "dan")
    out = BytesIO()
    writer.write(out)

    assert refused(prepare_pdf, out.getvalue()) == ("pdf-encrypted",)


def test_hybrid_cross_references_are_refused() -> None:
    """A classic table that names a stream (/XRefStm): two truths about one file."""
    pdf = paper()
    trailer = pdf.rindex(b"trailer")
    stream_at = trailer
    size = int(pdf[trailer:].split(b"/Size ")[1].split()[0])
    body = zlib.compress(struct.pack(">BHB", 0, 0, 0))
    stream = (
        (
            f"{size} 0 obj\n<</Type/XRef/Size {size + 1}/W[1 2 1]/Index[{size} 1]"
            f"/Filter/FlateDecode/Length {len(body)}/Root 1 0 R>>\nstream\n"
        ).encode()
        + body
        + b"\nendstream\nendobj\n"
    )
    table_at = pdf.rindex(b"xref\n0")
    head, table = pdf[:table_at], pdf[table_at:trailer]
    tail = pdf[trailer:].replace(b"<<", b"<< /XRefStm %d " % len(head), 1)
    moved = len(head) + len(stream)
    tail = tail[: tail.index(b"startxref")] + b"startxref\n%d\n%%%%EOF\n" % moved
    assert stream_at > table_at

    assert refused(prepare_pdf, head + stream + table + tail) == ("pdf-hybrid",)


def certified(level: MDPPerm) -> bytes:
    out = sign_pdf(
        IncrementalPdfFileWriter(BytesIO(ready())),
        PdfSignatureMetadata(field_name=PERSON, certify=True, docmdp_permissions=level),
        signer=_simple(),
    )
    content: bytes = out.getvalue()
    return content


def _simple() -> SimpleSigner:
    der = DUNG.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(DUNG.certificate),
        signing_key=keys.PrivateKeyInfo.load(der),
        cert_registry=SimpleCertificateStore(),
    )


def test_file_whose_author_forbade_changes_is_refused() -> None:
    pdf = certified(MDPPerm.NO_CHANGES)

    assert refused(fill_fields, pdf, ALL) == ("pdf-locked",)
    assert refused(sign, pdf, field=AGENCY) == ("pdf-locked",)


def test_author_who_allows_filling_allows_filling_and_no_new_fields() -> None:
    pdf = certified(MDPPerm.FILL_FORMS)
    more = SignatureField("sao-y", Box(1, 350, 780, 190, 40))

    sign(fill_fields(pdf, ALL), field=AGENCY)

    assert refused(prepare_pdf, pdf, [], [more]) == ("pdf-locked",)


def test_field_that_an_earlier_signature_locked_is_refused() -> None:
    pdf = sign_pdf(
        IncrementalPdfFileWriter(BytesIO(ready())),
        PdfSignatureMetadata(field_name="khac"),
        signer=_simple(),
        new_field_spec=SigFieldSpec(
            "khac",
            field_mdp_spec=FieldMDPSpec(FieldMDPAction.INCLUDE, fields=["so", AGENCY]),
        ),
    ).getvalue()

    assert refused(fill_fields, pdf, {"so": "07"}) == ("field-locked",)
    assert refused(sign, pdf, field=AGENCY) == ("field-locked",)
    assert fill_fields(pdf, {"ngay": "05"})


def test_fields_missing_filled_or_signed() -> None:
    signed = sign(ready()).pdf

    assert refused(sign, paper()) == ("field-missing",)
    assert refused(sign, signed) == ("field-signed",)
    assert refused(fill_fields, ready(), {"nam": "2026"}) == ("field-missing",)
    twice = fill_fields(ready(), {"so": "07"})
    assert refused(fill_fields, twice, {"so": "08", "nam": "x"}) == (
        "field-filled",
        "field-missing",
    )
    assert refused(fill_fields, ready(), {PERSON: "07"}) == ("field-missing",)


def test_places_are_laid_once_in_time_and_inside_the_page() -> None:
    assert refused(prepare_pdf, ready(), [], PLACES) == ("field-double",)
    assert refused(prepare_pdf, paper(), [TEXTS[0], TEXTS[0]]) == ("field-double",)
    late = [TextField("x", Box(1, 9, 9, 9, 9))]
    assert refused(prepare_pdf, sign(ready()).pdf, late) == ("fields-too-late",)
    for box in (
        Box(2, 10, 10, 50, 20),
        Box(0, 10, 10, 50, 20),
        Box(1, 560, 10, 50, 20),
        Box(1, 10, 10, 0, 20),
    ):
        assert refused(prepare_pdf, paper(), [TextField("x", box)]) == (
            "field-outside-page",
        )
        assert refused(prepare_pdf, paper(), [], [SignatureField("x", box)]) == (
            "field-outside-page",
        )


def test_letters_the_face_lacks_are_refused() -> None:
    assert refused(fill_fields, ready(), {"so": "०७"}) == ("text-unprintable",)
    assert refused(sign, ready(), appearance=Appearance(lines=("署名",))) == (
        "text-unprintable",
    )


# --- the picture


def test_picture_of_40_megabytes_is_refused_before_it_is_opened() -> None:
    assert refused(check_image, bytes(40 * 1024 * 1024)) == ("image-too-big",)
    assert len(BLUE) < MAX_IMAGE_BYTES


def test_pictures_of_the_wrong_kind() -> None:
    opaque = Image.new("RGB", (200, 100), "white")
    bomb = _png_header(60_000, 60_000)

    assert refused(check_image, b"GIF89a") == ("image-not-png",)
    assert refused(check_image, encoded(opaque, "JPEG")) == ("image-not-png",)
    assert refused(check_image, encoded(opaque)) == ("image-opaque",)
    assert refused(check_image, picture((0, 0, 200), size=(2500, 100))) == (
        "image-too-many-dots",
    )
    assert refused(check_image, picture((0, 0, 200), size=(80, 40))) == (
        "image-too-small",
    )
    assert refused(check_image, BLUE[: len(BLUE) // 2]) == ("image-not-png",)
    assert refused(check_image, bomb)[0] in {"image-not-png", "image-too-many-dots"}
    assert refused(sign, ready(), appearance=Appearance(encoded(opaque))) == (
        "image-opaque",
    )


def _png_header(wide: int, high: int) -> bytes:
    head = b"IHDR" + struct.pack(">IIBBBBB", wide, high, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + head
        + struct.pack(">I", zlib.crc32(head))
    )


# --- the certificate


EC = ec.generate_private_key(ec.SECP256R1())


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        ({"until": AT - timedelta(seconds=1)}, "certificate-expired"),
        ({"since": AT + timedelta(seconds=1)}, "certificate-not-yet"),
        ({"digital_signature": False}, "certificate-purpose"),
        ({"authority": True}, "certificate-purpose"),
        ({"uses": [ExtendedKeyUsageOID.SERVER_AUTH]}, "certificate-purpose"),
        ({"uses": [ExtendedKeyUsageOID.TIME_STAMPING]}, "certificate-purpose"),
    ],
)
def test_certificates_that_may_not_sign(made: dict[str, object], reason: str) -> None:
    der = certificate(EC, **made)  # type: ignore[arg-type]

    assert refused(sign, ready(), key=Pen(EC, der, (ROOT.der,))) == (reason,)


def test_weak_keys_never_sign() -> None:
    short = rsa.generate_private_key(65537, 1024)  # noqa: S505
    small = ec.generate_private_key(ec.SECP224R1())

    for key in (short, small):
        der = certificate(key)
        assert refused(sign, ready(), key=Pen(key, der)) == ("certificate-weak",)


def test_all_reasons_come_at_once() -> None:
    short = rsa.generate_private_key(65537, 1024)  # noqa: S505
    der = certificate(
        short,
        until=AT - timedelta(days=1),
        since=AT - timedelta(days=9),
        digital_signature=False,
    )

    assert refused(sign, ready(), key=Pen(short, der)) == (
        "certificate-expired",
        "certificate-purpose",
        "certificate-weak",
    )


def test_revoked_certificate_is_refused_on_the_issuers_word_alone() -> None:
    serial = x509.load_der_x509_certificate(DUNG.certificate).serial_number
    revoked = demo_ca.revocation_list(ROOT, (serial,), AT)
    stranger = demo_ca.make_root(AT)
    forged = demo_ca.revocation_list(replace(ROOT, key=stranger.key), (serial,), AT)

    assert refused(sign, ready(), evidence=Evidence(crls=(revoked,))) == (
        "certificate-revoked",
    )
    # What the issuer did not sign says nothing.
    assert sign(ready(), evidence=Evidence(crls=(forged,))).status == "unknown"


def test_certificate_of_another_chain_is_refused() -> None:
    stranger = demo_ca.make_root(AT)

    assert refused(sign, ready(), key=replace(DUNG, chain=(stranger.der,))) == (
        "certificate-chain",
    )


def test_bytes_that_are_no_certificate() -> None:
    for junk in (b"", b"\x30\x03abc", DUNG.certificate[:100]):
        assert refused(sign, ready(), key=replace(DUNG, certificate=junk)) == (
            "certificate-broken",
        )


@pytest.mark.parametrize(
    ("key", "mechanism"),
    [
        (rsa.generate_private_key(65537, 2048), "RSASSA-PSS-SHA256"),
        (ec.generate_private_key(ec.SECP384R1()), "ECDSA-SHA384"),
        (ec.generate_private_key(ec.SECP521R1()), "ECDSA-SHA512"),
    ],
)
def test_every_other_strong_key_signs(
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey,
    mechanism: str,
    tmp_path: Path,
) -> None:
    applied = sign(ready(), key=Pen(key, certificate(key), (ROOT.der,)))

    assert applied.mechanism == mechanism
    assert all_valid(applied.pdf, tmp_path) == [PERSON]


# --- the keeper


class PulledOut(Pen):
    """A token that is pulled out when it should sign."""

    def sign(self, digests: Sequence[bytes], how: Mechanism) -> Iterator[bytes]:
        del digests, how
        raise SigningFailed("token-gone")


def test_token_pulled_out_leaves_nothing() -> None:
    token = PulledOut(DUNG.key, DUNG.certificate, DUNG.chain)

    assert refused(sign, ready(), key=token) == ("token-gone",)


def test_signature_by_another_key_or_over_other_words_is_refused() -> None:
    started = begin_outside(
        ready(),
        field=PERSON,
        certificate=DUNG.certificate,
        appearance=Appearance(BLUE),
        at=AT,
    )
    other = Pen(EC, b"")

    for bad in (
        other.one(started.to_sign, started.mechanism),
        DUNG.one(bytes(32), started.mechanism),
        b"",
        bytes(64),
    ):
        assert refused(finish_outside, started.state, bad) == ("signature-mismatch",)
    for state in (b"", b"{", b"{}\n", b"[]\n%PDF"):
        assert refused(finish_outside, state, b"x") == ("state-broken",)
    good = DUNG.one(started.to_sign, started.mechanism)
    assert finish_outside(started.state, good).field == PERSON
