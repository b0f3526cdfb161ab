"""A message with a 2 MB attachment there and back, beside the bare work on it."""

from __future__ import annotations

import base64
import hashlib
import io
import random
import time
import zlib
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date

from congvu.bench.timing import Figure, ratio
from congvu.exchange.formats.edxml import pack_all, read, write
from congvu.exchange.formats.edxml.messages import (
    Attachment,
    Code,
    DocumentHeader,
    DocumentMessage,
    DocumentType,
    Organisation,
    Promulgation,
    Signer,
    new_document,
)
from congvu.exchange.formats.edxml.payload import Content

SIZE = 2 * 1024 * 1024
RECEIVERS = 120


def edxml_figures() -> Iterator[Figure]:
    data = _like_a_pdf()
    digest = hashlib.sha256(data).hexdigest()

    def bare() -> None:
        packed = base64.b64encode(zlib.compress(data))
        hashlib.sha256(zlib.decompress(base64.b64decode(packed))).hexdigest()

    def ours() -> None:
        out = io.BytesIO()
        write(_message(data, digest), out)
        out.seek(0)
        read(out)

    yield ratio(
        "edXML with a 2 MB attachment written and read / bare deflate, base64, "
        "inflate, SHA-256",
        ours,
        bare,
        most=1.5,
        rounds=15,
    )
    yield receivers_figure(data)


def receivers_figure(data: bytes) -> Figure:
    """The file is packed once; each receiver costs a header and a copy."""
    digest = hashlib.sha256(data).hexdigest()
    stream = _Counting(data)
    message = _message(data, digest)
    content = Content(lambda: nullcontext(stream), len(data), digest)
    message.attachments[0].content = content
    began = time.perf_counter()
    packed = pack_all(message.attachments)
    packing = time.perf_counter() - began
    for number in range(RECEIVERS):
        message.header.to = [_organisation(f"H03.{number:02d}")]
        write(message, io.BytesIO(), packed=packed)
    spent = time.perf_counter() - began
    return Figure(
        f"passes over that file for {RECEIVERS} receivers",
        stream.given / len(data),
        "passes",
        most=1,
        beside={"packing_ms": packing * 1000, "all_ms": spent * 1000},
    )


class _Counting(io.BytesIO):
    given = 0

    def read(self, size: int | None = -1, /) -> bytes:
        part = super().read(size)
        self.given += len(part)
        return part


def _like_a_pdf() -> bytes:
    """Mostly packed already, partly text: as scans and papers are."""
    chance = random.Random(1)  # noqa: S311 - only has to be the same each time
    line = "Nội dung dòng {} của bản đo tốc độ.\n"
    text = "".join(line.format(n) for n in range(SIZE // 200)).encode()
    return (chance.randbytes(SIZE - len(text)) + text)[:SIZE]


def _organisation(code: str) -> Organisation:
    return Organisation(organ_id=code, organ_name="Cơ quan đo tốc độ")


def _message(data: bytes, digest: str) -> DocumentMessage:
    return new_document(
        DocumentHeader(
            from_=_organisation("H03"),
            to=[_organisation("H55")],
            document_id="H03,2026/11/26,1/UBND-VP",
            code=Code(number="1", notation="UBND-VP"),
            promulgation=Promulgation(promulgation_date=date(2026, 11, 26)),
            document_type=DocumentType(type=1, type_name="Công văn"),
            subject="Đo tốc độ",
            signer=Signer(full_name="Nguyễn Văn A"),
        ),
        attachments=[
            Attachment(
                content_id="cid:1",
                attachment_name="do.pdf",
                content=Content(lambda: io.BytesIO(data), len(data), digest),
            )
        ],
    )
