"""How many machines were inventoried: the figure equals a hand count, and its list."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from congvu.indicators.actions import measure
from congvu.indicators.queries import figure_words, figures, lineage, tell
from congvu.indicators.rules import Period, PeriodKind, one_body, period_of
from congvu.inventory.actions import PaperWish, draw_up, receive
from congvu.inventory.actions.standing import keep_standing
from congvu.inventory.models import Machine
from congvu.inventory.queries import by_unit, coverage
from congvu.lib.dates import VIETNAM
from tests.inventory.messages import fusion
from tests.inventory.wiping import closed
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")

CODE = "inventory.coverage"


def month(people: Province) -> Period:
    return period_of(PeriodKind.MONTH, people.today).moved(-1)


def reported(people: Province, name: str, day: date, *, commune: bool = False) -> UUID:
    board = {"serial": f"SN-{name}-77", "uuid": ""}
    content = fusion(device=name, name=name, mac="", **board)
    taken = receive(
        content=content,
        agency_id=(people.commune if commune else people.committee).pk,
        by=people.seat("quan").actor,
        at=datetime.combine(day, time(23, 30), VIETNAM),
    )
    assert taken[0].machine is not None
    return taken[0].machine.pk


def listed(people: Province, *, counting: bool | None = None) -> list[Any]:
    page = lineage(CODE, [people.committee.pk], month(people), counting=counting)
    return list(page.lines)


def test_it_equals_the_hand_count(province: Province) -> None:
    """Of the committee's three in use, two.

    A  its last inventory 29 days before the end of the last day   counts
    B  30 days before it                                            does not
    C  on the last day, half past 23                                counts
    D  the day after                                                the next month's
    E  in stock                                                     not counted
    F  of the commune                                               the commune's
    """
    last = month(province).last
    a = reported(province, "A", last - timedelta(29))
    b = reported(province, "B", last - timedelta(30))
    c = reported(province, "C", last)
    reported(province, "D", last + timedelta(1))
    stock = reported(province, "E", last)
    Machine.objects.filter(pk=stock).update(state="stock")
    keep_standing([stock], at=datetime.combine(last, time(23, 45), VIETNAM))
    reported(province, "F", last, commune=True)

    span = (month(province).start, last)
    told = measure(at=province.at, codes=[CODE], span=span)
    assert [one.error for one in told] == [""]
    body = one_body(province.committee.pk)
    (figure,) = figures([body], [CODE], [month(province)], on=province.today)

    assert (figure.numerator, figure.records) == (2, 3)
    # The list counts the same, at any hour of the day.
    morning = datetime.combine(last, time(8), VIETNAM)
    counted = coverage(Machine.objects.filter(pk__in=[a, b, c]), morning)
    assert (counted.seen, counted.silent, counted.owned) == (2, 1, 3)
    assert {one.record_id for one in listed(province)} == {a, b, c}
    counting = listed(province, counting=True)
    assert {one.record_id for one in counting} == {a, c}
    shown = tell(province.seat("quan"), counting)
    assert shown[a].url == reverse("inventory:machine", args=[a])
    assert not tell(province.seat("minh"), counting)


def test_a_table_that_people_kept_is_no_inventory(province: Province) -> None:
    """A's agent fell silent; G has none. Quân's list of the last day names both: it
    says nothing of what is on them.
    """
    last = month(province).last
    a = reported(province, "A", last - timedelta(40))
    seen_at = Machine.objects.get(pk=a).seen_at
    taken = receive(
        content="Tên máy,Số máy\nA,SN-A-77\nG,SN-G-77\n".encode(),
        agency_id=province.committee.pk,
        by=province.seat("quan").actor,
        at=datetime.combine(last, time(9), VIETNAM),
    )
    assert [one.state for one in taken] == ["unchanged", "accepted"]

    span = (month(province).start, last)
    told = measure(at=province.at, codes=[CODE], span=span)
    assert [one.error for one in told] == [""]
    body = one_body(province.committee.pk)
    (figure,) = figures([body], [CODE], [month(province)], on=province.today)

    assert (figure.numerator, figure.records) == (0, 2)
    assert Machine.objects.get(pk=a).seen_at == seen_at
    counted = coverage(Machine.objects.all(), datetime.combine(last, time(8), VIETNAM))
    assert (counted.seen, counted.silent, counted.never) == (0, 1, 1)


def test_machines_to_an_official_and_both_lists(province: Province) -> None:
    """The committee at the end of last month: two in use, eight people who sit there.

    One more was disposed of a day before, one was entered after; the commune has its
    own. Today nobody's list changes what was so then.
    """
    last, quan = month(province).last, province.seat("quan")
    a, b = (reported(province, n, last - timedelta(3)) for n in "AB")
    gone = reported(province, "C", last - timedelta(9))
    reported(province, "D", last + timedelta(1))
    reported(province, "E", last, commune=True)
    when = datetime.combine(last - timedelta(1), time(9), VIETNAM)
    draw_up(
        wish=PaperWish(
            "scrap",
            province.committee.pk,
            (gone,),
            decision="1/QĐ",
            decision_on=last - timedelta(2),
            wiped=closed(province, gone, at=when, on=last - timedelta(2)).pk,
        ),
        by=quan,
        at=when,
    )
    # Minh got A the day after; that changes no count of the month.
    Machine.objects.filter(pk=a).update(user=province.seat("minh").person_id)
    keep_standing([a], at=datetime.combine(last + timedelta(1), time(8), VIETNAM))

    span = (month(province).start, last)
    ratio = "inventory.per_official"
    assert not [
        t.error for t in measure(at=province.at, codes=[ratio], span=span) if t.error
    ]
    body = one_body(province.committee.pk)
    (figure,) = figures([body], [ratio], [month(province)], on=province.today)

    # Lan, Dũng, Hà, Hoa, Minh, Sơn, Quân, Thu.
    assert (figure.numerator, figure.records) == (2, 2 + 8)
    assert figure.value == Decimal("0.25")
    assert figure_words(figure) == "0,25"
    lines = lineage(ratio, [province.committee.pk], month(province)).lines
    machines = [one.record_id for one in lines if one.kind == "inventory.machine"]
    assert set(machines) == {a, b}
    told = tell(quan, lines)
    assert {"A", "Nông Thị Lan"} <= {one.words for one in told.values()}
    assert not tell(province.seat("hoa"), lines)
    # By unit, today: Minh has one of his own.
    lines_by_unit = by_unit(province.committee.pk, province.today, province.at)
    equipped = {line.name: line.equipped for line in lines_by_unit}
    assert equipped["Phòng Khoa giáo - Văn xã"] == 1
