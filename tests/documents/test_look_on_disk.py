"""What waits for the disk: everything, but for the same look once more (ADR 0081)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congvu.audit.models import AuditEvent
from congvu.documents.actions import record_view
from congvu.documents.models import RegisterEntry
from tests.documents.door import bring, form, paper_pdf
from tests.people import Province

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("law", "home"),
]

RELAXED = "SET LOCAL synchronous_commit TO off"


def waits(client: Client, address: str) -> bool:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    statements = [one["sql"] for one in asked]
    assert "COMMIT" in statements
    return RELAXED not in statements


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
