"""What is counted of the portal equals what a person counts on this page.

The month is the one before this; the committee keeps its own site.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest

from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage
from congvu.indicators.rules import Figure, Period, PeriodKind, one_body, period_of
from congvu.lib.dates import VIETNAM
from congvu.portal.actions import PublicWish, decide_public
from congvu.portal.models import PublicQuestion, Publishing, SectionStanding
from tests.people import Province
from tests.portal.asked import answered, asked
from tests.portal.papers import approved, issue

pytestmark = pytest.mark.usefixtures("law", "home")


def month(people: Province) -> Period:
    return period_of(PeriodKind.MONTH, people.today).moved(-1)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), VIETNAM)


def count(people: Province, code: str, who: UUID) -> Figure:
    span = (month(people).start, month(people).last)
    assert [o.error for o in measure(at=people.at, codes=[code], span=span)] == [""]
    (figure,) = figures([one_body(who)], [code], [month(people)], on=people.today)
    return figure


def listed(
    people: Province, code: str, who: UUID, *, counting: bool | None = None
) -> set[UUID]:
    page = lineage(code, [who], month(people), counting=counting)
    return {line.record_id for line in page.lines}


def test_sections_that_are_fine_equal_the_hand_count(province: Province) -> None:
    """As each stood on the month's last day: of four, two.

    1   fine since long ago                       counts
    2   stale until three days before, then fine  the later row counts
    5   fine until three days before, then stale  the later row does not
    8   missing                                   does not
    13  fine from the day after the month         was not owed yet
    """
    last = month(province).last
    long_ago, turned = last - timedelta(90), last - timedelta(2)

    def stood(code: int, state: str, since: date, until: date | None = None) -> UUID:
        return SectionStanding.objects.create(
            agency=province.committee,
            code=code,
            state=state,
            things=1,
            since=since,
            until=until,
        ).id

    fine = stood(1, "fine", long_ago)
    stood(2, "stale", long_ago, turned)
    mended = stood(2, "fine", turned)
    stood(5, "fine", long_ago, turned)
    worse = stood(5, "stale", turned)
    missing = stood(8, "missing", long_ago)
    stood(13, "fine", last + timedelta(1))
    who, code = province.committee.id, "portal.sections_fine"

    found = count(province, "portal.sections_fine", who)

    assert (found.numerator, found.records) == (2, 4)
    assert listed(province, code, who) == {fine, mended, worse, missing}
    assert listed(province, code, who, counting=True) == {fine, mended}
    assert count(province, code, province.commune.id).records == 0


def test_questions_answered_in_time_equal_the_hand_count(province: Province) -> None:
    """Due in the month: of four, two.

    ended on its day                              counts
    ended a day late                              does not
    ended late, within the day that was promised  counts
    still open                                    does not
    due on the first of this month                not of that month
    """
    due = month(province).last - timedelta(9)

    def question(
        due_on: date,
        ended_on: date | None,
        promised_on: date | None = None,
    ) -> UUID:
        found = answered(province) if ended_on else asked(province)
        PublicQuestion.objects.filter(pk=found.pk).update(
            due_on=due_on,
            promised_on=promised_on,
            promise_reason="Chờ Sở Xây dựng." if promised_on else "",
            ended_at=noon(ended_on) if ended_on else None,
        )
        return found.pk

    day = timedelta(1)
    good = question(due, due)
    late = question(due, due + day)
    promised = question(due, due + 3 * day, due + 4 * day)
    still = question(due, None)
    question(month(province).last + day, None)
    who, code = province.committee.id, "portal.answered_in_time"

    found = count(province, "portal.answered_in_time", who)

    assert (found.numerator, found.records) == (2, 4)
    assert listed(province, code, who) == {good, late, promised, still}
    assert listed(province, code, who, counting=True) == {good, promised}


def test_papers_public_in_time_equal_the_hand_count(province: Province) -> None:
    """Due in the month: of three, one.

    on the portal on its last day                 counts
    a day late                                    does not
    decided, not there yet                        does not
    decided that it is not public                 is none that was to get there
    kept, nobody was asked                        nor is that
    """
    due = month(province).last - timedelta(9)

    def paper(shown_on: date | None, *, is_public: bool = True) -> UUID:
        entry = issue(province, approved(province))
        found = decide_public(
            wish=PublicWish(public=is_public, why="" if is_public else "Việc riêng."),
            entry_id=entry.id,
            by=province.seat("lan"),
            at=province.at,
        )
        Publishing.objects.filter(pk=found.pk).update(
            due_on=due, published_at=noon(shown_on) if shown_on else None
        )
        return found.pk

    good, late, waiting = paper(due), paper(due + timedelta(1)), paper(None)
    paper(None, is_public=False)
    kept = paper(None, is_public=False)
    Publishing.objects.filter(pk=kept).update(
        decided=None, decided_by="", decided_at=None
    )
    who, code = province.committee.id, "portal.public_in_time"

    found = count(province, "portal.public_in_time", who)

    assert (found.numerator, found.records) == (1, 3)
    assert listed(province, code, who) == {good, late, waiting}
    assert listed(province, code, who, counting=True) == {good}
