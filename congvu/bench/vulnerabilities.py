"""Advisories against the software of a whole province: fifty thousand of them in files,
taken in and matched; then what one more advisory and one more inventory cost.

Half of them speak of products as NVD does, three in ten of a distribution's packages,
the rest of what nobody has. A few programs have most of them, as browsers do. All is
rolled back.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from congvu.audit.rules import SYSTEM
from congvu.bench.fleet import analyse, make_fleet
from congvu.bench.timing import Figure
from congvu.inventory.actions import receive
from congvu.organisations.access import Seat
from congvu.vulnerabilities.actions import Matched, load_advisories, match_advisories
from congvu.vulnerabilities.models import Finding, Package

ADVISORIES = 50_000
PROGRAMS = 9000
MAKERS = 900
MATCH_CEILING = 120
AFTER_CEILING = 20
A_FILE = 10_000
_MATCHED = ("package", "softwarepackage", "hit", "finding")


def vulnerability_figures(keeper: Seat, at: datetime) -> Iterator[Figure]:
    with transaction.atomic():
        beside = make_fleet(at)
        figures = [_taken_in(at)]
        # As the database does by itself soon after so many rows.
        analyse(*(f"vulnerabilities_{one}" for one in ("advisory", "affected")))
        figures.append(_matched_first(at, beside))
        analyse(*(f"vulnerabilities_{one}" for one in _MATCHED))
        figures += _after(keeper, at)
        transaction.set_rollback(True)
    yield from figures


def _taken_in(at: datetime) -> Figure:
    spent, size = 0.0, 0
    for start in range(0, ADVISORIES, A_FILE):
        content = _file(range(start, min(start + A_FILE, ADVISORIES)))
        size += len(content)
        began = time.monotonic()
        _load(content, at)
        spent += time.monotonic() - began
    beside = {"advisories": float(ADVISORIES), "MB": size / 1_000_000}
    return Figure("advisories read and kept", spent, "seconds", beside=beside)


def _matched_first(at: datetime, beside: dict[str, float]) -> Figure:
    spent, told = _matched(at)
    return Figure(
        "name-versions of all machines against all advisories",
        spent,
        "seconds",
        most=MATCH_CEILING,
        beside={
            **beside,
            "name-versions": float(Package.objects.count()),
            "advisories": float(told.advisories),
            "pairs": float(told.pairs),
            "hits": float(told.hits),
            "findings": float(told.found.new),
        },
    )


def _after(keeper: Seat, at: datetime) -> Iterator[Figure]:
    """What a day brings: nothing, one advisory of what many have, one inventory."""

    yield _again("nothing new", at)
    common = _of_product(ADVISORIES, program=1, fixed="99")
    _load(json.dumps(common).encode(), at)
    yield _again("one new advisory of a common program", at)
    told = _machine([(f"Chương trình {n}", "0.5") for n in range(40)])
    receive(content=told, agency_id=keeper.agency_id, by=SYSTEM, at=at)
    yield _again("one machine reports forty programs", at)


def _again(name: str, at: datetime) -> Figure:
    spent, told = _matched(at)
    beside = {
        "pairs": float(told.pairs),
        "new": float(told.found.new),
        "findings": float(Finding.objects.count()),
    }
    name = f"matched again, {name}"
    return Figure(name, spent, "seconds", most=AFTER_CEILING, beside=beside)


def _matched(at: datetime) -> tuple[float, Matched]:
    began = time.monotonic()
    told = match_advisories(by=SYSTEM, at=at)
    return time.monotonic() - began, told


def _load(content: bytes, at: datetime) -> None:
    loaded = load_advisories(content=content, name="đo.json", by=SYSTEM, at=at)
    if loaded.troubles:
        raise RuntimeError(f"left out: {loaded.troubles[:3]}")


def _file(numbers: range) -> bytes:
    return json.dumps([_told(n) for n in numbers]).encode()


def _told(number: int) -> dict[str, Any]:
    """Few programs have many: the first of nine thousand has one in twenty."""
    program = int(PROGRAMS * (number * 7919 % 10_007 / 10_007) ** 3)
    fixed = f"{1 + number % 6}.0"
    if number % 10 < 5:
        return _of_product(number, program, fixed)
    if number % 10 < 8:
        return _of_package(number, "Ubuntu:24.04:LTS", f"Chương trình {program}", fixed)
    return _of_package(number, "PyPI", f"goi-{program}", fixed)


def _of_product(number: int, program: int, fixed: str) -> dict[str, Any]:
    name = f"cpe:2.3:a:hang_{program % MAKERS}:chuong_trinh_{program}:*:*:*:*:*:*:*:*"
    match = {"vulnerable": True, "criteria": name, "versionEndExcluding": fixed}
    return {
        "vulnerabilities": [
            {
                "cve": {
                    "id": f"CVE-2099-{number:06}",
                    "lastModified": "2026-03-01T00:00:00.000",
                    "descriptions": [{"lang": "en", "value": "Lỗ hổng để đo. " * 20}],
                    "metrics": {
                        "cvssMetricV31": [
                            {"cvssData": {"baseScore": number % 100 / 10}}
                        ]
                    },
                    "configurations": [
                        {"nodes": [{"operator": "OR", "cpeMatch": [match]}]}
                    ],
                }
            }
        ]
    }


def _of_package(number: int, ecosystem: str, name: str, fixed: str) -> dict[str, Any]:
    return {
        "id": f"CV-2099-{number:06}",
        "modified": "2026-03-01T00:00:00Z",
        "aliases": [f"CVE-2098-{number:06}"],
        "details": "Lỗ hổng để đo. " * 20,
        "affected": [
            {
                "package": {"ecosystem": ecosystem, "name": name},
                "ranges": [
                    {
                        "type": "ECOSYSTEM",
                        "events": [{"introduced": "0"}, {"fixed": fixed}],
                    }
                ],
            }
        ],
        "severity": [
            {"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:L/A:N"}
        ],
    }


def _machine(programs: list[tuple[str, str]]) -> bytes:
    told = "".join(
        f"<SOFTWARES><NAME>{name}</NAME><VERSION>{version}</VERSION>"
        f"<PUBLISHER>Hãng {n}</PUBLISHER></SOFTWARES>"
        for n, (name, version) in enumerate(programs)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT>'
        "<BIOS><SSN>LOHONG1</SSN></BIOS><HARDWARE><NAME>MAY-LO-HONG</NAME></HARDWARE>"
        "<OPERATINGSYSTEM><FULL_NAME>Windows 11 Pro</FULL_NAME></OPERATINGSYSTEM>"
        f"{told}</CONTENT><DEVICEID>lo-hong-1</DEVICEID><QUERY>INVENTORY</QUERY>"
        "</REQUEST>"
    ).encode()
