"""Quân opens a survey, Phúc answers for the commune, Hà composes the report."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from congvu.audit.models import AuditEvent
from congvu.law.queries import calendar
from congvu.lib.refusals import Refused
from congvu.notices.models import Notice
from congvu.outgoing.formats.compose_docx import compose_docx
from congvu.outgoing.formats.compose_pdf import compose_pdf
from congvu.outgoing.rules.paper_json import from_json
from congvu.surveys.actions import (
    CriterionData,
    PriceData,
    close_survey,
    remind_of_sheets,
    set_criterion,
    set_price,
)
from congvu.surveys.models import (
    SheetEvent,
    Survey,
    SurveyCriterion,
    SurveyPrice,
    SurveyReport,
    SurveySheet,
)
from congvu.surveys.queries import criteria_on, machines_behind, measured, result
from congvu.surveys.rules import SheetState
from tests.documents import reforms
from tests.outgoing.pdf_reading import read_pdf
from tests.people import Province
from tests.surveys.stories import (
    begun,
    commune_machines,
    commune_network,
    handed_in,
    many_agencies,
    sent,
    sheet_of,
)

pytestmark = pytest.mark.usefixtures("law")


def page(client: Client, name: str, *args: object, **asked: str) -> str:
    return client.get(reverse(f"surveys:{name}", args=args), asked).content.decode()


def priced(people: Province) -> None:
    for item, price in (("replace", 15_000_000), ("backup", 40_000_000)):
        data = PriceData(price, people.today, "Báo giá 12/BG")
        set_price(item=item, data=data, by=people.seat("quan"), at=people.at)


def test_what_records_say_is_counted_by_hand(province: Province) -> None:
    commune_machines(province)
    commune_network(province)

    both = [province.commune.pk, province.committee.pk]
    told = measured(both, province.today)

    assert told[province.commune.pk] == {
        "officials": 2,
        "machines": 4,
        "inventoried": 3,
        "old": 2,
        "unsupported": 2,
        "both": 1,
        "age_unknown": 1,
        "system_unknown": 1,
        "servers": 1,
        "lan": 1,
        "link": 1,
        "mbps": 20,
        "backup": None,
    }
    committee = told[province.committee.pk]
    assert committee["officials"] == 7, "Sơn left"
    assert "machines" not in committee, "nobody has looked there"


def test_from_an_order_to_a_report_that_says_what_the_pages_say(
    province: Province,
) -> None:
    commune_machines(province)
    commune_network(province)
    priced(province)
    quan, phuc, ha = (province.client(who) for who in ("quan", "phuc", "ha"))
    form = {
        "name": "Rà soát hạ tầng 2026",
        "basis": "Chỉ thị 15/2009/CT-UBND",
        "due_on": f"{province.today + timedelta(days=10):%d/%m/%Y}",
    }
    assert quan.post(reverse("surveys:begin"), form).status_code == 302
    survey = Survey.objects.get()
    sheet = sheet_of(survey, province.commune)
    assert "Rà soát hạ tầng 2026" in phuc.get(reverse("home:work")).content.decode()

    shown = page(phuc, "sheet", sheet.pk)
    assert 'name="machines" value="4"' in shown.replace('maxlength="40" ', "")
    assert "1 máy chưa rõ tuổi" in shown
    assert "không đo được" in shown
    why = "Máy chủ đã ngừng dùng"
    assert sent(province, "phuc", sheet, servers_reason=why).status_code == 302

    overview = page(quan, "survey", survey.pk)
    there = "1/2 đơn vị; còn thiếu: Ủy ban nhân dân tỉnh Bắc Kạn"
    assert there in overview
    found = result(survey, province.today)
    (line,) = found.answered
    assert line.answered is not None
    assert line.differing == 1
    # 25 + 8.33 + 0 + 0 + 10 + 15 + 2 + 0 of 100
    assert f"{float(line.answered.score.total):.2f}" == "60.33"
    assert "60,3" in overview
    wanted = page(quan, "upgrades", survey.pk)
    # two old machines and a backup; the others have no price
    assert "Dự toán 70.000.000 đồng" in wanted
    assert [(u.rank, u.item.key) for u in found.upgrades] == [
        (1, "system"),
        (2, "replace"),
        (2, "backup"),
        (4, "bandwidth"),
        (5, "agent"),
    ]
    explained = page(phuc, "sheet", sheet.pk)
    assert why in explained
    assert "8,3/10" in explained.replace(".", ",")

    signer = province.cast["dung"].post
    assert signer is not None
    composed = ha.post(
        reverse("surveys:compose", args=[survey.pk]), {"signer": str(signer.pk)}
    )
    assert composed.status_code == 302, composed.content.decode()
    _is_what_the_pages_say(SurveyReport.objects.get(), there)
    again = ha.post(
        reverse("surveys:compose", args=[survey.pk]), {"signer": str(signer.pk)}
    )
    assert "từ đúng số liệu này" in again.content.decode()
    assert _exported(quan, survey)[1] == [there]
    assert AuditEvent.objects.filter(event="surveys.composed").count() == 1


def _is_what_the_pages_say(report: SurveyReport, there: str) -> None:
    version = report.draft.versions.get()
    paper = from_json(version.body)
    assert (paper.type_code, len(paper.appendices)) == ("BC", 3)
    assert compose_docx(paper) == compose_docx(paper)
    text = " ".join(read_pdf(compose_pdf(paper).pdf).text.split())
    for said in (there, "70.000.000", "60,3", "Chỉ thị 15/2009/CT-UBND", "chưa nộp"):
        assert said in text, said


def _exported(client: Client, survey: Survey) -> list[list[str]]:
    answer: Any = client.get(reverse("surveys:export", args=[survey.pk, "csv"]))
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_all_faults_at_once_and_nothing_is_lost(province: Province) -> None:
    commune_machines(province)
    sheet = sheet_of(begun(province), province.commune)

    answer = sent(
        province,
        "phuc",
        sheet,
        machines="bốn",
        officials="-2",
        inventoried="9",
        backup="",
    )

    assert answer.status_code == 422
    said = answer.content.decode()
    for words in ("Ghi một số nguyên, như 12.", "Ghi một số từ 1", "Chưa chọn."):
        assert words in said
    assert 'value="bốn"' in said
    sheet.refresh_from_db()
    assert (sheet.state, sheet.answers) == (SheetState.WAITING, {})
    kept = sent(province, "phuc", sheet, machines="bốn", do="save")
    assert kept.status_code == 302, "a draft may be wrong"
    assert 'value="bốn"' in page(province.client("phuc"), "sheet", sheet.pk)


def test_of_two_at_once_the_second_is_told_and_may_keep_theirs(
    province: Province,
) -> None:
    sheet = sheet_of(begun(province), province.commune)
    sent(province, "phuc", sheet, machines="4", do="save")

    second = sent(province, "quan", sheet, machines="5", do="save")

    said = second.content.decode()
    assert second.status_code == 422
    assert "Đặng Văn Phúc vừa ghi số khác" in said
    assert "Đã ghi “4”." in said
    assert 'name="seen" value="1"' in said
    again = sent(province, "quan", sheet, machines="5", do="save", seen="1")
    assert again.status_code == 302
    sheet.refresh_from_db()
    assert (sheet.answers["machines"], sheet.revision) == (["5", ""], 2)


def test_late_is_taken_and_said_and_what_is_closed_is_not(province: Province) -> None:
    survey = begun(province, due_on=province.today)
    sheet = sheet_of(survey, province.commune)
    due = province.today - timedelta(days=3)
    Survey.objects.update(begun_on=due, due_on=due)
    SurveySheet.objects.update(due_on=due)
    commune_machines(province)

    why = {"servers_reason": "hỏng", **{f"{k}_reason": "x" for k in ("lan", "mbps")}}
    answer = sent(province, "phuc", sheet, **why)

    assert answer.status_code == 302
    assert "nộp muộn" in page(province.client("quan"), "survey", survey.pk)
    event = AuditEvent.objects.get(event="surveys.handed-in")
    assert event.data["late"] == 3
    back = reverse("surveys:return-sheet", args=[sheet.pk])
    province.client("dung").post(back, {"reason": "Thiếu máy của trạm y tế"})
    sheet.refresh_from_db()
    assert sheet.state == SheetState.RETURNED
    assert result(survey, province.today).answered == []
    close_survey(survey_id=survey.pk, by=province.seat("quan"), at=province.at)
    refused = sent(province, "phuc", sheet, seen="1", **why).content.decode()
    assert "Đợt rà soát đã kết thúc." in refused


def test_who_is_missing_is_urged_once_a_day_extended_and_reminded_once(
    province: Province,
) -> None:
    survey = begun(province)
    handed_in(province, sheet_of(survey, province.committee))
    quan = province.client("quan")
    urge = reverse("surveys:urge", args=[survey.pk])

    assert quan.post(urge, {"text": "Gấp"}).status_code == 302
    assert "Không còn ai để đôn đốc" in quan.post(urge, {}).content.decode()
    phuc = province.cast["phuc"].post
    assert phuc is not None
    kinds = Notice.objects.filter(desk_id=phuc.pk).values_list("kind", flat=True)
    assert sorted(kinds) == ["surveys.asked", "surveys.urged"]
    extend = reverse("surveys:extend", args=[survey.pk])
    early = quan.post(extend, {"due_on": f"{survey.due_on:%d/%m/%Y}", "reason": ""})
    for words in ("Hạn mới phải sau hạn cũ.", "Chưa ghi lý do."):
        assert words in early.content.decode()
    later = calendar().add_working_days(province.today, 15)
    quan.post(extend, {"due_on": f"{later:%d/%m/%Y}", "reason": "Mất điện"})
    assert sheet_of(survey, province.commune).due_on == later
    assert sheet_of(survey, province.committee).due_on == survey.due_on
    when = province.at.replace(hour=9) + (later - province.today)
    assert remind_of_sheets(at=when) == 1
    assert remind_of_sheets(at=when) == 0


def test_the_heir_answers_once_for_all_it_has(province: Province) -> None:
    """Yến Dương, which had handed in, ends in a new commune; its sheet is opened again
    there. Of a survey that was closed nothing changes.
    """
    closed = begun(province, name="Đợt trước")
    before = handed_in(province, sheet_of(closed, province.commune))
    close_survey(survey_id=closed.pk, by=province.seat("quan"), at=province.at)
    old = handed_in(province, sheet_of(begun(province), province.commune))
    new = reforms.make_commune(province, province.today, province.at)

    reforms.merge(province, new, province.today, province.at)

    before.refresh_from_db()
    assert (before.agency_id, before.state) == (province.commune.pk, "handed-in")
    old.refresh_from_db()
    assert (old.agency_id, old.state) == (new.agency.pk, SheetState.RETURNED)
    toan = province.seat_of(new.cast["toan"].post)
    assert toan.agency_id == old.agency_id
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        SheetEvent.objects.update(text="khác")


def test_where_the_heir_was_asked_too_its_own_sheet_answers_for_both(
    province: Province,
) -> None:
    new = reforms.make_commune(province, province.today, province.at)
    survey = begun(province)
    handed_in(province, sheet_of(survey, new.agency))

    reforms.merge(province, new, province.today, province.at)

    old, heirs = sheet_of(survey, province.commune), sheet_of(survey, new.agency)
    assert (old.state, old.merged_into_id) == (SheetState.MERGED, heirs.pk)
    assert heirs.state == SheetState.RETURNED
    assert len(result(survey, province.today).lines) == 2


def test_criteria_and_prices_hold_from_their_day_on(province: Province) -> None:
    """A survey that began before is judged as before."""
    survey, quan = begun(province), province.seat("quan")
    tomorrow = province.today + timedelta(days=1)

    def put(weight: int, day: Any, **given: Any) -> SurveyCriterion:
        data = {"weight": weight, "zero": 0, "full": 100, "basis": "QĐ 7", **given}
        made = CriterionData(valid_from=day, **data)
        return set_criterion(key="backup", data=made, by=quan, at=province.at)

    assert not criteria_on(province.today)[-1].is_own
    put(40, tomorrow)
    put(50, tomorrow)
    put(60, tomorrow + timedelta(days=1))
    weights = [
        criteria_on(province.today + timedelta(days=n))[-1].weight for n in range(3)
    ]
    assert weights == [10, 50, 60]
    assert result(survey, tomorrow).criteria[-1].weight == 10
    for given, words in (
        ({"zero": 100}, "phải khác nhau"),
        ({"basis": " "}, "Chưa ghi lý do."),
        ({"years": 5}, "Chỉ tiêu chí tuổi máy"),
    ):
        with pytest.raises(Refused, match=words):
            put(10, tomorrow, **given)
    with pytest.raises(Refused, match="đã qua"):
        put(10, province.today - timedelta(days=1))


def test_machines_are_old_by_the_criteria_of_the_day_it_began(
    province: Province,
) -> None:
    """From tomorrow on only what is seven years old is; Phúc, who hands in then, still
    has two old machines, on the page, by the API and beside what is declared.
    """
    commune_machines(province)
    survey, quan = begun(province), province.seat("quan")
    sheet, tomorrow = sheet_of(survey, province.commune), timedelta(days=1)
    later = province.today + tomorrow
    age = CriterionData(
        weight=10, zero=100, full=0, years=7, valid_from=later, basis="QĐ 8"
    )
    set_criterion(key="old", data=age, by=quan, at=province.at)
    own = province.commune.pk
    assert measured([own], later)[own]["old"] == 1
    assert measured([own], later, ruled_on=survey.begun_on)[own]["old"] == 2
    behind = machines_behind(own, later, ruled_on=survey.begun_on)
    assert [one.name for one in behind] == ["A", "B", "C"]

    Survey.objects.update(begun_on=province.today - tomorrow)
    SurveyCriterion.objects.update(valid_from=province.today)
    assert measured([own], province.today)[own]["old"] == 1
    phuc = province.client("phuc")
    shown = page(phuc, "sheet", sheet.pk).replace('maxlength="40" ', "")
    assert 'name="old" value="2"' in shown
    assert "<li>B <small>" in shown
    told = phuc.get(f"/api/v1/survey-sheets/{sheet.pk}").json()
    assert {one["key"]: one["measured"] for one in told["lines"]}["old"] == 2
    assert handed_in(province, sheet).measured["old"] == 2


def test_a_sheet_of_a_closed_survey_costs_what_it_did_that_day(
    province: Province,
) -> None:
    commune_machines(province)
    priced(province)
    survey = begun(province)
    sheet = handed_in(province, sheet_of(survey, province.commune))
    close_survey(survey_id=survey.pk, by=province.seat("quan"), at=province.at)
    closed = Survey.objects.get()
    Survey.objects.update(closed_at=closed.closed_at - timedelta(days=3))
    SurveyPrice.objects.update(valid_from=province.today - timedelta(days=9))
    before = page(province.client("phuc"), "sheet", sheet.pk)
    assert "70.000.000" in before

    data = PriceData(99_000_000, province.today, "Báo giá 13/BG")
    set_price(item="replace", data=data, by=province.seat("quan"), at=province.at)

    assert "70.000.000" in page(province.client("phuc"), "sheet", sheet.pk)


def test_of_a_day_a_survey_began_or_closed_nothing_is_set_anew(
    province: Province,
) -> None:
    """Neither its criteria nor the prices of its closing change under it."""
    quan, at, today = province.seat("quan"), province.at, province.today
    judged = CriterionData(weight=40, zero=0, full=100, valid_from=today, basis="QĐ 7")
    priced_at = PriceData(price=12_000_000, valid_from=today, source="báo giá")

    set_criterion(key="backup", data=judged, by=quan, at=at)
    survey = begun(province)
    with pytest.raises(Refused, match="đã mở một đợt rà soát"):
        set_criterion(key="backup", data=replace(judged, weight=50), by=quan, at=at)
    assert criteria_on(today)[-1].weight == 40
    set_price(item="machine", data=priced_at, by=quan, at=at)
    close_survey(survey_id=survey.pk, by=quan, at=at)
    with pytest.raises(Refused, match="đã kết thúc một đợt rà soát"):
        set_price(item="machine", data=replace(priced_at, price=1), by=quan, at=at)
    tomorrow = today + timedelta(days=1)
    later = replace(judged, valid_from=tomorrow)
    set_criterion(key="backup", data=later, by=quan, at=at)
    set_price(
        item="machine", data=replace(priced_at, valid_from=tomorrow), by=quan, at=at
    )


def test_an_overview_asks_as_much_for_150_agencies_as_for_two(
    province: Province,
) -> None:
    priced(province)
    quan = province.client("quan")

    def asked(survey: Survey) -> int:
        for one in survey.sheets.all()[:30]:
            handed_in(province, one)
        names = ("survey", "upgrades", "missing")
        for name in names:
            page(quan, name, survey.pk)
        with CaptureQueriesContext(
            connection,
        ) as few:
            for name in names:
                page(quan, name, survey.pk)
        return len(few)

    few = asked(begun(province))
    many_agencies(148, province.today - timedelta(days=30))

    wide = begun(province, name="Cả tỉnh")

    assert wide.sheets.count() == 150
    assert asked(wide) == few
