"""Risks on the scale of their day; an acceptance ends, and opens its requirement."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.urls import reverse

from congvu.audit.rules import SYSTEM
from congvu.controls.actions import reopen_ended, tend_audits
from congvu.controls.models import Answer, SystemRisk
from congvu.controls.rules import RiskLevel, RiskNow, risk_level, risk_now
from congvu.controls.rules.risks import SCALES, RiskScale
from congvu.notices.models import Notice
from congvu.systems.models import InformationSystem
from tests.controls.stories import answered, asked, page, requirement
from tests.people import Province
from tests.systems.stories import sang

TODAY = date(2026, 11, 28)
YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("likelihood", "effect", "level"),
    [
        (1, 1, RiskLevel.LOW),
        (2, 2, RiskLevel.LOW),
        (1, 5, RiskLevel.MEDIUM),
        (3, 3, RiskLevel.MEDIUM),
        (2, 5, RiskLevel.HIGH),
        (3, 4, RiskLevel.HIGH),
        (3, 5, RiskLevel.GRAVE),
        (5, 5, RiskLevel.GRAVE),
    ],
)
def test_how_grave(likelihood: int, effect: int, level: RiskLevel) -> None:
    assert risk_level(likelihood, effect, TODAY) == level


def test_a_new_scale_judges_only_what_comes_after() -> None:
    harder = RiskScale(TODAY, "D", ((25, RiskLevel.GRAVE),))
    scales = (*SCALES, harder)
    assert risk_level(1, 1, YESTERDAY, scales) == RiskLevel.LOW
    assert risk_level(1, 1, TODAY, scales) == RiskLevel.GRAVE


@pytest.mark.parametrize(
    ("review", "accepted", "ended", "now"),
    [
        (TOMORROW, None, None, RiskNow.KEPT),
        (TODAY, None, None, RiskNow.REVIEW),
        (TOMORROW, TODAY, None, RiskNow.KEPT),
        (TOMORROW, YESTERDAY, None, RiskNow.OVER),
        (YESTERDAY, YESTERDAY, TODAY, RiskNow.ENDED),
    ],
)
def test_how_a_risk_stands(
    review: date, accepted: date | None, ended: date | None, now: RiskNow
) -> None:
    assert risk_now(review, accepted, ended, TODAY) == now


@pytest.fixture
def found(province: Province, law: object) -> InformationSystem:
    return asked(province)


def _post(people: Province, who: str) -> str:
    post = people.cast[who].post
    assert post is not None
    return str(post.pk)


def _sent(
    people: Province, name: str, /, *args: object, who: str = "quan", **given: str
) -> HttpResponse:
    return people.client(who).post(reverse(f"controls:{name}", args=args), given)


def _told(people: Province, **given: str) -> dict[str, str]:
    said = {
        "title": "Máy chủ cũ hỏng đĩa",
        "likelihood": "3",
        "effect": "4",
        "treatment": "reduce",
        "plan": "Thay đĩa trong quý tới, sao lưu hằng đêm",
        "owner": _post(people, "hoa"),
        "review_on": f"{people.today + timedelta(days=30):%d/%m/%Y}",
    }
    return {**said, **given}


def test_a_risk_needs_all_of_it(province: Province, found: InformationSystem) -> None:
    told = _sent(province, "enter-risk", found.pk).content.decode()
    for words in (
        "Ghi rủi ro.",
        "Ghi việc làm",
        "Chọn khả năng xảy ra.",
        "Chọn mức ảnh hưởng.",
        "Chọn cách xử lý.",
        "Ghi ngày rà soát",
        "Chọn chức vụ đang có người giữ",
    ):
        assert words in told
    for broken, words in (
        ({"treatment": "accept"}, "Chấp nhận đến ngày nào"),
        ({"accepted_until": "01/01/2099"}, "chỉ ghi khi chấp nhận"),
        ({"likelihood": "6"}, "không còn trong danh sách"),
        ({"owner": _post(province, "tu")}, "không còn trong danh sách"),
        ({"review_on": "01/01/2020"}, "Ghi ngày rà soát"),
    ):
        given = _told(province, **broken)
        answer = _sent(province, "enter-risk", found.pk, **given)
        assert words in answer.content.decode()
    assert not SystemRisk.objects.exists()


def test_hoa_owns_it_and_is_told_once(
    province: Province, found: InformationSystem
) -> None:
    assert "Máy chủ cũ" not in page(province, "hoa", "risks")
    made = _sent(province, "enter-risk", found.pk, **_told(province))
    assert made.status_code == 302
    assert "Máy chủ cũ" in page(province, "hoa", "risks")
    assert "Máy chủ cũ" not in page(province, "minh", "risks")
    one = SystemRisk.objects.get()
    review = province.at + timedelta(days=30)
    assert tend_audits(by=SYSTEM, at=review - timedelta(days=1))["risks"] == 0
    assert tend_audits(by=SYSTEM, at=review)["risks"] == 1
    assert tend_audits(by=SYSTEM, at=review)["risks"] == 0
    desks = {str(o.desk_id) for o in Notice.objects.filter(kind="controls.risk-due")}
    assert desks == {_post(province, "hoa"), _post(province, "quan")}
    again = _told(province, likelihood="1", title="Máy chủ mới, đĩa mới")
    assert _sent(province, "judge-risk", one.pk, **again).status_code == 302
    one.refresh_from_db()
    assert (one.likelihood, one.told_at) == (1, None)
    sang(province)
    assert _sent(province, "judge-risk", one.pk, who="sang", **again).status_code == 404
    assert _sent(province, "end-risk", one.pk, who="hoa").status_code == 404
    assert _sent(province, "end-risk", one.pk, reason="").status_code == 422
    ended = _sent(province, "end-risk", one.pk, reason="Đã thay máy")
    assert ended.status_code == 302
    assert "Đã thay máy" not in page(province, "quan", "risks")
    late = _sent(province, "judge-risk", one.pk, **again)
    assert "không còn mở" in late.content.decode()


def test_an_accepted_risk_ends_and_opens_its_requirement(
    province: Province, found: InformationSystem
) -> None:
    assert answered(province, found, "13", standing="partly").status_code == 302
    until = province.today + timedelta(days=20)
    given = _told(
        province,
        treatment="accept",
        accepted_until=f"{until:%d/%m/%Y}",
        requirement=str(requirement("13").pk),
        review_on=f"{province.today + timedelta(days=5):%d/%m/%Y}",
    )
    assert _sent(province, "enter-risk", found.pk, **given).status_code == 302
    assert Answer.objects.get().valid_until == until
    last = province.at + timedelta(days=20)
    assert tend_audits(by=SYSTEM, at=last - timedelta(days=15))["risks"] == 1
    assert reopen_ended(by=SYSTEM, at=last) == 0
    assert tend_audits(by=SYSTEM, at=last)["risks"] == 0
    assert reopen_ended(by=SYSTEM, at=last + timedelta(days=1)) == 1
    # That its acceptance is over is told, too, and once.
    assert tend_audits(by=SYSTEM, at=last + timedelta(days=1))["risks"] == 1
    assert tend_audits(by=SYSTEM, at=last + timedelta(days=2))["risks"] == 0


def test_the_database_accepts_no_risk_for_ever(
    province: Province, found: InformationSystem
) -> None:
    _sent(province, "enter-risk", found.pk, **_told(province))
    for broken in ({"treatment": "accept"}, {"effect": 6}, {"plan": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SystemRisk.objects.update(**broken)
