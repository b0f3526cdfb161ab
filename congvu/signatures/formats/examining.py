"""All that can be said of the signatures of somebody's PDF.

Runs in the jail: the file, the trust lists and what was fetched come in, plain data
goes out. A signature that cannot be read is one signature with its reason; it never
hides the others.
"""

from __future__ import annotations

import base64
import os
import re
import zlib
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, BinaryIO

from asn1crypto import crl, ocsp, x509
from pyhanko.pdf_utils.crypt import AuthStatus, StandardSecurityHandler
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.general import CMSExtractionError, find_cms_attribute_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from congvu.signatures.formats.chains import Material, Question
from congvu.signatures.formats.claims import claims, text_of
from congvu.signatures.formats.judging import One
from congvu.signatures.formats.raw import RawSignature, scan
from congvu.signatures.formats.soundness import UNREADABLE
from congvu.signatures.rules import REFUSALS, Change, Check, Mark, judge

MOST_SIGNATURES = 500
HEADER_WITHIN = 1024
LAST_PART = 64 * 1024
_END = re.compile(rb"startxref\s+\d+\s+%%EOF")
_BLANK = b"\x00\t\n\f\r "
_READABLE_FORMATS = {
    "/adbe.pkcs7.detached",
    "/adbe.pkcs7.sha1",
    "/ETSI.CAdES.detached",
    "/ETSI.RFC3161",
    "/PBAD.PAdES",
}
_FAULTS = (
    PdfError,
    CMSExtractionError,
    AssertionError,
    RecursionError,
    NotImplementedError,
    zlib.error,
    *UNREADABLE,
)


class NotExamined(Exception):
    """The file cannot be looked at; ``reason`` is a key of `rules.REFUSALS`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def examine(stream: BinaryIO, *, material: Material, now: datetime) -> dict[str, Any]:
    """``signatures`` in the order of their revisions, ``file_reason`` where the file
    as a whole keeps them hidden, and ``questions`` that would have to be asked.
    """
    stream.seek(0)
    if b"%PDF-" not in stream.read(HEADER_WITHIN):
        raise NotExamined("not-pdf")
    whole = _without_tail(stream)
    try:
        reader, reason = _open(whole or stream)
    except NotExamined:
        return _examine_raw(stream, "broken", material, now)
    # Found by its end mark, but measured and digested as it is.
    reader.stream = stream
    found: list[_Found] = []
    if not reason:
        try:
            found = _fields(reader)
        except _FAULTS:
            return _examine_raw(stream, "fields-unreadable", material, now)
    kept = _Kept(reader, found)
    entries, questions = _judge_all(
        found, kept.certificates, material.with_answers(kept.crls, kept.ocsps), now
    )
    total = int(reader.xrefs.total_revisions)
    for entry in entries:
        entry["revisions"] = total
        if whole is not None:
            entry.update(coverage="part", changes=Change.OTHER.value)
            entry.update(_judged_again(entry, "tail-uncovered"))
    return {"signatures": entries, "file_reason": reason, "questions": questions}


def _examine_raw(
    stream: BinaryIO, reason: str, material: Material, now: datetime
) -> dict[str, Any]:
    """The signatures that still stand in the open; none: the file is what it is."""
    found = [
        _Found("", claimed, 0, raw, "" if raw else "cms-unreadable")
        for claimed, raw in scan(stream)
    ]
    if not found:
        if reason in REFUSALS:
            raise NotExamined(reason)
        return {"signatures": [], "file_reason": reason, "questions": []}
    entries, questions = _judge_all(found, [], material, now)
    for entry in entries:
        entry.update(revision=0, revisions=0)
    return {"signatures": entries, "file_reason": "", "questions": questions}


def _without_tail(stream: BinaryIO) -> BytesIO | None:
    """The file up to its last end mark, where something that is no revision follows.

    Readers look for the end mark from behind and pass over such a tail, each in its own
    way; no signature covers it.
    """
    size = stream.seek(0, os.SEEK_END)
    for start in (max(0, size - LAST_PART), 0):
        stream.seek(start)
        content = stream.read()
        ends = [match.end() for match in _END.finditer(content)]
        if ends and not content[ends[-1] :].strip(_BLANK):
            return None
    return BytesIO(content[: ends[-1]]) if ends else None


def _judged_again(entry: dict[str, Any], finding: str) -> dict[str, Any]:
    left = {
        Check(check["check"])
        for check in entry["checks"]
        if check["mark"] == Mark.NOT_APPLICABLE
    }
    return judge([*entry["reasons"], finding], not_applicable=left).as_json()


def _open(stream: BinaryIO) -> tuple[PdfFileReader, str]:
    stream.seek(0)
    try:
        reader = PdfFileReader(stream, strict=False)
        handler = reader.security_handler
        reason = ""
        if isinstance(handler, StandardSecurityHandler):
            # Many are locked against changes only and open without a password.
            if reader.decrypt(b"").status == AuthStatus.FAILED:
                reason = "locked"
        elif handler is not None:
            reason = "encrypted"
    except _FAULTS as why:
        raise NotExamined("broken") from why
    return reader, reason


@dataclass(frozen=True)
class _Found:
    """A filled signature field; ``unread`` is the finding why there is no more."""

    name: str
    dictionary: Any
    revision: int
    embedded: EmbeddedPdfSignature | RawSignature | None = None
    unread: str = ""


def _fields(reader: PdfFileReader) -> list[_Found]:
    """The filled fields, oldest revision first."""
    found: list[_Found] = []
    for name, value, holder in enumerate_sig_fields(reader, filled_status=True):
        if len(found) >= MOST_SIGNATURES:
            break
        found.append(_field(reader, name, value.get_object(), holder))
    return sorted(found, key=lambda one: one.revision)


def _field(reader: PdfFileReader, name: str, dictionary: Any, holder: Any) -> _Found:
    revision = 0
    try:
        place = holder.get_object().raw_get("/V")
        revision = int(reader.xrefs.get_last_change(place.reference))
        if text_of(dictionary, "/SubFilter") not in _READABLE_FORMATS:
            return _Found(name, dictionary, revision, unread="format-unsupported")
        embedded = EmbeddedPdfSignature(reader, holder, name)
    except _FAULTS as why:
        return _Found(name, dictionary, revision, unread=_why_unread(dictionary, why))
    return _Found(name, dictionary, revision, embedded)


def _why_unread(dictionary: Any, why: Exception) -> str:
    if "/ByteRange" not in dictionary:
        return "range-missing"
    return (
        "signers-not-one" if isinstance(why, CMSExtractionError) else "cms-unreadable"
    )


def _judge_all(
    found: list[_Found],
    kept: list[x509.Certificate],
    material: Material,
    now: datetime,
) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """From the newest to the oldest: what a document timestamp proves, it proves for
    all that was there before it.
    """
    entries: list[dict[str, Any]] = []
    questions: dict[Question, None] = {}
    proof, is_last = now, True
    for one in reversed(found):
        entry = claims(one.name, one.dictionary)
        entry["revision"] = one.revision + 1
        entries.insert(0, entry)
        if one.embedded is None:
            entry.update(_unread(one.unread))
            continue
        looked = One(
            one.embedded,
            entry,
            kept=kept,
            material=material,
            now=now,
            proof=proof,
            is_last=is_last,
        )
        is_last = is_last and looked.is_timestamp
        try:
            looked.look()
        except _FAULTS:
            entry.update(_unread("cms-unreadable"), intact=False, trusted=False)
            continue
        proof = looked.proof
        questions |= dict.fromkeys(looked.questions)
    return entries, [
        {"kind": q.kind, "url": q.url, "body": base64.b64encode(q.body).decode("ascii")}
        for q in questions
    ]


def _unread(reason: str) -> dict[str, Any]:
    """A signature of which nothing can be said but that it is there, and why."""
    return judge([reason], not_applicable=set(Check)).as_json()


class _Kept:
    """What the file itself keeps for later: its security store (DSS), and what the
    signers put beside their signatures, as Adobe does.
    """

    def __init__(self, reader: PdfFileReader, found: list[_Found]) -> None:
        self.certificates: list[x509.Certificate] = []
        self.crls: list[crl.CertificateList] = []
        self.ocsps: list[ocsp.OCSPResponse] = []
        try:
            store = reader.root["/DSS"] if found else {}
        except _FAULTS:
            store = {}
        self.certificates = self._streams(store, "/Certs", x509.Certificate)
        self.crls = self._streams(store, "/CRLs", crl.CertificateList)
        self.ocsps = self._streams(store, "/OCSPs", ocsp.OCSPResponse)
        for one in found:
            if isinstance(one.embedded, EmbeddedPdfSignature):
                self._beside(one.embedded)

    @staticmethod
    def _streams(store: Any, key: str, shape: Any) -> list[Any]:
        read = []
        try:
            places = list(store[key])
        except _FAULTS:
            return []
        for place in places:
            try:
                value = shape.load(place.get_object().data)
                _ = (
                    value.native
                )  # all of it read now, or it fails in the middle of work
            except _FAULTS:
                continue
            read.append(value)
        return read

    def _beside(self, embedded: EmbeddedPdfSignature) -> None:
        try:
            attributes = embedded.signer_info["signed_attrs"]
            for kept in find_cms_attribute_iter(
                attributes, "adobe_revocation_info_archival"
            ):
                self.crls += list(kept["crl"] or ())
                self.ocsps += list(kept["ocsp"] or ())
        except _FAULTS:
            return
