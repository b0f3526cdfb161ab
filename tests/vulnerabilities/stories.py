"""Advisories of our own making, and machines that report what is on them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape

from congvu.audit.rules import SYSTEM
from congvu.inventory.actions import receive
from congvu.inventory.models import Machine
from congvu.vulnerabilities.actions import (
    Loaded,
    Matched,
    load_advisories,
    match_advisories,
)
from congvu.vulnerabilities.models import Finding
from tests.people import Province

Program = tuple[str, str, str]
CRITICAL = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
MEDIUM = "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N"


def osv(
    code: str,
    name: str,
    *events: dict[str, str],
    ecosystem: str = "Debian:12",
    kind: str = "ECOSYSTEM",
    vector: str = CRITICAL,
    modified: str = "2026-03-01T00:00:00Z",
    **more: Any,
) -> dict[str, Any]:
    return {
        "schema_version": "1.6.0",
        "id": code,
        "modified": modified,
        "summary": f"Lỗ hổng thử {code}",
        "affected": [
            {
                "package": {"ecosystem": ecosystem, "name": name},
                "ranges": [{"type": kind, "events": list(events)}],
            }
        ],
        "severity": [{"type": "CVSS_V3", "score": vector}],
        **more,
    }


def before(fixed: str, since: str = "0") -> tuple[dict[str, str], ...]:
    return {"introduced": since}, {"fixed": fixed}


def debian(
    programs: Sequence[Program],
    *,
    name: str = "may-chu-01",
    system: tuple[str, str] = ("Debian GNU/Linux 12 (bookworm)", "12.5"),
) -> bytes:
    """One server as FusionInventory tells it."""
    told = "".join(
        f"<SOFTWARES><NAME>{escape(n)}</NAME><VERSION>{escape(v)}</VERSION>"
        f"<PUBLISHER>{escape(p)}</PUBLISHER></SOFTWARES>"
        for n, v, p in programs
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" ?><REQUEST><CONTENT>'
        f"<BIOS><SSN>SN-{name}</SSN></BIOS><HARDWARE><NAME>{name}</NAME></HARDWARE>"
        f"<OPERATINGSYSTEM><FULL_NAME>{system[0]}</FULL_NAME>"
        f"<VERSION>{system[1]}</VERSION></OPERATINGSYSTEM>{told}"
        "<VERSIONCLIENT>FusionInventory-Agent_v2.6</VERSIONCLIENT></CONTENT>"
        f"<DEVICEID>{name}-2026-03-02-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY>"
        "</REQUEST>"
    ).encode()


class Watch:
    """Days go by: machines report, advisories come in, the two are matched."""

    def __init__(self, people: Province) -> None:
        self.people, self.at = people, people.at

    def later(self, days: int = 1) -> datetime:
        self.at += timedelta(days=days)
        return self.at

    def report(self, *programs: Program, commune: bool = False, **more: Any) -> Machine:
        agency = self.people.commune if commune else self.people.committee
        [reading] = receive(
            content=debian(programs, **more),
            name="",
            agency_id=agency.pk,
            by=self.people.seat("quan").actor,
            at=self.later(),
        )
        assert reading.machine is not None, reading.reason
        return reading.machine

    def load(self, *told: Any, name: str = "tệp.json") -> Loaded:
        content = json.dumps(told[0] if len(told) == 1 else list(told)).encode()
        return self.load_bytes(content, name)

    def load_bytes(self, content: bytes, name: str = "tệp.json") -> Loaded:
        return load_advisories(content=content, name=name, by=SYSTEM, at=self.later())

    def match(self) -> Matched:
        return match_advisories(by=SYSTEM, at=self.later())

    def found(self) -> list[tuple[str, str, str]]:
        """Cause, package, state, in the order of mending."""
        rows = Finding.objects.order_by("priority", "due_on", "cause", "name")
        return [(one.cause, one.name, one.state) for one in rows]
