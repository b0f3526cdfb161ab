"""Number and date put into their fields after the personal signature.

One incremental update that touches the fields and nothing else, so that every earlier
signature stays whole and the change counts as form filling.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from congvu.signatures.formats.signing.drawing import (
    MIDDLE,
    RIGHT,
    look_size,
    text_drawn,
    wear,
)
from congvu.signatures.formats.signing.faces import check_printable, engine
from congvu.signatures.formats.signing.fields import BEFORE
from congvu.signatures.formats.signing.opening import (
    field,
    is_locked,
    open_pdf,
    reading,
    turn_of,
    written,
)
from congvu.signatures.rules import SigningFailed

_LOOK = re.compile(r"/(\w+) (\d+(?:\.\d+)?) Tf")
_RIGHT = 2


def fill_fields(pdf: bytes, values: Mapping[str, str]) -> bytes:
    """Write each value into its field; all of them, or the reasons why not."""
    writer = open_pdf(pdf)
    found: dict[str, Any] = {}
    wrong = []
    for name, value in values.items():
        check_printable(value)
        found[name] = field(writer, name, "/Tx")
        if found[name] is None:
            wrong.append("field-missing")
        elif "/V" in found[name].get_object():
            wrong.append("field-filled")
        elif is_locked(writer, name):
            wrong.append("field-locked")
    if wrong:
        raise SigningFailed(*dict.fromkeys(wrong))
    with reading():
        _fill(writer, found, values)
    return written(writer)


def _fill(
    writer: IncrementalPdfFileWriter,
    found: Mapping[str, Any],
    values: Mapping[str, str],
) -> None:
    faces: dict[bool, Any] = {}
    for name, ref in found.items():
        widget = ref.get_object()
        look = _LOOK.search(str(widget["/DA"]) if "/DA" in widget else "")
        size = float(look[2]) if look else 13.0
        italic = bool(look and look[1].endswith("Italic"))
        if italic not in faces:
            faces[italic] = engine(writer, size, italic=italic)
        left, bottom, right, top = (float(n) for n in widget["/Rect"])
        turn = turn_of(widget["/P"]) if "/P" in widget else 0
        wide, high = look_size(abs(right - left), abs(top - bottom), turn)
        side = RIGHT if "/Q" in widget and int(widget["/Q"]) == _RIGHT else MIDDLE
        before = str(widget[BEFORE]) if BEFORE in widget else ""
        shown = before + values[name]
        drawn = text_drawn(faces[italic], shown, size, wide, high, side=side)
        wear(writer, widget, drawn, turn)
        widget[pdf_name("/V")] = pdf_string(values[name])
        writer.mark_update(ref.reference)
