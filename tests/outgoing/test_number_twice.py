"""A number taken twice: the second press gets the reason, the book one line."""

from __future__ import annotations

import pytest

from congvu.outgoing.actions import note_pen_signature
from congvu.outgoing.models import NumberSequence, OutgoingEntry
from tests.documents.machine import machine
from tests.outgoing.drafts import again, lead
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law")


def test_lan_presses_twice_and_the_paper_has_one_number(province: Province) -> None:
    draft = lead(province, 4)
    note_pen_signature(draft_id=draft.id, by=province.seat("lan"), at=province.at)
    lan, url = province.client("lan"), f"/van-ban/di/du-thao/{draft.id}/cap-so/"

    first = lan.post(url)
    second = lan.post(url)
    third = machine(province, "lan").post(f"drafts/{draft.id}/number", {})

    assert first.status_code == 302
    assert second.status_code == 422
    assert "đã cấp số" in second.content.decode()
    assert third.status == 422
    assert "đã cấp số" in third.reasons[None]
    line = OutgoingEntry.objects.get()
    assert again(draft).entry_id == line.id
    assert NumberSequence.objects.get(pk=line.sequence_id).last_number == 1
