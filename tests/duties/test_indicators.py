"""What is counted of duties equals what a person counts on this page.

Dũng gives duties to the commune, to the division and to both; months ago, so that
every day here is over.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from congvu.duties import actions
from congvu.duties.models import Difficulty, DifficultyStep, Share
from congvu.duties.rules import Effect
from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage, tell
from congvu.indicators.rules import Figure, Period, PeriodKind, one_body, period_of
from congvu.lib.dates import VIETNAM
from tests.documents import reforms
from tests.duties.stories import give
from tests.duties.test_difficulties import letter
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")
IN_TIME, LATE, EXTENDED = "duties.in_time", "duties.late", "duties.extended"


def month(people: Province) -> Period:
    return period_of(PeriodKind.MONTH, people.today).moved(-2)


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=VIETNAM)


def task(people: Province, number: int, who: UUID | None = None) -> Share:
    """Given ten days before the month, due on its day ``number``."""
    first = month(people).start - timedelta(days=10)
    duty = give(
        people,
        who or people.commune.id,
        at=moment(first),
        given_on=first,
        deadline=month(people).start + timedelta(days=number - 1),
    )
    return duty.shares.get()


def done(people: Province, share: Share, number: int, who: str = "phuc") -> None:
    """Done on that day of the month, accepted the day after."""
    day = month(people).start + timedelta(days=number - 1)
    actions.report_done(
        share_id=share.id,
        done_on=day,
        text="Xong.",
        by=people.seat(who, on=day),
        at=moment(day),
    )
    after = day + timedelta(days=1)
    actions.accept_done(
        share_id=share.id, by=people.seat("dung", on=after), at=moment(after)
    )


def moved(people: Province, share: Share, number: int) -> None:
    first = month(people).start
    day = first + timedelta(days=number - 1)
    asked: dict[str, Any] = {"share_id": share.id, "at": moment(first)}
    actions.ask_extension(
        until=day, reason="Chờ số liệu.", by=people.seat("phuc", on=first), **asked
    )
    actions.decide_extension(grant=True, by=people.seat("dung", on=first), **asked)


def count(people: Province, code: str, who: UUID) -> Figure:
    span = (month(people).start, month(people).last)
    assert [o.error for o in measure(at=people.at, codes=[code], span=span)] == [""]
    group = one_body(who)
    (figure,) = figures([group], [code], [month(people)], on=people.today)
    return figure


def listed(people: Province, code: str, who: UUID) -> set[UUID]:
    return {x.record_id for x in lineage(code, [who], month(people)).lines}


def test_tasks_equal_the_hand_count(province: Province) -> None:
    """The commune's: four counted, two of them in time, one given more time.

    A  due the 5th, done on the 5th                        in time
    B  due the 5th, done on the 6th                        late
    C  due the 8th, not done                               late
    D  due the 6th, moved to the 12th, done on the 11th    in time, extended
    E  due the 9th, suspended                              not counted
    F  due the 9th, taken back                             not counted
    G  due in the next month                               not counted
    H  due the 10th, given to the division                 the committee's, late
    """
    commune, committee = province.commune.id, province.committee.id
    a, b, c = (task(province, n) for n in (5, 5, 8))
    d, e, f = (task(province, n) for n in (6, 9, 9))
    task(province, 45)
    h = task(province, 10, province.division.id)
    done(province, a, 5)
    done(province, b, 6)
    moved(province, d, 12)
    done(province, d, 11)
    why: dict[str, Any] = {"reason": "Chờ quy định mới.", "by": province.seat("dung")}
    actions.suspend(share_id=e.id, at=province.at, **why)
    actions.revoke(share_id=f.id, at=province.at, **why)

    in_time = count(province, IN_TIME, commune)
    assert (in_time.numerator, in_time.records) == (2, 4)
    assert listed(province, IN_TIME, commune) == {a.id, b.id, c.id, d.id}
    late = count(province, LATE, commune)
    assert (late.numerator, late.records) == (2, 2)
    assert listed(province, LATE, commune) == {b.id, c.id}
    more = count(province, EXTENDED, commune)
    assert (more.numerator, more.records) == (1, 4)
    good = lineage(EXTENDED, [commune], month(province), counting=True).lines
    assert [line.record_id for line in good] == [d.id]
    theirs = count(province, IN_TIME, committee)
    assert (theirs.numerator, theirs.records) == (0, 1)
    assert listed(province, IN_TIME, committee) == {h.id}


def test_each_reader_is_told_the_tasks_it_sees(province: Province) -> None:
    ours, theirs = task(province, 5), task(province, 6, province.division.id)
    list(measure(at=province.at, codes=[IN_TIME], span=(month(province).start,) * 2))
    both = {province.commune.id, province.committee.id}
    lines = lineage(IN_TIME, both, month(province)).lines

    assert set(tell(province.seat("dung"), lines)) == {ours.id, theirs.id}
    phuc = tell(province.seat("phuc"), lines)
    assert set(phuc) == {ours.id}
    assert phuc[ours.id].url == reverse("duties:duty", args=[ours.duty_id])
    assert tell(province.seat("quan"), lines) == {}


def test_a_task_counts_for_who_had_it_on_its_last_day(province: Province) -> None:
    """The commune ends today; what it did not do in time stays its own."""
    late = task(province, 5)
    heir = reforms.make_commune(province, province.today, province.at, prefix="moi-")
    reforms.merge(province, heir, province.today, province.at)

    assert count(province, IN_TIME, province.commune.id).records == 1
    assert count(province, IN_TIME, heir.agency.id).records == 0
    assert listed(province, IN_TIME, province.commune.id) == {late.id}


def test_answers_and_decisions_equal_the_hand_count(province: Province) -> None:
    """The committee's: two of five waits ended in time.

    A  asked the 1st, answered the 3rd                                  in time
    B  asked the 1st, answered at the end of the month                  late
    C  asked the 1st, not answered                                      late
    D  asked the 1st, put up the 2nd | decided at the end of the month  in time | late
    E  asked the 1st, the task taken back before anybody answered       not counted
    """
    first, last = month(province).start, month(province).last
    phuc, dung = province.seat("phuc", on=first), province.seat("dung", on=first)
    asked_by = letter(province, "tu", "05/UBND")
    answered_by = letter(province, "lan", "06/VP", "dung")
    said: dict[str, Any] = {"by": dung, "letter_id": answered_by}

    def hard() -> Difficulty:
        return actions.raise_difficulty(
            share_id=task(province, 45).id,
            title="Thiếu máy chủ",
            text="Đề nghị cấp.",
            letter_id=asked_by,
            by=phuc,
            at=moment(first),
        )

    a, b, c, d, e = (hard() for _ in range(5))
    for one, day in ((a, first + timedelta(days=2)), (b, last)):
        actions.answer_difficulty(
            difficulty_id=one.id, text="Sẽ cấp.", at=moment(day), **said
        )
    actions.escalate_difficulty(
        difficulty_id=d.id,
        proposal="Cấp thêm.",
        at=moment(first + timedelta(days=1)),
        **said,
    )
    actions.decide_difficulty(
        difficulty_id=d.id,
        text="Cấp.",
        effect=Effect.NONE,
        at=moment(last),
        **said,
    )
    actions.revoke(
        share_id=e.share_id, reason="Thôi.", by=province.seat("dung"), at=province.at
    )

    code = "duties.difficulties_in_time"
    found = count(province, code, province.committee.id)

    assert (found.numerator, found.records) == (2, 5)
    waits = DifficultyStep.objects.filter(
        difficulty__in=[a, b, c, d], state__in=["asked", "escalated"]
    )
    assert listed(province, code, province.committee.id) == {s.id for s in waits}
    told = tell(
        province.seat("dung"),
        lineage(code, [province.committee.id], month(province)).lines,
    )
    assert {one.words for one in told.values()} == {
        "Thiếu máy chủ, Ủy ban nhân dân xã Yến Dương"
    }
