"""An office sets its own days and reminders; the shipped ones are called unverified."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from congvu.accounts.actions import create_token
from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.documents.models import HandlingRules
from congvu.documents.queries import handling_deadline, reminding
from congvu.law.queries import calendar
from tests.documents.door import day
from tests.documents.machine import Machine
from tests.people import Province

PAGE = "/co-quan/han-va-nhac-viec/"
BASIS = "Điều 12 Quy chế làm việc, QĐ 05/2026/QĐ-UBND"


def form(**changed: Any) -> dict[str, Any]:
    return {
        "working_days": "7",
        "on_before": "on",
        "days_before": "3",
        "to_before": ["handler"],
        "on_due": "on",
        "to_due": ["handler", "head"],
        "on_late": "on",
        "days_late": "2",
        "to_late": ["head", "giver"],
        "off": "next",
        "basis": BASIS,
        "valid_from": day(),
    } | changed


@pytest.mark.django_db
def test_the_chief_of_office_sets_the_days_and_papers_follow(
    province: Province, law: None
) -> None:
    ha, today = province.client("ha"), province.today
    before = ha.get(PAGE).content.decode()
    assert "chưa xác minh nguồn" in before
    assert "Cơ quan chưa đặt quy định riêng" in before

    assert ha.post(PAGE, form()).status_code == 302

    after = ha.get(PAGE).content.decode()
    assert BASIS in after
    assert "chưa xác minh nguồn" not in after
    own = handling_deadline("normal", today, province.committee.id)
    assert own == (calendar().add_working_days(today, 7), BASIS)
    # What is urgent goes at once; another agency and an earlier day go by what was.
    urgent, _basis = handling_deadline("urgent", today, province.committee.id)
    assert urgent == calendar().add_working_days(today, 0)
    assert handling_deadline("normal", today, province.commune.id)[1] != BASIS
    yesterday = today - timedelta(days=1)
    assert handling_deadline("normal", yesterday, province.committee.id)[1] != BASIS
    steps = reminding(province.committee.id, today).steps
    assert [(s.key, s.days) for s in steps] == [("before", 3), ("due", 0), ("late", 2)]
    assert not steps[1].off_previous
    event = AuditEvent.objects.get(event="documents.handling-rules-set")
    assert event.data["working_days"] == 7


@pytest.mark.django_db
def test_a_later_set_ends_the_earlier_one_and_leaves_its_days(
    province: Province, law: None
) -> None:
    ha, today = province.client("ha"), province.today
    ha.post(PAGE, form())
    ha.post(PAGE, form(working_days="9", valid_from=day(30)))

    first, second = HandlingRules.objects.order_by("valid_from")
    assert first.valid_until == second.valid_from == today + timedelta(days=30)
    assert (first.working_days, second.working_days) == (7, 9)
    # The same day again puts that set right; a day before it no longer can.
    ha.post(PAGE, form(working_days="8", valid_from=day(30)))
    assert HandlingRules.objects.get(pk=second.pk).working_days == 8
    refused = ha.post(PAGE, form(valid_from=day(10)))
    assert refused.status_code == 422
    assert "Đã có quy định áp dụng từ" in refused.content.decode()


@pytest.mark.django_db
def test_every_reason_comes_at_once_and_nothing_typed_is_lost(
    province: Province, law: None
) -> None:
    wrong = form(
        working_days="0",
        days_before="0",
        to_late=[],
        days_late="4",
        on_later="on",
        days_later="2",
        to_later=["giver"],
        basis="",
        valid_from=day(-3),
    )
    answer = province.client("ha").post(PAGE, wrong)

    text = answer.content.decode()
    assert answer.status_code == 422
    for words in (
        "Số ngày làm việc từ 1 đến 60.",
        "Chọn ít nhất một nơi nhắc.",
        "Các lần nhắc quá hạn phải muộn dần.",
        "Ghi căn cứ",
        "Chỉ áp dụng được từ hôm nay trở đi.",
    ):
        assert words in text
    assert day(-3) in text
    assert not HandlingRules.objects.exists()


@pytest.mark.django_db
def test_others_do_not_find_the_page(province: Province, law: None) -> None:
    found = {
        who: province.client(who).get(PAGE).status_code
        for who in ("lan", "minh", "hoa", "dung", "ha", "quan", "thu", "phuc")
    }

    assert {who for who, status in found.items() if status == 200} == {
        "dung",
        "ha",
        "phuc",
    }


@pytest.mark.django_db
def test_a_program_reads_and_sets_them(province: Province, law: None) -> None:
    _token, raw = create_token(
        user=province.ha.user, name="máy", by=SYSTEM, at=timezone.now()
    )
    machine = Machine(raw)
    shipped = machine.ask("get", "handling-rules").data
    assert (shipped["is_own"], shipped["sureness"]) == (False, "unverified")
    body = {
        "working_days": 5,
        "steps": [{"key": "due", "when": "due", "to": ["handler"]}],
        "basis": BASIS,
        "valid_from": date.today().isoformat(),  # noqa: DTZ011
    }

    assert machine.ask("put", "handling-rules", body).status == 204

    own = machine.ask("get", "handling-rules").data
    assert (own["is_own"], own["working_days"]) == (True, 5)
    refused = machine.ask("put", "handling-rules", body | {"basis": ""})
    assert set(refused.reasons) == {"basis"}
