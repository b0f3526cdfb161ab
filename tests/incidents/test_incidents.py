"""Quân opens an incident, tells who must be told, keeps evidence, closes it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone

from congvu.incidents.actions import (
    change_incident,
    close_incident,
    judge_incident,
    note_step,
    record_telling,
    remind_of_clocks,
)
from congvu.incidents.models import (
    Clock,
    CustodyStep,
    Incident,
    IncidentEvent,
    IncidentPaper,
)
from congvu.lib.refusals import Refused
from congvu.notices.models import Notice
from congvu.systems.models import InformationSystem
from tests.documents.machine import machine
from tests.incidents.stories import FRIDAY_NIGHT, incident, known
from tests.people import Province
from tests.systems.stories import system

pytestmark = pytest.mark.django_db
LIST = "/an-toan/su-co/"


@pytest.fixture(autouse=True)
def _law(law: None) -> None:
    """Every story is judged by the rules."""


def page(one: Incident, deed: str = "") -> str:
    return f"{LIST}{one.pk}/{deed}"


def running(one: Incident) -> list[str]:
    rows = one.clocks.filter(done_at=None, dropped_at=None)
    return list(rows.order_by("due_at", "key").values_list("key", flat=True))


def typed(hours: int = 0) -> str:
    return f"{timezone.localtime() - timedelta(hours=hours):%H:%M %d/%m/%Y}"


def test_opened_on_the_page_its_clocks_run_from_detection(province: Province) -> None:
    quan = province.client("quan")
    given = {"name": "Trang bị thay giao diện", "group": "deface"}
    empty = quan.post(LIST + "mo/", given)
    assert empty.status_code == 422
    assert "Trang bị thay giao diện" in empty.content.decode(), "nothing typed is lost"
    ahead = quan.post(LIST + "mo/", {**given, "detected_at": typed(-5)})
    assert "chưa tới" in ahead.content.decode()

    answer = quan.post(LIST + "mo/", {**given, "detected_at": typed(30)})
    assert answer.status_code == 302, answer.content.decode()
    found = Incident.objects.get()
    due = {one.key: one.due_at - found.detected_at for one in found.clocks.all()}
    assert due == {"notice": timedelta(hours=24), "report": timedelta(hours=72)}
    shown = quan.get(page(found)).content.decode()
    assert "quá hạn 6 giờ" in shown, "30 hours ago: the first notice is 6 hours late"
    assert "còn 41 giờ" in shown
    assert "luật không định nghĩa" in shown


def test_what_becomes_known_begins_and_drops_clocks(province: Province) -> None:
    quan, at = province.seat("quan"), FRIDAY_NIGHT
    found = incident(province, at=at)
    assert running(found) == ["notice", "report"]
    change_incident(
        incident_id=found.pk,
        data=known(personal_data=True, subjects=1200),
        by=quan,
        at=at + timedelta(hours=50),
    )
    assert running(found) == ["notice", "personal", "report"]
    late = found.clocks.get(key="personal")
    assert late.due_at == found.detected_at + timedelta(hours=72), "not from when known"
    judge_incident(
        incident_id=found.pk, gravity="ordinary", reason="Một máy trạm", by=quan, at=at
    )
    assert running(found) == ["personal", "report"]
    judge_incident(
        incident_id=found.pk, gravity="serious", reason="Nhiều máy chủ", by=quan, at=at
    )
    assert running(found) == ["notice", "personal", "report"]


def test_a_clock_ends_by_a_record_only(province: Province) -> None:
    quan = province.client("quan")
    found = incident(province, at=timezone.now())
    tell = page(found, "han/notice/da-bao/")
    none = quan.post(tell, {"told_at": typed(), "how": ""})
    assert none.status_code == 422
    before = quan.post(tell, {"told_at": typed(9), "how": "Công văn 12/UBND"})
    assert "trước khi phát hiện" in before.content.decode()
    assert running(found) == ["notice", "report"]
    assert quan.post(tell, {"told_at": typed(), "how": "CV 12"}).status_code == 302
    assert running(found) == ["report"]
    again = quan.post(tell, {"told_at": typed(), "how": "CV 13"})
    assert "đã ghi là đã báo" in again.content.decode()
    assert found.clocks.get(key="notice").record == "CV 12"
    # A rule of the day that does not run here is nobody's to end.
    assert quan.get(page(found, "han/personal/da-bao/")).status_code == 404


def test_the_form_is_a_draft_and_tells_nobody(province: Province) -> None:
    dung = province.client("dung")
    found = incident(province, at=timezone.now(), scope="Hai máy chủ thư")
    compose = page(found, "han/notice/soan/")
    signer = province.seat("dung").post_id
    assert dung.post(compose, {"signer": ""}).status_code == 422
    answer = dung.post(compose, {"signer": str(signer)})
    assert answer.status_code == 302, answer.content.decode()
    made = IncidentPaper.objects.get()
    text = str(made.draft.versions.get().body)
    assert found.name in text
    assert "Hai máy chủ thư" in text
    assert running(found) == ["notice", "report"], "a draft tells nobody"
    assert province.client("quan").get(compose).status_code == 404


def test_serious_asks_for_its_systems_levels(province: Province) -> None:
    at = timezone.now()
    own = system(province)
    for is_drill, asked in ((True, False), (False, True)):
        found = incident(province, at=at, systems=[own.pk], is_drill=is_drill)
        judge_incident(
            incident_id=found.pk,
            gravity="serious",
            reason="Mất dữ liệu",
            by=province.seat("quan"),
            at=at,
        )
        since = InformationSystem.objects.get(pk=own.pk).review_since
        assert (since is not None) == asked


def test_closed_only_when_all_is_known_and_told(province: Province) -> None:
    client, quan, at = province.client("quan"), province.seat("quan"), timezone.now()
    found = incident(province, at=at)
    refused = client.post(page(found, "dong/"), follow=True).content.decode()
    for words in (
        "Chưa ghi nguyên nhân.",
        "Chưa ghi bài học kinh nghiệm.",
        "Chưa ghi lúc khôi phục.",
        "Chưa báo: Thông báo ban đầu.",
    ):
        assert words in refused, "all reasons at once"
    key = {"incident_id": found.pk, "by": quan, "at": at}
    change_incident(data=known(), **key)
    judge_incident(gravity="ordinary", reason="Một máy", **key)
    note_step(step="recover", done_at=at, text="Mở lại dịch vụ", **key)
    record_telling(key="report", told_at=at, how="BC 5", **key)
    close_incident(**key)
    with pytest.raises(Refused):
        note_step(step="note", done_at=at, text="Thêm", **key)
    again = page(found, "mo-lai/")
    assert client.post(again, {"reason": ""}).status_code == 422
    assert client.post(again, {"reason": "Tái diễn"}).status_code == 302
    found.refresh_from_db()
    assert (found.state, found.closed_at) == ("open", None)
    assert found.clocks.get(key="report").record == "BC 5", "what was told stays told"


def test_evidence_is_a_chain_that_nobody_rewrites(province: Province) -> None:
    quan = province.client("quan")
    found = incident(province, at=timezone.now())
    taken = {
        "name": "auth.log",
        "taken_at": typed(),
        "holder": "Quân",
        "place": "Két 2",
        "reason": "Lưu vết",
    }

    def log(content: bytes = b"sshd[7]: Failed password") -> SimpleUploadedFile:
        return SimpleUploadedFile("auth.log", content)

    take = page(found, "chung-cu/")
    assert quan.post(take, {**taken, "file": log(b"")}).status_code == 422
    assert quan.post(take, {**taken, "file": log()}).status_code == 302
    twice = quan.post(take, {**taken, "file": log()})
    assert "đã ghi trong sự cố" in twice.content.decode()
    piece = found.evidence.get()
    base = page(found, f"chung-cu/{piece.pk}/")
    quan.post(base + "ban-giao/", {"holder": "Hà", "reason": "Giám định"})
    quan.post(base + "doi-chieu/", {"file": log(), "reason": "Nhận lại"})
    quan.post(base + "doi-chieu/", {"file": log(b"changed"), "reason": "Nghi sửa"})
    chain = piece.custody.order_by("at").values_list("act", "holder", "matches")
    assert list(chain) == [
        ("taken", "Quân", None),
        ("passed", "Hà", None),
        ("verified", "Hà", True),
        ("verified", "Hà", False),
    ]
    assert "KHÔNG khớp" in quan.get(page(found)).content.decode()
    for rows in (CustodyStep.objects.all(), IncidentEvent.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(at=timezone.now())
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


def test_each_reminder_once_by_night_as_well(province: Province) -> None:
    at = FRIDAY_NIGHT
    found = incident(province, at=at)
    due = found.clocks.get(key="notice").due_at

    def kinds_at(hours: float) -> list[str]:
        Notice.objects.all().delete()
        remind_of_clocks(at=due + timedelta(hours=hours))
        remind_of_clocks(at=due + timedelta(hours=hours))
        return sorted(Notice.objects.values_list("kind", flat=True).distinct())

    assert kinds_at(-5) == []
    assert kinds_at(-3.9) == ["incidents.due"]
    assert kinds_at(-3.5) == []
    assert kinds_at(0) == ["incidents.late"]
    assert kinds_at(5) == []
    assert Clock.objects.get(key="notice").reminded == "late"


def test_of_others_nothing_is_there(province: Province) -> None:
    found = incident(province, at=timezone.now())
    minh, quan = province.client("minh"), province.client("quan")
    for address in (LIST, page(found), page(found, "sua/")):
        assert minh.get(address).status_code == 404
    other = incident(province, at=timezone.now())
    take = page(other, f"viec/{found.pk}/xong/")
    assert quan.get(take).status_code == 404


NOBODYS = ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00")


def test_a_program_says_when_and_what_nobody_means_is_refused(
    province: Province,
) -> None:
    quan, here = machine(province, "quan"), timezone.localtime()
    given = {"name": "Mã độc tống tiền", "group": "malware"}
    for told in NOBODYS:
        answer = quan.post("incidents", {**given, "detected_at": told})
        assert answer.reasons == {"detected_at": "Ngày này quá xa."}, told
    far = {**given, "detected_at": "9999-12-31T23:59:59Z"}
    told_far = quan.post("incidents", far).reasons
    assert told_far == {"detected_at": "Thời điểm này chưa tới."}
    typed = {**given, "detected_at": "00:00 01/01/0001"}
    shown = province.client("quan").post(LIST + "mo/", typed)
    assert "Ngày này quá xa." in shown.content.decode()

    now = here.replace(tzinfo=None).isoformat()
    made = quan.post("incidents", {**given, "detected_at": now})
    assert made.status == 201, made.data
    one = f"incidents/{made.data['id']}"
    clock = made.data["clocks"][0]["key"]
    step = {"step": "contain", "text": "Rút mạng", "done_at": now}
    task = {"title": "Thay đĩa", "owner": "Hà"}
    kept = {
        "name": "Đĩa",
        "sha256": "a" * 64,
        "size": 1,
        "holder": "Hà",
        "place": "Tủ 1",
        "reason": "Phân tích",
    }
    for path, data, field in (
        ("notes", step, "done_at"),
        (f"clocks/{clock}/told", {"how": "CV 1"}, "told_at"),
        ("tasks", task, "due_at"),
        ("evidence", kept, "taken_at"),
    ):
        for told in (*NOBODYS, "9999-12-31T23:59:59Z"):
            answer = quan.post(f"{one}/{path}", {**data, field: told})
            assert (answer.status, field in answer.reasons) == (422, True), path
        when = now
        if field == "due_at":
            when = (here + timedelta(days=1)).replace(tzinfo=None).isoformat()
        answer = quan.post(f"{one}/{path}", {**data, field: when})
        assert answer.status == 200, answer.data
