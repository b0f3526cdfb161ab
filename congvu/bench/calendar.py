"""The calendar of a large office: three hundred rooms over five years, two hundred
leaders over one.

The rows are made by the database itself and rolled back; the last of them is booked
beside all others, as somebody would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from congvu.bench.timing import Figure
from congvu.calendar.actions import book, keep_resource
from congvu.calendar.models import Occupation, Resource
from congvu.calendar.queries import (
    free_slots,
    year_of_desks,
    year_of_resources,
)
from congvu.calendar.rules import (
    BookingData,
    ResourceData,
    ResourceKind,
    at_clock,
    monday_of,
)
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat
from congvu.organisations.models import Appointment, Person, Post
from congvu.organisations.rules import Role

ROOMS = 300
YEARS = 5
LEADERS = 200
PEOPLE = 12
ROUNDS = 7
YEAR_CEILING = 150
SLOTS_CEILING = 200
CLASH_CEILING = 20

# Each room at eight and at two on every weekday.
_TAKEN = """
INSERT INTO calendar_occupation
  (id, resource_id, booking_id, span, day, minutes, is_held)
SELECT gen_random_uuid(), room.id, %(booking)s,
       tstzrange(day + hour, day + hour + interval '2 hours'),
       (day AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, 120, true
  FROM calendar_resource room,
       generate_series(%(first)s::timestamptz, %(last)s::timestamptz, '1 day') AS day,
       unnest(ARRAY[interval '8 hours', interval '14 hours']) AS hour
 WHERE room.agency_id = %(agency)s AND room.id <> %(left)s
   AND extract(isodow FROM day AT TIME ZONE 'Asia/Ho_Chi_Minh') < 6
"""
# Each leader every weekday, an hour that differs from one to the next.
_ENTRIES = """
WITH made AS (
  INSERT INTO calendar_entry (id, agency_id, uid, sequence, change, summary,
    description, place, chair, prepares, starts, ends, all_day, rrule, left_out,
    visibility, status, raw, kept_at, kept_by, known_until)
  SELECT gen_random_uuid(), %(agency)s, 'do-' || leader || '-' || number, 0,
         1000000000 + leader * 1000 + number, 'Họp', '', '', '', '', starts,
         starts + interval '1 hour', false, '', '{}', 'internal', 'confirmed', '',
         starts, 'Đo', starts
    FROM generate_series(0, %(leaders)s - 1) AS leader,
         LATERAL (
           SELECT row_number() OVER () AS number,
                  day + interval '8 hours' + (leader %% 8) * interval '1 hour' AS starts
             FROM generate_series(%(first)s::timestamptz, %(last)s::timestamptz,
                                  '1 day') AS day
            WHERE extract(isodow FROM day AT TIME ZONE 'Asia/Ho_Chi_Minh') < 6
         ) AS held
  RETURNING id, uid, starts, ends
), times AS (
  INSERT INTO calendar_entryoccurrence (id, entry_id, at, starts, ends, place,
    is_changed, is_cancelled, is_busy)
  SELECT gen_random_uuid(), id, starts, starts, ends, '', false, false, true FROM made
)
INSERT INTO calendar_attendance (id, entry_id, desk_id, name, part, reply, reply_words,
  replied_by, came_by, email)
SELECT gen_random_uuid(), id, (%(desks)s::uuid[])[split_part(uid, '-', 2)::int + 1],
       'Lãnh đạo', 'attends', 'none', '', '', '', '' FROM made
"""


# And once a week an hour of their own, beside what they are asked to.
_OWN = """
WITH made AS (
  INSERT INTO calendar_entry (id, person_id, uid, sequence, change, summary,
    description, place, chair, prepares, starts, ends, all_day, rrule, left_out,
    visibility, status, raw, kept_at, kept_by, known_until)
  SELECT gen_random_uuid(), (%(people)s::uuid[])[leader + 1],
         'rieng-' || leader || '-' || number, 0,
         2000000000 + leader * 1000 + number, 'Việc riêng', '', '', '', '', starts,
         starts + interval '1 hour', false, '', '{}', 'private', 'confirmed', '',
         starts, 'Đo', starts
    FROM generate_series(0, %(leaders)s - 1) AS leader,
         LATERAL (
           SELECT row_number() OVER () AS number, day + interval '8 hours' AS starts
             FROM generate_series(%(first)s::timestamptz, %(last)s::timestamptz,
                                  '7 days') AS day
         ) AS held
  RETURNING id, starts, ends
)
INSERT INTO calendar_entryoccurrence (id, entry_id, at, starts, ends, place,
  is_changed, is_cancelled, is_busy)
SELECT gen_random_uuid(), id, starts, starts, ends, '', false, false, true FROM made
"""


def calendar_figures(clerk: Seat, at: datetime) -> Iterator[Figure]:
    with transaction.atomic():
        figures = _measured(clerk, at)
        transaction.set_rollback(True)
    yield from figures


def _measured(clerk: Seat, at: datetime) -> list[Figure]:
    today = local_date(at)
    rooms, desks = _fill(clerk, at)
    first = monday_of(today.replace(month=1, day=1))
    last = first + timedelta(days=371)
    beside = {
        "rooms": float(ROOMS),
        "spans held": float(Occupation.objects.filter(is_held=True).count()),
        "leaders": float(LEADERS),
    }
    ids = [room.pk for room in rooms]
    asked: list[tuple[str, int, Callable[[], Any]]] = [
        (
            "year's calendar of all rooms and leaders",
            YEAR_CEILING,
            lambda: (
                year_of_resources(ids, first, last),
                year_of_desks(desks, first, last, today),
            ),
        ),
        (
            "free times of twelve people and a room in a month",
            SLOTS_CEILING,
            partial(
                free_slots,
                desks=desks[:PEOPLE],
                resources=ids,
                first=today,
                last=today + timedelta(days=30),
                minutes=60,
                on=today,
            ),
        ),
    ]
    found = [
        Figure(name, _taken(act), "ms", most=most, beside=beside)
        for name, most, act in asked
    ]
    name = "a room booked beside all others, its conflict test with it"
    spent = _booked(rooms[-1], clerk, at)
    return [*found, Figure(name, spent, "ms", most=CLASH_CEILING, beside=beside)]


def _taken(act: Callable[[], Any]) -> float:
    spent = []
    for _n in range(ROUNDS):
        begun = perf_counter()
        act()
        spent.append((perf_counter() - begun) * 1000)
    return median(spent)


def _booked(room: Resource, clerk: Seat, at: datetime) -> float:
    """Times that nobody has: the test is paid in full each time."""
    day = local_date(at) + timedelta(days=1)
    numbers = iter(range(ROUNDS))

    def act() -> None:
        hour = 8 + next(numbers)
        span = (at_clock(day, hour), at_clock(day, hour + 1))
        book(data=BookingData(room.pk, "Đo", *span), by=clerk, at=at)

    return _taken(act)


def _fill(clerk: Seat, at: datetime) -> tuple[list[Resource], list[UUID]]:
    rooms = [
        keep_resource(
            data=ResourceData(ResourceKind.ROOM, f"Phòng đo {number}"), by=clerk, at=at
        )
        for number in range(ROOMS + 1)
    ]
    today, left = local_date(at), rooms[-1]
    begins = at_clock(today.replace(month=1, day=1), 0)
    ends = at_clock(today + timedelta(days=1), 20)
    held = book(
        data=BookingData(left.pk, "Đo", ends, ends + timedelta(hours=1)),
        by=clerk,
        at=at,
    )
    desks = [_desk(number) for number in range(LEADERS)]
    asked: dict[str, Any] = {
        "agency": clerk.agency_id,
        "left": left.pk,
        "booking": held.pk,
        "first": begins,
        "last": begins + timedelta(days=365 * YEARS),
        "leaders": LEADERS,
        "desks": desks,
        "people": _holders(desks, clerk, today),
    }
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN, asked)
        year = asked | {"last": begins + timedelta(days=364)}
        cursor.execute(_ENTRIES, year)
        cursor.execute(_OWN, year)
        cursor.execute(
            "ANALYZE calendar_occupation, calendar_attendance, calendar_entryoccurrence"
        )
    return rooms, desks


def _holders(desks: list[UUID], clerk: Seat, on: date) -> list[UUID]:
    """Somebody at each desk."""
    people = [
        Person(full_name=f"Lãnh đạo {n}", folded_name=f"lanh dao {n}", valid_from=on)
        for n in range(len(desks))
    ]
    posts = [
        Post(pk=desk, unit_id=clerk.unit_id, name="Đo", role=Role.LEADER, valid_from=on)
        for desk in desks
    ]
    Person.objects.bulk_create(people)
    Post.objects.bulk_create(posts)
    Appointment.objects.bulk_create(
        Appointment(person=person, post=post, valid_from=on)
        for person, post in zip(people, posts, strict=True)
    )
    return [person.pk for person in people]


def _desk(number: int) -> UUID:
    return UUID(int=(0xBE7C << 112) | number)
