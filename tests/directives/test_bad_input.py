"""A circle of supporters, a day before the paper's own, a body that is no more: each
named in words, and nothing that was typed is lost.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from congvu.duties.actions import PartData, assign_down
from congvu.duties.models import Duty
from congvu.lib.refusals import Refused
from tests.directives.making import opened, seen, the
from tests.directives.test_confirming import card
from tests.documents import reforms
from tests.duties.stories import give, share_of
from tests.people import SINCE, Province

pytestmark = pytest.mark.usefixtures("law")

PAPER = """CHỈ THỊ
Về việc trao đổi văn bản điện tử
Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:
1. Phòng Khoa giáo - Văn xã xây dựng quy chế trao đổi văn bản điện tử.
2. Ủy ban nhân dân xã Cổ Linh báo cáo kết quả thực hiện.
"""


def confirmed(province: Province, words: str, *, days: int = 0, **changed: Any) -> Any:
    """What Minh gets when he confirms the card, of a paper so many days old, with
    these changes.
    """
    issued = province.today - timedelta(days=days)
    directive = opened(province, PAPER, issued_on=issued)
    proposal = the(directive, words)
    sent = card(province, directive, proposal) | changed
    return province.client("minh").post(
        f"/nhiem-vu/chi-thi/{directive.id}/de-xuat/{proposal.id}/xac-nhan/", sent
    )


def test_who_leads_does_not_support_itself(province: Province) -> None:
    helped = {"support": "Phòng Khoa giáo - Văn xã; UBND xã Yến Dương"}

    answer = confirmed(province, "xây dựng quy chế", **helped)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Vừa chủ trì vừa phối hợp: Phòng Khoa giáo - Văn xã" in page
    assert helped["support"] in page
    assert not Duty.objects.exists()


def test_a_circle_of_giving_further_is_named(province: Province) -> None:
    minh = province.cast["minh"].post
    assert minh is not None
    duty = give(province, province.division.id)
    (below,) = assign_down(
        share_id=share_of(duty, province.division.id).id,
        parts=[PartData(minh.id)],
        by=province.seat("hoa"),
        at=province.at,
    )

    with pytest.raises(Refused, match="Một vòng giao việc: Phòng Khoa giáo - Văn xã"):
        assign_down(
            share_id=below.id,
            parts=[PartData(province.division.id)],
            by=province.seat("minh"),
            at=province.at,
        )


def test_a_day_before_the_paper_is_named(province: Province) -> None:
    early = province.today - timedelta(days=3)

    answer = confirmed(province, "xây dựng quy chế", deadline=f"{early:%d/%m/%Y}")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"Hạn {early:%d/%m/%Y} trước ngày giao" in page
    assert f'value="{early:%d/%m/%Y}"' in page


def test_a_body_that_is_no_more_is_named_and_asked_for(province: Province) -> None:
    gone = reforms.make_commune(province, SINCE, province.at, prefix="cl-")
    reforms.end(gone.agency, province.today - timedelta(days=1))

    answer = confirmed(province, "báo cáo kết quả", days=5)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ủy ban nhân dân xã Cổ Linh” không còn" in page
    assert not Duty.objects.exists()


def test_a_paper_read_with_such_a_sentence_keeps_it(province: Province) -> None:
    early = province.today - timedelta(days=3)
    words = f"quy chế làm việc xong trước ngày {early:%d/%m/%Y}"
    directive = opened(province, f"{PAPER}3. Văn phòng UBND tỉnh xây dựng {words}.\n")

    shown = seen(province.client("minh"), f"/nhiem-vu/chi-thi/{directive.id}/")

    assert words in shown
