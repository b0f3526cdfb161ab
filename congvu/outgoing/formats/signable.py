"""A composed paper with its open places: number, date, two signatures, as form fields.

They are laid before the first signature, so that filling number and date afterwards is
what pyHanko calls FORM_FILLING and changes nothing that was signed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from congvu.outgoing.formats.compose_pdf import Spot, compose_pdf
from congvu.outgoing.formats.head_rows import NUMBER_LABEL
from congvu.outgoing.formats.letters import lost_letters
from congvu.outgoing.rules.paper import Paper
from congvu.signatures.formats import signing
from congvu.signatures.formats.signing import Box, SignatureField, TextField
from congvu.signatures.rules import SigningFailed

PERSONAL, AGENCY = "ky-nguoi-co-tham-quyen", "ky-co-quan"
_LAST_MONTH_WITH_ZERO = 2


@dataclass(frozen=True)
class ToBeMarked:
    """A file beside a paper: the agency's signature goes on as text (Phụ lục I)."""

    attachment_id: UUID
    opened: Callable[[], AbstractContextManager[Path]]
    symbol: str
    version: int


@dataclass(frozen=True)
class ToBeSigned:
    """A file with the field to sign, the words that show where a key has no picture;
    ``marks``: what lies beside it and is signed with it.
    """

    pdf: bytes
    field: str
    words: tuple[str, ...]
    place: str
    version: int
    marks: tuple[ToBeMarked, ...] = ()


def signable(paper: Paper) -> bytes:
    """The paper ready for its first signature; no word of it may be lost on the way."""
    if lost_letters(paper):
        raise SigningFailed("text-unprintable")
    made = compose_pdf(paper, filled_later=True)
    spots, dated = made.spots, paper.layout.head_size + 1
    texts = (
        TextField("so", _box(spots["number"]), 13, right=True, before=NUMBER_LABEL),
        TextField("ngay", _box(spots["day"]), dated, italic=True),
        TextField("thang", _box(spots["month"]), dated, italic=True),
    )
    signatures = (
        SignatureField(PERSONAL, _box(spots["signature"])),
        SignatureField(AGENCY, _box(spots["seal"])),
    )
    return signing.prepare_pdf(made.pdf, texts, signatures)


def _box(spot: Spot) -> Box:
    return Box(spot.page, spot.x, spot.y, spot.width, spot.height)


def filled_values(number: int, on: date) -> Mapping[str, str]:
    """Number and date as Phụ lục I writes them: 07, ngày 05 tháng 01, tháng 6."""
    zero = on.month <= _LAST_MONTH_WITH_ZERO
    month = f"{on.month:02d}" if zero else str(on.month)
    return {"so": f"{number:02d}", "ngay": f"{on.day:02d}", "thang": month}
