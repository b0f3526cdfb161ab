"""The collector's own parts: its book, its clock, an echo and a page on loopback."""

from __future__ import annotations

import asyncio
import json
import os
import stat
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import requests

from congvu.watching.client import snmp
from congvu.watching.client.asking import Pinger, page
from congvu.watching.client.book import Book
from congvu.watching.client.running import Clock, Collector
from congvu.watching.management.collector import _is_safe


def test_numbers_are_given_once_and_what_is_too_much_goes_first(tmp_path: Path) -> None:
    book = Book(tmp_path / "state", most=5)
    assert book.oldest(9) == (1, 0, [])
    book.add({"n": n} for n in range(4))
    book.drop(4)
    stream = book.stream
    book.close()

    again = Book(tmp_path / "state", most=5)
    assert (again.stream, again.oldest(9)[0]) == (stream, 5)
    again.add({"n": n} for n in range(8))
    first, waiting, lines = again.oldest(2)
    again.close()

    assert (first, waiting, again_lost(tmp_path)) == (8, 5, 3)
    assert lines == [{"seq": 8, "n": 3}, {"seq": 9, "n": 4}]
    kept = (tmp_path / "state" / "collector.sqlite").stat()
    assert stat.S_IMODE(kept.st_mode) == 0o600


def again_lost(folder: Path) -> int:
    book = Book(folder / "state")
    try:
        return book.lost
    finally:
        book.close()


def test_the_offices_time_is_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever its own clock says, and after a start while cut off, too."""
    now = {"wall": 1000.0, "mono": 50.0}
    monkeypatch.setattr("time.time", lambda: now["wall"])
    monkeypatch.setattr("time.monotonic", lambda: now["mono"])
    book = Book(tmp_path)
    clock = Clock(book)
    clock.hear(5000.0)
    now["mono"] += 7
    now["wall"] -= 600
    assert clock.now() == 5007.0
    now["wall"] = 1020.0
    assert Clock(book).now() == 5020.0, "by what its clock was off when last heard"
    book.close()


class Office:
    """Answers as told."""

    def __init__(self, *answers: tuple[int, dict[str, Any]]) -> None:
        self.answers, self.asked = list(answers), list[dict[str, Any]]()

    def post(self, _url: str, body: bytes, **_more: Any) -> Any:
        self.asked.append(json.loads(body))
        status, told = self.answers.pop(0)
        return SimpleNamespace(status_code=status, json=lambda: told, text="")


def station(folder: Path, *answers: tuple[int, dict[str, Any]]) -> Any:
    made = Collector(server="http://127.0.0.1", code="x", folder=folder)
    made._session.close()
    made._session = Office(*answers)
    return made


def test_an_old_copy_of_a_book_is_begun_anew_and_loses_nothing(tmp_path: Path) -> None:
    here = station(tmp_path, (200, {"taken": 90}), (200, {"taken": 3, "now": 1}))
    here._book.add({"n": n} for n in range(3))
    here._send()
    here._send()
    first, second = here._session.asked
    here._book.close()
    assert first["stream"] != second["stream"]
    assert [one["seq"] for one in second["items"]] == [1, 2, 3]


def test_a_line_nobody_can_read_holds_no_other_up(tmp_path: Path) -> None:
    spoilt = (422, {"reason": "?", "unreadable": True})
    here = station(tmp_path, spoilt, spoilt, (200, {"taken": 3}))
    here._book.add({"n": n} for n in range(3))
    for _n in range(2):
        with pytest.raises(requests.RequestException):
            here._send()
    here._send()
    sizes = [len(one["items"]) for one in here._session.asked]
    last = here._session.asked[-1]
    here._book.close()
    assert (sizes, last["kept_from"], last["lost"]) == ([3, 1, 2], 2, 1)


def test_odd_words_of_devices_are_no_reason_to_end() -> None:
    assert (snmp._octets(7), snmp._text(7), snmp._number("x")) == (b"", "7", 0)


class Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(int(self.path[1:]))
        self.end_headers()

    def log_message(self, format: str, *given: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    server = HTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def test_a_page_is_there_unless_the_server_says_it_is_broken(port: int) -> None:
    async def ask() -> list[tuple[bool, str]]:
        paths = ("/200", "/404", "/503")
        answers = [await page("127.0.0.1", port, path, tls=False) for path in paths]
        answers.append(await page("127.0.0.1", port, "/200", tls=True))
        answers.append(await page("127.0.0.1", 1, "/", tls=False))
        return [(one.up, one.why[:8]) for one in answers]

    told = asyncio.run(ask())
    assert [up for up, _why in told] == [True, True, False, False, False]
    assert told[2][1] == "HTTP 503"


def test_an_echo_comes_from_whom_it_was_asked() -> None:
    """Many at once; nobody has an address of class E."""

    async def ask() -> list[bool]:
        pinger = Pinger()
        hosts = [f"127.8.0.{n}" for n in range(1, 60)] + ["240.0.0.1"]
        try:
            answers = await asyncio.gather(*(pinger.ping(h, 1.5) for h in hosts))
        finally:
            pinger.close()
        return [one.up for one in answers]

    if os.geteuid() != 0:
        pytest.skip("not run: a raw socket needs root here")
    told = asyncio.run(ask())
    assert told == [True] * 59 + [False]


@pytest.mark.parametrize(
    ("server", "safe"),
    [
        ("https://congvu.example.gov.vn", True),
        ("http://127.0.0.1:8000", True),
        ("http://localhost:8000", True),
        ("http://congvu.example.gov.vn", False),
        ("http://10.0.0.1", False),
        ("ftp://127.0.0.1", False),
        ("127.0.0.1", False),
    ],
)
def test_codes_go_over_tls_or_stay_here(server: str, safe: bool) -> None:
    assert _is_safe(server) is safe
