"""A DKIM signature checked and made by hand (RFC 6376), apart from our programs."""

from __future__ import annotations

import base64
import hashlib
import re

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key


def verify(letter: bytes, key: str) -> str:
    """The domain that signed; an AssertionError where something was changed.

    Relaxed canonicalization of both parts, RSA with SHA-256: as ours are made.
    """
    head, _blank, body = letter.partition(b"\r\n\r\n")
    fields = [_relaxed(line) for line in re.split(rb"\r\n(?![ \t])", head)]
    names = [field.partition(b":")[0] for field in fields]
    at = names.index(b"dkim-signature")
    signature = fields[at]
    tags = dict(
        part.strip().split("=", 1)
        for part in signature.partition(b":")[2].decode().split(";")
        if part.strip()
    )
    assert (tags["a"], tags["c"]) == ("rsa-sha256", "relaxed/relaxed")
    told = base64.b64decode(re.sub(r"\s", "", tags["bh"]))
    assert hashlib.sha256(_body(body)).digest() == told, "the body was changed"

    left = list(zip(names, fields, strict=True))
    signed = b""
    for name in tags["h"].replace(" ", "").lower().split(":"):
        for one in reversed(left):  # the lowest first; a name too many says "no more"
            if one[0] == name.encode():
                signed += one[1] + b"\r\n"
                left.remove(one)
                break
    signed += re.sub(rb"(;\s*b=)[^;]*", rb"\1", signature)
    public = load_der_public_key(base64.b64decode(key))
    assert isinstance(public, RSAPublicKey)
    value = base64.b64decode(re.sub(r"\s", "", tags["b"]))
    public.verify(value, signed, PKCS1v15(), SHA256())
    return tags["d"]


def signed(letter: bytes, domain: str, selector: str, key: RSAPrivateKey) -> bytes:
    """The letter as a stranger's server sends it: lines end as on the wire."""
    head, _blank, body = letter.partition(b"\r\n\r\n")
    fields = [_relaxed(line) for line in re.split(rb"\r\n(?![ \t])", head)]
    told = base64.b64encode(hashlib.sha256(_body(body)).digest()).decode()
    names = [b"from", b"to", b"subject"]
    tags = (
        f"v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s={selector};"
        f" h={b':'.join(names).decode()}; bh={told}; b="
    ).encode()
    chosen = [one for name in names for one in fields if one.startswith(name + b":")]
    over = b"\r\n".join([*chosen, b"dkim-signature:" + tags])
    made = base64.b64encode(key.sign(over, PKCS1v15(), SHA256()))
    return b"DKIM-Signature: " + tags + made + b"\r\n" + letter


def _relaxed(line: bytes) -> bytes:
    name, _colon, value = line.partition(b":")
    unfolded = re.sub(rb"\r\n(?=[ \t])", b"", value)
    return name.strip().lower() + b":" + re.sub(rb"[ \t]+", b" ", unfolded).strip()


def _body(body: bytes) -> bytes:
    lines = [re.sub(rb"[ \t]+", b" ", line).rstrip() for line in body.split(b"\r\n")]
    while lines and not lines[-1]:
        lines.pop()
    return b"".join(line + b"\r\n" for line in lines)
