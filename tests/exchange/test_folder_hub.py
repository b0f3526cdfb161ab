"""The plain folder, and which client a channel has."""

from __future__ import annotations

import io
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from congvu.config.outside import Misconfigured, exchange_from_env
from congvu.exchange.client import AgencyCard, HubDown, HubRefused, hub_client
from congvu.exchange.client.folder import FolderHub
from congvu.exchange.client.gateway import Gateway
from congvu.exchange.client.national import NationalHub

PACKET = b"<edXML/>"


@pytest.fixture
def folder(tmp_path: Path) -> FolderHub:
    hub = FolderHub.at(str(tmp_path))
    for code in ("H55", "H56", "000.00.00.H57"):
        hub.register(AgencyCard(code=code, name=f"Tỉnh {code}", mail=f"{code}@vn"))
    return hub


def send(hub: FolderHub, data: bytes, *to: str, **more: Any) -> str:
    given: dict[str, Any] = {"sender": "H03", "kind": "document", "message_id": "m"}
    digest = sha256(data).hexdigest()
    return hub.send(
        io.BytesIO(data), receivers=to, **{"sha256": digest, **given, **more}
    )


def test_a_packet_lies_whole_in_each_receivers_folder_and_once_on_the_disk(
    folder: FolderHub,
) -> None:
    send(folder, PACKET, "H55", "H56")

    (here,), (there,) = folder.received("H55"), folder.received("H56")
    assert (here.sender, here.kind, here.length) == ("H03", "document", len(PACKET))
    assert here.sha256 == sha256(PACKET).hexdigest()
    with folder.get(there.id) as got:
        assert got.read() == PACKET
    links = {path.stat().st_ino for path in folder.root.rglob("*.edxml")}
    assert len(links) == 1
    assert not list(folder.root.rglob("*.new"))


def test_what_came_first_is_listed_first_also_within_a_second(
    folder: FolderHub,
) -> None:
    """A recall must never be read before its paper."""
    packets = [b"<edXML n='%d'/>" % n for n in range(20)]
    for data in packets:
        send(folder, data, "H55", message_id=sha256(data).hexdigest())

    listed = folder.received("H55")

    assert [one.sha256 for one in listed] == [sha256(d).hexdigest() for d in packets]


def test_it_is_the_same_packet_also_after_it_was_taken(folder: FolderHub) -> None:
    first = send(folder, PACKET, "H55")
    (waiting,) = folder.received("H55")
    folder.acknowledge(waiting.id, "processing")
    assert folder.received("H55") == [waiting]
    folder.acknowledge(waiting.id, "done")
    folder.acknowledge(waiting.id, "done")

    again = send(folder, PACKET, "H55", "H56")

    assert again == first
    assert folder.received("H55") == []
    assert len(folder.received("H56")) == 1


def test_the_most_urgent_lies_on_top(folder: FolderHub) -> None:
    for number, urgency in enumerate((0, 3, 1)):
        data = b"<edXML>%d</edXML>" % number
        send(folder, data, "H55", message_id=f"m{number}", urgency=urgency)

    listed = folder.received("H55")
    ranks = [sha256(b"<edXML>%d</edXML>" % n).hexdigest() for n in (1, 2, 0)]
    assert [one.sha256 for one in listed] == ranks
    assert folder.received("H55", after=listed[0].id) == listed[1:]


def test_what_is_wrong_is_refused(folder: FolderHub) -> None:
    with pytest.raises(HubRefused) as unknown:
        send(folder, PACKET, "H55", "K01")
    with pytest.raises(HubRefused) as tricky:
        send(folder, PACKET, "../H55")
    with pytest.raises(HubRefused) as lied:
        send(folder, PACKET, "H55", sha256="0" * 64)
    with pytest.raises(HubRefused):
        folder.get("H55/../../etc/passwd")

    assert [e.value.code for e in (unknown, tricky, lied)] == [18, 18, 10]
    assert folder.received("H55") == []


def test_a_share_that_is_not_there_may_come_back(
    folder: FolderHub, tmp_path: Path
) -> None:
    send(folder, PACKET, "H55")
    (waiting,) = folder.received("H55")
    tmp_path.rename(tmp_path.with_name("away"))

    with pytest.raises(HubDown):
        folder.get(waiting.id)


def test_agencies_are_who_has_a_card(folder: FolderHub) -> None:
    folder.delete("H56")

    cards = list(folder.agencies())
    assert [one.code for one in cards] == ["000.00.00.H57", "H55"]
    assert cards[1].mail == "H55@vn"


def test_each_channel_has_its_client(settings: Any, tmp_path: Path) -> None:
    where = {"address": "https://truc.example", "system": "H03", "secret": "khoa"}
    settings.EXCHANGE = {
        "hub": {**where, "ca_file": ""},
        "gateway": {**where, "ca_file": ""},
        "folder": {"folder": str(tmp_path)},
    }

    assert isinstance(hub_client("hub"), NationalHub)
    assert isinstance(hub_client("gateway"), Gateway)
    assert isinstance(hub_client("folder"), FolderHub)
    assert hub_client("hub") is hub_client("hub"), "its connections are used again"
    settings.EXCHANGE = {}
    with pytest.raises(HubRefused, match="Chưa cấu hình"):
        hub_client("hub")


def test_channels_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert exchange_from_env() == {}
    monkeypatch.setenv("CONGVU_EXCHANGE_HUB_URL", "https://truc.example/vxp/")
    with pytest.raises(Misconfigured, match="CONGVU_EXCHANGE_HUB_SYSTEM"):
        exchange_from_env()
    monkeypatch.setenv("CONGVU_EXCHANGE_HUB_SYSTEM", "H03")
    monkeypatch.setenv("CONGVU_EXCHANGE_HUB_SECRET", "khoa")
    monkeypatch.setenv("CONGVU_EXCHANGE_FOLDER", "/srv/chung")

    found = exchange_from_env()
    assert found["hub"]["address"] == "https://truc.example/vxp"
    assert found["folder"] == {"folder": "/srv/chung"}
    monkeypatch.setenv("CONGVU_EXCHANGE_HUB_URL", "http://truc.example")
    with pytest.raises(Misconfigured, match="https"):
        exchange_from_env()
