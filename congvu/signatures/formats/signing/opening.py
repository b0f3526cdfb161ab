"""A PDF opened for adding to it, or the reason why nothing may be added."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.form_tools import enumerate_fields_in
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import FormFillingError, PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import read_certification_data

from congvu.signatures.rules import SigningFailed

# What a stranger's file makes the library raise when it is not what it says.
_BROKEN = (
    PdfError,
    SigningError,
    SignatureValidationError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
)


@contextmanager
def reading() -> Iterator[None]:
    """Whatever the library stumbles over is a broken file, and nothing else."""
    try:
        yield
    except SigningFailed:
        raise
    except _BROKEN as why:
        raise SigningFailed("pdf-broken") from why


def open_pdf(pdf: bytes) -> IncrementalPdfFileWriter:
    """A writer that only adds; refuses what must not or cannot be added to."""
    with reading():
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        if reader.encrypted:
            raise SigningFailed("pdf-encrypted")
        if reader.xrefs.hybrid_xrefs_present:
            raise SigningFailed("pdf-hybrid")
        if not isinstance(reader.root["/Pages"], generic.DictionaryObject):
            raise SigningFailed("pdf-broken")
        if _strictest(reader) == MDPPerm.NO_CHANGES:
            raise SigningFailed("pdf-locked")
        return IncrementalPdfFileWriter.from_reader(reader)


def _strictest(reader: PdfFileReader) -> MDPPerm:
    """The least that any signature in the file allows after it."""
    found = [signed.docmdp_level for signed in reader.embedded_signatures]
    certified = read_certification_data(reader)
    if certified is not None:
        found.append(certified.permission)
    levels = [level for level in found if level is not None]
    return min(levels, key=lambda level: level.value) if levels else MDPPerm.ANNOTATE


def is_certified(writer: IncrementalPdfFileWriter) -> bool:
    """Whether the first author allowed only what was foreseen."""
    with reading():
        return read_certification_data(writer.prev) is not None


def signed_fields(writer: IncrementalPdfFileWriter) -> set[str]:
    with reading():
        return {signed.field_name for signed in writer.prev.embedded_signatures}


def is_locked(writer: IncrementalPdfFileWriter, name: str) -> bool:
    """Whether an earlier signature forbade changes of this field (FieldMDP)."""
    with reading():
        rules = [signed.fieldmdp for signed in writer.prev.embedded_signatures]
        return any(rule is not None and rule.is_locked(name) for rule in rules)


def field(writer: IncrementalPdfFileWriter, name: str, kind: str) -> Any:
    """The field of that name and kind (``/Tx``, ``/Sig``), or None."""
    with reading():
        found = enumerate_fields_in(
            _fields_of(writer),
            with_name=name,
            refs_seen=set(),
            target_field_type=kind,
        )
        try:
            return next((ref for _name, _value, ref in found), None)
        except FormFillingError:  # there is one, of another kind
            return None


def field_names(writer: IncrementalPdfFileWriter) -> set[str]:
    """Names at the root of the form, of any kind."""
    with reading():
        fields = [ref.get_object() for ref in _fields_of(writer)]
        return {str(one["/T"]) for one in fields if "/T" in one}


def _fields_of(writer: IncrementalPdfFileWriter) -> Any:
    if "/AcroForm" in writer.root and "/Fields" in writer.root["/AcroForm"]:
        return writer.root["/AcroForm"]["/Fields"]
    return generic.ArrayObject()


def inherited(page: Any, key: str, otherwise: Any) -> Any:
    """What a page says of itself, or the tree above it; a ring of pages ends."""
    for _step in range(60):
        if key in page:
            return page[key]
        if "/Parent" not in page:
            break
        page = page["/Parent"]
    return otherwise


def turn_of(page: Any) -> int:
    """By how much the page is shown turned: 0, 90, 180 or 270."""
    return int(inherited(page, "/Rotate", 0)) % 360 // 90 * 90


def extent_of(page: Any) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of what is seen of a page."""
    whole = inherited(page, "/MediaBox", (0, 0, 595.28, 841.89))
    left, bottom, right, top = (float(n) for n in inherited(page, "/CropBox", whole))
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def written(writer: IncrementalPdfFileWriter) -> bytes:
    out = BytesIO()
    with reading():
        writer.write(out)
    return out.getvalue()
