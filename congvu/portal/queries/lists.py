"""Pages of a section, newest first, a screen at a time: by key, not by number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q
from wagtail.models import Page

SCREEN = 20


@dataclass(frozen=True)
class Listed:
    """One screen of pages, and the key of the next; empty when this is the last."""

    pages: list[Page]
    following: str


def pages_of(parent: Page, *, before: str = "", most: int = SCREEN) -> Listed:
    """Published pages right below ``parent``; with ``before`` those after that key."""
    rows = Page.objects.live().filter(right_below(parent.path))
    rows = rows.order_by(F("first_published_at").desc(nulls_last=True), "-id")
    key = _key(before)
    if key is not None:
        moment, number = key
        rows = rows.filter(
            Q(first_published_at__lt=moment)
            | Q(first_published_at=moment, id__lt=number)
        )
    found: Sequence[Page] = list(rows.specific()[: most + 1])
    shown = list(found[:most])
    more = len(found) > most and shown[-1].first_published_at is not None
    return Listed(shown, _written(shown[-1]) if more else "")


def right_below(path: str) -> Q:
    """Children, found between two paths, not by how their own begin: the public role
    sees rows through a policy, and behind one the database looks up by an index only
    what cannot tell of a hidden row.
    """
    first, last = path + "0" * Page.steplen, path + "Z" * Page.steplen
    depth = len(path) // Page.steplen + 1
    return Q(path__gte=first, path__lte=last, depth=depth)


def _written(page: Page) -> str:
    return f"{page.first_published_at.isoformat()}~{page.pk}"


def _key(text: str) -> tuple[datetime, int] | None:
    """A key somebody made up is no key: the list begins at its beginning."""
    moment, _tilde, number = text.partition("~")
    try:
        at = datetime.fromisoformat(moment)
        if at.tzinfo is None:
            return None
        return at, int(number)
    except (ValueError, OverflowError):
        return None


def newest(site: Page, slugs: Sequence[str], *, most: int) -> list[Page]:
    """The newest published pages of some sections of a site."""
    paths = [f"{site.url_path}{slug}/" for slug in slugs]
    sections = Page.objects.filter(right_below(site.path))
    sections = sections.filter(url_path__in=paths)
    there = Q(pk__in=[])
    for path in sections.values_list("path", flat=True):
        there |= right_below(path)
    rows = Page.objects.live().filter(there)
    return list(rows.order_by("-first_published_at", "-id").specific()[:most])
