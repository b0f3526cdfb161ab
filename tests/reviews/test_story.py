"""Hà composes the report of the quarter, edits it, and Dũng signs it the normal way."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from django.urls import reverse

from congvu.audit.models import AuditEvent
from congvu.duties.access import reach_of
from congvu.duties.queries import ScoreAsked, scorecard
from congvu.duties.rules import DutyState
from congvu.indicators.actions import report_figure, set_target
from congvu.indicators.queries import indicators_known
from congvu.indicators.rules import PeriodKind, period_of
from congvu.outgoing.actions import (
    SentTo,
    approve,
    check_content,
    check_form,
    give_number,
    issue_draft,
    note_pen_signature,
    send_draft,
)
from congvu.outgoing.formats.compose_docx import compose_docx
from congvu.outgoing.formats.compose_pdf import compose_pdf
from congvu.outgoing.queries import form_of
from congvu.outgoing.rules import text_of
from congvu.outgoing.rules.paper_json import from_json
from congvu.reviews.access import get_review_for
from congvu.reviews.models import Composing, Review
from congvu.reviews.queries.figures import indicator_facts
from congvu.reviews.rules import SpanKind, spans_to_offer
from tests.outgoing.pdf_reading import read_pdf
from tests.people import Province
from tests.reviews.stories import (
    Quarter,
    a_quarter,
    body,
    compose,
    finished,
    last_quarter,
    morning,
    ordered,
    word_file,
)

pytestmark = pytest.mark.usefixtures("law")


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def replayed(people: Province, quarter: Quarter) -> Any:
    asked = ScoreAsked(quarter.closing)
    return scorecard(reach_of(people.seat("dung")), asked, today=people.today)


def test_the_report_says_what_the_scorecard_of_that_evening_says(
    province: Province,
) -> None:
    quarter = a_quarter(province)
    # Accepted after the close: the evening's record did not know of it.
    late = ordered(province, quarter.day(1), quarter.day(20), province.commune.id)
    finished(late[0], quarter.day(15), recorded=quarter.closing + timedelta(days=3))

    review = compose(province, quarter)

    told = replayed(province, quarter).whole
    said = text_of(body(review)["body"])
    assert f"có {told.total} nhiệm vụ thuộc phạm vi báo cáo" in said
    in_time = told.counts[DutyState.DONE_IN_TIME]
    assert f"({in_time}/{told.due})" in said
    assert "Có 2 nhiệm vụ quá hạn của 1 cơ quan, đơn vị" in said
    assert "So với quý trước (1 nhiệm vụ" in said
    document = word_file(province, review)
    states, bodies = (
        next(t for t in map(cells, document.tables) if t[0][0] == head)
        for head in ("Trạng thái", "TT")
    )
    assert sum(int(row[1]) for row in states[1:-1]) == int(states[-1][1]) == told.total
    sums = [sum(int(row[n]) for row in bodies[1:-1]) for n in range(2, 11)]
    assert sums == [int(cell) for cell in bodies[-1][2:11]]
    assert sums[-1] == told.total


def test_one_paper_with_charts_and_annexes_in_the_lawful_form(
    province: Province,
) -> None:
    review = compose(province, a_quarter(province))

    paper = from_json(body(review))
    assert (paper.type_code, len(paper.appendices)) == ("BC", 3)
    assert all(appendix.landscape for appendix in paper.appendices)
    charts = [block for block in paper.body if block.kind == "chart"]
    assert len(charts) >= 2
    departures = form_of(body(review)).departures
    assert [one.found for one in departures] == []
    made = compose_pdf(paper).pdf
    assert made == compose_pdf(paper).pdf
    assert compose_docx(paper) == compose_docx(paper)
    pages = read_pdf(made)
    assert pages.sizes[-1][0] > pages.sizes[-1][1]
    assert "Lập hộp thư công vụ" in pages.text
    assert len(word_file(province, review).inline_shapes) == len(charts)


def test_the_draft_keeps_where_its_numbers_come_from(province: Province) -> None:
    quarter = a_quarter(province)
    review = compose(province, quarter)
    ha = province.client("ha")

    shown = ha.get(reverse("reviews:review", args=[review.id])).content.decode()

    day = f"ngay={quarter.closing:%d}%2F{quarter.closing:%m}%2F{quarter.closing:%Y}"
    assert f"{reverse('duties:scorecard')}?{day}" in shown
    made = review.composings.get()
    assert made.digest[:12] in shown
    draft = ha.get(reverse("outgoing:draft", args=[review.draft_id])).content.decode()
    assert reverse("reviews:review", args=[review.id]) in draft
    event = AuditEvent.objects.get(event="reviews.composed")
    assert event.data["digest"] == made.digest
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Composing.objects.update(digest="0" * 64)


def write(people: Province, review: Review, change: tuple[str, str]) -> None:
    """Hà writes on in the page's own form."""
    ha, page = people.client("ha"), reverse("outgoing:write", args=[review.draft_id])
    form = ha.get(page).context["form"]
    sent = {k: v for k, v in form.initial.items() if v is not None}
    sent["body"] = sent["body"].replace(*change)
    assert ha.post(page, sent).status_code == 302


def test_composed_again_her_words_stay_and_the_numbers_are_new(
    province: Province,
) -> None:
    quarter = a_quarter(province)
    early = quarter.day(48)
    review = compose(province, quarter, closing=f"{early:%d/%m/%Y}")
    assert "Kỳ báo cáo kết thúc" in text_of(body(review)["body"])
    write(province, review, ("V. Đề xuất, kiến nghị", "V. Đề xuất, kiến nghị\nXin xe."))
    ha, page = province.client("ha"), reverse("reviews:compose-again", args=[review.id])

    same = ha.post(page, {"closing": f"{early:%d/%m/%Y}"})
    assert "Số liệu không đổi" in same.content.decode()
    answer = ha.post(page, {"closing": f"{quarter.closing:%d/%m/%Y}"}, follow=True)

    assert "Giữ nguyên 1 phần người đã sửa" in answer.content.decode()
    said = text_of(body(review)["body"])
    assert "Xin xe." in said
    assert "Lập hộp thư công vụ" in said  # late by now
    assert "Kỳ báo cáo kết thúc" not in said
    review.draft.refresh_from_db()
    assert review.draft.version == 3
    newest = review.composings.order_by("-version")[0]
    assert newest.kept == ["Đề xuất, kiến nghị"]
    assert "Soạn lại từ số liệu" in review.draft.versions.get(number=3).remark
    shown = ha.get(reverse("reviews:review", args=[review.id])).content.decode()
    assert "“Đề xuất, kiến nghị”" in shown


def test_it_is_checked_signed_numbered_and_issued_like_any_draft(
    province: Province,
) -> None:
    review = compose(province, a_quarter(province))
    given: dict[str, Any] = {"draft_id": review.draft_id, "at": province.at}

    send_draft(by=province.seat("ha"), **given)
    check_content(by=province.seat("ha"), **given)
    check_form(by=province.seat("lan"), **given)
    approve(by=province.seat("dung"), **given)
    note_pen_signature(by=province.seat("lan"), **given)
    give_number(by=province.seat("lan"), **given)
    sent_to = [SentTo(province.commune.id)]
    issue_draft(sent_to=sent_to, by=province.seat("lan"), **given)

    review.draft.refresh_from_db()
    assert review.draft.state == "issued"
    assert review.draft.entry is not None
    page = province.client("ha").get(reverse("reviews:review", args=[review.id]))
    assert "Đã phát hành" in page.content.decode()
    assert "Soạn lại" not in page.content.decode()
    assert re.search(r"\d+/BC-UBND|/BC-", review.draft.entry.symbol)


def test_a_second_report_of_the_same_quarter_is_refused(province: Province) -> None:
    quarter = a_quarter(province)
    review = compose(province, quarter)
    ha, post = province.client("ha"), province.cast["dung"].post
    assert post is not None
    sent = {"span": quarter.span.code, "signer": str(post.id)}

    answer = ha.post(reverse("reviews:compose"), sent)

    assert answer.status_code == 422
    assert "Đã có báo cáo của kỳ này" in answer.content.decode()
    assert Review.objects.get() == review


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"span": "2026-Q9"}, "Mục đã chọn không còn trong danh sách."),
        ({"span": ""}, "Chọn kỳ báo cáo."),
        ({"closing": "31/02/2026"}, "Ngày chưa đúng."),
        ({"closing": "01/01/1999"}, "Ngày chốt số liệu phải nằm trong kỳ"),
        ({"signer": ""}, "Chọn người ký đang giữ chức vụ."),
        ({"paper": "00000000-0000-0000-0000-000000000001"}, "Mục đã chọn không còn"),
    ],
)
def test_bad_input_is_named_and_nothing_typed_is_lost(
    province: Province, change: dict[str, str], words: str
) -> None:
    quarter = a_quarter(province)
    post = province.cast["dung"].post
    assert post is not None
    sent = {"span": quarter.span.code, "signer": str(post.id)}
    sent |= {"signing_basis": "Quy chế điều 5"} | change

    answer = province.client("ha").post(reverse("reviews:compose"), sent)

    assert answer.status_code == 422
    shown = answer.content.decode()
    assert words in shown
    assert "Quy chế điều 5" in shown
    assert not Review.objects.exists()


def test_without_duties_it_says_so_and_draws_nothing(province: Province) -> None:
    review = compose(province, last_quarter(province))

    paper = from_json(body(review))
    said = text_of(body(review)["body"])
    assert "không có nhiệm vụ nào thuộc phạm vi báo cáo" in said
    assert "II. Kết quả theo cơ quan" not in said
    assert not [b for b in paper.body if b.kind == "chart" and "Nhiệm vụ" in b.text]
    assert all("Chỉ tiêu" in appendix.title for appendix in paper.appendices)


def test_beside_the_provinces_figure_stands_nothing_one_body_said(
    province: Province,
) -> None:
    """What the committee reported of itself is no figure of all."""
    month = period_of(PeriodKind.MONTH, last_quarter(province).closing)
    known = next(one for one in indicators_known() if one.period == PeriodKind.MONTH)
    given: dict[str, Any] = {
        "code": known.code,
        "value": Decimal(7),
        "body_id": province.committee.id,
        "by": province.seat("dung").actor,
        "at": province.at,
    }
    report_figure(period_start=month.start, evidence="Sổ tay.", **given)
    set_target(valid_from=month.start, source="Kế hoạch của Văn phòng.", **given)
    asked: dict[str, Any] = {"closing": month.last, "on": province.today}
    span = last_quarter(province).span

    def fact(*, everybody: bool) -> tuple[Decimal | None, Decimal | None]:
        body = province.committee.id
        rows = indicator_facts(body, span, everybody=everybody, **asked)
        one = next(row for row in rows if row.name == known.name)
        return one.reported, one.target

    assert fact(everybody=False)[0] == Decimal(7)
    reported, target = fact(everybody=True)
    assert reported is None
    assert target != Decimal(7)


def test_who_does_not_see_every_duty_composes_none(province: Province) -> None:
    review = compose(province, a_quarter(province))

    for who, status in (("minh", 404), ("quan", 404), ("dung", 200), ("ha", 200)):
        answer = province.client(who).get(reverse("reviews:compose"))
        assert answer.status_code == status, who
    page = reverse("reviews:review", args=[review.id])
    assert province.client("phuc").get(page).status_code == 404
    assert province.client("dung").get(page).status_code == 200
    assert get_review_for(province.seat("dung"), review.id) == review


def test_a_quarter_that_goes_on_says_up_to_when(province: Province) -> None:
    ordered(province, province.today - timedelta(days=1), province.today,
            province.commune.id)  # fmt: skip
    going = next(
        s
        for s in spans_to_offer(province.today)
        if s.kind == SpanKind.QUARTER and s.first <= province.today <= s.last
    )

    review = compose(province, Quarter(going))

    made = review.composings.get()
    assert made.closing == province.today
    if going.last != province.today:
        assert "đây là số liệu đến ngày" in text_of(body(review)["body"])
    tomorrow = province.today + timedelta(days=1)
    page = reverse("reviews:compose-again", args=[review.id])
    answer = province.client("ha").post(page, {"closing": f"{tomorrow:%d/%m/%Y}"})
    assert answer.status_code == 422
    assert morning(tomorrow).date() == tomorrow


def test_a_program_composes_and_reads_the_same(province: Province) -> None:
    quarter = a_quarter(province)
    ha, post = province.client("ha"), province.cast["dung"].post
    assert post is not None

    made = ha.post(
        "/api/v1/duty-reports",
        {"span": quarter.span.code, "signer_post_id": str(post.id)},
        content_type="application/json",
    )

    assert made.status_code == 201, made.content
    found = made.json()
    assert found["closing"] == quarter.closing.isoformat()
    assert found["span"] == quarter.span.code
    assert ha.get("/api/v1/duty-reports").json()["items"][0]["id"] == found["id"]
    one = ha.get(f"/api/v1/duty-reports/{found['id']}").json()
    assert one["composings"][0]["digest"] == found["composings"][0]["digest"]
    again = ha.post(
        f"/api/v1/duty-reports/{found['id']}/compose-again",
        {"closing": quarter.day(48).isoformat()},
        content_type="application/json",
    )
    assert again.status_code == 200, again.content
    assert again.json()["version"] == 2
