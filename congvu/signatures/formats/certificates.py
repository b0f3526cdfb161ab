"""Certificates (X.509) in the words a person reads: whose, whose unit, until when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from asn1crypto import cms, pem, x509

from congvu.lib.text import fold

LONGEST_NAME = 300
RSA_BITS, CURVE_BITS = 2048, 256
WEAK_DIGESTS = frozenset({"md2", "md4", "md5", "sha1"})
_DIGEST_NAMES = {"sha1": "SHA-1", "md5": "MD5", "md2": "MD2"}
_MECHANISMS = {
    "rsassa_pkcs1v15": "RSA PKCS#1 v1.5",
    "rsassa_pss": "RSASSA-PSS",
    "ecdsa": "ECDSA",
    "ed25519": "Ed25519",
    "ed448": "Ed448",
    "dsa": "DSA",
}

_NAME_PARTS = {
    "common_name": "CN",
    "organizational_unit_name": "OU",
    "organization_name": "O",
    "locality_name": "L",
    "state_or_province_name": "ST",
    "country_name": "C",
    "email_address": "E",
    "serial_number": "SERIALNUMBER",
    "user_id": "UID",
    "title": "T",
}
# What a certificate must not be for alone, if it is to sign documents.
_OTHER_PURPOSES = frozenset(
    {
        "server_auth",
        "code_signing",
        "time_stamping",
        "ocsp_signing",
        "ipsec_end_system",
        "ipsec_tunnel",
        "ipsec_user",
        "ike_intermediate",
    }
)
_SIGNING_PURPOSES = frozenset(
    {
        "any_extended_key_usage",
        "email_protection",
        "adobe_authentic_documents_trust",
        "microsoft_document_signing",
        "1.3.6.1.5.5.7.3.36",  # RFC 9336, documentSigning
    }
)


def digest_name(algorithm: str) -> str:
    """``sha256`` → "SHA-256", as the circular writes it."""
    if algorithm in _DIGEST_NAMES:
        return _DIGEST_NAMES[algorithm]
    if algorithm.startswith("sha3_"):
        return f"SHA3-{algorithm[5:]}"
    if algorithm.startswith("sha"):
        rest = algorithm[3:]
        return (
            f"SHA-{rest.replace('_', '/')}"
            if rest[:1].isdigit()
            else (algorithm.removesuffix("_len").upper())
        )
    return algorithm.upper()


def mechanism_name(algorithm: cms.SignedDigestAlgorithm) -> str:
    """``sha256_rsa`` → "RSA PKCS#1 v1.5"; what is not known keeps its own name."""
    try:
        family = str(algorithm.signature_algo)
    except ValueError:
        family = str(algorithm["algorithm"].native)
    return _MECHANISMS.get(family, family)


def key_bits(certificate: x509.Certificate) -> int:
    """0 where the kind of key is not known here."""
    try:
        key = certificate.public_key
        if key.algorithm in ("ed25519", "ed448"):
            return 256 if key.algorithm == "ed25519" else 456
        return int(key.bit_size)
    except (ValueError, TypeError, KeyError):
        return 0


def has_weak_key(certificate: x509.Certificate) -> bool:
    try:
        family = str(certificate.public_key.algorithm)
    except ValueError:
        return False
    bits = key_bits(certificate)
    if family in ("rsa", "rsassa_pss", "dsa"):
        return 0 < bits < RSA_BITS
    return family == "ec" and 0 < bits < CURVE_BITS


def has_weak_signature(certificate: x509.Certificate) -> bool:
    """Whether its issuer signed it over a digest that is not trusted any more."""
    try:
        return str(certificate["signature_algorithm"].hash_algo) in WEAK_DIGESTS
    except ValueError:
        return False


def is_root(certificate: x509.Certificate) -> bool:
    return bool(certificate.self_signed in ("yes", "maybe"))


def common_name(name: x509.Name) -> str:
    """The name people know it by; the organisation's where there is no other."""
    parts = name.native
    for key in ("common_name", "organizational_unit_name", "organization_name"):
        if found := _text(parts.get(key)):
            return found
    return distinguished(name)


def bears_name(certificate: bytes, person: str) -> bool:
    """Whether it says that it is this person's, accents and case aside."""
    subject = x509.Certificate.load(certificate).subject
    return fold(person) in fold(common_name(subject))


def distinguished(name: x509.Name) -> str:
    """ "CN=…, OU=…, O=…": the whole name, as certificates are compared by people."""
    parts = []
    for piece in name.chosen:
        for attribute in piece:
            kind = str(attribute["type"].native)
            value = str(attribute["value"].native)
            parts.append(f"{_NAME_PARTS.get(kind, kind)}={value}")
    return clip(", ".join(reversed(parts)))


def managing_unit(name: x509.Name) -> str:
    """ "Đơn vị quản lý" of a certificate: its unit, then its organisation."""
    parts = name.native
    given = (
        _text(parts.get("organizational_unit_name")),
        _text(parts.get("organization_name")),
    )
    return ", ".join(dict.fromkeys(part for part in given if part))


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = ", ".join(str(part) for part in value)
    return clip(str(value)) if value else ""


def clip(text: str) -> str:
    """A stranger's text, short enough for a page and without what none can keep."""
    kept = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(kept.split())[:LONGEST_NAME]


def term(certificate: x509.Certificate) -> tuple[datetime, datetime]:
    validity = certificate["tbs_certificate"]["validity"]
    return validity["not_before"].native, validity["not_after"].native


def describe(certificate: x509.Certificate) -> dict[str, Any]:
    """What a page shows of one certificate."""
    since, until = term(certificate)
    subject, issuer = certificate.subject, certificate.issuer
    return {
        "subject": common_name(subject),
        "subject_name": distinguished(subject),
        "unit": managing_unit(subject),
        "issuer": common_name(issuer),
        "issuer_name": distinguished(issuer),
        "serial": f"{certificate.serial_number:x}",
        "fingerprint": certificate.sha256.hex(),
        "valid_from": since.isoformat(),
        "valid_until": until.isoformat(),
        "key_bits": key_bits(certificate),
        "is_root": is_root(certificate),
    }


def purpose_problem(certificate: x509.Certificate) -> str:
    """The finding about what the certificate was issued for, or "".

    A usage that is not named at all is no limit (RFC 5280, 4.2.1.3 and 4.2.1.12).
    """
    usage = certificate.key_usage_value
    if usage is not None and not {"digital_signature", "non_repudiation"} & set(
        usage.native
    ):
        return "purpose-wrong"
    extended = certificate.extended_key_usage_value
    if extended is None:
        return ""
    purposes = set(extended.native)
    if purposes & _SIGNING_PURPOSES:
        return ""
    return "purpose-wrong" if purposes <= _OTHER_PURPOSES else "purpose-unusual"


def may_timestamp(certificate: x509.Certificate) -> bool:
    extended = certificate.extended_key_usage_value
    return extended is not None and "time_stamping" in extended.native


def read_certificates(content: bytes) -> list[x509.Certificate]:
    """Every certificate of a file: PEM (one or many), DER, or PKCS#7 without
    signatures, as certification authorities publish their chains.
    """
    if pem.detect(content):
        parts = [der for _kind, _headers, der in pem.unarmor(content, multiple=True)]
    else:
        parts = [content]
    found: dict[bytes, x509.Certificate] = {}
    for part in parts:
        for certificate in _of_part(part):
            found.setdefault(certificate.sha256, certificate)
    return list(found.values())


def _of_part(der: bytes) -> Iterable[x509.Certificate]:
    try:
        certificate = x509.Certificate.load(der, strict=True)
        describe(certificate)
    except (ValueError, TypeError):
        return _of_bundle(der)
    return [certificate]


def _of_bundle(der: bytes) -> list[x509.Certificate]:
    try:
        content = cms.ContentInfo.load(der, strict=True)
        if content["content_type"].native != "signed_data":
            return []
        found = [
            choice.chosen
            for choice in content["content"]["certificates"]
            if choice.name == "certificate"
        ]
        for certificate in found:
            describe(certificate)
    except (ValueError, TypeError):
        return []
    return found


def as_pem(certificate: x509.Certificate) -> str:
    armoured: bytes = pem.armor("CERTIFICATE", certificate.dump())
    return armoured.decode("ascii")
