"""Inventories as agents send them, made of a few facts; our own, not a copy of any."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

Program = tuple[str, str, str]
OFFICE: list[Program] = [
    ("LibreOffice", "7.4.7", "The Document Foundation"),
    ("Unikey", "4.3", "Phạm Kim Long"),
    ("Firefox ESR", "115.9", "Mozilla"),
]


def fusion(
    programs: Sequence[Program] = OFFICE,
    *,
    device: str = "vp-may-01-2026-03-02-08-00-00",
    name: str = "VP-MAY-01",
    serial: str = "PF2XK19Q",
    uuid: str = "4c4c4544-0043-3510-8052-b4c04f4e5a32",
    memory: int = 8192,
    mac: str = "3c:52:82:11:22:33",
    packed: bool = True,
    extra: str = "",
) -> bytes:
    """One machine as FusionInventory tells it; zlib as on the wire."""
    softwares = "".join(
        f"<SOFTWARES><NAME>{escape(n)}</NAME><VERSION>{escape(v)}</VERSION>"
        f"<PUBLISHER>{escape(p)}</PUBLISHER></SOFTWARES>"
        for n, v, p in programs
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8" ?><REQUEST><CONTENT>'
        f"<BIOS><SMANUFACTURER>LENOVO</SMANUFACTURER><SMODEL>ThinkCentre M70q</SMODEL>"
        f"<SSN>{serial}</SSN></BIOS>"
        f"<HARDWARE><NAME>{name}</NAME><UUID>{uuid}</UUID><MEMORY>{memory}</MEMORY>"
        "<CHASSIS_TYPE>Desktop</CHASSIS_TYPE><LASTLOGGEDUSER>lan</LASTLOGGEDUSER>"
        "</HARDWARE>"
        "<OPERATINGSYSTEM><FULL_NAME>Windows 11 Pro</FULL_NAME>"
        "<VERSION>10.0.22631</VERSION></OPERATINGSYSTEM>"
        "<CPUS><NAME>Intel Core i5-10400T</NAME></CPUS>"
        "<STORAGES><TYPE>disk</TYPE><DISKSIZE>256060</DISKSIZE></STORAGES>"
        f"<NETWORKS><IPADDRESS>10.20.1.31</IPADDRESS><MACADDR>{mac}</MACADDR>"
        f"</NETWORKS>{softwares}{extra}"
        "<VERSIONCLIENT>FusionInventory-Agent_v2.6</VERSIONCLIENT></CONTENT>"
        f"<DEVICEID>{device}</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>"
    )
    return zlib.compress(text.encode()) if packed else text.encode()


PROLOG = zlib.compress(
    b"<REQUEST><DEVICEID>vp-may-01-2026-03-02-08-00-00</DEVICEID>"
    b"<QUERY>PROLOG</QUERY></REQUEST>"
)


def glpi(content: dict[str, Any], *, partial: bool = False) -> bytes:
    sent: dict[str, Any] = {
        "action": "inventory",
        "deviceid": "vp-may-02-2026-03-02-08-00-00",
        "itemtype": "Computer",
        "content": {"versionclient": "GLPI-Agent_v1.7", **content},
    }
    if partial:
        sent["partial"] = True
    return json.dumps(sent).encode()
