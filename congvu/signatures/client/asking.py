"""What the issuers say of a chain now: OCSP where it is offered, else the CRL.

Asked before signing and outside every transaction. Whoever does not answer leaves the
state unknown; nothing is taken for good because of silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import urlsplit

import requests
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtensionOID
from django.conf import settings

from congvu.signatures.client.demo import DemoKeeper
from congvu.signatures.formats.signing import Evidence
from congvu.signatures.models import SigningKey
from congvu.signatures.rules import KeyKind

SECONDS = 5
_MAX_BYTES = 30 * 1024 * 1024


def evidence_for(key: SigningKey, *, at: datetime) -> Evidence:
    """Everything that was said, to be kept in the signed file."""
    if key.kind == KeyKind.DEMO:
        keeper = DemoKeeper(settings.HOME / "signing", enabled=settings.SIGNING_DEMO)
        return Evidence(crls=(keeper.revocations(at),))
    return ask(key.der, key.chain_ders)


def ask(certificate: bytes, chain: Sequence[bytes]) -> Evidence:
    crls: list[bytes] = []
    ocsps: list[bytes] = []
    line = [x509.load_der_x509_certificate(one) for one in (certificate, *chain)]
    for one in line:
        issuer = next((up for up in line if up.subject == one.issuer), None)
        if issuer is None or issuer == one:
            continue
        answer = next(_ocsp(one, issuer), None)
        if answer is not None:
            ocsps.append(answer)
        else:
            crls.extend(list(_crl(one))[:1])
    return Evidence(tuple(dict.fromkeys(crls)), tuple(ocsps))


def _ocsp(one: x509.Certificate, issuer: x509.Certificate) -> Iterator[bytes]:
    builder = ocsp.OCSPRequestBuilder().add_certificate(one, issuer, SHA256())
    asked = builder.build().public_bytes(Encoding.DER)
    for address in _ocsp_addresses(one):
        answer = _fetch(address, asked, "application/ocsp-request")
        if answer is None:
            continue
        try:
            told = ocsp.load_der_ocsp_response(answer)
        except ValueError:
            continue
        if told.response_status == ocsp.OCSPResponseStatus.SUCCESSFUL:
            yield answer


def _crl(one: x509.Certificate) -> Iterator[bytes]:
    for address in _crl_addresses(one):
        answer = _fetch(address, None, "")
        if answer is None:
            continue
        try:
            x509.load_der_x509_crl(answer)
        except ValueError:
            continue
        yield answer


def _ocsp_addresses(one: x509.Certificate) -> list[str]:
    try:
        offered = one.extensions.get_extension_for_oid(
            ExtensionOID.AUTHORITY_INFORMATION_ACCESS
        ).value
    except x509.ExtensionNotFound:
        return []
    if not isinstance(offered, x509.AuthorityInformationAccess):
        return []
    return [
        access.access_location.value
        for access in offered
        if access.access_method == AuthorityInformationAccessOID.OCSP
        and isinstance(access.access_location, x509.UniformResourceIdentifier)
    ]


def _crl_addresses(one: x509.Certificate) -> list[str]:
    try:
        offered = one.extensions.get_extension_for_oid(
            ExtensionOID.CRL_DISTRIBUTION_POINTS
        ).value
    except x509.ExtensionNotFound:
        return []
    if not isinstance(offered, x509.CRLDistributionPoints):
        return []
    return [
        name.value
        for point in offered
        for name in point.full_name or ()
        if isinstance(name, x509.UniformResourceIdentifier)
    ]


def _fetch(address: str, asked: bytes | None, kind: str) -> bytes | None:
    if urlsplit(address).scheme not in {"http", "https"}:
        return None
    try:
        with requests.request(
            "GET" if asked is None else "POST",
            address,
            data=asked,
            headers={"Content-Type": kind} if kind else {},
            timeout=SECONDS,
            allow_redirects=False,
            stream=True,
        ) as answer:
            if answer.status_code != 200:
                return None
            content: bytes = answer.raw.read(_MAX_BYTES + 1, decode_content=True)
    except (requests.RequestException, OSError):
        return None
    return content if len(content) <= _MAX_BYTES else None
