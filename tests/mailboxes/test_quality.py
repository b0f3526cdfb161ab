"""Which boxes are used, which lie idle, in which body: as the report counts them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from congvu.audit.rules import SYSTEM
from congvu.mailboxes.actions import provision
from congvu.mailboxes.actions.reading_log import keep_uses
from congvu.mailboxes.models import BoxLetter, Mailbox
from congvu.mailboxes.queries.quality import Quality, Unused, quality_of
from congvu.mailboxes.rules.letters import LetterState
from tests.mailboxes.stories import address_of, box_of, provisioned, registry
from tests.mailboxes.test_many import join
from tests.people import SINCE, Province

pytestmark = pytest.mark.django_db


def counted(province: Province, *, whole: bool = False) -> Quality:
    scope = None if whole else {province.committee.id}
    first = province.at - timedelta(days=1)
    return quality_of(scope, first, province.at, on=province.today)


def idle_in(province: Province) -> dict[str, Unused]:
    return {one.address: one for one in counted(province).unused}


def test_a_box_that_is_new_is_neither_used_nor_idle(province: Province) -> None:
    provisioned(province)
    Mailbox.objects.update(valid_from=SINCE)
    young = box_of(province, "minh")
    Mailbox.objects.filter(pk=young.pk).update(
        valid_from=province.today - timedelta(days=29)
    )
    keep_uses([(address_of(province, "hoa"), province.at)])
    found = counted(province, whole=True)

    assert (found.boxes, found.used, found.idle) == (12, 1, 10)
    assert young.address not in {one.address for one in found.unused}


def test_a_seats_box_is_used_by_what_is_done_for_the_seat(province: Province) -> None:
    provisioned(province)
    Mailbox.objects.update(valid_from=SINCE)
    seat = registry(province)
    keep_uses([(address_of(province, "lan"), province.at)])
    assert seat.address in idle_in(province), "Lan has opened her own"

    BoxLetter.objects.create(
        box=seat,
        agency=province.committee,
        remote_id="1",
        size=10,
        arrived_at=province.at,
        kept_at=province.at,
        state=LetterState.IGNORED,
        reason="thư quảng cáo",
        decided_at=province.at,
        decided_by="Nông Thị Lan",
    )
    assert seat.address not in idle_in(province)
    BoxLetter.objects.update(decided_at=province.at - timedelta(days=40))
    assert seat.address in idle_in(province)
    keep_uses([(seat.address, province.at)])
    assert seat.address not in idle_in(province), "a letter went out from it"


def test_idle_boxes_are_said_by_unit(province: Province) -> None:
    provisioned(province)
    Mailbox.objects.update(valid_from=SINCE)
    division, committee = (
        one.versions.values_list("name", flat=True).get()
        for one in (province.division, province.committee)
    )
    whole = {one.address: one for one in counted(province, whole=True).unused}

    assert idle_in(province)[address_of(province, "hoa")].body == division
    assert idle_in(province)[registry(province).address].body == committee
    assert whole[address_of(province, "hoa")].body == committee
    page = province.client("lan").get("/chuyen-thu/chat-luong/").content.decode()
    assert division in page


def test_of_many_idle_boxes_all_are_counted_and_the_first_listed(
    province: Province,
) -> None:
    provisioned(province)
    join(province, 600)
    provision(by=SYSTEM, at=province.at)
    Mailbox.objects.update(valid_from=SINCE)
    keep_uses([(address_of(province, "hoa"), province.at)])
    found = counted(province, whole=True)

    assert (found.boxes, found.used, found.idle) == (612, 1, 611)
    assert len(found.unused) == 500
    page = province.client("quan").get("/chuyen-thu/chat-luong/").content.decode()
    assert "Danh sách nêu 500 hộp thư đầu." in page
    assert "611" in page
