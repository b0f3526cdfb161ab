"""The rest of the office by machine: bodies, rules, calendar, log, jobs, books."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from congvu.audit.models import AuditEvent
from congvu.law.models import CalendarDay
from congvu.law.queries import calendar
from tests.documents.machine import Machine, machine, paper_data
from tests.people import SINCE, Province

pytestmark = pytest.mark.usefixtures("law")


@pytest.fixture
def lan(province: Province) -> Machine:
    return machine(province, "lan")


@pytest.fixture
def quan(province: Province) -> Machine:
    return machine(province, "quan")


def test_the_description_is_the_one_kept_beside_the_code(db: None) -> None:
    kept = settings.BASE_DIR / "docs" / "api" / "openapi.json"

    served = Machine("").get("openapi.json").data

    assert served == json.loads(kept.read_text(encoding="utf-8")), "run make schema"
    assert served["info"]["title"] == "Công Vụ"


def test_every_operation_has_a_summary_and_a_tag_in_vietnamese(db: None) -> None:
    paths = Machine("").get("openapi.json").data["paths"]
    operations = [(path, o) for path, some in paths.items() for o in some.values()]

    assert len(operations) > 30
    assert all(o["summary"] and o["tags"] for _path, o in operations)
    # A signing program shows its one-time code, and has no token; a published week and
    # the catalogues that are open are for everybody.
    open_to = {path for path, o in operations if not o.get("security")}
    assert open_to == {
        "/api/v1/public/catalogues",
        "/api/v1/public/catalogues/{list_code}",
        "/api/v1/public/catalogues/{list_code}/changes",
        "/api/v1/public/catalogues/{list_code}/codes/{line_code}",
        "/api/v1/public/catalogues/{list_code}/file",
        "/api/v1/public/week-sheets/{agency_id}/{monday}",
        "/api/v1/signing-agent/digest",
        "/api/v1/signing-agent/signature",
    }
    assert all(path.startswith("/api/v1/") for path in paths)


def test_agencies_are_told_as_they_were_on_a_day(
    province: Province, lan: Machine
) -> None:
    found = {a["code"]: a for a in lan.get("agencies").data}
    commune = found["H03.33.10"]
    assert commune["parent_id"] == str(province.committee.id)
    assert lan.get("agencies", on=(SINCE - timedelta(days=1)).isoformat()).data == []

    one = lan.get(f"agencies/{commune['id']}").data
    assert one["agency"]["name"] == "Ủy ban nhân dân xã Yến Dương"
    assert {c["value"] for c in one["codes"]} == {"H03.33.10", "01918"}
    units = lan.get(f"agencies/{commune['id']}/units").data
    assert [u["name"] for u in units] == ["Văn phòng - Thống kê"]
    posts = lan.get(f"agencies/{commune['id']}/posts").data
    assert {p["person_name"] for p in posts} == {"Triệu Văn Tú", "Đặng Văn Phúc"}


def test_rules_come_with_their_source(lan: Machine) -> None:
    urgency = lan.get("rules", kind="urgency").data
    assert {r["key"] for r in urgency} >= {"normal", "urgent"}
    assert all(r["source_symbol"] or r["source_title"] for r in urgency)

    kinds = {r["kind"] for r in lan.get("rules").data}
    assert {"urgency", "document_type", "handling_deadline"} <= kinds
    assert lan.get("rules", kind="khong-co").data == []


def test_the_calendar_is_edited_by_the_administrator_alone(
    province: Province, lan: Machine, quan: Machine
) -> None:
    day = "2026-12-24"
    said = {"kind": "holiday", "name": "Ngày hội", "source": "TB 5/TB-UBND"}
    for who in ("lan", "dung", "hoa", "minh"):
        assert (
            machine(province, who).ask("put", f"calendar/days/{day}", said).status
            == 404
        )

    told = quan.ask("put", f"calendar/days/{day}", said)

    assert (told.status, told.data["day"]) == (200, day)
    assert not calendar().is_working(CalendarDay.objects.get(name="Ngày hội").day)
    assert day in {d["day"] for d in lan.get("calendar/2026").data}
    assert lan.get("working-days", after="2026-12-23", count=1).data == ["2026-12-25"]
    event = AuditEvent.objects.get(event="law.calendar-day-set")
    assert (event.door, event.actor_name) == ("api", "Bế Văn Quân")

    assert lan.ask("delete", f"calendar/days/{day}").status == 404
    assert quan.ask("delete", f"calendar/days/{day}").status == 204
    again = quan.ask("delete", f"calendar/days/{day}")
    assert again.reasons["day"] == "Ngày này không có trong lịch."


def test_a_calendar_day_needs_name_and_source(quan: Machine) -> None:
    answer = quan.ask("put", "calendar/days/2026-12-24", {"kind": "working"})

    assert set(answer.reasons) == {"day", "name", "source"}


def test_the_log_is_read_in_pages_and_reading_is_in_it(
    quan: Machine, lan: Machine
) -> None:
    for n in range(1, 61):
        lan.post("incoming-documents", paper_data(symbol=f"{n:02d}/SNN-CNTY"))

    first = quan.get("audit-events", event="documents.registered").data
    older = first["older"]
    second = quan.get(
        "audit-events",
        event="documents.registered",
        before=older["at"],
        before_id=older["id"],
    ).data

    numbers = [e["data"]["number"] for e in first["items"] + second["items"]]
    assert numbers == list(range(60, 0, -1))
    assert first["items"][0]["label"] == "Vào sổ văn bản đến"
    assert second["older"] is None
    reads = AuditEvent.objects.filter(event="audit.read")
    assert {e.door for e in reads} == {"api"}
    assert len(reads) == 2


def test_the_log_is_missing_for_everybody_else(province: Province) -> None:
    for who in ("lan", "dung", "hoa", "minh", "thu", "tu"):
        assert machine(province, who).get("audit-events").status == 404


def test_background_work_is_the_administrators(lan: Machine, quan: Machine) -> None:
    told = quan.get("jobs").data
    assert set(told) == {"waiting", "running", "failed", "is_alive", "runs"}
    assert quan.get("jobs", status="khong-co").status == 422
    assert "không ở trạng thái lỗi" in quan.post("jobs/1/retry").data["detail"]

    assert lan.get("jobs").status == 404
    assert lan.post("jobs/1/retry").status == 404


def test_the_books_of_phu_luc_iv(province: Province, lan: Machine) -> None:
    lan.post("incoming-documents", paper_data())
    today = timezone.localdate().isoformat()

    [line] = lan.get("registers/incoming", first=today, last=today).data
    assert line["arrival_number"] == "1"
    assert line["type_and_subject"].startswith("Công văn: Đề nghị hỗ trợ")
    [followed] = lan.get("registers/tracking", first=today, last=today).data
    assert followed["progress"] == "chờ trình"
    backwards = lan.get("registers/incoming", first=today, last="2000-01-01")
    assert backwards.reasons == {"last": "Ngày cuối trước ngày đầu."}
    events = AuditEvent.objects.filter(event="documents.register-exported")
    assert [e.data["register"] for e in events.order_by("at")][:2] == [
        "incoming",
        "tracking",
    ]
    assert machine(province, "minh").get("registers").status == 404


def test_the_years_of_the_calendar_say_how_far_they_can_be_relied_on(
    lan: Machine, quan: Machine
) -> None:
    years = {y["year"]: y for y in lan.get("calendar").data}
    assert years[2026]["known"]
    assert 240 < years[2026]["working_days"] < 262

    said = {"kind": "holiday", "name": "Ngày hội", "source": "TB 5/TB-UBND"}
    quan.ask("put", "calendar/days/2031-12-24", said)

    assert {"year": 2031, "known": True, "announced": True}.items() <= {
        y["year"]: y for y in lan.get("calendar").data
    }[2031].items()


def test_the_days_root_can_be_written_down_elsewhere(quan: Machine) -> None:
    old = quan.get("audit-roots/2001-01-01").data

    assert old == {"day": "2001-01-01", "seq": None, "digest": None}


def test_the_handbook_is_read_by_machine_one_own_page_marked(lan: Machine) -> None:
    pages = lan.get("handbook").data
    assert [p["slug"] for p in pages if p["is_own"]] == ["van-thu"]

    page = lan.get("handbook/van-thu").data

    assert page["sections"][0]["slug"] in page["html"]
    assert lan.get("handbook/khong-co").status == 404
