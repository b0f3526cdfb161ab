"""What is laid open before the signature fits the words around it, and loses none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from congvu.outgoing.formats.signable import filled_values, signable
from congvu.outgoing.queries import form_of
from congvu.outgoing.rules.paper import Block
from congvu.signatures.formats import signing
from congvu.signatures.rules import SigningFailed
from tests.outgoing.papers import LETTER
from tests.outgoing.pdf_reading import read_pdf

OPEN = replace(LETTER, number=None, issued_on=None)


def test_number_and_date_are_set_as_the_words_beside_them() -> None:
    pdf = signing.fill_fields(signable(OPEN), filled_values(1, date(2026, 3, 6)))

    form = PdfFileReader(BytesIO(pdf)).root["/AcroForm"]
    fields = {f.get_object()["/T"]: f.get_object() for f in form["/Fields"]}
    pieces = read_pdf(pdf).pieces
    dated = next(p for p in pieces if "tháng" in p.text)
    slash = next(p for p in pieces if p.text.startswith("/"))
    for name in ("ngay", "thang"):
        assert f" {dated.size:g} Tf" in str(fields[name]["/DA"])
    assert int(fields["so"]["/Q"]) == 2
    assert abs(float(fields["so"]["/Rect"][2]) - slash.x0) < 1


def test_a_letter_the_type_lacks_is_said_and_never_signed_away() -> None:
    paper = replace(OPEN, body=(Block("paragraph", "Đánh dấu ☑ vào ô ①", 0),))

    found = " ".join(one.found for one in form_of(paper.as_json()).departures)
    assert "☑①" in found or "①☑" in found
    with pytest.raises(SigningFailed):
        signable(paper)
