"""What is counted of official mail equals what a person counts on this page.

The commune has Tú, its clerk, and Phúc, its chairman; the month is the one before this.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest

from congvu.indicators.actions import measure
from congvu.indicators.queries import figures, lineage
from congvu.indicators.rules import Figure, Period, PeriodKind, one_body, period_of
from congvu.lib.dates import VIETNAM
from congvu.mailboxes.actions.reading_log import keep_uses
from congvu.mailboxes.models import Mailbox, MailDelivery
from congvu.mailboxes.rules.deliveries import DeliveryState
from tests.mailboxes.stories import address_of, provisioned
from tests.people import SINCE, Province

pytestmark = pytest.mark.django_db
ACTIVE, ARRIVED = "mailboxes.active_staff", "mailboxes.arrived"


def month(people: Province) -> Period:
    return period_of(PeriodKind.MONTH, people.today).moved(-1)


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), VIETNAM)


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


def test_who_uses_their_box_equals_the_hand_count(province: Province) -> None:
    """Of the commune's two, one.

    Tú     opened her box 29 days before the month's last day      counts
    Phúc   opened his 30 days before it                            does not
    Lan    of the committee, on the last day                       no one of the commune
    """
    provisioned(province)
    Mailbox.objects.update(valid_from=SINCE)
    last = month(province).last
    uses = {"tu": last - timedelta(29), "phuc": last - timedelta(30), "lan": last}
    keep_uses([(address_of(province, n), moment(day)) for n, day in uses.items()])
    people = {
        name: seat.person.pk
        for name in ("tu", "phuc")
        if (seat := province.cast[name]).person is not None
    }
    commune = province.commune.id

    found = count(province, ACTIVE, commune)

    assert (found.numerator, found.records) == (1, 2)
    assert listed(province, ACTIVE, commune) == set(people.values())
    assert listed(province, ACTIVE, commune, counting=True) == {people["tu"]}
    whole = count(province, ACTIVE, province.committee.id)
    here = listed(province, ACTIVE, province.committee.id)
    assert (whole.numerator, whole.records) == (1, len(here))
    assert not here & set(people.values())


def test_a_box_that_was_closed_is_no_ones(province: Province) -> None:
    provisioned(province)
    last = month(province).last
    Mailbox.objects.update(valid_from=SINCE)
    keep_uses([(address_of(province, n), moment(last)) for n in ("tu", "phuc")])
    shut = Mailbox.objects.filter(address=address_of(province, "phuc"))
    shut.update(valid_until=last)

    found = count(province, ACTIVE, province.commune.id)

    assert (found.numerator, found.records) == (1, 2)


def test_what_arrives_equals_the_hand_count(province: Province) -> None:
    """Of the committee's four that are known, two arrived.

    A  the 5th                       taken by the other server     counts
    B  the 5th                       refused                       does not
    C  the 6th                       still tried                   not counted
    D  the 7th                       given up                      does not
    E  the 5th, of the commune       taken                         the commune's
    F  the last day, half past 23    taken                         counts
    G  an hour later                taken                         the next month's
    """
    first, last = month(province).start, month(province).last
    committee, commune = province.committee, province.commune
    fifth, late = moment(first + timedelta(4)), moment(last, 23, 30)
    told = {
        "A": (committee, fifth, DeliveryState.SENT),
        "B": (committee, fifth, DeliveryState.BOUNCED),
        "C": (committee, moment(first + timedelta(5)), DeliveryState.DEFERRED),
        "D": (committee, moment(first + timedelta(6)), DeliveryState.EXPIRED),
        "E": (commune, fifth, DeliveryState.SENT),
        "F": (committee, late, DeliveryState.SENT),
        "G": (committee, late + timedelta(minutes=60), DeliveryState.SENT),
    }
    rows = {
        name: MailDelivery.objects.create(
            queue_id=name,
            recipient=f"{name.lower()}@noikhac.example",
            agency=agency,
            queued_at=at,
            at=at,
            state=state,
        )
        for name, (agency, at, state) in told.items()
    }

    found = count(province, ARRIVED, committee.id)

    assert (found.numerator, found.records) == (2, 4)
    ids = {name: row.pk for name, row in rows.items()}
    assert listed(province, ARRIVED, committee.id) == {ids[n] for n in "ABDF"}
    good = listed(province, ARRIVED, committee.id, counting=True)
    assert good == {ids["A"], ids["F"]}
    theirs = count(province, ARRIVED, commune.id)
    assert (theirs.numerator, theirs.records) == (1, 1)
