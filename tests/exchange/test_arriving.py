"""What comes from other systems: kept, read, put at the door, answered, never lost."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from datetime import date
from typing import Any, BinaryIO

import pytest
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.documents import actions as incoming
from congvu.documents.models import IntakeItem, RegisterEntry
from congvu.exchange import jobs
from congvu.exchange.client import HubDown, HubRefused
from congvu.exchange.client.folder import FolderHub
from congvu.exchange.formats.edxml import read
from congvu.exchange.models import (
    Arrival,
)
from congvu.files.models import FileState, StoredFile
from congvu.notices.models import Notice
from congvu.organisations.actions import create_post, create_unit
from congvu.organisations.models import Agency, Heir
from congvu.organisations.rules import Role
from tests.documents.machine import machine
from tests.documents.test_across import finish_there
from tests.exchange.letters import take_in
from tests.exchange.making import attachment
from tests.exchange.outside import (
    FAR,
    ID,
    US,
    codes,
    later_id,
    letter,
    put,
    read_door,
    told,
)
from tests.files.conftest import make_pdf
from tests.organisations.acts import decide
from tests.organisations.test_resolving import NEW
from tests.people import Province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("law", "home")]


def test_a_paper_lies_at_the_door_with_its_form_filled_and_its_sender_hears_01(
    province: Province, hub: FolderHub
) -> None:
    put(hub, letter())

    assert jobs.receive() == 1

    arrival = Arrival.objects.get()
    assert (arrival.state, arrival.agency, arrival.document_id) == (
        "taken",
        province.commune,
        ID,
    )
    item = read_door()
    assert (item.state, item.channel, item.received_by) == (
        "ready",
        "exchange",
        "UBND xã Xa",
    )
    assert item.draft["identifier"] == ID
    assert item.draft["issuer_name"] == "UBND xã Xa"
    assert hub.received(US) == [], "done"
    assert told(hub) == [("01", "")]
    assert Notice.objects.get(kind="exchange.arrived").target_id == item.id
    door = province.client("tu").get(f"/tiep-nhan/{item.id}/").content.decode()
    assert "UBND xã Xa" in door


def test_the_day_the_sender_wants_an_answer_by_stands_beside_it(
    province: Province, hub: FolderHub
) -> None:
    put(hub, letter(due_date=date(2026, 12, 4)))
    jobs.receive()
    arrival = Arrival.objects.get()
    page = province.client("tu").get(f"/lien-thong/goi-den/{arrival.id}/")
    assert "04/12/2026" in page.content.decode()
    told = machine(province, "tu").get(f"arrivals/{arrival.id}").data
    assert told["due_on"] == "2026-12-04"


def test_registered_assigned_finished_each_answers_by_itself(
    province: Province, hub: FolderHub
) -> None:
    put(hub, letter())
    jobs.receive()

    finish_there(province, take_in(province, read_door()))

    assert codes(hub) == {"01", "03", "04", "05", "06"}
    arrival = Arrival.objects.get()
    assert list(arrival.told.order_by("id").values_list("code", flat=True)) == [
        "01", "03", "04", "05", "06",
    ]  # fmt: skip


def test_registered_and_given_back_its_sender_hears_why(
    province: Province, hub: FolderHub
) -> None:
    put(hub, letter())
    jobs.receive()
    take_in(province, read_door())

    entry = RegisterEntry.objects.get()
    assert entry.channel == "exchange"
    assert codes(hub) == {"01", "03"}
    incoming.return_to_sender(
        entry_id=entry.id,
        reason="Không thuộc thẩm quyền",
        by=province.seat("tu"),
        at=timezone.now(),
    )
    assert ("02", "Không thuộc thẩm quyền") in told(hub)


def test_refused_at_the_door_with_the_reason(
    province: Province, hub: FolderHub
) -> None:
    put(hub, letter())
    jobs.receive()
    incoming.discard_item(
        item_id=read_door().id,
        reason="Gửi nhầm nơi",
        by=province.seat("tu"),
        at=timezone.now(),
    )
    assert ("02", "Gửi nhầm nơi") in told(hub)


def test_for_a_closed_code_it_lies_at_the_heirs_door(
    province: Province, hub: FolderHub
) -> None:
    decide(province.today, province.at, NEW, "sáp nhập | 01918 | 01840")
    inherited = Heir.objects.get(predecessor_id=province.commune.id)
    heir = Agency.objects.get(pk=inherited.heir_id)
    made: dict[str, Any] = {
        "valid_from": province.today,
        "by": SYSTEM,
        "at": province.at,
    }
    unit = create_unit(agency=heir, name="Văn phòng", **made)
    create_post(unit=unit, name="Văn thư", role=Role.RECORDS_CLERK, **made)
    put(hub, letter())

    jobs.receive()

    arrival = Arrival.objects.get()
    assert (arrival.state, arrival.agency, arrival.answers_as) == ("taken", heir, US)
    assert IntakeItem.objects.get().agency == heir
    jobs.drain()
    [one] = hub.received(FAR)
    with hub.get(one.id) as stream:
        assert read(stream).header.from_.organ_id == US, "as it was called"


def test_by_its_old_code_too(province: Province, hub: FolderHub) -> None:
    old = "000.00.00.H03"
    put(hub, letter(old), to=old)
    jobs.receive()
    assert Arrival.objects.get().agency == province.committee
    jobs.drain()
    [one] = hub.received(FAR)
    with hub.get(one.id) as stream:
        assert read(stream).header.from_.organ_id == old, "as it was called"


def test_the_same_packet_again_is_the_same_row(
    province: Province, hub: FolderHub
) -> None:
    data = letter()
    for _n in range(2):
        put(hub, data)
        jobs.receive()
    sha256 = hashlib.sha256(data).hexdigest()
    hub.send(
        io.BytesIO(data), sender=FAR, receivers=[US], kind="document",
        message_id="another name", sha256=sha256,
    )  # fmt: skip
    jobs.receive()

    assert Arrival.objects.get().times == 2
    assert IntakeItem.objects.count() == 1
    assert told(hub) == [("01", "")]
    assert hub.received(US) == []


def test_the_same_paper_in_other_bytes_is_kept_and_not_put_down_twice(
    province: Province, hub: FolderHub
) -> None:
    put(hub, letter())
    put(hub, letter(subject="Cũng văn bản ấy, viết khác"))
    jobs.receive()
    states = Arrival.objects.order_by("received_at").values_list("state", flat=True)
    assert sorted(states) == ["replayed", "taken"]
    assert "đã đến trong gói tin khác" in Arrival.objects.get(state="replayed").reason
    assert IntakeItem.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "state", "words"),
    [
        (lambda: b"<edXML><a></edXML>", "broken", "Dòng 1, cột"),
        (lambda: b"%PDF-1.4 not a message", "broken", "Dòng 1"),
        (lambda: letter("H55.02"), "not-ours", "H55.02"),
        (lambda: letter(business=7), "broken", "Không có loại nghiệp vụ 7"),
        (lambda: letter(document_id=""), "broken", "DocumentId"),
    ],
)
def test_what_cannot_be_taken_in_is_kept_and_says_why(
    province: Province,
    hub: FolderHub,
    data: Callable[[], bytes],
    state: str,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("congvu.exchange.formats.edxml.writing.check", lambda _m: [])
    raw = data()
    put(hub, raw)
    jobs.receive()

    arrival = Arrival.objects.get()
    assert (arrival.state, arrival.size) == (state, len(raw))
    assert words in arrival.reason
    assert not IntakeItem.objects.exists()
    assert hub.received(US) == []
    tu = province.client("tu")
    page = tu.get("/lien-thong/goi-den/").content.decode()
    assert words in page
    got = tu.get(f"/lien-thong/goi-den/{arrival.id}/tep/")
    assert b"".join(got.streaming_content) == raw  # type: ignore[attr-defined]


def test_attachments_that_do_not_open_are_refused_to_the_sender(
    province: Province, hub: FolderHub
) -> None:
    data = letter()
    start = data.index(b">UEsD") + 1
    broken = data[: start + 120] + b"AAAAAAAA" + data[start + 128 :]
    put(hub, broken)
    jobs.receive()

    arrival = Arrival.objects.get()
    assert arrival.state == "broken"
    assert arrival.symbol
    [(code, words)] = told(hub)
    assert (code, words) == ("02", arrival.reason)


class Lying:
    """A hub that lists other facts than those of the bytes it gives."""

    def __init__(self, hub: FolderHub, wrong: int) -> None:
        self.hub, self.wrong = hub, wrong

    def __call__(self, channel: str) -> Any:
        return self

    def __getattr__(self, name: str) -> Any:
        return getattr(self.hub, name)

    def get(self, id: str) -> BinaryIO:
        with self.hub.get(id) as stream:
            data = stream.read()
        if self.wrong:
            self.wrong -= 1
            data += b" "
        return io.BytesIO(data)


def test_bytes_that_are_not_as_listed_are_asked_for_again(
    province: Province, hub: FolderHub
) -> None:
    put(hub, letter())
    lying = Lying(hub, wrong=1)
    jobs.receive(inlet=lying)
    first = Arrival.objects.get()
    assert (first.state, first.differs) == ("broken", True)
    assert "mã băm" in first.reason
    assert len(hub.received(US)) == 1, "not yet said to have failed"

    jobs.receive(inlet=lying)

    assert Arrival.objects.get(differs=False).state == "taken"
    assert hub.received(US) == []
    assert not Arrival.objects.filter(acknowledged_at=None).exists()


def test_the_same_wrong_bytes_twice_are_what_the_hub_has(
    province: Province, hub: FolderHub
) -> None:
    put(hub, letter())
    for _n in range(2):
        jobs.receive(inlet=Lying(hub, wrong=1))
    assert hub.received(US) == []
    assert Arrival.objects.get().state == "broken"
    assert not IntakeItem.objects.exists()


class Stuck(Lying):
    """It never gives whole what is in these; whoever asks finds it down."""

    def __init__(self, hub: FolderHub, ids: set[str]) -> None:
        super().__init__(hub, wrong=0)
        self.ids, self.asked = ids, 0

    def get(self, id: str) -> BinaryIO:
        self.asked += 1
        if id in self.ids:
            raise HubDown("cut off")
        return self.hub.get(id)


@pytest.mark.parametrize("many", [2, 4])
def test_a_packet_the_hub_never_gives_does_not_stop_those_behind_it(
    province: Province, hub: FolderHub, many: int
) -> None:
    for number in range(6):
        put(hub, letter(document_id=later_id(f"{number}")))
    ids = [one.id for one in hub.received(US)]
    stuck = Stuck(hub, set(ids[:many]))

    taken = jobs.receive(inlet=stuck)

    assert taken == (4 if many == 2 else 0)
    assert stuck.asked == (6 if many == 2 else 3), "three in a row: it is down"
    assert len(hub.received(US)) == 6 - taken, "nothing is said to have failed"


class Breaks(Lying):
    """Gone the moment it is to be told what became of a packet."""

    def acknowledge(self, id: str, state: str, words: str = "") -> None:
        if self.wrong:
            self.wrong -= 1
            raise HubDown("cut off")
        self.hub.acknowledge(id, state, words)  # type: ignore[arg-type]

    def get(self, id: str) -> BinaryIO:
        return self.hub.get(id)


def test_a_hub_that_goes_before_it_hears_of_it_is_told_later(
    province: Province, hub: FolderHub
) -> None:
    put(hub, letter())
    breaks = Breaks(hub, wrong=1)
    jobs.receive(inlet=breaks)
    assert len(hub.received(US)) == 1
    jobs.receive(inlet=breaks)
    assert hub.received(US) == []
    assert IntakeItem.objects.count() == 1


def test_a_secret_goes_with_its_packet(province: Province, hub: FolderHub) -> None:
    secret = attachment(make_pdf("MẬT 7/UBND-VP Về việc phối hợp"), "m.pdf")
    put(hub, letter(files=[secret]))
    jobs.receive()
    item = IntakeItem.objects.get()
    incoming.refuse_secret_item(
        item_id=item.id, by=province.seat("tu"), at=timezone.now()
    )
    arrival = Arrival.objects.get()
    assert (arrival.state, arrival.subject, arrival.symbol) == ("refused", "", "")
    assert arrival.file.state == FileState.DESTROYED
    assert StoredFile.objects.filter(state="destroyed").count() == 2
    assert "02" in codes(hub)
    assert (
        province.client("tu").get(f"/lien-thong/goi-den/{arrival.id}/tep/").status_code
        == 404
    )


def test_another_agencys_registry_sees_none_of_it(
    province: Province, hub: FolderHub
) -> None:
    put(hub, letter())
    jobs.receive()
    arrival = Arrival.objects.get()
    lan = province.client("lan")
    assert lan.get(f"/lien-thong/goi-den/{arrival.id}/").status_code == 404
    assert ID not in lan.get("/lien-thong/goi-den/").content.decode()
    tu = machine(province, "tu")
    assert tu.get("arrivals").data["items"][0]["document_id"] == ID
    assert tu.get(f"arrivals/{arrival.id}").data["state"] == "taken"
    assert machine(province, "lan").get(f"arrivals/{arrival.id}").status == 404


def test_what_was_sent_back_may_come_again_put_right(
    province: Province, hub: FolderHub
) -> None:
    put(hub, letter())
    jobs.receive()
    incoming.discard_item(
        item_id=read_door().id,
        reason="Thiếu phụ lục",
        by=province.seat("tu"),
        at=province.at,
    )

    put(hub, letter(subject="V/v hỗ trợ kinh phí, có phụ lục"))
    jobs.receive()

    assert [a.state for a in Arrival.objects.order_by("id")] == ["taken", "taken"]
    item = IntakeItem.objects.exclude(state="discarded").get()
    assert item.draft["subject"] == "V/v hỗ trợ kinh phí, có phụ lục"


def test_a_box_that_the_hub_does_not_know_is_left_alone_longer_and_longer(
    province: Province, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a reform there are hundreds of closed codes; the others are still asked."""
    settings.EXCHANGE = {"hub": {"address": "http://127.0.0.1:9/kho-biet"}}
    asked: list[str] = []

    class Hub:
        def received(self, code: str, after: str | None = None) -> list[Any]:
            asked.append(code)
            if code == US:
                raise HubRefused(19, "không phải đơn vị của hệ thống này")
            return []

    clock = [100_000.0]
    monkeypatch.setattr("time.monotonic", lambda: clock[0])
    rounds = 400
    for _n in range(rounds):  # an hour, every nine seconds
        jobs.receive(inlet=lambda _channel: Hub())  # type: ignore[arg-type,return-value]
        clock[0] += 9.0

    # After 10, 20, 40 … seconds, from then on about every eleven minutes.
    assert asked[:6].count(US) >= 1
    assert asked.count(US) == 11
    others = [code for code in asked if code != US]
    assert others
    assert len(others) == rounds * len(set(others))
