"""The registry's own clock: the same day, at latest the next working day (Đ23.1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from congvu.documents import actions
from congvu.documents.access import scope_of
from congvu.documents.models import Assignment, RegisterEntry
from congvu.documents.queries import Tab, entries_page, step_deadline, tab_counts
from congvu.documents.rules import Part
from congvu.lib.dates import VIETNAM
from tests.documents.pages import make_entry, submit, to_division
from tests.people import Province, make_province

pytestmark = pytest.mark.usefixtures("law")
FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)
WEDNESDAY = date(2026, 11, 25)  # the 24th is a holiday from 2026


@pytest.fixture
def friday(db: None, freeze: Callable[[datetime], None]) -> Province:
    moment = datetime(2026, 11, 20, 9, 0, tzinfo=VIETNAM)
    freeze(moment)
    return make_province(moment, FRIDAY)


@pytest.mark.parametrize(
    ("urgency", "since", "last"),
    [
        ("normal", FRIDAY, MONDAY),
        ("normal", MONDAY, WEDNESDAY),
        ("urgent", FRIDAY, FRIDAY),
        ("express", date(2026, 11, 21), MONDAY),  # came on a Saturday
    ],
)
@pytest.mark.parametrize("step", ["register", "submit", "transfer"])
def test_the_next_working_day_and_at_once_when_urgent(
    db: None, step: str, urgency: str, since: date, last: date
) -> None:
    assert step_deadline(step, urgency, since) == last


def test_before_there_was_such_a_rule_there_is_no_day(db: None) -> None:
    assert step_deadline("submit", "normal", date(1999, 5, 4)) is None


def test_a_paper_nobody_submits_is_late_long_before_its_own_day(
    friday: Province,
) -> None:
    entry = make_entry(friday)
    scope = scope_of(friday.seat("lan"))

    assert entry.move_by == MONDAY
    assert entry.due_on is not None
    assert entry.due_on > WEDNESDAY
    assert tab_counts(scope, MONDAY)[Tab.OVERDUE] == 0
    assert tab_counts(scope, WEDNESDAY)[Tab.OVERDUE] == 1
    for page in (
        entries_page(scope, on=WEDNESDAY, tab=Tab.OVERDUE),
        entries_page(scope, on=WEDNESDAY),
    ):
        assert [line.due_on for line in page.entries] == [MONDAY]


def test_submitted_it_is_the_leaders_and_given_back_the_registrys_again(
    friday: Province,
) -> None:
    entry = make_entry(friday)
    direct = submit(friday, entry)
    entry.refresh_from_db()
    assert entry.move_by is None

    actions.send_back(
        entry_id=entry.id,
        assignment_id=direct.id,
        reason="Gửi nhầm",
        by=friday.seat("dung"),
        at=friday.at,
    )

    entry.refresh_from_db()
    assert entry.move_by == MONDAY


def test_held_words_are_transferred_by_the_next_working_day(friday: Province) -> None:
    direct = submit(friday, make_entry(friday))
    actions.instruct(
        entry_id=direct.entry_id,
        assignment_id=direct.id,
        text="Giao Phòng KGVX.",
        shares=to_division(friday),
        hold=True,
        by=friday.seat("dung"),
        at=friday.at,
    )
    entry = RegisterEntry.objects.get()
    assert entry.move_by == MONDAY

    actions.transfer(entry_id=entry.id, by=friday.seat("lan"), at=friday.at)

    entry.refresh_from_db()
    assert entry.move_by is None
    assert Assignment.objects.get(part=Part.LEAD).due_on == entry.due_on


def test_the_paper_says_by_when(friday: Province) -> None:
    entry = make_entry(friday)

    shown = friday.client("lan").get(f"/van-ban/den/{entry.id}/").content.decode()

    assert "Hạn trình" in shown
    assert "23/11/2026" in shown
