"""A certification authority of our own, small enough to read, answering on loopback.

Everything it makes it makes now and in memory: no key lies in the repository.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import Any

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers, timestamps
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)
MAIL = ExtendedKeyUsageOID.EMAIL_PROTECTION


def name_of(common: str, unit: str = "", body: str = "") -> x509.Name:
    parts = [
        (NameOID.ORGANIZATION_NAME, body),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, unit),
    ]
    return x509.Name(
        [x509.NameAttribute(oid, text) for oid, text in parts if text]
        + [x509.NameAttribute(NameOID.COMMON_NAME, common)]
    )


@dataclass
class Holder:
    """A key and the certificate that answers for it."""

    key: Any
    certificate: x509.Certificate

    @property
    def asn1(self) -> asn1_x509.Certificate:
        der = self.certificate.public_bytes(serialization.Encoding.DER)
        return asn1_x509.Certificate.load(der)

    @property
    def asn1_key(self) -> keys.PrivateKeyInfo:
        der = self.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return keys.PrivateKeyInfo.load(der)

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


@dataclass
class SmallCa:
    """Root → issuing authority → holders. ``address`` is where it answers, or ""."""

    address: str = ""
    root: Holder = field(init=False)
    issuing: Holder = field(init=False)
    revoked: dict[int, datetime] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        key = rsa.generate_private_key(65537, 2048)
        name = name_of("Root CA thử nghiệm", body="Cơ quan thử nghiệm")
        self.root = Holder(key, self._make(name, key.public_key(), name, key, ca=True))
        self.issuing = self.authority("CA cấp chứng thư thử nghiệm")

    def authority(self, name: str) -> Holder:
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._make(
            name_of(name),
            key.public_key(),
            self.root.certificate.subject,
            self.root.key,
            ca=True,
            crl="root",
        )
        return Holder(key, certificate)

    def issue(
        self,
        name: str = "Nguyễn Văn Dũng",
        *,
        key: Any = None,
        since: datetime = NOW - 30 * DAY,
        until: datetime = NOW + 365 * DAY,
        purposes: Sequence[Any] | None = (MAIL,),
        usage: Sequence[str] = ("digital_signature", "content_commitment"),
        digest: Any = None,
        with_ocsp: bool = False,
        with_crl: bool = True,
    ) -> Holder:
        key = key or rsa.generate_private_key(65537, 2048)
        certificate = self._make(
            name_of(name, "Văn phòng", "UBND tỉnh Bắc Kạn"),
            key.public_key(),
            self.issuing.certificate.subject,
            self.issuing.key,
            since=since,
            until=until,
            purposes=purposes,
            usage=usage,
            digest=digest,
            crl="issuing" if with_crl else "",
            ocsp_path="ocsp" if with_ocsp else "",
        )
        return Holder(key, certificate)

    def issue_tsa(self) -> Holder:
        return self.issue(
            "Dấu thời gian thử nghiệm",
            purposes=(ExtendedKeyUsageOID.TIME_STAMPING,),
            usage=("digital_signature",),
        )

    def revoke(self, holder: Holder, *, at: datetime) -> None:
        self.revoked[holder.certificate.serial_number] = at

    def crl(self, of: str) -> bytes:
        issuer = self.root if of == "root" else self.issuing
        made = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(issuer.certificate.subject)
            .last_update(NOW - DAY)
            .next_update(NOW + 7 * DAY)
        )
        for serial, at in self.revoked.items():
            row = x509.RevokedCertificateBuilder().serial_number(serial)
            made = made.add_revoked_certificate(row.revocation_date(at).build())
        return made.sign(issuer.key, hashes.SHA256()).public_bytes(
            serialization.Encoding.DER
        )

    def ocsp(self, request: bytes, known: Sequence[Holder]) -> bytes:
        asked = ocsp.load_der_ocsp_request(request).serial_number
        holder = next(h for h in known if h.certificate.serial_number == asked)
        revoked = self.revoked.get(asked)
        made = ocsp.OCSPResponseBuilder().add_response(
            cert=holder.certificate,
            issuer=self.issuing.certificate,
            algorithm=hashes.SHA1(),  # noqa: S303 - names the certificate, proves nothing
            cert_status=ocsp.OCSPCertStatus.REVOKED
            if revoked
            else ocsp.OCSPCertStatus.GOOD,
            this_update=NOW - timedelta(hours=1),
            next_update=NOW + DAY,
            revocation_time=revoked,
            revocation_reason=None,
        )
        made = made.responder_id(
            ocsp.OCSPResponderEncoding.NAME, self.issuing.certificate
        )
        return made.sign(self.issuing.key, hashes.SHA256()).public_bytes(
            serialization.Encoding.DER
        )

    def _make(
        self,
        subject: x509.Name,
        key: Any,
        issuer: x509.Name,
        signing_key: Any,
        *,
        ca: bool = False,
        since: datetime = NOW - 1000 * DAY,
        until: datetime = NOW + 3650 * DAY,
        purposes: Sequence[Any] | None = None,
        usage: Sequence[str] = ("key_cert_sign", "crl_sign"),
        digest: Any = None,
        crl: str = "",
        ocsp_path: str = "",
    ) -> x509.Certificate:
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(since)
            .not_valid_after(until)
            .add_extension(x509.BasicConstraints(ca, None), critical=True)
            .add_extension(_usage(usage), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), False)
        )
        if purposes:
            made = made.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
        if crl and self.address:
            place = x509.UniformResourceIdentifier(f"{self.address}/{crl}.crl")
            point = x509.DistributionPoint([place], None, None, None)
            made = made.add_extension(x509.CRLDistributionPoints([point]), False)
        if ocsp_path and self.address:
            place = x509.UniformResourceIdentifier(f"{self.address}/{ocsp_path}")
            access = x509.AccessDescription(
                x509.oid.AuthorityInformationAccessOID.OCSP, place
            )
            made = made.add_extension(x509.AuthorityInformationAccess([access]), False)
        return made.sign(signing_key, digest or hashes.SHA256())


def _usage(named: Sequence[str]) -> x509.KeyUsage:
    every = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: name in named for name in every})


def sign(
    pdf: bytes,
    holder: Holder,
    ca: SmallCa,
    *,
    field_name: str = "ky-nguoi-co-tham-quyen",
    md: str = "sha256",
    pss: bool = True,
    tsa: Holder | None = None,
    stamped_at: datetime | None = None,
    also: Sequence[Holder] = (),
    keeps_answers: bool = False,
) -> bytes:
    """The PDF with one more signature, as an incremental update; with what the CA says
    of it beside it (PAdES-LT) where it ``keeps_answers``.
    """
    stamper = None
    if tsa is not None:
        stamper = timestamps.DummyTimeStamper(
            tsa.asn1, tsa.asn1_key, _store(ca), fixed_dt=stamped_at
        )
    signer = signers.SimpleSigner(
        signing_cert=holder.asn1,
        signing_key=holder.asn1_key,
        cert_registry=_store(ca, *also),
        prefer_pss=pss,
    )
    out = signers.sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf), strict=False),
        signers.PdfSignatureMetadata(
            field_name=field_name,
            md_algorithm=md,
            subfilter=SigSeedSubFilter.PADES if keeps_answers else None,
            embed_validation_info=keeps_answers,
            validation_context=_answers(ca) if keeps_answers else None,
        ),
        signer=signer,
        timestamper=stamper,
    )
    return bytes(out.getvalue())


def _answers(ca: SmallCa) -> ValidationContext:
    return ValidationContext(
        trust_roots=[ca.root.asn1],
        other_certs=[ca.issuing.asn1],
        crls=[ca.crl("root"), ca.crl("issuing")],
        revocation_mode="hard-fail",
    )


def stamp_document(pdf: bytes, tsa: Holder, ca: SmallCa, *, at: datetime) -> bytes:
    stamper = timestamps.DummyTimeStamper(
        tsa.asn1, tsa.asn1_key, _store(ca), fixed_dt=at
    )
    out = signers.PdfTimeStamper(stamper).timestamp_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf), strict=False), "sha256"
    )
    return bytes(out.getvalue())


def _store(ca: SmallCa, *also: Holder) -> SimpleCertificateStore:
    store = SimpleCertificateStore()
    holders = (ca.issuing, ca.root, *also)
    store.register_multiple([holder.asn1 for holder in holders])
    return store


@contextmanager
def answering() -> Iterator[tuple[SmallCa, list[Holder]]]:
    """A CA on loopback: CRLs for everybody, OCSP for the holders listed."""
    known: list[Holder] = []

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            ca.asked.append(self.path)
            self._say(ca.crl(self.path.strip("/").removesuffix(".crl")))

        def do_POST(self) -> None:
            ca.asked.append(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self._say(ca.ocsp(body, known))

        def _say(self, content: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    ca = SmallCa(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield ca, known
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
