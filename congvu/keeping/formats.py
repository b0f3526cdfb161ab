"""Sealed bytes: AES-256-GCM, chunk by chunk, in a stream of any length.

The construction of age and Tink (STREAM, Hoang et al. 2015): each file has a key of its
own, derived from the given one and a random salt; a chunk's nonce is its number and
whether it is the last. So no chunk can be altered, moved, left out or cut off, and no
nonce is ever used twice. ``label`` says what the bytes are, so that one sealed file
cannot stand in for another.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"congvu sealed 1\n"
SALT = 32
TAG = 16
CHUNK = 1 << 20


class BrokenSeal(Exception):
    """Altered, cut off, or sealed with another key."""


def sealed(pieces: Iterable[bytes], key: bytes, label: str) -> Iterator[bytes]:
    salt = os.urandom(SALT)
    cipher = _cipher(key, salt)
    yield MAGIC + salt
    for number, chunk, is_last in _chunks(pieces, CHUNK):
        yield cipher.encrypt(_nonce(number, is_last=is_last), chunk, label.encode())


def opened(source: BinaryIO, key: bytes, label: str) -> Iterator[bytes]:
    """The bytes that were sealed; each chunk is proved before it is given out."""
    if source.read(len(MAGIC)) != MAGIC:
        raise BrokenSeal
    salt = source.read(SALT)
    cipher = _cipher(key, salt)
    for number, chunk, is_last in _chunks(pieces_of(source), CHUNK + TAG):
        try:
            nonce = _nonce(number, is_last=is_last)
            yield cipher.decrypt(nonce, chunk, label.encode())
        except InvalidTag as why:
            raise BrokenSeal from why


def sealed_size(size: int) -> int:
    chunks = max(1, -(-size // CHUNK))
    return len(MAGIC) + SALT + size + chunks * TAG


def hidden_name(key: bytes, sha256: str) -> str:
    """Under which a sealed content lies: who knows a file cannot look for it."""
    return hmac.new(key, f"name {sha256}".encode(), hashlib.sha256).hexdigest()


def pieces_of(source: BinaryIO) -> Iterator[bytes]:
    while piece := source.read(CHUNK):
        yield piece


def _chunks(pieces: Iterable[bytes], size: int) -> Iterator[tuple[int, bytes, bool]]:
    """Chunks of one size, the last one shorter or equal; one, even of nothing."""
    number, held = 0, bytearray()
    for piece in pieces:
        held += piece
        while len(held) > size:
            yield number, bytes(held[:size]), False
            del held[:size]
            number += 1
    yield number, bytes(held), True


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    info = b"congvu backup"
    return AESGCM(HKDF(SHA256(), length=32, salt=salt, info=info).derive(key))
