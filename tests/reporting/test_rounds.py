"""Two at once, versions, the period before, rounds that begin themselves, reminders."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.documents.actions import SecretRefused
from congvu.law.queries import calendar
from congvu.lib.dates import VIETNAM
from congvu.lib.refusals import Refused
from congvu.lib.text import fold
from congvu.notices.models import Notice
from congvu.organisations.models import Agency, AgencyVersion
from congvu.reporting import actions, queries
from congvu.reporting.models import (
    FormVersion,
    ReportForm,
    ReportReturn,
    ReportRound,
    Submission,
)
from congvu.reporting.rules import Kind, Question, ReturnState, Rhythm, report_period
from tests.directives.making import paper
from tests.documents.reforms import make_commune, merge
from tests.duties.stories import give
from tests.people import Province
from tests.reporting.stories import (
    fill,
    form_data,
    hand_in,
    make_form,
    return_of,
    send,
)

pytestmark = pytest.mark.usefixtures("law")


def test_of_two_at_once_the_second_sees_both_texts(province: Province) -> None:
    found = send(province, make_form(province))
    report = return_of(found, province.commune)
    tu, phuc = province.client("tu"), province.client("phuc")
    page = reverse("reporting:return", args=[report.pk])
    sent = {"seen": "0", "q6": "Thiếu máy", "q2": "4"}
    assert tu.post(page, sent).status_code == 302
    sent = {"seen": "0", "q6": "Thiếu người", "q3": "5", "q2": ""}
    second = phuc.post(page, sent)
    assert second.status_code == 422
    shown = second.content.decode()
    assert "Triệu Văn Tú vừa ghi số liệu khác" in shown
    assert "Thiếu người" in shown, "what the second typed"
    assert "Người khác đã ghi: “Thiếu máy”" in shown
    assert 'name="seen" value="1"' in shown
    report.refresh_from_db()
    assert report.answers["q6"] == "Thiếu máy"
    assert 'name="q2" value="4"' in shown, "an empty box takes what was saved"
    again = phuc.post(page, sent | {"seen": "1", "q2": "4"})
    assert again.status_code == 302
    report.refresh_from_db()
    assert (report.answers["q6"], report.answers["q2"]) == ("Thiếu người", "4")


def test_other_questions_at_once_are_no_quarrel(province: Province) -> None:
    report = return_of(send(province, make_form(province)), province.commune)
    given: dict[str, Any] = {"return_id": report.pk, "seen": 0, "at": province.at}
    actions.save_answers(answers={"q6": "A"}, by=province.seat("tu"), **given)
    actions.save_answers(
        answers={"q6": "A", "q5": "có"}, by=province.seat("phuc"), **given | {"seen": 1}
    )
    actions.save_answers(answers={"q6": "A"}, by=province.seat("tu"), **given)
    report.refresh_from_db()
    assert report.answers == {"q6": "A", "q5": "có"}


def test_who_approves_approves_what_they_saw(province: Province) -> None:
    report = return_of(send(province, make_form(province)), province.commune)
    saved = fill(province, report, province.seat("tu"))
    fill(province, saved, province.seat("tu"), q6="Thêm một dòng")
    with pytest.raises(Refused, match="đã thay đổi sau khi bạn xem"):
        actions.submit(
            return_id=report.pk, seen=1, by=province.seat("phuc"), at=province.at
        )
    with pytest.raises(Refused, match="không làm việc này"):
        actions.submit(
            return_id=report.pk, seen=2, by=province.seat("tu"), at=province.at
        )


def test_a_change_after_sending_is_a_new_version(province: Province) -> None:
    form = make_form(province)
    found = send(province, form)
    ha = province.seat("ha")
    made = actions.put_question(
        form_id=form.pk,
        question=Question("", Kind.TEXT, "Kiến nghị"),
        by=ha,
        at=province.at,
    )
    assert (made.number, made.questions[-1]["key"]) == (2, "q11")
    again = actions.drop_question(form_id=form.pk, key="q11", by=ha, at=province.at)
    assert again.number == 2, "nobody was asked version 2"
    actions.put_question(
        form_id=form.pk,
        question=Question("", Kind.TEXT, "Khác"),
        by=ha,
        at=province.at,
    )
    found.refresh_from_db()
    assert found.version.number == 1
    assert len(found.version.questions) == 10
    hand_in(province, return_of(found, province.commune), province.seat("phuc"))
    for change in (
        lambda: FormVersion.objects.filter(pk=found.version_id).update(questions=[]),
        lambda: Submission.objects.update(answers={}),
        lambda: ReportReturn.objects.update(given_agency=province.committee),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(Refused, match="còn được tính trong"):
        actions.drop_question(form_id=form.pk, key="q2", by=ha, at=province.at)


def test_the_period_before_is_copied_and_held_against(province: Province) -> None:
    form = make_form(province)
    then = send(province, form, back=1, due_on=province.today)
    phuc = province.seat("phuc")
    hand_in(province, return_of(then, province.commune), phuc, q6="Như cũ")
    now = send(province, form)
    report = return_of(now, province.commune)
    saved = fill(province, report, phuc, q1="40", q2="30", q3="10")
    assert (
        actions.copy_last(
            return_id=report.pk, seen=saved.revision, by=phuc, at=province.at
        )
        == 1
    ), "only what was empty"
    report.refresh_from_db()
    assert (report.answers["q1"], report.answers["q6"]) == ("40", "Như cũ")
    given: dict[str, Any] = {"return_id": report.pk, "seen": 2, "by": phuc}
    with pytest.raises(Refused, match="cần giải trình"):
        actions.submit(at=province.at, **given)
    made = actions.submit(at=province.at, text="Được cấp thêm máy.", **given)
    assert made.warnings == ["Tổng số máy tính: Kỳ trước là 12: lệch quá 50 %."]
    table = queries.merged_round(now)
    assert (table.lines[0].total, table.lines[0].before) == (Decimal(40), Decimal(12))
    assert table.lines[0].moved == Decimal(28)


def test_a_round_begins_by_itself_once(province: Province) -> None:
    """On its day, by the job; run again, or late, it is there once."""
    form = make_form(province, begins_itself=True, rhythm=Rhythm.MONTH, lead_days=10)
    period = report_period(Rhythm.MONTH, province.today).moved(1)
    days, by = queries.days_for(form, period)
    assert "09/2019/NĐ-CP" in by
    assert "chưa xác minh" in by
    assert days.closes_on.day == 14
    day = max(days.begins_on, period.start)
    at = datetime.combine(day, time(8), VIETNAM)
    assert actions.begin_rounds(at=at) >= 1
    assert actions.begin_rounds(at=at + timedelta(hours=1)) == 0
    found = ReportRound.objects.get(period_start=period.start)
    assert found.due_on == days.due_on
    assert found.returns.count() == 1
    withdrawn = actions.withdraw_round(
        round_id=found.pk, reason="Gửi nhầm.", by=province.seat("ha"), at=at
    )
    assert withdrawn.withdrawn_at is not None
    assert actions.begin_rounds(at=at + timedelta(hours=2)) == 0, "it was withdrawn"


def test_people_are_reminded_once_a_step(province: Province) -> None:
    found = send(province, make_form(province), due_on=province.today)
    sent = ReportRound.objects.filter(pk=found.pk)
    sent.update(sent_at=province.at - timedelta(days=40))
    day = calendar().next_working_day(province.today)
    at = datetime.combine(day, time(9), VIETNAM)
    taken = actions.remind_of_reports(at=at)
    assert taken == 1
    assert actions.remind_of_reports(at=at + timedelta(minutes=10)) == 0
    assert Notice.objects.filter(kind__in=["reporting.due", "reporting.late"]).exists()


def test_an_open_report_goes_to_the_heir_an_accepted_one_stays(
    province: Province,
) -> None:
    """Yến Dương ends today; a new commune begins, and answers for it."""
    form = make_form(province, kinds=(), bodies=(province.commune.pk,))
    then = send(province, form, back=1, due_on=province.today)
    now = send(province, form)
    phuc = province.seat("phuc")
    done = hand_in(province, return_of(then, province.commune), phuc)
    actions.accept(return_id=done.pk, by=province.seat("ha"), at=province.at)
    fill(province, return_of(now, province.commune), phuc)

    heir = make_commune(province, province.today, province.at, prefix="moi-")
    merge(province, heir, province.today, province.at)

    report = return_of(now, province.commune)
    assert report.agency_id == heir.agency.pk
    assert report.answers["q1"] == "12", "what was typed is still there"
    done.refresh_from_db()
    assert done.agency_id == province.commune.pk, "as it was"
    assert queries.merged_round(then).lines[0].total == Decimal(12)
    (line,) = queries.round_page(now, on=province.today).lines
    assert (line.report.name, line.by) == (
        "Ủy ban nhân dân xã Yến Dương",
        "Ủy ban nhân dân xã Cổ Linh",
    )
    toan = heir.seat(province, "moi-toan", province.today)
    actions.submit(return_id=report.pk, seen=1, by=toan, at=province.at)
    assert [b.id for b in queries.recipients_of(form, province.today)] == [
        heir.agency.pk
    ]


def test_as_few_statements_for_many_as_for_few(province: Province) -> None:
    """300 bodies, 40 answers each."""
    base = report_period(Rhythm.QUARTER, province.today)
    form = actions.make_form(
        data=form_data(),
        questions=[Question(f"q{n}", Kind.NUMBER, f"Số {n}") for n in range(1, 41)],
        by=province.seat("ha"),
        at=province.at,
    )
    few = _send_counted(province, form, base.moved(-1).start)
    found = ReportRound.objects.select_related("form", "version").get()
    rows = [
        ReportReturn(
            round=found,
            agency=province.commune,
            given_agency=agency,
            name=f"xã {n}",
            state=ReturnState.SUBMITTED,
            handed_in_on=province.today,
        )
        for n, agency in enumerate(_agencies(province, 300))
    ]
    ReportReturn.objects.bulk_create(rows)
    answers = {f"q{n}": f"{n}" for n in range(1, 41)}
    Submission.objects.bulk_create(
        Submission(
            report=row,
            number=1,
            answers=answers,
            digest="0" * 64,
            at=province.at,
            handed_in_by="A",
            handed_in_by_post="B",
            post_id=row.pk,
        )
        for row in rows
    )
    with CaptureQueriesContext(connection) as merged:
        table = queries.merged_round(found)
    assert (table.handed_in, table.asked) == (300, 301)
    assert table.lines[39].total == Decimal(40 * 300)
    assert len(merged) == 2
    many = _send_counted(province, form, base.start)
    assert many == few
    assert ReportRound.objects.order_by("-period_start")[0].returns.count() == 301


def _send_counted(people: Province, form: ReportForm, start: date) -> int:
    with CaptureQueriesContext(connection) as sent:
        actions.send_round(
            form_id=form.pk,
            period_start=start,
            by=people.seat("ha"),
            due_on=people.today,
            at=people.at,
        )
    return len(sent)


def _agencies(people: Province, count: int) -> list[Agency]:
    """Bodies without people, written at once."""
    like = AgencyVersion.objects.get(agency=people.commune)
    bodies = []
    versions = []
    for n in range(count):
        agency = Agency.objects.get(pk=people.commune.pk)
        agency.pk = None
        agency._state.adding = True
        agency.id = Agency._meta.get_field("id").get_default()
        bodies.append(agency)
        name = f"Ủy ban nhân dân xã số {n}"
        versions.append(
            AgencyVersion(
                agency=agency,
                name=name,
                folded_name=fold(name),
                short_name=name,
                issuer_symbol="UBND",
                place=f"xã {n}",
                parent=like.parent,
                valid_from=like.valid_from,
            )
        )
    Agency.objects.bulk_create(bodies)
    AgencyVersion.objects.bulk_create(versions)
    return bodies


def test_what_is_typed_after_handing_in_is_told_not_lost(province: Province) -> None:
    report = return_of(send(province, make_form(province)), province.commune)
    hand_in(province, report, province.seat("phuc"))
    page = reverse("reporting:return", args=[report.pk])
    late = province.client("tu").post(page, {"seen": "1", "q6": "Viết muộn"})
    assert late.status_code == 422
    shown = late.content.decode()
    assert "đang ở tình trạng “đã nộp”" in shown
    assert "Viết muộn" in shown
    report.refresh_from_db()
    assert "q6" not in report.answers


def test_evidence_is_what_its_writer_may_read(province: Province) -> None:
    """A line of one's own register; another agency's is left out without a word."""
    own = paper(province, who="tu", symbol="7/BB-UBND")
    theirs = paper(province, symbol="8/BB-UBND")
    report = return_of(send(province, make_form(province)), province.commune)
    page = reverse("reporting:return", args=[report.pk])
    tu = province.client("tu")
    assert f'value="incoming:{own.pk}"' in tu.get(page).content.decode()
    pointed = [f"incoming:{own.pk}", f"incoming:{theirs.pk}", "incoming:x", "gì đó"]
    assert tu.post(page, {"seen": "0", "q10": pointed}).status_code == 302
    report.refresh_from_db()
    (kept,) = report.answers["q10"]
    assert (kept["kind"], kept["id"]) == ("incoming", str(own.pk))
    assert kept["label"].startswith("7/BB-UBND")
    hand_in(province, report, province.seat("phuc"))
    read = province.client("ha").get(page).content.decode()
    assert "7/BB-UBND" in read, "what it was called, for who may not open it"


def test_a_form_serves_a_recurring_duty_its_maker_sees(province: Province) -> None:
    duty = give(province, recurs="P6M", title="Định kỳ sáu tháng báo cáo máy tính")
    theirs = give(province, province.commune_office.id, who="phuc", recurs="P6M")
    ha = province.client("ha")
    made = ha.get(reverse("reporting:new-form")).content.decode()
    assert duty.title in made
    assert str(theirs.pk) not in made
    form = make_form(province, rhythm=Rhythm.HALF, duty_id=duty.pk)
    shown = ha.get(reverse("reporting:form", args=[form.pk])).content.decode()
    assert reverse("duties:duty", args=[duty.pk]) in shown
    with pytest.raises(Refused, match="Không tìm thấy nhiệm vụ này"):
        make_form(province, duty_id=theirs.pk)


def test_a_state_secret_is_refused(province: Province) -> None:
    report = return_of(send(province, make_form(province)), province.commune)
    with pytest.raises(SecretRefused):
        fill(province, report, province.seat("tu"), q6="TỐI MẬT\nSố liệu quân sự")
    report.refresh_from_db()
    assert report.answers == {}


def test_all_that_is_wrong_with_a_form_is_said_at_once(province: Province) -> None:
    with pytest.raises(Refused) as caught:
        actions.make_form(
            data=form_data(
                name=" ",
                basis="",
                rhythm=Rhythm.ONCE,
                begins_itself=True,
                due_days=99,
                closing_day=32,
                kinds=(),
            ),
            by=province.seat("ha"),
            at=province.at,
        )
    said = str(caught.value)
    for words in (
        "Ghi tên biểu mẫu.",
        "Ghi căn cứ",
        "Báo cáo một lần không tự lặp lại.",
        "Từ 0 đến 60 ngày làm việc.",
        "Ngày chốt số liệu từ 1 đến 31.",
        "Chọn ít nhất một nơi phải báo cáo.",
    ):
        assert words in said
    form = make_form(province)
    with pytest.raises(Refused, match="quá xa hôm nay"):
        send(province, form, back=9)
    send(province, form)
    with pytest.raises(Refused, match="đã gửi rồi"):
        send(province, form)
    with pytest.raises(Refused, match="Hạn nộp đã qua"):
        send(province, form, back=1, due_on=province.today - timedelta(days=1))
