"""Must show: a month with holidays and a worked Saturday, jobs run again and again.

Every reminder exactly once, one digest a person and day at most, nothing on a day off.
The days are counted by hand: 27, 29 and 30 April and 1 May 2026 are off, Saturday
9 May is worked for 29 April.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.documents import actions
from congvu.documents.jobs import remind_of_deadlines
from congvu.documents.models import IntakeItem, Reminder
from congvu.law.actions import set_calendar_day
from congvu.law.queries import calendar
from congvu.lib.dates import local_date
from congvu.notices.jobs import send_letters, spread_notices, write_digests
from congvu.notices.models import Letter, Notice
from tests.documents.door import paper_pdf
from tests.notices.work import (
    confirm,
    moment,
    on_minhs_desk,
    register,
    report,
    submit,
)
from tests.people import Province

FIRST, LAST = date(2026, 4, 13), date(2026, 5, 15)
HOURS = ((6, 50), (7, 0), (7, 10), (7, 30), (7, 40), (12, 0), (15, 10), (19, 0))
Freeze = Callable[[datetime], None]


def april(day: int) -> date:
    return date(2026, 4, day)


def may(day: int) -> date:
    return date(2026, 5, day)


def days() -> Iterator[date]:
    day = FIRST
    while day <= LAST:
        yield day
        day += timedelta(days=1)


def exchange_a_day() -> None:
    given: dict[str, Any] = {"source": "Thông báo", "by": SYSTEM}
    at = moment(FIRST, 6)
    set_calendar_day(day=april(29), kind="holiday", name="Hoán đổi", at=at, **given)
    set_calendar_day(day=may(9), kind="working", name="Làm bù", at=at, **given)


def work_around_the_clock(at: datetime, freeze: Freeze) -> list[Any]:
    """Every job twice, as after a restart; the mails that went out."""
    freeze(at)
    before = len(mail.outbox)
    for job in (remind_of_deadlines, spread_notices, write_digests, send_letters) * 2:
        job()
    return mail.outbox[before:]


@pytest.mark.django_db
def test_a_month_of_reminders_and_digests(spring: Province, freeze: Freeze) -> None:
    exchange_a_day()
    people, happens = spring, {}
    early = on_minhs_desk(people, "1/SNN", moment(FIRST, 8), april(24))
    feast = on_minhs_desk(people, "2/SNN", moment(FIRST, 9), may(1))
    never = on_minhs_desk(people, "3/SNN", moment(april(14), 9), may(6))

    def finish_early(at: datetime) -> None:
        report(people, early, at)
        confirm(people, "hoa", early, at + timedelta(minutes=1))
        assert early.parent is not None
        confirm(people, "dung", early.parent, at + timedelta(minutes=2))

    def leave_at_the_registry(at: datetime) -> None:
        freeze(at)
        happens["line"] = register(people, "4/SNN", at)

    def bring_a_file(at: datetime) -> None:
        seat = people.seat("lan", on=local_date(at))
        item = actions.receive_file(
            stream=BytesIO(paper_pdf()), name="a.pdf", channel="upload", by=seat, at=at
        )
        happens["file"] = actions.read_item(item_id=item.id, by=seat, at=at)

    def clear_the_registry(at: datetime) -> None:
        submit(people, happens["line"], at)
        seat = people.seat("lan", on=local_date(at))
        actions.discard_item(
            item_id=happens["file"].id, reason="Gửi nhầm.", by=seat, at=at
        )

    story = {
        april(24): bring_a_file,
        april(28): lambda at: (finish_early(at), leave_at_the_registry(at)),
        may(5): clear_the_registry,
    }
    sent: list[tuple[date, str]] = []
    for day in days():
        for hour, minute in HOURS:
            at = moment(day, hour, minute)
            sent += [(day, m.to[0]) for m in work_around_the_clock(at, freeze)]
            if (hour, minute) == (7, 40) and day in story:
                story[day](moment(day, 9))

    told = {
        (name, day): sorted(
            Reminder.objects.filter(subject_id=subject, told_on=day).values_list(
                "step", flat=True
            )
        )
        for name, subject in {
            "early": early.id,
            "feast": feast.id,
            "never": never.id,
            "line": happens["line"].id,
            "file": happens["file"].id,
        }.items()
        for day in days()
    }
    assert {where: steps for where, steps in told.items() if steps} == {
        ("early", april(22)): ["before"],
        ("early", april(24)): ["due"],
        ("early", april(28)): ["late"],
        # 1 May is off: spoken of on the last working day before it.
        ("feast", april(24)): ["before"],
        ("feast", april(28)): ["due"],
        ("feast", may(4)): ["late"],
        ("feast", may(6)): ["later"],
        ("feast", may(12)): ["every-1"],
        ("never", may(4)): ["before"],
        ("never", may(6)): ["due"],
        ("never", may(7)): ["late"],
        ("never", may(9)): ["later"],  # a worked Saturday
        ("never", may(15)): ["every-1"],
        ("line", may(4)): ["move"],
        ("line", may(5)): ["move-late-1"],
        ("file", april(24)): ["notify"],
        ("file", april(28)): ["register"],
        ("file", may(4)): ["register-late-1"],
        ("file", may(5)): ["register-late-2"],
    }

    off = {day for day in days() if not calendar().is_working(day)}
    assert {april(27), april(29), april(30), may(1), may(2)} <= off
    assert may(9) not in off
    assert not {day for day, _who in sent} & off
    assert not {local_date(n.at) for n in Notice.objects.all()} & off
    assert not set(Reminder.objects.values_list("told_on", flat=True)) & off
    assert max(Counter(sent).values()) == 1, "nobody asked for mails at once"
    assert len({m.extra_headers["Message-ID"] for m in mail.outbox}) == len(mail.outbox)
    minh = [day for day, who in sent if who == "minh@backan.example"]
    # News on the 14th and 15th, then whatever is due within three days or late.
    assert minh == [april(14), april(15)] + [
        day for day in days() if day >= april(21) and day not in off
    ]
    ends = set(Letter.objects.values_list("state", flat=True))
    assert ends == {"sent", "empty"}
    assert timezone.now() == moment(LAST, 19)
    assert IntakeItem.objects.get().state == "discarded"


@pytest.mark.django_db
def test_each_reminder_goes_to_those_the_rule_names(
    spring: Province, freeze: Freeze
) -> None:
    part = on_minhs_desk(spring, "3/SNN", moment(april(14), 9), april(20))
    minh, hoa, ha = (spring.cast[name].post for name in ("minh", "hoa", "ha"))
    assert minh is not None
    assert hoa is not None
    assert ha is not None

    def desks_told(on: date) -> set[Any]:
        at = moment(on, 8)
        actions.remind(at=at)
        rows = Notice.objects.filter(at=at)
        return set(
            rows.filter(detail__part=str(part.id)).values_list("desk_id", flat=True)
        )

    assert desks_told(april(16)) == {minh.id}
    assert desks_told(april(17)) == set()
    assert desks_told(april(20)) == {minh.id}
    assert desks_told(april(21)) == {minh.id, spring.division.id}
    # The giver is the division's head; the chief of office comes last.
    assert desks_told(april(23)) == {minh.id, spring.division.id}
    assert desks_told(april(28)) == set()
    assert ha.id in desks_told(may(5))


@pytest.mark.django_db
def test_a_week_without_a_worker_brings_the_last_step_only(spring: Province) -> None:
    part = on_minhs_desk(spring, "3/SNN", moment(april(14), 9), april(20))

    actions.remind(at=moment(april(24), 8))
    actions.remind(at=moment(april(24), 9))

    steps = Reminder.objects.filter(subject_id=part.id).values_list("step", flat=True)
    assert list(steps) == ["later"]
