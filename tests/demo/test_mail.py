"""The demo's letters: some wait, among them a forged one, a cut one, spam."""

from __future__ import annotations

import pytest

from congvu.mailboxes.models import BoxLetter, BoxUse, DmarcReport, MailDelivery
from tests.demo.conftest import Demo

pytestmark = pytest.mark.django_db


def test_letters_wait_and_the_servers_log_tells_the_rest(demo: Demo) -> None:
    letters = BoxLetter.objects.order_by("-arrived_at")

    waiting = letters.filter(state="waiting", is_spam=False)
    assert [one.verdict for one in waiting] == [
        "sure",
        "sure",
        "unknown",
        "false",
        "sure",
    ]
    aside = letters.get(is_spam=True)
    assert (aside.state, aside.findings["spam"].split(", ")[0]) == (
        "waiting",
        "R_SPF_FAIL",
    )
    assert letters.filter(problems__contains=["cut"]).count() == 1
    report = letters.get(state="report", subject__startswith="Report")
    assert report.subject == "Report domain: thainguyen.example"
    assert letters.filter(state="report", subject__startswith="Trả lời").count() == 2
    assert sum(row.count for row in DmarcReport.objects.get().rows.all()) == 42
    found = MailDelivery.objects.values_list("state", flat=True)
    assert {s: list(found).count(s) for s in set(found)} == {
        "sent": 21,
        "bounced": 2,
        "deferred": 1,
    }
    assert MailDelivery.objects.get(breach="private").symbol == "37/BC-UBND"
    assert BoxUse.objects.exists()
