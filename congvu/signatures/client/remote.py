"""A remote signing service by the standard of the Cloud Signature Consortium (CSC v2).

The leader says yes on the phone; the service signs digests only, so no paper leaves the
office. One authorisation names every digest of a batch (numSignatures).
"""

from __future__ import annotations

import time
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import requests
from asn1crypto import algos
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from congvu.signatures.client.found import Asks, Found
from congvu.signatures.formats.signing import KeyHandle, Mechanism
from congvu.signatures.rules import SigningFailed

SECONDS = 20
# How long a phone may lie on the table before the leader says yes.
WAIT_SECONDS, PAUSE_SECONDS = 120, 2.0
_HASH_OIDS = {
    "sha256": "2.16.840.1.101.3.4.2.1",
    "sha384": "2.16.840.1.101.3.4.2.2",
    "sha512": "2.16.840.1.101.3.4.2.3",
}
_ECDSA_OIDS = {
    "sha256": "1.2.840.10045.4.3.2",
    "sha384": "1.2.840.10045.4.3.3",
    "sha512": "1.2.840.10045.4.3.4",
}
_PSS_OID = "1.2.840.113549.1.1.10"
_NOT_ALLOWED = {
    "access_denied",
    "invalid_token",
    "invalid_pin",
    "invalid_otp",
    "authorization_denied",
    "authorization_expired",
}


@dataclass(frozen=True)
class RemoteKeeper:
    """One service as configured (``CONGVU_CSC_…``); no address, no service."""

    address: str = ""
    token_address: str = ""
    client_id: str = ""
    client_secret: str = ""

    def check(self) -> None:
        self._call("info", {}, token="")

    def found(self) -> Sequence[Found]:
        token = self._log_in()
        listed = self._call("credentials/list", {}, token=token)
        return [self._found(str(one), token) for one in listed["credentialIDs"]]

    def asks(self, place: Mapping[str, str]) -> Asks:
        """What its holder has to give, by ``auth`` of credentials/info: data of theirs
        (explicit), or a yes that the service fetches itself (implicit, OAuth2).
        """
        told = self._told(place.get("credential", ""), self._log_in()).get("auth", {})
        if told.get("mode") != "explicit":
            return Asks(on_phone=True)
        named = {str(one.get("id")) for one in told.get("objects", ())}
        return Asks(pin="PIN" in named or not named, otp="OTP" in named)

    def challenge(self, place: Mapping[str, str]) -> None:
        """Let the service send its holder a one-time code."""
        asked = {"credentialID": place.get("credential", "")}
        self._call("credentials/getChallenge", asked, token=self._log_in())

    @contextmanager
    def open(
        self,
        place: Mapping[str, str],
        certificate: bytes,
        secret: str,
        otp: str = "",
    ) -> Iterator[KeyHandle]:
        token = self._log_in()
        credential = place.get("credential", "")
        told = self._told(credential, token)
        if told["key"].get("status") != "enabled":
            raise SigningFailed("remote-disabled")
        held, *above = _certificates(told)
        given = (("PIN", secret), ("OTP", otp))
        yield _Handle(
            self,
            credential,
            token,
            tuple((name, value) for name, value in given if value),
            held,
            tuple(above),
            _at_once(told),
        )

    def _found(self, credential: str, token: str) -> Found:
        told = self._told(credential, token)
        held, *above = _certificates(told)
        label = str(told.get("description") or credential)
        return Found(label, held, tuple(above), {"credential": credential})

    def _told(self, credential: str, token: str) -> Any:
        asked = {"credentialID": credential, "certificates": "chain", "certInfo": True}
        return self._call("credentials/info", asked, token=token)

    def _log_in(self) -> str:
        if not self.address:
            raise SigningFailed("remote-unreachable")
        try:
            answer = requests.post(
                self.token_address,
                data={"grant_type": "client_credentials", "scope": "service"},
                auth=(self.client_id, self.client_secret),
                timeout=SECONDS,
                allow_redirects=False,
            )
        except requests.RequestException as why:
            raise SigningFailed("remote-unreachable") from why
        return str(_read(answer)["access_token"])

    def _call(self, path: str, asked: Mapping[str, Any], *, token: str) -> Any:
        if not self.address:
            raise SigningFailed("remote-unreachable")
        try:
            answer = requests.post(
                f"{self.address.rstrip('/')}/csc/v2/{path}",
                json=asked,
                headers={"Authorization": f"Bearer {token}"} if token else {},
                timeout=SECONDS,
                allow_redirects=False,
            )
        except requests.RequestException as why:
            raise SigningFailed("remote-unreachable") from why
        return _read(answer)


@dataclass(frozen=True)
class _Handle:
    """A credential; each run of digests is authorised once, whole."""

    keeper: RemoteKeeper
    credential: str
    token: str
    given: tuple[tuple[str, str], ...]
    certificate: bytes
    chain: tuple[bytes, ...]
    at_once: int

    def sign(self, digests: Sequence[bytes], how: Mechanism) -> Iterator[bytes]:
        hashes = [b64encode(one).decode() for one in digests]
        allowed = self._authorise(hashes, how)
        for start in range(0, len(hashes), self.at_once):
            part = hashes[start : start + self.at_once]
            answer = self.keeper._call(
                "signatures/signHash",
                {
                    "credentialID": self.credential,
                    "SAD": allowed,
                    "hashes": part,
                    "hashAlgorithmOID": _HASH_OIDS[how.hash_name],
                    **_algorithm(how),
                },
                token=self.token,
            )
            signatures = answer.get("signatures", ())
            if len(signatures) != len(part):
                raise SigningFailed("remote-refused")
            for one in signatures:
                yield _signature(b64decode(one), how)

    def _authorise(self, hashes: Sequence[str], how: Mechanism) -> str:
        """Signature activation data: at once for a PIN or a code, or when the phone
        says yes.
        """
        asked: dict[str, Any] = {
            "credentialID": self.credential,
            "numSignatures": len(hashes),
            "hashes": list(hashes),
            "hashAlgorithmOID": _HASH_OIDS[how.hash_name],
        }
        if self.given:
            asked["authData"] = [{"id": n, "value": v} for n, v in self.given]
        answer = self.keeper._call("credentials/authorize", asked, token=self.token)
        until = time.monotonic() + WAIT_SECONDS
        while "SAD" not in answer:
            if "handle" not in answer or time.monotonic() > until:
                raise SigningFailed("remote-unauthorised")
            time.sleep(PAUSE_SECONDS)
            answer = self.keeper._call(
                "credentials/authorizeCheck",
                {"handle": answer["handle"]},
                token=self.token,
            )
        return str(answer["SAD"])


def _read(answer: requests.Response) -> Any:
    """The answer, or the service's own word of refusal as one of ours."""
    if answer.status_code == 204:
        return {}
    try:
        told = answer.json()
    except ValueError as why:
        raise SigningFailed("remote-refused") from why
    if not isinstance(told, dict):
        raise SigningFailed("remote-refused")
    if answer.ok:
        return told
    if answer.status_code in {401, 403} or told.get("error") in _NOT_ALLOWED:
        raise SigningFailed("remote-unauthorised")
    if answer.status_code >= 500:
        raise SigningFailed("remote-unreachable")
    raise SigningFailed("remote-refused")


def _certificates(told: Mapping[str, Any]) -> list[bytes]:
    held = [b64decode(one) for one in told.get("cert", {}).get("certificates", ())]
    if not held:
        raise SigningFailed("key-missing")
    return held


def _at_once(told: Mapping[str, Any]) -> int:
    """How many digests the service signs in one call."""
    return max(int(told.get("multisign") or 1), 1)


def _algorithm(how: Mechanism) -> dict[str, str]:
    if how.kind == "ECDSA":
        return {"signAlgo": _ECDSA_OIDS[how.hash_name]}
    digest = algos.DigestAlgorithm({"algorithm": how.hash_name})
    mask = algos.MaskGenAlgorithm({"algorithm": "mgf1", "parameters": digest})
    parameters = algos.RSASSAPSSParams(
        {"hash_algorithm": digest, "mask_gen_algorithm": mask, "salt_length": 32}
    )
    return {
        "signAlgo": _PSS_OID,
        "signAlgoParams": b64encode(parameters.dump()).decode(),
    }


def _signature(content: bytes, how: Mechanism) -> bytes:
    """An ECDSA signature in DER, in whichever of the two usual shapes it came."""
    if how.kind != "ECDSA":
        return content
    try:
        decode_dss_signature(content)
    except ValueError:
        half = len(content) // 2
        return encode_dss_signature(
            int.from_bytes(content[:half], "big"), int.from_bytes(content[half:], "big")
        )
    return content
