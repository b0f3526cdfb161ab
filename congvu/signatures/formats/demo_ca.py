"""A certification authority for trying things out, plainly named as such.

Made of nothing at the first start and trusted by nobody else: every name in its
certificates says "chỉ để dùng thử", or "dùng thử" where there is no room.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

ROOT_NAME = "Gốc chữ ký số chỉ để dùng thử"
_FOR_TRIAL = "chỉ để dùng thử"
_TRIAL = "dùng thử"
_ROOT_YEARS, _SIGNER_YEARS = 10, 3
# The clocks of two machines may differ.
_EARLIER = timedelta(hours=1)
_COMMON_NAME_BYTES = 64

PrivateKey = ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Issued:
    """A private key and its certificate; the key leaves this only encrypted."""

    key: PrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def holder(self) -> str:
        named = self.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        return str(named[0].value)

    def locked(self, password: bytes) -> bytes:
        """Key and certificate as PEM, the key encrypted."""
        key = self.key.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(password)
        )
        return key + self.certificate.public_bytes(Encoding.PEM)


def unlocked(pem: bytes, password: bytes) -> Issued:
    key = load_pem_private_key(pem, password)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("the demo authority makes elliptic keys only")
    return Issued(key, x509.load_pem_x509_certificate(pem))


def make_root(at: datetime) -> Issued:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _named(ROOT_NAME)
    built = (
        _certificate(name, name, key.public_key(), at, _ROOT_YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(authority=True), critical=True)
    )
    return Issued(key, built.sign(key, hashes.SHA256()))


def issue(root: Issued, holder: str, at: datetime) -> Issued:
    """A key and certificate for signing papers in the holder's name."""
    key = ec.generate_private_key(ec.SECP256R1())
    known = x509.AuthorityKeyIdentifier.from_issuer_public_key(root.key.public_key())
    built = (
        _certificate(
            _named(_common_name(holder)),
            root.certificate.subject,
            key.public_key(),
            at,
            _SIGNER_YEARS,
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(authority=False), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]),
            critical=False,
        )
        .add_extension(known, critical=False)
    )
    return Issued(key, built.sign(root.key, hashes.SHA256()))


def _common_name(holder: str) -> str:
    """Marked, never cut inside a word: rather with a shorter mark, or no post."""
    names = (holder, holder.split(",")[0])
    for name in (f"{one} ({mark})" for one in names for mark in (_FOR_TRIAL, _TRIAL)):
        if len(name.encode()) <= _COMMON_NAME_BYTES:
            return name
    room = _COMMON_NAME_BYTES - len(f" ({_TRIAL})".encode())
    cut = holder.encode()[:room].decode(errors="ignore")
    return f"{cut.rpartition(' ')[0] or cut} ({_TRIAL})"


def revocation_list(root: Issued, revoked: tuple[int, ...], at: datetime) -> bytes:
    """The authority's CRL of a moment, in DER.

    It holds as long as the authority itself: nobody publishes a newer one, and a paper
    signed for trial has to be judged in a month by what lies in it.
    """
    known = x509.AuthorityKeyIdentifier.from_issuer_public_key(root.key.public_key())
    built = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root.certificate.subject)
        .last_update(at - _EARLIER)
        .next_update(root.certificate.not_valid_after_utc)
        .add_extension(known, critical=False)
        .add_extension(x509.CRLNumber(int(at.timestamp())), critical=False)
    )
    for serial in revoked:
        built = built.add_revoked_certificate(
            x509.RevokedCertificateBuilder()
            .serial_number(serial)
            .revocation_date(at - _EARLIER)
            .build()
        )
    return built.sign(root.key, hashes.SHA256()).public_bytes(Encoding.DER)


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePublicKey,
    at: datetime,
    years: int,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - _EARLIER)
        .not_valid_after(at + timedelta(days=365 * years))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _named(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, f"Công Vụ ({_FOR_TRIAL})"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
