"""What the issuers say of a chain now: OCSP where it is offered, else the CRL.

Asked before signing and outside every transaction. Whoever does not answer leaves the
state unknown; nothing is taken for good because of silence.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID
from django.conf import settings

from congvu.signatures.client.demo import DemoKeeper
from congvu.signatures.client.revocation import ask
from congvu.signatures.formats import signing
from congvu.signatures.formats.signing import Evidence, TimestampSource
from congvu.signatures.models import SigningKey
from congvu.signatures.rules import KeyKind


def evidence_for(
    key: SigningKey, *, at: datetime, timestamps: TimestampSource | None = None
) -> Evidence:
    """Everything that was said of the key and of the clock, to be kept in the file."""
    if key.kind == KeyKind.DEMO:
        keeper = DemoKeeper(settings.HOME / "signing", enabled=settings.SIGNING_DEMO)
        own = Evidence(crls=(keeper.revocations(at),))
    else:
        own = ask_issuers(key.der, key.chain_ders)
    if timestamps is None:
        return own
    clock = ask_about_clock(timestamps)
    return Evidence((*own.crls, *clock.crls), (*own.ocsps, *clock.ocsps))


def ask_about_clock(timestamps: TimestampSource) -> Evidence:
    """A stamp over nothing shows which certificate the clock will sign with."""
    stamp = signing.read_stamp(timestamps.token(sha256(b"").digest(), "sha256"))
    if stamp.clock is None:
        return Evidence()
    clock = stamp.clock.dump()
    return ask_issuers(
        clock, signing.chain_of(clock, [one.dump() for one in stamp.certificates])
    )


def ask_issuers(certificate: bytes, chain: Sequence[bytes]) -> Evidence:
    crls: list[bytes] = []
    ocsps: list[bytes] = []
    line = [x509.load_der_x509_certificate(one) for one in (certificate, *chain)]
    for one in line:
        issuer = next((up for up in line if up.subject == one.issuer), None)
        if issuer is None or issuer == one:
            continue
        said = [answer for answer in _ocsp(one, issuer) if _is_answer(answer)]
        ocsps += said[:1]
        if not said:
            crls += [answer for answer in _crl(one) if _is_crl(answer)][:1]
    return Evidence(tuple(dict.fromkeys(crls)), tuple(ocsps))


def _ocsp(one: x509.Certificate, issuer: x509.Certificate) -> list[bytes]:
    builder = ocsp.OCSPRequestBuilder().add_certificate(one, issuer, SHA256())
    body = b64encode(builder.build().public_bytes(Encoding.DER)).decode()
    offered = list(_ocsp_addresses(one))
    return ask([{"kind": "ocsp", "url": url, "body": body} for url in offered]).ocsps


def _crl(one: x509.Certificate) -> list[bytes]:
    offered = list(_crl_addresses(one))
    return ask([{"kind": "crl", "url": url, "body": ""} for url in offered]).crls


def _ocsp_addresses(one: x509.Certificate) -> Iterator[str]:
    try:
        offered = one.extensions.get_extension_for_class(
            x509.AuthorityInformationAccess
        ).value
    except x509.ExtensionNotFound:
        return
    for access in offered:
        place = access.access_location
        is_ocsp = access.access_method == AuthorityInformationAccessOID.OCSP
        if is_ocsp and isinstance(place, x509.UniformResourceIdentifier):
            yield place.value


def _crl_addresses(one: x509.Certificate) -> Iterator[str]:
    try:
        offered = one.extensions.get_extension_for_class(
            x509.CRLDistributionPoints
        ).value
    except x509.ExtensionNotFound:
        return
    for point in offered:
        for name in point.full_name or ():
            if isinstance(name, x509.UniformResourceIdentifier):
                yield name.value


def _is_answer(content: bytes) -> bool:
    try:
        said = ocsp.load_der_ocsp_response(content)
    except ValueError:
        return False
    return said.response_status == ocsp.OCSPResponseStatus.SUCCESSFUL


def _is_crl(content: bytes) -> bool:
    try:
        x509.load_der_x509_crl(content)
    except ValueError:
        return False
    return True
