"""A year of training of a province: two hundred thousand marks of who was there, put
in by the database, reported agency by agency, all rolled back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection, transaction

from congvu.bench.timing import Figure
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat
from congvu.training.actions import export_report
from congvu.training.models import Course, Place, SessionAttendance
from congvu.training.queries.report import taught_in

CLASSES = 500
SESSIONS = 10
PLACES = 50
ROUNDS = 5
REPORT_CEILING = 1000

_PEOPLE = """
INSERT INTO organisations_person (id, full_name, folded_name, valid_from)
SELECT ('1ea40000-0000-0000-0000-' || lpad(to_hex(n), 12, '0'))::uuid,
       'Người học ' || n, 'nguoi hoc ' || n, %(day)s
  FROM generate_series(0, %(people)s - 1) n
"""
_CLASSES = """
INSERT INTO training_trainingclass
  (id, agency_id, course_id, name, state, begins_on, ends_on, ask_until, room, capacity,
   cost, budget_line, ended_at, end_reason, made_at, made_by)
SELECT ('1ea4c1a5-0000-0000-0000-' || lpad(to_hex(n), 12, '0'))::uuid, %(agency)s,
       %(course)s, 'Lớp đo ' || n, 'closed', %(day)s, %(day)s, %(day)s, 'Hội trường',
       %(places)s, 0, '', %(at)s, '', %(at)s, 'Đo'
  FROM generate_series(1, %(classes)s) n
"""
_SESSIONS = """
INSERT INTO training_classsession
  (id, training_class_id, subject, starts_at, ends_at, room, trainer_name)
SELECT gen_random_uuid(), c.id, 'Buổi ' || k, %(at)s + k * interval '1 day',
       %(at)s + k * interval '1 day' + interval '3 hours', '', 'Giảng viên'
  FROM training_trainingclass c CROSS JOIN generate_series(1, %(sessions)s) k
 WHERE c.course_id = %(course)s
"""
# Half of the people come back a second time; nine in ten completed what they began.
_PLACES = """
INSERT INTO training_place
  (id, training_class_id, person_id, post_id, unit_id, agency_id, state, asked_at,
   asked_by, decided_by, reason, result, result_on, gave_opinion)
SELECT gen_random_uuid(), c.id,
       ('1ea40000-0000-0000-0000-'
         || lpad(to_hex((c.n * %(places)s + k) %% %(people)s), 12, '0'))::uuid,
       post.id, post.unit_id, post.agency_id, 'held', %(at)s, 'Đo', 'Đo', '',
       CASE WHEN k %% 10 = 0 THEN 'failed' ELSE 'passed' END, %(day)s, false
  FROM (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n
          FROM training_trainingclass WHERE course_id = %(course)s) c
 CROSS JOIN generate_series(0, %(places)s - 1) k
  JOIN (SELECT o.id, o.unit_id, u.agency_id, row_number() OVER (ORDER BY o.id) - 1 AS n,
               count(*) OVER () AS many
          FROM organisations_post o JOIN organisations_unit u ON u.id = o.unit_id) post
    ON post.n = (c.n * %(places)s + k) %% post.many
"""
# Everybody missed one session in five; one in ten who came was late.
_ATTENDED = """
INSERT INTO training_sessionattendance (id, session_id, place_id, at, is_late, how, by)
SELECT gen_random_uuid(), s.id, p.id, s.starts_at, (p.n + s.n) %% 10 = 0, 'code', 'Đo'
  FROM (SELECT id, training_class_id, row_number() OVER (ORDER BY id) AS n
          FROM training_place WHERE asked_by = 'Đo') p
  JOIN (SELECT s.id, s.training_class_id, s.starts_at,
               row_number() OVER (PARTITION BY s.training_class_id
                                  ORDER BY s.starts_at) AS n
          FROM training_classsession s
          JOIN training_trainingclass c ON c.id = s.training_class_id
         WHERE c.course_id = %(course)s) s
    ON s.training_class_id = p.training_class_id AND (p.n + s.n) %% 5 <> 0
"""


def training_figures(clerk: Seat, at: datetime) -> Iterator[Figure]:
    with transaction.atomic():
        _fill(clerk, at)
        figures = _measured(clerk, at)
        transaction.set_rollback(True)
    yield from figures


def _measured(clerk: Seat, at: datetime) -> list[Figure]:
    year = local_date(at).year
    beside = {
        "attendance rows": float(SessionAttendance.objects.count()),
        "places": float(Place.objects.count()),
    }
    asked: list[tuple[str, Callable[[], Any]]] = [
        ("the year of every agency, counted from attendance", partial(taught_in, year)),
        (
            "the year of one agency",
            partial(taught_in, year, clerk.agency_id),
        ),
        (
            "the year of every agency as .xlsx",
            lambda: export_report(
                year=year, form="xlsx", by=clerk, at=at
            ).stream.close(),
        ),
    ]
    return [
        Figure(name, _taken(act), "ms", most=REPORT_CEILING, beside=beside)
        for name, act in asked
    ]


def _taken(act: Callable[[], Any]) -> float:
    spent = []
    for _n in range(ROUNDS):
        begun = perf_counter()
        act()
        spent.append((perf_counter() - begun) * 1000)
    return median(spent)


def _fill(clerk: Seat, at: datetime) -> None:
    course = Course.objects.create(
        agency_id=clerk.agency_id,
        name="Khóa để đo",
        kind="user",
        hours=30,
        made_at=at,
        made_by="Đo",
    )
    asked: dict[str, Any] = {
        "agency": clerk.agency_id,
        "course": course.pk,
        "classes": CLASSES,
        "sessions": SESSIONS,
        "places": PLACES,
        "people": CLASSES * PLACES // 2,
        "day": local_date(at),
        "at": at,
    }
    with connection.cursor() as cursor:
        for made in (_PEOPLE, _CLASSES, _SESSIONS, _PLACES, _ATTENDED):
            cursor.execute(made, asked)
        cursor.execute(
            "ANALYZE training_trainingclass, training_classsession, training_place, "
            "training_sessionattendance"
        )
