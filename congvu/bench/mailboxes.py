"""Boxes for thirteen thousand officials at once, their list, what the servers ask.

People and posts are copied in beside those that are there, and all is rolled back.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from random import Random
from statistics import median
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from congvu.audit.rules import SYSTEM
from congvu.bench.timing import DatabaseClock, Figure
from congvu.lib.dates import local_date
from congvu.lib.ids import uuid7
from congvu.lib.text import fold
from congvu.mailboxes.actions import (
    EntryData,
    ListData,
    RuleData,
    make_list,
    provision,
    set_rule,
)
from congvu.mailboxes.models import Mailbox
from congvu.mailboxes.queries import Asked, boxes_page, rule_on, seat_box
from congvu.mailboxes.queries.deliveries import NOT_THERE, deliveries_page
from congvu.mailboxes.rules import SeatKind
from congvu.organisations.access import Seat
from congvu.organisations.models import AgencyKind, Unit
from congvu.organisations.rules import Role

OFFICIALS = 13_000
DELIVERIES = 50_000
PROVISION_CEILING = 120
PAGE_CEILING = 150
LOOK_UP_CEILING = 40
EXPAND_CEILING = 300
ROUNDS = 7
_SENT = """
INSERT INTO mailboxes_maildelivery
  (id, queue_id, message_id, sender, recipient, agency_id, size, queued_at, at, state,
   delay, tries, relay, dsn, reason, symbol, breach, basis)
SELECT ('be7c0000-0000-0000-0000-' || lpad(to_hex(n), 12, '0'))::uuid, 'do' || n,
       '<' || n || '@do.example>', 'gui-' || n %% 200 || '@do.example',
       'nhan-' || n %% 4000 || '@do.example', %(agency)s, 20000,
       %(at)s - n * interval '50 seconds', %(at)s - n * interval '50 seconds',
       CASE n %% 12 WHEN 0 THEN 'bounced' ELSE 'sent' END,
       1, 1, '', '', '', '', '', ''
  FROM generate_series(1, %(many)s) AS n
"""
_FAMILIES = ("Nguyễn", "Hoàng", "Nông", "Triệu", "Lường", "Ma", "Đặng", "Lý", "Hà")
_MIDDLE = ("Văn", "Thị", "Đức", "Thu", "Minh", "Ngọc", "Quốc", "Hữu")
_GIVEN = ("Anh", "Bình", "Dũng", "Hùng", "Lan", "Ngọc", "Quân", "Thảo", "Yến", "Hòa")
_PERSON = (
    "COPY organisations_person (id, full_name, folded_name, valid_from) FROM STDIN"
)
_POST = (
    "COPY organisations_post (id, unit_id, name, role, position, valid_from) FROM STDIN"
)
_HELD = (
    "COPY organisations_appointment (id, person_id, post_id, legal_basis, valid_from)"
    " FROM STDIN"
)


def mailbox_figures(clerk: Seat, at: datetime, *, seed: int = 1) -> Iterator[Figure]:
    on = local_date(at)
    with transaction.atomic():
        _people(at, Random(seed))  # noqa: S311 - rows, no secrets
        if rule_on(on) is None:
            rule = RuleData(domain="do.example", valid_from=on)
            set_rule(data=rule, by=SYSTEM, at=at)
        began = time.monotonic()
        made = provision(by=SYSTEM, at=at)
        spent = time.monotonic() - began
        beside = {
            "people": float(made.people),
            "seats": float(made.seats),
            "collided": float(len(made.collided)),
        }
        figures = [
            Figure(
                "boxes for everybody who has none",
                spent,
                "seconds",
                most=PROVISION_CEILING,
                beside=beside,
            ),
            *_pages(clerk, at),
            *_look_ups(clerk, at),
            *_deliveries(clerk, at),
        ]
        transaction.set_rollback(True)
    yield from figures


def _people(at: datetime, chance: Random) -> None:
    """Specialists in whatever units there are, with names that repeat."""
    on = local_date(at)
    units = list(Unit.objects.valid(on=on).values_list("pk", flat=True))
    people, posts, held = [], [], []
    for _n in range(OFFICIALS):
        person, post = uuid7(), uuid7()
        parts = (_FAMILIES, _MIDDLE, _GIVEN)
        name = " ".join(chance.choice(part) for part in parts)
        people.append((person, name, fold(name), on))
        posts.append((post, chance.choice(units), "Chuyên viên", "specialist", 0, on))
        held.append((uuid7(), person, post, "", on))
    for statement, rows in ((_PERSON, people), (_POST, posts), (_HELD, held)):
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    with connection.cursor() as cursor:
        cursor.execute(
            "ANALYZE organisations_person, organisations_post,"
            " organisations_appointment"
        )


def _pages(clerk: Seat, at: datetime) -> list[Figure]:
    """The first page, one from the middle, one agency's, and a name looked for."""
    on = local_date(at)
    half = Mailbox.objects.order_by("folded_title", "pk")[OFFICIALS // 2]
    asked = {
        "first page": partial(boxes_page, Asked(), on),
        "page from the middle": partial(
            boxes_page, Asked(), on, after=f"{half.folded_title}|{half.pk}"
        ),
        "one agency's": partial(boxes_page, Asked(agency_id=clerk.agency_id), on),
        "a name": partial(boxes_page, Asked(text="ngoc dung"), on),
    }
    return [
        Figure(
            f"list of boxes, {name}: database time",
            _taken(ask),
            "ms",
            most=PAGE_CEILING,
        )
        for name, ask in asked.items()
    ]


def _deliveries(clerk: Seat, at: datetime) -> list[Figure]:
    """Letters of a busy month, one in twelve not there: what the list asks."""
    half = UUID(int=(0xBE7C << 112) + DELIVERIES // 2)
    asked: dict[str, Any] = {
        "agency": clerk.agency_id,
        "many": DELIVERIES,
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SENT, asked)
        cursor.execute("ANALYZE mailboxes_maildelivery")
    own = {clerk.agency_id}
    asks = {
        "first page": partial(deliveries_page, own),
        "page from the middle": partial(deliveries_page, own, after=half),
        "what did not arrive": partial(deliveries_page, own, tab=NOT_THERE),
        "one address": partial(deliveries_page, own, address="nhan-7@do.example"),
    }
    return [
        Figure(
            f"list of deliveries, {name}: database time",
            _taken(ask),
            "ms",
            most=PAGE_CEILING,
            beside={"deliveries": float(DELIVERIES)},
        )
        for name, ask in asks.items()
    ]


def _look_ups(clerk: Seat, at: datetime) -> list[Figure]:
    """What Postfix asks for each letter, Dovecot at each sign-in."""
    box = seat_box(clerk.agency_id, SeatKind.REGISTRY, local_date(at))
    clerks = [
        EntryData(agency_kind=kind, role=Role.RECORDS_CLERK)
        for kind in (AgencyKind.COMMUNE, AgencyKind.DEPARTMENT)
    ]
    everybody = ListData(clerk.agency_id, "Văn thư", "van-thu-do", clerks)
    listed = make_list(data=everybody, by=clerk, at=at)
    seat = box.address if box is not None else listed.address
    mine = Mailbox.objects.get(person=clerk.person_id).address
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE mailboxes_mailbox, mailboxes_mailboxmember")
    asked = {
        "who may send as a seat": ("senders", "address", seat, LOOK_UP_CEILING),
        "what one may open": ("readers", "login", mine, LOOK_UP_CEILING),
        "whether a box receives": ("boxes", "address", mine, LOOK_UP_CEILING),
        "whom every clerk's list means": (
            "aliases", "address", listed.address, EXPAND_CEILING
        ),
    }  # fmt: skip
    return [
        Figure(
            f"mail servers ask {name}: database time",
            _taken(partial(_rows, view, column, value)),
            "ms",
            most=most,
        )
        for name, (view, column, value, most) in asked.items()
    ]


def _rows(view: str, column: str, value: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM mail.{view} WHERE {column} = %s", [value])
        return list(cursor.fetchall())


def _taken(ask: Callable[[], Any]) -> float:
    spent = []
    for _n in range(ROUNDS):
        clock = DatabaseClock()
        with connection.execute_wrapper(clock):
            ask()
        spent.append(clock.spent)
    return median(spent)
