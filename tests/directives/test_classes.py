"""Whom the words of a paper mean: classes, names of their day, heirs of today."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from congvu.audit.rules import SYSTEM
from congvu.directives.actions import ProposalWish
from congvu.directives.queries import Bodies, bodies_for, parties_of
from congvu.directives.rules import BodyClass, Means, abbreviation, initials, meant_by
from congvu.organisations.actions import (
    carry_out_reform,
    create_agency,
    give_identifier,
)
from congvu.organisations.models import Agency, AgencyKind, IdentifierScheme
from tests.organisations import acts
from tests.people import SINCE, Province

D, H, X = BodyClass.DEPARTMENTS, BodyClass.DISTRICTS, BodyClass.COMMUNES


@pytest.mark.parametrize(
    ("words", "classes"),
    [
        ("Thủ trưởng các sở, ban, ngành", (D,)),
        ("Giám đốc các sở", (D,)),
        ("các sở, ngành trong tỉnh", (D,)),
        ("Chủ tịch UBND các huyện, thị xã", (H,)),
        ("Ủy ban nhân dân các huyện, thành phố", (H,)),
        ("UBND các xã, phường, thị trấn", (X,)),
        ("Chủ tịch Ủy ban nhân dân các xã, phường", (X,)),
        ("Thủ trưởng các sở, ban, ngành, Chủ tịch UBND các huyện, thị xã", (D, H)),
        ("Ủy ban nhân dân các cấp", (H, X)),
        ("các sở, ngành liên quan", ()),
        ("các cơ quan, đơn vị", ()),
        ("các sở thuộc khối văn xã", ()),
    ],
)
def test_a_class_is_known_by_its_words(
    words: str, classes: tuple[BodyClass, ...]
) -> None:
    (meant,) = meant_by(words)
    assert meant.classes == classes
    assert meant.means == (Means.CLASS if classes else Means.NOBODY)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Giám đốc Sở Thông tin và Truyền thông", "Sở Thông tin và Truyền thông"),
        ("Chánh Văn phòng UBND tỉnh", "van phong UBND tỉnh"),
        ("Chánh Thanh tra tỉnh", "thanh tra tỉnh"),
        ("Trưởng ban Ban Dân tộc", "Ban Dân tộc"),
        ("Chủ tịch UBND xã Yến Dương", "UBND xã Yến Dương"),
        ("Sở Tài chính", "Sở Tài chính"),
    ],
)
def test_who_heads_a_body_stands_for_it(words: str, name: str) -> None:
    (meant,) = meant_by(words)
    assert (meant.means, meant.name) == (Means.NAME, name)


def test_parts_stand_between_semicolons_and_lists_name_each() -> None:
    found = meant_by("Các Sở: Tài chính, Nội vụ; Công an tỉnh")
    assert [m.name for m in found] == ["Sở Tài chính", "Sở Nội vụ", "Công an tỉnh"]


def test_a_class_goes_without_what_beside_it_is_nobody_in_particular() -> None:
    whole, rest = meant_by("các Sở, Ban, Ngành, đoàn thể")
    assert (whole.classes, rest.means) == ((D,), Means.NOBODY)
    assert rest.words == "đoàn thể"


def test_an_abbreviation_is_the_letters_of_its_words() -> None:
    assert abbreviation("Sở TT&TT") == initials("Sở Thông tin và Truyền thông")
    assert abbreviation("Sở LĐ-TB&XH") == initials(
        "Sở Lao động - Thương binh và Xã hội"
    )
    assert abbreviation("Sở Tài chính") == ""


def department(province: Province, name: str, **given: Any) -> Agency:
    return create_agency(
        kind=AgencyKind.DEPARTMENT,
        name=name,
        short_name=name,
        issuer_symbol="S",
        **{
            "parent": province.committee,
            "valid_from": SINCE,
            "by": SYSTEM,
            "at": province.at,
            **given,
        },
    )


def coded(agency: Agency, code: str, province: Province) -> None:
    give_identifier(
        agency=agency,
        scheme=IdentifierScheme.CODE_35,
        value=code,
        valid_from=SINCE,
        by=SYSTEM,
        at=province.at,
    )


def bodies(province: Province, back: int = 0) -> Bodies:
    return bodies_for(
        issuer=province.committee.id,
        agency=province.committee.id,
        issued_on=province.today - timedelta(days=back),
        on=province.today,
    )


@pytest.mark.usefixtures("law")
def test_an_old_paper_finds_the_successors_of_its_class_and_what_came_since(
    province: Province,
) -> None:
    gone = department(province, "Sở Thông tin và Truyền thông")
    kept = department(province, "Sở Khoa học và Công nghệ")
    young = department(
        province,
        "Sở Dân tộc và Tôn giáo",
        valid_from=province.today - timedelta(days=3),
    )
    for agency, code in ((gone, "H03.71"), (kept, "H03.72")):
        coded(agency, code, province)
    reform = acts.decide(
        province.today - timedelta(days=2), province.at, "sáp nhập | H03.71 | H03.72"
    )
    carry_out_reform(reform_id=reform.id, by=SYSTEM, at=province.at)

    meaning = bodies(province, back=30).meaning("Thủ trưởng các sở, ban, ngành")

    assert {b.id for b in meaning.bodies} == {kept.id, young.id}
    assert meaning.succeeded == 1
    heir = next(b for b in meaning.bodies if b.id == kept.id)
    assert heir.was == ("Sở Thông tin và Truyền thông",)
    named = bodies(province, back=30).meaning("Giám đốc Sở TT&TT")
    assert [b.id for b in named.bodies] == [kept.id]
    # Today nobody is called so any more: its last name leads to nobody by itself.
    today = bodies(province).meaning("Sở Thông tin và Truyền thông")
    assert today.bodies == []
    assert today.unclear


def test_a_paper_older_than_the_office_means_the_bodies_before_it(
    province: Province,
) -> None:
    """The head of an old paper says only "Ủy ban nhân dân": it is of none we know."""
    old = create_agency(
        kind=AgencyKind.PROVINCE,
        name="Ủy ban nhân dân tỉnh Bắc Thái",
        short_name="UBND tỉnh Bắc Thái",
        issuer_symbol="UBND",
        valid_from=SINCE,
        by=SYSTEM,
        at=province.at,
    )
    post = department(province, "Sở Bưu chính, Viễn thông", parent=old)
    kept = department(province, "Sở Khoa học và Công nghệ", parent=old)
    for agency, code in ((old, "H90"), (post, "H90.10"), (kept, "H90.13")):
        coded(agency, code, province)
    reform = acts.decide(
        province.today - timedelta(days=2),
        province.at,
        "lập | | H91 | | Ủy ban nhân dân tỉnh Việt Bắc | tỉnh | |",
        "sáp nhập | H90 | H91",
        "sáp nhập | H90.10 | H90.13",
    )
    carry_out_reform(reform_id=reform.id, by=SYSTEM, at=province.at)
    (new,) = Agency.objects.filter(versions__name="Ủy ban nhân dân tỉnh Việt Bắc")

    before = bodies_for(
        issuer=None,
        agency=new.id,
        issued_on=province.today - timedelta(days=30),
        on=province.today,
    )

    for words in ("Sở Bưu chính, Viễn thông", "Thủ trưởng các sở, ban, ngành"):
        (body,) = before.meaning(words).bodies
        assert (body.name, body.was) == (
            "Sở Khoa học và Công nghệ",
            ("Sở Bưu chính, Viễn thông",),
        )


def test_names_that_fit_two_are_asked_and_a_code_tells_them_apart(
    province: Province,
) -> None:
    twins = [
        create_agency(
            kind=AgencyKind.COMMUNE,
            name="Ủy ban nhân dân xã Quang Trung",
            short_name="UBND xã Quang Trung",
            issuer_symbol="UBND",
            parent=province.committee,
            valid_from=SINCE,
            by=SYSTEM,
            at=province.at,
        )
        for _n in range(2)
    ]
    for agency, code in zip(twins, ("H03.81", "H03.82"), strict=True):
        coded(agency, code, province)

    (asked,) = bodies(province).meaning("UBND xã Quang Trung").actors

    assert asked.bodies == ()
    assert len(asked.candidates) == 2
    chosen = bodies(province).meaning(asked.candidates[1])
    assert [b.id for b in chosen.bodies] == [
        twins[1].id if "H03.82" in asked.candidates[1] else twins[0].id
    ]


def test_a_near_name_is_offered_and_not_taken(province: Province) -> None:
    made = department(province, "Sở Khoa học và Công nghệ")
    (asked,) = bodies(province).meaning("Sở Khoa học, Công nghệ và Môi trường").actors
    assert asked.bodies == ()
    assert asked.candidates == (("Sở Khoa học và Công nghệ"),)
    assert made.pk


def test_own_units_and_the_province_are_found_by_how_papers_call_them(
    province: Province,
) -> None:
    found = parties_of(
        bodies(province),
        ProposalWish(
            "x",
            lead="Chánh Văn phòng UBND tỉnh",
            support="Phòng Khoa giáo - Văn xã; UBND tỉnh",
        ),
    )
    assert [b.id for b in found.lead.bodies] == [province.office.id]
    assert {b.id for b in found.support.bodies} == {
        province.division.id,
        province.committee.id,
    }
