"""From a certificate to a trusted root, and whether anybody took it back meanwhile.

The path and the answers of CRL and OCSP are judged by pyHanko's validator (RFC 5280,
RFC 6960) at one moment. Nothing is fetched here: what would have to be asked is named,
and only of certificates whose path reaches a root in one of our lists; a stranger's
certificate never makes us call an address.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from asn1crypto import crl, ocsp, x509
from pyhanko_certvalidator import ValidationContext, find_valid_path
from pyhanko_certvalidator.errors import (
    CRLValidationError,
    ExpiredError,
    NotYetValidError,
    OCSPValidationError,
    PathBuildingError,
    PathValidationError,
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.policy_decl import (
    NO_REVOCATION,
    AcceptAllAlgorithms,
    CertRevTrustPolicy,
)
from pyhanko_certvalidator.revinfo.validate_crl import verify_crl
from pyhanko_certvalidator.revinfo.validate_ocsp import verify_ocsp_response

from congvu.signatures.formats import certificates

# Which list holds no root of a certificate; and which pyHanko cannot follow.
_UNFOLLOWED = (PathBuildingError, ValidationError, ValueError, TypeError, KeyError)


@dataclass(frozen=True)
class List:
    """One trust list: its name, its roots, and certificates that help on the way."""

    name: str
    roots: Sequence[x509.Certificate]
    others: Sequence[x509.Certificate] = ()


@dataclass(frozen=True)
class Material:
    """All that a judgement rests on besides the file itself."""

    lists: Sequence[List] = ()
    crls: Sequence[crl.CertificateList] = ()
    ocsps: Sequence[ocsp.OCSPResponse] = ()
    asked: frozenset[str] = frozenset()

    def with_answers(
        self, crls: Iterable[crl.CertificateList], ocsps: Iterable[ocsp.OCSPResponse]
    ) -> Material:
        return Material(
            self.lists, [*self.crls, *crls], [*self.ocsps, *ocsps], self.asked
        )


@dataclass(frozen=True)
class Question:
    """What has to be asked to know whether a certificate was taken back."""

    kind: str  # ocsp | crl
    url: str
    body: bytes = b""


@dataclass
class Chain:
    """``problem`` is a finding of the check "chain" (or "" when the path holds)."""

    path: list[x509.Certificate] = field(default_factory=list)
    list_name: str = ""
    problem: str = ""
    expired: bool = False
    revoked_at: datetime | None = None
    revocation: str = "revocation-not-asked"  # a finding; "" when all are good
    sources: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    @property
    def is_trusted(self) -> bool:
        return not self.problem and not self.expired and self.revoked_at is None


def follow(
    certificate: x509.Certificate,
    others: Iterable[x509.Certificate],
    *,
    moment: datetime,
    material: Material,
) -> Chain:
    """The best path any list gives, judged at that moment."""
    if not material.lists:
        return Chain(problem="no-trust-list")
    helpers = list(others)
    best = Chain(problem="root-unknown")
    for trusted in material.lists:
        chain = asyncio.run(_follow(certificate, helpers, trusted, moment, material))
        if not chain.problem and not chain.expired:
            return chain
        if best.problem == "root-unknown":
            best = chain
    return best


async def _follow(
    certificate: x509.Certificate,
    others: list[x509.Certificate],
    trusted: List,
    moment: datetime,
    material: Material,
) -> Chain:
    context = ValidationContext(
        trust_roots=list(trusted.roots),
        other_certs=[*others, *trusted.others],
        moment=moment,
        revinfo_policy=CertRevTrustPolicy(NO_REVOCATION, retroactive_revinfo=True),
        # Weak is not broken: it is found and named elsewhere.
        algorithm_usage_policy=AcceptAllAlgorithms(),
        crls=list(material.crls),
        ocsps=list(material.ocsps),
    )
    if not trusted.roots:
        return Chain(problem="root-unknown")
    try:
        path = await find_valid_path(
            certificate,
            context.path_builder.async_build_paths_lazy(certificate),
            validation_context=context,
        )
    except (ExpiredError, NotYetValidError) as why:
        own = why.is_ee_cert and not why.is_side_validation
        return Chain(
            list_name=trusted.name,
            expired=own,
            problem="" if own else "chain-expired",
        )
    except PathValidationError as why:
        # One of the same name, but which did not sign it: another authority, unless
        # the certificate names that very key.
        stranger = "signature" in str(why) and not _names_its_key(certificate)
        if stranger:
            return Chain(problem="root-unknown")
        return Chain(list_name=trusted.name, problem="chain-broken")
    except _UNFOLLOWED:
        return Chain(problem="root-unknown")
    chain = Chain(path=list(path), list_name=trusted.name, revocation="")
    await _ask_kept_answers(chain, path, context, material.asked)
    return chain


def _names_its_key(certificate: x509.Certificate) -> bool:
    return certificate.authority_key_identifier_value is not None


async def _ask_kept_answers(
    chain: Chain,
    path: ValidationPath,
    context: ValidationContext,
    asked: frozenset[str],
) -> None:
    """A root answers for itself; every other certificate of the path is asked about."""
    for certificate in path.iter_certs(include_root=False):
        try:
            source = await _status(certificate, path, context)
        except RevokedError as why:
            chain.revoked_at = why.revocation_dt
            return
        if source:
            chain.sources.append(source)
            continue
        questions = _questions(certificate, path)
        chain.questions += questions
        if not questions:
            chain.revocation = "revocation-not-offered"
        elif {question.url for question in questions} <= asked:
            chain.revocation = "revocation-unreachable"
        elif not chain.revocation:
            chain.revocation = "revocation-not-asked"


async def _status(
    certificate: x509.Certificate, path: ValidationPath, context: ValidationContext
) -> str:
    """Which source says it is good; "" where none is there, or fresh, or fits."""
    try:
        await verify_ocsp_response(certificate, path, context)
    except (OCSPValidationError, ValidationError, ValueError, TypeError) as why:
        if isinstance(why, RevokedError):
            raise
    else:
        return "OCSP"
    try:
        await verify_crl(certificate, path, context)
    except (CRLValidationError, ValidationError, ValueError, TypeError) as why:
        if isinstance(why, RevokedError):
            raise
        return ""
    return "CRL"


def _questions(certificate: x509.Certificate, path: ValidationPath) -> list[Question]:
    found = []
    if urls := _web(certificate.ocsp_urls):
        body = ocsp_request(certificate, path)
        found += [Question("ocsp", url, body) for url in urls]
    for point in certificate.crl_distribution_points:
        found += [Question("crl", url) for url in _web([point.url])]
    return found


def _web(urls: Iterable[str | None]) -> list[str]:
    return [url for url in urls if url and url.startswith(("http://", "https://"))]


def ocsp_request(certificate: x509.Certificate, path: ValidationPath) -> bytes:
    issuer = path.find_issuing_authority(certificate)
    question = {
        # The identifier every responder knows (RFC 5019); it protects nothing.
        "hash_algorithm": {"algorithm": "sha1"},
        "issuer_name_hash": certificate.issuer.sha1,
        "issuer_key_hash": issuer.public_key.sha1,
        "serial_number": certificate.serial_number,
    }
    request = {"tbs_request": {"request_list": [{"req_cert": question}]}}
    made: bytes = ocsp.OCSPRequest(request).dump()
    return made


def has_weak_link(path: Sequence[x509.Certificate]) -> bool:
    """Of a path from the root: the root's own signature proves nothing, and the key of
    the last is looked at by itself.
    """
    return any(map(certificates.has_weak_key, path[:-1])) or any(
        map(certificates.has_weak_signature, path[1:])
    )
