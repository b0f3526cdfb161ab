"""Each of the 29 types of NĐ 30/2020 as PDF and Word: symbol, name and form.

In short, Word files only of the kinds of form: with a name and without, with and
without addressees, signed by name of the office.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from congvu.outgoing.formats.compose_docx import compose_docx
from congvu.outgoing.formats.compose_pdf import compose_pdf
from congvu.outgoing.formats.read_docx import read_docx
from congvu.outgoing.formats.read_docx_form import read_docx_form
from congvu.outgoing.formats.template import check_template
from congvu.outgoing.formats.template_built import built_in_template
from congvu.outgoing.formats.template_filling import fill_template
from congvu.outgoing.rules.form import departures
from congvu.outgoing.rules.numbering import SymbolParts, notation_of
from congvu.outgoing.rules.paper import Block, Paper, Signer
from congvu.outgoing.rules.reading_back import merged
from congvu.outgoing.rules.template_fields import REQUIRED
from tests.outgoing.pdf_reading import read_pdf
from tests.outgoing.test_symbols import ROWS
from tests.scale import few_or_all

Type = dict[str, Any]


def paper_of(row: Type) -> Paper:
    code, abbreviation = row["key"], row["value"]["abbreviation"]
    enacts = code in ("QĐ", "NQ")
    return Paper(
        type_code=code,
        type_name="" if code == "CV" else row["label"],
        parent_name="Ủy ban nhân dân tỉnh Thái Nguyên",
        issuer_name="Sở Nội vụ",
        symbol=notation_of(SymbolParts(abbreviation, "SNV", "VP")),
        place="Thái Nguyên",
        number=5,
        issued_on=date(2026, 11, 26),
        summary="V/v cải cách hành chính" if code == "CV" else "Về cải cách hành chính",
        authority_name="Giám đốc Sở Nội vụ" if enacts or code == "CĐ" else "",
        addressees=() if enacts else ("Các phòng, đơn vị thuộc Sở",),
        bases=("Căn cứ Luật Tổ chức chính quyền địa phương",) if enacts else (),
        body=(Block(text="Sở Nội vụ yêu cầu các đơn vị triển khai thực hiện."),),
        signer=Signer(authority=("Giám đốc",), name="Nguyễn Minh Hà"),
        recipients=("Như trên" if not enacts else "Như Điều 2",),
        filed="VT, VP",
    )


FORMS = ("CV", "QĐ", "NQ", "CĐ", "TTr", "ThC")
EACH_FORM = [row for row in ROWS if row["key"] in FORMS]
each = pytest.mark.parametrize("row", ROWS, ids=lambda row: row["label"])
each_form = pytest.mark.parametrize(
    "row", few_or_all(EACH_FORM, ROWS), ids=lambda row: row["label"]
)


@each
def test_it_is_composed_with_its_symbol_and_passes_its_own_check(row: Type) -> None:
    paper = paper_of(row)
    abbreviation = row["value"]["abbreviation"]

    assert departures(paper) == []
    read = read_pdf(compose_pdf(paper).pdf)
    symbol = f"{abbreviation}-SNV" if abbreviation else "SNV-VP"
    assert f"Số: 05/{symbol}" in read.text.replace("\n", " ")
    named = [p for p in read.pieces if p.text.strip() == row["label"].upper()]
    assert len(named) == (0 if row["key"] == "CV" else 1)


@pytest.mark.repeats
@each_form
def test_its_word_file_says_the_same_and_passes(row: Type) -> None:
    paper = paper_of(row)
    data = compose_docx(paper)

    assert read_docx_form(data) == []
    found = read_docx(data).paper
    assert (found.type_code, found.symbol) == (paper.type_code, paper.symbol)
    assert found.type_name.casefold() == paper.type_name.casefold()
    fields, notes = merged(paper.as_json(), found.as_json())
    assert notes == []
    plain = paper.as_json()
    assert {name: plain[name] for name in fields} == fields


@pytest.mark.repeats
@each_form
def test_its_built_in_template_loses_nothing(row: Type) -> None:
    paper = replace(paper_of(row), drafter_mark="HA", copies=10, address="Số 1")
    template = built_in_template(row["key"], row["label"])

    check_template(template, REQUIRED)
    read = read_docx(fill_template(template, paper)).paper
    fields, notes = merged(paper.as_json(), read.as_json())
    assert notes == []
    plain = paper.as_json()
    assert {name: plain[name] for name in fields} == fields
