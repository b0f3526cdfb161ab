"""Catalogues as the centre brings them: whole or not at all."""

from __future__ import annotations

import pytest

from congvu.audit.rules import SYSTEM
from congvu.controls.actions import load_shipped
from congvu.controls.models import Catalogue, Requirement, RequirementLink
from tests.controls.stories import answered, asked, brought, own_set, page
from tests.people import Province
from tests.systems.stories import sang

pytestmark = pytest.mark.usefixtures("law")

# Each line ten times the one before: a million words once it is written out.
BOMB = "a0: &a0 [x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 7)
)
BOMB += "sure: *a6"


def test_shipped_once_and_again(province: Province) -> None:
    made = load_shipped(by=SYSTEM, at=province.at)
    assert {one.code: one.total for one in made} == {
        "tcvn-14423-2026": 18,
        "nd-331-2026": 11,
        "tt-12-2022": 11,
    }
    assert [one.is_new for one in load_shipped(by=SYSTEM, at=province.at)] == [
        False
    ] * 3
    assert Requirement.objects.count() == 40
    text = page(province, "quan", "catalogues")
    assert "nguồn thứ cấp" in text
    found = Catalogue.objects.get(code="tcvn-14423-2026")
    text = page(province, "quan", "catalogue", found.pk)
    assert "45 ngày" in text
    assert "đáp ứng luôn QL3. Nhân lực" in text


def test_the_centre_brings_its_own(province: Province) -> None:
    load_shipped(by=SYSTEM, at=province.at)
    text = own_set(answers='["tcvn-14423-2026:6"]')

    assert brought(province, "quan", text).status_code == 302

    found = Catalogue.objects.get(code="bo-rieng")
    assert found.requirements.count() == 2
    link = RequirementLink.objects.get(source__catalogue=found)
    assert link.target.name == "Tài khoản và truy cập"
    # Brought again with one requirement less.
    less = text.replace("total: 2", "total: 1").split("  - {code: B")[0]
    assert brought(province, "quan", less).status_code == 302
    assert found.requirements.count() == 1


def test_who_is_not_the_centre_brings_none(province: Province) -> None:
    sang(province)
    assert brought(province, "sang", own_set()).status_code == 404
    assert brought(province, "minh", own_set()).status_code in {403, 404}
    assert not Catalogue.objects.exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ["Tệp rỗng"]),
        ("just words", ["không phải bộ yêu cầu"]),
        ("[1, 2", ["không phải bộ yêu cầu"]),
        ("\x00\x01", ["không phải bộ yêu cầu"]),
        ("[" * 3000, ["không phải bộ yêu cầu"]),
        (f"{own_set()}note: !!timestamp abc", ["không phải bộ yêu cầu"]),
        (f"{own_set()}note: !!bool x", ["không phải bộ yêu cầu"]),
        (f"{own_set()}note: !!int ''", ["không phải bộ yêu cầu"]),
        (f"{own_set()}note: 0x{'f' * 5000}", ["không phải bộ yêu cầu"]),
        (f'{own_set()}note: "\\UFFFFFFFF"', ["không phải bộ yêu cầu"]),
        (own_set().replace("sure: D", 'sure: "\\ud800"'), ["không phải bộ yêu cầu"]),
        (BOMB, ["không phải bộ yêu cầu"]),
        (own_set().rsplit("\n", 2)[0], ["có thể bị cắt: 1/2"]),
        (
            own_set().replace("code: B", "code: A").replace("sure: D", "sure: E"),
            ["Mã trùng: A", "Mức tin cậy"],
        ),
        (own_set().replace("sure: D", "sure: [A]"), ["Mức tin cậy"]),
        (own_set('"\\0"'), ["Thiếu mục: code."]),
        (own_set(answers="[khong:co]"), ["Không có yêu cầu để trỏ tới"]),
        (own_set(answers='["bo-rieng:A"]'), ["vòng: bo-rieng:A → bo-rieng:A"]),
    ],
)
def test_a_bad_file_is_told_all_and_kept_none(
    province: Province, text: str, told: list[str]
) -> None:
    answered = brought(province, "quan", text)
    page = answered.content.decode()
    assert answered.status_code == 422
    assert [one for one in told if one not in page] == []
    assert not Catalogue.objects.exists()


def test_a_circle_over_two_sets_is_refused_with_its_way(province: Province) -> None:
    assert brought(province, "quan", own_set("mot")).status_code == 302
    assert brought(province, "quan", own_set("hai", answers='["mot:A"]')).status_code
    again = own_set("mot", answers='["hai:A"]')

    told = brought(province, "quan", again).content.decode()

    assert "hai:A → mot:A → hai:A" in told
    assert RequirementLink.objects.count() == 1


def test_what_was_answered_is_not_taken_away(province: Province) -> None:
    found = asked(province)
    answered(province, found, "13")
    text = own_set("tcvn-14423-2026")

    told = brought(province, "quan", text).content.decode()

    assert "Yêu cầu đã có câu trả lời, không bỏ được: 13." in told
    assert Requirement.objects.filter(catalogue__code="tcvn-14423-2026").count() == 18
