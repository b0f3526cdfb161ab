"""What leaves the installation: queued first, sent once, tried again, given up."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any, BinaryIO

import pytest
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.exchange import jobs
from congvu.exchange.actions import ask_one_back, claim, note_sent, renew
from congvu.exchange.client import AgencyCard, HubDown, HubRefused, hub_client
from congvu.exchange.client.folder import FolderHub
from congvu.exchange.formats.edxml import read
from congvu.exchange.jobs import sending
from congvu.exchange.models import Dispatch, DispatchStatus, Packet, SenderRequest
from congvu.exchange.rules import LEASE, MOST_ATTEMPTS, RENEWAL, pause
from congvu.files.models import StoredFile
from congvu.lib.refusals import Refused
from congvu.notices.models import Notice
from congvu.outgoing import actions
from congvu.outgoing.models import OutgoingEntry
from tests.documents.machine import machine
from tests.exchange.letters import issue
from tests.people import Province

pytestmark = pytest.mark.usefixtures("law", "home")
FAR = ("H55.01", "H55.02", "H55.03")


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> FolderHub:
    """A folder shared with another installation, whose communes have their places."""
    root = tmp_path / "truc"
    root.mkdir()
    settings.EXCHANGE = {"folder": {"folder": str(root)}}
    hub = FolderHub.at(str(root))
    for code in ("H03", *FAR):
        hub.register(AgencyCard(code=code, name=f"Xã {code}"))
    return hub


def send_to(province: Province, *codes: str, **more: Any) -> OutgoingEntry:
    places = [actions.SentTo(None, f"UBND xã {code}", code) for code in codes]
    return issue(province, places=places, **more)


@dataclass
class Shaky:
    """A hub that answers as told, in that order; then it takes everything."""

    answers: list[Exception] = field(default_factory=list)
    got: list[tuple[str, tuple[str, ...], bytes]] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)

    def __call__(self, channel: str) -> Any:
        return self

    def send(
        self, packet: BinaryIO, *, receivers: Sequence[str], message_id: str, **_: Any
    ) -> str:
        if self.answers:
            raise self.answers.pop(0)
        if bad := self.refuses & set(receivers):
            raise HubRefused(18, ", ".join(sorted(bad)))
        self.got.append((message_id, tuple(receivers), packet.read()))
        return f"hub-{len(self.got)}"


@pytest.mark.django_db
def test_one_file_and_one_sending_for_three_communes(
    province: Province, folder: FolderHub
) -> None:
    line = send_to(province, *FAR)
    assert set(Dispatch.objects.values_list("state", flat=True)) == {"waiting"}
    hub = Shaky()

    assert jobs.drain(outlet=hub) == 1

    [(message_id, receivers, data)] = hub.got
    packet = Packet.objects.get()
    assert (message_id, receivers) == (str(packet.pk), FAR)
    message = read(io.BytesIO(data))
    assert [o.organ_id for o in message.header.to] == list(FAR)
    assert message.header.to[0].organ_name == "UBND xã H55.01"
    assert (
        message.attachments[0].content.sha256 == line.document.files.get().file.sha256
    )
    rows = Dispatch.objects.values_list("state", "remote_id", "attempts")
    assert set(rows) == {("sent", "hub-1", 1)}
    assert packet.file == StoredFile.objects.get(sha256=packet.file.sha256)
    assert jobs.drain(outlet=hub) == 0


@pytest.mark.django_db
def test_the_folder_holds_it_and_a_second_sending_changes_nothing(
    province: Province, folder: FolderHub
) -> None:
    """As a worker leaves it that was killed before it could say "sent"."""
    send_to(province, *FAR)
    taken = claim(channels=["folder"], at=timezone.now())
    assert taken is not None
    sending._send(taken, hub_client, timezone.now)
    assert jobs.drain() == 0, "its lease still runs"

    Packet.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))
    assert jobs.drain() == 1

    for code in FAR:
        assert len(folder.received(code)) == 1
    assert set(Dispatch.objects.values_list("state", flat=True)) == {"sent"}
    note_sent(packet=taken, remote_id="late", by=SYSTEM, at=timezone.now())
    assert Packet.objects.get().remote_id != "late", "the first worker lost its lease"


@pytest.mark.django_db
def test_who_says_in_time_that_it_is_alive_keeps_its_packet(
    province: Province, folder: FolderHub
) -> None:
    send_to(province, *FAR)
    began = timezone.now()
    taken = claim(channels=["folder"], at=began)
    assert taken is not None

    renew(packet=taken, at=began + LEASE - RENEWAL)

    assert claim(channels=["folder"], at=began + LEASE + RENEWAL) is None
    again = claim(channels=["folder"], at=began + 2 * LEASE)
    assert again is not None
    renew(packet=taken, at=began + 3 * LEASE)
    assert Packet.objects.get().next_try_at == again.next_try_at, "another's by now"


@pytest.mark.django_db
def test_a_hub_that_is_down_is_asked_once_a_run_however_many_wait(
    province: Province, folder: FolderHub
) -> None:
    for _paper in range(3):
        send_to(province, *FAR)
    hub = Shaky([HubDown("Không nối được tới trục")])

    assert jobs.drain(outlet=hub) == 1
    assert sorted(Packet.objects.values_list("attempts", flat=True)) == [0, 0, 1]
    assert jobs.drain(outlet=hub) == 2
    assert len(hub.got) == 2


@pytest.mark.django_db
def test_down_it_is_tried_again_and_given_up_after_ten_with_a_button(
    province: Province, folder: FolderHub
) -> None:
    line = send_to(province, *FAR)
    hub = Shaky([HubDown("Không nối được tới trục") for _ in range(MOST_ATTEMPTS)])
    waits = []
    for _try in range(MOST_ATTEMPTS):
        before = timezone.now()
        assert jobs.drain(outlet=hub) == 1
        packet = Packet.objects.get()
        if packet.next_try_at:
            waits.append(packet.next_try_at - before)
            assert jobs.drain(outlet=hub) == 0, "not before its time"
            Packet.objects.update(next_try_at=before)

    assert packet.state == "given-up"
    assert timedelta(seconds=45) < waits[0] < timedelta(seconds=75)
    assert waits[-1] <= timedelta(hours=1, seconds=5)
    assert waits[3] > waits[1] > waits[0]
    sent = Dispatch.objects.first()
    assert (sent.state, sent.attempts) == ("given-up", MOST_ATTEMPTS)
    assert "Không nối được" in sent.last_error
    notice = Notice.objects.get(kind="exchange.given-up")
    assert notice.desk_id == province.lan.post.id
    lan = province.client("lan")
    page = lan.get(f"/van-ban/di/{line.id}/noi-nhan/").content.decode()
    assert "Gửi lại" in page
    assert "Không nối được" in page
    assert (
        province.client("tu")
        .post(f"/lien-thong/goi-di/{packet.id}/gui-lai/")
        .status_code
        == 404
    )

    answer = lan.post(f"/lien-thong/goi-di/{packet.id}/gui-lai/", follow=True)

    assert "Đã xếp hàng gửi lại" in answer.content.decode()
    assert jobs.drain(outlet=hub) == 1
    assert Packet.objects.get().state == "sent"
    again = machine(province, "lan").post(f"packets/{packet.id}/send-again")
    assert "không chờ gửi lại" in again.reasons[None]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "words"),
    [
        (10, "tệp sai hoặc không trọn"),
        (15, "mã hệ thống hoặc khóa"),
        (18, "Nơi nhận chưa đăng ký"),
        (19, "Cơ quan gửi chưa đăng ký"),
        (21, "không xử lý được tệp"),
        (22, "không đúng định dạng edXML"),
        (23, "đang bị khóa"),
        (99, "mã 99"),
    ],
)
def test_a_no_is_for_good_and_says_why(
    province: Province, folder: FolderHub, code: int, words: str
) -> None:
    send_to(province, FAR[0])

    jobs.drain(outlet=Shaky([HubRefused(code, "as the hub puts it")]))

    sent = Dispatch.objects.get()
    assert sent.state == "given-up"
    assert words in sent.last_error
    assert "as the hub puts it" in sent.last_error


@pytest.mark.django_db
def test_the_hubs_own_fault_is_tried_again(
    province: Province, folder: FolderHub
) -> None:
    send_to(province, FAR[0])
    jobs.drain(outlet=Shaky([HubRefused(20, "")]))
    assert Dispatch.objects.get().state == "failed"


@pytest.mark.django_db
def test_one_unknown_receiver_costs_the_others_nothing(
    province: Province, folder: FolderHub
) -> None:
    send_to(province, *FAR)
    hub = Shaky(refuses={"H55.02"})

    jobs.drain(outlet=hub)

    rows = dict(Dispatch.objects.values_list("address", "state"))
    assert rows == {"H55.01": "sent", "H55.02": "given-up", "H55.03": "sent"}
    assert len({data for _id, _to, data in hub.got}) == 1, "the file was written once"


@pytest.mark.django_db
def test_a_paper_that_cannot_be_a_message_is_given_up_with_every_reason(
    province: Province, folder: FolderHub
) -> None:
    send_to(province, FAR[0])
    OutgoingEntry.objects.update(signer_name="Nguyễn " * 9, type_name="")
    jobs.drain()
    sent = Dispatch.objects.get()
    assert sent.state == "given-up"
    assert "FullName: dài" in sent.last_error
    assert "TypeName: thiếu" in sent.last_error


@pytest.mark.django_db
def test_urgent_ones_go_first_and_the_older_of_two_alike(
    province: Province, folder: FolderHub
) -> None:
    for _n in range(4):
        send_to(province, FAR[0])
    at = timezone.now() - timedelta(hours=1)
    packets = list(Packet.objects.order_by("id"))
    for n, (packet, urgency) in enumerate(zip(packets, (0, 3, 0, 3), strict=True)):
        packet.urgency, packet.created_at = urgency, at - timedelta(minutes=n)
        packet.save()
    hub = Shaky()
    jobs.drain(outlet=hub)
    order = [str(packets[n].pk) for n in (3, 1, 2, 0)]
    assert [message_id for message_id, _to, _data in hub.got] == order


@pytest.mark.django_db
def test_a_channel_this_office_lacks_keeps_its_packets(
    province: Province, settings: Any
) -> None:
    settings.EXCHANGE = {}
    send_to(province, FAR[0])
    assert jobs.drain() == 0
    assert Dispatch.objects.get().state == "waiting"


@pytest.mark.django_db
def test_not_yet_sent_it_goes_back_here_and_nowhere_else(
    province: Province, folder: FolderHub
) -> None:
    send_to(province, *FAR)
    first = Dispatch.objects.get(address=FAR[0])
    ask_back(province, first)
    hub = Shaky()

    jobs.drain(outlet=hub)

    assert [to for _id, to, _data in hub.got] == [FAR[1:]]
    first.refresh_from_db()
    assert (first.state, first.status) == ("withdrawn", "13")
    assert Packet.objects.count() == 1


def ask_back(province: Province, sent: Dispatch) -> None:
    ask_one_back(
        dispatch_id=sent.id, reason="Sai số", by=province.seat("lan"), at=timezone.now()
    )


@pytest.mark.django_db
def test_sent_it_is_asked_back_by_13_and_by_a_message_of_business_1(
    province: Province, folder: FolderHub
) -> None:
    send_to(province, *FAR)
    jobs.drain(outlet=Shaky())
    sent = Dispatch.objects.get(address=FAR[1])
    page = province.client("lan").post(
        f"/van-ban/di/noi-nhan/{sent.id}/lay-lai/", {"reason": "Sai số"}, follow=True
    )
    assert "Chờ nơi nhận trả lời" in page.content.decode()
    hub = Shaky()

    jobs.drain(outlet=hub)

    assert {to for _id, to, _data in hub.got} == {(FAR[1],)}
    told = {type(m).__name__: m for m in map(_read, hub.got)}
    status, document = told["StatusMessage"].header, told["DocumentMessage"]
    assert (status.status_code, status.description) == ("13", "Sai số")
    assert (document.business.type, document.business.reason) == (1, "Sai số")
    assert document.business.document_id == status.response_for.document_id
    assert document.attachments == []
    assert DispatchStatus.objects.get(dispatch=sent).code == "13"
    asked = SenderRequest.objects.get()
    assert (asked.wanted, asked.packet.code) == ("recall", "13")
    with pytest.raises(Refused, match="đang chờ nơi nhận"):
        ask_back(province, sent)


def _read(got: tuple[str, tuple[str, ...], bytes]) -> Any:
    return read(io.BytesIO(got[2]))


@pytest.mark.django_db
def test_a_recall_waits_until_the_paper_itself_has_gone(
    province: Province, folder: FolderHub
) -> None:
    """The paper is with a worker when it is asked back."""
    send_to(province, FAR[0])
    taken = claim(channels=["folder"], at=timezone.now())
    assert taken is not None
    ask_back(province, Dispatch.objects.get())
    hub = Shaky()
    jobs.drain(outlet=hub)
    assert hub.got == []

    note_sent(packet=taken, remote_id="x", by=SYSTEM, at=timezone.now())
    Packet.objects.exclude(next_try_at=None).update(next_try_at=timezone.now())
    jobs.drain(outlet=hub)

    assert len(hub.got) == 2


@pytest.mark.django_db
def test_a_later_paper_replaces_what_was_sent_earlier(
    province: Province, folder: FolderHub
) -> None:
    first = send_to(province, *FAR)
    jobs.drain(outlet=Shaky())
    later = send_to(province, FAR[0], FAR[1], subject="Quyết định thay thế")

    actions.relate_paper(
        entry_id=later.id,
        kind="replaces",
        symbol=first.symbol,
        year=first.year,
        by=province.seat("lan"),
        at=province.at,
    )
    hub = Shaky()
    jobs.drain(outlet=hub)

    found = {to: _read((i, to, data)) for i, to, data in hub.got}
    assert set(found) == {FAR[:2], FAR[2:]}
    for message in found.values():
        assert message.business.type == 3
        [replaced] = message.business.replacement_list.replacements
        assert replaced.document_id.endswith(first.symbol)
        assert len(message.attachments) == 1
    assert SenderRequest.objects.filter(wanted="replace", paper=later).count() == 3


@pytest.mark.parametrize("attempts", range(1, 12))
def test_the_pause_doubles_up_to_an_hour(attempts: int) -> None:
    whole = min(60 * 2 ** (attempts - 1), 3600)
    found = [pause(attempts, Random(n)).total_seconds() for n in range(50)]
    assert whole * 0.8 <= min(found)
    assert max(found) <= min(whole * 1.2, 3600)
    assert len(set(found)) > 5
