"""What one collector is to ask, with the secrets it needs for it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.conf import settings

from congvu.watching.formats import Unopened, opened
from congvu.watching.models import Collector, Probe, SnmpAccess, Sweep
from congvu.watching.rules import PORTS, ProbeKind, SweepState


def plan_of(collector: Collector) -> tuple[str, dict[str, Any]]:
    """The plan and its fingerprint; three queries."""
    accesses = {one.pk: one for one in collector.accesses.all()}
    probes = Probe.objects.filter(
        target__collector=collector, retired_at=None, target__retired_at=None
    ).select_related("target", "access")
    plan: dict[str, Any] = {
        "probes": [_probe(one) for one in probes.order_by("id")],
        "sweeps": [
            {
                "id": str(one.pk),
                "cidr": str(one.subnet.cidr),
                "access": str(one.access_id) if one.access_id else "",
            }
            for one in Sweep.objects.filter(
                collector=collector, state=SweepState.WAITING
            ).select_related("subnet")
        ],
        "accesses": {str(pk): _access(one) for pk, one in accesses.items()},
    }
    text = json.dumps(plan, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest(), plan


def _probe(one: Probe) -> dict[str, Any]:
    target, kind = one.target, ProbeKind(one.kind)
    return {
        "id": str(one.pk),
        "kind": kind,
        "host": target.host,
        "port": one.port or (one.access.port if one.access else PORTS.get(kind, 0)),
        "path": one.path or "/",
        "every": target.every,
        "access": str(one.access_id) if one.access_id else "",
    }


def _access(one: SnmpAccess) -> dict[str, Any]:
    """One whose key is gone (another machine's) is told as that, and asks nothing."""
    try:
        label = f"snmp {one.pk}"
        secrets = opened(bytes(one.sealed), key=settings.SECRET_KEY, label=label)
    except Unopened:
        return {"version": ""}
    names = ("version", "user", "auth", "priv", "port")
    return {**{name: getattr(one, name) for name in names}, **secrets}
