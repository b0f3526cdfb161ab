"""Weaknesses of the demo: found in a bill of materials, one of them mended since."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from congvu.audit.rules import SYSTEM
from congvu.demo.actions.plan import read
from congvu.demo.actions.sheets import Bodies
from congvu.lib.dates import local_date
from congvu.vulnerabilities.actions import (
    load_advisories,
    load_bom,
    match_advisories,
)

FILE = "weaknesses.yaml"


def find_weaknesses(*, now: datetime) -> None:
    """What is told of the first bill is matched; the second proves what was mended."""
    told = read(FILE)
    agency = Bodies(local_date(now)).agencies[told["body"]]
    for number, bill in enumerate(told["bills"]):
        at = now - timedelta(days=bill["days"])
        load_bom(
            content=_bill(told["product"], bill),
            agency_id=agency.id,
            by=SYSTEM,
            at=at,
        )
        if number == 0:
            content = json.dumps([_advisory(one) for one in told["advisories"]])
            load_advisories(
                content=content.encode(), name="song-nang.json", by=SYSTEM, at=at
            )
        match_advisories(by=SYSTEM, at=at)


def _bill(product: str, bill: Mapping[str, Any]) -> bytes:
    parts: Sequence[str] = bill["parts"]
    return json.dumps(
        {
            "bomFormat": "CycloneDX",
            "specVersion": "1.5",
            "metadata": {"component": {"name": product, "version": bill["version"]}},
            "components": [
                {"type": "library", "name": purl.split("/")[-1], "purl": purl}
                for purl in parts
            ],
        }
    ).encode()


def _advisory(told: Mapping[str, Any]) -> dict[str, Any]:
    events = [{"introduced": "0"}, {"fixed": told["fixed"]}]
    return {
        "schema_version": "1.6.0",
        "id": told["id"],
        "modified": "2026-03-02T00:00:00Z",
        "summary": told["summary"],
        "severity": [{"type": "CVSS_V3", "score": told["vector"]}],
        "affected": [
            {
                "package": {"ecosystem": "PyPI", "name": told["name"]},
                "ranges": [{"type": "ECOSYSTEM", "events": events}],
            }
        ],
    }
