"""The demo's letters: some wait, one is forged, one was cut, a report was read."""

from __future__ import annotations

import pytest

from congvu.mailboxes.models import BoxLetter, BoxUse, DmarcReport, MailDelivery
from tests.demo.conftest import Demo

pytestmark = pytest.mark.django_db


def test_letters_wait_and_the_servers_log_tells_the_rest(demo: Demo) -> None:
    letters = BoxLetter.objects.order_by("-arrived_at")

    assert [one.verdict for one in letters.filter(state="waiting")] == [
        "sure",
        "sure",
        "unknown",
        "false",
        "sure",
    ]
    assert letters.filter(problems__contains=["cut"]).count() == 1
    assert letters.get(state="report").subject == "Report domain: thainguyen.example"
    assert sum(row.count for row in DmarcReport.objects.get().rows.all()) == 42
    found = MailDelivery.objects.values_list("state", flat=True)
    assert {s: list(found).count(s) for s in set(found)} == {
        "sent": 21,
        "bounced": 2,
        "deferred": 1,
    }
    assert MailDelivery.objects.get(breach="private").symbol == "37/BC-UBND"
    assert BoxUse.objects.exists()
