"""A USB token for tests: SoftHSM with keys on it."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from congvu.signatures.client import TokenKeeper
from tests.signatures.papers import certificate

SOFTHSM = "/usr/lib/softhsm/libsofthsm2.so"
PIN = "13579"


@dataclass(frozen=True)
class Plugged:
    """A SoftHSM token with an RSA and an elliptic key."""

    keeper: TokenKeeper
    home: Path
    rsa: bytes
    ec: bytes

    @property
    def folder(self) -> Path:
        """Where its keys lie: gone, and the token is pulled out."""
        return self.home / "tokens"


_MADE: list[Plugged] = []


@pytest.fixture(scope="session")
def token(tmp_path_factory: pytest.TempPathFactory) -> Plugged:
    """One a process: a PKCS#11 module reads its settings once, whoever asks first."""
    if not _MADE:
        _MADE.append(_made(tmp_path_factory.mktemp("softhsm")))
    return _MADE[0]


def _made(home: Path) -> Plugged:
    (home / "tokens").mkdir()
    settings = home / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {home / 'tokens'}\n")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    made = ["--label", "Dung", "--pin", PIN, "--so-pin", PIN]
    _run("softhsm2-util", "--init-token", "--free", *made)
    return Plugged(
        TokenKeeper(SOFTHSM),
        home,
        put(home, "01", rsa.generate_private_key(65537, 2048)),
        put(home, "02", ec.generate_private_key(ec.SECP256R1())),
    )


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def put(
    home: Path,
    id: str,
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey,
    held: bytes = b"",
) -> bytes:
    """A key on the token with its certificate; of the trial root, if none is given."""
    pem, der = home / f"{id}.pem", home / f"{id}.der"
    pem.write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    der.write_bytes(held or certificate(key))
    _run(
        "softhsm2-util",
        "--import",
        str(pem),
        "--token",
        "Dung",
        "--label",
        id,
        "--id",
        id,
        "--pin",
        PIN,
    )
    _run(
        "pkcs11-tool",
        "--module",
        SOFTHSM,
        "--login",
        "--pin",
        PIN,
        "--token-label",
        "Dung",
        "--write-object",
        str(der),
        "--type",
        "cert",
        "--id",
        id,
        "--label",
        id,
    )
    return der.read_bytes()
