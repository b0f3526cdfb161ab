"""The demo's own keys: made here at first start, for trying out, trusted by nobody."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

from congvu.signatures.client.found import Found
from congvu.signatures.formats import demo_ca
from congvu.signatures.formats.signing import KeyHandle, Mechanism
from congvu.signatures.rules import SigningFailed

_SECRET, _ROOT = "key", "root.pem"


@dataclass(frozen=True)
class _Handle:
    issued: demo_ca.Issued
    chain: tuple[bytes, ...]

    @property
    def certificate(self) -> bytes:
        return self.issued.der

    def sign(self, digests: Sequence[bytes], how: Mechanism) -> Iterator[bytes]:
        for digest in digests:
            algorithm = getattr(hashes, how.hash_name.upper())()
            yield self.issued.key.sign(digest, ec.ECDSA(Prehashed(algorithm)))


@dataclass(frozen=True)
class DemoKeeper:
    """Keys as files of one folder, each locked with a secret that lies beside them.

    That keeps them out of a copied database and of a backup without the folder, and
    keeps nothing from whoever runs the server: hence for trying out only.
    """

    folder: Path
    enabled: bool

    def check(self) -> None:
        if not self.enabled:
            raise SigningFailed("demo-closed")

    def found(self) -> Sequence[Found]:
        self.check()
        if not (self.folder / _ROOT).exists():
            return []
        root = self._read(_ROOT).der
        names = sorted(path.name for path in self.folder.glob("*.pem"))
        return [self._found(self._read(name), root) for name in names if name != _ROOT]

    def issue(self, holder: str, at: datetime) -> Found:
        """A new key and certificate in the holder's name."""
        self.check()
        root = self.root(at)
        issued = demo_ca.issue(root, holder, at)
        self._write(_name_of(issued.der), issued)
        return self._found(issued, root.der)

    def root(self, at: datetime) -> demo_ca.Issued:
        """The authority, made by whichever process comes first."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (self.folder / _ROOT).exists():
                _write_private(self.folder / _SECRET, secrets.token_bytes(32))
                self._write(_ROOT, demo_ca.make_root(at))
        return self._read(_ROOT)

    def revocations(self, at: datetime) -> bytes:
        """The authority's list of this moment: nothing of the demo is ever revoked."""
        return demo_ca.revocation_list(self.root(at), (), at)

    @contextmanager
    def open(
        self,
        place: Mapping[str, str],
        certificate: bytes,
        secret: str,
        otp: str = "",
    ) -> Iterator[KeyHandle]:
        del place, secret, otp
        self.check()
        try:
            issued = self._read(_name_of(certificate))
            root = self._read(_ROOT)
        except OSError as why:
            raise SigningFailed("key-missing") from why
        yield _Handle(issued, (root.der,))

    def _found(self, issued: demo_ca.Issued, root: bytes) -> Found:
        return Found(issued.holder, issued.der, (root,))

    def _read(self, name: str) -> demo_ca.Issued:
        secret = (self.folder / _SECRET).read_bytes()
        return demo_ca.unlocked((self.folder / name).read_bytes(), secret)

    def _write(self, name: str, issued: demo_ca.Issued) -> None:
        secret = (self.folder / _SECRET).read_bytes()
        _write_private(self.folder / name, issued.locked(secret))


def _name_of(certificate: bytes) -> str:
    return f"{sha256(certificate).hexdigest()}.pem"


def _write_private(path: Path, content: bytes) -> None:
    """Whole or not at all, readable by its owner alone."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
