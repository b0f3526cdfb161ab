"""What a channel says a packet is from, and what the packet says itself."""

from __future__ import annotations

import pytest
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.documents.models import IntakeItem
from congvu.exchange import jobs
from congvu.exchange.actions import take_directory
from congvu.exchange.client.folder import FolderHub
from congvu.exchange.models import Arrival, Dispatch, Packet
from congvu.exchange.queries import same_body
from congvu.exchange.rules import Listed
from tests.exchange.making import organisation
from tests.exchange.outside import (
    FAR,
    US,
    answer,
    letter,
    put,
    sent_to_far,
    take_back,
)
from tests.people import Province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law", "home")]
ANOTHER, OLD = "H55.02", "000.00.01.H55"


def in_anothers_name(data: bytes) -> bytes:
    own, other = (f"<edXML:OrganId>{c}</edXML:OrganId>" for c in (FAR, ANOTHER))
    assert own.encode() in data
    return data.replace(own.encode(), other.encode(), 1)


def test_a_paper_in_anothers_name_is_kept_shown_and_nothing_else_happens(
    province: Province, hub: FolderHub
) -> None:
    put(hub, in_anothers_name(letter()))

    jobs.receive()

    arrival = Arrival.objects.get()
    assert (arrival.state, arrival.sender, arrival.item) == ("refused", ANOTHER, None)
    assert not IntakeItem.objects.exists()
    assert not Packet.objects.exists(), "nobody is answered"
    assert hub.received(US) == []
    page = province.client("tu").get("/lien-thong/goi-den/").content.decode()
    assert f"Đường gửi ghi gói tin là của {FAR}, trong tệp ghi là của {ANOTHER}" in page


def test_nor_is_a_broken_one_answered_to_whom_it_names(
    province: Province, hub: FolderHub
) -> None:
    data = in_anothers_name(letter())
    start = data.index(b">UEsD") + 1
    put(hub, data[: start + 120] + b"AAAAAAAA" + data[start + 128 :])

    jobs.receive()

    arrival = Arrival.objects.get()
    assert arrival.state == "refused"
    assert f"là của {ANOTHER}" in arrival.reason
    assert "nén hỏng" in arrival.reason, "both reasons"
    assert not Packet.objects.exists()


def test_a_paper_that_names_nobody_is_not_from_whom_the_channel_says(
    province: Province, hub: FolderHub
) -> None:
    put(hub, letter().replace(f"<edXML:OrganId>{FAR}</edXML:OrganId>".encode(), b"", 1))
    jobs.receive()
    assert Arrival.objects.get().state == "refused"
    assert not IntakeItem.objects.exists()


def test_the_old_code_of_the_same_body_is_no_stranger(
    province: Province, hub: FolderHub
) -> None:
    """By the table alone: without it the two codes are two bodies."""
    put(hub, letter(from_=organisation(OLD)))
    jobs.receive()
    assert Arrival.objects.get().state == "refused"

    listed = Listed(code=FAR, name="UBND xã Xa", old_code=OLD)
    take_directory(listed=[listed], source="tệp", by=SYSTEM, at=timezone.now())
    put(hub, letter(from_=organisation(OLD), subject="V/v gửi lại"))
    jobs.receive()

    assert Arrival.objects.get(state="taken").sender == OLD
    assert IntakeItem.objects.count() == 1


def test_who_sent_it_by_an_old_code_takes_it_back_by_the_new_one(
    province: Province, hub: FolderHub
) -> None:
    listed = Listed(code=FAR, name="UBND xã Xa", old_code=OLD)
    take_directory(listed=[listed], source="tệp", by=SYSTEM, at=timezone.now())
    put(hub, letter(from_=organisation(OLD)))
    jobs.receive()
    assert Arrival.objects.get().sender == OLD

    take_back(hub, by_status=True)
    jobs.receive()

    assert IntakeItem.objects.get().state == "discarded"
    assert Arrival.objects.get(kind="document").withdrawn_at is not None


def test_no_code_is_the_same_as_nobodys(province: Province) -> None:
    rows = [Listed(code=FAR, name="Một"), Listed(code=ANOTHER, name="Hai")]
    take_directory(listed=rows, source="tệp", by=SYSTEM, at=timezone.now())
    assert same_body("", [FAR, ANOTHER]) == set()
    assert same_body(FAR, ["", ANOTHER]) == set()
    assert same_body(f" {FAR.lower()}", [FAR, ANOTHER]) == {FAR}


def test_a_state_in_the_receivers_name_changes_nothing(
    province: Province, hub: FolderHub
) -> None:
    packet = sent_to_far(province)
    answer(hub, packet, "02", words="giả mạo", sender=FAR, told_by=ANOTHER)

    jobs.receive()

    assert Dispatch.objects.get().status != "02"
    assert Arrival.objects.get().state == "refused"


def test_nobody_takes_back_anothers_paper(province: Province, hub: FolderHub) -> None:
    put(hub, letter())
    jobs.receive()
    take_back(hub, by_status=True, told_by=ANOTHER)

    jobs.receive()

    assert IntakeItem.objects.get().state == "reading"
    assert Arrival.objects.get(kind="status").state == "refused"
