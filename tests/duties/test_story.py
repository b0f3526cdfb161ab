"""Given by the chairman, carried out in the commune, reported, returned, accepted."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from congvu.audit.models import AuditEvent
from congvu.duties import actions, queries
from congvu.duties.access import reach_of
from congvu.duties.actions import EvidenceData, PartData
from congvu.duties.models import Duty, DutyEvent
from congvu.duties.queries import Asked, DutyTab
from congvu.duties.rules import DutyState, EvidenceKind, ShareRole, Source
from congvu.lib.refusals import Refused
from congvu.notices.models import Notice
from tests.documents.reforms import end, make_commune
from tests.duties.stories import TITLE, duty_data, give, share_of
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def reasons(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.message for reason in caught.value.reasons]


def state_today(people: Province, duty: Duty, desk: object) -> DutyState:
    reach = reach_of(people.seat("dung"))
    page = queries.duties_page(reach, Asked(DutyTab.GIVEN), on=people.today)
    (found,) = (t for t in page.tasks if t.share.desk_id == desk)
    assert found.share.duty_id == duty.id
    return DutyState(found.state)


def test_nothing_is_accepted_while_a_part_given_meanwhile_is_open(
    province: Province,
) -> None:
    """Reported done, then given further: the giver does not read to whom."""
    duty = give(province, province.division.id)
    minh = province.cast["minh"].post
    assert minh is not None
    share, hoa = share_of(duty, province.division.id), province.seat("hoa")
    report = {"done_on": province.today, "text": "Xong.", "at": province.at}
    actions.report_done(share_id=share.id, by=hoa, **report)
    (below,) = actions.assign_down(
        share_id=share.id, parts=[PartData(minh.id)], by=hoa, at=province.at
    )
    accept = reverse("duties:accept", args=[share.id])
    dung = province.client("dung")

    refused = dung.post(accept, {"answer": "Tốt."})

    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Nơi báo cáo còn phần đã giao tiếp chưa xong." in page
    assert below.desk_name not in page
    actions.report_done(share_id=below.id, by=province.seat("minh"), **report)
    actions.accept_done(share_id=below.id, by=hoa, at=province.at)
    assert dung.post(accept, {"answer": "Tốt."}).status_code == 302


def test_from_the_chairmans_word_to_the_accepted_result(province: Province) -> None:
    dung, phuc = province.client("dung"), province.client("phuc")
    today = f"{province.today:%d/%m/%Y}"
    given = dung.post(
        reverse("duties:give"),
        {
            "title": TITLE,
            "leads": [str(province.commune.id), str(province.division.id)],
            "supports": [str(province.office.id)],
            "given_on": today,
            "deadline": f"{province.today + timedelta(days=3):%d/%m/%Y}",
            "weight": "2",
        },
    )
    duty = Duty.objects.get()
    page = reverse("duties:duty", args=[duty.id])
    assert given.headers["Location"] == page
    share = share_of(duty, province.commune.id)
    assert state_today(province, duty, province.commune.id) == DutyState.IN_TIME

    listed = phuc.get(reverse("duties:list")).content.decode()
    assert TITLE in listed
    assert "trong hạn" in listed
    report = reverse("duties:report", args=[share.id])
    sent = {"done_on": today, "text": "Đã ban hành.", "figure": "82,5"}
    refused = phuc.post(report, sent)
    assert refused.status_code == 422, "a figure says what it counts"
    sent |= {"figure": "82.5", "figure_label": "% văn bản gửi qua mạng"}
    assert phuc.post(report, sent).headers["Location"] == page
    again = phuc.post(report, sent)
    assert "Đã có báo cáo đang chờ xác nhận." in again.content.decode()

    sent_back = reverse("duties:return", args=[share.id])
    assert dung.post(sent_back, {"reason": ""}).status_code == 422
    dung.post(sent_back, {"reason": "Chưa gửi kèm quy chế."})
    assert "Chưa gửi kèm quy chế." in phuc.get(page).content.decode()
    phuc.post(report, sent)
    dung.post(reverse("duties:accept", args=[share.id]), {"answer": "Tốt."})

    assert state_today(province, duty, province.commune.id) == DutyState.DONE_IN_TIME
    assert state_today(province, duty, province.division.id) == DutyState.IN_TIME
    shown = dung.get(page).content.decode()
    assert "hoàn thành đúng hạn" in shown
    assert "% văn bản gửi qua mạng" in shown
    events = list(
        DutyEvent.objects.order_by("at", "id").values_list("event", flat=True)
    )
    assert events.count("duties.given") == 3
    assert events[3:] == [
        "duties.reported",
        "duties.returned",
        "duties.reported",
        "duties.accepted",
    ]
    assert AuditEvent.objects.filter(event="duties.accepted").count() == 1


def test_everybody_hears_what_concerns_them(province: Province) -> None:
    phuc = province.cast["phuc"].post
    assert phuc is not None
    duty = give(province, province.commune.id, watcher=province.division.id)

    assert Notice.objects.filter(kind="duties.given", desk_id=phuc.id).count() == 1
    bell = province.client("phuc").get(reverse("notices:list")).content.decode()
    assert TITLE in bell
    share = share_of(duty, province.commune.id)
    actions.report_done(
        share_id=share.id,
        done_on=province.today,
        text="Xong.",
        by=province.seat("phuc"),
        at=province.at,
    )
    told = Notice.objects.get(kind="duties.reported")
    assert told.desk_id == province.division.id, "who watches it, not who leads"
    assert TITLE in province.client("hoa").get(reverse("notices:list")).content.decode()
    actions.return_done(
        share_id=share.id, reason="Thiếu.", by=province.seat("hoa"), at=province.at
    )
    assert Notice.objects.get(kind="duties.returned", desk_id=phuc.id)


def test_all_that_is_wrong_is_said_at_once(province: Province) -> None:
    gone = make_commune(province, province.today - timedelta(days=9), province.at)
    end(gone.agency, province.today - timedelta(days=1))
    with pytest.raises(Refused) as caught:
        actions.give_duty(
            data=duty_data(
                province,
                title=" ",
                deadline=province.today - timedelta(days=2),
                recurs="mỗi tháng",
                start=5,
                end=2,
                sentence="Giao",
                weight=0,
            ),
            leads=[province.commune.id, gone.agency.id],
            supports=[province.commune.id],
            watcher=uuid4(),
            by=province.seat("dung"),
            at=province.at,
        )

    said = " ".join(reasons(caught))
    assert "Chưa ghi nhiệm vụ." in said
    assert "trước ngày giao" in said
    assert "Chu kỳ chưa đúng" in said
    assert "Trọng số" in said
    assert "Chỗ của câu" in said
    assert "xã Cổ Linh không còn từ" in said
    assert "Vừa chủ trì vừa phối hợp: Ủy ban nhân dân xã Yến Dương" in said
    assert "Không có nơi nào như vậy" in said
    assert not Duty.objects.exists()


def test_nothing_typed_is_lost(province: Province) -> None:
    form = {
        "title": TITLE,
        "given_on": f"{province.today:%d/%m/%Y}",
        "deadline": "01/01/2020",
        "supports": [str(province.office.id)],
    }
    answer = province.client("dung").post(reverse("duties:give"), form)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Chưa có nơi chủ trì." in page
    assert "Hạn 01/01/2020 trước ngày giao" in page
    assert TITLE in page
    assert "checked" in page


def test_only_who_leads_gives_by_hand_and_readers_record_from_a_paper(
    province: Province,
) -> None:
    with pytest.raises(Refused) as caught:
        give(province, who="minh")
    assert "Chỉ lãnh đạo, chánh văn phòng" in reasons(caught)[0]
    with pytest.raises(Refused) as caught:
        actions.give_duty(
            data=duty_data(province),
            leads=[province.commune.id],
            paper_id=uuid4(),
            source=Source.DIRECTIVE,
            by=province.seat("minh"),
            at=province.at,
        )
    assert reasons(caught) == ["Không tìm thấy văn bản này."]
    assert province.client("minh").get(reverse("duties:give")).status_code == 404


def test_a_head_gives_parts_further_and_never_in_a_circle(province: Province) -> None:
    minh = province.cast["minh"].post
    assert minh is not None
    duty = give(province, province.division.id)
    share = share_of(duty, province.division.id)
    parts = [PartData(minh.id, ShareRole.LEAD, "Soạn dự thảo.")]

    (below,) = actions.assign_down(
        share_id=share.id, parts=parts, by=province.seat("hoa"), at=province.at
    )
    with pytest.raises(Refused) as caught:
        actions.assign_down(
            share_id=below.id,
            parts=[PartData(province.division.id), PartData(minh.id)],
            by=province.seat("minh"),
            at=province.at,
        )
    assert any("Một vòng giao việc" in words for words in reasons(caught))
    with pytest.raises(Refused) as caught:
        actions.assign_down(
            share_id=share.id, parts=parts, by=province.seat("hoa"), at=province.at
        )
    assert any("Đã có phần" in words for words in reasons(caught))
    with pytest.raises(Refused) as caught:
        actions.report_done(
            share_id=share.id,
            done_on=province.today,
            text="Xong",
            by=province.seat("hoa"),
            at=province.at,
        )
    assert any("Chưa xong phần đã giao tiếp" in words for words in reasons(caught))
    done = {"done_on": province.today, "text": "Xong", "at": province.at}
    actions.report_done(share_id=below.id, by=province.seat("minh"), **done)
    actions.accept_done(share_id=below.id, by=province.seat("hoa"), at=province.at)
    actions.report_done(share_id=share.id, by=province.seat("hoa"), **done)

    listed = province.client("minh").get(reverse("duties:list")).content.decode()
    assert "hoàn thành đúng hạn" in listed


def test_evidence_is_what_the_reporter_may_see(province: Province) -> None:
    duty = give(province)
    share = share_of(duty, province.commune.id)
    shown = [
        EvidenceData(EvidenceKind.INCOMING, uuid4(), "công văn lạ"),
        EvidenceData(EvidenceKind.FIGURE, None, "", Decimal(3)),
    ]
    with pytest.raises(Refused) as caught:
        actions.report_done(
            share_id=share.id,
            done_on=province.today + timedelta(days=1),
            text="",
            evidence=shown,
            by=province.seat("phuc"),
            at=province.at,
        )

    assert reasons(caught) == [
        "Ngày hoàn thành ở sau hôm nay.",
        "Ghi kết quả đã đạt.",
        "Không tìm thấy minh chứng “công văn lạ”.",
        "Không tìm thấy minh chứng “”.",
    ]


def test_a_late_answer_does_not_make_a_work_late(province: Province) -> None:
    """Done on its day, accepted a week after: the list of the days between stays."""
    first = province.at - timedelta(days=10)
    due = province.today - timedelta(days=8)
    duty = give(province, at=first, given_on=first.date(), deadline=due)
    share = share_of(duty, province.commune.id)
    actions.report_done(
        share_id=share.id,
        done_on=due,
        text="Xong.",
        by=province.seat("phuc"),
        at=first + timedelta(days=3),
    )
    actions.accept_done(share_id=share.id, by=province.seat("dung"), at=province.at)

    between = province.today - timedelta(days=4)
    rows = queries.standing_on(between).annotate(state=queries.state_case(between))
    then = queries.standing_on(between, known_before=queries.end_of(between)).annotate(
        state=queries.state_case(between)
    )
    assert [r.state for r in rows] == [DutyState.DONE_IN_TIME]
    assert [r.state for r in then] == [DutyState.LATE]


def test_a_mark_of_secrecy_is_refused(province: Province) -> None:
    with pytest.raises(Refused, match="mật"):
        give(province, title="TỐI MẬT: rà soát phương án")
    assert not Duty.objects.exists()
