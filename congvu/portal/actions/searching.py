"""Rows of the public search: put, emptied, dropped with what they stand for."""

from __future__ import annotations

from datetime import date, datetime

from congvu.lib.dates import local_date
from congvu.lib.text import clean
from congvu.portal.models import SearchRow
from congvu.portal.queries import (
    PAGE,
    PAGE_KINDS,
    changed_pages,
    gone_rows,
    page_text,
    site_name,
)
from congvu.portal.rules import LONGEST_BODY, words_of


def put_row(
    *,
    kind: str,
    source: str,
    title: str,
    url: str,
    day: date,
    number: str = "",
    note: str = "",
    body: str = "",
    site: str = "",
    changed_at: datetime | None = None,
) -> None:
    """In the caller's transaction; the same source has one row."""
    said = clean(body)[:LONGEST_BODY]
    SearchRow.objects.update_or_create(
        kind=kind,
        source=source,
        defaults={
            "title": clean(title)[:500],
            "number": number,
            "note": note[:300],
            "body": said,
            "url": url,
            "day": day,
            "site": site,
            "changed_at": changed_at,
            "words_title": words_of(title),
            "words_number": words_of(number),
            "words_body": words_of(f"{note}\n{said}"),
        },
    )


def empty_row(kind: str, source: str) -> None:
    """Found by its title and number still; of its words nothing is left."""
    SearchRow.objects.filter(kind=kind, source=source).update(body="", words_body="")


def drop_row(kind: str, source: str) -> None:
    SearchRow.objects.filter(kind=kind, source=source).delete()


def ask_anew() -> int:
    """Every page's row is made again by ``index_pages``; how many are there."""
    rows = SearchRow.objects.filter(source__startswith=f"{PAGE}:")
    return rows.update(changed_at=None)


def index_pages(*, most: int = 500) -> tuple[int, int]:
    """Published pages are found, others are not: what changed since the last time.

    Repeatable. How many rows were put, and how many dropped.
    """
    dropped = gone_rows().delete()[0]
    put = 0
    for page in changed_pages(most):
        day = local_date(page.first_published_at or page.last_published_at)
        put_row(
            kind=PAGE_KINDS.get(type(page).__name__, PAGE),
            source=f"{PAGE}:{page.pk}",
            title=page.title,
            note=site_name(page),
            body=page_text(page),
            url=page.url,
            day=day,
            changed_at=page.last_published_at,
        )
        put += 1
    return put, dropped
