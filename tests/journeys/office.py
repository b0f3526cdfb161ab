"""One running office for every journey: a served site, a worker, the small province.

Everything is really committed, so that server, worker and test see the same; the tables
are emptied when the journeys are over.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, connections
from django.test import Client, override_settings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Locator, Page
from pytest_django.live_server_helper import LiveServer

from congvu.documents import actions
from congvu.documents.actions import Share
from congvu.documents.models import Assignment, IntakeItem, RegisterEntry
from congvu.documents.rules import IntakeState, Paper, Part
from congvu.files import jail
from tests.documents.reading import as_pdf
from tests.documents.reading.papers import invented
from tests.people import PASSWORD, Province, make_province

CODE = Path(__file__).resolve().parents[2]
GIVEN = CODE.parent / "shared"
DESK: Any = {"width": 1440, "height": 900}
PHONE: Any = {"width": 390, "height": 844}
PATIENCE = 30_000  # milliseconds: a busy machine is slow, not wrong
# What migrations wrote, not people.
_KEPT = (
    "auth_permission",
    "congvu_monthly_table",
    "django_content_type",
    "django_migrations",
)


@dataclass
class Office:
    """What a journey needs: addresses, browsers, papers in any state."""

    url: str
    province: Province
    browser: Browser
    contexts: dict[str, BrowserContext] = field(default_factory=dict)
    _serial: int = 0

    def visit(self, who: str = "", *, size: Any = None, **given: Any) -> Page:
        """A window of one of the cast, signed in; of a visitor without a name.

        Within a test somebody's next window opens in the same browser, as at a desk.
        """
        given |= {"viewport": size or DESK}
        name = f"{who} {given}" if who else f"visitor {len(self.contexts)}"
        if name not in self.contexts:
            context = self.browser.new_context(
                locale="vi-VN", base_url=self.url, **given
            )
            context.set_default_timeout(PATIENCE)
            if who:
                context.add_cookies([self.cookie(who)])
            self.contexts[name] = context
        return self.contexts[name].new_page()

    def cookie(self, who: str) -> Any:
        client = Client()
        client.post("/dang-nhap/", {"username": who, "password": PASSWORD})
        value = client.cookies["congvu_session"].value
        return {"name": "congvu_session", "value": value, "url": self.url}

    def close_pages(self) -> None:
        for context in self.contexts.values():
            context.close()
        self.contexts.clear()

    # -- papers that are already there when a journey begins

    def register(self, **given: Any) -> RegisterEntry:
        self._serial += 1
        now = timezone.now()
        paper: dict[str, Any] = {
            "subject": f"V/v báo cáo tình hình sản xuất vụ mùa, lần {self._serial}",
            "issuer_name": "Sở Nông nghiệp và Phát triển nông thôn",
            "type_code": "CV",
            "symbol": f"{1000 + self._serial}/SNN-KH",
            "issued_on": timezone.localdate(now),
        } | given
        return actions.register_incoming(
            paper=Paper(**paper), arrived_at=now, by=self.province.seat("lan"), at=now
        )

    def submit(self, entry: RegisterEntry) -> Assignment:
        people = self.province
        assert people.dung.post is not None
        actions.submit(
            entry_id=entry.id,
            leader_post_id=people.dung.post.id,
            proposal=[Share(people.division.id, Part.LEAD)],
            by=people.seat("lan"),
            at=timezone.now(),
        )
        return Assignment.objects.get(entry=entry, part=Part.DIRECT)

    def instruct(self, entry: RegisterEntry, *, hold: bool = False) -> Assignment:
        people = self.province
        actions.instruct(
            entry_id=entry.id,
            assignment_id=self.submit(entry).id,
            text="Giao Phòng Khoa giáo - Văn xã tham mưu.",
            shares=[
                Share(people.division.id, Part.LEAD),
                Share(people.office.id, Part.INFORM),
            ],
            hold=hold,
            by=people.seat("dung"),
            at=timezone.now(),
        )
        return Assignment.objects.get(entry=entry, part=Part.LEAD)

    def assign(self, entry: RegisterEntry) -> Assignment:
        people = self.province
        assert people.minh.post is not None
        actions.assign(
            entry_id=entry.id,
            assignment_id=self.instruct(entry).id,
            shares=[Share(people.minh.post.id, Part.LEAD)],
            by=people.seat("hoa"),
            at=timezone.now(),
        )
        return Assignment.objects.get(entry=entry, desk_id=people.minh.post.id)

    def report(self, entry: RegisterEntry) -> Assignment:
        found = self.assign(entry)
        actions.report(
            entry_id=entry.id,
            assignment_id=found.id,
            result="Đã tham mưu công văn trả lời.",
            by=self.province.seat("minh"),
            at=timezone.now(),
        )
        return found

    # -- files at the door

    def receive(self, content: bytes, name: str) -> IntakeItem:
        """Taken in and read at once, as `congvu intake` does."""
        seat, now = self.province.seat("lan"), timezone.now()
        item = actions.receive_file(
            stream=BytesIO(content), name=name, channel="upload", by=seat, at=now
        )
        return actions.read_item(item_id=item.id, by=seat, at=now)

    def wait_until_read(
        self, names: Sequence[str], since: datetime, seconds: float = 120
    ) -> list[IntakeItem]:
        """What came in under these names since then, once the worker has read it all.

        Another journey may have sent a file of the same name to the same office.
        """
        came = IntakeItem.objects.filter(name__in=names, received_at__gte=since)
        reading = came.filter(state=IntakeState.READING)
        wait_for(lambda: came.count() == len(names) and not reading.exists(), seconds)
        return sorted(came, key=lambda item: names.index(item.name))


def wait_for(condition: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "nothing happened in time"
        time.sleep(0.2)


def papers(count: int, seed: int = 7) -> list[tuple[str, bytes]]:
    """Invented papers as PDF files with text; the same for the same seed."""
    kinds = [("CV", ""), ("TB", ""), ("KH", ""), ("BC", ""), ("TTr", "")]
    plan = [kinds[n % len(kinds)] for n in range(count)]
    return [
        (f"den-{seed}-{n}.pdf", as_pdf.make_pdf(paper, "two-columns"))
        for n, paper in enumerate(invented(seed, plan), start=1)
    ]


def as_upload(files: Sequence[tuple[str, bytes]]) -> list[Any]:
    """For a file input."""
    return [
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        for name, content in files
    ]


def shown(page: Page, words: str) -> Locator:
    return page.get_by_text(words).first


# -- opening and closing the office


@contextmanager
def open_office(browser: Browser) -> Iterator[Office]:
    # A folder of its own, short enough for the socket of the reading jail.
    with tempfile.TemporaryDirectory(prefix="cv-") as folder:
        home = Path(folder)
        # Playwright's loop runs in this thread, and Django is careful about loops.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        search = str(home / "search")
        with override_settings(HOME=home, SEARCH_ROOT=search, ALLOWED_HOSTS=["*"]):
            call_command("load_law", verbosity=0)
            province = make_province(timezone.now(), timezone.localdate())
            server = LiveServer("localhost")
            worker = _start_worker(home)
            office = Office(server.url, province, browser)
            try:
                yield office
            finally:
                office.close_pages()
                worker.terminate()
                server.stop()
                with suppress(subprocess.TimeoutExpired):
                    worker.wait(20)
                worker.kill()
                worker.wait()
                jail.stop()
                _empty_tables()
                del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def _start_worker(home: Path) -> subprocess.Popen[bytes]:
    """The real command, on the test's database."""
    at = connection.settings_dict
    login = f"{at['USER']}:{at['PASSWORD']}" if at["PASSWORD"] else at["USER"]
    where = f"host={at['HOST']}&port={at['PORT']}"
    return subprocess.Popen(
        [sys.executable, "manage.py", "worker"],
        cwd=CODE,
        env={
            **os.environ,
            "DATABASE_URL": f"postgresql://{login}@/{at['NAME']}?{where}",
            "CONGVU_HOME": str(home),
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _empty_tables() -> None:
    """Also the log and the timeline, which nothing else may empty."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n"
            " ON n.oid = c.relnamespace WHERE n.nspname = 'public'"
            " AND c.relkind IN ('r', 'p') AND NOT c.relispartition"
        )
        names = sorted({name for (name,) in cursor.fetchall()} - set(_KEPT))
        listed = ", ".join(connection.ops.quote_name(name) for name in names)
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"TRUNCATE {listed} RESTART IDENTITY CASCADE")
        cursor.execute("SET session_replication_role = origin")
    connections.close_all()
