"""One signature: looked at part by part, each part leaving its findings.

The moment a certificate is judged at is the earliest that is proven: by the
signature's own timestamp, by a later timestamp over the whole document, else now. The
time a signer claims proves nothing, but may speak against them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from asn1crypto import x509
from pyhanko.sign.validation.generic_cms import extract_self_reported_ts
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from congvu.signatures.formats import certificates
from congvu.signatures.formats.chains import (
    Chain,
    Material,
    Question,
    follow,
    has_weak_link,
)
from congvu.signatures.formats.claims import aware
from congvu.signatures.formats.raw import RawSignature
from congvu.signatures.formats.soundness import (
    Signer,
    Soundness,
    Token,
    check_signature,
    document_token,
    has_enclosed_content,
    signer_of,
    tokens_of,
    weaknesses,
)
from congvu.signatures.formats.structure import extent_of
from congvu.signatures.rules import Change, Check, judge

CLOCKS_DIFFER = timedelta(minutes=10)


class One:
    """``proof`` is the earliest moment at which the file is proven to have been;
    ``is_last``: nobody signed after it, who would answer for what was filled since.
    """

    def __init__(
        self,
        embedded: EmbeddedPdfSignature | RawSignature,
        entry: dict[str, Any],
        *,
        kept: Iterable[x509.Certificate],
        material: Material,
        now: datetime,
        proof: datetime,
        is_last: bool,
    ) -> None:
        self.embedded, self.entry = embedded, entry
        self.is_last = is_last
        self.kept, self.material = list(kept), material
        self.now, self.proof = now, proof
        self.found: list[str] = []
        self.questions: list[Question] = []
        self.is_timestamp = entry["kind"] == "timestamp"
        self.no_timestamp = True

    def look(self) -> None:
        signer = signer_of(self.embedded.signed_data)
        if signer is None:
            self.found.append("signer-certificate-missing")
            self._look_at_extent()
            self._conclude(_NOTHING_KNOWN)
            return
        self._look_at_signer(signer)
        soundness = check_signature(self.embedded, signer)
        self.entry["intact"] = soundness.is_sound
        self.found += soundness.findings
        self._look_at_algorithms(signer)
        self._look_at_extent()
        if self.is_timestamp:
            self._look_at_document_timestamp(signer, soundness)
        else:
            self._look_at_signature(signer)
        self._conclude({Check.TIMESTAMP} if self.no_timestamp else set())

    def _look_at_signer(self, signer: Signer) -> None:
        said = certificates.describe(signer.certificate)
        self.entry.update(
            signer=said["subject"],
            signer_name=said["subject_name"],
            unit=said["unit"],
            issuer=said["issuer"],
            issuer_name=said["issuer_name"],
            serial=said["serial"],
            fingerprint=said["fingerprint"],
            valid_from=said["valid_from"],
            valid_until=said["valid_until"],
            key_bits=said["key_bits"],
        )

    def _look_at_algorithms(self, signer: Signer) -> None:
        info = self.embedded.signer_info
        digest = str(info["digest_algorithm"]["algorithm"].native)
        self.entry["digest"] = certificates.digest_name(digest)
        self.entry["algorithm"] = certificates.mechanism_name(
            info["signature_algorithm"]
        )
        self.found += weaknesses(info, signer.certificate)
        if has_enclosed_content(self.embedded.signed_data) and (
            self.entry["format"] != "adbe.pkcs7.sha1"
        ):
            self.found.append("content-enclosed")

    def _look_at_extent(self) -> None:
        extent = extent_of(self.embedded)
        self.found += extent.findings
        if self.is_last and extent.change is Change.FORM:
            self.found.append("filled-after-last")
        self.entry.update(
            revision=self.embedded.signed_revision + 1,
            coverage=extent.coverage,
            changes=extent.change.value,
            changed_fields=extent.fields,
            change_detail=extent.detail,
        )

    def _look_at_document_timestamp(self, signer: Signer, sound: Soundness) -> None:
        token = document_token(self.embedded, signer, sound)
        self.entry.update(
            signed_at=token.at.isoformat(),
            signed_at_source="timestamp",
            timestamped_at=token.at.isoformat(),
            timestamp_signer=self.entry["signer"],
        )
        if not certificates.may_timestamp(signer.certificate):
            self.found.append("purpose-not-timestamping")
        chain = self._follow(signer, self.proof)
        self._keep_chain(chain)
        self._judge_term(signer, chain, at=self.proof, claimed=token.at, proven=False)
        covered = self.entry["coverage"] in ("entire-file", "entire-revision")
        if sound.is_sound and covered and _is_good(chain):
            self.proof = min(self.proof, token.at)

    def _look_at_signature(self, signer: Signer) -> None:
        if problem := certificates.purpose_problem(signer.certificate):
            self.found.append(problem)
        claimed = self._claimed()
        token = self._best_token()
        at = token.at if token else self.proof
        proven = at < self.now
        if token:
            self.entry.update(
                signed_at=token.at.isoformat(), signed_at_source="timestamp"
            )
        elif claimed and claimed > self.now + CLOCKS_DIFFER:
            self.found.append("signed-in-future")
        chain = self._follow(signer, at)
        when = token.at if token else claimed
        if chain.expired and when and self._within(signer, when):
            # Its term is over; what the chain was worth is asked of the time it claims.
            chain = self._follow(signer, when)
            self.found.append("expired-since")
        self._keep_chain(chain)
        self._judge_term(signer, chain, at=at, claimed=when, proven=proven)

    def _claimed(self) -> datetime | None:
        moment = extract_self_reported_ts(self.embedded.signer_info)
        if moment is not None:
            text = aware(moment).isoformat()
            self.entry.update(
                claimed_at=text, signed_at=text, signed_at_source="claimed"
            )
        text = self.entry["claimed_at"]
        return datetime.fromisoformat(text) if text else None

    def _best_token(self) -> Token | None:
        """The first timestamp that holds; what is wrong with the others is found."""
        problems: list[str] = []
        for token in tokens_of(self.embedded.signer_info):
            self.no_timestamp = False
            if token is None or not token.soundness.is_sound:
                problems.append("timestamp-broken")
                continue
            self.entry["timestamped_at"] = token.at.isoformat()
            self.entry["timestamp_signer"] = certificates.common_name(
                token.signer.certificate.subject
            )
            problem = self._timestamp_problem(token)
            if not problem:
                return token
            problems.append(problem)
        self.found += problems[:1]
        return None

    def _timestamp_problem(self, token: Token) -> str:
        if not certificates.may_timestamp(token.signer.certificate):
            return "timestamp-untrusted"
        chain = self._follow(token.signer, self.proof)
        if not chain.is_trusted:
            return "timestamp-untrusted"
        return "timestamp-unchecked" if chain.revocation else ""

    def _follow(self, signer: Signer, moment: datetime) -> Chain:
        chain = follow(
            signer.certificate,
            [*signer.others, *self.kept],
            moment=moment,
            material=self.material,
        )
        self.questions += chain.questions
        return chain

    def _keep_chain(self, chain: Chain) -> None:
        self.entry.update(
            trusted=chain.is_trusted,
            trust_list=chain.list_name if chain.is_trusted else "",
            chain=[certificates.common_name(c.subject) for c in reversed(chain.path)],
            trust_anchor=chain.path[0].sha256.hex() if chain.path else "",
            revocation_sources=sorted(set(chain.sources)),
        )
        if chain.problem:
            self.found.append(chain.problem)
        if has_weak_link(chain.path):
            self.found.append("weak-chain")
        if chain.revocation and chain.revoked_at is None:
            self.found.append(chain.revocation)

    def _judge_term(
        self,
        signer: Signer,
        chain: Chain,
        *,
        at: datetime,
        claimed: datetime | None,
        proven: bool,
    ) -> None:
        """Valid at signing? ``claimed`` convicts; only what is ``proven`` acquits."""
        since, until = certificates.term(signer.certificate)
        signed = at if proven or claimed is None else claimed
        if signed > until or (claimed and claimed > until):
            self.found.append("expired-at-signing")
        elif signed < since or (claimed and claimed < since):
            self.found.append("not-yet-valid-at-signing")
        elif at > until and "expired-since" not in self.found:
            self.found.append("expired-since")
        if chain.revoked_at is not None:
            self.entry["revoked_at"] = chain.revoked_at.isoformat()
            later = not proven and claimed is not None and claimed < chain.revoked_at
            self.found.append("revoked-since" if later else "revoked-at-signing")

    @staticmethod
    def _within(signer: Signer, moment: datetime) -> bool:
        since, until = certificates.term(signer.certificate)
        return bool(since <= moment <= until)

    def _conclude(self, not_applicable: set[Check]) -> None:
        self.entry.update(judge(self.found, not_applicable=not_applicable).as_json())


_NOTHING_KNOWN = set(Check) - {Check.SIGNATURE, Check.DIGEST}


def _is_good(chain: Chain) -> bool:
    return chain.is_trusted and not chain.revocation
