"""The public process as it runs daily: its own settings, its own role, real commits."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.config.management.commands.grant_runtime import portal_statements
from congvu.files import jail
from congvu.machine.cluster import ensure_role, free_port, limit_role
from congvu.machine.supervisor import portal_command
from congvu.portal.actions import make_sites
from congvu.portal.actions.boards import copy_boards
from congvu.portal.actions.open_sets import copy_sets
from congvu.portal.models import (
    ArticlePage,
    ProvincePage,
    PublishedAnswer,
    SectionPage,
)
from tests.journeys.office import CODE, _empty_tables
from tests.people import Province, make_province
from tests.portal.asked import published
from tests.portal.papers import public
from tests.portal.sections import fill
from tests.portal.test_drafts import put
from tests.registry.sharing import opened

# Roles are the cluster's, and each worker has a database of its own in it.
ROLE = f"congvu_outer_{os.environ.get('PYTEST_XDIST_WORKER', 'one')}"
HOST = "portal.localhost"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Outer:
    """Where it listens, as whom it reads, and what it shows."""

    port: int
    home: Path
    database: str
    province: Province
    ids: Mapping[str, str]

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def at(self, pattern: str) -> str:
        """An address with the keys of what was published."""
        return pattern.format(**self.ids)

    def ask(
        self, target: str, method: str = "GET", body: bytes = b"", **headers: str
    ) -> Answer:
        """Exactly these bytes as the address; nothing is put right on the way."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        with closing(link):
            link.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
            sent = {"Host": HOST, "User-Agent": "Mozilla/5.0"}
            sent |= {name.replace("_", "-"): text for name, text in headers.items()}
            if body:
                sent.setdefault("Content-Length", str(len(body)))
            for name, text in sent.items():
                link.putheader(name, text)
            link.endheaders(body or None)
            got = link.getresponse()
            return Answer(got.status, dict(got.getheaders()), got.read())


@contextmanager
def open_portal() -> Iterator[Outer]:
    # A folder of its own, short enough for the socket of the reading jail.
    with tempfile.TemporaryDirectory(prefix="cv-") as folder:
        home, search = Path(folder), str(Path(folder) / "search")
        process = None
        try:
            with override_settings(HOME=home, SEARCH_ROOT=search):
                call_command("load_law", verbosity=0)
                people = make_province(timezone.localtime(), timezone.localdate())
                ids = publish(people)
                jail.stop()
            outer = Outer(free_port(), home, _role(), people, ids)
            process = _start(outer)
            _wait(outer, process)
            yield outer
        finally:
            if process is not None:
                process.terminate()
                process.wait(20)
            _empty_tables()


def publish(people: Province) -> dict[str, str]:
    """Something of every kind that the public is shown; what is asked for by a key."""
    make_sites(on=people.today, by=SYSTEM, at=people.at)
    write_articles(people)
    paper = public(people)
    question = published(people)
    answer = PublishedAnswer.objects.get()
    draft = put(people)
    laid = fill(people.committee.id, people.today, empty=(4, 14))
    copy_boards(at=people.at)
    shared = opened(people, fields=["ten", "so", "thanh_vien"])
    copy_sets(at=people.at + timedelta(minutes=1))
    return {
        "paper": str(paper.id),
        "answer": str(answer.id),
        "draft": str(draft.id),
        "code": question.code,
        "open_set": str(shared.pk),
        "organisation": laid[1].slug,
        "contacts": laid[2].slug,
        "procedure": laid[5].slug,
        "project": laid[8].slug,
        "statistics": laid[13].slug,
    }


def write_articles(people: Province) -> None:
    """News of the province, one of them with all that a page can hold."""
    home = ProvincePage.objects.get(locale__language_code="vi")
    section = SectionPage.objects.child_of(home).get(code=14)
    body = [
        ("paragraph", "<p>Giữ ấm cho người già, <b>trẻ nhỏ</b> và gia súc.</p>"),
        ("heading", "Việc của thôn"),
        ("quote", "Không để ai bị đói, bị rét."),
        (
            "table",
            {"caption": "Nơi nhận chăn", "rows": [
                {"cells": ["Xã", "Số chăn"]}, {"cells": ["Yên Dương", "120"]}]},
        ),
    ]  # fmt: skip
    for number in range(1, 25):
        section.add_child(
            instance=ArticlePage(
                title=f"Rét đậm, rét hại đợt {number}",
                slug=f"ret-dam-{number}",
                summary="Nhiệt độ vùng cao dưới 4 độ; học sinh tiểu học được nghỉ.",
                body=body,
                author="Ban biên tập",
                personal_data="none",
                locale=section.locale,
                first_published_at=people.at,
                last_published_at=people.at,
            )
        )


def _role() -> str:
    """The role as set-up makes it, and its address."""
    at = connection.settings_dict
    tables = connection.introspection.table_names(include_views=True)
    with psycopg.connect(
        host=at["HOST"], port=at["PORT"] or None, user=at["USER"],
        password=at["PASSWORD"], dbname=at["NAME"], autocommit=True,
    ) as link:  # fmt: skip
        ensure_role(link, ROLE, "secret")
        limit_role(link, ROLE)
        for statement in portal_statements(ROLE, tables):
            link.execute(statement)
    place = f"host={at['HOST']}&port={at['PORT']}"
    return f"postgresql://{ROLE}:secret@/{at['NAME']}?{place}"


def _start(outer: Outer) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "DATABASE_URL": outer.database,
        "DATABASE_PORTAL_URL": outer.database,
        "CONGVU_HOME": str(outer.home),
        "CONGVU_PORTAL_URL": outer.url,
        "CONGVU_MANIFEST_STATIC": "1",
        "CONGVU_DB_POOL": "1",
        "DJANGO_SETTINGS_MODULE": "congvu.config.portal_settings",
    }
    # What the editor's pages need is not asked for here.
    gather = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0",
              "-i", "wagtail*", "-i", "rest_framework"]  # fmt: skip
    subprocess.run(gather, cwd=CODE, env=environment, check=True)
    return subprocess.Popen(
        portal_command(f"127.0.0.1:{outer.port}"), cwd=CODE, env=environment
    )


def _wait(outer: Outer, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            if outer.ask("/health/live").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the portal did not come up")
