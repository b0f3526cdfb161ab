"""What the stories of reports have in common: a quarterly form and its bodies."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from congvu.organisations.access import Seat
from congvu.reporting import actions
from congvu.reporting.models import ReportForm, ReportReturn, ReportRound
from congvu.reporting.rules import (
    Column,
    FormData,
    Kind,
    Question,
    Rhythm,
    report_period,
)
from tests.documents.reforms import Commune, make_commune
from tests.people import SINCE, Province

NAME = "Báo cáo ứng dụng công nghệ thông tin"
QUESTIONS = (
    Question(
        "q1",
        Kind.NUMBER,
        "Tổng số máy tính",
        required=True,
        unit="máy",
        least=Decimal(0),
        sums=("q2", "q3"),
        swing=Decimal(50),
    ),
    Question("q2", Kind.NUMBER, "Máy để bàn", unit="máy", least=Decimal(0)),
    Question("q3", Kind.NUMBER, "Máy xách tay", unit="máy", least=Decimal(0)),
    Question("q4", Kind.SHARE, "Tỷ lệ máy xách tay", part="q3", whole="q1"),
    Question("q5", Kind.YES_NO, "Có mạng nội bộ"),
    Question("q6", Kind.TEXT, "Khó khăn"),
    Question("q7", Kind.DATE, "Ngày kiểm kê"),
    Question("q8", Kind.CHOICE, "Đường truyền", options=("cáp quang", "khác")),
    Question(
        "q9",
        Kind.ROWS,
        "Phần mềm đang dùng",
        columns=(Column("Tên"), Column("Số máy", is_number=True)),
    ),
    Question("q10", Kind.EVIDENCE, "Biên bản kiểm kê"),
)


def form_data(*bodies: Any, **more: Any) -> FormData:
    given: dict[str, Any] = {
        "name": NAME,
        "rhythm": Rhythm.QUARTER,
        "basis": "Kế hoạch 12/KH-UBND",
        "kinds": () if bodies else ("commune",),
        "bodies": tuple(bodies),
    }
    return FormData(**{**given, **more})


def make_form(people: Province, who: str = "ha", **more: Any) -> ReportForm:
    """The chief of the office asks the communes."""
    return actions.make_form(
        data=form_data(**more),
        questions=QUESTIONS,
        by=people.seat(who),
        at=people.at,
    )


def communes(people: Province) -> tuple[Commune, Commune]:
    """Two more beside Yến Dương, with their own people."""
    first = make_commune(people, SINCE, people.at, name="Cổ Linh")
    return first, make_commune(people, SINCE, people.at, name="Mỹ Phương", prefix="b-")


def send(
    people: Province, form: ReportForm, who: str = "ha", back: int = 0, **more: Any
) -> ReportRound:
    """For this quarter, or one ``back`` quarters ago."""
    period = report_period(Rhythm(form.rhythm), people.today).moved(-back)
    return actions.send_round(
        form_id=form.pk,
        period_start=period.start,
        by=people.seat(who),
        at=more.pop("at", people.at),
        **more,
    )


def return_of(found: ReportRound, agency: Any) -> ReportReturn:
    return ReportReturn.objects.get(round=found, given_agency=agency)


def fill(
    people: Province, report: ReportReturn, by: Seat, **answers: Any
) -> ReportReturn:
    """Twelve machines, ten of them on desks, where nothing else is said."""
    given = {"q1": "12", "q2": "10", "q3": "2", **answers}
    return actions.save_answers(
        return_id=report.pk, answers=given, seen=report.revision, by=by, at=people.at
    )


def hand_in(
    people: Province, report: ReportReturn, by: Seat, at: Any = None, **answers: Any
) -> ReportReturn:
    saved = fill(people, report, by, **answers)
    actions.submit(
        return_id=report.pk,
        seen=saved.revision,
        text=answers.get("text", "Đã rà soát."),
        by=by,
        at=at or people.at,
    )
    return ReportReturn.objects.get(pk=report.pk)
