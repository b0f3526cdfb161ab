"""Signatures of a file whose structure no reader can follow any more.

A signature dictionary stands in the open (its byte range says where), so what it says
of its bytes can be checked even so: the key and the digest, and nothing of the fields,
revisions and changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from asn1crypto import cms
from pyhanko.sign.general import CMSExtractionError, byte_range_digest
from pyhanko.sign.general import extract_signer_info as signer_info_of

_RANGE = re.compile(rb"/ByteRange\s*\[" + rb"\s*\b(\d{1,12})" * 4)
_KIND = re.compile(rb"/SubFilter\s*(/[\w.]+)")
_AROUND = 3000
MOST = 50


class RawSignature:
    """What `judging` needs of a signature, without a PDF around it."""

    signed_revision = 0

    def __init__(self, stream: BinaryIO, ranges: list[int], form: str) -> None:
        self._stream, self.byte_range = stream, ranges
        self.sig_object = {"/SubFilter": form}
        _, length, start, _ = ranges
        stream.seek(length)
        hole = stream.read(start - length)
        digits = re.sub(rb"[\s<>]", b"", hole)
        content = bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
        self.signed_data = cms.ContentInfo.load(content)["content"]
        self.signer_info = signer_info_of(self.signed_data)
        enclosed = self.signed_data["encap_content_info"]
        if enclosed["content_type"].native == "tst_info":
            imprint = enclosed["content"].parsed["message_imprint"]
            self._algorithm = str(imprint["hash_algorithm"]["algorithm"].native)
        else:
            algorithm = self.signer_info["digest_algorithm"]["algorithm"]
            self._algorithm = str(algorithm.native).lower()

    def compute_digest(self, algorithm: str | None = None) -> bytes:
        _, digest = byte_range_digest(
            self._stream, self.byte_range, algorithm or self._algorithm
        )
        made: bytes = digest
        return made


def scan(stream: BinaryIO) -> Iterator[tuple[dict[str, str], RawSignature | None]]:
    """Every signature dictionary in the order of the bytes; None for one whose CMS
    cannot be read.
    """
    stream.seek(0)
    content = stream.read()
    seen = set()
    for match in list(_RANGE.finditer(content))[:MOST]:
        ranges = [int(number) for number in match.groups()]
        first, length, start, rest = ranges
        # Only what was really signed: a place that is kept free says zeros.
        if first or not length < start <= start + rest <= len(content):
            continue
        if length in seen:
            continue
        seen.add(length)
        near = content[max(0, length - _AROUND) : length]
        near += content[start : start + _AROUND]
        kinds = [kind.decode("latin-1") for kind in _KIND.findall(near)]
        claims = {"/SubFilter": kinds[-1] if kinds else "/adbe.pkcs7.detached"}
        try:
            yield claims, RawSignature(stream, ranges, claims["/SubFilter"])
        except (CMSExtractionError, ValueError, TypeError, KeyError, IndexError):
            yield claims, None
