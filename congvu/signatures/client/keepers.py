"""The keeper of each kind of key, as configured, behind one interface."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.conf import settings

from congvu.signatures.client.demo import DemoKeeper
from congvu.signatures.client.found import Asks, Found
from congvu.signatures.client.remote import RemoteKeeper
from congvu.signatures.client.token import TokenKeeper
from congvu.signatures.formats.signing import KeyHandle, Mechanism
from congvu.signatures.models import SigningKey
from congvu.signatures.rules import KeyKind, SigningFailed


class Keeper(Protocol):
    """Holds private keys and signs with them; never gives one away."""

    def check(self) -> None:
        """Refuse when it could not sign now, with the reason."""

    def found(self) -> Sequence[Found]:
        """What could be registered."""

    def open(
        self,
        place: Mapping[str, str],
        certificate: bytes,
        secret: str,
        otp: str = "",
    ) -> AbstractContextManager[KeyHandle]:
        """A key ready to sign for as long as the block lasts: one PIN, many papers."""


def keeper_of(kind: str) -> Keeper:
    if kind == KeyKind.TOKEN:
        return TokenKeeper(settings.PKCS11_MODULE)
    if kind == KeyKind.REMOTE:
        return _remote()
    if kind == KeyKind.DEMO:
        return _demo()
    raise SigningFailed("key-outside")


def choose(kind: str, *, fingerprint: str, holder: str, at: datetime) -> Found:
    """The key somebody picked at its keeper; the demo makes one for the holder."""
    if kind == KeyKind.DEMO:
        return _demo().issue(holder, at)
    for one in keeper_of(kind).found():
        if one.fingerprint == fingerprint:
            return one
    raise SigningFailed("key-missing")


def _demo() -> DemoKeeper:
    return DemoKeeper(settings.HOME / "signing", enabled=settings.SIGNING_DEMO)


def asks_of(key: SigningKey) -> Asks:
    """What whoever signs with this key is asked for; a service is asked itself."""
    if key.kind == KeyKind.REMOTE:
        return _remote().asks(key.place)
    return Asks(pin=key.kind == KeyKind.TOKEN)


def challenge(key: SigningKey) -> None:
    """Let the service of a remote key send its holder a code."""
    _remote().challenge(key.place)


def _remote() -> RemoteKeeper:
    return RemoteKeeper(**settings.REMOTE_SIGNING)


@contextmanager
def open_key(key: SigningKey, secret: str = "", otp: str = "") -> Iterator[KeyHandle]:
    """The key of a row, opened at its keeper; it must still be the same key."""
    if key.retired_at is not None:
        raise SigningFailed("key-retired")
    with keeper_of(key.kind).open(key.place, key.der, secret, otp) as handle:
        if handle.certificate != key.der:
            raise SigningFailed("certificate-other")
        yield _Registered(handle, key.der, key.chain_ders or tuple(handle.chain))


@dataclass(frozen=True)
class _Registered:
    """An open key with the chain it was registered with: a token may lack it."""

    handle: KeyHandle
    certificate: bytes
    chain: tuple[bytes, ...]

    def sign(self, digests: Sequence[bytes], how: Mechanism) -> Iterator[bytes]:
        return self.handle.sign(digests, how)
