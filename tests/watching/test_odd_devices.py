"""What a device may do to who asks it, and what becomes of the others."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from congvu.watching.client import running, sweeping
from congvu.watching.client.asking import Answer
from congvu.watching.client.running import Collector, Plan


class Street:
    """Everybody answers an echo; by its last number each says something of its own."""

    async def ping(self, _ip: str, _wait: float = 2.0) -> Answer:
        return Answer(up=True, us=900)

    async def itself(self, ip: str, _port: int) -> tuple[str, str] | None:
        if ip.endswith(".2"):
            raise TypeError("a counter where a name should be")
        if ip.endswith(".3"):
            await asyncio.sleep(30)
        return f"SW{ip[-2:]}", "switch"

    async def ports(self, ip: str, _port: int) -> list[tuple[str, bool, int]]:
        if ip.endswith(".4"):
            raise ValueError("no number")
        return [("1", True, 1000)]

    async def neighbours(self, _ip: str, _port: int) -> dict[str, str]:
        return {"10.0.0.6": "02:00:00:00:00:06", "10.9.9.9": "02:00:00:00:00:09"}


def test_odd_devices_spoil_no_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    """One says nonsense, one never ends, one half of it: each is there all the same,
    and the others are told whole; what lies in another subnet is not added.
    """
    monkeypatch.setattr(sweeping, "_LONGEST", 0.2)
    street: Any = Street()
    found = asyncio.run(sweeping.sweep("10.0.0.0/29", street, street, 161))
    told = {one["ip"]: one for one in found}
    assert [*told] == [f"10.0.0.{n}" for n in range(1, 7)]
    assert told["10.0.0.2"] == {"ip": "10.0.0.2", "about": "TypeError"}
    assert told["10.0.0.3"] == {"ip": "10.0.0.3"}
    assert told["10.0.0.4"] == {"ip": "10.0.0.4", "about": "ValueError"}
    assert told["10.0.0.5"]["name"] == "SW.5"
    assert told["10.0.0.6"]["mac"] == "02:00:00:00:00:06"


def test_a_sweep_that_fails_says_why_and_ends() -> None:
    async def find() -> Any:
        raise OSError("no route")

    (line,) = asyncio.run(sweeping.told("k", find, at=lambda: 5.0))
    assert line == {"sweep": "k", "at": 5.0, "last": True, "why": "no route"}


def test_a_long_sweep_comes_in_parts_of_which_one_is_the_last() -> None:
    async def find() -> Any:
        return [{"ip": f"10.0.0.{n}"} for n in range(1, 131)]

    lines = asyncio.run(sweeping.told("k", find, at=lambda: 5.0))
    assert [len(one["hosts"]) for one in lines] == [64, 64, 2]
    assert [one["last"] for one in lines] == [False, False, True]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Any]:
    made = Collector(server="http://127.0.0.1", code="x", folder=tmp_path)
    yield made
    made._session.close()
    made._book.close()


def probe(kind: str) -> dict[str, Any]:
    return {
        "id": str(uuid4()), "kind": kind, "host": "10.0.0.2", "port": 161,
        "access": "a", "path": "/", "every": 60,
    }  # fmt: skip


class Manager:
    """An engine that asks; ``closed`` once nobody waits for it any more."""

    def __init__(self, how: str = "") -> None:
        self.how, self.closed = how, False

    async def ask(self, _host: str, _port: int) -> Answer:
        if self.how == "hangs":
            await asyncio.sleep(30)
        if self.how == "odd":
            raise LookupError("no such object")
        return Answer(up=True, us=5)

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize(
    ("how", "up", "why"),
    [
        ("", True, ""),
        ("hangs", False, "không trả lời"),
        ("odd", False, "LookupError: no such object"),
    ],
)
def test_whatever_comes_of_a_question_is_a_line(
    here: Any, monkeypatch: pytest.MonkeyPatch, how: str, up: bool, why: str
) -> None:
    """A library that hangs or breaks ends no collector: it is a missed answer."""
    monkeypatch.setattr(running, "_LONGEST", 0.1)
    here._plan = Plan(accesses={"a": {"version": "2c"}})
    here._managers["a"] = Manager(how)
    asked = probe("snmp")
    asyncio.run(here._ask(asked))
    (line,) = here._new
    assert (line["probe"], line["up"], line.get("why", "")) == (asked["id"], up, why)


def test_a_new_plan_closes_only_what_it_changed_and_not_at_once(
    here: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who waits for an engine of the old access is answered still."""
    monkeypatch.setattr(running, "_LINGERS", 0.05)
    same, other = Manager(), Manager()
    was = {"a": {"version": "2c"}, "b": {"version": "2c", "community": "cũ"}}
    now = {"a": {"version": "2c"}, "b": {"version": "2c", "community": "mới"}}
    here._plan = Plan("1", accesses=was)
    here._managers = {"a": same, "b": other}

    async def follow() -> None:
        here._follow(Plan("2", accesses=now))
        assert here._managers == {"a": same}
        assert not other.closed
        await asyncio.sleep(0.2)

    asyncio.run(follow())
    assert (same.closed, other.closed) == (False, True)
    assert here._plan.mark == "2"
