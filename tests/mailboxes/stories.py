"""What stories about mailboxes share: a rule, boxes for everybody, another day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connection

from congvu.audit.rules import SYSTEM
from congvu.mailboxes.actions import Provisioned, RuleData, provision, set_rule
from congvu.mailboxes.models import Mailbox, NamingRule
from congvu.mailboxes.queries import own_box, seat_box
from congvu.mailboxes.rules import SeatKind
from tests.people import SINCE, Province

DOMAIN = "backan.example"


def ruled(people: Province, **more: Any) -> NamingRule:
    """The rule of the office since its first day."""
    data = RuleData(domain=DOMAIN, valid_from=SINCE, **more)
    return set_rule(data=data, by=SYSTEM, at=people.at)


def provisioned(people: Province, **more: Any) -> Provisioned:
    ruled(people, **more)
    return provision(by=SYSTEM, at=people.at)


def address_of(people: Province, who: str) -> str:
    person = people.cast[who].person
    assert person is not None
    found = own_box(person.pk, people.today)
    assert found is not None, f"{who} has no box"
    return found.address


def box_of(people: Province, who: str) -> Mailbox:
    return Mailbox.objects.get(address=address_of(people, who))


def registry(people: Province) -> Mailbox:
    found = seat_box(people.committee.pk, SeatKind.REGISTRY, people.today)
    assert found is not None
    return found


@contextmanager
def day(on: date) -> Iterator[None]:
    """The mail servers' day, as who owns the tables may set it; never an office."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM mail.clock")
        cursor.execute("INSERT INTO mail.clock (day) VALUES (%s)", [on])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM mail.clock")


def seen(view: str, **where: str) -> set[tuple[Any, ...]]:
    """Rows of a view of schema ``mail`` as its role asks for them."""
    asked = " AND ".join(f"{name} = %s" for name in where) or "true"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM mail.{view} WHERE {asked}", [*where.values()])
        return set(cursor.fetchall())


def readers_of(address: str) -> set[str]:
    return {row[0] for row in seen("readers", address=address)}


def may_in(address: str, login: str) -> str:
    """What this reader may do there; empty for who is none."""
    return "".join(row[3] for row in seen("readers", address=address, login=login))


def senders_as(address: str) -> set[str]:
    return {login for _address, login in seen("senders", address=address)}


def targets_of(address: str) -> set[str]:
    return {target for _address, target in seen("aliases", address=address)}


def receives(address: str) -> bool:
    return bool(seen("boxes", address=address))
