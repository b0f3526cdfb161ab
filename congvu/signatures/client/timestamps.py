"""A time stamping authority (RFC 3161) over HTTP."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

import requests
from asn1crypto import algos, cms, core, tsp
from django.conf import settings

from congvu.signatures.formats.signing import TimestampSource
from congvu.signatures.rules import SigningFailed

SECONDS = 10
_GRANTED = {"granted", "granted_with_mods"}


@dataclass(frozen=True)
class TimestampAuthority:
    address: str

    def token(self, digest: bytes, hash_name: str) -> bytes:
        """A token over exactly this digest and this question; nothing else is taken."""
        nonce = secrets.randbits(63)
        imprint = tsp.MessageImprint(
            {
                "hash_algorithm": algos.DigestAlgorithm({"algorithm": hash_name}),
                "hashed_message": digest,
            }
        )
        asked = tsp.TimeStampReq(
            {
                "version": 1,
                "message_imprint": imprint,
                "nonce": core.Integer(nonce),
                "cert_req": True,
            }
        )
        answer = self._answer(asked.dump())
        try:
            return _token(answer, digest, nonce)
        except (ValueError, KeyError, TypeError, AttributeError) as why:
            raise SigningFailed("timestamp-refused") from why

    def _answer(self, asked: bytes) -> bytes:
        try:
            answer = requests.post(
                self.address,
                data=asked,
                headers={
                    "Content-Type": "application/timestamp-query",
                    "Accept": "application/timestamp-reply",
                },
                timeout=SECONDS,
                allow_redirects=False,
            )
        except requests.RequestException as why:
            raise SigningFailed("timestamp-unreachable") from why
        if answer.status_code != 200:
            raise SigningFailed("timestamp-refused")
        return answer.content


def _token(answer: bytes, digest: bytes, nonce: int) -> bytes:
    response = tsp.TimeStampResp.load(answer)
    if response["status"]["status"].native not in _GRANTED:
        raise SigningFailed("timestamp-refused")
    token: cms.ContentInfo = response["time_stamp_token"]
    told = token["content"]["encap_content_info"]["content"].parsed
    stamped = told["message_imprint"]["hashed_message"].native
    if told["nonce"].native != nonce or stamped != digest:
        raise SigningFailed("timestamp-refused")
    content: bytes = token.dump()
    return content


def timestamp_source() -> TimestampSource | None:
    """As configured (``CONGVU_TSA_URL``), or None: then signatures carry no stamp."""
    address: str = settings.TIMESTAMP_AUTHORITY
    return TimestampAuthority(address) if address else None
