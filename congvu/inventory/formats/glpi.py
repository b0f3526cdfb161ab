"""GLPI agents from 1.0 on: JSON, a contact before the inventory, parts of one."""

from __future__ import annotations

import json
import re
from typing import Any

from congvu.inventory.formats.messages import (
    MOST_JSON_BYTES,
    TOO_LARGE,
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
from congvu.inventory.formats.xml import is_outside
from congvu.inventory.rules import Format, Told
from congvu.lib.text import gettext_noop as _

_BROKEN = _("Bản kiểm kê không phải JSON đúng, hoặc bị cắt ngang.")
_NOT_ONE = _("Thông điệp không phải bản kiểm kê máy.")
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f]"
    r"|(?<!\\)(?:\\\\)*\\(?:[bf]|u00(?:0[0-8bcefBCEF]|1[0-9a-fA-F]))"
)
_DISK = ("disk", "ssd", "hdd", "nvme", "fixed")


def read_json(content: bytes) -> AgentMessage:
    if len(content) > MOST_JSON_BYTES:
        raise Unreadable(TOO_LARGE, {"mb": MOST_JSON_BYTES >> 20})
    try:
        text = content.decode(json.detect_encoding(content), "surrogatepass")
        # An agent copies names as programs have them, signs nobody sees among them.
        sent = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        raise Unreadable(_BROKEN) from None
    if not isinstance(sent, dict):
        raise Unreadable(_NOT_ONE)
    action = sent.get("action", "inventory")
    agent = line(f"{line(sent.get('name', ''))} {line(sent.get('version', ''))}")
    if action == "contact":
        return AgentMessage(Asks.CONTACT, Format.GLPI, agent)
    body = sent.get("content")
    device_id = line(sent.get("deviceid", ""))
    if action != "inventory" or not isinstance(body, dict) or not device_id:
        raise Unreadable(_NOT_ONE)
    if str(sent.get("itemtype", "Computer")) != "Computer":
        raise Unreadable(_("Bản kiểm kê không phải của máy tính."))
    told = _told(
        device_id,
        body,
        is_partial=sent.get("partial") is True,
        has_controls=_CONTROLS.search(text) is not None,
    )
    agent = line(body.get("versionclient", "")) or agent
    return AgentMessage(Asks.INVENTORY, Format.GLPI, agent, (told,))


def _part(body: dict[str, Any], name: str) -> dict[str, Any]:
    found = body.get(name)
    return found if isinstance(found, dict) else {}


def _rows(body: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = body.get(name)
    return [r for r in found if isinstance(r, dict)] if isinstance(found, list) else []


def _told(
    device_id: str, body: dict[str, Any], *, is_partial: bool, has_controls: bool
) -> Told:
    """Of a whole inventory without programs nothing is concluded: the agent may have
    been told to leave them out.
    """
    bios, hardware = _part(body, "bios"), _part(body, "hardware")
    system, networks = _part(body, "operatingsystem"), _rows(body, "networks")
    addresses = [
        line(one.get("ipaddress", "")) for one in networks if one.get("ipaddress")
    ]
    told_programs = isinstance(body.get("softwares"), list)
    return Told(
        device_id=device_id,
        name=line(hardware.get("name", "")),
        uuid=line(hardware.get("uuid", "")),
        serial=line(bios.get("ssn", "")),
        maker=line(bios.get("smanufacturer", "")),
        model=line(bios.get("smodel", "")),
        kind=kind_of(
            line(hardware.get("chassis_type", "")), line(hardware.get("vmsystem", ""))
        )
        if hardware or not is_partial
        else "",
        cpu=_cpu(_rows(body, "cpus")),
        ram_mb=number(hardware.get("memory")),
        disk_gb=_disk(_rows(body, "storages")),
        os_name=line(system.get("full_name", "") or system.get("name", "")),
        os_version=line(system.get("version", "")),
        bios_on=made_on(line(bios.get("bdate", ""))),
        odd=odd_of(line(bios.get("bdate", "")), controls=has_controls),
        address=next((a for a in addresses if is_outside(a)), ""),
        cards=tuple(sorted({line(n["mac"]) for n in networks if n.get("mac")})),
        last_user=line(hardware.get("lastloggeduser", "")),
        programs=programs_of(
            [
                (s.get("name"), s.get("version"), s.get("publisher"))
                for s in _rows(body, "softwares")
            ]
        )
        if told_programs
        else None,
    )


def _cpu(cpus: list[dict[str, Any]]) -> str:
    name = line(cpus[0].get("name", "")) if cpus else ""
    return line(f"{len(cpus)} × {name}") if name and len(cpus) > 1 else name


def _disk(storages: list[dict[str, Any]]) -> int | None:
    """Sizes in MB; what has no size is a drive for discs, or says nothing."""
    sizes = [
        number(one.get("disksize")) or 0
        for one in storages
        if any(word in line(one.get("type", "disk")).lower() for word in _DISK)
    ]
    return gigabytes(sum(sizes))
