"""Who sees what, who may do what; what is refused, in words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.audit.rules import SYSTEM
from congvu.inspections import actions
from congvu.inspections.models import (
    Conflict,
    Finding,
    Inspection,
    InspectionEvent,
    Recommendation,
)
from congvu.inspections.rules import Step, TeamRole
from congvu.lib.refusals import Refused
from congvu.organisations.actions import appoint, create_post
from congvu.organisations.rules import Role
from tests.documents import reforms
from tests.inspections.stories import (
    ABOUT,
    SEEN,
    again,
    at_work,
    conclude,
    decided,
    find,
    followed,
    paper,
    planned,
    post_of,
    recommend,
    take,
    team,
)
from tests.people import SINCE, Province

pytestmark = pytest.mark.usefixtures("law")

CAST = ("lan", "dung", "ha", "hoa", "minh", "quan", "thu", "tu", "phuc")


def readers(people: Province, name: str, found: Inspection) -> set[str]:
    page = reverse(f"inspections:{name}", args=[found.id])
    return {who for who in CAST if people.client(who).get(page).status_code == 200}


def test_two_sides_and_nobody_else(province: Province) -> None:
    found = planned(province)
    assert readers(province, "inspection", found) == {"dung", "ha"}
    assert readers(province, "body", found) == set(), "nobody is told of a plan"

    seat, at = province.seat("dung"), province.at
    actions.name_team(
        inspection_id=found.id,
        team={post_of(province, "hoa").id: TeamRole.HEAD},
        by=seat,
        at=at,
    )
    assert readers(province, "inspection", found) == {"dung", "ha", "hoa"}

    told = followed(province)
    assert readers(province, "inspection", told) == {
        "dung",
        "ha",
        "hoa",
        "minh",
        "lan",
    }
    assert readers(province, "body", told) == {"phuc"}
    theirs = province.client("phuc").get(reverse("inspections:list"))
    assert ABOUT not in theirs.content.decode()
    inspected = reverse("inspections:list") + "?muc=duoc-kiem-tra"
    listed = province.client("phuc").get(inspected).content.decode()
    assert listed.count(ABOUT) == 1
    assert ABOUT not in province.client("tu").get(inspected).content.decode()


def test_nobody_bound_to_the_body_sits_in_the_team(province: Province) -> None:
    """Minh declares it himself; Phúc is of the commune; Lan has a second post there."""
    page = reverse("inspections:conflicts")
    minh = province.client("minh")
    sent = {"body": str(province.commune.id), "because": "Vợ làm kế toán ở đó."}
    assert minh.post(page, {**sent, "because": ""}).status_code == 422
    assert minh.post(page, sent).status_code == 302
    twice = minh.post(page, sent)
    assert "đã khai báo với cơ quan này" in twice.content.decode()
    lan = province.lan.person
    assert lan is not None
    more: dict[str, Any] = {"valid_from": SINCE, "by": SYSTEM, "at": province.at}
    unit = province.commune_office
    role = Role.SPECIALIST
    second = create_post(unit=unit, name="Kiêm nhiệm", role=role, **more)
    appoint(person=lan, post=second, valid_until=None, **more)

    found = planned(province)
    form = {
        "head": str(post_of(province, "hoa").id),
        "secretary": str(post_of(province, "lan").id),
        "members": [str(post_of(province, "minh").id)],
    }
    team_page = reverse("inspections:team", args=[found.id])
    refused = province.client("dung").post(team_page, form)
    said = refused.content.decode()
    assert refused.status_code == 422
    assert "Hoàng Văn Minh đã khai báo có xung đột lợi ích" in said
    assert "Vợ làm kế toán ở đó." in said
    assert "Nông Thị Lan thuộc cơ quan được kiểm tra" in said
    with pytest.raises(Refused, match="Đặng Văn Phúc thuộc cơ quan được kiểm tra"):
        actions.name_team(
            inspection_id=found.id,
            team={post_of(province, "phuc").id: TeamRole.HEAD},
            by=province.seat("dung"),
            at=province.at,
        )

    end = reverse("inspections:end-conflict", args=[Conflict.objects.get().id])
    assert province.client("hoa").post(end).status_code == 404
    assert minh.post(end).status_code == 302
    del form["secretary"]
    assert province.client("dung").post(team_page, form).status_code == 302


def test_what_was_declared_after_the_team_was_named_is_asked_at_the_decision(
    province: Province,
) -> None:
    found = planned(province)
    by, at = province.seat("dung"), province.at
    actions.name_team(inspection_id=found.id, team=team(province), by=by, at=at)
    actions.declare_conflict(
        body_id=province.commune.id,
        because="Con học ở đó.",
        by=province.seat("minh"),
        at=at,
    )
    line = paper(province, "Về việc kiểm tra")
    page = reverse("inspections:decide", args=[found.id])
    day = f"{province.today:%d/%m/%Y}"
    refused = province.client("dung").post(
        page,
        {
            "line": str(line.id),
            "period_from": day,
            "period_until": day,
            "starts_on": day,
            "ends_on": day,
            "visit_days": "khi rảnh",
        },
    )
    assert "Ngày chưa đúng" in refused.content.decode()
    assert "khi rảnh" in refused.content.decode(), "nothing typed is lost"
    sent = {"line": str(line.id), "period_from": day, "period_until": day}
    refused = province.client("dung").post(
        page, {**sent, "starts_on": day, "ends_on": day}
    )
    assert "Con học ở đó." in refused.content.decode()


def test_everything_wrong_with_a_recommendation_is_said(province: Province) -> None:
    found = at_work(province)
    page = reverse("inspections:recommend", args=[found.id])
    yesterday = f"{province.today - timedelta(days=1):%d/%m/%Y}"
    sent = {"text": "", "desk_id": "", "deadline": yesterday}
    said = province.client("hoa").post(page, sent).content.decode()

    assert "Ghi kiến nghị." in said
    assert "Kiến nghị chưa có nơi thực hiện." in said
    assert "trước ngày kết luận" in said
    with pytest.raises(Refused, match="Không có nơi nào như vậy"):
        recommend(province, found, desk_id=uuid4())


def test_a_conclusion_waits_for_verdicts_and_explanations(province: Province) -> None:
    found = at_work(province)
    row = find(province, found, verdict="", criterion="", clause="")
    with pytest.raises(Refused, match="Còn 1 phát hiện chưa đánh giá"):
        conclude(province, found)
    until = province.today
    with pytest.raises(Refused, match="Ghi hạn giải trình"):
        take(province, found, Step.ASK_EXPLANATION, who="hoa")
    take(province, found, Step.ASK_EXPLANATION, who="hoa", until=until)
    with pytest.raises(Refused, match="Còn 1 điều chờ giải trình"):
        conclude(province, found)
    page = reverse("inspections:explain", args=[row.id])
    assert province.client("tu").get(page).status_code == 404
    assert province.client("phuc").post(page, {"text": "Do lỗi."}).status_code == 302
    with pytest.raises(Refused, match="không bỏ được"):
        actions.remove_finding(
            finding_id=row.id, by=province.seat("minh"), at=province.at
        )


def test_what_was_found_and_what_happened_stays(province: Province) -> None:
    found = followed(province, n=1)

    with pytest.raises(DatabaseError), transaction.atomic():
        Finding.objects.filter(inspection=found).update(seen="khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        Finding.objects.filter(inspection=found).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Recommendation.objects.filter(inspection=found).update(text="khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        InspectionEvent.objects.filter(inspection=found).update(text="khác")
    with pytest.raises(Refused, match="nên không làm được việc này"):
        find(province, found)


def test_a_secret_never_enters(province: Province) -> None:
    found = at_work(province)

    with pytest.raises(Refused):
        find(province, found, seen="TỐI MẬT: kế hoạch phòng thủ")
    assert not found.findings.exists()
    assert SEEN not in str(InspectionEvent.objects.values_list("text", flat=True))


def test_a_body_that_is_merged_goes_on_as_its_heir(province: Province) -> None:
    """Yến Dương ends in Cổ Linh: what is open goes on there, what was written stays."""
    found = at_work(province)
    find(province, found)
    recommend(province, found)
    over = followed(province, n=1)
    new = reforms.make_commune(province, province.today, province.at, prefix="moi-")
    reforms.merge(province, new, province.today, province.at)
    heir = new.agency

    now = again(found)
    assert now.body_id == heir.id
    assert now.body_name == "Ủy ban nhân dân xã Yến Dương"
    assert Recommendation.objects.get(inspection=found).desk_id == heir.id
    assert again(over).body_id == heir.id
    said = InspectionEvent.objects.filter(event="inspections.passed")
    assert {row.inspection_id for row in said} == {found.id, over.id}
    page = province.client("dung").get(
        reverse("inspections:inspection", args=[found.id])
    )
    assert "chuyển sang nơi kế thừa" in page.content.decode()
    _ended(province)


def _ended(people: Province) -> None:
    with pytest.raises(Refused, match="không còn từ"):
        planned(people, body_id=people.commune.id)


def test_pages_ask_as_much_for_few_as_for_many(province: Province) -> None:
    found = at_work(province)
    find(province, found)
    recommend(province, found)
    hoa = province.client("hoa")
    pages = [
        reverse("inspections:list"),
        reverse("inspections:inspection", args=[found.id]),
    ]

    def counted() -> list[int]:
        numbers = []
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                assert hoa.get(page).status_code == 200
            numbers.append(len(asked))
        return numbers

    counted()
    few = counted()
    for _n in range(5):
        find(province, found)
        recommend(province, found)
    decided(province)
    assert counted() == few
