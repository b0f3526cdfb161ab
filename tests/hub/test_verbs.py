"""Each verb, spoken by both clients to a hub that runs."""

from __future__ import annotations

import secrets
import time

import pytest

from congvu.exchange.client import AgencyCard, HubClient, HubRefused, all_received
from congvu.lib.ids import uuid7_at
from tests.hub.conftest import Side
from tests.hub.running import Hub, Packet, packet

pytestmark = pytest.mark.slow


@pytest.fixture(params=["national", "gateway"])
def tongue(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def speak(side: Side, tongue: str) -> HubClient:
    client: HubClient = getattr(side, tongue)
    return client


def send(side: Side, tongue: str, what: Packet, *to: str, **more: object) -> str:
    given = {"sender": side.code("01"), "kind": "document", "message_id": "m-1"}
    return speak(side, tongue).send(
        what.stream(),
        receivers=to,
        sha256=what.sha256,
        **{**given, **more},  # type: ignore[arg-type]
    )


def test_a_document_reaches_its_receiver_as_it_was_sent(
    hub: Hub, ours: Side, theirs: Side, tongue: str
) -> None:
    (sender,), (receiver,) = ours.joins("01"), theirs.joins("07")
    what = packet(sender, receiver)
    there = speak(theirs, tongue)

    sent = send(ours, tongue, what, receiver)
    (waiting,) = there.received(receiver)

    assert (waiting.kind, waiting.sender) == ("document", sender)
    assert (waiting.sha256, waiting.length) == (what.sha256, len(what.data))
    with there.get(waiting.id) as got:
        assert got.read() == what.data
    there.acknowledge(waiting.id, "processing")
    assert [one.id for one in there.received(receiver)] == [waiting.id]
    there.acknowledge(waiting.id, "done")
    there.acknowledge(waiting.id, "done")
    assert there.received(receiver) == []
    log = hub.rows("SELECT event FROM hub_logline WHERE message = %s ORDER BY id", sent)
    assert [event for (event,) in log] == [
        "stored", "fetched", "acknowledged", "acknowledged",
    ]  # fmt: skip


def test_a_packet_sent_again_is_the_same_packet(
    hub: Hub, ours: Side, theirs: Side, tongue: str
) -> None:
    (sender,), (receiver,) = ours.joins("01"), theirs.joins("07")
    what = packet(sender, receiver)

    ids = {send(ours, tongue, what, receiver) for _n in range(3)}

    assert len(ids) == 1
    assert len(speak(theirs, tongue).received(receiver)) == 1
    assert (hub.home / "files" / what.sha256[:2]).is_dir()


def test_a_packet_replayed_after_it_was_taken_is_not_delivered_again(
    hub: Hub, ours: Side, theirs: Side, tongue: str
) -> None:
    (sender,), (receiver,) = ours.joins("01"), theirs.joins("07")
    what = packet(sender, receiver)
    first = send(ours, tongue, what, receiver)
    (waiting,) = theirs.national.received(receiver)
    theirs.national.acknowledge(waiting.id, "done")

    assert send(ours, tongue, what, receiver) == first

    assert theirs.national.received(receiver) == []
    log = hub.rows(
        "SELECT event FROM hub_logline WHERE message = %s ORDER BY id", first
    )
    assert [event for (event,) in log] == ["stored", "acknowledged", "repeated"]


def test_a_clock_that_went_back_an_hour_loses_nothing(
    hub: Hub, ours: Side, theirs: Side
) -> None:
    """What came before then lies behind what comes now, and both are taken."""
    (sender,), (receiver,) = ours.joins("01"), theirs.joins("07")
    packets = [packet(sender, receiver, number=number) for number in range(4)]
    for what in packets[:2]:
        send(ours, "national", what, receiver, message_id=what.sha256)
    for box in theirs.national.received(receiver):
        later = uuid7_at(int(time.time() * 1000) + 3_600_000, secrets.randbits(80))
        hub.rows("UPDATE hub_box SET id = %s, changed_at = changed_at + '1h'::interval"
                 " WHERE id = %s", later, box.id)  # fmt: skip
    for what in packets[2:]:
        send(ours, "national", what, receiver, message_id=what.sha256)

    listed = list(all_received(theirs.national, receiver))
    assert {one.sha256 for one in listed} == {one.sha256 for one in packets}
    assert [one.sha256 for one in listed[:2]] == [one.sha256 for one in packets[2:]]
    for one in listed:
        theirs.national.acknowledge(one.id, "done")
    assert theirs.national.received(receiver) == []


def test_it_is_laid_out_for_many_and_kept_once(
    hub: Hub, ours: Side, theirs: Side, tongue: str
) -> None:
    (sender,) = ours.joins("01")
    receivers = theirs.joins(*(f"{n:02d}" for n in range(10, 16)))
    what = packet(sender, *receivers)

    first = send(ours, tongue, what, *receivers[:4])
    again = send(ours, tongue, what, *receivers[3:])

    assert first == again, "the rest of the receivers of the same message"
    for receiver in receivers:
        (waiting,) = theirs.national.received(receiver)
        theirs.national.acknowledge(waiting.id, "done")
    places = list((hub.home / "files").rglob(what.sha256))
    assert len(places) == 1


def test_the_most_urgent_is_listed_first(ours: Side, theirs: Side, tongue: str) -> None:
    (sender,), (receiver,) = ours.joins("01"), theirs.joins("07")
    for number, urgency in enumerate((0, 2, 0, 3, 2)):
        what = packet(sender, receiver, number=number)
        send(ours, tongue, what, receiver, message_id=f"m{number}", urgency=urgency)

    there = speak(theirs, tongue)
    listed = there.received(receiver)
    ranks = [what.sha256 for what in (packet(sender, receiver, number=n) for n in
             (3, 1, 4, 0, 2))]  # fmt: skip

    assert [one.sha256 for one in listed] == ranks
    assert there.received(receiver, after=listed[2].id) == listed[3:]


def test_failing_to_fetch_is_said_with_words_and_seen_by_the_sender(
    hub: Hub, ours: Side, theirs: Side, tongue: str
) -> None:
    (sender,), (receiver,) = ours.joins("01"), theirs.joins("07")
    send(ours, tongue, packet(sender, receiver), receiver)
    there = speak(theirs, tongue)
    (waiting,) = there.received(receiver)

    there.acknowledge(waiting.id, "fail", "Tệp đính kèm hỏng")

    told = ours.national.wire.call(
        "GET",
        "edoc/getSentEdocList",
        headers={"X-Edoc-Header": f'{{"servicetype": "eDoc", "from": "{sender}"}}'},
    )
    assert [(r["status"], r["statusDesc"]) for r in told["data"]] == [
        ("fail", "Tệp đính kèm hỏng")
    ]


def test_agencies_come_with_three_codes_and_go_when_nothing_waits(
    ours: Side, theirs: Side
) -> None:
    (sender,) = ours.joins("01")
    card = AgencyCard(
        code=theirs.code("07"),
        name="Sở Nội vụ",
        old_code=f"000.00.07.{theirs.system}",
        code102=f"00.07.{theirs.system}",
        mail="noivu@bacninh.gov.vn",
    )
    theirs.national.register(card)

    assert card in list(ours.national.agencies())
    what = packet(sender, card.old_code)
    send(ours, "national", what, card.code)
    with pytest.raises(HubRefused, match="Còn 1 gói tin"):
        theirs.national.delete(card.code)
    (waiting,) = theirs.national.received(card.code102)
    theirs.national.acknowledge(waiting.id, "done")
    theirs.national.delete(card.code)
    assert card.code not in [one.code for one in ours.national.agencies()]
    with pytest.raises(HubRefused) as gone:
        send(ours, "national", packet(sender, card.code, number=2), card.code)
    assert gone.value.code == 18
