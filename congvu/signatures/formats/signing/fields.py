"""The places of a paper laid before anybody signs: number, date, signatures.

Number and date come after the personal signature and must not change what it covers:
they fill fields that lay there before (TCVN ISO 32000: form filling).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.sign.fields import SigFieldSpec, append_signature_field, ensure_sig_flags

from congvu.signatures.formats.signing.drawing import (
    LEFT,
    MARK_LEADING,
    MARK_SIZE,
    look_size,
    text_drawn,
    wear,
)
from congvu.signatures.formats.signing.faces import engine
from congvu.signatures.formats.signing.opening import (
    extent_of,
    field_names,
    is_certified,
    open_pdf,
    reading,
    signed_fields,
    turn_of,
    written,
)
from congvu.signatures.formats.signing.parts import Box, SignatureField, TextField
from congvu.signatures.rules import SigningFailed

# NĐ 30/2020 Phụ lục I.I.3: at least 20 mm above and 15 mm right of the text.
_MARK_RIGHT, _MARK_TOP = 42.5, 20.0
_MARK_WIDTH = 190.0
_READ_ONLY, _PRINT = 1, 4
# A key of our own in a field: what is drawn before its value.
BEFORE = "/CVBefore"
_DIGITS = "0123456789/-ăâđêôơưĂÂĐÊÔƠƯ"


def prepare_pdf(
    pdf: bytes,
    texts: Sequence[TextField] = (),
    signatures: Sequence[SignatureField] = (),
) -> bytes:
    """Lay the fields as one addition; the bytes that were there stay as they are.

    A file that is signed already (a copy of another's paper) may still get a place for
    a signature, never one for text.
    """
    writer = open_pdf(pdf)
    if texts and signed_fields(writer):
        raise SigningFailed("fields-too-late")
    if is_certified(writer):
        raise SigningFailed("pdf-locked")
    names = [one.name for one in texts] + [one.name for one in signatures]
    if len(set(names)) < len(names) or field_names(writer) & set(names):
        raise SigningFailed("field-double")
    with reading():
        _lay_texts(writer, texts)
        for one in signatures:
            _page_of(writer, one.box)
            append_signature_field(writer, _described(one))
        ensure_sig_flags(writer)
    return written(writer)


def mark_field(pdf: bytes, name: str, lines: int) -> SignatureField:
    """The place of a text-only mark: top right of the first page as it is seen; below
    the marks of earlier papers that the same file went with.
    """
    writer = open_pdf(pdf)
    with reading():
        page = writer.prev.find_page_for_modification(0)[0].get_object()
        left, bottom, right, top = extent_of(page)
        turn = turn_of(page)
    high = MARK_SIZE + MARK_LEADING * (lines - 1) + 4
    wide = _MARK_WIDTH
    before = sum(1 for known in field_names(writer) if known.startswith(name))
    down = _MARK_TOP + before * (high + MARK_LEADING)
    if turn == 90:
        x, y = left + down, top - _MARK_RIGHT - wide
    elif turn == 180:
        x, y = left + _MARK_RIGHT, bottom + down
    elif turn == 270:
        x, y = right - down - high, bottom + _MARK_RIGHT
    else:
        x, y = right - _MARK_RIGHT - wide, top - down - high
    if turn in (90, 270):
        wide, high = high, wide
    own = f"{name}-{before + 1}" if before else name
    return SignatureField(own, Box(1, x, y, wide, high))


def _described(one: SignatureField) -> SigFieldSpec:
    box = one.box
    return SigFieldSpec(
        sig_field_name=one.name,
        on_page=box.page - 1,
        box=(
            floor(box.x),
            floor(box.y),
            ceil(box.x + box.width),
            ceil(box.y + box.height),
        ),
        readable_field_name=one.label or None,
    )


def _page_of(writer: IncrementalPdfFileWriter, box: Box) -> Any:
    """The page of a place, which must lie inside it."""
    if not 1 <= box.page <= int(writer.root["/Pages"]["/Count"]):
        raise SigningFailed("field-outside-page")
    found = writer.find_page_for_modification(box.page - 1)[0]
    left, bottom, right, top = extent_of(found.get_object())
    inside = left <= box.x and bottom <= box.y
    inside &= box.x + box.width <= right and box.y + box.height <= top
    if not inside or box.width <= 0 or box.height <= 0:
        raise SigningFailed("field-outside-page")
    return found


def _lay_texts(writer: IncrementalPdfFileWriter, texts: Sequence[TextField]) -> None:
    if not texts:
        return
    form = _form(writer)
    fonts = generic.DictionaryObject()
    for italic in {one.italic for one in texts}:
        face = engine(writer, 13, italic=italic)
        face.shape(_DIGITS)
        fonts[pdf_name(_font_name(italic=italic))] = face.as_resource()
    shared = form["/DR"] if "/DR" in form else generic.DictionaryObject()
    if "/Font" in shared:
        fonts = generic.DictionaryObject({**shared["/Font"], **fonts})
    shared[pdf_name("/Font")] = fonts
    form[pdf_name("/DR")] = shared
    for one in texts:
        page = _page_of(writer, one.box)
        _lay_text(writer, form, page, one)
    writer.update_container(form)


def _lay_text(
    writer: IncrementalPdfFileWriter, form: Any, page: Any, one: TextField
) -> None:
    box = one.box
    look = f"{_font_name(italic=one.italic)} {one.size:g} Tf 0 g"
    widget = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Widget"),
            pdf_name("/FT"): pdf_name("/Tx"),
            pdf_name("/T"): pdf_string(one.name),
            pdf_name("/TU"): pdf_string(one.label or one.name),
            pdf_name("/DA"): pdf_string(look),
            pdf_name("/Q"): generic.NumberObject(2 if one.right else 1),
            pdf_name("/F"): generic.NumberObject(_PRINT),
            # Nobody types here by hand: the office fills it when it gives the number.
            pdf_name("/Ff"): generic.NumberObject(_READ_ONLY),
            pdf_name("/P"): page,
            pdf_name("/Rect"): generic.ArrayObject(
                generic.FloatObject(round(n, 3))
                for n in (box.x, box.y, box.x + box.width, box.y + box.height)
            ),
        }
    )
    turn = turn_of(page.get_object())
    if one.before:
        widget[pdf_name(BEFORE)] = pdf_string(one.before)
        wide, high = look_size(box.width, box.height, turn)
        face = engine(writer, one.size, italic=one.italic)
        empty = text_drawn(face, one.before, one.size, wide, high, side=LEFT)
    else:
        empty = RawContent(b"", box=BoxConstraints(width=box.width, height=box.height))
    wear(writer, widget, empty, turn)
    placed = writer.add_object(widget)
    form["/Fields"].append(placed)
    writer.register_annotation(page, placed)


def _form(writer: IncrementalPdfFileWriter) -> Any:
    """The file's form, made when there is none."""
    if "/AcroForm" not in writer.root:
        writer.root[pdf_name("/AcroForm")] = writer.add_object(
            generic.DictionaryObject({pdf_name("/Fields"): generic.ArrayObject()})
        )
        writer.update_root()
    form = writer.root["/AcroForm"]
    if "/Fields" not in form:
        form[pdf_name("/Fields")] = generic.ArrayObject()
    writer.update_container(form["/Fields"])
    return form


def _font_name(*, italic: bool) -> str:
    return "/CongVuItalic" if italic else "/CongVu"
