"""A question from somebody without an account to its answer; what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from unicodedata import normalize
from uuid import uuid4

import pytest
from django.core import mail
from django.http import Http404
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from congvu.law.queries import calendar
from congvu.lib.refusals import Refused
from congvu.notices.models import Notice
from congvu.organisations.access import Ancestor
from congvu.portal import actions, jobs
from congvu.portal.access.questions import (
    ask_reach,
    ask_steps_for,
    get_question_for,
    questions_to_do,
    sees_contact,
)
from congvu.portal.models import (
    AskerLetter,
    PublicQuestion,
    PublishedAnswer,
    QuestionContact,
    QuestionEvent,
    Sending,
    SendingCount,
    Tracking,
)
from congvu.portal.queries.questions import ask_months, late_by_unit
from congvu.portal.rules.questions import AskData, AskStep, QuestionState, code_digest
from tests.people import Province
from tests.portal.asked import (
    ANSWER,
    ROAD,
    SECRET,
    WORDS,
    answered,
    asked,
    drafted,
    forwarded,
    send,
)

pytestmark = pytest.mark.usefixtures("law")
CAST = ("lan", "dung", "ha", "hoa", "minh", "quan", "thu", "tu", "phuc")


def shown(code: str) -> Tracking:
    return Tracking.objects.get(code_digest=code_digest(code))


def test_a_question_from_a_mail_to_its_published_answer(province: Province) -> None:
    """Bình leaves an address: nothing counts until they follow the link."""
    code = send(province, name="Lường Văn Bình", email="binh@thu.example")
    assert PublicQuestion.objects.count() == 0, "the public process only leaves it"
    assert actions.take_in(at=province.at) == 1
    found = PublicQuestion.objects.get(code=code)
    assert (found.state, found.due_on) == (QuestionState.UNCONFIRMED, None)
    assert not Sending.objects.exists()
    assert Notice.objects.filter(kind="portal.asked").count() == 0

    with override_settings(EMAIL_HOST="thu.backan.example"):
        jobs.write_to_askers()
    [letter] = mail.outbox
    assert letter.to == ["binh@thu.example"]
    assert f"/hoi-dap/xac-nhan/{found.token}/" in letter.body

    token = found.token
    actions.send_confirmation(token=token, at=province.at)
    actions.send_confirmation(token=token, at=province.at)
    assert actions.confirm_all(at=province.at) == 1, "the second press does nothing"
    found.refresh_from_db()
    assert found.state == QuestionState.NEW
    due = calendar().add_working_days(province.today, 15)
    assert found.due_on == due
    assert "43/2011/NĐ-CP" in found.due_basis or found.due_basis

    ha = province.client("ha")
    page = ha.get(reverse("portal:question", args=[found.id]))
    assert ROAD in page.content.decode()
    assert "binh@thu.example" in page.content.decode()
    step = reverse("portal:question-step", args=[found.id, AskStep.FORWARD])
    told = {"kind": "reflection", "field": "roads", "to": str(province.division.id)}
    assert ha.post(step, told).status_code == 302
    assert shown(code).state == QuestionState.FORWARDED
    assert "Phòng Khoa giáo" in shown(code).handled_by

    minh = province.client("minh")
    text = minh.get(reverse("portal:question", args=[found.id])).content.decode()
    assert "Lường Văn Bình" in text, "whom they write to"
    assert "binh@thu.example" not in text, "how to reach them is the board's"
    step = reverse("portal:question-step", args=[found.id, AskStep.ANSWER])
    assert minh.post(step, {"text": ANSWER}).status_code == 302
    assert shown(code).words == "", "not before it is approved"

    step = reverse("portal:question-step", args=[found.id, AskStep.APPROVE])
    assert minh.post(step).status_code == 404
    assert ha.post(step).status_code == 302
    found.refresh_from_db()
    assert (found.state, found.approved_by) == (
        QuestionState.ANSWERED,
        "Nguyễn Thu Hà",
    )
    assert shown(code).words == ANSWER
    with override_settings(EMAIL_HOST="thu.backan.example"):
        jobs.write_to_askers()
    assert ANSWER in mail.outbox[-1].body
    assert len({m.extra_headers["Message-ID"] for m in mail.outbox}) == 3

    step = reverse("portal:question-step", args=[found.id, AskStep.PUBLISH])
    whole = {"subject": ROAD, "text": WORDS, "answer": ANSWER, "keep_because": ""}
    page = ha.post(step, whole)
    assert page.status_code == 422
    assert "0912 345 678" in page.content.decode()
    assert not PublishedAnswer.objects.exists()
    named = {"answer": f"Gửi {found.contact.name}", "keep_because": "Bác ấy bằng lòng"}
    page = ha.post(step, {**whole, **named})
    assert page.status_code == 422, "no reason covers the asker's own name"
    bare = {**whole, "text": "Đoạn qua suối sạt từ tháng 9, học sinh phải đi vòng."}
    assert ha.post(step, bare).status_code == 302
    published = PublishedAnswer.objects.get()
    assert "0912" not in published.text
    assert published.answered_on == province.today


HIDDEN = [
    "Gọi 0912\u00a0345\u00a0678.",
    "Gọi 0912\u200b345\u200b678.",
    normalize("NFD", "Bà ấy có hộ khẩu thường trú: thôn Nà Làng, xã Yến Dương"),
]


@pytest.mark.parametrize("words", HIDDEN)
@pytest.mark.parametrize("field", ["text", "answer"])
def test_somebodys_data_is_found_however_it_is_written(
    province: Province, field: str, words: str
) -> None:
    found = answered(province)
    given = {"subject": ROAD, "text": "Bao giờ sửa đường?", "answer": ANSWER}

    with pytest.raises(Refused, match="Còn dữ liệu cá nhân"):
        actions.publish_answer(
            question_id=found.id,
            by=province.seat("ha"),
            at=province.at,
            **given | {field: words},
        )
    assert not PublishedAnswer.objects.exists()


@pytest.mark.parametrize(
    "words",
    [
        "Xin gọi (0209) 3870.123.",
        "Xin gọi 0209\u00a03870\u00a0123.",
        "Xin gọi +84 209 3870-123.",
    ],
)
def test_no_reason_covers_the_askers_own_telephone(
    province: Province, words: str
) -> None:
    found = answered(province, phone="0209 3870 123")

    with pytest.raises(Refused, match="của người hỏi: “0209 3870 123”"):
        actions.publish_answer(
            question_id=found.id,
            subject=ROAD,
            text=words,
            answer=ANSWER,
            keep_because="Bác ấy bằng lòng",
            by=province.seat("ha"),
            at=province.at,
        )


def test_one_without_an_address_is_followed_by_its_code_alone(
    province: Province,
) -> None:
    found = asked(province)
    assert found.state == QuestionState.NEW
    assert not AskerLetter.objects.exists()
    assert shown(found.code).due_on == found.due_on
    assert {n.desk_id for n in Notice.objects.filter(kind="portal.asked")} == {
        province.ha.post.id  # type: ignore[union-attr]  # she holds one
    }


def test_who_sees_it_and_what_they_may_do(province: Province) -> None:
    found = asked(province)

    def readers() -> set[str]:
        page = reverse("portal:question", args=[found.id])
        return {w for w in CAST if province.client(w).get(page).status_code == 200}

    assert readers() == {"ha", "dung"}, "the board; nobody of the commune"
    other = forwarded(province)
    found = other
    assert readers() == {"ha", "dung", "hoa", "minh"}
    waiting = {w: len(questions_to_do(province.seat(w))) for w in CAST}
    assert waiting == {
        **dict.fromkeys(CAST, 0),
        "ha": 1,
        "dung": 1,
        "hoa": 1,
        "minh": 1,
    }


def test_another_body_has_it_and_the_clock_goes_on(province: Province) -> None:
    found = asked(province, at=province.at - timedelta(days=3))
    due = found.due_on
    found = actions.forward_question(
        question_id=found.id,
        kind="question",
        field="land",
        to_id=province.commune.id,
        by=province.seat("ha"),
        at=province.at,
    )
    assert (found.agency_id, found.unit_id) == (province.commune.id, None)
    assert (found.state, found.due_on) == (QuestionState.NEW, due)
    page = reverse("portal:question", args=[found.id])
    assert province.client("phuc").get(page).status_code == 200
    assert province.client("ha").get(page).status_code == 200, "whom it was sent to"
    with pytest.raises(Refused):
        actions.close_question(
            question_id=found.id,
            step=AskStep.REFUSE,
            text="Không",
            by=province.seat("ha"),
            at=province.at,
        )


@pytest.mark.parametrize(
    ("step", "state"),
    [
        (AskStep.BEYOND, QuestionState.BEYOND),
        (AskStep.ELSEWHERE, QuestionState.ELSEWHERE),
        (AskStep.REFUSE, QuestionState.REFUSED),
    ],
)
def test_the_asker_is_told_why_it_is_not_answered(
    province: Province, step: AskStep, state: QuestionState
) -> None:
    found = asked(province)
    address = reverse("portal:question-step", args=[found.id, step])
    ha = province.client("ha")
    assert ha.post(address, {"text": " "}).status_code == 422
    told = "Việc này do Bảo hiểm xã hội tỉnh giải quyết."
    assert ha.post(address, {"text": told}).status_code == 302
    tracked = shown(found.code)
    assert (tracked.state, tracked.words) == (state, told)
    steps = [s for s in AskStep if s != step]
    for later in steps:
        page = reverse("portal:question-step", args=[found.id, later])
        answer = province.client("ha").post(page, {"text": "x"})
        assert answer.status_code in (404, 422), later


def test_a_day_is_promised_in_time_and_with_a_reason(province: Province) -> None:
    found = forwarded(province)
    due = found.due_on
    assert due is not None
    minh, at = province.seat("minh"), province.at

    def promise(day: date | None, why: str, late: int = 0) -> PublicQuestion:
        return actions.promise_answer(
            question_id=found.id,
            promised_on=day,
            reason=why,
            by=minh,
            at=at + timedelta(days=late),
        )

    for day, why, late in (
        (None, "Chờ vốn", 0),
        (due, "Chờ vốn", 0),
        (due + timedelta(days=9), " ", 0),
        (due + timedelta(days=90), "Chờ vốn", 60),
    ):
        with pytest.raises(Refused):
            promise(day, why, late)
    promised = promise(due + timedelta(days=9), "Chờ kết quả đo đạc.")
    assert promised.due_on == due, "what the law said stays beside it"
    tracked = shown(found.code)
    assert tracked.promised_on == due + timedelta(days=9)
    assert tracked.words == "Chờ kết quả đo đạc."


def test_it_goes_back_to_the_unit_with_what_is_wrong(province: Province) -> None:
    found = drafted(province)
    returned = actions.return_answer(
        question_id=found.id,
        text="Nói rõ ngày.",
        by=province.seat("ha"),
        at=province.at,
    )
    assert returned.state == QuestionState.FORWARDED
    assert returned.answer == ANSWER, "what was written is there to be mended"
    assert [q.id for q in questions_to_do(province.seat("minh"))] == [found.id]
    events = QuestionEvent.objects.filter(question=found).order_by("at", "id")
    assert "Nói rõ ngày." in events.get(event="portal.question-returned").text


def test_whoever_said_no_is_not_published(province: Province) -> None:
    found = answered(province, may_publish=False, text="Bao giờ sửa đường?")
    with pytest.raises(Refused, match="không đồng ý"):
        actions.publish_answer(
            question_id=found.id,
            subject=ROAD,
            text="Bao giờ sửa đường?",
            answer=ANSWER,
            by=province.seat("ha"),
            at=province.at,
        )


def test_the_askers_own_name_is_found_where_no_pattern_knows_it(
    province: Province,
) -> None:
    found = answered(province, name="Lường Văn Bình", text="Bao giờ sửa đường?")
    with pytest.raises(Refused, match="Lường Văn Bình"):
        actions.publish_answer(
            question_id=found.id,
            subject=ROAD,
            text="lường văn bình hỏi bao giờ sửa đường?",
            answer=ANSWER,
            by=province.seat("ha"),
            at=province.at,
        )


def test_what_is_late_is_counted_where_it_lies(province: Province) -> None:
    long_ago = province.at - timedelta(days=60)
    forwarded(province, at=long_ago)
    answered(province, at=long_ago + timedelta(days=1))
    answered(province)
    reach = ask_reach(province.seat("ha"))
    assert late_by_unit(reach, province.today) == [
        (province.division.id, "Phòng Khoa giáo - Văn xã", 1)
    ]
    months = ask_months(reach, province.today - timedelta(days=90), province.today)
    assert sum(m.owed for m in months) == 3
    assert sum(m.too_late for m in months) == 2
    assert sum(m.in_time for m in months) == 1
    page = province.client("ha").get(reverse("portal:ask-figures"))
    assert "1 câu quá hạn" in page.content.decode()
    listed = province.client("ha").get(reverse("portal:questions") + "?muc=tre")
    assert listed.content.decode().count(ROAD) == 1


def test_who_owes_is_reminded_once_for_each_step(province: Province) -> None:
    found = forwarded(province, at=province.at - timedelta(days=60))
    working = calendar().next_working_day(province.today)
    at = province.at + (working - province.today)
    assert actions.remind_of_questions(at=at) == 1
    assert actions.remind_of_questions(at=at) == 0
    notices = Notice.objects.filter(kind="portal.owed", target_id=found.id)
    assert {n.detail["way"] for n in notices} == {"late"}


def test_nobody_is_kept_longer_than_needed(province: Province) -> None:
    gone = send(province, email="ai@thu.example", at=province.at - timedelta(days=9))
    kept = send(province, email="kia@thu.example", at=province.at - timedelta(days=2))
    actions.take_in(at=province.at)
    assert actions.forget_unconfirmed(at=province.at) == 1
    assert not PublicQuestion.objects.filter(code=gone).exists()
    assert not Tracking.objects.filter(code_digest=code_digest(gone)).exists()
    assert PublicQuestion.objects.filter(code=kept).exists()

    found = answered(province, name="Lường Văn Bình")
    later = province.at + timedelta(days=200)
    assert actions.forget_contacts(at=province.at) == 0
    assert actions.forget_contacts(at=later) == 1
    assert not QuestionContact.objects.filter(question=found).exists()

    actions.count_sending(sender="a" * 32, on=province.today - timedelta(days=1))
    actions.count_sending(sender="a" * 32, on=province.today)
    assert actions.forget_counts(at=timezone.now()) >= 1
    assert SendingCount.objects.filter(day__lt=province.today).count() == 0


def test_the_same_form_sent_twice_is_one_question(province: Province) -> None:
    key = uuid4()
    codes = {
        actions.send_question(
            data=AskData(ROAD, WORDS),
            files=[],
            agency_id=province.committee.id,
            key=key,
            secret=SECRET,
            at=province.at,
        )
        for _press in range(2)
    }
    assert len(codes) == 1
    assert actions.take_in(at=province.at) == 1


def test_the_heir_of_a_body_reads_what_that_one_answered(province: Province) -> None:
    """It reads, and neither handles it again nor learns how to reach who asked."""
    done = asked(province)
    PublicQuestion.objects.filter(pk=done.pk).update(
        agency=province.commune,
        asked_agency=province.commune,
        state=QuestionState.ANSWERED,
        answer="Đã sửa xong.",
        approved_by="Đặng Văn Phúc",
        ended_at=province.at,
    )
    before = Ancestor(province.commune.id, is_whole=True, principals=frozenset())
    ha = province.seat("ha")
    with pytest.raises(Http404):
        get_question_for(ha, done.pk)
    heir = replace(ha, ancestors=(before,))
    found = get_question_for(heir, done.pk)
    assert (ask_steps_for(heir, found), sees_contact(heir, found)) == ([], False)
    part = replace(before, is_whole=False)
    with pytest.raises(Http404):
        get_question_for(replace(ha, ancestors=(part,)), done.pk)
