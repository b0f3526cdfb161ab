"""What is counted of incoming papers equals what a person counts on these pages.

Lan → Dũng → Hoa → Minh, in April 2026: a Friday before a long week-end among them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db.models import QuerySet, Value
from django.urls import reverse

from congvu.audit.rules import SYSTEM
from congvu.documents import actions
from congvu.documents.models import Assignment, HandOver, HandOverLine, RegisterEntry
from congvu.documents.rules import Paper
from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage, tell
from congvu.indicators.rules import (
    REGISTER,
    Figure,
    Period,
    PeriodKind,
    one_body,
)
from congvu.lib.dates import VIETNAM
from tests.documents.reforms import make_commune
from tests.notices.work import assign as hand_to_minh
from tests.notices.work import confirm, moment, on_minhs_desk, register, report
from tests.notices.work import instruct as give_to_hoa
from tests.notices.work import submit as put_to_dung
from tests.people import Province, make_province

SPRING = date(2026, 4, 1)
APRIL = Period(date(2026, 4, 1), PeriodKind.MONTH)
IN_TIME = "documents.in_time"


@pytest.fixture
def people(law: None) -> Province:
    return make_province(moment(SPRING, 8), SPRING)


def day(number: int) -> date:
    return date(2026, 4, number)


def count(people: Province, code: str, on: date, who: UUID | None = None) -> Figure:
    at = datetime(on.year, on.month, on.day, 7, tzinfo=VIETNAM)
    outcomes = list(measure(at=at, codes=[code], span=(APRIL.start, APRIL.last)))
    assert [o.reason for o in outcomes] == [""]
    group = one_body(who or people.committee.id)
    (figure,) = figures([group], [code], [APRIL], on=on)
    return figure


def listed(people: Province, code: str, *, counting: bool | None = None) -> set[UUID]:
    page = lineage(code, [people.committee.id], APRIL, counting=counting)
    assert page.after is None
    return {line.record_id for line in page.lines}


def test_parts_in_time_equal_the_hand_count(people: Province) -> None:
    """Six papers; of each Hoa's part and Minh's, but where it says otherwise.

    A  due the 8th, Minh reports on the 8th, Hoa's is reported the same day: 2 of 2
    B  due the 8th, Minh reports on the 9th: 0 of 2
    C  due the 8th, nobody has done anything: 0 of 2
    D  due the 8th, extended to the 15th, reported on the 14th: 2 of 2
    E  Hoa's due the 20th, Minh's the 10th: Minh in time, sent back, not done: 0 of 2
    F  due the 10th, and taken back from both of them: nothing
    G  written down, not transferred yet: nothing
    H  for information, without a day: nothing
    """
    came = moment(day(1), 9)
    a, b, c, d, f = (
        on_minhs_desk(people, f"{number}/{name}", came + timedelta(hours=number), due)
        for number, (name, due) in enumerate(
            (("A", day(8)), ("B", day(8)), ("C", day(8)), ("D", day(8)),
             ("F", day(10))), 1
        )
    )  # fmt: skip
    entry = register(people, "6/E", moment(day(2), 9))
    put_to_dung(people, entry, moment(day(2), 10))
    hoas = give_to_hoa(people, entry, moment(day(2), 11), due_on=day(20))
    e = hand_to_minh(people, hoas, moment(day(2), 12), due_on=day(10))
    held = register(people, "7/G", moment(day(2), 13))
    put_to_dung(people, held, moment(day(2), 14))
    inform = people.office.id
    give_to_hoa(
        people, held, moment(day(2), 15), due_on=day(9), hold=True, inform=inform
    )

    report(people, a, moment(day(8), 16))
    confirm(people, "hoa", a, moment(day(8), 23))
    report(people, b, moment(day(9), 0, 1))
    extend(people, d, day(15), moment(day(3), 9))
    report(people, d, moment(day(14), 9))
    confirm(people, "hoa", d, moment(day(15), 9))
    report(people, e, moment(day(9), 9))
    actions.return_report(
        entry_id=e.entry_id,
        assignment_id=e.id,
        reason="Chưa có số liệu.",
        by=people.seat("hoa", on=day(9)),
        at=moment(day(9), 10),
    )
    actions.instruct(
        entry_id=f.entry_id,
        assignment_id=_direct(f).id,
        text="Chỉ lưu.",
        shares=[],
        file_only=True,
        again=True,
        by=people.seat("dung", on=day(4)),
        at=moment(day(4), 9),
    )

    # By the morning of the 9th what was due on the 8th is over: A, B, C.
    early = count(people, IN_TIME, day(9))
    assert (early.numerator, early.records, early.until) == (2, 6, day(9))
    # By the 21st D and E, too.
    late = count(people, IN_TIME, day(21))
    assert (late.numerator, late.records) == (4, 10)
    assert late.value == 40
    hand = {part.id for one in (a, b, c, d, e) for part in (one, _above(one))}
    assert listed(people, IN_TIME) == hand
    good = {part.id for one in (a, d) for part in (one, _above(one))}
    assert listed(people, IN_TIME, counting=True) == good
    assert listed(people, IN_TIME, counting=False) == hand - good
    _each_reader_is_told_what_it_may_see(people, hand)


def _each_reader_is_told_what_it_may_see(people: Province, hand: set[UUID]) -> None:
    lines = lineage(IN_TIME, [people.committee.id], APRIL).lines
    told = tell(people.seat("lan", on=day(21)), lines)

    assert set(told) == hand
    first = Assignment.objects.get(pk=lines[0].record_id)
    assert told[first.id].url == reverse("documents:entry", args=[first.entry_id])
    assert "văn bản" in told[first.id].words
    # Tú's commune has none of these papers.
    assert tell(people.seat("tu", on=day(21)), lines) == {}


def _above(part: Assignment) -> Assignment:
    parent = part.parent
    assert parent is not None
    return parent


def _direct(part: Assignment) -> Assignment:
    return _above(_above(part))


def extend(people: Province, part: Assignment, until: date, at: datetime) -> None:
    """Hoa is given more time by Dũng, Minh's day moves along."""
    above = _above(part)
    asked = {"entry_id": part.entry_id, "assignment_id": above.id, "at": at}
    actions.ask_extension(
        until=until, reason="Chờ số liệu.", by=people.seat("hoa", on=at.date()), **asked
    )
    actions.grant_extension(by=people.seat("dung", on=at.date()), **asked)


def test_a_part_counts_for_the_body_that_had_it_on_its_day(people: Province) -> None:
    """Due on the 8th and the 20th; on the 15th all of it went to another body."""
    heir = make_commune(people, day(15), moment(day(15), 0)).agency
    early = on_minhs_desk(people, "1/A", moment(day(1), 9), day(8))
    later = on_minhs_desk(people, "2/B", moment(day(1), 10), day(20))
    made = HandOver.objects.create(
        reason="end-of-post",
        on=day(15),
        at=moment(day(15), 0),
        by=SYSTEM.name,
        from_agency_id=people.committee.id,
        from_agency_name="cũ",
        to_agency_id=heir.id,
        to_agency_name="mới",
    )
    for place, part in enumerate((early, later)):
        HandOverLine.objects.create(
            hand_over=made,
            position=place,
            kind="part",
            thing_id=part.id,
            entry_id=part.entry_id,
        )
        Assignment.objects.filter(pk=part.id).update(agency_id=heir.id)

    old = count(people, IN_TIME, day(21))
    new = count(people, IN_TIME, day(21), heir.id)

    # Hoa's two stayed; of Minh's one was due there and one here.
    assert (old.records, new.records) == (3, 1)
    page = lineage(IN_TIME, [heir.id], APRIL)
    assert [line.record_id for line in page.lines] == [later.id]
    assert early.id in listed(people, IN_TIME)
    both = one_body(heir.id, [people.committee.id])
    (whole,) = figures([both], [IN_TIME], [APRIL], on=day(21))
    assert whole.records == 4


def test_registered_in_time_equals_the_hand_count(people: Province) -> None:
    """Arrived, entered, in time? The 26th and 27th are days off, as are the 30th on.

    Fri 3 April   Fri 3    yes        Fri 24   Tue 28, the first day after    yes
    Fri 3         Mon 6    yes        Fri 24   Wed 29                         no
    Fri 3         Tue 7    no         urgent, Thu 9, entered Fri 10           no
    Thu 9, 22:00  Fri 10   yes        urgent, Thu 9, entered that evening     yes
    a cancelled number: nothing       one of an old book: nothing
    """
    rows = [
        (3, 3, "normal", True),
        (3, 6, "normal", True),
        (3, 7, "normal", False),
        (9, 10, "normal", True),
        (24, 28, "normal", True),
        (24, 29, "normal", False),
        (9, 10, "urgent", False),
        (9, 9, "urgent", True),
        (13, 13, "normal", None),
        (13, 20, "normal", None),
    ]
    good, bad = set(), set()
    for number, (came, entered, urgency, counts) in enumerate(rows, 1):
        imported = counts is None and entered == 20
        entry = enter(
            people,
            f"{number}/X",
            came=moment(day(came), 22),
            at=moment(day(entered), 23),
            urgency=urgency,
            channel="import" if imported else "paper",
        )
        if counts is not None:
            (good if counts else bad).add(entry.id)
        elif not imported:
            actions.cancel_number(
                entry_id=entry.id,
                reason="Vào sổ hai lần.",
                by=people.seat("lan", on=day(13)),
                at=moment(day(13), 23, 30),
            )

    code = "documents.registered_in_time"
    figure = count(people, code, date(2026, 5, 1))

    assert (figure.numerator, figure.records) == (5, 8)
    assert listed(people, code) == good | bad
    assert listed(people, code, counting=True) == good
    received = count(people, "documents.received", date(2026, 5, 1))
    # All but the cancelled one, those of old books too.
    assert (received.value, received.records) == (9, 9)
    assert len(listed(people, "documents.received")) == 9


def enter(
    people: Province,
    symbol: str,
    *,
    came: datetime,
    at: datetime,
    urgency: str,
    channel: str,
) -> RegisterEntry:
    """Lan enters what arrived at another moment, and says why the order is another."""
    return actions.register_incoming(
        paper=Paper(
            subject=f"V/v việc của văn bản {symbol}",
            issuer_name="Sở Nông nghiệp và Phát triển nông thôn",
            type_code="CV",
            symbol=symbol,
            issued_on=SPRING,
            urgency=urgency,
        ),
        arrived_at=came,
        by=people.seat("lan", on=at.date()),
        at=at,
        channel=channel,
        late_reason="Văn thư nghỉ.",
    )


def test_what_came_in_counts_in_the_book_it_stands_in(people: Province) -> None:
    heir = make_commune(people, day(15), moment(day(15), 0)).agency
    entry = register(people, "1/A", moment(day(2), 9))
    RegisterEntry.objects.filter(pk=entry.pk).update(agency=heir, order_key=7)

    assert count(people, "documents.received", day(20)).value == 1
    assert count(people, "documents.received", day(20), heir.id).value == 0
    assert listed(people, "documents.received") == {entry.id}


def test_a_query_of_models_counts_like_one_in_sql(
    people: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = {register(people, f"{n}/A", moment(day(n), 9)).id for n in (2, 3)}

    def asked(since: date, until: date) -> QuerySet[RegisterEntry, tuple[object, ...]]:
        rows = RegisterEntry.objects.filter(arrived_on__gte=since, arrived_on__lt=until)
        return rows.values_list(
            "register__agency", "arrived_on", Value("documents.entry"), "id", Value(1)
        )

    declared = REGISTER.indicators["documents.received"]
    monkeypatch.setitem(
        REGISTER.indicators, "documents.received", replace(declared, records=asked)
    )

    assert count(people, "documents.received", day(20)).value == 2
    assert listed(people, "documents.received") == entries


def test_what_came_in_today_counts_today(people: Province) -> None:
    register(people, "1/A", moment(day(20), 6))

    assert count(people, "documents.received", day(20)).value == 1
    late = count(people, "documents.registered_in_time", day(20))
    assert late.state == "nothing"
