"""Templates of the staff: named fields, filled; and what may not become one."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document

from congvu.outgoing.formats.docx_opening import DocxRefused
from congvu.outgoing.formats.template import check_template
from congvu.outgoing.formats.template_filling import fill_template
from congvu.outgoing.rules.paper import Block
from congvu.outgoing.rules.template_fields import FIELDS
from tests.outgoing.papers import DECISION, LETTER
from tests.outgoing.word_files import changed, field, in_body, related, saved, word_file


def texts(data: bytes) -> list[str]:
    return [p.text for p in Document(BytesIO(data)).paragraphs]


def test_every_field_is_filled() -> None:
    template = word_file(*(f"{{{{ {f.name} }}}}" for f in FIELDS))

    assert check_template(template) == tuple(f.name for f in FIELDS)
    said = texts(fill_template(template, DECISION))
    # What has no words takes its paragraph with it.
    assert said[:9] == [
        "ỦY BAN NHÂN DÂN TỈNH THÁI NGUYÊN",
        "07",
        "QĐ-UBND",
        "Thái Nguyên",
        "05",
        "01",
        "2026",
        "QUYẾT ĐỊNH",
        DECISION.summary,
    ]
    assert "- Lưu: VT, HC." in said
    assert said.count("CHỦ TỊCH") == 1


def test_lines_repeat_their_paragraph_with_its_look() -> None:
    document = Document()
    document.add_paragraph("{{noi_nhan}}", style="Intense Quote")
    filled = Document(BytesIO(fill_template(saved(document), LETTER)))

    assert [p.text for p in filled.paragraphs][:2] == [
        "- Như trên;",
        "- Chủ tịch, các PCT UBND tỉnh;",
    ]
    assert {p.style.name for p in filled.paragraphs} == {"Intense Quote"}


def test_a_field_cut_over_runs_keeps_the_look_of_its_first() -> None:
    document = Document()
    paragraph = document.add_paragraph("V/v ")
    for text, bold in (
        ("{", None),
        ("{ trich", True),
        ("_yeu }", None),
        ("} hết", None),
    ):
        paragraph.add_run(text).bold = bold
    filled = Document(BytesIO(fill_template(saved(document), LETTER)))
    runs = filled.paragraphs[0].runs

    assert filled.paragraphs[0].text == (
        "V/v hỗ trợ kinh phí phòng, chống đói, rét cho đàn vật nuôi vụ đông xuân "
        "2024 - 2025 hết"
    )
    assert runs[-1].text == " hết"


def test_fields_in_tables_headers_and_twice() -> None:
    document = Document()
    document.add_table(1, 1).cell(0, 0).text = "{{ dia_danh }}, năm {{ nam }}"
    document.sections[0].header.paragraphs[0].text = "{{ ky_hieu }} {{ ky_hieu }}"
    filled = Document(BytesIO(fill_template(saved(document), LETTER)))

    assert filled.tables[0].cell(0, 0).text == "Bắc Kạn, năm 2024"
    header = filled.sections[0].header.paragraphs[0]
    assert header.text == "UBND-NNTNMT UBND-NNTNMT"


def test_words_of_a_paper_are_never_a_field() -> None:
    paper = replace(
        LETTER,
        summary="{{ so }} <w:r> & {{7*7}}",
        body=(Block(text="{{ ho_ten_nguoi_ky }}"),),
    )
    said = texts(fill_template(word_file("{{ trich_yeu }}", "{{ noi_dung }}"), paper))

    assert said == ["{{ so }} <w:r> & {{7*7}}", "{{ ho_ten_nguoi_ky }}./."]


def test_the_same_words_give_the_same_bytes() -> None:
    template = word_file("{{ trich_yeu }}")

    assert fill_template(template, LETTER) == fill_template(template, LETTER)


BROKEN = [
    ("{{ trich_yu }}", "Không có trường “trich_yu”; gần nhất là “trich_yeu”."),
    ("{{ zzz }}", "Không có trường “zzz”."),
    ("{{ trich_yeu", "Trường viết dở hoặc có lệnh, gần “{{ trich_yeu”."),
    ("trich_yeu }}", "Trường viết dở"),
    ("{% for x in y %}", "Trường viết dở hoặc có lệnh"),
    ("{{ 7*7 }}", "“7*7” không phải tên trường"),
    ("{{ paper.__class__ }}", "“paper.__class__” không phải tên trường"),
    ("{{ trich_yeu|safe }}", "“trich_yeu|safe” không phải tên trường"),
    ("{{ }}", "“” không phải tên trường"),
    ("Căn cứ: {{ can_cu }}", "Trường nhiều dòng “can_cu” phải đứng riêng một đoạn."),
    ("{{ can_cu }}{{ can_cu }}", "phải đứng riêng một đoạn"),
]


@pytest.mark.parametrize(("text", "words"), BROKEN)
def test_a_broken_field_is_named(text: str, words: str) -> None:
    for attempt in (check_template, lambda data: fill_template(data, LETTER)):
        with pytest.raises(DocxRefused) as refused:
            attempt(word_file("Mở đầu", text))
        assert any(words in r.message for r in refused.value.reasons)


def test_all_reasons_come_at_once() -> None:
    with pytest.raises(DocxRefused) as refused:
        check_template(word_file("{{ mot }}", "{{ hai", "{{ can_cu }} ba"))

    assert len(refused.value.reasons) == 3


GOOD = word_file("{{ trich_yeu }}")
RELS = "word/_rels/document.xml.rels"
SETTINGS_RELS = "word/_rels/settings.xml.rels"
EMPTY_RELS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'relationships"></Relationships>'
)
DANGERS = [
    ("macro", changed(GOOD, added={"word/vbaProject.bin": b"x"}), "macro"),
    ("object", changed(GOOD, added={"word/embeddings/a.bin": b"x"}), "nhúng"),
    (
        "remote image",
        changed(GOOD, {RELS: related("image", "https://evil.example/a.png")}),
        "lấy ảnh từ nơi khác",
    ),
    (
        "remote template",
        changed(
            GOOD,
            added={
                SETTINGS_RELS: related(
                    "attachedTemplate", "https://evil.example/a.dotm"
                )(EMPTY_RELS)
            },
        ),
        "tệp mẫu ở nơi khác",
    ),
    (
        "link to a file",
        changed(GOOD, {RELS: related("hyperlink", "file:///etc/passwd")}),
        "liên kết ra ngoài",
    ),
    (
        "dde",
        changed(GOOD, {"word/document.xml": in_body(field("DDEAUTO cmd /k calc"))}),
        "trường DDEAUTO",
    ),
    (
        "include",
        changed(
            GOOD, {"word/document.xml": in_body(field('INCLUDEPICTURE "http://a/b"'))}
        ),
        "trường INCLUDEPICTURE",
    ),
    (
        "simple field",
        changed(
            GOOD,
            {
                "word/document.xml": in_body(
                    '<w:p><w:fldSimple w:instr=" DDE a b "/></w:p>'
                )
            },
        ),
        "trường DDE",
    ),
    (
        "other file",
        changed(
            GOOD,
            {
                "word/document.xml": in_body(
                    '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/'
                    'officeDocument/2006/relationships" r:id="rIdY"/>'
                )
            },
        ),
        "nội dung từ tệp khác",
    ),
]


@pytest.mark.parametrize(
    ("data", "words"), [d[1:] for d in DANGERS], ids=[d[0] for d in DANGERS]
)
def test_what_could_run_or_fetch_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(DocxRefused, match=words):
        check_template(data)
    with pytest.raises(DocxRefused, match=words):
        fill_template(data, LETTER)


def test_links_a_person_clicks_and_page_numbers_may_stay() -> None:
    data = changed(
        GOOD,
        {
            RELS: related("hyperlink", "https://thainguyen.gov.vn"),
            "word/document.xml": in_body(field(" PAGE \\* MERGEFORMAT ")),
        },
    )

    assert check_template(data) == ("trich_yeu",)
