"""FusionInventory and OCS: one XML document a message, PROLOG before the inventory."""

from __future__ import annotations

import codecs
import io
import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from congvu.inventory.formats.messages import (
    AgentMessage,
    Asks,
    Unreadable,
    gigabytes,
    kind_of,
    line,
    made_on,
    number,
    odd_of,
    programs_of,
)
from congvu.inventory.rules import Format, Told
from congvu.lib.text import gettext_noop as _

# The agent takes <REPLY/> for something unexpected; with words in it, it sends.
PROLOG_REPLY = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    "<REPLY><RESPONSE>SEND</RESPONSE><PROLOG_FREQ>%(hours)d</PROLOG_FREQ></REPLY>"
)
_DEEPEST = 12
# Twenty thousand programs of fifteen lines each, and the rest.
_MOST_ELEMENTS = 400_000
_SECTIONS = {
    "BIOS",
    "HARDWARE",
    "OPERATINGSYSTEM",
    "CPUS",
    "STORAGES",
    "NETWORKS",
    "SOFTWARES",
    "VERSIONCLIENT",
}
# An agent copies names as programs have them; one character that XML lacks would cost
# all the others.
_CONTROLS = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]"
    rb"|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]));"
)
# In UTF-16, by how it begins.
_WIDE = {
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"<\0": "utf-16-le",
}
_DECLARATION = re.compile(r"\A\s*<\?xml\s[^>]*>")
_DISK = ("disk", "ssd", "hdd", "nvme", "fixed")
Rows = dict[str, list[dict[str, str]]]

_BROKEN = _("Bản kiểm kê không phải XML đúng, hoặc bị cắt ngang.")
_TOO_DEEP = _("Bản kiểm kê lồng quá %(most)d tầng.")


def read_xml(content: bytes) -> AgentMessage:
    top: dict[str, str] = {}
    rows: Rows = {}
    try:
        narrow = _in_bytes(content)
        plain = _CONTROLS.sub(b"", narrow)
        _walk(plain, top, rows)
    # LookupError: an encoding that nobody knows.
    except (ParseError, DefusedXmlException, LookupError, ValueError):
        raise Unreadable(_BROKEN) from None
    query = top.get("QUERY", "").upper()
    device_id = line(top.get("DEVICEID", ""))
    if query == "PROLOG":
        return AgentMessage(Asks.PROLOG, Format.FUSION)
    if query != "INVENTORY" or not device_id:
        raise Unreadable(_("Thông điệp không phải bản kiểm kê máy."))
    agent = line(top.get("VERSIONCLIENT", ""))
    told = _told(device_id, rows, had_controls=len(plain) < len(narrow))
    return AgentMessage(Asks.INVENTORY, Format.FUSION, agent, (told,))


def _in_bytes(content: bytes) -> bytes:
    """Whoever kept a file in UTF-16 seldom said so in its first line."""
    codec = _WIDE.get(content[:2])
    if codec is None:
        return content
    return _DECLARATION.sub("", content.decode(codec)).encode()


def _walk(content: bytes, top: dict[str, str], rows: Rows) -> None:
    """Section by section; what was read is let go of at once."""
    path: list[Element] = []
    count = 0
    for happened, element in iterparse(io.BytesIO(content), ("start", "end")):
        if happened == "start":
            path.append(element)
            count += 1
            if count > _MOST_ELEMENTS:
                raise Unreadable(_("Bản kiểm kê có quá nhiều dòng."))
            if len(path) > _DEEPEST:
                raise Unreadable(_TOO_DEEP, {"most": _DEEPEST})
            continue
        path.pop()
        if len(path) == 1 and element.tag != "CONTENT":
            top[element.tag] = (element.text or "").strip()
        if len(path) == 2 and path[-1].tag == "CONTENT":
            if element.tag == "VERSIONCLIENT":
                top[element.tag] = (element.text or "").strip()
            elif element.tag in _SECTIONS:
                told = {part.tag: (part.text or "").strip() for part in element}
                rows.setdefault(element.tag, []).append(told)
            path[-1].clear()


def _first(rows: Rows, section: str) -> dict[str, str]:
    return next(iter(rows.get(section, ())), {})


def _told(device_id: str, rows: Rows, *, had_controls: bool) -> Told:
    bios, hardware = _first(rows, "BIOS"), _first(rows, "HARDWARE")
    system = _first(rows, "OPERATINGSYSTEM")
    cards = rows.get("NETWORKS", [])
    addresses = [line(one.get("IPADDRESS", "")) for one in cards]
    softwares = rows.get("SOFTWARES")
    return Told(
        device_id=device_id,
        name=line(hardware.get("NAME", "")),
        uuid=line(hardware.get("UUID", "")),
        serial=line(bios.get("SSN", "")),
        maker=line(bios.get("SMANUFACTURER", "")),
        model=line(bios.get("SMODEL", "")),
        kind=kind_of(
            hardware.get("CHASSIS_TYPE", "") or bios.get("TYPE", ""),
            hardware.get("VMSYSTEM", ""),
        ),
        cpu=_cpu(rows, hardware),
        ram_mb=number(hardware.get("MEMORY")),
        disk_gb=_disk(rows),
        os_name=line(system.get("FULL_NAME", "") or hardware.get("OSNAME", "")),
        os_version=line(system.get("VERSION", "") or hardware.get("OSVERSION", "")),
        bios_on=made_on(bios.get("BDATE", "")),
        odd=odd_of(bios.get("BDATE", ""), controls=had_controls),
        address=next((a for a in addresses if is_outside(a)), ""),
        cards=tuple(
            sorted({one["MACADDR"] for one in cards if one.get("MACADDR", "")})
        ),
        last_user=line(
            hardware.get("LASTLOGGEDUSER", "") or hardware.get("USERID", "")
        ),
        programs=None
        if softwares is None
        else programs_of(
            [(s.get("NAME"), s.get("VERSION"), s.get("PUBLISHER")) for s in softwares]
        ),
    )


def _cpu(rows: Rows, hardware: dict[str, str]) -> str:
    cpus = rows.get("CPUS", [])
    name = line(_first(rows, "CPUS").get("NAME", "") or hardware.get("PROCESSORT", ""))
    return line(f"{len(cpus)} × {name}") if name and len(cpus) > 1 else name


def _disk(rows: Rows) -> int | None:
    disks = [
        number(one.get("DISKSIZE")) or 0
        for one in rows.get("STORAGES", [])
        if any(word in one.get("TYPE", "disk").lower() for word in _DISK)
    ]
    return gigabytes(sum(disks))


def is_outside(address: str) -> bool:
    """An address others could reach the machine by."""
    return bool(address) and not address.startswith(("127.", "169.254.", "::1", "fe80"))
