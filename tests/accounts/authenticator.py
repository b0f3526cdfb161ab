"""A device with a passkey, as far as the office can see: it signs what it is asked."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers import bytes_to_base64url as text

PRESENT, VERIFIED, NEW_KEY = 0x01, 0x04, 0x40


@dataclass
class Device:
    """One key pair for one office; counts its uses unless told otherwise."""

    origin: str = "http://testserver"
    verifies: bool = True
    handle: bytes = b""
    count: int = 0
    identity: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def make(self, asked: dict[str, Any]) -> str:
        """The answer to `navigator.credentials.create`."""
        self.handle = base64url_to_bytes(asked["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        public = cbor2.dumps(
            {
                1: 2,
                3: -7,
                -1: 1,
                -2: numbers.x.to_bytes(32, "big"),
                -3: numbers.y.to_bytes(32, "big"),
            }
        )
        made = (
            bytes(16) + len(self.identity).to_bytes(2, "big") + self.identity + public
        )
        data = self._data(asked["rp"]["id"], NEW_KEY) + made
        attestation = {"fmt": "none", "attStmt": {}, "authData": data}
        return self._answer(
            clientDataJSON=self._client("webauthn.create", asked),
            attestationObject=cbor2.dumps(attestation),
        )

    def use(self, asked: dict[str, Any]) -> str:
        """The answer to `navigator.credentials.get`."""
        self.count += 1
        data = self._data(asked["rpId"], 0)
        client = self._client("webauthn.get", asked)
        signed = data + hashlib.sha256(client).digest()
        return self._answer(
            clientDataJSON=client,
            authenticatorData=data,
            signature=self.key.sign(signed, ec.ECDSA(hashes.SHA256())),
            userHandle=self.handle,
        )

    def _data(self, host: str, flags: int) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        place = hashlib.sha256(host.encode()).digest()
        return place + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, asked: dict[str, Any]) -> bytes:
        told = {"type": kind, "challenge": asked["challenge"], "origin": self.origin}
        return json.dumps(told).encode()

    def _answer(self, **parts: bytes) -> str:
        return json.dumps(
            {
                "id": text(self.identity),
                "rawId": text(self.identity),
                "type": "public-key",
                "response": {name: text(part) for name, part in parts.items()},
                "clientExtensionResults": {},
            }
        )
