"""The collector as it runs: asks by its plan, writes down, sends, and goes on asking
when nobody takes what it sends.
"""

from __future__ import annotations

import asyncio
import heapq
import json
import logging
import time
from collections.abc import Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import requests

from congvu.lib.text import gettext_noop as _
from congvu.watching.client import sweeping
from congvu.watching.client.asking import Answer, Pinger, page
from congvu.watching.client.book import Book
from congvu.watching.client.snmp import Manager
from congvu.watching.formats import MOST_BYTES, VERSION

PROGRAM = "congvu-collector 1"
SIDE_BY_SIDE = 400
# Lines in one message, and seconds between two messages and two tries.
LINES, EVERY, PATIENCE = 2000, 5.0, 60.0
# What is new in a plan is asked within so many seconds, not all at once.
_SPREAD = 5.0
# No question lasts longer, whatever a library does; nobody waits for an engine so long.
_LONGEST, _LINGERS = 20.0, 60.0
log = logging.getLogger("congvu.collector")


class Clock:
    """The office's time: as last heard, gone on with by a clock nobody can set."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._ahead = float(book.kept("ahead") or 0)
        self._heard: tuple[float, float] | None = None

    def now(self) -> float:
        if self._heard is None:
            return time.time() + self._ahead
        told, then = self._heard
        return told + time.monotonic() - then

    def hear(self, told: float) -> None:
        self._heard, ahead = (told, time.monotonic()), told - time.time()
        if abs(ahead - self._ahead) > 0.5:
            self._ahead = ahead
            self._book.keep("ahead", str(ahead))


@dataclass
class Plan:
    """What to ask; ``mark`` is the office's fingerprint of it."""

    mark: str = ""
    probes: dict[str, dict[str, Any]] = field(default_factory=dict)
    accesses: dict[str, dict[str, Any]] = field(default_factory=dict)
    sweeps: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def read(cls, mark: str, told: dict[str, Any]) -> Plan:
        return cls(
            mark,
            {one["id"]: one for one in told.get("probes", [])},
            told.get("accesses", {}),
            told.get("sweeps", []),
        )


class Collector:
    def __init__(
        self, *, server: str, code: str, folder: Path, ca: str | None = None
    ) -> None:
        self._url = f"{server.rstrip('/')}/watching"
        self._code, self._ca = code, ca
        self._book = Book(folder)
        self._clock = Clock(self._book)
        kept = self._book.kept("plan")
        self._plan = Plan.read(*json.loads(kept)) if kept else Plan()
        self._managers: dict[str, Manager] = {}
        self._due: list[tuple[float, str]] = []
        self._new: list[dict[str, Any]] = []
        self._swept: set[str] = set()
        self._most = LINES
        self._gate = asyncio.Semaphore(SIDE_BY_SIDE)
        self._tasks: set[asyncio.Task[None]] = set()
        self._session = requests.Session()

    async def run(self) -> None:
        """Until it is told to end; what was asked by then is in the book."""
        self._pinger = Pinger()
        self._line_up()
        ways = (self._ask_on(), self._write_on(), self._send_on())
        try:
            await asyncio.gather(*ways)
        finally:
            self._write()
            self._pinger.close()
            for one in self._managers.values():
                one.close()
            self._session.close()
            self._book.close()

    # -- asking

    def _follow(self, plan: Plan) -> None:
        """Whoever is asked by an access that changed may answer still."""
        old, self._plan = self._plan, plan
        for key in list(self._managers):
            if plan.accesses.get(key) != old.accesses.get(key):
                gone = self._managers.pop(key)
                asyncio.get_running_loop().call_later(_LINGERS, gone.close)
        self._line_up()

    def _line_up(self) -> None:
        """What is new in the plan; what is gone falls out when its turn comes."""
        now = time.monotonic()
        known = {key for _due, key in self._due}
        for key in self._plan.probes.keys() - known:
            part = UUID(key).int % 1000 / 1000
            heapq.heappush(self._due, (now + _SPREAD * part, key))

    async def _ask_on(self) -> None:
        while True:
            now = time.monotonic()
            while self._due and self._due[0][0] <= now:
                due, key = heapq.heappop(self._due)
                probe = self._plan.probes.get(key)
                if probe is not None:
                    heapq.heappush(self._due, (self._next(due, now, probe), key))
                    self._begin(self._ask(probe))
            for one in self._plan.sweeps:
                if one["id"] not in self._swept:
                    self._swept.add(one["id"])
                    self._begin(self._sweep(one))
            await asyncio.sleep(0.05)

    @staticmethod
    def _next(due: float, now: float, probe: dict[str, Any]) -> float:
        """Each probe at a moment of its own, so that the load is even."""
        every = float(probe["every"])
        phase = UUID(probe["id"]).int % 1000 / 1000 * every
        after = max(due, now - every) + every / 2
        return after + (phase - after) % every

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _manager(self, key: str) -> Manager | None:
        access = self._plan.accesses.get(key)
        if access is None or not access.get("version"):
            return None
        if key not in self._managers:
            self._managers[key] = Manager(access)
        return self._managers[key]

    async def _ask(self, probe: dict[str, Any]) -> None:
        async with self._gate:
            at = self._clock.now()
            try:
                async with asyncio.timeout(_LONGEST):
                    answer = await self._answer(probe)
            except TimeoutError:
                answer = Answer(up=False, why=_("không trả lời"))
            except (OSError, ValueError, LookupError, TypeError) as why:
                answer = Answer(up=False, why=f"{type(why).__name__}: {why}"[:120])
        line: dict[str, Any] = {"probe": probe["id"], "at": at, "up": answer.up}
        if answer.us is not None:
            line["us"] = answer.us
        if answer.why:
            line["why"] = answer.why
        self._new.append(line)

    async def _answer(self, probe: dict[str, Any]) -> Answer:
        host, port, kind = probe["host"], probe["port"], probe["kind"]
        if kind == "icmp":
            return await self._pinger.ping(host)
        if kind == "snmp":
            manager = self._manager(probe["access"])
            if manager is None:
                return Answer(up=False, why=_("không có thông tin SNMP"))
            return await manager.ask(host, port)
        return await page(host, port, probe["path"], tls=kind == "https")

    async def _sweep(self, one: dict[str, Any]) -> None:
        manager = self._manager(one["access"])
        port = self._plan.accesses.get(one["access"], {}).get("port", 161)
        lines = await sweeping.told(
            one["id"],
            lambda: sweeping.sweep(one["cidr"], self._pinger, manager, port),
            at=self._clock.now,
        )
        self._new += lines

    # -- writing down and sending

    def _write(self) -> None:
        lines, self._new = self._new, []
        if lines:
            self._book.add(lines)

    async def _write_on(self) -> None:
        while True:
            await asyncio.sleep(1)
            self._write()

    async def _send_on(self) -> None:
        wait = 0.0
        while True:
            await asyncio.sleep(wait)
            try:
                told, more = await asyncio.to_thread(self._send)
                self._heed(told)
                wait = 0.2 if more else EVERY
            except requests.RequestException as why:
                log.warning("not sent: %s", type(why).__name__)
                wait = min(max(wait, EVERY) * 2, PATIENCE)

    def _send(self) -> tuple[dict[str, Any], bool]:
        """One message; its answer, and whether more waits. What was taken leaves the
        book.
        """
        first, waiting, lines = self._book.oldest(self._most)
        body = self._message(first, waiting, lines)
        while len(body) > MOST_BYTES and len(lines) > 1:
            lines = lines[: len(lines) // 2]
            body = self._message(first, waiting, lines)
        answer = self._session.post(
            self._url,
            body,
            auth=("collector", self._code),
            headers={"Content-Type": "application/json"},
            timeout=30,
            allow_redirects=False,
            verify=self._ca or True,
        )
        told = answer.json() if answer.status_code in {200, 409, 422} else {}
        if "taken" not in told:
            if told.get("unreadable") and lines:
                self._spoilt(lines)
            log.warning("refused with %s: %s", answer.status_code, answer.text[:300])
            raise requests.RequestException(str(answer.status_code))
        self._most = LINES
        last = first + waiting - 1
        if int(told["taken"]) > last:
            log.warning("the office has more than this book: a copy, begun anew")
            self._book.begin()
            return told, True
        self._book.drop(int(told["taken"]))
        return told, waiting > len(lines)

    def _spoilt(self, lines: list[dict[str, Any]]) -> None:
        """Half of them next time, until it is one: that one is let go, and counted."""
        if len(lines) > 1:
            self._most = len(lines) // 2
        else:
            self._book.lose(lines[0]["seq"])
            self._most = LINES

    def _message(self, first: int, waiting: int, lines: list[dict[str, Any]]) -> bytes:
        told = {
            "version": VERSION,
            "program": PROGRAM,
            "stream": self._book.stream,
            "kept_from": first,
            "queued": waiting,
            "lost": self._book.lost,
            "clock": time.time(),
            "plan": self._plan.mark,
            "items": lines,
        }
        return json.dumps(told, ensure_ascii=False).encode()

    def _heed(self, told: dict[str, Any]) -> None:
        """The office's time, lines it would not have, a new plan if there is one."""
        if "now" not in told:
            log.warning("asked to send again: %s", told.get("reason", ""))
            return
        self._clock.hear(float(told["now"]))
        for one in told.get("refused", []):
            log.warning("line %s was not taken: %s", one["seq"], one["reason"])
        if "plan" in told:
            plan = [told["plan_mark"], told["plan"]]
            self._book.keep("plan", json.dumps(plan))
            self._follow(Plan.read(*plan))
