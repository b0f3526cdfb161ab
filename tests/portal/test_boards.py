"""What is copied beside papers: leaders, the public part of a week, results."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.calendar.models import ScheduleVersion, WeeklySchedule
from congvu.calendar.rules import Line, WeekState, at_clock
from congvu.duties.actions import give_duty
from congvu.duties.rules import DutyData
from congvu.organisations.actions import create_unit
from congvu.portal import queries
from congvu.portal.actions import make_sites
from congvu.portal.actions.boards import copy_boards, copy_changed
from congvu.portal.models import PublicBoard, PublicDocument
from tests.people import Province
from tests.portal.papers import public

pytestmark = pytest.mark.usefixtures("law", "home")


def test_leaders_are_told_by_name_and_nobody_else(province: Province) -> None:
    make_sites(on=province.today, by=SYSTEM, at=province.at)

    assert copy_boards(at=province.at) == 2
    assert copy_boards(at=province.at + timedelta(minutes=10)) == 0

    board = queries.body_shown(province.committee.id)
    assert board is not None
    assert "Nguyễn Tiến Dũng" in [one["name"] for one in board.content["people"]]
    assert province.seat("minh").person_name not in str(board.content)


def _published(province: Province, monday: date, lines: list[Line]) -> None:
    sheet = WeeklySchedule.objects.create(agency=province.committee, monday=monday)
    ScheduleVersion.objects.create(
        schedule=sheet,
        number=1,
        state=WeekState.PUBLISHED,
        lines=[line.kept() for line in lines],
        submitted_at=province.at,
        submitted_by="Hà",
        decided_at=province.at,
        decided_by="Dũng",
        decided_by_post="Chủ tịch",
        published_at=province.at,
    )


def test_of_a_week_only_what_is_marked_public(province: Province) -> None:
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    monday = province.today - timedelta(days=province.today.weekday())
    starts = province.at.replace(hour=8, minute=0, second=0, microsecond=0)
    lines = [
        Line("a", starts, starts, False, "Tiếp công dân", "Chủ tịch", is_public=True),
        Line("b", starts, starts, False, "Họp nội bộ", "Chủ tịch"),
    ]
    _published(province, monday, lines)

    copy_boards(at=province.at)

    [week] = queries.weeks_shown(province.committee.id, monday)
    assert [line["content"] for line in week.content] == ["Tiếp công dân"]
    assert "prepares" not in week.content[0]


def test_what_lasts_stands_on_each_of_its_days_of_that_week(
    province: Province,
) -> None:
    """A festival from Sunday evening to Tuesday: of this week two whole days."""
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    monday = province.today - timedelta(days=province.today.weekday())
    starts = at_clock(monday - timedelta(days=1), 19)
    ends = at_clock(monday + timedelta(days=1), 17)
    late = (
        at_clock(monday + timedelta(days=2), 14),
        at_clock(monday + timedelta(days=3), 11),
    )
    lines = [
        Line("a", starts, ends, False, "Lễ hội hồ Ba Bể", is_public=True),
        Line("b", *late, False, "Kiểm tra rừng", is_public=True),
    ]
    _published(province, monday, lines)

    copy_boards(at=province.at)

    [week] = queries.weeks_shown(province.committee.id, monday)
    told = [(line["day"], line["clock"], line["content"]) for line in week.content]
    days = [f"{monday + timedelta(days=n)}" for n in range(4)]
    assert told == [
        (days[0], "", "Lễ hội hồ Ba Bể"),
        (days[1], "", "Lễ hội hồ Ba Bể"),
        (days[2], "14:00", "Kiểm tra rừng"),
        (days[3], "", "Kiểm tra rừng"),
    ]


def test_of_a_public_paper_how_its_orders_stand_by_agency(province: Province) -> None:
    paper = public(province)
    entry = paper.publishing.entry
    assert entry is not None
    give_duty(
        data=DutyData(title="Trồng 50 ha rừng", given_on=province.today),
        leads=[province.commune.id],
        paper_id=entry.document_id,
        by=province.seat("dung"),
        at=province.at,
    )
    make_sites(on=province.today, by=SYSTEM, at=province.at)

    copy_boards(at=province.at)

    board = queries.results_of(paper.pk)
    assert board is not None
    [row] = board.content
    assert row["sentence"] == "Trồng 50 ha rừng"
    assert row["tasks"] == [
        {"agency": "Ủy ban nhân dân xã Yến Dương", "state": "trong hạn", "due": ""}
    ]
    assert PublicBoard.objects.filter(kind="results").count() == 1


def _order(province: Province, paper: PublicDocument, title: str) -> None:
    entry = paper.publishing.entry
    assert entry is not None
    give_duty(
        data=DutyData(title=title, given_on=province.today),
        leads=[province.commune.id],
        paper_id=entry.document_id,
        by=province.seat("dung"),
        at=province.at,
    )


def test_an_order_that_tells_of_a_person_is_not_told(province: Province) -> None:
    """Dũng typed it after the paper was read; Lan was asked nothing about it."""
    paper = public(province)
    _order(province, paper, "Trồng 50 ha rừng")
    _order(province, paper, "Hỗ trợ hộ bà Lai, CCCD 006088001234")
    make_sites(on=province.today, by=SYSTEM, at=province.at)

    copy_boards(at=province.at)

    board = queries.results_of(paper.pk)
    assert board is not None
    assert [row["sentence"] for row in board.content] == ["Trồng 50 ha rừng"]


@pytest.mark.parametrize("kept_back", [{"file_sha256": ""}, {"is_redacted": True}])
def test_orders_of_a_paper_not_shown_whole_are_not_told(
    province: Province, kept_back: dict[str, object]
) -> None:
    paper = public(province)
    _order(province, paper, "Trồng 50 ha rừng")
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    PublicDocument.objects.filter(pk=paper.pk).update(**kept_back)

    copy_boards(at=province.at)

    assert queries.results_of(paper.pk) is None


def test_the_minute_copies_what_changed_and_nothing_else(province: Province) -> None:
    """A paper shown, an order given: on the portal with the next run."""
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    copy_boards(at=province.at)
    paper = public(province)
    _order(province, paper, "Trồng 50 ha rừng")
    later = province.at + timedelta(minutes=1)

    assert copy_changed(at=later) == 1
    assert copy_changed(at=later) == 0
    board = queries.results_of(paper.pk)
    assert board is not None

    PublicBoard.objects.all().delete()
    assert copy_changed(at=later + timedelta(minutes=10)) == 0  # long past
    assert (
        copy_boards(at=later + timedelta(minutes=10)) == 3
    )  # and it is missed no more


def test_however_many_papers_changed_all_are_copied(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than one slice of them; each is held, lest it be recalled meanwhile."""
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    copy_boards(at=province.at)
    for _number in range(2):
        _order(province, public(province), "Trồng 50 ha rừng")
    monkeypatch.setattr("congvu.portal.actions.boards.SLICE", 1)

    with CaptureQueriesContext(connection) as asked:
        assert copy_changed(at=province.at + timedelta(minutes=1)) == 2

    held = 'FOR UPDATE OF "portal_publicdocument"'
    assert sum(held in one["sql"] for one in asked) == 2


def test_a_new_unit_is_told_within_the_minute(province: Province) -> None:
    make_sites(on=province.today, by=SYSTEM, at=province.at)
    copy_boards(at=province.at)
    later = timezone.now()
    create_unit(
        agency=province.commune,
        name="Trung tâm Phục vụ hành chính công",
        valid_from=province.today,
        by=SYSTEM,
        at=later,
    )

    assert copy_changed(at=later) == 1

    board = queries.body_shown(province.commune.id)
    assert board is not None
    units = [one["name"] for one in board.content["units"]]
    assert "Trung tâm Phục vụ hành chính công" in units
