"""Rows of the public search: put, emptied, dropped with what they stand for."""

from __future__ import annotations

from datetime import date

from congvu.lib.text import clean
from congvu.portal.models import SearchRow
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
