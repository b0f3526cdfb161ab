"""Lan tells the division of a paper; Minh reads, confirms, answers; Hoa sees it."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.audit.models import AuditEvent
from congvu.audit.rules import SYSTEM
from congvu.dissemination import actions, queries
from congvu.dissemination.access import reach_of
from congvu.dissemination.actions import keep_audience, remind_to_confirm
from congvu.dissemination.models import Addressee, ConfirmReminder, Telling
from congvu.dissemination.rules import QuestionData, Stage
from congvu.documents import actions as documents
from congvu.documents.models import IntakeItem
from congvu.law.queries import calendar
from congvu.lib.refusals import Refused
from congvu.notices.models import Notice
from congvu.organisations.actions import (
    add_person,
    appoint,
    create_post,
    end_appointment,
)
from congvu.organisations.models import Appointment
from congvu.organisations.rules import Role
from tests.dissemination.making import (
    QUESTIONS,
    everybody,
    names,
    open_paper,
    paper,
    post,
    right_answers,
    row_of,
    tell,
)
from tests.people import Province, make_user

pytestmark = pytest.mark.usefixtures("law")


def _form(people: Province, **changed: str) -> dict[str, object]:
    day = people.today + timedelta(days=7)
    found: dict[str, object] = {
        "where": [f"unit:{people.division.id}"],
        "confirm_by": f"{day:%d/%m/%Y}",
        "note": "Đọc kỹ Điều 5.",
    }
    for n, question in enumerate(QUESTIONS, start=1):
        found |= {f"q{n}-text": question.text, f"q{n}-clause": question.clause}
        found[f"q{n}-right"] = str(question.right)
        for letter, words in zip("abcd", question.choices, strict=False):
            found[f"q{n}-{letter}"] = words
    return found | changed


def test_from_the_paper_to_everybody_who_knows_it(province: Province) -> None:
    entry = paper(province)
    lan, minh = province.client("lan"), province.client("minh")
    page = lan.get(reverse("documents:entry", args=[entry.id]))
    form_url = reverse("dissemination:send-incoming", args=[entry.id])
    assert form_url in page.content.decode()
    sent = lan.post(form_url, _form(province))
    telling = Telling.objects.get()
    here = reverse("dissemination:telling", args=[telling.pk])
    assert sent.headers["Location"] == here
    assert names(telling) == {"hoa", "minh"}, "Sơn left yesterday"

    bell = Notice.objects.filter(target_id=telling.pk)
    assert {n.desk_id for n in bell} == {
        province.hoa.user.pk,
        province.minh.user.pk,
    }
    assert here in minh.get("/pho-bien/").content.decode()
    minh.get(here)
    assert row_of(province, telling, "minh").stage == Stage.TOLD, "a page is no paper"
    refused = post(province, telling, "minh", "confirm")
    assert refused.status_code == 422
    assert "Mở văn bản đọc trước khi xác nhận." in refused.content.decode()

    assert open_paper(province, telling, "minh").status_code == 200
    assert row_of(province, telling, "minh").stage == Stage.OPENED
    assert post(province, telling, "minh", "confirm").status_code == 302
    asked = minh.get(here).content.decode()
    assert all(question.text in asked for question in QUESTIONS)

    mine = row_of(province, telling, "minh")
    answers = right_answers(telling, mine.person_id)
    wrong = dict(answers)
    last = telling.questions.get(position=3)
    wrong[f"q-{last.pk}"] = "0"
    again = post(province, telling, "minh", "answer", **wrong)
    assert again.status_code == 422
    said = again.content.decode()
    assert "Đọc lại khoản 2 Điều 9." in said
    assert said.count("checked") == 3, "nothing chosen is lost"
    assert post(province, telling, "minh", "answer", **answers).status_code == 302
    mine.refresh_from_db()
    assert (mine.stage, mine.tries) == (Stage.PASSED, 2)
    assert here not in minh.get("/pho-bien/").content.decode()
    assert here in minh.get("/pho-bien/?muc=da-xong").content.decode()

    watched = province.client("hoa").get(here).content.decode()
    assert "1 trên 2" in watched
    people = province.client("hoa").get(f"{here}nguoi/").content.decode()
    assert "Hoàng Văn Minh" in people
    assert "chưa mở văn bản" in people
    events = list(
        AuditEvent.objects.filter(event__startswith="dissemination.")
        .order_by("id")
        .values_list("event", flat=True)
    )
    assert [e.removeprefix("dissemination.") for e in events] == [
        "sent",
        "opened",
        "confirmed",
        "answered",
        "answered",
        "viewed",
    ]


def test_what_is_wrong_is_said_at_once_and_nothing_typed_is_lost(
    province: Province,
) -> None:
    entry = paper(province)
    url = reverse("dissemination:send-incoming", args=[entry.id])
    given = _form(province, confirm_by="01/01/2020", **{"q3-text": "", "q2-right": "3"})
    given["where"] = []
    answer = province.client("lan").post(url, given)
    words = answer.content.decode()
    assert answer.status_code == 422
    for said in (
        "Chọn người nhận.",
        "Hạn xác nhận đã qua.",
        "Ghi câu hỏi.",
        "Chọn câu trả lời đúng.",
    ):
        assert said in words
    assert "Đọc kỹ Điều 5." in words
    assert QUESTIONS[0].text in words
    assert not Telling.objects.exists()


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        (QUESTIONS[:2], "Ghi ít nhất ba câu hỏi"),
        ((QuestionData("A?", ("x", "X "), 0, "Đ1"), *QUESTIONS), "giống nhau"),
        ((QuestionData("A?", ("x",), 0, "Đ1"), *QUESTIONS), "ít nhất hai câu"),
        ((QuestionData("A?", ("x", "y"), None, "Đ1"), *QUESTIONS), "câu trả lời đúng"),
        ((QuestionData("A?", ("x", "y"), 0, " "), *QUESTIONS), "Ghi điều, khoản"),
    ],
)
def test_questions_that_cannot_be_asked(
    province: Province, questions: tuple[QuestionData, ...], said: str
) -> None:
    with pytest.raises(Refused) as why:
        tell(province, questions=questions)
    assert said in str(why.value)


def test_a_paper_is_told_once_at_a_time_and_ends_with_words(
    province: Province,
) -> None:
    entry = paper(province)
    telling = tell(province, entry=entry)
    with pytest.raises(Refused, match="đã phổ biến văn bản này"):
        tell(province, entry=entry)
    bare = post(province, telling, "lan", "end", because="replaced")
    assert bare.status_code == 422
    assert "Ghi lời nhắn cho người nhận." in bare.content.decode()
    words = "Thay bằng Chỉ thị 20/CT-TTg."
    post(province, telling, "lan", "end", because="replaced", words=words)
    shown = province.client("minh").get(f"/pho-bien/{telling.pk}/").content.decode()
    assert words in shown
    assert open_paper(province, telling, "minh").status_code == 404
    assert post(province, telling, "minh", "confirm").status_code == 422
    told = Notice.objects.filter(kind="dissemination.ended")
    assert {n.desk_id for n in told} == {province.hoa.user.pk, province.minh.user.pk}
    assert tell(province, entry=entry).pk != telling.pk


def test_a_cancelled_paper_is_told_no_more(province: Province) -> None:
    entry = paper(province)
    telling = tell(province, entry=entry)
    documents.cancel_number(
        entry_id=entry.id,
        reason="Vào sổ nhầm.",
        by=province.seat("lan"),
        at=province.at,
    )
    telling.refresh_from_db()
    assert (telling.ended_because, telling.ended_words) == ("withdrawn", "Vào sổ nhầm.")


def test_newcomers_inherit_and_who_left_keeps_their_record(province: Province) -> None:
    """Two posts are one person; nobody without a log-in counts as told."""
    telling = tell(province)
    today = province.today
    made: dict[str, Any] = {"by": SYSTEM, "at": province.at}
    chair = create_post(
        unit=province.division,
        name="Chuyên viên tổng hợp",
        role=Role.SPECIALIST,
        valid_from=today,
        **made,
    )
    minh = province.minh.person
    assert minh is not None
    appoint(person=minh, post=chair, valid_from=today, **made)
    keep_audience(telling_id=telling.pk, **made)
    assert telling.addressees.filter(person=minh).count() == 1

    desk = create_post(
        unit=province.division,
        name="Chuyên viên mới",
        role=Role.SPECIALIST,
        valid_from=today,
        **made,
    )
    yen = add_person(full_name="Lường Thị Yến", valid_from=today, user=None, **made)
    appoint(person=yen, post=desk, valid_from=today, **made)
    later = province.at + timedelta(days=20)
    keep_audience(telling_id=telling.pk, by=SYSTEM, at=later)
    row = Addressee.objects.get(telling=telling, person=yen)
    assert row.stage == Stage.UNREACHED
    assert row.due_on == calendar().add_working_days(later.date(), 5)
    yen.user = make_user("yen")
    yen.save()
    keep_audience(telling_id=telling.pk, by=SYSTEM, at=later)
    row.refresh_from_db()
    assert row.told_at == later
    assert Notice.objects.filter(desk_id=yen.user.pk).count() == 1

    held = Appointment.objects.get(person=province.hoa.person)
    gone = later.date() + timedelta(days=1)
    end_appointment(appointment=held, valid_until=gone, by=SYSTEM, at=later)
    keep_audience(telling_id=telling.pk, by=SYSTEM, at=later + timedelta(days=1))
    hoa = row_of(province, telling, "hoa")
    assert (hoa.left_on, hoa.told_at) == (gone, province.at)


def test_who_left_keeps_the_record_and_no_longer_the_paper(province: Province) -> None:
    """Minh is meant no more; Hoa, his head, watches the same telling and reads on."""
    telling = tell(province)
    assert open_paper(province, telling, "minh").status_code == 200
    telling.addressees.update(left_on=province.today)

    here = reverse("dissemination:telling", args=[telling.pk])
    page = province.client("minh").get(here)

    assert page.context["mine"].row.opened_at is not None
    assert page.context["files"] == []
    assert open_paper(province, telling, "minh").status_code == 404
    assert open_paper(province, telling, "hoa").status_code == 200


def test_the_numbers_of_others_and_the_names_of_ones_own(province: Province) -> None:
    telling = tell(province, everybody(province))
    assert names(telling) == {
        *("lan", "dung", "ha", "hoa", "minh", "thu", "tu", "phuc"),
    }, "not the administrator"
    open_paper(province, telling, "tu")
    here = f"/pho-bien/{telling.pk}/"
    lan = province.client("lan")
    assert "Ủy ban nhân dân xã Yến Dương" in lan.get(here).content.decode()
    listed = lan.get(f"{here}nguoi/").content.decode()
    assert "Hoàng Văn Minh" in listed
    assert "Triệu Văn Tú" not in listed
    theirs = province.client("phuc").get(f"{here}nguoi/").content.decode()
    assert "Triệu Văn Tú" in theirs
    assert "Hoàng Văn Minh" not in theirs
    own = province.client("hoa").get(f"{here}nguoi/").content.decode()
    assert "Hoàng Văn Minh" in own
    assert "Nông Thị Lan" not in own
    assert province.client("minh").get(f"{here}nguoi/").status_code == 404
    assert province.client("quan").get(here).status_code == 404
    assert province.client("phuc").get(f"{here}ket-thuc/").status_code == 404


def test_the_list_is_proof(province: Province) -> None:
    telling = tell(province, everybody(province))
    open_paper(province, telling, "minh")
    here = f"/pho-bien/{telling.pk}/danh-sach"
    pdf = province.client("ha").get(f"{here}.pdf")
    assert pdf.getvalue().startswith(b"%PDF")
    table = province.client("ha").get(f"{here}.xlsx").getvalue()
    with zipfile.ZipFile(BytesIO(table)) as book:
        words = "".join(
            book.read(name).decode() for name in book.namelist() if "sheet1" in name
        )
    assert telling.paper_sha256 in words
    assert "Hoàng Văn Minh" in words
    assert "Ủy ban nhân dân xã Yến Dương" in words
    assert "Triệu Văn Tú" not in words
    assert province.client("hoa").get(f"{here}.pdf").status_code == 404
    assert province.client("ha").get(f"{here}.csv").status_code == 404
    printed = AuditEvent.objects.filter(event="dissemination.printed").first()
    assert printed is not None
    assert printed.data["sha256"] == telling.paper_sha256


def test_who_has_not_confirmed_is_reminded_once_a_step(province: Province) -> None:
    days = calendar()
    start = days.add_working_days(province.today, -12)
    begun = province.at.replace(hour=9) - (province.today - start)
    due = days.add_working_days(start, 4)
    telling = tell(province, at=begun, confirm_by=due)
    open_paper(province, telling, "minh")
    actions.confirm(telling_id=telling.pk, by=province.seat("minh"), at=begun)
    at = begun + (days.add_working_days(due, 3) - start)
    first = remind_to_confirm(at=at)
    assert first == 2, "Hoa, and Sơn who sat there then"
    assert remind_to_confirm(at=at) == 0
    reminded = set(ConfirmReminder.objects.values_list("addressee", flat=True))
    late = {"hoa", "son"}
    assert reminded == {row_of(province, telling, who).pk for who in late}
    bell = Notice.objects.filter(kind="dissemination.late")
    assert {n.desk_id for n in bell} == {province.cast[who].user.pk for who in late}


def test_who_read_the_paper_in_the_register_has_opened_it(province: Province) -> None:
    entry = paper(province)
    documents.record_view(entry=entry, by=province.seat("ha"), at=province.at)
    telling = tell(province, everybody(province), entry=entry)
    keep_audience(telling_id=telling.pk, by=SYSTEM, at=province.at)
    assert row_of(province, telling, "ha").stage == Stage.OPENED
    assert row_of(province, telling, "minh").stage == Stage.TOLD


def test_a_paper_that_may_be_secret_goes_out_to_nobody(province: Province) -> None:
    entry = paper(province)
    telling = tell(province, entry=entry, note="Có số liệu mật.")
    held = entry.document.files.get()
    IntakeItem.objects.create(
        agency=province.committee,
        file=held.file,
        name="chi-thi.pdf",
        state="registered",
        entry=entry,
        doubt="held",
        channel="paper",
        received_at=province.at,
    )
    assert open_paper(province, telling, "minh").status_code == 404
    documents.confirm_secret(
        item_id=IntakeItem.objects.get(file=held.file).pk,
        by=province.seat("lan"),
        at=province.at,
    )
    telling.refresh_from_db()
    assert (telling.ended_because, telling.note) == ("withdrawn", "")
    assert set(telling.questions.values_list("text", "clause")) == {("", "")}
    shown = province.client("minh").get(f"/pho-bien/{telling.pk}/").content.decode()
    assert "Tăng cường" not in shown


def test_a_moment_is_written_once(province: Province) -> None:
    telling = tell(province)
    open_paper(province, telling, "minh")
    mine = row_of(province, telling, "minh")
    for change in ({"opened_at": None}, {"told_at": province.at + timedelta(hours=1)}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Addressee.objects.filter(pk=mine.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Addressee.objects.filter(telling=telling).update(confirmed_at=province.at)
    with pytest.raises(DatabaseError), transaction.atomic():
        telling.questions.update(right=1)


def test_as_few_statements_for_many_as_for_two(province: Province) -> None:
    """Nobody of three hundred more costs a statement, told, kept or listed."""
    entry = paper(province)
    made: dict[str, Any] = {"by": SYSTEM, "at": province.at}
    with CaptureQueriesContext(connection) as few:
        telling = tell(province, entry=entry)
    with CaptureQueriesContext(connection) as kept_few:
        keep_audience(telling_id=telling.pk, **made)
    for n in range(60):
        person = add_person(
            full_name=f"Người {n}", valid_from=province.today, user=None, **made
        )
        chair = create_post(
            unit=province.division,
            name=f"Bàn {n}",
            role=Role.SPECIALIST,
            valid_from=province.today,
            **made,
        )
        appoint(person=person, post=chair, valid_from=province.today, **made)
    with CaptureQueriesContext(connection) as kept:
        keep_audience(telling_id=telling.pk, **made)
    assert telling.addressees.count() == 62
    assert len(kept) <= len(kept_few) + 3, "they join, and the log says so"
    other = paper(province, symbol="16/CT-TTg")
    with CaptureQueriesContext(connection) as many:
        tell(province, entry=other)
    assert len(many) == len(few)
    reach = reach_of(province.seat("ha"))
    with CaptureQueriesContext(connection) as listed:
        queries.gap_list(reach, telling, province.today)
        page = queries.people_page(reach, telling, on=province.today, limit=50)
        rest = queries.people_page(
            reach, telling, on=province.today, after=page.after, limit=50
        )
    assert len(listed) == 6
    assert len({p.pk for p in (*page.people, *rest.people)}) == 62
