"""Lists and pages: ours beside the best SQL we can write, and beside an empty page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import include, path

from congvu.accounts.models import User
from congvu.bench.timing import Figure, ratio
from congvu.documents.access import get_entry_for, scope_of
from congvu.documents.models import Grant, RegisterEntry
from congvu.documents.queries import Tab, entries_page, entry_detail, my_work
from congvu.law.queries import calendar
from congvu.organisations.access import Seat, seat_of_post
from congvu.organisations.models import Appointment, Identifier
from congvu.organisations.rules import Role

PAGE = 50
QUERY_CEILING = 1.5
# A handful of rows: what is counted is mostly the making of models, under 2 ms in all.
FEW_ROWS_CEILING = 4.5
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
    entry: RegisterEntry


def find_people(seed: int, on: date) -> Who:
    """The biggest agency's clerk, and the specialist nearest to 1 % of its papers."""
    agency = Identifier.objects.get(value=f"X{seed:02d}").agency_id
    total = RegisterEntry.objects.filter(agency=agency).count()
    clerk = _post(agency, Role.RECORDS_CLERK, on)[0]
    counted = [
        (abs(Grant.objects.filter(principal_id=post).count() / total - 0.01), post)
        for post in _post(agency, Role.SPECIALIST, on)
    ]
    specialist = seat_of_post(min(counted)[1], on)
    held = Grant.objects.filter(principal_id__in=list(specialist.principals))
    newest = held.select_related("entry").order_by("-order_key").first()
    if newest is None:
        raise LookupError("the synthetic specialist holds nothing")
    return Who(seat_of_post(clerk, on), specialist, held.count() / total, newest.entry)


def _post(agency: UUID, role: Role, on: date) -> list[UUID]:
    return list(
        Appointment.objects.valid(on=on)
        .filter(post__unit__agency=agency, post__role=role)
        .values_list("post_id", flat=True)
    )


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

_REGISTER_SQL = f"""
SELECT {_COLUMNS} FROM documents_registerentry e
  JOIN documents_document d ON d.id = e.document_id
 WHERE e.agency_id = %s ORDER BY e.order_key DESC LIMIT %s
"""
_GRANTED_SQL = f"""
SELECT {_COLUMNS}
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
    """SELECT f.id, f.name, s.size, s.state FROM documents_documentfile f
         JOIN files_storedfile s ON s.id = f.file_id WHERE f.document_id = %s""",
    "SELECT * FROM documents_instruction WHERE entry_id = %s ORDER BY given_at",
    "SELECT * FROM documents_assignment WHERE entry_id = %s ORDER BY given_at",
    "SELECT * FROM documents_historyevent WHERE entry_id = %s AND at >= %s ORDER BY at",
)


def query_figures(who: Who, on: date) -> Iterator[Figure]:
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
    yield ratio(
        "work of the specialist: query function / SQL",
        lambda: my_work(who.specialist.principals, on=on, days=days),
        _fetch(_WORK_SQL, [desk]),
        most=FEW_ROWS_CEILING,
    )
    entry = who.entry
    key, paper = entry.id, entry.document_id
    bare = [
        _fetch(_ONE_SQL[0], [key, desk]),
        _fetch(_ONE_SQL[1], [paper]),
        _fetch(_ONE_SQL[2], [key]),
        _fetch(_ONE_SQL[3], [key]),
        _fetch(_ONE_SQL[4], [key, entry.arrived_at]),
    ]
    yield ratio(
        "one paper: query functions / SQL",
        lambda: entry_detail(get_entry_for(who.specialist, key)),
        lambda: [fetch() for fetch in bare],
        most=FEW_ROWS_CEILING,
    )


def page_figures(who: Who) -> list[Figure]:
    """Each page beside an empty one for the same person."""
    with override_settings(
        ROOT_URLCONF="congvu.bench.lists", ALLOWED_HOSTS=["testserver"]
    ):
        return [
            figure
            for name, seat, address in (
                ("register of the clerk", who.clerk, "/van-ban/den/"),
                ("list of the specialist", who.specialist, "/van-ban/den/"),
                ("work of the specialist", who.specialist, "/viec-cua-toi/"),
                ("one paper", who.specialist, f"/van-ban/den/{who.entry.id}/"),
            )
            for figure in _one_page(name, seat, address)
        ]


def _one_page(name: str, seat: Seat, address: str) -> Iterator[Figure]:
    client = Client()
    client.force_login(User.objects.get(person__id=seat.person_id))
    yield ratio(
        f"{name}: page / empty page",
        lambda: _ok(client, address),
        lambda: _ok(client, "/bench/empty/"),
        most=PAGE_CEILING,
        rounds=60,
    )
    with CaptureQueriesContext(connection) as queries:
        _ok(client, address)
    yield Figure(f"{name}: queries of the page", len(queries), "queries", most=30)


def _ok(client: Client, address: str) -> None:
    status = client.get(address).status_code
    if status != 200:
        raise RuntimeError(f"{address} answered {status}")
