"""Away for a while: someone stands in, new work finds its way, and back again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from congvu.audit.models import AuditEvent
from congvu.organisations.access import seats_of
from congvu.organisations.models import Absence, Delegation
from congvu.organisations.queries import posts_on
from tests.documents.pages import make_entry, submit
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def _day(province: Province, later: int = 0) -> str:
    return (province.today + timedelta(days=later)).strftime("%d/%m/%Y")


def _away(
    province: Province, who: str, deputy: str = "", **more: str
) -> dict[str, str]:
    member = province.cast[who]
    assert member.post is not None
    form = {
        "valid_from": _day(province),
        "valid_until": _day(province, 5),
        "reason": "travel",
        "route": "desk",
    } | more
    if deputy:
        person = province.cast[deputy].person
        assert person is not None
        form[f"stand_in_{member.post.id}"] = str(person.id)
    return form


def test_dung_goes_to_hanoi_and_ha_works_from_his_chair(province: Province) -> None:
    dung = province.client("dung")

    answer = dung.post("/vang-mat/", _away(province, "dung", "ha"), follow=True)

    text = answer.content.decode()
    assert "Đã ghi vắng mặt" in text
    assert "làm thay Chủ tịch" in text
    _own, deputy = seats_of(province.ha.user, province.today)
    assert deputy.acts_as == "Chủ tịch (làm thay)"
    after = province.today + timedelta(days=5)
    assert len(seats_of(province.ha.user, after)) == 1
    event = AuditEvent.objects.get(event="organisations.absence-recorded")
    assert event.data["reason"] == "travel"


def test_back_early_nobody_stands_in_any_more(province: Province) -> None:
    dung = province.client("dung")
    dung.post("/vang-mat/", _away(province, "dung", "ha"))
    absence = Absence.objects.get()

    answer = dung.post(f"/vang-mat/{absence.id}/ket-thuc/", follow=True)

    assert "Đã kết thúc vắng mặt" in answer.content.decode()
    assert len(seats_of(province.ha.user, province.today)) == 1
    again = dung.post(f"/vang-mat/{absence.id}/ket-thuc/", follow=True)
    assert "đã kết thúc" in again.content.decode()
    # And may go again in the same days.
    dung.post("/vang-mat/", _away(province, "dung", "ha"))
    assert Absence.objects.count() == 2


def test_somebody_elses_absence_is_not_there(province: Province) -> None:
    province.client("dung").post("/vang-mat/", _away(province, "dung"))
    absence = Absence.objects.get()

    answer = province.client("hoa").post(f"/vang-mat/{absence.id}/ket-thuc/")

    assert answer.status_code == 404
    absence.refresh_from_db()
    assert absence.ended_at is None


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"valid_until": "01/01/2020"}, "Ngày trở lại phải sau ngày bắt đầu vắng"),
        ({"valid_from": "32/13/2026"}, "Ghi ngày dạng ngày/tháng/năm"),
        ({"reason": "mệt"}, "mệt"),
    ],
)
def test_what_cannot_be_is_said(
    province: Province, more: dict[str, str], said: str
) -> None:
    answer = province.client("dung").post("/vang-mat/", _away(province, "dung", **more))

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Absence.objects.exists()


def test_a_deputy_who_is_away_too_is_refused(province: Province) -> None:
    province.client("ha").post("/vang-mat/", _away(province, "ha"))

    answer = province.client("dung").post("/vang-mat/", _away(province, "dung", "ha"))

    assert answer.status_code == 422
    assert "cũng vắng mặt trong thời gian này" in answer.content.decode()
    assert not Delegation.objects.exists()


def test_twice_away_on_one_day_is_refused_and_nobody_stands_in(
    province: Province,
) -> None:
    dung = province.client("dung")
    dung.post("/vang-mat/", _away(province, "dung"))

    answer = dung.post("/vang-mat/", _away(province, "dung", "ha"))

    assert "Đã ghi vắng mặt trong thời gian này" in answer.content.decode()
    assert not Delegation.objects.exists()


def test_others_see_who_is_away_and_till_when(province: Province) -> None:
    province.client("dung").post("/vang-mat/", _away(province, "dung", "ha"))

    posts = posts_on(province.today, agency_id=province.committee.id)

    chair = next(p for p in posts if p.name == "Chủ tịch")
    assert province.ha.person is not None
    assert (chair.back_on, chair.stand_in) == (
        province.today + timedelta(days=5),
        province.ha.person.full_name,
    )
    page = province.client("lan").get(f"/quan-tri/co-quan/{province.committee.id}/")
    assert f"vắng, trở lại {_day(province, 5)}" in page.content.decode()


def test_a_machine_may_say_it_too(province: Province) -> None:
    assert province.dung.post is not None
    assert province.ha.person is not None
    dung = province.client("dung")
    body = {
        "valid_from": province.today.isoformat(),
        "valid_until": (province.today + timedelta(days=2)).isoformat(),
        "reason": "illness",
        "route": "unit",
        "stand_ins": [
            {
                "post_id": str(province.dung.post.id),
                "person_id": str(province.ha.person.id),
            }
        ],
    }

    made = dung.post("/api/v1/me/absences", body, content_type="application/json")
    listed = dung.get("/api/v1/me/absences").json()

    assert made.status_code == 200
    assert [a["route"] for a in listed] == ["unit"]
    ended = dung.post(f"/api/v1/me/absences/{made.json()['id']}/end")
    assert ended.status_code == 204
    assert dung.get("/api/v1/me/absences").json() == []


def test_the_hat_not_worn_says_what_waits_there(province: Province) -> None:
    """Hà sees, wherever she works, that papers lie on the chair she looks after."""
    submit(province, make_entry(province))
    ha = province.client("ha")
    assert "1 việc" not in ha.get("/viec-cua-toi/").content.decode()

    province.client("dung").post("/vang-mat/", _away(province, "dung", "ha"))

    text = ha.get("/viec-cua-toi/").content.decode()
    assert "Chủ tịch (làm thay)" in text
    assert "1 việc" in text
