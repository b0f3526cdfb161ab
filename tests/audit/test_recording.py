"""Events enter with the act or not at all."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from congvu.accounts.models import User
from congvu.audit.actions import (
    ensure_months,
    event_row,
    load_sealed,
    record,
    record_many,
)
from congvu.audit.models import AuditEvent, AuditLink
from congvu.audit.queries import Tail, label, register, sealed, tail
from congvu.audit.rules import SYSTEM, Actor, first_break
from tests.audit.conftest import AT

LAN = Actor(
    name="Lan", person_id=UUID(int=7), agency_id=UUID(int=8), address="10.0.0.7"
)
pytestmark = pytest.mark.django_db


def test_an_event_says_who_did_what_to_which_thing() -> None:
    user = User.objects.create(username="minh")

    record("accounts.user-locked", by=LAN, at=AT, on=user, data={"số": 1})

    event = AuditEvent.objects.get(object_id=user.pk)
    assert event.actor_name == "Lan"
    assert event.object_type == "accounts.user"
    assert event.agency_id == event.actor_agency_id == UUID(int=8)
    assert event.data == {"số": 1}


def test_an_event_of_a_failed_act_is_gone_with_the_act() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():  # noqa: PT012 - an act
        record("accounts.signed-in", by=LAN, at=AT, on_id=UUID(int=9))
        User.objects.bulk_create([User(username="minh"), User(username="MINH")])

    assert not AuditEvent.objects.filter(object_id=UUID(int=9)).exists()


def test_recording_is_one_statement(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        record("accounts.signed-in", by=LAN, at=AT)


def test_many_events_enter_together() -> None:
    rows = [
        event_row("accounts.signed-in", by=SYSTEM, at=AT, on_id=UUID(int=5))
        for _n in range(3)
    ]

    record_many(rows)

    assert AuditEvent.objects.filter(object_id=UUID(int=5)).count() == 3


def test_a_misshapen_event_name_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        record("Signed in", by=LAN, at=AT)


def test_every_declared_event_has_a_vietnamese_label() -> None:
    assert label("accounts.signed-in") == "Đăng nhập"
    assert label("accounts.of-another-age") == "accounts.of-another-age"
    assert all(register().values())


def test_a_loader_seals_what_it_loads_and_the_chain_stays_whole(log: None) -> None:
    record("accounts.signed-in", by=LAN, at=AT)
    row = event_row("accounts.signed-in", by=LAN, at=AT, data={"ghi": ["đ", 10**20]})

    assert load_sealed([row]) == 1
    assert load_sealed([]) == 1
    assert first_break(sealed())[1] is None
    assert AuditLink.objects.count() == 1
    assert tail() == Tail(1, AT)


def partition_of(key: UUID) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tableoid::regclass::text FROM audit_event WHERE id = %s", [key]
        )
        return cursor.fetchone()[0]


def test_each_month_of_vietnam_has_its_partition() -> None:
    last_of_may = AT.replace(year=2019, month=5, day=31, hour=18)  # 1 June, 01:00 there
    ensure_months("audit_event", [last_of_may, last_of_may])
    row = event_row("accounts.signed-in", by=LAN, at=last_of_may)

    record_many([row])

    assert partition_of(row.id) == "audit_event_2019_06"


def test_a_month_that_nobody_prepared_still_takes_events() -> None:
    row = event_row("accounts.signed-in", by=LAN, at=AT.replace(year=1999))
    record_many([row])

    ensure_months("audit_event", [row.at])

    assert partition_of(row.id) == "audit_event_default"


def test_only_named_tables_can_be_given_months() -> None:
    with pytest.raises(Exception, match="not kept by month"), transaction.atomic():
        ensure_months("accounts_user", [AT])
