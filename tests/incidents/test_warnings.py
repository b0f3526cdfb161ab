"""The centre warns agencies; each acknowledges, acts, proves; who has not is urged."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from congvu.incidents.actions import (
    acknowledge_warning,
    keep_contact,
    prove_action,
    remind_of_warnings,
    urge_units,
)
from congvu.incidents.models import (
    Incident,
    IncidentContact,
    UnitWarning,
    WarningAnswer,
)
from congvu.incidents.queries import contacts_due
from congvu.lib.ids import uuid7
from congvu.lib.refusals import Refused
from congvu.logs.models import Alert
from congvu.notices.models import Notice
from tests.documents.machine import machine
from tests.incidents.stories import incident, warning
from tests.people import Province

pytestmark = pytest.mark.django_db
LIST = "/an-toan/canh-bao/"
WALL = "/an-toan/man-hinh/"


@pytest.fixture(autouse=True)
def _law(law: None) -> None:
    """Every story is judged by the rules."""


def test_sent_from_an_incident_acknowledged_and_proven(province: Province) -> None:
    quan, at = province.client("quan"), timezone.now()
    found = incident(province, at=at, name="Dò mật khẩu SSH")
    send = f"{LIST}gui/?su-co={found.pk}"
    assert "Dò mật khẩu SSH" in quan.get(send).content.decode()
    soon = f"{timezone.localtime() + timedelta(hours=8):%H:%M %d/%m/%Y}"
    given = {
        "title": "Chặn dò mật khẩu",
        "text": "Nguồn 203.0.113.9",
        "urgency": "now",
        "action": "Đóng cổng 22",
        "due_at": soon,
        "agencies": [str(province.committee.pk), str(province.commune.pk)],
    }
    assert quan.post(send, {**given, "agencies": []}).status_code == 422
    assert quan.post(send, given).status_code == 302
    made = UnitWarning.objects.get()
    assert made.incident == found
    base = f"{LIST}{made.pk}/"
    assert quan.post(base + "xac-nhan/").status_code == 302
    assert quan.post(base + "xac-nhan/").status_code == 302, "asked twice it is once"
    assert quan.post(base + "thuc-hien/", {"proof": ""}).status_code == 422
    file = SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.7 da dong")
    done = quan.post(base + "thuc-hien/", {"proof": "Biên bản 5/BB", "file": file})
    assert done.status_code == 302
    own = WarningAnswer.objects.get(agency=province.committee)
    assert (own.state, own.proof, own.file_name) == (
        "done",
        "Biên bản 5/BB",
        "bien-ban.pdf",
    )
    assert len(own.sha256) == 64
    shown = quan.get(base).content.decode()
    assert "1 trên 2 đã thực hiện, 1 chưa xác nhận" in shown


def test_who_did_not_act_is_urged_at_once_and_late_once(province: Province) -> None:
    quan, at = province.client("quan"), timezone.now()
    both = [province.committee.pk, province.commune.pk]
    made = warning(province, both, at=at)
    prove_action(warning_id=made.pk, proof="BB 1", by=province.seat("quan"), at=at)
    assert quan.post(f"{LIST}{made.pk}/nhac/").status_code == 302
    urged = WarningAnswer.objects.exclude(urged_at=None).values_list("agency")
    assert list(urged) == [(province.commune.pk,)]

    other = warning(province, both, at=at)
    assert remind_of_warnings(at=at + timedelta(hours=23)) == 0
    assert remind_of_warnings(at=at + timedelta(hours=25)) == 3, "the urged one too"
    assert remind_of_warnings(at=at + timedelta(hours=26)) == 0
    kinds = Notice.objects.filter(target_id=other.pk).values_list("kind", flat=True)
    assert "incidents.warning-late" in set(kinds)


def test_urged_before_the_time_is_over_it_is_late_once_all_the_same(
    province: Province,
) -> None:
    at = timezone.now()
    made = warning(province, [province.commune.pk], at=at)
    quan = province.seat("quan")
    assert urge_units(warning_id=made.pk, by=quan, at=at + timedelta(hours=2)) == 1
    assert remind_of_warnings(at=at + timedelta(hours=23)) == 0
    assert remind_of_warnings(at=at + timedelta(hours=25)) == 1
    assert remind_of_warnings(at=at + timedelta(hours=26)) == 0


def test_a_program_names_moments_as_people_do(province: Province) -> None:
    """Without a zone it is ours; a time that nobody can mean is refused in words."""
    quan, at = machine(province, "quan"), timezone.localtime()
    given = {
        "title": "Chặn dò mật khẩu",
        "text": "Nguồn 203.0.113.9",
        "urgency": "now",
        "action": "Đóng cổng 22",
        "agencies": [str(province.commune.pk)],
    }
    for due_at, reason in (
        ("9999-12-31T23:59:59Z", "Hạn quá xa."),
        ("0001-01-01T00:00:00+14:00", "Ghi hạn, sau lúc này."),
    ):
        answer = quan.post("unit-warnings", {**given, "due_at": due_at})
        assert (answer.status, answer.reasons) == (422, {"due_at": reason})
    due = at.replace(tzinfo=None, microsecond=0) + timedelta(days=1)
    answer = quan.post("unit-warnings", {**given, "due_at": due.isoformat()})
    assert answer.status == 201, answer.data
    kept = timezone.localtime(UnitWarning.objects.get().due_at)
    assert kept.replace(tzinfo=None) == due


def test_nobody_answers_for_another(province: Province) -> None:
    at = timezone.now()
    made = warning(province, [province.commune.pk], at=at)
    for act in (
        lambda: acknowledge_warning(
            warning_id=made.pk, by=province.seat("quan"), at=at
        ),
        lambda: prove_action(
            warning_id=made.pk, proof="BB", by=province.seat("quan"), at=at
        ),
    ):
        with pytest.raises(Refused):
            act()
    quan = province.client("quan")
    assert quan.post(f"{LIST}{made.pk}/xac-nhan/").status_code == 404
    assert WarningAnswer.objects.get().state == "sent"


def test_the_wall_shows_only_what_needs_a_person(province: Province) -> None:
    quan, at = province.client("quan"), timezone.now()
    calm = quan.get(WALL).content.decode()
    assert "Không có việc gì cần người xử lý." in calm
    assert 'http-equiv="refresh"' in calm
    incident(province, at=at, is_drill=True, name="Diễn tập quý 4")
    assert "Không có việc gì" in quan.get(WALL).content.decode(), "a drill is none"
    incident(province, at=at, name="Mã độc tống tiền")
    warning(province, [province.commune.pk], at=at, title="Vá máy chủ thư")
    busy = quan.get(WALL).content.decode()
    for words in ("Mã độc tống tiền", "còn 23 giờ", "Vá máy chủ thư", "1 cơ quan"):
        assert words in busy
    assert "Diễn tập quý 4" not in busy


def test_whom_to_call_is_looked_at_every_year(province: Province) -> None:
    quan, page = province.client("quan"), "/an-toan/dau-moi/"
    bad = quan.post(page, {"role": "main", "name": "Hà", "phone": "gọi", "email": "x"})
    text = bad.content.decode()
    assert bad.status_code == 422
    assert "Ghi số điện thoại." in text
    assert "thư điện tử không đúng" in text
    long = ".".join(["a" * 60] * 4)
    asked = {"role": "main", "name": "Hà", "phone": "113"}
    asked["email"] = f"ha.ha@{long}.example"
    told = machine(province, "quan").ask("put", "incident-contacts", asked)
    assert told.reasons == {"email": "Dài quá 254 chữ."}
    given = {"role": "main", "name": "Hà", "phone": "0209 3870 000"}
    assert quan.post(page, given).status_code == 302
    one = IncidentContact.objects.get()
    rows = IncidentContact.objects.all()
    assert contacts_due(rows, one.checked_on + timedelta(days=365)) == set()
    assert contacts_due(rows, one.checked_on + timedelta(days=366)) == {one.pk}
    keep_contact(
        **given, email="", by=province.seat("quan"), at=province.at + timedelta(400)
    )
    assert IncidentContact.objects.count() == 1


def test_one_alert_is_one_incident(province: Province) -> None:
    """Whoever opens it first; of another agency's nothing is there."""
    quan, at = province.client("quan"), timezone.now()
    alert = Alert.objects.create(
        agency=province.committee,
        rule=uuid7(),
        title="Dò mật khẩu SSH",
        level=3,
        key="203.0.113.9",
        cause="a" * 64,
        count=40,
        first_at=at - timedelta(hours=2),
        last_at=at,
    )
    assert "Cảnh báo an ninh chưa ai nhận" in quan.get(WALL).content.decode()
    address = f"/an-toan/su-co/mo/?canh-bao={alert.pk}"
    shown = quan.get(address).content.decode()
    assert "Dò mật khẩu SSH" in shown
    given = {
        "name": "Dò mật khẩu SSH",
        "group": "intrusion",
        "detected_at": f"{timezone.localtime(alert.first_at):%H:%M %d/%m/%Y}",
    }
    assert quan.post(address, given).status_code == 302
    again = quan.post(address, given)
    assert "đã có sự cố" in again.content.decode()
    found = Incident.objects.get()
    assert found.alert == alert
    assert found.clocks.count() == 2, "one alert, one incident, two clocks"
    assert "Cảnh báo an ninh chưa ai nhận" not in quan.get(WALL).content.decode()
    assert quan.get(f"/an-toan/su-co/mo/?canh-bao={found.pk}").status_code == 404


def test_yesterdays_alert_is_not_detected_now(province: Province) -> None:
    """Typing now would give 24 hours anew; with a reason it is kept, and shown."""
    quan, at = province.client("quan"), timezone.now()
    alert = Alert.objects.create(
        agency=province.committee,
        rule=uuid7(),
        title="Dò mật khẩu SSH",
        level=3,
        key="203.0.113.9",
        cause="b" * 64,
        count=40,
        first_at=at - timedelta(days=1),
        last_at=at,
    )
    address = f"/an-toan/su-co/mo/?canh-bao={alert.pk}"
    given = {
        "name": "Dò mật khẩu SSH",
        "group": "intrusion",
        "detected_at": f"{timezone.localtime(at):%H:%M %d/%m/%Y}",
    }

    answered = quan.post(address, given)

    first = f"{timezone.localtime(alert.first_at):%H:%M %d/%m/%Y}"
    assert answered.status_code == 422
    assert f"Cảnh báo có từ {first}; ghi lý do" in answered.content.decode()
    assert not Incident.objects.exists()
    given["detected_reason"] = "Đọc nhật ký hôm nay mới thấy đã vào được"
    assert quan.post(address, given).status_code == 302
    found = Incident.objects.get()
    shown = quan.get(f"/an-toan/su-co/{found.pk}/").content.decode()
    assert given["detected_reason"] in shown
