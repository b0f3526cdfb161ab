"""The level of a system: every threshold, the day that decides, what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from congvu.lib.refusals import Refused
from congvu.systems.actions import (
    AssessmentData,
    ask_review,
    change_system,
    classify_system,
    record_level,
)
from congvu.systems.actions.registering import SystemData
from congvu.systems.models import (
    InformationSystem,
    LevelAssessment,
    SystemEvent,
    SystemLevel,
)
from congvu.systems.rules import ReviewReason
from tests.people import Province
from tests.systems.stories import PLAIN, judged, page, sang, sent, system, typed

pytestmark = pytest.mark.usefixtures("law")

# Answers beside a plain system inside with private data; the level of Điều 11–15.
THRESHOLDS: list[tuple[dict[str, Any], int]] = [
    ({"data": "public"}, 1),
    ({}, 2),
    ({"basic_subjects": 99_999}, 2),
    ({"basic_subjects": 100_000}, 3),
    ({"basic_subjects": 100_001}, 3),
    ({"basic_subjects": 9_999}, 2),
    ({"basic_subjects": 10_001}, 2),
    ({"sensitive_subjects": 9_999}, 2),
    ({"sensitive_subjects": 10_000}, 3),
    ({"sensitive_subjects": 10_001}, 3),
    ({"basic_subjects": 99_999, "sensitive_subjects": 9_999}, 2),
    ({"basic_subjects": 99_999, "sensitive_subjects": 10_000}, 3),
    ({"data": "public", "exposure": "citizens", "basic_subjects": 100_000}, 3),
    ({"data": "public", "basic_subjects": 1}, 2),
    ({"data": "public", "exposure": "citizens"}, 2),
    ({"procedures": True}, 3),
    ({"business": True}, 3),
    ({"exposure": "citizens", "business": True}, 3),
    ({"data": "public", "infrastructure": "one"}, 2),
    ({"infrastructure": "province"}, 3),
    ({"data": "secret"}, 3),
    ({"infrastructure": "national"}, 4),
    ({"always_on": True}, 4),
    ({"national_security": True, "data": "public"}, 5),
]


def test_every_threshold_through_the_page(province: Province) -> None:
    """Quân answers on the one page; each pair of neighbours on both sides."""
    client = province.client("quan")
    found, wrong = system(province), []
    url = reverse("systems:level", args=[found.pk])
    for changed, level in THRESHOLDS:
        answered = client.post(url, typed(**changed))
        got = InformationSystem.objects.get(pk=found.pk).assessed_level
        if answered.status_code != 302 or got != level:
            wrong.append((changed, level, got, answered.status_code))
    assert wrong == []
    assert found.assessments.count() == len(THRESHOLDS)


# The same by the decree of 2016, until the day before the new one.
OLD: list[tuple[dict[str, Any], int]] = [
    ({"data": "public"}, 1),
    ({}, 2),
    ({"basic_subjects": 9_999}, 2),
    ({"basic_subjects": 10_000}, 3),
    ({"basic_subjects": 10_001}, 3),
    ({"basic_subjects": 99_999}, 3),
    ({"exposure": "citizens", "online_level": "low"}, 2),
    ({"exposure": "citizens", "online_level": "high"}, 3),
    ({"infrastructure": "one"}, 2),
    ({"infrastructure": "province"}, 3),
    ({"infrastructure": "national"}, 4),
    ({"always_on": True}, 4),
    ({"national_security": True}, 5),
]


def test_every_threshold_of_the_decree_before(province: Province) -> None:
    found, wrong = system(province), []
    for day in (date(2016, 7, 1), date(2026, 7, 1), date(2026, 8, 18)):
        for changed, level in OLD:
            judged(province, found, on=day, **{"online_level": "none", **changed})
            got = InformationSystem.objects.get(pk=found.pk).assessed_level
            if got != level:
                wrong.append((day, changed, level, got))
    assert wrong == []


def test_each_criterion_is_shown_before_anything_is_kept(province: Province) -> None:
    found = system(province)
    given = typed(basic_subjects=100_000) | {"do": "try"}

    answered = sent(province, "quan", "level", found.pk, **given)

    text = answered.content.decode()
    assert answered.status_code == 200
    assert "Kết quả: cấp độ 3" in text
    assert "Điều 13.2.c 331/2026/NĐ-CP" in text
    assert text.count("Điều 1") >= 15
    assert not LevelAssessment.objects.exists()


def test_nothing_is_guessed_where_a_question_is_open(province: Province) -> None:
    found = system(province)
    given = typed()
    given |= {"procedures": "", "basic_subjects": "", "sensitive_subjects": "x"}

    answered = sent(province, "quan", "level", found.pk, **given)
    text = answered.content.decode()

    assert answered.status_code == 422
    assert "Ghi một số nguyên." in text
    given["sensitive_subjects"] = "0"
    text = sent(province, "quan", "level", found.pk, **given).content.decode()
    assert "Chưa trả lời: Có xử lý thủ tục hành chính?" in text
    assert "Chưa trả lời: Có dữ liệu cá nhân cơ bản của bao nhiêu người?" in text
    assert 'value="0"' in text, "what was typed is lost"
    assert not LevelAssessment.objects.exists()


def test_the_day_decides_the_decree(province: Province) -> None:
    """20,000 people: level 3 by the decree of 2016, level 2 by that of 2026."""
    old, new = system(province, "CU"), system(province, "MOI")
    facts = {"basic_subjects": 20_000, "online_level": "none"}

    judged(province, old, on=date(2026, 8, 18), **facts)
    judged(province, new, on=date(2026, 8, 19), **facts)

    was, now = old.assessments.get(), new.assessments.get()
    assert (was.level, now.level) == (3, 2)
    assert "85/2016/NĐ-CP" in was.basis
    assert "chưa xác minh nguồn" in was.basis
    assert "Điều 12.2.b 331/2026/NĐ-CP (chưa xác minh nguồn)" in now.basis
    text = page(province, "quan", "level", new.pk)
    assert "theo 85/2016/NĐ-CP: cấp độ 3" in text
    assert "hệ thống nội bộ (theo cách hiểu của phần mềm)" in text


def test_thresholds_are_sure_for_citizens_and_our_reading_inside(
    province: Province,
) -> None:
    """Điều 13.2.c: level 3 by 100,000 people either way; inside we only read it so."""
    served, inside = system(province, "CONG"), system(province, "NOIBO")
    facts = {"basic_subjects": 100_000}

    judged(province, served, exposure="citizens", **facts)
    judged(province, inside, **facts)

    one, other = served.assessments.get(), inside.assessments.get()
    assert (one.level, other.level) == (3, 3)
    assert one.basis == "Điều 13.2.c 331/2026/NĐ-CP"
    assert other.basis == "Điều 13.2.c 331/2026/NĐ-CP (chưa xác minh nguồn)"


def test_a_day_before_any_criteria_is_refused(province: Province) -> None:
    found = system(province)
    with pytest.raises(Refused, match="chưa có tiêu chí"):
        judged(province, found, on=date(2016, 6, 30))


def test_risk_raises_and_never_lowers(province: Province) -> None:
    found, by = system(province), province.seat("quan")

    def proposing(level: int, risk: str) -> None:
        data = AssessmentData(
            answers=PLAIN, on=None, reason="change", proposed=level, risk=risk
        )
        classify_system(system_id=found.pk, data=data, by=by, at=province.at)

    with pytest.raises(Refused, match="Không đề xuất thấp hơn"):
        proposing(1, "ít người dùng")
    with pytest.raises(Refused, match="ghi rủi ro nào"):
        proposing(3, "")
    proposing(3, "Mất dữ liệu thì cả tỉnh ngừng việc")

    kept = found.assessments.get()
    assert (kept.level, kept.proposed) == (2, 3)


def test_parts_of_one_system_are_named(province: Province) -> None:
    """Two of 60,000 people each, one purpose: level 2 apart, level 3 together."""
    first, second = system(province, "A"), system(province, "B")
    other = system(province, "C", purpose="Giám sát camera giao thông")
    for one in (first, second, other):
        judged(province, one, basic_subjects=60_000)

    text = page(province, "quan", "system", first.pk)

    assert "mục đích với: Hệ thống B." in text
    assert "Gộp lại là cấp độ 3." in text
    assert "Gộp lại" not in page(province, "quan", "system", other.pk)


def test_a_change_a_port_an_incident_ask_for_a_new_look(province: Province) -> None:
    found, by = system(province), province.seat("quan")
    judged(province, found)
    data = SystemData(
        agency_id=found.agency_id,
        operator_id=found.operator_id,
        code=found.code,
        name="Tên khác",
        exposure="internal",
        purpose=found.purpose,
        scope=found.scope,
    )
    change_system(system_id=found.pk, data=data, by=by, at=province.at)
    found.refresh_from_db()
    assert found.review_since is None, "a name decides no level"

    given = {"name": "HTTPS", "port": "443", "protocol": "tcp", "is_public": "on"}
    sent(province, "quan", "add-part", found.pk, "cong", **given)
    found.refresh_from_db()
    assert found.review_reason == ReviewReason.CONNECTION

    judged(province, found)
    found.refresh_from_db()
    assert found.review_since is None
    told = ask_review(
        systems=[found.pk],
        reason=ReviewReason.INCIDENT,
        words="Sự cố SC-1",
        by=by,
        at=province.at,
    )
    assert told == 1
    assert "sau sự cố nghiêm trọng" in page(province, "quan", "system", found.pk)


def test_a_level_of_before_the_law_and_by_when_it_meets_the_new(
    province: Province,
) -> None:
    found = system(province)
    given = {"level": "3", "on": "30/06/2026", "basis": "QĐ 12/QĐ-UBND"}

    assert sent(province, "quan", "record-level", found.pk, **given).status_code == 302

    text = page(province, "quan", "system", found.pk)
    assert "trước hết ngày 01/07/2027" in text
    later = system(province, "SAU")
    record_level(
        system_id=later.pk,
        level=3,
        on=date(2026, 7, 1),
        basis="QĐ 13/QĐ-UBND",
        by=province.seat("quan"),
        at=province.at,
    )
    assert "01/07/2027" not in page(province, "quan", "system", later.pk)
    with pytest.raises(Refused) as why:
        record_level(
            system_id=found.pk,
            level=9,
            on=date(2026, 6, 30),
            basis="",
            by=province.seat("quan"),
            at=province.at,
        )
    assert len(why.value.reasons) == 3


def test_nobody_else_finds_it(province: Province) -> None:
    """Sáng's commune runs one of the committee's systems: he reads, changes nothing."""
    sang(province)
    own = system(province)
    run = system(province, "CHUNG", operator_id=province.commune.pk)

    assert page(province, "sang", "list").count("Hệ thống CHUNG")
    assert "Hệ thống QLVB" not in page(province, "sang", "list")
    for who, code, found in (
        ("sang", 200, run),
        ("sang", 404, own),
        ("dung", 200, own),
        ("hoa", 404, own),
        ("phuc", 404, own),
    ):
        url = reverse("systems:system", args=[found.pk])
        assert province.client(who).get(url).status_code == code, who
    for name in ("change", "level", "end"):
        url = reverse(f"systems:{name}", args=[run.pk])
        assert province.client("sang").get(url).status_code == 404
        assert province.client("dung").get(url).status_code == 404


def test_what_was_found_is_never_rewritten(province: Province) -> None:
    found = system(province)
    judged(province, found)
    with pytest.raises(DatabaseError), transaction.atomic():
        LevelAssessment.objects.update(level=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        SystemEvent.objects.all().delete()
    assert not SystemLevel.objects.exists()


def test_bad_input_is_answered_whole(province: Province) -> None:
    system(province, "QLVB")
    given = {
        "agency": str(province.committee.pk),
        "operator": "",
        "code": "qlvb",
        "name": "x" * 300,
        "exposure": "",
        "state": "running",
        "users": "-1",
    }

    answered = sent(province, "quan", "add", **given)

    text = answered.content.decode()
    assert answered.status_code == 422
    given |= {"name": "Một tên", "operator": str(province.committee.pk)}
    text = sent(province, "quan", "add", **given).content.decode()
    assert "Đã có hệ thống mang mã này." in text
    assert "Chọn hệ thống phục vụ ai." in text
    assert "Số người dùng không đúng." in text
    assert "Một tên" in text
