"""A folder that somebody lays files in, and a machine that gives them away."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from django.urls import reverse

from congvu.registry.jobs import run_source
from congvu.registry.models import Database, LoadRun, LoadSource
from tests.people import Province

FILE = "Tên,Số đăng ký,Thành viên\nHTX Một,HTX-1,10\nHTX Hai,HTX-2,12\n"
WORSE = "Tên,Số đăng ký,Thành viên\nHTX Ba,HTX-3,ba\nHTX Bốn,HTX-4,9\n"
LOOPBACK = ("127.0.0.0/8",)


def typed(**given: Any) -> dict[str, Any]:
    return {
        "name": "Báo cáo tháng",
        "kind": "folder",
        "place": "htx-thang",
        "every": "daily",
        "hour": "2",
        "weekday": "0",
        "on_same": "skip",
        **given,
    }


def put(people: Province, found: Database, who: str = "hoa", **given: Any) -> Any:
    """Through the page, as it is typed."""
    url = reverse("registry:make-source", args=[found.pk, "htx"])
    return people.client(who).post(url, typed(**given))


def source(people: Province, found: Database, **given: Any) -> LoadSource:
    answer = put(people, found, **given)
    assert answer.status_code == 302, answer.content.decode()
    return LoadSource.objects.latest("pk")


def run(people: Province, of: LoadSource, who: str = "hoa") -> LoadRun:
    """Pressed, then done by the worker."""
    url = reverse("registry:ask-source", args=[of.pk])
    assert people.client(who).post(url).status_code == 302
    run_source(source_id=str(of.pk))
    return LoadRun.objects.filter(source=of).latest("pk")


def lay(folder: Path, of: LoadSource, name: str, text: str, age: float = 60) -> Path:
    """A file whose writer let go of it a while ago."""
    place = folder / str(of.database_id) / of.place
    place.mkdir(parents=True, exist_ok=True)
    laid = place / name
    laid.write_text(text)
    when = time.time() - age
    os.utime(laid, (when, when))
    return laid


@dataclass
class Giver:
    """A machine on this one; ``paths``: what it answers, and with which headers."""

    port: int
    paths: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def gives(self, path: str, text: str, **headers: str) -> None:
        body = text.encode()
        told = {"Content-Length": str(len(body)), **headers}
        self.paths[path] = (200, told, body)


@contextmanager
def giving() -> Iterator[Giver]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            giver.asked.append((self.path, dict(self.headers)))
            status, headers, body = giver.paths[self.path]
            same = headers.get("ETag") and headers["ETag"] == self.headers.get(
                "If-None-Match"
            )
            self.send_response(304 if same else status)
            for name, value in ({} if same else headers).items():
                self.send_header(name, value)
            self.end_headers()
            if not same:
                self.wfile.write(body)

        def log_message(self, *_told: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    giver = Giver(server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=[0.05], daemon=True)
    thread.start()
    try:
        yield giver
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
