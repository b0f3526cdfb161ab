"""How links and sites stand, as an app above says it; where none does, nobody knows.

An app that watches says so once, from a module that is read as the office starts
(``following.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

Links = Callable[[Collection[UUID], datetime], Mapping[UUID, "Stands"]]


@dataclass(frozen=True)
class Stands:
    """One watched thing now: ``words`` and ``tone`` for people, its share of the last
    thirty days as words, the page that says more.
    """

    name: str
    words: str
    tone: str
    share: str
    url: str
    is_down: bool = False


@dataclass
class _Watch:
    links: Links | None = None
    site: Callable[[UUID, datetime], list[Stands]] | None = None
    begin: Callable[[UUID], str] | None = None


_WATCH = _Watch()


def watches(
    *,
    links: Links,
    site: Callable[[UUID, datetime], list[Stands]],
    begin: Callable[[UUID], str],
) -> None:
    """Say who answers; one app does. ``begin``: where to watch more at a site."""
    _WATCH.links, _WATCH.site, _WATCH.begin = links, site, begin


def links_stand(links: Collection[UUID], at: datetime) -> Mapping[UUID, Stands]:
    """Those of these links that are watched; as many queries for one as for all."""
    return _WATCH.links(links, at) if _WATCH.links is not None else {}


def site_stands(site_id: UUID, at: datetime) -> list[Stands]:
    """What is watched at a site."""
    return _WATCH.site(site_id, at) if _WATCH.site is not None else []


def watching_begins(site_id: UUID) -> str:
    """The page where to watch more at a site; none where nothing watches."""
    return _WATCH.begin(site_id) if _WATCH.begin is not None else ""
