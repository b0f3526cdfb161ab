"""Fifty thousand pages under one parent: what editors and the public wait for.

Laid down set by set in a transaction that is taken back at the end. The public's
questions are asked as the role of the public process, behind its policies of rows.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from statistics import median

import psycopg
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import Client
from wagtail.models import Page

from congvu.accounts.models import User
from congvu.audit.rules import SYSTEM
from congvu.bench.timing import Figure
from congvu.config.portal_rights import PORTAL_ROLE
from congvu.lib.dates import local_date
from congvu.machine.cluster import Cluster
from congvu.machine.state import has_external_database
from congvu.organisations.models import Appointment
from congvu.organisations.rules import Role
from congvu.portal.actions import index_pages, make_sites
from congvu.portal.models import ArticlePage, ProvincePage, SectionPage
from congvu.portal.queries import find_public, pages_of
from congvu.portal.queries.front import FRONT
from congvu.portal.queries.mapped import MAP_SIZE, mapped, told_of
from congvu.portal.queries.meter import judged

PAGES = 50_000
ROUNDS = 5
NEWS = 14
# Milliseconds by the clock; what an editor opens may take longer than what all read.
MOST = {
    "section: the first screen": 50,
    "section: far down": 50,
    "front page: the news": 60,
    "feed of the section": 60,
    "search": 60,
    "map of the site": 2_000,
    "editor: the section's pages": 1_000,
    "editor: a search among them": 1_000,
    "editor: publishing one": 1_500,
    "worker: nothing new to be found": 500,
    "worker: all sites judged": 3_000,
}


def portal_tree_figures(at: datetime, *, pages: int = PAGES) -> Iterator[Figure]:
    """Each with its ceiling; the database is as it was afterwards."""
    with _portal_role_lent(), transaction.atomic():
        make_sites(on=local_date(at), by=SYSTEM, at=at)
        section = _news()
        began = time.perf_counter()
        _lay(section, pages, at)
        laid = time.perf_counter() - began
        editor = _editor(local_date(at))
        for name, milliseconds in _measured(section, editor, at, pages).items():
            yield Figure(
                f"{pages} pages under one parent; {name}",
                milliseconds,
                "ms",
                most=MOST[name],
                beside={"laid_in_seconds": laid},
            )
        transaction.set_rollback(True)


def _news() -> SectionPage:
    home = ProvincePage.objects.get(locale__language_code="vi")
    found: SectionPage = SectionPage.objects.child_of(home).get(code=NEWS)
    return found


def _lay(section: SectionPage, count: int, at: datetime) -> None:
    kind = ContentType.objects.get_for_model(ArticlePage)
    rows = []
    for number in range(1, count + 1):
        moment = at - timedelta(minutes=count - number)
        slug = f"so-{number}"
        rows.append(
            Page(
                title=f"Tin số {number}: sửa đường liên thôn",
                draft_title=f"Tin số {number}: sửa đường liên thôn",
                slug=slug,
                content_type=kind,
                path=Page._get_path(section.path, section.depth + 1, number),
                depth=section.depth + 1,
                url_path=f"{section.url_path}{slug}/",
                locale_id=section.locale_id,
                translation_key=uuid.uuid4(),
                live=True,
                first_published_at=moment,
                last_published_at=moment,
                latest_revision_created_at=moment,
            )
        )
    Page.objects.bulk_create(rows, batch_size=2000)
    Page.objects.filter(pk=section.pk).update(numchild=count)
    section.numchild = count
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO portal_articlepage (page_ptr_id, summary, keywords, source,"
            " legal_basis, personal_data, lacks, author, body) SELECT id,"
            " 'Thôn có đường mới', 'đường', '', '', 'none', '{}', '', '[]'"
            " FROM wagtailcore_page WHERE path LIKE %s AND depth = %s",
            [f"{section.path}%", section.depth + 1],
        )
        _lay_search_rows(cursor, section)
        for table in ("wagtailcore_page", "portal_articlepage", "portal_searchrow"):
            cursor.execute(f"ANALYZE {table}")


def _lay_search_rows(cursor: object, section: SectionPage) -> None:
    """As the worker leaves them, copied from one that it wrote."""
    index_pages(most=1)
    cursor.execute(  # type: ignore[attr-defined]  # a cursor of Django's
        "INSERT INTO portal_searchrow (id, kind, source, title, number, note, body,"
        " url, day, site, changed_at, words_title, words_number, words_body)"
        " SELECT gen_random_uuid(), r.kind, 'bai-viet:' || p.id, p.title, '', r.note,"
        " r.body, p.url_path, p.last_published_at::date, r.site, p.last_published_at,"
        " r.words_title, '', r.words_body"
        " FROM wagtailcore_page p CROSS JOIN (SELECT * FROM portal_searchrow"
        " WHERE source LIKE 'bai-viet:%%' ORDER BY day DESC LIMIT 1) r"
        " WHERE p.path LIKE %s AND p.depth = %s AND NOT EXISTS (SELECT 1 FROM"
        " portal_searchrow s WHERE s.source = 'bai-viet:' || p.id)",
        [f"{section.path}%", section.depth + 1],
    )


def _editor(on: date) -> Client:
    """Whoever approves for the province's site, signed in."""
    agency = ProvincePage.objects.values_list("agency_id", flat=True)[0]
    person = (
        Appointment.objects.valid(on=on)
        .filter(
            post__unit__agency=agency,
            post__role__in=[Role.OFFICE_CHIEF, Role.LEADER],
            person__user__isnull=False,
        )
        .values_list("person_id", flat=True)
        .first()
    )
    client = Client(SERVER_NAME=next(iter(settings.ALLOWED_HOSTS), "localhost"))
    client.force_login(User.objects.get(person=person))
    return client


@contextmanager
def _portal_role_lent() -> Iterator[None]:
    """The office's role may not become the public one; here it may, for a while."""
    if has_external_database():
        yield
        return
    role = connection.settings_dict["USER"]
    with psycopg.connect(Cluster().superuser_url(), autocommit=True) as link:
        link.execute(f'GRANT {PORTAL_ROLE} TO "{role}"')
        try:
            yield
        finally:
            link.execute(f'REVOKE {PORTAL_ROLE} FROM "{role}"')


@contextmanager
def _as_the_public() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {PORTAL_ROLE}")
        try:
            yield
        finally:
            cursor.execute("RESET ROLE")


def _measured(
    section: SectionPage, editor: Client, at: datetime, pages: int
) -> Mapping[str, float]:
    home = section.get_parent().specific
    middle = pages_of(section, before=_somewhere(section, pages)).following
    one = Page.objects.filter(path__startswith=section.path).exclude(pk=section.pk)
    edited = one.order_by("-path")[0].specific
    explorer = f"/bien-tap/pages/{section.pk}/"
    # The part in which most of them are told, not the newest, which is nearly empty.
    part = one.order_by("path")[pages // 2].pk // MAP_SIZE
    public: dict[str, Callable[[], object]] = {
        "section: the first screen": lambda: pages_of(section),
        "section: far down": lambda: pages_of(section, before=middle),
        "front page: the news": lambda: FRONT["news"](home, at),
        "feed of the section": lambda: told_of(section, local_date(at)),
        "search": lambda: find_public("sửa đường"),
        "map of the site": lambda: list(mapped("trang", part, local_date(at))),
    }
    office: dict[str, Callable[[], object]] = {
        "editor: the section's pages": lambda: _opened(editor, explorer),
        "editor: a search among them": lambda: _opened(
            editor, f"{explorer}?q=li%C3%AAn+th%C3%B4n"
        ),
        "editor: publishing one": lambda: edited.save_revision().publish(),
        "worker: nothing new to be found": index_pages,
        "worker: all sites judged": lambda: judged(local_date(at)),
    }
    with _as_the_public():
        found = {name: _timed(act) for name, act in public.items()}
    return found | {name: _timed(act) for name, act in office.items()}


def _somewhere(section: SectionPage, pages: int) -> str:
    rows = Page.objects.filter(path__startswith=section.path, depth=section.depth + 1)
    page = rows.order_by("path")[pages // 2]
    return f"{page.first_published_at.isoformat()}~{page.pk}"


def _opened(client: Client, path: str) -> None:
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")


def _timed(act: Callable[[], object]) -> float:
    act()
    took = []
    for _n in range(ROUNDS):
        began = time.perf_counter()
        act()
        took.append((time.perf_counter() - began) * 1000)
    return median(took)
