"""A USB token or HSM in this server, through its maker's PKCS#11 module."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import pkcs11
from pkcs11 import MGF, Attribute, ObjectClass, TokenFlag
from pkcs11 import Mechanism as TokenMechanism
from pkcs11.exceptions import (
    FunctionFailed,
    GeneralError,
    NoSuchKey,
    NoSuchToken,
    PinIncorrect,
    PinLenRange,
    PinLocked,
    PKCS11Error,
)
from pkcs11.util.ec import encode_ecdsa_signature

from congvu.signatures.client.found import Found
from congvu.signatures.formats import signing
from congvu.signatures.formats.signing import KeyHandle, Mechanism
from congvu.signatures.rules import SigningFailed

# A token knows one log-in per process, whatever threads there are.
_ONE_AT_A_TIME = threading.Lock()
_HASHES = {
    "sha256": (TokenMechanism.SHA256, MGF.SHA256, 32),
    "sha384": (TokenMechanism.SHA384, MGF.SHA384, 48),
    "sha512": (TokenMechanism.SHA512, MGF.SHA512, 64),
}


@dataclass(frozen=True)
class _Handle:
    certificate: bytes
    chain: tuple[bytes, ...]
    key: Any

    def sign(self, digests: Sequence[bytes], how: Mechanism) -> Iterator[bytes]:
        for digest in digests:
            with _pulled_out():
                yield self._one(digest, how)

    def _one(self, digest: bytes, how: Mechanism) -> bytes:
        if how.kind == "ECDSA":
            raw = self.key.sign(digest, mechanism=TokenMechanism.ECDSA)
            return bytes(encode_ecdsa_signature(raw))
        signature = self.key.sign(
            digest,
            mechanism=TokenMechanism.RSA_PKCS_PSS,
            mechanism_param=_HASHES[how.hash_name],
        )
        return bytes(signature)


@dataclass(frozen=True)
class TokenKeeper:
    """Every token in the slots of one module (``CONGVU_PKCS11_MODULE``)."""

    module: str

    def check(self) -> None:
        if not self._tokens():
            raise SigningFailed("token-missing")

    def found(self) -> Sequence[Found]:
        """Certificates that lie open on the tokens, each with what was above it."""
        return [found for token in self._tokens() for found in self._on_token(token)]

    @contextmanager
    def open(
        self,
        place: Mapping[str, str],
        certificate: bytes,
        secret: str,
        otp: str = "",
    ) -> Iterator[KeyHandle]:
        del otp
        token = self._token(place.get("serial", ""))
        key_id = bytes.fromhex(place.get("id", ""))
        with _ONE_AT_A_TIME:
            session = _log_in(token, secret)
            try:
                with _pulled_out():
                    key = _key(session, key_id)
                    held, chain = _certificates(session, key_id)
                yield _Handle(held, chain, key)
            finally:
                # A token that is gone cannot be closed.
                with suppress(PKCS11Error):
                    session.close()

    def _tokens(self) -> list[Any]:
        try:
            library = pkcs11.lib(self.module)
        except (PKCS11Error, OSError, RuntimeError) as why:
            raise SigningFailed("token-module") from why
        try:
            tokens = _listed(library)
        except PKCS11Error:
            # A module may not get over a token that was pulled out: begin anew.
            with _ONE_AT_A_TIME:
                tokens = _listed_anew(library)
        # An empty slot of an HSM shows as a token that was never set up.
        return [one for one in tokens if one.flags & TokenFlag.TOKEN_INITIALIZED]

    def _token(self, serial: str) -> Any:
        for token in self._tokens():
            if _serial(token) == serial:
                return token
        raise SigningFailed("token-missing")

    def _on_token(self, token: Any) -> Iterator[Found]:
        with _pulled_out(), token.open() as session:
            held = _all_certificates(session)
        serial, label = _serial(token), str(token.label).strip()
        for key_id, der, own_label in held:
            place = {"serial": serial, "id": key_id.hex(), "token": label}
            above = signing.chain_of(der, [one for _id, one, _label in held])
            yield Found(f"{label}: {own_label}", der, above, place)


def _listed(library: Any) -> list[Any]:
    return list(library.get_tokens())


def _listed_anew(library: Any) -> list[Any]:
    try:
        library.reinitialize()
        return _listed(library)
    except PKCS11Error as why:
        raise SigningFailed("token-missing") from why


@contextmanager
def _pulled_out() -> Iterator[None]:
    try:
        yield
    except PKCS11Error as why:
        raise SigningFailed("token-gone") from why


def _log_in(token: Any, pin: str) -> Any:
    try:
        return token.open(user_pin=pin)
    except (PinIncorrect, PinLenRange) as why:
        raise SigningFailed(_tries_left(token)) from why
    except PinLocked as why:
        raise SigningFailed("pin-locked") from why
    except NoSuchToken as why:
        raise SigningFailed("token-missing") from why
    except (FunctionFailed, GeneralError, PKCS11Error) as why:
        raise SigningFailed("token-gone") from why


def _tries_left(token: Any) -> str:
    """As far as the token tells: PKCS#11 knows "few", "one" and "none"."""
    with suppress(PKCS11Error):
        flags = token.slot.get_token().flags
        if flags & TokenFlag.USER_PIN_LOCKED:
            return "pin-locked"
        if flags & TokenFlag.USER_PIN_FINAL_TRY:
            return "pin-last"
        if flags & TokenFlag.USER_PIN_COUNT_LOW:
            return "pin-few"
    return "pin-wrong"


def _key(session: Any, key_id: bytes) -> Any:
    try:
        return session.get_key(object_class=ObjectClass.PRIVATE_KEY, id=key_id)
    except NoSuchKey as why:
        raise SigningFailed("key-missing") from why


def _certificates(session: Any, key_id: bytes) -> tuple[bytes, tuple[bytes, ...]]:
    held = _all_certificates(session)
    own = [der for one, der, _label in held if one == key_id]
    if not own:
        raise SigningFailed("key-missing")
    return own[0], signing.chain_of(own[0], [der for _id, der, _label in held])


def _all_certificates(session: Any) -> list[tuple[bytes, bytes, str]]:
    found = session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
    return [
        (
            bytes(one[Attribute.ID]),
            bytes(one[Attribute.VALUE]),
            str(one[Attribute.LABEL]),
        )
        for one in found
    ]


def _serial(token: Any) -> str:
    return bytes(token.serial).decode("ascii", "replace").strip()
