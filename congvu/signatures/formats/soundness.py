"""Whether a signature is cryptographically sound: the digest and the key, trust aside.

Done on the parts rather than by pyHanko's whole validator, which refuses a file for its
structure before it has looked at the key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms, core, tsp, x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from pyhanko.sign.general import CMSExtractionError, extract_certificate_info
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import (
    extract_tst_data_iter,
    message_imprint_checker,
    validate_sig_integrity,
)
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.utils import DEFAULT_ALGORITHM_USAGE_POLICY
from pyhanko_certvalidator.errors import AlgorithmNotSupported
from pyhanko_certvalidator.util import get_pyca_cryptography_hash

from congvu.signatures.formats import certificates

_OLD_SHA1 = "/adbe.pkcs7.sha1"
# What broken or hostile ASN.1 makes the parser raise, lazily, anywhere.
UNREADABLE = (
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    OverflowError,
)


@dataclass(frozen=True)
class Soundness:
    """``problem`` is a finding that kept the comparison from being made, or ""."""

    digest_fits: bool = False
    signature_fits: bool = False
    problem: str = ""

    @property
    def is_sound(self) -> bool:
        return self.digest_fits and self.signature_fits and not self.problem

    @property
    def findings(self) -> list[str]:
        if self.problem:
            return [self.problem]
        return [
            *([] if self.digest_fits else ["digest-mismatch"]),
            *([] if self.signature_fits else ["signature-mismatch"]),
        ]


@dataclass(frozen=True)
class Signer:
    certificate: x509.Certificate
    others: list[x509.Certificate]


@dataclass(frozen=True)
class Token:
    """A timestamp (RFC 3161) on a signature or on the whole document."""

    at: datetime
    signer: Signer
    soundness: Soundness


def signer_of(data: cms.SignedData) -> Signer | None:
    """Whose certificate the CMS names, and what else it brings; None: brings none."""
    try:
        found = extract_certificate_info(data)
    except (CMSExtractionError, *UNREADABLE):
        return None
    return Signer(found.signer_cert, list(found.other_certs))


def check_signature(embedded: EmbeddedPdfSignature, signer: Signer) -> Soundness:
    data = embedded.signed_data
    content = data["encap_content_info"]
    if content["content_type"].native == "tst_info":
        imprint = content["content"].parsed["message_imprint"]
        fits = imprint["hashed_message"].native == embedded.compute_digest()
        return _enclosed(data, signer, fits=fits)
    if embedded.sig_object.get("/SubFilter") == _OLD_SHA1:
        # Signed is the SHA-1 of the document, which lies inside the CMS.
        fits = bytes(content["content"]) == embedded.compute_digest("sha1")
        return _enclosed(data, signer, fits=fits)
    return _compare(data, signer, embedded.compute_digest())


def _enclosed(data: cms.SignedData, signer: Signer, *, fits: bool) -> Soundness:
    """Of a CMS that carries what it signs; ``fits``: and that speaks of this file."""
    content = bytes(data["encap_content_info"]["content"])
    algorithm = data["signer_infos"][0]["digest_algorithm"]["algorithm"].native
    inner = _compare(data, signer, _hash(algorithm, content))
    return Soundness(inner.digest_fits and fits, inner.signature_fits, inner.problem)


def _hash(algorithm: str, content: bytes) -> bytes:
    digest = hashes.Hash(get_pyca_cryptography_hash(algorithm))
    digest.update(content)
    return digest.finalize()


def _compare(data: cms.SignedData, signer: Signer, digest: bytes) -> Soundness:
    try:
        intact, valid = validate_sig_integrity(
            data["signer_infos"][0],
            signer.certificate,
            expected_content_type=data["encap_content_info"]["content_type"].native,
            actual_digest=digest,
        )
    except SignatureValidationError:
        return Soundness(problem="attributes-mismatch")
    except (AlgorithmNotSupported, UnsupportedAlgorithm, NotImplementedError):
        return Soundness(problem="algorithm-unsupported")
    except (AssertionError, *UNREADABLE):
        # The key is of another kind than the signature says, or of none.
        return Soundness(digest_fits=False, problem="signature-mismatch")
    return Soundness(intact, valid)


def has_enclosed_content(data: cms.SignedData) -> bool:
    content = data["encap_content_info"]
    return (
        content["content_type"].native == "data" and content["content"] is not core.VOID
    )


def weaknesses(info: cms.SignerInfo, certificate: x509.Certificate) -> list[str]:
    """Findings about the algorithms. Weak is not broken: they make nothing unsound."""
    found = []
    digest, algorithm = info["digest_algorithm"], info["signature_algorithm"]
    used = {str(digest["algorithm"].native)}
    with suppress(ValueError):  # Ed25519 and the like have their digest inside
        used.add(str(algorithm.hash_algo))
    if used & certificates.WEAK_DIGESTS:
        found.append("weak-digest")
    if certificates.has_weak_key(certificate):
        found.append("weak-key")
    allowed = DEFAULT_ALGORITHM_USAGE_POLICY.digest_combination_allowed(
        algorithm, digest, moment=None
    )
    if not allowed:
        found.append("digest-unfit")
    return found


def tokens_of(info: cms.SignerInfo) -> Iterator[Token | None]:
    """The timestamps on a signature; None for one that cannot be read."""
    imprint_of = message_imprint_checker(info)
    try:
        tokens = list(extract_tst_data_iter(info, signed=False))
    except UNREADABLE:
        yield None
        return
    for data in tokens:
        try:
            yield _token(data, imprint_of=imprint_of)
        except (SignatureValidationError, *UNREADABLE):
            yield None


def _token(data: cms.SignedData, *, imprint_of: Callable[[str], bytes]) -> Token | None:
    signer = signer_of(data)
    if signer is None:
        return None
    stamp: tsp.TSTInfo = data["encap_content_info"]["content"].parsed
    imprint = stamp["message_imprint"]
    expected = imprint_of(imprint["hash_algorithm"]["algorithm"].native)
    soundness = _enclosed(
        data, signer, fits=expected == imprint["hashed_message"].native
    )
    return Token(stamp["gen_time"].native, signer, soundness)


def document_token(
    embedded: EmbeddedPdfSignature, signer: Signer, soundness: Soundness
) -> Token:
    """What a document timestamp says of the time."""
    data = embedded.signed_data
    at = data["encap_content_info"]["content"].parsed["gen_time"].native
    return Token(at, signer, soundness)
