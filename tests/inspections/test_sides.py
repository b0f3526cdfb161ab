"""Who sees what, who may do what; what is refused, in words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.audit.rules import SYSTEM
from congvu.duties.queries import bodies
from congvu.inspections import actions
from congvu.inspections.access import doers_of, get_inspection_for
from congvu.inspections.models import (
    Conflict,
    Finding,
    Inspection,
    InspectionEvent,
    Recommendation,
)
from congvu.inspections.rules import Doer, Step, TeamRole
from congvu.lib.refusals import Refused
from congvu.organisations.actions import appoint, create_post, pass_on
from congvu.organisations.models import Appointment, Post
from congvu.organisations.rules import BodyKind, Role
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


def test_who_holds_the_post_of_a_member_next_sits_in_no_team(
    province: Province,
) -> None:
    """Nobody asked Quân what binds him: he is named first."""
    found = at_work(province)
    hoa, quan = post_of(province, "hoa"), province.cast["quan"].person
    assert quan is not None
    yesterday = province.today - timedelta(days=1)
    Appointment.objects.filter(post=hoa).update(valid_until=province.today)
    given: dict[str, Any] = {"valid_until": None, "by": SYSTEM, "at": province.at}
    appoint(person=quan, post=hoa, valid_from=province.today, **given)
    now, before = province.seat_of(hoa), province.seat_of(hoa, on=yesterday)

    assert doers_of(before, found) == {Doer.TEAM, Doer.HEAD}
    assert (now.person_id, doers_of(now, found)) == (quan.pk, frozenset())
    with pytest.raises(Http404):
        get_inspection_for(now, found.id)
    with pytest.raises(Refused, match="Không tìm thấy cuộc kiểm tra"):
        actions.take_step(
            inspection_id=found.id, step=Step.ASK_EXPLANATION, by=now, at=province.at
        )
    by = province.seat("dung")
    actions.name_team(
        inspection_id=found.id, team={hoa.id: TeamRole.HEAD}, by=by, at=province.at
    )
    assert doers_of(now, again(found)) == {Doer.TEAM, Doer.HEAD}


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


def test_what_is_recommended_to_a_unit_that_ends_goes_where_its_work_goes(
    province: Province,
) -> None:
    """In the commune that ends, and in the committee, where only the unit does."""
    found = at_work(province)
    find(province, found)
    inside = recommend(province, found, desk_id=province.division.id)
    post = recommend(province, found, desk_id=post_of(province, "minh").id)
    whole = recommend(province, found)
    conclude(province, found)
    act = reforms.decide(
        {province.division.id: province.office.id},
        province.today,
        province.at,
        kind=BodyKind.UNIT,
    )
    Post.objects.filter(unit=province.division).update(valid_until=province.today)
    pass_on(reform=act, by=SYSTEM, at=province.at)

    known = bodies(province.committee.id, province.today)
    for row in (inside, post, whole):
        row.refresh_from_db()
        assert row.desk_name == known[row.desk_id].name
    assert inside.desk_id == province.office.id
    assert post.desk_id != post_of(province, "minh").id
    take(province, found, Step.FOLLOW)


def test_of_whom_nobody_took_over_who_orders_says_who_is_to_do_it(
    province: Province,
) -> None:
    """Minh's post is ended by hand after the conclusion: it cannot be given to it."""
    found = at_work(province)
    find(province, found)
    minh = post_of(province, "minh")
    row = recommend(province, found, desk_id=minh.id)
    there = recommend(province, found)
    conclude(province, found)
    Appointment.objects.filter(post=minh).update(valid_until=province.today)
    Post.objects.filter(pk=minh.pk).update(valid_until=province.today)
    with pytest.raises(Refused):
        take(province, found, Step.FOLLOW)
    page = reverse("inspections:recommendation", args=[row.id])
    dung, division = province.client("dung"), str(province.division.id)
    shown = dung.get(reverse("inspections:inspection", args=[found.id]))
    assert page in shown.content.decode()
    sent = {
        "text": row.text,
        "deadline": f"{row.deadline:%d/%m/%Y}",
        "desk_id": division,
    }

    changed = dung.post(page, {**sent, "text": "Việc khác."})
    assert "chỉ đổi được nơi thực hiện" in changed.content.decode()
    kept = reverse("inspections:recommendation", args=[there.id])
    refused = dung.post(kept, {**sent, "desk_id": division})
    assert "giữ như đã kết luận" in refused.content.decode()
    assert province.client("hoa").post(page, sent).status_code == 422
    assert dung.post(page, sent).status_code == 302

    row.refresh_from_db()
    assert (row.desk_id, row.text) == (province.division.id, there.text)
    take(province, found, Step.FOLLOW)


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
