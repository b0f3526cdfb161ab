"""What the hub does not take: the right code, words, and a line in its log."""

from __future__ import annotations

import io
import json
import socket
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path

import psycopg
import pytest
import requests

from congvu.exchange.client import AgencyCard, HubClient, HubDown, HubRefused
from congvu.exchange.formats.edxml import messages as m
from congvu.exchange.formats.edxml import write
from tests.exchange.making import organisation
from tests.hub.conftest import Side
from tests.hub.running import Hub, Packet, packet

pytestmark = pytest.mark.slow


@pytest.fixture(params=["national", "gateway"])
def tongue(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def refusal(
    side: Side, tongue: str, what: Packet, *to: str, **more: object
) -> HubRefused:
    client: HubClient = getattr(side, tongue)
    given = {
        "sender": side.code("01"),
        "kind": "document",
        "message_id": "",
        "sha256": what.sha256,
    }
    with pytest.raises(HubRefused) as refused:
        client.send(what.stream(), receivers=to, **{**given, **more})  # type: ignore[arg-type]
    return refused.value


def test_each_fault_has_its_code_and_its_line_in_the_log(
    hub: Hub, ours: Side, theirs: Side, tongue: str
) -> None:
    (sender, other), (receiver,) = ours.joins("01", "02"), theirs.joins("07")
    before = hub.half_way()
    good = packet(sender, receiver)
    broken = Packet(good.data.replace(b"</edXML>", b"<edXML>"))
    nothing = Packet(b"<hello/>")
    bomb = Packet(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    foreign = packet(receiver, sender)
    stranger = packet(sender, "K99.01")
    huge = packet(sender, receiver, content="x")
    huge = Packet(huge.data + b" " * (1 << 20))

    got = [
        refusal(ours, tongue, broken, receiver),
        refusal(ours, tongue, nothing, receiver),
        refusal(ours, tongue, bomb, receiver),
        refusal(ours, tongue, good, receiver, kind="status"),
        refusal(ours, tongue, good, receiver, sha256="0" * 64),
        refusal(ours, tongue, foreign, sender),
        refusal(ours, tongue, good, receiver, sender=other),
        refusal(ours, tongue, stranger, "K99.01"),
        refusal(ours, tongue, good, other),
        refusal(ours, tongue, huge, receiver),
    ]

    codes = [10, 22, 10, 22, 10, 19, 19, 18, 18, 10]
    assert [one.code for one in got] == codes
    assert "Dòng" in got[0].words
    assert "K99.01" in got[7].words
    # A declared length too large is turned away before there is anything to log.
    log = hub.rows(
        "SELECT code FROM hub_logline WHERE system = %s AND event = 'refused'"
        " ORDER BY id",
        ours.system,
    )
    assert [code for (code,) in log] in (codes, codes[:-1])
    assert hub.half_way() == before
    assert hub.rows("SELECT 1 FROM hub_message WHERE sha256 = %s", good.sha256) == []


def test_a_locked_receiver_gets_nothing_more(
    hub: Hub, ours: Side, theirs: Side
) -> None:
    (sender,), (receiver,) = ours.joins("01"), theirs.joins("07")
    hub.command("lock", receiver, "--because", "đang sáp nhập")

    assert refusal(ours, "gateway", packet(sender, receiver), receiver).code == 23

    hub.command("unlock", receiver)
    what = packet(sender, receiver)
    assert ours.gateway.send(
        what.stream(), sender=sender, receivers=[receiver], kind="document",
        message_id="", sha256=what.sha256,
    )  # fmt: skip


def test_a_wrong_secret_opens_nothing_and_ten_close_the_door(
    hub: Hub, ours: Side, tongue: str
) -> None:
    (own,) = ours.joins("01")
    wrong = Side(hub, ours.system, "sai")

    for _n in range(10):
        with pytest.raises(HubRefused) as refused:
            getattr(wrong, tongue).received(own)
        assert refused.value.code == 15
    with pytest.raises(HubDown, match="chờ một phút"):
        getattr(ours, tongue).received(own)
    lines = hub.rows(
        "SELECT count(*) FROM hub_logline WHERE system = %s AND event = 'denied'",
        ours.system,
    )
    assert lines == [(10,)]


def test_what_is_anothers_is_not_there(ours: Side, theirs: Side, tongue: str) -> None:
    (sender,), (receiver,) = ours.joins("01"), theirs.joins("07")
    what = packet(sender, receiver)
    ours.national.send(
        what.stream(), sender=sender, receivers=[receiver], kind="document",
        message_id="m", sha256=what.sha256,
    )  # fmt: skip
    (waiting,) = theirs.national.received(receiver)
    stranger: HubClient = getattr(ours, tongue)

    with pytest.raises(HubRefused):
        stranger.received(receiver)
    with pytest.raises(HubRefused):
        stranger.get(waiting.id)
    with pytest.raises(HubRefused):
        stranger.acknowledge(waiting.id, "done")
    with pytest.raises(HubRefused):
        ours.national.delete(receiver)
    assert len(theirs.national.received(receiver)) == 1


def test_a_status_finds_its_way_without_a_receiver_in_it(
    ours: Side, theirs: Side
) -> None:
    (sender,), (receiver,) = ours.joins("01"), theirs.joins("07")
    what = packet(sender, receiver)
    ours.national.send(
        what.stream(), sender=sender, receivers=[receiver], kind="document",
        message_id="m", sha256=what.sha256,
    )  # fmt: skip
    document = f"{sender},2026/11/26,1/UBND-VP"

    accepted = status(receiver, "03", sender, document)
    theirs.gateway.send(
        accepted.stream(), sender=receiver, receivers=[], kind="status",
        message_id="", sha256=accepted.sha256,
    )  # fmt: skip
    back = status(sender, "13", sender, document, "Gửi nhầm")
    ours.gateway.send(
        back.stream(), sender=sender, receivers=[], kind="status",
        message_id="", sha256=back.sha256,
    )  # fmt: skip

    assert [one.kind for one in ours.national.received(sender)] == ["status"]
    assert [one.kind for one in theirs.national.received(receiver)] == [
        "document", "status",
    ]  # fmt: skip


def status(who: str, code: str, to: str, document: str, words: str = "") -> Packet:
    message = m.new_status(
        m.StatusHeader(
            from_=organisation(who),
            response_for=m.AnsweredDocument(organ_id=to, document_id=document),
            status_code=code,
            description=words,
            timestamp=datetime(2026, 11, 26, 5, tzinfo=UTC),
        )
    )
    out = io.BytesIO()
    write(message, out)
    return Packet(out.getvalue())


def test_a_sender_that_closes_half_way_leaves_nothing(hub: Hub, ours: Side) -> None:
    ours.joins("01")
    before = hub.half_way()
    host, port = hub.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as link:
        link.sendall(
            f"POST /edoc/sendEdoc HTTP/1.1\r\nHost: {host}\r\n"
            f"X-SystemId: {ours.system}\r\nX-SecretKey: {ours.secret}\r\n"
            'X-Edoc-Header: {"servicetype": "eDoc", "messagetype": "edoc"}\r\n'
            "Content-Length: 5000\r\n\r\n<edXML>".encode()
        )
        link.shutdown(socket.SHUT_WR)
        link.recv(1000)

    end = time.monotonic() + 30
    lines: list[tuple[object, ...]] = []
    while not lines and time.monotonic() < end:
        lines = hub.rows(
            "SELECT code FROM hub_logline WHERE system = %s AND event = 'refused'",
            ours.system,
        )
    assert lines == [(10,)]
    assert hub.half_way() == before


@pytest.mark.parametrize("path", ["edoc/sendEdoc", "v1/sendEdoc"])
def test_a_declared_gigabyte_is_refused_before_it_comes(
    hub: Hub, ours: Side, path: str
) -> None:
    ours.joins("01")
    before = hub.half_way()
    link = HTTPConnection(hub.url.removeprefix("http://"), timeout=30)
    link.putrequest("POST", f"/{path}")
    for name, value in {
        "X-SystemId": ours.system,
        "X-SecretKey": ours.secret,
        "X-Edoc-Header": '{"servicetype": "eDoc", "messagetype": "edoc"}',
        "Content-Type": "multipart/form-data; boundary=x",
        "Content-Length": str(1 << 30),
    }.items():
        link.putheader(name, value)
    link.endheaders(b"<edXML>")
    with closing(link):
        told = json.loads(link.getresponse().read())

    told = told.get("data", told)
    assert told["errorCode"] == "10"
    assert "1048576 byte" in told["errorDesc"]
    assert hub.half_way() == before


TRICKS = ["../../../../etc/passwd", "/etc/passwd", "..\\..\\x.edxml", "a\0b", "x" * 900]


@pytest.mark.parametrize("trick", TRICKS)
def test_names_lead_nowhere(hub: Hub, ours: Side, theirs: Side, trick: str) -> None:
    """The file's, the message's, a box's and a receiver's; all are only words."""
    (sender,), (receiver,) = ours.joins("01"), theirs.joins("07")
    what = packet(sender, receiver, number=TRICKS.index(trick))
    form = {"messageType": "edoc", "messageId": trick, "to": receiver}
    keys = {"X-SystemId": ours.system, "X-SecretKey": ours.secret}
    places = {path for path in hub.home.rglob("*") if "files" not in path.parts}

    answer = requests.post(
        f"{hub.url}/v1/sendEdoc",
        data=form,
        files={"edocFile": (trick, what.data)},
        headers=keys,
        timeout=30,
    )

    assert answer.json()["success"], answer.text
    assert (
        hub.home / "files" / what.sha256[:2] / what.sha256[2:4] / what.sha256
    ).is_file()
    half_a_letter = f"{trick}\ud800"
    assert ours.national.send(
        what.stream(), sender=sender, receivers=[receiver], kind="document",
        message_id=half_a_letter, sha256=what.sha256,
    )  # fmt: skip
    with pytest.raises(HubRefused):
        theirs.national.get(trick)
    with pytest.raises(HubRefused):
        theirs.gateway.acknowledge(trick, "done")
    assert refusal(ours, "national", what, trick).code == 18
    for tongue in (theirs.national, theirs.gateway):
        with pytest.raises(HubRefused):
            tongue.received(trick)
    after = {path for path in hub.home.rglob("*") if "files" not in path.parts}
    assert {path for path in after - places if "jail-" not in str(path)} == set()


def test_the_log_is_only_added_to(hub: Hub, ours: Side) -> None:
    ours.joins("01")

    for change in ("UPDATE hub_logline SET words = ''", "DELETE FROM hub_logline"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            hub.rows(change)
    assert "registered" in hub.command("log", "--last", "5")


def test_a_system_registers_below_its_own_codes_only(
    hub: Hub, ours: Side, theirs: Side
) -> None:
    theirs.joins("07")
    with pytest.raises(HubRefused) as outside:
        ours.joins_as(theirs.code("08"))
    with pytest.raises(HubRefused) as taken:
        ours.joins_as(ours.code("09"), old_code=theirs.code("07"))

    assert [outside.value.code, taken.value.code] == [19, 19]
    secret = hub.command(
        "add-system", f"{ours.system}X", "--name", "Khác", "--under", "X1"
    )
    assert list(Side(hub, f"{ours.system}X", secret).national.agencies())
    hub.command("close-system", f"{ours.system}X")
    with pytest.raises(HubRefused):
        list(Side(hub, f"{ours.system}X", secret).national.agencies())


def test_systems_with_secrets_agreed_on_are_what_their_file_says(
    hub: Hub, ours: Side, tmp_path: Path
) -> None:
    name, secret, file = f"{ours.system}Y", "s" * 40, tmp_path / "systems.json"
    operator = replace(
        hub, environment={**hub.environment, "CONGVU_HUB_SYSTEMS": str(file)}
    )
    with pytest.raises(AssertionError, match="thiếu tệp này"):
        operator.command("setup")

    def told(*under: str) -> None:
        one = {"system": name, "name": "Khác", "under": under, "secret": secret}
        file.write_text(json.dumps({"systems": [one]}), encoding="utf-8")
        operator.command("setup")

    told("Y1")
    there = Side(hub, name, secret).national
    there.register(AgencyCard("Y1.1", "Sở Nội vụ"))
    with pytest.raises(HubRefused):
        there.register(AgencyCard("Y2.1", "Sở Tài chính"))
    told("Y1", "Y2")
    there.register(AgencyCard("Y2.1", "Sở Tài chính"))
    hub.command("close-system", name)
    told("Y1")
    with pytest.raises(HubRefused):
        list(there.agencies())
