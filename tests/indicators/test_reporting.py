"""What must be reached, and what people say was: beside what was counted.

Hà of the office sets targets; Tú reports for his commune and corrects himself.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from congvu.audit.models import AuditEvent
from congvu.audit.rules import Actor
from congvu.indicators.actions import (
    measure,
    report_figure,
    set_target,
    withdraw_figure,
    withdraw_target,
)
from congvu.indicators.models import ReportedFigure, Target
from congvu.indicators.queries import (
    figures,
    indicators_known,
    reports_of,
    targets_of,
)
from congvu.indicators.rules import (
    Better,
    Declared,
    Figure,
    Goal,
    Group,
    Period,
    PeriodKind,
    Unit,
    one_body,
    rolled_up,
)
from congvu.lib.refusals import Refused
from tests.indicators.book import Book, at, body, by_hand, counted, month

pytestmark = pytest.mark.django_db

HA, TU = Actor(name="Nguyễn Thu Hà"), Actor(name="Triệu Văn Tú", post_id=uuid4())
MAY = month(2026, 5)
NOW = date(2026, 6, 10)
TAY, DONG = body("Xã Tây"), body("Xã Đông")
SHARE, TOLD = "tests.share", "tests.told"
QUARTER = Period(date(2026, 4, 1), PeriodKind.QUARTER)


@pytest.fixture(autouse=True)
def _counted(declared: dict[str, Declared], book: Book) -> None:
    """Tây: three of four."""
    goal = Goal(Decimal(70), date(2020, 1, 1), "Chỉ thị")
    declared[SHARE] = counted(book, goal=goal)
    declared[TOLD] = by_hand()
    for n in range(4):
        book.write("Xã Tây", date(2026, 5, 3 + n), int(n > 0))
    list(measure(at=at(NOW), span=(MAY.start, MAY.last)))


def aim(value: str, first: date, **more: Any) -> Target:
    said = {"code": SHARE, "source": "Kế hoạch năm", "by": HA, "at": at(NOW)} | more
    return set_target(value=Decimal(value), valid_from=first, **said)


def say(value: str, **more: Any) -> ReportedFigure:
    said = {
        "code": SHARE,
        "body_id": TAY,
        "period_start": MAY.start,
        "evidence": "Báo cáo số 12/BC-UBND",
        "by": TU,
        "at": at(NOW),
    } | more
    return report_figure(value=Decimal(value), **said)


def figure(
    group: Group | None = None, code: str = SHARE, period: Period = MAY
) -> Figure:
    (found,) = figures([group or one_body(TAY)], [code], [period], on=NOW)
    return found


def refused(call: Any, *given: Any, **more: Any) -> str:
    with pytest.raises(Refused) as why:
        call(*given, **more)
    return str(why.value)


# -- targets


def test_a_target_of_its_own_goes_before_the_one_for_all_and_that_before_the_law(
    book: Book,
) -> None:
    target = figure().target
    assert target is not None
    assert (target.value, target.source, figure().meets) == (70, "Chỉ thị", True)

    aim("80", date(2026, 1, 1))
    assert figure().meets is False
    aim("75", date(2026, 5, 1), body_id=TAY)
    target = figure().target
    assert target is not None
    assert (target.value, target.is_own, figure().meets) == (75, True, True)
    other = figure(one_body(DONG)).target
    whole = figure(rolled_up("tỉnh", [TAY, DONG])).target
    assert other is not None
    assert whole is not None
    # A roll-up has nobody's own target.
    assert (other.value, whole.value) == (80, 80)


@pytest.mark.parametrize(
    ("first", "until", "stands"),
    [
        (date(2026, 5, 31), None, True),
        (date(2026, 6, 1), None, False),
        (date(2026, 5, 1), date(2026, 5, 31), False),
        (date(2026, 5, 1), date(2026, 6, 1), True),
    ],
)
def test_a_period_is_held_against_what_stands_on_its_last_day(
    first: date, until: date | None, stands: bool
) -> None:
    aim("90", first, valid_until=until)

    target = figure().target
    assert target is not None
    assert (target.value == 90) is stands


def test_another_target_ends_the_one_before_and_keeps_it() -> None:
    old = aim("80", date(2026, 1, 1))
    aim("85", date(2026, 7, 1))

    old.refresh_from_db()
    assert (old.value, old.valid_until) == (80, date(2026, 7, 1))
    assert "Đã có mức từ ngày 01/07/2026" in refused(aim, "90", date(2026, 6, 1))
    assert "Đã có mức" in refused(aim, "90", date(2026, 7, 1))
    assert [one.value for one in targets_of(SHARE)] == [85, 80]
    # For another body, or for days before, nothing is in the way.
    aim("90", date(2026, 7, 1), body_id=DONG)
    aim("60", date(2025, 1, 1), valid_until=date(2026, 1, 1))


def test_a_withdrawn_target_stands_for_no_day_and_says_why() -> None:
    target = aim("99", date(2026, 5, 1))
    gone = {"target_id": target.id, "by": HA, "at": at(NOW)}
    assert "Chưa ghi lý do" in refused(withdraw_target, because=" ", **gone)

    withdraw_target(because="Ghi nhầm năm.", **gone)

    shown = figure().target
    assert shown is not None
    assert shown.value == 70
    assert "không còn" in refused(withdraw_target, because="Lại.", **gone)
    aim("90", date(2026, 5, 1))


@pytest.mark.parametrize(
    ("value", "more", "words"),
    [
        ("101", {}, "không quá 100"),
        ("-1", {}, "không âm"),
        ("NaN", {}, "không âm"),
        ("Infinity", {}, "không âm"),
        ("1E+40", {}, "không âm"),
        ("80", {"source": ""}, "Chưa ghi căn cứ"),
        ("80", {"valid_until": date(2026, 1, 1)}, "phải sau"),
        ("80", {"code": "tests.gone"}, "Không có chỉ tiêu"),
    ],
)
def test_what_cannot_be_a_target(value: str, more: dict[str, Any], words: str) -> None:
    assert words in refused(aim, value, date(2026, 5, 1), **more)
    assert not Target.objects.exists()


# -- what people report


def test_what_is_reported_stands_beside_with_its_difference() -> None:
    say("90")

    found = figure()
    assert found.reported is not None
    assert (found.value, found.reported.value, found.difference) == (75, 90, 15)
    assert found.reported.by == "Triệu Văn Tú"
    # Of another body, another period, a sum of bodies: nothing was said.
    assert figure(one_body(DONG)).reported is None
    assert figure(rolled_up("tỉnh", [TAY])).reported is None
    assert figure(period=QUARTER).reported is None


def test_a_correction_keeps_what_was_said_and_why_it_ended() -> None:
    first = say("90")
    assert "lý do sửa" in refused(say, "76")

    second = say("76", because="Tính cả việc đã rút.")

    first.refresh_from_db()
    assert (first.value, first.ended_because) == (90, "Tính cả việc đã rút.")
    assert (first.ended_by, second.corrects_id) == ("Triệu Văn Tú", first.id)
    found = figure()
    assert found.reported is not None
    assert (found.reported.value, found.difference) == (76, 1)
    told = reports_of(SHARE, TAY, MAY.start)
    assert [one.value for one in told] == [76, 90]
    events = AuditEvent.objects.filter(event="indicators.figure-reported")
    assert [e.data["value"] for e in events.order_by("id")] == ["90.00", "76.00"]


def test_a_figure_taken_back_stands_beside_nothing() -> None:
    made = say("90")
    taken = {"figure_id": made.id, "by": TU, "at": at(NOW)}
    assert "Chưa ghi lý do" in refused(withdraw_figure, because="", **taken)

    withdraw_figure(because="Nhầm kỳ.", **taken)

    assert figure().reported is None
    assert "không còn" in refused(withdraw_figure, because="Lại.", **taken)
    assert say("74").corrects_id is None


def test_what_only_people_know_is_shown_as_reported() -> None:
    say("45", code=TOLD, period_start=QUARTER.start)

    found = figure(code=TOLD, period=QUARTER)
    assert found.reported is not None
    assert (found.state, found.value, found.reported.value) == (
        "reported-only",
        None,
        45,
    )
    assert found.difference is None


@pytest.mark.parametrize(
    ("value", "more", "words"),
    [
        ("100.01", {}, "không quá 100"),
        ("1E+40", {}, "không âm"),
        ("50", {"evidence": " "}, "Chưa ghi căn cứ"),
        ("50", {"period_start": date(2026, 5, 2)}, "không bắt đầu vào ngày này"),
        ("50", {"period_start": date(2026, 7, 1)}, "chưa bắt đầu"),
        ("50", {"code": TOLD}, "không bắt đầu vào ngày này"),
        ("50", {"evidence_kind": "documents.entry"}, "chưa rõ là bản ghi nào"),
        ("50", {"evidence_id": uuid4()}, "chưa rõ là bản ghi nào"),
    ],
)
def test_what_cannot_be_reported(value: str, more: dict[str, Any], words: str) -> None:
    assert words in refused(say, value, **more)
    assert not ReportedFigure.objects.exists()


def test_evidence_may_name_a_record() -> None:
    record = UUID(int=7)
    made = say("50", evidence_kind="documents.entry", evidence_id=record)

    assert (made.evidence_kind, made.evidence_id) == ("documents.entry", record)
    assert made.reported_post_id == TU.post_id


def test_what_an_app_left_behind_can_still_be_aimed_at(
    declared: dict[str, Declared],
) -> None:
    del declared[SHARE]

    aim("80", date(2026, 1, 1))

    found = figure()
    assert found.target is not None
    assert (found.target.value, found.state) == (80, "old")
    assert [one.code for one in indicators_known()] == [TOLD, SHARE]


def test_less_may_be_better(declared: dict[str, Declared], book: Book) -> None:
    declared["tests.days"] = counted(
        book, "tests.days", unit=Unit.DAYS, better=Better.LOWER
    )
    list(measure(at=at(NOW), codes=["tests.days"], span=(MAY.start, MAY.last)))
    aim("0.75", date(2026, 1, 1), code="tests.days")

    assert figure(code="tests.days").meets is True
    aim("0.74", date(2026, 5, 1), code="tests.days")
    assert figure(code="tests.days").meets is False
