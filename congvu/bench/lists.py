"""Lists and pages: ours beside the best SQL we can write, and beside an empty page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client, override_settings
from django.urls import include, path

from congvu.accounts.models import User
from congvu.bench.rows import (
    LINES,
    Rows,
    as_much_work,
    give_work,
    keep_grants,
    keep_newest,
    keep_work,
    row_figures,
    tell_much,
)
from congvu.bench.story import first_post, handled_paper, posts_held
from congvu.bench.timing import Figure, ratio
from congvu.documents.access import get_entry_for, scope_of
from congvu.documents.models import Grant, RegisterEntry
from congvu.documents.queries import Tab, entries_page, entry_detail, my_work
from congvu.law.queries import calendar
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.models import Identifier
from congvu.organisations.rules import Role

PAGE = 50
QUERY_CEILING = 1.5
# A handful of rows: what is counted is mostly the making of models, under 2 ms in all.
FEW_ROWS_CEILING = 4.0
PAGE_CEILING = 4.0


def empty_page(request: HttpRequest) -> HttpResponse:
    """The base template with nothing on it: no page of ours can be quicker."""
    return render(request, "ui/base.html")


urlpatterns = [
    path("bench/empty/", empty_page),
    path("", include("congvu.config.urls")),
]


@dataclass(frozen=True)
class Who:
    """The people the lists are timed as."""

    clerk: Seat
    specialist: Seat
    share: float


def find_people(seed: int, on: date) -> Who:
    """The biggest agency's clerk, and the specialist nearest to 1 % of its papers."""
    agency = Identifier.objects.get(value=f"X{seed:02d}").agency_id
    total = RegisterEntry.objects.filter(agency=agency).count()
    counted = [
        (abs(Grant.objects.filter(principal_id=post).count() / total - 0.01), post)
        for post in posts_held(agency, Role.SPECIALIST, on)
    ]
    specialist = seat_of_post(min(counted)[1], on)
    held = Grant.objects.filter(principal_id__in=list(specialist.principals))
    clerk = seat_of_post(first_post(agency, Role.RECORDS_CLERK, on), on)
    return Who(clerk, specialist, held.count() / total)


def _fetch(sql: str, params: list[Any]) -> Callable[[], list[tuple[Any, ...]]]:
    def run() -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows

    return run


_COLUMNS = """
e.id, e.number, e.order_key, e.arrived_on, e.urgency, e.state, e.holder, e.due_on,
d.id, d.type_name, d.symbol, d.issued_on, d.issuer_name, d.subject
"""

# A list shows the nearest day: of the paper, of the registry, of a part still open.
_NEAREST = """least(e.due_on, e.move_by, (
    SELECT min(a.due_on) FROM documents_assignment a WHERE a.entry_id = e.id
       AND a.part IN ('lead', 'support')
       AND a.state IN ('waiting', 'working', 'handed-on', 'reported', 'held')))"""
_LISTED = _COLUMNS.replace("e.due_on", _NEAREST)

_REGISTER_SQL = f"""
SELECT {_LISTED} FROM documents_registerentry e
  JOIN documents_document d ON d.id = e.document_id
 WHERE e.agency_id = %s ORDER BY e.order_key DESC LIMIT %s
"""
_GRANTED_SQL = f"""
SELECT {_LISTED}
  FROM (SELECT DISTINCT g.entry_id, g.order_key FROM unnest(%s::uuid[]) p(id)
         CROSS JOIN LATERAL (SELECT entry_id, order_key FROM documents_grant
               WHERE principal_id = p.id ORDER BY order_key DESC LIMIT %s) g
         ORDER BY g.order_key DESC LIMIT %s) g
  JOIN documents_registerentry e ON e.id = g.entry_id
  JOIN documents_document d ON d.id = e.document_id
 ORDER BY g.order_key DESC
"""
_WORK_SQL = f"""
SELECT a.id, a.part, a.state, a.due_on, a.desk_name, a.request, a.given_by, a.given_at,
       {_COLUMNS}
  FROM documents_assignment a
  JOIN documents_registerentry e ON e.id = a.entry_id
  JOIN documents_document d ON d.id = e.document_id
 WHERE a.desk_id = ANY(%s)
   AND a.state IN ('waiting', 'working', 'handed-on', 'reported')
   AND a.state IN ('waiting', 'working')
 ORDER BY a.due_on NULLS LAST, a.id LIMIT 300
"""
_ONE_SQL = (
    f"""SELECT {_COLUMNS} FROM documents_registerentry e
          JOIN documents_document d ON d.id = e.document_id
         WHERE e.id = %s AND EXISTS (SELECT FROM documents_grant g
               WHERE g.entry_id = e.id AND g.principal_id = ANY(%s))""",
    """SELECT f.id, f.name, s.size, s.state, EXISTS (
               SELECT FROM documents_intakeitem i
                WHERE i.agency_id = %s AND i.file_id = f.file_id AND i.doubt = 'held')
         FROM documents_documentfile f
         JOIN files_storedfile s ON s.id = f.file_id
        WHERE f.document_id = %s ORDER BY f.position""",
    "SELECT * FROM documents_instruction WHERE entry_id = %s ORDER BY given_at, id",
    """SELECT a.*, d.state, u.times, u.last FROM documents_assignment a
         LEFT JOIN documents_delivery d ON d.assignment_id = a.id
         LEFT JOIN LATERAL (SELECT count(*) AS times, max(at) AS last
              FROM documents_urging WHERE assignment_id = a.id) u ON true
        WHERE a.entry_id = %s ORDER BY a.given_at, a.id""",
    """SELECT * FROM documents_historyevent WHERE entry_id = %s AND at >= %s
        ORDER BY at, id""",
    "SELECT * FROM documents_workrequest WHERE entry_id = %s ORDER BY asked_at, id",
)


def list_figures(who: Who, at: datetime) -> list[Figure]:
    """Query functions, pages, and what rows cost, for one paper and for the lists."""
    entry = handled_paper(clerk=who.clerk, specialist=who.specialist, at=at)
    return [*query_figures(who, entry, local_date(at)), *page_figures(who, entry)]


def query_figures(who: Who, entry: RegisterEntry, on: date) -> Iterator[Figure]:
    """Each query function, rights included, beside hand-written SQL."""
    clerk, specialist = scope_of(who.clerk), scope_of(who.specialist)
    desk = list(who.specialist.principals)
    yield ratio(
        "register of the clerk: query function / SQL",
        lambda: entries_page(clerk, on=on, tab=Tab.ALL),
        _fetch(_REGISTER_SQL, [who.clerk.agency_id, PAGE + 1]),
        most=QUERY_CEILING,
    )
    yield ratio(
        "list of the specialist: query function / SQL",
        lambda: entries_page(specialist, on=on),
        _fetch(_GRANTED_SQL, [desk, PAGE + 1, PAGE + 1]),
        most=QUERY_CEILING,
    )
    days = calendar()
    with as_much_work(who.specialist):
        work = ratio(
            f"work of the specialist, {LINES} lines: query function / SQL",
            lambda: my_work(who.specialist.principals, on=on, days=days),
            _fetch(_WORK_SQL, [desk]),
            most=FEW_ROWS_CEILING,
        )
    yield work
    key, paper = entry.id, entry.document_id
    bare = [
        _fetch(_ONE_SQL[0], [key, desk]),
        _fetch(_ONE_SQL[1], [entry.agency_id, paper]),
        _fetch(_ONE_SQL[2], [key]),
        _fetch(_ONE_SQL[3], [key]),
        _fetch(_ONE_SQL[4], [key, entry.arrived_at]),
        _fetch(_ONE_SQL[5], [key]),
    ]
    yield ratio(
        "one paper: query functions / SQL",
        lambda: entry_detail(get_entry_for(who.specialist, key)),
        lambda: [fetch() for fetch in bare],
        most=FEW_ROWS_CEILING,
    )


def page_figures(who: Who, entry: RegisterEntry) -> list[Figure]:
    """Each page beside an empty one for the same person, and what its rows cost."""
    with override_settings(
        ROOT_URLCONF="congvu.bench.lists", ALLOWED_HOSTS=["testserver"]
    ):
        pages = pages_of(who, entry)
        return [*map(_beside_empty, pages), *row_figures(pages)]


def pages_of(who: Who, entry: RegisterEntry) -> list[Rows]:
    """The pages measured, for whom, and what makes their rows few or many."""
    clerk, specialist = _signed_in(who.clerk), _signed_in(who.specialist)
    agency, desks = who.clerk.agency_id, list(who.specialist.principals)
    register = "/van-ban/den/"
    return [
        Rows(
            "register of the clerk",
            clerk,
            register,
            few=lambda: keep_newest(agency),
            many=None,
        ),
        Rows(
            "list of the specialist",
            specialist,
            register,
            few=lambda: keep_grants(desks),
            many=None,
        ),
        Rows(
            "work of the specialist",
            specialist,
            "/viec-cua-toi/",
            few=lambda: keep_work(desks),
            many=lambda: give_work(who.specialist.post_id),
        ),
        Rows(
            "one paper",
            specialist,
            f"{register}{entry.id}/",
            few=None,
            many=lambda: tell_much(entry),
        ),
    ]


def _signed_in(seat: Seat) -> Client:
    client = Client()
    client.force_login(User.objects.get(person__id=seat.person_id))
    return client


def _beside_empty(page: Rows) -> Figure:
    return ratio(
        f"{page.name}: page / empty page",
        lambda: _ok(page.client, page.address),
        lambda: _ok(page.client, "/bench/empty/"),
        most=PAGE_CEILING,
        rounds=60,
    )


def _ok(client: Client, address: str) -> None:
    status = client.get(address).status_code
    if status != 200:
        raise RuntimeError(f"{address} answered {status}")
