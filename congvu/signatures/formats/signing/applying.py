"""A PAdES signature in two halves, with the keeper of the key between them.

Every key goes this way: the token in the server, the remote service, the program on the
leader's own machine. The first half lays an incremental update with an empty place and
gives the digest of what is to be signed; the second puts the signature in and adds the
proof that will be asked for in twenty years. Until the second half has succeeded there
is nothing that could be taken for a signed file.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import datetime
from hashlib import new as new_hash
from hashlib import sha256
from io import BytesIO
from typing import Any

from asn1crypto import algos, cms, crl, ocsp, x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.serialization import load_der_public_key
from pyhanko.sign.ades.api import CAdESSignedAttrSpec
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest, SignatureObject
from pyhanko.sign.signers.pdf_cms import ExternalSigner, PdfCMSSignedAttributes
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator.registry import SimpleCertificateStore

from congvu.signatures.formats.signing.drawing import (
    check_appearance,
    image_drawn,
    lines_drawn,
    look_size,
    wear,
    words_drawn,
)
from congvu.signatures.formats.signing.fitness import (
    chain_of,
    check_certificate,
    mechanism_of,
    now,
    read_certificate,
    status_of,
    told,
)
from congvu.signatures.formats.signing.opening import (
    field,
    is_locked,
    open_pdf,
    reading,
    turn_of,
)
from congvu.signatures.formats.signing.parts import (
    RSA_PSS,
    Appearance,
    Applied,
    Evidence,
    KeyHandle,
    Mechanism,
    Started,
    TimestampSource,
)
from congvu.signatures.formats.signing.stamps import CLOCK, Stamper
from congvu.signatures.rules import Level, SigningFailed, Status

# Room for the signature, its attributes and a timestamp token with its certificates.
_ROOM = 12_000
_NOTHING = Evidence()
_KEPT = {"field", "at", "kind", "hash", "digest", "room", "attributes"} | {
    "certificate",
    "chain",
}


def apply_signature(
    pdf: bytes,
    *,
    field: str,
    key: KeyHandle,
    appearance: Appearance,
    reason: str = "",
    location: str = "",
    at: datetime,
    timestamps: TimestampSource | None = None,
    evidence: Evidence = _NOTHING,
) -> Applied:
    """Sign one file with a key that is open."""
    started = begin_outside(
        pdf,
        field=field,
        certificate=key.certificate,
        chain=key.chain,
        appearance=appearance,
        reason=reason,
        location=location,
        at=at,
        evidence=evidence,
    )
    signature = next(key.sign([started.to_sign], started.mechanism))
    return finish_outside(
        started.state, signature, timestamps=timestamps, evidence=evidence
    )


def begin_outside(
    pdf: bytes,
    *,
    field: str,
    certificate: bytes,
    chain: Sequence[bytes] = (),
    appearance: Appearance,
    reason: str = "",
    location: str = "",
    at: datetime,
    evidence: Evidence = _NOTHING,
) -> Started:
    """The first half: everything but the signature itself."""
    signer = check_certificate(certificate, at=at)
    status_of(signer, chain, evidence, at=at)
    check_appearance(appearance)
    how = mechanism_of(signer)
    room = _ROOM + len(certificate) + sum(map(len, chain))
    prepared, written = _lay(
        pdf, field, appearance, reason, location, at, signer, how, room
    )
    attributes = now(
        _external(signer, chain, how).signed_attrs(
            prepared.document_digest,
            how.hash_name,
            attr_settings=PdfCMSSignedAttributes(
                cades_signed_attrs=CAdESSignedAttrSpec()
            ),
            use_pades=True,
        )
    ).dump()
    head = {
        "field": field,
        "at": at.isoformat(),
        "kind": how.kind,
        "hash": how.hash_name,
        "digest": _text(prepared.document_digest),
        "room": [prepared.reserved_region_start, prepared.reserved_region_end],
        "attributes": _text(attributes),
        "certificate": _text(certificate),
        "chain": [_text(one) for one in chain],
    }
    return Started(
        state=json.dumps(head).encode() + b"\n" + written,
        to_sign=new_hash(how.hash_name, attributes).digest(),
        mechanism=how,
    )


def finish_outside(
    state: bytes,
    signature: bytes,
    *,
    timestamps: TimestampSource | None = None,
    evidence: Evidence = _NOTHING,
) -> Applied:
    """The second half. A signature that does not fit is refused, never kept."""
    head, pdf = _read_state(state)
    how = Mechanism(head["kind"], head["hash"])
    moment = datetime.fromisoformat(head["at"])
    signer = read_certificate(_bytes(head["certificate"]))
    chain = [_bytes(one) for one in head["chain"]]
    # Asked anew: between the halves the issuer may have revoked it.
    status = status_of(signer, chain, evidence, at=moment)
    attributes = _bytes(head["attributes"])
    _check_signature(
        signer, how, new_hash(how.hash_name, attributes).digest(), signature
    )
    stamper = Stamper(timestamps) if timestamps is not None else None
    block = now(
        _external(signer, chain, how, signature).async_sign_prescribed_attributes(
            how.hash_name, cms.CMSAttributes.load(attributes), timestamper=stamper
        )
    )
    out = BytesIO(pdf)
    prepared = PreparedByteRangeDigest(_bytes(head["digest"]), *head["room"])
    try:
        contents = prepared.fill_with_cms(out, block)
    except SigningError as why:
        raise SigningFailed("state-broken") from why
    level, added = _level(stamper, status, chain, evidence, moment)
    if evidence.crls or evidence.ocsps:
        out = _with_proof(
            out, contents, [signer, *map(read_certificate, chain), *added], evidence
        )
    signed = out.getvalue()
    return Applied(
        pdf=signed,
        signed_at=moment,
        digest=sha256(signed).hexdigest(),
        certificate=_bytes(head["certificate"]),
        chain=tuple(chain),
        field=head["field"],
        mechanism=how.name,
        level=level,
        status=status,
        stamped_at=stamper.moment if stamper else None,
        evidence=tuple(told(evidence)),
    )


def _lay(
    pdf: bytes,
    name: str,
    appearance: Appearance,
    reason: str,
    location: str,
    at: datetime,
    signer: x509.Certificate,
    how: Mechanism,
    room: int,
) -> tuple[PreparedByteRangeDigest, bytes]:
    """The incremental update with the empty place for the signature."""
    writer = open_pdf(pdf)
    ref = field(writer, name, "/Sig")
    if ref is None:
        raise SigningFailed("field-missing")
    if "/V" in ref.get_object():
        raise SigningFailed("field-signed")
    if is_locked(writer, name):
        raise SigningFailed("field-locked")
    with reading():
        _dress(writer, ref.get_object(), appearance)
        embedding = PdfCMSEmbedder().write_cms(name, writer, existing_fields_only=True)
        next(embedding)
        embedding.send(
            SigObjSetup(
                SignatureObject(
                    timestamp=at,
                    subfilter=SigSeedSubFilter.PADES,
                    name=signer.subject.native.get("common_name"),
                    location=location or None,
                    reason=reason or None,
                    bytes_reserved=2 * room,
                )
            )
        )
        prepared, out = embedding.send(SigIOSetup(md_algorithm=how.hash_name))
    written: bytes = out.getvalue()
    return prepared, written


def _dress(writer: Any, widget: Any, appearance: Appearance) -> None:
    left, bottom, right, top = (float(n) for n in widget["/Rect"])
    turn = turn_of(widget["/P"]) if "/P" in widget else 0
    wide, high = look_size(abs(right - left), abs(top - bottom), turn)
    if appearance.image_png is not None:
        drawn = image_drawn(writer, appearance.image_png, wide, high)
    elif appearance.lines:
        by = words_drawn if appearance.centred else lines_drawn
        drawn = by(writer, appearance.lines, wide, high)
    else:
        return
    wear(writer, widget, drawn, turn)


def _external(
    signer: x509.Certificate,
    chain: Sequence[bytes],
    how: Mechanism,
    signature: bytes | None = None,
) -> ExternalSigner:
    known = SimpleCertificateStore()
    known.register_multiple(map(read_certificate, chain))
    return ExternalSigner(
        signing_cert=signer,
        cert_registry=known,
        signature_value=signature,
        signature_mechanism=_algorithm(how),
    )


def _algorithm(how: Mechanism) -> algos.SignedDigestAlgorithm:
    if how.kind != RSA_PSS:
        return algos.SignedDigestAlgorithm({"algorithm": f"{how.hash_name}_ecdsa"})
    digest = algos.DigestAlgorithm({"algorithm": how.hash_name})
    return algos.SignedDigestAlgorithm(
        {
            "algorithm": "rsassa_pss",
            "parameters": algos.RSASSAPSSParams(
                {
                    "hash_algorithm": digest,
                    "mask_gen_algorithm": algos.MaskGenAlgorithm(
                        {"algorithm": "mgf1", "parameters": digest}
                    ),
                    "salt_length": new_hash(how.hash_name).digest_size,
                }
            ),
        }
    )


def _check_signature(
    signer: x509.Certificate, how: Mechanism, digest: bytes, signature: bytes
) -> None:
    key = load_der_public_key(signer.public_key.dump())
    algorithm = getattr(hashes, how.hash_name.upper())()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            scheme = padding.PSS(padding.MGF1(algorithm), algorithm.digest_size)
            key.verify(signature, digest, scheme, Prehashed(algorithm))
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, digest, ec.ECDSA(Prehashed(algorithm)))
        else:
            raise SigningFailed("certificate-weak")
    except InvalidSignature as why:
        raise SigningFailed("signature-mismatch") from why


def _level(
    stamper: Stamper | None,
    status: Status,
    chain: Sequence[bytes],
    evidence: Evidence,
    at: datetime,
) -> tuple[Level, Sequence[x509.Certificate]]:
    """How long it can be proved, and the certificates of the timestamp.

    Long-term only when both the signer's and the timestamp's chains can be judged by
    what lies in the file.
    """
    if stamper is None:
        return Level.B, []
    clock = stamper.clock
    if clock is None or status != Status.GOOD:
        return Level.T, stamper.certificates
    held = [*(one.dump() for one in stamper.certificates), *chain]
    above = chain_of(clock.dump(), held)
    try:
        known = status_of(clock, above, evidence, at=at, uses=CLOCK)
    except SigningFailed:
        known = Status.UNKNOWN
    return (Level.LT if known == Status.GOOD else Level.T), stamper.certificates


def _with_proof(
    out: BytesIO,
    contents: bytes,
    certificates: Sequence[x509.Certificate],
    evidence: Evidence,
) -> BytesIO:
    """Chains and issuers' answers as a further update (document security store)."""
    DocumentSecurityStore.add_dss(
        out,
        contents,
        certs=certificates,
        crls=[crl.CertificateList.load(one) for one in evidence.crls],
        ocsps=[ocsp.OCSPResponse.load(one) for one in evidence.ocsps],
        strict=False,
    )
    return out


def _read_state(state: bytes) -> tuple[dict[str, Any], bytes]:
    head, _line, pdf = state.partition(b"\n")
    try:
        kept = json.loads(head)
    except ValueError as why:
        raise SigningFailed("state-broken") from why
    if not isinstance(kept, dict) or not kept.keys() >= _KEPT:
        raise SigningFailed("state-broken")
    return kept, pdf


def _text(content: bytes) -> str:
    return b64encode(content).decode()


def _bytes(text: str) -> bytes:
    return b64decode(text)
