"""Templates of an agency: given in, in force, used; what may not become one."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from congvu.audit.models import AuditEvent
from congvu.lib.refusals import Refused
from congvu.outgoing.actions import set_template
from congvu.outgoing.formats.read_docx import read_docx
from congvu.outgoing.formats.template import check_template
from congvu.outgoing.formats.template_built import built_in_template
from congvu.outgoing.formats.template_filling import fill_template
from congvu.outgoing.formats.template_start import starting_parts
from congvu.outgoing.models import DraftVersion, PaperTemplate
from congvu.outgoing.rules.paper import Paper
from congvu.outgoing.rules.reading_back import merged
from congvu.outgoing.rules.template_fields import REQUIRED
from tests.documents.machine import machine
from tests.files.conftest import make_pdf
from tests.outgoing.drafts import begin
from tests.outgoing.papers import DECISION, LETTER, SUBMISSION
from tests.outgoing.word_files import changed, field, in_body, related, saved
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")
PLACE = "/van-ban/di/mau/"


def file_of(content: bytes, name: str = "mau.docx") -> BytesIO:
    file = BytesIO(content)
    file.name = name
    return file


def with_text(data: bytes, *lines: str) -> bytes:
    """The same template with usual words before the place of the content."""
    document = Document(BytesIO(data))
    place = next(p for p in document.paragraphs if "noi_dung" in p.text)
    for line in lines:
        place.insert_paragraph_before(line, "Nội dung")
    return saved(document)


def _bomb() -> bytes:
    """Small on the wire, 160 MB unpacked."""
    out = BytesIO(LETTER_FORM)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/big.xml", b" " * 160 * 2**20)
    return out.getvalue()


LETTER_FORM = with_text(
    built_in_template("CV", "Công văn"),
    "Thực hiện chương trình công tác năm {{ nam }},",
    "1. Giao các đơn vị thực hiện.",
)


def test_the_registry_gives_in_a_template_and_drafts_follow_it(
    province: Province,
) -> None:
    lan, minh = province.client("lan"), province.client("minh")
    listed = lan.get(PLACE).content.decode()
    assert "mẫu có sẵn" in listed
    assert "Giấy nghỉ phép" in listed

    page = lan.post(
        f"{PLACE}CV/",
        {"file": file_of(LETTER_FORM), "remark": "Theo quy chế mới."},
        follow=True,
    ).content.decode()

    assert "Mẫu bản 1 dùng từ bây giờ." in page
    assert "Theo quy chế mới." in page
    draft = begin(province)
    first = DraftVersion.objects.get(draft=draft, number=1)
    assert [block["text"] for block in first.body["body"]] == [
        f"Thực hiện chương trình công tác năm {province.today.year},",
        "1. Giao các đơn vị thực hiện.",
    ]
    word = b"".join(
        minh.get(f"/van-ban/di/du-thao/{draft.id}/ban/2/van-ban.docx").streaming_content
    )
    said = Document(BytesIO(word)).element.xpath("string()")
    assert "{{" not in said
    # What a draft began with is never said twice.
    assert "Giao các đơn vị" not in said
    assert "Xét đề nghị của Sở Tài chính./." in said
    got = b"".join(minh.get(f"{PLACE}CV/tep/").streaming_content)
    assert got == LETTER_FORM


def test_the_next_version_ends_the_one_before_and_it_can_be_dropped(
    province: Province,
) -> None:
    ha = province.client("ha")
    for remark in ("Một", "Hai"):
        ha.post(f"{PLACE}CV/", {"file": file_of(LETTER_FORM), "remark": remark})

    rows = list(PaperTemplate.objects.order_by("number"))
    assert [(r.number, r.ended_at is None) for r in rows] == [(1, False), (2, True)]
    assert rows[0].ended_by == "Nguyễn Thu Hà"
    old = ha.get(f"{PLACE}CV/tep/?ban=1")
    assert b"".join(old.streaming_content) == LETTER_FORM
    assert ha.get(f"{PLACE}CV/tep/?ban=9").status_code == 404

    page = ha.post(f"{PLACE}CV/thoi-dung/", follow=True).content.decode()
    again = ha.post(f"{PLACE}CV/thoi-dung/", follow=True).content.decode()

    assert "Từ bây giờ dùng mẫu có sẵn." in page
    assert "Loại này đang dùng mẫu có sẵn." in again
    assert not PaperTemplate.objects.filter(ended_at__isnull=True).exists()
    events = AuditEvent.objects.filter(event__startswith="outgoing.template")
    assert sorted(events.values_list("event", flat=True)) == [
        "outgoing.template-dropped",
        "outgoing.template-set",
        "outgoing.template-set",
    ]


def test_who_only_drafts_may_look_and_not_change(province: Province) -> None:
    minh = province.client("minh")

    page = minh.get(f"{PLACE}QĐ/").content.decode()
    sent = minh.post(f"{PLACE}QĐ/", {"file": file_of(LETTER_FORM)})

    assert "Đặt mẫu mới" not in page
    assert sent.status_code == 404
    assert minh.get(f"{PLACE}XX/").status_code == 404
    with pytest.raises(Refused, match="không có quyền"):
        set_template(
            type_code="CV",
            stream=BytesIO(LETTER_FORM),
            name="a.docx",
            by=province.seat("minh"),
            at=province.at,
        )


def test_another_agency_has_its_own(province: Province) -> None:
    province.client("lan").post(f"{PLACE}CV/", {"file": file_of(LETTER_FORM)})

    page = province.client("tu").get(f"{PLACE}CV/").content.decode()

    assert "Đang dùng mẫu có sẵn" in page


def test_every_reason_comes_at_once_and_nothing_changes(province: Province) -> None:
    lan = province.client("lan")
    lan.post(f"{PLACE}CV/", {"file": file_of(LETTER_FORM)})
    document = Document()
    document.add_paragraph("{{ trich_yu }}")
    document.add_paragraph("{{ ky_hieu")
    document.add_paragraph("{{ noi_dung }} và thêm")
    hostile = changed(
        saved(document),
        {
            "word/_rels/document.xml.rels": related("image", "https://evil.example/a"),
            "word/document.xml": in_body(field("DDEAUTO cmd /k calc")),
        },
        {"word/vbaProject.bin": b"x"},
    )

    answer = lan.post(f"{PLACE}CV/", {"file": file_of(hostile)})
    page = answer.content.decode()

    assert answer.status_code == 422
    for words in (
        "Tệp chứa macro",
        "Mẫu lấy ảnh từ nơi khác.",
        "Mẫu có trường DDEAUTO",
        "gần nhất là “trich_yeu”",
        "Trường viết dở hoặc có lệnh",
        "“noi_dung” phải đứng riêng một đoạn",
        "Thiếu trường “noi_nhan”",
        "Thiếu trường “ho_ten_nguoi_ky”",
        "Mẫu đang dùng vẫn như trước.",
    ):
        assert words in page.replace("&quot;", '"')
    assert PaperTemplate.objects.get().ended_at is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (make_pdf("Mẫu"), "Chỉ nhận tệp Word"),
        (b"PK not a file of Word", "Tệp hỏng"),
        (_bomb, "bất thường"),
    ],
    ids=["pdf", "broken", "bomb"],
)
def test_no_word_file_and_a_bomb_are_refused(
    province: Province, content: bytes | Callable[[], bytes], words: str
) -> None:
    given = content() if callable(content) else content
    answer = province.client("lan").post(f"{PLACE}CV/", {"file": file_of(given)})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not PaperTemplate.objects.exists()


@pytest.mark.parametrize("paper", [LETTER, DECISION, SUBMISSION])
def test_the_built_in_template_gives_the_paper_back(paper: Paper) -> None:
    data = built_in_template(paper.type_code, paper.type_name)

    assert set(REQUIRED) <= set(check_template(data, REQUIRED))
    assert list(starting_parts(data)) == ["layout"]
    read: Any = read_docx(fill_template(data, paper)).paper.as_json()
    fields, notes = merged(paper.as_json(), read)
    assert notes == []
    before = paper.as_json()
    assert {name: before[name] for name in fields} == fields


def test_a_program_does_the_same(province: Province) -> None:
    lan, minh = machine(province, "lan"), machine(province, "minh")

    made = lan.ask("post", "paper-templates/CV", data={"file": file_of(LETTER_FORM)})
    seen = minh.get("paper-templates").data

    assert (made.status, made.data["number"]) == (201, 1)
    letter = next(one for one in seen if one["type_code"] == "CV")
    assert letter["current"]["made_by"] == "Nông Thị Lan"
    assert len(seen) >= 29
    assert lan.post("paper-templates/CV/drop").data["ended_by"] == "Nông Thị Lan"
