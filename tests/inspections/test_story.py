"""From the year's plan to the end of follow-up, through the front door."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from congvu.duties.actions import accept_done, report_done, suspend
from congvu.duties.models import Duty, Share
from congvu.inspections.models import (
    Checklist,
    Finding,
    Inspection,
    InspectionPlan,
    PaperRequest,
    Recommendation,
)
from congvu.inspections.rules import InspectionState
from congvu.law.queries import calendar
from congvu.notices.models import Notice
from congvu.outgoing.actions import SentTo
from congvu.outgoing.models import Draft
from tests.exchange.letters import issue
from tests.inspections.stories import (
    ABOUT,
    SEEN,
    again,
    at_work,
    find,
    followed,
    paper,
    post_of,
)
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def shown(people: Province, days: int) -> str:
    return f"{people.today + timedelta(days=days):%d/%m/%Y}"


def send(people: Province, who: str, page: str, **sent: Any) -> None:
    """Sent by this person, and done."""
    answer = people.client(who).post(page, sent)
    assert answer.status_code == 302, answer.content.decode()


def told(people: Province, who: str) -> list[str]:
    rows = Notice.objects.filter(desk_id=post_of(people, who).id)
    kept = rows.filter(kind__startswith="inspections.").order_by("at", "id")
    return list(kept.values_list("kind", flat=True))


def at(name: str, *keys: Any) -> str:
    return reverse(f"inspections:{name}", args=keys)


def test_from_the_plan_to_the_end_of_follow_up(province: Province) -> None:
    people, today = province, province.today
    send(people, "dung", at("make-plan"), year=today.year)
    plan = InspectionPlan.objects.get()
    send(
        people,
        "ha",
        at("add"),
        plan=str(plan.id),
        body=str(people.commune.id),
        about="theme",
        subject=ABOUT,
        planned_from=f"{today:%d/%m/%Y}",
        planned_until=f"{today:%d/%m/%Y}",
    )
    found = Inspection.objects.get()

    # The plan is a paper: begun here, signed and issued like any other.
    signer = str(post_of(people, "dung").id)
    send(people, "ha", at("draft-plan", plan.id), signer=signer)
    plan.refresh_from_db()
    assert plan.draft is not None
    body = plan.draft.versions.get().body
    assert ABOUT in str(body)
    line = paper(people, "Kế hoạch kiểm tra")
    send(people, "dung", at("approve-plan", plan.id), line=str(line.id))
    assert "đã phê duyệt" in page(people, "dung", "list")

    _decided(people, found)
    _visited(people, found)
    _explained(people, found)
    _concluded(people, found)
    _followed(people, found)


def page(people: Province, who: str, name: str, *keys: Any) -> str:
    answer = people.client(who).get(at(name, *keys))
    assert answer.status_code == 200, (who, name, answer.status_code)
    return answer.content.decode()


def _decided(people: Province, found: Inspection) -> None:
    """A list of questions, the team, the decision; the commune is told its days."""
    send(
        people,
        "hoa",
        at("checklists"),
        title="Văn thư cấp xã",
        questions="Có lập hồ sơ điện tử không? | NĐ 30/2020 Đ29\nCó ký số không?",
    )
    send(
        people,
        "dung",
        at("team", found.id),
        head=str(post_of(people, "hoa").id),
        secretary=str(post_of(people, "lan").id),
        members=[str(post_of(people, "minh").id)],
    )
    send(people, "dung", at("draft", found.id, "decision"), signer=_signer(people))
    assert "Ma Thị Hoa" in str(_body(Inspection.objects.get().decision_draft))
    visit = calendar().add_working_days(people.today, 1)
    line = paper(people, "Về việc kiểm tra UBND xã Yến Dương")
    send(
        people,
        "dung",
        at("decide", found.id),
        line=str(line.id),
        period_from=f"01/01/{people.today.year}",
        period_until=shown(people, 0),
        starts_on=shown(people, 0),
        ends_on=shown(people, 20),
        visit_days=f"{visit:%d/%m/%Y}",
        report_wanted="Báo cáo công tác văn thư năm 2026.",
        report_due_on=shown(people, 3),
        checklist=str(Checklist.objects.get().id),
    )
    assert again(found).state == InspectionState.DECIDED
    assert told(people, "minh") == ["inspections.team", "inspections.moved"]
    assert told(people, "phuc") == ["inspections.decided"]
    theirs = page(people, "phuc", "body", found.id)
    assert f"{visit:%d/%m/%Y}" in theirs
    assert f"theo quyết định kiểm tra {line.symbol}" in theirs
    asked = PaperRequest.objects.get()
    to = [SentTo(people.committee.id)]
    letter = issue(people, subject="Báo cáo văn thư", who="tu", places=to)
    send(
        people,
        "phuc",
        at("answer", asked.id),
        text="Gửi báo cáo kèm theo.",
        letter=str(letter.id),
    )
    assert told(people, "hoa")[-1] == "inspections.answered"
    assert "Gửi báo cáo kèm theo." in page(people, "minh", "inspection", found.id)


def _signer(people: Province) -> str:
    return str(post_of(people, "dung").id)


def _body(draft: Draft | None) -> Any:
    assert draft is not None
    return draft.versions.get().body


def _visited(people: Province, found: Inspection) -> None:
    send(people, "hoa", at("step", found.id, "begin"))
    offered = page(people, "minh", "add-finding", found.id)
    assert "1. Có lập hồ sơ điện tử không?" in offered
    incomplete = people.client("minh").post(
        at("add-finding", found.id), {"seen": SEEN, "verdict": "not"}
    )
    assert incomplete.status_code == 422
    assert SEEN in incomplete.content.decode(), "nothing typed is lost"
    assert "Không đạt thì ghi quy định nào" in incomplete.content.decode()
    send(
        people,
        "minh",
        at("add-finding", found.id),
        question="1",
        seen=SEEN,
        verdict="not",
        criterion="Nghị định 30/2020/NĐ-CP",
        clause="Điều 29",
        figure="12",
        figure_label="hồ sơ chưa lập",
    )
    send(
        people,
        "minh",
        at("add-finding", found.id),
        question="2",
        seen="Ký số đủ.",
        verdict="met",
    )
    send(people, "minh", at("draft", found.id, "minutes"), signer=_signer(people))
    assert "ĐẠI DIỆN CƠ QUAN ĐƯỢC KIỂM TRA" in str(_body(again(found).minutes_draft))


def _explained(people: Province, found: Inspection) -> None:
    """The commune reads what it is to explain, and nothing of how it was judged."""
    assert SEEN not in page(people, "phuc", "body", found.id)
    send(people, "hoa", at("step", found.id, "ask-explanation"), until=shown(people, 5))
    theirs = page(people, "phuc", "body", found.id)
    assert SEEN in theirs
    assert "Ký số đủ." not in theirs
    assert "không đạt" not in theirs
    wait = people.client("hoa").post(at("step", found.id, "go-on"), {})
    assert "chờ giải trình đến hết ngày" in wait.content.decode()
    asked = Finding.objects.get(is_asked=True)
    send(people, "phuc", at("explain", asked.id), text="Phần mềm bị lỗi hai tháng.")
    change = at("finding", asked.id)
    other = {"seen": "Khác.", "verdict": "partly", "criterion": "a", "clause": "b"}
    refused = people.client("minh").post(change, other)
    assert "chỉ sửa đánh giá" in refused.content.decode()
    send(people, "hoa", at("step", found.id, "go-on"))


def _concluded(people: Province, found: Inspection) -> None:
    for days, text in ((10, "Lập đủ hồ sơ điện tử."), (20, "Cử người học phần mềm.")):
        send(
            people,
            "hoa",
            at("recommend", found.id),
            text=text,
            desk_id=str(people.commune.id),
            deadline=shown(people, days),
        )
    send(people, "hoa", at("draft", found.id, "conclusion"), signer=_signer(people))
    written = str(_body(again(found).conclusion_draft))
    assert "Phần mềm bị lỗi hai tháng." in written
    assert "Cử người học phần mềm." in written
    assert "Lập đủ hồ sơ" not in page(people, "phuc", "body", found.id)
    line = paper(people, "Kết luận kiểm tra tại UBND xã Yến Dương")
    send(people, "dung", at("conclude", found.id), line=str(line.id))
    send(people, "dung", at("step", found.id, "follow"))
    theirs = page(people, "phuc", "body", found.id)
    assert line.symbol in theirs
    assert "Lập đủ hồ sơ điện tử." in theirs


def _followed(people: Province, found: Inspection) -> None:
    """Each is a duty of the commune, watched by the head; the page shows its state."""
    first, second = Recommendation.objects.order_by("number")
    assert first.duty is not None
    duty: Duty = first.duty
    assert duty.source == "inspection"
    assert duty.watcher_desk_id == post_of(people, "hoa").id
    line = again(found).conclusion
    assert line is not None
    assert duty.paper == line.document
    assert "trong hạn" in page(people, "minh", "inspection", found.id)
    close = at("step", found.id, "close")
    early = people.client("dung").post(close, {})
    assert "Còn 2 kiến nghị chưa hoàn thành" in early.content.decode()

    share = _share(first)
    report_done(
        share_id=share,
        done_on=people.today,
        text="Đã lập.",
        by=people.seat("phuc"),
        at=people.at,
    )
    accept_done(share_id=share, by=people.seat("hoa"), at=people.at)
    suspend(
        share_id=_share(second),
        reason="Chờ lớp học.",
        by=people.seat("dung"),
        at=people.at,
    )
    ours = page(people, "minh", "inspection", found.id)
    assert "hoàn thành đúng hạn" in ours
    assert "tạm dừng" in ours
    assert "kiến nghị: 1/2 xong" in page(people, "minh", "list")
    send(people, "dung", close)
    assert again(found).state == InspectionState.DONE


def _share(row: Recommendation) -> UUID:
    found: UUID = Share.objects.get(duty=row.duty_id).id
    return found


def test_it_is_looked_into_again(province: Province) -> None:
    found = followed(province)
    add = at("add") + f"?lai={found.id}"
    assert ABOUT in province.client("dung").get(add).content.decode()
    sent = {
        "unplanned_because": "Kiểm tra lại.",
        "body": str(province.commune.id),
        "about": "theme",
        "subject": ABOUT,
        "planned_from": shown(province, 30),
        "planned_until": shown(province, 40),
        "earlier": str(found.id),
    }
    send(province, "dung", add, **sent)

    again_one = Inspection.objects.get(earlier=found)
    assert at("inspection", found.id) in page(
        province, "dung", "inspection", again_one.id
    )
    assert at("inspection", again_one.id) in page(
        province, "dung", "inspection", found.id
    )


def test_a_finding_and_a_recommendation_taken_out(province: Province) -> None:
    found = at_work(province)
    row = find(province, found)
    send(province, "minh", at("finding", row.id), remove="1")
    assert not found.findings.exists()
    assert "bỏ phát hiện" in page(province, "hoa", "inspection", found.id)
