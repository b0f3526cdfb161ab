"""The way of a draft and the content as plain lines, as tables."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from congvu.outgoing.rules import (
    Capacity,
    CheckKind,
    Judged,
    SignerFacts,
    authority_of,
    blocks_of,
    lines_of,
    places_in,
    standing,
    text_of,
    two_people_reasons,
)

HOA, LAN = UUID(int=1), UUID(int=2)
CONTENT, FORM, APPROVAL = CheckKind.CONTENT, CheckKind.FORM, CheckKind.APPROVAL


def test_only_what_passed_the_newest_version_counts() -> None:
    judged = [
        Judged(CONTENT, 1, HOA, passed=True),
        Judged(CONTENT, 2, HOA, passed=True),
        Judged(FORM, 2, LAN, passed=False),
        Judged(APPROVAL, 1, LAN, passed=True),
    ]

    assert set(standing(judged, 2)) == {CONTENT}
    assert set(standing(judged, 1)) == {CONTENT, APPROVAL}
    assert standing(judged, 3) == {}


@pytest.mark.parametrize(
    ("kind", "who", "refused"),
    [
        (FORM, HOA, True),
        (FORM, LAN, False),
        (APPROVAL, HOA, False),
        (CONTENT, HOA, False),
    ],
)
def test_content_and_form_are_judged_by_two_people(
    kind: CheckKind, who: UUID, *, refused: bool
) -> None:
    counting = {CONTENT: Judged(CONTENT, 1, HOA, passed=True)}

    assert bool(two_people_reasons(kind, who, counting)) is refused


@pytest.mark.parametrize(
    ("line", "kind", "level"),
    [
        ("Xét đề nghị của Sở Tài chính.", "paragraph", 0),
        ("Điều 1. Ban hành kèm theo.", "article", 0),
        ("1. Giao Sở Tài chính.", "item", 1),
        ("a) Lập dự toán;", "item", 2),
        ("đ) Báo cáo.", "item", 2),
        ("- Hướng dẫn kỹ thuật.", "item", 3),
        ("I. KẾT QUẢ", "heading", 6),
        ("Chương II: TỔ CHỨC", "heading", 2),
        ("Phần I", "heading", 1),
        ("= KẾ HOẠCH", "centred", 0),
        ("Chương trình đã duyệt.", "paragraph", 0),
        ("Mục tiêu là giảm nghèo.", "paragraph", 0),
    ],
)
def test_a_line_says_by_its_sign_what_it_is(line: str, kind: str, level: int) -> None:
    (block,) = blocks_of(line)

    assert (block["kind"], block["level"]) == (kind, level)
    assert text_of([block]) == line


def test_lines_and_blocks_are_the_same_both_ways() -> None:
    text = "Điều 1. Giao.\n| TT | Tên |\n| 1 | Ba Bể |\n1. Một.\na) Hai;\n= GIỮA"

    blocks = blocks_of(f"\n{text}\n\n")

    assert blocks[1]["rows"] == [["TT", "Tên"], ["1", "Ba Bể"]]
    assert text_of(blocks) == text


def test_what_was_not_touched_keeps_what_an_editor_set() -> None:
    before = [{"kind": "paragraph", "text": "Giữ.", "level": 0, "indent": 0.55}]

    kept, new = blocks_of("Giữ.\nMới.", before)

    assert kept["indent"] == 0.55
    assert "indent" not in new


def test_a_field_of_lines_leaves_empty_ones_out() -> None:
    assert lines_of(" Sở  Nội vụ \n\n\tSở Tài chính\n") == ["Sở Nội vụ", "Sở Tài chính"]


@pytest.mark.parametrize(
    "text",
    ["Như trên;\n- Sở Nội vụ;\n\n", "Như trên; Sở  Nội vụ", "- Như trên;Sở Nội vụ;;"],
)
def test_places_are_named_without_the_signs_between_them(text: str) -> None:
    assert places_in(text) == ["Như trên", "Sở Nội vụ"]


CHAIR: dict[str, Any] = {
    "post": "Chủ tịch",
    "leads": True,
    "heads_unit": False,
    "collective": "Ủy ban nhân dân",
    "head_post": "Chủ tịch",
}
DIRECTOR: dict[str, Any] = CHAIR | {
    "post": "Giám đốc",
    "head_post": "Giám đốc",
    "collective": "",
}
TM = "TM. ỦY BAN NHÂN DÂN"
PAPER = {"basis": "QĐ 12/QĐ-UBND", "content": "Công văn", "ends_on": date(2026, 6, 1)}


@pytest.mark.parametrize(
    ("facts", "capacity", "lines"),
    [
        (CHAIR, Capacity.HEAD, (TM, "CHỦ TỊCH")),
        (DIRECTOR, Capacity.HEAD, ("GIÁM ĐỐC",)),
        (
            CHAIR | {"post": "Phó Chủ tịch"},
            Capacity.DEPUTY,
            (TM, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        (
            DIRECTOR | {"post": "Phó Giám đốc"},
            Capacity.DEPUTY,
            ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        ),
        (CHAIR | {"kind": "acting"}, Capacity.ACTING, (TM, "Q. CHỦ TỊCH")),
        (
            CHAIR
            | {
                "post": "Chánh Văn phòng",
                "leads": False,
                "heads_unit": True,
                "basis": "Điều 9 Quy chế làm việc",
            },
            Capacity.BY_ORDER,
            ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
        ),
        (
            CHAIR | PAPER | {"kind": "authorised", "own_post": "Chánh Văn phòng"},
            Capacity.AUTHORISED,
            ("TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
        ),
    ],
)
def test_each_signs_in_the_capacity_of_dieu_13(
    facts: dict[str, Any], capacity: Capacity, lines: tuple[str, ...]
) -> None:
    authority, reasons = authority_of(SignerFacts(**facts))

    assert reasons == []
    assert authority is not None
    assert (authority.capacity, authority.lines) == (capacity, lines)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"may_sign": False}, ["không có quyền ký"]),
        ({"leads": False}, ["Chỉ lãnh đạo"]),
        ({"kind": "stand-in"}, ["Làm thay khi vắng mặt"]),
        ({"leads": False, "heads_unit": True}, ["quy chế làm việc"]),
        (
            {"kind": "authorised"},
            ["văn bản ủy quyền", "nội dung được ủy quyền", "thời hạn"],
        ),
        (
            {"kind": "authorised", "may_sign": False, "basis": "x", "content": "y"},
            ["không có quyền ký", "thời hạn"],
        ),
    ],
)
def test_who_may_not_sign_hears_every_reason(
    changed: dict[str, Any], said: list[str]
) -> None:
    authority, reasons = authority_of(SignerFacts(**(CHAIR | changed)))

    assert authority is None
    assert len(reasons) == len(said)
    words = " ".join(r.message for r in reasons)
    assert all(one in words for one in said)
