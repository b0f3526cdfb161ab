"""What Patroni says of its members, asked as HAProxy and operators ask."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import requests

from tests.ha.layout import DATABASES, HERE, Layout

PATIENCE = 180


@dataclass(frozen=True)
class Member:
    """One PostgreSQL as the others see it."""

    name: str
    role: str  # leader, sync_standby, replica
    state: str
    timeline: int


def members(layout: Layout) -> list[Member]:
    """From whichever Patroni answers; none when nobody does."""
    for name in DATABASES:
        port = layout.machine(name)["patroni_port"]
        try:
            told = requests.get(f"http://{HERE}:{port}/cluster", timeout=3).json()
        except requests.RequestException:
            continue
        return [
            Member(row["name"], row["role"], row["state"], row.get("timeline", 0))
            for row in told["members"]
        ]
    return []


def leader(layout: Layout) -> str:
    return next(m.name for m in members(layout) if m.role == "leader")


def is_whole(layout: Layout) -> bool:
    """A leader, the standby it waits for, and the rest following on its timeline."""
    found = members(layout)
    roles = sorted(member.role for member in found)
    return (
        roles == ["leader", "replica", "sync_standby"]
        and len({member.timeline for member in found}) == 1
        and all(member.state in {"running", "streaming"} for member in found)
    )


def wait_until(is_so: Callable[[], bool], what: str) -> float:
    """Seconds it took."""
    began = time.monotonic()
    while not is_so():
        if time.monotonic() - began > PATIENCE:
            raise TimeoutError(f"not within {PATIENCE} seconds: {what}")
        time.sleep(0.5)
    return time.monotonic() - began
