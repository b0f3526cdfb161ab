"""A paper is signed by its leader, numbered, and signed by its agency."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pyhanko.sign.diff_analysis import ModificationLevel

from congvu.signatures.formats import demo_ca
from congvu.signatures.formats.signing import (
    Appearance,
    Applied,
    Box,
    Evidence,
    SignatureField,
    apply_signature,
    fill_fields,
    mark_field,
    prepare_pdf,
)
from congvu.signatures.rules import Level, Status, mark_lines
from tests.signatures.papers import (
    AGENCY,
    ALL,
    AT,
    BLUE,
    COMMITTEE,
    DUNG,
    PERSON,
    RED,
    ROOT,
    all_valid,
    judged,
    paper,
    ready,
)


def by_person(pdf: bytes) -> Applied:
    return apply_signature(
        pdf, field=PERSON, key=DUNG, appearance=Appearance(BLUE), at=AT
    )


def by_agency(pdf: bytes) -> Applied:
    return apply_signature(
        pdf, field=AGENCY, key=COMMITTEE, appearance=Appearance(RED), at=AT
    )


def drawn(pdf: bytes, page: int = 0, scale: float = 1.0) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    image: Image.Image = document[page].render(scale=scale).to_pil().convert("RGB")
    document.close()
    return image


def words(pdf: bytes) -> str:
    """The text of the first page with what is drawn in its fields."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    document[0].flatten()
    out = BytesIO()
    document.save(out)
    text: str = pypdfium2.PdfDocument(out.getvalue())[0].get_textpage().get_text_range()
    return text


def coloured(image: Image.Image, channel: int) -> tuple[int, int, int, int]:
    """The box of everything that is clearly red (0) or blue (2)."""
    bands = image.split()
    other = 2 if channel == 0 else 0
    box = Image.eval(bands[channel], lambda n: n)
    mask = Image.new("L", image.size)
    mask.putdata(
        [
            255 if mine > theirs + 80 else 0
            for mine, theirs in zip(box.tobytes(), bands[other].tobytes(), strict=True)
        ]
    )
    found = mask.getbbox()
    assert found is not None
    return found


def test_person_then_number_then_agency_and_everybody_accepts_it(
    tmp_path: Path,
) -> None:
    laid = ready()
    first = by_person(laid)
    numbered = fill_fields(first.pdf, ALL)
    last = by_agency(numbered)

    seen = judged(last.pdf, tmp_path)

    assert [one.field for one in seen] == [PERSON, AGENCY]
    assert all_valid(last.pdf, tmp_path) == [PERSON, AGENCY]
    assert seen[0].changes == ModificationLevel.FORM_FILLING
    assert seen[1].changes == ModificationLevel.NONE
    # Each step only adds: what was signed is still there, byte for byte.
    assert first.pdf.startswith(laid)
    assert numbered.startswith(first.pdf)
    assert last.pdf.startswith(numbered)
    assert first.mechanism == "ECDSA-SHA256"
    assert (first.level, first.status) == (Level.B, Status.UNKNOWN)


def test_number_and_date_are_drawn_and_read_back() -> None:
    text = words(fill_fields(by_person(ready()).pdf, ALL))

    for value in ALL.values():
        assert value in text


def test_signature_is_blue_and_seal_is_red_over_a_third_of_it(tmp_path: Path) -> None:
    """NĐ 30/2020 Phụ lục I: the seal covers about a third, at the left."""
    image = drawn(by_agency(by_person(ready()).pdf).pdf, scale=2)

    left, _top, right, _bottom = coloured(image, 2)
    _left, _top, seal_right, _bottom = coloured(image, 0)
    covered = (seal_right - left) / (right - left)

    assert 0.25 < covered < 0.42


def test_answers_of_the_issuer_lie_in_the_file(tmp_path: Path) -> None:
    evidence = Evidence(crls=(demo_ca.revocation_list(ROOT, (), AT),))

    applied = apply_signature(
        ready(),
        field=PERSON,
        key=DUNG,
        appearance=Appearance(BLUE),
        at=AT,
        evidence=evidence,
    )

    assert applied.status == Status.GOOD
    assert [one["kind"] for one in applied.evidence] == ["CRL"]
    assert b"/DSS" in applied.pdf
    assert all_valid(by_agency(fill_fields(applied.pdf, ALL)).pdf, tmp_path) == [
        PERSON,
        AGENCY,
    ]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_mark_of_an_attachment_stands_top_right_as_it_is_seen(
    turn: int, tmp_path: Path
) -> None:
    lines = mark_lines("07/QĐ-UBND", AT)
    pdf = paper(turn=turn)
    laid = prepare_pdf(pdf, [], [mark_field(pdf, AGENCY, len(lines))])

    applied = apply_signature(
        laid, field=AGENCY, key=COMMITTEE, appearance=Appearance(lines=lines), at=AT
    )

    assert lines == ("07/QĐ-UBND", "2026-11-26T09:30:00+07:00")
    assert all_valid(applied.pdf, tmp_path) == [AGENCY]
    before, after = drawn(laid), drawn(applied.pdf)
    changed = Image.new("L", before.size)
    changed.putdata(
        [
            255 if one != two else 0
            for one, two in zip(
                before.convert("L").tobytes(), after.convert("L").tobytes(), strict=True
            )
        ]
    )
    left, top, right, bottom = changed.getbbox() or (0, 0, 0, 0)
    assert before.width - 45 <= right <= before.width - 40
    assert left > before.width / 2
    assert 15 <= top < bottom <= 60
    # Two lines of size 10, upright: wider than high.
    assert right - left > 2 * (bottom - top)
    if not turn:
        assert all(line in words(applied.pdf) for line in lines)


def test_copy_of_a_signed_paper_gets_its_mark_and_keeps_its_signatures(
    tmp_path: Path,
) -> None:
    issued = by_agency(fill_fields(by_person(ready()).pdf, ALL)).pdf
    lines = mark_lines("UBND xã Bình Thành", AT, before=("SAO Y", "05/SY-UBND"))

    laid = prepare_pdf(issued, [], [mark_field(issued, "sao-y", len(lines))])
    copy = apply_signature(
        laid, field="sao-y", key=COMMITTEE, appearance=Appearance(lines=lines), at=AT
    )

    assert copy.pdf.startswith(issued)
    assert all_valid(copy.pdf, tmp_path) == [PERSON, AGENCY, "sao-y"]


def test_field_on_the_last_page(tmp_path: Path) -> None:
    laid = prepare_pdf(
        paper(3), [], [SignatureField(PERSON, Box(3, 340, 480, 140, 70))]
    )

    applied = by_person(laid)

    assert all_valid(applied.pdf, tmp_path) == [PERSON]
    assert coloured(drawn(applied.pdf, page=2), 2)


_STEPS = ["person", "agency", "so", "ngay", "thang"]


@settings(max_examples=12)
@given(st.permutations(_STEPS), st.integers(1, len(_STEPS)))
def test_any_order_of_permitted_steps_leaves_earlier_signatures_valid(
    tmp_path: Path, order: list[str], length: int
) -> None:
    pdf = ready()
    signed = []
    for step in order[:length]:
        before = pdf
        if step == "person":
            pdf, added = by_person(pdf).pdf, PERSON
        elif step == "agency":
            pdf, added = by_agency(pdf).pdf, AGENCY
        else:
            pdf, added = fill_fields(pdf, {step: ALL[step]}), ""
        assert pdf.startswith(before)
        signed += [added] if added else []

    assert all_valid(pdf, tmp_path) == signed
