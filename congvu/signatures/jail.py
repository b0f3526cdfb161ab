"""What the jail does with a file: looks at its signatures, reads certificates, begins
a signature.

Loaded by a zygote of its own (see `congvu.files.jail`). The material is a file of ours
beside the document, since trust lists and CRLs are larger than an order may be.
"""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from asn1crypto import crl, ocsp, pem, x509
from reportlab.pdfgen import canvas

from congvu.signatures.formats.certificates import (
    as_pem,
    describe,
    read_certificates,
)
from congvu.signatures.formats.chains import List, Material
from congvu.signatures.formats.examining import NotExamined, examine
from congvu.signatures.formats.signing import (
    Appearance,
    begin_outside,
    mark_field,
    prepare_pdf,
)
from congvu.signatures.rules import SigningFailed

Task = Callable[..., tuple[dict[str, Any], bytes]]
MARK = "ky-kem-theo"
MOST_CERTIFICATES = 500
LARGEST_CERTIFICATES = 4 * 1024 * 1024
_FAULTS = (ValueError, TypeError, KeyError)


def warm_up() -> None:
    """Imports done lazily by the libraries are done here once, before the forks."""
    logging.disable(logging.CRITICAL)
    paper = BytesIO()
    drawn = canvas.Canvas(paper)
    drawn.drawString(72, 72, "ban in")
    drawn.save()
    examine(paper, material=Material(), now=datetime.fromisoformat(_ANY_DAY))


_ANY_DAY = "2026-01-01T00:00:00+07:00"


def examine_signatures(
    document: int, *, material: str, now: str
) -> tuple[dict[str, Any], bytes]:
    """All signatures of a PDF, judged; or why there is nothing to judge."""
    given = json.loads(Path(material).read_text(encoding="ascii"))
    with _path(document).open("rb") as stream:
        try:
            found = examine(
                stream, material=_material(given), now=datetime.fromisoformat(now)
            )
        except NotExamined as why:
            return _refused(why.reason)
    return found, b""


def certificates(document: int) -> tuple[dict[str, Any], bytes]:
    """The certificates of a file somebody wants to trust."""
    content = _path(document).read_bytes()[: LARGEST_CERTIFICATES + 1]
    if len(content) > LARGEST_CERTIFICATES:
        return _refused("too-big")
    try:
        found = read_certificates(content)[:MOST_CERTIFICATES]
    except _FAULTS:
        found = []
    if not found:
        return _refused("no-certificate")
    return {"certificates": [{**describe(c), "pem": as_pem(c)} for c in found]}, b""


def _refused(reason: str) -> tuple[dict[str, Any], bytes]:
    """A key of `rules.REFUSALS`, which the trusted side puts into words."""
    return {"refused": reason}, b""


def _material(given: dict[str, Any]) -> Material:
    return Material(
        lists=[
            List(
                name=one["name"],
                roots=[c for pem in one["roots"] for c in _certificates(pem)],
                others=[c for pem in one["others"] for c in _certificates(pem)],
            )
            for one in given["lists"]
        ],
        crls=_loaded(given["crls"], crl.CertificateList),
        ocsps=_loaded(given["ocsps"], ocsp.OCSPResponse),
        asked=frozenset(given["asked"]),
    )


def _certificates(pem: str) -> list[x509.Certificate]:
    return read_certificates(pem.encode("ascii"))


def _loaded(parts: list[str], shape: Any) -> list[Any]:
    """What came from the network; what is not what it should be is no answer."""
    found = []
    for part in parts:
        try:
            content = base64.b64decode(part)
            if pem.detect(content):  # some authorities publish their CRL so
                _kind, _headers, content = pem.unarmor(content)
            value = shape.load(content, strict=True)
            if shape is ocsp.OCSPResponse and value["response_bytes"].native is None:
                continue  # the responder only says that it cannot answer
        except _FAULTS:
            continue
        found.append(value)
    return found


def _path(document: int) -> Path:
    return Path(f"/proc/self/fd/{document}")


def begin_marked(
    document: int, *, certificate: str, chain: list[str], lines: list[str], at: str
) -> tuple[dict[str, Any], bytes]:
    """A PDF made ready for one more signature, shown as text; refused with keys of
    `rules.FAILURES`.
    """
    pdf = _path(document).read_bytes()
    try:
        place = mark_field(pdf, MARK, len(lines))
        started = begin_outside(
            prepare_pdf(pdf, signatures=[place]),
            field=place.name,
            certificate=base64.b64decode(certificate),
            chain=[base64.b64decode(one) for one in chain],
            appearance=Appearance(lines=tuple(lines)),
            at=datetime.fromisoformat(at),
        )
    except SigningFailed as why:
        return _refused(" ".join(why.keys))
    how = started.mechanism
    told = {"to_sign": started.to_sign.hex(), "kind": how.kind, "hash": how.hash_name}
    return told, started.state


def check_markable(document: int, *, lines: int) -> tuple[dict[str, Any], bytes]:
    """Whether such a mark can be laid at all; refused with keys of `rules.FAILURES`."""
    pdf = _path(document).read_bytes()
    try:
        prepare_pdf(pdf, signatures=[mark_field(pdf, MARK, lines)])
    except SigningFailed as why:
        return _refused(" ".join(why.keys))
    return {}, b""


TASKS: dict[str, Task] = {
    "examine": examine_signatures,
    "certificates": certificates,
    "begin-marked": begin_marked,
    "check-markable": check_markable,
}
