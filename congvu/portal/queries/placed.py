"""What stands on the sites, counted: always the same few questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from congvu.lib.dates import WorkCalendar, local_date
from congvu.portal.models import SectionReview
from congvu.portal.queries.owned import owned_types
from congvu.portal.rules import GONE, METADATA, Found, Late, PageAsk, due_on

Key = tuple[UUID, int]
_ABOUT_ITSELF = "dc:"
"""How a page says that a part of its Dublin Core is missing."""

_ONE = "SELECT page_ptr_id, {columns} FROM {table}"
# A page lies right below its section, and a section right below its site: a path is
# that of the parent and four letters more. Sections are few and kept here by path; the
# pages are counted below each, whatever the planner thinks of how many there are.
_SECTIONS = """
SELECT w.path, site.agency_id, s.code, l.language_code
  FROM portal_sectionpage s
  JOIN wagtailcore_page w ON w.id = s.page_ptr_id
  JOIN wagtailcore_locale l ON l.id = w.locale_id
  JOIN (SELECT page.path, of.agency_id
          FROM (SELECT page_ptr_id, agency_id FROM portal_provincepage
                UNION ALL SELECT page_ptr_id, agency_id FROM portal_bodypage) AS of
          JOIN wagtailcore_page page ON page.id = of.page_ptr_id) AS site
    ON site.path = left(w.path, -4)
"""
_COUNTED = """
SELECT left(w.path, -4), count(*),
       (max(w.last_published_at) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,
       count(*) FILTER (WHERE item.review_on < %(on)s)
  FROM ({items}) AS item
  JOIN wagtailcore_page w ON w.id = item.page_ptr_id
 WHERE w.live AND left(w.path, -4) = ANY(%(paths)s)
 GROUP BY 1
"""
_LACKING = """
SELECT left(w.path, -4), lack, count(*)
  FROM ({items}) AS item
  JOIN wagtailcore_page w ON w.id = item.page_ptr_id
 CROSS JOIN unnest(item.lacks) AS lack
 WHERE item.lacks <> '{{}}' AND w.live AND left(w.path, -4) = ANY(%(paths)s)
 GROUP BY 1, 2
"""
_WAITING = """
SELECT left(w.path, -4), w.title, item.happened_on, w.id,
       (SELECT v.name FROM organisations_unitversion v
         WHERE v.unit_id = item.owner_unit_id ORDER BY v.valid_from DESC LIMIT 1)
  FROM ({items}) AS item
  JOIN wagtailcore_page w ON w.id = item.page_ptr_id
 WHERE item.happened_on IS NOT NULL AND w.first_published_at IS NULL
   AND left(w.path, -4) = ANY(%(paths)s)
"""
_LISTED = """
SELECT w.id, w.title, w.live,
       (w.last_published_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,
       item.review_on, item.lacks
  FROM ({items}) AS item
  JOIN wagtailcore_page w ON w.id = item.page_ptr_id
 WHERE left(w.path, -4) = ANY(%(paths)s)
 ORDER BY w.last_published_at NULLS FIRST, w.id
 LIMIT %(most)s
"""


@dataclass(frozen=True)
class Place:
    """A section of a site: whose it is, which, in which language."""

    agency_id: UUID
    code: int
    language: str


@dataclass
class _Counted:
    """A section of a site while it is being put together."""

    count: int = 0
    english: int = 0
    past_review: int = 0
    changed_on: date | None = None
    lacking: dict[str, int] = field(default_factory=dict)
    late: list[Late] = field(default_factory=list)

    def seen_on(self, day: date | None) -> None:
        if day is not None and (self.changed_on is None or day > self.changed_on):
            self.changed_on = day

    def found(self) -> Found:
        return Found(
            count=self.count,
            changed_on=self.changed_on,
            past_review=self.past_review,
            lacking=self.lacking,
            has_english=self.english > 0,
            late=tuple(sorted(self.late, key=lambda one: one.due_on)),
        )


def found_in(
    agencies: Sequence[UUID],
    on: date,
    deadlines: Mapping[int, int],
    days: WorkCalendar,
) -> dict[Key, Found]:
    places, counted = _places(agencies), dict[Key, _Counted]()
    _count_pages(counted, places, on)
    vietnamese = {path: at for path, at in places.items() if at.language == "vi"}
    _count_lacking(counted, vietnamese)
    _list_waiting(counted, vietnamese, deadlines, days)
    for agency, code, looked in _reviews(agencies):
        counted.setdefault((agency, code), _Counted()).seen_on(looked)
    return {key: one.found() for key, one in counted.items()}


def _places(agencies: Sequence[UUID] | None = None) -> dict[str, Place]:
    """Sections by path, of all sites or those of some bodies; one query."""
    only = "" if agencies is None else " WHERE site.agency_id = ANY(%(agencies)s)"
    with connection.cursor() as cursor:
        asked = {"agencies": None if agencies is None else list(agencies)}
        cursor.execute(_SECTIONS + only, asked)
        return {path: Place(*told) for path, *told in cursor.fetchall()}


def _count_pages(
    counted: dict[Key, _Counted], places: Mapping[str, Place], on: date
) -> None:
    asked = {"on": on, "paths": list(places)}
    for path, count, changed, past in _rows(_COUNTED, asked, "review_on"):
        at = places[path]
        one = counted.setdefault((at.agency_id, at.code), _Counted())
        if at.language == "en":
            one.english += count
        if at.language != "vi":
            continue
        one.count += count
        one.past_review += past
        one.seen_on(changed)
        about = counted.setdefault((at.agency_id, METADATA), _Counted())
        about.count += count
        about.seen_on(changed)


def _count_lacking(counted: dict[Key, _Counted], places: Mapping[str, Place]) -> None:
    for path, what, count in _rows(_LACKING, {"paths": list(places)}, "lacks"):
        agency, code = places[path].agency_id, places[path].code
        if what.startswith(_ABOUT_ITSELF):
            code, what = METADATA, what.removeprefix(_ABOUT_ITSELF)
        lacking = counted.setdefault((agency, code), _Counted()).lacking
        lacking[what] = lacking.get(what, 0) + count


def _list_waiting(
    counted: dict[Key, _Counted],
    places: Mapping[str, Place],
    deadlines: Mapping[int, int],
    days: WorkCalendar,
) -> None:
    asked = {
        "paths": [path for path, at in places.items() if at.code in deadlines],
    }
    for path, title, happened, ref, owner in _rows(
        _WAITING, asked, "owner_unit_id", "{happened} AS happened_on"
    ):
        agency, code = places[path].agency_id, places[path].code
        last = due_on(happened, deadlines[code], days)
        counted.setdefault((agency, code), _Counted()).late.append(
            Late(title, happened, last, str(ref), owner or "")
        )


def _reviews(agencies: Sequence[UUID]) -> list[tuple[UUID, int, date]]:
    rows = (
        SectionReview.objects.filter(agency__in=agencies)
        .order_by("agency", "code", "-on")
        .distinct("agency", "code")
    )
    return list(rows.values_list("agency_id", "code", "on"))


def _rows(sql: str, values: Mapping[str, Any], *columns: str) -> list[tuple[Any, ...]]:
    """``columns`` of pages of every type, as one table named ``items``."""
    with connection.cursor() as cursor:
        cursor.execute(sql.format(items=_items(columns)), values)
        return list(cursor.fetchall())


def _items(columns: Sequence[str]) -> str:
    """Only what is asked for: the text of fifty thousand pages is not looked at to
    count them."""
    return " UNION ALL ".join(
        _ONE.format(
            columns=", ".join(columns).format(
                happened=getattr(model, "HAPPENED", "") or "NULL::date"
            ),
            table=model._meta.db_table,
        )
        for model in owned_types()
    )


_BY_DAY = """
SELECT w.id, left(w.path, -4), item.review_on,
       (w.expire_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
  FROM ({items}) AS item
  JOIN wagtailcore_page w ON w.id = item.page_ptr_id
 WHERE w.live AND (item.review_on <= %(on)s
    OR (w.expire_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date <= %(until)s)
 ORDER BY w.id
"""


def pages_by_day(on: date, until: date) -> list[tuple[int, UUID, PageAsk, date]]:
    """Shown pages whose day to be looked over came, or that are gone by ``until``:
    number, whose site, what is asked, the day."""
    found = []
    places, asked = _places(), {"on": on, "until": until}
    for page, path, review, expiry in _rows(_BY_DAY, asked, "review_on"):
        if (at := places.get(path)) is None:
            continue
        if review is not None and review <= on:
            found.append((page, at.agency_id, PageAsk.REVIEW, review))
        if expiry is not None and expiry <= until:
            found.append((page, at.agency_id, PageAsk.EXPIRY, expiry))
    return found


_LEADING = """
SELECT w.id, left(w.path, -4), d.validity_on
  FROM ({items}) AS item
  JOIN wagtailcore_page w ON w.id = item.page_ptr_id
 CROSS JOIN LATERAL regexp_matches(
   item.body, '/van-ban/([0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}})', 'g'
 ) AS m(named)
  JOIN portal_publicdocument d
    ON d.id = m.named[1]::uuid AND d.validity = ANY(%(gone)s)
  LEFT JOIN portal_pagereminder told ON told.page_id = w.id AND told.asks = 'link'
 WHERE w.live AND strpos(item.body, '/van-ban/') > 0
   AND (d.changed_at > %(since)s OR told.id IS NOT NULL)
 ORDER BY d.validity_on
"""
_LOOKED_BACK = timedelta(days=30)


def pages_leading_nowhere(at: datetime) -> list[tuple[int, UUID, date]]:
    """Shown pages that lead to a paper which was recalled, replaced, taken down or is
    over since a month at most, or longer where their editors were told of it: number,
    whose site, from which day at last."""
    given = {"gone": sorted(GONE), "since": at - _LOOKED_BACK}
    places, found = _places(), dict[int, tuple[UUID, date]]()
    for page, path, day in _rows(_LEADING, given, "body::text AS body"):
        if path in places:
            found[page] = (places[path].agency_id, day or local_date(at))
    return [(page, agency, day) for page, (agency, day) in found.items()]


@dataclass(frozen=True)
class Thing:
    """One page of a section as its editor has to see it."""

    page_id: int
    title: str
    live: bool
    changed_on: date | None
    review_on: date | None
    lacks: tuple[str, ...]


def listed(agency_id: UUID, code: int, *, most: int = 100) -> list[Thing]:
    """What stands in a section of a site: what was never put up, then what is longest
    unchanged."""
    asked = {
        "paths": [
            path
            for path, at in _places([agency_id]).items()
            if at.code == code and at.language == "vi"
        ],
        "most": most,
    }
    return [
        Thing(page, title, live, changed, review, tuple(lacks))
        for page, title, live, changed, review, lacks in _rows(
            _LISTED, asked, "review_on", "lacks"
        )
    ]
