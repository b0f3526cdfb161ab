"""What a signature covers of its file, and what was added to the file afterwards."""

from __future__ import annotations

import os
import re
import zlib
from dataclasses import dataclass, field

from pyhanko.pdf_utils.form_tools import enumerate_fields_in
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.rw_common import PdfHandler
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    DiffResult,
    ModificationLevel,
)
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from congvu.signatures.formats.certificates import clip
from congvu.signatures.formats.raw import RawSignature
from congvu.signatures.rules import Change

LARGEST_HOLE = 8 * 1024 * 1024
_FAULTS = (
    PdfError,
    SignatureValidationError,
    SigningError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    AssertionError,
    RecursionError,
    NotImplementedError,
    zlib.error,
)
_LEVELS = {
    ModificationLevel.NONE: Change.NONE,
    ModificationLevel.LTA_UPDATES: Change.LTA,
    ModificationLevel.FORM_FILLING: Change.FORM,
    ModificationLevel.ANNOTATIONS: Change.ANNOTATIONS,
    ModificationLevel.OTHER: Change.OTHER,
}
_COVERAGE = {
    SignatureCoverageLevel.ENTIRE_FILE: "entire-file",
    SignatureCoverageLevel.ENTIRE_REVISION: "entire-revision",
    SignatureCoverageLevel.CONTIGUOUS_BLOCK_FROM_START: "part",
    SignatureCoverageLevel.UNCLEAR: "unclear",
}


@dataclass
class Extent:
    """``findings`` are of the check "digest"."""

    coverage: str = "unclear"
    change: Change = Change.UNREADABLE
    detail: str = ""
    fields: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)


def extent_of(embedded: EmbeddedPdfSignature | RawSignature) -> Extent:
    found = Extent()
    if isinstance(embedded, RawSignature):
        found.findings.append("file-broken")
        return found
    if not _hole_is_the_signature(embedded):
        found.change = Change.OTHER
        found.findings.append("range-odd")
        return found
    try:
        level = embedded.evaluate_signature_coverage()
    except _FAULTS:
        found.findings.append("range-odd")
        return found
    found.coverage = _COVERAGE[level]
    if level < SignatureCoverageLevel.ENTIRE_REVISION:
        found.change = Change.OTHER
        tail = level == SignatureCoverageLevel.CONTIGUOUS_BLOCK_FROM_START
        found.findings.append("tail-uncovered" if tail else "range-odd")
        return found
    embedded.coverage = level  # type: ignore[assignment]  # declared as None only
    _compare_revisions(embedded, found)
    return found


def _hole_is_the_signature(embedded: EmbeddedPdfSignature) -> bool:
    """Whether the one part that is not signed is the signature itself, nothing else.

    pyHanko adds the lengths up only; ranges that overlap would leave a tail unsigned.
    """
    ranges = [int(number) for number in embedded.byte_range]
    if len(ranges) != 4 or ranges[0] != 0 or min(ranges) < 0:
        return False
    _, length, start, rest = ranges
    stream = embedded.reader.stream
    stream.seek(0, os.SEEK_END)
    if start + rest > stream.tell() or not 0 < start - length < LARGEST_HOLE:
        return False
    stream.seek(length)
    hole = stream.read(start - length)
    if hole[:1] != b"<" or hole[-1:] != b">":
        return False
    digits = re.sub(rb"\s", b"", hole[1:-1])
    try:
        inside = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    except ValueError:
        return False
    return inside == bytes(embedded.pkcs7_content)


def _compare_revisions(embedded: EmbeddedPdfSignature, found: Extent) -> None:
    try:
        result = embedded.evaluate_modifications(DEFAULT_DIFF_POLICY)
        allowed = embedded.docmdp_level
    except _FAULTS:
        found.findings.append("changes-unreadable")
        return
    if not isinstance(result, DiffResult):
        found.change, found.detail = Change.OTHER, clip(str(result))
        found.findings.append("changed-other")
        return
    found.change = _LEVELS[result.modification_level]
    found.fields = sorted(clip(name) for name in result.changed_form_fields)
    try:
        if found.fields and _rewritten(embedded):
            found.findings.append("changed-filled")
    except _FAULTS:
        found.findings.append("changes-unreadable")
    if found.change == Change.ANNOTATIONS:
        found.findings.append("changed-annotations")
    if found.change == Change.OTHER:
        found.findings.append("changed-other")
    elif allowed is not None and result.modification_level.value > allowed.value:
        found.findings.append("changed-forbidden")


def _rewritten(embedded: EmbeddedPdfSignature) -> bool:
    """Whether a field that was filled in when this was signed says or shows something
    else now. pyHanko calls it form filling, as it does the first filling.
    """
    reader = embedded.reader
    then = _filled(reader.get_historical_resolver(embedded.signed_revision))
    now = _filled(reader)
    return any(now.get(name) != looks for name, looks in then.items())


def _filled(reader: PdfHandler) -> dict[str, tuple[str, bytes]]:
    """Value and picture of every field that has a value, signatures left out."""
    found = {}
    form = reader.root["/AcroForm"]["/Fields"]
    for kind in ("/Tx", "/Ch", "/Btn"):
        fields = enumerate_fields_in(
            form, filled_status=True, refs_seen=set(), target_field_type=kind
        )
        for name, value, reference in fields:
            field = reference.get_object()
            picture = field["/AP"]["/N"] if "/AP" in field else None
            drawn = picture.data if isinstance(picture, StreamObject) else b""
            found[name] = (str(value), drawn)
    return found
