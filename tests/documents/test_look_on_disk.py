"""What waits for the disk: everything, but for the same look once more (ADR 0081)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from congvu.audit.models import AuditEvent
from congvu.documents.actions import record_view
from congvu.documents.models import RegisterEntry
from tests.documents.door import bring, form, paper_pdf
from tests.people import Province

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("law", "home"),
]


@pytest.fixture
def on_disk() -> Iterator[None]:
    """A database that waits for the disk, unlike that of the tests."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO on")
        yield
        cursor.execute("RESET synchronous_commit")


def waits(client: Client, address: str) -> bool:
    """What was in force after the last statement before the look's commit."""
    in_force = []

    def look(execute: Callable[..., Any], *given: Any) -> Any:
        answer = execute(*given)
        if connection.in_atomic_block:
            shown = connection.connection.execute("SHOW synchronous_commit")
            in_force.extend(shown.fetchone())
        return answer

    with connection.execute_wrapper(look):
        assert client.get(address).status_code == 200
    return bool(in_force[-1] == "on")


@pytest.mark.usefixtures("on_disk")
def test_only_the_same_look_once_more_does_not_wait(province: Province) -> None:
    lan, dung = province.client("lan"), province.client("dung")
    item = bring(lan, paper_pdf(), "mot.pdf")
    lan.post(f"/tiep-nhan/{item.id}/vao-so/", form())
    entry = RegisterEntry.objects.get()
    address = f"/van-ban/den/{entry.id}/"

    assert waits(lan, address)
    assert not waits(lan, address)
    assert waits(dung, address)
    assert not waits(dung, address)
    looks = AuditEvent.objects.filter(event="documents.viewed", object_id=entry.id)
    assert looks.count() == 4

    # The chairman is told of it, and by looking has read that.
    asked = {"leader": str(province.seat("dung").post_id), "request": "Kính trình."}
    assert lan.post(f"{address}trinh/", asked).status_code == 302
    assert waits(dung, address)
    assert not waits(dung, address)


def test_a_look_within_another_act_leaves_its_commit_alone(province: Province) -> None:
    lan = province.client("lan")
    item = bring(lan, paper_pdf(), "mot.pdf")
    lan.post(f"/tiep-nhan/{item.id}/vao-so/", form())
    entry, seat = RegisterEntry.objects.get(), province.seat("lan")
    for minute in range(3):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO on")
            at = province.at + timedelta(minutes=minute)
            record_view(entry=entry, by=seat, at=at)
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone() == ("on",)
