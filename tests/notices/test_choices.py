"""How one wants to be told: a page and an operation; some things always ring."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from congvu.accounts.actions import create_token
from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.notices.actions import notify
from congvu.notices.models import NoticeChoice, QuietHours
from congvu.notices.rules import REGISTER, Mailing
from tests.documents.machine import Machine
from tests.notices.work import on_minhs_desk
from tests.people import Province

HOUR = timedelta(hours=1)
PAGE = "/tai-khoan/thong-bao/"


def ticks(**changed: Any) -> dict[str, Any]:
    """The form as it comes: everything shown, everything in the digest."""
    sent = {f"show_{name}": "on" for name in REGISTER.kinds}
    sent |= {f"mail_{name}": "digest" for name in REGISTER.kinds}
    sent |= {"quiet_from": "19:00", "quiet_until": "06:30"} | changed
    return {name: value for name, value in sent.items() if value}


@pytest.mark.django_db
def test_what_is_switched_off_neither_rings_nor_shows(
    province: Province, law: date
) -> None:
    minh = province.client("minh")
    answer = minh.post(
        PAGE,
        ticks(**{"show_documents.given": "", "mail_documents.given": "none"}),
    )
    assert answer.status_code == 302, answer.content.decode()
    on_minhs_desk(province, "1/SNN", timezone.now() - HOUR, province.today)

    assert minh.get("/thong-bao/so/").json()["unread"] == 0
    assert "1/SNN" not in minh.get("/thong-bao/").content.decode()
    event = AuditEvent.objects.get(event="notices.choices-set")
    assert event.data["off"] == ["documents.given"]
    assert QuietHours.objects.get(user=province.minh.user).start.hour == 19


@pytest.mark.django_db
def test_urging_always_rings_and_the_page_says_why(
    province: Province, law: date
) -> None:
    minh = province.client("minh")
    text = minh.get(PAGE).content.decode()
    assert "Đôn đốc luôn được báo trong phần mềm." in text
    assert text.count("disabled") == 17, (
        "urged, late (papers, duties, reports, surveys); late: told, level, "
        "incident, warning, data subject; a way in changed; 3 boxes"
    )

    minh.post(PAGE, ticks(**{"show_documents.urged": ""}))

    part = on_minhs_desk(province, "1/SNN", timezone.now() - HOUR, province.today)
    minh.post("/thong-bao/da-doc/", {})
    notify(
        "documents.urged",
        to=[part.desk_id],
        target_id=part.entry_id,
        at=timezone.now() - timedelta(seconds=1),
    )
    assert minh.get("/thong-bao/so/").json()["unread"] == 1


@pytest.mark.django_db
def test_a_wrong_hour_is_told_and_nothing_is_lost(province: Province) -> None:
    minh = province.client("minh")
    answer = minh.post(
        PAGE,
        ticks(quiet_from="25 giờ", **{"mail_documents.given": "at-once"}),
    )

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Ghi giờ dạng giờ:phút, ví dụ 18:30." in text
    assert "25 giờ" in text
    assert '<option value="at-once" selected>' in text
    assert not NoticeChoice.objects.exists()


@pytest.mark.django_db
def test_a_program_chooses_and_is_refused_with_every_reason(
    province: Province,
) -> None:
    _token, raw = create_token(
        user=province.minh.user, name="máy", by=SYSTEM, at=timezone.now()
    )
    machine = Machine(raw)
    quiet = {"quiet_from": "18:00", "quiet_until": "07:00"}
    wrong = [
        {"kind": "documents.urged", "in_product": False, "mail": "none"},
        {"kind": "documents.nothing", "in_product": True, "mail": "none"},
    ]
    refused = machine.ask("put", "me/notice-choices", {"choices": wrong, **quiet})
    assert refused.status == 422
    assert set(refused.reasons) == {"documents.urged", "documents.nothing"}

    right = [{"kind": "documents.given", "in_product": True, "mail": "at-once"}]
    done = machine.ask("put", "me/notice-choices", {"choices": right, **quiet})
    assert done.status == 204
    told = machine.ask("get", "me/notice-choices").data
    chosen = {row["kind"]: row["mail"] for row in told["choices"]}
    assert chosen["documents.given"] == Mailing.AT_ONCE
    assert chosen["documents.due"] == Mailing.DIGEST


@pytest.mark.django_db
def test_a_program_reads_its_notices(province: Province, law: date) -> None:
    _token, raw = create_token(
        user=province.minh.user, name="máy", by=SYSTEM, at=timezone.now()
    )
    machine = Machine(raw)
    on_minhs_desk(province, "1/SNN", timezone.now() - HOUR, province.today)
    [line] = machine.ask("get", "notices").data
    assert line["paper"] == "số đến 1, 1/SNN"
    assert line["is_unread"]
    assert machine.ask("get", "notices/count").data["unread"] == 1

    assert machine.ask("post", "notices/read", {"notice_id": line["id"]}).status == 204

    assert machine.ask("get", "notices/count").data["unread"] == 0
