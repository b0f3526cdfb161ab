"""Whether a certificate may sign a paper now, and what its issuer says of it.

TT 15/2025/TT-BKHCN: the certificate and its state are checked before signing. Where
neither OCSP nor CRL could be had the state is unknown, which is kept and shown; only
what is known to be wrong refuses.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256

from asn1crypto import crl, ocsp, x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    InsufficientRevinfoError,
    PathBuildingError,
    RevokedError,
    ValidationError,
)

from congvu.signatures.formats.signing.parts import ECDSA, RSA_PSS, Evidence, Mechanism
from congvu.signatures.rules import SigningFailed, Status
from congvu.signatures.rules.signing import MIN_EC_BITS, MIN_RSA_BITS

_WEAK_HASHES = {"md2", "md5", "sha1"}
# Extended key usages under which papers are signed; certificates of public CAs here
# carry those of mail and of log-in. One that names others only was made for those.
_PAPER_USES = {
    "any_extended_key_usage",
    "email_protection",
    "client_auth",
    "microsoft_document_signing",
    "1.3.6.1.4.1.311.10.3.12",
    "1.3.6.1.5.5.7.3.36",
    "1.2.840.113583.1.1.5",
    "adobe_authentic_documents_trust",
}


def read_certificate(der: bytes) -> x509.Certificate:
    try:
        found = x509.Certificate.load(der, strict=True)
        load_der_public_key(found.public_key.dump())
        found.not_valid_after  # noqa: B018  parsed on first use
    except Exception as why:
        raise SigningFailed("certificate-broken") from why
    return found


def mechanism_of(certificate: x509.Certificate) -> Mechanism:
    """RSASSA-PSS or ECDSA, with a hash as strong as the key."""
    key = load_der_public_key(certificate.public_key.dump())
    if isinstance(key, rsa.RSAPublicKey):
        return Mechanism(RSA_PSS, "sha256")
    if isinstance(key, ec.EllipticCurvePublicKey):
        bits = key.curve.key_size
        strong = "sha512" if bits > 400 else "sha384" if bits > 300 else "sha256"
        return Mechanism(ECDSA, strong)
    raise SigningFailed("certificate-weak")


def check_certificate(der: bytes, *, at: datetime) -> x509.Certificate:
    """The certificate, when it may sign by itself at that moment; else all reasons."""
    certificate = read_certificate(der)
    wrong = []
    if at > certificate.not_valid_after:
        wrong.append("certificate-expired")
    if at < certificate.not_valid_before:
        wrong.append("certificate-not-yet")
    if not _may_sign_papers(certificate):
        wrong.append("certificate-purpose")
    if _is_weak(certificate):
        wrong.append("certificate-weak")
    if wrong:
        raise SigningFailed(*wrong)
    return certificate


def _may_sign_papers(certificate: x509.Certificate) -> bool:
    if certificate.ca:
        return False
    usage = certificate.key_usage_value
    if usage is not None and not usage.native & {
        "digital_signature",
        "non_repudiation",
    }:
        return False
    extended = certificate.extended_key_usage_value
    return extended is None or bool(set(extended.native) & _PAPER_USES)


def _is_weak(certificate: x509.Certificate) -> bool:
    if certificate.hash_algo in _WEAK_HASHES:
        return True
    key = load_der_public_key(certificate.public_key.dump())
    if isinstance(key, rsa.RSAPublicKey):
        return key.key_size < MIN_RSA_BITS
    if isinstance(key, ec.EllipticCurvePublicKey):
        return key.curve.key_size < MIN_EC_BITS
    return True


def status_of(
    certificate: x509.Certificate,
    chain: Sequence[bytes],
    evidence: Evidence,
    *,
    at: datetime,
    uses: frozenset[str] = frozenset(),
) -> Status:
    """What CRL and OCSP say, once their own signatures are found good.

    The last of the chain is taken for its root: whom to trust is the question of the
    trust lists, asked in verification. Raises when revoked, or when the chain is wrong.
    """
    above = [read_certificate(one) for one in chain]
    if not above:
        return Status.UNKNOWN
    try:
        asyncio.run(_validate(certificate, above, evidence, at, uses))
    except RevokedError as why:
        raise SigningFailed("certificate-revoked") from why
    except InsufficientRevinfoError:
        return Status.UNKNOWN
    except (ValidationError, PathBuildingError, ValueError) as why:
        raise SigningFailed("certificate-chain") from why
    return Status.GOOD


async def _validate(
    certificate: x509.Certificate,
    above: Sequence[x509.Certificate],
    evidence: Evidence,
    at: datetime,
    uses: frozenset[str],
) -> None:
    context = ValidationContext(
        trust_roots=[above[-1]],
        other_certs=list(above),
        crls=list(evidence.crls),
        ocsps=list(evidence.ocsps),
        moment=at,
        allow_fetching=False,
        revocation_mode="require",
    )
    validator = CertificateValidator(
        certificate, intermediate_certs=list(above), validation_context=context
    )
    await validator.async_validate_usage(set(), set(uses))


def chain_of(certificate: bytes, held: Iterable[bytes]) -> tuple[bytes, ...]:
    """Those of the held certificates that stand above one, from below upwards."""
    known = [read_certificate(one) for one in held]
    line = [read_certificate(certificate)]
    while line[-1].self_signed == "no":
        above = [one for one in known if one.subject == line[-1].issuer]
        if not above or above[0] in line:
            break
        line.append(above[0])
    return tuple(one.dump() for one in line[1:])


def told(evidence: Evidence) -> Iterator[dict[str, str]]:
    """A line for each answer of an issuer: what, its own time, and its digest."""
    for one in evidence.crls:
        issued = crl.CertificateList.load(one)["tbs_cert_list"]["this_update"].native
        yield _line("CRL", one, issued)
    for one in evidence.ocsps:
        answer = ocsp.OCSPResponse.load(one).basic_ocsp_response["tbs_response_data"]
        yield _line("OCSP", one, answer["produced_at"].native)


def _line(kind: str, content: bytes, issued: datetime) -> dict[str, str]:
    return {
        "kind": kind,
        "issued_at": issued.isoformat(),
        "sha256": sha256(content).hexdigest(),
    }
