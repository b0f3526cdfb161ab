"""How /api/v1/ says no: always a problem, with every reason, never a stack trace."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from congvu.accounts.actions import create_token, lock_user, revoke_token
from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.documents.models import Document, RegisterEntry
from tests.documents.machine import PROBLEM, Machine, machine, paper_data
from tests.people import PASSWORD, Province

pytestmark = pytest.mark.usefixtures("law")
NOBODYS = "0190d4a2-6f00-7000-8000-000000000404"
NEW = "incoming-documents"
REFUSED = AuditEvent.objects.filter(event="documents.secret-refused")


@pytest.fixture
def lan(province: Province) -> Machine:
    return machine(province, "lan")


# -- who is asking


@pytest.mark.parametrize("token", ["", "cv_khong-co-that", "x" * 5000, "đ"])
def test_without_a_valid_token_nothing_opens(province: Province, token: str) -> None:
    answer = Machine(token).get("me")

    assert answer.status == 401
    assert answer.reasons == {}
    assert answer.data["title"].startswith("Cần mã truy cập")


def test_a_revoked_token_opens_nothing(province: Province) -> None:
    user, now = province.lan.user, timezone.now()
    row, raw = create_token(user=user, name="Máy quét", by=SYSTEM, at=now)
    assert Machine(raw).get("me").status == 200

    revoke_token(token=row, by=SYSTEM, at=now)

    assert Machine(raw).get("me").status == 401


def test_a_token_of_the_past_opens_nothing(province: Province) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    lan = machine(province, "lan", expires_on=tomorrow)
    assert lan.get("me").status == 200

    province.lan.user.tokens.update(expires_on=timezone.localdate())

    assert lan.get("me").status == 401


def test_a_locked_users_token_opens_nothing(province: Province, lan: Machine) -> None:
    lock_user(user=province.lan.user, by=SYSTEM, at=timezone.now())

    assert lan.get("me").status == 401


def test_son_whose_post_ended_yesterday_is_out_today(province: Province) -> None:
    son = machine(province, "son")

    assert son.get("me").status == 401
    assert son.get(NEW).status == 401


def test_khach_without_any_post_is_out(province: Province) -> None:
    assert machine(province, "khach").get("me").status == 401


@pytest.mark.parametrize("token", ["", "cv_khong-co-that"])
@pytest.mark.parametrize("path", [NEW, f"{NEW}/{NOBODYS}/agree", "intake"])
def test_a_change_by_a_stranger_is_unknown_and_not_forged(
    province: Province, token: str, path: str
) -> None:
    stranger = Machine(token, client=Client(enforce_csrf_checks=True))

    answer = stranger.post(path)

    assert (answer.status, answer.kind) == (401, PROBLEM)
    assert answer.data["title"].startswith("Cần mã truy cập")


def test_a_change_by_khach_who_has_no_post_is_unknown(province: Province) -> None:
    khach = machine(province, "khach")
    khach.client = Client(enforce_csrf_checks=True)

    assert khach.post(NEW, paper_data()).status == 401


# -- a browser that is signed in


def _browser(province: Province, who: str) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(province.cast[who].user)
    return client


def test_a_wrong_token_never_falls_back_on_the_browsers_session(
    province: Province,
) -> None:
    wrong = Machine("cv_khong-co-that", client=_browser(province, "lan"))

    assert wrong.get("me").status == 401
    assert wrong.post(NEW, paper_data()).status == 401
    assert not RegisterEntry.objects.exists()


def test_a_signed_in_browser_reads_and_writes_only_with_the_csrf_token(
    province: Province,
) -> None:
    client = _browser(province, "lan")
    read = client.get("/api/v1/me")
    assert read.json()["person_name"] == "Nông Thị Lan"

    def send(**headers: str) -> Any:
        return client.post(
            f"/api/v1/{NEW}",
            json.dumps(paper_data()),
            content_type="application/json",
            headers=headers,
        )

    refused = send()
    assert (refused.status_code, refused.headers["Content-Type"]) == (403, PROBLEM)
    assert "CSRF" in refused.json()["title"]
    assert not RegisterEntry.objects.exists()

    client.get("/dang-nhap/")
    page = client.get("/viec-cua-toi/")
    assert page.status_code == 200
    token = client.cookies["csrftoken"].value
    made = send(**{"X-CSRFToken": token})
    assert made.status_code == 201
    event = AuditEvent.objects.get(event="documents.registered")
    assert event.door == "api"


def test_a_token_needs_no_csrf(province: Province, lan: Machine) -> None:
    lan.client = Client(enforce_csrf_checks=True)

    assert lan.post(NEW, paper_data()).status == 201


def test_who_must_change_the_password_does_that_first(province: Province) -> None:
    user = province.lan.user
    user.must_change_password = True
    user.set_password(PASSWORD)
    user.save()

    assert _browser(province, "lan").get("/api/v1/me").status_code == 401


# -- what is asked for


def test_all_reasons_come_at_once_each_on_its_field(lan: Machine) -> None:
    answer = lan.post(
        NEW,
        {
            "symbol": "khong doc duoc",
            "issued_on": (timezone.localdate() + timedelta(days=3)).isoformat(),
            "type_code": "??",
            "urgency": "soon",
        },
    )

    assert answer.status == 422
    assert set(answer.reasons) == {
        "symbol",
        "issued_on",
        "issuer_name",
        "type_code",
        "urgency",
        "subject",
    }
    assert answer.reasons["issued_on"] == "Ngày văn bản ở tương lai."
    assert all(message in answer.data["detail"] for message in answer.reasons.values())
    assert not Document.objects.exists()


def test_a_possible_double_is_told_and_can_be_overruled(lan: Machine) -> None:
    lan.post(NEW, paper_data())

    again = lan.post(NEW, paper_data())
    assert "số đến 1" in again.reasons["not_duplicate"]

    assert lan.post(NEW, paper_data(not_duplicate=True)).data["number"] == 2


@pytest.mark.parametrize("level", ["Mật", "TỐI MẬT", "Tuyệt mật", "m ậ t", "toi mat"])
def test_a_secret_is_refused_and_only_the_attempt_is_written_down(
    lan: Machine, level: str
) -> None:
    answer = lan.post(NEW, paper_data(secrecy=level, subject="Nội dung rất kín"))

    assert answer.status == 422
    assert "Văn bản mật" in answer.reasons["secrecy"]
    assert not Document.objects.exists()
    [event] = REFUSED
    assert event.actor_name == "Nông Thị Lan"
    assert "kín" not in str(event.data)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subject", "Đề nghị\x00 hỗ trợ"),
        ("issuer_name", "\ud800"),
        ("note", "\x00"),
        ("symbol", "12/\x00SNN"),
    ],
)
def test_characters_no_database_keeps_are_named(
    lan: Machine, field: str, value: str
) -> None:
    answer = lan.post(NEW, paper_data(**{field: value}))

    assert answer.status == 422
    assert "ký tự không lưu được" in answer.reasons[field]


@pytest.mark.parametrize(
    ("path", "query"),
    [
        (NEW, {"find": "\x00"}),
        ("rules", {"kind": "a\x00"}),
        ("audit-events", {"who": "\x00"}),
    ],
)
def test_nor_are_they_searched_for(lan: Machine, path: str, query: Any) -> None:
    assert lan.get(path, **query).status == 422


@pytest.mark.parametrize(
    ("field", "length"),
    [
        ("subject", 501),
        ("issuer_name", 201),
        ("signer_name", 81),
        ("signer_position", 201),
        ("identifier", 201),
        ("note", 501),
        ("urgency", 100),
        ("type_code", 100),
        ("subject", 1_000_000),
    ],
)
def test_what_is_too_long_is_refused_not_cut(
    lan: Machine, field: str, length: int
) -> None:
    answer = lan.post(NEW, paper_data(**{field: "x" * length}))

    assert answer.status == 422
    assert field in answer.reasons


def test_a_symbol_too_long_for_the_register_is_refused(lan: Machine) -> None:
    answer = lan.post(NEW, paper_data(symbol=f"1/{'A' * 70}"))

    assert "Dài quá" in answer.reasons["symbol"]


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[]",
        "null",
        '"x"',
        "\ufeff{}",
        "[" * 100_000,
        '{"subject": ' + "9" * 5000 + "}",
        "\x00",
        "",
    ],
)
def test_what_is_not_json_is_a_problem_too(lan: Machine, body: str) -> None:
    response = lan.client.post(
        f"/api/v1/{NEW}",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {lan.token}"},
    )

    assert response.status_code in (400, 422)
    assert response.headers["Content-Type"] == PROBLEM


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", ""])
def test_what_does_not_call_itself_json_is_not_read(lan: Machine, kind: str) -> None:
    answer = lan.client.post(
        f"/api/v1/{NEW}",
        "{}",
        content_type=kind,
        headers={"Authorization": f"Bearer {lan.token}"},
    )

    assert (answer.status_code, answer.headers["Content-Type"]) == (415, PROBLEM)


def test_a_body_of_many_megabytes_is_a_problem(lan: Machine) -> None:
    answer = lan.post(NEW, paper_data(note="x" * 6_000_000))

    assert answer.status in (400, 413)
    assert answer.kind == PROBLEM


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"after": 10**30}, "after"),
        ({"after": -1}, "after"),
        ({"after": "abc"}, "after"),
        ({"after": "9" * 6000}, "after"),
        ({"limit": 0}, "limit"),
        ({"limit": 201}, "limit"),
        ({"limit": 10**40}, "limit"),
        ({"tab": "khong-co"}, "tab"),
        ({"find": "x" * 301}, "find"),
    ],
)
def test_odd_questions_to_the_list_are_answered_in_vietnamese(
    lan: Machine, query: dict[str, Any], field: str
) -> None:
    answer = lan.get(NEW, **query)

    assert answer.status == 422
    [(place, message)] = answer.reasons.items()
    assert str(place).endswith(field)
    assert message.endswith((".", "tự."))


@pytest.mark.parametrize("after", [0, 2**63 - 1])
@pytest.mark.parametrize("who", ["lan", "minh"])
def test_the_ends_of_the_range_are_only_empty_or_full(
    province: Province, after: int, who: str
) -> None:
    assert machine(province, who).get(NEW, after=after).status == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", f"{NEW}/khong-phai-uuid", 422),
        ("get", f"{NEW}/{NOBODYS}", 404),
        ("get", f"{NEW}/{NOBODYS}/files/{NOBODYS}", 404),
        ("get", f"intake/{NOBODYS}", 404),
        ("get", f"agencies/{NOBODYS}", 404),
        ("get", "khong-co-dia-chi-nay", 404),
        ("get", "registers/khong-co?first=2026-01-01&last=2026-12-31", 422),
        ("get", "registers/incoming?first=hom-qua&last=2026-12-31", 422),
        ("get", "registers/incoming", 422),
        ("get", "working-days?after=9999-12-31", 422),
        ("get", "working-days?count=100000", 422),
        ("get", "calendar/0", 422),
        ("get", f"calendar/{10**20}", 422),
        ("get", "agencies?on=0001-01-01", 422),
        ("post", f"registers/{10**9}/close", 422),
        ("post", "registers/1999/close", 422),
        ("post", f"jobs/{10**30}/retry", 422),
        ("delete", NEW, 405),
        ("put", "me", 405),
    ],
)
def test_a_wrong_address_is_a_problem(
    lan: Machine, method: str, path: str, status: int
) -> None:
    answer = lan.ask(method, path)

    assert answer.status == status
    assert answer.kind == PROBLEM
    assert answer.data["title"]


@pytest.mark.parametrize(
    "moment", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "hom qua", "2026-13-01"]
)
def test_a_moment_outside_the_calendar_is_refused(lan: Machine, moment: str) -> None:
    answer = lan.post(NEW, paper_data(arrived_at=moment))

    assert answer.status == 422
    [place] = answer.reasons
    assert str(place).endswith("arrived_at")


def test_a_moment_without_offset_is_the_clock_in_viet_nam(lan: Machine) -> None:
    day = timezone.localdate()
    answer = lan.post(NEW, paper_data(arrived_at=f"{day.isoformat()}T00:00:01"))

    assert answer.data["arrived_on"] == day.isoformat()


def test_an_unforeseen_fault_is_a_problem_without_a_trace(
    lan: Machine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # A fault that nobody has made yet: only its answer is looked at.
    monkeypatch.setattr("congvu.documents.api.entries.scope_of", lambda seat: 1 / 0)
    lan.client.raise_request_exception = False

    answer = lan.get(NEW)

    assert (answer.status, answer.kind) == (500, PROBLEM)
    assert "Traceback" not in str(answer.data)
    assert "ZeroDivisionError" in caplog.text
    caplog.clear()


def test_answers_to_a_token_are_never_kept_by_a_cache(lan: Machine) -> None:
    response = lan.client.get(
        "/api/v1/me", headers={"Authorization": f"Bearer {lan.token}"}
    )

    assert response.headers["Cache-Control"] == "private, no-store"
